//! Databases of older versions: opened, brought up to date, and then the same as a new one, with nothing lost.
//! `tests/data` keeps older schemas, and rows for them.

use std::collections::BTreeMap;
use std::path::Path;

use anjuan::records::bureau::BureauId;
use anjuan::records::case::{Carried, CaseFile, KeptOut};
use anjuan::records::deadline::DeadlineState;
use anjuan::store::{self, Store, lists};
use rusqlite::Connection;

const FIRST: &str = include_str!("data/schema-1.sql");
const ROWS: &str = include_str!("data/rows-1.sql");

/// The first databases of version 1 kept no day of the execution.
fn early() -> String {
    let without = FIRST
        .replace("  executed_on TEXT,\n", "")
        .replace(",\n  CHECK ((execution IS NULL) = (executed_on IS NULL))", "");
    assert!(!without.contains("executed_on"));
    without
}

/// A database as version 1 made it, with rows in it.
fn old(path: &Path, schema: &str) {
    let connection = Connection::open(path).unwrap();
    // As version 1 left it: only the very first opening of a file has to change this, and that one is alone.
    connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(())).unwrap();
    connection.pragma_update(None, "application_id", 0x616e_6a6e).unwrap();
    connection.execute_batch(schema).unwrap();
    connection.execute_batch(ROWS).unwrap();
    let day = if schema.contains("executed_on") { ", executed_on = '2026-04-20'" } else { "" };
    connection.execute(&format!("UPDATE cases SET execution = '示例撤回'{day} WHERE id = 1"), []).unwrap();
    connection.pragma_update(None, "user_version", 1).unwrap();
}

/// A database as a later version made it.
fn as_made_by(version: u32, path: &Path, schema: &str, rows: &str) {
    let connection = Connection::open(path).unwrap();
    connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(())).unwrap();
    connection.pragma_update(None, "application_id", 0x616e_6a6e).unwrap();
    connection.execute_batch(schema).unwrap();
    connection.execute_batch(rows).unwrap();
    connection.pragma_update(None, "user_version", version).unwrap();
}

/// What a database is made of, by name.
fn schema(path: &Path) -> BTreeMap<String, String> {
    let connection = Connection::open(path).unwrap();
    let mut all = connection.prepare("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").unwrap();
    let rows = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

fn version(path: &Path) -> i64 {
    Connection::open(path).unwrap().pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
}

fn case(store: &Store, no: &str) -> CaseFile {
    store::cases::for_judgement(store, no.parse().unwrap()).unwrap().unwrap().0
}

#[test]
fn an_older_database_becomes_the_same_as_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let newer = folder.path().join("new.db");
    drop(Store::create(&newer).unwrap());
    for (name, first) in [("early.db", early().as_str()), ("later.db", FIRST)] {
        let older = folder.path().join(name);
        old(&older, first);
        drop(Store::open(&older).unwrap());
        assert_eq!(schema(&older), schema(&newer), "{name}");
        assert_eq!(version(&older), version(&newer), "{name}");
        // A second time there is nothing to do.
        assert!(Store::open(&older).unwrap().integrity().unwrap().is_empty(), "{name}");
    }
}

#[test]
fn an_upgrade_keeps_what_was_on_file() {
    let folder = tempfile::tempdir().unwrap();
    for (name, first) in [("early.db", early().as_str()), ("later.db", FIRST)] {
        let older = folder.path().join(name);
        old(&older, first);
        let store = Store::open(&older).unwrap();
        let closed = case(&store, "AJ-2026-0006");
        assert_eq!(closed.closed_on.unwrap().to_string(), "2026-04-22", "{name}");
        let review = closed.review.as_ref().unwrap().id;
        let of = |c: &Carried| (c.how.clone(), c.on.to_string(), c.after, c.takes_back);
        let carried: Vec<_> = closed.executions.iter().map(of).collect();
        let expected = [
            ("示例执行".to_owned(), "2026-04-01".to_owned(), None, false),
            ("示例撤回".to_owned(), "2026-04-20".to_owned(), Some(review), true),
        ];
        assert_eq!(carried, expected, "{name}");
        // Its review was decided before the day of issue was kept: it waits in no queue.
        let query = lists::Query::new(lists::ListKind::Reviews, BureauId::CORPS);
        assert_eq!(lists::count(&store, &query).unwrap(), 0, "{name}");
        // One that said no, before the statement, is not taken for one that agreed.
        assert_eq!(closed.discussions.len(), 2);
        assert!(!closed.discussions[1].agreed && closed.discussions[1].statements == 0);
        assert_eq!(closed.kept_out[0], ("b".to_owned(), KeptOut::SteppedAside));
        let states: Vec<_> = closed.deadlines.iter().map(|d| d.state).collect();
        assert_eq!(states, [DeadlineState::Missed, DeadlineState::Void]);
        // The statement against the first notice was on file when it was discussed and checked.
        assert_eq!((closed.discussions[0].statements, closed.legal_checks[0].statements), (1, 1));
        assert!(closed.discussions[0].agreed);
        assert_eq!(closed.statements.len(), 2);
        let (filing, _) = store::filings::file(&store, "BA-2026-0003".parse().unwrap()).unwrap().unwrap();
        // No step of it was kept then: it can be gone on with from the first.
        assert_eq!((filing.kind.as_str(), filing.status.as_str()), ("renewal", "materials"));
        let open = case(&store, "AJ-2026-0007");
        assert_eq!((open.closed_on, open.executions.len()), (None, 1), "{name}");
    }
}

#[test]
fn who_struck_out_and_what_is_assessed_are_known_after_the_seventh() {
    let folder = tempfile::tempdir().unwrap();
    let (older, newer) = (folder.path().join("old.db"), folder.path().join("new.db"));
    as_made_by(6, &older, include_str!("data/schema-6.sql"), include_str!("data/rows-6.sql"));
    drop(Store::create(&newer).unwrap());
    let store = Store::open(&older).unwrap();
    assert_eq!(schema(&older), schema(&newer));
    let file = case(&store, "AJ-2026-0001");
    // Of two of one name the one of the bureau; of a name that nobody has, somebody of it.
    assert_eq!(file.struck_services[0].struck.by_id.0, 3);
    assert_eq!(file.statements[0].struck.as_ref().unwrap().reason, "示例: 误登");
    assert!(file.statements[1].struck.is_none());
    let filing = |no: &str| store::filings::file(&store, no.parse().unwrap()).unwrap().unwrap().0;
    let assessed: Vec<bool> = (1..=5).map(|n| filing(&format!("BA-2026-000{n}")).assessed).collect();
    assert_eq!(assessed, [true, true, false, false, false]);
    assert!(!filing("BA-2026-0001").departures[0].superseded);
}

#[test]
fn rows_of_before_they_were_sealed_are_sealed_by_the_ninth() {
    let folder = tempfile::tempdir().unwrap();
    let (older, newer) = (folder.path().join("old.db"), folder.path().join("new.db"));
    as_made_by(8, &older, include_str!("data/schema-8.sql"), include_str!("data/rows-8.sql"));
    drop(Store::create(&newer).unwrap());
    let store = Store::open(&older).unwrap();
    assert_eq!(schema(&older), schema(&newer));
    let listed = store::occupations::listed(&store, &["6-99-02-01".parse().unwrap()]).unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(store::seals::broken(&store).unwrap(), []);
    let outside = Connection::open(&older).unwrap();
    outside.execute("UPDATE scopes SET levels = '[\"5\",\"4\",\"3\"]'", []).unwrap();
    assert_eq!(store::seals::broken(&store).unwrap().len(), 1);
}

#[test]
fn objections_are_kept_and_what_no_act_wrote_stays_in_sight_after_the_tenth() {
    let folder = tempfile::tempdir().unwrap();
    let (older, newer) = (folder.path().join("old.db"), folder.path().join("new.db"));
    as_made_by(9, &older, include_str!("data/schema-9.sql"), include_str!("data/rows-9.sql"));
    drop(Store::create(&newer).unwrap());
    let store = Store::open(&older).unwrap();
    assert_eq!(schema(&older), schema(&newer));
    let outside = Connection::open(&older).unwrap();
    let kept: (i64, String, String) = outside
        .query_row("SELECT id, objector, content FROM filing_objections", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .unwrap();
    assert_eq!(kept, (7, String::new(), "示例异议".to_owned()));
    // An upgrade is no act: rows that came from another hand are not made good by it.
    let said: Vec<String> = store::seals::broken(&store)
        .unwrap()
        .iter()
        .map(|t| t.get(anjuan::text::Lang::En).to_owned())
        .collect();
    assert!(said.contains(&"row 7 of filing_objections was written by no act".to_owned()), "{said:?}");
    assert!(said.contains(&"row 1 of agencies was written by no act".to_owned()), "{said:?}");
}

#[test]
fn the_eleventh_keeps_the_catalogue_and_the_way_of_a_filing() {
    let folder = tempfile::tempdir().unwrap();
    let (older, newer) = (folder.path().join("old.db"), folder.path().join("new.db"));
    as_made_by(10, &older, include_str!("data/schema-10.sql"), include_str!("data/rows-10.sql"));
    drop(Store::create(&newer).unwrap());
    let store = Store::open(&older).unwrap();
    assert_eq!(schema(&older), schema(&newer));
    let listed = store::occupations::listed(&store, &["6-99-02-01".parse().unwrap()]).unwrap();
    // No levels were kept: then the catalogue sets none.
    assert!(listed[0].levels.is_empty() && listed[0].lists.len() == 1);
    let (filing, _) = store::filings::file(&store, "BA-2026-0001".parse().unwrap()).unwrap().unwrap();
    let step = &filing.steps[0];
    assert_eq!((step.opinion.as_str(), step.acted_on, step.people.as_deref()), ("示例", None, None));
    assert_eq!((filing.publicities.len(), filing.publicities[0].told_until), (1, None));
    let item = &filing.rounds[0].asked[0];
    assert_eq!((item.answered_on.unwrap().to_string(), item.answer.as_deref()), ("2026-01-07".into(), None));
    // The thirteenth has all that is open reckoned anew.
    assert_eq!(store::recounts::pending(&store).unwrap().unwrap().total, 1);
}

#[test]
fn the_year_without_an_evaluation_runs_for_whoever_was_reminded_of_it_after_the_thirteenth() {
    let folder = tempfile::tempdir().unwrap();
    let (older, newer) = (folder.path().join("old.db"), folder.path().join("new.db"));
    as_made_by(12, &older, include_str!("data/schema-12.sql"), include_str!("data/rows-12.sql"));
    drop(Store::create(&newer).unwrap());
    let store = Store::open(&older).unwrap();
    assert_eq!(schema(&older), schema(&newer));
    let open = |no: &str| {
        let all = store::deadlines::of_subject(&store, no.parse().unwrap()).unwrap();
        let open = all.into_iter().filter(|d| d.state == DeadlineState::Open);
        open.map(|d| (d.clock.as_str(), d.due.to_string())).collect::<Vec<_>>()
    };
    // The eighteenth has every agency in the directory supervised once in its validity.
    let special = |due: &str| ("special-supervision", due.to_owned());
    assert_eq!(open("JG-00001"), [("year-without", "2026-09-15".to_owned()), special("2028-09-14")]);
    assert_eq!(open("JG-00002"), [("inactivity", "2026-08-17".to_owned()), special("2028-09-14")]);
    assert_eq!(store::recounts::pending(&store).unwrap().unwrap().total, 2);
}

#[test]
fn an_upgrade_that_fails_leaves_the_database_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let older = folder.path().join("old.db");
    old(&older, FIRST);
    Connection::open(&older).unwrap().execute_batch("CREATE TABLE complaints (x)").unwrap();
    let before = schema(&older);
    assert!(Store::open(&older).is_err());
    assert_eq!(schema(&older), before);
    assert_eq!(version(&older), 1);
}

#[test]
fn a_reference_left_dangling_stops_an_upgrade() {
    let folder = tempfile::tempdir().unwrap();
    let older = folder.path().join("old.db");
    old(&older, FIRST);
    let connection = Connection::open(&older).unwrap();
    connection.pragma_update(None, "foreign_keys", "off").unwrap();
    connection
        .execute("INSERT INTO decisions VALUES (99, 1, 2, '2026-04-01', '[\"2\"]', '[\"warning\"]')", [])
        .unwrap();
    drop(connection);
    assert!(Store::open(&older).is_err());
    assert!(version(&older) < 3);
}

#[test]
fn several_processes_upgrade_it_once() {
    let folder = tempfile::tempdir().unwrap();
    let (older, newer) = (folder.path().join("old.db"), folder.path().join("new.db"));
    old(&older, FIRST);
    drop(Store::create(&newer).unwrap());
    std::thread::scope(|scope| {
        let all: Vec<_> = (0..4).map(|_| scope.spawn(|| Store::open(&older).map(drop))).collect();
        for one in all {
            one.join().unwrap().unwrap();
        }
    });
    assert_eq!(version(&older), version(&newer));
}
