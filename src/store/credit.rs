//! Credit files (诚信档案, Art. 24): entries, and what stands in the file by itself. What follows from them is `law::credit`'s.

use chrono::NaiveDate;

use super::sql::{Row, Sql, word};
use super::{DbError, cases};
use crate::args;
use crate::records::breach::Broken;
use crate::records::credit::{CreditEntry, CreditSource, CreditStanding, OnRecord};
use crate::records::ids::{AgencyId, CreditEntryId, RecordKind, RecordNo, StaffId};
use crate::text::Text;

/// What is entered.
#[derive(Debug, Clone, Copy)]
pub struct NewEntry<'a> {
    /// Excellent or bad.
    pub standing: CreditStanding,
    /// Where it comes from.
    pub source: CreditSource,
    /// Of which document or record.
    pub reference: &'a str,
    /// In words.
    pub facts: &'a str,
    /// The day of the result or record.
    pub found_on: NaiveDate,
    /// The last day of its term.
    pub until: NaiveDate,
}

/// The entries of an agency's file, oldest first.
///
/// # Errors
/// When the database can't be read.
pub fn entries(sql: &dyn Sql, agency: AgencyId) -> Result<Vec<CreditEntry>, DbError> {
    sql.all(
        "SELECT id, number, standing, source, reference, facts, found_on, until, entered_by, entered_on, confirmed_on, ended_on,
           ended_reason
         FROM credit_entries WHERE agency = ?1 ORDER BY number",
        args![agency.0],
        |row| {
            let (id, number) = (CreditEntryId(row.take()?), row.take::<i64>()?);
            let (standing, source) = (row.word()?, row.word()?);
            let (reference, facts, found_on, until) = (row.take()?, row.take()?, row.take()?, row.take()?);
            let entered = (StaffId(row.take()?), row.take()?);
            let confirmed_on = row.take()?;
            let (on, reason): (Option<NaiveDate>, Option<String>) = (row.take()?, row.take()?);
            Ok(CreditEntry {
                id,
                number: u32::try_from(number).unwrap_or_default(),
                standing,
                source,
                reference,
                facts,
                found_on,
                until,
                entered,
                confirmed_on,
                ended: on.zip(reason),
            })
        },
    )
}

/// Puts an entry into an agency's file; its number.
///
/// # Errors
/// When the database refuses.
pub fn enter(
    sql: &dyn Sql,
    agency: AgencyId,
    new: &NewEntry,
    (by, on): (StaffId, NaiveDate),
) -> Result<i64, DbError> {
    let number = sql.number(
        "SELECT coalesce(max(number), 0) + 1 FROM credit_entries WHERE agency = ?1",
        args![agency.0],
    )?;
    sql.execute(
        "INSERT INTO credit_entries (agency, number, standing, source, reference, facts, found_on, until, entered_on, entered_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        args![
            agency.0,
            number,
            word(new.standing),
            word(new.source),
            new.reference,
            new.facts,
            new.found_on,
            new.until,
            on,
            by.0
        ],
    )?;
    Ok(number)
}

/// Confirms an entry: it is in force from that day.
///
/// # Errors
/// When the database refuses.
pub fn confirm(sql: &dyn Sql, id: CreditEntryId, (by, on): (StaffId, NaiveDate)) -> Result<(), DbError> {
    sql.execute(
        "UPDATE credit_entries SET confirmed_on = ?2, confirmed_by = ?3 WHERE id = ?1",
        args![id.0, on, by.0],
    )?;
    Ok(())
}

/// Ends an entry from a day on, with the reason.
///
/// # Errors
/// When the database refuses.
pub fn end(
    sql: &dyn Sql,
    id: CreditEntryId,
    (by, on): (StaffId, NaiveDate),
    reason: &str,
) -> Result<(), DbError> {
    sql.execute(
        "UPDATE credit_entries SET ended_on = ?2, ended_by = ?3, ended_reason = ?4 WHERE id = ?1",
        args![id.0, on, by.0, reason],
    )?;
    Ok(())
}

/// The served decisions on an agency that a review did not withdraw, the newest first, at most so many (R24-1).
///
/// # Errors
/// When the database can't be read.
pub fn decisions(sql: &dyn Sql, agency: AgencyId, most: usize) -> Result<Vec<OnRecord>, DbError> {
    sql.all(
        "SELECT c.year, c.serial, e.decided_on FROM cases c JOIN decisions e ON e.case_id = c.id
           JOIN documents d ON d.id = e.document
         WHERE c.agency = ?1 AND d.status = 'served' AND NOT EXISTS (SELECT 1 FROM case_persons p WHERE p.case_id = c.id)
           AND NOT EXISTS (SELECT 1 FROM reviews r WHERE r.case_id = c.id AND r.outcome = 'withdrawn')
         ORDER BY e.decided_on DESC, c.id DESC LIMIT ?2",
        args![agency.0, i64::try_from(most).unwrap_or(i64::MAX)],
        |row| {
            let no = RecordNo { kind: RecordKind::Case, year: row.take()?, serial: row.take()? };
            Ok((no, row.take()?))
        },
    )?
    .into_iter()
    .filter_map(|(no, on): (RecordNo, NaiveDate)| in_force(sql, no, on).transpose())
    .collect()
}

/// What of a decision stands, after its review where there was one.
fn in_force(sql: &dyn Sql, no: RecordNo, on: NaiveDate) -> Result<Option<OnRecord>, DbError> {
    let Some((file, _)) = cases::file(sql, no)? else { return Ok(None) };
    let outcomes: Vec<Text> = file.outcomes_in_force().iter().map(|one| one.label()).collect();
    Ok((!outcomes.is_empty()).then(|| OnRecord { no, on, what: Text::join(&outcomes) }))
}

/// The breaches of an agency's activities that are on record, here or in another division-city (R23-2), the newest first, at most so
/// many.
///
/// # Errors
/// When the database can't be read.
pub fn breaches(sql: &dyn Sql, agency: AgencyId, most: usize) -> Result<Vec<OnRecord>, DbError> {
    sql.all(
        "SELECT e.year, e.serial, b.found_on, b.broken FROM activities e JOIN activity_breaches b ON b.activity = e.id
         WHERE e.agency = ?1 ORDER BY b.found_on DESC, b.id DESC LIMIT ?2",
        args![agency.0, i64::try_from(most).unwrap_or(i64::MAX)],
        |row: &mut Row| {
            let no = RecordNo { kind: RecordKind::Activity, year: row.take()?, serial: row.take()? };
            let on = row.take()?;
            Ok(OnRecord { no, on, what: row.word::<Broken>()?.label() })
        },
    )
}
