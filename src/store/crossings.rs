//! Activities across divisions (跨师市评价, Art. 23): what is asked of the two bureaus, and their answers.

use chrono::NaiveDate;

use super::DbError;
use super::sql::{Row, Sql, word};
use crate::args;
use crate::records::bureau::BureauId;
use crate::records::crossing::{Answer, Asked, Crossing, CrossingPart, CrossingStatus};
use crate::records::ids::{ActivityId, RecordKind, RecordNo, StaffId};
use crate::records::staff::Role;

/// What was asked for an activity; nothing of one at home.
///
/// # Errors
/// When the database can't be read.
pub fn of_activity(sql: &dyn Sql, id: ActivityId) -> Result<Vec<Crossing>, DbError> {
    let read = |row: &mut Row| {
        let (id, part, office) = (row.take()?, row.word()?, row.word()?);
        Ok(Crossing { id, part, office, asked_on: row.take()?, status: row.word()?, answers: Vec::new() })
    };
    let mut all = sql.all(
        "SELECT id, part, office, asked_on, status FROM crossings WHERE activity = ?1 ORDER BY id",
        args![id.0],
        read,
    )?;
    for crossing in &mut all {
        crossing.answers = answers(sql, crossing.id)?;
    }
    Ok(all)
}

fn answers(sql: &dyn Sql, crossing: i64) -> Result<Vec<Answer>, DbError> {
    sql.all(
        "SELECT agreed, reference, opinion, answered_on FROM crossing_answers WHERE crossing = ?1 ORDER BY id",
        args![crossing],
        |row| {
            let (agreed, reference, opinion) = (row.take()?, row.take()?, row.take()?);
            Ok(Answer { agreed, reference, opinion, on: row.take()? })
        },
    )
}

/// Asks the bureaus; of each whether its paper is there already.
///
/// # Errors
/// When the database refuses.
pub fn ask(sql: &dyn Sql, id: ActivityId, parts: &[Asked], on: NaiveDate) -> Result<(), DbError> {
    for Asked { part, office, status } in parts {
        sql.execute(
            "INSERT INTO crossings (activity, part, office, asked_on, status, starts_on)
             SELECT id, ?2, ?3, ?4, ?5, starts_on FROM activities WHERE id = ?1",
            args![id.0, word(*part), word(*office), on, word(*status)],
        )?;
    }
    Ok(())
}

/// The bureaus that have an approver here, who answers for them.
///
/// # Errors
/// When the database can't be read.
pub fn answering(sql: &dyn Sql) -> Result<Vec<BureauId>, DbError> {
    let all = super::staff::all(sql, None)?;
    Ok(all.iter().filter(|one| one.active && one.is(Role::Approver)).map(|one| one.bureau).collect())
}

/// What the offices answered was about other days or another place: they are asked anew.
///
/// # Errors
/// When the database refuses.
pub fn ask_anew(sql: &dyn Sql, id: ActivityId) -> Result<(), DbError> {
    sql.execute(
        "UPDATE crossings SET status = ?2 WHERE activity = ?1
           AND EXISTS (SELECT 1 FROM crossing_answers a WHERE a.crossing = crossings.id)",
        args![id.0, word(CrossingStatus::Waiting)],
    )?;
    Ok(())
}

/// Keeps an answer; the last one holds.
///
/// # Errors
/// When the database refuses.
pub fn answer(sql: &dyn Sql, crossing: i64, answer: &Answer, by: StaffId) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO crossing_answers (crossing, agreed, reference, opinion, answered_on, answered_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        args![crossing, answer.agreed, &answer.reference, &answer.opinion, answer.on, by.0],
    )?;
    let status = if answer.agreed { CrossingStatus::Given } else { CrossingStatus::Refused };
    sql.execute("UPDATE crossings SET status = ?2 WHERE id = ?1", args![crossing, word(status)])?;
    Ok(())
}

/// The activity begins on another day.
///
/// # Errors
/// When the database refuses.
pub(super) fn moved(sql: &dyn Sql, id: ActivityId, starts_on: NaiveDate) -> Result<(), DbError> {
    sql.execute("UPDATE crossings SET starts_on = ?2 WHERE activity = ?1", args![id.0, starts_on])?;
    Ok(())
}

/// Nobody is asked any more.
///
/// # Errors
/// When the database refuses.
pub fn lapse(sql: &dyn Sql, id: ActivityId) -> Result<(), DbError> {
    sql.execute(
        "UPDATE crossings SET status = ?2 WHERE activity = ?1 AND status = ?3",
        args![id.0, word(CrossingStatus::Lapsed), word(CrossingStatus::Waiting)],
    )?;
    Ok(())
}

/// The bureau of the other division-city where what a record is about takes place; none of one at home, or of another kind.
///
/// # Errors
/// When the database can't be read.
pub fn host_of(sql: &dyn Sql, no: RecordNo) -> Result<Option<BureauId>, DbError> {
    if no.kind != RecordKind::Activity {
        return Ok(None);
    }
    sql.first(
        "SELECT x.office FROM crossings x JOIN activities e ON e.id = x.activity
         WHERE e.year = ?1 AND e.serial = ?2 AND x.part = ?3",
        args![no.year, no.serial, word(CrossingPart::Authorisation)],
        Row::word,
    )
}
