//! Yes or no (是否). Nothing is taken for granted: unset until somebody says.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use serde_json::Value;

use super::widget::Widget;
use crate::console::keys::{Code, Key};
use crate::console::theme::{Look, Meaning};
use crate::console::widgets::{Edit, after, put};
use crate::text::{Text, cells};

static WORDS: [(bool, Text); 2] = [(true, Text::new("是", "yes")), (false, Text::new("否", "no"))];

/// A yes or a no.
pub struct Flag {
    set: Option<bool>,
}

impl Flag {
    /// Set, or not yet.
    #[must_use]
    pub const fn new(value: &Value) -> Self {
        Self { set: if let Value::Bool(yes) = value { Some(*yes) } else { None } }
    }
}

/// The word for a flag.
#[must_use]
pub fn word(yes: bool) -> &'static Text {
    if yes { &WORDS[0].1 } else { &WORDS[1].1 }
}

impl Widget for Flag {
    fn value(&self) -> Value {
        self.set.map_or(Value::Null, Value::Bool)
    }

    fn handle(&mut self, key: Key) -> Edit {
        let to = match key.code {
            Code::Char('y' | '1') | Code::Left => Some(true),
            Code::Char('n' | '2') | Code::Right => Some(false),
            Code::Char(' ') => Some(self.set != Some(true)),
            Code::Backspace | Code::Delete => None,
            _ => return Edit::Ignored,
        };
        if to == self.set {
            return Edit::Kept;
        }
        self.set = to;
        Edit::Changed
    }

    fn draw(&mut self, area: Rect, buffer: &mut Buffer, look: Look, focused: bool) -> Option<Position> {
        let mut rest = area;
        let mut caret = None;
        for (yes, label) in &WORDS {
            let on = self.set == Some(*yes);
            if focused && (on || caret.is_none()) {
                caret = Some(Position::new(rest.x + 1, rest.y));
            }
            let words = format!("({}) {}", if on { "x" } else { " " }, look.say(label));
            let meaning = if focused && on { Meaning::Selected } else { Meaning::Text };
            put(buffer, rest, &words, meaning);
            rest = after(rest, cells::width(&words) as u16 + 3);
        }
        caret.filter(|at| area.contains(*at))
    }

    fn in_text(&self) -> bool {
        false
    }
}
