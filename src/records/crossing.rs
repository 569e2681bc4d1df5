//! Activities across divisions (跨师市评价, Art. 23): what was asked of the two bureaus, and what they answered.

use chrono::NaiveDate;
use serde::Serialize;

use super::bureau::BureauId;
use super::deadline::Clock;
use crate::say;
use crate::text::Text;

crate::word_enum! {
    /// Which of the two papers.
    CrossingPart, "文书", "paper" {
        /// 登记地局的书面同意
        Consent = "consent", "登记地局同意", "consent of the bureau of registration";
        /// 活动所在地局的授权
        Authorisation = "authorisation", "所在地局授权", "authorisation of the bureau where it is held";
    }
}

crate::word_enum! {
    /// Where it stands.
    CrossingStatus, "答复状态", "status of the answer" {
        /// 待答复
        Waiting = "waiting", "待答复", "waiting";
        /// 已同意、已授权
        Given = "given", "已出具", "given";
        /// 不同意
        Refused = "refused", "不同意", "refused";
        /// 已失效: the activity was called off, or held without it.
        Lapsed = "lapsed", "已失效", "lapsed";
    }
}

impl CrossingPart {
    /// The deadline for its answer.
    #[must_use]
    pub const fn clock(self) -> Clock {
        match self {
            Self::Consent => Clock::CrossingConsent,
            Self::Authorisation => Clock::CrossingAuthorisation,
        }
    }
}

/// What is asked of an office for an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// Which paper.
    pub part: CrossingPart,
    /// Who answers.
    pub office: BureauId,
    /// Given already, or where it stands without.
    pub status: CrossingStatus,
}

/// An answer of an office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Whether it agrees.
    pub agreed: bool,
    /// Number of its paper; empty where it refuses.
    pub reference: String,
    /// Opinion.
    pub opinion: String,
    /// Day.
    pub on: NaiveDate,
}

/// One of the two papers: of whom it was asked when, and the answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Crossing {
    /// Row.
    #[serde(skip)]
    pub id: i64,
    /// Which.
    pub part: CrossingPart,
    /// Who answers.
    pub office: BureauId,
    /// The day on which it was asked.
    pub asked_on: NaiveDate,
    /// Where it stands.
    pub status: CrossingStatus,
    /// Answers, oldest first; none where the paper came with the plan.
    pub answers: Vec<Answer>,
}

impl Crossing {
    /// It in a line.
    #[must_use]
    pub fn told(&self) -> Text {
        let head = say!("{p} ({b})", "{p} ({b})", p = self.part, b = self.office.label());
        match self.answers.last() {
            None => say!("{h}: {s}", "{h}: {s}", h = head, s = self.status),
            Some(Answer { agreed: true, reference, opinion, on }) => say!(
                "{h}: {s}, {d} {r}; {o}",
                "{h}: {s}, {d} {r}; {o}",
                h = head,
                s = self.status,
                d = *on,
                r = reference.as_str(),
                o = opinion.as_str()
            ),
            Some(Answer { opinion, on, .. }) => say!(
                "{h}: {s}, {d}; {o}",
                "{h}: {s}, {d}; {o}",
                h = head,
                s = self.status,
                d = *on,
                o = opinion.as_str()
            ),
        }
    }
}
