//! Deadlines (期限) as they are kept for the lists. What they are is reckoned by `law::clocks`, never here.

use chrono::NaiveDate;

use super::DbError;
use super::sql::{Row, Sql, word};
use crate::args;
use crate::records::bureau::BureauId;
use crate::records::deadline::{Clock, Deadline, DeadlineState, Reckoned};
use crate::records::ids::{AgencyId, CaseId, RecordKind, RecordNo};

/// What the deadlines of a record hang on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hanger {
    /// Public number of the record.
    pub subject: RecordNo,
    /// Bureau.
    pub bureau: BureauId,
    /// Agency concerned, where it is a single one.
    pub agency: Option<AgencyId>,
    /// Case, if it is one.
    pub case: Option<CaseId>,
}

/// Columns of a deadline read by [`read`]; the tables are `deadlines d` and `agencies a`.
pub(super) const COLUMNS: &str = "d.id, d.clock, d.about, d.subject, a.name, d.due, d.provisional, d.state, d.counted_from, d.length, d.bureau, d.ended_on";

pub(super) fn read(row: &mut Row) -> Result<Deadline, DbError> {
    Ok(Deadline {
        row: row.take()?,
        clock: row.word()?,
        about: row.take()?,
        subject: row.word()?,
        agency: row.take::<Option<String>>()?.unwrap_or_default(),
        due: row.take()?,
        provisional: row.take()?,
        state: row.word()?,
        from: row.take()?,
        length: row.take()?,
        bureau: row.word()?,
        ended_on: row.take()?,
    })
}

/// All deadlines of a record, by day.
///
/// # Errors
/// When the database can't be read.
pub fn of_subject(sql: &dyn Sql, subject: RecordNo) -> Result<Vec<Deadline>, DbError> {
    sql.all(
        &format!(
            "SELECT {COLUMNS} FROM deadlines d LEFT JOIN agencies a ON a.id = d.agency
             WHERE d.subject = ?1 ORDER BY d.due, d.id"
        ),
        args![word(subject)],
        read,
    )
}

/// A kept deadline, as far as it is compared.
struct Kept {
    row: i64,
    clock: Clock,
    about: String,
    from: NaiveDate,
    due: NaiveDate,
    state: DeadlineState,
}

impl Kept {
    /// Whether it is this one. Databases of the time before kept no `about`: there the start tells.
    fn is(&self, new: &Reckoned) -> bool {
        let same = self.about == new.about || (self.about.is_empty() && self.from == new.from);
        self.clock == new.clock && same
    }
}

fn kept(sql: &dyn Sql, subject: RecordNo) -> Result<Vec<Kept>, DbError> {
    sql.all(
        "SELECT id, clock, about, counted_from, due, state FROM deadlines WHERE subject = ?1 ORDER BY id DESC",
        args![word(subject)],
        |row| {
            Ok(Kept {
                row: row.take()?,
                clock: row.word()?,
                about: row.take()?,
                from: row.take()?,
                due: row.take()?,
                state: row.word()?,
            })
        },
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
    // The record may have gone to another bureau (R3-2).
    sql.execute(
        "UPDATE deadlines SET bureau = ?2 WHERE subject = ?1 AND bureau <> ?2 AND clock <> ?3",
        args![word(hanger.subject), word(hanger.bureau), word(Clock::CrossingAuthorisation)],
    )?;
    let kept = kept(sql, hanger.subject)?;
    let mut moved = Vec::new();
    let gone = |was: &&Kept| was.state == DeadlineState::Open && !reckoned.iter().any(|new| was.is(new));
    for was in kept.iter().filter(gone) {
        let ended = was.from.max(was.due);
        sql.execute(
            "UPDATE deadlines SET state = 'void', ended_on = ?2 WHERE id = ?1",
            args![was.row, ended],
        )?;
    }
    for new in reckoned {
        let Some(old) = kept.iter().find(|was| was.is(new)) else {
            insert(sql, hanger, new)?;
            continue;
        };
        if old.due != new.due {
            moved.push((new.clock, old.due, new.due));
        }
        sql.execute(
            "UPDATE deadlines SET about = ?2, counted_from = ?3, length = ?4, due = ?5, provisional = ?6, state = ?7,
               ended_on = ?8
             WHERE id = ?1 AND (about, counted_from, length, due, provisional, state, ended_on)
               IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            args![
                old.row,
                &new.about,
                new.from,
                &new.length,
                new.due,
                new.provisional,
                word(new.state),
                new.ended_on
            ],
        )?;
    }
    Ok(moved)
}

/// The deadline for an authorisation stands on the list of the bureau that answers it (R23-1).
///
/// # Errors
/// When the database refuses.
pub fn answered_at(sql: &dyn Sql, subject: RecordNo, office: BureauId) -> Result<(), DbError> {
    sql.execute(
        "UPDATE deadlines SET bureau = ?2 WHERE subject = ?1 AND clock = ?3 AND bureau <> ?2",
        args![word(subject), word(office), word(Clock::CrossingAuthorisation)],
    )?;
    Ok(())
}

/// Adds a deadline without looking for an older one.
///
/// # Errors
/// When the database refuses.
pub fn insert(sql: &dyn Sql, hanger: &Hanger, new: &Reckoned) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO deadlines
           (clock, about, bureau, agency, subject, case_id, counted_from, length, due, provisional, state, ended_on)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        args![
            word(new.clock),
            &new.about,
            word(hanger.bureau),
            hanger.agency.map(|agency| agency.0),
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

/// Kinds of records that a calendar may touch, in the order of a recount.
pub const TOUCHED: [RecordKind; 5] =
    [RecordKind::Case, RecordKind::Filing, RecordKind::Activity, RecordKind::Draw, RecordKind::Agency];

/// Records that a calendar may touch: cases not closed, and those with a request for a review that was turned down as late;
/// filings not closed; activities not archived; draws whose results are not published; agencies with a clock that a day off moves. First year and serial.
const fn touchable(kind: RecordKind) -> (&'static str, &'static str) {
    match kind {
        RecordKind::Case => (
            "year, serial",
            "cases WHERE (closed_on IS NULL OR id IN (SELECT case_id FROM reviews WHERE accepted = 0))",
        ),
        RecordKind::Agency => (
            "0, serial",
            "agencies WHERE EXISTS (SELECT 1 FROM deadlines d WHERE d.agency = agencies.id AND d.state = 'open'
               AND d.clock IN ('inactivity', 'year-without', 'bank-renewal'))",
        ),
        RecordKind::Activity => ("year, serial", "activities WHERE status NOT IN ('archived', 'cancelled')"),
        RecordKind::Draw => ("year, serial", "draws WHERE status <> 'published'"),
        _ => ("year, serial", "filings WHERE closed_on IS NULL"),
    }
}

/// Public numbers of the records of a bureau that a calendar may touch.
///
/// # Errors
/// When the database can't be read.
pub fn subjects_open(sql: &dyn Sql, bureau: BureauId) -> Result<Vec<RecordNo>, DbError> {
    let mut all = Vec::new();
    for kind in TOUCHED {
        let (number, of) = touchable(kind);
        let of = format!("SELECT {number} FROM {of} AND bureau = ?1 ORDER BY id");
        all.extend(sql.all(&of, args![word(bureau)], |row| {
            Ok(RecordNo { kind, year: row.take()?, serial: row.take()? })
        })?);
    }
    Ok(all)
}

/// The next of all bureaus, by row: at most so many behind one.
///
/// # Errors
/// When the database can't be read.
pub fn open_after(
    sql: &dyn Sql,
    kind: RecordKind,
    after: i64,
    limit: usize,
) -> Result<Vec<(i64, RecordNo)>, DbError> {
    let (number, of) = touchable(kind);
    let of = format!("SELECT id, {number} FROM {of} AND id > ?1 ORDER BY id LIMIT ?2");
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    sql.all(&of, args![after, limit], |row| {
        Ok((row.take()?, RecordNo { kind, year: row.take()?, serial: row.take()? }))
    })
}

/// How many there are of all bureaus.
///
/// # Errors
/// When the database can't be read.
pub fn how_many_open(sql: &dyn Sql) -> Result<i64, DbError> {
    let of = |kind| sql.number(&format!("SELECT count(*) FROM {}", touchable(kind).1), &[]);
    TOUCHED.into_iter().map(of).sum()
}
