//! Visits (督导) whole: score sheets, problems found and their steps.

use chrono::{Datelike, NaiveDate};

use super::sql::{Row, Sql, word};
use super::{DbError, agencies, deadlines, prospects, scores, series};
use crate::args;
use crate::records::bureau::BureauId;
use crate::records::ids::{
    ActivityId, AgencyId, CaseId, ProblemId, RecordKind, RecordNo, StaffId, SupervisionId,
};
use crate::records::supervision::{SupervisionKind, SupervisionStatus};
use crate::records::visit::{Problem, ProblemStep, ScoreSheet, VisitFile, Visited};
use crate::say;
use crate::text::Text;

/// A visit by public number.
///
/// # Errors
/// When the database can't be read.
pub fn file(sql: &dyn Sql, no: RecordNo) -> Result<Option<VisitFile>, DbError> {
    if no.kind != RecordKind::Supervision {
        return Ok(None);
    }
    let found = sql.first(
        "SELECT id, bureau, agency, activity, kind, planned_on, supervisor, status, finding, version
         FROM supervisions WHERE year = ?1 AND serial = ?2",
        args![no.year, no.serial],
        |row| {
            let (id, bureau, agency) = (SupervisionId(row.take()?), row.word()?, AgencyId(row.take()?));
            let activity = row.take::<Option<i64>>()?.map(ActivityId);
            let (kind, planned_on, supervisor) = (row.word()?, row.take()?, row.take()?);
            Ok((
                id,
                bureau,
                agency,
                activity,
                (kind, planned_on, supervisor),
                row.word()?,
                row.take()?,
                row.take()?,
            ))
        },
    )?;
    let Some((id, bureau, agency, activity, (kind, planned_on, supervisor), status, finding, version)) =
        found
    else {
        return Ok(None);
    };
    let activity = activity.map(|id| visited(sql, id)).transpose()?.flatten();
    let marked = scores::marked(sql, id)?;
    let held_on = activity.as_ref().map_or(planned_on, |activity| activity.ends_on);
    Ok(Some(VisitFile {
        id,
        no,
        bureau,
        agency: agencies::by_id(sql, agency)?,
        activity,
        kind,
        planned_on,
        supervisor,
        status,
        finding,
        relieved: prospects::relieved(sql, id)?,
        sheet: sheet(sql, id)?.map(|sheet| ScoreSheet { marked, ..sheet }),
        form: scores::holding(sql, bureau, kind, held_on)?,
        problems: problems(sql, id)?,
        deadlines: deadlines::of_subject(sql, no)?,
        version,
    }))
}

fn visited(sql: &dyn Sql, id: ActivityId) -> Result<Option<Visited>, DbError> {
    sql.first(
        "SELECT year, serial, starts_on, ends_on, status FROM activities WHERE id = ?1",
        args![id.0],
        |row| {
            let no = RecordNo { kind: RecordKind::Activity, year: row.take()?, serial: row.take()? };
            Ok(Visited { id, no, starts_on: row.take()?, ends_on: row.take()?, status: row.word()? })
        },
    )
}

fn sheet(sql: &dyn Sql, id: SupervisionId) -> Result<Option<ScoreSheet>, DbError> {
    sql.first(
        "SELECT handed_on, score, opinion, summary FROM score_sheets WHERE supervision = ?1",
        args![id.0],
        |row| {
            let (handed_on, score) = (row.take()?, u32::try_from(row.take::<i64>()?).unwrap_or_default());
            let opinion: Option<String> = row.take()?;
            let read = |word: String| word.parse().map_err(|_| DbError::broken("an opinion", &word));
            let opinion = opinion.map(read).transpose()?;
            Ok(ScoreSheet { handed_on, score, opinion, summary: row.take()?, marked: None })
        },
    )
}

fn problems(sql: &dyn Sql, id: SupervisionId) -> Result<Vec<Problem>, DbError> {
    let mut all = sql.all(
        "SELECT p.id, p.facts, p.found_on, p.due, c.year, c.serial FROM problems p LEFT JOIN cases c ON c.id = p.case_id
         WHERE p.supervision = ?1 ORDER BY p.id",
        args![id.0],
        |row| {
            let (id, facts, found_on, due) = (ProblemId(row.take()?), row.take()?, row.take()?, row.take()?);
            let (year, serial): (Option<i32>, Option<i64>) = (row.take()?, row.take()?);
            let case = year.zip(serial).map(|(year, serial)| RecordNo { kind: RecordKind::Case, year, serial });
            Ok(Problem { id, facts, found_on, due, steps: Vec::new(), case })
        },
    )?;
    for problem in &mut all {
        problem.steps = sql.all(
            "SELECT done_on, passed, words FROM problem_steps WHERE problem = ?1 ORDER BY id",
            args![problem.id.0],
            |row: &mut Row| Ok(ProblemStep { on: row.take()?, passed: row.take()?, words: row.take()? }),
        )?;
    }
    Ok(all)
}

/// The visits to an activity, by public number.
///
/// # Errors
/// When the database can't be read.
pub fn of_activity(sql: &dyn Sql, id: ActivityId) -> Result<Vec<RecordNo>, DbError> {
    sql.all("SELECT year, serial FROM supervisions WHERE activity = ?1 ORDER BY id", args![id.0], |row| {
        Ok(RecordNo { kind: RecordKind::Supervision, year: row.take()?, serial: row.take()? })
    })
}

/// What the visits to an activity found, in lines (R23-2: both bureaus of one across divisions see it with the activity).
///
/// # Errors
/// When the database can't be read.
pub fn findings(sql: &dyn Sql, id: ActivityId) -> Result<Vec<Text>, DbError> {
    let mut all = Vec::new();
    for no in of_activity(sql, id)? {
        let found = file(sql, no)?.map(|visit| visit.findings()).unwrap_or_default();
        all.extend(found.into_iter().map(|line| say!("{n} {l}", "{n} {l}", n = no.to_string(), l = line)));
    }
    Ok(all)
}

/// Plans a visit to an agency, with who goes; without, it waits for somebody to be named. Its public number.
///
/// # Errors
/// When the database refuses.
pub fn plan(
    sql: &dyn Sql,
    (bureau, agency, kind): (BureauId, AgencyId, SupervisionKind),
    (on, planned_on): (NaiveDate, NaiveDate),
    supervisor: Option<&str>,
) -> Result<RecordNo, DbError> {
    let status =
        if supervisor.is_some() { SupervisionStatus::Planned } else { SupervisionStatus::Unassigned };
    let no = series::next_record(sql, RecordKind::Supervision, on.year())?;
    sql.execute(
        "INSERT INTO supervisions (year, serial, bureau, agency, kind, planned_on, supervisor, status, finding)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, '')",
        args![
            no.year,
            no.serial,
            word(bureau),
            agency.0,
            word(kind),
            planned_on,
            supervisor,
            word(status)
        ],
    )?;
    Ok(no)
}

/// Names who goes on a visit.
///
/// # Errors
/// When the database refuses.
pub fn assign(sql: &dyn Sql, id: SupervisionId, name: &str) -> Result<(), DbError> {
    sql.execute(
        "UPDATE supervisions SET supervisor = ?2, status = ?3 WHERE id = ?1",
        args![id.0, name, word(SupervisionStatus::Planned)],
    )?;
    Ok(())
}

/// Says of a visit in a word what was found, or why it was called off.
///
/// # Errors
/// When the database refuses.
pub fn say(sql: &dyn Sql, id: SupervisionId, words: &str) -> Result<(), DbError> {
    sql.execute("UPDATE supervisions SET finding = ?2 WHERE id = ?1", args![id.0, words])?;
    Ok(())
}

/// Puts a score sheet on file.
///
/// # Errors
/// When the database refuses (there is one).
pub fn hand_in(sql: &dyn Sql, id: SupervisionId, sheet: &ScoreSheet, by: StaffId) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO score_sheets (supervision, handed_on, score, opinion, summary, recorded_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        args![
            id.0,
            sheet.handed_on,
            i64::from(sheet.score),
            sheet.opinion.map(word),
            &sheet.summary,
            by.0
        ],
    )?;
    Ok(())
}

/// Puts a problem on file.
///
/// # Errors
/// When the database refuses.
pub fn found(
    sql: &dyn Sql,
    id: SupervisionId,
    facts: &str,
    (found_on, due): (NaiveDate, NaiveDate),
    by: StaffId,
) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO problems (supervision, facts, found_on, due, recorded_by) VALUES (?1, ?2, ?3, ?4, ?5)",
        args![id.0, facts, found_on, due, by.0],
    )?;
    Ok(())
}

/// Puts a step of a problem on file.
///
/// # Errors
/// When the database refuses.
pub fn step(sql: &dyn Sql, id: ProblemId, step: &ProblemStep, by: StaffId) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO problem_steps (problem, done_on, passed, words, done_by) VALUES (?1, ?2, ?3, ?4, ?5)",
        args![id.0, step.on, step.passed, &step.words, by.0],
    )?;
    Ok(())
}

/// Says that a problem led to a case.
///
/// # Errors
/// When the database refuses.
pub fn led_to(sql: &dyn Sql, id: ProblemId, case: CaseId) -> Result<(), DbError> {
    sql.execute("UPDATE problems SET case_id = ?2 WHERE id = ?1", args![id.0, case.0])?;
    Ok(())
}

/// Moves a visit to a status (or leaves it there); its next version.
///
/// # Errors
/// When the database refuses.
pub fn advance(sql: &dyn Sql, id: SupervisionId, status: SupervisionStatus) -> Result<i64, DbError> {
    sql.execute(
        "UPDATE supervisions SET status = ?2, version = version + 1 WHERE id = ?1",
        args![id.0, word(status)],
    )?;
    sql.number("SELECT version FROM supervisions WHERE id = ?1", args![id.0])
}
