//! The regulation's text as the bureau loaded it, by version.

use chrono::{DateTime, FixedOffset};

use super::DbError;
use super::sql::{Row, Sql};
use crate::args;

/// A version of the text to be kept.
#[derive(Debug)]
pub struct NewStatute<'a> {
    /// Title.
    pub title: &'a str,
    /// Day from which it is in force, or empty.
    pub effective: &'a str,
    /// The split text, as JSON.
    pub statute: &'a str,
    /// Hash of the file.
    pub sha256: &'a str,
    /// When.
    pub at: DateTime<FixedOffset>,
}

/// Keeps a version; the same text twice is kept once. Whether it was new.
///
/// # Errors
/// When the database refuses.
pub fn add(sql: &dyn Sql, new: &NewStatute<'_>) -> Result<bool, DbError> {
    let added = sql.execute(
        "INSERT INTO statutes (title, effective, statute, sha256, loaded_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (sha256) DO NOTHING",
        args![new.title, new.effective, new.statute, new.sha256, new.at],
    )?;
    Ok(added == 1)
}

/// The version loaded last, as JSON.
///
/// # Errors
/// When the database can't be read.
pub fn current(sql: &dyn Sql) -> Result<Option<String>, DbError> {
    sql.first("SELECT statute FROM statutes ORDER BY id DESC LIMIT 1", &[], Row::take)
}
