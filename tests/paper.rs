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

/// A case with a decision that was served.
fn case(desk: &Desk) -> String {
    let filter = "kind=decision status=served bureau=八师";
    let list = desk.call(&["list", "documents", "--filter", filter, "--json"]);
    let rows: Vec<Value> = serde_json::from_slice(&list.stdout).unwrap();
    rows[0]["of"].as_str().unwrap().to_owned()
}

#[test]
fn a_case_leaves_as_a_bundle_that_anybody_can_check() {
    let desk = Desk::practice();
    let case = case(&desk);
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let done = desk.call(&["bundle", "export", &case, &path("a.zip"), "--json"]);
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    let answer: Value = serde_json::from_slice(&done.stdout).unwrap();
    // The same case gives the same bundle, and one that is there is kept.
    assert_eq!(desk.call(&["bundle", "export", &case, &path("a.zip")]).status.code(), Some(5));
    desk.call(&["bundle", "export", &case, &path("b.zip")]);
    assert_eq!(fs::read(path("a.zip")).unwrap(), fs::read(path("b.zip")).unwrap());
    // Checked without a database: as it is, and unpacked, where sha256sum agrees.
    let verify = |what: &str| {
        let done = std::process::Command::new(env!("CARGO_BIN_EXE_anjuan"))
            .args(["--lang", "zh", "bundle", "verify", what, "--json"])
            .output()
            .unwrap();
        (done.status.code(), String::from_utf8(done.stdout).unwrap())
    };
    let (status, told) = verify(&path("a.zip"));
    let report: Value = serde_json::from_str(&told).unwrap();
    assert_eq!((status, &report["fingerprint"]), (Some(0), &answer["fingerprint"]));
    assert!(report["entries"].as_i64().unwrap() > 10 && report["case"] == case.as_str());
    let mut zip = zip::ZipArchive::new(fs::File::open(path("a.zip")).unwrap()).unwrap();
    zip.extract(folder.path()).unwrap();
    let unpacked = path(&case);
    assert_eq!(verify(&unpacked).0, Some(0));
    let sums = std::process::Command::new("sha256sum")
        .args(["--check", "--quiet", "--strict", "SHA256SUMS"])
        .current_dir(&unpacked)
        .status()
        .unwrap();
    assert!(sums.success());
    // Its order is the fixed one; the decision comes before the notice, each with its proof of service.
    let contents = fs::read_to_string(
        fs::read_dir(&unpacked)
            .unwrap()
            .flatten()
            .find_map(|entry| {
                let name = entry.file_name().into_string().unwrap();
                name.starts_with("02-")
                    .then(|| entry.path())
                    .filter(|path| path.extension().unwrap() == "txt")
            })
            .unwrap(),
    )
    .unwrap();
    let at = |word: &str| contents.find(word).unwrap_or_else(|| panic!("{word} in {contents}"));
    assert!(at("封面") < at("立案登记表") && at("立案登记表") < at("处理决定书"));
    assert!(at("处理决定书") < at("送达回证") && at("送达回证") < at("告知书"));
    // Altered, taken away, added, or an entry of its history rewritten with its sum.
    let frozen = fs::read_dir(&unpacked).unwrap().flatten().map(|e| e.path());
    let frozen = frozen.into_iter().find(|path| path.extension().is_some_and(|e| e == "frozen")).unwrap();
    let whole = fs::read(&frozen).unwrap();
    fs::write(&frozen, [&whole[..], b"x"].concat()).unwrap();
    let (status, why) = verify(&unpacked);
    assert!(status == Some(5) && why.contains("被改动过"), "{why}");
    fs::remove_file(&frozen).unwrap();
    assert!(verify(&unpacked).1.contains("缺少"));
    fs::write(&frozen, &whole).unwrap();
    fs::write(format!("{unpacked}/another"), "x").unwrap();
    assert!(verify(&unpacked).1.contains("多出"));
    fs::remove_file(format!("{unpacked}/another")).unwrap();
    assert_eq!(verify(&unpacked).0, Some(0));
    let history = format!("{unpacked}/history.jsonl");
    fs::write(&history, fs::read_to_string(&history).unwrap().replacen("open-case", "ope-case", 1)).unwrap();
    let sums = std::process::Command::new("sh")
        .args(["-c", "sha256sum -- * | grep -v SHA256SUMS > ../sums && mv ../sums SHA256SUMS"])
        .current_dir(&unpacked)
        .status()
        .unwrap();
    assert!(sums.success());
    let (status, why) = verify(&unpacked);
    assert!(status == Some(5) && why.contains("经过第") && why.contains("history.jsonl 不是"), "{why}");
    // A manifest that was made to fit: what was issued has the hash that its act wrote into the history.
    let resum = || {
        let sums = std::process::Command::new("sh")
            .args(["-c", "sha256sum -- * | grep -v SHA256SUMS > ../sums && mv ../sums SHA256SUMS"])
            .current_dir(&unpacked)
            .status()
            .unwrap();
        assert!(sums.success());
    };
    let mut zip = zip::ZipArchive::new(fs::File::open(path("a.zip")).unwrap()).unwrap();
    zip.extract(folder.path()).unwrap();
    let manifest = format!("{unpacked}/manifest.json");
    let told = fs::read_to_string(&manifest).unwrap();
    let sum = |bytes: &[u8]| anjuan::text::hash::fingerprint(bytes);
    let forged = [&whole[..], b"x"].concat();
    fs::write(&frozen, &forged).unwrap();
    fs::write(&manifest, told.replace(&sum(&whole), &sum(&forged))).unwrap();
    resum();
    assert!(verify(&unpacked).1.contains("不是入卷时的那一份"));
    // Nothing named, no history.
    fs::write(&frozen, &whole).unwrap();
    let mut none: Value = serde_json::from_str(&told).unwrap();
    none["files"] = Value::Array(Vec::new());
    fs::write(&manifest, none.to_string()).unwrap();
    fs::remove_file(&history).unwrap();
    resum();
    let (status, why) = verify(&unpacked);
    assert!(status == Some(5) && why.contains("缺少 history.jsonl") && why.contains("多出"), "{why}");
    // What is none is said to be none; a foreign bureau's stays.
    assert_eq!(verify(&path("none.zip")).0, Some(5));
    fs::write(path("no.zip"), "no zip").unwrap();
    assert_eq!(verify(&path("no.zip")).0, Some(5));
    assert_eq!(
        desk.call(&["--as", "liming", "bundle", "export", &case, &path("c.zip")]).status.code(),
        Some(3)
    );
    assert!(!folder.path().join("c.zip").exists());
}

#[test]
fn whatever_was_drafted_leaves_with_the_file_under_names_that_unpack() {
    let desk = Desk::practice();
    let draft = document(&desk, "draft");
    let list = desk.call(&["list", "documents", "--limit", "500", "--json"]);
    let rows: Vec<Value> = serde_json::from_slice(&list.stdout).unwrap();
    let case =
        rows.iter().find(|row| row["no"] == draft.as_str()).unwrap()["of"].as_str().unwrap().to_owned();
    let file = desk.path("证据.txt");
    fs::write(&file, "示例").unwrap();
    let title = "示".repeat(120);
    let of = format!("case={case}");
    let (title, attached) = (format!("title={title}"), format!("file={}", file.display()));
    let facts = ["kind=inspection", "source=示例", "collector=示例", "collected_on=2026-03-19"];
    let done = desk.call(&[&["do", "add-evidence", &of, &title, &attached], &facts[..]].concat());
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    // Made void before it was a document: what was drafted is there, in no other words.
    let proposal = ["grounds=2", "outcomes=warning", "facts=示例: 另查明", "reasons=示例", "basis=示例"];
    desk.call(&[&["do", "propose-decision", &of], &proposal[..]].concat());
    let to = desk.path("a.zip");
    let done = desk.call(&["bundle", "export", &case, to.to_str().unwrap()]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(desk.call(&["bundle", "verify", to.to_str().unwrap()]).status.success());
    let mut zip = zip::ZipArchive::new(fs::File::open(&to).unwrap()).unwrap();
    zip.extract(desk.folder.path()).unwrap();
    let names =
        fs::read_dir(desk.path(&case)).unwrap().flatten().map(|e| e.file_name().into_string().unwrap());
    assert!(names.into_iter().any(|name| name.contains("示示示") && name.ends_with(".txt")));
}

#[test]
fn an_office_program_that_fails_and_leaves_something_running_is_not_waited_for() {
    let desk = Desk::practice();
    let issued = document(&desk, "served");
    let path = desk.path("soffice");
    fs::write(&path, "#!/bin/sh\n/bin/sleep 20 &\necho 示例出错 >&2\nexit 1\n").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    let begun = std::time::Instant::now();
    let to = desk.path("a.pdf");
    let words = ["document", &issued, to.to_str().unwrap()];
    let done = desk.command().env("PATH", desk.folder.path()).args(words).output().unwrap();
    assert_eq!(done.status.code(), Some(5));
    assert!(String::from_utf8(done.stderr).unwrap().contains("示例出错"));
    assert!(begun.elapsed().as_secs() < 10);
}
