//! Templates of documents (文书模板) that bureaus put in the place of the shipped ones, each version kept.

use chrono::NaiveDate;
use serde::Serialize;

use super::DbError;
use super::sql::{Sql, word};
use crate::args;
use crate::records::bureau::BureauId;
use crate::records::ids::StaffId;
use crate::records::template::{TemplateKind, Templates, Version};

/// A version as it was entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entered {
    /// Of what.
    pub kind: TemplateKind,
    /// The first day it holds.
    pub from: NaiveDate,
    /// The document that it rests on.
    pub reference: String,
    /// SHA-256 of its source, hex; none where the shipped one holds again.
    pub sha256: Option<String>,
    /// Who entered it.
    pub by: String,
}

/// The versions of a bureau, in the order in which they were made.
///
/// # Errors
/// When the database can't be read.
pub fn of_bureau(sql: &dyn Sql, bureau: BureauId) -> Result<Templates, DbError> {
    let all = sql.all(
        "SELECT kind, holds_from, source FROM templates WHERE bureau = ?1 ORDER BY id",
        args![word(bureau)],
        |row| Ok(Version { kind: row.word()?, from: row.take()?, source: row.take()? }),
    )?;
    Ok(Templates(all))
}

/// What a bureau entered, oldest first.
///
/// # Errors
/// When the database can't be read.
pub fn entered(sql: &dyn Sql, bureau: BureauId) -> Result<Vec<Entered>, DbError> {
    sql.all(
        "SELECT t.kind, t.holds_from, t.reference, t.sha256, s.name FROM templates t JOIN staff s ON s.id = t.entered_by
         WHERE t.bureau = ?1 ORDER BY t.id",
        args![word(bureau)],
        |row| {
            Ok(Entered {
                kind: row.word()?,
                from: row.take()?,
                reference: row.take()?,
                sha256: row.take()?,
                by: row.take()?,
            })
        },
    )
}

/// Enters a version.
///
/// # Errors
/// When the database refuses.
pub fn add(
    sql: &dyn Sql,
    bureau: BureauId,
    version: &Version,
    (sha256, reference): (Option<&str>, &str),
    by: StaffId,
) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO templates (bureau, kind, source, sha256, holds_from, reference, entered_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        args![
            word(bureau),
            word(version.kind),
            version.source.as_deref(),
            sha256,
            version.from,
            reference,
            by.0
        ],
    )?;
    Ok(())
}
