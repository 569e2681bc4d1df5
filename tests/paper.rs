//! Documents leave the console and the command line: what is written is whole and what was issued, and other bureaus' stay.

#[path = "support/program.rs"]
#[expect(dead_code, reason = "no scenario lines are run here")]
mod program;

use std::fs;
use std::os::unix::fs::PermissionsExt;

use program::Desk;
use serde_json::Value;

/// The newest document of a status.
fn document(desk: &Desk, status: &str) -> String {
    let list = desk.call(&["list", "documents", "--limit", "500", "--json"]);
    let rows: Vec<Value> = serde_json::from_slice(&list.stdout).unwrap();
    let row = rows.iter().find(|row| row["status"] == status && row["bureau"] == "d08").unwrap();
    row["no"].as_str().unwrap().to_owned()
}

#[test]
fn a_document_is_written_whole_once_and_the_same_again() {
    let desk = Desk::practice();
    let issued = document(&desk, "served");
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let done = desk.call(&["document", &issued, &file("a.docx"), "--json"]);
    let answer: Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!((answer["ok"].clone(), answer["issued"].clone()), (true.into(), true.into()));
    // One that is there is kept, unless it is to be replaced.
    assert_eq!(desk.call(&["document", &issued, &file("a.docx")]).status.code(), Some(5));
    assert_eq!(desk.call(&["document", &issued, &file("a.docx"), "--replace"]).status.code(), Some(0));
    assert_eq!(desk.call(&["document", &issued, &file("b.docx")]).status.code(), Some(0));
    assert_eq!(fs::read(file("a.docx")).unwrap(), fs::read(file("b.docx")).unwrap());
    // The text is the preview's, page by page.
    assert_eq!(desk.call(&["document", &issued, &file("a.txt")]).status.code(), Some(0));
    let text = fs::read_to_string(file("a.txt")).unwrap();
    assert_eq!(
        text.lines().filter(|line| !line.starts_with("+-")).count() % 23,
        0,
        "22 lines and a page mark"
    );
    // What can't be: an ending without a format, no such document, a place that isn't there.
    assert_eq!(desk.call(&["document", &issued, &file("a.odt")]).status.code(), Some(2));
    assert_eq!(desk.call(&["document", "WS-2026-9999", &file("c.docx")]).status.code(), Some(2));
    assert_eq!(desk.call(&["document", &issued, &file("none/c.docx")]).status.code(), Some(5));
    assert!(!folder.path().join("c.docx").exists());
}

#[test]
fn a_draft_says_that_it_is_one_and_a_foreign_document_stays() {
    let desk = Desk::practice();
    let draft = document(&desk, "draft");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.txt");
    let done = desk.call(&["document", &draft, file.to_str().unwrap()]);
    assert!(String::from_utf8(done.stderr).unwrap().contains("不是已签发的文书"));
    assert!(fs::read_to_string(&file).unwrap().starts_with("草稿，未签发，不作凭证"));
    let file = folder.path().join("b.txt");
    let foreign = desk.call(&["--as", "liming", "document", &draft, file.to_str().unwrap()]);
    assert_eq!(foreign.status.code(), Some(3));
    assert!(!file.exists());
}

#[test]
fn it_is_printed_where_there_is_a_printer_and_said_why_not_where_there_is_none() {
    let desk = Desk::practice();
    let issued = document(&desk, "served");
    let folder = tempfile::tempdir().unwrap();
    let program = |name: &str, script: &str| {
        let path = folder.path().join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    };
    let print = |copies: &str| {
        let path = format!("{}:/usr/bin:/bin", folder.path().display());
        desk.command().env("PATH", path).args(["document", &issued, "--print", copies]).output().unwrap()
    };
    let nothing =
        desk.command().env("PATH", "/nowhere").args(["document", &issued, "--print"]).output().unwrap();
    assert_eq!(nothing.status.code(), Some(5));
    assert!(String::from_utf8(nothing.stderr).unwrap().contains("没有打印命令 lp"));
    // An office program and a printer of the test's own: what reaches the printer is what the office program made.
    program(
        "soffice",
        r#"for last; do :; done; dir=$(dirname "$last"); printf 'made of %s' "$(wc -c <"$last")" >"$dir/document.pdf""#,
    );
    let printed = folder.path().join("printed");
    program(
        "lp",
        &format!(r#"for last; do :; done; echo "$@" >'{0}'; cat "$last" >>'{0}'"#, printed.display()),
    );
    let done = print("2");
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    let printed = fs::read_to_string(printed).unwrap();
    assert!(printed.contains("-n 2") && printed.contains("made of "), "{printed}");
    // One that refuses is told in its own words.
    program("lp", "echo 'no default destination' >&2; exit 1");
    let refused = print("1");
    assert_eq!(refused.status.code(), Some(5));
    assert!(String::from_utf8(refused.stderr).unwrap().contains("no default destination"));
}
