//! A table of which only the visible rows are given. Columns are aligned by cells; on narrow terminals those that
//! matter least are hidden. On the selected row only the main column is reversed, beside a marker: moving the
//! selection over a slow link then costs two cells of text, not two lines.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{after, put, row};
use crate::console::theme::{Look, Meaning};
use crate::text::{Lang, Text, cells};

/// Cells for the marker at the left.
const MARKER: u16 = 2;

/// Cells between two columns.
const GAP: u16 = 2;

/// How wide a column is, in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    Fixed(u16),
    /// For words of a closed set: as much as they take in each language where there is room, else down to `least`.
    Words {
        least: u16,
        zh: u16,
        en: u16,
    },
    /// At least `min`; what room is left after the words is shared out among such columns.
    Flex {
        min: u16,
    },
}

impl Width {
    const fn least(self) -> u16 {
        match self {
            Self::Fixed(cells) | Self::Words { least: cells, .. } | Self::Flex { min: cells } => cells,
        }
    }

    /// What the column would take more than its least, if there is room.
    const fn wish(self, lang: Lang) -> u16 {
        match (self, lang) {
            (Self::Words { least, zh: full, .. }, Lang::Zh)
            | (Self::Words { least, en: full, .. }, Lang::En) => full.saturating_sub(least),
            (Self::Fixed(_) | Self::Flex { .. }, _) => 0,
        }
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub label: Text,
    pub width: Width,
    /// When room is short those with the lowest are hidden first; the highest of all is never hidden.
    pub importance: u8,
    /// Numbers stand at the right.
    pub right: bool,
}

impl Column {
    #[must_use]
    pub const fn new(label: Text, width: Width, importance: u8) -> Self {
        Self { label, width, importance, right: false }
    }

    /// The column with its text at the right.
    #[must_use]
    pub fn right(self) -> Self {
        Self { right: true, ..self }
    }
}

/// What stands in one column of one row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableCell {
    pub text: String,
    pub meaning: Meaning,
}

impl TableCell {
    #[must_use]
    pub fn new(text: impl Into<String>, meaning: Meaning) -> Self {
        Self { text: text.into(), meaning }
    }
}

impl<T: Into<String>> From<T> for TableCell {
    fn from(text: T) -> Self {
        Self::new(text, Meaning::Text)
    }
}

/// A table to draw.
#[derive(Debug, Clone, Copy)]
pub struct Table<'a> {
    pub columns: &'a [Column],
    /// The rows in sight, see [`keep_visible`](super::keep_visible).
    pub rows: &'a [Vec<TableCell>],
    /// Which of `rows` is selected.
    pub selected: Option<usize>,
    /// Which of `rows` are marked; none where nothing can be.
    pub marked: &'a [bool],
    /// The column that is reversed on the selected row.
    pub main: usize,
    /// Whether the keys go here.
    pub focused: bool,
}

impl Table<'_> {
    /// How many rows there is room for under the head.
    #[must_use]
    pub const fn room(area: Rect) -> usize {
        area.height.saturating_sub(1) as usize
    }

    /// Draws the head and the rows; returns where the cursor is to be parked: at the selected row.
    pub fn draw(&self, area: Rect, buffer: &mut Buffer, look: Look) -> Option<Position> {
        let widths = widths(self.columns, area.width.saturating_sub(MARKER), look.lang);
        let labels = self.columns.iter().map(|column| (look.say(&column.label), Meaning::Title));
        self.draw_row(labels, &widths, None, row(area, 0), buffer);
        for (number, cells) in self.rows.iter().enumerate().take(Self::room(area)) {
            let line = row(area, number as u16 + 1);
            let selected = self.selected == Some(number);
            if selected {
                put(buffer, Rect { width: line.width.min(1), ..line }, look.marks.selected, Meaning::Text);
            }
            if self.marked.get(number) == Some(&true) {
                let place = after(line, 1);
                put(buffer, Rect { width: place.width.min(1), ..place }, "*", Meaning::Warning);
            }
            let cells = cells.iter().map(|cell| (cell.text.as_str(), cell.meaning));
            self.draw_row(cells, &widths, selected.then_some(self.main), line, buffer);
        }
        let selected = self.selected.filter(|s| *s < Self::room(area).min(self.rows.len()))?;
        (area.width > 0).then(|| Position::new(area.x, area.y + 1 + selected as u16))
    }

    fn draw_row<'a>(
        &self,
        texts: impl Iterator<Item = (&'a str, Meaning)>,
        widths: &[u16],
        main: Option<usize>,
        line: Rect,
        buffer: &mut Buffer,
    ) {
        let mut rest = after(line, MARKER);
        for (place, ((text, meaning), (column, width))) in
            texts.zip(self.columns.iter().zip(widths)).enumerate()
        {
            if *width == 0 {
                continue;
            }
            let shown = cells::shorten(text, (*width).into());
            let indent = if column.right { *width - cells::width(&shown) as u16 } else { 0 };
            let meaning = match (main == Some(place), self.focused) {
                (false, _) => meaning,
                (true, true) => Meaning::Selected,
                (true, false) => Meaning::SelectedAside,
            };
            put(buffer, after(rest, indent), &shown, meaning);
            rest = after(rest, width + GAP);
        }
    }
}

/// The width of each column; 0 for one that is hidden.
fn widths(columns: &[Column], room: u16, lang: Lang) -> Vec<u16> {
    let mut shown: Vec<bool> = vec![true; columns.len()];
    let needed = |shown: &[bool]| {
        let least = columns.iter().zip(shown).filter(|(_, on)| **on).map(|(c, _)| c.width.least() + GAP);
        least.sum::<u16>().saturating_sub(GAP)
    };
    while shown.iter().filter(|on| **on).count() > 1 && needed(&shown) > room {
        // Of equals the last goes first.
        let least = (0..columns.len()).rev().filter(|i| shown[*i]).min_by_key(|i| columns[*i].importance);
        if let Some(place) = least {
            shown[place] = false;
        }
    }
    let is_flex = |i: &usize| shown[*i] && matches!(columns[*i].width, Width::Flex { .. });
    let flexible: Vec<usize> = (0..columns.len()).filter(is_flex).collect();
    let mut spare = room.saturating_sub(needed(&shown));
    let mut widths: Vec<u16> =
        columns.iter().zip(&shown).map(|(c, on)| if *on { c.width.least().min(room) } else { 0 }).collect();
    for (width, (column, _)) in widths.iter_mut().zip(columns.iter().zip(&shown)).filter(|(_, (_, on))| **on)
    {
        let more = column.width.wish(lang).min(spare);
        *width += more;
        spare -= more;
    }
    for (turn, place) in flexible.iter().enumerate() {
        let sharers = flexible.len() as u16;
        let more = u16::from((turn as u16) < spare % sharers);
        widths[*place] += spare / sharers + more;
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::super::testing::{LOOK, canvas, has_half, rows};
    use super::*;
    use ratatui::style::Modifier;

    fn columns() -> Vec<Column> {
        vec![
            Column::new(Text::new("期限", "due"), Width::Fixed(5), 5),
            Column::new(Text::new("事项", "matter"), Width::Flex { min: 8 }, 9),
            Column::new(Text::new("余", "left"), Width::Fixed(4), 3).right(),
        ]
    }

    fn body() -> Vec<Vec<TableCell>> {
        vec![
            vec!["03-16".into(), "活动资料归档".into(), TableCell::new("4", Meaning::Alert)],
            vec!["03-20".into(), "督导评分表".into(), "12".into()],
        ]
    }

    fn drawn(width: u16, height: u16) -> (Buffer, Option<Position>) {
        let (columns, body) = (columns(), body());
        let table =
            Table { columns: &columns, rows: &body, selected: Some(1), marked: &[], main: 1, focused: true };
        let mut buffer = canvas(width, height);
        let parked = table.draw(buffer.area, &mut buffer, LOOK);
        (buffer, parked)
    }

    #[test]
    fn columns_stand_under_each_other() {
        let (buffer, parked) = drawn(30, 4);
        assert_eq!(
            rows(&buffer),
            [
                "  期限   事项               余",
                "  03-16  活动资料归档        4",
                "> 03-20  督导评分表         12",
                ""
            ]
        );
        assert_eq!(parked, Some(Position::new(0, 2)));
    }

    #[test]
    fn only_the_main_text_is_reversed() {
        let (buffer, _) = drawn(30, 4);
        let reversed = buffer.content.iter().filter(|c| c.modifier.contains(Modifier::REVERSED)).count();
        // The right halves of wide characters bear no style of their own.
        assert_eq!(reversed, 5);
        assert!(buffer[(9, 2)].modifier.contains(Modifier::REVERSED));
    }

    #[test]
    fn narrow_tables_hide_what_matters_least() {
        assert_eq!(rows(&drawn(20, 2).0), ["  期限   事项", "  03-16  活动资料归~"]);
        assert_eq!(rows(&drawn(12, 2).0), ["  事项", "  活动资料~"]);
    }

    #[test]
    fn any_size_works() {
        for width in 0..35 {
            for height in 0..5 {
                assert!(!has_half(&drawn(width, height).0), "{width}x{height}");
            }
        }
    }
}
