//! Certificates from a violation (违规证书, R19-5): counted, and what was done with them.

use chrono::NaiveDate;

use super::DbError;
use super::sql::{Sql, word};
use crate::args;
use crate::records::certificates::{CertificateAct, Certificates, Fen};
use crate::records::ids::{CaseId, CertificatesId, StaffId};

/// The batches of a case, oldest first.
///
/// # Errors
/// When the database can't be read.
pub fn of_case(sql: &dyn Sql, case: CaseId) -> Result<Vec<Certificates>, DbError> {
    let mut all = sql.all(
        "SELECT id, batch, pieces, subsidy FROM case_certificates WHERE case_id = ?1 ORDER BY id",
        args![case.0],
        |row| {
            let id = CertificatesId(row.take()?);
            let batch = row.take()?;
            let pieces: i64 = row.take()?;
            let count =
                u32::try_from(pieces).map_err(|_| DbError::broken("a number", &pieces.to_string()))?;
            Ok(Certificates { id, batch, count, subsidy: Fen(row.take()?), acts: Vec::new() })
        },
    )?;
    for batch in &mut all {
        batch.acts = acts(sql, batch.id)?;
    }
    Ok(all)
}

fn acts(sql: &dyn Sql, of: CertificatesId) -> Result<Vec<CertificateAct>, DbError> {
    sql.all(
        "SELECT a.matter, a.amount, a.done_on, a.reference, r.restored_on
         FROM certificate_acts a LEFT JOIN certificate_restorations r ON r.act = a.id WHERE a.certificates = ?1 ORDER BY a.id",
        args![of.0],
        |row| {
            Ok(CertificateAct {
                matter: row.word()?,
                amount: row.take()?,
                on: row.take()?,
                reference: row.take()?,
                restored_on: row.take()?,
            })
        },
    )
}

/// Puts a batch on file.
///
/// # Errors
/// When the database refuses (the batch is on file already).
pub fn add(sql: &dyn Sql, case: CaseId, batch: &str, count: u32, subsidy: Fen) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO case_certificates (case_id, batch, pieces, subsidy) VALUES (?1, ?2, ?3, ?4)",
        args![case.0, batch, i64::from(count), subsidy.0],
    )?;
    Ok(())
}

/// Counts a batch anew.
///
/// # Errors
/// When the database refuses.
pub fn count(sql: &dyn Sql, id: CertificatesId, count: u32, subsidy: Fen) -> Result<(), DbError> {
    sql.execute(
        "UPDATE case_certificates SET pieces = ?2, subsidy = ?3 WHERE id = ?1",
        args![id.0, i64::from(count), subsidy.0],
    )?;
    Ok(())
}

/// Records what was done with some of a batch.
///
/// # Errors
/// When the database refuses.
pub fn done(
    sql: &dyn Sql,
    id: CertificatesId,
    act: &CertificateAct,
    on: NaiveDate,
    by: StaffId,
) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO certificate_acts (certificates, matter, amount, done_on, reference, recorded_on, recorded_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        args![id.0, word(act.matter), act.amount, act.on, &act.reference, on, by.0],
    )?;
    Ok(())
}

/// Takes back what was done with the certificates of a case.
///
/// # Errors
/// When the database refuses.
pub fn restore(sql: &dyn Sql, case: CaseId, on: NaiveDate, by: StaffId) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO certificate_restorations (act, restored_on, restored_by)
         SELECT a.id, ?2, ?3 FROM certificate_acts a JOIN case_certificates c ON c.id = a.certificates
         WHERE c.case_id = ?1 AND NOT EXISTS (SELECT 1 FROM certificate_restorations r WHERE r.act = a.id)",
        args![case.0, on, by.0],
    )?;
    Ok(())
}
