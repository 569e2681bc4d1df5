//! The documents of a filing (备案文书, Art. 8, 10, 18, 19): acceptance, request for completion, survey, assessment,
//! publicity, approval, refusal, publication, certificate, reminder. One content, of which each template says its part.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::parts::{BUREAU, Content, DATE, Lacks, NUMBER, OtherDocument, Party, Remedies};
use crate::records::document::DocumentKind;
use crate::text::Text;

/// A scope as a document lists it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ScopeLine {
    /// Code of the occupation.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Levels in words; empty for an item without.
    pub levels: String,
}

/// The days of a publicity.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PublicityDays {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub until: NaiveDate,
    /// Length in words: 5个工作日.
    pub length: String,
    /// Where it is posted.
    pub at: String,
}

/// What was given to the agency (机构编码与有效期).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Standing {
    /// Unified code; empty where it has none yet.
    pub code: String,
    /// Kind of agency in words.
    pub kind: String,
    /// Bureau of registration (属地局).
    pub bureau: String,
    /// First day of the validity.
    pub from: NaiveDate,
    /// Last day.
    pub until: NaiveDate,
}

/// What a document of a filing says. What its kind doesn't speak of is empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilingPaper {
    /// Which document.
    pub kind: DocumentKind,
    /// Full name of the issuing bureau.
    pub bureau: String,
    /// Series of the number.
    pub series: String,
    /// Number, once issued.
    pub number: Option<String>,
    /// The agency.
    pub recipient: Party,
    /// Unified code of the agency (机构编码), where it has one.
    #[serde(default)]
    pub code: Option<String>,
    /// Public number of the filing.
    pub filing: String,
    /// What is applied for: 续期.
    pub matter: String,
    /// Article that it rests on: 第八条.
    pub basis: String,
    /// Day of the application.
    pub applied_on: Option<NaiveDate>,
    /// Scopes that it is about.
    pub scopes: Vec<ScopeLine>,
    /// What a change changes, one a line.
    #[serde(default)]
    pub changes: Vec<String>,
    /// What is asked for, handed in, or done, one a line.
    pub items: Vec<String>,
    /// Until when.
    pub until: Option<NaiveDate>,
    /// Length of the handling in words.
    pub term: String,
    /// Findings, opinion, reason or text, as they were given.
    pub text: String,
    /// What a decision of the bureau's own rests on.
    pub grounds: String,
    /// Whether it was passed, in words.
    pub result: String,
    /// Who did it.
    pub people: String,
    /// The day it was done.
    pub done_on: Option<NaiveDate>,
    /// General conditions that it passed without, each with the reason.
    pub departures: Vec<String>,
    /// Its publicity.
    pub publicity: Option<PublicityDays>,
    /// What is given to the agency.
    pub standing: Option<Standing>,
    /// Remedies that a refusal names.
    #[serde(default)]
    pub remedies: Option<Remedies>,
    /// The document that this one takes the place of.
    pub earlier: Option<OtherDocument>,
    /// Contact line of the bureau.
    pub contact: String,
    /// Day of issue.
    pub date: Option<NaiveDate>,
}

impl FilingPaper {
    /// One that says nothing yet beyond its kind.
    #[must_use]
    pub fn of(kind: DocumentKind) -> Self {
        Self {
            kind,
            bureau: String::new(),
            series: String::new(),
            number: None,
            recipient: Party::default(),
            code: None,
            filing: String::new(),
            matter: String::new(),
            basis: String::new(),
            applied_on: None,
            scopes: Vec::new(),
            changes: Vec::new(),
            items: Vec::new(),
            until: None,
            term: String::new(),
            text: String::new(),
            result: String::new(),
            people: String::new(),
            done_on: None,
            departures: Vec::new(),
            publicity: None,
            standing: None,
            grounds: String::new(),
            remedies: None,
            earlier: None,
            contact: String::new(),
            date: None,
        }
    }
}

impl Content for FilingPaper {
    fn kind(&self) -> DocumentKind {
        self.kind
    }

    fn missing(&self) -> Vec<Text> {
        let lacks = Lacks::default()
            .text(&self.bureau, BUREAU)
            .text(&self.recipient.name, Text::new("机构名称", "name of the agency"))
            .text(&self.recipient.credit_code, Text::new("统一社会信用代码", "unified social credit code"));
        let lacks = match self.kind {
            DocumentKind::CompletionRequest => {
                let items = self.items.iter().map(String::as_str);
                lacks
                    .texts(items, Text::new("补正内容", "what lacks"))
                    .given(self.until.as_ref(), Text::new("补正期限", "until when"))
            }
            DocumentKind::SurveyRecord | DocumentKind::AssessmentReport => {
                lacks.text(&self.text, Text::new("意见", "opinion"))
            }
            DocumentKind::Refusal => lacks.text(&self.text, Text::new("理由", "reason")),
            DocumentKind::PublicityNotice => {
                lacks.given(self.publicity.as_ref(), Text::new("公示期限", "days of the publicity"))
            }
            DocumentKind::Publication | DocumentKind::Certificate => {
                lacks.given(self.standing.as_ref(), Text::new("有效期", "validity"))
            }
            _ => lacks,
        };
        let lacks = match self.kind {
            DocumentKind::Acceptance
            | DocumentKind::CompletionRequest
            | DocumentKind::PublicityNotice
            | DocumentKind::Dispatch
            | DocumentKind::Reminder => lacks.text(
                &self.contact,
                Text::new(
                    "本局联系方式 (由管理员变更)",
                    "the bureau's contact line (set by the administrator)",
                ),
            ),
            _ => lacks,
        };
        lacks.list()
    }

    fn not_issued(&self) -> Vec<Text> {
        let lacks = Lacks::default().given(self.date.as_ref(), DATE);
        match self.kind.series_mark() {
            Some(_) => lacks.given(self.number.as_ref(), NUMBER).list(),
            None => lacks.list(),
        }
    }
}
