//! Several lines to type into: notes, facts, reasons. The terminal's own cursor is the caret.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;
use ratatui_textarea::{CursorMove, Input, Key as TextKey, TextArea, WrapMode};

use super::clear;
use super::field::Edit;
use crate::console::keys::{Code, Key};

/// Lines of text and the caret in them.
#[derive(Debug, Clone)]
pub struct Area {
    text: TextArea<'static>,
}

impl Area {
    /// With the caret after the text.
    #[must_use]
    pub fn new(value: &str) -> Self {
        let mut text = TextArea::new(value.split('\n').map(str::to_owned).collect());
        text.set_cursor_style(Style::new());
        text.set_cursor_line_style(Style::new());
        text.set_wrap_mode(WrapMode::WordOrGlyph);
        text.move_cursor(CursorMove::Bottom);
        text.move_cursor(CursorMove::End);
        Self { text }
    }

    /// The lines, joined by `\n`.
    #[must_use]
    pub fn value(&self) -> String {
        self.text.lines().join("\n")
    }

    /// Typing, moving, deleting; Ctrl-A, Ctrl-E, Ctrl-U, Ctrl-K and Ctrl-W as in a [`Field`](super::Field), Ctrl-_
    /// undoes. Enter begins a line; Tab, Esc, F-keys, other letters with Ctrl or Alt, and Up and Down where there is
    /// no further line, are left to the form.
    pub fn handle(&mut self, key: Key) -> Edit {
        let before = self.text.cursor();
        let changed = if key == Key::ctrl('u') {
            self.text.delete_line_by_head()
        } else if key == Key::ctrl('_') {
            self.text.undo()
        } else if let Some(text_key) = text_key(key) {
            self.text.input(Input { key: text_key, ctrl: key.ctrl, alt: key.alt, shift: key.shift })
        } else {
            return Edit::Ignored;
        };
        if !changed && matches!(key, Key::UP | Key::DOWN) && self.text.cursor() == before {
            return Edit::Ignored;
        }
        if changed { Edit::Changed } else { Edit::Kept }
    }

    /// Inserts a text at the caret.
    pub fn paste(&mut self, text: &str) -> Edit {
        let clean: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
        if self.text.insert_str(clean) { Edit::Changed } else { Edit::Kept }
    }

    /// Draws the lines, scrolled so that the caret is in sight; returns the caret's place if there is room for it.
    pub fn draw(&self, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let area = area.intersection(buffer.area);
        if area.is_empty() {
            return None;
        }
        clear(area, buffer);
        (&self.text).render(area, buffer);
        let caret = self.text.screen_cursor();
        let (top, left) = self.text.scroll_offset();
        let x = caret.col.saturating_sub(left.into()).min(usize::from(area.width) - 1) as u16;
        let y = caret.row.saturating_sub(top.into()).min(usize::from(area.height) - 1) as u16;
        Some(Position::new(area.x + x, area.y + y))
    }
}

fn text_key(key: Key) -> Option<TextKey> {
    let held = key.ctrl || key.alt;
    if held && matches!(key.code, Code::Char(c) if key.alt || !"aekw".contains(c)) {
        return None;
    }
    Some(match key.code {
        Code::Char(c) => TextKey::Char(c),
        Code::Enter => TextKey::Enter,
        Code::Backspace => TextKey::Backspace,
        Code::Delete => TextKey::Delete,
        Code::Up => TextKey::Up,
        Code::Down => TextKey::Down,
        Code::Left => TextKey::Left,
        Code::Right => TextKey::Right,
        Code::Home => TextKey::Home,
        Code::End => TextKey::End,
        Code::PgUp => TextKey::PageUp,
        Code::PgDn => TextKey::PageDown,
        Code::Esc | Code::Tab | Code::Insert | Code::F(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{canvas, has_half, rows};
    use super::*;

    #[test]
    fn wide_text_wraps_and_the_caret_follows() {
        let mut area = Area::new("示例情况");
        let mut buffer = canvas(6, 3);
        assert_eq!(area.draw(buffer.area, &mut buffer), Some(Position::new(2, 1)));
        assert_eq!(rows(&buffer), ["示例情", "况", ""]);
        assert_eq!(area.handle(Key::ENTER), Edit::Changed);
        assert_eq!(area.paste("核实\n属实"), Edit::Changed);
        assert_eq!(area.handle(Key::TAB), Edit::Ignored);
        assert_eq!(area.value(), "示例情况\n核实\n属实");
        let mut buffer = canvas(6, 3);
        assert_eq!(area.draw(buffer.area, &mut buffer), Some(Position::new(4, 2)));
        assert_eq!(rows(&buffer), ["况", "核实", "属实"]);
    }

    #[test]
    fn keys_edit_as_in_a_field() {
        let mut area = Area::new("示例 情况");
        assert_eq!(area.handle(Key::ctrl('w')), Edit::Changed);
        assert_eq!(area.handle(Key::ctrl('u')), Edit::Changed);
        assert_eq!(area.value(), "");
        assert_eq!(area.handle(Key::ctrl('_')), Edit::Changed);
        assert_eq!(area.value(), "示例 ");
        assert_eq!(area.handle(Key::ctrl('s')), Edit::Ignored);
    }

    #[test]
    fn arrows_leave_at_the_ends() {
        let mut area = Area::new("示例\n情况");
        assert_eq!(area.handle(Key::DOWN), Edit::Ignored);
        assert_eq!(area.handle(Key::UP), Edit::Kept);
        assert_eq!(area.handle(Key::UP), Edit::Ignored);
    }

    #[test]
    fn the_drawn_cursor_is_off() {
        let area = Area::new("示例");
        let mut buffer = canvas(8, 1);
        area.draw(buffer.area, &mut buffer);
        assert!(buffer.content.iter().all(|cell| cell.modifier.is_empty()));
    }

    #[test]
    fn any_size_works() {
        let area = Area::new("示例情况\nabc");
        for width in 1..8 {
            for height in 1..4 {
                let mut buffer = canvas(width, height);
                let caret = area.draw(buffer.area, &mut buffer);
                assert!(caret.is_some_and(|at| buffer.area.contains(at)));
                assert!(!has_half(&buffer));
            }
        }
    }
}
