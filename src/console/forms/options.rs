//! The open list of a choice or a checklist: its words, where the cursor stands, numbers before the first nine, then
//! letters.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::commands::spec::Choices;
use crate::console::keys::{Code, Key};
use crate::console::theme::{Look, Meaning};
use crate::console::widgets::{Edit, after, put, row};
use crate::text::{Lang, Text, cells};

/// Labels wider than this (in cells) are told in full under the list too: they may have been cut.
const LONG: usize = 40;

/// The key of each option; `j` and `k` move the cursor.
const KEYS: &str = "123456789abcdefghilmnop";

/// The words of a choice and the cursor among them.
pub struct Options {
    choices: Choices,
    /// Where the cursor stands.
    pub cursor: usize,
}

impl Options {
    pub const fn new(choices: Choices, cursor: usize) -> Self {
        Self { choices, cursor }
    }

    pub const fn len(&self) -> usize {
        self.choices.words.len()
    }

    pub fn word(&self, option: usize) -> &'static str {
        self.choices.words[option]
    }

    pub fn label(&self, option: usize) -> Text {
        (self.choices.label)(self.word(option))
    }

    /// The option of a number key, or of the letter of a later one.
    pub fn numbered(&self, key: Key) -> Option<usize> {
        let typed = key.typed()?;
        KEYS.chars().position(|key| key == typed).filter(|option| *option < self.len())
    }

    /// Moves the cursor; at the ends of the list the key is left to the form.
    pub fn moved(&mut self, key: Key) -> Edit {
        match key.code {
            Code::Up | Code::Char('k') if self.cursor > 0 => self.cursor -= 1,
            Code::Down | Code::Char('j') if self.cursor + 1 < self.len() => self.cursor += 1,
            _ => return Edit::Ignored,
        }
        Edit::Kept
    }

    /// Draws one option a row; returns where the cursor is to be parked.
    pub fn draw(
        &self,
        area: Rect,
        buffer: &mut Buffer,
        look: Look,
        brackets: [char; 2],
        on: impl Fn(usize) -> bool,
    ) -> Option<Position> {
        for option in 0..self.len() {
            let line = row(area, option as u16);
            let digit = KEYS.chars().nth(option).unwrap_or(' ');
            let (open, close) = (brackets[0], brackets[1]);
            let mark = if on(option) { 'x' } else { ' ' };
            let used = put(buffer, line, &format!("{open}{mark}{close} {digit} "), Meaning::Text);
            let meaning = if option == self.cursor { Meaning::Selected } else { Meaning::Text };
            put(buffer, after(line, used), look.say(&self.label(option)), meaning);
        }
        let at = Position::new(area.x + 1, area.y + self.cursor as u16);
        area.contains(at).then_some(at)
    }

    /// The whole label under the cursor, where it is long.
    pub fn note(&self, focused: bool) -> Option<(Text, Meaning)> {
        let label = self.label(self.cursor);
        let long = [Lang::Zh, Lang::En].iter().any(|lang| cells::width(label.get(*lang)) > LONG);
        (focused && long).then_some((label, Meaning::Muted))
    }
}
