//! Settings of a bureau (本局设定) as they were entered: name, value, day from which it holds, reference.

use chrono::NaiveDate;
use serde::Serialize;

use super::DbError;
use super::sql::{Sql, word};
use crate::args;
use crate::records::bureau::BureauId;

/// One entry, as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Written {
    /// Name of the setting.
    pub name: String,
    /// Value in its written form.
    pub value: String,
    /// The day from which it holds.
    pub from: NaiveDate,
    /// Document that it rests on.
    pub reference: String,
}

/// All entries of a bureau, in the order they were made.
///
/// # Errors
/// When the database can't be read.
pub fn of_bureau(sql: &dyn Sql, bureau: BureauId) -> Result<Vec<Written>, DbError> {
    sql.all(
        "SELECT name, value, holds_from, reference FROM settings WHERE bureau = ?1 ORDER BY id",
        args![word(bureau)],
        |row| {
            Ok(Written { name: row.take()?, value: row.take()?, from: row.take()?, reference: row.take()? })
        },
    )
}

/// Adds an entry.
///
/// # Errors
/// When the database refuses.
pub fn add(sql: &dyn Sql, bureau: BureauId, entry: &Written) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO settings (bureau, name, value, holds_from, reference) VALUES (?1, ?2, ?3, ?4, ?5)",
        args![word(bureau), &entry.name, &entry.value, entry.from, &entry.reference],
    )?;
    Ok(())
}
