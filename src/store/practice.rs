//! Rows of a practice database (练习库) that no command writes yet: filings, activities, supervisions, an agency
//! that left the directory. Called by `demo` only; a real database never sees these functions.
//!
//! The two functions on speed are SQLite's alone.

use chrono::{Datelike, NaiveDate};

use super::sql::{Row, Sql, json, word};
use super::{DbError, series};
use crate::args;
use crate::records::activity::ActivityStatus;
use crate::records::agency::Scope;
use crate::records::bureau::BureauId;
use crate::records::deadline::{Clock, DeadlineState};
use crate::records::filing::{FilingKind, FilingStatus};
use crate::records::ids::{AgencyId, RecordKind, RecordNo};
use crate::records::level::Level;
use crate::records::occupation::OccupationCode;
use crate::records::supervision::{SupervisionKind, SupervisionStatus};
use crate::text::Lang;

/// Writes without waiting for the disk, with a large cache: a crash leaves a file to be thrown away, as it holds
/// nothing yet that anybody wrote.
///
/// # Errors
/// When the engine refuses.
pub fn hurry(sql: &dyn Sql) -> Result<(), DbError> {
    sql.execute("PRAGMA synchronous = OFF", &[])?;
    sql.execute("PRAGMA cache_size = -131072", &[])?;
    Ok(())
}

/// Puts all on the disk, gathers what the planner should know, and goes back to the careful ways of every
/// connection.
///
/// # Errors
/// When the disk is full or gone.
pub fn settle(sql: &dyn Sql) -> Result<(), DbError> {
    sql.execute("PRAGMA synchronous = FULL", &[])?;
    sql.execute("PRAGMA cache_size = -4096", &[])?;
    sql.each("PRAGMA wal_checkpoint(TRUNCATE)", &[], &mut |_| Ok(()))?;
    sql.each("PRAGMA shrink_memory", &[], &mut |_| Ok(()))
}

/// The row of an agency.
///
/// # Errors
/// When there is no such agency.
pub fn agency_row(sql: &dyn Sql, no: RecordNo) -> Result<AgencyId, DbError> {
    sql.first("SELECT id FROM agencies WHERE serial = ?1", args![no.serial], Row::take)?
        .map(AgencyId)
        .ok_or_else(|| DbError::broken("an agency", &no.to_string()))
}

/// Agencies that hold evaluations, whose question banks are on record, or whose last day for renewal is over.
///
/// # Errors
/// When the database can't be read.
pub fn moved(sql: &dyn Sql, today: NaiveDate) -> Result<Vec<RecordNo>, DbError> {
    sql.all(
        "SELECT g.serial FROM agencies g WHERE g.id IN (SELECT agency FROM activities UNION SELECT agency FROM bank_updates
           UNION SELECT agency FROM deadlines WHERE clock = ?1 AND state = ?2 AND due < ?3)",
        args![word(Clock::Renewal), word(DeadlineState::Open), today],
        |row| Ok(RecordNo { kind: RecordKind::Agency, year: 0, serial: row.take()? }),
    )
}

/// A filing.
#[derive(Debug)]
pub struct NewFiling<'a> {
    /// Bureau.
    pub bureau: BureauId,
    /// Agency.
    pub agency: AgencyId,
    /// What is applied for.
    pub kind: FilingKind,
    /// Whether the bureau assesses it.
    pub assessed: bool,
    /// Where it stands.
    pub status: FilingStatus,
    /// The day of the application.
    pub applied_on: NaiveDate,
    /// The next day that matters, if there is one.
    pub due: Option<NaiveDate>,
    /// The day it was closed, once closed.
    pub closed_on: Option<NaiveDate>,
    /// Scopes applied for.
    pub scopes: &'a [Scope],
}

/// Adds a filing; its public number.
///
/// # Errors
/// When the database refuses.
pub fn add_filing(sql: &dyn Sql, new: &NewFiling<'_>) -> Result<RecordNo, DbError> {
    let no = series::next_record(sql, RecordKind::Filing, new.applied_on.year())?;
    sql.execute(
        "INSERT INTO filings (year, serial, bureau, agency, kind, status, applied_on, waits_for, due, closed_on,
           scopes, matter, statement, settings, assessed)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?12, 'null', ?11, '{}', ?13)",
        args![
            no.year,
            no.serial,
            word(new.bureau),
            new.agency.0,
            word(new.kind),
            word(new.status),
            new.applied_on,
            word(new.status.waits_for(new.kind)),
            new.due,
            new.closed_on,
            format!("示例: 申请{}", new.kind.label().get(Lang::Zh)),
            json(&new.scopes)?,
            new.assessed
        ],
    )?;
    Ok(no)
}

/// An activity.
#[derive(Debug)]
pub struct NewActivity<'a> {
    /// Bureau of the area where it is held.
    pub bureau: BureauId,
    /// Agency.
    pub agency: AgencyId,
    /// Occupation.
    pub occupation: OccupationCode,
    /// Name of the occupation or work type.
    pub name: &'a str,
    /// Level; an item of a special-ability agency has none.
    pub level: Option<Level>,
    /// The year its plan was filed in, which its number carries.
    pub year: i32,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// Where.
    pub place: &'a str,
    /// How many candidates.
    pub candidates: i64,
    /// Where it stands.
    pub status: ActivityStatus,
}

/// Adds an activity; its public number.
///
/// # Errors
/// When the database refuses.
pub fn add_activity(sql: &dyn Sql, new: &NewActivity<'_>) -> Result<RecordNo, DbError> {
    let no = series::next_record(sql, RecordKind::Activity, new.year)?;
    sql.execute(
        "INSERT INTO activities
           (year, serial, bureau, agency, occupation, name, level, starts_on, ends_on, place, candidates, status)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        args![
            no.year,
            no.serial,
            word(new.bureau),
            new.agency.0,
            word(new.occupation),
            new.name,
            new.level.map(|l| l.to_string()).unwrap_or_default(),
            new.starts_on,
            new.ends_on,
            new.place,
            new.candidates,
            word(new.status)
        ],
    )?;
    Ok(no)
}

/// A supervision.
#[derive(Debug)]
pub struct NewSupervision<'a> {
    /// Bureau.
    pub bureau: BureauId,
    /// Agency.
    pub agency: AgencyId,
    /// The activity supervised, if it is one.
    pub activity: Option<RecordNo>,
    /// What kind of visit.
    pub kind: SupervisionKind,
    /// The year it was planned in, which its number carries.
    pub year: i32,
    /// The day of the visit.
    pub planned_on: NaiveDate,
    /// Who goes.
    pub supervisor: Option<&'a str>,
    /// Where it stands.
    pub status: SupervisionStatus,
    /// What was found.
    pub finding: &'a str,
}

/// Adds a supervision; its public number.
///
/// # Errors
/// When the database refuses.
pub fn add_supervision(sql: &dyn Sql, new: &NewSupervision<'_>) -> Result<RecordNo, DbError> {
    let no = series::next_record(sql, RecordKind::Supervision, new.year)?;
    let (year, serial) = new.activity.map_or((0, 0), |a| (a.year, a.serial));
    sql.execute(
        "INSERT INTO supervisions
           (year, serial, bureau, agency, activity, kind, planned_on, supervisor, status, finding)
         VALUES (?1, ?2, ?3, ?4, (SELECT id FROM activities WHERE year = ?5 AND serial = ?6),
           ?7, ?8, ?9, ?10, ?11)",
        args![
            no.year,
            no.serial,
            word(new.bureau),
            new.agency.0,
            year,
            serial,
            word(new.kind),
            new.planned_on,
            new.supervisor,
            word(new.status),
            new.finding
        ],
    )?;
    Ok(no)
}
