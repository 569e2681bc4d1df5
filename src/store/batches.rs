//! Batches of certificates of activities (证书批次): each act on one, and what an agency has not uploaded yet.

use super::DbError;
use super::sql::{Row, Sql, word};
use crate::args;
use crate::records::activity::ActivityStatus;
use crate::records::agency::NotUploaded;
use crate::records::batch::{Batch, BatchAct, BatchEntry};
use crate::records::ids::{ActivityId, AgencyId, RecordKind, RecordNo, StaffId};

/// The batch of an activity.
///
/// # Errors
/// When the database can't be read.
pub fn of_activity(sql: &dyn Sql, id: ActivityId) -> Result<Batch, DbError> {
    let read = |row: &mut Row| {
        let act = row.word()?;
        let pieces = u32::try_from(row.take::<i64>()?).unwrap_or(u32::MAX);
        Ok(BatchEntry { act, pieces, on: row.take()?, note: row.take()? })
    };
    let all = sql.all(
        "SELECT act, pieces, done_on, note FROM batch_acts WHERE activity = ?1 ORDER BY id",
        args![id.0],
        read,
    )?;
    Ok(Batch(all))
}

/// Puts an act on a batch on file.
///
/// # Errors
/// When the database refuses.
pub fn add(sql: &dyn Sql, id: ActivityId, entry: &BatchEntry, by: StaffId) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO batch_acts (activity, act, pieces, done_on, note, done_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        args![id.0, word(entry.act), i64::from(entry.pieces), entry.on, &entry.note, by.0],
    )?;
    Ok(())
}

/// The certificates of an agency that are not uploaded, by activity; those that run or are held without results too.
///
/// # Errors
/// When the database can't be read.
pub fn outstanding(sql: &dyn Sql, agency: AgencyId) -> Result<Vec<NotUploaded>, DbError> {
    sql.all(
        "SELECT year, serial, occupation, left_over FROM (
           SELECT e.year, e.serial, e.occupation, e.starts_on, e.id, r.certificates - COALESCE((SELECT sum(b.pieces) FROM batch_acts b
             WHERE b.activity = e.id AND b.act IN (?2, ?3)), 0) AS left_over
           FROM activities e JOIN activity_results r ON r.activity = e.id
           WHERE e.agency = ?1 AND r.id = (SELECT max(l.id) FROM activity_results l WHERE l.activity = e.id))
         WHERE left_over > 0
         UNION ALL
         SELECT e.year, e.serial, e.occupation, NULL FROM activities e
         WHERE e.agency = ?1 AND e.status IN (?4, ?5)
           AND NOT EXISTS (SELECT 1 FROM activity_results r WHERE r.activity = e.id)
         ORDER BY 1, 2",
        args![
            agency.0,
            word(BatchAct::Uploaded),
            word(BatchAct::Voided),
            word(ActivityStatus::Running),
            word(ActivityStatus::Held)
        ],
        |row| {
            let no = RecordNo { kind: RecordKind::Activity, year: row.take()?, serial: row.take()? };
            let occupation = row.word()?;
            let left = row.take::<Option<i64>>()?.map(|left| u32::try_from(left).unwrap_or(u32::MAX));
            Ok(NotUploaded { no, occupation, left })
        },
    )
}
