//! Two people changed one record (冲突): both versions side by side, a choice for each field.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use serde_json::Value;

use super::confirm::Step;
use crate::console::keys::{Code, Key};
use crate::console::layer::Binding;
use crate::console::theme::{Look, Meaning};
use crate::console::widgets::{after, keep_visible, put, row};
use crate::say;
use crate::text::{Text, cells};

/// From this width on the versions stand beside each other.
const WIDE: u16 = 56;

/// The parts of one line: indent, words, meaning.
type Parts = Vec<(u16, String, Meaning)>;

/// A field that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Its name.
    pub field: &'static str,
    /// Its label.
    pub label: Text,
    /// What was typed here, in words.
    pub mine: Text,
    /// What stands in the record now, in words.
    pub theirs: Text,
    /// What stands in the record now.
    pub value: Value,
    /// Whether theirs is to be taken.
    pub takes_theirs: bool,
}

/// The versions and the choices.
pub struct Conflict {
    text: Text,
    differences: Vec<Difference>,
    version: Option<i64>,
    selected: usize,
    first: usize,
}

impl Conflict {
    /// What happened, the fields that differ, the version that the record has now.
    #[must_use]
    pub const fn new(text: Text, differences: Vec<Difference>, version: Option<i64>) -> Self {
        Self { text, differences, version, selected: 0, first: 0 }
    }

    /// The version that the choices are made against.
    #[must_use]
    pub const fn version(&self) -> Option<i64> {
        self.version
    }

    /// The fields for which theirs is taken.
    pub fn taken(&self) -> impl Iterator<Item = &Difference> {
        self.differences.iter().filter(|d| d.takes_theirs)
    }

    /// A key.
    pub fn handle(&mut self, key: Key) -> Step {
        let last = self.differences.len().saturating_sub(1);
        let current = self.differences.get_mut(self.selected);
        match (key.code, current) {
            (Code::Enter, _) => return Step::Act,
            (Code::Esc, _) => return Step::Back,
            (Code::Up | Code::Char('k'), _) => self.selected = self.selected.saturating_sub(1),
            (Code::Down | Code::Char('j'), _) => self.selected = (self.selected + 1).min(last),
            (Code::Left | Code::Char('h' | '1'), Some(field)) => field.takes_theirs = false,
            (Code::Right | Code::Char('l' | '2'), Some(field)) => field.takes_theirs = true,
            (Code::Char(' '), Some(field)) => field.takes_theirs = !field.takes_theirs,
            _ => return Step::Elsewhere,
        }
        Step::Stay
    }

    /// What the keys do.
    #[must_use]
    pub fn bindings(&self) -> Vec<Binding> {
        vec![
            Binding::new(
                Key::LEFT,
                Text::new("用我的", "mine"),
                Text::new("此字段保留我填的", "keeps what I typed in this field"),
                7,
            ),
            Binding::new(
                Key::RIGHT,
                Text::new("用对方的", "theirs"),
                Text::new("此字段用现有记录的", "takes what stands in the record"),
                7,
            ),
            Binding::new(
                Key::DOWN,
                Text::new("下一项", "next"),
                Text::new("下一个不同的字段, Up 上一个", "the next field that differs; Up the one before"),
                6,
            ),
            Binding::new(
                Key::ENTER,
                Text::new("按选择再提交", "go on"),
                Text::new("按所选内容对照新版本再提交", "goes on with the choices, against the new version"),
                9,
            ),
            Binding::new(
                Key::ESC,
                Text::new("返回表单", "back"),
                Text::new("返回表单, 所填内容都在", "back to the form, with all that was typed"),
                8,
            ),
        ]
    }

    /// Draws; the cursor is parked at the selected field.
    pub fn draw(&mut self, area: Rect, buffer: &mut Buffer, look: Look) -> Option<Position> {
        let mut lines: Vec<(Parts, Option<usize>)> = Vec::new();
        for line in cells::wrap(look.say(&self.text), area.width.into()) {
            lines.push((vec![(0, line.to_owned(), Meaning::Warning)], None));
        }
        if self.differences.is_empty() {
            let none = Text::new(
                "所填字段没有冲突; Enter 对照新版本再提交",
                "no field differs; Enter goes on against the new version",
            );
            lines.push((vec![(0, look.say(&none).to_owned(), Meaning::Text)], None));
        }
        for (place, difference) in self.differences.iter().enumerate() {
            let mark = if place == self.selected { look.marks.selected } else { " " };
            let label = (0, format!("{mark} {}", look.say(&difference.label)), Meaning::Title);
            lines.push((vec![label], Some(place)));
            lines.extend(sides(difference, area.width, look).into_iter().map(|line| (line, Some(place))));
        }
        let mine = |(_, of): &(Parts, Option<usize>)| *of == Some(self.selected);
        let top = lines.iter().position(mine).unwrap_or(0);
        let end = lines.iter().rposition(mine).unwrap_or(0);
        for line in [end, top] {
            self.first = keep_visible(self.first, line, area.height.into(), lines.len()).start;
        }
        let mut parked = None;
        for (number, (parts, of)) in lines.iter().skip(self.first).take(area.height.into()).enumerate() {
            let line = row(area, number as u16);
            if *of == Some(self.selected) && parked.is_none() {
                parked = Some(line.as_position());
            }
            for (indent, words, meaning) in parts {
                put(buffer, after(line, *indent), words, *meaning);
            }
        }
        parked
    }
}

/// Both versions of a field: beside each other, or on narrow screens one under the other.
fn sides(difference: &Difference, width: u16, look: Look) -> Vec<Parts> {
    let tick = |on: bool| if on { "(x)" } else { "( )" };
    let meaning = |on: bool| if on { Meaning::SelectedAside } else { Meaning::Muted };
    let theirs = difference.takes_theirs;
    let mine = say!("{t} 我填的: {v}", "{t} mine: {v}", t = tick(!theirs), v = difference.mine);
    let other = say!("{t} 现记录: {v}", "{t} theirs: {v}", t = tick(theirs), v = difference.theirs);
    let (mine, other) = (look.say(&mine), look.say(&other));
    if width < WIDE {
        let one = |text: &str, on| -> Vec<Parts> {
            let lines = cells::wrap(text, usize::from(width).saturating_sub(2));
            lines.into_iter().map(|line| vec![(2, line.to_owned(), meaning(on))]).collect()
        };
        let mut lines = one(mine, !theirs);
        lines.extend(one(other, theirs));
        return lines;
    }
    let half = width / 2;
    let room = usize::from(half) - 4;
    let (left, right) = (cells::wrap(mine, room), cells::wrap(other, room));
    (0..left.len().max(right.len()))
        .map(|line| {
            let part = |lines: &[&str], at, on| lines.get(line).map(|l| (at, (*l).to_owned(), meaning(on)));
            [part(&left, 2, !theirs), part(&right, half + 2, theirs)].into_iter().flatten().collect()
        })
        .collect()
}
