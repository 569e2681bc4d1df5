//! Several of a few words (多选): a checklist; space or the number ticks, Enter goes on.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use serde_json::Value;

use super::options::Options;
use super::widget::Widget;
use crate::commands::spec::Choices;
use crate::console::keys::{Code, Key};
use crate::console::theme::{Look, Meaning};
use crate::console::widgets::{Edit, put};
use crate::text::Text;

/// A checklist.
pub struct Several {
    options: Options,
    ticked: Vec<bool>,
}

impl Several {
    /// With some words ticked.
    #[must_use]
    pub fn new(choices: Choices, value: &Value) -> Self {
        let given = value.as_array().map_or(&[][..], Vec::as_slice);
        let ticked = choices.words.iter().map(|w| given.iter().any(|v| v.as_str() == Some(w))).collect();
        Self { options: Options::new(choices, 0), ticked }
    }

    fn tick(&mut self, option: usize) -> Edit {
        self.options.cursor = option;
        self.ticked[option] = !self.ticked[option];
        Edit::Changed
    }

    fn chosen(&self) -> impl Iterator<Item = usize> {
        self.ticked.iter().enumerate().filter(|(_, on)| **on).map(|(at, _)| at)
    }
}

impl Widget for Several {
    fn value(&self) -> Value {
        let words: Vec<Value> = self.chosen().map(|at| Value::from(self.options.word(at))).collect();
        if words.is_empty() { Value::Null } else { Value::Array(words) }
    }

    fn handle(&mut self, key: Key) -> Edit {
        if let Some(option) = self.options.numbered(key) {
            return self.tick(option);
        }
        match key.code {
            Code::Char(' ') => self.tick(self.options.cursor),
            _ => self.options.moved(key),
        }
    }

    fn rows(&self, _: u16, focused: bool) -> u16 {
        if focused { self.options.len() as u16 } else { 1 }
    }

    fn draw(&mut self, area: Rect, buffer: &mut Buffer, look: Look, focused: bool) -> Option<Position> {
        if focused {
            let ticked = &self.ticked;
            return self.options.draw(area, buffer, look, ['[', ']'], |at| ticked[at]);
        }
        let labels: Vec<Text> = self.chosen().map(|at| self.options.label(at)).collect();
        if labels.is_empty() {
            put(buffer, area, "-", Meaning::Muted);
        } else {
            put(buffer, area, look.say(&Text::join(&labels)), Meaning::Text);
        }
        None
    }

    fn note(&self, focused: bool) -> Option<(Text, Meaning)> {
        self.options.note(focused)
    }

    fn in_text(&self) -> bool {
        false
    }
}
