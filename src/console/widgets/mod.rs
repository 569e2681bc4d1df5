//! Small pieces that screens are made of. Views only: they draw what they are given and decide nothing.
//!
//! All of them draw at any size, 1 by 1 included, and never leave half of a wide character.

mod area;
mod calendar;
mod clear;
mod field;
mod footer;
mod frame;
mod menu;
mod scroll;
mod table;
mod too_small;

pub use area::Area;
pub use calendar::{Calendar, WEEKDAYS};
pub use clear::clear;
pub use field::{Edit, Field};
pub use footer::{Hint, footer};
pub use frame::{Panel, rule};
pub use menu::{Menu, MenuItem};
pub use scroll::{Reader, keep_visible};
pub use table::{Column, Table, TableCell, Width};
pub use too_small::too_small;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::theme::Meaning;
use crate::text::cells;

/// Writes one line of text into the first row of `area`, cut where it doesn't fit; returns the cells it took.
pub fn put(buffer: &mut Buffer, area: Rect, text: &str, meaning: Meaning) -> u16 {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return 0;
    }
    let shown = cells::shorten(text, area.width.into());
    let taken = cells::width(&shown) as u16;
    // What is written over must not leave the half of a wide character beside it.
    clear(Rect { width: taken, height: 1, ..area }, buffer);
    buffer.set_stringn(area.x, area.y, &shown, area.width.into(), meaning.style());
    taken
}

/// The row `number` of an area, counted from 0; empty if there is none.
#[must_use]
pub const fn row(area: Rect, number: u16) -> Rect {
    if number < area.height {
        Rect { y: area.y + number, height: 1, ..area }
    } else {
        Rect { height: 0, ..area }
    }
}

/// What is left of an area to the right of its first `cells` columns.
#[must_use]
pub const fn after(area: Rect, cells: u16) -> Rect {
    let cells = if cells < area.width { cells } else { area.width };
    Rect { x: area.x + cells, width: area.width - cells, ..area }
}

#[cfg(test)]
mod testing {
    //! What the widgets' tests share.

    use ratatui::buffer::{Buffer, CellWidth};
    use ratatui::layout::Rect;

    use crate::console::theme::Look;
    use crate::text::Lang;

    pub(super) const LOOK: Look = Look::new(Lang::Zh, true);

    pub(super) fn canvas(width: u16, height: u16) -> Buffer {
        Buffer::empty(Rect::new(0, 0, width, height))
    }

    /// The rows as a reader sees them, spaces at their ends dropped.
    pub(super) fn rows(buffer: &Buffer) -> Vec<String> {
        (0..buffer.area.height)
            .map(|y| {
                let (mut row, mut x) = (String::new(), 0);
                while x < buffer.area.width {
                    let cell = &buffer[(x, y)];
                    row.push_str(cell.symbol());
                    x += cell.cell_width().max(1);
                }
                row.trim_end().to_owned()
            })
            .collect()
    }

    /// Whether any wide character lacks its right half.
    pub(super) fn has_half(buffer: &Buffer) -> bool {
        let area = buffer.area;
        area.positions().any(|at| {
            let wide = buffer[at].cell_width() > 1;
            wide && (at.x + 1 >= area.right() || buffer[(at.x + 1, at.y)].symbol() != " ")
        })
    }
}
