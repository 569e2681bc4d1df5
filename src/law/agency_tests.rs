//! What is judged of an agency by its days: the validity it is in, what a renewal rests on, when it ends by itself.

use chrono::NaiveDate;

use super::calendar::Calendar;
use super::constraints::unconstrained;
use super::filings::{begun, supervised, validity_began};
use super::leaving::{self, holds, idle_since, proposed};
use super::requirement::Requirement;
use crate::records::agency::{Agency, AgencyStatus, Constrained, Constraint, Known, Validity};
use crate::records::filing::{EndGround, FilingKind};
use crate::records::ids::{AgencyId, RecordKind, RecordNo};
use crate::records::supervision::SupervisionKind;
use crate::text::Lang;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn agency(published: &str, expires: &str) -> Agency {
    let facts = serde_json::json!({
        "name": "示例学校", "kind": "social", "agency_code": null, "credit_code": "52659001MA0000001M",
        "legal_representative": "示例", "contact": "示例", "phone": "", "address": "", "bureau": "d08",
        "published_on": published, "expires_on": expires, "note": "", "scopes": [],
    });
    Agency {
        id: AgencyId(1),
        no: RecordNo { kind: RecordKind::Agency, year: 0, serial: 1 },
        status: AgencyStatus::Listed,
        facts: serde_json::from_value(facts).unwrap(),
        version: 1,
        known: Known::default(),
    }
}

fn filed(agency: &Agency) -> Validity {
    agency.facts.validity.unwrap()
}

#[test]
fn the_validity_is_that_of_the_publication_or_of_the_last_renewal() {
    for (published, expires, began) in [
        ("2023-08-31", "2026-08-30", "2023-08-31"),
        ("2023-08-31", "2029-08-30", "2026-08-31"),
        // Out of a leap day, and into one.
        ("2024-02-29", "2027-02-28", "2024-02-29"),
        ("2022-03-01", "2028-02-29", "2025-03-01"),
        ("2021-03-01", "2027-02-28", "2024-03-01"),
        ("2020-02-29", "2026-02-28", "2023-03-01"),
        // A shorter one, as some ledgers have it.
        ("2025-01-01", "2025-12-31", "2025-01-01"),
    ] {
        assert_eq!(
            validity_began(filed(&agency(published, expires))),
            day(began),
            "{published} to {expires}"
        );
    }
    let renewed = agency("2023-08-31", "2029-08-30");
    assert!(begun(filed(&renewed), day("2026-08-30")).refuses());
    assert!(!begun(filed(&renewed), day("2026-08-31")).refuses());
}

#[test]
fn a_renewal_rests_on_the_special_supervision_of_the_validity() {
    let mut school = agency("2023-08-31", "2026-08-30");
    school.known.inspections =
        vec![(SupervisionKind::Special, day("2023-08-30")), (SupervisionKind::Annual, day("2024-12-01"))];
    // One of the validity before doesn't count, nor does an annual inspection.
    assert!(supervised(&school, filed(&school), Some(false)).refuses());
    assert!(!supervised(&school, filed(&school), Some(true)).refuses());
    school.known.inspections.push((SupervisionKind::Special, day("2023-08-31")));
    assert!(!supervised(&school, filed(&school), Some(false)).refuses());
}

#[test]
fn an_end_holds_from_the_day_after() {
    let mut school = agency("2023-08-31", "2026-08-30");
    let expired = |school: &Agency, on| {
        !holds(school, EndGround::Expired, None, &Calendar::shipped(), day(on)).refuses()
    };
    assert!(!expired(&school, "2026-08-30") && expired(&school, "2026-08-31"));
    assert_eq!(proposed(&school, &Calendar::shipped(), day("2026-08-30")), None);
    assert_eq!(proposed(&school, &Calendar::shipped(), day("2026-08-31")), Some(EndGround::Expired));
    school.known.renewal_applied = Some(day("2026-05-30"));
    assert!(!expired(&school, "2026-08-31"));
    assert_eq!(proposed(&school, &Calendar::shipped(), day("2026-08-31")), None);
}

#[test]
fn a_year_without_an_evaluation_counts_from_what_is_known() {
    let mut school = agency("2023-08-31", "2026-08-30");
    let idle = |school: &Agency, told: Option<&str>, on: NaiveDate| {
        !holds(school, EndGround::Inactive, told.map(day), &Calendar::shipped(), on).refuses()
    };
    // Of one from a ledger nothing is known: that is no year without an evaluation, unless the clerk finds out.
    assert_eq!(idle_since(&school), None);
    assert!(!idle(&school, None, day("2026-08-28")));
    assert!(!idle(&school, Some("2026-08-29"), day("2026-08-28")));
    // A year that ends on a Sunday ends on the Monday after it.
    assert!(!idle(&school, Some("2025-08-30"), day("2026-08-31")));
    assert!(idle(&school, Some("2025-08-30"), day("2026-09-01")));
    // One that ended long ago is over, whatever years are loaded.
    assert!(idle(&school, Some("2021-05-10"), day("2026-08-28")));
    // Published here, it is reminded from there; an end wants more than that none was put on record. 2024-08-31 is a Saturday.
    school.known.published_here = Some(day("2023-08-31"));
    assert_eq!(idle_since(&school), Some(day("2023-08-31")));
    assert!(!idle(&school, None, day("2026-08-28")));
    for (last, until, from) in [
        ("2024-02-29", "2025-02-28", "2025-03-03"),
        ("2024-12-31", "2025-12-31", "2026-01-04"),
        ("2020-01-01", "2024-09-02", "2024-09-03"),
    ] {
        school.known.last_evaluation = Some(day(last));
        assert!(!idle(&school, None, day(until)), "{last}");
        assert!(idle(&school, None, day(from)), "{last}");
        // What is said to be earlier doesn't go before what is on record.
        assert!(!idle(&school, Some("2023-09-01"), day(until)), "{last}");
    }
    school.known.last_evaluation = Some(day("2024-12-30"));
    assert_eq!(proposed(&school, &Calendar::shipped(), day("2025-12-31")), Some(EndGround::Inactive));
}

#[test]
fn a_legal_person_found_to_have_ended_is_proposed() {
    let mut school = agency("2023-08-31", "2026-08-30");
    school.known.legal_person_lost = Some((day("2025-01-10"), "示例注销公告".to_owned()));
    assert_eq!(proposed(&school, &Calendar::shipped(), day("2025-01-10")), Some(EndGround::LegalPersonEnded));
    school.known.end_under_way =
        Some((RecordNo { kind: RecordKind::Filing, year: 2025, serial: 1 }, FilingKind::End));
    assert_eq!(proposed(&school, &Calendar::shipped(), day("2025-01-10")), None);
    school.known.end_under_way = None;
    school.status = AgencyStatus::Cancelled;
    assert_eq!(proposed(&school, &Calendar::shipped(), day("2025-01-10")), None);
}

#[test]
fn a_constraint_holds_from_its_first_day() {
    let case = RecordNo { kind: RecordKind::Case, year: 2026, serial: 1 };
    let held = [Constraint { by: Constrained::Case(case), since: day("2026-05-01"), until: None }];
    assert!(!unconstrained(&held, day("2026-04-30")).iter().any(Requirement::refuses));
    assert!(unconstrained(&held, day("2026-05-01")).iter().all(Requirement::refuses));
}

#[test]
fn who_left_the_directory_still_has_a_duty() {
    let mut school = agency("2023-08-31", "2026-08-30");
    assert_eq!(leaving::duty_after(&school), None);
    school.status = AgencyStatus::Cancelled;
    let duty = leaving::duty_after(&school).unwrap();
    assert!(duty.get(Lang::Zh).contains("第二十条") && duty.get(Lang::En).contains("Art. 20"));
}
