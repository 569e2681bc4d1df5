//! What comes after a decision: the review (复核, R25-3, R25-4), and how it was carried out or taken back.

use chrono::NaiveDate;
use serde::Serialize;

use super::ids::{ReviewId, StaffId};
use super::outcome::Outcome;

crate::word_enum! {
    /// What a review ends in (R25-4).
    ReviewOutcome, "复核结果", "outcome of a review" {
        /// 维持
        Upheld = "upheld", "维持", "upheld";
        /// 变更
        Changed = "changed", "变更", "changed";
        /// 撤销
        Withdrawn = "withdrawn", "撤销", "withdrawn";
    }
}

/// A review (复核) of the decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Review {
    /// Row.
    #[serde(skip)]
    pub id: ReviewId,
    /// The day the request came in.
    pub requested_on: NaiveDate,
    /// Whether it was in time by what was on record when it came in.
    pub in_time: bool,
    /// What is asked for.
    pub request: String,
    /// Reasons, statement and defence.
    pub statement: String,
    /// Whether a late request was accepted; none while nobody has said so.
    pub accepted: Option<bool>,
    /// Who said so.
    #[serde(skip)]
    pub accepted_by: Option<StaffId>,
    /// Why it was accepted or not.
    pub acceptance: Option<String>,
    /// Outcome, once decided.
    pub outcome: Option<ReviewOutcome>,
    /// Who decided it.
    #[serde(skip)]
    pub decided_by: Option<StaffId>,
    /// Day of the review decision.
    pub decided_on: Option<NaiveDate>,
    /// Outcomes that hold after a change.
    pub outcomes: Vec<Outcome>,
}

/// How the decision was carried out (执行), or taken back after a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Carried {
    /// The day it was put on file.
    pub on: NaiveDate,
    /// The review it follows; none where none was decided yet.
    #[serde(skip)]
    pub after: Option<ReviewId>,
    /// Whether it takes the decision back (撤回) rather than carrying it out.
    pub takes_back: bool,
    /// How.
    pub how: String,
}
