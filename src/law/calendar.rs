//! 工作日历: which day is a working day, by the yearly arrangements and the bureau's local days off.
//!
//! Pure. A year without an arrangement is never silently computed: its days come out as plain weekdays and
//! weekends, and everything that rests on them is [`Provisional`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chrono::{Datelike, Days, NaiveDate};
use serde::Serialize;

pub use super::arrangement::{
    FIRST_YEAR, LAST_YEAR, YearArrangement, check_date, is_in_tail, is_weekend, parse_arrangements,
};
use crate::say;
use crate::text::{Lang, Text, Words};

/// The arrangements that come with the program.
const SHIPPED: &str = include_str!("../../data/holidays.json");

/// What kind of day a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayKind {
    /// 工作日
    Workday,
    /// 调休上班日: a weekend day worked to make up for a holiday.
    MakeUpWorkday,
    /// 周末
    Weekend,
    /// 法定放假日 by the State Council's arrangement.
    Holiday,
    /// 地方放假日, entered by the bureau.
    LocalDayOff,
}

impl DayKind {
    /// Whether it is worked on.
    #[must_use]
    pub const fn is_workday(self) -> bool {
        matches!(self, Self::Workday | Self::MakeUpWorkday)
    }

    /// The label.
    #[must_use]
    pub const fn label(self) -> Text {
        match self {
            Self::Workday => Text::new("工作日", "working day"),
            Self::MakeUpWorkday => Text::new("调休上班日", "make-up workday"),
            Self::Weekend => Text::new("周末", "weekend"),
            Self::Holiday => Text::new("放假日", "holiday"),
            Self::LocalDayOff => Text::new("地方放假日", "local day off"),
        }
    }
}

impl Words for DayKind {
    fn words(&self, lang: Lang) -> std::borrow::Cow<'_, str> {
        std::borrow::Cow::Owned(self.label().get(lang).to_owned())
    }
}

/// 暂定: a date rests on days that are not settled yet. Loading the years settles it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provisional {
    /// Years whose arrangement is to be loaded, ascending, never empty.
    pub years: Vec<i32>,
    /// Why, and which calendar to load.
    pub why: Text,
}

impl Provisional {
    /// From the years that lack; none lacking, nothing is provisional.
    #[must_use]
    pub fn lacking(years: &BTreeSet<i32>) -> Option<Self> {
        if years.is_empty() {
            return None;
        }
        let list = Text::join(&years.iter().map(|y| Text::same(y.to_string())).collect::<Vec<_>>());
        let why = say!(
            "{y} 年放假安排尚未载入 (上一年 12 月 29 日起也可能随之变动), 请载入 {y} 年日历",
            "the arrangement of {y} is not loaded (it can also move the days from 29 December \
             before it): load the calendar of {y}",
            y = list
        );
        Some(Self { years: years.iter().copied().collect(), why })
    }
}

/// A working day that was looked for, and whether it is settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkdayFound {
    /// The day.
    pub date: NaiveDate,
    /// Set when a day looked at on the way is not settled.
    pub provisional: Option<Provisional>,
}

/// The working calendar of one bureau.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    years: BTreeMap<i32, YearArrangement>,
    local: BTreeMap<NaiveDate, String>,
}

impl Calendar {
    /// A calendar that knows no year.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The calendar with the arrangements that come with the program (2024 to 2026).
    #[must_use]
    pub fn shipped() -> Self {
        // Read once: every act asks for it.
        static SHIPPED: LazyLock<Calendar> = LazyLock::new(|| {
            let mut calendar = Calendar::new();
            for year in shipped_arrangements() {
                calendar.add_year(year);
            }
            calendar
        });
        SHIPPED.clone()
    }

    /// Puts a year in; gives back the arrangement that it replaces.
    pub fn add_year(&mut self, arrangement: YearArrangement) -> Option<YearArrangement> {
        self.years.insert(arrangement.year(), arrangement)
    }

    /// Puts a local day off in (地方放假日), with the document that gives it.
    ///
    /// # Errors
    /// An empty reference, a day that is entered already, a date out of range.
    pub fn add_local_day_off(&mut self, date: NaiveDate, reference: &str) -> Result<(), Text> {
        check_date(date)?;
        let reference = reference.trim();
        if reference.is_empty() {
            return Err(say!(
                "地方放假日 {d} 缺少依据文件, 请写明通知的名称或文号",
                "the local day off {d} has no reference: give the name or number of its notice",
                d = date
            ));
        }
        if let Some(old) = self.local.get(&date) {
            return Err(say!(
                "{d} 已登记为地方放假日 (依据 {r})",
                "{d} is a local day off already (by {r})",
                d = date,
                r = old.as_str()
            ));
        }
        self.local.insert(date, reference.to_owned());
        Ok(())
    }

    /// Whether the arrangement of a year is there.
    #[must_use]
    pub fn is_loaded(&self, year: i32) -> bool {
        self.years.contains_key(&year)
    }

    /// The arrangements, by year.
    pub fn arrangements(&self) -> impl Iterator<Item = &YearArrangement> {
        self.years.values()
    }

    /// The local days off with their references, by date.
    pub fn local_days_off(&self) -> impl Iterator<Item = (NaiveDate, &str)> {
        self.local.iter().map(|(date, reference)| (*date, reference.as_str()))
    }

    /// The arrangement that says what a day is: of the last days of a year the next year's, where that names them.
    fn arranged_by(&self, date: NaiveDate) -> Option<&YearArrangement> {
        let names = |y: &&YearArrangement| y.holidays().contains(&date) || y.workdays().contains(&date);
        let next = self.years.get(&(date.year() + 1)).filter(|y| is_in_tail(date) && names(y));
        next.or_else(|| self.years.get(&date.year()))
    }

    /// Days before another that are off here and worked on in `other`, of years that are loaded here: who counted with them
    /// was told so.
    #[must_use]
    pub fn lost_before(&self, other: &Self, day: NaiveDate) -> Vec<NaiveDate> {
        let days = self.years.values().flat_map(|y| y.holidays().iter().copied().chain(weekends(y.year())));
        let mut lost: Vec<NaiveDate> = days
            .filter(|d| *d < day && self.years_lacking(*d).is_empty())
            .filter(|d| !self.is_workday(*d) && other.is_workday(*d))
            .collect();
        lost.sort_unstable();
        lost.dedup();
        lost
    }

    /// What kind of day it is, as far as known: ask [`Calendar::years_lacking`] whether it is settled.
    #[must_use]
    pub fn day(&self, date: NaiveDate) -> DayKind {
        let year = self.arranged_by(date);
        if year.is_some_and(|y| y.holidays().contains(&date)) {
            DayKind::Holiday
        } else if self.local.contains_key(&date) {
            DayKind::LocalDayOff
        } else if year.is_some_and(|y| y.workdays().contains(&date)) {
            DayKind::MakeUpWorkday
        } else if is_weekend(date) {
            DayKind::Weekend
        } else {
            DayKind::Workday
        }
    }

    /// The document that makes a day what it is: the year's notice or the local one. None for plain days.
    #[must_use]
    pub fn reference(&self, date: NaiveDate) -> Option<&str> {
        match self.day(date) {
            DayKind::Holiday | DayKind::MakeUpWorkday => {
                self.arranged_by(date).map(YearArrangement::reference)
            }
            DayKind::LocalDayOff => self.local.get(&date).map(String::as_str),
            DayKind::Workday | DayKind::Weekend => None,
        }
    }

    /// Whether a day is worked on, as far as known.
    #[must_use]
    pub fn is_workday(&self, date: NaiveDate) -> bool {
        self.day(date).is_workday()
    }

    /// The years whose arrangement is needed before the kind of this day is settled: its own, and for the
    /// last days of December the next one. Empty: settled.
    #[must_use]
    pub fn years_lacking(&self, date: NaiveDate) -> BTreeSet<i32> {
        let mut needed = vec![date.year()];
        if is_in_tail(date) {
            needed.push(date.year() + 1);
        }
        needed.into_iter().filter(|y| !self.is_loaded(*y)).collect()
    }

    /// The first working day after a day.
    ///
    /// # Errors
    /// When there is none up to the last year that can be computed.
    pub fn next_workday(&self, date: NaiveDate) -> Result<WorkdayFound, Text> {
        self.find_workday(day_after(date)?, day_after)
    }

    /// The last working day before a day.
    ///
    /// # Errors
    /// When there is none down to the first year that can be computed.
    pub fn previous_workday(&self, date: NaiveDate) -> Result<WorkdayFound, Text> {
        self.find_workday(day_before(date)?, day_before)
    }

    fn find_workday(
        &self,
        from: NaiveDate,
        step: fn(NaiveDate) -> Result<NaiveDate, Text>,
    ) -> Result<WorkdayFound, Text> {
        let mut lacking = self.years_lacking(from);
        let mut date = from;
        while !self.is_workday(date) {
            date = step(date)?;
            lacking.extend(self.years_lacking(date));
        }
        Ok(WorkdayFound { date, provisional: Provisional::lacking(&lacking) })
    }
}

/// The weekend days of a year.
fn weekends(year: i32) -> impl Iterator<Item = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1);
    let days = first.into_iter().flat_map(|day| day.iter_days());
    days.take_while(move |day| day.year() == year).filter(|day| is_weekend(*day))
}

/// The arrangements that come with the program.
///
/// # Panics
/// Never: the file is part of the build, and a test reads it.
#[must_use]
pub fn shipped_arrangements() -> Vec<YearArrangement> {
    parse_arrangements(SHIPPED, "随程序提供").expect("the shipped arrangements are well-formed")
}

/// The day after, inside the range that can be computed.
pub(super) fn day_after(date: NaiveDate) -> Result<NaiveDate, Text> {
    let next = date.checked_add_days(Days::new(1)).unwrap_or(date);
    check_date(next)
}

/// The day before, inside the range that can be computed.
pub(super) fn day_before(date: NaiveDate) -> Result<NaiveDate, Text> {
    let previous = date.checked_sub_days(Days::new(1)).unwrap_or(date);
    check_date(previous)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_shipped_years_have_their_working_days() {
        let calendar = Calendar::shipped();
        for (year, days) in [(2025, 248), (2026, 248)] {
            let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
            let worked = first.iter_days().take(365).filter(|day| calendar.is_workday(*day)).count();
            assert_eq!(worked, days, "{year}");
        }
        let years: Vec<i32> = calendar.arrangements().map(YearArrangement::year).collect();
        assert_eq!(years, [2024, 2025, 2026]);
        assert!(calendar.arrangements().all(|y| y.remarks().is_empty()));
    }

    #[test]
    fn each_kind_of_day_with_its_reference() {
        let mut calendar = Calendar::shipped();
        calendar.add_local_day_off(d("2026-03-20"), "示例放假通知").unwrap();
        for (date, kind, referenced) in [
            ("2026-03-18", DayKind::Workday, false),
            ("2026-02-28", DayKind::MakeUpWorkday, true),
            ("2026-03-21", DayKind::Weekend, false),
            ("2026-10-01", DayKind::Holiday, true),
            ("2026-03-20", DayKind::LocalDayOff, true),
        ] {
            assert_eq!(calendar.day(d(date)), kind, "{date}");
            assert_eq!(calendar.reference(d(date)).is_some(), referenced, "{date}");
        }
    }

    #[test]
    fn a_local_day_off_wants_a_reference_and_stands_once() {
        let mut calendar = Calendar::shipped();
        assert!(calendar.add_local_day_off(d("2026-03-20"), " ").is_err());
        calendar.add_local_day_off(d("2026-03-20"), "示例通知").unwrap();
        assert!(calendar.add_local_day_off(d("2026-03-20"), "示例通知").is_err());
        assert!(calendar.add_local_day_off(d("1999-03-20"), "示例通知").is_err());
        assert_eq!(calendar.local_days_off().collect::<Vec<_>>(), [(d("2026-03-20"), "示例通知")]);
    }

    #[test]
    fn a_local_day_off_beats_a_make_up_workday() {
        let mut calendar = Calendar::shipped();
        calendar.add_local_day_off(d("2026-02-28"), "示例通知").unwrap();
        assert!(!calendar.is_workday(d("2026-02-28")));
    }

    #[test]
    fn unknown_years_and_last_days_are_not_settled() {
        let calendar = Calendar::shipped();
        let lacking = |date| calendar.years_lacking(d(date)).into_iter().collect::<Vec<_>>();
        assert_eq!(lacking("2026-12-28"), [] as [i32; 0]);
        assert_eq!(lacking("2026-12-29"), [2027]);
        assert_eq!(lacking("2027-05-06"), [2027]);
        assert_eq!(lacking("2027-12-31"), [2027, 2028]);
        assert_eq!(lacking("2025-12-31"), [] as [i32; 0]);
    }

    #[test]
    fn neighbours_skip_days_off_and_say_when_provisional() {
        let calendar = Calendar::shipped();
        let next = calendar.next_workday(d("2026-09-30")).unwrap();
        assert_eq!((next.date, next.provisional), (d("2026-10-08"), None));
        let previous = calendar.previous_workday(d("2026-10-08")).unwrap();
        assert_eq!(previous.date, d("2026-09-30"));
        let unsure = calendar.next_workday(d("2026-12-31")).unwrap();
        assert_eq!(unsure.date, d("2027-01-01"));
        assert_eq!(unsure.provisional.unwrap().years, [2027]);
        assert!(calendar.next_workday(d("2100-12-31")).is_err());
        assert!(calendar.previous_workday(d("2000-01-01")).is_err());
    }

    #[test]
    fn the_next_year_settles_the_last_days() {
        let mut calendar = Calendar::shipped();
        let json = r#"{"2027":{"holidays":["2026-12-31","2027-01-01"],"workdays":["2027-01-03"]}}"#;
        calendar.add_year(parse_arrangements(json, "示例2027").unwrap().remove(0));
        assert_eq!(calendar.day(d("2026-12-31")), DayKind::Holiday);
        assert_eq!(calendar.reference(d("2026-12-31")), Some("示例2027"));
        // All else of 2026 stays.
        assert!(!calendar.is_workday(d("2026-10-01")) && calendar.is_workday(d("2026-12-30")));
        assert!(parse_arrangements(r#"{"2027":{"holidays":["2026-12-28"],"workdays":[]}}"#, "示例").is_err());
    }

    #[test]
    fn days_off_that_another_calendar_takes_away() {
        let calendar = Calendar::shipped();
        let mut other = calendar.clone();
        let json = r#"{"2026":{"holidays":["2026-10-01"],"workdays":["2026-03-21"]}}"#;
        other.add_year(parse_arrangements(json, "示例").unwrap().remove(0));
        let lost = calendar.lost_before(&other, d("2026-03-22"));
        assert!(lost.contains(&d("2026-02-17")) && lost.contains(&d("2026-03-21")));
        assert!(!lost.contains(&d("2026-10-02")));
        assert_eq!(calendar.lost_before(&other, d("2026-01-01")), [] as [NaiveDate; 0]);
    }

    #[test]
    fn a_year_put_in_again_replaces_the_old_one() {
        let mut calendar = Calendar::shipped();
        let json = r#"{"2026":{"holidays":["2026-03-18"],"workdays":[]}}"#;
        let year = parse_arrangements(json, "示例更正通知").unwrap().remove(0);
        assert!(calendar.add_year(year).is_some());
        assert!(!calendar.is_workday(d("2026-03-18")));
        assert!(calendar.is_workday(d("2026-10-01")));
    }
}
