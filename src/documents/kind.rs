//! What the kinds of documents mean to their paper: the mark in the number (文号).

pub use crate::records::document::DocumentKind;

impl DocumentKind {
    /// The mark of the kind in its number: 告, 决, 复, 公; none for a kind without numbers.
    #[must_use]
    pub const fn series_mark(self) -> Option<&'static str> {
        match self {
            Self::Notice => Some("告"),
            Self::Decision => Some("决"),
            Self::ReviewDecision => Some("复"),
            Self::Announcement => Some("公"),
            Self::ProofOfService => None,
        }
    }
}
