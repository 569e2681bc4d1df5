//! How agencies leave the directory by their filings (退出目录), and come back where a review withdraws that (Art. 18, 19, 25).

use super::sql::{Sql, word};
use super::{DbError, documents};
use crate::args;
use crate::records::case::OrderedEnd;
use crate::records::filing::{FilingKind, FilingStatus, WaitsFor};
use crate::records::ids::{AgencyId, FilingId, RecordKind, RecordNo};

/// The end of an agency that is under way, and which.
///
/// # Errors
/// When the database can't be read.
pub fn end_under_way(sql: &dyn Sql, agency: AgencyId) -> Result<Option<(RecordNo, FilingKind)>, DbError> {
    sql.first(
        "SELECT year, serial, kind FROM filings
         WHERE agency = ?1 AND kind IN ('end', 'auto-end', 'ordered-end') AND closed_on IS NULL ORDER BY kind = 'ordered-end' DESC, id LIMIT 1",
        args![agency.0],
        |row| {
            let no = RecordNo { kind: RecordKind::Filing, year: row.take()?, serial: row.take()? };
            Ok((no, row.word()?))
        },
    )
}

/// The filing by which the decision of a case is carried out (R19-4): the last, not one that lapsed.
///
/// # Errors
/// When the database can't be read.
pub fn ordered_by(sql: &dyn Sql, agency: AgencyId, case: RecordNo) -> Result<Option<OrderedEnd>, DbError> {
    let found = sql.first(
        "SELECT id, year, serial, status FROM filings WHERE agency = ?1 AND kind = ?2 AND status <> ?3
           AND json_extract(matter, '$.case') = ?4 ORDER BY id DESC LIMIT 1",
        args![agency.0, word(FilingKind::OrderedEnd), word(FilingStatus::Lapsed), word(case)],
        |row| {
            Ok(OrderedEnd {
                id: FilingId(row.take()?),
                no: RecordNo { kind: RecordKind::Filing, year: row.take()?, serial: row.take()? },
                status: row.word()?,
                documents: Vec::new(),
            })
        },
    )?;
    let with_papers =
        |end: OrderedEnd| Ok(OrderedEnd { documents: documents::papers_of_filing(sql, end.id)?, ..end });
    found.map(with_papers).transpose()
}

/// The end by which an agency left the directory last.
///
/// # Errors
/// When the database can't be read.
pub fn last_end(sql: &dyn Sql, agency: AgencyId) -> Result<Option<FilingId>, DbError> {
    sql.first(
        "SELECT f.id FROM filings f
         WHERE f.agency = ?1 AND f.kind IN ('end', 'auto-end', 'ordered-end') AND f.status = ?2
         ORDER BY (SELECT max(s.id) FROM filing_steps s WHERE s.filing = f.id) DESC LIMIT 1",
        args![agency.0, word(FilingStatus::Published)],
        |row| Ok(FilingId(row.take()?)),
    )
}

/// Keeps where a filing stood that lapses with an end.
///
/// # Errors
/// When the database refuses.
pub fn lapses(
    sql: &dyn Sql,
    filing: FilingId,
    stood: FilingStatus,
    ended_by: FilingId,
) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO filing_lapses (filing, stood, ended_by) VALUES (?1, ?2, ?3)",
        args![filing.0, word(stood), ended_by.0],
    )?;
    Ok(())
}

/// The filings that lapsed with an end, and where each stood.
///
/// # Errors
/// When the database can't be read.
pub fn lapsed_with(
    sql: &dyn Sql,
    end: FilingId,
) -> Result<Vec<(FilingId, RecordNo, FilingStatus, FilingKind)>, DbError> {
    sql.all(
        "SELECT f.id, f.year, f.serial, l.stood, f.kind FROM filing_lapses l JOIN filings f ON f.id = l.filing
         WHERE l.ended_by = ?1 AND f.status = ?2 ORDER BY l.id",
        args![end.0, word(FilingStatus::Lapsed)],
        |row| {
            let id = FilingId(row.take()?);
            let no = RecordNo { kind: RecordKind::Filing, year: row.take()?, serial: row.take()? };
            Ok((id, no, row.word()?, row.word()?))
        },
    )
}

/// Takes up a filing again that lapsed: it stands where it stood, and nothing is said of an ending.
///
/// # Errors
/// When the database refuses.
pub fn take_up_again(
    sql: &dyn Sql,
    filing: FilingId,
    stood: FilingStatus,
    waits_for: WaitsFor,
) -> Result<(), DbError> {
    sql.execute(
        "UPDATE filings SET status = ?2, waits_for = ?3, closed_on = NULL, ending = NULL,
           due = (SELECT r.due FROM filing_rounds r WHERE r.filing = filings.id AND r.answered_on IS NULL
                  ORDER BY r.id DESC LIMIT 1),
           version = version + 1 WHERE id = ?1",
        args![filing.0, word(stood), word(waits_for)],
    )?;
    Ok(())
}

/// Filings of a kind that an agency has settled after another of its filings was.
///
/// # Errors
/// When the database can't be read.
pub fn settled_since(
    sql: &dyn Sql,
    agency: AgencyId,
    kind: FilingKind,
    since: RecordNo,
) -> Result<Vec<RecordNo>, DbError> {
    sql.all(
        "SELECT f.year, f.serial FROM filings f WHERE f.agency = ?1 AND f.kind = ?2 AND f.status = ?3
           AND (SELECT max(id) FROM filing_steps WHERE filing = f.id) > (SELECT max(s.id) FROM filing_steps s
             JOIN filings o ON o.id = s.filing WHERE o.year = ?4 AND o.serial = ?5) ORDER BY f.id",
        args![agency.0, word(kind), word(FilingStatus::Published), since.year, since.serial],
        |row| Ok(RecordNo { kind: RecordKind::Filing, year: row.take()?, serial: row.take()? }),
    )
}
