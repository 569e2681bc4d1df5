//! Finding out that a list has scrolled: rows that stand on the screen already, a few rows up or down.
//!
//! Letting the terminal move them costs some 20 bytes, writing them anew a hundred or more a row.

use super::grid::{Glyph, Grid};

/// Rows `top..bottom` move up (down if negative) by `lines`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scroll {
    pub(super) top: u16,
    pub(super) bottom: u16,
    pub(super) lines: i32,
}

/// A scroll is worth its bytes from this many cells of ink on.
const WORTH: i64 = 40;

/// The move that saves most, if one saves enough. Both screens have the same size.
pub(super) fn find(shown: &Grid, target: &Grid) -> Option<Scroll> {
    let height = i32::from(target.size().height);
    let differing = (0..height as u16).filter(|y| shown.row(*y) != target.row(*y)).count();
    if differing < 3 {
        return None;
    }
    let furthest = height - 1;
    let candidates = (1..=furthest).flat_map(|by| [by, -by]).filter_map(|by| band(shown, target, by));
    let (saved, found) = candidates.max_by_key(|(saved, _)| *saved)?;
    (saved >= WORTH).then_some(found)
}

/// The band of rows that a move by `lines` serves best, and the cells of ink that it saves.
fn band(shown: &Grid, target: &Grid, lines: i32) -> Option<(i64, Scroll)> {
    let height = i32::from(target.size().height);
    let mut best: Option<(i64, Scroll)> = None;
    let (mut saved, mut first) = (0, None);
    for y in 0..height {
        let from = y + lines;
        if !(0..height).contains(&from) {
            continue;
        }
        let row = target.row(y as u16);
        let moved = shown.row(from as u16) == row;
        let stays = shown.row(y as u16) == row;
        match (moved, stays) {
            (true, false) => saved += ink(row),
            // What stands right already would have to be written again.
            (false, true) => saved -= ink(row),
            _ => {}
        }
        if saved <= 0 {
            (saved, first) = (0, None);
            continue;
        }
        let first = *first.get_or_insert(y);
        if best.is_none_or(|(most, _)| saved > most) {
            let (top, bottom) = (first.min(first + lines), (y + 1).max(y + 1 + lines));
            best = Some((saved, Scroll { top: top as u16, bottom: bottom as u16, lines }));
        }
    }
    best.filter(|(_, found)| i32::from(found.bottom - found.top) > lines.abs())
}

fn ink(row: &[Glyph]) -> i64 {
    row.iter().filter(|g| **g != Glyph::BLANK).count() as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::buffer::Cell;
    use ratatui::layout::Size;

    fn grid(rows: &[char]) -> Grid {
        let mut grid = Grid::blank(Size::new(30, rows.len() as u16));
        for (y, symbol) in rows.iter().enumerate() {
            for x in 0..30 {
                grid.put(x, y as u16, Glyph::of(&Cell::from(*symbol), true));
            }
        }
        grid
    }

    fn found(before: &str, after: &str) -> Option<(u16, u16, i32)> {
        let of = |rows: &str| grid(&rows.chars().collect::<Vec<_>>());
        find(&of(before), &of(after)).map(|s| (s.top, s.bottom, s.lines))
    }

    #[test]
    fn lists_that_moved_are_recognised() {
        assert_eq!(found("habcdef", "hbcdegf"), Some((1, 6, 1)));
        assert_eq!(found("habcdef", "hxabcdf"), Some((1, 6, -1)));
        assert_eq!(found("abcdefgh", "cdefghij"), Some((0, 8, 2)));
    }

    #[test]
    fn nothing_is_moved_without_gain() {
        assert_eq!(found("abcdef", "abcdef"), None);
        assert_eq!(found("abcdef", "abxdef"), None);
        assert_eq!(found("abcdef", "uvwxyz"), None);
    }
}
