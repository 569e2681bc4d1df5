//! Reading long texts: wrapped lines in a window that the keys move.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{put, row};
use crate::console::keys::{Code, Key};
use crate::console::theme::Meaning;
use crate::text::cells;

/// The rows to show of a list, moved no further than needed for `selected` to be among them.
///
/// `first` is the first row shown before; `visible` the rows that there is room for; `total` all rows.
#[must_use]
pub fn keep_visible(first: usize, selected: usize, visible: usize, total: usize) -> Range<usize> {
    let visible = visible.min(total);
    let earliest = (selected + 1).saturating_sub(visible).min(selected);
    let first = first.clamp(earliest, selected).min(total - visible);
    first..first + visible
}

/// A text that is read. Lines are wrapped to the width at hand when they are drawn.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    paragraphs: Vec<(String, Meaning)>,
    first: usize,
    /// Rows of the window and of the whole text, as last drawn.
    drawn: (usize, usize),
}

impl Reader {
    /// Paragraphs in order; one may contain line ends.
    #[must_use]
    pub fn new(paragraphs: Vec<(String, Meaning)>) -> Self {
        Self { paragraphs, ..Self::default() }
    }

    /// Puts other paragraphs in the place of these; the window stays where it was, as far as they go.
    pub fn replace(&mut self, paragraphs: Vec<(String, Meaning)>) {
        self.paragraphs = paragraphs;
    }

    /// Moves by arrows, `j` `k`, pages, Home, End; false if the key means nothing here.
    pub fn handle(&mut self, key: Key) -> bool {
        let page = self.drawn.0.saturating_sub(1).max(1);
        let last = self.drawn.1.saturating_sub(self.drawn.0);
        let to = match key {
            Key::UP => self.first.saturating_sub(1),
            Key::DOWN => self.first + 1,
            Key::PG_UP => self.first.saturating_sub(page),
            Key::PG_DN => self.first + page,
            Key::HOME => 0,
            Key::END => last,
            Key { code: Code::Char('k'), ctrl: false, alt: false, .. } => self.first.saturating_sub(1),
            Key { code: Code::Char('j'), ctrl: false, alt: false, .. } => self.first + 1,
            Key { code: Code::Char(' '), ctrl: false, alt: false, .. } => self.first + page,
            _ => return false,
        };
        self.first = to.min(last);
        true
    }

    /// Draws the window. Where text is left above or below, `^` or `v` stands at the right edge.
    pub fn draw(&mut self, area: Rect, buffer: &mut Buffer) {
        let width = usize::from(area.width).saturating_sub(2).max(1);
        let lines: Vec<(&str, Meaning)> = self
            .paragraphs
            .iter()
            .flat_map(|(text, meaning)| cells::wrap(text, width).into_iter().map(|line| (line, *meaning)))
            .collect();
        let height = usize::from(area.height);
        self.drawn = (height, lines.len());
        self.first = self.first.min(lines.len().saturating_sub(height));
        for (number, (line, meaning)) in lines.iter().skip(self.first).take(height).enumerate() {
            let room = Rect { width: area.width.min(width as u16), ..row(area, number as u16) };
            put(buffer, room, line, *meaning);
        }
        let edge = Rect { x: area.right().saturating_sub(1), width: area.width.min(1), ..area };
        if self.first > 0 {
            put(buffer, row(edge, 0), "^", Meaning::Muted);
        }
        if self.first + height < lines.len() {
            put(buffer, row(edge, area.height.saturating_sub(1)), "v", Meaning::Muted);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{canvas, rows};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_window_moves_with_the_keys() {
        let mut reader =
            Reader::new(vec![("第一条 示例一二三四".into(), Meaning::Text), ("完".into(), Meaning::Text)]);
        let mut buffer = canvas(10, 2);
        reader.draw(buffer.area, &mut buffer);
        assert_eq!(rows(&buffer), ["第一条", "示例一二 v"]);
        assert!(reader.handle(Key::END) && !reader.handle(Key::char('x')));
        let mut buffer = canvas(10, 2);
        reader.draw(buffer.area, &mut buffer);
        assert_eq!(rows(&buffer), ["三四     ^", "完"]);
        assert!(reader.handle(Key::UP));
        assert_eq!(reader.first, 1);
    }

    proptest! {
        #[test]
        fn the_selected_row_is_shown(first in 0usize..99, visible in 1usize..40, total in 1usize..99, at in 0usize..99) {
            let selected = at.min(total - 1);
            let shown = keep_visible(first, selected, visible, total);
            prop_assert!(shown.contains(&selected));
            prop_assert_eq!(shown.len(), visible.min(total));
            prop_assert!(shown.end <= total);
        }
    }

    #[test]
    fn an_empty_list_shows_nothing() {
        assert_eq!(keep_visible(5, 0, 10, 0), 0..0);
        assert_eq!(keep_visible(5, 3, 0, 10), 3..3);
    }
}
