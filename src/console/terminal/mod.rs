//! The terminal itself: entering and leaving it, writing frames with few bytes, reading keys, dying well.
//!
//! The one part of the console that does I/O on the terminal; the views know nothing of it.

mod clipboard;
mod compact;
mod decode;
mod grid;
mod guard;
mod input;
mod paint;
mod pen;
mod screen;
mod scroll;
mod tty;

pub use clipboard::over_ssh;
pub use compact::{Compact, Output, Record};
pub use decode::Decoder;
pub use guard::{Guard, restore};
pub use input::{Input, listen, wait};
pub use screen::{Screen, colours_wanted};
pub use tty::Tty;
