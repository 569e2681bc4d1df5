//! Evaluation activities (评价活动): read whole as a judgement needs them, and written, each function one fact put on file.

use chrono::{Datelike, NaiveDate};

use super::sql::{Row, Sql, json, word};
use super::{
    DbError, agencies, batches, breaches, crossings, deadlines, inspectors, prospects, series, suspensions,
};
use crate::args;
use crate::records::activity::{ActivityFile, ActivityStatus, ActivityStep, Change, Occasion, Plan, Results};
use crate::records::bureau::BureauId;
use crate::records::crossing::CrossingPart;
use crate::records::ids::{ActivityId, AgencyId, RecordKind, RecordNo, StaffId};
use crate::records::level::Level;
use crate::records::occupation::OccupationCode;
use crate::records::supervision::{SupervisionKind, SupervisionStatus};

/// An activity by public number.
///
/// # Errors
/// When the database can't be read.
pub fn file(sql: &dyn Sql, no: RecordNo) -> Result<Option<ActivityFile>, DbError> {
    if no.kind != RecordKind::Activity {
        return Ok(None);
    }
    let found = sql.first(
        "SELECT id, bureau, agency, occupation, name, level, starts_on, ends_on, place, candidates, status, version
         FROM activities WHERE year = ?1 AND serial = ?2",
        args![no.year, no.serial],
        |row| {
            let (id, bureau, agency) = (ActivityId(row.take()?), row.word()?, AgencyId(row.take()?));
            let (occupation, name, level) = (row.word()?, row.take()?, level(row)?);
            let occasion = Occasion { starts_on: row.take()?, ends_on: row.take()?, place: row.take()? };
            let candidates = u32::try_from(row.take::<i64>()?).unwrap_or(u32::MAX);
            Ok((id, bureau, agency, (occupation, name, level), occasion, candidates, row.word()?, row.take()?))
        },
    )?;
    let Some((id, bureau, agency, (occupation, name, level), occasion, candidates, status, version)) = found
    else {
        return Ok(None);
    };
    let suspended_by =
        suspensions::standing(sql, agency)?.iter().map(|held| (held.case, held.since)).collect();
    let filed = filed(sql, id)?;
    let (planned_on, planned_by) =
        (filed.as_ref().map(|filed| filed.on), filed.as_ref().map(|filed| filed.by));
    let crossings = crossings::of_activity(sql, id)?;
    let host =
        crossings.iter().find(|asked| asked.part == CrossingPart::Authorisation).map(|asked| asked.office);
    Ok(Some(ActivityFile {
        id,
        no,
        bureau,
        agency: agencies::by_id(sql, agency)?,
        suspended_by,
        occupation,
        name,
        level,
        occasion,
        candidates,
        status,
        plan: filed.map(|filed| filed.plan),
        planned_on,
        supervisors: supervisors(sql, id)?,
        relieved: prospects::relieved_of(sql, id)?,
        interested: inspectors::interested(sql, bureau, agency)?,
        steps: steps(sql, id)?,
        changes: changes(sql, id)?,
        results: results(sql, id)?,
        batch: batches::of_activity(sql, id)?,
        breaches: breaches::of_activity(sql, id)?,
        deadlines: deadlines::of_subject(sql, no)?,
        crossings,
        host,
        planned_by,
        version,
    }))
}

/// A level, or none of a special ability.
pub(super) fn level(row: &mut Row) -> Result<Option<Level>, DbError> {
    let written: String = row.take()?;
    match written.as_str() {
        "" => Ok(None),
        written => written.parse().map(Some).map_err(|_| DbError::broken("a level", written)),
    }
}

/// A plan as it was filed.
struct Filed {
    plan: Plan,
    on: NaiveDate,
    by: StaffId,
}

fn filed(sql: &dyn Sql, id: ActivityId) -> Result<Option<Filed>, DbError> {
    sql.first("SELECT plan, filed_on, filed_by FROM activity_plans WHERE activity = ?1", args![id.0], |row| {
        Ok(Filed { plan: row.json()?, on: row.take()?, by: StaffId(row.take()?) })
    })
}

fn supervisors(sql: &dyn Sql, id: ActivityId) -> Result<Vec<String>, DbError> {
    sql.all(
        "SELECT supervisor FROM supervisions WHERE activity = ?1 AND kind = ?2 AND supervisor IS NOT NULL ORDER BY id",
        args![id.0, word(SupervisionKind::External)],
        Row::take,
    )
}

fn steps(sql: &dyn Sql, id: ActivityId) -> Result<Vec<(ActivityStep, NaiveDate, String)>, DbError> {
    sql.all(
        "SELECT step, done_on, note FROM activity_steps WHERE activity = ?1 ORDER BY id",
        args![id.0],
        |row| Ok((row.word()?, row.take()?, row.take()?)),
    )
}

fn changes(sql: &dyn Sql, id: ActivityId) -> Result<Vec<Change>, DbError> {
    sql.all(
        "SELECT requested_on, starts_on, ends_on, place, reason, answered_on, granted, answer
         FROM activity_changes WHERE activity = ?1 ORDER BY id",
        args![id.0],
        |row| {
            let requested_on = row.take()?;
            let to = Occasion { starts_on: row.take()?, ends_on: row.take()?, place: row.take()? };
            let reason = row.take()?;
            let (on, granted): (Option<NaiveDate>, Option<bool>) = (row.take()?, row.take()?);
            let words: Option<String> = row.take()?;
            let answer = on.zip(granted).map(|(on, granted)| (on, granted, words.unwrap_or_default()));
            Ok(Change { requested_on, to, reason, answer })
        },
    )
}

fn results(sql: &dyn Sql, id: ActivityId) -> Result<Option<Results>, DbError> {
    let count = |row: &mut Row| Ok::<_, DbError>(u32::try_from(row.take::<i64>()?).unwrap_or(u32::MAX));
    sql.first(
        "SELECT examined, passed, certificates, first_number, last_number FROM activity_results
         WHERE activity = ?1 ORDER BY id DESC LIMIT 1",
        args![id.0],
        |row| {
            let (examined, passed, certificates) = (count(row)?, count(row)?, count(row)?);
            let (first, last): (Option<String>, Option<String>) = (row.take()?, row.take()?);
            Ok(Results { examined, passed, certificates, numbers: first.zip(last) })
        },
    )
}

/// An activity to be put on file.
#[derive(Debug)]
pub struct NewActivity<'a> {
    /// Bureau in charge.
    pub bureau: BureauId,
    /// Agency.
    pub agency: AgencyId,
    /// Occupation.
    pub occupation: OccupationCode,
    /// Its name.
    pub name: &'a str,
    /// Level.
    pub level: Option<Level>,
    /// When and where.
    pub occasion: &'a Occasion,
    /// Candidates: admitted by its plan, or those who took part.
    pub candidates: u32,
    /// The plan; none of one that was found to have been held without.
    pub plan: Option<&'a Plan>,
    /// Where it stands.
    pub status: ActivityStatus,
}

/// The activity that is on file for the same agency, occupation and level, as planned at first for the same days and place, and not
/// called off: with its version and its plan.
///
/// # Errors
/// When the database can't be read.
pub fn same(sql: &dyn Sql, new: &NewActivity<'_>) -> Result<Option<(RecordNo, i64, Plan)>, DbError> {
    sql.first(
        "SELECT e.year, e.serial, e.version, p.plan FROM activities e JOIN activity_plans p ON p.activity = e.id
         WHERE e.agency = ?1 AND p.starts_on = ?2 AND p.ends_on = ?3 AND e.occupation = ?4 AND e.level = ?5
           AND p.place = ?6 AND e.status <> ?7 ORDER BY e.id LIMIT 1",
        args![
            new.agency.0,
            new.occasion.starts_on,
            new.occasion.ends_on,
            word(new.occupation),
            new.level.map(Level::code).unwrap_or_default(),
            &new.occasion.place,
            word(ActivityStatus::Cancelled)
        ],
        |row| {
            let no = RecordNo { kind: RecordKind::Activity, year: row.take()?, serial: row.take()? };
            Ok((no, row.take()?, row.json()?))
        },
    )
}

/// The other activity of an agency whose certificates have some of the numbers from the first to the last, if one has.
///
/// # Errors
/// When the database can't be read.
pub fn numbered(
    sql: &dyn Sql,
    (agency, not): (AgencyId, ActivityId),
    (first, last): (&str, &str),
) -> Result<Option<RecordNo>, DbError> {
    sql.first(
        "SELECT e.year, e.serial FROM activities e JOIN activity_results r ON r.activity = e.id
         WHERE e.agency = ?1 AND e.id <> ?2 AND length(r.first_number) = length(?3) AND r.first_number <= ?4
           AND r.last_number >= ?3
           AND r.id = (SELECT max(l.id) FROM activity_results l WHERE l.activity = e.id) LIMIT 1",
        args![agency.0, not.0, first, last],
        |row| Ok(RecordNo { kind: RecordKind::Activity, year: row.take()?, serial: row.take()? }),
    )
}

/// The activity of the same agency, occupation and level that is on file for the same days and place, and not called off.
///
/// # Errors
/// When the database can't be read.
pub fn at(sql: &dyn Sql, new: &NewActivity<'_>) -> Result<Option<RecordNo>, DbError> {
    sql.first(
        "SELECT year, serial FROM activities WHERE agency = ?1 AND starts_on = ?2 AND ends_on = ?3 AND occupation = ?4 AND level = ?5
           AND place = ?6 AND status <> ?7 ORDER BY id LIMIT 1",
        args![
            new.agency.0,
            new.occasion.starts_on,
            new.occasion.ends_on,
            word(new.occupation),
            new.level.map(Level::code).unwrap_or_default(),
            &new.occasion.place,
            word(ActivityStatus::Cancelled)
        ],
        |row| Ok(RecordNo { kind: RecordKind::Activity, year: row.take()?, serial: row.take()? }),
    )
}

/// Puts an activity on file, with its plan where there is one; its public number and row.
///
/// # Errors
/// When the database refuses.
pub fn add(
    sql: &dyn Sql,
    new: &NewActivity<'_>,
    on: NaiveDate,
    by: StaffId,
) -> Result<(RecordNo, ActivityId), DbError> {
    let no = series::next_record(sql, RecordKind::Activity, on.year())?;
    sql.execute(
        "INSERT INTO activities
           (year, serial, bureau, agency, occupation, name, level, starts_on, ends_on, place, candidates, status)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        args![
            no.year,
            no.serial,
            word(new.bureau),
            new.agency.0,
            word(new.occupation),
            new.name,
            new.level.map(Level::code).unwrap_or_default(),
            new.occasion.starts_on,
            new.occasion.ends_on,
            &new.occasion.place,
            i64::from(new.candidates),
            word(new.status)
        ],
    )?;
    if let Some(plan) = new.plan {
        keep_plan(sql, no, plan, on, by)?;
    }
    let id =
        sql.number("SELECT id FROM activities WHERE year = ?1 AND serial = ?2", args![no.year, no.serial])?;
    Ok((no, ActivityId(id)))
}

/// Says when, where and with how many an activity was held.
///
/// # Errors
/// When the database refuses.
pub fn held(sql: &dyn Sql, id: ActivityId, at: &Occasion, candidates: u32) -> Result<(), DbError> {
    sql.execute(
        "UPDATE activities SET starts_on = ?2, ends_on = ?3, place = ?4, candidates = ?5 WHERE id = ?1",
        args![id.0, at.starts_on, at.ends_on, &at.place, i64::from(candidates)],
    )?;
    crossings::moved(sql, id, at.starts_on)
}

/// Keeps the plan of an activity.
///
/// # Errors
/// When the database refuses (it has one).
pub fn keep_plan(
    sql: &dyn Sql,
    no: RecordNo,
    plan: &Plan,
    on: NaiveDate,
    by: StaffId,
) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO activity_plans (activity, starts_on, ends_on, place, plan, filed_on, filed_by)
         SELECT id, starts_on, ends_on, place, ?3, ?4, ?5 FROM activities WHERE year = ?1 AND serial = ?2",
        args![no.year, no.serial, json(plan)?, on, by.0],
    )?;
    Ok(())
}

/// Moves an activity to a status (or leaves it there); its next version.
///
/// # Errors
/// When the database refuses.
pub fn advance(sql: &dyn Sql, id: ActivityId, status: ActivityStatus) -> Result<i64, DbError> {
    sql.execute(
        "UPDATE activities SET status = ?2, version = version + 1 WHERE id = ?1",
        args![id.0, word(status)],
    )?;
    sql.number("SELECT version FROM activities WHERE id = ?1", args![id.0])
}

/// Puts a step on file.
///
/// # Errors
/// When the database refuses.
pub fn step(
    sql: &dyn Sql,
    id: ActivityId,
    step: ActivityStep,
    on: NaiveDate,
    by: Option<StaffId>,
    note: &str,
) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO activity_steps (activity, step, done_on, done_by, note) VALUES (?1, ?2, ?3, ?4, ?5)",
        args![id.0, word(step), on, by.map(|by| by.0), note],
    )?;
    Ok(())
}

/// Names the external supervisor of an activity (R22-2): in the visit that waits for one, or in a new one.
///
/// # Errors
/// When the database refuses.
pub fn name_supervisor(sql: &dyn Sql, file: &ActivityFile, name: &str, on: NaiveDate) -> Result<(), DbError> {
    let waiting = sql.first(
        "SELECT id FROM supervisions WHERE activity = ?1 AND kind = ?2 AND supervisor IS NULL ORDER BY id LIMIT 1",
        args![file.id.0, word(SupervisionKind::External)],
        Row::take::<i64>,
    )?;
    if let Some(id) = waiting {
        sql.execute(
            "UPDATE supervisions SET supervisor = ?2, status = ?3, version = version + 1 WHERE id = ?1",
            args![id, name, word(SupervisionStatus::Planned)],
        )?;
        return Ok(());
    }
    let no = series::next_record(sql, RecordKind::Supervision, on.year())?;
    sql.execute(
        "INSERT INTO supervisions (year, serial, bureau, agency, activity, kind, planned_on, supervisor, status, finding)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, '')",
        args![
            no.year,
            no.serial,
            word(file.bureau),
            file.agency.id.0,
            file.id.0,
            word(SupervisionKind::External),
            file.occasion.starts_on,
            name,
            word(SupervisionStatus::Planned)
        ],
    )?;
    Ok(())
}

/// Puts an application for a change on file.
///
/// # Errors
/// When the database refuses (one waits for its answer).
pub fn ask_change(sql: &dyn Sql, id: ActivityId, change: &Change) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO activity_changes (activity, requested_on, starts_on, ends_on, place, reason)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        args![
            id.0,
            change.requested_on,
            change.to.starts_on,
            change.to.ends_on,
            &change.to.place,
            &change.reason
        ],
    )?;
    Ok(())
}

/// Answers the application that waits; where it is granted, the activity and the visits to it move.
///
/// # Errors
/// When the database refuses.
pub fn answer_change(
    sql: &dyn Sql,
    id: ActivityId,
    on: NaiveDate,
    granted: Option<&Occasion>,
    answer: &str,
) -> Result<(), DbError> {
    sql.execute(
        "UPDATE activity_changes SET answered_on = ?2, granted = ?3, answer = ?4
         WHERE activity = ?1 AND answered_on IS NULL",
        args![id.0, on, granted.is_some(), answer],
    )?;
    let Some(to) = granted else { return Ok(()) };
    sql.execute(
        "UPDATE activities SET starts_on = ?2, ends_on = ?3, place = ?4 WHERE id = ?1",
        args![id.0, to.starts_on, to.ends_on, &to.place],
    )?;
    crossings::moved(sql, id, to.starts_on)?;
    sql.execute(
        "UPDATE supervisions SET planned_on = ?2, version = version + 1 WHERE activity = ?1 AND status IN (?3, ?4)",
        args![id.0, to.starts_on, word(SupervisionStatus::Unassigned), word(SupervisionStatus::Planned)],
    )?;
    Ok(())
}

/// Puts results on file; the last ones hold.
///
/// # Errors
/// When the database refuses.
pub fn record(sql: &dyn Sql, id: ActivityId, results: &Results, on: NaiveDate) -> Result<(), DbError> {
    let (first, last) = results.numbers.as_ref().map_or((None, None), |(f, l)| (Some(f), Some(l)));
    sql.execute(
        "INSERT INTO activity_results (activity, examined, passed, certificates, first_number, last_number, recorded_on)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        args![
            id.0,
            i64::from(results.examined),
            i64::from(results.passed),
            i64::from(results.certificates),
            first.map(String::as_str),
            last.map(String::as_str),
            on
        ],
    )?;
    Ok(())
}

/// Lets go of the visits to an activity that is called off, those not held.
///
/// # Errors
/// When the database refuses.
pub fn call_off(sql: &dyn Sql, id: ActivityId) -> Result<(), DbError> {
    sql.execute(
        "UPDATE supervisions SET status = ?2, version = version + 1 WHERE activity = ?1 AND status IN (?3, ?4)",
        args![
            id.0,
            word(SupervisionStatus::Closed),
            word(SupervisionStatus::Unassigned),
            word(SupervisionStatus::Planned)
        ],
    )?;
    Ok(())
}
