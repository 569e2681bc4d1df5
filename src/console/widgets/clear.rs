//! Clearing a rectangle for a dialog. ratatui's own `Clear` leaves half of a wide character that straddles the edge.

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;

/// Blanks the rectangle, and of each wide character that straddles its edge the half outside too.
pub fn clear(area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    for y in area.top()..area.bottom() {
        if area.left() > buffer.area.left() && area.width > 0 {
            let outside = &mut buffer[(area.left() - 1, y)];
            if outside.cell_width() > 1 {
                outside.set_symbol(" ");
            }
        }
        for x in area.left()..area.right() {
            buffer[(x, y)].reset();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{canvas, has_half, rows};
    use super::*;
    use proptest::prelude::*;
    use ratatui::style::Style;

    #[test]
    fn a_straddling_character_goes_whole() {
        let mut buffer = canvas(8, 1);
        buffer.set_string(0, 0, "示例学校", Style::new());
        clear(Rect::new(3, 0, 2, 1), &mut buffer);
        assert_eq!(rows(&buffer), ["示    校"]);
    }

    proptest! {
        #[test]
        fn no_half_glyph_is_left(
            words in proptest::collection::vec("[a-c\u{4e00}-\u{4e20}]{0,20}", 6),
            x in 0u16..24, y in 0u16..6, width in 0u16..30, height in 0u16..9,
        ) {
            let mut buffer = canvas(24, 6);
            for (row, words) in words.iter().enumerate() {
                buffer.set_string(0, row as u16, words, Style::new());
            }
            let area = Rect::new(x, y, width, height);
            clear(area, &mut buffer);
            for at in area.intersection(buffer.area).positions() {
                buffer[at].set_symbol("x");
            }
            prop_assert!(!has_half(&buffer));
        }
    }
}
