//! What is frozen stays what it was: an altered text, an altered file, an agency half imported is told, never passed over.

#[path = "support/program.rs"]
mod program;

use program::Desk;
use rusqlite::Connection;

fn out(output: &std::process::Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn list(desk: &Desk, kind: &str, filter: &str) -> serde_json::Value {
    let output = desk.call(&["--json", "--as", "wangmin", "list", kind, "--filter", filter]);
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn an_altered_document_or_file_is_found() {
    let desk = Desk::practice();
    let file = desk.path("proof.txt");
    std::fs::write(&file, "示例证据").unwrap();
    let cases = list(&desk, "cases", "status=verifying");
    let case = cases[0]["no"].as_str().unwrap().to_owned();
    let handlers = desk.call(&["--json", "--as", "wangmin", "show", &case]);
    let shown: serde_json::Value = serde_json::from_slice(&handlers.stdout).unwrap();
    let handler = shown["handlers"][0]["staff"]["login"].as_str().unwrap().to_owned();
    let line = serde_json::json!({
        "on": "2026-03-20", "as": handler, "do": "add-evidence", "case": case, "kind": "electronic", "title": "示例",
        "source": "示例", "collector": "示例", "collected_on": "2026-03-20", "file": file,
    });
    let (status, told) = desk.run(&line.to_string(), &[]);
    assert_eq!(status, 0, "{told:?}");
    for call in [["audit", "verify"].as_slice(), &["doctor"]] {
        assert!(desk.call(call).status.success());
    }
    // What the file is, is on the record's text.
    assert!(out(&desk.call(&["show", &case])).contains("SHA-256"));

    let database = Connection::open(desk.db()).unwrap();
    let set = |sql: &str| database.execute_batch(sql).unwrap();
    set("UPDATE attachments SET bytes = x'626164'");
    for call in [["audit", "verify"].as_slice(), &["doctor"]] {
        let output = desk.call(call);
        assert_eq!(output.status.code(), Some(5), "{}", out(&output));
        assert!(out(&output).contains("附件"), "{}", out(&output));
    }
    set("UPDATE attachments SET bytes = CAST('示例证据' AS BLOB)");
    assert!(desk.call(&["audit", "verify"]).status.success());
    set("DROP TRIGGER documents_frozen");
    assert!(out(&desk.call(&["doctor"])).contains("documents_frozen"));
    // A text with a hash of its own is not the one that went into the chain.
    let (no, text): (String, String) = database
        .query_row(
            "SELECT printf('WS-%d-%04d', year, serial), text FROM documents WHERE kind = 'decision' AND text IS NOT NULL",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap();
    let forged = format!("{text}改");
    let hash = anjuan::text::hash::fingerprint(forged.as_bytes());
    let forge = "UPDATE documents SET text = ?1, sha256 = ?2 WHERE text = ?3";
    assert_eq!(database.execute(forge, [&forged, &hash, &text]).unwrap(), 1);
    let output = desk.call(&["audit", "verify"]);
    assert_eq!(output.status.code(), Some(5), "{}", out(&output));
    assert!(out(&output).contains(&no), "{}", out(&output));
}

#[test]
fn papers_numbers_and_the_regulation_are_held_against_the_chain() {
    let desk = Desk::practice();
    let statute = desk.path("statute.txt");
    std::fs::write(&statute, "示例茶会管理办法\n发文单位: 示例茶会委员会\n发文日期: 2030-01-02\n生效日期: 2030-03-01\n\n第一章  总则\n\n第一条  示例茶会由委员会举办。\n\n第二条  自带茶具。\n").unwrap();
    let imported = desk.call(&["--as", "xuming", "statute", "import", statute.to_str().unwrap()]);
    assert!(imported.status.success(), "{}", out(&imported));
    let faulty = |sql: &str, named: &str| {
        let copy = desk.path("copy.db");
        std::fs::copy(desk.db(), &copy).unwrap();
        let database = Connection::open(&copy).unwrap();
        let verify = || {
            let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_anjuan"));
            command.arg("--db").arg(&copy).args(["audit", "verify"]).output().unwrap()
        };
        let sound = verify();
        assert!(sound.status.success(), "{}", out(&sound));
        // The guards are put back: the file is as the program made it, but for the rows.
        let guards = "SELECT group_concat(sql, ';') FROM sqlite_schema WHERE name LIKE 'documents_%' AND type = 'trigger'";
        let guards: String = database.query_row(guards, [], |row| row.get(0)).unwrap();
        let off = "PRAGMA foreign_keys = off; DROP TRIGGER documents_frozen; DROP TRIGGER documents_stay";
        database.execute_batch(&format!("{off}; {sql}; {guards}")).unwrap();
        drop(database);
        let output = verify();
        assert_eq!(output.status.code(), Some(5), "{sql}: {}", out(&output));
        assert!(out(&output).contains(named), "{sql}: {}", out(&output));
    };
    let first = "(SELECT min(id) FROM documents WHERE kind = 'decision' AND number IS NOT NULL)";
    faulty(&format!("UPDATE documents SET number = number || '9' WHERE id = {first}"), "文号");
    faulty(&format!("DELETE FROM documents WHERE id = {first}"), "不在库中");
    let forged = anjuan::text::hash::fingerprint("示例".as_bytes());
    let proof = "(SELECT min(id) FROM documents WHERE kind = 'proof-of-service')";
    faulty(&format!("UPDATE documents SET text = '示例', sha256 = '{forged}' WHERE id = {proof}"), "正文");
    let copy = format!(
        "INSERT INTO documents (year, serial, bureau, agency, case_id, kind, status, number, content, text, sha256, drafted_by, drafted_on, issued_on)
         SELECT year, (SELECT max(serial) + 900 FROM documents), bureau, agency, case_id, kind, status, number || '99', content, '示例', '{forged}', drafted_by, drafted_on, issued_on
         FROM documents WHERE id = {first}"
    );
    faulty(&copy, "不是签发的");
    faulty(&format!("UPDATE documents SET issued_on = '2026-01-02' WHERE id = {first}"), "日期");
    faulty(&format!("UPDATE documents SET status = 'void', void_reason = '示例' WHERE id = {first}"), "作废");
    faulty(&format!("UPDATE documents SET content = '{{}}' WHERE id = {first}"), "内容");
    faulty(
        "UPDATE documents SET content = json_set(content, '$.approved.reasons', '示例') WHERE status = 'approved'",
        "审批时",
    );
    faulty(
        "UPDATE decisions SET outcomes = '[\"no-action\"]' WHERE outcomes <> '[\"no-action\"]'",
        "处理决定",
    );
    faulty("UPDATE services SET acted_on = '2026-01-02'", "送达");
    faulty("DELETE FROM services", "送达");
    faulty("DELETE FROM evidence WHERE id = (SELECT min(id) FROM evidence)", "证据");
    faulty("DELETE FROM statutes", "条文");
    faulty("UPDATE statutes SET statute = replace(statute, '总则', '总责')", "条文");
    let other = anjuan::text::hash::fingerprint(b"{}");
    faulty(&format!("UPDATE statutes SET statute = '{{}}', sha256 = '{other}'"), "条文");
}

#[test]
fn an_agency_left_out_names_all_its_rows() {
    let desk = Desk::practice();
    let heading = "机构名称,机构类型,统一社会信用代码,备案部门,职业编码,职业名称,等级,备案日期,有效期至\n";
    let row = |occupation: &str, level: &str| {
        format!(
            "石河子示例锅炉学校,院校,52659001MA0000001M,第八师,{occupation},示例工种,{level},2025-09-15,2028-09-14\n"
        )
    };
    let file = desk.path("ledger.csv");
    std::fs::write(&file, format!("{heading}{}{}", row("6-99-02-01", "五级"), row("6-99-02-02", "九级")))
        .unwrap();
    let output = desk.call(&[
        "--as",
        "wangmin",
        "import",
        "agencies",
        file.to_str().unwrap(),
        "--good-rows",
        "--dry-run",
    ]);
    assert!(out(&output).contains("第 2、3 行: 石河子示例锅炉学校"), "{}", out(&output));
}

#[test]
fn a_list_is_found_in_by_pinyin() {
    let desk = Desk::practice();
    let found = |words: &str| {
        let rows = list(&desk, "agencies", words);
        rows.as_array().unwrap().iter().map(|r| r["agency"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let named = found("示例焊工");
    assert!(!named.is_empty());
    for words in ["shzslhg", "SHZSLHG", "slhg"] {
        assert!(named.iter().all(|name| found(words).contains(name)), "{words}: {:?}", found(words));
    }
    assert!(found("vvvv").is_empty());
}

#[test]
fn sheets_of_facts_go_in_row_by_row() {
    let desk = Desk::practice();
    let rows = list(&desk, "agencies", "status=listed");
    let (no, name) =
        (rows[0]["no"].as_str().unwrap().to_owned(), rows[0]["agency"].as_str().unwrap().to_owned());
    let file = desk.path("people.csv");
    let heading = "机构,类别,姓名,职业编码,用工方式,聘期起,聘期止,证明\n";
    let good = format!(
        "{no},命题专家,示例甲,6-99-02-01,专职,,,示例证\n{name},考评人员,示例乙,6-99-02-01,兼职,2026-01-01,2027-12-31,示例协议\n"
    );
    let bad = format!(
        "{no},考评人员,示例丙,6-99-02-01,兼职,,,示例协议\n没有的机构,专职工作人员,示例丁,,专职,,,示例\n"
    );
    std::fs::write(&file, format!("{heading}{good}{bad}")).unwrap();
    let path = file.to_str().unwrap();
    let call = |more: &[&str]| {
        let mut all = vec!["--json", "--as", "wangmin", "import", "people", path];
        all.extend(more);
        let output = desk.call(&all);
        let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        (output.status.code().unwrap(), told)
    };
    // Every bad row is told with its place, and nothing goes in.
    let (status, told) = call(&[]);
    assert_eq!((status, told["done"].as_i64(), told["rejected"].as_i64()), (2, Some(0), Some(2)), "{told}");
    assert_eq!(
        (told["problems"][0]["row"].as_i64(), told["problems"][1]["row"].as_i64()),
        (Some(4), Some(5))
    );
    let (status, told) = call(&["--good-rows", "--dry-run"]);
    assert_eq!((status, told["done"].as_i64()), (0, Some(2)), "{told}");
    let (status, _) = call(&["--good-rows"]);
    assert_eq!(status, 0);
    let shown = out(&desk.call(&["--as", "wangmin", "show", &no]));
    assert!(
        shown.contains("示例甲 (6-99-02-01)") && shown.contains("示例乙 (6-99-02-01, 聘至 2027-12-31)"),
        "{shown}"
    );
    // Again: they are on record already.
    let (_, told) = call(&["--good-rows"]);
    assert_eq!((told["done"].as_i64(), told["unchanged"].as_i64()), (Some(0), Some(2)), "{told}");
    // No headings: said so.
    std::fs::write(&file, "一,二\n三,四\n").unwrap();
    let output = desk.call(&["--as", "wangmin", "import", "people", path]);
    assert!(output.status.code() == Some(2) && out(&output).contains("没有认出表头"), "{}", out(&output));
}

#[test]
fn one_command_on_several_records_gives_a_result_a_row() {
    let desk = Desk::practice();
    let rows = list(&desk, "agencies", "status=listed");
    let no = |at: usize| rows[at]["no"].as_str().unwrap().to_owned();
    let several = format!("agency={},JG-99999,{}", no(0), no(1));
    let call = ["--as", "wangmin", "do", "log-call", "--json", &several, "caller=示例", "question=示例"];
    let output = desk.call(&call);
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let done: Vec<_> = told.as_array().unwrap().iter().map(|row| row["ok"].as_bool().unwrap()).collect();
    // The one that isn't there stops neither of the others, and gives the exit status.
    assert_eq!((done, output.status.code()), (vec![true, false, true], Some(2)), "{told}");
    assert_eq!(told[1]["id"], "JG-99999");
    let with_id = desk.call(&["--as", "wangmin", "do", "log-call", "--id", "x1", &several, "question=示例"]);
    assert_eq!(with_id.status.code(), Some(2));
}

#[test]
fn an_agency_that_is_refused_leaves_the_others() {
    let desk = Desk::practice();
    let applying = list(&desk, "agencies", "status=applying");
    let own = applying.as_array().unwrap().iter().find(|agency| agency["bureau"] == "d08").unwrap();
    let shown = desk.call(&["--json", "--as", "wangmin", "show", own["no"].as_str().unwrap()]);
    let shown: serde_json::Value = serde_json::from_slice(&shown.stdout).unwrap();
    let heading = "机构名称,机构类型,统一社会信用代码,备案部门,职业编码,职业名称,等级,备案日期,有效期至\n";
    let row = |name: &str, code: &str| {
        format!("{name},院校,{code},第八师,6-99-02-01,示例工种,五级,2025-09-15,2028-09-14\n")
    };
    let file = desk.path("ledger.csv");
    let applicant = row("石河子示例申请学校", shown["credit_code"].as_str().unwrap());
    std::fs::write(&file, format!("{heading}{applicant}{}", row("石河子示例锅炉学校", "52659001MA0000001M")))
        .unwrap();
    let import = |more: &[&str]| {
        let words =
            [&["--json", "--as", "wangmin", "import", "agencies", file.to_str().unwrap()], more].concat();
        let output = desk.call(&words);
        let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        (output.status.code(), told)
    };
    let (status, told) = import(&[]);
    assert_eq!((status, &told["added"], &told["rejected"]), (Some(2), &0.into(), &1.into()), "{told}");
    assert_eq!(told["problems"][0]["row"], 2, "{told}");
    let (status, told) = import(&["--good-rows"]);
    assert_eq!((status, &told["added"], &told["rejected"]), (Some(0), &1.into(), &1.into()), "{told}");
    assert!(told["problems"][0]["wrong"].as_str().unwrap().contains("首次备案在办"), "{told}");
    assert_eq!(list(&desk, "agencies", "锅炉").as_array().unwrap().len(), 1);
}

#[test]
fn a_list_is_searched_by_full_pinyin_whatever_a_character_may_be_read_as() {
    let desk = Desk::practice();
    let many = |filter: &str| list(&desk, "agencies", filter).as_array().unwrap().len();
    // 石 is read shi, or dan.
    let by_name = many("石河子");
    assert!(by_name > 0);
    assert_eq!((many("shihezi"), many("shihe")), (by_name, by_name));
    assert_eq!(many("shihezq"), 0);
}
