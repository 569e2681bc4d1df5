//! Panels: a border with a title, on cleared ground.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Block, Widget};

use super::{after, clear, put, row};
use crate::console::theme::{Look, Meaning};
use crate::text::cells;

/// A panel with a border. Too small for a border, it is all inside.
#[derive(Debug, Clone, Copy, Default)]
pub struct Panel<'a> {
    /// Stands in the upper border.
    pub title: &'a str,
    /// Stands in the lower border: what the keys do.
    pub hint: &'a str,
}

impl Panel<'_> {
    /// Clears the area, draws the border, returns what is inside.
    pub fn draw(&self, area: Rect, buffer: &mut Buffer, look: Look) -> Rect {
        let area = area.intersection(buffer.area);
        clear(area, buffer);
        if area.width < 3 || area.height < 3 {
            return area;
        }
        let block = Block::bordered().border_set(look.marks.border);
        let inner = block.inner(area);
        block.render(area, buffer);
        for (y, words, meaning) in
            [(0, self.title, Meaning::Title), (area.height - 1, self.hint, Meaning::Text)]
        {
            if !words.is_empty() && area.width > 6 {
                let room = Rect { width: area.width - 2, ..row(area, y) };
                let words = cells::shorten(words, usize::from(area.width) - 4);
                put(buffer, after(room, 1), &format!(" {words} "), meaning);
            }
        }
        inner
    }
}

/// A line across the area's first row; `joined` to the borders of the panel that it stands in.
pub fn rule(area: Rect, joined: bool, buffer: &mut Buffer, look: Look) {
    put(buffer, row(area, 0), &look.marks.line.repeat(area.width.into()), Meaning::Text);
    if joined && area.x > buffer.area.x && area.right() < buffer.area.right() && area.height > 0 {
        buffer[(area.x - 1, area.y)].set_symbol(look.marks.joints[0]);
        buffer[(area.right(), area.y)].set_symbol(look.marks.joints[1]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{LOOK, canvas, has_half, rows};
    use super::*;

    #[test]
    fn titles_and_hints_stand_in_the_border() {
        let mut buffer = canvas(20, 5);
        let panel = Panel { title: "来电速查", hint: "Esc 返回" };
        let inner = panel.draw(buffer.area, &mut buffer, LOOK);
        rule(row(inner, 1), true, &mut buffer, LOOK);
        assert_eq!(
            rows(&buffer),
            [
                "+ 来电速查 --------+",
                "|                  |",
                "+------------------+",
                "|                  |",
                "+ Esc 返回 --------+"
            ]
        );
    }

    #[test]
    fn any_size_works() {
        for width in 0..12 {
            for height in 0..5 {
                let mut buffer = canvas(12, 5);
                buffer.set_string(0, 0, "示例学校示例", ratatui::style::Style::new());
                let area = Rect::new(1, 0, width, height);
                Panel { title: "很长的标题", hint: "提示" }.draw(area, &mut buffer, LOOK);
                assert!(!has_half(&buffer), "{area}");
            }
        }
    }
}
