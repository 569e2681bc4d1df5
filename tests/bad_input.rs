//! Bad input: lines, fields and files that are too long, of the wrong kind, in the wrong encoding, or out to steer the
//! terminal. Each is refused with its reason or cleaned, and nothing is written for a refusal.

#[path = "support/program.rs"]
mod program;

use std::io::Write;
use std::process::{Output, Stdio};

use program::Desk;
use serde_json::{Value, json};

fn head(desk: &Desk) -> Vec<u8> {
    desk.call(&["audit", "head", "--json"]).stdout
}

fn own_agency(desk: &Desk) -> String {
    let list = desk.call(&["list", "agencies", "--filter", "bureau=八师", "--limit", "1", "--json"]);
    let list: Value = serde_json::from_slice(&list.stdout).unwrap();
    list[0]["no"].as_str().unwrap().to_owned()
}

/// Whether nothing in it can steer a terminal or hide.
fn is_harmless(bytes: &[u8]) -> bool {
    let text = std::str::from_utf8(bytes).unwrap();
    !text.chars().any(|c| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{feff}')
    })
}

/// A scenario of any bytes.
fn run_bytes(desk: &Desk, bytes: Vec<u8>, more: &[&str]) -> Output {
    let mut command = desk.command();
    command.args(["run", "-"]).args(more);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || {
        // The program may stop reading at the first wrong line.
        let _ = input.write_all(&bytes);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn results(output: &Output) -> Vec<Value> {
    std::str::from_utf8(&output.stdout).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

#[test]
fn a_wrong_line_is_one_result_and_the_next_line_goes_on() {
    let desk = Desk::practice();
    let good = format!("{{\"do\":\"log-call\",\"agency\":\"{}\",\"question\":\"示例\"}}", own_agency(&desk));
    let huge = format!("{{\"do\":\"log-call\",\"question\":\"{}\"}}", "长".repeat(3 << 20));
    let edge = format!("#{}", "x".repeat((4 << 20) - 1));
    for wrong in [
        huge.into_bytes(),
        edge.into_bytes(),
        b"{\"do\":\"log-call\",\"question\":\"\xff\xfe\"}".to_vec(),
        vec![b'['; 100_000],
    ] {
        let mut lines = wrong;
        lines.push(b'\n');
        lines.extend_from_slice(good.as_bytes());
        let output = run_bytes(&desk, lines.clone(), &["--keep-going"]);
        let results = results(&output);
        assert_eq!(output.status.code(), Some(2));
        assert_eq!((results.len(), &results[0]["error"]), (2, &json!("input")), "{results:?}");
        assert_eq!((&results[1]["ok"], &results[1]["line"]), (&json!(true), &json!(2)));
        let stopped = run_bytes(&desk, lines, &[]);
        assert_eq!((stopped.status.code(), self::results(&stopped).len()), (Some(2), 1));
    }
}

#[test]
fn values_of_the_wrong_kind_are_named_field_by_field() {
    let desk = Desk::practice();
    let agency = own_agency(&desk);
    let before = head(&desk);
    for (field, value) in [
        ("question", json!({ "a": 1 })),
        ("question", json!([1, 2])),
        ("question", json!("问".repeat(501))),
        ("question", json!("\u{1b}[31m\u{7}\u{200b}")),
        ("question", json!(true)),
        ("caller", json!({})),
        ("agency", json!(17)),
        ("agency", json!("JG-0; DROP TABLE agencies")),
        ("agency", json!(null)),
        ("unknown", json!("x")),
    ] {
        let mut fields = json!({ "agency": agency, "question": "示例" });
        fields[field] = value.clone();
        let output = desk.call(&["do", "log-call", "--json", &fields.to_string()]);
        assert_eq!(output.status.code(), Some(2), "{field} = {value}");
        let said: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(said["fields"][0]["field"], field, "{said}");
    }
    for line in [
        json!({ "do": "log-call", "agency": agency, "question": "示例", "version": "1" }),
        json!({ "do": "log-call", "agency": agency, "question": "示例", "version": 1.5 }),
        json!({ "do": "log-call", "agency": agency, "question": "示例", "id": "a b" }),
        json!({ "do": "log-call", "agency": agency, "question": "示例", "id": 7 }),
        json!({ "do": "log-call", "agency": agency, "question": "示例", "save": 7 }),
        json!({ "do": "log-call", "agency": agency, "question": "示例", "on": "2026-02-30" }),
        json!({ "do": ["log-call"], "agency": agency, "question": "示例" }),
    ] {
        let (status, results) = desk.run(&line.to_string(), &[]);
        assert_eq!((status, &results[0]["error"]), (2, &json!("input")), "{line}");
    }
    assert_eq!(head(&desk), before, "nothing was written");
}

#[test]
fn control_characters_are_neither_stored_nor_shown() {
    let desk = Desk::practice();
    let agency = own_agency(&desk);
    let question = "\u{1b}[31m示例\u{7}\u{202e}红\u{1b}]0;x\u{7}\u{9b}2J";
    let line = json!({ "do": "log-call", "agency": agency, "question": question });
    let (status, results) = desk.run(&line.to_string(), &[]);
    assert_eq!(status, 0, "{results:?}");
    let shown = desk.call(&["show", &agency, "--json"]).stdout;
    assert!(is_harmless(&shown));
    let shown = String::from_utf8(shown).unwrap();
    assert!(shown.contains("示例红\""), "{shown}");
    assert!(!shown.contains("\\u001b") && !shown.contains("\\u009b"));
}

#[test]
fn messages_that_echo_what_was_given_do_not_steer_the_terminal() {
    let desk = Desk::practice();
    let nasty = "\u{1b}]0;x\u{7}\u{9b}2J\u{202e}示例";
    let field = format!("{nasty}=1");
    let path = desk.path(nasty);
    let path = path.to_str().unwrap();
    for call in [
        vec!["do", nasty],
        vec!["do", "log-call", &field],
        vec!["show", nasty],
        vec!["list", nasty],
        vec!["rules", nasty],
        vec!["term", "2026-03-18", nasty],
        vec!["statute", "import", path],
        vec!["import", "agencies", path],
        vec!["restore", path],
        vec!["run", path],
        vec!["--as", nasty, "doctor"],
        vec!["audit", "verify", "--head", nasty],
    ] {
        let output = desk.call(&call);
        assert_ne!(output.status.code(), Some(0), "{call:?}");
        assert!(is_harmless(&output.stdout) && is_harmless(&output.stderr), "{call:?}: {output:?}");
        assert!(!output.stdout.is_empty() || !output.stderr.is_empty(), "{call:?}");
    }
    let (_, results) = desk.run(&json!({ "do": "log-call", nasty: "x" }).to_string(), &[]);
    assert_eq!(results[0]["fields"][0]["field"], nasty, "in JSON it is the same text, written harmlessly");
}

const REGULATION: &str = "示例茶会管理办法(试行)
发文单位: 示例茶会委员会
发文日期: 2030-01-02
生效日期: 2030年3月1日

示例茶会管理办法(试行)

第一章  总则

第一条  为办好示例茶会,制定本办法。

第二条  示例茶会由委员会举办。
";

#[test]
fn a_regulation_may_be_in_either_encoding_but_must_be_text() {
    let (gb, _, _) = encoding_rs::GB18030.encode(REGULATION);
    for (bytes, name) in [(REGULATION.as_bytes(), "utf8.txt"), (&gb[..], "gb.txt")] {
        let desk = Desk::practice();
        let administrator = administrator(&desk);
        let file = desk.path(name);
        std::fs::write(&file, bytes).unwrap();
        let call = ["--as", &administrator, "statute", "import", file.to_str().unwrap()];
        let output = desk.call(&call);
        assert!(output.status.success(), "{name}: {output:?}");
        let shown = desk.call(&["statute", "show", "2"]);
        assert!(String::from_utf8(shown.stdout).unwrap().contains("由委员会举办"));
    }
    let desk = Desk::practice();
    let administrator = administrator(&desk);
    let before = head(&desk);
    for (bytes, name) in [
        (&b"\xff\xff\x81\x00"[..], "raw.txt"),
        (&b""[..], "empty.txt"),
        ("没有条文的文字。\n".as_bytes(), "prose.txt"),
        (&[0; 4096][..], "zeros.txt"),
    ] {
        let file = desk.path(name);
        std::fs::write(&file, bytes).unwrap();
        let call = ["--as", &administrator, "statute", "import", file.to_str().unwrap(), "--json"];
        let output = desk.call(&call);
        assert_eq!(output.status.code(), Some(2), "{name}: {output:?}");
        let said: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(said["error"], "input", "{name}");
    }
    assert_eq!(head(&desk), before, "nothing was written");
}

/// The login of an administrator of a practice database.
fn administrator(desk: &Desk) -> String {
    use anjuan::records::staff::Role;
    let store = anjuan::store::Store::open(&desk.db()).unwrap();
    let staff = anjuan::store::staff::all(&store, None).unwrap();
    let corps = anjuan::records::bureau::BureauId::CORPS;
    let found = staff.iter().find(|s| s.is(Role::Administrator) && s.bureau == corps);
    found.or_else(|| staff.iter().find(|s| s.is(Role::Administrator))).unwrap().login.clone()
}

#[test]
fn files_that_are_no_ledger_are_refused_whatever_their_name() {
    let desk = Desk::practice();
    let before = head(&desk);
    for (bytes, name, status) in [
        (&b""[..], "empty.csv", 2),
        (&b""[..], "empty.xlsx", 2),
        (&b"PK\x03\x04 and then nothing"[..], "broken.xlsx", 2),
        (&b"\xff\xff\x81\x00"[..], "raw.csv", 2),
        ("甲,乙\n1,2\n".as_bytes(), "other.csv", 2),
        ("机构名称\n示例".as_bytes(), "ledger.pdf", 2),
    ] {
        let file = desk.path(name);
        std::fs::write(&file, bytes).unwrap();
        let output = desk.call(&["import", "agencies", file.to_str().unwrap(), "--json"]);
        assert_eq!(output.status.code(), Some(status), "{name}: {output:?}");
        let said: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(said["ok"], false, "{name}");
        assert!(!said["message"].as_str().unwrap().is_empty(), "{name}");
    }
    assert_eq!(head(&desk), before, "nothing was written");
}

#[test]
fn a_misread_call_answers_in_json_where_json_is_asked_for() {
    let desk = Desk::practice();
    for words in [
        &["term", "2026-02-30", "5w", "--json"][..],
        &["find", "x", "--limit", "-1", "--json"],
        &["list", "--json"],
        &["list", "agencies", "--json", "--filter", &"x".repeat(40_000)],
    ] {
        let output = desk.call(words);
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        let fault: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((&fault["ok"], &fault["error"]), (&false.into(), &"input".into()), "{words:?}");
    }
    assert!(desk.call(&["schema", "open-case", "--json"]).status.success());
}

#[test]
fn a_field_given_twice_is_refused() {
    let desk = Desk::practice();
    let output = desk.call(&["do", "log-call", "agency=JG-00001", "agency=JG-00002", "question=示例"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("两次"));
}
