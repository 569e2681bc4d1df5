//! 期限计算: from an event and a length to the last day, with the counting day by day.
//!
//! Pure: the day it starts from and the calendar are passed in. The rules (民法典 201 to 203):
//! - the day of the event is not counted, unless said otherwise;
//! - working days are counted by the calendar;
//! - terms in days, months or years end on the corresponding day, clamped to the month's end, and when that
//!   is a day off, on the next working day;
//! - what waits for a term is possible from the first working day after its last day;
//! - backward terms are clamped and never moved forward.

use std::collections::BTreeSet;

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::calendar::{Calendar, DayKind, Provisional, check_date, day_after, day_before};
pub use super::length::{Length, Unit};
use crate::say;
use crate::text::Text;

/// How long a filing is valid (R10-1), in years.
pub const VALIDITY: Length = Length::constant(3, Unit::Years);
/// How long before its expiry a renewal is applied for (R10-2).
pub const RENEWAL_LEAD: Length = Length::constant(-3, Unit::Months);
/// The publicity before an ordered end (R19-4), given by the regulation itself.
pub const ORDERED_END_PUBLICITY: Length = Length::constant(7, Unit::WorkingDays);

/// Whether the day of the event is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StartDay {
    /// Not counted: the term begins the day after.
    #[default]
    Excluded,
    /// Counted as the first day (a publicity where the bureau's setting says so).
    Included,
}

/// What the counting did with a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// The day of the event, not counted.
    Event,
    /// Counted, as this number of the term's unit.
    Counted(u32),
    /// A day off: a term in working days passes over it.
    PassedOver,
    /// A day off: the end of the term moves on over it.
    MovedOver,
    /// The working day on which the term ends, after days off.
    MovedTo,
    /// A day off after the last day: nothing that waits is possible yet.
    Waiting,
    /// The first working day after the last day.
    Possible,
    /// The last day of a backward term is a day off; the last working day is earlier.
    Earlier,
    /// The last working day on or before the last day of a backward term.
    LastWorkingDay,
}

/// One line of the counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The day.
    pub date: NaiveDate,
    /// What kind of day it is.
    pub kind: DayKind,
    /// What was done with it.
    pub mark: Mark,
    /// The unit of the term.
    #[serde(skip)]
    pub unit: Unit,
}

impl Step {
    /// Why the day counts or doesn't, for people.
    #[must_use]
    pub fn why(&self) -> Text {
        let k = self.kind;
        match self.mark {
            Mark::Event => say!("{k}, 起算当日, 不计入", "{k}: day of the event, not counted", k = k),
            Mark::Counted(n) => match self.unit {
                Unit::Years => say!("{k}, 第 {n} 年的对应日", "{k}: the day {n} years off", k = k, n = n),
                Unit::Months => say!("{k}, 第 {n} 个月的对应日", "{k}: the day {n} months off", k = k, n = n),
                _ => say!("{k}, 计第 {n}", "{k}: number {n}", k = k, n = n),
            },
            Mark::PassedOver => say!("{k}, 不计入", "{k}: not counted", k = k),
            Mark::MovedOver => say!("{k}, 期满顺延", "{k}: the end moves on", k = k),
            Mark::MovedTo => say!("{k}, 顺延至此日期满", "{k}: the end, moved to here", k = k),
            Mark::Waiting => say!("{k}, 期满之后, 尚不可办理", "{k}: over, but a day off", k = k),
            Mark::Possible => say!("{k}, 期满后首个工作日, 可以办理", "{k}: possible from here", k = k),
            Mark::Earlier => say!("{k}, 末日休息, 宜提前", "{k}: the last day is off, better earlier", k = k),
            Mark::LastWorkingDay => say!("{k}, 此前最后一个工作日", "{k}: last working day before it", k = k),
        }
    }
}

/// A term that was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The day of the event.
    pub from: NaiveDate,
    /// How long.
    pub length: Length,
    /// Whether the day of the event is counted.
    pub start: StartDay,
    /// The last day in time.
    pub last_day: NaiveDate,
    /// Forward terms: the first working day after the last day.
    pub possible_from: Option<NaiveDate>,
    /// Backward terms: the last working day on or before the last day.
    pub last_working_day: Option<NaiveDate>,
    /// Set when a day that the result rests on is not settled; what waits stays refused.
    pub provisional: Option<Provisional>,
    /// The counting, day by day; for months and years the corresponding days only.
    pub steps: Vec<Step>,
}

impl Term {
    /// The days that were counted, in the order of counting.
    #[must_use]
    pub fn counted(&self) -> Vec<NaiveDate> {
        let counted = self.steps.iter().filter(|s| matches!(s.mark, Mark::Counted(_)));
        counted.map(|s| s.date).collect()
    }

    /// Of a backward term: the last working day before its last day where that is none, and which years it hangs on where they
    /// are not loaded; empty where there is nothing to say.
    #[must_use]
    pub fn worked_until(&self) -> Text {
        let worked = match self.last_working_day {
            Some(day) if day != self.last_day => say!(", 最后工作日 {d}", ", last working day {d}", d = day),
            _ => Text::default(),
        };
        let lacking = match &self.provisional {
            Some(lacking) => {
                let years: Vec<Text> =
                    lacking.years.iter().map(|year| Text::same(year.to_string())).collect();
                say!(
                    ", 工作日暂定 (未载入 {y} 年)",
                    ", working days provisional ({y} not loaded)",
                    y = Text::join(&years)
                )
            }
            None => Text::default(),
        };
        say!("{w}{l}", "{w}{l}", w = worked, l = lacking)
    }

    /// Whether the term is over on a day, so that what waits for it may be done: from
    /// [`Term::possible_from`] on, once the dates are settled. A backward term is over after its last day.
    #[must_use]
    pub fn is_over(&self, on: NaiveDate) -> bool {
        match self.possible_from {
            Some(first) => self.provisional.is_none() && on >= first,
            None => on > self.last_day,
        }
    }

    /// Whether a day lies within a forward term; none while that hangs on days that are not settled.
    #[must_use]
    pub fn in_time(&self, day: NaiveDate, calendar: &Calendar) -> Option<bool> {
        if day <= self.earliest_last_day(calendar) {
            return Some(true);
        }
        let settled = |date| calendar.years_lacking(date).is_empty();
        let end_is_settled = self.steps.iter().all(|s| s.date > self.last_day || settled(s.date));
        (end_is_settled && day > self.last_day).then_some(false)
    }

    /// The last day if every day that is not settled turned out to be worked: the term ends no earlier.
    #[must_use]
    pub fn earliest_last_day(&self, calendar: &Calendar) -> NaiveDate {
        let wanted = self.length.count().unsigned_abs();
        let in_days = self.length.unit() == Unit::WorkingDays;
        let mut number = 0;
        for step in &self.steps {
            let settled = calendar.years_lacking(step.date).is_empty();
            let worked = step.kind.is_workday() || !settled;
            match step.mark {
                Mark::Counted(_) | Mark::PassedOver if in_days => number += u32::from(worked),
                Mark::Counted(n) => number = n,
                _ => {}
            }
            if number >= wanted && worked {
                return step.date;
            }
        }
        self.last_day
    }
}

/// Counts a term.
///
/// # Errors
/// A date, given or reached, outside the years 2000 to 2100.
pub fn count(calendar: &Calendar, from: NaiveDate, length: Length, start: StartDay) -> Result<Term, Text> {
    check_date(from)?;
    let unit = length.unit();
    let mut counting = Counting { calendar, unit, lacking: BTreeSet::new(), steps: Vec::new() };
    if start == StartDay::Excluded {
        counting.push(from, Mark::Event);
    }
    let counted = match length.unit() {
        Unit::WorkingDays => counting.working_days(from, length, start)?,
        Unit::Days => counting.days(from, length, start)?,
        Unit::Months | Unit::Years => counting.months(from, length, start)?,
    };
    let (last_day, possible_from, last_working_day) = if length.is_backward() {
        (counted, None, Some(counting.workday_on_or_before(counted)?))
    } else {
        let last_day = counting.workday_on_or_after(counted)?;
        (last_day, Some(counting.workday_after(last_day)?), None)
    };
    Ok(Term {
        from,
        length,
        start,
        last_day,
        possible_from,
        last_working_day,
        provisional: Provisional::lacking(&counting.lacking),
        steps: counting.steps,
    })
}

/// A counting under way: what was looked at, and the years it turned out to need.
struct Counting<'a> {
    calendar: &'a Calendar,
    unit: Unit,
    lacking: BTreeSet<i32>,
    steps: Vec<Step>,
}

impl Counting<'_> {
    /// Notes a day whose kind doesn't matter for the result.
    fn push(&mut self, date: NaiveDate, mark: Mark) {
        self.steps.push(Step { date, kind: self.calendar.day(date), mark, unit: self.unit });
    }

    /// Looks at a day whose kind the result rests on.
    fn is_workday(&mut self, date: NaiveDate) -> bool {
        self.lacking.extend(self.calendar.years_lacking(date));
        self.calendar.is_workday(date)
    }

    fn working_days(&mut self, from: NaiveDate, length: Length, start: StartDay) -> Result<NaiveDate, Text> {
        let step = if length.is_backward() { day_before } else { day_after };
        let mut date = if start == StartDay::Included { from } else { step(from)? };
        let mut number = 0;
        loop {
            if self.is_workday(date) {
                number += 1;
                self.push(date, Mark::Counted(number));
                if number == length.count().unsigned_abs() {
                    return Ok(date);
                }
            } else {
                self.push(date, Mark::PassedOver);
            }
            date = step(date)?;
        }
    }

    fn days(&mut self, from: NaiveDate, length: Length, start: StartDay) -> Result<NaiveDate, Text> {
        let step = if length.is_backward() { day_before } else { day_after };
        let mut date = if start == StartDay::Included { from } else { step(from)? };
        for number in 1..length.count().unsigned_abs() {
            self.push(date, Mark::Counted(number));
            date = step(date)?;
        }
        self.push(date, Mark::Counted(length.count().unsigned_abs()));
        Ok(date)
    }

    fn months(&mut self, from: NaiveDate, length: Length, start: StartDay) -> Result<NaiveDate, Text> {
        let each = if length.unit() == Unit::Years { 12 } else { 1 };
        let mut date = from;
        for number in 1..=length.count().unsigned_abs() {
            date = corresponding_day(from, number * each, length.is_backward(), start)?;
            self.push(date, Mark::Counted(number));
        }
        Ok(date)
    }

    /// Where a forward term ends that was counted to `date`.
    fn workday_on_or_after(&mut self, date: NaiveDate) -> Result<NaiveDate, Text> {
        if self.is_workday(date) {
            return Ok(date);
        }
        let mut date = day_after(date)?;
        while !self.is_workday(date) {
            self.push(date, Mark::MovedOver);
            date = day_after(date)?;
        }
        self.push(date, Mark::MovedTo);
        Ok(date)
    }

    fn workday_after(&mut self, last_day: NaiveDate) -> Result<NaiveDate, Text> {
        let mut date = day_after(last_day)?;
        while !self.is_workday(date) {
            self.push(date, Mark::Waiting);
            date = day_after(date)?;
        }
        self.push(date, Mark::Possible);
        Ok(date)
    }

    fn workday_on_or_before(&mut self, last_day: NaiveDate) -> Result<NaiveDate, Text> {
        if self.is_workday(last_day) {
            return Ok(last_day);
        }
        let mut date = day_before(last_day)?;
        while !self.is_workday(date) {
            self.push(date, Mark::Earlier);
            date = day_before(date)?;
        }
        self.push(date, Mark::LastWorkingDay);
        Ok(date)
    }
}

/// The day that corresponds to `from`, some months away, clamped to the end of a shorter month.
///
/// With the first day counted in, the term ends a day earlier; where the corresponding day doesn't exist, the
/// end of that month is that day already (29 February to 28 February, three years on).
fn corresponding_day(
    from: NaiveDate,
    months: u32,
    backward: bool,
    start: StartDay,
) -> Result<NaiveDate, Text> {
    let months = Months::new(months);
    let reached = if backward { from.checked_sub_months(months) } else { from.checked_add_months(months) };
    // Out of chrono's own range it is out of ours too: the check says so.
    let date = check_date(reached.unwrap_or(NaiveDate::MAX))?;
    let clamped = date.day() != from.day();
    match (start, backward) {
        (StartDay::Included, false) if !clamped => day_before(date),
        (StartDay::Included, true) => day_after(date),
        _ => Ok(date),
    }
}

/// How long a filing is valid: both days included (R10-1, R10-3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Validity {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
}

/// 备案有效期 (R10-1): from the publication to the day before the same date three years later. A filing
/// published on 29 February ends on 28 February. Days off play no part: nothing is moved.
///
/// # Errors
/// A date, given or reached, outside the years 2000 to 2100.
pub fn validity(published: NaiveDate) -> Result<Validity, Text> {
    check_date(published)?;
    let months = VALIDITY.count().unsigned_abs() * 12;
    let until = corresponding_day(published, months, false, StartDay::Included)?;
    Ok(Validity { from: published, until })
}

/// 续期 (R10-3): three years more, from the day after the old expiry.
///
/// # Errors
/// A date, given or reached, outside the years 2000 to 2100.
pub fn renewed(expiry: NaiveDate) -> Result<Validity, Text> {
    validity(day_after(expiry)?)
}

/// 续期申请截止 (R10-2): the last day on which a renewal is applied for in time, three months before the
/// expiry, clamped, never moved; with the last working day on or before it.
///
/// # Errors
/// A date, given or reached, outside the years 2000 to 2100.
pub fn renewal_deadline(calendar: &Calendar, expiry: NaiveDate) -> Result<Term, Text> {
    count(calendar, expiry, RENEWAL_LEAD, StartDay::Excluded)
}

#[cfg(test)]
#[path = "terms_tests.rs"]
mod tests;
