//! A ratatui backend for slow links: a frame is collected, compared with what the terminal shows, and written at
//! once, in synchronized output, with the cursor placed inside it. A frame that changes nothing writes nothing.

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use super::grid::{Glyph, Grid};
use super::paint::Painter;
use crate::text::cells::Ambiguous;

const SYNC_BEGINS: &[u8] = b"\x1b[?2026h";
const SYNC_ENDS: &[u8] = b"\x1b[?2026l";
const HIDE_CURSOR: &[u8] = b"\x1b[?25l";
const SHOW_CURSOR: &[u8] = b"\x1b[?25h";

/// A frame of more bytes than this hides the cursor while it is painted, for terminals without synchronized output.
const SMALL_FRAME: usize = 256;

/// Where frames are written, and how large it is.
pub trait Output: Write {
    /// Columns and rows now.
    fn size(&self) -> io::Result<Size>;
}

/// An output that keeps what is written: for tests and benches.
#[derive(Debug, Clone)]
pub struct Record {
    pub written: Vec<u8>,
    pub size: Size,
}

impl Write for Record {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.written.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Output for Record {
    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }
}

/// The backend. Use it through [`Screen`](super::Screen).
#[derive(Debug)]
pub struct Compact<O> {
    output: O,
    colours: bool,
    target: Grid,
    painter: Painter,
    /// Nothing is known of what the terminal shows.
    unknown: bool,
    /// Where ratatui last wanted the cursor.
    position: Position,
    visible: bool,
    /// Whether the terminal shows the cursor, as far as it is known.
    shown_visible: Option<bool>,
    bytes: u64,
}

impl<O: Output> Compact<O> {
    /// A backend over a terminal that has been entered: cleared, cursor hidden.
    /// Without `colours` only bold, reverse and the like are written.
    pub fn new(output: O, colours: bool, ambiguous: Ambiguous) -> io::Result<Self> {
        let size = output.size()?;
        Ok(Self {
            output,
            colours,
            target: Grid::blank(size),
            painter: Painter::new(size, ambiguous),
            unknown: true,
            position: Position::ORIGIN,
            visible: false,
            shown_visible: None,
            bytes: 0,
        })
    }

    /// Forgets what the terminal shows: the next frame is written whole.
    pub const fn forget(&mut self) {
        self.unknown = true;
        self.shown_visible = None;
    }

    /// Bytes written so far.
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }

    pub const fn output(&mut self) -> &mut O {
        &mut self.output
    }

    /// Writes bytes that draw nothing, between frames.
    pub(super) fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.bytes += bytes.len() as u64;
        self.output.write_all(bytes)?;
        self.output.flush()
    }

    /// The bytes of the frame that was collected.
    fn frame(&mut self) -> Vec<u8> {
        if std::mem::take(&mut self.unknown) {
            self.painter.clear(self.target.size());
        }
        self.painter.paint(&self.target);
        let painted = self.painter.take();
        if self.visible {
            self.painter.place(self.position);
        }
        let placed = self.painter.take();
        let hides = self.shown_visible != Some(false) && (!self.visible || painted.len() > SMALL_FRAME);
        let shows = self.visible && (self.shown_visible != Some(true) || hides);
        self.shown_visible = Some(self.visible);
        let parts: [(bool, &[u8]); 4] =
            [(hides, HIDE_CURSOR), (true, &painted), (true, &placed), (shows, SHOW_CURSOR)];
        let body: Vec<u8> =
            parts.iter().filter(|(on, _)| *on).flat_map(|(_, bytes)| *bytes).copied().collect();
        if body.is_empty() { body } else { [SYNC_BEGINS, &body, SYNC_ENDS].concat() }
    }
}

impl<O: Output> Backend for Compact<O> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        // ratatui sends a blank after some emoji, for terminals that leave ink there: it would tear the emoji.
        let mut covered = None;
        for (x, y, cell) in content {
            if self.target.has(x, y) && covered != Some((x, y)) {
                let glyph = Glyph::of(cell, self.colours);
                covered = (glyph.cells() == 2).then_some((x + 1, y));
                self.target.put(x, y, glyph);
            }
        }
        self.target.heal();
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.visible = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.visible = true;
        Ok(())
    }

    /// Where we put it: the terminal is never asked.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.position)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.position = position.into();
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.target = Grid::blank(self.output.size()?);
        self.forget();
        Ok(())
    }

    /// We draw on the whole screen only: whatever part is asked for, all of it is cleared.
    fn clear_region(&mut self, _: ClearType) -> io::Result<()> {
        self.clear()
    }

    fn size(&self) -> io::Result<Size> {
        self.output.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.output.size()?, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        let frame = self.frame();
        if frame.is_empty() {
            return Ok(());
        }
        // What a failed write left on the terminal is anybody's guess.
        self.send(&frame).inspect_err(|_| self.forget())
    }
}
