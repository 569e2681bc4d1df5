//! Figures for charts (统计): activities and pass rate by month, special supervision in the cycle, what is overdue by kind. Of a bureau, or of all.

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};

use super::DbError;
use super::lists::Sight;
use super::sql::{Row, Sql, Value, word};
use crate::records::activity::ActivityStatus;
use crate::records::deadline::{Clock, DeadlineState};

/// Months that are shown, the running one included.
const MONTHS: u32 = 12;

/// A month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub first: NaiveDate,
    /// Activities that began in it.
    pub exams: i64,
    /// Candidates examined in those whose results are recorded.
    pub examined: i64,
    /// Of these, who passed.
    pub passed: i64,
}

/// How many agencies have had their special supervision of the running cycle (R22-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coverage {
    /// Had it.
    pub had: i64,
    /// Not yet, and there is time.
    pub to_come: i64,
    /// Not yet, and the cycle is over.
    pub overdue: i64,
}

/// The condition that a bureau's rows meet, and its argument behind the others.
fn of(sight: Sight, place: usize) -> (String, Option<Value>) {
    match sight {
        Sight::Of(bureau) => (format!(" AND bureau = ?{place}"), Some(word(bureau))),
        Sight::All => (String::new(), None),
    }
}

/// The last twelve months, oldest first, those without activities too.
///
/// # Errors
/// When the database can't be read.
pub fn months(sql: &dyn Sql, sight: Sight, today: NaiveDate) -> Result<Vec<Month>, DbError> {
    let this = today.with_day(1).unwrap_or(today);
    let from = this.checked_sub_months(Months::new(MONTHS - 1)).unwrap_or(this);
    let until = this.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(today);
    let (own, bureau) = of(sight, 4);
    let mut args: Vec<Value> = vec![from.into(), until.into(), word(ActivityStatus::Cancelled)];
    args.extend(bureau);
    let found: Vec<(String, i64, Option<i64>, Option<i64>)> = sql.all(
        &format!(
            "SELECT substr(e.starts_on, 1, 7), count(*), sum(r.examined), sum(r.passed)
             FROM activities e LEFT JOIN activity_results r
               ON r.id = (SELECT max(l.id) FROM activity_results l WHERE l.activity = e.id)
             WHERE e.starts_on BETWEEN ?1 AND ?2 AND e.status <> ?3{own} GROUP BY 1"
        ),
        &args,
        |row: &mut Row| Ok((row.take()?, row.take()?, row.take()?, row.take()?)),
    )?;
    let found: BTreeMap<String, (i64, i64, i64)> = found
        .into_iter()
        .map(|(month, exams, examined, passed)| {
            (month, (exams, examined.unwrap_or_default(), passed.unwrap_or_default()))
        })
        .collect();
    let month = |back: u32| {
        let first = this.checked_sub_months(Months::new(back)).unwrap_or(this);
        let name = format!("{:04}-{:02}", first.year(), first.month());
        let (exams, examined, passed) = found.get(&name).copied().unwrap_or_default();
        Month { first, exams, examined, passed }
    };
    Ok((0..MONTHS).rev().map(month).collect())
}

/// How far the special supervision of the running cycles is.
///
/// # Errors
/// When the database can't be read.
pub fn coverage(sql: &dyn Sql, sight: Sight, today: NaiveDate) -> Result<Coverage, DbError> {
    let (own, bureau) = of(sight, 5);
    let mut args: Vec<Value> = vec![
        word(Clock::SpecialSupervision),
        today.into(),
        word(DeadlineState::Open),
        word(DeadlineState::Met),
    ];
    args.extend(bureau);
    let found = sql.first(
        &format!(
            "SELECT sum(state = ?4 AND due >= ?2), sum(state = ?3 AND due >= ?2), sum(state = ?3 AND due < ?2)
             FROM deadlines WHERE clock = ?1{own}"
        ),
        &args,
        |row| Ok((row.take::<Option<i64>>()?, row.take::<Option<i64>>()?, row.take::<Option<i64>>()?)),
    )?;
    let (had, to_come, overdue) = found.unwrap_or_default();
    Ok(Coverage {
        had: had.unwrap_or_default(),
        to_come: to_come.unwrap_or_default(),
        overdue: overdue.unwrap_or_default(),
    })
}

/// Duties that are overdue, by kind, most first.
///
/// # Errors
/// When the database can't be read.
pub fn overdue(sql: &dyn Sql, sight: Sight, today: NaiveDate) -> Result<Vec<(Clock, i64)>, DbError> {
    let (own, bureau) = of(sight, 3);
    let mut args: Vec<Value> = vec![word(DeadlineState::Open), today.into()];
    args.extend(bureau);
    let all: Vec<(Clock, i64)> = sql.all(
        &format!(
            "SELECT clock, count(*) FROM deadlines WHERE state = ?1 AND due < ?2{own} GROUP BY clock ORDER BY 2 DESC, 1"
        ),
        &args,
        |row| Ok((row.word()?, row.take()?)),
    )?;
    Ok(all.into_iter().filter(|(clock, _)| !clock.is_wait()).collect())
}
