//! The list of inspectors (检查人员名录) of a bureau, and their interests in agencies.

use chrono::NaiveDate;

use super::DbError;
use super::sql::{Row, Sql, json, word};
use crate::args;
use crate::records::bureau::BureauId;
use crate::records::ids::{AgencyId, InspectorId, RecordKind, RecordNo};
use crate::records::inspector::{Inspector, Interest, Recused};
use crate::text::clean::{compact, half_width};

const COLUMNS: &str = "id, number, name, unit, fields, appointed_on, appointed_until, ended_on, ended_reason";

fn read(row: &mut Row) -> Result<Inspector, DbError> {
    let (id, number, name, unit) = (InspectorId(row.take()?), row.take()?, row.take()?, row.take()?);
    let (fields, appointed_on, appointed_until) = (row.json()?, row.take()?, row.take()?);
    let (on, reason): (Option<NaiveDate>, Option<String>) = (row.take()?, row.take()?);
    Ok(Inspector { id, number, name, unit, fields, appointed_on, appointed_until, ended: on.zip(reason) })
}

/// The list of a bureau by number, those off it among them.
///
/// # Errors
/// When the database can't be read.
pub fn of_bureau(sql: &dyn Sql, bureau: BureauId) -> Result<Vec<Inspector>, DbError> {
    sql.all(
        &format!("SELECT {COLUMNS} FROM inspectors WHERE bureau = ?1 ORDER BY number"),
        args![word(bureau)],
        read,
    )
}

/// An inspector by number.
///
/// # Errors
/// When the database can't be read.
pub fn by_number(sql: &dyn Sql, bureau: BureauId, number: &str) -> Result<Option<Inspector>, DbError> {
    sql.first(
        &format!("SELECT {COLUMNS} FROM inspectors WHERE bureau = ?1 AND number = ?2"),
        args![word(bureau), number],
        read,
    )
}

/// The inspectors of a bureau with a name.
///
/// # Errors
/// When the database can't be read.
pub fn named(sql: &dyn Sql, bureau: BureauId, name: &str) -> Result<Vec<Inspector>, DbError> {
    sql.all(
        &format!("SELECT {COLUMNS} FROM inspectors WHERE bureau = ?1 AND name = ?2 ORDER BY number"),
        args![word(bureau), name],
        read,
    )
}

/// The inspectors of a bureau's list whom something written means: the one of that number, else all of that name. Width, blanks and
/// case make no other person.
///
/// # Errors
/// When the database can't be read.
pub fn called(sql: &dyn Sql, bureau: BureauId, written: &str) -> Result<Vec<Inspector>, DbError> {
    let plain = |text: &str| compact(&half_width(text)).to_uppercase();
    let meant = plain(written);
    let all = of_bureau(sql, bureau)?;
    if let Some(one) = all.iter().find(|one| plain(&one.number) == meant) {
        return Ok(vec![one.clone()]);
    }
    Ok(all.into_iter().filter(|one| plain(&one.name) == meant).collect())
}

/// Puts an inspector on the list, or says anew what the list has under the number.
///
/// # Errors
/// When the database refuses.
pub fn put(sql: &dyn Sql, bureau: BureauId, new: &Inspector) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO inspectors (bureau, number, name, unit, fields, appointed_on, appointed_until)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (bureau, number) DO UPDATE SET name = ?3, unit = ?4, fields = ?5, appointed_on = ?6,
           appointed_until = ?7, ended_on = NULL, ended_reason = NULL",
        args![
            word(bureau),
            &new.number,
            &new.name,
            &new.unit,
            json(&new.fields)?,
            new.appointed_on,
            new.appointed_until
        ],
    )?;
    Ok(())
}

/// Takes an inspector off the list from a day on.
///
/// # Errors
/// When the database refuses.
pub fn end(sql: &dyn Sql, id: InspectorId, on: NaiveDate, reason: &str) -> Result<(), DbError> {
    sql.execute(
        "UPDATE inspectors SET ended_on = ?2, ended_reason = ?3 WHERE id = ?1",
        args![id.0, on, reason],
    )?;
    Ok(())
}

/// The interests of a bureau's inspectors that stand.
///
/// # Errors
/// When the database can't be read.
pub fn interests(sql: &dyn Sql, bureau: BureauId) -> Result<Vec<Recused>, DbError> {
    sql.all(
        "SELECT i.number, a.serial, x.interest FROM inspectors i JOIN inspector_interests x ON x.inspector = i.id
           JOIN agencies a ON a.id = x.agency
         WHERE i.bureau = ?1 AND x.lifted_on IS NULL ORDER BY i.number, a.serial",
        args![word(bureau)],
        |row| {
            let inspector = row.take()?;
            let agency = RecordNo { kind: RecordKind::Agency, year: 0, serial: row.take()? };
            Ok(Recused { inspector, agency, interest: row.word()? })
        },
    )
}

/// The names of a bureau's inspectors who have an interest in an agency.
///
/// # Errors
/// When the database can't be read.
pub fn interested(sql: &dyn Sql, bureau: BureauId, agency: AgencyId) -> Result<Vec<String>, DbError> {
    sql.all(
        "SELECT i.name FROM inspector_interests x JOIN inspectors i ON i.id = x.inspector
         WHERE x.agency = ?1 AND x.lifted_on IS NULL AND i.bureau = ?2 ORDER BY i.number",
        args![agency.0, word(bureau)],
        Row::take,
    )
}

/// What interest an inspector has in an agency, if any stands.
///
/// # Errors
/// When the database can't be read.
pub fn interest(
    sql: &dyn Sql,
    inspector: InspectorId,
    agency: AgencyId,
) -> Result<Option<Interest>, DbError> {
    sql.first(
        "SELECT interest FROM inspector_interests WHERE inspector = ?1 AND agency = ?2 AND lifted_on IS NULL",
        args![inspector.0, agency.0],
        Row::word,
    )
}

/// Puts an interest on file.
///
/// # Errors
/// When the database refuses (it stands already).
pub fn has_interest(
    sql: &dyn Sql,
    (inspector, agency): (InspectorId, AgencyId),
    (interest, reason): (Interest, &str),
    since: NaiveDate,
) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO inspector_interests (inspector, agency, interest, reason, since) VALUES (?1, ?2, ?3, ?4, ?5)",
        args![inspector.0, agency.0, word(interest), reason, since],
    )?;
    Ok(())
}

/// Lifts an interest.
///
/// # Errors
/// When the database refuses.
pub fn lift(
    sql: &dyn Sql,
    (inspector, agency): (InspectorId, AgencyId),
    on: NaiveDate,
    reason: &str,
) -> Result<(), DbError> {
    sql.execute(
        "UPDATE inspector_interests SET lifted_on = ?3, lifted_reason = ?4
         WHERE inspector = ?1 AND agency = ?2 AND lifted_on IS NULL",
        args![inspector.0, agency.0, on, reason],
    )?;
    Ok(())
}
