//! Rows to choose from in a panel: a label, a remark behind it, one of them selected.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::console::keys::{Code, Key};
use crate::console::theme::{Look, Meaning};
use crate::console::widgets::{Panel, after, keep_visible, put, row};
use crate::text::{Text, cells};

/// Cells of the panel at most.
const WIDEST: u16 = 100;
/// Rows of the panel at most.
const HIGHEST: u16 = 32;

/// A row.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// In front: a key, a date.
    pub(super) lead: String,
    /// What it is.
    pub(super) label: Text,
    /// More about it.
    pub(super) remark: Text,
    /// Whether it can't be chosen.
    pub(super) muted: bool,
}

/// Rows and the selected one.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) entries: Vec<Entry>,
    at: usize,
    first: usize,
    room: usize,
}

impl Rows {
    pub(super) fn new(entries: Vec<Entry>) -> Self {
        Self { entries, ..Self::default() }
    }

    /// Puts other rows in the place of these; the selection stays at its height.
    pub(super) fn replace(&mut self, entries: Vec<Entry>) {
        self.entries = entries;
        self.at = self.at.min(self.entries.len().saturating_sub(1));
    }

    /// Selects the first row.
    pub(super) const fn rewind(&mut self) {
        self.at = 0;
    }

    /// The number of the selected row; none where there are no rows.
    pub(super) fn selected(&self) -> Option<usize> {
        (self.at < self.entries.len()).then_some(self.at)
    }

    /// Moves by arrows, pages, Home and End, with `letters` also by `j` and `k`; false for other keys.
    pub(super) fn handle(&mut self, key: Key, letters: bool) -> bool {
        let last = self.entries.len().saturating_sub(1);
        let page = self.room.saturating_sub(1).max(1);
        self.at = match key.code {
            _ if key.ctrl || key.alt => return false,
            Code::Down => self.at + 1,
            Code::Up => self.at.saturating_sub(1),
            Code::Char('j') if letters => self.at + 1,
            Code::Char('k') if letters => self.at.saturating_sub(1),
            Code::PgDn => self.at + page,
            Code::PgUp => self.at.saturating_sub(page),
            Code::Home | Code::Char('g') if letters => 0,
            Code::End | Code::Char('G') if letters => last,
            _ => return false,
        }
        .min(last);
        true
    }

    /// Draws the rows; returns where the cursor is to be parked.
    pub(super) fn draw(&mut self, area: Rect, buffer: &mut Buffer, look: Look) -> Option<Position> {
        self.room = area.height.into();
        let sight = keep_visible(self.first, self.at, self.room, self.entries.len());
        self.first = sight.start;
        let widest = |of: fn(&Entry, Look) -> usize| {
            self.entries.iter().map(|entry| of(entry, look)).max().unwrap_or(0) as u16
        };
        let lead = widest(|entry, _| cells::width(&entry.lead)).min(area.width / 3);
        let remarked = self.entries.iter().any(|entry| !entry.remark.is_empty());
        let most = if remarked { area.width / 2 } else { area.width };
        let label = widest(|entry, look| cells::width(look.say(&entry.label))).min(most);
        let mut parked = None;
        for (line, entry) in self.entries[sight.clone()].iter().enumerate() {
            let place = row(area, line as u16);
            let here = sight.start + line == self.at;
            if here {
                parked = (area.width > 0).then(|| place.as_position());
                put(buffer, place, look.marks.selected, Meaning::Text);
            }
            let lead_room = Rect { width: lead.min(place.width), ..after(place, 2) };
            put(buffer, lead_room.intersection(place), &entry.lead, Meaning::Key);
            let rest = if lead > 0 { after(place, lead + 4) } else { after(place, 2) };
            let meaning = match (here, entry.muted) {
                (true, _) => Meaning::Selected,
                (false, true) => Meaning::Muted,
                (false, false) => Meaning::Text,
            };
            let label_room = Rect { width: label.min(rest.width), ..rest };
            put(buffer, label_room, look.say(&entry.label), meaning);
            put(buffer, after(rest, label + 2), look.say(&entry.remark), Meaning::Muted);
        }
        parked
    }
}

/// A panel in the middle of an area, as large as is useful; what is inside.
pub(super) fn panel(title: &Text, rows: usize, area: Rect, buffer: &mut Buffer, look: Look) -> Rect {
    let height = u16::try_from(rows + 2).unwrap_or(u16::MAX).clamp(3, HIGHEST).min(area.height);
    let width = area.width.min(WIDEST);
    let place = Rect { x: area.x + (area.width - width) / 2, y: area.y, width, height };
    Panel { title: look.say(title), hint: "" }.draw(place, buffer, look)
}
