//! What is kept for everybody: the bureau's settings, the catalogue of occupations, files put on file, deadlines reckoned anew
//! in parts.

#[path = "support/many.rs"]
mod many;
#[path = "support/program.rs"]
mod program;

use anjuan::store::sql::Sql;
use anjuan::store::{self, Store};
use program::Desk;
use rusqlite::Connection;
use serde_json::Value;

fn said(output: &std::process::Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn json(desk: &Desk, words: &[&str]) -> Value {
    let output = desk.call(words);
    assert!(output.status.success(), "{words:?}: {}", said(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn settings_are_read_on_the_command_line() {
    let desk = Desk::practice();
    let shown = json(&desk, &["settings", "--json"]);
    let term = shown.as_array().unwrap().iter().find(|one| one["name"] == "statement_term").unwrap();
    assert_eq!((&term["value"], &term["since"]), (&Value::from("5w"), &Value::Null), "{term}");
    let administrator = ["--as", "sunli", "do", "change-setting", "name=statement_term", "value=7w"];
    let mut change = administrator.to_vec();
    change.extend(["reference=示例文件", "from=2026-03-20"]);
    let changed = desk.call(&change);
    assert!(changed.status.success(), "{}", said(&changed));
    assert!(said(&desk.call(&["settings", "--lang", "en"])).contains("7 working days"));
}

#[test]
fn a_file_comes_out_as_it_went_in() {
    let desk = Desk::practice();
    let filings =
        json(&desk, &["--as", "wangmin", "list", "filings", "--filter", "status=materials", "--json"]);
    let filing = filings[0]["no"].as_str().unwrap();
    let content: Vec<u8> = (0..=255).cycle().take(70_000).collect();
    let given = desk.path("示例材料.pdf");
    std::fs::write(&given, &content).unwrap();
    let line = serde_json::json!({
        "on": "2026-03-20", "as": "wangmin", "do": "attach-material", "filing": filing, "place": 1, "file": given,
    });
    let (status, told) = desk.run(&line.to_string(), &[]);
    assert_eq!(status, 0, "{told:?}");
    let to = desk.path("out.pdf");
    let to = to.to_str().unwrap();
    let told = json(&desk, &["--as", "wangmin", "attachment", filing, "示例材料.pdf", to, "--json"]);
    assert_eq!(told["size"], 70_000);
    assert_eq!(std::fs::read(to).unwrap(), content);
    // By its hash too; never over another file; no other name.
    let hash = &told["sha256"].as_str().unwrap()[..10];
    let again = desk.call(&["--as", "wangmin", "attachment", filing, hash, to]);
    assert!(!again.status.success() && std::fs::read(to).unwrap() == content, "{}", said(&again));
    let none = desk.call(&["--as", "wangmin", "attachment", filing, "没有.pdf", "x"]);
    assert!(none.status.code() == Some(2) && said(&none).contains("示例材料.pdf"), "{}", said(&none));
    // Another bureau sees nothing of it.
    let other = Connection::open(desk.db()).unwrap();
    let login: String = other
        .query_row("SELECT login FROM staff WHERE bureau = 'd06' AND roles = '[\"handler\"]'", [], |row| {
            row.get(0)
        })
        .unwrap();
    let foreign = desk.call(&["--as", &login, "attachment", filing, hash, "y"]);
    assert!(!foreign.status.success() && !said(&foreign).contains("示例材料"), "{}", said(&foreign));
    assert!(!desk.path("y").exists());
}

#[test]
fn the_catalogue_comes_from_a_sheet_and_is_listed() {
    let desk = Desk::practice();
    let sheet = desk.path("catalogue.csv");
    let text = "职业编码,职业名称,目录,等级,共管部门,依据文件,备注\n\
                6-99-07-01,示例工种·甲,职业分类大典,五级至三级,,示例〔2026〕1号,无关\n\
                2-99-07-01,示例工种·乙,政府特定的特种作业项目,,示例应急部门,示例〔2026〕1号,\n";
    std::fs::write(&sheet, text).unwrap();
    let call = ["--as", "wangmin", "import", "occupations", sheet.to_str().unwrap(), "--json"];
    let told = json(&desk, &call);
    assert_eq!((told["done"].as_i64(), told["unchanged"].as_i64()), (Some(2), Some(0)), "{told}");
    assert_eq!(told["ignored"], serde_json::json!(["备注"]), "{told}");
    let told = json(&desk, &call);
    assert_eq!(told["rejected"], 0, "{told}");
    let listed = json(&desk, &["list", "occupations", "--json"]);
    let find = |code: &str| listed.as_array().unwrap().iter().find(|one| one["code"] == code).cloned();
    let first = find("6-99-07-01").unwrap();
    assert!(first.to_string().contains("示例工种·甲"), "{first}");
    assert!(find("2-99-07-01").unwrap().to_string().contains("示例应急部门"));
    let strike = ["--as", "wangmin", "do", "strike-occupation", "code=2-99-07-01", "list=special-operations"];
    let mut call = strike.to_vec();
    call.push("reason=示例: 误登");
    assert!(desk.call(&call).status.success());
    let listed = said(&desk.call(&["list", "occupations"]));
    let struck = listed.lines().find(|line| line.contains("2-99-07-01")).unwrap();
    assert!(struck.contains("不在任何目录") && listed.contains("6-99-07-01"), "{listed}");
    assert_whole(&desk);
}

/// How many of them are due on a day.
fn due(desk: &Desk, day: &str) -> i64 {
    let sql = "SELECT count(*) FROM deadlines d JOIN filings f ON d.subject = printf('BA-%d-%04d', f.year, f.serial)
               WHERE f.id > 10000 AND d.clock = 'handling' AND d.state = 'open' AND d.due = ?1";
    Connection::open(desk.db()).unwrap().query_row(sql, [day], |row| row.get(0)).unwrap()
}

fn administrator_of_the_corps(desk: &Desk) -> String {
    let sql = "SELECT login FROM staff WHERE bureau = 'corps' AND roles = '[\"administrator\"]'";
    Connection::open(desk.db()).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Every row is as the acts left it.
#[track_caller]
fn assert_whole(desk: &Desk) {
    let verified = desk.call(&["audit", "verify"]);
    assert!(verified.status.success(), "{}", said(&verified));
}

fn parts(desk: &Desk) -> i64 {
    let sql = "SELECT count(*) FROM audit WHERE command = 'recount-deadlines'";
    Connection::open(desk.db()).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn a_calendar_reckons_all_that_is_open_in_parts_and_goes_on_after_a_break() {
    const MANY: usize = 2_300;
    let desk = Desk::practice();
    many::filings(&desk.db(), MANY);
    let many = i64::try_from(MANY).unwrap();
    assert_eq!(due(&desk, "2026-06-15"), many);
    let arrangements = include_str!("../data/holidays.json");
    let mut year = serde_json::from_str::<Value>(arrangements).unwrap()["2026"].clone();
    year["holidays"].as_array_mut().unwrap().push("2026-04-08".into());
    let file = desk.path("2026.json");
    std::fs::write(&file, serde_json::json!({ "2026": year }).to_string()).unwrap();
    let login = administrator_of_the_corps(&desk);
    let told = json(&desk, &["--as", &login, "calendar", "import", file.to_str().unwrap(), "--json"]);
    assert!(told["moved"].as_array().unwrap().len() >= MANY, "{}", told["moved"].as_array().unwrap().len());
    assert_eq!(due(&desk, "2026-06-16"), many);
    // The first part went in with the calendar, the rest after it.
    assert_eq!(parts(&desk), 2);
    assert!(!said(&desk.call(&["doctor"])).contains("重算"));
    assert_whole(&desk);

    // Broken off: it is told, and gone on with from where it stopped.
    let database = Connection::open(desk.db()).unwrap();
    database.execute("UPDATE deadlines SET due = '2026-06-15' WHERE due = '2026-06-16'", []).unwrap();
    drop(database);
    let store = Store::open(&desk.db()).unwrap();
    let broken_off = "INSERT INTO recounts VALUES (1, '2026-03-20', 'BA', 10500, 500, 2300)";
    (&store as &dyn Sql).execute(broken_off, &[]).unwrap();
    store::seals::seal_made(&store).unwrap();
    drop(store);
    assert!(said(&desk.call(&["doctor"])).contains("期限重算到 500/2300"));
    let clerk = desk.call(&["--as", "wangmin", "do", "recount-deadlines"]);
    assert_eq!(clerk.status.code(), Some(3), "{}", said(&clerk));
    let told = desk.call(&["--as", &login, "do", "recount-deadlines"]);
    assert!(told.status.success(), "{}", said(&told));
    assert_eq!((due(&desk, "2026-06-16"), due(&desk, "2026-06-15")), (many - 500, 500));
    // Asked for again, with none under way, it takes all.
    assert!(desk.call(&["--as", &login, "do", "recount-deadlines"]).status.success());
    assert_eq!(due(&desk, "2026-06-16"), many);
    assert_whole(&desk);
}
