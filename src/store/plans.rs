//! Plans of supervision (督导计划): the agencies that one may hold, the plan with its visits, how far it is.

use chrono::NaiveDate;

use super::lists::Sight;
use super::sql::{Row, Sql, word};
use super::{DbError, agencies};
use crate::args;
use crate::records::agency::AgencyStatus;
use crate::records::agency_kind::AgencyKind;
use crate::records::bureau::BureauId;
use crate::records::ids::{AgencyId, PlanId, RecordNo, StaffId};
use crate::records::plan::{Plannable, SupervisionPlan};
use crate::records::supervision::{SupervisionKind, SupervisionStatus};

/// The agencies of a bureau that are in force on a day, with what they had of a kind of visit: those whose filing ends first come first.
///
/// # Errors
/// When the database can't be read.
pub fn plannable(
    sql: &dyn Sql,
    (bureau, kind): (BureauId, SupervisionKind),
    of: Option<AgencyKind>,
    on: NaiveDate,
) -> Result<Vec<Plannable>, DbError> {
    let all = sql.all(
        "SELECT a.id, a.published_on, a.expires_on,
           (SELECT max(coalesce((SELECT s.handed_on FROM score_sheets s WHERE s.supervision = v.id), v.planned_on))
            FROM supervisions v WHERE v.agency = a.id AND v.kind = ?4 AND v.status NOT IN (?5, ?6, 'cancelled')),
           (SELECT max(v.planned_on) FROM supervisions v WHERE v.agency = a.id AND v.kind = ?4 AND v.status IN (?5, ?6)
             AND v.planned_on >= ?1)
         FROM agencies a
         WHERE a.status = ?3 AND a.bureau = ?2 AND a.published_on <= ?1 AND a.expires_on >= ?1 AND (?7 IS NULL OR a.kind = ?7)
         ORDER BY a.expires_on, a.serial",
        args![
            on,
            word(bureau),
            word(AgencyStatus::Listed),
            word(kind),
            word(SupervisionStatus::Unassigned),
            word(SupervisionStatus::Planned),
            of.map(word)
        ],
        |row| {
            let (id, validity) = (AgencyId(row.take()?), agencies::validity(row)?);
            let (held, planned) = (row.take()?, row.take()?);
            Ok(validity.map(|validity| Plannable { id, validity, held, planned }))
        },
    )?;
    Ok(all.into_iter().flatten().collect())
}

/// Puts a plan on file.
///
/// # Errors
/// When the database refuses.
pub fn add(
    sql: &dyn Sql,
    (bureau, kind, title): (BureauId, SupervisionKind, &str),
    (from, until): (NaiveDate, NaiveDate),
    (by, on): (StaffId, NaiveDate),
) -> Result<PlanId, DbError> {
    sql.execute(
        "INSERT INTO supervision_plans (bureau, kind, title, starts_on, ends_on, made_on, made_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        args![word(bureau), word(kind), title, from, until, on, by.0],
    )?;
    Ok(PlanId(sql.number("SELECT max(id) FROM supervision_plans", args![])?))
}

/// Says that a visit is of a plan.
///
/// # Errors
/// When the database refuses.
pub fn holds(sql: &dyn Sql, plan: PlanId, no: RecordNo) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO planned_visits (plan, supervision) SELECT ?1, v.id FROM supervisions v WHERE v.year = ?2 AND v.serial = ?3",
        args![plan.0, no.year, no.serial],
    )?;
    Ok(())
}

/// The newest plans that somebody sees, at most so many.
///
/// # Errors
/// When the database can't be read.
pub fn newest(
    sql: &dyn Sql,
    sight: Sight,
    today: NaiveDate,
    most: usize,
) -> Result<Vec<SupervisionPlan>, DbError> {
    let own = match sight {
        Sight::Of(bureau) => Some(word(bureau)),
        Sight::All => None,
    };
    sql.all(
        "SELECT p.id, p.title, p.kind, p.starts_on, p.ends_on, count(v.id), coalesce(sum(v.status NOT IN (?3, ?4, 'cancelled')), 0),
           coalesce(sum(v.status IN (?3, ?4) AND v.planned_on < ?2), 0)
         FROM (SELECT * FROM supervision_plans WHERE ?1 IS NULL OR bureau = ?1 ORDER BY id DESC LIMIT ?5) p
           LEFT JOIN planned_visits w ON w.plan = p.id LEFT JOIN supervisions v ON v.id = w.supervision AND v.status <> 'cancelled'
         GROUP BY p.id ORDER BY p.id DESC",
        args![
            own,
            today,
            word(SupervisionStatus::Unassigned),
            word(SupervisionStatus::Planned),
            i64::try_from(most).unwrap_or(i64::MAX)
        ],
        |row: &mut Row| {
            let (id, title, kind, days) =
                (PlanId(row.take()?), row.take()?, row.word()?, (row.take()?, row.take()?));
            let mut count =
                || -> Result<u32, DbError> { Ok(u32::try_from(row.take::<i64>()?).unwrap_or(u32::MAX)) };
            let (visits, held, late) = (count()?, count()?, count()?);
            Ok(SupervisionPlan { id, title, kind, days, visits, held, late })
        },
    )
}
