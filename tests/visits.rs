//! Visits as the scenario leaves them: sheets in time and late, problems put right or led on to a case, each with its clock.

#[path = "support/scenario.rs"]
mod scenario;

use anjuan::records::deadline::{Clock, DeadlineState};
use anjuan::records::supervision::SupervisionStatus;
use anjuan::records::visit::VisitFile;
use anjuan::store::{self, Store};
use anjuan::text::Lang;

fn visit(store: &Store, serial: i64) -> VisitFile {
    let no = format!("DD-2026-{serial:04}").parse().unwrap();
    store::visits::file(store, no).unwrap().unwrap()
}

fn sheet(file: &VisitFile) -> Option<(String, DeadlineState)> {
    let found = file.deadlines.iter().find(|one| one.clock == Clock::ScoreSheet)?;
    Some((found.due.to_string(), found.state))
}

#[test]
fn a_sheet_is_due_the_day_the_activity_ends_and_a_late_one_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let session = scenario::played(folder.path(), "visits.jsonl", None);
    let [first, second, third, fourth] = [1, 2, 3, 4].map(|serial| visit(&session.store, serial));
    assert_eq!(sheet(&first), Some(("2026-03-20".into(), DeadlineState::Met)));
    assert_eq!(first.status, SupervisionStatus::Closed);
    assert_eq!(sheet(&second), Some(("2026-03-20".into(), DeadlineState::Missed)));
    let told: Vec<String> = second.told().iter().map(|line| line.get(Lang::Zh).to_owned()).collect();
    assert!(told.iter().any(|line| line.contains("2026-03-21 提交 (逾期)")), "{told:?}");
    // Not handed in: it stays open, past its day.
    assert_eq!(sheet(&third), Some(("2026-03-20".into(), DeadlineState::Open)));
    assert_eq!(sheet(&fourth).map(|(_, state)| state), None);
}

#[test]
fn problems_are_put_right_or_lead_to_a_case() {
    let folder = tempfile::tempdir().unwrap();
    let session = scenario::played(folder.path(), "visits.jsonl", None);
    let file = visit(&session.store, 2);
    let clocks: Vec<DeadlineState> =
        file.deadlines.iter().filter(|one| one.clock == Clock::Rectification).map(|one| one.state).collect();
    assert_eq!(clocks, [DeadlineState::Met, DeadlineState::Void, DeadlineState::Missed]);
    let cases: Vec<bool> = file.problems.iter().map(|problem| problem.case.is_some()).collect();
    assert_eq!(cases, [false, true, true]);
    assert_ne!(file.problems[1].case, file.problems[2].case);
    assert_eq!(file.status, SupervisionStatus::Closed);
    let case =
        store::cases::for_judgement(&session.store, file.problems[1].case.unwrap()).unwrap().unwrap().0;
    assert!(case.source.contains("DD-2026-0002"), "{}", case.source);
    assert!(session.store.integrity().unwrap().is_empty());
}

#[test]
fn a_plan_spreads_its_visits_over_working_days_before_each_expiry_with_who_goes() {
    use anjuan::records::bureau::BureauId;
    use anjuan::store::lists::Sight;
    let folder = tempfile::tempdir().unwrap();
    let session = scenario::played(folder.path(), "cycle.jsonl", None);
    let own = Sight::Of(BureauId::division(8).unwrap());
    let plans =
        |day: &str| anjuan::store::plans::newest(&session.store, own, day.parse().unwrap(), 10).unwrap();
    let now = plans("2026-01-06");
    assert_eq!(now.iter().map(|plan| plan.title.as_str()).collect::<Vec<_>>(), ["示例专项督导", "示例年检"]);
    assert!(now.iter().all(|plan| (plan.visits, plan.held, plan.late) == (3, 0, 0)), "{now:?}");
    // 22 working days of March 2026: the 1st, 8th and 15th of them for three agencies.
    assert_eq!(plans("2026-03-12").iter().map(|plan| plan.late).collect::<Vec<_>>(), [2, 2]);
    let foreign = Sight::Of(BureauId::division(6).unwrap());
    let theirs =
        anjuan::store::plans::newest(&session.store, foreign, "2026-01-06".parse().unwrap(), 10).unwrap();
    assert!(theirs.is_empty());
    let query = anjuan::store::lists::Query::new(
        anjuan::store::lists::ListKind::Supervisions,
        BureauId::division(8).unwrap(),
    );
    let step = anjuan::store::lists::Step::After;
    let rows = anjuan::store::lists::window(&session.store, &query, None, step, 20).unwrap();
    let mut told: Vec<String> = rows
        .iter()
        .filter_map(|row| match &row.facts {
            anjuan::store::lists::RowFacts::Supervision { kind, planned_on, supervisor, .. } => {
                Some(format!("{planned_on} {kind} {}", supervisor.as_deref().unwrap_or("-")))
            }
            _ => None,
        })
        .collect();
    told.sort();
    assert_eq!(
        told,
        [
            "2026-03-02 annual -",
            "2026-03-02 special 示例周期甲",
            "2026-03-11 annual -",
            "2026-03-11 special 示例周期甲",
            "2026-03-20 annual -",
            "2026-03-20 special 示例周期甲",
        ]
    );
}

#[test]
fn a_sheet_by_indicators_keeps_its_marks_by_the_form_that_held_on_its_day() {
    let folder = tempfile::tempdir().unwrap();
    let session = scenario::played(folder.path(), "scores.jsonl", None);
    let by_hand = visit(&session.store, 1).sheet.unwrap();
    let marked = by_hand.marked.unwrap();
    assert_eq!((by_hand.score, marked.form.version, marked.marks.len()), (96, 1, 2));
    assert_eq!(marked.marks[1].told().get(Lang::Zh), "示例组织作弊: 一票否决, 示例: 查实");
    // The second form holds from 02-01: a visit of 01-31 is by the first, though its sheet came later.
    let from_table = visit(&session.store, 2).sheet.unwrap();
    let marked = from_table.marked.unwrap();
    assert_eq!((from_table.score, marked.form.version), (94, 1));
    assert_eq!(marked.marks[0].told().get(Lang::Zh), "示例人员到岗: 扣 6 分, 示例: 缺三人");
}

#[test]
fn a_letter_is_void_with_the_dispatch_and_the_clock_runs_again() {
    use anjuan::records::activity::ActivityFile;
    let folder = tempfile::tempdir().unwrap();
    let activity = |store: &Store| -> ActivityFile {
        store::activities::file(store, "HD-2026-0001".parse().unwrap()).unwrap().unwrap()
    };
    let clock = |file: &ActivityFile| {
        file.deadlines.iter().find(|one| one.clock == Clock::ExternalSupervisor).map(|one| one.state)
    };
    let letters = |store: &Store, file: &ActivityFile| -> Vec<String> {
        let told = store::prospects::letters(store, None, Some(file.id)).unwrap();
        told.iter().map(|line| line.get(Lang::En).to_owned()).collect()
    };
    // Taken off, and nobody named yet.
    let session = scenario::played(folder.path(), "dispatch.jsonl", Some("\"do\": \"confirm-plan\""));
    let file = activity(&session.store);
    assert_eq!(clock(&file), Some(DeadlineState::Open));
    let told = letters(&session.store, &file);
    assert!(told.len() == 1 && told[0].ends_with("示例派遣甲  void"), "{told:?}");
    assert_eq!(file.relieved.len(), 1);
    // Another is named in time.
    let folder = tempfile::tempdir().unwrap();
    let session = scenario::played(folder.path(), "dispatch.jsonl", None);
    assert_eq!(clock(&activity(&session.store)), Some(DeadlineState::Met));
}
