//! Breaches of activities (违规情形): what happened, and the case that it led to.

use chrono::NaiveDate;

use super::DbError;
use super::sql::{Row, Sql, word};
use crate::args;
use crate::records::breach::{Breach, Broken};
use crate::records::ids::{ActivityId, CaseId, RecordKind, RecordNo, StaffId};

/// The breaches of an activity, oldest first.
///
/// # Errors
/// When the database can't be read.
pub fn of_activity(sql: &dyn Sql, id: ActivityId) -> Result<Vec<Breach>, DbError> {
    sql.all(
        "SELECT b.broken, b.facts, b.found_on, c.year, c.serial FROM activity_breaches b LEFT JOIN cases c ON c.id = b.case_id
         WHERE b.activity = ?1 ORDER BY b.id",
        args![id.0],
        read,
    )
}

fn read(row: &mut Row) -> Result<Breach, DbError> {
    let (broken, facts, found_on) = (row.word()?, row.take()?, row.take()?);
    let (year, serial): (Option<i32>, Option<i64>) = (row.take()?, row.take()?);
    let case = year.zip(serial).map(|(year, serial)| RecordNo { kind: RecordKind::Case, year, serial });
    Ok(Breach { broken, facts, found_on, case })
}

/// Puts a breach on file.
///
/// # Errors
/// When the database refuses.
pub fn add(
    sql: &dyn Sql,
    id: ActivityId,
    (broken, facts): (Broken, &str),
    on: NaiveDate,
    by: StaffId,
) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO activity_breaches (activity, broken, facts, found_on, recorded_by) VALUES (?1, ?2, ?3, ?4, ?5)",
        args![id.0, word(broken), facts, on, by.0],
    )?;
    Ok(())
}

/// Says that the breaches of an activity that led to no case yet led to this one.
///
/// # Errors
/// When the database refuses.
pub fn led_to(sql: &dyn Sql, id: ActivityId, case: CaseId) -> Result<(), DbError> {
    sql.execute(
        "UPDATE activity_breaches SET case_id = ?2 WHERE activity = ?1 AND case_id IS NULL",
        args![id.0, case.0],
    )?;
    Ok(())
}
