//! Every kind of document on paper: as a .docx that LibreOffice turns into a PDF, and as the PDF that is made without it. Each
//! page is A4, nothing stands outside the margins of GB/T 9704, and not a character is lost.
//!
//! Wants LibreOffice, poppler's tools and a free Chinese typeface; `tests/e2e/run` installs them.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

use anjuan::records::document::DocumentKind;
use serde_json::Value;

/// Millimetres that a line may stand over: letters are not cut to the margin.
const SLACK: f64 = 1.0;
/// Millimetres that a punctuation mark may hang over the end of a line, as is usual in Chinese: itself.
const HANGING: f64 = 5.6;

fn anjuan(db: &Path, path: Option<&str>, args: &[&str]) -> Vec<u8> {
    let done = run(db, path, args);
    assert!(done.status.success(), "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
    done.stdout
}

fn run(db: &Path, path: Option<&str>, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_anjuan"));
    if let Some(path) = path {
        command.env("PATH", path);
    }
    command.arg("--db").arg(db).args(["--as", "wangmin"]).args(args).output().unwrap()
}

fn tool(name: &str, args: &[&str]) -> String {
    let done = Command::new(name).args(args).output().unwrap_or_else(|e| panic!("{name}: {e}"));
    assert!(done.status.success(), "{name}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

/// A letter that reminds an agency of its renewal, which no practice record has.
fn remind(db: &Path) {
    let list = anjuan(db, None, &["list", "agencies", "--limit", "1000", "--json"]);
    let rows: Vec<Value> = serde_json::from_slice(&list).unwrap();
    let due = |row: &&Value| {
        let expiry = row["expires_on"].as_str().unwrap_or_default();
        row["bureau"] == "d08" && row["status"] == "listed" && ("2026-11-28".."2027-04-01").contains(&expiry)
    };
    let fields = ["matter=renewal", "reminded_on=2026-11-27", "letter=true", "how=示例: 邮寄"];
    // Those that applied for their renewal already are refused.
    let reminded = rows.iter().filter(due).any(|row| {
        let agency = format!("agency={}", row["no"].as_str().unwrap());
        run(db, None, &[&["do", "remind-agency", &agency], &fields[..]].concat()).status.success()
    });
    assert!(reminded, "no agency whose filing ends soon");
}

/// A correction, which no practice case has either.
fn correct(db: &Path) {
    let list = anjuan(db, None, &["list", "cases", "--filter", "status=served", "--limit", "1000", "--json"]);
    let rows: Vec<Value> = serde_json::from_slice(&list).unwrap();
    let fields =
        ["document=decision", "stands=住所：石河子市示例路", "reads=住所：石河子示例路", "reason=示例: 漏字"];
    let drafted = rows.iter().any(|row| {
        let case = format!("case={}", row["no"].as_str().unwrap());
        run(db, None, &[&["do", "draft-correction", &case], &fields[..]].concat()).status.success()
    });
    assert!(drafted, "no case with a served decision: {rows:?}");
}

/// Sends somebody to an activity with a letter of dispatch.
fn dispatch(db: &Path) {
    let list = anjuan(db, None, &["list", "activities", "--limit", "1000", "--json"]);
    let rows: Vec<Value> = serde_json::from_slice(&list).unwrap();
    let sent = rows.iter().any(|row| {
        let activity = format!("activity={}", row["no"].as_str().unwrap());
        let fields = ["do", "assign-supervisor", &activity, "supervisor=示例派遣人", "letter=true"];
        run(db, None, &fields).status.success()
    });
    assert!(sent, "nobody can be sent to any of {} activities", rows.len());
}

/// The newest document of each kind in the practice data.
fn one_of_each_kind(db: &Path) -> BTreeMap<String, String> {
    let list = anjuan(db, None, &["list", "documents", "--limit", "1000", "--json"]);
    let rows: Vec<Value> = serde_json::from_slice(&list).unwrap();
    let mut found = BTreeMap::new();
    for row in rows {
        let word = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
        found.entry(word("kind")).or_insert_with(|| word("no"));
    }
    found
}

/// A number that stands in an attribute of poppler's list of words, in millimetres.
fn attribute(line: &str, name: &str) -> Option<f64> {
    let rest = line.split_once(&format!("{name}=\""))?.1;
    let points: f64 = rest.split_once('"')?.0.parse().ok()?;
    Some(points * 25.4 / 72.0)
}

/// Holds every word of a PDF against the margins; how many pages there are.
fn within_margins(pdf: &str) -> usize {
    let words = tool("pdftotext", &["-bbox", pdf, "-"]);
    let mut pages = 0;
    for line in words.lines() {
        if line.contains("<page ") {
            pages += 1;
            let size = (attribute(line, "width").unwrap(), attribute(line, "height").unwrap());
            assert!(
                (size.0 - 210.0).abs() < 0.5 && (size.1 - 297.0).abs() < 0.5,
                "{pdf}: a page of {size:?} mm"
            );
        }
        if !line.contains("<word ") {
            continue;
        }
        let at = |name| attribute(line, name).unwrap();
        let (left, right, top, foot) = (at("xMin"), at("xMax"), at("yMin"), at("yMax"));
        let last = line.trim_end().trim_end_matches("</word>").chars().next_back();
        let hanging = if last.is_some_and(|c| !c.is_alphanumeric()) { HANGING } else { 0.0 };
        let over = right - (210.0 - 26.0 + SLACK + hanging);
        assert!(left > 28.0 - SLACK && over < 0.0, "{pdf}: outside the margins: {line}");
        // What stands above the text is a warning, below it the page mark.
        let in_text = top > 37.0 - 4.0 && foot < 297.0 - 35.0 + 4.0;
        let mark = top > 297.0 - 35.0 && foot < 297.0 - 20.0;
        let warning = top > 14.0 && foot < 37.0;
        assert!(in_text || mark || warning, "{pdf}: above or below the text: {line}");
    }
    pages
}

/// The characters of a text, without blanks, borders and page marks, in order of their codes.
fn characters(text: &str) -> Vec<char> {
    let is_mark = |line: &str| {
        let line = line.trim();
        line.starts_with('—') && line.ends_with('—') && line.chars().any(|c| c.is_ascii_digit())
    };
    // What is no issued document says so on each page, in a text once.
    let is_warning = |line: &str| line.trim().ends_with("不作凭证") || line.trim() == "已作废";
    let lines = text.lines().filter(|line| !is_mark(line) && !is_warning(line) && !line.starts_with("+-"));
    let mut all: Vec<char> = lines
        .flat_map(|line| {
            let row = line.starts_with("| ") && line.trim_end().ends_with('|');
            line.chars().filter(move |c| !c.is_whitespace() && !(row && *c == '|')).collect::<Vec<_>>()
        })
        .collect();
    all.sort_unstable();
    all
}

#[test]
fn every_kind_of_document_stands_on_its_pages() {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("practice.db");
    anjuan(&db, None, &["--today", "2026-11-27", "demo", "--no-open"]);
    remind(&db);
    correct(&db);
    dispatch(&db);
    let documents = one_of_each_kind(&db);
    for kind in DocumentKind::ALL {
        assert!(documents.contains_key(kind.as_str()), "the practice data has no {}", kind.as_str());
    }
    for (kind, number) in documents {
        let file = |name: String| folder.path().join(name).to_str().unwrap().to_owned();
        let text = file(format!("{kind}.txt"));
        anjuan(&db, None, &["document", &number, &text]);
        let text = std::fs::read_to_string(text).unwrap();
        let marks =
            text.lines().filter(|line| line.trim().starts_with("— ") && line.trim().ends_with(" —")).count();

        let (office, own) = (file(format!("{kind}.pdf")), file(format!("{kind}-own.pdf")));
        anjuan(&db, None, &["document", &number, &office]);
        // Without a search path there is no LibreOffice.
        anjuan(&db, Some("/nowhere"), &["document", &number, &own]);
        for pdf in [&office, &own] {
            let pages = within_margins(pdf);
            assert_eq!(pages, marks, "{pdf}: pages, as the preview has them");
            let there = characters(&tool("pdftotext", &["-layout", pdf, "-"]));
            let whole = characters(&text);
            assert_eq!(there.iter().collect::<String>(), whole.iter().collect::<String>(), "{pdf}");
        }
        for (path, first) in [(None, office), (Some("/nowhere"), own)] {
            let again = file(format!("{kind}-{}-again.pdf", path.is_some()));
            anjuan(&db, path, &["document", &number, &again]);
            let same = std::fs::read(&first).unwrap() == std::fs::read(again).unwrap();
            assert!(same, "{first}: another file when printed again");
        }
    }
}
