//! What is wrong in a row of a ledger, and what would be right.

use serde::{Serialize, Serializer};

use crate::say;
use crate::text::{Lang, Text};

/// Whether a problem keeps the agency out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// To be looked at; the agency can go in.
    Warning,
    /// The agency stays out.
    Error,
}

/// One problem of one cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowProblem {
    /// The sheet.
    pub sheet: String,
    /// The number of the row, as the user sees it.
    pub row: u32,
    /// The letters of the column; empty where the file has no such column.
    pub column: String,
    /// The heading, as the file writes it.
    #[serde(serialize_with = "both_languages")]
    pub heading: Text,
    /// What the cell holds, clean; empty where it is empty.
    pub found: String,
    /// What is wrong with it.
    #[serde(serialize_with = "both_languages")]
    pub wrong: Text,
    /// What would be right.
    #[serde(serialize_with = "both_languages")]
    pub right: Text,
    /// Whether it keeps the agency out.
    pub severity: Severity,
}

impl RowProblem {
    /// The place: sheet, row, column with its heading.
    #[must_use]
    pub fn place(&self) -> Text {
        say!(
            "表「{sheet}」第 {row} 行 {column} 列「{heading}」",
            "sheet '{sheet}', row {row}, column {column} '{heading}'",
            sheet = self.sheet,
            row = self.row,
            column = self.column,
            heading = self.heading
        )
    }

    /// All of it in one line: whether it keeps the agency out, where, what, and what would be right.
    #[must_use]
    pub fn message(&self) -> Text {
        say!(
            "{severity} {place}: {wrong}。{right}",
            "{severity} {place}: {wrong}; {right}",
            severity = match self.severity {
                Severity::Error => Text::new("[错误]", "[error]"),
                Severity::Warning => Text::new("[提醒]", "[warning]"),
            },
            place = self.place(),
            wrong = self.wrong,
            right = self.right
        )
    }
}

fn both_languages<S: Serializer>(text: &Text, to: S) -> Result<S::Ok, S::Error> {
    to.collect_map([("zh", text.get(Lang::Zh)), ("en", text.get(Lang::En))])
}
