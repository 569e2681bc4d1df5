//! The terminal as a place to write to: standard output without a buffer, and its size.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;

use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use ratatui::layout::Size;

use super::compact::Output;

/// What is assumed of a terminal that doesn't know its size.
const USUAL: Size = Size { width: 80, height: 24 };

/// The terminal at standard output.
#[derive(Debug)]
pub struct Tty(File);

impl Tty {
    /// Standard output, whatever it is.
    pub fn new() -> io::Result<Self> {
        Ok(Self(File::from(io::stdout().as_fd().try_clone_to_owned()?)))
    }
}

impl Write for Tty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            match self.0.write(bytes) {
                // Another program may have left the terminal non-blocking.
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => {
                    poll(&mut [PollFd::new(self.0.as_fd(), PollFlags::POLLOUT)], PollTimeout::NONE)?;
                }
                done => return done,
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Output for Tty {
    fn size(&self) -> io::Result<Size> {
        let size = crossterm::terminal::window_size()?;
        if size.columns == 0 || size.rows == 0 {
            return Ok(USUAL);
        }
        Ok(Size::new(size.columns, size.rows))
    }
}
