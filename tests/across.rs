//! Activities across divisions and the schedule, as the scenarios leave them: who sees what, on which days.

#[path = "support/scenario.rs"]
mod scenario;

use anjuan::cli::session::Session;
use anjuan::cli::show;
use anjuan::commands::scene::Moment;
use anjuan::records::bureau::BureauId;
use anjuan::records::crossing::{CrossingPart, CrossingStatus};
use anjuan::records::deadline::{Clock, DeadlineState};
use anjuan::records::ids::RecordNo;
use anjuan::store::lists::{self, ListKind, Query, RowFacts, Sight, Step};
use anjuan::store::{activities, schedule, staff};

fn division(number: u8) -> BureauId {
    BureauId::division(number).unwrap()
}

fn asked(session: &Session, bureau: BureauId) -> Vec<(RecordNo, CrossingPart, CrossingStatus)> {
    let rows = lists::window(&session.store, &Query::new(ListKind::Crossings, bureau), None, Step::After, 50);
    let rows = rows.unwrap().into_iter();
    rows.map(|row| match row.facts {
        RowFacts::Crossing { part, status, .. } => (row.no.unwrap(), part, status),
        other => panic!("{other:?}"),
    })
    .collect()
}

#[test]
fn each_office_has_its_own_paper_on_its_list_and_no_other_bureau_any() {
    let folder = tempfile::tempdir().unwrap();
    let session = scenario::played(folder.path(), "across.jsonl", Some("Numbers typed"));
    let (own, host) = (asked(&session, division(8)), asked(&session, division(6)));
    assert_eq!(own.len(), 4, "{own:?}");
    assert!(own.iter().all(|(_, part, _)| *part == CrossingPart::Consent));
    assert!(host.iter().all(|(_, part, _)| *part == CrossingPart::Authorisation));
    // Given, refused by then, called off, and one that waits still.
    let states: Vec<CrossingStatus> = host.iter().rev().map(|(.., status)| *status).collect();
    assert_eq!(
        states,
        [CrossingStatus::Given, CrossingStatus::Refused, CrossingStatus::Lapsed, CrossingStatus::Waiting]
    );
    assert!(asked(&session, division(7)).is_empty());
    assert_eq!(asked(&session, BureauId::CORPS).len(), 8);
}

#[test]
fn both_bureaus_see_what_either_found_and_a_third_sees_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let session = scenario::played(folder.path(), "across.jsonl", Some("Numbers typed"));
    let (no, ..) = *asked(&session, division(6)).last().unwrap();
    let moment =
        Moment { at: "2026-03-20T10:00:00+08:00".parse().unwrap(), today: "2026-03-20".parse().unwrap() };
    let shown = |login: &str| {
        let actor = staff::by_login(&session.store, login).unwrap().unwrap();
        show::show(&session.store, &actor, moment, &no.to_string())
    };
    for login in ["wangmin", "fengjie", "host"] {
        let json = shown(login).unwrap().json;
        let found = json["breaches"].as_array().unwrap();
        assert_eq!(found.len(), 2, "{login}: {found:?}");
    }
    let agency = activities::file(&session.store, no).unwrap().unwrap().agency.no.to_string();
    let host = staff::by_login(&session.store, "host").unwrap().unwrap();
    assert!(
        show::show(&session.store, &host, moment, &agency).is_err(),
        "the agency itself stays its bureau's"
    );
    let mut third = host;
    third.bureau = division(7);
    assert!(show::show(&session.store, &third, moment, &no.to_string()).is_err());
}

#[test]
fn the_schedule_has_each_day_of_an_activity_and_what_is_held_here() {
    let folder = tempfile::tempdir().unwrap();
    let session = scenario::played(folder.path(), "across.jsonl", Some("Numbers typed"));
    let day = |text: &str| text.parse().unwrap();
    let on = |sight: Sight| {
        let days = schedule::days(&session.store, sight, day("2026-03-01"), day("2026-03-31")).unwrap();
        days.iter().map(|one| (one.on.to_string(), one.exams)).collect::<Vec<_>>()
    };
    let march = |days: &[&str]| -> Vec<(String, i64)> {
        days.iter().map(|one| (format!("2026-03-{one}"), 1)).collect()
    };
    // Moved from 03-02 by the change; called off on 03-20; at home on 03-23.
    assert_eq!(on(Sight::Of(division(8))), march(&["04", "05", "10", "23", "24"]));
    assert_eq!(on(Sight::All), on(Sight::Of(division(8))));
    assert_eq!(on(Sight::Of(division(6))), march(&["04", "05", "10", "24"]));
    assert!(on(Sight::Of(division(7))).is_empty());
    let exams = |sight, text: &str| schedule::exams(&session.store, sight, day(text), 10).unwrap();
    let waiting = exams(Sight::Of(division(6)), "2026-03-24");
    assert!(waiting.len() == 1 && waiting[0].paper_lacks, "{waiting:?}");
    assert!(!exams(Sight::Of(division(6)), "2026-03-05")[0].paper_lacks);
    assert!(exams(Sight::Of(division(8)), "2026-03-06").is_empty());
}

#[test]
fn an_exam_of_a_social_organisation_without_supervisor_stands_out_until_it_has_one() {
    let folder = tempfile::tempdir().unwrap();
    let session = scenario::played(folder.path(), "activities.jsonl", Some("\"assign-supervisor\""));
    let day = |text: &str| text.parse().unwrap();
    let sight = Sight::Of(division(8));
    let lacking = |session: &Session| {
        let days = schedule::days(&session.store, sight, day("2026-01-01"), day("2026-04-30")).unwrap();
        days.iter().map(|one| one.unsupervised).sum::<i64>()
    };
    assert_eq!(lacking(&session), 1);
    let days = schedule::days(&session.store, sight, day("2026-01-01"), day("2026-04-30")).unwrap();
    let on = days.iter().find(|one| one.unsupervised > 0).unwrap().on;
    let exams = schedule::exams(&session.store, sight, on, 10).unwrap();
    assert!(exams[0].wants_supervisor && exams[0].supervisors.is_none(), "{exams:?}");
    let folder = tempfile::tempdir().unwrap();
    let after = scenario::played(folder.path(), "activities.jsonl", None);
    let exams = schedule::exams(&after.store, sight, on, 10).unwrap();
    assert!(exams.iter().all(|exam| !exam.wants_supervisor || exam.supervisors.is_some()), "{exams:?}");
}

#[test]
fn what_is_to_be_answered_stands_on_the_worklist_of_its_office_until_the_day_before() {
    let folder = tempfile::tempdir().unwrap();
    let session = scenario::played(folder.path(), "across.jsonl", Some("Numbers typed"));
    let due = |bureau: BureauId| {
        let rows =
            lists::window(&session.store, &Query::new(ListKind::Deadlines, bureau), None, Step::After, 500);
        let open = rows.unwrap().into_iter().filter_map(|row| match row.facts {
            RowFacts::Deadline(one) => Some((one.clock, one.due.to_string(), row.bureau)),
            _ => None,
        });
        let crossing = |clock: Clock| matches!(clock, Clock::CrossingConsent | Clock::CrossingAuthorisation);
        open.filter(|(clock, ..)| crossing(*clock)).collect::<Vec<_>>()
    };
    let waiting = (Clock::CrossingAuthorisation, "2026-03-23".to_owned(), division(6));
    assert_eq!(due(division(6)), [waiting]);
    assert!(due(division(8)).is_empty(), "its consent is given");
    // Moved by the change, and answered in time.
    let (no, ..) = *asked(&session, division(6)).last().unwrap();
    let file = activities::file(&session.store, no).unwrap().unwrap();
    let clock = |clock| {
        let one = file.deadlines.iter().rfind(|one| one.clock == clock).unwrap();
        (one.due.to_string(), one.state)
    };
    assert_eq!(clock(Clock::CrossingAuthorisation), ("2026-03-03".to_owned(), DeadlineState::Met));
    assert_eq!(clock(Clock::CrossingConsent), ("2026-03-03".to_owned(), DeadlineState::Met));
}
