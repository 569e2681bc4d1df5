//! Terms that stop while somebody else has the ball (中止计算), and go on when it comes back.

use chrono::NaiveDate;

use super::calendar::Calendar;
use super::length::{Length, Unit};
use super::terms::{self, StartDay, Term};
use crate::text::Text;

/// A time that is not counted: from the day after `from` to `until`, that day included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    /// The day on which the ball went out.
    pub from: NaiveDate,
    /// The day on which it came back; none while it is out.
    pub until: Option<NaiveDate>,
}

/// A term with its pauses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paused {
    /// The term; where it is stopped, as it was to end when that began.
    pub term: Term,
    /// Since when it is stopped.
    pub since: Option<NaiveDate>,
}

/// Counts a term from the day after an event, pauses left out; they stand in the order of their days. One that began after
/// the term was over changes nothing.
///
/// # Errors
/// When a day can't be counted.
pub fn count(calendar: &Calendar, from: NaiveDate, length: Length, pauses: &[Pause]) -> Result<Paused, Text> {
    let mut term = terms::count(calendar, from, length, StartDay::Excluded)?;
    let mut left_out = 0;
    for pause in pauses {
        if pause.from > term.last_day {
            break;
        }
        let Some(until) = pause.until else { return Ok(Paused { term, since: Some(pause.from) }) };
        left_out += days(calendar, length.unit(), pause.from, until);
        term = extended(calendar, from, length, left_out)?;
    }
    Ok(Paused { term, since: None })
}

/// How many days of the unit lie in a pause.
fn days(calendar: &Calendar, unit: Unit, from: NaiveDate, until: NaiveDate) -> i32 {
    let counted = |day: &NaiveDate| unit != Unit::WorkingDays || calendar.is_workday(*day);
    let days = from.iter_days().skip(1).take_while(|day| *day <= until).filter(counted).count();
    i32::try_from(days).unwrap_or(i32::MAX)
}

fn extended(calendar: &Calendar, from: NaiveDate, length: Length, by: i32) -> Result<Term, Text> {
    match length.unit() {
        Unit::WorkingDays | Unit::Days => {
            // What a term can't be long enough for is counted in two parts.
            match Length::new(length.count().saturating_add(by), length.unit()) {
                Ok(whole) => terms::count(calendar, from, whole, StartDay::Excluded),
                Err(_) => {
                    let first = terms::count(calendar, from, length, StartDay::Excluded)?;
                    let rest = Length::new(by, length.unit())?;
                    let term = terms::count(calendar, first.last_day, rest, StartDay::Excluded)?;
                    Ok(Term { from, ..term })
                }
            }
        }
        Unit::Months | Unit::Years => {
            let whole = terms::count(calendar, from, length, StartDay::Excluded)?;
            if by == 0 {
                return Ok(whole);
            }
            let rest = Length::new(by, Unit::Days)?;
            let term = terms::count(calendar, whole.last_day, rest, StartDay::Excluded)?;
            Ok(Term { from, ..term })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn last(length: &str, pauses: &[(&str, Option<&str>)]) -> (String, Option<String>) {
        let pauses: Vec<Pause> =
            pauses.iter().map(|(from, until)| Pause { from: d(from), until: until.map(d) }).collect();
        let paused = count(&Calendar::shipped(), d("2026-03-02"), length.parse().unwrap(), &pauses).unwrap();
        (paused.term.last_day.to_string(), paused.since.map(|day| day.to_string()))
    }

    #[test]
    fn what_the_applicant_takes_is_not_counted() {
        assert_eq!(last("5w", &[]), ("2026-03-09".into(), None));
        // Out on Wednesday, back on Friday: two working days.
        assert_eq!(last("5w", &[("2026-03-04", Some("2026-03-06"))]), ("2026-03-11".into(), None));
        // Back the same day: nothing is left out.
        assert_eq!(last("5w", &[("2026-03-04", Some("2026-03-04"))]), ("2026-03-09".into(), None));
        // Over days off: only the working days count as lost.
        assert_eq!(last("5w", &[("2026-04-03", Some("2026-04-07"))]), ("2026-03-09".into(), None));
        assert_eq!(last("30w", &[("2026-04-03", Some("2026-04-07"))]), ("2026-04-15".into(), None));
    }

    #[test]
    fn it_stops_while_the_ball_is_out() {
        assert_eq!(last("5w", &[("2026-03-04", None)]), ("2026-03-09".into(), Some("2026-03-04".into())));
        let twice = [("2026-03-04", Some("2026-03-06")), ("2026-03-09", None)];
        assert_eq!(last("5w", &twice), ("2026-03-11".into(), Some("2026-03-09".into())));
    }

    #[test]
    fn what_was_over_stays_over() {
        assert_eq!(last("5w", &[("2026-03-10", Some("2026-03-20"))]), ("2026-03-09".into(), None));
        assert_eq!(last("5w", &[("2026-03-10", None)]), ("2026-03-09".into(), None));
        // A pause that an earlier one brought within the term counts.
        let both = [("2026-03-04", Some("2026-03-06")), ("2026-03-10", Some("2026-03-12"))];
        assert_eq!(last("5w", &both), ("2026-03-13".into(), None));
    }

    #[test]
    fn months_go_on_by_days() {
        assert_eq!(last("1m", &[("2026-03-04", Some("2026-03-06"))]), ("2026-04-07".into(), None));
        assert_eq!(last("10d", &[("2026-03-04", Some("2026-03-06"))]), ("2026-03-16".into(), None));
    }
}
