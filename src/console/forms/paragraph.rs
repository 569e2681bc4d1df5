//! Several lines of text (段落): facts, reasons, opinions. Enter begins a line, Tab goes on.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use serde_json::Value;

use super::widget::{Widget, typed, value_of};
use crate::console::keys::Key;
use crate::console::theme::{Look, Meaning};
use crate::console::widgets::{Area, Edit};
use crate::text::cells;

/// Rows at least, and at most before it scrolls.
const ROWS: (usize, usize) = (3, 8);

/// Lines to type into.
pub struct Paragraph {
    area: Area,
}

impl Paragraph {
    /// With a text in it.
    #[must_use]
    pub fn new(value: &Value) -> Self {
        Self { area: Area::new(&typed(value)) }
    }
}

impl Paragraph {
    /// Puts a line behind those that stand; the caret goes to its end.
    pub fn append(&mut self, line: &str) -> Edit {
        let standing = self.area.value();
        let standing = standing.trim_end();
        let gap = if standing.is_empty() { "" } else { "\n" };
        self.area = Area::new(&format!("{standing}{gap}{line}"));
        Edit::Changed
    }
}

impl Widget for Paragraph {
    fn value(&self) -> Value {
        value_of(&self.area.value())
    }

    fn handle(&mut self, key: Key) -> Edit {
        self.area.handle(key)
    }

    fn paste(&mut self, text: &str) -> Edit {
        self.area.paste(text)
    }

    fn rows(&self, width: u16, _: bool) -> u16 {
        // The caret may stand one cell behind the last character.
        let width = usize::from(width).saturating_sub(1).max(1);
        cells::wrap(&self.area.value(), width).len().clamp(ROWS.0, ROWS.1) as u16
    }

    fn draw(&mut self, area: Rect, buffer: &mut Buffer, _: Look, focused: bool) -> Option<Position> {
        let caret = self.area.draw(area, buffer);
        buffer.set_style(area.intersection(buffer.area), Meaning::Field.style());
        caret.filter(|_| focused)
    }
}
