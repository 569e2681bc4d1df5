//! The decision (处理决定书), with all that G59-1 wants in it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::parts::{
    BUREAU, Content, DATE, EvidenceLine, Execution, FindingLine, GroundLine, Lacks, NUMBER, Party, Remedies,
};
use crate::records::document::DocumentKind;
use crate::text::Text;

/// The notice that came before the decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeGiven {
    /// Number of the notice.
    pub number: String,
    /// The day on which it was served, or deemed served.
    pub served_on: NaiveDate,
    /// Method of service in words: 直接送达.
    pub method: String,
}

/// A notice that was replaced, against which something was said all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierNotice {
    /// Its number.
    pub number: String,
    /// The day it was issued.
    pub issued_on: NaiveDate,
}

/// What became of the right to a statement (G45-1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Hearing {
    /// The time ran out without one.
    None,
    /// Waived in writing.
    Waived {
        /// The day.
        on: NaiveDate,
    },
    /// A statement was made.
    Made {
        /// The day.
        on: NaiveDate,
        /// What it says.
        content: String,
        /// What was accepted and what not; none where no answer is wanted.
        finding: Option<String>,
        /// Why.
        why: Option<String>,
        /// The day on which the rest of the time was waived in writing, if it was.
        #[serde(default)]
        waived_on: Option<NaiveDate>,
    },
}

/// What a decision says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionContent {
    /// Full name of the bureau.
    pub bureau: String,
    /// Series of the number (八师人社决), printed with blanks while there is no number.
    pub series: String,
    /// Number, once issued.
    pub number: Option<String>,
    /// The agency.
    pub party: Party,
    /// Facts found.
    pub facts: String,
    /// Facts and evidence of each violation, where they were found one by one.
    #[serde(default)]
    pub findings: Vec<FindingLine>,
    /// Evidence, one piece or more.
    pub evidence: Vec<EvidenceLine>,
    /// Notices before it that were answered too, oldest first.
    #[serde(default)]
    pub earlier: Vec<EarlierNotice>,
    /// The notice.
    pub notice: NoticeGiven,
    /// The statement and what became of it.
    pub hearing: Hearing,
    /// Reasons.
    pub reasons: String,
    /// Provisions violated, one or more.
    pub grounds: Vec<GroundLine>,
    /// Basis.
    pub basis: String,
    /// Day of the collective discussion, where there was one (G57-1).
    pub discussed_on: Option<NaiveDate>,
    /// Outcomes, one or more, each without a full stop.
    pub outcomes: Vec<String>,
    /// How and until when it is carried out.
    pub execution: Execution,
    /// Remedies.
    pub remedies: Remedies,
    /// Date of issue.
    pub date: Option<NaiveDate>,
}

impl Content for DecisionContent {
    fn kind(&self) -> DocumentKind {
        DocumentKind::Decision
    }

    fn missing(&self) -> Vec<Text> {
        let lacks = Lacks::default()
            .text(&self.bureau, BUREAU)
            .party(&self.party)
            .text(&self.facts, Text::new("查明的事实", "facts"))
            .evidence(&self.evidence)
            .text(&self.notice.number, Text::new("告知书文号", "number of the notice"))
            .text(&self.notice.method, Text::new("告知书送达方式", "method of service of the notice"));
        let lacks = match &self.hearing {
            Hearing::Made { content, finding, why, .. } => {
                let lacks = lacks.text(content, Text::new("陈述申辩内容", "content of the statement"));
                let lacks = match finding {
                    Some(finding) => lacks
                        .text(finding, Text::new("陈述申辩采纳情况", "what of the statement was accepted")),
                    None => lacks,
                };
                match why {
                    Some(why) => {
                        lacks.text(why, Text::new("采纳或不采纳的理由", "why it was accepted or not"))
                    }
                    None => lacks,
                }
            }
            Hearing::None | Hearing::Waived { .. } => lacks,
        };
        lacks
            .text(&self.reasons, Text::new("理由", "reasons"))
            .grounds(&self.grounds)
            .text(&self.basis, Text::new("依据", "basis"))
            .texts(self.outcomes.iter().map(String::as_str), Text::new("处理决定", "outcome"))
            .text(&self.execution.how, Text::new("履行方式", "how it is carried out"))
            .text(&self.execution.until, Text::new("履行期限", "until when it is carried out"))
            .remedy(&self.remedies.review, &Text::new("复核", "review"))
            .courts(&self.remedies)
            .list()
    }

    fn not_issued(&self) -> Vec<Text> {
        Lacks::default().given(self.number.as_ref(), NUMBER).given(self.date.as_ref(), DATE).list()
    }
}
