//! Publications (统一公布): what was made known of an agency and when. Nothing is overwritten: a corrected one stays.

use chrono::NaiveDate;

use super::DbError;
use super::sql::{Sql, json};
use crate::args;
use crate::records::agency::{AgencyFacts, Publication, Validity};
use crate::records::ids::{AgencyId, FilingId, RecordKind, RecordNo, StaffId};

/// Puts a publication on file.
///
/// # Errors
/// When the database refuses.
pub fn make(
    sql: &dyn Sql,
    filing: FilingId,
    agency: AgencyId,
    facts: &AgencyFacts,
    validity: Validity,
    on: NaiveDate,
    by: StaffId,
) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO publications (agency, filing, made_on, made_by, agency_code, published_on, expires_on, scopes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        args![
            agency.0,
            filing.0,
            on,
            by.0,
            facts.agency_code.as_ref().map(|c| c.as_str().to_owned()),
            validity.published_on,
            validity.expires_on,
            json(&facts.scopes)?
        ],
    )?;
    Ok(())
}

/// The publications of an agency, oldest first.
///
/// # Errors
/// When the database can't be read.
pub fn of_agency(sql: &dyn Sql, agency: AgencyId) -> Result<Vec<Publication>, DbError> {
    sql.all(
        "SELECT p.made_on, f.year, f.serial, p.agency_code, p.published_on, p.expires_on, p.scopes, p.corrected_on,
           p.correction FROM publications p JOIN filings f ON f.id = p.filing WHERE p.agency = ?1 ORDER BY p.id",
        args![agency.0],
        |row| {
            Ok(Publication {
                made_on: row.take()?,
                filing: RecordNo { kind: RecordKind::Filing, year: row.take()?, serial: row.take()? },
                agency_code: row.word_opt()?,
                validity: Validity { published_on: row.take()?, expires_on: row.take()? },
                scopes: row.json()?,
                corrected: row.take::<Option<NaiveDate>>()?.zip(row.take()?),
            })
        },
    )
}

/// Who made the last publication of an agency; none where none was made here.
///
/// # Errors
/// When the database can't be read.
pub fn last_made_by(sql: &dyn Sql, agency: AgencyId) -> Result<Option<StaffId>, DbError> {
    let last = "SELECT made_by FROM publications WHERE agency = ?1 ORDER BY id DESC LIMIT 1";
    sql.first(last, args![agency.0], |row| row.take().map(StaffId))
}

/// From when on the evaluations of an agency are on record: since its last first filing or renewal of those published here was
/// published and in force. A wider scope says nothing of the time before it.
///
/// # Errors
/// When the database can't be read.
pub fn began_here(sql: &dyn Sql, agency: AgencyId) -> Result<Option<NaiveDate>, DbError> {
    sql.first(
        // A correction is none of its own: the filing was made known with the first.
        "SELECT max((SELECT min(m.made_on) FROM publications m WHERE m.filing = p.filing), p.published_on)
         FROM publications p JOIN filings f ON f.id = p.filing
         WHERE p.agency = ?1 AND f.kind IN ('first', 'renewal') ORDER BY p.id DESC LIMIT 1",
        args![agency.0],
        |row| row.take(),
    )
}

/// Puts a corrected publication in the place of the last one, which stays with the reason.
///
/// # Errors
/// When the database refuses.
pub fn correct(
    sql: &dyn Sql,
    agency: AgencyId,
    facts: &AgencyFacts,
    validity: Validity,
    on: NaiveDate,
    by: StaffId,
    reason: &str,
) -> Result<(), DbError> {
    let last = "SELECT id, filing FROM publications WHERE agency = ?1 ORDER BY id DESC LIMIT 1";
    let found = sql.first(last, args![agency.0], |row| Ok((row.take::<i64>()?, FilingId(row.take()?))))?;
    let (old, filing) = found.ok_or_else(|| DbError::broken("a publication", "none"))?;
    sql.execute(
        "UPDATE publications SET corrected_on = ?2, correction = ?3 WHERE id = ?1",
        args![old, on, reason],
    )?;
    make(sql, filing, agency, facts, validity, on, by)
}
