//! Which kinds of documents carry a number of their own, and the mark of its series.

use crate::records::document::DocumentKind;

impl DocumentKind {
    /// The mark of its number series (告 in 八师人社告〔2026〕3号); a proof of service has no number.
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
