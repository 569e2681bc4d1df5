//! Two processes on one database at once: numbers without gaps or doubles, nothing lost, the same act done once.

#[path = "support/program.rs"]
mod program;

use std::collections::BTreeSet;

use anjuan::store::audit::{self, Entry, Verdict};
use anjuan::store::{Store, agencies};
use program::Desk;
use serde_json::Value;

/// The entries of the chain, oldest first, after a check that it is whole.
fn entries(desk: &Desk) -> Vec<Entry> {
    let store = Store::open(&desk.db()).unwrap();
    assert!(store.integrity().unwrap().is_empty());
    assert!(matches!(audit::verify(&store, None).unwrap(), Verdict::Whole { .. }));
    let mut entries = audit::recent(&store, None, i64::MAX, 100_000).unwrap();
    entries.reverse();
    entries
}

fn an_agency(desk: &Desk) -> Value {
    let list = desk.call(&["list", "agencies", "--filter", "bureau=八师", "--limit", "1", "--json"]);
    serde_json::from_slice::<Value>(&list.stdout).unwrap()[0].clone()
}

/// Scenarios in as many processes at once; the exit status and results of each.
fn all_at_once(desk: &Desk, scenarios: &[String]) -> Vec<(i32, Vec<Value>)> {
    std::thread::scope(|scope| {
        let runs: Vec<_> = scenarios.iter().map(|lines| scope.spawn(|| desk.run(lines, &[]))).collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    })
}

/// The acts from the opening of a case to its issued notice.
fn to_the_notice() -> String {
    let text = include_str!("scenarios/new-notice.jsonl");
    let lines = text.lines().filter(|l| l.starts_with('{') && !l.contains("\"expect\""));
    lines.take_while(|l| !l.contains("serve-notice")).map(|l| format!("{l}\n")).collect()
}

/// Whether these are so many numbers that follow on each other, none twice and none left out.
fn run_on(mut serials: Vec<u32>, count: usize) -> bool {
    serials.sort_unstable();
    serials.len() == count && serials.windows(2).all(|w| w[1] == w[0] + 1)
}

#[test]
fn documents_and_cases_are_numbered_without_gaps_or_doubles() {
    let desk = Desk::practice();
    let each = to_the_notice().repeat(3);
    let all = all_at_once(&desk, &[each.clone(), each.clone(), each]);
    let (mut notices, mut cases) = (Vec::new(), BTreeSet::new());
    for (status, results) in all {
        assert_eq!(status, 0, "{:?}", results.last());
        for result in results {
            if let Some(number) = result["number"].as_str().filter(|n| n.contains('告')) {
                let serial = number.split('〕').nth(1).unwrap().trim_end_matches('号');
                notices.push(serial.parse().unwrap());
            }
            cases.extend(result["id"].as_str().filter(|id| id.starts_with("AJ-")).map(str::to_owned));
        }
    }
    assert!(run_on(notices.clone(), 9), "{notices:?}");
    let cases: Vec<u32> = cases.iter().map(|no| no.rsplit('-').next().unwrap().parse().unwrap()).collect();
    assert!(run_on(cases.clone(), 9), "{cases:?}");
    entries(&desk);
}

#[test]
fn what_two_write_is_all_there() {
    let desk = Desk::practice();
    let agency = an_agency(&desk)["no"].as_str().unwrap().to_owned();
    let before = entries(&desk).len();
    let calls = |who: &str| -> String {
        (0..20)
            .map(|at| {
                format!("{{\"do\":\"log-call\",\"agency\":\"{agency}\",\"question\":\"示例 {who} {at}\"}}\n")
            })
            .collect()
    };
    for (status, results) in all_at_once(&desk, &[calls("a"), calls("b")]) {
        assert_eq!((status, results.len()), (0, 20), "{:?}", results.last());
    }
    let written = entries(&desk).split_off(before);
    assert_eq!(written.len(), 40);
    for who in ["a", "b"] {
        let of_one: Vec<&Entry> =
            written.iter().filter(|e| e.fields.contains(&format!("示例 {who} "))).collect();
        for (at, entry) in of_one.iter().enumerate() {
            assert!(entry.fields.contains(&format!("示例 {who} {at}\"")), "in their order: {}", entry.fields);
        }
    }
}

#[test]
fn of_two_changes_to_one_version_one_is_refused_with_both_sides() {
    let desk = Desk::practice();
    let agency = an_agency(&desk);
    let no = agency["no"].as_str().unwrap();
    let store = Store::open(&desk.db()).unwrap();
    let version = agencies::by_no(&store, no.parse().unwrap()).unwrap().unwrap().version;
    drop(store);
    let change = |contact: &str| {
        format!(
            "{{\"do\":\"correct-agency\",\"version\":{version},\"agency\":\"{no}\",\"contact\":\"{contact}\",\"reason\":\"示例\"}}\n"
        )
    };
    let mut all = all_at_once(&desk, &[change("示例甲"), change("示例乙")]);
    all.sort_by_key(|(status, _)| *status);
    let [(done, won), (conflict, lost)] = &all[..] else { panic!("{all:?}") };
    assert_eq!((*done, *conflict), (0, 4), "{all:?}");
    assert_eq!(won[0]["version"], version + 1);
    assert_eq!(lost[0]["error"], "conflict");
    let clash = lost[0]["fields"].as_array().unwrap().iter().find(|f| f["field"] == "contact").unwrap();
    let mut sides = [clash["yours"].as_str().unwrap(), clash["theirs"].as_str().unwrap()];
    sides.sort_unstable();
    assert_eq!(sides, ["示例乙", "示例甲"]);
}

#[test]
fn the_same_act_from_two_processes_is_done_once() {
    let desk = Desk::practice();
    let before = entries(&desk).len();
    let acts: String = to_the_notice()
        .lines()
        .enumerate()
        .map(|(at, line)| format!("{{\"id\":\"same-{at}\",{}\n", line.strip_prefix('{').unwrap()))
        .collect();
    let count = acts.lines().count();
    let all = all_at_once(&desk, &[acts.clone(), acts]);
    for (status, results) in &all {
        assert_eq!(*status, 0, "{:?}", results.last());
    }
    assert_eq!(all[0].1, all[1].1, "both are told the same");
    assert_eq!(entries(&desk).len() - before, count);
}
