//! One line to type into. The terminal's own cursor is the caret: input methods open where it stands.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use tui_input::{Input, InputRequest};

use super::{clear, row};
use crate::console::keys::{Code, Key};
use crate::console::theme::Meaning;
use crate::text::cells;

/// What a key did to a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// It means nothing here: others may use it.
    Ignored,
    /// It was meant for the text, which stays as it was.
    Kept,
    /// The text has changed.
    Changed,
}

/// A line of text and its caret.
#[derive(Debug, Clone, Default)]
pub struct Field {
    input: Input,
}

impl Field {
    /// With the caret after the text.
    #[must_use]
    pub fn new(value: impl Into<String>) -> Self {
        Self { input: Input::new(value.into()) }
    }

    #[must_use]
    pub fn value(&self) -> &str {
        self.input.value()
    }

    /// Replaces the text; the caret stands after it.
    pub fn set(&mut self, value: impl Into<String>) {
        self.input = Input::new(value.into());
    }

    /// Typed characters, moving, deleting; Ctrl-A and Ctrl-E, Ctrl-U, Ctrl-K and Ctrl-W as in shells.
    /// Enter, Tab, Up, Down and the like are left to the form.
    pub fn handle(&mut self, key: Key) -> Edit {
        let Some(request) = request(key) else { return Edit::Ignored };
        match self.input.handle(request) {
            Some(change) if change.value => Edit::Changed,
            _ => Edit::Kept,
        }
    }

    /// Inserts a text at the caret, its line ends and tabs as spaces.
    pub fn paste(&mut self, text: &str) -> Edit {
        let clean: String = text
            .trim_end_matches('\n')
            .chars()
            .map(|c| if matches!(c, '\n' | '\t') { ' ' } else { c })
            .filter(|c| !c.is_control())
            .collect();
        if clean.is_empty() {
            return Edit::Kept;
        }
        let (value, caret) = (self.input.value(), self.input.cursor());
        let at = value.char_indices().nth(caret).map_or(value.len(), |(at, _)| at);
        let joined = [&value[..at], &clean, &value[at..]].concat();
        self.input = Input::new(joined).with_cursor(caret + clean.chars().count());
        Edit::Changed
    }

    /// Draws the text, scrolled so that the caret is in sight; returns the caret's place if there is room for it.
    pub fn draw(&self, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let area = row(area.intersection(buffer.area), 0);
        if area.is_empty() {
            return None;
        }
        clear(area, buffer);
        buffer.set_style(area, Meaning::Field.style());
        let before: String = self.value().chars().take(self.input.cursor()).collect();
        let room = usize::from(area.width) - 1;
        let hidden = hidden_part(&before, room);
        let shown = cells::cut(&self.value()[hidden..], area.width.into());
        buffer.set_stringn(area.x, area.y, shown, area.width.into(), Meaning::Field.style());
        buffer.set_style(area, Meaning::Field.style());
        let caret = cells::width(&before[hidden..]) as u16;
        Some(Position::new(area.x + caret, area.y))
    }
}

/// The bytes to leave out at the left, so that the caret stands within `room` cells.
fn hidden_part(before: &str, room: usize) -> usize {
    let mut left = cells::width(before);
    for (at, _, wide) in cells::clusters(before) {
        if left <= room {
            return at;
        }
        left -= wide;
    }
    if left <= room { before.len() } else { 0 }
}

const fn request(key: Key) -> Option<InputRequest> {
    if let Some(c) = key.typed() {
        return Some(InputRequest::InsertChar(c));
    }
    Some(match (key.code, key.ctrl || key.alt) {
        (Code::Left, false) => InputRequest::GoToPrevChar,
        (Code::Right, false) => InputRequest::GoToNextChar,
        (Code::Left, true) => InputRequest::GoToPrevWord,
        (Code::Right, true) => InputRequest::GoToNextWord,
        (Code::Home, _) | (Code::Char('a'), true) => InputRequest::GoToStart,
        (Code::End, _) | (Code::Char('e'), true) => InputRequest::GoToEnd,
        (Code::Backspace, false) => InputRequest::DeletePrevChar,
        (Code::Backspace, true) | (Code::Char('w'), true) => InputRequest::DeletePrevWord,
        (Code::Delete, false) => InputRequest::DeleteNextChar,
        (Code::Delete, true) => InputRequest::DeleteNextWord,
        (Code::Char('u'), true) => InputRequest::DeleteFromStart,
        (Code::Char('k'), true) => InputRequest::DeleteTillEnd,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{canvas, has_half, rows};
    use super::*;
    use proptest::prelude::*;

    fn drawn(field: &Field, width: u16) -> (String, Option<u16>) {
        let mut buffer = canvas(width, 1);
        let caret = field.draw(buffer.area, &mut buffer).map(|at| at.x);
        (rows(&buffer).concat(), caret)
    }

    #[test]
    fn the_caret_stands_in_cells() {
        let mut field = Field::new("示例");
        assert_eq!(drawn(&field, 10), ("示例".into(), Some(4)));
        assert_eq!(field.handle(Key::LEFT), Edit::Kept);
        assert_eq!(field.handle(Key::char('a')), Edit::Changed);
        assert_eq!(drawn(&field, 10), ("示a例".into(), Some(3)));
        assert_eq!(field.handle(Key::ENTER), Edit::Ignored);
        assert_eq!(field.handle(Key::ctrl('u')), Edit::Changed);
        assert_eq!(field.value(), "例");
    }

    #[test]
    fn long_texts_scroll() {
        let mut field = Field::new("示例职业培训学校");
        assert_eq!(drawn(&field, 6), ("学校".into(), Some(4)));
        assert_eq!(drawn(&field, 1), (String::new(), Some(0)));
        field.handle(Key::HOME);
        assert_eq!(drawn(&field, 6), ("示例职".into(), Some(0)));
    }

    #[test]
    fn pastes_become_one_line() {
        let mut field = Field::new("ab");
        field.handle(Key::LEFT);
        assert_eq!(field.paste("示\n例\u{1b}[31m\n"), Edit::Changed);
        assert_eq!(field.value(), "a示 例[31mb");
        assert_eq!(field.handle(Key::DELETE), Edit::Changed);
        assert_eq!(field.value(), "a示 例[31m");
        assert_eq!(field.paste("\n"), Edit::Kept);
    }

    proptest! {
        #[test]
        fn the_caret_is_always_in_sight(
            text in "[a-c\u{4e00}-\u{4e20}\u{301}]{0,20}", lefts in 0usize..20, width in 1u16..20,
        ) {
            let mut field = Field::new(text);
            for _ in 0..lefts {
                field.handle(Key::LEFT);
            }
            let mut buffer = canvas(width, 1);
            let caret = field.draw(buffer.area, &mut buffer);
            prop_assert!(caret.is_some_and(|at| at.x < width));
            prop_assert!(!has_half(&buffer));
        }
    }
}
