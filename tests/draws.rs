//! Random draws as the scenario leaves them: repeated from the published record alone, one stepping aside, clocks on the law's days.

#[path = "support/scenario.rs"]
mod scenario;

use std::process::Command;

use anjuan::commands::execute::{Request, execute};
use anjuan::law::draw_check;
use anjuan::records::deadline::{Clock, DeadlineState};
use anjuan::records::draw::DrawFile;
use anjuan::store::Store;
use serde_json::json;

fn draw(store: &Store, serial: i64) -> DrawFile {
    let no = format!("SJ-2026-{serial:04}").parse().unwrap();
    anjuan::store::draws::file(store, no).unwrap().unwrap()
}

fn anjuan(args: &[&str]) -> (i32, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_anjuan")).args(["--lang", "en"]).args(args).output().unwrap();
    let told = format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    (done.status.code().unwrap(), told)
}

#[test]
fn the_same_seed_and_lists_give_the_same_draw() {
    let folder = tempfile::tempdir().unwrap();
    let session = scenario::played(folder.path(), "draws.jsonl", None);
    let (first, second, third) = (draw(&session.store, 1), draw(&session.store, 2), draw(&session.store, 3));
    assert_eq!(first.record.result, second.record.result);
    // The day after, one is appointed no more.
    assert_eq!(first.record.inspectors.len(), 6);
    assert_eq!(third.record.inspectors.len(), 5);
    assert_ne!(first.record.inspectors_sha256, third.record.inspectors_sha256);
    assert_eq!(first.record.agencies_sha256, third.record.agencies_sha256);
    for file in [&first, &second, &third, &draw(&session.store, 4)] {
        assert!(draw_check::faults(&file.record).is_empty(), "{}", file.no);
        let seen: Vec<_> = file.record.result.iter().map(|pick| pick.agency).collect();
        assert_eq!(seen.len(), file.record.take as usize);
    }
    // A seed of the system's is another each time.
    assert_eq!(draw(&session.store, 4).record.seed.len(), 32);
    // Who has an interest in the first agency is not drawn for it.
    let pick = first.record.result.iter().find(|pick| pick.agency.serial == 1).unwrap();
    assert!(!pick.inspectors.contains(&"JC005".to_owned()));
}

#[test]
fn publication_is_due_on_the_day_the_law_gives() {
    let folder = tempfile::tempdir().unwrap();
    let session = scenario::played(folder.path(), "draws.jsonl", None);
    let clock = |serial| {
        let file = draw(&session.store, serial);
        let clock = file.deadlines.iter().find(|one| one.clock == Clock::DrawPublication).cloned();
        clock.map(|one| (one.due.to_string(), one.state))
    };
    assert_eq!(clock(1), Some(("2026-04-03".into(), DeadlineState::Met)));
    assert_eq!(clock(2), Some(("2026-04-03".into(), DeadlineState::Missed)));
    assert_eq!(clock(3), None);
}

#[test]
fn one_steps_aside_and_anybody_can_check_all_of_it_from_the_published_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = scenario::played(folder.path(), "draws.jsonl", None);
    let file = draw(&session.store, 3);
    let pick = file.record.result[0].clone();
    let request = Request::new(
        "recuse-inspector",
        json!({
            "draw": file.no.to_string(), "agency": pick.agency.to_string(), "inspector": pick.inspectors[1],
            "interest": "kin", "reason": "示例亲属",
        }),
    );
    let (actor, moment) = (session.actor.clone(), session.moment());
    execute(&mut session.store, &actor, moment, &request).unwrap();
    let after = draw(&session.store, 3);
    let standing = after.record.standing();
    assert_eq!(standing[0].inspectors[0], pick.inspectors[0]);
    assert!(!standing[0].inspectors.contains(&pick.inspectors[1]) && standing[0].inspectors.len() == 2);
    assert_eq!(standing[1..], file.record.result[1..]);
    assert_eq!(after.record.result, file.record.result);
    // From the published file alone: no database, no account.
    let (db, out) = (folder.path().join("practice.db"), folder.path().join("draw.json"));
    let db = session.store.path().to_str().map_or_else(|| db.display().to_string(), str::to_owned);
    let (code, told) =
        anjuan(&["--db", &db, "--as", "wangmin", "draw", "export", "SJ-2026-0003", out.to_str().unwrap()]);
    assert_eq!(code, 0, "{told}");
    let (code, told) = anjuan(&["--db", "/nonexistent/none.db", "draw", "verify", out.to_str().unwrap()]);
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("the result is the same") && told.contains("redraws: 1"), "{told}");
    let text = std::fs::read_to_string(&out).unwrap();
    for (was, is) in [("\"take\": 6", "\"take\": 5"), ("示例 20260302", "示例 20260303"), ("JC002", "JC007")]
    {
        assert!(text.contains(was), "{was}");
        std::fs::write(&out, text.replacen(was, is, 1)).unwrap();
        let (code, told) = anjuan(&["draw", "verify", out.to_str().unwrap()]);
        assert_eq!(code, 5, "{was}: {told}");
    }
    for broken in ["", "{}", "[1]", "{\"format\": \"anjuan-draw/1\"}"] {
        std::fs::write(&out, broken).unwrap();
        assert_eq!(anjuan(&["draw", "verify", out.to_str().unwrap()]).0, 2, "{broken}");
    }
    assert!(session.store.integrity().unwrap().is_empty());
}

#[test]
fn whoever_was_drawn_with_another_is_elsewhere_on_that_day() {
    use anjuan::records::bureau::BureauId;
    use anjuan::records::errand::Errand;
    use anjuan::records::ids::AgencyId;
    use anjuan::store::lists::{self, ListKind, Query, RowFacts, Step};
    let folder = tempfile::tempdir().unwrap();
    let session = scenario::played(folder.path(), "draws.jsonl", None);
    let own = BureauId::division(8).unwrap();
    let rows = lists::window(&session.store, &Query::new(ListKind::Supervisions, own), None, Step::After, 50)
        .unwrap();
    let drawn = rows.iter().find_map(|row| match &row.facts {
        RowFacts::Supervision { planned_on, supervisor: Some(names), status, .. }
            if names.contains('、') && status == "planned" =>
        {
            Some((*planned_on, names.clone()))
        }
        _ => None,
    });
    let (on, names) = drawn.expect("a visit of two who were drawn");
    let errand = |days| Errand {
        bureau: own,
        agency: AgencyId(i64::MAX),
        agency_name: String::new(),
        activity: None,
        occupation: None,
        days,
    };
    for name in names.split('、') {
        let there =
            |day| anjuan::store::prospects::elsewhere(&session.store, &errand((day, day)), name).unwrap();
        assert!(there(on).is_some(), "{name} on {on}");
        assert!(there(on.pred_opt().unwrap()).is_none(), "{name} the day before {on}");
    }
    // Part of a name is nobody's.
    let part: String = names.chars().take(2).collect();
    assert!(anjuan::store::prospects::elsewhere(&session.store, &errand((on, on)), &part).unwrap().is_none());
}
