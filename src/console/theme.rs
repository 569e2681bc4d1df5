//! How things look: styles by meaning, in the 16 colours of the terminal, and the marks that go with them.
//!
//! Nothing is told by colour alone: what has a colour has a mark or a word too. Where colours are off (NO_COLOR)
//! the screen drops them when it writes; styles need not know.

use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border;

use crate::text::{Lang, Text};

/// What a piece of text means; its style follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Meaning {
    /// Plain text.
    #[default]
    Text,
    /// The head of a screen, a panel or a column.
    Title,
    /// The bar at the top: whose console this is.
    Banner,
    /// The selected thing, where the keys go; a marker stands beside it.
    Selected,
    /// The selected thing of a panel that doesn't have the keys.
    SelectedAside,
    /// What matters less: hints, dates long past.
    Muted,
    /// Overdue, refused, dangerous.
    Alert,
    /// Due soon, provisional, to be looked at.
    Warning,
    /// Done, met, in force.
    Good,
    /// What opens something: an article, another record.
    Link,
    /// The place to type in.
    Field,
    /// An error at a field.
    Error,
    /// The name of a key.
    Key,
}

impl Meaning {
    /// The style: default colours unless the meaning needs one.
    #[must_use]
    pub const fn style(self) -> Style {
        let plain = Style::new();
        match self {
            Self::Text => plain,
            Self::Title | Self::Key | Self::SelectedAside => plain.add_modifier(Modifier::BOLD),
            Self::Banner => plain.add_modifier(Modifier::BOLD.union(Modifier::REVERSED)),
            Self::Selected => plain.add_modifier(Modifier::REVERSED),
            Self::Muted => plain.add_modifier(Modifier::DIM),
            Self::Alert => plain.fg(Color::Red).add_modifier(Modifier::BOLD),
            Self::Warning => plain.fg(Color::Yellow),
            Self::Good => plain.fg(Color::Green),
            Self::Link => plain.fg(Color::Cyan).add_modifier(Modifier::UNDERLINED),
            Self::Field => plain.add_modifier(Modifier::UNDERLINED),
            Self::Error => plain.fg(Color::Red),
        }
    }
}

/// The marks, each one cell wide.
#[derive(Debug, PartialEq, Eq)]
pub struct Marks {
    /// Beside the selected row.
    pub selected: &'static str,
    /// Met, done, granted.
    pub yes: &'static str,
    /// Not met, refused.
    pub no: &'static str,
    /// Not yet: waiting, running.
    pub pending: &'static str,
    /// Where a case stands now.
    pub current: &'static str,
    /// A line across.
    pub line: &'static str,
    /// Where a line across meets the left and the right border.
    pub joints: [&'static str; 2],
    /// Panels' borders.
    pub border: border::Set<'static>,
}

impl Marks {
    /// For most terminals. The lines are of ambiguous width; the other marks are narrow everywhere.
    pub const UNICODE: Self = Self {
        selected: "▸",
        yes: "✓",
        no: "✗",
        pending: "◦",
        current: "▪",
        line: "─",
        joints: ["├", "┤"],
        border: border::PLAIN,
    };

    /// For terminals that draw lines two cells wide, or lack the characters.
    pub const ASCII: Self = Self {
        selected: ">",
        yes: "+",
        no: "x",
        pending: "-",
        current: "*",
        line: "-",
        joints: ["+", "+"],
        border: border::Set {
            top_left: "+",
            top_right: "+",
            bottom_left: "+",
            bottom_right: "+",
            vertical_left: "|",
            vertical_right: "|",
            horizontal_top: "-",
            horizontal_bottom: "-",
        },
    };
}

/// What every view is given: the language and the marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    pub lang: Lang,
    pub marks: &'static Marks,
}

impl Look {
    /// `ascii`: with `--ascii`, or where ambiguous characters are two cells wide.
    #[must_use]
    pub const fn new(lang: Lang, ascii: bool) -> Self {
        Self { lang, marks: if ascii { &Marks::ASCII } else { &Marks::UNICODE } }
    }

    /// A text in the language of this person.
    #[must_use]
    pub fn say<'a>(&self, text: &'a Text) -> &'a str {
        text.get(self.lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::cells::{Ambiguous, width_in};

    #[test]
    fn marks_are_one_cell_wide() {
        for marks in [Marks::UNICODE, Marks::ASCII] {
            for mark in [marks.selected, marks.yes, marks.no, marks.pending, marks.current] {
                assert_eq!(width_in(mark, Ambiguous::Narrow), 1, "{mark}");
                assert_eq!(width_in(mark, Ambiguous::Wide), 1, "{mark}");
            }
        }
        let border = Marks::ASCII.border;
        for line in [Marks::ASCII.line, Marks::ASCII.joints[0], border.top_left, border.vertical_left] {
            assert!(line.is_ascii());
        }
    }

    #[test]
    fn nothing_sets_a_background() {
        for meaning in [Meaning::Banner, Meaning::Selected, Meaning::Alert, Meaning::Field, Meaning::Link] {
            assert_eq!(meaning.style().bg, None);
        }
    }
}
