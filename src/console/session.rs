//! The console at a terminal: enters it, hands what happens there to the [`App`], draws, leaves it as it was.

use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use chrono::NaiveDate;

use super::app::{After, App, Message};
use super::context::Context;
use super::terminal::{Guard, Screen, Tty, colours_wanted, listen, wait};
use super::theme::{Look, Marks};
use crate::records::staff::Staff;
use crate::say;
use crate::store::{Store, about};
use crate::text::Text;
use crate::text::cells::Ambiguous;

/// How often another process's changes are looked for: the only thing done while nobody types.
const LOOK: Duration = Duration::from_secs(1);

/// Opens the console at the terminal and stays until it is left; the exit status.
///
/// # Errors
/// When there is no terminal, or the database can't be read.
pub fn run(store: Store, actor: Staff, today: Option<NaiveDate>, look: Look) -> Result<u8, Text> {
    let about = about::read(&store).map_err(|e| e.text)?;
    let cx = Context::new(store, about, actor, look, today);
    let gone = |e: std::io::Error| say!("终端出错: {e}", "the terminal failed: {e}", e = e.to_string());
    let (sender, queue) = channel::<Message>();
    let mut app = App::open(cx, sender.clone())?;
    let guard = Guard::enter()?;
    let ambiguous = if look.marks == &Marks::ASCII { Ambiguous::Wide } else { Ambiguous::Narrow };
    let mut screen = Screen::new(Tty::new().map_err(gone)?, colours_wanted(), ambiguous).map_err(gone)?;
    listen(sender).map_err(gone)?;
    let mut session = Session { app: &mut app, screen: &mut screen, guard: &guard };
    let status = session.stay(&queue);
    app.save();
    drop(guard);
    Ok(status)
}

/// The exit status of a program whose terminal is gone, as shells report a hang-up.
const HUNG_UP: u8 = 129;

struct Session<'a> {
    app: &'a mut App,
    screen: &'a mut Screen<Tty>,
    guard: &'a Guard,
}

impl Session<'_> {
    fn stay(&mut self, queue: &Receiver<Message>) -> u8 {
        let mut draw = true;
        let mut next_look = Instant::now() + LOOK;
        loop {
            if draw && !self.draw() {
                return HUNG_UP;
            }
            draw = false;
            let mut burst = wait(queue, Some(Instant::now()));
            if burst.is_empty() {
                if self.app.settle() && !self.draw() {
                    return HUNG_UP;
                }
                burst = wait(queue, Some(next_look));
            }
            for message in burst {
                match self.obey(message) {
                    Ok(changed) => draw |= changed,
                    Err(status) => return status,
                }
            }
            if Instant::now() >= next_look {
                draw |= self.app.tick();
                next_look = Instant::now() + LOOK;
            }
        }
    }

    fn draw(&mut self) -> bool {
        if let Some(text) = self.app.cx.take_copied() {
            match self.screen.copy(&text) {
                Ok(said) => self.app.cx.tell(said),
                Err(_) => return false,
            }
        }
        let app = &mut *self.app;
        self.screen
            .draw(|frame| {
                app.draw(frame);
            })
            .is_ok()
    }

    /// Does what a message leads to; whether to draw, or the status to leave with.
    fn obey(&mut self, message: Message) -> Result<bool, u8> {
        match self.app.handle(message) {
            After::Nothing => return Ok(false),
            After::Draw => {}
            After::DrawAll => self.screen.redraw_all(),
            After::Reenter => {
                self.guard.reenter().map_err(|_| HUNG_UP)?;
                self.screen.redraw_all();
            }
            After::Suspend => {
                self.guard.suspend().map_err(|_| HUNG_UP)?;
                self.screen.redraw_all();
            }
            After::Leave(status) => return Err(status),
        }
        Ok(true)
    }
}
