//! A date (日期): typed short (`20`, `3-20`, `+5`, `+5w` working days) or picked from a small calendar; the whole
//! date and its weekday stand under it.

use std::rc::Rc;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use serde_json::Value;

use super::widget::{Widget, typed, value_of};
use crate::console::keys::Key;
use crate::console::theme::{Look, Meaning};
use crate::console::widgets::{Calendar as MonthView, Edit, Field, after, row};
use crate::law::calendar::Calendar;
use crate::law::length::{Length, Unit};
use crate::law::terms::{self, StartDay};
use crate::records::date::{is_in_bounds, parse_date};
use crate::say;
use crate::text::Text;
use crate::text::clean::compact;

/// A date as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// The day.
    pub day: NaiveDate,
    /// Years whose arrangement of days off lacks, so that a count of working days may yet change.
    pub lacking: Vec<i32>,
}

/// Reads a date as clerks type it: a day of this month (`20`), of this year (`3-20`), a whole date, days from today
/// (`+5`, `-3`), working days from today (`+5w`), `今天`. Full width too.
///
/// # Errors
/// When it is none of these, or no such day.
pub fn read(text: &str, today: NaiveDate, calendar: &Calendar) -> Result<Read, Text> {
    let word = compact(text).to_lowercase();
    let settled = |day| Read { day, lacking: Vec::new() };
    if let Some(days) = ["今天", "明天", "后天"].iter().position(|w| *w == word) {
        return shifted(today, days as i64).map(settled);
    }
    if word.starts_with(['+', '-']) {
        return match word.strip_suffix(['w', '工']) {
            Some(count) => working_days(number(count)?, today, calendar),
            None => shifted(today, number(word.strip_suffix('d').unwrap_or(&word))?).map(settled),
        };
    }
    let parts: Vec<&str> = word.trim_end_matches(['日', '号']).split(['-', '/', '.', '月']).collect();
    let short = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if parts.len() > 2 || !parts.iter().all(|p| short(p)) {
        return parse_date(text).map(settled);
    }
    let numbers: Vec<u32> = parts.iter().filter_map(|p| p.parse().ok()).collect();
    let day = match numbers[..] {
        [day] => NaiveDate::from_ymd_opt(today.year(), today.month(), day),
        [month, day] => NaiveDate::from_ymd_opt(today.year(), month, day),
        _ => None,
    };
    day.map(settled).ok_or_else(|| say!("没有「{w}」这一天", "there is no day '{w}'", w = word))
}

fn number(text: &str) -> Result<i64, Text> {
    text.parse().map_err(|_| Text::new("应如 +5 (天) 或 +5w (工作日)", "as +5 (days) or +5w (working days)"))
}

fn shifted(today: NaiveDate, days: i64) -> Result<NaiveDate, Text> {
    let by = Days::new(days.unsigned_abs());
    let day = if days < 0 { today.checked_sub_days(by) } else { today.checked_add_days(by) };
    day.filter(|d| is_in_bounds(*d)).ok_or_else(|| Text::new("日期太远", "that is too far away"))
}

fn working_days(count: i64, today: NaiveDate, calendar: &Calendar) -> Result<Read, Text> {
    let length = Length::new(i32::try_from(count).unwrap_or(i32::MAX), Unit::WorkingDays)?;
    let term = terms::count(calendar, today, length, StartDay::Excluded)?;
    let lacking = term.provisional.map(|p| p.years).unwrap_or_default();
    Ok(Read { day: term.last_day, lacking })
}

/// A day with its weekday, and what kind of day it is where it isn't worked on.
#[must_use]
pub fn in_words(day: NaiveDate, calendar: &Calendar) -> Text {
    let weekday = match day.weekday() {
        Weekday::Mon => Text::new("周一", "Mon"),
        Weekday::Tue => Text::new("周二", "Tue"),
        Weekday::Wed => Text::new("周三", "Wed"),
        Weekday::Thu => Text::new("周四", "Thu"),
        Weekday::Fri => Text::new("周五", "Fri"),
        Weekday::Sat => Text::new("周六", "Sat"),
        Weekday::Sun => Text::new("周日", "Sun"),
    };
    let kind = calendar.day(day);
    if kind.is_workday() {
        say!("{d} {w}", "{d} {w}", d = day, w = weekday)
    } else {
        say!("{d} {w} ({k})", "{d} {w} ({k})", d = day, w = weekday, k = kind.label())
    }
}

/// A date to type or to pick.
pub struct Date {
    field: Field,
    today: NaiveDate,
    calendar: Rc<Calendar>,
    month: Option<MonthView>,
}

impl Date {
    /// With a date in it, or none.
    #[must_use]
    pub fn new(value: &Value, today: NaiveDate, calendar: Rc<Calendar>) -> Self {
        Self { field: Field::new(typed(value)), today, calendar, month: None }
    }

    fn read(&self) -> Option<Result<Read, Text>> {
        let text = self.field.value();
        (!text.trim().is_empty()).then(|| read(text, self.today, &self.calendar))
    }

    fn day(&self) -> Option<NaiveDate> {
        self.read()?.ok().map(|read| read.day)
    }

    fn take(&mut self, day: NaiveDate) -> Edit {
        self.month = None;
        self.field.set(day.to_string());
        Edit::Changed
    }
}

impl Widget for Date {
    fn value(&self) -> Value {
        self.day().map_or_else(|| value_of(self.field.value()), |day| Value::from(day.to_string()))
    }

    fn handle(&mut self, key: Key) -> Edit {
        if key == Key::f(4) {
            let day = self.day().unwrap_or(self.today);
            self.month = if self.month.is_some() { None } else { Some(MonthView::new(day)) };
            return Edit::Kept;
        }
        let Some(month) = &mut self.month else { return self.field.handle(key) };
        match key {
            Key::ENTER => {
                let day = month.day();
                self.take(day)
            }
            Key::ESC => {
                self.month = None;
                Edit::Kept
            }
            _ if month.handle(key) => Edit::Kept,
            _ => Edit::Ignored,
        }
    }

    fn paste(&mut self, text: &str) -> Edit {
        self.field.paste(text)
    }

    fn rows(&self, _: u16, _: bool) -> u16 {
        1 + self.month.map_or(0, |_| MonthView::SIZE.1)
    }

    fn draw(&mut self, area: Rect, buffer: &mut Buffer, look: Look, focused: bool) -> Option<Position> {
        let caret = self.field.draw(Rect { width: area.width.min(24), ..row(area, 0) }, buffer);
        if let Some(month) = &self.month {
            let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
            let calendar = &self.calendar;
            return month.draw(|day| !calendar.is_workday(day), after(below, 0), buffer, look);
        }
        caret.filter(|_| focused)
    }

    fn note(&self, focused: bool) -> Option<(Text, Meaning)> {
        match self.read()? {
            Ok(Read { day, lacking }) if lacking.is_empty() => {
                Some((in_words(day, &self.calendar), Meaning::Muted))
            }
            Ok(Read { day, lacking }) => {
                let years: Vec<Text> = lacking.iter().map(|y| Text::same(y.to_string())).collect();
                let note = say!(
                    "{d}, 暂定: 没有 {y} 年的放假安排",
                    "{d}, provisional: the calendar of {y} is not loaded",
                    d = in_words(day, &self.calendar),
                    y = Text::join(&years)
                );
                Some((note, Meaning::Warning))
            }
            Err(_) if focused => None,
            Err(wrong) => Some((wrong, Meaning::Error)),
        }
    }

    fn in_text(&self) -> bool {
        self.month.is_none()
    }

    fn leave(&mut self) {
        self.month = None;
        if let Some(day) = self.day() {
            self.field.set(day.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn reads(text: &str) -> Option<String> {
        read(text, day("2026-03-20"), &Calendar::shipped()).ok().map(|r| r.day.to_string())
    }

    #[test]
    fn dates_as_clerks_type_them() {
        for (typed, wanted) in [
            ("20", "2026-03-20"),
            ("２０", "2026-03-20"),
            ("3-5", "2026-03-05"),
            ("３月５日", "2026-03-05"),
            ("12/31", "2026-12-31"),
            ("2026-3-20", "2026-03-20"),
            ("2025年3月1日", "2025-03-01"),
            ("+5", "2026-03-25"),
            ("＋５", "2026-03-25"),
            ("-20", "2026-02-28"),
            ("+5w", "2026-03-27"),
            ("+5W", "2026-03-27"),
            ("-5w", "2026-03-13"),
            ("今天", "2026-03-20"),
            ("明天", "2026-03-21"),
        ] {
            assert_eq!(reads(typed).as_deref(), Some(wanted), "{typed}");
        }
        for wrong in
            ["32", "13-1", "2-30", "+", "+x", "w", "示例", "2026-02-30", "+99999999999", "+0w", "---"]
        {
            assert_eq!(reads(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn counts_beyond_the_loaded_years_say_so() {
        let found = read("+300w", day("2026-03-20"), &Calendar::shipped()).unwrap();
        assert_eq!(found.lacking.first(), Some(&2027));
    }

    #[test]
    fn a_day_off_is_named() {
        let calendar = Calendar::shipped();
        let words = |d| in_words(day(d), &calendar).get(crate::text::Lang::Zh).to_owned();
        assert_eq!(words("2026-03-20"), "2026-03-20 周五");
        assert!(words("2026-03-21").starts_with("2026-03-21 周六 ("));
    }

    #[test]
    fn the_calendar_opens_and_gives_its_day() {
        let calendar = Rc::new(Calendar::shipped());
        let mut date = Date::new(&Value::Null, day("2026-03-20"), calendar);
        assert_eq!(date.handle(Key::f(4)), Edit::Kept);
        assert!(!date.in_text());
        assert_eq!(date.handle(Key::RIGHT), Edit::Kept);
        assert_eq!(date.handle(Key::ENTER), Edit::Changed);
        assert_eq!(date.value(), Value::from("2026-03-21"));
        assert_eq!(date.handle(Key::ESC), Edit::Ignored);
    }

    proptest::proptest! {
        #[test]
        fn nothing_typed_panics(text in "[0-9+\\-wd年月日./一 ]{0,12}") {
            let _ = reads(&text);
        }
    }
}
