//! 节假日安排: one year's holidays and make-up workdays, read from JSON and checked.
//!
//! Pure. The shape of the file, a year each: `{"2026": {"holidays": ["2026-01-01", …], "workdays": […],
//! "reference": "…"}}`; the reference (the notice it comes from) may be left out and given by the caller.

use std::collections::BTreeSet;
use std::fmt;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::say;
use crate::text::Text;

/// First year that the calendar and the terms reach.
pub const FIRST_YEAR: i32 = 2000;
/// Last year that the calendar and the terms reach.
pub const LAST_YEAR: i32 = 2100;
/// More days off than any arrangement ever had: beyond it the file is taken for something else.
const MOST_HOLIDAYS: usize = 120;

/// The arrangement of one year by the State Council (国务院办公厅节假日安排). Checked when made: every day
/// belongs to the year, or is one of the last days of the year before, no day stands twice or on both lists, and there is at
/// least one holiday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written")]
pub struct YearArrangement {
    year: i32,
    holidays: BTreeSet<NaiveDate>,
    workdays: BTreeSet<NaiveDate>,
    reference: String,
}

/// As it is written down; checked when read back.
#[derive(Deserialize)]
struct Written {
    year: i32,
    holidays: Vec<NaiveDate>,
    workdays: Vec<NaiveDate>,
    reference: String,
}

impl TryFrom<Written> for YearArrangement {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        Self::new(written.year, &written.holidays, &written.workdays, &written.reference)
            .map_err(|e| format!("{e:?}"))
    }
}

impl YearArrangement {
    /// Checks and makes one.
    ///
    /// # Errors
    /// A year outside 2000 to 2100, no holidays, a day outside the year, twice, or on both lists, an empty
    /// reference.
    pub fn new(
        year: i32,
        holidays: &[NaiveDate],
        workdays: &[NaiveDate],
        reference: &str,
    ) -> Result<Self, Text> {
        check_year(year)?;
        let reference = reference.trim().to_owned();
        if reference.is_empty() {
            return Err(say!(
                "{year} 年安排缺少依据文件, 请写明通知的名称或文号",
                "the arrangement of {year} has no reference: give the name or number of its notice",
                year = year
            ));
        }
        if holidays.is_empty() || holidays.len() > MOST_HOLIDAYS {
            return Err(say!(
                "{year} 年安排有 {n} 个放假日, 应为 1 至 {most} 个; 请核对文件是否完整",
                "the arrangement of {year} has {n} holidays, not 1 to {most}: check that the file is whole",
                year = year,
                n = holidays.len(),
                most = MOST_HOLIDAYS
            ));
        }
        let holidays = distinct_days_of(year, holidays)?;
        let workdays = distinct_days_of(year, workdays)?;
        if let Some(both) = holidays.intersection(&workdays).next() {
            return Err(say!(
                "{d} 既列为放假日又列为上班日, 请核对后只留一处",
                "{d} is on both lists, holidays and workdays: keep the right one",
                d = *both
            ));
        }
        Ok(Self { year, holidays, workdays, reference })
    }

    /// The year.
    #[must_use]
    pub const fn year(&self) -> i32 {
        self.year
    }

    /// Days off.
    #[must_use]
    pub const fn holidays(&self) -> &BTreeSet<NaiveDate> {
        &self.holidays
    }

    /// Make-up workdays (调休上班日).
    #[must_use]
    pub const fn workdays(&self) -> &BTreeSet<NaiveDate> {
        &self.workdays
    }

    /// The notice that it comes from.
    #[must_use]
    pub fn reference(&self) -> &str {
        &self.reference
    }

    /// What looks like a slip but may be meant: make-up workdays that are no weekend days. To be shown
    /// when a year is imported.
    #[must_use]
    pub fn remarks(&self) -> Vec<Text> {
        let odd = self.workdays.iter().filter(|d| !is_weekend(**d));
        odd.map(|d| {
            say!(
                "{d} 本不是周末, 却列为调休上班日, 请核对",
                "{d} is listed as a make-up workday but is no weekend day: please check",
                d = *d
            )
        })
        .collect()
    }
}

/// From this day of December on, the next year's arrangement can still change a year's last days.
const TAIL_FIRST_DAY: u32 = 29;

/// Whether a day is one that the next year's arrangement can still change.
#[must_use]
pub fn is_in_tail(day: NaiveDate) -> bool {
    day.month() == 12 && day.day() >= TAIL_FIRST_DAY
}

/// Whether a day is a Saturday or a Sunday.
#[must_use]
pub fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// That a year is one that the calendar reaches.
fn check_year(year: i32) -> Result<(), Text> {
    if (FIRST_YEAR..=LAST_YEAR).contains(&year) {
        return Ok(());
    }
    Err(say!(
        "{year} 年超出范围, 只能计算 {a} 至 {b} 年",
        "the year {year} is out of range: only {a} to {b} can be computed",
        year = year,
        a = FIRST_YEAR,
        b = LAST_YEAR
    ))
}

/// That a date is one that the calendar reaches.
///
/// # Errors
/// A date outside 2000 to 2100.
pub fn check_date(date: NaiveDate) -> Result<NaiveDate, Text> {
    check_year(date.year()).map(|()| date)
}

fn distinct_days_of(year: i32, days: &[NaiveDate]) -> Result<BTreeSet<NaiveDate>, Text> {
    let mut seen = BTreeSet::new();
    for &day in days {
        // A year's notice can also settle the last days of the year before.
        if day.year() != year && !(day.year() + 1 == year && is_in_tail(day)) {
            return Err(say!(
                "{d} 不在 {year} 年内, 请移到所属年份",
                "{d} is not in {year}: move it to its own year",
                d = day,
                year = year
            ));
        }
        if !seen.insert(day) {
            return Err(say!(
                "{d} 在 {year} 年安排里出现两次, 请删去一处",
                "{d} stands twice in the arrangement of {year}: remove one",
                d = day,
                year = year
            ));
        }
    }
    Ok(seen)
}

/// Reads the arrangements of one or more years from JSON, in the order of the years.
///
/// `reference` is used for a year that brings none of its own.
///
/// # Errors
/// What is not JSON of this shape, a year written twice, a date that doesn't exist, and all that
/// [`YearArrangement::new`] refuses.
pub fn parse_arrangements(json: &str, reference: &str) -> Result<Vec<YearArrangement>, Text> {
    let file: File = serde_json::from_str(json.trim_start_matches('\u{feff}')).map_err(|e| {
        say!(
            "放假安排的文件读不懂: {why}; 应形如 {shape}",
            "the file of arrangements can't be read: {why}; it should look like {shape}",
            why = e.to_string(),
            shape = SHAPE
        )
    })?;
    if file.0.is_empty() {
        return Err(say!(
            "文件里没有任何年份; 应形如 {shape}",
            "there is no year in the file; it should look like {shape}",
            shape = SHAPE
        ));
    }
    let mut years = Vec::new();
    for (name, listed) in &file.0 {
        let year = name.parse().map_err(|_| {
            say!("「{y}」不是年份, 应为四位数字", "'{y}' is no year: four digits", y = name.as_str())
        })?;
        let own = listed.reference.as_deref().unwrap_or(reference);
        let holidays = read_days(year, &listed.holidays)?;
        let workdays = read_days(year, &listed.workdays)?;
        years.push(YearArrangement::new(year, &holidays, &workdays, own)?);
    }
    years.sort_by_key(YearArrangement::year);
    if let Some(pair) = years.windows(2).find(|p| p[0].year == p[1].year) {
        return Err(say!(
            "{year} 年在文件里出现两次",
            "the year {year} stands twice in the file",
            year = pair[0].year
        ));
    }
    Ok(years)
}

fn read_days(year: i32, written: &[String]) -> Result<Vec<NaiveDate>, Text> {
    let read = |day: &String| {
        // The length is checked too: the parser alone would take `2026-1-1`.
        let date = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok().filter(|_| day.len() == 10);
        date.ok_or_else(|| {
            say!(
                "{year} 年安排里的「{d}」不是日期, 应形如 {year}-01-01",
                "'{d}' in the arrangement of {year} is no date: write it like {year}-01-01",
                year = year,
                d = day.as_str()
            )
        })
    };
    written.iter().map(read).collect()
}

const SHAPE: &str = r#"{"2026":{"holidays":["2026-01-01"],"workdays":["2026-01-04"]}}"#;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    holidays: Vec<String>,
    workdays: Vec<String>,
    #[serde(default)]
    reference: Option<String>,
}

/// The file as a list of pairs: a map would drop the first of two equal years without a word.
struct File(Vec<(String, Listed)>);

impl<'de> Deserialize<'de> for File {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = File;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with a year each")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<File, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(File(pairs))
            }
        }
        from.deserialize_map(Pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    fn error(json: &str) -> String {
        parse_arrangements(json, "示例通知").unwrap_err().get(Lang::En).to_owned()
    }

    #[test]
    fn reads_years_in_order_with_their_reference() {
        let json = r#"{"2031":{"holidays":["2031-01-01"],"workdays":[]},
            "2030":{"reference":"示例〔2029〕1号","holidays":["2030-01-01"],"workdays":["2030-01-05"]}}"#;
        let years = parse_arrangements(json, "示例通知").unwrap();
        assert_eq!(years.iter().map(YearArrangement::year).collect::<Vec<_>>(), [2030, 2031]);
        assert_eq!(years[0].reference(), "示例〔2029〕1号");
        assert_eq!(years[1].reference(), "示例通知");
        assert!(years[0].remarks().is_empty());
    }

    #[test]
    fn every_mistake_is_named() {
        for (json, part) in [
            ("", "can't be read"),
            ("[]", "can't be read"),
            ("{}", "no year"),
            (r#"{"2030":{"holidays":["2030-01-01"]}}"#, "workdays"),
            (r#"{"2030":{"holidays":["2030-01-01"],"workdays":[],"more":1}}"#, "more"),
            (r#"{"next":{"holidays":["2030-01-01"],"workdays":[]}}"#, "'next'"),
            (r#"{"1030":{"holidays":["1030-01-01"],"workdays":[]}}"#, "1030"),
            (r#"{"2030":{"holidays":[],"workdays":[]}}"#, "has 0 holidays"),
            (r#"{"2030":{"holidays":["2031-01-01"],"workdays":[]}}"#, "not in 2030"),
            (r#"{"2030":{"holidays":["2030-02-30"],"workdays":[]}}"#, "'2030-02-30'"),
            (r#"{"2030":{"holidays":["2030-1-1"],"workdays":[]}}"#, "'2030-1-1'"),
            (r#"{"2030":{"holidays":["2030-01-01","2030-01-01"],"workdays":[]}}"#, "twice"),
            (r#"{"2030":{"holidays":["2030-01-01"],"workdays":["2030-01-01"]}}"#, "both lists"),
            (
                r#"{"2030":{"holidays":["2030-01-01"],"workdays":[]},
                    "2030":{"holidays":["2030-01-02"],"workdays":[]}}"#,
                "twice in the file",
            ),
        ] {
            assert!(error(json).contains(part), "{json}: {}", error(json));
        }
        assert!(parse_arrangements(r#"{"2030":{"holidays":["2030-01-01"],"workdays":[]}}"#, " ").is_err());
    }

    #[test]
    fn a_make_up_workday_on_a_weekday_is_remarked() {
        let json = r#"{"2030":{"holidays":["2030-01-01"],"workdays":["2030-01-02"]}}"#;
        assert_eq!(parse_arrangements(json, "示例").unwrap()[0].remarks().len(), 1);
    }
}
