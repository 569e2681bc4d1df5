//! Whom a bureau sends to an activity (派遣, R21-2, R22-2): appointed on its days, without an interest in the agency, nowhere else then.
//! Pure.

use chrono::NaiveDate;

use super::requirement::{Mend, Requirement};
use super::rules::RuleId;
use crate::records::errand::{Errand, Prospect};
use crate::records::ids::RecordNo;
use crate::records::inspector::{Inspector, Interest};
use crate::say;
use crate::text::Text;

/// What sending somebody wants: of whom the list has, of anybody only that they are not elsewhere.
#[must_use]
pub fn dispatched(
    errand: &Errand,
    listed: Option<&Inspector>,
    interest: Option<Interest>,
    elsewhere: Option<RecordNo>,
) -> Vec<Requirement> {
    let mut all = visits_agency(listed, interest, errand.days);
    all.extend(listed.map(|one| {
        let unit = one.unit.trim();
        Requirement::when(
            RuleId::R21_2,
            unit.is_empty() || unit != errand.agency_name,
            Text::new("不是该机构的人员", "works elsewhere"),
            Text::new("是该机构的人员", "works at that agency"),
            another(),
        )
    }));
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

/// Why somebody can't be sent; none where they can: the first of what [`dispatched`] refuses.
#[must_use]
pub fn barred(errand: &Errand, one: &Prospect) -> Option<Text> {
    let judged = dispatched(errand, Some(&one.inspector), one.interest, one.elsewhere);
    judged.into_iter().find(Requirement::refuses).map(|why| why.text)
}

/// How well somebody's fields fit (专业对口): named ones first, then who does all fields, then others.
fn fit(errand: &Errand, one: &Inspector) -> u8 {
    match errand.occupation {
        Some(code) if one.fields.hold(code) => u8::from(one.fields.is_all()),
        Some(_) => 2,
        None => 0,
    }
}

/// Who could be sent, the best first: who can at all, by fit, by distance of interest (never there, or longest ago), by load, by number.
pub fn rank(errand: &Errand, prospects: &mut [Prospect]) {
    prospects.sort_by_cached_key(|one| {
        (
            barred(errand, one).is_some(),
            fit(errand, &one.inspector),
            one.last_here,
            one.load,
            one.inspector.number.clone(),
        )
    });
}

/// What speaks for and against somebody, in a line.
#[must_use]
pub fn told(errand: &Errand, one: &Prospect) -> Text {
    let name = &one.inspector.name;
    let number = &one.inspector.number;
    if let Some(why) = barred(errand, one) {
        return say!("{a} {n}  不能派: {w}", "{a} {n}  can't be sent: {w}", a = name, n = number, w = why);
    }
    let fit = match (errand.occupation, fit(errand, &one.inspector)) {
        (None, _) => Text::default(),
        (_, 0) => Text::new("专业对口, ", "of the field, "),
        (_, 1) => Text::new("各专业, ", "all fields, "),
        _ => Text::new("专业不对口, ", "of another field, "),
    };
    let last = match one.last_here {
        Some(on) => say!("上次到该机构 {d}", "last there {d}", d = on),
        None => Text::new("未到过该机构", "never there"),
    };
    say!(
        "{a} {n}  {f}近一年 {l} 次, {h}",
        "{a} {n}  {f}{l} visits in a year, {h}",
        a = name,
        n = number,
        f = fit,
        l = one.load,
        h = last
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::bureau::BureauId;
    use crate::records::ids::{AgencyId, InspectorId, RecordKind};
    use crate::records::inspector::WorkFields;

    fn day(written: &str) -> NaiveDate {
        written.parse().unwrap()
    }

    fn errand() -> Errand {
        Errand {
            bureau: BureauId::CORPS,
            agency: AgencyId(1),
            agency_name: "示例学校".to_owned(),
            activity: None,
            occupation: Some("6-18-02-04".parse().unwrap()),
            days: (day("2026-03-02"), day("2026-03-03")),
        }
    }

    fn prospect(number: &str, fields: &str) -> Prospect {
        Prospect {
            inspector: Inspector {
                id: InspectorId(1),
                number: number.to_owned(),
                name: format!("示例{number}"),
                unit: "示例单位".to_owned(),
                fields: WorkFields::parse(fields).unwrap(),
                appointed_on: day("2026-01-01"),
                appointed_until: day("2026-12-31"),
                ended: None,
            },
            interest: None,
            elsewhere: None,
            load: 0,
            last_here: None,
        }
    }

    fn order(mut all: Vec<Prospect>) -> Vec<String> {
        rank(&errand(), &mut all);
        all.into_iter().map(|one| one.inspector.number).collect()
    }

    #[test]
    fn fit_goes_before_distance_and_distance_before_load() {
        let busy = Prospect { load: 9, ..prospect("1", "6-18") };
        let been = Prospect { last_here: Some(day("2025-05-05")), ..prospect("2", "6-18") };
        let long_ago = Prospect { last_here: Some(day("2024-05-05")), ..prospect("3", "6-18") };
        let all = vec![been, long_ago, busy, prospect("4", ""), prospect("5", "4-02"), prospect("6", "6-18")];
        assert_eq!(order(all), ["6", "1", "3", "2", "4", "5"]);
    }

    #[test]
    fn who_cannot_be_sent_comes_last_with_the_reason() {
        let no = RecordNo { kind: RecordKind::Activity, year: 2026, serial: 1 };
        let kin = Prospect { interest: Some(Interest::Kin), ..prospect("1", "6-18") };
        let away = Prospect { elsewhere: Some(no), ..prospect("2", "6-18") };
        let mut there = prospect("3", "6-18");
        "示例学校".clone_into(&mut there.inspector.unit);
        let mut over = prospect("4", "6-18");
        over.inspector.appointed_until = day("2026-03-02");
        for one in [&kin, &away, &there, &over] {
            assert!(barred(&errand(), one).is_some(), "{one:?}");
        }
        assert_eq!(order(vec![kin, away, there, over, prospect("9", "4")])[0], "9");
    }
}
