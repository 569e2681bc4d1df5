//! From a case to paper: what a document says, filled from the facts on file. Previews and issues alike.

use crate::commands::fault::Fault;
use crate::commands::scene::Scene;
use crate::law::requirement::Requirement;
use crate::records::bureau::BureauId;
use crate::records::case::CaseFile;
use crate::records::document::{Document, DocumentKind};

/// The series of a kind's numbers; none for what has no number.
#[must_use]
pub fn series(kind: DocumentKind) -> Option<&'static str> {
    match kind {
        DocumentKind::Notice => Some("告"),
        DocumentKind::Decision => Some("决"),
        DocumentKind::ReviewDecision => Some("复"),
        DocumentKind::Announcement => Some("公"),
        DocumentKind::ProofOfService => None,
    }
}

/// The printed number (文号).
#[must_use]
pub fn number(bureau: BureauId, kind: DocumentKind, year: i32, serial: i64) -> String {
    let name = bureau.short_label();
    let name = name.get(crate::text::Lang::Zh);
    format!("{name}人社{}〔{year}〕{serial}号", series(kind).unwrap_or_default())
}

pub fn complete(_scene: &Scene<CaseFile>, _document: &Document) -> Vec<Requirement> {
    Vec::new()
}
pub fn text(_scene: &Scene<CaseFile>, document: &Document, number: Option<&str>) -> Result<String, Fault> {
    Ok(format!("{number:?} {}", document.content))
}
