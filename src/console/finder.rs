//! The finder as the console holds it: read by a thread of its own beside the first frame, then kept in memory.

use std::fmt;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use chrono::NaiveDate;

use crate::commands::desk::Finder;
use crate::records::bureau::BureauId;
use crate::say;
use crate::store::Store;
use crate::text::Text;

/// Where the finder stands.
enum State {
    Idle,
    Reading(Receiver<Result<Finder, Text>>),
    Ready(Box<Finder>),
    Failed(Text),
}

/// The finder, once it is read.
pub struct FinderSlot {
    state: State,
}

impl FinderSlot {
    /// Nothing read yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { state: State::Idle }
    }

    /// Starts reading, unless that was begun before; after a failure it tries again.
    pub fn begin(&mut self, path: &Path, asker: BureauId, today: NaiveDate) {
        if matches!(self.state, State::Reading(_) | State::Ready(_)) {
            return;
        }
        let (sender, receiver) = channel();
        let path = path.to_owned();
        let read = move || {
            let finder = Store::open(&path).and_then(|store| Finder::load(&store, asker, today));
            // The console may have ended meanwhile.
            let _ = sender.send(finder.map_err(|e| e.text));
        };
        self.state = match thread::Builder::new().name("finder".into()).spawn(read) {
            Ok(_) => State::Reading(receiver),
            Err(e) => {
                State::Failed(say!("无法启动后台线程: {e}", "can't start a thread: {e}", e = e.to_string()))
            }
        };
    }

    /// Waits for the end of reading, but no longer than this; whether it has just ended.
    pub fn wait(&mut self, at_most: Duration) -> bool {
        let State::Reading(receiver) = &self.state else { return false };
        self.state = match receiver.recv_timeout(at_most) {
            Ok(Ok(finder)) => State::Ready(Box::new(finder)),
            Ok(Err(text)) => State::Failed(text),
            Err(RecvTimeoutError::Timeout) => return false,
            Err(RecvTimeoutError::Disconnected) => {
                State::Failed(Text::new("读取机构名录时出错", "reading the directory failed"))
            }
        };
        true
    }

    /// The finder, if it is there.
    pub const fn get(&mut self) -> Option<&mut Finder> {
        match &mut self.state {
            State::Ready(finder) => Some(finder),
            _ => None,
        }
    }

    /// Why there is none, if reading failed.
    #[must_use]
    pub const fn failure(&self) -> Option<&Text> {
        match &self.state {
            State::Failed(text) => Some(text),
            _ => None,
        }
    }
}

impl Default for FinderSlot {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for FinderSlot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match &self.state {
            State::Idle => "idle",
            State::Reading(_) => "reading",
            State::Ready(_) => "ready",
            State::Failed(_) => "failed",
        };
        f.debug_tuple("FinderSlot").field(&state).finish()
    }
}
