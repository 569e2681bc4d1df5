//! Activities as the scenario leaves them: their clocks on the days that the law gives, and what becomes of them elsewhere.

#[path = "support/scenario.rs"]
mod scenario;

use anjuan::cli::session::Session;
use anjuan::records::activity::{ActivityFile, ActivityStatus};
use anjuan::records::deadline::{Clock, DeadlineState};
use anjuan::records::ids::{RecordKind, RecordNo};
use anjuan::records::supervision::SupervisionStatus;
use anjuan::store::lists::{self, ListKind, Query, RowFacts, Step};
use anjuan::store::{self};

fn activity(session: &Session, agency: &str, starts_on: &str) -> ActivityFile {
    let all = (1..20).map(|serial| RecordNo { kind: RecordKind::Activity, year: 2026, serial });
    let mut files = all.filter_map(|no| store::activities::file(&session.store, no).unwrap());
    let day = starts_on.parse().unwrap();
    let is = |file: &ActivityFile| file.occasion.starts_on == day && file.agency.facts.name.ends_with(agency);
    files.find(is).unwrap_or_else(|| panic!("{agency} {starts_on}"))
}

fn clock(file: &ActivityFile, clock: Clock) -> (String, DeadlineState) {
    let deadline = file.deadlines.iter().find(|deadline| deadline.clock == clock);
    let deadline = deadline.unwrap_or_else(|| panic!("{clock}: {:?}", file.deadlines));
    (deadline.due.to_string(), deadline.state)
}

#[test]
fn archive_and_report_are_due_on_the_days_the_law_gives() {
    let folder = tempfile::tempdir().unwrap();
    let session = scenario::played(folder.path(), "activities.jsonl", None);
    // A make-up workday is one; a Saturday that is none moves the day on.
    let january = activity(&session, "活动学校", "2026-01-31");
    assert_eq!(clock(&january, Clock::Archive), ("2026-02-28".into(), DeadlineState::Met));
    assert_eq!(clock(&january, Clock::InternalReport), ("2026-02-06".into(), DeadlineState::Met));
    let february = activity(&session, "社会组织", "2026-02-14");
    assert_eq!(clock(&february, Clock::Archive), ("2026-03-16".into(), DeadlineState::Missed));
    assert_eq!(clock(&february, Clock::InternalReport).1, DeadlineState::Missed);
    assert_eq!(clock(&february, Clock::ExternalSupervisor), ("2026-02-14".into(), DeadlineState::Met));
    // What was called off owes nothing, and nobody goes there.
    let off = activity(&session, "社会组织", "2026-04-20");
    assert_eq!(off.status, ActivityStatus::Cancelled);
    assert_eq!(clock(&off, Clock::ExternalSupervisor).1, DeadlineState::Void);
}

#[test]
fn what_was_moved_stands_at_its_new_days_with_its_visits() {
    let folder = tempfile::tempdir().unwrap();
    let session = scenario::played(folder.path(), "activities.jsonl", None);
    let moved = activity(&session, "活动学校", "2026-03-24");
    assert_eq!((moved.status, moved.occasion.place.as_str()), (ActivityStatus::Running, "示例二考点"));
    let query = Query::new(ListKind::Supervisions, session.actor.bureau);
    let rows = lists::window(&session.store, &query, None, Step::After, 50).unwrap();
    let visit = rows.iter().find_map(|row| match &row.facts {
        RowFacts::Supervision { planned_on, status, supervisor, .. } => {
            Some((*planned_on, status.clone(), supervisor.clone()))
        }
        _ => None,
    });
    let (planned_on, status, supervisor) = visit.unwrap();
    assert_eq!(planned_on.to_string(), "2026-02-14");
    assert_eq!(status, SupervisionStatus::Planned.to_string());
    assert_eq!(supervisor.as_deref(), Some("示例督导员乙"));
    assert!(session.store.integrity().unwrap().is_empty());
}

/// The rules that an activity broke, in the order of the judgement.
fn broken(file: &ActivityFile) -> Vec<&'static str> {
    file.breaches.iter().map(|breach| breach.broken.as_str()).collect()
}

#[test]
fn what_was_found_is_on_file_with_each_rule_it_broke() {
    let folder = tempfile::tempdir().unwrap();
    let session = scenario::played(folder.path(), "found.jsonl", None);
    let at = |day: &str, place: &str| {
        let all = (1..20).map(|serial| RecordNo { kind: RecordKind::Activity, year: 2026, serial });
        let mut files = all.filter_map(|no| store::activities::file(&session.store, no).unwrap());
        let day = day.parse().unwrap();
        files.find(|file| file.occasion.starts_on == day && file.occasion.place == place).unwrap()
    };
    // Nobody filed a plan of any of them.
    assert_eq!(broken(&at("2026-03-06", "示例考点")), ["R14-1"]);
    assert_eq!(broken(&at("2026-03-06", "示例二考点")), ["R12-1", "R14-1"]);
    assert_eq!(broken(&at("2026-03-07", "示例考点")), ["R14-1", "R14-1", "R13-2"]);
    assert_eq!(broken(&at("2026-03-08", "示例考点")), ["R14-1"]);
    assert_eq!(broken(&at("2026-03-06", "示例三考点")), ["R14-1", "R23-1"]);
    assert_eq!(broken(&at("2026-03-10", "示例考点")), ["R12-1", "R14-1"]);
    assert_eq!(broken(&at("2025-08-31", "示例考点")), Vec::<&str>::new());
    // The validity ran out before as well.
    assert_eq!(broken(&at("2026-03-13", "示例四考点")), ["R12-1", "R14-1", "R19-3"]);
    // One that began on the day of the suspension, or before, is none of its breaches.
    assert_eq!(broken(&at("2026-03-12", "示例五考点")), ["R12-1", "R14-1"]);
    let unsupervised = at("2026-03-16", "示例考点");
    assert_eq!(broken(&unsupervised), ["R14-1", "R13-2", "R22-2"]);
    assert_eq!((unsupervised.batch.uploaded(), unsupervised.batch.withdrawn()), (28, 2));
    assert!(!unsupervised.batch.is_held());
    // The case names the activity, suspends the agency, and the breaches name the case.
    let level = at("2026-03-06", "示例二考点");
    let case = level.breaches.first().unwrap().case.unwrap();
    assert!(level.breaches.iter().all(|breach| breach.case == Some(case)));
    let case = store::cases::for_judgement(&session.store, case).unwrap().unwrap().0;
    assert!(case.source.contains(&level.no.to_string()), "{}", case.source);
    assert_eq!(level.suspended_by.iter().map(|(no, _)| *no).collect::<Vec<_>>(), [case.no]);
    assert!(session.store.integrity().unwrap().is_empty());
}
