//! Referrals (移送, Art. 26) of what cases brought to light of persons.

use super::DbError;
use super::sql::{Sql, word};
use crate::args;
use crate::records::ids::{CaseId, StaffId};
use crate::records::referral::Referral;

/// The referrals of a case, oldest first.
///
/// # Errors
/// When the database can't be read.
pub fn of_case(sql: &dyn Sql, case: CaseId) -> Result<Vec<Referral>, DbError> {
    sql.all(
        "SELECT referred_to, person, matter, referred_on, reference FROM referrals WHERE case_id = ?1 ORDER BY id",
        args![case.0],
        |row| {
            Ok(Referral {
                to: row.word()?,
                person: row.word()?,
                matter: row.take()?,
                on: row.take()?,
                reference: row.take()?,
            })
        },
    )
}

/// Puts a referral on file.
///
/// # Errors
/// When the database refuses.
pub fn add(sql: &dyn Sql, case: CaseId, new: &Referral, by: StaffId) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO referrals (case_id, referred_to, person, matter, referred_on, reference, recorded_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        args![case.0, word(new.to), word(new.person), &new.matter, new.on, &new.reference, by.0],
    )?;
    Ok(())
}
