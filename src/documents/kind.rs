//! Which kinds of documents carry a number of their own, and the mark of its series.

use crate::records::document::DocumentKind;

impl DocumentKind {
    /// The mark of its number series (告 in 八师人社告〔2026〕3号); records of what was done on the spot have no number.
    #[must_use]
    pub const fn series_mark(self) -> Option<&'static str> {
        match self {
            Self::Notice => Some("告"),
            Self::Decision => Some("决"),
            Self::ReviewDecision => Some("复"),
            Self::Correction => Some("更"),
            Self::Announcement => Some("公"),
            Self::Acceptance => Some("受"),
            Self::CompletionRequest => Some("补"),
            Self::PublicityNotice => Some("示"),
            Self::Approval => Some("同"),
            Self::Refusal => Some("不"),
            Self::Publication => Some("布"),
            Self::Certificate => Some("证"),
            Self::Reminder => Some("提"),
            Self::Dispatch => Some("派"),
            Self::ProofOfService | Self::SurveyRecord | Self::AssessmentReport => None,
        }
    }
}
