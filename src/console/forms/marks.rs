//! Marks on a list (逐项记明): each item there, missing, or not needed, with a remark. Space ticks, the arrows reach all
//! states, anything typed is the remark.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use serde_json::Value;

use super::widget::Widget;
use crate::console::keys::{Code, Key};
use crate::console::theme::{Look, Meaning};
use crate::console::widgets::{Edit, after, put, row};
use crate::records::filing_paper::{Mark, MaterialState};
use crate::say;
use crate::text::clean::clean;
use crate::text::{Text, cells};

/// Longest remark, in characters.
const NOTE_MAX: usize = 200;

/// A list with a mark on each item.
pub struct Marks {
    marks: Vec<Mark>,
    cursor: usize,
}

impl Marks {
    /// With the marks that stand.
    #[must_use]
    pub fn new(value: &Value) -> Self {
        Self { marks: serde_json::from_value(value.clone()).unwrap_or_default(), cursor: 0 }
    }

    fn turn(&mut self, by: usize) -> Edit {
        let all = MaterialState::ALL;
        let Some(mark) = self.marks.get_mut(self.cursor) else { return Edit::Ignored };
        let now = all.iter().position(|state| *state == mark.state).unwrap_or(0);
        mark.state = all[(now + by) % all.len()];
        Edit::Changed
    }

    /// There or missing, as a tick.
    fn tick(&mut self) -> Edit {
        let Some(mark) = self.marks.get_mut(self.cursor) else { return Edit::Ignored };
        mark.state = match mark.state {
            MaterialState::There => MaterialState::Missing,
            _ => MaterialState::There,
        };
        Edit::Changed
    }

    fn note(&mut self, change: impl FnOnce(&mut String)) -> Edit {
        let Some(mark) = self.marks.get_mut(self.cursor) else { return Edit::Ignored };
        change(&mut mark.note);
        mark.note = mark.note.chars().take(NOTE_MAX).collect();
        Edit::Changed
    }

    fn moved(&mut self, code: Code) -> Edit {
        match code {
            Code::Up if self.cursor > 0 => self.cursor -= 1,
            Code::Down if self.cursor + 1 < self.marks.len() => self.cursor += 1,
            _ => return Edit::Ignored,
        }
        Edit::Kept
    }
}

const fn sign(state: MaterialState) -> &'static str {
    match state {
        MaterialState::There => "[x] ",
        MaterialState::Missing => "[ ] ",
        MaterialState::NotNeeded => "[-] ",
    }
}

impl Widget for Marks {
    fn value(&self) -> Value {
        match self.marks.is_empty() {
            true => Value::Null,
            false => serde_json::to_value(&self.marks).unwrap_or_default(),
        }
    }

    fn handle(&mut self, key: Key) -> Edit {
        let blank = self.marks.get(self.cursor).is_some_and(|mark| mark.note.is_empty());
        match key.code {
            Code::Char(' ') if blank => self.tick(),
            Code::Right => self.turn(1),
            Code::Left => self.turn(MaterialState::ALL.len() - 1),
            Code::Backspace => self.note(|note| {
                note.pop();
            }),
            Code::Up | Code::Down => self.moved(key.code),
            _ => match key.typed() {
                Some(typed) => self.note(|note| note.push(typed)),
                None => Edit::Ignored,
            },
        }
    }

    fn paste(&mut self, text: &str) -> Edit {
        let line = clean(text).into_owned();
        self.note(|note| note.push_str(&line))
    }

    fn rows(&self, _: u16, focused: bool) -> u16 {
        if focused { self.marks.len().max(1) as u16 } else { 1 }
    }

    fn draw(&mut self, area: Rect, buffer: &mut Buffer, look: Look, focused: bool) -> Option<Position> {
        if !focused {
            let there = self.marks.iter().filter(|mark| mark.state != MaterialState::Missing).count();
            let text = say!("{t}/{n}", "{t} of {n}", t = there, n = self.marks.len());
            put(buffer, area, look.say(&text), Meaning::Text);
            return None;
        }
        for (at, mark) in self.marks.iter().enumerate() {
            let line = row(area, at as u16);
            let head = format!("{}{}. ", sign(mark.state), mark.place);
            let used = put(buffer, line, &head, Meaning::Text);
            let meaning = if at == self.cursor { Meaning::Selected } else { Meaning::Text };
            let used = used + put(buffer, after(line, used), &mark.item, meaning);
            let state = format!(" {} ", look.say(&mark.state.label()));
            let used = used + put(buffer, after(line, used), &state, Meaning::Muted);
            put(buffer, after(line, used), &mark.note, Meaning::Field);
        }
        let here = self.marks.get(self.cursor)?;
        let before = cells::width(sign(here.state))
            + cells::width(&format!("{}. ", here.place))
            + cells::width(&here.item)
            + cells::width(look.say(&here.state.label()))
            + 2
            + cells::width(&here.note);
        let x = area.x + (before as u16).min(area.width.saturating_sub(1));
        let at = Position::new(x, area.y + self.cursor as u16);
        area.contains(at).then_some(at)
    }

    fn note(&self, focused: bool) -> Option<(Text, Meaning)> {
        let unsaid =
            self.marks.iter().find(|m| m.state == MaterialState::NotNeeded && m.note.trim().is_empty());
        let text = match (focused, unsaid) {
            (true, Some(mark)) => {
                say!("第 {p} 项不需的, 写明理由", "item {p} is not needed: type the reason", p = mark.place)
            }
            _ => return None,
        };
        Some((text, Meaning::Warning))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn marks() -> Marks {
        Marks::new(&json!([
            { "place": 1, "item": "示例申请书", "state": "missing" },
            { "place": 2, "item": "示例名册", "state": "missing", "note": "示例" },
        ]))
    }

    #[test]
    fn space_and_arrows_turn_the_state_and_letters_are_the_remark() {
        let mut widget = marks();
        assert_eq!(widget.handle(Key::char(' ')), Edit::Changed);
        assert_eq!(widget.value()[0]["state"], "there");
        widget.handle(Key::char(' '));
        assert_eq!(widget.value()[0]["state"], "missing");
        widget.handle(Key::LEFT);
        widget.handle(Key::LEFT);
        widget.handle(Key::RIGHT);
        assert!(Widget::note(&widget, true).is_some());
        for typed in "不 用".chars() {
            widget.handle(Key::char(typed));
        }
        assert_eq!(widget.value()[0]["note"], "不 用");
        assert!(Widget::note(&widget, true).is_none());
        widget.handle(Key::DOWN);
        // A remark is there: a space belongs to it.
        widget.handle(Key::char(' '));
        widget.handle(Key::char('x'));
        assert_eq!(widget.value()[1]["note"], "示例 x");
        assert_eq!(widget.value()[1]["state"], "missing");
        assert_eq!(widget.handle(Key::DOWN), Edit::Ignored);
        widget.handle(Key::UP);
        widget.handle(Key::LEFT);
        assert_eq!(widget.value()[0]["state"], "there");
    }
}
