//! The kinds of documents, and which of them carry a number of their own.

use serde::{Deserialize, Serialize};

use crate::text::Text;

/// A kind of document (文书种类).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// 告知书
    Notice,
    /// 处理决定书
    Decision,
    /// 复核决定书
    ReviewDecision,
    /// 公告 (公告送达)
    Announcement,
    /// 送达回证
    ProofOfService,
}

impl DocumentKind {
    /// Every kind, in the order in which a case meets them.
    pub const ALL: [Self; 5] =
        [Self::Notice, Self::Decision, Self::ReviewDecision, Self::Announcement, Self::ProofOfService];

    /// The label.
    #[must_use]
    pub const fn label(self) -> Text {
        match self {
            Self::Notice => Text::new("告知书", "pre-decision notice"),
            Self::Decision => Text::new("处理决定书", "decision"),
            Self::ReviewDecision => Text::new("复核决定书", "review decision"),
            Self::Announcement => Text::new("公告", "announcement"),
            Self::ProofOfService => Text::new("送达回证", "proof of service"),
        }
    }
}

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
