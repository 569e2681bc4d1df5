//! A bureau's own template: holds from its day on, what was approved before is issued in the words that were approved.

#[path = "support/scenario.rs"]
mod scenario;

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
