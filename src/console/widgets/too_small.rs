//! What a screen says that has too little room.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

use super::{clear, put, row};
use crate::console::theme::{Look, Meaning};
use crate::say;
use crate::text::cells;

/// If the area is smaller than `needed`, says so and what is needed; then nothing else is to be drawn.
pub fn too_small(needed: Size, area: Rect, buffer: &mut Buffer, look: Look) -> bool {
    if area.width >= needed.width && area.height >= needed.height {
        return false;
    }
    clear(area, buffer);
    let long = say!(
        "窗口太小: 需要 {w}x{h}, 现为 {x}x{y}",
        "window too small: {w}x{h} needed, this is {x}x{y}",
        w = needed.width,
        h = needed.height,
        x = area.width,
        y = area.height
    );
    let lines = cells::wrap(look.say(&long), area.width.into());
    let shorter = format!("{}x{}", needed.width, needed.height);
    if lines.len() <= area.height.into() {
        for (number, line) in lines.iter().enumerate() {
            put(buffer, row(area, number as u16), line, Meaning::Warning);
        }
    } else {
        put(buffer, row(area, 0), &shorter, Meaning::Warning);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::super::testing::{LOOK, canvas, has_half, rows};
    use super::*;

    #[test]
    fn it_says_what_is_needed() {
        let mut buffer = canvas(20, 3);
        assert!(too_small(Size::new(40, 12), buffer.area, &mut buffer, LOOK));
        assert_eq!(rows(&buffer), ["窗口太小: 需要", "40x12, 现为 20x3", ""]);
        assert!(!too_small(Size::new(20, 3), buffer.area, &mut buffer, LOOK));
    }

    #[test]
    fn any_size_works() {
        for (width, height) in [(0, 0), (1, 1), (5, 1), (1, 40), (2, 2)] {
            let mut buffer = canvas(width, height);
            assert!(too_small(Size::new(40, 12), buffer.area, &mut buffer, LOOK));
            assert!(!has_half(&buffer));
        }
        let mut buffer = canvas(5, 1);
        too_small(Size::new(40, 12), buffer.area, &mut buffer, LOOK);
        assert_eq!(rows(&buffer), ["40x12"]);
    }
}
