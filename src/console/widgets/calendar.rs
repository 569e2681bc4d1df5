//! A small calendar to pick a day from. Days off bear a mark; which they are the caller knows.

use chrono::{Datelike, Days, Months, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{after, put, row};
use crate::console::keys::{Code, Key};
use crate::console::theme::{Look, Meaning};
use crate::say;
use crate::text::Text;

/// Cells of one day: marker, two digits, mark of a day off.
const DAY: u16 = 4;

/// The days of the week, from Monday.
pub const WEEKDAYS: [Text; 7] = [
    Text::new("一", "Mo"),
    Text::new("二", "Tu"),
    Text::new("三", "We"),
    Text::new("四", "Th"),
    Text::new("五", "Fr"),
    Text::new("六", "Sa"),
    Text::new("日", "Su"),
];

/// A month and the selected day in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calendar {
    day: NaiveDate,
}

impl Calendar {
    /// The room it takes: columns and rows.
    pub const SIZE: (u16, u16) = (DAY * 7, 8);

    #[must_use]
    pub const fn new(day: NaiveDate) -> Self {
        Self { day }
    }

    /// The selected day.
    #[must_use]
    pub const fn day(&self) -> NaiveDate {
        self.day
    }

    /// Arrows or `hjkl` move by days and weeks, PgUp and PgDn by months, Home and End to the ends of the month.
    /// False if the key means nothing here, as Enter.
    pub fn handle(&mut self, key: Key) -> bool {
        let (day, one, week) = (self.day, Days::new(1), Days::new(7));
        let to = match key.code {
            Code::Left | Code::Char('h') => day.checked_sub_days(one),
            Code::Right | Code::Char('l') => day.checked_add_days(one),
            Code::Up | Code::Char('k') => day.checked_sub_days(week),
            Code::Down | Code::Char('j') => day.checked_add_days(week),
            Code::PgUp => day.checked_sub_months(Months::new(1)),
            Code::PgDn => day.checked_add_months(Months::new(1)),
            Code::Home => day.with_day(1),
            Code::End => day.with_day(day.num_days_in_month().into()),
            _ => return false,
        };
        self.day = to.unwrap_or(day);
        true
    }

    /// Draws the month, weeks beginning on Monday; days for which `is_off` bear a `*`. Returns where the cursor is
    /// to be parked.
    pub fn draw(
        &self,
        is_off: impl Fn(NaiveDate) -> bool,
        area: Rect,
        buffer: &mut Buffer,
        look: Look,
    ) -> Option<Position> {
        let title = say!(
            "{y} 年 {m} 月   * 休息日",
            "{y}-{m}   * day off",
            y = self.day.year(),
            m = self.day.month()
        );
        put(buffer, row(area, 0), look.say(&title), Meaning::Title);
        for (column, name) in WEEKDAYS.iter().enumerate() {
            put(buffer, after(row(area, 1), column as u16 * DAY + 1), look.say(name), Meaning::Muted);
        }
        let first = self.day.with_day(1).unwrap_or(self.day);
        let offset = first.weekday().num_days_from_monday();
        let mut parked = None;
        for day in first.iter_days().take(self.day.num_days_in_month().into()) {
            let place = offset + day.day0();
            let line = row(area, 2 + (place / 7) as u16);
            let cell = after(line, (place % 7) as u16 * DAY);
            let selected = day == self.day;
            let marker = if selected { look.marks.selected } else { " " };
            let off = if is_off(day) { "*" } else { " " };
            put(buffer, Rect { width: cell.width.min(1), ..cell }, marker, Meaning::Text);
            let meaning = if selected { Meaning::Selected } else { Meaning::Text };
            put(buffer, after(cell, 1), &format!("{:>2}", day.day()), meaning);
            put(buffer, after(cell, 3), off, Meaning::Text);
            if selected && !cell.is_empty() {
                parked = Some(cell.as_position());
            }
        }
        parked
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{LOOK, canvas, rows};
    use super::*;
    use chrono::Weekday;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_is_shown() {
        let calendar = Calendar::new(date("2026-02-14"));
        let mut buffer = canvas(Calendar::SIZE.0, Calendar::SIZE.1);
        let off = |day: NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        assert_eq!(calendar.draw(off, buffer.area, &mut buffer, LOOK), Some(Position::new(20, 4)));
        assert_eq!(
            rows(&buffer),
            [
                "2026 年 2 月   * 休息日",
                " 一  二  三  四  五  六  日",
                "                          1*",
                "  2   3   4   5   6   7*  8*",
                "  9  10  11  12  13 >14* 15*",
                " 16  17  18  19  20  21* 22*",
                " 23  24  25  26  27  28*",
                "",
            ]
        );
    }

    #[test]
    fn keys_move_the_day() {
        let mut calendar = Calendar::new(date("2026-03-31"));
        for (key, day) in [
            (Key::PG_UP, "2026-02-28"),
            (Key::HOME, "2026-02-01"),
            (Key::UP, "2026-01-25"),
            (Key::END, "2026-01-31"),
            (Key::char('l'), "2026-02-01"),
        ] {
            assert!(calendar.handle(key));
            assert_eq!(calendar.day(), date(day));
        }
        assert!(!calendar.handle(Key::ENTER));
    }

    #[test]
    fn any_size_works() {
        for width in 0..30 {
            for height in 0..9 {
                let mut buffer = canvas(width, height);
                Calendar::new(date("2026-08-31")).draw(|_| false, buffer.area, &mut buffer, LOOK);
            }
        }
    }
}
