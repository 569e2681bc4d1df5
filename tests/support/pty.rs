//! A real terminal for tests: runs a program in a pty, shows what it draws, types, resizes, hangs up.
//!
//! Nothing here sleeps for a fixed time: every wait ends as soon as what is waited for has come, or fails with the
//! screen in the message. The program is killed when the harness is dropped.

use std::io::{Read, Write};
use std::os::fd::BorrowedFd;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use portable_pty::{ChildKiller, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// A program in a terminal.
pub struct Pty {
    /// `None` after a hang-up.
    master: Option<Box<dyn MasterPty + Send>>,
    typed: Option<Box<dyn Write + Send>>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    reader: Option<JoinHandle<()>>,
    stop_reader: std::io::PipeWriter,
    killer: Box<dyn ChildKiller + Send + Sync>,
    pid: Option<u32>,
    ended: Receiver<ExitStatus>,
}

/// What the program has written.
struct Seen {
    parser: vt100::Parser,
    raw: Vec<u8>,
    over: bool,
}

impl Pty {
    /// Starts a program in a terminal of its own.
    pub fn spawn(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let mut child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let (killer, pid) = (child.clone_killer(), child.process_id());
        let (tell, ended) = channel();
        thread::spawn(move || child.wait().map(|status| tell.send(status)));
        let seen = Seen { parser: vt100::Parser::new(rows, columns, 0), raw: Vec::new(), over: false };
        let seen = Arc::new((Mutex::new(seen), Condvar::new()));
        let (stopped, stop_reader) = std::io::pipe().unwrap();
        let source = pair.master.try_clone_reader().unwrap();
        let descriptor = pair.master.as_raw_fd().unwrap();
        let shared = Arc::clone(&seen);
        let reader = thread::spawn(move || read_all(source, descriptor, &stopped, &shared));
        Self {
            typed: Some(pair.master.take_writer().unwrap()),
            master: Some(pair.master),
            seen,
            reader: Some(reader),
            stop_reader,
            killer,
            pid,
            ended,
        }
    }

    /// Types keys, as the bytes that a terminal sends.
    pub fn send(&mut self, keys: &str) {
        let typed = self.typed.as_mut().expect("the terminal is still there");
        typed.write_all(keys.as_bytes()).unwrap();
        typed.flush().unwrap();
    }

    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.seen.0.lock().unwrap().parser.screen_mut().set_size(rows, columns);
        self.master.as_ref().expect("the terminal is still there").resize(size(columns, rows)).unwrap();
    }

    pub fn signal(&self, signal: Signal) {
        kill(Pid::from_raw(self.pid.expect("the program runs") as i32), signal).unwrap();
    }

    /// Closes the terminal under the program, as a lost connection does.
    pub fn hang_up(&mut self) {
        self.stop_reading();
        self.typed = None;
        self.master = None;
    }

    /// Waits until the words stand on the screen.
    pub fn wait_for(&self, words: &str) {
        self.wait_until(words, |screen| screen.contents().contains(words));
    }

    /// Waits until something is true of the screen.
    pub fn wait_until(&self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        let mut seen = self.seen.0.lock().unwrap();
        while !holds(seen.parser.screen()) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero() && !seen.over,
                "waited for {what} in vain:\n{}",
                seen.parser.screen().contents()
            );
            seen = self.seen.1.wait_timeout(seen, left).unwrap().0;
        }
    }

    /// Waits until the program has ended and all that it wrote is seen.
    pub fn wait_end(&mut self, within: Duration) -> ExitStatus {
        let Ok(status) = self.ended.recv_timeout(within) else {
            panic!("still running after {within:?}:\n{}", self.screen(|s| s.contents()));
        };
        // A background process may hold the terminal: the reader is told to take what is there and stop.
        self.stop_reading();
        status
    }

    /// Looks at the screen as it is now.
    pub fn screen<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        look(self.seen.0.lock().unwrap().parser.screen())
    }

    /// All bytes that the program has written.
    pub fn raw(&self) -> Vec<u8> {
        self.seen.0.lock().unwrap().raw.clone()
    }

    /// Whether the terminal echoes and takes whole lines, as a shell leaves it.
    pub fn is_cooked(&self) -> bool {
        let modes = self.master.as_ref().and_then(|m| m.get_termios()).expect("the terminal is still there");
        let flags = modes.local_flags.bits();
        let wanted = nix::sys::termios::LocalFlags::ECHO | nix::sys::termios::LocalFlags::ICANON;
        flags & wanted.bits() == wanted.bits()
    }

    fn stop_reading(&mut self) {
        if let Some(reader) = self.reader.take() {
            let _ = self.stop_reader.write_all(b".");
            let _ = reader.join();
        }
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.killer.kill();
        self.stop_reading();
    }
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

/// Reads until the program's end of the terminal is closed, or until told to stop and nothing is left to read.
fn read_all(
    mut source: Box<dyn Read + Send>,
    descriptor: i32,
    stopped: &std::io::PipeReader,
    seen: &(Mutex<Seen>, Condvar),
) {
    // SAFETY: the master is dropped only after this thread has been joined.
    let master = unsafe { BorrowedFd::borrow_raw(descriptor) };
    let mut buffer = [0; 4096];
    loop {
        let stop = std::os::fd::AsFd::as_fd(stopped);
        let mut watched = [PollFd::new(master, PollFlags::POLLIN), PollFd::new(stop, PollFlags::POLLIN)];
        if poll(&mut watched, PollTimeout::NONE).is_err() {
            continue;
        }
        if watched[0].revents().is_none_or(|events| events.is_empty()) {
            break;
        }
        let count = source.read(&mut buffer).unwrap_or(0);
        if count == 0 {
            break;
        }
        let mut seen_now = seen.0.lock().unwrap();
        seen_now.parser.process(&buffer[..count]);
        seen_now.raw.extend_from_slice(&buffer[..count]);
        seen.1.notify_all();
    }
    seen.0.lock().unwrap().over = true;
    seen.1.notify_all();
}
