//! The filter of a list: an expression to type, with ready ones to choose from.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Preset;
use crate::console::keys::{Code, Key};
use crate::console::theme::{Look, Meaning};
use crate::console::widgets::{Edit, Field, Panel, after, keep_visible, put, row};
use crate::text::{Lang, Text};

/// What a key in the filter leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    /// Not over yet.
    Going,
    /// Not for the filter.
    Ignored,
    /// Left as it was.
    Left,
    /// This expression is to hold.
    Apply(String),
}

/// The filter while it is open.
#[derive(Debug)]
pub(super) struct Filter {
    field: Field,
    presets: &'static [Preset],
    /// The preset last chosen.
    at: Option<usize>,
    /// Why the expression is not understood.
    pub(super) wrong: Option<Text>,
}

impl Filter {
    /// Opens with the expression in force.
    pub(super) fn open(expression: &str, presets: &'static [Preset]) -> Self {
        Self { field: Field::new(expression), presets, at: None, wrong: None }
    }

    pub(super) fn handle(&mut self, key: Key, lang: Lang) -> Chosen {
        match key.code {
            Code::Esc => return Chosen::Left,
            Code::Enter => return Chosen::Apply(self.field.value().trim().to_owned()),
            Code::Down => self.choose(self.at.map_or(0, |at| at + 1), lang),
            Code::Up => self.choose(self.at.unwrap_or(0).saturating_sub(1), lang),
            _ if self.field.handle(key) == Edit::Ignored => return Chosen::Ignored,
            _ => self.wrong = None,
        }
        Chosen::Going
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.field.paste(text);
    }

    fn choose(&mut self, preset: usize, lang: Lang) {
        if let Some(last) = self.presets.len().checked_sub(1) {
            let at = preset.min(last);
            self.at = Some(at);
            self.field.set(self.presets[at].written(lang));
            self.wrong = None;
        }
    }

    pub(super) fn draw(&self, area: Rect, buffer: &mut Buffer, look: Look) -> Option<Position> {
        let height = (self.presets.len() as u16 + 5).min(area.height);
        let width = area.width.min(60);
        let x = area.x + (area.width - width) / 2;
        let area = Rect { x, width, height, ..area };
        let title = Text::new("筛选", "Filter");
        let hint =
            Text::new("Enter 应用  Up/Down 选现成的  Esc 返回", "Enter apply  Up/Down ready ones  Esc back");
        let inner = Panel { title: look.say(&title), hint: look.say(&hint) }.draw(area, buffer, look);
        let caret = self.field.draw(row(inner, 0), buffer);
        let example = Text::new(
            "如 bureau=八师 from=2026-03-01 焊工; 另有 status= kind=",
            "as bureau=d08 from=2026-03-01 word; also status=, kind=",
        );
        match &self.wrong {
            Some(wrong) => put(buffer, row(inner, 1), look.say(wrong), Meaning::Error),
            None => put(buffer, row(inner, 1), look.say(&example), Meaning::Muted),
        };
        let room = usize::from(inner.height.saturating_sub(2));
        let shown = keep_visible(0, self.at.unwrap_or(0), room, self.presets.len());
        for (line, number) in shown.enumerate() {
            let line = row(inner, line as u16 + 2);
            let here = self.at == Some(number);
            put(buffer, line, if here { look.marks.selected } else { " " }, Meaning::Text);
            let meaning = if here { Meaning::Selected } else { Meaning::Text };
            let taken = put(buffer, after(line, 2), look.say(&self.presets[number].label), meaning);
            put(buffer, after(line, 4 + taken), &self.presets[number].written(look.lang), Meaning::Muted);
        }
        caret
    }
}
