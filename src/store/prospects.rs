//! Who could be sent (派遣): where inspectors are on the days of an errand, how often they went, when they were there last.

use chrono::{Months, NaiveDate};

use super::sql::{Row, Sql, word};
use super::{DbError, inspectors};
use crate::args;
use crate::records::activity::ActivityStatus;
use crate::records::errand::{Errand, Prospect};
use crate::records::ids::{RecordKind, RecordNo, StaffId, SupervisionId};
use crate::records::supervision::SupervisionStatus;

/// Where somebody of that name is sent on the days of an errand: to an activity at another place, or to another agency.
///
/// # Errors
/// When the database can't be read.
pub fn elsewhere(sql: &dyn Sql, errand: &Errand, name: &str) -> Result<Option<RecordNo>, DbError> {
    let (from, until) = errand.days;
    let (activity, place) = match &errand.activity {
        Some((id, place)) => (id.0, place.as_str()),
        None => (0, ""),
    };
    let activity = sql.first(
        "SELECT e.year, e.serial FROM supervisions v JOIN activities e ON e.id = v.activity
         WHERE v.bureau = ?1 AND v.supervisor = ?2 AND v.planned_on <= ?4 AND v.status <> ?6 AND e.id <> ?7
           AND e.starts_on <= ?4 AND e.ends_on >= ?3 AND e.status <> ?8 AND NOT (e.agency = ?9 AND (e.place = ?5 OR ?5 = ''))
         ORDER BY v.planned_on DESC LIMIT 1",
        args![
            word(errand.bureau),
            name,
            from,
            until,
            place,
            word(SupervisionStatus::Closed),
            activity,
            word(ActivityStatus::Cancelled),
            errand.agency.0
        ],
        |row: &mut Row| Ok(RecordNo { kind: RecordKind::Activity, year: row.take()?, serial: row.take()? }),
    )?;
    if activity.is_some() {
        return Ok(activity);
    }
    sql.first(
        "SELECT v.year, v.serial FROM supervisions v
         WHERE v.bureau = ?1 AND v.supervisor = ?2 AND v.planned_on >= ?3 AND v.planned_on <= ?4 AND v.activity IS NULL
           AND v.status <> ?5 AND v.agency <> ?6
         ORDER BY v.planned_on DESC LIMIT 1",
        args![word(errand.bureau), name, from, until, word(SupervisionStatus::Closed), errand.agency.0],
        |row| Ok(RecordNo { kind: RecordKind::Supervision, year: row.take()?, serial: row.take()? }),
    )
}

/// Everybody on the bureau's list who is appointed on some day of an errand, with what is weighed; in the order of the list.
///
/// # Errors
/// When the database can't be read.
pub fn of_errand(sql: &dyn Sql, errand: &Errand) -> Result<Vec<Prospect>, DbError> {
    let (from, until) = errand.days;
    let since = from.checked_sub_months(Months::new(12)).unwrap_or(from);
    let appointed = inspectors::of_bureau(sql, errand.bureau)?.into_iter();
    appointed
        .filter(|one| one.appointed(from) || one.appointed(until))
        .map(|inspector| {
            let name = inspector.name.as_str();
            let load = sql.number(
                "SELECT count(*) FROM supervisions
                 WHERE bureau = ?1 AND supervisor = ?2 AND planned_on > ?3 AND planned_on <= ?4",
                args![word(errand.bureau), name, since, until],
            )?;
            let last_here = sql.first(
                "SELECT planned_on FROM supervisions
                 WHERE bureau = ?1 AND supervisor = ?2 AND agency = ?3 AND planned_on < ?4 ORDER BY planned_on DESC LIMIT 1",
                args![word(errand.bureau), name, errand.agency.0, from],
                Row::take,
            )?;
            Ok(Prospect {
                interest: inspectors::interest(sql, inspector.id, errand.agency)?,
                elsewhere: elsewhere(sql, errand, name)?,
                load: u32::try_from(load).unwrap_or(u32::MAX),
                last_here,
                inspector,
            })
        })
        .collect()
}

/// Takes somebody off a visit: it waits for another where one is wanted, and is done with where none is.
///
/// # Errors
/// When the database refuses.
pub fn relieve(
    sql: &dyn Sql,
    id: SupervisionId,
    (name, reason): (&str, &str),
    (by, on): (StaffId, NaiveDate),
    wanted: bool,
) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO relieved_supervisors (supervision, name, reason, relieved_on, relieved_by) VALUES (?1, ?2, ?3, ?4, ?5)",
        args![id.0, name, reason, on, by.0],
    )?;
    let status = if wanted { SupervisionStatus::Unassigned } else { SupervisionStatus::Closed };
    sql.execute(
        "UPDATE supervisions SET supervisor = NULL, status = ?2, version = version + 1 WHERE id = ?1",
        args![id.0, word(status)],
    )?;
    Ok(())
}

/// Who was taken off a visit, oldest first: day, name, reason.
///
/// # Errors
/// When the database can't be read.
pub fn relieved(sql: &dyn Sql, id: SupervisionId) -> Result<Vec<(NaiveDate, String, String)>, DbError> {
    sql.all(
        "SELECT relieved_on, name, reason FROM relieved_supervisors WHERE supervision = ?1 ORDER BY id",
        args![id.0],
        |row| Ok((row.take()?, row.take()?, row.take()?)),
    )
}
