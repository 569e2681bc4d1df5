//! Templates of documents (文书模板): versions that a bureau put in the place of the shipped ones, each from a day on.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use super::document::DocumentKind;
use crate::text::Text;

crate::word_enum! {
    /// A page of a case's file that is no document of its own.
    CasePage, "案卷页", "page of a case's file" {
        /// 案卷封面
        Cover = "case-cover", "案卷封面", "cover of a case's file";
        /// 卷内目录
        Contents = "case-contents", "卷内目录", "contents of a case's file";
        /// 立案登记表
        Opening = "opening-form", "立案登记表", "opening form of a case";
    }
}

/// What has a template (模板种类): a kind of document, or a page of a case's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TemplateKind {
    /// A document.
    Document(DocumentKind),
    /// A page of a case's file.
    Page(CasePage),
}

const DOCUMENTS: usize = DocumentKind::WORDS.len();
const COUNT: usize = DOCUMENTS + CasePage::WORDS.len();

impl TemplateKind {
    /// Their written forms, documents first.
    pub const WORDS: &'static [&'static str] = &Self::LIST;
    const LIST: [&'static str; COUNT] = {
        let mut all = [""; COUNT];
        let mut at = 0;
        while at < COUNT {
            all[at] = if at < DOCUMENTS { DocumentKind::WORDS[at] } else { CasePage::WORDS[at - DOCUMENTS] };
            at += 1;
        }
        all
    };

    /// All of them, documents first.
    pub fn all() -> impl Iterator<Item = Self> {
        DocumentKind::ALL
            .iter()
            .copied()
            .map(Self::Document)
            .chain(CasePage::ALL.iter().copied().map(Self::Page))
    }

    /// Its written form.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Document(kind) => kind.as_str(),
            Self::Page(page) => page.as_str(),
        }
    }

    /// What it is called.
    #[must_use]
    pub const fn label(self) -> Text {
        match self {
            Self::Document(kind) => kind.label(),
            Self::Page(page) => page.label(),
        }
    }
}

impl fmt::Display for TemplateKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for TemplateKind {
    type Err = Text;

    fn from_str(word: &str) -> Result<Self, Text> {
        word.parse().map(Self::Page).or_else(|_| word.parse().map(Self::Document))
    }
}

crate::serde_by_text!(TemplateKind);

impl From<DocumentKind> for TemplateKind {
    fn from(kind: DocumentKind) -> Self {
        Self::Document(kind)
    }
}

impl From<CasePage> for TemplateKind {
    fn from(page: CasePage) -> Self {
        Self::Page(page)
    }
}

/// A version of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Of what.
    pub kind: TemplateKind,
    /// The first day it holds.
    pub from: NaiveDate,
    /// Its source; none where the shipped one holds again.
    pub source: Option<String>,
}

/// The versions of a bureau, in the order in which they were made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Templates(pub Vec<Version>);

impl Templates {
    /// The source in force on a day; none where that is the shipped one.
    #[must_use]
    pub fn of(&self, kind: impl Into<TemplateKind>, on: NaiveDate) -> Option<&str> {
        let kind = kind.into();
        let holds = |version: &&Version| version.kind == kind && version.from <= on;
        // Of two from the same day the later one.
        let last = self.0.iter().filter(holds).max_by_key(|version| version.from)?;
        last.source.as_deref()
    }
}
