//! The list of other violations (其他违规情形): entries by code, in force or replaced. An entry that is worded anew is another row.

use chrono::NaiveDate;

use super::DbError;
use super::sql::{Row, Sql};
use crate::args;
use crate::records::violation::{ListedViolation, ViolationId};

const COLUMNS: &str = "id, code, words, article, measure, reference, since, until";

/// An entry to be put on the list.
#[derive(Debug)]
pub struct NewViolation<'a> {
    /// Code.
    pub code: &'a str,
    /// What it forbids.
    pub words: &'a str,
    /// The provision.
    pub article: &'a str,
    /// What is provided for it.
    pub measure: Option<&'a str>,
    /// The document.
    pub reference: &'a str,
}

fn read(row: &mut Row) -> Result<ListedViolation, DbError> {
    Ok(ListedViolation {
        id: ViolationId(row.take()?),
        code: row.take()?,
        words: row.take()?,
        article: row.take()?,
        measure: row.take()?,
        reference: row.take()?,
        since: row.take()?,
        until: row.take()?,
    })
}

/// Puts an entry on the list, in the place of the one of its code; whether anything was changed.
///
/// # Errors
/// When the database refuses.
pub fn put(sql: &dyn Sql, new: &NewViolation<'_>, on: NaiveDate) -> Result<(ViolationId, bool), DbError> {
    if let Some(old) = by_code(sql, new.code)? {
        let same = old.words == new.words
            && old.article == new.article
            && old.measure.as_deref() == new.measure
            && old.reference == new.reference;
        if same {
            return Ok((old.id, false));
        }
        end(sql, old.id, on)?;
    }
    let id = sql.first(
        "INSERT INTO violations (code, words, article, measure, reference, since) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         RETURNING id",
        args![new.code, new.words, new.article, new.measure, new.reference, on],
        |row| Ok(ViolationId(row.take()?)),
    )?;
    let id = id.ok_or_else(|| DbError::broken("a new entry of the list of violations", new.code))?;
    Ok((id, true))
}

/// Takes an entry off the list; the cases that name it keep it.
///
/// # Errors
/// When the database refuses.
pub fn end(sql: &dyn Sql, id: ViolationId, on: NaiveDate) -> Result<(), DbError> {
    // An entry of a day to come that is put right before: it ends on the day it would have begun.
    sql.execute(
        "UPDATE violations SET until = CASE WHEN since > ?2 THEN since ELSE ?2 END WHERE id = ?1 AND until IS NULL",
        args![id.0, on],
    )?;
    Ok(())
}

/// The entry of a code that is in force.
///
/// # Errors
/// When the database can't be read.
pub fn by_code(sql: &dyn Sql, code: &str) -> Result<Option<ListedViolation>, DbError> {
    let query = format!("SELECT {COLUMNS} FROM violations WHERE code = ?1 AND until IS NULL");
    sql.first(&query, args![code], read)
}

/// An entry, in force or not.
///
/// # Errors
/// When the database can't be read.
pub fn by_id(sql: &dyn Sql, id: ViolationId) -> Result<Option<ListedViolation>, DbError> {
    sql.first(&format!("SELECT {COLUMNS} FROM violations WHERE id = ?1"), args![id.0], read)
}

/// The entries in force, by code.
///
/// # Errors
/// When the database can't be read.
pub fn in_force(sql: &dyn Sql) -> Result<Vec<ListedViolation>, DbError> {
    sql.all(&format!("SELECT {COLUMNS} FROM violations WHERE until IS NULL ORDER BY code"), args![], read)
}

/// The entries of some rows; each once, by row.
///
/// # Errors
/// When the database can't be read.
pub fn named(sql: &dyn Sql, mut ids: Vec<ViolationId>) -> Result<Vec<ListedViolation>, DbError> {
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().filter_map(|id| by_id(sql, id).transpose()).collect()
}
