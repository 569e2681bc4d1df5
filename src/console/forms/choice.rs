//! One of a few words (单选): the list opens where the focus is; space, Enter or the number chooses.

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

/// A choice of one.
pub struct Choice {
    options: Options,
    chosen: Option<usize>,
}

impl Choice {
    /// With a word chosen, or none.
    #[must_use]
    pub fn new(choices: Choices, value: &Value) -> Self {
        let chosen = value.as_str().and_then(|word| choices.words.iter().position(|w| *w == word));
        Self { options: Options::new(choices, chosen.unwrap_or(0)), chosen }
    }

    fn choose(&mut self, option: usize) -> Edit {
        self.options.cursor = option;
        if self.chosen.replace(option) == Some(option) { Edit::Kept } else { Edit::Changed }
    }
}

impl Widget for Choice {
    fn value(&self) -> Value {
        self.chosen.map_or(Value::Null, |at| Value::from(self.options.word(at)))
    }

    fn handle(&mut self, key: Key) -> Edit {
        if let Some(option) = self.options.numbered(key) {
            return self.choose(option);
        }
        match key.code {
            Code::Char(' ') => self.choose(self.options.cursor),
            // Enter takes what the cursor stands on; once taken, it goes on to the next field.
            Code::Enter if self.chosen != Some(self.options.cursor) => self.choose(self.options.cursor),
            Code::Backspace | Code::Delete => {
                if self.chosen.take().is_some() {
                    Edit::Changed
                } else {
                    Edit::Kept
                }
            }
            _ => self.options.moved(key),
        }
    }

    fn rows(&self, _: u16, focused: bool) -> u16 {
        if focused { self.options.len() as u16 } else { 1 }
    }

    fn draw(&mut self, area: Rect, buffer: &mut Buffer, look: Look, focused: bool) -> Option<Position> {
        if focused {
            let chosen = self.chosen;
            return self.options.draw(area, buffer, look, ['(', ')'], |at| chosen == Some(at));
        }
        match self.chosen {
            Some(at) => put(buffer, area, look.say(&self.options.label(at)), Meaning::Text),
            None => put(buffer, area, "-", Meaning::Muted),
        };
        None
    }

    fn note(&self, focused: bool) -> Option<(Text, Meaning)> {
        self.options.note(focused)
    }

    fn in_text(&self) -> bool {
        false
    }
}
