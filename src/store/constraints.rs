//! Constraints (约束措施, Art. 24): the decisions that put an agency under one, and their lifting. Whether one is in force
//! on a day is judged by `law::constraints`.

use chrono::NaiveDate;

use super::DbError;
use super::sql::{Row, Sql};
use crate::args;
use crate::records::ids::{AgencyId, CaseId, RecordKind, RecordNo, StaffId};

/// Cases of an agency whose served decision, one whose service is to be recorded anew included, has a constraint in it, and
/// that nobody lifted.
///
/// # Errors
/// When the database can't be read.
pub fn standing(sql: &dyn Sql, agency: AgencyId) -> Result<Vec<RecordNo>, DbError> {
    sql.all(
        "SELECT c.year, c.serial FROM cases c WHERE c.agency = ?1
           AND EXISTS (SELECT 1 FROM decisions e JOIN documents d ON d.id = e.document
             WHERE e.case_id = c.id AND e.outcomes LIKE '%\"constraint\"%' AND (d.status = 'served'
               OR d.status = 'issued' AND EXISTS (SELECT 1 FROM struck_services t WHERE t.document = d.id)))
           AND NOT EXISTS (SELECT 1 FROM constraint_lifts l WHERE l.case_id = c.id)
         ORDER BY c.id",
        args![agency.0],
        |row| Ok(RecordNo { kind: RecordKind::Case, year: row.take()?, serial: row.take()? }),
    )
}

/// The day on which the constraint of a case was lifted.
///
/// # Errors
/// When the database can't be read.
pub fn lifted_on(sql: &dyn Sql, case: CaseId) -> Result<Option<NaiveDate>, DbError> {
    sql.first("SELECT lifted_on FROM constraint_lifts WHERE case_id = ?1", args![case.0], Row::take)
}

/// Lifts the constraint of a case, with the reason.
///
/// # Errors
/// When the database refuses (lifted already).
pub fn lift(sql: &dyn Sql, case: CaseId, on: NaiveDate, by: StaffId, reason: &str) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO constraint_lifts (case_id, lifted_on, lifted_by, reason) VALUES (?1, ?2, ?3, ?4)",
        args![case.0, on, by.0, reason],
    )?;
    Ok(())
}
