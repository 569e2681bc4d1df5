//! Complaints and reports (投诉举报): kept, handed over, answered.

use chrono::{Datelike, NaiveDate};

use super::sql::{Row, Sql, word};
use super::{DbError, series};
use crate::args;
use crate::records::bureau::BureauId;
use crate::records::complaint::{Channel, Complainant, Complaint, ComplaintFinding, ComplaintStatus};
use crate::records::ids::{AgencyId, CaseId, RecordKind, RecordNo, StaffId};

/// A complaint to be kept.
#[derive(Debug)]
pub struct NewComplaint<'a> {
    /// Bureau in charge of the agency.
    pub bureau: BureauId,
    /// Agency it is about.
    pub agency: AgencyId,
    /// The day it came in.
    pub received_on: NaiveDate,
    /// By which channel.
    pub channel: Channel,
    /// What it says.
    pub content: &'a str,
    /// Who complained.
    pub complainant: Complainant,
    /// Who registers it.
    pub registrar: StaffId,
    /// Who handles it.
    pub handler: StaffId,
}

/// Keeps a complaint; its number is of the year in which it is registered.
///
/// # Errors
/// When the database refuses.
pub fn add(sql: &dyn Sql, new: &NewComplaint<'_>, on: NaiveDate) -> Result<RecordNo, DbError> {
    let no = series::next_record(sql, RecordKind::Complaint, on.year())?;
    sql.execute(
        "INSERT INTO complaints (year, serial, bureau, agency, received_on, channel, content, complainant, contact,
           registrar, handler, status) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        args![
            no.year,
            no.serial,
            word(new.bureau),
            new.agency.0,
            new.received_on,
            word(new.channel),
            new.content,
            &new.complainant.name,
            &new.complainant.contact,
            new.registrar.0,
            new.handler.0,
            word(ComplaintStatus::Checking)
        ],
    )?;
    Ok(no)
}

/// A complaint by its number.
///
/// # Errors
/// When the database can't be read.
pub fn by_no(sql: &dyn Sql, no: RecordNo) -> Result<Option<Complaint>, DbError> {
    if no.kind != RecordKind::Complaint {
        return Ok(None);
    }
    sql.first(
        "SELECT t.id, t.bureau, t.agency, a.name, t.received_on, t.channel, t.content, t.complainant, t.contact,
           t.registrar, t.handler, s.name, t.status, t.finding, t.checked, t.answer, t.answered_on, t.version,
           c.year, c.serial
         FROM complaints t JOIN agencies a ON a.id = t.agency JOIN staff s ON s.id = t.handler
           LEFT JOIN cases c ON c.id = t.case_id
         WHERE t.year = ?1 AND t.serial = ?2",
        args![no.year, no.serial],
        |row| read(row, no),
    )
}

fn read(row: &mut Row, no: RecordNo) -> Result<Complaint, DbError> {
    Ok(Complaint {
        id: row.take()?,
        no,
        bureau: row.word()?,
        agency: AgencyId(row.take()?),
        agency_name: row.take()?,
        received_on: row.take()?,
        channel: row.word()?,
        content: row.take()?,
        complainant: Complainant { name: row.take()?, contact: row.take()? },
        registrar: StaffId(row.take()?),
        handler: StaffId(row.take()?),
        handler_name: row.take()?,
        status: row.word()?,
        finding: row.word_opt()?,
        checked: row.take()?,
        answer: row.take()?,
        answered_on: row.take()?,
        version: row.take()?,
        case: row.record_opt(RecordKind::Case)?,
    })
}

/// What an answer to a complaint says.
#[derive(Debug)]
pub struct Answer<'a> {
    /// What the check found.
    pub finding: ComplaintFinding,
    /// How it was checked.
    pub checked: &'a str,
    /// What was answered; empty where nobody can be.
    pub answer: &'a str,
    /// The day.
    pub on: NaiveDate,
}

/// Closes a complaint with its answer; the new version.
///
/// # Errors
/// When the database refuses.
pub fn answer(sql: &dyn Sql, id: i64, answer: &Answer<'_>) -> Result<i64, DbError> {
    sql.execute(
        "UPDATE complaints SET status = ?2, finding = ?3, checked = ?4, answer = ?5, answered_on = ?6,
           version = version + 1 WHERE id = ?1",
        args![
            id,
            word(ComplaintStatus::Answered),
            word(answer.finding),
            answer.checked,
            answer.answer,
            answer.on
        ],
    )?;
    version(sql, id)
}

/// Hands a complaint over; the new version.
///
/// # Errors
/// When the database refuses.
pub fn hand_over(sql: &dyn Sql, id: i64, to: StaffId) -> Result<i64, DbError> {
    sql.execute("UPDATE complaints SET handler = ?2, version = version + 1 WHERE id = ?1", args![id, to.0])?;
    version(sql, id)
}

/// Notes the case that a complaint led to.
///
/// # Errors
/// When the database refuses.
pub fn led_to(sql: &dyn Sql, id: i64, case: CaseId) -> Result<(), DbError> {
    sql.execute(
        "UPDATE complaints SET case_id = ?2, version = version + 1 WHERE id = ?1",
        args![id, case.0],
    )?;
    Ok(())
}

/// How many complaints about an agency are not answered yet.
///
/// # Errors
/// When the database can't be read.
pub fn open_about(sql: &dyn Sql, bureau: BureauId, agency: AgencyId) -> Result<i64, DbError> {
    let open = "SELECT count(*) FROM complaints WHERE agency = ?1 AND status <> ?2 AND bureau = ?3";
    let args = args![agency.0, word(ComplaintStatus::Answered), word(bureau)];
    Ok(sql.first(open, args, Row::take)?.unwrap_or(0))
}

fn version(sql: &dyn Sql, id: i64) -> Result<i64, DbError> {
    sql.first("SELECT version FROM complaints WHERE id = ?1", args![id], Row::take)?
        .ok_or_else(|| DbError::broken("a complaint", "gone"))
}
