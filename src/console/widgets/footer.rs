//! The line of keys at the bottom: what works now, as much of it as fits.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{after, put, row};
use crate::console::theme::{Look, Meaning};
use crate::text::{Text, cells};

/// Cells between two hints.
const GAP: usize = 2;

/// A key and what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The name of the key, or of several: `Enter`, `j/k`.
    pub key: String,
    pub label: Text,
    /// The higher, the longer it stays when room is short.
    pub importance: u8,
}

impl Hint {
    #[must_use]
    pub fn new(key: impl Into<String>, label: Text, importance: u8) -> Self {
        Self { key: key.into(), label, importance }
    }

    fn width(&self, look: Look) -> usize {
        cells::width(&self.key) + 1 + cells::width(look.say(&self.label))
    }
}

/// Draws the hints in their order; those of least importance are left out where room is short.
pub fn footer(hints: &[Hint], area: Rect, buffer: &mut Buffer, look: Look) {
    let mut rest = row(area, 0);
    let shown = fitting(hints, usize::from(rest.width), look);
    for (place, hint) in shown.iter().enumerate() {
        if place > 0 {
            rest = after(rest, GAP as u16);
        }
        rest = after(rest, put(buffer, rest, &hint.key, Meaning::Key));
        rest = after(rest, 1);
        rest = after(rest, put(buffer, rest, look.say(&hint.label), Meaning::Text));
    }
}

fn fitting(hints: &[Hint], width: usize, look: Look) -> Vec<&Hint> {
    let mut shown: Vec<&Hint> = hints.iter().collect();
    let total = |shown: &[&Hint]| shown.iter().map(|h| h.width(look) + GAP).sum::<usize>();
    while shown.len() > 1 && total(&shown) > width + GAP {
        // Of equals the last goes first.
        let least = shown.iter().map(|h| h.importance).min();
        if let Some(place) = shown.iter().rposition(|h| Some(h.importance) == least) {
            shown.remove(place);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::super::testing::{LOOK, canvas, rows};
    use super::*;

    fn drawn(width: u16) -> String {
        let hints = [
            Hint::new("Enter", Text::new("打开", "open"), 9),
            Hint::new("a", Text::new("办理", "act"), 5),
            Hint::new("?", Text::new("键位", "keys"), 8),
        ];
        let mut buffer = canvas(width, 1);
        footer(&hints, buffer.area, &mut buffer, LOOK);
        rows(&buffer).concat()
    }

    #[test]
    fn the_least_important_go_first() {
        assert_eq!(drawn(26), "Enter 打开  a 办理  ? 键位");
        assert_eq!(drawn(25), "Enter 打开  ? 键位");
        assert_eq!(drawn(17), "Enter 打开");
        assert_eq!(drawn(1), "~");
    }
}
