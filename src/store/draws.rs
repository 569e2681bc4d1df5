//! Random draws (双随机抽取): the list of agencies to draw from, the record, the visits that follow, what became of it.

use chrono::{Datelike, Months, NaiveDate};

use super::sql::{Row, Sql, json, word};
use super::{DbError, deadlines, series};
use crate::args;
use crate::records::agency::AgencyStatus;
use crate::records::agency_kind::AgencyKind;
use crate::records::bureau::BureauId;
use crate::records::draw::{DrawFile, DrawRecord, DrawStatus, Redraw};
use crate::records::ids::{AgencyId, DrawId, RecordKind, RecordNo, StaffId};
use crate::records::supervision::{SupervisionKind, SupervisionStatus};

use super::lists::Sight;

/// An agency that can be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Eligible {
    /// Row.
    pub id: AgencyId,
    /// Public number.
    pub no: RecordNo,
    /// Its name.
    pub name: String,
    /// Whether a breach or a decision is on record since a year ago.
    pub recorded: bool,
    /// Whether some decision may constrain it: to be judged.
    pub constrained: bool,
    /// Whether a bad record of its credit file is in force: on the must-check list (R24-3).
    pub must_check: bool,
    /// Whether an excellent result of its credit file is in force (R24-2).
    pub excellent: bool,
}

/// The agencies of the directory that a bureau supervises, in force on a day, by number.
///
/// # Errors
/// When the database can't be read.
pub fn eligible(
    sql: &dyn Sql,
    bureau: BureauId,
    kind: Option<AgencyKind>,
    on: NaiveDate,
) -> Result<Vec<Eligible>, DbError> {
    let since = on.checked_sub_months(Months::new(12)).unwrap_or(on);
    let own = match Sight::of(bureau) {
        Sight::Of(bureau) => Some(word(bureau)),
        Sight::All => None,
    };
    sql.all(
        "SELECT a.id, a.serial, a.name,
           EXISTS (SELECT 1 FROM activities e JOIN activity_breaches b ON b.activity = e.id
             WHERE e.agency = a.id AND b.found_on >= ?2)
           OR EXISTS (SELECT 1 FROM cases c JOIN decisions d ON d.case_id = c.id WHERE c.agency = a.id AND d.decided_on >= ?2
             AND NOT EXISTS (SELECT 1 FROM case_persons p WHERE p.case_id = c.id)
             AND NOT EXISTS (SELECT 1 FROM reviews r WHERE r.case_id = c.id AND r.outcome = 'withdrawn')),
           EXISTS (SELECT 1 FROM cases c JOIN decisions d ON d.case_id = c.id
             WHERE c.agency = a.id AND d.outcomes LIKE '%\"constraint\"%'),
           EXISTS (SELECT 1 FROM credit_entries x WHERE x.agency = a.id AND x.standing = 'bad' AND x.confirmed_on <= ?1
             AND x.until >= ?1 AND x.ended_on IS NULL),
           EXISTS (SELECT 1 FROM credit_entries x WHERE x.agency = a.id AND x.standing = 'excellent' AND x.confirmed_on <= ?1
             AND x.until >= ?1 AND x.ended_on IS NULL)
         FROM agencies a
         WHERE a.status = ?3 AND a.published_on <= ?1 AND a.expires_on >= ?1 AND (?4 IS NULL OR a.bureau = ?4)
           AND (?5 IS NULL OR a.kind = ?5) ORDER BY a.serial",
        args![on, since, word(AgencyStatus::Listed), own, kind.map(word)],
        |row| {
            let id = AgencyId(row.take()?);
            let no = RecordNo { kind: RecordKind::Agency, year: 0, serial: row.take()? };
            Ok(Eligible {
                id,
                no,
                name: row.take()?,
                recorded: row.take()?,
                constrained: row.take()?,
                must_check: row.take()?,
                excellent: row.take()?,
            })
        },
    )
}

/// A draw by public number.
///
/// # Errors
/// When the database can't be read.
pub fn file(sql: &dyn Sql, no: RecordNo) -> Result<Option<DrawFile>, DbError> {
    if no.kind != RecordKind::Draw {
        return Ok(None);
    }
    let found = sql.first(
        "SELECT id, bureau, drawn_on, check_by, status, record, checked_on, summary, published_on, published_at, version
         FROM draws WHERE year = ?1 AND serial = ?2",
        args![no.year, no.serial],
        |row| {
            let (id, bureau, drawn_on, check_by) =
                (DrawId(row.take()?), row.word()?, row.take()?, row.take()?);
            let (status, record) = (row.word()?, row.json()?);
            let (checked_on, summary): (Option<NaiveDate>, Option<String>) = (row.take()?, row.take()?);
            let (published_on, place): (Option<NaiveDate>, Option<String>) = (row.take()?, row.take()?);
            Ok(DrawFile {
                id,
                no,
                bureau,
                drawn_on,
                check_by,
                status,
                record,
                checked: checked_on.zip(summary),
                published: published_on.zip(place),
                deadlines: Vec::new(),
                version: row.take()?,
            })
        },
    )?;
    let Some(mut file) = found else { return Ok(None) };
    file.record.redraws = sql.all(
        "SELECT redraw FROM draw_redraws WHERE draw = ?1 ORDER BY id",
        args![file.id.0],
        Row::json::<Redraw>,
    )?;
    file.deadlines = deadlines::of_subject(sql, no)?;
    Ok(Some(file))
}

/// The next number of a draw.
///
/// # Errors
/// When the database refuses.
pub fn next(sql: &dyn Sql, on: NaiveDate) -> Result<RecordNo, DbError> {
    series::next_record(sql, RecordKind::Draw, on.year())
}

/// Puts a draw on file, with a visit for each agency drawn.
///
/// # Errors
/// When the database refuses.
pub fn add(
    sql: &dyn Sql,
    (bureau, record): (BureauId, &DrawRecord),
    (drawn_on, check_by): (NaiveDate, NaiveDate),
    by: StaffId,
) -> Result<(), DbError> {
    let no = record.no;
    sql.execute(
        "INSERT INTO draws (year, serial, bureau, title, drawn_on, check_by, drawn_by, status, picks, record)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        args![
            no.year,
            no.serial,
            word(bureau),
            &record.title,
            drawn_on,
            check_by,
            by.0,
            word(DrawStatus::Drawn),
            i64::try_from(record.result.len()).unwrap_or(i64::MAX),
            json(record)?
        ],
    )?;
    for pick in &record.result {
        let visit = series::next_record(sql, RecordKind::Supervision, drawn_on.year())?;
        sql.execute(
            "INSERT INTO supervisions (year, serial, bureau, agency, kind, planned_on, supervisor, status, finding)
             SELECT ?1, ?2, ?3, id, ?5, ?6, ?7, ?8, '' FROM agencies WHERE serial = ?4",
            args![
                visit.year,
                visit.serial,
                word(bureau),
                pick.agency.serial,
                word(SupervisionKind::Random),
                check_by,
                record.names(&pick.inspectors),
                word(SupervisionStatus::Planned)
            ],
        )?;
        sql.execute(
            "INSERT INTO draw_visits (draw, agency, supervision)
             SELECT d.id, v.agency, v.id FROM draws d, supervisions v
             WHERE d.year = ?1 AND d.serial = ?2 AND v.year = ?3 AND v.serial = ?4",
            args![no.year, no.serial, visit.year, visit.serial],
        )?;
    }
    Ok(())
}

/// Puts on file that somebody steps aside and who was drawn instead; the visit gets its new inspectors.
///
/// # Errors
/// When the database refuses.
pub fn redraw(sql: &dyn Sql, file: &DrawFile, redraw: &Redraw, by: StaffId) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO draw_redraws (draw, redraw, recorded_by) VALUES (?1, ?2, ?3)",
        args![file.id.0, json(redraw)?, by.0],
    )?;
    sql.execute(
        "UPDATE supervisions SET supervisor = ?3, version = version + 1 WHERE id = (
           SELECT v.supervision FROM draw_visits v JOIN agencies a ON a.id = v.agency WHERE v.draw = ?1 AND a.serial = ?2)",
        args![file.id.0, redraw.recusal.agency.serial, file.record.names(&redraw.inspectors)],
    )?;
    Ok(())
}

/// Says that the checks of a draw are done.
///
/// # Errors
/// When the database refuses.
pub fn checked(sql: &dyn Sql, id: DrawId, on: NaiveDate, summary: &str) -> Result<(), DbError> {
    sql.execute(
        "UPDATE draws SET status = ?2, checked_on = ?3, summary = ?4 WHERE id = ?1",
        args![id.0, word(DrawStatus::Checked), on, summary],
    )?;
    Ok(())
}

/// Says that the results of a draw are published.
///
/// # Errors
/// When the database refuses.
pub fn published(sql: &dyn Sql, id: DrawId, on: NaiveDate, place: &str) -> Result<(), DbError> {
    sql.execute(
        "UPDATE draws SET status = ?2, published_on = ?3, published_at = ?4 WHERE id = ?1",
        args![id.0, word(DrawStatus::Published), on, place],
    )?;
    Ok(())
}

/// The next version of a draw.
///
/// # Errors
/// When the database refuses.
pub fn advance(sql: &dyn Sql, id: DrawId) -> Result<i64, DbError> {
    sql.execute("UPDATE draws SET version = version + 1 WHERE id = ?1", args![id.0])?;
    sql.number("SELECT version FROM draws WHERE id = ?1", args![id.0])
}

/// The day of the last score sheet of a draw's visits, or of its visit to one agency.
///
/// # Errors
/// When the database can't be read.
pub fn last_sheet(sql: &dyn Sql, id: DrawId, agency: Option<RecordNo>) -> Result<Option<NaiveDate>, DbError> {
    let found = sql.first(
        "SELECT max(s.handed_on) FROM draw_visits v JOIN score_sheets s ON s.supervision = v.supervision
           JOIN agencies a ON a.id = v.agency WHERE v.draw = ?1 AND (?2 IS NULL OR a.serial = ?2)",
        args![id.0, agency.map(|no| no.serial)],
        Row::take::<Option<NaiveDate>>,
    )?;
    Ok(found.flatten())
}
