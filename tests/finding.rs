//! What a clerk finds in the lists by the words that stand on paper: a case's documents by its number, a kind by its name.

#[path = "support/program.rs"]
mod program;

use program::Desk;
use serde_json::{Value, json};

fn list(desk: &Desk, kind: &str, filter: &str) -> Vec<Value> {
    let output = desk.call(&["--json", "list", kind, "--filter", filter, "--limit", "500"]);
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn documents_are_found_by_case_and_by_kind() {
    let desk = Desk::practice();
    let all = list(&desk, "documents", "");
    let case = all[0]["of"].as_str().unwrap().to_owned();
    let of_case = list(&desk, "documents", &case);
    assert!(!of_case.is_empty() && of_case.iter().all(|d| d["of"] == json!(case)));
    assert_eq!(of_case.len(), all.iter().filter(|d| d["of"] == json!(case)).count());
    let notices = all.iter().filter(|d| d["kind"] == json!("notice")).count();
    assert!(notices > 0);
    assert_eq!(list(&desk, "documents", "告知书").len(), notices);
    assert_eq!(list(&desk, "documents", "AJ-1999-0001").len(), 0);
}

#[test]
fn an_act_bears_the_day_of_the_practice_database() {
    let desk = Desk::practice();
    let agency = list(&desk, "agencies", "bureau=八师").swap_remove(0);
    let no = agency["no"].as_str().unwrap();
    let line = json!({ "do": "log-call", "agency": no, "question": "示例" }).to_string();
    assert_eq!(desk.run(&line, &[]).0, 0);
    let output = desk.call(&["--json", "list", "audit", "--limit", "1"]);
    let entry: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(entry[0]["at"].as_str().unwrap().starts_with("2026-03-20"), "{entry}");
}

#[test]
fn a_rule_that_is_judged_in_part_says_so() {
    let desk = Desk::empty();
    let said = |id: &str| String::from_utf8(desk.call(&["rules", id]).stdout).unwrap();
    assert!(said("R11-1").contains("部分执行"));
    assert!(said("R28-1").contains("尚未执行"));
    assert!(!said("R12-1").contains("执行)"));
    assert!(!said("R19-4").contains("执行)"));
    assert!(!said("R25-2").contains("执行)"));
}
