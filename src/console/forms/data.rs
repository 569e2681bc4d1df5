//! Data that no form can hold (an import): shown, not typed.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use serde_json::Value;

use super::widget::Widget;
use crate::console::keys::Key;
use crate::console::theme::{Look, Meaning};
use crate::console::widgets::{Edit, put};
use crate::text::Text;

const FROM_FILE: Text = Text::new("由文件导入 (命令行 import)", "comes from a file (command line: import)");

/// What was handed over.
pub struct Data {
    value: Value,
}

impl Data {
    /// What was handed over.
    #[must_use]
    pub fn new(value: &Value) -> Self {
        Self { value: value.clone() }
    }
}

impl Widget for Data {
    fn value(&self) -> Value {
        self.value.clone()
    }

    fn handle(&mut self, _: Key) -> Edit {
        Edit::Ignored
    }

    fn draw(&mut self, area: Rect, buffer: &mut Buffer, look: Look, focused: bool) -> Option<Position> {
        put(buffer, area, look.say(&FROM_FILE), Meaning::Muted);
        (focused && !area.is_empty()).then(|| area.as_position())
    }

    fn in_text(&self) -> bool {
        false
    }
}
