//! The pre-decision notice (告知书): what is proposed, the facts, the reasons and the basis (R25-1), and the
//! right to a statement.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::parts::{BUREAU, Content, DATE, EvidenceLine, FindingLine, GroundLine, Lacks, NUMBER, Party};
use crate::records::document::DocumentKind;
use crate::text::Text;

/// The right to a statement and defence (陈述申辩), as the notice tells it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StatementRight {
    /// Term in words: 自收到本告知书之日起5个工作日内.
    pub term: String,
    /// How: in writing, orally.
    pub how: String,
    /// Where.
    pub place: String,
    /// Contact person and phone.
    pub contact: String,
    /// What silence means, a whole sentence.
    pub silence: String,
}

/// What a notice says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NoticeContent {
    /// Full name of the bureau.
    pub bureau: String,
    /// Series of the number (八师人社告), printed with blanks while there is no number.
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
    /// Provisions violated, one or more.
    pub grounds: Vec<GroundLine>,
    /// Proposed outcomes, one or more, each without a full stop.
    pub proposed: Vec<String>,
    /// Reasons.
    pub reasons: String,
    /// Basis.
    pub basis: String,
    /// The right to a statement.
    pub statement: StatementRight,
    /// Date of issue.
    pub date: Option<NaiveDate>,
}

impl Content for NoticeContent {
    fn kind(&self) -> DocumentKind {
        DocumentKind::Notice
    }

    fn missing(&self) -> Vec<Text> {
        let right = &self.statement;
        Lacks::default()
            .text(&self.bureau, BUREAU)
            .party(&self.party)
            .text(&self.facts, Text::new("查明的事实", "facts"))
            .evidence(&self.evidence)
            .grounds(&self.grounds)
            .texts(self.proposed.iter().map(String::as_str), Text::new("拟处理决定", "proposed decision"))
            .text(&self.reasons, Text::new("理由", "reasons"))
            .text(&self.basis, Text::new("依据", "basis"))
            .text(&right.term, Text::new("陈述申辩期限", "term for a statement"))
            .text(&right.how, Text::new("陈述申辩方式", "how to make a statement"))
            .text(&right.place, Text::new("陈述申辩地点", "where to make a statement"))
            .text(&right.contact, Text::new("联系人及电话", "contact"))
            .text(&right.silence, Text::new("逾期不陈述的后果", "what silence means"))
            .list()
    }

    fn not_issued(&self) -> Vec<Text> {
        Lacks::default().given(self.number.as_ref(), NUMBER).given(self.date.as_ref(), DATE).list()
    }
}
