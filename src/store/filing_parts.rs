//! Reading what belongs to a filing (备案): its steps, requests for completion, consents, publicities with objections.

use chrono::NaiveDate;

use super::DbError;
use super::sql::{Row, Sql};
use crate::args;
use crate::records::filing::{Asked, Consent, FilingStep, HandedIn, Material, Objection, Publicity, Round};
use crate::records::ids::{FilingId, ObjectionId, PublicityId, RoundId, StaffId};

pub(super) fn steps(sql: &dyn Sql, filing: FilingId) -> Result<Vec<FilingStep>, DbError> {
    sql.all(
        "SELECT t.step, t.done_on, t.done_by, s.name, t.passed, t.opinion, t.acted_on, t.people FROM filing_steps t
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
                acted_on: row.take()?,
                people: row.take()?,
            })
        },
    )
}

pub(super) fn rounds(sql: &dyn Sql, filing: FilingId) -> Result<Vec<Round>, DbError> {
    let found = sql.all(
        "SELECT id, requested_on, items, due, answered_on, answer FROM filing_rounds WHERE filing = ?1 ORDER BY id",
        args![filing.0],
        |row| {
            Ok(Round {
                id: RoundId(row.take()?),
                requested_on: row.take()?,
                items: row.take()?,
                asked: Vec::new(),
                due: row.take()?,
                answered_on: row.take()?,
                answer: row.take()?,
                reminders: Vec::new(),
            })
        },
    )?;
    let whole = |round: Round| {
        Ok(Round { asked: asked(sql, round.id)?, reminders: reminders(sql, round.id)?, ..round })
    };
    found.into_iter().map(whole).collect()
}

fn asked(sql: &dyn Sql, round: RoundId) -> Result<Vec<Asked>, DbError> {
    sql.all(
        "SELECT id, item, answered_on, answer FROM filing_round_items WHERE round = ?1 ORDER BY id",
        args![round.0],
        |row| {
            Ok(Asked { row: row.take()?, item: row.take()?, answered_on: row.take()?, answer: row.take()? })
        },
    )
}

fn reminders(sql: &dyn Sql, round: RoundId) -> Result<Vec<(NaiveDate, String)>, DbError> {
    sql.all(
        "SELECT reminded_on, how FROM filing_reminders WHERE round = ?1 ORDER BY reminded_on, id",
        args![round.0],
        |row| Ok((row.take()?, row.take()?)),
    )
}

pub(super) fn materials(sql: &dyn Sql, filing: FilingId) -> Result<Vec<Material>, DbError> {
    let found = sql.all(
        "SELECT place, item, state, note FROM filing_materials WHERE filing = ?1 ORDER BY place",
        args![filing.0],
        |row| {
            Ok(Material {
                place: place(row)?,
                item: row.take()?,
                state: row.word()?,
                note: row.take()?,
                files: Vec::new(),
            })
        },
    )?;
    found.into_iter().map(|m| Ok(Material { files: files(sql, filing, m.place)?, ..m })).collect()
}

fn place(row: &mut Row) -> Result<u32, DbError> {
    let place: i64 = row.take()?;
    u32::try_from(place).map_err(|_| DbError::broken("a place", &place.to_string()))
}

fn files(sql: &dyn Sql, filing: FilingId, place: u32) -> Result<Vec<HandedIn>, DbError> {
    sql.all(
        "SELECT name, sha256, added_on FROM filing_files WHERE filing = ?1 AND place = ?2 ORDER BY id",
        args![filing.0, i64::from(place)],
        |row| Ok(HandedIn { name: row.take()?, sha256: row.take()?, on: row.take()? }),
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
        "SELECT id, posted_on, posted_at, text, told_until, stopped_on FROM filing_publicities WHERE filing = ?1 ORDER BY id",
        args![filing.0],
        |row| {
            Ok(Publicity {
                id: PublicityId(row.take()?),
                posted_on: row.take()?,
                posted_at: row.take()?,
                text: row.take()?,
                told_until: row.take()?,
                stopped_on: row.take()?,
                objections: Vec::new(),
            })
        },
    )?;
    found.into_iter().map(|p| Ok(Publicity { objections: objections(sql, p.id)?, ..p })).collect()
}

fn objections(sql: &dyn Sql, publicity: PublicityId) -> Result<Vec<Objection>, DbError> {
    sql.all(
        "SELECT id, received_on, objector, content, answered_on, answer, upheld FROM filing_objections
         WHERE publicity = ?1 ORDER BY id",
        args![publicity.0],
        |row| {
            Ok(Objection {
                id: ObjectionId(row.take()?),
                received_on: row.take()?,
                objector: row.take()?,
                content: row.take()?,
                answered_on: row.take()?,
                answer: row.take()?,
                upheld: row.take()?,
            })
        },
    )
}
