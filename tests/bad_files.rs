//! Bad files: not a database, another program's, a newer version's, a locked one, a damaged or read-only one, a full
//! disk. Each gets a clear error, and the database stays whole.

#[path = "support/program.rs"]
mod program;

use std::process::{Command, Output};

use anjuan::store::Store;
use anjuan::store::audit::{self, Verdict};
use program::Desk;
use rusqlite::Connection;
use serde_json::{Value, json};

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

/// Calls that read in every way there is.
const READING: [&[&str]; 6] = [
    &["list", "agencies"],
    &["list", "audit"],
    &["find", "示例"],
    &["audit", "verify"],
    &["export", "agencies", "/dev/null", "--replace"],
    &["doctor"],
];

#[test]
fn a_damaged_file_is_found_and_nothing_breaks_on_it() {
    let desk = Desk::practice();
    let whole = std::fs::read(desk.db()).unwrap();
    for part in 1..8 {
        let mut bytes = whole.clone();
        let at = bytes.len() * part / 8;
        bytes[at..at + 20_480].fill(0x5a);
        std::fs::write(desk.db(), bytes).unwrap();
        for call in READING {
            let status = desk.call(call).status.code();
            assert!(matches!(status, Some(0 | 2 | 3 | 5)), "{call:?} ended with {status:?}, damaged at {at}");
        }
        let output = desk.call(&["doctor"]);
        assert_eq!(output.status.code(), Some(5), "damaged at {at}");
        assert!(said(&output).contains('损') || said(&output).contains('误'), "{}", said(&output));
    }
}

#[test]
fn a_file_cut_short_is_found() {
    let desk = Desk::practice();
    let whole = std::fs::read(desk.db()).unwrap();
    for length in [50, 100, 4_096, 10_000, whole.len() / 2, whole.len() - 4_096] {
        std::fs::write(desk.db(), &whole[..length]).unwrap();
        let output = desk.call(&["doctor"]);
        assert_eq!(output.status.code(), Some(5), "cut to {length}: {output:?}");
        assert!(!said(&output).is_empty());
    }
}

#[test]
fn a_locked_database_is_waited_for_and_then_told() {
    let desk = Desk::practice();
    let agency = own_agency(&desk);
    let holder = Connection::open(desk.db()).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let act = json!({ "do": "log-call", "agency": agency, "question": "示例", "id": "waited" }).to_string();
    let (status, results) = desk.run(&act, &[]);
    assert_eq!((status, &results[0]["error"]), (5, &json!("io")));
    assert!(results[0]["message"].as_str().unwrap().contains("占用"), "{results:?}");
    holder.execute_batch("ROLLBACK").unwrap();
    assert_eq!(desk.run(&act, &[]).0, 0, "once it is free, the same act is done");
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
fn a_database_kept_for_one_program_alone_is_told_even_to_readers() {
    let desk = Desk::practice();
    let holder = Connection::open(desk.db()).unwrap();
    holder.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; DELETE FROM drafts").unwrap();
    std::thread::scope(|scope| {
        for call in [&["list", "agencies"][..], &["audit", "head"], &["backup", "/nowhere/copy.db"]] {
            let desk = &desk;
            scope.spawn(move || {
                let output = desk.call(call);
                assert_eq!(output.status.code(), Some(5), "{call:?}");
                assert!(said(&output).contains("占用"), "{call:?}: {}", said(&output));
            });
        }
    });
    drop(holder);
    assert!(desk.call(&["list", "agencies"]).status.success(), "free again");
}

fn entries(desk: &Desk) -> i64 {
    let store = Store::open(&desk.db()).unwrap();
    assert!(store.integrity().unwrap().is_empty());
    match audit::verify(&store, None).unwrap() {
        Verdict::Whole { entries, .. } => entries,
        Verdict::Broken { seq, .. } => panic!("broken at {seq}"),
    }
}

#[test]
fn a_file_that_may_not_grow_loses_nothing() {
    let desk = Desk::practice();
    let agency = own_agency(&desk);
    let mut before = entries(&desk);
    let (mut done, mut failed) = (0, 0);
    // No file may be written beyond so many KiB: what a full disk does, for this process alone, at every step of an act.
    for limit in [0, 1, 4, 8, 16, 32, 48, 64, 128, 100_000] {
        let call = format!(
            "trap '' XFSZ; ulimit -f {limit}; exec '{}' --db '{}' do log-call agency={agency} question=示例",
            env!("CARGO_BIN_EXE_anjuan"),
            desk.db().display()
        );
        let output = Command::new("bash").args(["-c", &call]).output().unwrap();
        let after = entries(&desk);
        match output.status.code() {
            Some(0) => {
                assert_eq!(after, before + 1, "acknowledged with {limit} KiB");
                done += 1;
            }
            Some(5) => {
                assert_eq!(after, before, "refused with {limit} KiB");
                assert!(said(&output).contains('满'), "{}", said(&output));
                failed += 1;
            }
            other => panic!("{other:?} with {limit} KiB"),
        }
        before = after;
    }
    assert!(done > 0 && failed > 0, "{done} done, {failed} failed");
}

/// Runs a script where file systems can be mounted, apart from the rest of the machine; nothing where that is not allowed.
fn apart(desk: &Desk, script: &str) -> Option<Output> {
    let allowed = Command::new("unshare").args(["-m", "mount", "-t", "tmpfs", "x", "/mnt"]).output();
    if !allowed.is_ok_and(|tried| tried.status.success()) {
        eprintln!("mounting is not allowed here: not tried");
        return None;
    }
    let mut command = Command::new("unshare");
    command.args(["-m", "sh", "-euc", script]).current_dir(desk.folder.path());
    command.env("ANJUAN", env!("CARGO_BIN_EXE_anjuan")).env_remove("ANJUAN_LANG");
    Some(command.output().unwrap())
}

#[test]
fn a_full_disk_loses_nothing_and_goes_on_once_there_is_room() {
    let desk = Desk::practice();
    let agency = own_agency(&desk);
    let before = entries(&desk);
    let script = format!(
        "size=$(($(wc -c < test.db) / 1024 + 600)); mkdir disk; mount -t tmpfs -o size=${{size}}k x disk
        cp test.db disk/test.db; export ANJUAN_DB=disk/test.db
        act() {{ $ANJUAN do log-call agency={agency} question=示例; }}
        dd if=/dev/zero of=disk/filler bs=1k 2>/dev/null || true
        act && exit 91 || test $? = 5
        $ANJUAN backup disk/copy.db && exit 92 || test $? = 5
        test ! -e disk/copy.db; rm disk/filler
        act; act; $ANJUAN audit verify; cp disk/test.db kept.db"
    );
    let Some(output) = apart(&desk, &script) else { return };
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains('满') || told.contains("空间"), "{told}");
    std::fs::copy(desk.path("kept.db"), desk.db()).unwrap();
    assert_eq!(entries(&desk), before + 2);
}

#[test]
fn a_read_only_database_is_refused_and_a_read_only_backup_restored() {
    let desk = Desk::practice();
    let before = entries(&desk);
    // Root may write whatever the mode of a file says, but not where the file system says no.
    let script =
        "mkdir sealed; mv test.db sealed; mount --bind sealed sealed; mount -o remount,ro,bind sealed
        $ANJUAN --db sealed/test.db list agencies && exit 91 || test $? = 5
        $ANJUAN --db sealed/other.db init --bureau 八师 --login root --name 示例 && exit 92 || test $? = 5
        $ANJUAN --db test.db restore sealed/test.db; umount sealed; ls -A sealed";
    let Some(output) = apart(&desk, script) else { return };
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(told.contains("只读") && told.contains("sealed/other.db"), "{told}");
    assert!(String::from_utf8_lossy(&output.stdout).ends_with("\ntest.db\n"), "nothing was left beside it");
    assert_eq!(entries(&desk), before);
}

#[test]
fn a_backup_or_a_new_database_that_can_not_be_written_leaves_nothing_behind() {
    let desk = Desk::practice();
    let copy = desk.path("no/such/folder/copy.db");
    let output = desk.call(&["backup", copy.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(5));
    assert!(said(&output).contains("copy.db") && !said(&output).contains("init"), "{}", said(&output));
    assert!(!desk.path("no").exists());
    // A new machine: the folder of the database is not there yet.
    let copy = desk.path("copy.db");
    assert!(desk.call(&["backup", copy.to_str().unwrap()]).status.success());
    let deep = desk.path("new/machine/anjuan.db");
    let mut restore = Command::new(env!("CARGO_BIN_EXE_anjuan"));
    let restored = restore.arg("--db").arg(&deep).arg("restore").arg(&copy).output().unwrap();
    assert!(restored.status.success(), "{restored:?}");
    let mut left: Vec<String> = std::fs::read_dir(desk.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    left.sort();
    assert_eq!(left, ["copy.db", "new", "test.db"]);
}

/// What SQLite left of a database that was moved away would be taken for a part of the new one.
#[test]
fn nothing_is_made_beside_the_leftovers_of_another_database() {
    let desk = Desk::practice();
    let backup = desk.path("b.db");
    assert!(desk.call(&["backup", backup.to_str().unwrap()]).status.success());
    let wal = desk.path("new.db-wal");
    std::fs::write(&wal, "left").unwrap();
    let restored = Command::new(env!("CARGO_BIN_EXE_anjuan"))
        .arg("--db")
        .arg(desk.path("new.db"))
        .arg("restore")
        .arg(&backup)
        .output()
        .unwrap();
    assert_eq!(restored.status.code(), Some(5));
    assert!(said(&restored).contains("new.db-wal"), "{}", said(&restored));
    assert!(!desk.path("new.db").exists());
}

/// A file without its name takes every write and keeps none.
#[test]
fn a_database_moved_away_or_replaced_takes_no_writes() {
    use anjuan::store::{Sql, drafts};
    let desk = Desk::practice();
    let mut store = Store::open(&desk.db()).unwrap();
    let staff = anjuan::store::staff::by_login(&store, "wangmin").unwrap().unwrap();
    std::fs::rename(desk.db(), desk.path("away.db")).unwrap();
    assert!(store.begin().is_err());
    assert!(store.data_version().is_err());
    assert!(drafts::discard(&store, staff.id, "open-case", "").is_err());
    std::fs::copy(desk.path("away.db"), desk.db()).unwrap();
    let told = store.execute("DELETE FROM calls", &[]).unwrap_err().text;
    assert!(told.get(anjuan::text::Lang::Zh).contains("移走或替换"));
    std::fs::rename(desk.path("away.db"), desk.db()).unwrap();
    assert!(store.begin().is_ok());
}
