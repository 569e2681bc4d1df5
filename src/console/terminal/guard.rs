//! Entering the terminal, and leaving it as it was found: at the end, on errors, panics, signals and Ctrl-Z.
//!
//! There is one terminal, so what is to be restored is kept in one place for the whole process: the panic hook and
//! the last resort after a signal can reach it from any thread.

use std::io::{self, IsTerminal, Write};
use std::panic;
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Duration;

use nix::sys::signal::{Signal, raise};
use nix::sys::termios::{SetArg, Termios, cfmakeraw, tcgetattr, tcsetattr};

use super::tty::Tty;
use crate::say;
use crate::text::Text;

/// Alternate screen, bracketed paste, cursor hidden until a frame shows it. Nothing is asked of the terminal.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?25l";

/// Ends a frame that was cut off, and lifts all that frames and [`ENTER`] set.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[r\x1b[m\x1b[?2004l\x1b[?25h\x1b[?1049l";

/// The terminal while it is entered.
static ENTERED: Mutex<Option<Entered>> = Mutex::new(None);

/// Whether standard input is ours to read. What is typed ahead of the shell, while the program leaves, is the shell's.
static OURS: Mutex<bool> = Mutex::new(false);

/// Panics of other threads while the terminal was entered: told when it is restored.
static PANICS: Mutex<Vec<String>> = Mutex::new(Vec::new());

struct Entered {
    before: Termios,
    by: ThreadId,
}

/// The entered terminal; dropping it restores.
#[derive(Debug)]
pub struct Guard(());

impl Guard {
    /// Enters: raw mode, alternate screen, bracketed paste, cursor hidden. Standard input and output must be a
    /// terminal. A panic restores before its message is shown.
    pub fn enter() -> Result<Self, Text> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Err(Text::new(
                "控制台需要终端: 标准输入和输出都须为终端; 脚本请用子命令, 见 --help",
                "the console needs a terminal as standard input and output; in scripts use the subcommands, see --help",
            ));
        }
        install_panic_hook();
        enter()
            .map_err(|e| say!("无法设置终端: {e}", "can't set up the terminal: {e}", e = e.to_string()))?;
        Ok(Self(()))
    }

    /// Enters again after the program was stopped and continued; the caller draws everything anew.
    pub fn reenter(&self) -> io::Result<()> {
        enter()
    }

    /// Ctrl-Z: restores the terminal, stops the process until the shell continues it, enters again. The caller
    /// draws everything anew. Where there is no shell to continue it the system doesn't stop it.
    pub fn suspend(&self) -> io::Result<()> {
        restore();
        raise(Signal::SIGTSTP)?;
        enter()
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

/// Reads, while the terminal is entered; none while it is being left.
pub(super) fn while_entered<T>(read: impl FnOnce() -> T) -> Option<T> {
    let ours = lock(&OURS);
    ours.then(read)
}

/// From now on nothing more is read. A read under way takes no time; should one hang, leaving doesn't wait for it.
fn stop_reading() {
    for _ in 0..20 {
        if let Ok(mut ours) = OURS.try_lock() {
            *ours = false;
            return;
        }
        thread::sleep(Duration::from_millis(1));
    }
}

/// Restores the terminal, if it is entered: before the process ends by any way that drops no [`Guard`].
pub fn restore() {
    stop_reading();
    let Some(entered) = lock(&ENTERED).take() else { return };
    // Nothing can be done about a terminal that is gone. The mode goes first: it never blocks.
    let _ = tcsetattr(io::stdin(), SetArg::TCSANOW, &entered.before);
    let _ = Tty::new().and_then(|mut tty| tty.write_all(LEAVE));
    for panic in lock(&PANICS).drain(..) {
        let _ = writeln!(io::stderr(), "{panic}");
    }
}

/// The last resort: restores as far as possible within a moment and ends the process at once.
pub(super) fn end_now(status: i32) -> ! {
    // Writing to a terminal whose other end has stalled would wait for ever.
    let restoring = thread::spawn(restore);
    for _ in 0..10 {
        if restoring.is_finished() {
            break;
        }
        thread::sleep(Duration::from_millis(5));
    }
    signal_hook::low_level::exit(status)
}

fn enter() -> io::Result<()> {
    let mut entered = lock(&ENTERED);
    // After a stop from outside the terminal may be in any mode: what was there first is what counts.
    let before = match entered.take() {
        Some(entered) => entered.before,
        None => tcgetattr(io::stdin())?,
    };
    let mut raw = before.clone();
    cfmakeraw(&mut raw);
    tcsetattr(io::stdin(), SetArg::TCSANOW, &raw)?;
    *entered = Some(Entered { before, by: thread::current().id() });
    drop(entered);
    *lock(&OURS) = true;
    Tty::new()?.write_all(ENTER).inspect_err(|_| restore())
}

/// Restores on a panic of the thread that entered; keeps the messages of other threads for later, because on the
/// alternate screen they would garble the frame and be lost.
fn install_panic_hook() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let entered_by = lock(&ENTERED).as_ref().map(|e| e.by);
            match entered_by {
                Some(thread) if thread != thread::current().id() => lock(&PANICS).push(info.to_string()),
                _ => {
                    restore();
                    before(info);
                }
            }
        }));
    });
}

fn lock<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}
