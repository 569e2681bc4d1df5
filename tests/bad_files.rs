//! Bad files and bad company: not a database, another program's, a newer version's, a locked one, a full disk, two
//! processes at once. Each gets a clear error or waits its turn, and the database stays whole.

#[path = "support/program.rs"]
mod program;

use std::process::{Command, Output};

use anjuan::store::Store;
use anjuan::store::audit::{self, Verdict};
use program::Desk;
use rusqlite::Connection;
use serde_json::Value;

fn said(output: &Output) -> String {
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// An agency of the bureau whose handler sits at a practice database.
fn own_agency(desk: &Desk) -> String {
    let list = desk.call(&["list", "agencies", "--filter", "bureau=八师", "--limit", "1", "--json"]);
    let list: Value = serde_json::from_slice(&list.stdout).unwrap();
    list[0]["no"].as_str().unwrap().to_owned()
}

#[test]
fn what_is_no_database_of_ours_is_refused_with_a_reason() {
    let desk = Desk::empty();
    for (bytes, word) in [(&b""[..], "不是 anjuan"), (&b"hello, this is text, and long enough for a header of a hundred bytes, which SQLite reads first of all"[..], "不是 SQLite")] {
        std::fs::write(desk.db(), bytes).unwrap();
        let output = desk.call(&["doctor"]);
        assert_eq!(output.status.code(), Some(5));
        assert!(said(&output).contains(word), "{}", said(&output));
        assert_eq!(std::fs::read(desk.db()).unwrap(), bytes, "left as it was");
    }
    std::fs::remove_file(desk.db()).unwrap();
    Connection::open(desk.db()).unwrap().execute_batch("CREATE TABLE other (x)").unwrap();
    let output = desk.call(&["doctor"]);
    assert_eq!(output.status.code(), Some(5));
    assert!(said(&output).contains("不是 anjuan"), "{}", said(&output));
    std::fs::create_dir(desk.path("folder")).unwrap();
    let folder = desk.path("folder");
    let output =
        Command::new(env!("CARGO_BIN_EXE_anjuan")).arg("--db").arg(folder).arg("doctor").output().unwrap();
    assert_eq!(output.status.code(), Some(5));
}

#[test]
fn a_newer_version_is_refused_and_left_alone() {
    let desk = Desk::practice();
    Connection::open(desk.db()).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let output = desk.call(&["doctor"]);
    assert_eq!(output.status.code(), Some(5));
    assert!(said(&output).contains("99"), "{}", said(&output));
}

#[test]
fn a_damaged_file_is_found() {
    let desk = Desk::practice();
    let mut bytes = std::fs::read(desk.db()).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 40_960].fill(0x5a);
    std::fs::write(desk.db(), bytes).unwrap();
    assert_eq!(desk.call(&["doctor"]).status.code(), Some(5));
}

#[test]
fn a_locked_database_is_waited_for_and_then_told() {
    let desk = Desk::practice();
    let call = format!("agency={}", own_agency(&desk));
    let holder = Connection::open(desk.db()).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let output = desk.call(&["do", "log-call", &call, "question=示例"]);
    assert_eq!(output.status.code(), Some(5));
    assert!(said(&output).contains("占用"), "{}", said(&output));
    holder.execute_batch("ROLLBACK").unwrap();
}

#[test]
fn an_audit_entry_can_neither_be_changed_nor_erased_and_forging_shows() {
    let desk = Desk::practice();
    let forger = Connection::open(desk.db()).unwrap();
    for sql in ["UPDATE audit SET actor = 'x' WHERE seq = 3", "DELETE FROM audit WHERE seq = 3"] {
        assert!(forger.execute_batch(sql).is_err(), "{sql}");
    }
    forger.execute_batch("DROP TRIGGER audit_fixed; UPDATE audit SET actor = 'x' WHERE seq = 3").unwrap();
    drop(forger);
    let verdict = audit::verify(&Store::open(&desk.db()).unwrap(), None).unwrap();
    assert!(matches!(verdict, Verdict::Broken { seq: 3, .. }), "{verdict:?}");
}

#[test]
fn a_full_disk_loses_nothing() {
    let desk = Desk::practice();
    let agency = own_agency(&desk);
    let entries = |desk: &Desk| match audit::verify(&Store::open(&desk.db()).unwrap(), None).unwrap() {
        Verdict::Whole { entries } => entries,
        Verdict::Broken { seq, .. } => panic!("broken at {seq}"),
    };
    let before = entries(&desk);
    // No file may grow at all: what a full disk does, for this process alone.
    let call = format!(
        "trap '' XFSZ; ulimit -f 0; exec '{}' --db '{}' do log-call agency={agency} question=示例",
        env!("CARGO_BIN_EXE_anjuan"),
        desk.db().display()
    );
    let output = Command::new("bash").args(["-c", &call]).output().unwrap();
    assert_eq!(output.status.code(), Some(5), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!output.stderr.is_empty());
    assert_eq!(entries(&desk), before);
    assert!(Store::open(&desk.db()).unwrap().integrity().unwrap().is_empty());
}

#[test]
fn control_characters_are_neither_stored_nor_shown() {
    let desk = Desk::practice();
    let line = "{\"do\":\"log-call\",\"agency\":\"JG-00001\",\"question\":\"\\u001b[31m示例\\u0007\\u202e红\\u001b]0;x\\u0007\"}";
    let agency = own_agency(&desk);
    let line = line.replace("JG-00001", &agency);
    let (status, results) = desk.run(&line, &[]);
    assert_eq!(status, 0, "{results:?}");
    let shown = desk.call(&["show", &agency, "--json"]).stdout;
    let shown = String::from_utf8(shown).unwrap();
    assert!(shown.contains("示例红"), "{shown}");
    assert!(!shown.contains("\\u001b") && !shown.contains('\u{1b}') && !shown.contains('\u{202e}'));
}

/// The acts from the opening to the issued notice.
fn to_the_notice(text: &str) -> String {
    let lines = text.lines().filter(|l| l.starts_with('{') && !l.contains("\"expect\""));
    lines.take_while(|l| !l.contains("serve-notice")).map(|l| format!("{l}\n")).collect()
}

#[test]
fn two_processes_number_their_documents_without_gaps_or_doubles() {
    let desk = Desk::practice();
    let text = include_str!("scenarios/new-notice.jsonl");
    let one = to_the_notice(text);
    let numbers: Vec<String> = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..4)
            .map(|_| {
                let (desk, one) = (&desk, &one);
                scope.spawn(move || {
                    let (status, results) = desk.run(one, &[]);
                    assert_eq!(status, 0, "{:?}", results.last());
                    results
                        .iter()
                        .filter_map(|r| r["number"].as_str().filter(|n| n.contains("告")).map(str::to_owned))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        runs.into_iter().flat_map(|run| run.join().unwrap()).collect()
    });
    let mut serials: Vec<u32> = numbers
        .iter()
        .map(|n| n.split('〕').nth(1).unwrap().trim_end_matches('号').parse().unwrap())
        .collect();
    serials.sort_unstable();
    assert_eq!(serials.len(), 4);
    assert!(serials.windows(2).all(|w| w[1] == w[0] + 1), "{serials:?}");
}
