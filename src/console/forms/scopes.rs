//! Scopes, one a line (评价范围): typed, or taken from the catalogue with F4, where Chinese, pinyin initials and codes find.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use serde_json::Value;

use super::paragraph::Paragraph;
use super::picker::{Candidate, Picker};
use super::widget::Widget;
use crate::console::keys::Key;
use crate::console::theme::{Look, Meaning};
use crate::console::widgets::Edit;
use crate::text::Text;

/// Lines to type into, and the catalogue while it is open.
pub struct Scopes {
    lines: Paragraph,
    candidates: Vec<Candidate>,
    lookup: Option<Picker>,
}

impl Scopes {
    /// With lines in it.
    #[must_use]
    pub fn new(candidates: Vec<Candidate>, value: &Value) -> Self {
        Self { lines: Paragraph::new(value), candidates, lookup: None }
    }

    fn open(&mut self) {
        let mut picker = Picker::one(self.candidates.clone(), &Value::Null);
        picker.handle(Key::f(4));
        self.lookup = Some(picker);
    }

    /// A key while the catalogue is open: what is picked goes behind the lines, to be followed by its levels.
    fn look_up(&mut self, mut picker: Picker, key: Key) -> Edit {
        if key == Key::ESC {
            return Edit::Kept;
        }
        let edit = picker.handle(key);
        match (key, picker.value()) {
            (Key::ENTER, Value::String(line)) if edit == Edit::Changed => self.lines.append(&line),
            _ => {
                self.lookup = Some(picker);
                Edit::Kept
            }
        }
    }
}

impl Widget for Scopes {
    fn value(&self) -> Value {
        self.lines.value()
    }

    fn handle(&mut self, key: Key) -> Edit {
        match self.lookup.take() {
            Some(picker) if key != Key::TAB => self.look_up(picker, key),
            _ if key == Key::f(4) && !self.candidates.is_empty() => {
                self.open();
                Edit::Kept
            }
            _ => self.lines.handle(key),
        }
    }

    fn paste(&mut self, text: &str) -> Edit {
        match &mut self.lookup {
            Some(picker) => {
                picker.paste(text);
                Edit::Kept
            }
            None => self.lines.paste(text),
        }
    }

    fn rows(&self, width: u16, focused: bool) -> u16 {
        let open = self.lookup.as_ref().map_or(0, |picker| picker.rows(width, focused));
        self.lines.rows(width, focused) + open
    }

    fn draw(&mut self, area: Rect, buffer: &mut Buffer, look: Look, focused: bool) -> Option<Position> {
        let Some(picker) = &mut self.lookup else { return self.lines.draw(area, buffer, look, focused) };
        let list = picker.rows(area.width, focused).min(area.height);
        let lines = Rect { height: area.height - list, ..area };
        self.lines.draw(lines, buffer, look, false);
        picker.draw(Rect { y: lines.bottom(), height: list, ..area }, buffer, look, focused)
    }

    fn note(&self, focused: bool) -> Option<(Text, Meaning)> {
        let words = match &self.lookup {
            _ if !focused || self.candidates.is_empty() => return None,
            Some(_) => Text::new(
                "输入职业名称、拼音或编码, 回车选定, Esc 返回",
                "type a name, pinyin or code; Enter takes it, Esc goes back",
            ),
            None => Text::new("F4 从职业目录中选", "F4 picks from the catalogue"),
        };
        Some((words, Meaning::Muted))
    }

    fn leave(&mut self) {
        self.lookup = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scopes(value: &str) -> Scopes {
        let code = |code: &str| code.parse().unwrap();
        let candidates = vec![
            Candidate::scope(code("6-99-02-01"), "示例工种·焊接", None),
            Candidate::scope(code("6-99-02-02"), "示例工种·电气", Some("五级至四级".parse().unwrap())),
        ];
        Scopes::new(candidates, &Value::from(value))
    }

    fn type_in(scopes: &mut Scopes, text: &str) {
        for c in text.chars() {
            scopes.handle(Key::char(c));
        }
    }

    #[test]
    fn one_is_taken_from_the_catalogue_and_its_levels_typed() {
        let mut scopes = scopes("");
        assert_eq!(scopes.handle(Key::f(4)), Edit::Kept);
        type_in(&mut scopes, "hanjie");
        assert_eq!(scopes.value(), Value::Null);
        assert_eq!(scopes.handle(Key::ENTER), Edit::Changed);
        type_in(&mut scopes, "5-3");
        assert_eq!(scopes.value(), Value::from("6-99-02-01 示例工种·焊接 5-3"));
    }

    #[test]
    fn a_line_that_stands_is_kept_and_known_levels_come_along() {
        let mut scopes = scopes("6-99-02-01 示例工种·焊接 5-3");
        scopes.handle(Key::f(4));
        type_in(&mut scopes, "699020");
        scopes.handle(Key::DOWN);
        scopes.handle(Key::ENTER);
        let lines = scopes.value();
        assert_eq!(lines, Value::from("6-99-02-01 示例工种·焊接 5-3\n6-99-02-02 示例工种·电气 五级、四级"));
    }

    #[test]
    fn the_list_is_left_with_esc_and_nothing_is_taken() {
        let mut scopes = scopes("");
        scopes.handle(Key::f(4));
        type_in(&mut scopes, "6");
        assert_eq!(scopes.handle(Key::ESC), Edit::Kept);
        type_in(&mut scopes, "6");
        assert_eq!(scopes.value(), Value::from("6"));
    }
}
