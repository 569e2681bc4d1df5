//! A bureau's own template: holds from its day on, what was approved before is issued in the words that were approved.

#[path = "support/scenario.rs"]
mod scenario;

use std::io::Read;

use anjuan::commands::case_file;
use anjuan::commands::scene::Moment;
use anjuan::exchange::whole::Existing;
use anjuan::records::document::{Document, DocumentKind};
use anjuan::store;

fn notices(session: &anjuan::cli::session::Session) -> Vec<Document> {
    ["AJ-2026-0001", "AJ-2026-0002"]
        .iter()
        .map(|no| {
            let (file, _) = store::cases::file(&session.store, no.parse().unwrap()).unwrap().unwrap();
            file.document(DocumentKind::Notice).unwrap().clone()
        })
        .collect()
}

#[test]
fn a_template_holds_from_its_day_for_what_is_approved_then() {
    let folder = tempfile::tempdir().unwrap();
    let session = scenario::played(folder.path(), "template.jsonl", None);
    let [approved_before, approved_after] = notices(&session).try_into().unwrap();
    let texts = [approved_before.text.unwrap(), approved_after.text.unwrap()];
    assert!(texts[0].contains("涉嫌违纪违规") && !texts[0].contains("示例改动"), "{}", texts[0]);
    assert!(texts[1].contains("示例改动"), "{}", texts[1]);
    // Both were issued on the same day.
    assert_eq!(approved_before.issued_on, approved_after.issued_on);
    assert!(session.store.integrity().unwrap().is_empty());
}

#[test]
fn the_cover_of_a_file_is_by_the_template_of_the_day_on_which_it_leaves() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = scenario::played(folder.path(), "template.jsonl", None);
    let (actor, case) = (session.actor.clone(), "AJ-2026-0001".parse().unwrap());
    for (on, own) in [("2026-03-03", false), ("2026-03-04", true)] {
        let moment =
            Moment { at: format!("{on}T10:00:00+08:00").parse().unwrap(), today: on.parse().unwrap() };
        let to = folder.path().join(format!("{on}.zip"));
        case_file::export(&mut session.store, &actor, moment, case, (&to, Existing::Keep)).unwrap();
        let mut bundle = zip::ZipArchive::new(std::fs::File::open(&to).unwrap()).unwrap();
        let names: Vec<String> = bundle.file_names().map(|name| name.unwrap().into_owned()).collect();
        let cover = names.iter().find(|name| name.contains("01-") && name.ends_with(".txt")).unwrap();
        let mut text = String::new();
        bundle.by_name(cover).unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text.contains("示例局案卷封面"), own, "{on}: {text}");
    }
}
