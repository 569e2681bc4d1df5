//! The announcement (公告) by which another document is served where nothing else works (公告送达, G61-2).
//!
//! It is neither a 公示 (asking for objections) nor a 公布 (making a result known).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::parts::{BUREAU, Content, DATE, Lacks, NUMBER, OtherDocument, Party};
use crate::records::document::DocumentKind;
use crate::text::Text;

/// An attempt at service that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedAttempt {
    /// The day.
    pub on: NaiveDate,
    /// The way that was tried: 直接送达.
    pub method: String,
    /// What came of it, without a full stop.
    pub result: String,
}

/// What an announcement says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AnnouncementContent {
    /// Full name of the bureau.
    pub bureau: String,
    /// Series of the number (八师人社公), printed with blanks while there is no number.
    pub series: String,
    /// Number, once issued.
    pub number: Option<String>,
    /// Whom the document is for; of its data only the name and the code are made public, of a person's number the
    /// masked form.
    pub recipient: Party,
    /// The document that is served.
    pub document: OtherDocument,
    /// Why no other way works: 受送达人下落不明.
    pub reason: String,
    /// The attempts on file, one or more.
    pub attempts: Vec<FailedAttempt>,
    /// What the document says, in short.
    pub summary: String,
    /// Length of the announcement in words: 30日.
    pub term: String,
    /// Where the document can be collected.
    pub collect: String,
    /// The right that runs from the service, a whole sentence.
    pub rights: String,
    /// Contact person and phone.
    pub contact: String,
    /// The day of the announcement.
    pub date: Option<NaiveDate>,
}

impl Content for AnnouncementContent {
    fn kind(&self) -> DocumentKind {
        DocumentKind::Announcement
    }

    fn missing(&self) -> Vec<Text> {
        let attempts = self.attempts.iter().flat_map(|attempt| [&*attempt.method, &attempt.result]);
        Lacks::default()
            .text(&self.bureau, BUREAU)
            .text(&self.recipient.name, Text::new("受送达人", "recipient"))
            .text(
                if self.recipient.person {
                    &self.recipient.identity_number
                } else {
                    &self.recipient.credit_code
                },
                Text::new("统一社会信用代码或证件号码", "unified social credit code, or identity number"),
            )
            .text(&self.document.title, Text::new("送达的文书", "document served"))
            .text(&self.document.number, Text::new("送达文书的文号", "number of the document served"))
            .text(&self.reason, Text::new("公告送达的原因", "reason for an announcement"))
            .texts(attempts, Text::new("送达未成的经过", "attempts at service"))
            .text(&self.summary, Text::new("文书主要内容", "summary of the document"))
            .text(&self.term, Text::new("公告期限", "length of the announcement"))
            .text(&self.collect, Text::new("领取地点", "where to collect the document"))
            .text(&self.rights, Text::new("权利和期限", "rights and terms"))
            .text(&self.contact, Text::new("联系人及电话", "contact"))
            .list()
    }

    fn not_issued(&self) -> Vec<Text> {
        Lacks::default().given(self.number.as_ref(), NUMBER).given(self.date.as_ref(), DATE).list()
    }
}
