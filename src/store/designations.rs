//! Designations of jurisdiction (指定管辖, Art. 3): which bureau takes a unit whose jurisdiction is unclear.

use chrono::NaiveDate;

use super::DbError;
use super::sql::{Row, Sql, word};
use crate::args;
use crate::records::bureau::BureauId;
use crate::records::credit_code::CreditCode;
use crate::records::ids::StaffId;

/// Puts a designation on file; it stands in the place of an earlier one of the unit.
///
/// # Errors
/// When the database refuses.
pub fn add(
    sql: &dyn Sql,
    unit: (&str, &CreditCode),
    bureau: BureauId,
    reference: &str,
    reason: &str,
    on: NaiveDate,
    by: StaffId,
) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO designations (name, credit_code, bureau, reference, reason, designated_on, designated_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        args![unit.0, unit.1.as_str(), word(bureau), reference, reason, on, by.0],
    )?;
    Ok(())
}

/// The document by which a bureau is the one designated last for a unit.
///
/// # Errors
/// When the database can't be read.
pub fn of(sql: &dyn Sql, code: &CreditCode, bureau: BureauId) -> Result<Option<String>, DbError> {
    sql.first(
        "SELECT reference FROM designations d WHERE credit_code = ?1 AND bureau = ?2
           AND id = (SELECT max(id) FROM designations WHERE credit_code = ?1)",
        args![code.as_str(), word(bureau)],
        Row::take,
    )
}
