//! Suspensions (暂停报名和评价, Art. 19(3)): from the moment a check begins until it is lifted.

use chrono::NaiveDate;

use super::sql::{Row, Sql, json, word};
use super::{DbError, activities};
use crate::args;
use crate::records::activity::ActivityStatus;
use crate::records::ids::{AgencyId, CaseId, RecordKind, RecordNo, StaffId};
use crate::records::suspension::{Lifted, RunningActivity, Suspension};

const COLUMNS: &str = "SELECT c.year, c.serial, x.since, x.running, x.held, x.lifted_on, x.lifted_reason,
    (SELECT s.name FROM staff s WHERE s.id = x.lifted_by)
  FROM suspensions x JOIN cases c ON c.id = x.case_id";

fn read(row: &mut Row) -> Result<Suspension, DbError> {
    let case = RecordNo { kind: RecordKind::Case, year: row.take()?, serial: row.take()? };
    let (since, running) = (row.take()?, row.json()?);
    let held: i64 = row.take()?;
    let (on, reason, by): (Option<NaiveDate>, Option<String>, Option<String>) =
        (row.take()?, row.take()?, row.take()?);
    let lifted = on.zip(reason).map(|(on, reason)| Lifted { on, by: by.unwrap_or_default(), reason });
    Ok(Suspension { case, since, running, held: u32::try_from(held).unwrap_or(u32::MAX), lifted })
}

/// The suspensions of a case, oldest first.
///
/// # Errors
/// When the database can't be read.
pub fn of_case(sql: &dyn Sql, case: CaseId) -> Result<Vec<Suspension>, DbError> {
    sql.all(&format!("{COLUMNS} WHERE x.case_id = ?1 ORDER BY x.id"), args![case.0], read)
}

/// The suspensions that an agency stands under, oldest first.
///
/// # Errors
/// When the database can't be read.
pub fn standing(sql: &dyn Sql, agency: AgencyId) -> Result<Vec<Suspension>, DbError> {
    sql.all(
        &format!("{COLUMNS} WHERE x.agency = ?1 AND x.lifted_on IS NULL ORDER BY x.id"),
        args![agency.0],
        read,
    )
}

/// Every suspension of an agency, lifted ones too, oldest first.
///
/// # Errors
/// When the database can't be read.
pub fn of_agency(sql: &dyn Sql, agency: AgencyId) -> Result<Vec<Suspension>, DbError> {
    sql.all(&format!("{COLUMNS} WHERE c.agency = ?1 ORDER BY x.id"), args![agency.0], read)
}

/// The evaluations of an agency that run: begun, or confirmed for the day.
///
/// # Errors
/// When the database can't be read.
pub fn running(sql: &dyn Sql, agency: AgencyId, on: NaiveDate) -> Result<Vec<RunningActivity>, DbError> {
    sql.all(
        "SELECT year, serial, name, level, starts_on, ends_on, place, candidates FROM activities
         WHERE agency = ?1 AND (status = ?3 OR (status = ?4 AND starts_on <= ?2 AND ends_on >= ?2))
         ORDER BY starts_on, id",
        args![agency.0, on, word(ActivityStatus::Running), word(ActivityStatus::Confirmed)],
        |row| {
            Ok(RunningActivity {
                no: RecordNo { kind: RecordKind::Activity, year: row.take()?, serial: row.take()? },
                name: row.take()?,
                level: activities::level(row)?,
                starts_on: row.take()?,
                ends_on: row.take()?,
                place: row.take()?,
                candidates: u32::try_from(row.take::<i64>()?).unwrap_or(u32::MAX),
            })
        },
    )
}

/// Suspends an agency by a case, with what runs that day and how many certificates are held.
///
/// # Errors
/// When the database refuses (it is suspended by this case already).
pub fn begin(
    sql: &dyn Sql,
    case: CaseId,
    agency: AgencyId,
    since: NaiveDate,
    held: u32,
) -> Result<(), DbError> {
    let running = running(sql, agency, since)?;
    sql.execute(
        "INSERT INTO suspensions (case_id, agency, since, running, held) VALUES (?1, ?2, ?3, ?4, ?5)",
        args![case.0, agency.0, since, json(&running)?, i64::from(held)],
    )?;
    Ok(())
}

/// Puts right how many certificates a case holds.
///
/// # Errors
/// When the database refuses.
pub fn hold(sql: &dyn Sql, case: CaseId, held: u32) -> Result<(), DbError> {
    sql.execute(
        "UPDATE suspensions SET held = ?2 WHERE case_id = ?1 AND lifted_on IS NULL",
        args![case.0, i64::from(held)],
    )?;
    Ok(())
}

/// Lifts what a case suspended, if it stands.
///
/// # Errors
/// When the database refuses.
pub fn lift(sql: &dyn Sql, case: CaseId, on: NaiveDate, by: StaffId, reason: &str) -> Result<(), DbError> {
    sql.execute(
        "UPDATE suspensions SET lifted_on = ?2, lifted_by = ?3, lifted_reason = ?4
         WHERE case_id = ?1 AND lifted_on IS NULL",
        args![case.0, on, by.0, reason],
    )?;
    Ok(())
}
