//! One line of text (文字); numbers and lengths are lines too, with a note of how they were read.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use serde_json::Value;

use super::widget::{Widget, typed, value_of};
use crate::console::keys::Key;
use crate::console::theme::{Look, Meaning};
use crate::console::widgets::{Edit, Field};
use crate::law::length::Length;
use crate::say;
use crate::text::Text;
use crate::text::clean::half_width;

/// How a line is read: what it means, or what is wrong with it.
type Reading = fn(&str) -> Result<Option<Text>, Text>;

/// A line to type into.
pub struct Line {
    field: Field,
    reading: Reading,
    /// Whether full-width digits and letters stand for half-width ones.
    half: bool,
}

impl Line {
    /// Any text.
    #[must_use]
    pub fn new(value: &Value) -> Self {
        Self { field: Field::new(typed(value)), reading: |_| Ok(None), half: false }
    }

    /// A whole number.
    #[must_use]
    pub fn number(value: &Value) -> Self {
        Self { reading: read_number, half: true, ..Self::new(value) }
    }

    /// A length of time.
    #[must_use]
    pub fn length(value: &Value) -> Self {
        Self { reading: read_length, half: true, ..Self::new(value) }
    }

    fn text(&self) -> String {
        let text = self.field.value();
        if self.half { half_width(text).trim().to_owned() } else { text.to_owned() }
    }
}

fn read_number(text: &str) -> Result<Option<Text>, Text> {
    text.parse::<u32>()
        .map(|_| None)
        .map_err(|_| Text::new("应为不小于零的整数", "must be a whole number, zero or more"))
}

fn read_length(text: &str) -> Result<Option<Text>, Text> {
    let length: Length = text.parse()?;
    Ok(Some(say!("{l}", "{l}", l = length)))
}

impl Widget for Line {
    fn value(&self) -> Value {
        value_of(&self.text())
    }

    fn handle(&mut self, key: Key) -> Edit {
        self.field.handle(key)
    }

    fn paste(&mut self, text: &str) -> Edit {
        self.field.paste(text)
    }

    fn draw(&mut self, area: Rect, buffer: &mut Buffer, _: Look, focused: bool) -> Option<Position> {
        self.field.draw(area, buffer).filter(|_| focused)
    }

    fn note(&self, focused: bool) -> Option<(Text, Meaning)> {
        let text = self.text();
        if text.is_empty() {
            return None;
        }
        match (self.reading)(&text) {
            Ok(note) => note.map(|note| (note, Meaning::Muted)),
            // While somebody types it is not yet wrong.
            Err(_) if focused => None,
            Err(wrong) => Some((wrong, Meaning::Error)),
        }
    }
}
