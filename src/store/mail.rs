//! E-mail (电子送达): the bureaus' servers, consents, and the outbox. What came of a message is an act; who is at sending it now is
//! a lease that no act makes, in a table of its own.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::sql::{Row, Sql, json, word};
use super::{DbError, documents, persons};
use crate::args;
use crate::records::bureau::BureauId;
use crate::records::ids::{CaseId, DocumentId, RecordKind, RecordNo, StaffId};
use crate::records::mail::{ElectronicConsent, Mail, MailServer, MailStatus};

/// The mail server of a bureau, if it named one.
///
/// # Errors
/// When the database can't be read.
pub fn server(sql: &dyn Sql, bureau: BureauId) -> Result<Option<MailServer>, DbError> {
    sql.first("SELECT server FROM mail_servers WHERE bureau = ?1", args![word(bureau)], |row| row.json())
}

/// Names the mail server of a bureau, in the place of one before.
///
/// # Errors
/// When the database refuses.
pub fn set_server(sql: &dyn Sql, bureau: BureauId, server: &MailServer) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO mail_servers (bureau, server) VALUES (?1, ?2)
         ON CONFLICT (bureau) DO UPDATE SET server = excluded.server",
        args![word(bureau), json(server)?],
    )?;
    Ok(())
}

/// The consents of a case, oldest first.
///
/// # Errors
/// When the database can't be read.
pub fn consents(sql: &dyn Sql, case: CaseId) -> Result<Vec<ElectronicConsent>, DbError> {
    sql.all(
        "SELECT address, reference, consented_on, withdrawn_on FROM electronic_consents WHERE case_id = ?1 ORDER BY id",
        args![case.0],
        |row| {
            Ok(ElectronicConsent {
                address: row.take()?,
                reference: row.take()?,
                consented_on: row.take()?,
                withdrawn_on: row.take()?,
            })
        },
    )
}

/// Puts a consent on file, in the place of one before.
///
/// # Errors
/// When the database refuses.
pub fn consent(sql: &dyn Sql, case: CaseId, new: &ElectronicConsent, on: NaiveDate) -> Result<(), DbError> {
    withdraw(sql, case, on)?;
    sql.execute(
        "INSERT INTO electronic_consents (case_id, address, reference, consented_on) VALUES (?1, ?2, ?3, ?4)",
        args![case.0, &new.address, &new.reference, new.consented_on],
    )?;
    Ok(())
}

/// Withdraws the consent in force.
///
/// # Errors
/// When the database refuses.
pub fn withdraw(sql: &dyn Sql, case: CaseId, on: NaiveDate) -> Result<(), DbError> {
    sql.execute(
        "UPDATE electronic_consents SET withdrawn_on = ?2 WHERE case_id = ?1 AND withdrawn_on IS NULL",
        args![case.0, on],
    )?;
    Ok(())
}

const MAIL: &str =
    "SELECT o.id, d.year, d.serial, d.kind, o.address, o.message_id, o.status, o.queued_on, o.next_try,
    o.tries, o.error, o.sent_at FROM outbox o JOIN documents d ON d.id = o.document";

fn read(row: &mut Row) -> Result<Mail, DbError> {
    let id = row.take()?;
    let document = RecordNo { kind: RecordKind::Document, year: row.take()?, serial: row.take()? };
    let (kind, address, message_id, status) = (row.word()?, row.take()?, row.take()?, row.word()?);
    let (queued_on, next_try) = (row.take()?, row.take()?);
    let tries: i64 = row.take()?;
    Ok(Mail {
        id,
        document,
        kind,
        address,
        message_id,
        status,
        queued_on,
        next_try,
        tries: u32::try_from(tries).unwrap_or(u32::MAX),
        error: row.take()?,
        sent_at: row.take()?,
    })
}

/// The messages of a case, oldest first.
///
/// # Errors
/// When the database can't be read.
pub fn of_case(sql: &dyn Sql, case: CaseId) -> Result<Vec<Mail>, DbError> {
    sql.all(&format!("{MAIL} WHERE d.case_id = ?1 ORDER BY o.id"), args![case.0], read)
}

/// A message.
///
/// # Errors
/// When the database can't be read.
pub fn by_id(sql: &dyn Sql, id: i64) -> Result<Option<Mail>, DbError> {
    sql.first(&format!("{MAIL} WHERE o.id = ?1"), args![id], read)
}

/// The messages of a bureau that are not done with, oldest first; the address of a person masked (H4-1).
///
/// # Errors
/// When the database can't be read.
pub fn open(sql: &dyn Sql, bureau: BureauId) -> Result<Vec<Mail>, DbError> {
    let mut all = sql.all(
        &format!("{MAIL} WHERE o.bureau = ?1 AND o.status IN ('queued', 'failed', 'doubtful') ORDER BY o.id"),
        args![word(bureau)],
        read,
    )?;
    for mail in &mut all {
        let secrets = persons::secrets(sql, documents::owner_by_no(sql, mail.document)?)?;
        mail.address = secrets.hide(&mail.address);
        mail.error = mail.error.take().map(|why| secrets.hide(&why));
    }
    Ok(all)
}

/// A message of a bureau that is to be tried by a time, and that nobody is at sending.
///
/// # Errors
/// When the database can't be read.
pub fn due(sql: &dyn Sql, bureau: BureauId, now: DateTime<FixedOffset>) -> Result<Option<Mail>, DbError> {
    sql.first(
        &format!(
            "{MAIL} WHERE o.bureau = ?1 AND o.status = 'queued' AND o.next_try <= ?2
               AND NOT EXISTS (SELECT 1 FROM outbox_leases l WHERE l.message = o.id) ORDER BY o.id LIMIT 1"
        ),
        args![word(bureau), now],
        read,
    )
}

/// A message of a bureau that somebody began to send before a time and never told what came of it.
///
/// # Errors
/// When the database can't be read.
pub fn stranded(
    sql: &dyn Sql,
    bureau: BureauId,
    before: DateTime<FixedOffset>,
) -> Result<Option<(Mail, String)>, DbError> {
    let found = sql.first(
        "SELECT l.message, l.token FROM outbox_leases l JOIN outbox o ON o.id = l.message
         WHERE o.bureau = ?1 AND o.status = 'queued' AND l.taken_at < ?2 ORDER BY l.message LIMIT 1",
        args![word(bureau), before],
        |row| Ok((row.take::<i64>()?, row.take::<String>()?)),
    )?;
    let Some((id, token)) = found else { return Ok(None) };
    Ok(by_id(sql, id)?.map(|mail| (mail, token)))
}

/// Takes a message to be sent by one alone; false where somebody else has it.
///
/// # Errors
/// When the database refuses.
pub fn lease(sql: &dyn Sql, id: i64, token: &str, now: DateTime<FixedOffset>) -> Result<bool, DbError> {
    let taken = sql.first(
        "INSERT INTO outbox_leases (message, token, taken_at) VALUES (?1, ?2, ?3)
         ON CONFLICT (message) DO NOTHING RETURNING message",
        args![id, token, now],
        |row| row.take::<i64>(),
    )?;
    Ok(taken.is_some())
}

/// Whether a lease is held under a token.
///
/// # Errors
/// When the database can't be read.
pub fn holds(sql: &dyn Sql, id: i64, token: &str) -> Result<bool, DbError> {
    let held =
        sql.number("SELECT count(*) FROM outbox_leases WHERE message = ?1 AND token = ?2", args![id, token])?;
    Ok(held > 0)
}

/// A message to be queued.
#[derive(Debug)]
pub struct NewMail<'a> {
    /// The document.
    pub document: DocumentId,
    /// Bureau that sends it.
    pub bureau: BureauId,
    /// To where.
    pub address: &'a str,
    /// Its Message-ID.
    pub message_id: &'a str,
    /// Who.
    pub by: StaffId,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// Day.
    pub on: NaiveDate,
}

/// Queues a message, to be sent at once.
///
/// # Errors
/// When the database refuses.
pub fn queue(sql: &dyn Sql, new: &NewMail<'_>) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO outbox (document, bureau, address, message_id, status, queued_on, queued_by, next_try)
         VALUES (?1, ?2, ?3, ?4, 'queued', ?5, ?6, ?7)",
        args![new.document.0, word(new.bureau), new.address, new.message_id, new.on, new.by.0, new.at],
    )?;
    Ok(())
}

/// What came of a message: its status, why, when it is tried next or was sent, the file that was attached.
#[derive(Debug)]
pub struct Came<'a> {
    /// Status.
    pub status: MailStatus,
    /// Whether it was tried.
    pub tried: bool,
    /// Why it failed.
    pub error: Option<&'a str>,
    /// When it is tried next.
    pub next_try: Option<DateTime<FixedOffset>>,
    /// When it was sent.
    pub sent_at: Option<DateTime<FixedOffset>>,
    /// SHA-256 of the file attached.
    pub attachment: Option<&'a str>,
}

/// Records what came of a message, and gives its lease back.
///
/// # Errors
/// When the database refuses.
pub fn came(sql: &dyn Sql, id: i64, came: &Came<'_>) -> Result<(), DbError> {
    sql.execute(
        "UPDATE outbox SET status = ?2, tries = tries + ?3, error = ?4, next_try = ?5, sent_at = ?6,
           attachment_sha256 = ?7 WHERE id = ?1",
        args![
            id,
            word(came.status),
            i64::from(came.tried),
            came.error,
            came.next_try,
            came.sent_at,
            came.attachment
        ],
    )?;
    sql.execute("DELETE FROM outbox_leases WHERE message = ?1", args![id])?;
    Ok(())
}

/// Whether somebody is at sending a message.
///
/// # Errors
/// When the database can't be read.
pub fn is_leased(sql: &dyn Sql, id: i64) -> Result<bool, DbError> {
    Ok(sql.number("SELECT count(*) FROM outbox_leases WHERE message = ?1", args![id])? > 0)
}

/// The bureau that sends a message.
///
/// # Errors
/// When the database can't be read.
pub fn bureau_of(sql: &dyn Sql, id: i64) -> Result<Option<BureauId>, DbError> {
    sql.first("SELECT bureau FROM outbox WHERE id = ?1", args![id], Row::word)
}
