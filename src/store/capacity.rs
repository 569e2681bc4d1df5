//! What agencies evaluate with: people, venues, question banks, checks. What ended stays, with the reason.

use chrono::NaiveDate;

use super::DbError;
use super::sql::{Row, Sql, word};
use crate::args;
use crate::records::agency::AgencyStatus;
use crate::records::bureau::BureauId;
use crate::records::capacity::{BankUpdate, Capacity, Departure, Ended, Person, Rival, Site, Span};
use crate::records::check::{Check, CheckKind};
use crate::records::ids::{AgencyId, FilingId, StaffId};
use crate::records::occupation::OccupationCode;
use crate::text::{Lang, Text};

/// What an agency has now.
///
/// # Errors
/// When the database can't be read.
pub fn of_agency(sql: &dyn Sql, agency: AgencyId) -> Result<Capacity, DbError> {
    Ok(Capacity {
        people: people(sql, agency)?,
        sites: sites(sql, agency)?,
        banks: banks(sql, agency)?,
        checks: checks(sql, agency)?,
    })
}

fn span(row: &mut Row) -> Result<Option<Span>, DbError> {
    let (from, until): (Option<NaiveDate>, Option<NaiveDate>) = (row.take()?, row.take()?);
    Ok(from.zip(until).map(|(from, until)| Span { from, until }))
}

/// Ended entries that are read of each kind, the newest first.
const ENDED: i64 = 200;

/// Columns of [`person`].
const PERSON: &str = "role, name, occupation, employment, contract_from, contract_until, proof";

fn person(row: &mut Row) -> Result<Person, DbError> {
    Ok(Person {
        role: row.word()?,
        name: row.take()?,
        occupation: row.word_opt()?,
        employment: row.word()?,
        contract: span(row)?,
        proof: row.take()?,
    })
}

fn people(sql: &dyn Sql, agency: AgencyId) -> Result<Vec<Person>, DbError> {
    let of = format!("SELECT {PERSON} FROM agency_people WHERE agency = ?1 AND ended_on IS NULL ORDER BY id");
    sql.all(&of, args![agency.0], person)
}

/// People who left an agency, the last first.
///
/// # Errors
/// When the database can't be read.
pub fn people_ended(sql: &dyn Sql, agency: AgencyId) -> Result<Vec<Ended<Person>>, DbError> {
    ended(sql, agency, &format!("{PERSON}, ended_on, ended_reason FROM agency_people"), person)
}

/// Columns of [`site`].
const SITE: &str = "name, occupation, workstations, monitored, tenure, right_from, right_until, proof";

fn site(row: &mut Row) -> Result<Site, DbError> {
    Ok(Site {
        name: row.take()?,
        occupation: row.word_opt()?,
        workstations: count(row)?,
        monitored: row.take()?,
        tenure: row.word()?,
        right: span(row)?,
        proof: row.take()?,
    })
}

fn sites(sql: &dyn Sql, agency: AgencyId) -> Result<Vec<Site>, DbError> {
    let of = format!("SELECT {SITE} FROM agency_sites WHERE agency = ?1 AND ended_on IS NULL ORDER BY id");
    sql.all(&of, args![agency.0], site)
}

/// Venues that an agency gave up, the last first.
///
/// # Errors
/// When the database can't be read.
pub fn sites_ended(sql: &dyn Sql, agency: AgencyId) -> Result<Vec<Ended<Site>>, DbError> {
    ended(sql, agency, &format!("{SITE}, ended_on, ended_reason FROM agency_sites"), site)
}

fn ended<T>(
    sql: &dyn Sql,
    agency: AgencyId,
    from: &str,
    read: fn(&mut Row) -> Result<T, DbError>,
) -> Result<Vec<Ended<T>>, DbError> {
    let of = format!(
        "SELECT {from} WHERE agency = ?1 AND ended_on IS NOT NULL ORDER BY ended_on DESC, id DESC LIMIT {ENDED}"
    );
    sql.all(&of, args![agency.0], |row| Ok(Ended { entry: read(row)?, on: row.take()?, reason: row.take()? }))
}

fn count(row: &mut Row) -> Result<u32, DbError> {
    let number: i64 = row.take()?;
    u32::try_from(number).map_err(|_| DbError::broken("a count", &number.to_string()))
}

/// The question banks of an agency as they were built and renewed, by day.
///
/// # Errors
/// When the database can't be read.
pub fn banks(sql: &dyn Sql, agency: AgencyId) -> Result<Vec<BankUpdate>, DbError> {
    sql.all(
        "SELECT occupation, done_on, questions, added, proof FROM bank_updates WHERE agency = ?1 ORDER BY done_on, id",
        args![agency.0],
        |row| {
            Ok(BankUpdate {
                occupation: row.word()?,
                on: row.take()?,
                questions: count(row)?,
                added: count(row)?,
                proof: row.take()?,
            })
        },
    )
}

fn checks(sql: &dyn Sql, agency: AgencyId) -> Result<Vec<Check>, DbError> {
    sql.all(
        "SELECT c.kind, c.occupation, c.checked_on, c.passed, c.size, c.proof, s.name FROM agency_checks c
         JOIN staff s ON s.id = c.checked_by WHERE c.agency = ?1 ORDER BY c.checked_on, c.id",
        args![agency.0],
        |row| {
            Ok(Check {
                kind: row.word()?,
                occupation: row.word_opt()?,
                on: row.take()?,
                passed: row.take()?,
                size: row.word_opt()?,
                proof: row.take()?,
                by: row.take()?,
            })
        },
    )
}

/// Puts a person on record from a day on.
///
/// # Errors
/// When the database refuses.
pub fn add_person(sql: &dyn Sql, agency: AgencyId, person: &Person, since: NaiveDate) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO agency_people (agency, role, name, occupation, employment, contract_from, contract_until, proof, since)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        args![
            agency.0,
            word(person.role),
            &person.name,
            person.occupation.map(word),
            word(person.employment),
            person.contract.map(|c| c.from),
            person.contract.map(|c| c.until),
            &person.proof,
            since
        ],
    )?;
    Ok(())
}

/// Ends a person's part in an agency, with the reason.
///
/// # Errors
/// When the database refuses.
pub fn end_person(
    sql: &dyn Sql,
    agency: AgencyId,
    person: &Person,
    on: NaiveDate,
    reason: &str,
) -> Result<(), DbError> {
    sql.execute(
        "UPDATE agency_people SET ended_on = ?5, ended_reason = ?6
         WHERE agency = ?1 AND role = ?2 AND name = ?3 AND occupation IS ?4 AND ended_on IS NULL",
        args![agency.0, word(person.role), &person.name, person.occupation.map(word), on, reason],
    )?;
    Ok(())
}

/// Puts a venue on record from a day on.
///
/// # Errors
/// When the database refuses.
pub fn add_site(sql: &dyn Sql, agency: AgencyId, site: &Site, since: NaiveDate) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO agency_sites (agency, name, occupation, workstations, monitored, tenure, right_from, right_until, proof,
           since) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        args![
            agency.0,
            &site.name,
            site.occupation.map(word),
            i64::from(site.workstations),
            site.monitored,
            word(site.tenure),
            site.right.map(|r| r.from),
            site.right.map(|r| r.until),
            &site.proof,
            since
        ],
    )?;
    Ok(())
}

/// Takes a venue off, with the reason.
///
/// # Errors
/// When the database refuses.
pub fn end_site(
    sql: &dyn Sql,
    agency: AgencyId,
    site: &Site,
    on: NaiveDate,
    reason: &str,
) -> Result<(), DbError> {
    sql.execute(
        "UPDATE agency_sites SET ended_on = ?4, ended_reason = ?5
         WHERE agency = ?1 AND name = ?2 AND occupation IS ?3 AND ended_on IS NULL",
        args![agency.0, &site.name, site.occupation.map(word), on, reason],
    )?;
    Ok(())
}

/// Puts on record that a question bank was built or renewed.
///
/// # Errors
/// When the database refuses.
pub fn update_bank(sql: &dyn Sql, agency: AgencyId, update: &BankUpdate) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO bank_updates (agency, occupation, done_on, questions, added, proof) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        args![
            agency.0,
            word(update.occupation),
            update.on,
            i64::from(update.questions),
            i64::from(update.added),
            &update.proof
        ],
    )?;
    Ok(())
}

/// Puts on record what was checked, and by whom.
///
/// # Errors
/// When the database refuses.
pub fn add_check(sql: &dyn Sql, agency: AgencyId, check: &Check, by: StaffId) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO agency_checks (agency, kind, occupation, checked_on, passed, size, proof, checked_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        args![
            agency.0,
            word(check.kind),
            check.occupation.map(word),
            check.on,
            check.passed,
            check.size.map(word),
            &check.proof,
            by.0
        ],
    )?;
    Ok(())
}

/// When the last check of an agency as a whole found it not so, with its proof; none where it was so, or was not checked.
///
/// # Errors
/// When the database can't be read.
pub fn lost(
    sql: &dyn Sql,
    agency: AgencyId,
    kind: CheckKind,
) -> Result<Option<(NaiveDate, String)>, DbError> {
    let last = sql.first(
        "SELECT checked_on, proof, passed FROM agency_checks WHERE agency = ?1 AND kind = ?2 AND occupation IS NULL
         ORDER BY checked_on DESC, id DESC LIMIT 1",
        args![agency.0, word(kind)],
        |row| Ok((row.take()?, row.take()?, row.take::<bool>()?)),
    )?;
    Ok(last.and_then(|(on, proof, passed)| (!passed).then_some((on, proof))))
}

/// Other agencies of a bureau that are in force on a day, each with the occupations it is filed for of these.
///
/// # Errors
/// When the database can't be read.
pub fn rivals(
    sql: &dyn Sql,
    bureau: BureauId,
    agency: AgencyId,
    occupations: &[OccupationCode],
    on: NaiveDate,
) -> Result<Vec<Rival>, DbError> {
    let mut all = Vec::new();
    for occupation in occupations {
        all.extend(sql.all(
            "SELECT DISTINCT g.name, g.kind FROM scopes s JOIN agencies g ON g.id = s.agency
             WHERE s.occupation = ?1 AND g.bureau = ?2 AND g.id <> ?3 AND g.status = ?4
               AND g.published_on <= ?5 AND g.expires_on >= ?5 ORDER BY g.id",
            args![word(*occupation), word(bureau), agency.0, word(AgencyStatus::Listed), on],
            |row| Ok(Rival { occupation: *occupation, name: row.take()?, kind: row.word()? }),
        )?);
    }
    Ok(all)
}

/// Puts on record that a filing passed though a condition was not met, and why (`should`).
///
/// # Errors
/// When the database refuses.
pub fn depart(
    sql: &dyn Sql,
    filing: FilingId,
    rule: &str,
    what: &Text,
    reason: &str,
    by: StaffId,
    on: NaiveDate,
) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO filing_departures (filing, rule, what, what_en, reason, made_by, made_on)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        args![filing.0, rule, what.get(Lang::Zh), what.get(Lang::En), reason, by.0, on],
    )?;
    Ok(())
}

/// Marks the departures of a filing as those of an assessment that is done again.
///
/// # Errors
/// When the database refuses.
pub fn supersede(sql: &dyn Sql, filing: FilingId) -> Result<(), DbError> {
    sql.execute("UPDATE filing_departures SET superseded = 1 WHERE filing = ?1", args![filing.0])?;
    Ok(())
}

fn departure(row: &mut Row) -> Result<Departure, DbError> {
    Ok(Departure {
        rule: row.take()?,
        what: row.take()?,
        what_en: row.take()?,
        reason: row.take()?,
        on: row.take()?,
        superseded: row.take()?,
    })
}

/// The departures of a filing, oldest first.
///
/// # Errors
/// When the database can't be read.
pub fn departures_of(sql: &dyn Sql, filing: FilingId) -> Result<Vec<Departure>, DbError> {
    sql.all(
        "SELECT rule, what, what_en, reason, made_on, superseded FROM filing_departures WHERE filing = ?1 ORDER BY id",
        args![filing.0],
        departure,
    )
}

/// The departures of an agency's filings, oldest first.
///
/// # Errors
/// When the database can't be read.
pub fn departures(sql: &dyn Sql, agency: AgencyId) -> Result<Vec<Departure>, DbError> {
    sql.all(
        "SELECT d.rule, d.what, d.what_en, d.reason, d.made_on, d.superseded FROM filing_departures d JOIN filings f ON f.id = d.filing
         WHERE f.agency = ?1 ORDER BY d.id",
        args![agency.0],
        departure,
    )
}
