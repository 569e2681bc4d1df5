//! The audit chain (审计链): every act an entry, each hashed over the one before.
//!
//! The head can be printed and handed to another bureau; [`verify`] checks the whole chain against it.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::sql::{Row, Sql, word};
use super::{DbError, seals};
use crate::args;
use crate::records::bureau::BureauId;
use crate::text::Text;
use crate::text::hash::hex;

/// What stands before the first entry.
const ORIGIN: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// An act, before it is chained.
#[derive(Debug, Clone, Serialize)]
pub struct Act<'a> {
    /// Wall-clock time of the entry.
    pub at: DateTime<FixedOffset>,
    /// The day the act counts for: the same but in a practice database.
    pub act_on: NaiveDate,
    /// Login of the actor.
    pub actor: &'a str,
    /// Bureau of the record.
    pub bureau: BureauId,
    /// Name of the command.
    pub command: &'a str,
    /// The command's own id: the same id twice is one act.
    pub request_id: &'a str,
    /// Public number of the record, or empty.
    pub subject: &'a str,
    /// The fields, as JSON.
    pub fields: &'a str,
    /// The outcome, as JSON.
    pub result: &'a str,
}

/// An entry of the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Place in the chain, from 1.
    pub seq: i64,
    /// Wall-clock time.
    pub at: String,
    /// The day the act counts for.
    pub act_on: NaiveDate,
    /// Login of the actor.
    pub actor: String,
    /// Bureau of the record.
    pub bureau: BureauId,
    /// Name of the command.
    pub command: String,
    /// The command's own id.
    pub request_id: String,
    /// Public number of the record, or empty.
    pub subject: String,
    /// The fields, as JSON text.
    pub fields: String,
    /// The outcome, as JSON text.
    pub result: String,
    /// Hash of the entry before.
    pub previous: String,
    /// Hash of this entry.
    pub hash: String,
}

const COLUMNS: &str =
    "seq, at, act_on, actor, bureau, command, request_id, subject, fields, result, previous, hash";

fn read(row: &mut Row) -> Result<Entry, DbError> {
    Ok(Entry {
        seq: row.take()?,
        at: row.take()?,
        act_on: row.take()?,
        actor: row.take()?,
        bureau: row.word()?,
        command: row.take()?,
        request_id: row.take()?,
        subject: row.take()?,
        fields: row.take()?,
        result: row.take()?,
        previous: row.take()?,
        hash: row.take()?,
    })
}

impl Entry {
    /// Whether it still has its hash.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.reckon() == self.hash
    }

    /// The hash this entry ought to have: over each part with its length, so that none can slide into the next.
    fn reckon(&self) -> String {
        let mut hash = Sha256::new();
        let (seq, day, bureau) = (self.seq.to_string(), self.act_on.to_string(), self.bureau.to_string());
        for part in [
            self.previous.as_str(),
            &seq,
            &self.at,
            &day,
            &self.actor,
            &bureau,
            &self.command,
            &self.request_id,
            &self.subject,
            &self.fields,
            &self.result,
        ] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        hex(&hash.finalize())
    }
}

/// Chains an act, and seals what it wrote; call it inside the transaction of the act itself.
///
/// # Errors
/// When the database refuses; a request id already used is told apart before by [`find_request`].
pub fn append(sql: &dyn Sql, act: &Act<'_>) -> Result<Entry, DbError> {
    let (seq, previous) = head(sql)?.map_or((0, ORIGIN.to_owned()), |h| (h.seq, h.hash));
    let mut result: Value = serde_json::from_str(act.result).unwrap_or_default();
    result[seals::SEALED] = seals::seal(sql, seq + 1)?.into();
    let mut entry = Entry {
        seq: seq + 1,
        at: act.at.to_rfc3339(),
        act_on: act.act_on,
        actor: act.actor.to_owned(),
        bureau: act.bureau,
        command: act.command.to_owned(),
        request_id: act.request_id.to_owned(),
        subject: act.subject.to_owned(),
        fields: act.fields.to_owned(),
        result: result.to_string(),
        previous,
        hash: String::new(),
    };
    entry.hash = entry.reckon();
    sql.execute(
        "INSERT INTO audit (seq, at, act_on, actor, bureau, command, request_id, subject, fields, result, previous, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        args![
            entry.seq,
            &entry.at,
            entry.act_on,
            &entry.actor,
            word(entry.bureau),
            &entry.command,
            &entry.request_id,
            &entry.subject,
            &entry.fields,
            &entry.result,
            &entry.previous,
            &entry.hash
        ],
    )?;
    Ok(entry)
}

/// The last entry.
///
/// # Errors
/// When the database can't be read.
pub fn head(sql: &dyn Sql) -> Result<Option<Entry>, DbError> {
    sql.first(&format!("SELECT {COLUMNS} FROM audit ORDER BY seq DESC LIMIT 1"), &[], read)
}

/// The entry of a request id, if that act was done already.
///
/// # Errors
/// When the database can't be read.
pub fn find_request(sql: &dyn Sql, request_id: &str) -> Result<Option<Entry>, DbError> {
    sql.first(&format!("SELECT {COLUMNS} FROM audit WHERE request_id = ?1"), args![request_id], read)
}

/// Keeps the hash of what the private fields of an act held, so that the same act is known again.
///
/// # Errors
/// When the database refuses.
pub fn keep_private(sql: &dyn Sql, request_id: &str, sha256: &str) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO private_fields (request_id, sha256) VALUES (?1, ?2)",
        args![request_id, sha256],
    )?;
    Ok(())
}

/// The hash kept by [`keep_private`]; none where the act had no private field, or is from before they were kept.
///
/// # Errors
/// When the database can't be read.
pub fn private(sql: &dyn Sql, request_id: &str) -> Result<Option<String>, DbError> {
    sql.first("SELECT sha256 FROM private_fields WHERE request_id = ?1", args![request_id], Row::take)
}

/// The history of a record, newest first, from before a place in the chain.
///
/// # Errors
/// When the database can't be read.
pub fn history(sql: &dyn Sql, subject: &str, before: i64, limit: i64) -> Result<Vec<Entry>, DbError> {
    sql.all(
        &format!("SELECT {COLUMNS} FROM audit WHERE subject = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT ?3"),
        args![subject, before, limit],
        read,
    )
}

/// The newest entries of one bureau, or of all.
///
/// # Errors
/// When the database can't be read.
pub fn recent(
    sql: &dyn Sql,
    bureau: Option<BureauId>,
    before: i64,
    limit: i64,
) -> Result<Vec<Entry>, DbError> {
    match bureau {
        Some(bureau) => sql.all(
            &format!("SELECT {COLUMNS} FROM audit WHERE bureau = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT ?3"),
            args![word(bureau), before, limit],
            read,
        ),
        None => sql.all(
            &format!("SELECT {COLUMNS} FROM audit WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2"),
            args![before, limit],
            read,
        ),
    }
}

/// What a check of the chain found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Whole, so many entries.
    Whole {
        /// Entries checked.
        entries: i64,
        /// Whether the chain goes through the head that was noted, if one was.
        met: bool,
    },
    /// Broken, and where.
    Broken {
        /// The first entry that doesn't fit.
        seq: i64,
        /// What is wrong with it.
        why: Text,
    },
}

/// Checks the whole chain; with a head noted earlier, also that the chain still goes through it.
///
/// # Errors
/// When the database can't be read.
pub fn verify(sql: &dyn Sql, noted: Option<&str>) -> Result<Verdict, DbError> {
    let mut previous = ORIGIN.to_owned();
    let mut entries = 0;
    let mut broken: Option<(i64, Text)> = None;
    let mut met = noted.is_none();
    sql.each(&format!("SELECT {COLUMNS} FROM audit ORDER BY seq"), &[], &mut |mut row| {
        let entry = read(&mut row)?;
        if broken.is_some() {
            return Ok(());
        }
        let why = if entry.seq != entries + 1 {
            Some(Text::new("前面缺少条目", "entries before it are missing"))
        } else if entry.previous != previous {
            Some(Text::new("与前一条不相连", "it is not chained to the one before"))
        } else if entry.hash != entry.reckon() {
            Some(Text::new("内容与哈希不符", "its content does not match its hash"))
        } else {
            None
        };
        broken = why.map(|why| (entry.seq, why));
        entries += 1;
        met |= noted == Some(entry.hash.as_str());
        previous = entry.hash;
        Ok(())
    })?;
    if let Some((seq, why)) = broken {
        return Ok(Verdict::Broken { seq, why });
    }
    Ok(Verdict::Whole { entries, met })
}
