//! Figures of the charts, as the scenarios leave the records.

#[path = "support/scenario.rs"]
mod scenario;

use anjuan::records::bureau::BureauId;
use anjuan::records::deadline::Clock;
use anjuan::store::figures;
use anjuan::store::lists::Sight;

#[test]
fn months_count_what_began_in_them_and_who_passed() {
    let folder = tempfile::tempdir().unwrap();
    let session = scenario::played(folder.path(), "activities.jsonl", None);
    let own = Sight::Of(BureauId::division(8).unwrap());
    let today = "2026-04-30".parse().unwrap();
    let months = figures::months(&session.store, own, today).unwrap();
    assert_eq!(months.len(), 12);
    assert_eq!(
        (months[0].first.to_string(), months[11].first.to_string()),
        ("2025-05-01".into(), "2026-04-01".into())
    );
    let january = months[8];
    // 39 came on 01-31, 35 of them passed.
    assert_eq!((january.exams, january.examined, january.passed), (1, 39, 35));
    assert_eq!(months[0].exams, 0);
    let all: i64 = months.iter().map(|month| month.exams).sum();
    let everybody = figures::months(&session.store, Sight::All, today).unwrap();
    assert_eq!(everybody.iter().map(|month| month.exams).sum::<i64>(), all);
    let foreign = Sight::Of(BureauId::division(6).unwrap());
    assert!(figures::months(&session.store, foreign, today).unwrap().iter().all(|month| month.exams == 0));
}

#[test]
fn what_is_overdue_is_counted_by_kind_and_what_only_runs_out_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let session = scenario::played(folder.path(), "activities.jsonl", None);
    let own = Sight::Of(BureauId::division(8).unwrap());
    let overdue = |day: &str| figures::overdue(&session.store, own, day.parse().unwrap()).unwrap();
    let late = overdue("2032-01-01");
    assert!(late.iter().any(|(clock, n)| *clock == Clock::SpecialSupervision && *n > 0), "{late:?}");
    assert!(late.windows(2).all(|pair| pair[0].1 >= pair[1].1), "{late:?}");
    assert!(late.iter().all(|(clock, _)| !clock.is_wait()));
    let coverage = figures::coverage(&session.store, own, "2026-04-30".parse().unwrap()).unwrap();
    // The filing of one ended on 03-31 without it.
    assert_eq!((coverage.had, coverage.to_come, coverage.overdue), (0, 2, 1));
    let later = figures::coverage(&session.store, own, "2032-01-01".parse().unwrap()).unwrap();
    assert_eq!((later.had, later.to_come), (0, 0));
    assert_eq!(later.overdue, 3);
}
