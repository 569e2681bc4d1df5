//! Reading what belongs to a filing (备案): its steps, requests for completion, consents, publicities with objections.

use super::DbError;
use super::sql::Sql;
use crate::args;
use crate::records::filing::{Consent, FilingStep, Objection, Publicity, Round};
use crate::records::ids::{FilingId, ObjectionId, PublicityId, RoundId, StaffId};

pub(super) fn steps(sql: &dyn Sql, filing: FilingId) -> Result<Vec<FilingStep>, DbError> {
    sql.all(
        "SELECT t.step, t.done_on, t.done_by, s.name, t.passed, t.opinion FROM filing_steps t
         JOIN staff s ON s.id = t.done_by WHERE t.filing = ?1 ORDER BY t.id",
        args![filing.0],
        |row| {
            Ok(FilingStep {
                step: row.word()?,
                on: row.take()?,
                by: StaffId(row.take()?),
                name: row.take()?,
                passed: row.take()?,
                opinion: row.take()?,
            })
        },
    )
}

pub(super) fn rounds(sql: &dyn Sql, filing: FilingId) -> Result<Vec<Round>, DbError> {
    sql.all(
        "SELECT id, requested_on, items, due, answered_on, answer FROM filing_rounds WHERE filing = ?1 ORDER BY id",
        args![filing.0],
        |row| {
            Ok(Round {
                id: RoundId(row.take()?),
                requested_on: row.take()?,
                items: row.take()?,
                due: row.take()?,
                answered_on: row.take()?,
                answer: row.take()?,
            })
        },
    )
}

pub(super) fn consents(sql: &dyn Sql, filing: FilingId) -> Result<Vec<Consent>, DbError> {
    sql.all(
        "SELECT about, department, reference, consented_on FROM filing_consents WHERE filing = ?1 ORDER BY id",
        args![filing.0],
        |row| {
            Ok(Consent { about: row.word()?, department: row.take()?, reference: row.take()?, on: row.take()? })
        },
    )
}

pub(super) fn publicities(sql: &dyn Sql, filing: FilingId) -> Result<Vec<Publicity>, DbError> {
    let found = sql.all(
        "SELECT id, posted_on, posted_at, text, stopped_on FROM filing_publicities WHERE filing = ?1 ORDER BY id",
        args![filing.0],
        |row| {
            Ok(Publicity {
                id: PublicityId(row.take()?),
                posted_on: row.take()?,
                posted_at: row.take()?,
                text: row.take()?,
                stopped_on: row.take()?,
                objections: Vec::new(),
            })
        },
    )?;
    found.into_iter().map(|p| Ok(Publicity { objections: objections(sql, p.id)?, ..p })).collect()
}

fn objections(sql: &dyn Sql, publicity: PublicityId) -> Result<Vec<Objection>, DbError> {
    sql.all(
        "SELECT id, received_on, content, answered_on, answer, upheld FROM filing_objections
         WHERE publicity = ?1 ORDER BY id",
        args![publicity.0],
        |row| {
            Ok(Objection {
                id: ObjectionId(row.take()?),
                received_on: row.take()?,
                content: row.take()?,
                answered_on: row.take()?,
                answer: row.take()?,
                upheld: row.take()?,
            })
        },
    )
}
