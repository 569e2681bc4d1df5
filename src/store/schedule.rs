//! The schedule of activities (日程): what is on where on which day, who supervises, what lacks. Of a bureau: its own agencies' activities,
//! and those of others that are held in its division-city (R23-2).

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::DbError;
use super::lists::Sight;
use super::sql::{Row, Sql, Value, word};
use crate::records::activity::{ActivityStatus, LONGEST};
use crate::records::agency_kind::AgencyKind;
use crate::records::crossing::CrossingPart;
use crate::records::ids::{RecordKind, RecordNo};
use crate::records::level::Level;
use crate::records::supervision::SupervisionKind;

/// What is on, on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Day {
    /// The day.
    pub on: NaiveDate,
    /// Activities.
    pub exams: i64,
    /// Those of social organisations that no external supervisor is named for, though they did not end yet (R22-2).
    pub unsupervised: i64,
}

/// An activity of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Exam {
    /// Public number.
    pub no: RecordNo,
    /// Name of the agency.
    pub agency: String,
    /// Whether that is suspended (R19-3).
    pub suspended: bool,
    /// Occupation.
    pub name: String,
    /// Level; a special ability has none.
    pub level: Option<Level>,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// Place.
    pub place: String,
    /// Candidates.
    pub candidates: i64,
    /// Where it stands.
    pub status: ActivityStatus,
    /// The external supervisors named, in a row; none where nobody is.
    pub supervisors: Option<String>,
    /// Whether it wants one (R22-2).
    pub wants_supervisor: bool,
    /// Whether a change of time or venue waits for its answer (R14-2).
    pub change_asked: bool,
    /// Whether a paper across divisions waits for its answer, or was refused (R23-1).
    pub paper_lacks: bool,
}

/// Those whose rows are read: begun so long before the first day that they can still be on.
const OWN: &str =
    "SELECT e.id FROM activities e WHERE e.starts_on BETWEEN :early AND :until AND e.ends_on >= :from";
/// Those of other bureaus that are held here.
const HOSTED: &str = "SELECT e.id FROM crossings x JOIN activities e ON e.id = x.activity
   WHERE x.part = :authorisation AND x.office = :bureau AND x.starts_on BETWEEN :early AND :until
     AND e.ends_on >= :from";

/// The rows of the days from the first to the last, and what stands for each name in them.
fn scope(sight: Sight, from: NaiveDate, until: NaiveDate) -> (String, Vec<Value>) {
    let early = from.checked_sub_days(Days::new(LONGEST)).unwrap_or(from);
    let mut args: Vec<Value> = vec![early.into(), until.into(), from.into(), word(ActivityStatus::Cancelled)];
    let mut text = match sight {
        Sight::All => OWN.to_owned(),
        Sight::Of(bureau) => {
            args.extend([word(bureau), word(CrossingPart::Authorisation)]);
            format!("{OWN} AND e.bureau = :bureau UNION ALL {HOSTED}")
        }
    };
    for (name, place) in
        [(":early", "?1"), (":until", "?2"), (":from", "?3"), (":bureau", "?5"), (":authorisation", "?6")]
    {
        text = text.replace(name, place);
    }
    (text, args)
}

/// How much is on, day by day, those without any left out.
///
/// # Errors
/// When the database can't be read.
pub fn days(sql: &dyn Sql, sight: Sight, from: NaiveDate, until: NaiveDate) -> Result<Vec<Day>, DbError> {
    let (scope, mut args) = scope(sight, from, until);
    let at = args.len();
    args.extend([
        word(ActivityStatus::Planned),
        word(ActivityStatus::Confirmed),
        word(ActivityStatus::Running),
        word(AgencyKind::SocialOrganisation),
        word(SupervisionKind::External),
    ]);
    let text = format!(
        "SELECT e.starts_on, e.ends_on, count(*),
           sum(CASE WHEN e.status IN (?{p}, ?{c}, ?{r}) AND (SELECT a.kind FROM agencies a WHERE a.id = e.agency) = ?{k}
             AND NOT EXISTS (SELECT 1 FROM supervisions s WHERE s.activity = e.id AND s.kind = ?{x} AND s.supervisor IS NOT NULL)
             THEN 1 ELSE 0 END)
         FROM activities e WHERE e.id IN ({scope}) AND e.status <> ?4 GROUP BY e.starts_on, e.ends_on",
        p = at + 1,
        c = at + 2,
        r = at + 3,
        k = at + 4,
        x = at + 5,
    );
    let spans: Vec<(NaiveDate, NaiveDate, i64, i64)> =
        sql.all(&text, &args, |row| Ok((row.take()?, row.take()?, row.take()?, row.take()?)))?;
    let of_day = |on: NaiveDate| {
        let mut day = Day { on, exams: 0, unsupervised: 0 };
        for (_, _, exams, unsupervised) in
            spans.iter().filter(|(first, last, ..)| (*first..=*last).contains(&on))
        {
            day.exams += exams;
            day.unsupervised += unsupervised;
        }
        day
    };
    Ok(from.iter_days().take_while(|on| *on <= until).map(of_day).filter(|day| day.exams > 0).collect())
}

/// The activities of a day, those without a supervisor that they want first; at most `limit` of them.
///
/// # Errors
/// When the database can't be read.
pub fn exams(sql: &dyn Sql, sight: Sight, on: NaiveDate, limit: usize) -> Result<Vec<Exam>, DbError> {
    let (scope, mut args) = scope(sight, on, on);
    let at = args.len();
    args.extend([word(AgencyKind::SocialOrganisation), word(SupervisionKind::External)]);
    args.push(i64::try_from(limit).unwrap_or(i64::MAX).into());
    let text = format!(
        "SELECT e.year, e.serial, a.name,
           EXISTS (SELECT 1 FROM suspensions u WHERE u.agency = a.id AND u.lifted_on IS NULL),
           e.name, e.level, e.starts_on, e.ends_on, e.place, e.candidates, e.status,
           (SELECT group_concat(s.supervisor, ', ') FROM supervisions s
             WHERE s.activity = e.id AND s.kind = ?{x} AND s.supervisor IS NOT NULL) AS named,
           a.kind = ?{k} AS wants,
           EXISTS (SELECT 1 FROM activity_changes c WHERE c.activity = e.id AND c.answered_on IS NULL),
           EXISTS (SELECT 1 FROM crossings x WHERE x.activity = e.id AND x.status IN ('waiting', 'refused'))
         FROM activities e JOIN agencies a ON a.id = e.agency
         WHERE e.id IN ({scope}) AND e.status <> ?4
         ORDER BY wants AND named IS NULL DESC, e.starts_on, e.id LIMIT ?{l}",
        k = at + 1,
        x = at + 2,
        l = at + 3,
    );
    sql.all(&text, &args, exam)
}

fn exam(row: &mut Row) -> Result<Exam, DbError> {
    let no = RecordNo { kind: RecordKind::Activity, year: row.take()?, serial: row.take()? };
    let (agency, suspended, name) = (row.take()?, row.take()?, row.take()?);
    Ok(Exam {
        no,
        agency,
        suspended,
        name,
        level: super::activities::level(row)?,
        starts_on: row.take()?,
        ends_on: row.take()?,
        place: row.take()?,
        candidates: row.take()?,
        status: row.word()?,
        supervisors: row.take()?,
        wants_supervisor: row.take()?,
        change_asked: row.take()?,
        paper_lacks: row.take()?,
    })
}
