//! Every row that an act wrote is sealed: what another hand alters, adds or erases is found, table by table.

#[path = "support/program.rs"]
mod program;

use anjuan::store::{Store, seals};
use program::Desk;
use rusqlite::Connection;

/// What the check of the seals says, and what is said of the file.
fn said(desk: &Desk) -> (String, Vec<String>) {
    let store = Store::open(&desk.db()).unwrap();
    let said: Vec<String> =
        seals::broken(&store).unwrap().iter().map(|t| t.get(anjuan::text::Lang::En).to_owned()).collect();
    (said.join("\n"), store.integrity().unwrap())
}

/// Tables that aren't sealed: each has another safeguard or is reckoned anew.
const FREE: [&str; 7] = ["attachments", "audit", "deadlines", "drafts", "private_fields", "seals", "series"];

#[test]
fn what_another_hand_does_is_found_in_every_table() {
    let desk = Desk::practice();
    assert_eq!(said(&desk), (String::new(), Vec::new()));
    let connection = Connection::open(desk.db()).unwrap();
    connection.pragma_update(None, "foreign_keys", "off").unwrap();
    let names = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'";
    let tables: Vec<String> = connection
        .prepare(names)
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut altered = 0;
    for table in tables.iter().filter(|table| !FREE.contains(&table.as_str())) {
        let column = format!("SELECT name FROM pragma_table_info('{table}')");
        let columns: Vec<String> = connection
            .prepare(&column)
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        // The first column whose checks let another value pass.
        let row: Option<i64> =
            connection.query_row(&format!("SELECT max(rowid) FROM {table}"), [], |row| row.get(0)).unwrap();
        let Some(row) = row else { continue };
        let other = |column: &String| {
            let value =
                format!("CASE typeof({column}) WHEN 'integer' THEN {column} + 1 ELSE {column} || ' ' END");
            let update = format!("UPDATE {table} SET {column} = {value} WHERE rowid = {row}");
            connection.execute(&update, []).is_ok_and(|rows| rows == 1)
        };
        assert!(columns[1..].iter().any(other) || columns.iter().any(other), "{table}");
        altered += 1;
        assert!(said(&desk).0.contains(&format!("of {table} ")), "{table}: {}", said(&desk).0);
    }
    assert!(altered > 25, "{altered}");
}

#[test]
fn an_act_seals_what_it_wrote_and_nothing_of_one_that_was_refused() {
    let desk = Desk::practice();
    let own = "SELECT printf('JG-%04d', serial) FROM agencies WHERE bureau = 'd08' AND status = 'listed'";
    let own: String = Connection::open(desk.db()).unwrap().query_row(own, [], |row| row.get(0)).unwrap();
    let line = |summary: &str| {
        let act = serde_json::json!({ "on": "2026-03-20", "as": "wangmin", "do": "log-call", "agency": own,
            "question": summary });
        act.to_string()
    };
    let sealed = || -> i64 {
        let count = "SELECT count(*) FROM seals WHERE about = 'calls'";
        Connection::open(desk.db()).unwrap().query_row(count, [], |row| row.get(0)).unwrap()
    };
    let before = sealed();
    let (status, told) = desk.run(&format!("{}\n{}", line("示例"), line("")), &[]);
    assert_ne!(status, 0, "{told:?}");
    assert_eq!((sealed(), said(&desk).0), (before + 1, String::new()), "{told:?}");
}

#[test]
fn rows_added_and_erased_and_seals_undone_are_found() {
    let desk = Desk::practice();
    let connection = Connection::open(desk.db()).unwrap();
    let erased = "DELETE FROM case_handlers WHERE id = (SELECT max(id) FROM case_handlers)";
    assert_eq!(connection.execute(erased, []).unwrap(), 1);
    assert!(said(&desk).0.contains("of case_handlers is gone"));
    let added = "INSERT INTO staff (login, name, bureau, roles) VALUES ('x', 'x', 'd08', '[\"approver\"]')";
    assert_eq!(connection.execute(added, []).unwrap(), 1);
    assert!(said(&desk).0.contains("was written by no act"), "{}", said(&desk).0);
    // Who sets the seals anew as well has the chain against them.
    connection.execute("DELETE FROM seals WHERE about = 'case_handlers'", []).unwrap();
    assert!(said(&desk).0.contains("the seals of entry"), "{}", said(&desk).0);
}

#[test]
fn a_guard_that_was_taken_off_is_found() {
    let desk = Desk::practice();
    Connection::open(desk.db()).unwrap().execute_batch("DROP TRIGGER documents_frozen").unwrap();
    assert_eq!(said(&desk).1, ["schema: documents_frozen"]);
    let verified = desk.call(&["audit", "verify"]);
    assert_eq!(verified.status.code(), Some(5), "{verified:?}");
}

#[test]
fn a_new_database_is_sealed() {
    let desk = Desk::empty();
    let init = ["init", "--bureau", "d08", "--login", "admin", "--name", "示例管理员"];
    let made = desk.call(&init);
    assert!(made.status.success(), "{made:?}");
    assert_eq!(said(&desk).0, "");
    Connection::open(desk.db()).unwrap().execute("UPDATE about SET practice = 1", []).unwrap();
    assert!(said(&desk).0.contains("of about is not as"), "{}", said(&desk).0);
}
