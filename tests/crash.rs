//! `kill -9` at random moments of a scenario: every acknowledged act is there, none is half there, the chain verifies,
//! and giving the same acts again completes them as one. `KILLS=200` for the long run.

#[path = "support/program.rs"]
mod program;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Stdio};
use std::time::Duration;

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

/// Runs the acts and kills the program at a moment after some line; the ids that were acknowledged.
fn killed_run(desk: &Desk, acts: &[String], dice: &mut StdRng) -> usize {
    let mut command = desk.command();
    command.args(["run", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = Killed(command.spawn().unwrap());
    let mut input = child.0.stdin.take().unwrap();
    let mut results = BufReader::new(child.0.stdout.take().unwrap()).lines();
    let last = dice.random_range(0..acts.len());
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
    // Somewhere inside the act: an act takes about a millisecond.
    std::thread::sleep(Duration::from_micros(dice.random_range(0..3_000)));
    drop(child);
    acknowledged
}

fn check(desk: &Desk, acknowledged: usize, entries_before: i64) {
    let store = Store::open(&desk.db()).unwrap();
    assert!(store.integrity().unwrap().is_empty());
    let Verdict::Whole { entries } = audit::verify(&store, None).unwrap() else {
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
}

#[test]
fn killed_at_any_moment_nothing_acknowledged_is_lost_and_nothing_is_half_done() {
    let kills: u64 = std::env::var("KILLS").ok().and_then(|k| k.parse().ok()).unwrap_or(12);
    let acts = acts();
    let base = Desk::practice();
    let Verdict::Whole { entries } = audit::verify(&Store::open(&base.db()).unwrap(), None).unwrap() else {
        panic!("the chain is broken")
    };
    for seed in 0..kills {
        let mut dice = StdRng::seed_from_u64(seed);
        let desk = Desk::empty();
        std::fs::copy(base.db(), desk.db()).unwrap();
        let acknowledged = killed_run(&desk, &acts, &mut dice);
        check(&desk, acknowledged, entries);
        let (status, results) = desk.run(&acts.concat(), &[]);
        assert_eq!(status, 0, "seed {seed}: {:?}", results.last());
        check(&desk, acts.len(), entries);
    }
}
