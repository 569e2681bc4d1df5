//! Deadlines (期限) as they are kept for the lists. What they are is reckoned by `law::clocks`, never here.

use chrono::NaiveDate;

use super::DbError;
use super::sql::{Row, Sql, word};
use crate::args;
use crate::records::bureau::BureauId;
use crate::records::deadline::{Clock, Deadline, DeadlineState, Reckoned};
use crate::records::ids::{AgencyId, CaseId, RecordNo};

/// What the deadlines of a record hang on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hanger {
    /// Public number of the record.
    pub subject: RecordNo,
    /// Bureau.
    pub bureau: BureauId,
    /// Agency concerned.
    pub agency: AgencyId,
    /// Case, if it is one.
    pub case: Option<CaseId>,
}

/// Columns of a deadline read by [`read`]; the tables are `deadlines d` and `agencies a`.
pub(super) const COLUMNS: &str =
    "d.id, d.clock, d.subject, a.name, d.due, d.provisional, d.state, d.counted_from, d.length, d.bureau";

pub(super) fn read(row: &mut Row) -> Result<Deadline, DbError> {
    Ok(Deadline {
        row: row.take()?,
        clock: row.word()?,
        subject: row.word()?,
        agency: row.take()?,
        due: row.take()?,
        provisional: row.take()?,
        state: row.word()?,
        from: row.take()?,
        length: row.take()?,
        bureau: row.word()?,
    })
}

/// All deadlines of a record, by day.
///
/// # Errors
/// When the database can't be read.
pub fn of_subject(sql: &dyn Sql, subject: RecordNo) -> Result<Vec<Deadline>, DbError> {
    sql.all(
        &format!(
            "SELECT {COLUMNS} FROM deadlines d JOIN agencies a ON a.id = d.agency
             WHERE d.subject = ?1 ORDER BY d.due, d.id"
        ),
        args![word(subject)],
        read,
    )
}

/// Brings the kept deadlines of a record in line with what was reckoned; what moved, old day and new.
///
/// # Errors
/// When the database refuses.
pub fn keep(
    sql: &dyn Sql,
    hanger: &Hanger,
    reckoned: &[Reckoned],
) -> Result<Vec<(Clock, NaiveDate, NaiveDate)>, DbError> {
    let kept = of_subject(sql, hanger.subject)?;
    let mut moved = Vec::new();
    for (row, was) in kept.iter().map(|k| (k.row, k)) {
        if !reckoned.iter().any(|r| (r.clock, r.from) == (was.clock, was.from))
            && was.state == DeadlineState::Open
        {
            let ended = was.from.max(was.due);
            sql.execute(
                "UPDATE deadlines SET state = 'void', ended_on = ?2 WHERE id = ?1",
                args![row, ended],
            )?;
        }
    }
    for new in reckoned {
        match kept.iter().find(|k| (k.clock, k.from) == (new.clock, new.from)) {
            Some(old) => {
                if old.due != new.due {
                    moved.push((new.clock, old.due, new.due));
                }
                sql.execute(
                    "UPDATE deadlines SET length = ?2, due = ?3, provisional = ?4, state = ?5, ended_on = ?6
                     WHERE id = ?1 AND (length, due, provisional, state) IS NOT (?2, ?3, ?4, ?5)",
                    args![old.row, &new.length, new.due, new.provisional, word(new.state), new.ended_on],
                )?;
            }
            None => insert(sql, hanger, new)?,
        }
    }
    Ok(moved)
}

/// Adds a deadline without looking for an older one.
///
/// # Errors
/// When the database refuses.
pub fn insert(sql: &dyn Sql, hanger: &Hanger, new: &Reckoned) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO deadlines
           (clock, bureau, agency, subject, case_id, counted_from, length, due, provisional, state, ended_on)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        args![
            word(new.clock),
            word(hanger.bureau),
            hanger.agency.0,
            word(hanger.subject),
            hanger.case.map(|c| c.0),
            new.from,
            &new.length,
            new.due,
            new.provisional,
            word(new.state),
            new.ended_on
        ],
    )?;
    Ok(())
}

/// Public numbers of the cases and filings that a calendar may touch: with open deadlines, or with a request for a review that was
/// turned down as late.
///
/// # Errors
/// When the database can't be read.
pub fn subjects_open(sql: &dyn Sql) -> Result<Vec<RecordNo>, DbError> {
    sql.all(
        "SELECT subject FROM deadlines WHERE state = 'open' AND (case_id IS NOT NULL OR clock = 'filing-publicity')
         UNION SELECT d.subject FROM deadlines d JOIN reviews r ON r.case_id = d.case_id WHERE r.accepted = 0
         ORDER BY subject",
        &[],
        Row::word,
    )
}
