//! The content of a case's documents, by kind: how it is kept at the approval and read again at the issue. Who writes it
//! is `writer.rs`.

use chrono::NaiveDate;
use serde_json::Value;

use crate::commands::fault::Fault;
use crate::documents::{
    AnnouncementContent, DecisionContent, NoticeContent, ProofOfServiceContent, ReviewDecisionContent,
};
use crate::records::document::{Document, DocumentKind};
use crate::store::DbError;

/// A document's content, by kind.
pub(super) enum Paper {
    Notice(Box<NoticeContent>),
    Decision(Box<DecisionContent>),
    Review(Box<ReviewDecisionContent>),
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
        DocumentKind::Announcement => Paper::Announcement(serde_json::from_value(words).map_err(broken)?),
        DocumentKind::ProofOfService => Paper::Proof(serde_json::from_value(words).map_err(broken)?),
    })
}
