//! The painter: from what the terminal shows to what it shall show, in as few bytes as it can.
//!
//! It knows where the terminal's cursor stands after each character, so that no character is followed by a move.
//! Only where a terminal may count otherwise (joined emoji, ambiguous width) it places the cursor anew.

use std::fmt::Write as _;

use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use super::grid::{Glyph, Grid};
use super::pen::Pen;
use super::scroll;
use crate::text::cells::{Ambiguous, is_ambiguous};

/// Where the cursor stands. The column is not known after the last one was written, nor after a character of
/// uncertain width.
#[derive(Debug, Clone, Copy)]
struct Cursor {
    x: Option<u16>,
    y: u16,
}

/// What the terminal shows, and the bytes on their way to it.
#[derive(Debug)]
pub(super) struct Painter {
    shown: Grid,
    cursor: Option<Cursor>,
    pen: Pen,
    ambiguous: Ambiguous,
    out: Vec<u8>,
}

impl Painter {
    /// Of a terminal in unknown state: call [`clear`](Self::clear) before painting.
    pub(super) fn new(size: Size, ambiguous: Ambiguous) -> Self {
        Self { shown: Grid::blank(size), cursor: None, pen: Pen::PLAIN, ambiguous, out: Vec::new() }
    }

    /// The bytes made so far; the painter begins anew.
    pub(super) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out)
    }

    /// Clears a terminal of which nothing is known.
    pub(super) fn clear(&mut self, size: Size) {
        self.out.extend_from_slice(b"\x1b[m\x1b[H\x1b[2J");
        self.shown = Grid::blank(size);
        self.pen = Pen::PLAIN;
        self.cursor = Some(Cursor { x: Some(0), y: 0 });
    }

    /// Brings the terminal to show `target`, which has the size last cleared for.
    pub(super) fn paint(&mut self, target: &Grid) {
        if self.shown == *target {
            return;
        }
        if let Some(found) = scroll::find(&self.shown, target) {
            self.scroll(found);
        }
        for y in 0..target.size().height {
            if self.shown.row(y) != target.row(y) {
                self.row(y, target.row(y));
            }
        }
    }

    /// Places the cursor.
    pub(super) fn place(&mut self, to: Position) {
        if self.shown.has(to.x, to.y) {
            self.go(to.x, to.y);
        }
    }

    fn scroll(&mut self, scroll::Scroll { top, bottom, lines }: scroll::Scroll) {
        // The rows that come in take the colours of the pen.
        self.turn(Pen::PLAIN);
        let _ = write!(Ascii(&mut self.out), "\x1b[{};{bottom}r", top + 1);
        self.cursor = Some(Cursor { x: Some(0), y: 0 });
        // Line feed at the bottom and reverse index at the top: known to every terminal, unlike CSI S and T.
        let (edge, step): (u16, &[u8]) = if lines > 0 { (bottom - 1, b"\n") } else { (top, b"\x1bM") };
        self.go_absolute(0, edge);
        for _ in 0..lines.unsigned_abs() {
            self.out.extend_from_slice(step);
        }
        self.out.extend_from_slice(b"\x1b[r");
        self.cursor = Some(Cursor { x: Some(0), y: 0 });
        self.shown.scroll(top, bottom, lines);
    }

    fn row(&mut self, y: u16, target: &[Glyph]) {
        let width = target.len() as u16;
        let blank_from = width - target.iter().rev().take_while(|g| **g == Glyph::BLANK).count() as u16;
        let mut x = 0;
        while x < width {
            let glyph = &target[usize::from(x)];
            let after = x + glyph.cells();
            let span = usize::from(x)..usize::from(after);
            if self.shown.row(y)[span.clone()] != target[span] {
                if x >= blank_from && self.erase(x, y, blank_from) {
                    return;
                }
                self.go(x, y);
                self.write(x, y, glyph.clone());
            }
            x = after;
        }
    }

    /// Erases to the end of the row, if that is shorter than writing blanks. All is blank from `blank_from` on.
    fn erase(&mut self, x: u16, y: u16, blank_from: u16) -> bool {
        let stale = self.shown.row(y)[usize::from(x)..].iter().rposition(|g| *g != Glyph::BLANK);
        if stale.is_none_or(|last| last < 3) {
            return false;
        }
        let from = match self.cursor {
            Some(Cursor { x: Some(cx), y: cy }) if cy == y && (blank_from..x).contains(&cx) => cx,
            _ => {
                self.go(x, y);
                x
            }
        };
        // Terminals differ in which of the pen's colours they erase with.
        self.turn(Pen::PLAIN);
        self.out.extend_from_slice(b"\x1b[K");
        self.shown.erase_from(from, y);
        true
    }

    fn write(&mut self, x: u16, y: u16, glyph: Glyph) {
        let Glyph::Ink { symbol, pen, cells } = &glyph else { return };
        self.turn(*pen);
        self.out.extend_from_slice(symbol.symbol().as_bytes());
        let after = x + u16::from(*cells);
        let known = after < self.shown.size().width && self.is_certain(symbol);
        self.cursor = Some(Cursor { x: known.then_some(after), y });
        self.shown.put(x, y, glyph);
    }

    /// Whether every terminal moves on by as many cells as we think.
    fn is_certain(&self, symbol: &Cell) -> bool {
        let mut chars = symbol.symbol().chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) => {
                let plain = matches!(c, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{52f}'
                    | '\u{2010}'..='\u{25ff}' | '✓' | '✗');
                let chinese = matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}'
                    | '\u{ff01}'..='\u{ff60}');
                (plain || chinese) && (self.ambiguous == Ambiguous::Narrow || !is_ambiguous(c))
            }
            _ => false,
        }
    }

    fn turn(&mut self, to: Pen) {
        self.pen.turn_into(to, &mut self.out);
        self.pen = to;
    }

    /// Moves the cursor by the shortest of the ways there are.
    fn go(&mut self, x: u16, y: u16) {
        let Some(cursor) = self.cursor else { return self.go_absolute(x, y) };
        if (cursor.x, cursor.y) == (Some(x), y) {
            return;
        }
        let mut best = absolute(x, y);
        let mut consider = |way: String| {
            if way.len() < best.len() {
                best = way;
            }
        };
        if let Some(down) = y.checked_sub(cursor.y).filter(|d| *d <= 4) {
            let down = "\n".repeat(down.into());
            if let Some(from) = cursor.x {
                consider(format!("{down}{}", sideways(from, x)));
            }
            consider(format!("\r{down}{}", sideways(0, x)));
        }
        if let Some(over) = self.over_gap(cursor, x, y) {
            consider(over);
        }
        self.out.extend_from_slice(best.as_bytes());
        self.cursor = Some(Cursor { x: Some(x), y });
    }

    fn go_absolute(&mut self, x: u16, y: u16) {
        self.out.extend_from_slice(absolute(x, y).as_bytes());
        self.cursor = Some(Cursor { x: Some(x), y });
    }

    /// Moving right by writing again what stands there, if that is written with the present pen.
    fn over_gap(&self, cursor: Cursor, x: u16, y: u16) -> Option<String> {
        let from = cursor.x.filter(|from| cursor.y == y && *from < x && x - from <= 6)?;
        let mut way = String::new();
        for glyph in &self.shown.row(y)[usize::from(from)..usize::from(x)] {
            match glyph {
                Glyph::Ink { symbol, pen, .. } if *pen == self.pen && self.is_certain(symbol) => {
                    way.push_str(symbol.symbol());
                }
                Glyph::Half if !way.is_empty() => {}
                _ => return None,
            }
        }
        // A wide character that begins in the gap must end in it.
        (self.shown.row(y)[usize::from(x)] != Glyph::Half).then_some(way)
    }
}

fn absolute(x: u16, y: u16) -> String {
    match (x, y) {
        (0, 0) => "\x1b[H".to_owned(),
        (0, _) => format!("\x1b[{}H", y + 1),
        _ => format!("\x1b[{};{}H", y + 1, x + 1),
    }
}

fn sideways(from: u16, to: u16) -> String {
    match to.abs_diff(from) {
        0 => String::new(),
        by @ 1..=3 if to < from => "\x08".repeat(by.into()),
        1 => "\x1b[C".to_owned(),
        by if to > from => format!("\x1b[{by}C"),
        by => format!("\x1b[{by}D"),
    }
}

/// Formats into bytes.
struct Ascii<'a>(&'a mut Vec<u8>);

impl std::fmt::Write for Ascii<'_> {
    fn write_str(&mut self, s: &str) -> std::fmt::Result {
        self.0.extend_from_slice(s.as_bytes());
        Ok(())
    }
}
