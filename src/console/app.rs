//! The console's one loop: a queue of messages, a stack of layers, one frame after each burst of keys.
//!
//! [`App`] knows no terminal: [`run`](super::run) joins it to one, the [`Driver`](super::driver::Driver) to a test.

use std::sync::mpsc::Sender;

use chrono::{NaiveDate, Timelike};
use ratatui::Frame;
use ratatui::layout::Position;

use super::chrome::{self, Badges};
use super::context::{Context, bureau_time};
use super::keys::{Code, Key, normalise};
use super::layer::{Binding, Flow, Layer};
use super::panels;
use super::screens;
use super::terminal::Input;
use super::worker::{Answer, Found, Outgoing, Worker};
use crate::commands::{clocks, mailing, recount};
use crate::say;
use crate::store::recounts;
use crate::text::Text;

/// What comes into the queue.
#[derive(Debug)]
pub enum Message {
    /// From the terminal.
    Input(Input),
    /// From the worker.
    Answer(Answer),
}

impl From<Input> for Message {
    fn from(input: Input) -> Self {
        Self::Input(input)
    }
}

impl From<Answer> for Message {
    fn from(answer: Answer) -> Self {
        Self::Answer(answer)
    }
}

/// What a message leads to, outside the program's own screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// Draw, go on.
    Draw,
    /// Nothing changed.
    Nothing,
    /// Write the next frame whole.
    DrawAll,
    /// The terminal must be entered again, then drawn whole.
    Reenter,
    /// Stop the process until the shell continues it.
    Suspend,
    /// End, with this status.
    Leave(u8),
}

/// The console without its terminal.
pub struct App {
    pub(super) cx: Context,
    layers: Vec<Box<dyn Layer>>,
    badges: Badges,
    worker: Worker,
    /// The database's own count of other processes' changes, as last seen.
    seen: i64,
    /// The minute the clock shows.
    minute: (NaiveDate, u32),
    /// How many layers were under the phone desk when it was last opened.
    desk: Option<usize>,
    /// Whether the drafts of an earlier day were offered.
    offered: bool,
    /// Whether it was said that a recount is under way, before leaving.
    warned: bool,
}

impl App {
    /// Opens the first screen. The worker's answers go to `queue`.
    ///
    /// # Errors
    /// When the database can't be read or the system gives no thread.
    pub fn open(mut cx: Context, queue: Sender<Message>) -> Result<Self, Text> {
        let worker = Worker::start(cx.store.path().to_owned(), queue)
            .map_err(|e| say!("无法启动后台线程: {e}", "can't start a thread: {e}", e = e.to_string()))?;
        let seen = cx.store.data_version().map_err(|e| e.text)?;
        let first = screens::open(0, &mut cx);
        let badges = Badges::default();
        let minute = minute_now(&cx);
        Ok(Self {
            cx,
            layers: vec![first],
            badges,
            worker,
            seen,
            minute,
            desk: None,
            offered: false,
            warned: false,
        })
    }

    /// Takes a message.
    pub fn handle(&mut self, message: Message) -> After {
        let after = match message {
            Message::Answer(answer) => return self.answer(answer),
            Message::Input(input) => match input {
                Input::Key(key) => self.press(key),
                Input::Paste(text) => {
                    self.cx.hush();
                    let flow = match self.layers.last_mut() {
                        Some(top) => top.paste(&text, &mut self.cx),
                        None => Flow::Ignored,
                    };
                    self.follow(flow)
                }
                Input::Resize => After::DrawAll,
                Input::Resume => After::Reenter,
                leave @ (Input::Hangup | Input::Terminate(_)) => {
                    self.save();
                    let status = leave.exit_status().unwrap_or_default();
                    return After::Leave(u8::try_from(status).unwrap_or(u8::MAX));
                }
            },
        };
        if let Some(moved) = self.cx.take_left() {
            let moment = self.cx.moment();
            self.worker.recount(self.cx.actor.clone(), moment, moved);
        }
        if let Some(outgoing) = self.cx.take_outgoing() {
            self.cx.work(Some(match &outgoing {
                Outgoing::Many(many) => {
                    panels::bulk::progress(many.done.len(), many.done.len() + many.left.len())
                }
                _ => Text::new("正在生成文书", "the document is being made"),
            }));
            self.worker.send(outgoing);
        }
        if self.cx.take_stale() {
            self.refresh();
            self.post();
        }
        after
    }

    fn answer(&mut self, answer: Answer) -> After {
        let newest = self.worker.take(&answer);
        match answer.found {
            Found::Counts(Ok(counts)) if newest && self.badges.counts != counts => {
                self.badges.counts = counts;
                After::Draw
            }
            Found::Counts(_) => After::Nothing,
            Found::Recounting { done, total } => {
                let text = say!("重算期限 {d} / {t}", "reckoning deadlines {d} of {t}", d = done, t = total);
                self.cx.work(Some(text));
                After::Draw
            }
            Found::Sent(done) => {
                if newest {
                    self.cx.work(None);
                }
                self.cx.tell(done.unwrap_or_else(|fault| fault.text()));
                After::Draw
            }
            Found::Acting { done, total } => {
                self.cx.work(Some(panels::bulk::progress(done, total)));
                After::Draw
            }
            Found::Acted(spec, outcomes) => {
                self.cx.work(None);
                self.warned = false;
                self.cx.note_done(outcomes.iter().filter(|(_, o)| o.is_ok()).map(|((no, _), _)| *no));
                self.refresh();
                let results = panels::bulk::results(spec, &outcomes, self.cx.look);
                // Whoever is typing meanwhile goes on, and finds it below.
                let typing = self.layers.last().is_some_and(|top| top.in_text());
                self.layers.insert(self.layers.len() - usize::from(typing), results);
                After::Draw
            }
            Found::Recounted { moved, stopped } => {
                self.cx.work(None);
                self.warned = false;
                let moved = clocks::all_moved_told(&moved);
                self.cx.tell(match stopped {
                    None => say!("期限已重算: {m}", "deadlines reckoned anew: {m}", m = moved),
                    Some(fault) => say!(
                        "期限没有算完: {w}; 由管理员办理「重算期限」接着算; {m}",
                        "the deadlines are not all reckoned: {w}; an administrator goes on with recount-deadlines; {m}",
                        w = fault.text(),
                        m = moved
                    ),
                });
                self.refresh();
                After::Draw
            }
        }
    }

    /// Once a second: whether something is to be drawn anew, because another process wrote or the minute is over.
    pub fn tick(&mut self) -> bool {
        let version = self.cx.store.data_version().unwrap_or(self.seen);
        let minute = minute_now(&self.cx);
        let (changed, midnight) = (version != self.seen, minute.0 != self.minute.0);
        let show = changed || minute != self.minute;
        let mail = changed || minute != self.minute;
        (self.seen, self.minute) = (version, minute);
        if mail {
            self.post();
        }
        if changed || midnight {
            self.cx.mark_stale();
            self.cx.take_stale();
            self.refresh();
        }
        show
    }

    /// Has what waits in the bureau's outbox sent beside the keys: looked at once a minute, and where something was written.
    fn post(&mut self) {
        let moment = self.cx.moment();
        if self.worker.is_idle() && mailing::waits(&self.cx.store, &self.cx.actor, moment.at).unwrap_or(false)
        {
            self.cx.work(Some(Text::new("正在发送邮件", "e-mail is being sent")));
            self.worker.send(Outgoing::Mail { actor: self.cx.actor.clone() });
        }
    }

    /// What could wait for the first frame and for pauses between keys; whether to draw again.
    pub fn settle(&mut self) -> bool {
        let mut draw = self.layers.last_mut().is_some_and(|top| top.settle(&mut self.cx));
        if !self.offered {
            self.offered = true;
            self.ask_badges();
            let (path, today) = (self.cx.store.path().to_owned(), self.cx.day());
            self.cx.finder.begin(&path, self.cx.actor.bureau, today);
            draw |= self.go_on_with_recount();
            if let Some(panel) = panels::drafts::offer(&mut self.cx) {
                self.layers.push(panel);
                draw = true;
            }
        }
        draw
    }

    /// A recount that was broken off is gone on with where the person may, and told to everybody else: the days shown may
    /// be those of before.
    fn go_on_with_recount(&mut self) -> bool {
        let Ok(Some(left)) = recounts::pending(&self.cx.store) else { return false };
        if recount::may(&self.cx.store, &self.cx.actor).unwrap_or(false) {
            let moment = self.cx.moment();
            self.worker.recount(self.cx.actor.clone(), moment, Vec::new());
            self.cx.work(Some(Text::new(
                "期限还没有重算完, 正接着算",
                "deadlines are not all reckoned anew: going on with it",
            )));
        } else {
            self.cx.tell(say!(
                "期限重算到 {d}/{t}, 其余还是原来的日期; 由管理员打开控制台接着算",
                "deadlines are reckoned anew up to {d} of {t}, the others are as before: an administrator's console goes on",
                d = left.done,
                t = left.total
            ));
        }
        true
    }

    /// Whether the worker has nothing under way.
    #[must_use]
    pub const fn is_idle(&self) -> bool {
        self.worker.is_idle()
    }

    /// Every layer keeps what is typed in it.
    pub fn save(&mut self) {
        for layer in &mut self.layers {
            layer.save(&mut self.cx);
        }
    }

    fn refresh(&mut self) {
        for layer in &mut self.layers {
            layer.refresh(&mut self.cx);
        }
        self.ask_badges();
    }

    fn ask_badges(&mut self) {
        self.worker.count(screens::badges(&self.cx));
    }

    fn press(&mut self, key: Key) -> After {
        self.cx.hush();
        match key {
            key if key == Key::ctrl('l') => After::DrawAll,
            key if key == Key::ctrl('z') => {
                self.save();
                After::Suspend
            }
            key => self.send(key),
        }
    }

    /// Sends a key to the top layer; what it leaves may be one of the keys that work everywhere.
    fn send(&mut self, key: Key) -> After {
        let Some(top) = self.layers.last_mut() else { return After::Leave(0) };
        let in_text = top.in_text();
        let key = normalise(key, in_text);
        match top.handle(key, &mut self.cx) {
            Flow::Ignored if in_text && key.typed().is_some() => After::Draw,
            Flow::Ignored => self.everywhere(key),
            flow => self.follow(flow),
        }
    }

    fn follow(&mut self, flow: Flow) -> After {
        match flow {
            Flow::Ignored => return After::Nothing,
            Flow::Handled => {}
            Flow::Close => self.close(),
            Flow::Push(layer) => self.layers.push(layer),
            Flow::Replace(layer) => {
                self.layers.pop();
                self.layers.push(layer);
            }
            Flow::Go(layer) => {
                self.save();
                self.layers = vec![layer];
            }
            Flow::Resend(key) => {
                self.close();
                return self.send(key);
            }
            // Once more leaves it all the same: the rest can be gone on with.
            Flow::Quit if self.worker.is_acting() && !self.warned => {
                self.warned = true;
                self.cx.tell(Text::new(
                    "批量办理还没有办完; 再按一次 q 立即退出, 已办的有效, 其余不办",
                    "not all of the records are done with: q once more leaves, what is done stands, the rest is not done",
                ));
            }
            Flow::Quit if self.worker.is_recounting() && !self.warned => {
                self.warned = true;
                self.cx.tell(Text::new(
                    "期限正在重算, 算完再退出; 再按一次 q 立即退出, 管理员下次打开时接着算",
                    "deadlines are being reckoned: wait, or q once more; an administrator's next start goes on with the rest",
                ));
            }
            Flow::Quit => {
                self.save();
                return After::Leave(0);
            }
        }
        After::Draw
    }

    /// Closes the top layer, but never the screen.
    fn close(&mut self) {
        if self.layers.len() > 1 {
            self.layers.pop();
        } else {
            self.cx.tell(Text::new("已是最上一层, 退出请按 q", "this is the top; q quits"));
        }
    }

    /// The keys that work everywhere, unless a layer uses them itself.
    fn everywhere(&mut self, key: Key) -> After {
        let modal = self.layers.last().is_some_and(|top| top.floats());
        let keeps_letters = self.layers.last().is_some_and(|top| top.keeps_letters());
        let flow = match key.code {
            Code::F(1) => Flow::Push(panels::article::open(&self.cx, None)),
            Code::F(2) if self.desk.is_some_and(|depth| depth < self.layers.len()) => {
                self.cx.tell(Text::new(
                    "来电速查已打开, Esc 返回",
                    "the phone desk is open already: Esc goes back",
                ));
                Flow::Handled
            }
            Code::F(2) => {
                self.desk = Some(self.layers.len());
                Flow::Push(panels::desk::open(&mut self.cx))
            }
            Code::Char('?') => Flow::Push(panels::help::open(self.all_bindings())),
            Code::Char(':') if !modal => {
                let subject = self.layers.last().and_then(|top| top.subject());
                Flow::Push(panels::palette::open(&self.cx, subject))
            }
            Code::Char('q') if !modal => Flow::Quit,
            Code::Char(digit @ '1'..='9') if !modal && !keeps_letters => {
                let number = digit as usize - '1' as usize;
                if number >= screens::SCREENS.len() {
                    return After::Nothing;
                }
                Flow::Go(screens::open(number, &mut self.cx))
            }
            _ => return After::Nothing,
        };
        self.follow(flow)
    }

    /// What the keys do now: those of the top layer, then those that work everywhere.
    fn all_bindings(&self) -> Vec<Binding> {
        let Some(top) = self.layers.last() else { return Vec::new() };
        let mut all = top.bindings(&self.cx);
        for binding in chrome::everywhere(top.floats()) {
            if top.keeps_letters() && binding.key.typed().is_some() {
                continue;
            }
            if !all.iter().any(|b| b.key == binding.key) {
                all.push(binding);
            }
        }
        all
    }

    /// The bindings of each open layer, from the lowest: for tests.
    #[must_use]
    pub fn bindings(&self) -> Vec<Vec<Binding>> {
        self.layers.iter().map(|layer| layer.bindings(&self.cx)).collect()
    }

    /// Draws everything; the cursor is the top layer's, and returned.
    pub fn draw(&mut self, frame: &mut Frame<'_>) -> Option<Position> {
        let area = frame.area();
        let body = chrome::body(area, frame.buffer_mut(), self.cx.look)?;
        let bindings = self.all_bindings();
        let screen = self.layers.first().and_then(|layer| layer.screen());
        let top = chrome::Top { screen, badges: &self.badges, bindings: &bindings };
        top.draw(area, frame.buffer_mut(), &self.cx);
        let lowest = self.layers.iter().rposition(|layer| !layer.floats()).unwrap_or(0);
        let mut cursor = None;
        for layer in &mut self.layers[lowest..] {
            cursor = layer.draw(frame, body, &self.cx);
        }
        let cursor = cursor.filter(|at| area.contains(*at));
        if let Some(at) = cursor {
            frame.set_cursor_position(at);
        }
        cursor
    }
}

fn minute_now(cx: &Context) -> (NaiveDate, u32) {
    let moment = cx.moment();
    (moment.today, moment.at.hour() * 60 + moment.at.minute())
}

/// The time shown at the top.
pub(super) fn clock(cx: &Context) -> (NaiveDate, String) {
    (cx.day(), bureau_time().format("%H:%M").to_string())
}
