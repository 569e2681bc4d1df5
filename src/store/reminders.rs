//! Reminders to agencies (提醒, Art. 10, 19): kept as they were made.

use chrono::NaiveDate;

use super::DbError;
use super::sql::{Sql, word};
use crate::args;
use crate::records::ids::{AgencyId, StaffId};
use crate::records::reminder::ReminderMatter;

/// Puts a reminder on file.
///
/// # Errors
/// When the database refuses.
pub fn add(
    sql: &dyn Sql,
    agency: AgencyId,
    matter: ReminderMatter,
    on: NaiveDate,
    how: &str,
    by: StaffId,
) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO reminders (agency, matter, reminded_on, how, reminded_by) VALUES (?1, ?2, ?3, ?4, ?5)",
        args![agency.0, word(matter), on, how, by.0],
    )?;
    Ok(())
}

/// What an agency was reminded of and when, by day.
///
/// # Errors
/// When the database can't be read.
pub fn of_agency(sql: &dyn Sql, agency: AgencyId) -> Result<Vec<(ReminderMatter, NaiveDate)>, DbError> {
    sql.all(
        "SELECT matter, reminded_on FROM reminders WHERE agency = ?1 ORDER BY reminded_on, id",
        args![agency.0],
        |row| Ok((row.word()?, row.take()?)),
    )
}
