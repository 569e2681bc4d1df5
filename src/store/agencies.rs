//! Agencies (评价机构) and their scopes.

use chrono::NaiveDate;

use super::sql::{Row, Sql, json, word};
use super::{DbError, series};
use crate::args;
use crate::find::pinyin::PinyinKey;
use crate::records::activity::ActivityStatus;
use crate::records::agency::{Agency, AgencyFacts, AgencyStatus, Known, Scope, Validity};
use crate::records::credit_code::CreditCode;
use crate::records::ids::{AgencyId, RecordKind, RecordNo};
use crate::records::supervision::{SupervisionKind, SupervisionStatus};

const COLUMNS: &str =
    "id, serial, bureau, name, kind, status, agency_code, credit_code, legal_representative,
    contact, phone, address, published_on, expires_on, branch_of, note, version";

fn read(row: &mut Row) -> Result<Agency, DbError> {
    let id = AgencyId(row.take()?);
    let no = RecordNo { kind: RecordKind::Agency, year: 0, serial: row.take()? };
    let bureau = row.word()?;
    let name = row.take()?;
    let kind = row.word()?;
    let status = row.word()?;
    let facts = AgencyFacts {
        name,
        kind,
        agency_code: row.word_opt()?,
        credit_code: row.word()?,
        legal_representative: row.take()?,
        contact: row.take()?,
        phone: row.take()?,
        address: row.take()?,
        bureau,
        validity: validity(row)?,
        branch_of: row.take()?,
        note: row.take()?,
        scopes: Vec::new(),
    };
    Ok(Agency { id, no, status, facts, version: row.take()?, known: Known::default() })
}

/// The validity that the next two columns hold, if they do.
pub(super) fn validity(row: &mut Row) -> Result<Option<Validity>, DbError> {
    let (published_on, expires_on): (Option<NaiveDate>, Option<NaiveDate>) = (row.take()?, row.take()?);
    Ok(published_on.zip(expires_on).map(|(published_on, expires_on)| Validity { published_on, expires_on }))
}

fn with_scopes(sql: &dyn Sql, mut agency: Agency) -> Result<Agency, DbError> {
    agency.facts.scopes = sql.all(
        "SELECT occupation, name, levels FROM scopes WHERE agency = ?1 ORDER BY occupation, name",
        args![agency.id.0],
        |row| Ok(Scope { occupation: row.word()?, name: row.take()?, levels: row.json()? }),
    )?;
    Ok(agency)
}

/// An agency by public number.
///
/// # Errors
/// When the database can't be read.
pub fn by_no(sql: &dyn Sql, no: RecordNo) -> Result<Option<Agency>, DbError> {
    if no.kind != RecordKind::Agency {
        return Ok(None);
    }
    sql.first(&format!("SELECT {COLUMNS} FROM agencies WHERE serial = ?1"), args![no.serial], read)?
        .map(|agency| with_scopes(sql, agency))
        .transpose()
}

/// An agency by row.
///
/// # Errors
/// When the database can't be read, or there is no such row.
pub fn by_id(sql: &dyn Sql, id: AgencyId) -> Result<Agency, DbError> {
    let agency = sql
        .first(&format!("SELECT {COLUMNS} FROM agencies WHERE id = ?1"), args![id.0], read)?
        .ok_or_else(|| DbError::broken("an agency", &id.0.to_string()))?;
    with_scopes(sql, agency)
}

/// An agency by unified social credit code.
///
/// # Errors
/// When the database can't be read.
pub fn by_credit_code(sql: &dyn Sql, code: &CreditCode) -> Result<Option<Agency>, DbError> {
    sql.first(&format!("SELECT {COLUMNS} FROM agencies WHERE credit_code = ?1"), args![code.as_str()], read)?
        .map(|agency| with_scopes(sql, agency))
        .transpose()
}

/// The agency of a name, if there is exactly one.
///
/// # Errors
/// When the database can't be read.
pub fn by_name(sql: &dyn Sql, name: &str) -> Result<Option<RecordNo>, DbError> {
    let found = sql.all("SELECT serial FROM agencies WHERE name = ?1 LIMIT 2", args![name], |row| {
        Ok(RecordNo { kind: RecordKind::Agency, year: 0, serial: row.take()? })
    })?;
    Ok(if let [one] = found[..] { Some(one) } else { None })
}

/// Adds an agency; its public number and row.
///
/// # Errors
/// When a code is taken, or the database refuses.
pub fn add(
    sql: &dyn Sql,
    status: AgencyStatus,
    facts: &AgencyFacts,
) -> Result<(RecordNo, AgencyId), DbError> {
    let no = series::next_record(sql, RecordKind::Agency, 0)?;
    let pinyin = PinyinKey::of(&facts.name);
    sql.execute(
        "INSERT INTO agencies (serial, bureau, name, kind, status, agency_code, credit_code,
           legal_representative, contact, phone, address, published_on, expires_on, note, initials, syllables, branch_of)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        args![
            no.serial,
            word(facts.bureau),
            &facts.name,
            word(facts.kind),
            word(status),
            facts.agency_code.as_ref().map(word),
            facts.credit_code.as_str(),
            &facts.legal_representative,
            &facts.contact,
            &facts.phone,
            &facts.address,
            facts.validity.map(|v| v.published_on),
            facts.validity.map(|v| v.expires_on),
            &facts.note,
            pinyin.initials,
            pinyin.syllables,
            facts.branch_of.clone()
        ],
    )?;
    let id = AgencyId(sql.number("SELECT id FROM agencies WHERE serial = ?1", args![no.serial])?);
    set_scopes(sql, id, &facts.scopes)?;
    Ok((no, id))
}

/// Says where an agency stands in the directory; its deadlines are to be reckoned anew.
///
/// # Errors
/// When the database refuses (one that is listed has a validity).
pub fn set_status(sql: &dyn Sql, no: RecordNo, status: AgencyStatus) -> Result<(), DbError> {
    sql.execute(
        "UPDATE agencies SET status = ?2, version = version + 1 WHERE serial = ?1",
        args![no.serial, word(status)],
    )?;
    Ok(())
}

/// The last day of the last evaluation that an agency held or is holding, plans and cancelled ones left out.
///
/// # Errors
/// When the database can't be read.
pub fn last_evaluation(sql: &dyn Sql, id: AgencyId, today: NaiveDate) -> Result<Option<NaiveDate>, DbError> {
    let held = [ActivityStatus::Running, ActivityStatus::Held, ActivityStatus::Archived].map(word);
    let [running, done, archived] = held;
    sql.first(
        "SELECT max(min(ends_on, ?2)) FROM activities WHERE agency = ?1 AND starts_on <= ?2 AND status IN (?3, ?4, ?5)",
        args![id.0, today, running, done, archived],
        Row::take::<Option<NaiveDate>>,
    )
    .map(Option::flatten)
}

/// Days on which an agency had its special supervisions and annual inspections, oldest first (R10-5).
///
/// # Errors
/// When the database can't be read.
pub fn inspections(
    sql: &dyn Sql,
    id: AgencyId,
    today: NaiveDate,
) -> Result<Vec<(SupervisionKind, NaiveDate)>, DbError> {
    sql.all(
        "SELECT kind, held_on FROM (
           SELECT v.id, v.kind, COALESCE((SELECT s.handed_on FROM score_sheets s WHERE s.supervision = v.id), v.planned_on) AS held_on
           FROM supervisions v WHERE v.agency = ?1 AND v.kind IN (?3, ?4) AND v.status NOT IN (?5, ?6, 'cancelled'))
         WHERE held_on <= ?2 ORDER BY held_on, id",
        args![
            id.0,
            today,
            word(SupervisionKind::Special),
            word(SupervisionKind::Annual),
            word(SupervisionStatus::Unassigned),
            word(SupervisionStatus::Planned)
        ],
        |row| Ok((row.word()?, row.take()?)),
    )
}

/// Puts new facts in the place of the old; the new version.
///
/// # Errors
/// When a code is taken, or the database refuses.
pub fn amend(sql: &dyn Sql, id: AgencyId, facts: &AgencyFacts) -> Result<i64, DbError> {
    let pinyin = PinyinKey::of(&facts.name);
    sql.execute(
        "UPDATE agencies SET bureau = ?2, name = ?3, kind = ?4, agency_code = ?5, credit_code = ?6,
           legal_representative = ?7, contact = ?8, phone = ?9, address = ?10, published_on = ?11,
           expires_on = ?12, note = ?13, initials = ?14, syllables = ?15, branch_of = ?16, version = version + 1
         WHERE id = ?1",
        args![
            id.0,
            word(facts.bureau),
            &facts.name,
            word(facts.kind),
            facts.agency_code.as_ref().map(word),
            facts.credit_code.as_str(),
            &facts.legal_representative,
            &facts.contact,
            &facts.phone,
            &facts.address,
            facts.validity.map(|v| v.published_on),
            facts.validity.map(|v| v.expires_on),
            &facts.note,
            pinyin.initials,
            pinyin.syllables,
            facts.branch_of.clone()
        ],
    )?;
    set_scopes(sql, id, &facts.scopes)?;
    sql.number("SELECT version FROM agencies WHERE id = ?1", args![id.0])
}

/// Gives an agency its next version where something beside its row changed; that version.
///
/// # Errors
/// When the database refuses.
pub fn touch(sql: &dyn Sql, id: AgencyId) -> Result<i64, DbError> {
    sql.execute("UPDATE agencies SET version = version + 1 WHERE id = ?1", args![id.0])?;
    sql.number("SELECT version FROM agencies WHERE id = ?1", args![id.0])
}

/// Whether another agency has this agency code.
///
/// # Errors
/// When the database can't be read.
pub fn code_taken(
    sql: &dyn Sql,
    code: &str,
    by_other_than: Option<AgencyId>,
) -> Result<Option<RecordNo>, DbError> {
    sql.first(
        "SELECT serial FROM agencies WHERE agency_code = ?1 AND id <> ?2",
        args![code, by_other_than.map_or(0, |id| id.0)],
        |row| Ok(RecordNo { kind: RecordKind::Agency, year: 0, serial: row.take()? }),
    )
}

fn set_scopes(sql: &dyn Sql, agency: AgencyId, scopes: &[Scope]) -> Result<(), DbError> {
    sql.execute("DELETE FROM scopes WHERE agency = ?1", args![agency.0])?;
    for scope in scopes {
        sql.execute(
            "INSERT INTO occupations (code, name, source) VALUES (?1, ?2, 'ledger') ON CONFLICT (code) DO NOTHING",
            args![word(scope.occupation), &scope.name],
        )?;
        sql.execute(
            "INSERT INTO scopes (agency, occupation, name, levels) VALUES (?1, ?2, ?3, ?4)",
            args![agency.0, word(scope.occupation), &scope.name, json(&scope.levels)?],
        )?;
    }
    Ok(())
}

/// Keeps a name that an agency bore until a day (曾用名).
///
/// # Errors
/// When the database refuses.
pub fn name_ends(sql: &dyn Sql, agency: AgencyId, name: &str, until: NaiveDate) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO former_names (agency, name, until) VALUES (?1, ?2, ?3)",
        args![agency.0, name, until],
    )?;
    Ok(())
}

/// The names that an agency bore, oldest first, each with the day until which.
///
/// # Errors
/// When the database can't be read.
pub fn former_names(sql: &dyn Sql, agency: AgencyId) -> Result<Vec<(String, NaiveDate)>, DbError> {
    sql.all("SELECT name, until FROM former_names WHERE agency = ?1 ORDER BY id", args![agency.0], |row| {
        Ok((row.take()?, row.take()?))
    })
}
