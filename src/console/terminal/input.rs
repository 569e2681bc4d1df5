//! What comes from the terminal and from the system: keys, pastes, sizes, hang-ups, signals, all into one queue.
//!
//! The queue is the program's own: workers put their results into the same one. Standard input is watched with
//! poll(2), so that a terminal that goes away is noticed at once and costs nothing.

use std::io::{self, Read};
use std::os::fd::AsFd;
use std::sync::mpsc::{Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use nix::errno::Errno;
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH};
use signal_hook::iterator::Signals;

use super::decode::Decoder;
use super::{guard, over_ssh};
use crate::console::keys::Key;

/// How long the program may take to save and leave after a hang-up or a signal to end.
const GRACE: Duration = Duration::from_millis(900);

/// The pause between two messages by which a burst is known to be over.
const BURST_PAUSE: Duration = Duration::from_micros(500);

/// How long the reader waits while standard input isn't the program's to read.
const LEFT_ALONE: Duration = Duration::from_millis(5);

/// No burst is drained further than this many messages before a frame is drawn.
const BURST_LIMIT: usize = 4096;

/// Something that happened at the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed.
    Key(Key),
    /// A text was pasted; line ends are `\n`, other control characters but tabs are gone.
    Paste(String),
    /// The terminal has another size.
    Resize,
    /// The terminal is gone. Save and leave: the process is ended after 0.9 s if it is still there.
    Hangup,
    /// The system asks to end, by this signal. Save and leave, as with [`Hangup`](Self::Hangup).
    Terminate(i32),
    /// The program runs again after it was stopped: [`Guard::reenter`](super::Guard::reenter) and draw all.
    Resume,
}

impl Input {
    /// The exit status of a program that leaves for this reason, as shells report it; `None`: no reason to leave.
    #[must_use]
    pub const fn exit_status(&self) -> Option<i32> {
        match self {
            Self::Hangup => Some(128 + SIGHUP),
            Self::Terminate(signal) => Some(128 + *signal),
            _ => None,
        }
    }
}

/// Starts to listen: from now on what happens at the terminal arrives in `queue`, until its receiver is dropped.
/// Standard input then belongs to the listener for the rest of the process.
pub fn listen<M: From<Input> + Send + 'static>(queue: Sender<M>) -> io::Result<()> {
    let signals = Signals::new([SIGWINCH, SIGCONT, SIGTERM, SIGINT, SIGQUIT, SIGHUP])?;
    let keys = queue.clone();
    thread::Builder::new().name("signals".into()).spawn(move || hear_signals(signals, &queue))?;
    thread::Builder::new().name("keys".into()).spawn(move || read_keys(&keys))?;
    Ok(())
}

/// Waits for the next message, at most until `until`, then takes all that came with it: draw once after handling
/// them. Empty if the time has come, or if nobody is left to send.
pub fn wait<M>(queue: &Receiver<M>, until: Option<Instant>) -> Vec<M> {
    let first = match until {
        None => queue.recv().ok(),
        Some(until) => queue.recv_timeout(until.saturating_duration_since(Instant::now())).ok(),
    };
    let mut burst: Vec<M> = first.into_iter().collect();
    while !burst.is_empty() && burst.len() < BURST_LIMIT {
        match queue.recv_timeout(BURST_PAUSE) {
            Ok(next) => burst.push(next),
            Err(_) => break,
        }
    }
    burst
}

fn hear_signals<M: From<Input>>(mut signals: Signals, queue: &Sender<M>) {
    for signal in signals.forever() {
        let input = match signal {
            SIGWINCH => Input::Resize,
            SIGCONT => Input::Resume,
            SIGHUP => Input::Hangup,
            signal => Input::Terminate(signal),
        };
        if !deliver(queue, input) {
            return;
        }
    }
}

/// Puts a message into the queue; one to leave starts the clock. False if nobody listens any more.
fn deliver<M: From<Input>>(queue: &Sender<M>, input: Input) -> bool {
    if let Some(status) = input.exit_status() {
        thread::spawn(move || {
            thread::sleep(GRACE);
            guard::end_now(status);
        });
    }
    queue.send(input.into()).is_ok()
}

fn read_keys<M: From<Input>>(queue: &Sender<M>) {
    let mut decoder = Decoder::new(Duration::from_millis(if over_ssh() { 100 } else { 25 }));
    let mut heard = Vec::new();
    loop {
        match read_once(decoder.patience()) {
            Heard::Bytes(bytes) => decoder.feed(&bytes, &mut heard),
            Heard::Silence => decoder.expire(&mut heard),
            Heard::Gone => heard.push(Input::Hangup),
        }
        for input in heard.drain(..) {
            let over = input == Input::Hangup;
            if !deliver(queue, input) || over {
                return;
            }
        }
    }
}

/// What one look at standard input brings.
enum Heard {
    Bytes(Vec<u8>),
    Silence,
    Gone,
}

fn read_once(patience: Option<Duration>) -> Heard {
    let mut stdin = Unbuffered;
    let timeout = patience.map_or(PollTimeout::NONE, |p| p.try_into().unwrap_or(PollTimeout::MAX));
    let input = io::stdin();
    let mut watched = [PollFd::new(input.as_fd(), PollFlags::POLLIN)];
    match poll(&mut watched, timeout) {
        Ok(0) => return Heard::Silence,
        Ok(_) => {}
        Err(Errno::EINTR | Errno::EAGAIN) => return Heard::Bytes(Vec::new()),
        Err(_) => return Heard::Gone,
    }
    // A hang-up with bytes still to read: they are read first.
    if !watched[0].revents().is_some_and(|r| r.contains(PollFlags::POLLIN)) {
        return Heard::Gone;
    }
    let mut buffer = vec![0; 4096];
    let Some(read) = guard::while_entered(|| stdin.read(&mut buffer)) else {
        // Being left, or stopped for a while: what is typed now is the shell's.
        thread::sleep(LEFT_ALONE);
        return Heard::Bytes(Vec::new());
    };
    match read {
        Ok(0) => Heard::Gone,
        Ok(count) => {
            buffer.truncate(count);
            Heard::Bytes(buffer)
        }
        Err(e) if matches!(e.kind(), io::ErrorKind::Interrupted | io::ErrorKind::WouldBlock) => {
            Heard::Bytes(Vec::new())
        }
        Err(_) => Heard::Gone,
    }
}

/// Standard input without Rust's buffer, which poll(2) can't see.
struct Unbuffered;

impl Read for Unbuffered {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        Ok(nix::unistd::read(io::stdin().as_fd(), buffer)?)
    }
}
