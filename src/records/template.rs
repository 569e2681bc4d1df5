//! Templates of documents (文书模板): versions that a bureau put in the place of the shipped ones, each from a day on.

use chrono::NaiveDate;

use super::document::DocumentKind;

/// A version of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Of which kind of document.
    pub kind: DocumentKind,
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
    pub fn of(&self, kind: DocumentKind, on: NaiveDate) -> Option<&str> {
        let holds = |version: &&Version| version.kind == kind && version.from <= on;
        // Of two from the same day the later one.
        let last = self.0.iter().filter(holds).max_by_key(|version| version.from)?;
        last.source.as_deref()
    }
}
