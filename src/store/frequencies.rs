//! Frequency of supervision (督导频次, Art. 22): the figures of an agency and its peers, proposals and decisions.

use chrono::NaiveDate;

use super::DbError;
use super::sql::{Row, Sql, json, word};
use crate::args;
use crate::records::activity::ActivityStatus;
use crate::records::agency::Agency;
use crate::records::complaint::ComplaintFinding;
use crate::records::frequency::{Frequency, FrequencyDecision, Proposed, RiskFigures};
use crate::records::ids::{AgencyId, FrequencyId, StaffId};

/// The newest result of each activity that began in the days and was not called off.
const RESULTS: &str = "FROM activities e LEFT JOIN activity_results r
  ON r.id = (SELECT max(l.id) FROM activity_results l WHERE l.activity = e.id)
  WHERE e.starts_on > ?1 AND e.starts_on <= ?2 AND e.status <> ?3";

fn small(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// What is known of an agency after a day and until another. Its peers are the other agencies of its kind in its bureau.
///
/// # Errors
/// When the database can't be read.
pub fn figures(
    sql: &dyn Sql,
    agency: &Agency,
    (since, until): (NaiveDate, NaiveDate),
) -> Result<RiskFigures, DbError> {
    let (id, facts, called_off) = (agency.id.0, &agency.facts, word(ActivityStatus::Cancelled));
    let counts = |row: &mut Row| {
        let (count, examined, passed): (i64, Option<i64>, Option<i64>) =
            (row.take()?, row.take()?, row.take()?);
        Ok((small(count), small(examined.unwrap_or_default()), small(passed.unwrap_or_default())))
    };
    let own = sql.first(
        &format!("SELECT count(*), sum(r.examined), sum(r.passed) {RESULTS} AND e.agency = ?4"),
        args![since, until, called_off.clone(), id],
        counts,
    )?;
    let peers = sql.first(
        &format!(
            "SELECT count(*), sum(r.examined), sum(r.passed) {RESULTS} AND e.bureau = ?4 AND e.agency <> ?5
               AND EXISTS (SELECT 1 FROM agencies a WHERE a.id = e.agency AND a.kind = ?6)"
        ),
        args![since, until, called_off, word(facts.bureau), id, facts.kind.code()],
        counts,
    )?;
    let complaints = sql.number(
        "SELECT count(*) FROM complaints WHERE agency = ?1 AND received_on > ?2 AND received_on <= ?3
           AND coalesce(finding, '') <> ?4",
        args![id, since, until, word(ComplaintFinding::Untrue)],
    )?;
    let problems = sql.number(
        "SELECT count(*) FROM supervisions v JOIN problems p ON p.supervision = v.id
         WHERE v.agency = ?1 AND p.found_on > ?2 AND p.found_on <= ?3",
        args![id, since, until],
    )?;
    let breaches = sql.number(
        "SELECT count(*) FROM activities e JOIN activity_breaches b ON b.activity = e.id
         WHERE e.agency = ?1 AND b.found_on > ?2 AND b.found_on <= ?3",
        args![id, since, until],
    )?;
    let ((activities, examined, passed), (_, peers_examined, peers_passed)) =
        (own.unwrap_or_default(), peers.unwrap_or_default());
    Ok(RiskFigures {
        activities,
        examined,
        passed,
        peers_examined,
        peers_passed,
        complaints: small(complaints),
        findings: small(problems.saturating_add(breaches)),
    })
}

/// Puts a proposal on file.
///
/// # Errors
/// When the database refuses.
pub fn propose(
    sql: &dyn Sql,
    agency: AgencyId,
    proposed: &Proposed,
    (by, on): (StaffId, NaiveDate),
) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO frequencies (agency, proposed_on, proposed_by, proposal) VALUES (?1, ?2, ?3, ?4)",
        args![agency.0, on, by.0, json(proposed)?],
    )?;
    Ok(())
}

/// Puts on file what was decided on a proposal.
///
/// # Errors
/// When the database refuses.
pub fn decide(
    sql: &dyn Sql,
    id: FrequencyId,
    decided: &FrequencyDecision,
    by: StaffId,
) -> Result<(), DbError> {
    sql.execute(
        "UPDATE frequencies SET decided_on = ?2, decided_by = ?3, percent = ?4, visits = ?5, reason = ?6 WHERE id = ?1",
        args![
            id.0,
            decided.on,
            by.0,
            i64::from(decided.percent),
            i64::from(decided.visits),
            &decided.reason
        ],
    )?;
    Ok(())
}

/// The last proposal of an agency, with its decision; and the last decision, where that is an earlier one's.
///
/// # Errors
/// When the database can't be read.
pub fn last(sql: &dyn Sql, agency: AgencyId) -> Result<(Option<Frequency>, Option<Frequency>), DbError> {
    let one = |decided: &str| {
        sql.first(
            &format!(
                "SELECT id, proposed_on, proposal, decided_on, percent, visits, reason FROM frequencies
                 WHERE agency = ?1{decided} ORDER BY id DESC LIMIT 1"
            ),
            args![agency.0],
            read,
        )
    };
    let last = one("")?;
    let undecided = last.as_ref().is_some_and(|last| last.decided.is_none());
    let before = if undecided { one(" AND decided_on IS NOT NULL")? } else { None };
    Ok((last, before))
}

fn read(row: &mut Row) -> Result<Frequency, DbError> {
    let (id, proposed_on, proposed) = (FrequencyId(row.take()?), row.take()?, row.json()?);
    let (on, percent, visits): (Option<NaiveDate>, Option<i64>, Option<i64>) =
        (row.take()?, row.take()?, row.take()?);
    let reason: Option<String> = row.take()?;
    let decided = on.map(|on| FrequencyDecision {
        on,
        percent: small(percent.unwrap_or_default()),
        visits: small(visits.unwrap_or_default()),
        reason: reason.unwrap_or_default(),
    });
    Ok(Frequency { id, proposed_on, proposed, decided })
}

/// How many activities of an agency began after a day and until another, and how many of them had an external supervisor.
///
/// # Errors
/// When the database can't be read.
pub fn covered(
    sql: &dyn Sql,
    agency: AgencyId,
    (since, until): (NaiveDate, NaiveDate),
) -> Result<(i64, i64), DbError> {
    let found = sql.first(
        "SELECT count(*), coalesce(sum(EXISTS (SELECT 1 FROM supervisions v WHERE v.activity = e.id AND v.supervisor IS NOT NULL)), 0)
         FROM activities e WHERE e.agency = ?1 AND e.starts_on > ?2 AND e.starts_on <= ?3 AND e.status <> ?4",
        args![agency.0, since, until, word(ActivityStatus::Cancelled)],
        |row| Ok((row.take()?, row.take()?)),
    )?;
    Ok(found.unwrap_or_default())
}
