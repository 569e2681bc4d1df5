//! Drafts (草稿): what somebody is typing, saved as they type. The one write that is no act: it changes no record,
//! nobody else sees it, and it is gone when the form is done or thrown away.

use chrono::{DateTime, FixedOffset};
use serde_json::{Map, Value};

use super::DbError;
use super::sql::{Row, Sql, json};
use crate::args;
use crate::records::ids::StaffId;

/// A draft of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Command of the form.
    pub command: String,
    /// Public number of the record, or empty.
    pub subject: String,
    /// Fields as typed.
    pub fields: Map<String, Value>,
    /// Version of the record when the form was opened.
    pub base_version: Option<i64>,
    /// When it was saved.
    pub saved_at: DateTime<FixedOffset>,
}

/// Saves a draft over an older one of the same form.
///
/// # Errors
/// When the database refuses.
pub fn save(sql: &dyn Sql, staff: StaffId, draft: &Draft) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO drafts (staff, command, subject, fields, base_version, saved_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (staff, command, subject)
         DO UPDATE SET fields = excluded.fields, base_version = excluded.base_version, saved_at = excluded.saved_at",
        args![
            staff.0,
            &draft.command,
            &draft.subject,
            json(&draft.fields)?,
            draft.base_version,
            draft.saved_at
        ],
    )?;
    Ok(())
}

/// Throws a draft away.
///
/// # Errors
/// When the database refuses.
pub fn discard(sql: &dyn Sql, staff: StaffId, command: &str, subject: &str) -> Result<(), DbError> {
    sql.execute(
        "DELETE FROM drafts WHERE staff = ?1 AND command = ?2 AND subject = ?3",
        args![staff.0, command, subject],
    )?;
    Ok(())
}

/// All drafts of somebody, newest first.
///
/// # Errors
/// When the database can't be read.
pub fn of_staff(sql: &dyn Sql, staff: StaffId) -> Result<Vec<Draft>, DbError> {
    sql.all(
        "SELECT command, subject, fields, base_version, saved_at FROM drafts WHERE staff = ?1
         ORDER BY saved_at DESC",
        args![staff.0],
        |row: &mut Row| {
            Ok(Draft {
                command: row.take()?,
                subject: row.take()?,
                fields: row.json()?,
                base_version: row.take()?,
                saved_at: row.take()?,
            })
        },
    )
}
