//! Score sheets by indicators (评分表): the forms of bureaus, each version kept, and the marks of the sheets handed in.

use chrono::NaiveDate;

use super::DbError;
use super::sql::{Row, Sql, json, word};
use crate::args;
use crate::records::bureau::BureauId;
use crate::records::ids::{ScoreFormId, StaffId, SupervisionId};
use crate::records::score::{Indicator, Marked, ScoreForm, ScoreMark};
use crate::records::supervision::SupervisionKind;

const COLUMNS: &str = "f.id, f.kind, f.title, f.version, f.holds_from, f.indicators";

fn read(row: &mut Row) -> Result<ScoreForm, DbError> {
    Ok(ScoreForm {
        id: ScoreFormId(row.take()?),
        kind: row.word()?,
        title: row.take()?,
        version: u32::try_from(row.take::<i64>()?).unwrap_or_default(),
        from: row.take()?,
        indicators: row.json::<Vec<Indicator>>()?,
    })
}

/// The form of a bureau for a kind of visit that holds on a day; none where none does yet.
///
/// # Errors
/// When the database can't be read.
pub fn holding(
    sql: &dyn Sql,
    bureau: BureauId,
    kind: SupervisionKind,
    on: NaiveDate,
) -> Result<Option<ScoreForm>, DbError> {
    sql.first(
        &format!(
            "SELECT {COLUMNS} FROM score_forms f WHERE f.bureau = ?1 AND f.kind = ?2 AND f.holds_from <= ?3
             ORDER BY f.holds_from DESC, f.version DESC LIMIT 1"
        ),
        args![word(bureau), word(kind), on],
        read,
    )
}

/// A form as it is entered.
#[derive(Debug, Clone, Copy)]
pub struct NewForm<'a> {
    /// For which kind of visit.
    pub kind: SupervisionKind,
    /// What it is called.
    pub title: &'a str,
    /// The first day that it holds.
    pub from: NaiveDate,
    /// The document that it rests on.
    pub reference: &'a str,
    /// Its indicators.
    pub indicators: &'a [Indicator],
    /// SHA-256 of the file that it was read from, hex.
    pub sha256: &'a str,
}

/// Puts a form on file as the next version; which one that is.
///
/// # Errors
/// When the database refuses.
pub fn add(
    sql: &dyn Sql,
    bureau: BureauId,
    new: &NewForm,
    (by, on): (StaffId, NaiveDate),
) -> Result<i64, DbError> {
    let version = sql.number(
        "SELECT coalesce(max(version), 0) + 1 FROM score_forms WHERE bureau = ?1 AND kind = ?2",
        args![word(bureau), word(new.kind)],
    )?;
    sql.execute(
        "INSERT INTO score_forms (bureau, kind, version, title, holds_from, reference, indicators, sha256, entered_on, entered_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        args![
            word(bureau),
            word(new.kind),
            version,
            new.title,
            new.from,
            new.reference,
            json(&new.indicators)?,
            new.sha256,
            on,
            by.0
        ],
    )?;
    Ok(version)
}

/// Puts the marks of a sheet on file.
///
/// # Errors
/// When the database refuses.
pub fn mark(
    sql: &dyn Sql,
    visit: SupervisionId,
    form: ScoreFormId,
    (vetoed, marks): (bool, &[ScoreMark]),
) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO score_marks (supervision, form, vetoed, marks) VALUES (?1, ?2, ?3, ?4)",
        args![visit.0, form.0, vetoed, json(&marks)?],
    )?;
    Ok(())
}

/// The marks of a visit's sheet, by its form.
///
/// # Errors
/// When the database can't be read.
pub fn marked(sql: &dyn Sql, visit: SupervisionId) -> Result<Option<Marked>, DbError> {
    sql.first(
        &format!(
            "SELECT {COLUMNS}, m.marks FROM score_marks m JOIN score_forms f ON f.id = m.form WHERE m.supervision = ?1"
        ),
        args![visit.0],
        |row| Ok(Marked { form: read(row)?, marks: row.json()? }),
    )
}
