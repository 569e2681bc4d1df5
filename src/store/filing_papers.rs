//! What belongs to a filing on paper (备案材料): checklists of bureaus, the materials of a filing with their files, the items
//! of a request for completion with its reminders, and who is to handle it.

use chrono::NaiveDate;

use super::DbError;
use super::sql::{Sql, json, word};
use crate::args;
use crate::law::checklists::SetChecklist;
use crate::records::bureau::BureauId;
use crate::records::filing::MaterialState;
use crate::records::ids::{FilingId, RoundId, StaffId};

/// The checklists that a bureau set, in the order they were set.
///
/// # Errors
/// When the database can't be read.
pub fn checklists(sql: &dyn Sql, bureau: BureauId) -> Result<Vec<SetChecklist>, DbError> {
    sql.all(
        "SELECT kind, agencies, holds_from, items, reference FROM checklists WHERE bureau = ?1 ORDER BY id",
        args![word(bureau)],
        |row| {
            Ok(SetChecklist {
                kind: row.word()?,
                agencies: row.word_opt()?,
                from: row.take()?,
                items: row.json()?,
                reference: row.take()?,
            })
        },
    )
}

/// Adds a checklist of a bureau.
///
/// # Errors
/// When the database refuses.
pub fn add_checklist(sql: &dyn Sql, bureau: BureauId, new: &SetChecklist) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO checklists (bureau, kind, agencies, items, holds_from, reference) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        args![
            word(bureau),
            word(new.kind),
            new.agencies.map(word),
            json(&new.items)?,
            new.from,
            &new.reference
        ],
    )?;
    Ok(())
}

/// Pins the checklist of a filing at its application: nothing of it is there yet.
///
/// # Errors
/// When the database refuses.
pub fn pin(sql: &dyn Sql, filing: FilingId, items: &[String]) -> Result<(), DbError> {
    for (place, item) in (1_i64..).zip(items) {
        sql.execute(
            "INSERT INTO filing_materials (filing, place, item, state, note) VALUES (?1, ?2, ?3, ?4, '')",
            args![filing.0, place, item, word(MaterialState::Missing)],
        )?;
    }
    Ok(())
}

/// Says where an item of the checklist stands.
///
/// # Errors
/// When the database refuses.
pub fn mark(
    sql: &dyn Sql,
    filing: FilingId,
    place: u32,
    state: MaterialState,
    note: &str,
) -> Result<(), DbError> {
    sql.execute(
        "UPDATE filing_materials SET state = ?3, note = ?4 WHERE filing = ?1 AND place = ?2",
        args![filing.0, i64::from(place), word(state), note],
    )?;
    Ok(())
}

/// A file handed in for an item of the checklist.
#[derive(Debug)]
pub struct NewFile<'a> {
    /// Filing.
    pub filing: FilingId,
    /// Place of the item.
    pub place: u32,
    /// Name of the file.
    pub name: &'a str,
    /// SHA-256 of its bytes, kept already.
    pub sha256: &'a str,
    /// Day.
    pub on: NaiveDate,
    /// Who put it on file.
    pub by: StaffId,
}

/// Puts a file on file.
///
/// # Errors
/// When the database refuses.
pub fn attach(sql: &dyn Sql, new: &NewFile<'_>) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO filing_files (filing, place, name, sha256, added_on, added_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        args![new.filing.0, i64::from(new.place), new.name, new.sha256, new.on, new.by.0],
    )?;
    Ok(())
}

/// Asks the agency for what lacks, item by item.
///
/// # Errors
/// When the database refuses.
pub fn ask(
    sql: &dyn Sql,
    filing: FilingId,
    on: NaiveDate,
    items: &[&str],
    due: NaiveDate,
) -> Result<(), DbError> {
    let whole = items.join("\n");
    sql.execute(
        "INSERT INTO filing_rounds (filing, requested_on, items, due) VALUES (?1, ?2, ?3, ?4)",
        args![filing.0, on, whole, due],
    )?;
    let round = sql
        .number("SELECT id FROM filing_rounds WHERE filing = ?1 ORDER BY id DESC LIMIT 1", args![filing.0])?;
    for item in items {
        sql.execute("INSERT INTO filing_round_items (round, item) VALUES (?1, ?2)", args![round, *item])?;
    }
    Ok(())
}

/// Records that an item that was asked for came.
///
/// # Errors
/// When the database refuses.
pub fn came(sql: &dyn Sql, item: i64, on: NaiveDate, answer: &str) -> Result<(), DbError> {
    sql.execute(
        "UPDATE filing_round_items SET answered_on = ?2, answer = ?3 WHERE id = ?1",
        args![item, on, answer],
    )?;
    Ok(())
}

/// Records that all that was asked for came.
///
/// # Errors
/// When the database refuses.
pub fn completed(sql: &dyn Sql, round: RoundId, on: NaiveDate, answer: &str) -> Result<(), DbError> {
    sql.execute(
        "UPDATE filing_rounds SET answered_on = ?2, answer = ?3 WHERE id = ?1",
        args![round.0, on, answer],
    )?;
    Ok(())
}

/// Records that the agency was reminded of a request.
///
/// # Errors
/// When the database refuses.
pub fn reminded(sql: &dyn Sql, round: RoundId, on: NaiveDate, how: &str, by: StaffId) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO filing_reminders (round, reminded_on, how, reminded_by) VALUES (?1, ?2, ?3, ?4)",
        args![round.0, on, how, by.0],
    )?;
    Ok(())
}

/// Says who is to handle a filing.
///
/// # Errors
/// When the database refuses.
pub fn assign(sql: &dyn Sql, filing: FilingId, to: StaffId) -> Result<(), DbError> {
    sql.execute("UPDATE filings SET handler = ?2 WHERE id = ?1", args![filing.0, to.0])?;
    Ok(())
}
