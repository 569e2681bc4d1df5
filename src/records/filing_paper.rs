//! What belongs to a filing on paper (备案材料): its checklist with what is there of it, what was asked for, its documents.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::document::{DocumentKind, DocumentStatus};
use super::ids::RecordNo;
use crate::say;
use crate::text::Text;

crate::word_enum! {
    /// Where an item of the checklist stands.
    MaterialState, "材料状态", "state of a material" {
        /// 缺
        Missing = "missing", "缺", "missing";
        /// 已收
        There = "there", "已收", "there";
        /// 不需 (with the reason)
        NotNeeded = "not-needed", "不需", "not needed";
    }
}

/// An item of the checklist (材料清单) of a filing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Material {
    /// Its place in the list, from 1.
    pub place: u32,
    /// What is to be handed in.
    pub item: String,
    /// Whether it is there.
    pub state: MaterialState,
    /// A remark; the reason where it is not needed.
    pub note: String,
    /// Files that were handed in for it: name and SHA-256.
    pub files: Vec<HandedIn>,
}

impl Material {
    /// It in a line: place, item, state, remark, files.
    #[must_use]
    pub fn told(&self) -> Text {
        let note = if self.note.is_empty() { String::new() } else { format!(" ({})", self.note) };
        let files: Vec<Text> = self.files.iter().map(|file| Text::same(file.name.as_str())).collect();
        let files = if files.is_empty() {
            Text::default()
        } else {
            say!(" 附件: {f}", " files: {f}", f = Text::join(&files))
        };
        say!(
            "  {p}. {i} {s}{n}{f}",
            "  {p}. {i}: {s}{n}{f}",
            p = self.place,
            i = self.item.as_str(),
            s = self.state,
            n = note,
            f = files
        )
    }
}

/// A file that was handed in (附件).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HandedIn {
    /// Name of the file.
    pub name: String,
    /// SHA-256, hex.
    pub sha256: String,
    /// The day it was put on file.
    pub on: NaiveDate,
}

/// What is said of one item of a list: an answer to a request, a mark on a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// Its place in the list, from 1.
    pub place: u32,
    /// What it is, for people; the record's own words count.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub item: String,
    /// Where it stands.
    pub state: MaterialState,
    /// A remark.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Mark {
    /// It in a few words.
    #[must_use]
    pub fn told(&self) -> Text {
        let what = if self.item.is_empty() { self.place.to_string() } else { self.item.clone() };
        match self.note.is_empty() {
            true => say!("{w} {s}", "{w}: {s}", w = what, s = self.state),
            false => {
                say!("{w} {s} ({n})", "{w}: {s} ({n})", w = what, s = self.state, n = self.note.as_str())
            }
        }
    }
}

/// An item that the applicant was asked for (补正内容).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// Row.
    #[serde(skip)]
    pub row: i64,
    /// What it is.
    pub item: String,
    /// The day it came, once it did.
    pub answered_on: Option<NaiveDate>,
    /// What came.
    pub answer: Option<String>,
}

/// A document of a filing, as the record names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FilingDocument {
    /// Public number.
    pub no: RecordNo,
    /// Kind.
    pub kind: DocumentKind,
    /// Status.
    pub status: DocumentStatus,
    /// Printed number, where it has one.
    pub number: Option<String>,
    /// Day of issue.
    pub on: Option<NaiveDate>,
}

impl FilingDocument {
    /// It in a line.
    #[must_use]
    pub fn told(&self) -> Text {
        let void = match self.status {
            DocumentStatus::Void => Text::new(" 作废", " void"),
            _ => Text::default(),
        };
        say!(
            "文书 {d} {k} {n} {r}{v}",
            "document {d} {k} {n} {r}{v}",
            d = self.on.map(|on| on.to_string()).unwrap_or_default(),
            k = self.kind,
            n = self.number.as_deref().unwrap_or_default(),
            r = self.no.to_string(),
            v = void
        )
    }
}
