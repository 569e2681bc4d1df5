//! Who could be sent (派遣): where inspectors are on the days of an errand, how often they went, when they were there last.

use std::collections::HashMap;

use chrono::{Months, NaiveDate};

use super::sql::{Row, Sql, word};
use super::{DbError, documents, inspectors};
use crate::args;
use crate::records::activity::ActivityStatus;
use crate::records::document::DocumentStatus;
use crate::records::errand::{Errand, Prospect};
use crate::records::ids::{ActivityId, AgencyId, DocumentId, RecordKind, RecordNo, StaffId, SupervisionId};
use crate::records::supervision::SupervisionStatus;
use crate::say;
use crate::text::Text;

/// What stands between the names of those who go together.
const TOGETHER: char = '、';

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
         WHERE v.bureau = ?1 AND v.supervisor = ?2 AND v.planned_on <= ?4 AND v.status NOT IN (?6, 'cancelled') AND e.id <> ?7
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
         WHERE v.bureau = ?1 AND instr('、' || v.supervisor || '、', '、' || ?2 || '、') > 0 AND v.planned_on >= ?3
           AND v.planned_on <= ?4 AND v.activity IS NULL AND v.status NOT IN (?5, 'cancelled') AND v.agency <> ?6
         ORDER BY v.planned_on DESC LIMIT 1",
        args![word(errand.bureau), name, from, until, word(SupervisionStatus::Closed), errand.agency.0],
        |row| Ok(RecordNo { kind: RecordKind::Supervision, year: row.take()?, serial: row.take()? }),
    )
}

/// Everybody on the bureau's list who is appointed on some day of an errand, with what is weighed; in the order of the list. Visits of
/// twelve months are read once: who was drawn goes in pairs.
///
/// # Errors
/// When the database can't be read.
pub fn of_errand(sql: &dyn Sql, errand: &Errand) -> Result<Vec<Prospect>, DbError> {
    let (from, until) = errand.days;
    let since = from.checked_sub_months(Months::new(12)).unwrap_or(from);
    let went = sql.all(
        "SELECT supervisor, count(*) FROM supervisions
         WHERE bureau = ?1 AND supervisor IS NOT NULL AND planned_on > ?2 AND planned_on <= ?3 AND status <> 'cancelled' GROUP BY supervisor",
        args![word(errand.bureau), since, until],
        |row| Ok((row.take::<String>()?, row.take::<i64>()?)),
    )?;
    let here = sql.all(
        "SELECT supervisor, max(planned_on) FROM supervisions
         WHERE agency = ?1 AND bureau = ?2 AND supervisor IS NOT NULL AND planned_on < ?3 AND status <> 'cancelled' GROUP BY supervisor",
        args![errand.agency.0, word(errand.bureau), from],
        |row| Ok((row.take::<String>()?, row.take::<NaiveDate>()?)),
    )?;
    let went = by_person(went, |a, b| a + b);
    let here = by_person(here, Ord::max);
    let appointed = inspectors::of_bureau(sql, errand.bureau)?.into_iter();
    appointed
        .filter(|one| one.appointed(from) || one.appointed(until))
        .map(|inspector| {
            let name = inspector.name.as_str();
            Ok(Prospect {
                interest: inspectors::interest(sql, inspector.id, errand.agency)?,
                elsewhere: elsewhere(sql, errand, name)?,
                load: went.get(name).map_or(0, |n| u32::try_from(*n).unwrap_or(u32::MAX)),
                last_here: here.get(name).copied(),
                inspector,
            })
        })
        .collect()
}

/// What is counted of names in a row (示例甲、示例乙), by person.
fn by_person<T: Copy>(counted: Vec<(String, T)>, add: fn(T, T) -> T) -> HashMap<String, T> {
    let mut all: HashMap<String, T> = HashMap::new();
    for (names, value) in counted {
        for name in names.split(TOGETHER) {
            all.entry(name.to_owned()).and_modify(|known| *known = add(*known, value)).or_insert(value);
        }
    }
    all
}

/// Takes somebody off a visit: it waits for another where one is wanted, and is called off where none is. Their letters are void: which.
///
/// # Errors
/// When the database refuses.
pub fn relieve(
    sql: &dyn Sql,
    id: SupervisionId,
    (name, reason): (&str, &str),
    (by, on): (StaffId, NaiveDate),
    wanted: bool,
) -> Result<Vec<RecordNo>, DbError> {
    sql.execute(
        "INSERT INTO relieved_supervisors (supervision, name, reason, relieved_on, relieved_by) VALUES (?1, ?2, ?3, ?4, ?5)",
        args![id.0, name, reason, on, by.0],
    )?;
    let status = if wanted { SupervisionStatus::Unassigned } else { SupervisionStatus::Cancelled };
    sql.execute(
        "UPDATE supervisions SET supervisor = NULL, status = ?2, version = version + 1 WHERE id = ?1",
        args![id.0, word(status)],
    )?;
    let letters = sql.all(
        "SELECT d.id, d.year, d.serial FROM dispatch_letters l JOIN documents d ON d.id = l.document
         WHERE l.supervision = ?1 AND l.name = ?2 AND d.status = 'issued' ORDER BY d.id",
        args![id.0, name],
        |row| {
            let id = DocumentId(row.take()?);
            Ok((id, RecordNo { kind: RecordKind::Document, year: row.take()?, serial: row.take()? }))
        },
    )?;
    for (letter, _) in &letters {
        documents::void(sql, *letter, &format!("撤回派遣: {reason}"))?;
    }
    Ok(letters.into_iter().map(|(_, no)| no).collect())
}

/// Says that the newest letter of dispatch of an agency is of a visit.
///
/// # Errors
/// When the database refuses.
pub fn letter(sql: &dyn Sql, visit: SupervisionId, agency: AgencyId, name: &str) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO dispatch_letters (document, supervision, name)
         SELECT max(id), ?1, ?3 FROM documents WHERE agency = ?2 AND kind = 'dispatch'",
        args![visit.0, agency.0, name],
    )?;
    Ok(())
}

/// The visit to an activity for which somebody is named.
///
/// # Errors
/// When the database can't be read.
pub fn visit_of(sql: &dyn Sql, activity: ActivityId, name: &str) -> Result<Option<SupervisionId>, DbError> {
    sql.first(
        "SELECT id FROM supervisions WHERE activity = ?1 AND supervisor = ?2 ORDER BY id DESC LIMIT 1",
        args![activity.0, name],
        |row| row.take().map(SupervisionId),
    )
}

/// The letters of dispatch of a visit, or of the visits to an activity: number on paper, public number, who, whether it is void.
///
/// # Errors
/// When the database can't be read.
pub fn letters(
    sql: &dyn Sql,
    visit: Option<SupervisionId>,
    activity: Option<ActivityId>,
) -> Result<Vec<Text>, DbError> {
    sql.all(
        "SELECT d.year, d.serial, d.number, l.name, d.status FROM supervisions v JOIN dispatch_letters l ON l.supervision = v.id
           JOIN documents d ON d.id = l.document WHERE (v.id = ?1 OR v.activity = ?2) ORDER BY d.id",
        args![visit.map(|id| id.0), activity.map(|id| id.0)],
        |row| {
            let no = RecordNo { kind: RecordKind::Document, year: row.take()?, serial: row.take()? };
            let (number, name): (Option<String>, String) = (row.take()?, row.take()?);
            let status: DocumentStatus = row.word()?;
            Ok(say!(
                "派遣函 {n} ({d})  {p}  {s}",
                "letter of dispatch {n} ({d})  {p}  {s}",
                n = number.unwrap_or_default(),
                d = no.to_string(),
                p = name,
                s = status
            ))
        },
    )
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

/// Who was taken off the visits to an activity, oldest first: day, name, reason.
///
/// # Errors
/// When the database can't be read.
pub fn relieved_of(sql: &dyn Sql, activity: ActivityId) -> Result<Vec<(NaiveDate, String, String)>, DbError> {
    sql.all(
        "SELECT r.relieved_on, r.name, r.reason FROM supervisions v JOIN relieved_supervisors r ON r.supervision = v.id
         WHERE v.activity = ?1 ORDER BY r.id",
        args![activity.0],
        |row| Ok((row.take()?, row.take()?, row.take()?)),
    )
}
