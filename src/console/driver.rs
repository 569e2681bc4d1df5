//! The console without a terminal: keys in, screen out, nothing slept for. For tests, and for pictures of screens.

use std::sync::mpsc::{Receiver, channel};

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::{Position, Size};

use super::app::{After, App, Message};
use super::context::Context;
use super::keys::Key;
use super::layer::Binding;
use super::terminal::{Input, Record, Screen};
use crate::say;
use crate::text::Text;
use crate::text::cells::Ambiguous;

/// A console that somebody drives.
pub struct Driver {
    app: App,
    queue: Receiver<Message>,
    screen: Screen<Record>,
    shown: Buffer,
    cursor: Option<Position>,
    left: Option<u8>,
    /// Bytes of the last frame.
    cost: u64,
}

impl Driver {
    /// Opens the console at a size and draws its first frame, before anything that can wait.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn open(cx: Context, width: u16, height: u16) -> Result<Self, Text> {
        let (sender, queue) = channel();
        let app = App::open(cx, sender)?;
        let record = Record { written: Vec::new(), size: Size::new(width, height) };
        let screen = Screen::new(record, true, Ambiguous::Narrow)
            .map_err(|e| say!("终端出错: {e}", "the terminal failed: {e}", e = e.to_string()))?;
        let (shown, cursor) = (Buffer::default(), None);
        let mut driver = Self { app, queue, screen, shown, cursor, left: None, cost: 0 };
        driver.draw();
        Ok(driver)
    }

    /// Presses keys by their names, `j`, `Enter`, `Ctrl-L`, as one burst, then draws once. The bytes it cost.
    ///
    /// # Errors
    /// When there is no such key.
    pub fn press(&mut self, names: &str) -> Result<u64, Text> {
        let keys: Vec<Key> = names.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
        Ok(self.send(keys.into_iter().map(Input::Key)))
    }

    /// Types a text, character by character, as one burst. The bytes it cost.
    pub fn type_text(&mut self, text: &str) -> u64 {
        self.send(text.chars().map(|c| Input::Key(Key::char(c))))
    }

    /// Sends inputs as one burst. The bytes that the frame cost.
    pub fn send(&mut self, inputs: impl Iterator<Item = Input>) -> u64 {
        let mut draw = false;
        for input in inputs {
            draw |= self.obey(Message::Input(input));
        }
        self.cost = 0;
        if draw {
            self.draw();
        }
        self.cost
    }

    /// Waits until nothing is under way: totals are counted, the worker has answered. The bytes that frames cost.
    pub fn settle(&mut self) -> u64 {
        let before = self.screen.bytes();
        if self.app.settle() {
            self.draw();
        }
        while !self.app.is_idle() {
            let Ok(message) = self.queue.recv() else { break };
            if self.obey(message) {
                self.draw();
            }
        }
        self.screen.bytes() - before
    }

    /// Whether nothing is under way.
    #[must_use]
    pub const fn is_idle(&self) -> bool {
        self.app.is_idle()
    }

    /// What happens once a second. The bytes it cost.
    pub fn tick(&mut self) -> u64 {
        let before = self.screen.bytes();
        if self.app.tick() {
            self.draw();
        }
        self.screen.bytes() - before
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.screen.output().size = Size::new(width, height);
        self.send(std::iter::once(Input::Resize));
    }

    fn obey(&mut self, message: Message) -> bool {
        match self.app.handle(message) {
            After::Nothing => return false,
            After::Draw => {}
            After::DrawAll | After::Reenter | After::Suspend => self.screen.redraw_all(),
            After::Leave(status) => {
                self.left = Some(status);
                return false;
            }
        }
        true
    }

    fn draw(&mut self) {
        let before = self.screen.bytes();
        let (app, shown) = (&mut self.app, &mut self.shown);
        let mut cursor = None;
        // A record can't fail to be written to.
        let _ = self.screen.draw(|frame| {
            cursor = app.draw(frame);
            *shown = frame.buffer_mut().clone();
        });
        self.cursor = cursor;
        self.cost = self.screen.bytes() - before;
    }

    /// The screen as text, spaces at the ends of rows dropped.
    #[must_use]
    pub fn screen(&self) -> String {
        let area = self.shown.area;
        let mut rows = Vec::new();
        for y in 0..area.height {
            let (mut line, mut x) = (String::new(), 0);
            while x < area.width {
                let cell = &self.shown[(x, y)];
                line.push_str(cell.symbol());
                x += cell.cell_width().max(1);
            }
            rows.push(line.trim_end().to_owned());
        }
        rows.join("\n")
    }

    /// What was drawn last.
    #[must_use]
    pub const fn buffer(&self) -> &Buffer {
        &self.shown
    }

    /// Where the cursor is.
    #[must_use]
    pub const fn cursor(&self) -> Option<Position> {
        self.cursor
    }

    /// Bytes written since the console was opened.
    #[must_use]
    pub const fn bytes(&self) -> u64 {
        self.screen.bytes()
    }

    /// The status it ended with, if it did.
    #[must_use]
    pub const fn left(&self) -> Option<u8> {
        self.left
    }

    /// What layers may use: the open database among it.
    pub const fn context(&mut self) -> &mut Context {
        &mut self.app.cx
    }

    /// The bindings of each open layer, the lowest first.
    #[must_use]
    pub fn bindings(&self) -> Vec<Vec<Binding>> {
        self.app.bindings()
    }
}
