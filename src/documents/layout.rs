//! The preview of a document as text, true to the page of official documents (GB/T 9704): 22 lines of 28
//! characters, with page marks.

use chrono::{Datelike, NaiveDate};

use super::lines::{border, is_border, lines_of};
use super::sheet::{Block, Sheet};
use crate::text::cells::pad_left;

/// Cells of a line: 28 Chinese characters.
pub const WIDTH: usize = 56;
/// Lines of a page, the page mark not counted.
pub const LINES: usize = 22;

/// A date as documents write it: 2026年3月2日, without zeros before the numbers.
#[must_use]
pub fn chinese_date(date: NaiveDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// The pages of a document, each of at most [`LINES`] lines of at most [`WIDTH`] cells. The borders of a form stand between
/// lines, as on paper: they are shown in lines of their own, which don't count.
///
/// What belongs together stays on one page: a heading with the line after it, a row of a form, and the
/// signature, date and seal with some of the text.
#[must_use]
pub fn pages(sheet: &Sheet) -> Vec<Vec<String>> {
    let mut pages = Pages::default();
    for piece in pieces(sheet) {
        pages.put(piece);
    }
    pages.finish()
}

/// The pages one under the other, each filled up to [`LINES`] and followed by its mark: `— 1 —`, an odd one
/// on the right, an even one on the left.
#[must_use]
pub fn lines(sheet: &Sheet) -> Vec<String> {
    let mut lines = Vec::new();
    for (number, page) in (1..).zip(pages(sheet)) {
        let used = page.iter().filter(|line| !is_border(line)).count();
        lines.extend(page);
        lines.extend(vec![String::new(); LINES - used]);
        let mark = format!("— {number} —");
        lines.push(if number % 2 == 1 { pad_left(&mark, WIDTH - 2) } else { format!("  {mark}") });
    }
    lines
}

/// Lines that stay on one page as long as a page can hold them.
#[derive(Debug, Default)]
struct Piece {
    /// Empty lines before it, left out where a page begins.
    space: usize,
    lines: Vec<String>,
    /// Whether it is a row of a form, with a border before and after it.
    row: bool,
}

#[derive(Default)]
struct Pages {
    done: Vec<Vec<String>>,
    page: Vec<String>,
    /// Lines of it that count.
    used: usize,
    /// Whether the page ends in a row whose lower border is still to come.
    open: bool,
}

impl Pages {
    fn put(&mut self, piece: Piece) {
        if self.open && !piece.row {
            self.close_row();
        }
        let whole = piece.lines.len();
        if self.used > 0 && self.used + piece.space + whole > LINES && whole <= LINES {
            self.turn();
        }
        let space = if self.used == 0 { 0 } else { piece.space };
        self.page.resize(self.page.len() + space, String::new());
        self.used += space;
        if piece.row {
            self.page.push(border());
        }
        for line in piece.lines {
            // Only a row longer than a page is torn.
            if piece.row && self.used >= LINES {
                self.open = true;
                self.turn();
                self.page.push(border());
            }
            self.push(line);
        }
        self.open = piece.row;
    }

    fn push(&mut self, line: String) {
        if self.used >= LINES {
            self.turn();
        }
        self.page.push(line);
        self.used += 1;
    }

    fn close_row(&mut self) {
        self.page.push(border());
        self.open = false;
    }

    fn turn(&mut self) {
        if self.open {
            self.close_row();
        }
        self.done.push(std::mem::take(&mut self.page));
        self.used = 0;
    }

    fn finish(mut self) -> Vec<Vec<String>> {
        self.turn();
        self.done
    }
}

/// A document's lines in the pieces that stay together.
fn pieces(sheet: &Sheet) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut before: Option<&Block> = None;
    for block in &sheet.blocks {
        let space = empty_lines(before, block);
        let lines = lines_of(block);
        match (block, pieces.last_mut()) {
            (Block::Row { label, .. }, Some(last)) if label.is_empty() && last.row => {
                last.lines.extend(lines)
            }
            (Block::Row { .. }, _) => pieces.push(Piece { space, lines, row: true }),
            // A form closes above the signature.
            (_, Some(last)) if is_closing(block) && last.row => {
                pieces.push(Piece { space, lines, row: false });
            }
            (_, Some(last)) if is_closing(block) => join_closing(last, before, space, lines),
            (_, Some(last)) if matches!(before, Some(Block::Heading(_))) => {
                let mut lines = lines.into_iter();
                last.lines.extend(lines.next());
                pieces.extend(lines.map(single));
            }
            (Block::Heading(_), _) => pieces.push(Piece { space, lines, row: false }),
            _ => {
                let mut lines = lines.into_iter();
                pieces.extend(lines.next().map(|line| Piece { space, lines: vec![line], row: false }));
                pieces.extend(lines.map(single));
            }
        }
        before = Some(block);
    }
    pieces
}

/// The closing lines join the last piece of the text, so that they never stand alone.
fn join_closing(last: &mut Piece, before: Option<&Block>, space: usize, lines: Vec<String>) {
    if before.is_some_and(|before| !is_closing(before)) {
        last.lines.resize(last.lines.len() + space, String::new());
    }
    last.lines.extend(lines);
}

fn single(line: String) -> Piece {
    Piece { lines: vec![line], ..Piece::default() }
}

/// Whether a block belongs to the end of a document: who signs, when, where the seal goes.
pub(super) const fn is_closing(block: &Block) -> bool {
    matches!(block, Block::Signature(_) | Block::Date(_) | Block::Seal(_))
}

/// The part of the page that a block belongs to.
const fn part(block: &Block) -> u8 {
    match block {
        Block::Title(_) => 0,
        Block::Number(_) => 1,
        Block::Addressee(_) | Block::Heading(_) | Block::Body(_) => 2,
        Block::Row { .. } => 3,
        Block::Signature(_) | Block::Date(_) | Block::Seal(_) => 4,
    }
}

/// Empty lines between a block and the one before it.
pub(super) fn empty_lines(before: Option<&Block>, block: &Block) -> usize {
    match before {
        None => 0,
        Some(before) if part(before) == part(block) => 0,
        Some(_) if is_closing(block) => 2,
        Some(_) => 1,
    }
}
