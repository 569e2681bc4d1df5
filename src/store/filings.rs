//! Filings (备案办理): the record whole, and each fact put on file. Called by `commands` inside the act's transaction.

use chrono::{Datelike, NaiveDate};

use super::audit::{self, Entry};
use super::sql::{Row, Sql, json, word};
use super::{
    DbError, agencies, capacity, deadlines, documents, filing_papers, filing_parts, persons, series,
};
use crate::args;
use crate::records::agency::Scope;
use crate::records::bureau::BureauId;
use crate::records::capacity::Capacity;
use crate::records::filing::{Before, Consent, FilingFile, FilingKind, FilingMatter, FilingStatus, WaitsFor};
use crate::records::ids::{AgencyId, FilingId, ObjectionId, PublicityId, RecordKind, RecordNo, StaffId};
use crate::records::staff::Relation;

/// A filing by public number, with the settings it pinned at its application, as JSON.
///
/// # Errors
/// When the database can't be read.
pub fn file(sql: &dyn Sql, no: RecordNo) -> Result<Option<(FilingFile, String)>, DbError> {
    if no.kind != RecordKind::Filing {
        return Ok(None);
    }
    sql.first(
        "SELECT id, bureau, agency, kind, assessed, status, applied_on, scopes, matter, statement, acceptance, ending, version,
           (SELECT s.name FROM staff s WHERE s.id = handler), waits_for, due, settings
         FROM filings WHERE year = ?1 AND serial = ?2",
        args![no.year, no.serial],
        |row| read(sql, row, no),
    )
}

fn read(sql: &dyn Sql, row: &mut Row, no: RecordNo) -> Result<(FilingFile, String), DbError> {
    let id = FilingId(row.take()?);
    let bureau = row.word()?;
    let file = FilingFile {
        id,
        no,
        bureau,
        agency: agencies::by_id(sql, AgencyId(row.take()?))?,
        kind: row.word()?,
        assessed: row.take()?,
        status: row.word()?,
        applied_on: row.take()?,
        scopes: row.json()?,
        matter: row.json()?,
        statement: row.take()?,
        acceptance: row.take()?,
        ending: row.take()?,
        version: row.take()?,
        steps: filing_parts::steps(sql, id)?,
        handler: row.take()?,
        waits_for: row.word()?,
        due: row.take()?,
        materials: filing_parts::materials(sql, id)?,
        documents: documents::of_filing(sql, id)?,
        rounds: filing_parts::rounds(sql, id)?,
        consents: filing_parts::consents(sql, id)?,
        publicities: filing_parts::publicities(sql, id)?,
        capacity: Capacity::default(),
        rivals: Vec::new(),
        order: None,
        departures: capacity::departures_of(sql, id)?,
        deadlines: deadlines::of_subject(sql, no)?,
    };
    Ok((file, row.take()?))
}

/// An application to be put on file.
#[derive(Debug)]
pub struct NewFiling<'a> {
    /// Bureau of registration.
    pub bureau: BureauId,
    /// Agency.
    pub agency: AgencyId,
    /// What is applied for.
    pub kind: FilingKind,
    /// Whether the bureau assesses it.
    pub assessed: bool,
    /// Where it begins.
    pub status: FilingStatus,
    /// Day of the application.
    pub applied_on: NaiveDate,
    /// Scopes applied for.
    pub scopes: &'a [Scope],
    /// What an end rests on.
    pub matter: Option<&'a FilingMatter>,
    /// What the application says.
    pub statement: &'a str,
    /// Settings to pin, as JSON.
    pub settings: &'a str,
    /// Checklist to pin.
    pub checklist: &'a [String],
}

/// Puts an application on file, and who registered it; its number is of the year in which that is done.
///
/// # Errors
/// When the database refuses.
pub fn apply(sql: &dyn Sql, new: &NewFiling<'_>, on: NaiveDate, by: StaffId) -> Result<RecordNo, DbError> {
    let no = series::next_record(sql, RecordKind::Filing, on.year())?;
    sql.execute(
        "INSERT INTO filings (year, serial, bureau, agency, kind, status, applied_on, waits_for, scopes, matter,
           statement, settings, assessed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        args![
            no.year,
            no.serial,
            word(new.bureau),
            new.agency.0,
            word(new.kind),
            word(new.status),
            new.applied_on,
            word(new.status.waits_for(new.kind)),
            json(&new.scopes)?,
            json(&new.matter)?,
            new.statement,
            new.settings,
            new.assessed
        ],
    )?;
    let id =
        sql.number("SELECT id FROM filings WHERE year = ?1 AND serial = ?2", args![no.year, no.serial])?;
    step(sql, FilingId(id), FilingStatus::Applied, on, by, true, new.statement)?;
    filing_papers::pin(sql, FilingId(id), new.checklist)?;
    Ok(no)
}

/// Where a filing goes next.
#[derive(Debug, Clone, Copy)]
pub struct Next {
    /// Status.
    pub status: FilingStatus,
    /// Whom it waits for.
    pub waits_for: WaitsFor,
    /// Until when, where a day is set.
    pub due: Option<NaiveDate>,
}

/// Moves a filing on and gives it its next version, which is returned.
///
/// # Errors
/// When the database refuses.
pub fn advance(sql: &dyn Sql, filing: FilingId, next: &Next, today: NaiveDate) -> Result<i64, DbError> {
    let closed = next.status.is_closed().then_some(today);
    sql.execute(
        "UPDATE filings SET status = ?2, waits_for = ?3, due = ?4, closed_on = ?5, version = version + 1 WHERE id = ?1",
        args![filing.0, word(next.status), word(next.waits_for), next.due, closed],
    )?;
    sql.number("SELECT version FROM filings WHERE id = ?1", args![filing.0])
}

/// Puts the last day of the publicity that a filing waits for in line with what was reckoned.
///
/// # Errors
/// When the database refuses.
pub fn recount(sql: &dyn Sql, filing: FilingId, due: Option<NaiveDate>) -> Result<(), DbError> {
    sql.execute(
        "UPDATE filings SET due = ?2 WHERE id = ?1 AND waits_for = ?3 AND closed_on IS NULL AND due IS NOT ?2",
        args![filing.0, due, word(WaitsFor::Time)],
    )?;
    Ok(())
}

/// Says whom a filing waits for, where that changed without an act on it.
///
/// # Errors
/// When the database refuses.
pub fn hand_to(sql: &dyn Sql, filing: FilingId, to: WaitsFor) -> Result<(), DbError> {
    sql.execute(
        "UPDATE filings SET waits_for = ?2 WHERE id = ?1 AND waits_for <> ?2",
        args![filing.0, word(to)],
    )?;
    Ok(())
}

/// Says by what a first filing is where it is (R3-2).
///
/// # Errors
/// When the database refuses.
pub fn set_matter(sql: &dyn Sql, filing: FilingId, matter: Option<&FilingMatter>) -> Result<(), DbError> {
    sql.execute("UPDATE filings SET matter = ?2 WHERE id = ?1", args![filing.0, json(&matter)?])?;
    Ok(())
}

/// Gives a filing its next version where nothing else of it changes; that version.
///
/// # Errors
/// When the database refuses.
pub fn touch(sql: &dyn Sql, filing: FilingId) -> Result<i64, DbError> {
    sql.execute("UPDATE filings SET version = version + 1 WHERE id = ?1", args![filing.0])?;
    sql.number("SELECT version FROM filings WHERE id = ?1", args![filing.0])
}

/// The day on which an agency applied last for a renewal that was refused, and what number that was (R10-2).
///
/// # Errors
/// When the database can't be read.
pub fn renewal_refused(sql: &dyn Sql, agency: AgencyId) -> Result<Option<(NaiveDate, RecordNo)>, DbError> {
    sql.first(
        "SELECT applied_on, year, serial FROM filings WHERE agency = ?1 AND kind = ?2 AND status = ?3
         ORDER BY id DESC LIMIT 1",
        args![agency.0, word(FilingKind::Renewal), word(FilingStatus::Refused)],
        |row| {
            let on = row.take()?;
            Ok((on, RecordNo { kind: RecordKind::Filing, year: row.take()?, serial: row.take()? }))
        },
    )
}

/// The day on which an agency applied for the renewal that is under way (R10-2).
///
/// # Errors
/// When the database can't be read.
pub fn renewal_applied(sql: &dyn Sql, agency: AgencyId) -> Result<Option<NaiveDate>, DbError> {
    sql.first(
        "SELECT applied_on FROM filings WHERE agency = ?1 AND kind = ?2 AND closed_on IS NULL ORDER BY id DESC LIMIT 1",
        args![agency.0, word(FilingKind::Renewal)],
        Row::take,
    )
}

/// Records a step that was done.
///
/// # Errors
/// When the database refuses.
pub fn step(
    sql: &dyn Sql,
    filing: FilingId,
    step: FilingStatus,
    on: NaiveDate,
    by: StaffId,
    passed: bool,
    opinion: &str,
) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO filing_steps (filing, step, done_on, done_by, passed, opinion) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        args![filing.0, word(step), on, by.0, passed, opinion],
    )?;
    Ok(())
}

/// Keeps with the step that was recorded last on what day it was made, and by whom where others made it.
///
/// # Errors
/// When the database refuses.
pub fn made(sql: &dyn Sql, filing: FilingId, on: NaiveDate, people: Option<&str>) -> Result<(), DbError> {
    sql.execute(
        "UPDATE filing_steps SET acted_on = ?2, people = ?3
         WHERE id = (SELECT max(id) FROM filing_steps WHERE filing = ?1)",
        args![filing.0, on, people.map(str::to_owned)],
    )?;
    Ok(())
}

/// Keeps the last day that a publicity tells the public.
///
/// # Errors
/// When the database refuses.
pub fn told_until(sql: &dyn Sql, publicity: PublicityId, last_day: NaiveDate) -> Result<(), DbError> {
    sql.execute("UPDATE filing_publicities SET told_until = ?2 WHERE id = ?1", args![publicity.0, last_day])?;
    Ok(())
}

/// Records why a late application was accepted.
///
/// # Errors
/// When the database refuses.
pub fn accept(sql: &dyn Sql, filing: FilingId, reason: &str) -> Result<(), DbError> {
    sql.execute("UPDATE filings SET acceptance = ?2 WHERE id = ?1", args![filing.0, reason])?;
    Ok(())
}

/// Records why a filing was refused or withdrawn.
///
/// # Errors
/// When the database refuses.
pub fn end(sql: &dyn Sql, filing: FilingId, reason: &str) -> Result<(), DbError> {
    sql.execute("UPDATE filings SET ending = ?2 WHERE id = ?1", args![filing.0, reason])?;
    Ok(())
}

/// Puts the consent of another office on file.
///
/// # Errors
/// When the database refuses.
pub fn consent(sql: &dyn Sql, filing: FilingId, consent: &Consent) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO filing_consents (filing, about, department, reference, consented_on) VALUES (?1, ?2, ?3, ?4, ?5)",
        args![filing.0, word(consent.about), &consent.department, &consent.reference, consent.on],
    )?;
    Ok(())
}

/// Posts a publicity.
///
/// # Errors
/// When the database refuses.
pub fn post(sql: &dyn Sql, filing: FilingId, on: NaiveDate, at: &str, text: &str) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO filing_publicities (filing, posted_on, posted_at, text) VALUES (?1, ?2, ?3, ?4)",
        args![filing.0, on, at, text],
    )?;
    Ok(())
}

/// Stops a publicity, with the reason.
///
/// # Errors
/// When the database refuses.
pub fn stop(sql: &dyn Sql, publicity: PublicityId, on: NaiveDate, reason: &str) -> Result<(), DbError> {
    sql.execute(
        "UPDATE filing_publicities SET stopped_on = ?2, stopped_reason = ?3 WHERE id = ?1",
        args![publicity.0, on, reason],
    )?;
    Ok(())
}

/// Puts an objection on file.
///
/// # Errors
/// When the database refuses.
pub fn object(
    sql: &dyn Sql,
    publicity: PublicityId,
    on: NaiveDate,
    objector: &str,
    content: &str,
) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO filing_objections (publicity, received_on, objector, content) VALUES (?1, ?2, ?3, ?4)",
        args![publicity.0, on, objector, content],
    )?;
    Ok(())
}

/// Answers an objection.
///
/// # Errors
/// When the database refuses.
pub fn answer(
    sql: &dyn Sql,
    objection: ObjectionId,
    on: NaiveDate,
    answer: &str,
    upheld: bool,
) -> Result<(), DbError> {
    sql.execute(
        "UPDATE filing_objections SET answered_on = ?2, answer = ?3, upheld = ?4 WHERE id = ?1",
        args![objection.0, on, answer, upheld],
    )?;
    Ok(())
}

/// Open filings of a kind of an agency.
///
/// # Errors
/// When the database can't be read.
pub fn open_of(sql: &dyn Sql, agency: AgencyId, kind: FilingKind) -> Result<Vec<RecordNo>, DbError> {
    sql.all(
        "SELECT year, serial FROM filings WHERE agency = ?1 AND kind = ?2 AND closed_on IS NULL ORDER BY id",
        args![agency.0, word(kind)],
        |row| Ok(RecordNo { kind: RecordKind::Filing, year: row.take()?, serial: row.take()? }),
    )
}

/// Every open filing of an agency.
///
/// # Errors
/// When the database can't be read.
pub fn all_open_of(
    sql: &dyn Sql,
    agency: AgencyId,
) -> Result<Vec<(FilingId, RecordNo, FilingStatus)>, DbError> {
    sql.all(
        "SELECT id, year, serial, status FROM filings WHERE agency = ?1 AND closed_on IS NULL ORDER BY id",
        args![agency.0],
        |row| {
            let id = FilingId(row.take()?);
            let no = RecordNo { kind: RecordKind::Filing, year: row.take()?, serial: row.take()? };
            Ok((id, no, row.word()?))
        },
    )
}

/// Whether an agency was ever published here, or left the directory by a filing.
///
/// # Errors
/// When the database can't be read.
pub fn was_filed(sql: &dyn Sql, agency: AgencyId) -> Result<bool, DbError> {
    let found = sql.number(
        "SELECT EXISTS (SELECT 1 FROM publications WHERE agency = ?1)
             OR EXISTS (SELECT 1 FROM filings
               WHERE agency = ?1 AND kind IN ('end', 'auto-end', 'ordered-end') AND status = ?2)",
        args![agency.0, word(FilingStatus::Published)],
    )?;
    Ok(found != 0)
}

/// Acts on a filing that change what is on record of its agency.
const CHANGING: &[&str] =
    &["apply-first", "publish-filing", "settle-filing", "refuse-filing", "withdraw-filing"];

/// The history of a record, newest first; of an agency with what its filings did to it. What another bureau did with it, before
/// it moved, is that one's.
///
/// # Errors
/// When the database can't be read.
pub fn history(sql: &dyn Sql, asker: BureauId, no: RecordNo, limit: i64) -> Result<Vec<Entry>, DbError> {
    let mut all = audit::history(sql, &no.to_string(), i64::MAX, limit)?;
    if no.kind == RecordKind::Agency {
        let filings = sql.all(
            "SELECT f.year, f.serial FROM filings f JOIN agencies g ON g.id = f.agency WHERE g.serial = ?1",
            args![no.serial],
            |row| Ok(RecordNo { kind: RecordKind::Filing, year: row.take()?, serial: row.take()? }),
        )?;
        for filing in filings {
            let acts = audit::history(sql, &filing.to_string(), i64::MAX, limit)?;
            all.extend(acts.into_iter().filter(|entry| CHANGING.contains(&entry.command.as_str())));
        }
        all.sort_by_key(|entry| std::cmp::Reverse(entry.seq));
        all.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    }
    all.retain(|entry| Relation::of(asker, entry.bureau) != Relation::Foreign);
    // What came to be hidden later is hidden in what was written before as well (H4-1); the chain keeps its words.
    let secrets = persons::secrets(sql, no)?;
    if !secrets.is_empty() {
        for entry in &mut all {
            entry.fields = secrets.hide(&entry.fields);
            entry.result = secrets.hide(&entry.result);
        }
    }
    Ok(all)
}

/// Whether a filing of an agency was or is handled here, but for one that it withdrew itself.
///
/// # Errors
/// When the database can't be read.
pub fn handled_here(sql: &dyn Sql, agency: AgencyId) -> Result<bool, DbError> {
    let found = sql.number(
        "SELECT EXISTS (SELECT 1 FROM filings WHERE agency = ?1 AND status <> ?2)",
        args![agency.0, word(FilingStatus::Withdrawn)],
    )?;
    Ok(found != 0)
}

/// How an applicant stood before its first application that is under way; none where it has none, or was not on record.
///
/// # Errors
/// When the database can't be read.
pub fn before_application(sql: &dyn Sql, agency: AgencyId) -> Result<Option<Before>, DbError> {
    let found: Option<Option<FilingMatter>> = sql.first(
        "SELECT matter FROM filings WHERE agency = ?1 AND kind = ?2 AND closed_on IS NULL ORDER BY id DESC LIMIT 1",
        args![agency.0, word(FilingKind::First)],
        |row: &mut Row| row.json(),
    )?;
    Ok(match found.flatten() {
        Some(FilingMatter::First { before, .. }) => before.map(|before| *before),
        _ => None,
    })
}
