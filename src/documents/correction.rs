//! The correction (更正通知书): a slip of the pen in an issued document, put right by a new one that names the old. The old one stays
//! as it was frozen.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::parts::{BUREAU, Content, DATE, Lacks, NUMBER, OtherDocument, Party};
use crate::records::document::DocumentKind;
use crate::text::Text;

/// What a correction says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionContent {
    /// Full name of the bureau.
    pub bureau: String,
    /// Series of the number (八师人社更), printed with blanks while there is no number.
    pub series: String,
    /// Number, once issued.
    pub number: Option<String>,
    /// The agency.
    pub party: Party,
    /// The document that is corrected.
    pub document: OtherDocument,
    /// The day it was issued.
    pub issued_on: NaiveDate,
    /// What stands there.
    pub stands: String,
    /// What it reads now.
    pub reads: String,
    /// Why.
    pub reason: String,
    /// Date of issue.
    pub date: Option<NaiveDate>,
}

impl Content for CorrectionContent {
    fn kind(&self) -> DocumentKind {
        DocumentKind::Correction
    }

    fn missing(&self) -> Vec<Text> {
        Lacks::default()
            .text(&self.bureau, BUREAU)
            .party(&self.party)
            .text(&self.document.title, Text::new("被更正的文书", "document corrected"))
            .text(&self.document.number, Text::new("被更正文书的文号", "number of the document corrected"))
            .text(&self.stands, Text::new("原文", "what stands there"))
            .text(&self.reads, Text::new("更正后的文字", "what it reads"))
            .text(&self.reason, Text::new("更正理由", "reason of the correction"))
            .list()
    }

    fn not_issued(&self) -> Vec<Text> {
        Lacks::default().given(self.number.as_ref(), NUMBER).given(self.date.as_ref(), DATE).list()
    }
}
