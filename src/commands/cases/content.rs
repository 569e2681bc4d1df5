//! The content of a case's documents, by kind: how it is kept at the approval and read again at the issue. Who writes it
//! is `writer.rs`.

use chrono::NaiveDate;
use serde_json::Value;

use super::notice::APPROVED;
use crate::commands::fault::Fault;
use crate::documents::{
    AnnouncementContent, CorrectionContent, DecisionContent, EvidenceLine, NoticeContent,
    ProofOfServiceContent, ReviewDecisionContent,
};
use crate::records::case::{CaseFile, Evidence};
use crate::records::document::{Document, DocumentKind};
use crate::store::DbError;
use crate::text::Lang;

/// The evidence that the notice in force told the agency of (R25-1): only that can bear the decision.
pub(super) fn noticed(file: &CaseFile) -> Vec<EvidenceLine> {
    let Some(notice) = file.document(DocumentKind::Notice) else { return Vec::new() };
    let words = notice.content.get(APPROVED).and_then(|words| words.get("evidence"));
    if let Some(told) = words.and_then(|told| serde_json::from_value(told.clone()).ok()) {
        return told;
    }
    // A notice of the time before its words were kept at the approval.
    let until = notice.issued_on.or(notice.approved_on);
    let filed = file.evidence.iter().filter(|e| until.is_none_or(|until| e.filed_at.date_naive() <= until));
    filed.map(line).collect()
}

/// The day on which an approved decision says the notice was served.
pub(super) fn notice_served_on(decision: &Document) -> Option<NaiveDate> {
    let words = decision.content.get(APPROVED)?;
    serde_json::from_value(words.clone()).ok().map(|content: DecisionContent| content.notice.served_on)
}

/// A piece of evidence as a document lists it.
pub(super) fn line(of: &Evidence) -> EvidenceLine {
    EvidenceLine {
        kind: of.kind.label().get(Lang::Zh).to_owned(),
        title: of.title.clone(),
        source: of.source.clone(),
    }
}

/// A document's content, by kind.
pub(super) enum Paper {
    Notice(Box<NoticeContent>),
    Decision(Box<DecisionContent>),
    Review(Box<ReviewDecisionContent>),
    Correction(Box<CorrectionContent>),
    Announcement(Box<AnnouncementContent>),
    Proof(Box<ProofOfServiceContent>),
}

impl Paper {
    /// The content as JSON, to be kept.
    pub(super) fn written(&self) -> Result<Value, serde_json::Error> {
        match self {
            Self::Notice(content) => serde_json::to_value(content),
            Self::Decision(content) => serde_json::to_value(content),
            Self::Review(content) => serde_json::to_value(content),
            Self::Correction(content) => serde_json::to_value(content),
            Self::Announcement(content) => serde_json::to_value(content),
            Self::Proof(content) => serde_json::to_value(content),
        }
    }
}

/// The content as it was approved, with number and date once it is issued.
///
/// # Errors
/// When what was kept at the approval is no content of its kind.
pub(super) fn as_approved(
    document: &Document,
    words: &Value,
    number: Option<&str>,
    today: NaiveDate,
) -> Result<Paper, Fault> {
    let mut words = words.clone();
    if let Some(number) = number {
        words["number"] = number.into();
        words["date"] = today.to_string().into();
    }
    let broken = |_| DbError::broken("an approved document", &document.no.to_string());
    Ok(match document.kind {
        DocumentKind::Notice => Paper::Notice(serde_json::from_value(words).map_err(broken)?),
        DocumentKind::Decision => Paper::Decision(serde_json::from_value(words).map_err(broken)?),
        DocumentKind::ReviewDecision => Paper::Review(serde_json::from_value(words).map_err(broken)?),
        DocumentKind::Correction => Paper::Correction(serde_json::from_value(words).map_err(broken)?),
        DocumentKind::Announcement => Paper::Announcement(serde_json::from_value(words).map_err(broken)?),
        DocumentKind::ProofOfService => Paper::Proof(serde_json::from_value(words).map_err(broken)?),
        _ => return Err(DbError::broken("a document of a case", &document.no.to_string()).into()),
    })
}
