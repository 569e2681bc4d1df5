//! Designations of jurisdiction (指定管辖, Art. 3): which bureau takes a unit whose jurisdiction is unclear.

use super::DbError;
use super::sql::{Row, Sql, word};
use crate::args;
use crate::records::bureau::BureauId;
use crate::records::credit_code::CreditCode;
use crate::records::filing::Designation;
use crate::records::ids::{AgencyId, StaffId};

/// Puts a designation on file; it stands in the place of an earlier one of the unit.
///
/// # Errors
/// When the database refuses.
pub fn add(sql: &dyn Sql, code: &CreditCode, new: &Designation, by: StaffId) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO designations (name, credit_code, bureau, reference, reason, designated_on, designated_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        args![&new.name, code.as_str(), word(new.bureau), &new.reference, &new.reason, new.on, by.0],
    )?;
    Ok(())
}

/// The designation that holds for a unit: its last.
///
/// # Errors
/// When the database can't be read.
pub fn of(sql: &dyn Sql, code: &CreditCode) -> Result<Option<Designation>, DbError> {
    sql.first(
        "SELECT name, bureau, reference, reason, designated_on FROM designations WHERE credit_code = ?1
         ORDER BY id DESC LIMIT 1",
        args![code.as_str()],
        |row| {
            Ok(Designation {
                name: row.take()?,
                bureau: row.word()?,
                reference: row.take()?,
                reason: row.take()?,
                on: row.take()?,
            })
        },
    )
}

/// The bureau designated last for an agency on record.
///
/// # Errors
/// When the database can't be read.
pub fn of_agency(sql: &dyn Sql, agency: AgencyId) -> Result<Option<BureauId>, DbError> {
    sql.first(
        "SELECT d.bureau FROM designations d JOIN agencies g ON g.credit_code = d.credit_code WHERE g.id = ?1
         ORDER BY d.id DESC LIMIT 1",
        args![agency.0],
        Row::word,
    )
}
