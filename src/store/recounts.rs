//! Recounts under way (重算期限): how far all that is open is reckoned anew after a calendar was loaded. One at a time: a calendar
//! loaded meanwhile begins it again.

use chrono::NaiveDate;

use super::DbError;
use super::deadlines::TOUCHED;
use super::sql::{Row, Sql};
use crate::args;
use crate::records::ids::RecordKind;

/// A recount and how far it is: cases first, then filings, then agencies, by row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recount {
    /// Which records are reckoned now.
    pub stage: RecordKind,
    /// The last of them that was.
    pub after: i64,
    /// How many are done.
    pub done: i64,
    /// Of how many.
    pub total: i64,
}

/// The recount under way, if one is.
///
/// # Errors
/// When the database can't be read.
pub fn pending(sql: &dyn Sql) -> Result<Option<Recount>, DbError> {
    sql.first("SELECT stage, after, done, total FROM recounts", &[], |row: &mut Row| {
        let stage: String = row.take()?;
        let known = TOUCHED.into_iter().find(|kind| kind.as_str() == stage);
        let stage = known.ok_or_else(|| DbError::broken("a recount", &stage))?;
        Ok(Recount { stage, after: row.take()?, done: row.take()?, total: row.take()? })
    })
}

/// Begins a recount, in the place of one under way.
///
/// # Errors
/// When the database refuses.
pub fn begin(sql: &dyn Sql, on: NaiveDate, total: i64) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO recounts (id, begun_on, stage, after, done, total) VALUES (1, ?1, ?2, 0, 0, ?3)
         ON CONFLICT (id) DO UPDATE SET begun_on = excluded.begun_on, stage = excluded.stage, after = 0, done = 0,
           total = excluded.total",
        args![on, RecordKind::Case.as_str(), total],
    )?;
    Ok(())
}

/// Keeps how far it is.
///
/// # Errors
/// When the database refuses.
pub fn move_on(sql: &dyn Sql, to: &Recount) -> Result<(), DbError> {
    sql.execute(
        "UPDATE recounts SET stage = ?1, after = ?2, done = ?3, total = max(total, ?3)",
        args![to.stage.as_str(), to.after, to.done],
    )?;
    Ok(())
}

/// Ends it.
///
/// # Errors
/// When the database refuses.
pub fn end(sql: &dyn Sql) -> Result<(), DbError> {
    // By row: a table emptied at one stroke tells nobody which rows went, and their seals would miss them.
    sql.execute("DELETE FROM recounts WHERE id = 1", &[])?;
    Ok(())
}
