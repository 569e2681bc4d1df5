//! The review decision (复核决定书), R25-4.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::parts::{BUREAU, Content, DATE, Lacks, NUMBER, Party, Remedies};
use crate::records::document::DocumentKind;
use crate::text::Text;

/// The decision under review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionReviewed {
    /// Its number.
    pub number: String,
    /// Its date.
    pub date: NaiveDate,
    /// Its outcomes, each without a full stop.
    pub outcomes: Vec<String>,
}

/// What a review decision says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewDecisionContent {
    /// Full name of the bureau.
    pub bureau: String,
    /// Series of the number (八师人社复), printed with blanks while there is no number.
    pub series: String,
    /// Number, once issued.
    pub number: Option<String>,
    /// Who asked for the review.
    pub applicant: Party,
    /// The decision under review.
    pub decision: DecisionReviewed,
    /// The day of the request.
    pub requested_on: NaiveDate,
    /// What was asked for.
    pub request: String,
    /// Why.
    pub reasons: String,
    /// Facts found in the review.
    pub facts: String,
    /// The bureau's reasons.
    pub grounds: String,
    /// Basis.
    pub basis: String,
    /// Upheld, changed or withdrawn, a whole sentence.
    pub outcome: String,
    /// What holds instead, each without a full stop; empty where nothing was changed.
    pub results: Vec<String>,
    /// Remedies; a review is not reviewed again, so only those of general law are printed.
    pub remedies: Remedies,
    /// Date of issue.
    pub date: Option<NaiveDate>,
}

impl Content for ReviewDecisionContent {
    fn kind(&self) -> DocumentKind {
        DocumentKind::ReviewDecision
    }

    fn missing(&self) -> Vec<Text> {
        let first = &self.decision;
        let lacks = Lacks::default()
            .text(&self.bureau, BUREAU)
            .party(&self.applicant)
            .text(&first.number, Text::new("原决定文号", "number of the first decision"))
            .texts(
                first.outcomes.iter().map(String::as_str),
                Text::new("原决定内容", "content of the first decision"),
            )
            .text(&self.request, Text::new("复核请求", "request"))
            .text(&self.reasons, Text::new("申请复核的理由", "reasons of the request"))
            .text(&self.facts, Text::new("复核查明的事实", "facts found in the review"))
            .text(&self.grounds, Text::new("复核的理由", "reasons of the review"))
            .text(&self.basis, Text::new("依据", "basis"))
            .text(&self.outcome, Text::new("复核决定", "outcome of the review"));
        let lacks = if self.results.is_empty() {
            lacks
        } else {
            let results = self.results.iter().map(String::as_str);
            lacks.texts(results, Text::new("变更后的处理决定", "outcome as changed"))
        };
        lacks.courts(&self.remedies).list()
    }

    fn not_issued(&self) -> Vec<Text> {
        Lacks::default().given(self.number.as_ref(), NUMBER).given(self.date.as_ref(), DATE).list()
    }
}
