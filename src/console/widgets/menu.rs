//! A numbered list to choose from: by arrows and Enter, or by number. What can't be chosen says why.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{after, keep_visible, put, row};
use crate::console::keys::{Code, Key};
use crate::console::theme::{Look, Meaning};
use crate::text::Text;

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuItem {
    pub label: Text,
    /// Why it can't be chosen now; `None`: it can.
    pub why_not: Option<Text>,
}

impl MenuItem {
    #[must_use]
    pub const fn new(label: Text) -> Self {
        Self { label, why_not: None }
    }
}

/// A list of choices and the one that is selected.
#[derive(Debug, Clone, Default)]
pub struct Menu {
    items: Vec<MenuItem>,
    selected: usize,
    first: usize,
}

impl Menu {
    #[must_use]
    pub const fn new(items: Vec<MenuItem>) -> Self {
        Self { items, selected: 0, first: 0 }
    }

    /// The number of the selected item, from 0.
    #[must_use]
    pub const fn selected(&self) -> usize {
        self.selected
    }

    /// Selects an item; beyond the last, the last.
    pub fn select(&mut self, item: usize) {
        self.selected = item.min(self.items.len().saturating_sub(1));
    }

    /// Moves, or chooses: the number of the item chosen, from 0, be it possible now or not.
    pub fn handle(&mut self, key: Key) -> Option<usize> {
        if self.items.is_empty() {
            return None;
        }
        match key.code {
            Code::Up | Code::Char('k') => self.select(self.selected.saturating_sub(1)),
            Code::Down | Code::Char('j') => self.select(self.selected + 1),
            Code::Home => self.selected = 0,
            Code::End => self.select(usize::MAX),
            Code::Enter => return Some(self.selected),
            Code::Char(digit @ '1'..='9') => {
                let item = digit as usize - '1' as usize;
                if item < self.items.len() {
                    self.selected = item;
                    return Some(item);
                }
            }
            _ => {}
        }
        None
    }

    /// Draws the items around the selected one; returns where the cursor is to be parked.
    pub fn draw(&mut self, area: Rect, buffer: &mut Buffer, look: Look) -> Option<Position> {
        let shown = keep_visible(self.first, self.selected, area.height.into(), self.items.len());
        self.first = shown.start;
        for (line, number) in shown.clone().enumerate() {
            self.draw_item(number, row(area, line as u16), buffer, look);
        }
        let at = self.selected.checked_sub(shown.start)?;
        (shown.contains(&self.selected) && !area.is_empty())
            .then(|| Position::new(area.x, area.y + at as u16))
    }

    fn draw_item(&self, number: usize, area: Rect, buffer: &mut Buffer, look: Look) {
        let item = &self.items[number];
        let is_selected = number == self.selected;
        let marker = if is_selected { look.marks.selected } else { " " };
        let digit = if number < 9 { (number + 1).to_string() } else { " ".into() };
        put(buffer, area, &format!("{marker} {digit} "), Meaning::Text);
        let meaning = match (is_selected, &item.why_not) {
            (true, _) => Meaning::Selected,
            (false, Some(_)) => Meaning::Muted,
            (false, None) => Meaning::Text,
        };
        let rest = after(area, 4);
        let used = put(buffer, rest, look.say(&item.label), meaning);
        if let Some(why) = &item.why_not {
            put(
                buffer,
                after(rest, used + 2),
                &format!("{} {}", look.marks.no, look.say(why)),
                Meaning::Muted,
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{LOOK, canvas, rows};
    use super::*;

    fn menu() -> Menu {
        let mut items: Vec<_> =
            ["登记", "核实", "归档"].map(|label| MenuItem::new(Text::new(label, "act"))).into();
        items[2].why_not = Some(Text::new("未结束", "not over"));
        Menu::new(items)
    }

    #[test]
    fn it_shows_numbers_and_reasons() {
        let mut buffer = canvas(30, 3);
        let mut menu = menu();
        menu.select(1);
        assert_eq!(menu.draw(buffer.area, &mut buffer, LOOK), Some(Position::new(0, 1)));
        assert_eq!(rows(&buffer), ["  1 登记", "> 2 核实", "  3 归档  x 未结束"]);
    }

    #[test]
    fn keys_move_and_choose() {
        let mut menu = menu();
        assert_eq!(menu.handle(Key::DOWN), None);
        assert_eq!(menu.handle(Key::ENTER), Some(1));
        assert_eq!(menu.handle(Key::char('3')), Some(2));
        assert_eq!(menu.handle(Key::char('4')), None);
        assert_eq!(menu.selected(), 2);
        assert_eq!(Menu::default().handle(Key::ENTER), None);
    }
}
