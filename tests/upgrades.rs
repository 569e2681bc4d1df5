//! Databases of older versions: opened, brought up to date, and then the same as a new one. `tests/data` keeps
//! older schemas.

use std::collections::BTreeMap;
use std::path::Path;

use anjuan::store::Store;
use rusqlite::Connection;

const FIRST: &str = include_str!("data/schema-1.sql");

/// A database as version 1 made it, with a row in it.
fn old(path: &Path) {
    let connection = Connection::open(path).unwrap();
    // As version 1 left it: only the very first opening of a file has to change this, and that one is alone.
    connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(())).unwrap();
    connection.pragma_update(None, "application_id", 0x616e_6a6e).unwrap();
    connection.execute_batch(FIRST).unwrap();
    connection.execute("INSERT INTO series (series, year, last) VALUES ('AJ', 2026, 7)", []).unwrap();
    connection.pragma_update(None, "user_version", 1).unwrap();
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

#[test]
fn an_older_database_becomes_the_same_as_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let (older, newer) = (folder.path().join("old.db"), folder.path().join("new.db"));
    old(&older);
    drop(Store::open(&older).unwrap());
    drop(Store::create(&newer).unwrap());
    assert_eq!(schema(&older), schema(&newer));
    assert_eq!(version(&older), version(&newer));
    let kept: i64 =
        Connection::open(&older).unwrap().query_row("SELECT last FROM series", [], |row| row.get(0)).unwrap();
    assert_eq!(kept, 7);
    // A second time there is nothing to do.
    drop(Store::open(&older).unwrap());
}

#[test]
fn an_upgrade_that_fails_leaves_the_database_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let older = folder.path().join("old.db");
    old(&older);
    Connection::open(&older).unwrap().execute_batch("CREATE TABLE complaints (x)").unwrap();
    let before = schema(&older);
    assert!(Store::open(&older).is_err());
    assert_eq!(schema(&older), before);
    assert_eq!(version(&older), 1);
}

#[test]
fn two_processes_upgrade_it_once() {
    let folder = tempfile::tempdir().unwrap();
    let older = folder.path().join("old.db");
    old(&older);
    std::thread::scope(|scope| {
        let both: Vec<_> = (0..4).map(|_| scope.spawn(|| Store::open(&older).map(drop))).collect();
        for one in both {
            one.join().unwrap().unwrap();
        }
    });
    assert_eq!(version(&older), 2);
}
