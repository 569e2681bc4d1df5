//! The terms engine against the check values of the rule catalogue, and its general properties.

use super::*;
use crate::law::calendar::parse_arrangements;
use crate::text::Lang;
use proptest::prelude::*;

fn d(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn term(from: &str, length: &str) -> Term {
    count(&Calendar::shipped(), d(from), length.parse().unwrap(), StartDay::Excluded).unwrap()
}

#[test]
fn whether_a_day_is_in_time_is_told_as_far_as_it_is_settled() {
    let shipped = Calendar::shipped();
    for (from, length, day, expected) in [
        ("2026-03-18", "5w", "2026-03-25", Some(true)),
        ("2026-03-18", "5w", "2026-03-26", Some(false)),
        // Were every day from 29 December on a working day, the term would end on 7 January: never before.
        ("2026-12-21", "15w", "2026-12-28", Some(true)),
        ("2026-12-21", "15w", "2027-01-07", Some(true)),
        ("2026-12-21", "15w", "2027-01-08", None),
        ("2026-12-21", "15w", "2027-03-01", None),
        // The end is settled, only the first working day after it isn't.
        ("2026-12-21", "5w", "2026-12-28", Some(true)),
        ("2026-12-21", "5w", "2026-12-29", Some(false)),
        // Months end on the corresponding day or later.
        ("2026-12-02", "1m", "2027-01-02", Some(true)),
        ("2026-12-02", "1m", "2027-01-03", None),
        ("2026-10-05", "30d", "2026-11-04", Some(true)),
        ("2026-10-05", "30d", "2026-11-05", Some(false)),
        ("2026-03-05", "30d", "2026-04-07", Some(true)),
        ("2026-03-05", "30d", "2026-04-08", Some(false)),
    ] {
        assert_eq!(term(from, length).in_time(d(day), &shipped), expected, "{from} {length} {day}");
    }
}

#[test]
fn seven_working_days_of_publicity() {
    for (posted, excluded, included) in [
        ("2025-09-01", "2025-09-10", "2025-09-09"),
        ("2025-09-26", "2025-10-13", "2025-10-11"),
        ("2025-09-30", "2025-10-16", "2025-10-15"),
        ("2025-12-31", "2026-01-12", "2026-01-09"),
        ("2026-02-09", "2026-02-25", "2026-02-24"),
        ("2026-02-13", "2026-03-02", "2026-02-28"),
        ("2026-04-29", "2026-05-12", "2026-05-11"),
        ("2026-09-18", "2026-09-29", "2026-09-28"),
        ("2026-09-24", "2026-10-12", "2026-10-10"),
    ] {
        let calendar = Calendar::shipped();
        for (start, last) in [(StartDay::Excluded, excluded), (StartDay::Included, included)] {
            let term = count(&calendar, d(posted), ORDERED_END_PUBLICITY, start).unwrap();
            assert_eq!(term.last_day, d(last), "{posted} {start:?}");
            assert_eq!(term.counted().len(), 7);
            assert_eq!(term.provisional, None, "{posted}");
        }
    }
}

/// R25-2: the time for a statement after service by hand.
#[test]
fn statement_after_direct_service() {
    let term = term("2026-03-18", "5w");
    assert_eq!(term.last_day, d("2026-03-25"));
    assert_eq!(term.possible_from, Some(d("2026-03-26")));
    assert_eq!(term.last_working_day, None);
    assert!(!term.is_over(d("2026-03-25")));
    assert!(term.is_over(d("2026-03-26")));
}

/// G61-2, R25-2: service by announcement, then the time for a statement over the April holiday.
#[test]
fn statement_after_announcement() {
    let announced = term("2026-03-02", "30d");
    assert_eq!(announced.last_day, d("2026-04-01"));
    let statement = term("2026-04-01", "5w");
    assert_eq!(statement.last_day, d("2026-04-09"));
    assert_eq!(statement.possible_from, Some(d("2026-04-10")));
}

#[test]
fn late_december_is_provisional_until_the_next_year_is_loaded() {
    let term = term("2026-12-24", "5w");
    let provisional = term.provisional.clone().unwrap();
    assert_eq!(provisional.years, [2027]);
    assert!(provisional.why.get(Lang::Zh).contains("2027"));
    assert!(!term.is_over(d("2027-03-01")), "what waits stays refused");

    let mut calendar = Calendar::shipped();
    let json = r#"{"2027":{"holidays":["2027-01-01"],"workdays":[]}}"#;
    calendar.add_year(parse_arrangements(json, "示例通知").unwrap().remove(0));
    let settled = count(&calendar, d("2026-12-24"), "5w".parse().unwrap(), StartDay::Excluded).unwrap();
    assert_eq!(settled.provisional, None);
    assert_eq!(settled.last_day, d("2026-12-31"));
    assert_eq!(settled.possible_from, Some(d("2027-01-04")));
}

#[test]
fn only_days_that_matter_make_a_date_provisional() {
    assert_eq!(term("2026-12-18", "5w").provisional, None);
    assert!(term("2026-12-21", "5w").provisional.is_some(), "possible on 29 December, if it is worked");
    // 30 days cross the end of the year, only their end matters.
    assert_eq!(term("2025-12-10", "30d").provisional, None);
    assert!(term("2026-12-10", "30d").provisional.is_some());
    assert!(term("2023-05-10", "5w").provisional.is_some(), "a year before those loaded");
}

#[test]
fn terms_in_months_are_clamped_and_move_on() {
    assert_eq!(term("2026-01-31", "1m").last_day, d("2026-02-28"), "R16-1, a make-up workday");
    let moved = term("2026-02-14", "1m");
    assert_eq!(moved.last_day, d("2026-03-16"), "R16-1, 14 March is a Saturday");
    let marks: Vec<Mark> = moved.steps.iter().map(|s| s.mark).collect();
    let expected = [Mark::Event, Mark::Counted(1), Mark::MovedOver, Mark::MovedTo, Mark::Possible];
    assert_eq!(marks, expected);
    assert_eq!(term("2024-02-29", "1y").last_day, d("2025-02-28"));
    assert_eq!(term("2025-02-28", "1y").last_day, d("2026-02-28"));
    assert_eq!(term("2026-09-24", "7d").last_day, d("2026-10-08"), "1 October is a holiday");
}

#[test]
fn backward_terms_never_move_forward() {
    let term = term("2026-05-31", "-3m");
    assert_eq!(term.last_day, d("2026-02-28"));
    assert_eq!(term.last_working_day, Some(d("2026-02-28")));
    assert_eq!(term.possible_from, None);

    let calendar = Calendar::shipped();
    let off = renewal_deadline(&calendar, d("2026-08-21")).unwrap();
    assert_eq!(off.last_day, d("2026-05-21"));
    let weekend = renewal_deadline(&calendar, d("2026-09-14")).unwrap();
    assert_eq!(weekend.last_day, d("2026-06-14"), "a Sunday stays the last day");
    assert_eq!(weekend.last_working_day, Some(d("2026-06-12")));
    assert!(!weekend.is_over(d("2026-06-14")));
    assert!(weekend.is_over(d("2026-06-15")));
    let days = count(&calendar, d("2026-03-26"), "-5w".parse().unwrap(), StartDay::Excluded).unwrap();
    assert_eq!(days.last_day, d("2026-03-19"));
}

#[test]
fn leap_days_backward() {
    assert_eq!(term("2024-05-31", "-3m").last_day, d("2024-02-29"));
    assert_eq!(term("2025-05-29", "-3m").last_day, d("2025-02-28"));
}

/// R10-1, R10-3.
#[test]
fn validity_of_a_filing() {
    for (published, until) in [
        ("2025-09-01", "2028-08-31"),
        ("2025-01-01", "2027-12-31"),
        ("2024-02-29", "2027-02-28"),
        ("2025-03-01", "2028-02-29"),
        ("2025-02-28", "2028-02-27"),
    ] {
        let validity = validity(d(published)).unwrap();
        assert_eq!((validity.from, validity.until), (d(published), d(until)));
    }
    let more = renewed(d("2028-08-31")).unwrap();
    assert_eq!((more.from, more.until), (d("2028-09-01"), d("2031-08-31")));
    let leap = renewed(d("2027-02-28")).unwrap();
    assert_eq!((leap.from, leap.until), (d("2027-03-01"), d("2030-02-28")));
}

#[test]
fn dates_out_of_range_are_refused() {
    let calendar = Calendar::shipped();
    for (from, length) in [
        ("1999-12-31", "5w"),
        ("2101-01-01", "5w"),
        ("2100-12-30", "5w"),
        ("2090-01-01", "50y"),
        ("2000-01-02", "-1m"),
        ("9999-12-31", "3y"),
    ] {
        let result = count(&calendar, d(from), length.parse().unwrap(), StartDay::Excluded);
        assert!(result.is_err(), "{from} {length}");
    }
    assert!(validity(NaiveDate::MAX).is_err());
    assert!(renewed(NaiveDate::MAX).is_err());
    assert!(count(&calendar, NaiveDate::MIN, VALIDITY, StartDay::Included).is_err());
}

#[test]
fn every_line_of_the_counting_has_words() {
    let lines = term("2026-02-13", "15d").steps;
    assert!(lines.iter().all(|s| !s.why().is_empty()));
    assert_eq!(lines[0].why().get(Lang::En), "working day: day of the event, not counted");
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0i32..1400).prop_map(|n| d("2023-06-01") + chrono::TimeDelta::days(n.into()))
}

fn any_length() -> impl Strategy<Value = Length> {
    let unit = prop_oneof![Just(Unit::WorkingDays), Just(Unit::Days), Just(Unit::Months), Just(Unit::Years)];
    (unit, 1i32..40, any::<bool>())
        .prop_map(|(unit, n, back)| Length::new(if back { -n.min(20) } else { n }, unit).unwrap())
}

fn any_start() -> impl Strategy<Value = StartDay> {
    prop_oneof![Just(StartDay::Excluded), Just(StartDay::Included)]
}

proptest! {
    #[test]
    fn forward_terms_end_on_a_working_day(from in any_day(), length in any_length(), start in any_start()) {
        let calendar = Calendar::shipped();
        let term = count(&calendar, from, length, start).unwrap();
        if length.is_backward() {
            let worked = term.last_working_day.unwrap();
            prop_assert!(calendar.is_workday(worked) && worked <= term.last_day);
            prop_assert!(term.last_day <= from && term.possible_from.is_none());
        } else {
            let possible = term.possible_from.unwrap();
            prop_assert!(calendar.is_workday(term.last_day) && calendar.is_workday(possible));
            prop_assert!(from <= term.last_day && term.last_day < possible);
            let between = term.last_day.iter_days().skip(1).take_while(|day| *day < possible);
            prop_assert!(between.into_iter().all(|day| !calendar.is_workday(day)));
        }
    }

    #[test]
    fn a_later_event_never_ends_earlier(from in any_day(), length in any_length(), start in any_start()) {
        let calendar = Calendar::shipped();
        let one = count(&calendar, from, length, start).unwrap();
        let next = count(&calendar, from.succ_opt().unwrap(), length, start).unwrap();
        prop_assert!(one.last_day <= next.last_day);
        prop_assert!(one.possible_from <= next.possible_from);
    }

    #[test]
    fn a_longer_term_never_ends_earlier(from in any_day(), n in 1i32..60, start in any_start()) {
        let calendar = Calendar::shipped();
        for unit in [Unit::WorkingDays, Unit::Days, Unit::Months] {
            let short = count(&calendar, from, Length::new(n, unit).unwrap(), start).unwrap();
            let long = count(&calendar, from, Length::new(n + 1, unit).unwrap(), start).unwrap();
            prop_assert!(short.last_day <= long.last_day);
        }
    }

    #[test]
    fn the_counting_explains_the_result(from in any_day(), length in any_length(), start in any_start()) {
        let calendar = Calendar::shipped();
        let term = count(&calendar, from, length, start).unwrap();
        let counted = term.counted();
        prop_assert_eq!(counted.len(), length.count().unsigned_abs() as usize);
        prop_assert!(term.steps.iter().all(|s| s.kind == calendar.day(s.date)));
        if length.unit() == Unit::WorkingDays {
            prop_assert_eq!(*counted.last().unwrap(), term.last_day);
            prop_assert!(counted.iter().all(|day| calendar.is_workday(*day)));
        }
        let ends = term.steps.iter().rev().find(|s| matches!(s.mark, Mark::Counted(_) | Mark::MovedTo));
        prop_assert_eq!(ends.unwrap().date, term.last_day);
    }

    #[test]
    fn what_is_told_to_be_in_time_stays_so(from in 0i64..120, n in 1i32..40, later in 0i64..90, off in proptest::collection::btree_set(0i64..200, 1..40)) {
        // The same day judged before and after the calendar of 2027 is there, whatever it holds.
        let from = d("2026-10-01") + chrono::Days::new(from.unsigned_abs());
        let day = from + chrono::Days::new(later.unsigned_abs());
        let first = d("2027-01-01");
        let holidays: Vec<String> = off.iter().map(|n| (first + chrono::Days::new(n.unsigned_abs())).to_string()).collect();
        let year = serde_json::json!({ "2027": { "holidays": holidays, "workdays": [] } }).to_string();
        let mut loaded = Calendar::shipped();
        loaded.add_year(parse_arrangements(&year, "示例安排").unwrap().remove(0));
        for unit in [Unit::WorkingDays, Unit::Days, Unit::Months] {
            let length = Length::new(if unit == Unit::Months { 1 + n % 4 } else { n }, unit).unwrap();
            let before = count(&Calendar::shipped(), from, length, StartDay::Excluded).unwrap();
            let after = count(&loaded, from, length, StartDay::Excluded).unwrap();
            if let Some(told) = before.in_time(day, &Calendar::shipped()) {
                prop_assert_eq!(told, day <= after.last_day);
            }
        }
    }

    #[test]
    fn an_included_start_ends_no_later(from in any_day(), n in 1i32..60) {
        let calendar = Calendar::shipped();
        for unit in [Unit::WorkingDays, Unit::Days, Unit::Months, Unit::Years] {
            let length = Length::new(n.min(20), unit).unwrap();
            let included = count(&calendar, from, length, StartDay::Included).unwrap();
            let excluded = count(&calendar, from, length, StartDay::Excluded).unwrap();
            prop_assert!(included.last_day <= excluded.last_day);
        }
    }

    #[test]
    fn a_filing_is_valid_for_three_years(from in any_day()) {
        let validity = validity(from).unwrap();
        let days = (validity.until - validity.from).num_days() + 1;
        prop_assert!((1095..=1096).contains(&days));
        prop_assert_eq!(renewed(validity.until).unwrap().from, validity.until.succ_opt().unwrap());
    }
}
