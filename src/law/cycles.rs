//! Cycles of supervision (督导周期, R22-1, R10-4, R10-5): which agencies a plan holds, and the days on which they are visited. Pure.

use chrono::{Datelike, Months, NaiveDate};

use super::calendar::Calendar;
use super::filings::validity_began;
use crate::records::agency::Validity;
use crate::records::plan::Plannable;
use crate::records::supervision::SupervisionKind;

/// Months of a cycle (R22-1).
const CYCLE_MONTHS: u32 = 36;

/// When the cycle began that runs on a day: that of the validity, or of the one before where a renewal was published early.
#[must_use]
pub fn cycle_began(validity: Validity, on: NaiveDate) -> NaiveDate {
    let began = validity_began(validity);
    let before = began.checked_sub_months(Months::new(CYCLE_MONTHS)).unwrap_or(began);
    if began <= on { began } else { before.max(validity.published_on) }
}

/// Whether an agency lacks a visit of the kind: a special supervision and an evaluation once in the validity, an inspection once in the
/// calendar year in which the plan begins. Who has one planned already doesn't.
#[must_use]
pub fn lacks(kind: SupervisionKind, one: &Plannable, from: NaiveDate) -> bool {
    let annual = kind == SupervisionKind::Annual;
    let since = match annual {
        true => NaiveDate::from_ymd_opt(from.year(), 1, 1).unwrap_or(from),
        false => cycle_began(one.validity, from),
    };
    let planned = one.planned.is_some_and(|on| !annual || on.year() == from.year());
    !planned && one.held.is_none_or(|on| on < since)
}

/// The working days from one day until another.
#[must_use]
pub fn working_days(calendar: &Calendar, from: NaiveDate, until: NaiveDate) -> Vec<NaiveDate> {
    from.iter_days().take_while(|day| *day <= until).filter(|day| calendar.is_workday(*day)).collect()
}

/// The day of each visit: those whose filing ends first come first, spread evenly over the days; none after the end of its filing.
#[must_use]
pub fn spread(expiries: &[NaiveDate], days: &[NaiveDate]) -> Vec<Option<NaiveDate>> {
    let whole = expiries.len().max(1);
    let day = |(at, expiry): (usize, &NaiveDate)| {
        let even = days.get(at * days.len() / whole).copied()?;
        if even <= *expiry {
            return Some(even);
        }
        days.iter().rev().find(|day| *day <= expiry).copied()
    };
    expiries.iter().enumerate().map(day).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::ids::AgencyId;

    fn day(written: &str) -> NaiveDate {
        written.parse().unwrap()
    }

    fn one(held: Option<&str>) -> Plannable {
        let validity = Validity { published_on: day("2024-05-10"), expires_on: day("2027-05-09") };
        Plannable { id: AgencyId(1), validity, held: held.map(day), planned: None }
    }

    #[test]
    fn an_inspection_is_of_the_year_and_the_others_of_the_validity() {
        let from = day("2026-03-02");
        for (held, annual, special) in [
            (None, true, true),
            (Some("2024-05-09"), true, true),
            (Some("2024-05-10"), true, false),
            (Some("2025-12-31"), true, false),
            (Some("2026-01-01"), false, false),
        ] {
            assert_eq!(lacks(SupervisionKind::Annual, &one(held), from), annual, "{held:?}");
            assert_eq!(lacks(SupervisionKind::Special, &one(held), from), special, "{held:?}");
            assert_eq!(lacks(SupervisionKind::Evaluation, &one(held), from), special, "{held:?}");
        }
        let planned = |on: &str| Plannable { planned: Some(day(on)), ..one(None) };
        assert!(!lacks(SupervisionKind::Annual, &planned("2026-12-31"), from));
        assert!(lacks(SupervisionKind::Annual, &planned("2027-01-01"), from));
        assert!(!lacks(SupervisionKind::Special, &planned("2027-01-01"), from));
        // Renewed early: until the old validity is over its cycle runs.
        let validity = Validity { published_on: day("2024-05-10"), expires_on: day("2030-05-09") };
        let renewed = Plannable { validity, held: Some(day("2026-03-01")), ..one(None) };
        assert!(!lacks(SupervisionKind::Special, &renewed, from));
        assert!(lacks(SupervisionKind::Special, &renewed, day("2027-05-10")));
    }

    #[test]
    fn days_are_working_days_and_make_up_days_are() {
        // 2026: the Spring Festival is off from 02-15 to 02-23, 02-14 and 02-28 are worked.
        let all = working_days(&Calendar::shipped(), day("2026-02-13"), day("2026-03-01"));
        let told: Vec<String> = all.iter().map(|day| day.format("%m-%d").to_string()).collect();
        assert_eq!(told, ["02-13", "02-14", "02-24", "02-25", "02-26", "02-27", "02-28"]);
    }

    #[test]
    fn visits_are_spread_evenly_and_none_comes_after_the_expiry() {
        let days: Vec<NaiveDate> = ["2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05"].map(day).to_vec();
        let far = day("2027-01-01");
        assert_eq!(spread(&[far, far], &days), [Some(days[0]), Some(days[2])]);
        assert_eq!(spread(&[far; 8], &days).iter().filter(|one| **one == Some(days[3])).count(), 2);
        assert_eq!(spread(&[far, far, far, day("2026-03-03")], &days)[3], Some(days[1]));
        assert_eq!(spread(&[day("2026-03-01")], &days), [None]);
        assert_eq!(spread(&[far], &[]), [None]);
    }
}
