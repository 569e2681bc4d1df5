//! The ledger of agencies (备案机构台账): from rows, one an occupation, to agencies with their scopes, and
//! every problem with its place, what is wrong and what would be right.
//!
//! Nothing is written here, and nothing of the store is known: whoever imports decides what becomes of it.

mod cells;
mod draft;
mod grouping;
mod problem;

use std::path::Path;

use chrono::NaiveDate;
use serde::Serialize;

use super::headings;
use super::mapping::Mapping;
use super::table::{self, Progress, Sheet};
use crate::records::{AgencyCode, AgencyKind, BureauId, CreditCode, LevelSet, Occupation};
use crate::text::Text;

pub use problem::{RowProblem, Severity};

/// Where an agency stands in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// The sheet; of separated text, the name of the file.
    pub sheet: String,
    /// The numbers of its rows, in order, as the user sees them. Never empty.
    pub rows: Vec<u32>,
}

/// One occupation of an agency's scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LedgerScope {
    /// The occupation.
    pub occupation: Occupation,
    /// Its levels; empty only for the items of special-ability agencies, which have none.
    pub levels: LevelSet,
}

/// An agency as the ledger has it, every part checked by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LedgerAgency {
    /// Its rows.
    pub source: Source,
    /// 机构名称.
    pub name: String,
    /// 机构类型.
    pub kind: AgencyKind,
    /// 机构编码, where given.
    pub agency_code: Option<AgencyCode>,
    /// 统一社会信用代码.
    pub credit_code: CreditCode,
    /// Whether the code's check character is right; where it isn't, there is a warning.
    pub credit_check_ok: bool,
    /// 法定代表人.
    pub legal_representative: Option<String>,
    /// 联系人.
    pub contact: Option<String>,
    /// 联系电话, half width, without spaces.
    pub phone: Option<String>,
    /// 机构地址.
    pub address: Option<String>,
    /// 备案部门.
    pub bureau: BureauId,
    /// At least one; each occupation once.
    pub scopes: Vec<LedgerScope>,
    /// 备案日期, the day of publication.
    pub published_on: NaiveDate,
    /// 有效期至, the last day.
    pub expires_on: NaiveDate,
    /// 备注, of all its rows.
    pub note: Option<String>,
}

/// An agency that is left out, with all of its rows: an agency goes in whole or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Its name, as far as it could be read.
    pub name: String,
    /// Its rows.
    #[serde(flatten)]
    pub source: Source,
}

/// What a file holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Ledger {
    /// The agencies without errors, in the order of the file.
    pub agencies: Vec<LedgerAgency>,
    /// Those that have an error in some row: all their rows are left out.
    pub left_out: Vec<LeftOut>,
    /// Errors and warnings, in the order of the file.
    pub problems: Vec<RowProblem>,
    /// Sheets without the headings of a ledger.
    pub skipped_sheets: Vec<String>,
}

impl Ledger {
    /// The problems that keep an agency out.
    pub fn errors(&self) -> impl Iterator<Item = &RowProblem> {
        self.problems.iter().filter(|problem| problem.severity == Severity::Error)
    }

    /// The problems to look at that keep nothing out.
    pub fn warnings(&self) -> impl Iterator<Item = &RowProblem> {
        self.problems.iter().filter(|problem| problem.severity == Severity::Warning)
    }
}

/// Reads a ledger from an .xlsx or .csv file.
///
/// # Errors
/// When the file can't be read as a table, or its headings aren't known or lack a required one. What is
/// wrong in single rows is no error here but stands in [`Ledger::problems`].
pub fn read(path: &Path, mapping: &Mapping, progress: Progress<'_>) -> Result<Ledger, Text> {
    let sheets = table::read(path, progress)?;
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    check(&sheets, mapping, &crate::text::clean::clean(&name))
}

/// Reads a ledger from sheets; `file` names the file in refusals.
///
/// # Errors
/// As [`read`].
pub fn check(sheets: &[Sheet], mapping: &Mapping, file: &str) -> Result<Ledger, Text> {
    let mut ledger = Ledger::default();
    let mut drafts = draft::Drafts::default();
    let mut found = false;
    for sheet in sheets {
        let Some(columns) = headings::find(sheet, mapping)? else {
            ledger.skipped_sheets.push(sheet.name.clone());
            continue;
        };
        found = true;
        for rows in grouping::group(sheet, &columns) {
            let mut cells = cells::Cells::new(&sheet.name, &columns, rows);
            drafts.add(draft::Draft::read(&mut cells), &mut cells);
            ledger.problems.append(&mut cells.into_problems());
        }
    }
    if !found {
        return Err(headings::none_found(file));
    }
    (ledger.agencies, ledger.left_out) = drafts.finish();
    Ok(ledger)
}

#[cfg(test)]
mod tests;
