//! Calls (来电): what callers asked.

use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use super::DbError;
use super::sql::{Row, Sql, word};
use crate::args;
use crate::records::bureau::BureauId;
use crate::records::ids::{AgencyId, StaffId};

/// A call as the phone desk shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Call {
    /// When.
    pub at: DateTime<FixedOffset>,
    /// Who called; may be empty.
    pub caller: String,
    /// What was asked.
    pub question: String,
    /// Who answered.
    pub staff: String,
}

/// A call to be kept.
#[derive(Debug)]
pub struct NewCall<'a> {
    /// Bureau that answered.
    pub bureau: BureauId,
    /// Agency it was about.
    pub agency: AgencyId,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// Who answered.
    pub staff: StaffId,
    /// Who called.
    pub caller: &'a str,
    /// What was asked.
    pub question: &'a str,
}

/// Keeps a call.
///
/// # Errors
/// When the database refuses.
pub fn add(sql: &dyn Sql, call: &NewCall<'_>) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO calls (bureau, agency, at, staff, caller, question) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        args![word(call.bureau), call.agency.0, call.at, call.staff.0, call.caller, call.question],
    )?;
    Ok(())
}

/// The newest calls about an agency that a bureau answered, or the Corps bodies.
///
/// # Errors
/// When the database can't be read.
pub fn of_agency(
    sql: &dyn Sql,
    agency: AgencyId,
    bureau: BureauId,
    limit: i64,
) -> Result<Vec<Call>, DbError> {
    sql.all(
        "SELECT c.at, c.caller, c.question, s.name FROM calls c JOIN staff s ON s.id = c.staff
         WHERE c.agency = ?1 AND c.bureau IN (?2, ?3, ?4) ORDER BY c.at DESC, c.id DESC LIMIT ?5",
        args![agency.0, word(bureau), word(BureauId::CORPS), word(BureauId::CENTER), limit],
        |row: &mut Row| {
            Ok(Call { at: row.take()?, caller: row.take()?, question: row.take()?, staff: row.take()? })
        },
    )
}
