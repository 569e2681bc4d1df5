//! Persons as the subjects of cases (个人当事人, Art. 26). What is read here is in the clear: who shows it masks it, or has it on record.

use super::sql::{Row, Sql, word};
use super::{DbError, complaints};
use crate::args;
use crate::records::ids::{CaseId, RecordKind, RecordNo};
use crate::records::person::{IdentityNumber, Person};
use crate::text::secrets::{self, Secrets};

/// Whom a case was ever said to be about, the last one in force; none of a case about an agency.
///
/// # Errors
/// When the database can't be read, or what is in it is no person.
pub fn of_case(sql: &dyn Sql, case: CaseId) -> Result<Vec<Person>, DbError> {
    sql.all(
        "SELECT role, name, number, address FROM case_persons WHERE case_id = ?1 ORDER BY id",
        args![case.0],
        read,
    )
}

/// What of a case about these persons is not said in the clear, and of where e-mail reached them.
#[must_use]
pub fn hidden<'a>(persons: &[Person], addresses: impl Iterator<Item = &'a str>) -> Secrets {
    let mut all = Secrets::default();
    persons.iter().for_each(|person| person.hide_in(&mut all));
    if !persons.is_empty() {
        addresses.for_each(|address| all.add(address, secrets::mailbox(address)));
    }
    all
}

fn read(row: &mut Row) -> Result<Person, DbError> {
    let (role, name) = (row.word()?, row.take()?);
    let number: String = row.take()?;
    let number = IdentityNumber::parse(&number).map_err(|_| DbError::broken("a person", "***"))?;
    Ok(Person { role, name, number, address: row.take()? })
}

/// Puts on file whom a case is about; what was on file before stays there, and holds no more.
///
/// # Errors
/// When the database refuses.
pub fn add(sql: &dyn Sql, case: CaseId, person: &Person) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO case_persons (case_id, role, name, number, address) VALUES (?1, ?2, ?3, ?4, ?5)",
        args![case.0, word(person.role), &person.name, person.number.as_str(), &person.address],
    )?;
    Ok(())
}

/// What of a record is not said in the clear: of a case about a person, who it is, as it was ever on file, and where e-mail reaches
/// them; of a complaint, who complained; of any other record nothing.
///
/// # Errors
/// When the database can't be read.
pub fn secrets(sql: &dyn Sql, no: RecordNo) -> Result<Secrets, DbError> {
    match no.kind {
        RecordKind::Case => of_the_case(sql, no),
        RecordKind::Complaint => {
            let mut all = Secrets::default();
            if let Some(complaint) = complaints::by_no(sql, no)? {
                complaint.complainant.hide_in(&mut all);
            }
            Ok(all)
        }
        _ => Ok(Secrets::default()),
    }
}

fn of_the_case(sql: &dyn Sql, no: RecordNo) -> Result<Secrets, DbError> {
    let persons = sql.all(
        "SELECT p.role, p.name, p.number, p.address FROM case_persons p JOIN cases c ON c.id = p.case_id
         WHERE c.year = ?1 AND c.serial = ?2",
        args![no.year, no.serial],
        read,
    )?;
    // Of most cases there is nobody to hide, and nothing more to be read.
    if persons.is_empty() {
        return Ok(Secrets::default());
    }
    let addresses = sql.all(
        "SELECT e.address FROM electronic_consents e JOIN cases c ON c.id = e.case_id
         WHERE c.year = ?1 AND c.serial = ?2",
        args![no.year, no.serial],
        Row::take::<String>,
    )?;
    Ok(hidden(&persons, addresses.iter().map(String::as_str)))
}
