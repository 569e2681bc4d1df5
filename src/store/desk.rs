//! What the phone desk (来电速查) asks of the database: whom the finder knows, and what is going on at an agency.

use chrono::NaiveDate;
use serde::Serialize;

use super::lists::Sight;
use super::sql::{Row, Sql, Value, word};
use super::{DbError, activities, agencies};
use crate::args;
use crate::find::Entry;
use crate::records::activity::ActivityStatus;
use crate::records::agency::{AgencyStatus, Standing, Validity};
use crate::records::agency_kind::AgencyKind;
use crate::records::bureau::BureauId;
use crate::records::case::CaseStatus;
use crate::records::filing::{FilingKind, FilingStatus, WaitsFor};
use crate::records::ids::{AgencyId, RecordKind, RecordNo};
use crate::records::level::Level;
use crate::records::occupation::OccupationCode;
use crate::records::staff::Relation;
use crate::text::Lang;

/// The public part of an agency, as a line of what was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Row.
    #[serde(skip)]
    pub id: AgencyId,
    /// Public number.
    pub no: RecordNo,
    /// 机构名称
    pub name: String,
    /// 机构类型
    pub kind: AgencyKind,
    /// Status.
    pub status: AgencyStatus,
    /// 属地
    pub bureau: BureauId,
    /// 有效期
    pub validity: Option<Validity>,
    /// 联系电话, the last figures masked.
    pub phone: String,
    /// Whether registration and evaluation are suspended: a fact for everybody who would register (R19-3).
    pub suspended: bool,
}

impl Line {
    /// How it stands on a day.
    #[must_use]
    pub fn standing(&self, on: NaiveDate) -> Standing {
        Standing::of(self.status, self.validity, on)
    }
}

/// Telephone numbers, the last five figures of each masked.
#[must_use]
pub fn masked(phone: &str) -> String {
    let mut all = String::with_capacity(phone.len());
    for part in phone.split_inclusive(|c: char| !c.is_ascii_digit() && c != '-') {
        let open = part.chars().filter(char::is_ascii_digit).count().saturating_sub(5);
        let mut seen = 0;
        all.extend(part.chars().map(|c| {
            seen += usize::from(c.is_ascii_digit());
            if c.is_ascii_digit() && seen > open { '*' } else { c }
        }));
    }
    all
}

const SUBJECT: &str =
    "SELECT id, serial, bureau, name, status, agency_code, credit_code, phone, published_on, expires_on,
    (SELECT group_concat(n.name, ' ') FROM former_names n WHERE n.agency = agencies.id) FROM agencies";

/// Hands every agency to the finder that a bureau may know of, in the order of rows: in force before expired before cancelled.
///
/// # Errors
/// When the database can't be read.
pub fn each_subject(
    sql: &dyn Sql,
    asker: BureauId,
    today: NaiveDate,
    each: &mut dyn FnMut(Entry<'_>),
) -> Result<(), DbError> {
    sql.each(&format!("{SUBJECT} ORDER BY id"), &[], &mut |mut row| {
        subject(&mut row, asker, today, each).map(drop)
    })
}

/// One agency for the finder; whether it is there, and the bureau may know of it.
///
/// # Errors
/// When the database can't be read.
pub fn subject_of(
    sql: &dyn Sql,
    id: AgencyId,
    asker: BureauId,
    today: NaiveDate,
    each: &mut dyn FnMut(Entry<'_>),
) -> Result<bool, DbError> {
    let mut known = false;
    sql.each(&format!("{SUBJECT} WHERE id = ?1"), args![id.0], &mut |mut row| {
        known = subject(&mut row, asker, today, each)?;
        Ok(())
    })?;
    Ok(known)
}

/// What is public of other bureaus' agencies: those of the directory, and those that left it; not who applies or was refused,
/// nor the telephone number, which is shown masked.
fn subject(
    row: &mut Row,
    asker: BureauId,
    today: NaiveDate,
    each: &mut dyn FnMut(Entry<'_>),
) -> Result<bool, DbError> {
    let id = row.take()?;
    let no = RecordNo { kind: RecordKind::Agency, year: 0, serial: row.take()? };
    let bureau: BureauId = row.word()?;
    let name: String = row.take()?;
    let status: AgencyStatus = row.word()?;
    let (agency_code, credit_code, phone): (Option<String>, String, String) =
        (row.take()?, row.take()?, row.take()?);
    let foreign = Relation::of(asker, bureau) == Relation::Foreign;
    if foreign && !matches!(status, AgencyStatus::Listed | AgencyStatus::Cancelled) {
        return Ok(false);
    }
    let phone = if foreign { String::new() } else { phone };
    let validity = agencies::validity(row)?;
    let former: Option<String> = row.take()?;
    let rank = match Standing::of(status, validity, today) {
        Standing::Cancelled | Standing::NotFiled => 0,
        Standing::Expired(_) => 1,
        Standing::Applying | Standing::NotYet | Standing::InForce(_) => 2,
    };
    let codes = format!(
        "{no} {} {credit_code} {phone} {}",
        agency_code.unwrap_or_default(),
        bureau.label().get(Lang::Zh)
    );
    // Callers know it by the name that it bore before, too.
    let name = former.map_or_else(|| name.clone(), |former| format!("{name} {former}"));
    each(Entry { id, name: &name, codes: &codes, rank });
    Ok(true)
}

/// The occupations that agencies are filed for.
///
/// # Errors
/// When the database can't be read.
pub fn occupations(sql: &dyn Sql) -> Result<Vec<(OccupationCode, String)>, DbError> {
    sql.all("SELECT code, name FROM occupations ORDER BY code", &[], |row| Ok((row.word()?, row.take()?)))
}

/// The last place of the audit chain; 0 when nothing was ever done.
///
/// # Errors
/// When the database can't be read.
pub fn last_act(sql: &dyn Sql) -> Result<i64, DbError> {
    sql.number("SELECT COALESCE(max(seq), 0) FROM audit", &[])
}

/// The agencies that acts after a place of the chain were about, directly or by one of their records.
///
/// # Errors
/// When the database can't be read.
pub fn touched_since(sql: &dyn Sql, seq: i64) -> Result<Vec<AgencyId>, DbError> {
    let subjects: Vec<String> = sql.all(
        "SELECT DISTINCT subject FROM audit WHERE seq > ?1 AND subject <> ''",
        args![seq],
        Row::take,
    )?;
    let mut touched = Vec::new();
    for no in subjects.iter().filter_map(|subject| subject.parse().ok()) {
        touched.extend(agency_of(sql, no)?);
    }
    touched.sort_unstable();
    touched.dedup();
    Ok(touched)
}

/// The agency that a record is about.
///
/// # Errors
/// When the database can't be read.
pub fn agency_of(sql: &dyn Sql, no: RecordNo) -> Result<Option<AgencyId>, DbError> {
    let (text, year) = match no.kind {
        RecordKind::Draw => return Ok(None),
        RecordKind::Agency => ("SELECT id FROM agencies WHERE serial = ?1", false),
        RecordKind::Filing => ("SELECT agency FROM filings WHERE serial = ?1 AND year = ?2", true),
        RecordKind::Activity => ("SELECT agency FROM activities WHERE serial = ?1 AND year = ?2", true),
        RecordKind::Supervision => ("SELECT agency FROM supervisions WHERE serial = ?1 AND year = ?2", true),
        RecordKind::Case => ("SELECT agency FROM cases WHERE serial = ?1 AND year = ?2", true),
        RecordKind::Complaint => ("SELECT agency FROM complaints WHERE serial = ?1 AND year = ?2", true),
        RecordKind::Document => {
            ("SELECT d.agency FROM documents d WHERE d.serial = ?1 AND d.year = ?2", true)
        }
    };
    let mut args: Vec<Value> = vec![no.serial.into()];
    args.extend(year.then(|| no.year.into()));
    Ok(sql.first(text, &args, Row::take)?.map(AgencyId))
}

/// The bureau whose record it is; none where there is no such record.
///
/// # Errors
/// When the database can't be read.
pub fn bureau_of(sql: &dyn Sql, no: RecordNo) -> Result<Option<BureauId>, DbError> {
    let (table, year) = match no.kind {
        RecordKind::Agency => ("agencies", false),
        RecordKind::Filing => ("filings", true),
        RecordKind::Activity => ("activities", true),
        RecordKind::Draw => ("draws", true),
        RecordKind::Supervision => ("supervisions", true),
        RecordKind::Case => ("cases", true),
        RecordKind::Complaint => ("complaints", true),
        RecordKind::Document => ("documents", true),
    };
    let mut args: Vec<Value> = vec![no.serial.into()];
    args.extend(year.then(|| no.year.into()));
    let also = if year { " AND year = ?2" } else { "" };
    sql.first(&format!("SELECT bureau FROM {table} WHERE serial = ?1{also}"), &args, Row::word)
}

/// The line of an agency; none where it is gone.
///
/// # Errors
/// When the database can't be read.
pub fn line(sql: &dyn Sql, id: AgencyId) -> Result<Option<Line>, DbError> {
    sql.first(
        "SELECT serial, name, kind, status, bureau, published_on, expires_on, phone,
           EXISTS (SELECT 1 FROM suspensions x WHERE x.agency = agencies.id AND x.lifted_on IS NULL)
         FROM agencies WHERE id = ?1",
        args![id.0],
        |row| {
            Ok(Line {
                id,
                no: RecordNo { kind: RecordKind::Agency, year: 0, serial: row.take()? },
                name: row.take()?,
                kind: row.word()?,
                status: row.word()?,
                bureau: row.word()?,
                validity: agencies::validity(row)?,
                phone: masked(&row.take::<String>()?),
                suspended: row.take()?,
            })
        },
    )
}

/// Agencies in force on a day for one of these occupations, at a level and in a bureau where given; at most `limit`.
///
/// # Errors
/// When the database can't be read.
pub fn able(
    sql: &dyn Sql,
    occupations: &[OccupationCode],
    level: Option<Level>,
    bureau: Option<BureauId>,
    on: NaiveDate,
    limit: usize,
) -> Result<Vec<AgencyId>, DbError> {
    let mut args: Vec<Value> = vec![on.into(), word(AgencyStatus::Listed)];
    let mut arg = |value: Value| {
        args.push(value);
        format!("?{}", args.len())
    };
    let codes: Vec<String> = occupations.iter().map(|code| arg(word(code))).collect();
    let mut also = String::new();
    if let Some(level) = level {
        // The levels of a scope are a JSON list of codes.
        also.push_str(&format!(" AND s.levels LIKE {}", arg(format!("%\"{level}\"%").into())));
    }
    if let Some(bureau) = bureau {
        also.push_str(&format!(" AND g.bureau = {}", arg(word(bureau))));
    }
    let limit = arg(i64::try_from(limit).unwrap_or(i64::MAX).into());
    let text = format!(
        "SELECT DISTINCT g.id FROM scopes s JOIN agencies g ON g.id = s.agency
         WHERE s.occupation IN ({}){also} AND g.status = ?2 AND g.published_on <= ?1 AND g.expires_on >= ?1
         LIMIT {limit}",
        codes.join(", ")
    );
    sql.all(&text, &args, |row| row.take().map(AgencyId))
}

/// A filing under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenFiling {
    /// Public number.
    pub no: RecordNo,
    /// What is applied for.
    pub kind: FilingKind,
    /// Where it stands.
    pub status: FilingStatus,
    /// Whom it waits for.
    pub waits_for: WaitsFor,
    /// The next day that matters.
    pub due: Option<NaiveDate>,
}

/// The filings of an agency that are under way, oldest first.
///
/// # Errors
/// When the database can't be read.
pub fn open_filings(sql: &dyn Sql, agency: AgencyId) -> Result<Vec<OpenFiling>, DbError> {
    sql.all(
        "SELECT year, serial, kind, status, waits_for, due FROM filings
         WHERE agency = ?1 AND closed_on IS NULL ORDER BY applied_on, id",
        args![agency.0],
        |row| {
            Ok(OpenFiling {
                no: RecordNo { kind: RecordKind::Filing, year: row.take()?, serial: row.take()? },
                kind: row.word()?,
                status: row.word()?,
                waits_for: row.word()?,
                due: row.take()?,
            })
        },
    )
}

/// An activity to come or going on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextActivity {
    /// Public number.
    pub no: RecordNo,
    /// Occupation.
    pub name: String,
    /// Level.
    pub level: Option<Level>,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// Where.
    pub place: String,
    /// How many candidates.
    pub candidates: i64,
    /// Whether a supervisor is assigned.
    pub supervised: bool,
}

/// The next activities of an agency, soonest first.
///
/// # Errors
/// When the database can't be read.
pub fn next_activities(
    sql: &dyn Sql,
    agency: AgencyId,
    today: NaiveDate,
    limit: i64,
) -> Result<Vec<NextActivity>, DbError> {
    sql.all(
        "SELECT e.year, e.serial, e.name, e.level, e.starts_on, e.ends_on, e.place, e.candidates,
           (SELECT count(*) FROM supervisions v WHERE v.activity = e.id AND v.supervisor IS NOT NULL)
         FROM activities e WHERE e.agency = ?1 AND e.ends_on >= ?2 AND e.status <> ?3
         ORDER BY e.starts_on, e.id LIMIT ?4",
        args![agency.0, today, word(ActivityStatus::Cancelled), limit],
        |row| {
            Ok(NextActivity {
                no: RecordNo { kind: RecordKind::Activity, year: row.take()?, serial: row.take()? },
                name: row.take()?,
                level: activities::level(row)?,
                starts_on: row.take()?,
                ends_on: row.take()?,
                place: row.take()?,
                candidates: row.take()?,
                supervised: row.take()?,
            })
        },
    )
}

/// The open cases of an agency with their status, within sight.
///
/// # Errors
/// When the database can't be read.
pub fn open_cases(
    sql: &dyn Sql,
    agency: AgencyId,
    sight: Sight,
) -> Result<Vec<(RecordNo, CaseStatus)>, DbError> {
    let bureau = match sight {
        Sight::Of(bureau) => word(bureau),
        Sight::All => Value::Null,
    };
    sql.all(
        "SELECT c.year, c.serial, c.status FROM cases c
         WHERE c.agency = ?1 AND c.status <> ?2 AND (?3 IS NULL OR c.bureau = ?3)
           AND NOT EXISTS (SELECT 1 FROM case_persons p WHERE p.case_id = c.id) ORDER BY c.opened_on, c.id",
        args![agency.0, word(CaseStatus::Closed), bureau],
        |row| {
            let no = RecordNo { kind: RecordKind::Case, year: row.take()?, serial: row.take()? };
            Ok((no, row.word()?))
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephone_numbers_are_masked_at_the_end() {
        assert_eq!(masked("0993-2012345"), "0993-20*****");
        assert_eq!(masked("0993-2012345 / 13900012345"), "0993-20***** / 139000*****");
        assert_eq!(masked("123"), "***");
        assert_eq!(masked(""), "");
    }
}
