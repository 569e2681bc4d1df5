//! The command line as it is pinned: exit statuses, JSON, scenario files, what a real database refuses.

#[path = "support/program.rs"]
mod program;

use program::Desk;
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

impl Desk {
    /// Exit status and the one JSON document on standard output.
    fn json(&self, words: &[&str]) -> (i32, Value) {
        let output = self.call(words);
        let text = String::from_utf8(output.stdout).unwrap();
        let value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}"));
        (output.status.code().unwrap(), value)
    }
}

const OPEN: &str = r#"{"on":"2026-03-20","do":"open-case","agency":"JG-AGENCY","grounds":["2"],"origin":"supervision","source":"示例","summary":"示例","co_handlers":["lina"],"save":"c"}"#;

/// An agency of the eighth division, whose handler sits at a practice database.
fn own_agency(desk: &Desk) -> String {
    let (status, list) = desk.json(&["list", "agencies", "--filter", "bureau=八师", "--json"]);
    assert_eq!(status, 0);
    let listed = list.as_array().unwrap().iter().find(|agency| agency["status"] == "listed").unwrap();
    listed["no"].as_str().unwrap().to_owned()
}

fn opening(desk: &Desk) -> String {
    OPEN.replace("JG-AGENCY", &own_agency(desk))
}

#[test]
fn every_exit_status_is_what_is_pinned() {
    let desk = Desk::practice();
    let agency = own_agency(&desk);
    assert_eq!(desk.call(&["rules"]).status.code(), Some(0));
    let refused = desk.call(&[
        "do",
        "open-case",
        &format!("agency={agency}"),
        "grounds=2",
        "origin=supervision",
        "source=x",
        "summary=x",
    ]);
    assert_eq!(refused.status.code(), Some(1), "one handler only");
    assert_eq!(desk.call(&["do", "no-such-command"]).status.code(), Some(2));
    assert_eq!(desk.call(&["no-such-call"]).status.code(), Some(2));
    let foreign = desk.call(&["--as", "wangmin", "do", "add-staff", "login=x", "name=示例", "roles=handler"]);
    assert_eq!(foreign.status.code(), Some(3), "no administrator");
    let stale = [
        "do",
        "correct-agency",
        "--version",
        "999",
        &format!("agency={agency}"),
        "contact=示例",
        "reason=示例",
    ];
    assert_eq!(desk.call(&stale).status.code(), Some(4));
    for call in [
        vec!["list", "agencies"],
        vec!["find", "示例"],
        vec!["show", "JG-00001"],
        vec!["explain", "JG-00001"],
        vec!["do", "log-call"],
        vec!["run", "-"],
        vec!["statute", "show"],
        vec!["calendar", "show"],
        vec!["audit", "verify"],
        vec!["audit", "head"],
        vec!["doctor"],
        vec!["term", "2026-03-18", "5w"],
        vec!["import", "agencies", "ledger.xlsx"],
        vec!["export", "agencies", "out.csv"],
        vec!["statute", "import", "text.txt"],
        vec!["calendar", "import", "days.json"],
        vec!["backup", "copy.db"],
        vec!["audit", "verify", "--head", "x"],
        vec![],
    ] {
        let desk = Desk::empty();
        let missing = desk.call(&call);
        assert!(!desk.db().exists(), "{call:?} made a file");
        assert_eq!(missing.status.code(), Some(5), "{call:?}");
        // A scenario answers in JSON, the others speak on standard error.
        let (speaks, silent) = if call.first() == Some(&"run") {
            (&missing.stdout, &missing.stderr)
        } else {
            (&missing.stderr, &missing.stdout)
        };
        assert!(!speaks.is_empty() && silent.is_empty(), "{call:?}");
    }
}

#[test]
fn what_needs_no_database_works_without_one() {
    let desk = Desk::empty();
    for call in [
        vec!["rules"],
        vec!["rules", "R25-2", "--json"],
        vec!["schema"],
        vec!["schema", "open-case"],
        vec!["completions", "bash"],
        vec!["completions", "zsh"],
        vec!["man"],
        vec!["--help"],
        vec!["--version"],
    ] {
        let output = desk.call(&call);
        assert!(output.status.success(), "{call:?}");
        assert!(output.stdout.len() > 8 && output.stderr.is_empty(), "{call:?}");
    }
    let bash = String::from_utf8(desk.call(&["completions", "bash"]).stdout).unwrap();
    assert!(bash.contains("_anjuan()") && bash.contains("--keep-going"));
    let page = String::from_utf8(desk.call(&["man"]).stdout).unwrap();
    assert!(page.contains(".TH anjuan"));
    assert_eq!(std::fs::read_dir(desk.folder.path()).unwrap().count(), 0);
}

#[test]
fn in_json_standard_output_is_one_document_and_nothing_else_is_said() {
    let desk = Desk::practice();
    let agency = own_agency(&desk);
    let lists =
        ["agencies", "filings", "activities", "supervisions", "cases", "documents", "deadlines", "audit"];
    for kind in lists {
        let (status, list) = desk.json(&["list", kind, "--limit", "2", "--json"]);
        assert_eq!(status, 0, "{kind}");
        assert!(list.as_array().unwrap().len() <= 2, "{kind}");
    }
    for call in [
        vec!["find", "示例", "--limit", "3", "--json"],
        vec!["show", &agency, "--json"],
        vec!["explain", &agency, "--json"],
        vec!["explain", &agency, "open-case", "--json"],
        vec!["term", "2026-03-18", "7w", "--json"],
        vec!["rules", "--json"],
        vec!["schema"],
        vec!["calendar", "show", "2026", "--json"],
        vec!["audit", "head", "--json"],
        vec!["audit", "verify", "--json"],
        vec!["doctor", "--json"],
    ] {
        let output = desk.call(&call);
        assert_eq!(output.status.code(), Some(0), "{call:?}");
        serde_json::from_slice::<Value>(&output.stdout).unwrap_or_else(|e| panic!("{call:?}: {e}"));
        assert!(output.stderr.is_empty(), "{call:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
    let (status, said) = desk.json(&["show", "JG-99999", "--json"]);
    assert_ne!(status, 0);
    assert_eq!(said["ok"], false);
}

#[test]
fn english_and_chinese_say_the_same() {
    let desk = Desk::practice();
    let said = |lang: &str| {
        let output = desk.call(&["--lang", lang, "do", "no-such-command"]);
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap()
    };
    let is_chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    assert!(is_chinese(&said("zh")) && !is_chinese(&said("en")), "{} {}", said("zh"), said("en"));
    assert_eq!(desk.call(&["--lang", "fr", "rules"]).status.code(), Some(2));
    let (_, term) = desk.json(&["--lang", "en", "term", "2026-12-24", "5w", "--json"]);
    assert!(!is_chinese(term["why"].as_str().unwrap()));
}

#[test]
fn json_is_one_document_and_says_why() {
    let desk = Desk::practice();
    let agency = own_agency(&desk);
    let fields =
        json!({ "agency": agency, "grounds": ["2"], "origin": "supervision", "source": "示例", "summary": "示例" }).to_string();
    let (status, said) = desk.json(&["do", "open-case", "--json", &fields]);
    assert_eq!((status, &said["ok"], &said["error"]), (1, &json!(false), &json!("refused")));
    assert_eq!(said["unmet"][0]["rule"], "G42-1");
    let (status, done) =
        desk.json(&["do", "log-call", "--json", &format!("agency={agency}"), "question=示例"]);
    assert_eq!((status, &done["ok"], &done["id"]), (0, &json!(true), &json!(agency)));
    let (_, rules) = desk.json(&["rules", "--json"]);
    assert!(rules.as_array().unwrap().len() > 80);
    let english = desk.call(&["--lang", "en", "rules", "R25-2"]);
    assert!(String::from_utf8(english.stdout).unwrap().contains("Art. 25"));
    let (_, schema) = desk.json(&["schema", "serve-notice"]);
    assert_eq!(schema["properties"]["acted_on"]["format"], "date");
}

#[test]
fn terms_are_counted_day_by_day() {
    let desk = Desk::practice();
    let (_, term) = desk.json(&["term", "2026-03-02", "30d", "--json"]);
    assert_eq!((&term["last_day"], &term["possible_from"]), (&json!("2026-04-01"), &json!("2026-04-02")));
    let (_, term) = desk.json(&["term", "2026-04-01", "5w", "--json"]);
    assert_eq!(
        term["counted"],
        json!(["2026-04-02", "2026-04-03", "2026-04-07", "2026-04-08", "2026-04-09"])
    );
    let (_, term) = desk.json(&["term", "2026-05-31", "-3m", "--json"]);
    assert_eq!((&term["last_day"], &term["last_working_day"]), (&json!("2026-02-28"), &json!("2026-02-28")));
    assert!(term.get("possible_from").is_none());
    let (_, term) = desk.json(&["term", "2026-12-24", "5w", "--json"]);
    assert_eq!(term["provisional"], true);
    assert!(term["why"].as_str().unwrap().contains("2027"));
}

#[test]
fn a_scenario_stops_at_the_first_line_that_is_not_as_expected() {
    let desk = Desk::practice();
    let good = opening(&desk);
    let wrong = r#"{"on":"2026-03-20","do":"draft-notice","case":"$c","place":"示例","contact":"示例"}"#;
    let lines = format!("# comment\n{good}\n{wrong}\n{wrong}\n");
    let (status, results) = desk.run(&lines, &[]);
    assert_eq!((status, results.len()), (1, 2));
    let (status, results) = desk.run(&lines, &["--keep-going"]);
    assert_eq!((status, results.len()), (1, 3));
    let expected = wrong.replace("\"do\"", "\"expect\":\"refused:R25-1\",\"do\"");
    let (status, results) = desk.run(&format!("{good}\n{expected}\n"), &[]);
    assert_eq!((status, &results[1]["as_expected"]), (0, &json!(true)));
    let unexpected = good.replace("\"do\"", "\"expect\":\"refused:R25-1\",\"do\"");
    assert_eq!(desk.run(&unexpected, &[]).0, 1, "done although a refusal was expected");
    for broken in [
        "{",
        "[]",
        "{\"do\":5}",
        "{\"on\":\"x\",\"do\":\"log-call\"}",
        "{\"do\":\"log-call\",\"agency\":\"$none\"}",
    ] {
        let (status, results) = desk.run(broken, &[]);
        assert_eq!((status, &results[0]["error"]), (2, &json!("input")), "{broken}");
    }
}

#[test]
fn a_scenario_may_be_a_file_and_names_what_it_made() {
    let desk = Desk::practice();
    let lines = format!(
        "\u{feff}{}\r\n\r\n{}\n",
        opening(&desk),
        r#"{"on":"2026-03-20","do":"add-evidence","case":"$c","kind":"inspection","title":"示例","source":"示例","collector":"示例","collected_on":"2026-03-20"}"#
    );
    let file = desk.path("acts.jsonl");
    std::fs::write(&file, lines).unwrap();
    let output = desk.call(&["run", file.to_str().unwrap()]);
    let text = String::from_utf8(output.stdout).unwrap();
    let results: Vec<Value> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert_eq!((&results[0]["id"], &results[1]["version"]), (&results[1]["id"], &json!(2)));
    assert_eq!((&results[0]["line"], &results[1]["line"]), (&json!(1), &json!(3)));
    let missing = desk.call(&["run", desk.path("none.jsonl").to_str().unwrap()]);
    let said: Value = serde_json::from_slice(&missing.stdout).unwrap();
    assert_eq!((missing.status.code(), &said["error"]), (Some(5), &json!("io")));
    assert_eq!(missing.stdout.iter().filter(|b| **b == b'\n').count(), 1, "one result a line");
}

#[test]
fn the_same_id_twice_is_one_act() {
    let desk = Desk::practice();
    let line = opening(&desk).replace("\"do\"", "\"id\":\"act-1\",\"do\"");
    let (_, first) = desk.run(&line, &[]);
    let (status, again) = desk.run(&line, &[]);
    assert_eq!((status, &again[0]["id"]), (0, &first[0]["id"]));
    let other = line.replace("\"source\":\"示例\"", "\"source\":\"示例二\"");
    assert_eq!(desk.run(&other, &[]).1[0]["error"], "input");
}

#[test]
fn json_may_stand_before_the_call() {
    let desk = Desk::practice();
    let (status, said) = desk.json(&["--json", "--lang", "en", "list", "agencies", "--limit", "2"]);
    assert_eq!((status, said.as_array().map(Vec::len)), (0, Some(2)));
    let (status, said) = desk.json(&["--json", "rules", "R25-2"]);
    assert_eq!((status, said.is_object() || said.is_array()), (0, true));
}

#[test]
fn an_empty_variable_is_as_good_as_none() {
    let desk = Desk::practice();
    let said = |variable: &str| {
        let mut command = desk.command();
        command.env("ANJUAN_DB", variable).env("ANJUAN_LANG", "").args(["rules", "R25-2"]);
        command.output().unwrap().status.code()
    };
    assert_eq!((said(""), said("/nowhere/at/all")), (Some(0), Some(0)), "--db comes first");
}

#[test]
fn an_export_names_its_kinds_and_endings() {
    let desk = Desk::practice();
    let ending = desk.call(&["export", "agencies", desk.path("x.pdf").to_str().unwrap()]);
    assert_eq!(ending.status.code(), Some(2));
    let kind = desk.call(&["export", "nothing", desk.path("x.csv").to_str().unwrap()]);
    assert_eq!(kind.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&kind.stderr).contains("whitelist"));
}

#[test]
fn the_same_id_with_another_complainant_is_another_act() {
    let desk = Desk::practice();
    let (_, agencies) = desk.json(&["list", "agencies", "--limit", "1", "--json"]);
    let line = |who: &str| {
        json!({
            "id": "tell-1", "as": "wangmin", "do": "register-complaint", "agency": agencies[0]["no"],
            "channel": "phone", "received_on": "2026-03-02", "content": "示例", "complainant": who,
        })
        .to_string()
    };
    let (_, first) = desk.run(&line("示例甲"), &[]);
    assert_eq!(first[0]["ok"], true, "{first:?}");
    assert_eq!(desk.run(&line("示例甲"), &[]).1[0]["id"], first[0]["id"]);
    let (status, other) = desk.run(&line("示例乙"), &[]);
    assert_eq!((status, &other[0]["error"]), (2, &json!("input")), "{other:?}");
}

#[test]
fn a_real_database_takes_no_made_up_day_or_actor() {
    let desk = Desk::empty();
    let made = desk.call(&["init", "--bureau", "八师", "--login", "root", "--name", "示例管理员"]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    assert_eq!(
        desk.call(&["init", "--bureau", "八师", "--login", "root", "--name", "示例"]).status.code(),
        Some(5)
    );
    assert_eq!(desk.call(&["--today", "2026-01-01", "doctor"]).status.code(), Some(3));
    assert_eq!(desk.call(&["--as", "root", "doctor"]).status.code(), Some(3));
    let (status, said) = desk.run(r#"{"on":"2026-01-01","do":"log-call"}"#, &[]);
    assert_eq!((status, &said[0]["error"]), (3, &json!("permission")));
}

#[test]
fn backups_restore_whole_and_the_head_proves_it() {
    let desk = Desk::practice();
    let (_, head) = desk.json(&["audit", "head", "--json"]);
    let head = head["hash"].as_str().unwrap();
    let copy = desk.path("copy.db");
    let copy = copy.to_str().unwrap();
    assert!(desk.call(&["backup", copy]).status.success());
    assert_eq!(desk.call(&["backup", copy]).status.code(), Some(5), "never overwritten");
    let other = Desk::empty();
    assert!(other.call(&["restore", copy]).status.success());
    assert!(other.call(&["audit", "verify", "--head", head]).status.success());
    assert_eq!(other.call(&["restore", copy]).status.code(), Some(5), "never overwritten");
    assert!(other.call(&["audit", "verify", "--head", &head.to_uppercase()]).status.success());
    assert_eq!(other.call(&["audit", "verify", "--head", &head[..63]]).status.code(), Some(2), "mistyped");
    let nowhere = "0123456789012345678901234567890123456789012345678901234567890123";
    assert_eq!(other.call(&["audit", "verify", "--head", nowhere]).status.code(), Some(5));
}

fn ledger(desk: &Desk, name: &str, wrong: bool) -> String {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let headings = [
        "机构名称",
        "机构类型",
        "统一社会信用代码",
        "法定代表人",
        "联系人",
        "联系电话",
        "机构地址",
        "备案部门",
        "职业编码",
        "职业(工种)",
        "等级",
        "备案日期",
        "有效期至",
    ];
    for (at, heading) in headings.iter().enumerate() {
        sheet.write(0, at as u16, *heading).unwrap();
    }
    let rows = [
        ["石河子示例甲学校", "社会培训评价组织", "91659001MA7700014C", "八师"],
        ["铁门关示例乙学校", "社会培训评价组织", "52659002MA7700014U", "第二师铁门关市"],
    ];
    for (row, [agency, kind, code, bureau]) in rows.iter().enumerate() {
        let level = if wrong && row == 1 { "九级" } else { "五级至三级" };
        let cells = [
            *agency,
            *kind,
            *code,
            "示例法人",
            "示例",
            "0993-2000000",
            "示例路1号",
            *bureau,
            "6-99-02-01",
            "示例工种·焊接",
            level,
            "2025/9/15",
            "2028年9月14日",
        ];
        for (at, cell) in cells.iter().enumerate() {
            sheet.write(row as u32 + 1, at as u16, *cell).unwrap();
        }
    }
    let path = desk.path(name);
    book.save(&path).unwrap();
    path.to_str().unwrap().to_owned()
}

fn head(desk: &Desk) -> Value {
    desk.json(&["audit", "head", "--json"]).1["hash"].clone()
}

#[test]
fn a_ledger_goes_in_once_and_whole() {
    let login = std::process::Command::new("id").arg("-un").output().unwrap().stdout;
    let login = String::from_utf8(login).unwrap();
    let desk = Desk::empty();
    assert!(
        desk.call(&["init", "--bureau", "兵团人社局", "--login", login.trim(), "--name", "示例"])
            .status
            .success()
    );
    let (good, bad) = (ledger(&desk, "good.xlsx", false), ledger(&desk, "bad.xlsx", true));
    let before = head(&desk);
    let (status, said) = desk.json(&["import", "agencies", &bad, "--json"]);
    assert_eq!((status, &said["ok"]), (2, &json!(false)));
    let problem = &said["problems"][0];
    assert_eq!(
        (&problem["row"], &problem["column"], &problem["found"]),
        (&json!(3), &json!("K"), &json!("九级"))
    );
    let (status, said) = desk.json(&["import", "agencies", &good, "--dry-run", "--json"]);
    assert_eq!((status, &said["added"]), (0, &json!(2)));
    assert_eq!(head(&desk), before, "nothing was written");
    let (status, said) = desk.json(&["import", "agencies", &bad, "--good-rows", "--json"]);
    assert_eq!((status, &said["added"], &said["rejected"]), (0, &json!(1), &json!(1)));
    let (_, said) = desk.json(&["import", "agencies", &good, "--json"]);
    assert_eq!((&said["added"], &said["unchanged"]), (&json!(1), &json!(1)));
    let before = head(&desk);
    let (_, said) = desk.json(&["import", "agencies", &good, "--json"]);
    assert_eq!(said["unchanged"], 2);
    assert_eq!(head(&desk), before, "the same ledger again changes nothing");
    let out = desk.path("white.csv");
    let (status, said) = desk.json(&["export", "whitelist", out.to_str().unwrap(), "--json"]);
    assert_eq!((status, &said["rows"]), (0, &json!(2)));
}

#[test]
fn a_clerk_imports_the_own_bureau_and_is_told_of_the_others() {
    let desk = Desk::practice();
    let (status, said) = desk.json(&["import", "agencies", &ledger(&desk, "good.xlsx", false), "--json"]);
    assert_eq!((status, &said["added"]), (0, &json!(1)));
    assert_eq!(said["foreign"][0]["bureau"], "d02");
}
