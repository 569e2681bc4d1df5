//! The screen that the program draws on: ratatui's frames, written by the [`Compact`] backend.

use std::io;

use ratatui::buffer::{Buffer, CellDiffOption, CellWidth};
use ratatui::{Frame, Terminal};

use super::clipboard;
use super::compact::{Compact, Output};
use crate::text::Text;
use crate::text::cells::Ambiguous;

/// The whole terminal.
#[derive(Debug)]
pub struct Screen<O: Output> {
    terminal: Terminal<Compact<O>>,
}

impl<O: Output> Screen<O> {
    /// Over a terminal that a [`Guard`](super::Guard) has entered. `colours`: see [`colours_wanted`].
    pub fn new(output: O, colours: bool, ambiguous: Ambiguous) -> io::Result<Self> {
        Ok(Self { terminal: Terminal::new(Compact::new(output, colours, ambiguous)?)? })
    }

    /// Draws a frame, at the size that the terminal has now. Writes only what changed, once, or nothing.
    /// An error means that the terminal is gone.
    pub fn draw(&mut self, view: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        self.terminal.draw(|frame| {
            view(frame);
            mend(frame.buffer_mut());
        })?;
        Ok(())
    }

    /// The next frame is written whole: for Ctrl-L, and after the program was suspended.
    pub const fn redraw_all(&mut self) {
        self.terminal.backend_mut().forget();
    }

    /// Sends a text to the clipboard of the person's terminal, also over SSH; the answer says so.
    pub fn copy(&mut self, text: &str) -> io::Result<Text> {
        self.terminal.backend_mut().send(&clipboard::sequence(text))?;
        Ok(clipboard::SENT)
    }

    /// Bytes written so far.
    pub const fn bytes(&self) -> u64 {
        self.terminal.backend().bytes()
    }

    /// The output itself: for tests.
    pub const fn output(&mut self) -> &mut O {
        self.terminal.backend_mut().output()
    }
}

/// Whether colours may be used: not if NO_COLOR is set to anything.
#[must_use]
pub fn colours_wanted() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Blanks wide characters whose right half something else was drawn over, and hands every cell to the backend:
/// it compares with what the terminal shows, ratatui only with its own last frame.
fn mend(buffer: &mut Buffer) {
    let width = usize::from(buffer.area.width).max(1);
    for row in buffer.content.chunks_mut(width) {
        for x in 0..row.len() {
            row[x].set_diff_option(CellDiffOption::None);
            if row[x].cell_width() > 1 && row.get(x + 1).is_none_or(|right| right.symbol() != " ") {
                row[x].set_symbol(" ");
            }
            row[x].set_diff_option(CellDiffOption::AlwaysUpdate);
        }
    }
}
