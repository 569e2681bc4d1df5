//! How the fields are drawn: label, widget, and under it the fault, the note or the hint; scrolled where the screen
//! is too low. The whole form is drawn aside, and the part in sight copied.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::entries::{Entries, Entry};
use crate::commands::spec::Need;
use crate::console::theme::{Look, Meaning};
use crate::console::widgets::{Panel, after, keep_visible, put, row};
use crate::text::{Text, cells};

/// From this width on labels stand beside their fields.
const WIDE: u16 = 56;
/// A column of labels is at most so wide, or a third of the form.
const LABELS: usize = 26;

/// The border of the form; the area inside.
pub fn outline(title: &str, has_draft: bool, area: Rect, buffer: &mut Buffer, look: Look) -> Rect {
    let draft = Text::new("* 必填   已存为草稿", "* required   saved as a draft");
    let plain = Text::new("* 必填", "* required");
    let hint = look.say(if has_draft { &draft } else { &plain });
    Panel { title, hint }.draw(area, buffer, look)
}

/// What is said about the form as a whole, at its top; the area left.
pub fn said(said: Option<&(Text, Meaning)>, area: Rect, buffer: &mut Buffer, look: Look) -> Rect {
    let Some((text, meaning)) = said else { return area };
    let lines = cells::wrap(look.say(text), area.width.into());
    // The fields keep two thirds of the room at least.
    let taken = lines.len().min(usize::from(area.height / 3).max(1)) as u16;
    for (number, line) in lines.iter().take(taken.into()).enumerate() {
        put(buffer, row(area, number as u16), line, *meaning);
    }
    let taken = taken.min(area.height);
    Rect { y: area.y + taken, height: area.height - taken, ..area }
}

/// The fields and what part of them is in sight.
pub struct View<'a> {
    pub entries: &'a mut Entries,
    pub focus: usize,
    pub first: &'a mut u16,
    /// Whether a last page comes before the act.
    pub weighty: bool,
}

/// Where the parts of a field stand.
struct Layout {
    /// Cells of the labels' column; none when labels stand above.
    labels: u16,
    width: u16,
}

impl View<'_> {
    /// Draws; where the caret is.
    pub fn draw(self, area: Rect, buffer: &mut Buffer, look: Look) -> Option<Position> {
        if area.width < 4 || area.height == 0 {
            return None;
        }
        let asked = self.entries.asked();
        // The last column tells where more is.
        let width = area.width - 2;
        let layout = Layout { labels: labels(self.entries, &asked, width, look), width };
        let blocks: Vec<Block> = asked
            .iter()
            .enumerate()
            .map(|(place, at)| Block::of(&self.entries.0[*at], place == self.focus, &layout, look))
            .collect();
        let total = blocks.iter().map(Block::rows).sum::<u16>() + 2;
        let mut aside = Buffer::empty(Rect::new(0, 0, width, total));
        let (mut top, mut caret, mut wanted) = (0, None, 0..1);
        for (place, (at, block)) in asked.iter().zip(&blocks).enumerate() {
            let room = Rect { y: top, height: block.rows(), ..aside.area };
            let entry = &mut self.entries.0[*at];
            let parked = block.draw(entry, place == self.focus, room, &layout, &mut aside, look);
            if place == self.focus {
                caret = parked;
                wanted = top..top + block.rows();
            }
            top += block.rows();
        }
        let on_button = self.focus >= asked.len();
        let button = Rect { y: top + 1, height: 1, ..aside.area };
        put_button(button, on_button, self.weighty, &mut aside, look);
        if on_button {
            caret = Some(Position::new(0, top + 1));
            wanted = top..top + 2;
        }
        // The end of the field first, then its beginning, then the caret: the last to ask wins.
        for line in [wanted.end - 1, wanted.start, caret.map_or(wanted.start, |at| at.y)] {
            let shown = keep_visible((*self.first).into(), line.into(), area.height.into(), total.into());
            *self.first = shown.start as u16;
        }
        copy(&aside, *self.first, area, buffer);
        let edge = after(area, area.width - 1);
        if *self.first > 0 {
            put(buffer, row(edge, 0), "^", Meaning::Muted);
        }
        if *self.first + area.height < total {
            put(buffer, row(edge, area.height - 1), "v", Meaning::Muted);
        }
        let caret = caret?;
        let y = caret.y.checked_sub(*self.first).filter(|y| *y < area.height)?;
        Some(Position::new(area.x + caret.x, area.y + y))
    }
}

fn put_button(area: Rect, focused: bool, weighty: bool, buffer: &mut Buffer, look: Look) {
    let label = match weighty {
        true => Text::new("[ 核对 (Ctrl-S) ]", "[ check (Ctrl-S) ]"),
        false => Text::new("[ 办理 (Ctrl-S) ]", "[ do it (Ctrl-S) ]"),
    };
    let meaning = if focused { Meaning::Selected } else { Meaning::Text };
    put(buffer, area, look.say(&label), meaning);
}

fn copy(aside: &Buffer, first: u16, area: Rect, buffer: &mut Buffer) {
    for y in 0..area.height.min(aside.area.height.saturating_sub(first)) {
        for x in 0..aside.area.width {
            buffer[(area.x + x, area.y + y)] = aside[(x, first + y)].clone();
        }
    }
}

fn labels(entries: &Entries, asked: &[usize], width: u16, look: Look) -> u16 {
    if width < WIDE {
        return 0;
    }
    let widest =
        asked.iter().map(|at| cells::width(look.say(&entries.0[*at].field.label))).max().unwrap_or(0);
    // A mark before the label, a gap behind it.
    (widest.min(LABELS.max(usize::from(width) / 3)) + 4) as u16
}

/// A field with what stands under it.
struct Block {
    widget: u16,
    under: Vec<(String, Meaning)>,
    above: u16,
}

impl Block {
    fn of(entry: &Entry, focused: bool, layout: &Layout, look: Look) -> Self {
        let room = layout.width - layout.labels;
        let wrapped = |text: &Text, meaning: Meaning| -> Vec<(String, Meaning)> {
            cells::wrap(look.say(text), room.into())
                .into_iter()
                .map(|line| (line.to_owned(), meaning))
                .collect()
        };
        let under = match (&entry.fault, entry.widget.note(focused)) {
            (Some(fault), _) => wrapped(fault, Meaning::Error),
            (None, Some((note, meaning))) => wrapped(&note, meaning),
            (None, None) if !entry.field.hint.is_empty() => wrapped(&entry.field.hint, Meaning::Muted),
            (None, None) => Vec::new(),
        };
        Self { widget: entry.widget.rows(room, focused), under, above: u16::from(layout.labels == 0) }
    }

    fn rows(&self) -> u16 {
        self.above + self.widget + self.under.len() as u16
    }

    fn draw(
        &self,
        entry: &mut Entry,
        focused: bool,
        area: Rect,
        layout: &Layout,
        buffer: &mut Buffer,
        look: Look,
    ) -> Option<Position> {
        let needed = matches!(entry.field.need, Need::Required | Need::RequiredWhen(..));
        let mark = if needed { "*" } else { " " };
        put(buffer, row(area, 0), mark, Meaning::Warning);
        let meaning = if focused { Meaning::Title } else { Meaning::Text };
        let label = after(row(area, 0), 2);
        let label = Rect { width: if layout.labels > 0 { layout.labels - 3 } else { label.width }, ..label };
        put(buffer, label, look.say(&entry.field.label), meaning);
        let beside = after(area, layout.labels);
        let room = Rect { y: area.y + self.above, height: self.widget, ..beside };
        let caret = entry.widget.draw(room, buffer, look, focused);
        for (number, (line, meaning)) in self.under.iter().enumerate() {
            let number = self.above + self.widget + number as u16;
            put(buffer, row(beside, number), line, *meaning);
        }
        caret
    }
}
