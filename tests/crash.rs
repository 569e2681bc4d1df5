//! `kill -9` at random moments of a scenario: every acknowledged act is there, none is half there, the chain verifies,
//! and giving the same acts again completes them as one. `KILLS=200` for the long run.

#[path = "support/program.rs"]
mod program;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use anjuan::records::credit_code::CreditCode;
use anjuan::records::ids::RecordNo;
use anjuan::store::audit::{self, Verdict};
use anjuan::store::{Store, cases};
use program::Desk;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::Value;

/// The acts of a whole case, each with an id of its own.
fn acts() -> Vec<String> {
    let text = include_str!("scenarios/whole-walk.jsonl");
    let lines = text.lines().filter(|l| l.starts_with('{') && !l.contains("\"expect\""));
    lines
        .enumerate()
        .map(|(at, line)| format!("{{\"id\":\"act-{at}\",{}\n", line.strip_prefix('{').unwrap()))
        .collect()
}

/// A child that is killed when it is dropped: an orphan costs a core.
struct Killed(Child);

impl Drop for Killed {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs the acts and kills the program at a moment inside one of them; how many were acknowledged.
fn killed_run(desk: &Desk, acts: &[String], dice: &mut StdRng) -> usize {
    let mut command = desk.command();
    command.args(["run", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = Killed(command.spawn().unwrap());
    let mut input = child.0.stdin.take().unwrap();
    let mut results = BufReader::new(child.0.stdout.take().unwrap()).lines();
    let last = dice.random_range(0..acts.len());
    let begun = Instant::now();
    let mut acknowledged = 0;
    for act in &acts[..last] {
        input.write_all(act.as_bytes()).unwrap();
        input.flush().unwrap();
        let result: Value = serde_json::from_str(&results.next().unwrap().unwrap()).unwrap();
        assert_eq!(result["ok"], true, "{act} -> {result}");
        acknowledged += 1;
    }
    input.write_all(acts[last].as_bytes()).unwrap();
    input.flush().unwrap();
    // Somewhere inside the act or just after: those before tell how long one takes here.
    let one = u64::try_from(begun.elapsed().as_micros()).unwrap() / (acknowledged.max(1) as u64);
    std::thread::sleep(Duration::from_micros(dice.random_range(0..one.clamp(1_000, 200_000) * 3 / 2)));
    drop(child);
    acknowledged
}

/// Checks that all is whole and every acknowledged act is there; whether one more was done that nobody was told of.
fn check(desk: &Desk, acknowledged: usize, entries_before: i64) -> bool {
    let store = Store::open(&desk.db()).unwrap();
    assert!(store.integrity().unwrap().is_empty());
    let Verdict::Whole { entries, .. } = audit::verify(&store, None).unwrap() else {
        panic!("the chain is broken")
    };
    let done = usize::try_from(entries - entries_before).unwrap();
    assert!(
        done == acknowledged || done == acknowledged + 1,
        "{done} acts on file, {acknowledged} acknowledged"
    );
    for at in 0..acknowledged {
        assert!(audit::find_request(&store, &format!("act-{at}")).unwrap().is_some(), "act-{at} is lost");
    }
    // None is half there: a case has a version for each act on it.
    let mut acts_on: BTreeMap<String, i64> = BTreeMap::new();
    for entry in audit::recent(&store, None, i64::MAX, 10_000).unwrap() {
        *acts_on.entry(entry.subject).or_default() += 1;
    }
    for (subject, acts) in acts_on.into_iter().filter(|(subject, _)| subject.starts_with("AJ-")) {
        let no: RecordNo = subject.parse().unwrap();
        let (file, _) = cases::file(&store, no).unwrap().unwrap();
        assert_eq!(file.version, acts, "{subject}");
    }
    done > acknowledged
}

#[test]
fn killed_at_any_moment_nothing_acknowledged_is_lost_and_nothing_is_half_done() {
    let kills: u64 = std::env::var("KILLS").ok().and_then(|k| k.parse().ok()).unwrap_or(12);
    let acts = acts();
    let base = Desk::practice();
    let Verdict::Whole { entries, .. } = audit::verify(&Store::open(&base.db()).unwrap(), None).unwrap()
    else {
        panic!("the chain is broken")
    };
    let mut untold = 0;
    for seed in 0..kills {
        let mut dice = StdRng::seed_from_u64(seed);
        let desk = Desk::empty();
        std::fs::copy(base.db(), desk.db()).unwrap();
        let acknowledged = killed_run(&desk, &acts, &mut dice);
        untold += u64::from(check(&desk, acknowledged, entries));
        let (status, results) = desk.run(&acts.concat(), &[]);
        assert_eq!(status, 0, "seed {seed}: {:?}", results.last());
        check(&desk, acts.len(), entries);
    }
    println!(
        "{kills} kills: {untold} after the act was saved but before it was told, none lost, none half done"
    );
}

/// Agencies of the ledger whose import is killed.
const LEDGER: usize = 120;

/// Starts a call, kills it at some moment within the time such a call takes; whether it was killed before its end.
fn killed_call(desk: &Desk, call: &[&str], takes: Duration, dice: &mut StdRng) -> bool {
    let mut command = desk.command();
    command.args(call).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = Killed(command.spawn().unwrap());
    let micros = u64::try_from(takes.as_micros()).unwrap();
    std::thread::sleep(Duration::from_micros(dice.random_range(0..micros)));
    let _ = child.0.kill();
    child.0.wait().unwrap().code().is_none()
}

fn timed(desk: &Desk, call: &[&str]) -> Duration {
    let begun = Instant::now();
    let output = desk.call(call);
    assert!(output.status.success(), "{call:?}: {output:?}");
    begun.elapsed()
}

#[test]
fn a_killed_backup_or_restore_leaves_a_whole_file_or_none() {
    let base = Desk::practice();
    let copy = base.path("copy.db");
    let takes = timed(&base, &["backup", copy.to_str().unwrap()]);
    let target = Desk::empty();
    let mut killed = 0;
    for seed in 0..12 {
        let mut dice = StdRng::seed_from_u64(seed);
        let call = ["restore", copy.to_str().unwrap()];
        killed += u32::from(killed_call(&target, &call, takes, &mut dice));
        if !target.db().exists() {
            timed(&target, &call);
        }
        let store = Store::open(&target.db()).unwrap();
        assert!(store.integrity().unwrap().is_empty());
        assert!(
            matches!(audit::verify(&store, None).unwrap(), Verdict::Whole { entries, .. } if entries > 0)
        );
        drop(store);
        std::fs::remove_file(target.db()).unwrap();
    }
    assert!(killed > 0, "none was killed before its end");
}

#[test]
fn a_killed_import_is_in_whole_or_not_at_all() {
    let base = Desk::practice();
    let ledger = base.path("ledger.csv");
    let mut text = "机构名称,机构类型,统一社会信用代码,法定代表人,联系人,联系电话,机构地址,备案部门,职业编码,职业(工种),等级,备案日期,有效期至\n".to_owned();
    for at in 0..LEDGER {
        let open = CreditCode::parse(&format!("52659001MA{:07}0", 7_700_000 + at)).unwrap();
        let code = format!("52659001MA{:07}{}", 7_700_000 + at, open.expected);
        text += &format!(
            "石河子示例{at}学校,社会培训评价组织,{code},示例法人,示例,0993-2000000,示例路1号,八师,6-99-02-01,示例工种·焊接,五级至三级,2025-09-15,2028-09-14\n"
        );
    }
    std::fs::write(&ledger, text).unwrap();
    let call = ["import", "agencies", ledger.to_str().unwrap()];
    let entries = |desk: &Desk| match audit::verify(&Store::open(&desk.db()).unwrap(), None).unwrap() {
        Verdict::Whole { entries, .. } => usize::try_from(entries).unwrap(),
        Verdict::Broken { seq, .. } => panic!("broken at {seq}"),
    };
    let before = entries(&base);
    let whole = Desk::empty();
    std::fs::copy(base.db(), whole.db()).unwrap();
    let takes = timed(&whole, &call);
    assert_eq!(entries(&whole), before + LEDGER);
    for seed in 0..8 {
        let desk = Desk::empty();
        std::fs::copy(base.db(), desk.db()).unwrap();
        killed_call(&desk, &call, takes, &mut StdRng::seed_from_u64(seed));
        let done = entries(&desk) - before;
        assert!(done == 0 || done == LEDGER, "{done} of {LEDGER}");
        timed(&desk, &call);
        assert_eq!(entries(&desk), before + LEDGER, "again makes it whole");
    }
}
