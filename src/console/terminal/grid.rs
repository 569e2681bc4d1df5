//! A screenful of glyphs: what the terminal shows, or what it shall show. It behaves as a terminal does when a
//! wide glyph is overwritten by half.

use ratatui::buffer::{Cell, CellWidth};
use ratatui::layout::Size;

use super::pen::Pen;

/// What stands at one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Glyph {
    /// A blank or a character; `cells` is 1 or 2.
    Ink { symbol: Cell, pen: Pen, cells: u8 },
    /// The right half of a wide character.
    Half,
    /// Not known: what is left of a wide character that was overwritten by half.
    Torn,
}

impl Glyph {
    pub(super) const BLANK: Self = Self::Ink { symbol: Cell::EMPTY, pen: Pen::PLAIN, cells: 1 };

    /// The glyph for a cell of a frame.
    pub(super) fn of(cell: &Cell, colours: bool) -> Self {
        let mut symbol = Cell::EMPTY;
        // No control character gets to the terminal, nor anything that takes no cell of its own.
        let shows = !cell.symbol().contains(char::is_control) && cell.cell_width() > 0;
        if shows && cell.symbol() != " " {
            symbol.set_symbol(cell.symbol());
        }
        let cells = if symbol.cell_width() > 1 { 2 } else { 1 };
        Self::Ink { pen: Pen::of(cell, colours), symbol, cells }
    }

    /// How many cells it takes.
    pub(super) const fn cells(&self) -> u16 {
        match self {
            Self::Ink { cells, .. } => *cells as u16,
            Self::Half | Self::Torn => 1,
        }
    }
}

/// Rows of glyphs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Grid {
    size: Size,
    glyphs: Vec<Glyph>,
}

impl Grid {
    /// An empty screen.
    pub(super) fn blank(size: Size) -> Self {
        Self { size, glyphs: vec![Glyph::BLANK; usize::from(size.width) * usize::from(size.height)] }
    }

    pub(super) const fn size(&self) -> Size {
        self.size
    }

    /// Whether the cell is on the screen.
    pub(super) const fn has(&self, x: u16, y: u16) -> bool {
        x < self.size.width && y < self.size.height
    }

    pub(super) fn row(&self, y: u16) -> &[Glyph] {
        let start = self.at(0, y);
        &self.glyphs[start..start + usize::from(self.size.width)]
    }

    /// Writes a glyph as a terminal would: halves of wide characters that it covers tear the other half.
    /// A wide one that has no room at the right edge becomes a blank.
    pub(super) fn put(&mut self, x: u16, y: u16, glyph: Glyph) {
        let glyph = match glyph {
            Glyph::Ink { pen, cells: 2, .. } if x + 1 >= self.size.width => {
                Glyph::Ink { symbol: Cell::EMPTY, pen, cells: 1 }
            }
            other => other,
        };
        let (at, cells) = (self.at(x, y), glyph.cells());
        if x > 0 && self.glyphs[at] == Glyph::Half {
            self.glyphs[at - 1] = Glyph::Torn;
        }
        let after = x + cells;
        if after < self.size.width && self.glyphs[at + usize::from(cells)] == Glyph::Half {
            self.glyphs[at + usize::from(cells)] = Glyph::Torn;
        }
        self.glyphs[at] = glyph;
        if cells == 2 {
            self.glyphs[at + 1] = Glyph::Half;
        }
    }

    /// Erases from a cell to the end of its row.
    pub(super) fn erase_from(&mut self, x: u16, y: u16) {
        for column in x..self.size.width {
            self.put(column, y, Glyph::BLANK);
        }
    }

    /// Makes torn cells blank: for a screen that shall be shown.
    pub(super) fn heal(&mut self) {
        for glyph in self.glyphs.iter_mut().filter(|g| **g == Glyph::Torn) {
            *glyph = Glyph::BLANK;
        }
    }

    /// Moves the rows `top..bottom` up (down if negative) by `lines`; blank rows come in.
    pub(super) fn scroll(&mut self, top: u16, bottom: u16, lines: i32) {
        let width = usize::from(self.size.width);
        let (start, end) = (self.at(0, top), self.at(0, bottom));
        let by = (lines.unsigned_abs() as usize * width).min(end - start);
        let band = &mut self.glyphs[start..end];
        let coming = if lines > 0 {
            band.rotate_left(by);
            band.len() - by..band.len()
        } else {
            band.rotate_right(by);
            0..by
        };
        band[coming].fill(Glyph::BLANK);
    }

    fn at(&self, x: u16, y: u16) -> usize {
        usize::from(y) * usize::from(self.size.width) + usize::from(x)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ink(symbol: &'static str) -> Glyph {
        Glyph::of(&Cell::new(symbol), true)
    }

    #[test]
    fn writing_over_half_a_glyph_tears_the_other() {
        let mut grid = Grid::blank(Size::new(5, 1));
        grid.put(0, 0, ink("示"));
        grid.put(2, 0, ink("例"));
        grid.put(1, 0, ink("字"));
        assert_eq!(grid.row(0), [Glyph::Torn, ink("字"), Glyph::Half, Glyph::Torn, Glyph::BLANK]);
        grid.put(4, 0, ink("宽"));
        assert_eq!(grid.row(0)[4], Glyph::BLANK);
    }

    #[test]
    fn scrolling_moves_rows() {
        let mut grid = Grid::blank(Size::new(1, 4));
        for (y, symbol) in ["a", "b", "c", "d"].into_iter().enumerate() {
            grid.put(0, y as u16, ink(symbol));
        }
        grid.scroll(1, 4, 1);
        assert_eq!(grid.glyphs, [ink("a"), ink("c"), ink("d"), Glyph::BLANK]);
        grid.scroll(0, 3, -2);
        assert_eq!(grid.glyphs, [Glyph::BLANK, Glyph::BLANK, ink("a"), Glyph::BLANK]);
    }
}
