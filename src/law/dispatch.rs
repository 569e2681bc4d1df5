//! Whom a bureau sends to an activity (派遣, R21-2, R22-2): appointed on its days, without an interest in the agency, nowhere else then.
//! Pure.

use chrono::NaiveDate;

use super::requirement::{Mend, Requirement};
use super::rules::RuleId;
use crate::records::activity::ActivityFile;
use crate::records::ids::RecordNo;
use crate::records::inspector::{Inspector, Interest};
use crate::say;
use crate::text::Text;

/// What sending somebody wants: of whom the list has, of anybody only that they are not elsewhere.
#[must_use]
pub fn dispatched(
    file: &ActivityFile,
    listed: Option<&Inspector>,
    interest: Option<Interest>,
    elsewhere: Option<RecordNo>,
) -> Vec<Requirement> {
    let mut all = visits_agency(listed, interest, (file.occasion.starts_on, file.occasion.ends_on));
    all.push(Requirement::when(
        RuleId::R22_2,
        elsewhere.is_none(),
        Text::new("当日没有其他派遣", "sent nowhere else on those days"),
        elsewhere.map_or_else(Text::default, |no| {
            say!("同日已派往 {n}", "sent to {n} on the same day", n = no.to_string())
        }),
        another(),
    ));
    all
}

fn another() -> Mend {
    Mend::Somebody(Text::new("另派一人", "name somebody else"))
}

/// What sending somebody to an agency wants of whom the list has: appointed on those days, without an interest in it.
#[must_use]
pub fn visits_agency(
    listed: Option<&Inspector>,
    interest: Option<Interest>,
    (from, until): (NaiveDate, NaiveDate),
) -> Vec<Requirement> {
    let Some(one) = listed else { return Vec::new() };
    vec![
        Requirement::when(
            RuleId::R22_2,
            one.appointed(from) && one.appointed(until),
            say!("在聘, 至 {d}", "appointed until {d}", d = one.appointed_until),
            say!(
                "聘任期 {f} 至 {u}, 不含当日",
                "appointed from {f} to {u}, not on those days",
                f = one.appointed_on,
                u = one.ended.as_ref().map_or(one.appointed_until, |(on, _)| *on)
            ),
            another(),
        ),
        Requirement::when(
            RuleId::R21_2,
            interest.is_none(),
            Text::new("没有登记的回避情形", "no interest is recorded"),
            interest.map_or_else(Text::default, |interest| {
                say!("与机构有利害关系: {i}", "has an interest in the agency: {i}", i = interest)
            }),
            another(),
        ),
    ]
}
