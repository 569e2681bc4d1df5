//! Seals (封签): of each row what it was when an act last wrote it, as a fingerprint that the audit chain covers.
//!
//! The engine tells which rows are written; the entry of the act seals them all. [`broken`] holds the rows of today against
//! the seals: what was altered, added or erased by another hand than the program's doesn't fit. Who can rewrite the seals
//! and the whole chain as well is found by its head, kept elsewhere.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use super::DbError;
use super::audit;
use super::sql::{Row, Sql, Value};
use crate::args;
use crate::say;
use crate::text::Text;
use crate::text::hash::hex;

/// Tables whose rows are not sealed: the chain and what hangs on it; what is reckoned anew from other rows (deadlines,
/// running numbers); files, which have a hash of their own; drafts and the leases of the outbox, which are nobody's act.
const FREE: &[&str] =
    &["attachments", "audit", "deadlines", "drafts", "outbox_leases", "private_fields", "seals", "series"];

/// The version of the schema from which on rows are sealed.
pub(super) const SINCE: i64 = 9;
/// Bytes of a fingerprint.
const SHORT: usize = 16;

/// Rows written since the last entry, by table and row number.
pub(super) type Touched = BTreeSet<(String, i64)>;

/// Whether the rows of a table are sealed.
pub(super) fn sealed(table: &str) -> bool {
    !FREE.contains(&table)
}

/// Seals the rows written since the last entry for the entry with this number; the hash of its seals, those included that
/// were set for it before (of rows that no act wrote: those of a new or of an upgraded database).
///
/// # Errors
/// When the database refuses.
pub(super) fn seal(sql: &dyn Sql, seq: i64) -> Result<String, DbError> {
    for (table, row) in sql.touched() {
        let print = sql
            .first(&format!("SELECT * FROM {table} WHERE rowid = ?1"), args![row], |row| Ok(print(row)))?
            .unwrap_or_default();
        set(sql, seq, &table, row, print)?;
    }
    let mut hash = Sha256::new();
    let own = "SELECT seq, about, line, print FROM seals WHERE seq = ?1 ORDER BY about, line";
    sql.each(own, args![seq], &mut |mut row| {
        add(&mut hash, &Seal::read(&mut row)?);
        Ok(())
    })?;
    Ok(hex(&hash.finalize()))
}

/// Seals what no act wrote, for the next entry: the rows of a database just made.
///
/// # Errors
/// When the database refuses.
pub fn seal_made(sql: &dyn Sql) -> Result<(), DbError> {
    seal(sql, next(sql)?).map(drop)
}

/// Seals every row as it is, for the next entry: after the tables were made anew. Rows that didn't fit their seals before
/// keep those, and so are found still.
///
/// # Errors
/// When the database refuses.
pub(super) fn seal_all(sql: &dyn Sql, unfit: &[Unfit]) -> Result<(), DbError> {
    let seq = next(sql)?;
    for table in tables(sql)? {
        let mut prints = Vec::new();
        let out: BTreeSet<i64> = unfit.iter().filter(|u| u.table == table).map(|u| u.row).collect();
        rows(sql, &table, &mut |row, print| prints.push((row, print)))?;
        prints.retain(|(row, _)| !out.contains(row));
        for (row, print) in prints {
            set(sql, seq, &table, row, print)?;
        }
    }
    Ok(())
}

fn next(sql: &dyn Sql) -> Result<i64, DbError> {
    Ok(audit::head(sql)?.map_or(0, |head| head.seq) + 1)
}

fn set(sql: &dyn Sql, seq: i64, table: &str, row: i64, print: Vec<u8>) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO seals (seq, about, line, print) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (seq, about, line) DO UPDATE SET print = excluded.print",
        &[seq.into(), table.into(), row.into(), Value::Blob(print)],
    )?;
    Ok(())
}

/// A seal: the entry, the table, the row, its fingerprint (empty: the row is gone).
struct Seal {
    seq: i64,
    table: String,
    row: i64,
    print: Vec<u8>,
}

impl Seal {
    fn read(row: &mut Row) -> Result<Self, DbError> {
        Ok(Self { seq: row.take()?, table: row.take()?, row: row.take()?, print: row.take()? })
    }
}

/// Adds a seal to the hash of an entry's seals, each part with its length.
fn add(hash: &mut Sha256, seal: &Seal) {
    for part in [seal.table.as_bytes(), &seal.row.to_be_bytes(), &seal.print] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
}

/// The fingerprint of a row: each value with its type and length.
fn print(row: &mut Row) -> Vec<u8> {
    let mut hash = Sha256::new();
    let mut part = |kind: u8, bytes: &[u8]| {
        hash.update([kind]);
        hash.update((bytes.len() as u64).to_be_bytes());
        hash.update(bytes);
    };
    for value in row.rest() {
        match value {
            Value::Null => part(0, &[]),
            Value::Int(n) => part(1, &n.to_be_bytes()),
            Value::Text(text) => part(2, text.as_bytes()),
            Value::Blob(bytes) => part(3, &bytes),
        }
    }
    hash.finalize()[..SHORT].to_vec()
}

/// Tables whose rows are sealed, in order.
fn tables(sql: &dyn Sql) -> Result<Vec<String>, DbError> {
    let all = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name";
    let mut all: Vec<String> = sql.all(all, &[], Row::take)?;
    all.retain(|table| sealed(table));
    Ok(all)
}

fn rows(sql: &dyn Sql, table: &str, each: &mut dyn FnMut(i64, Vec<u8>)) -> Result<(), DbError> {
    sql.each(&format!("SELECT rowid, * FROM {table}"), &[], &mut |mut row| {
        let number: i64 = row.take()?;
        each(number, print(&mut row));
        Ok(())
    })
}

/// A row that doesn't fit its last seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unfit {
    table: String,
    row: i64,
    how: How,
}

/// How a row doesn't fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    Added,
    Altered,
    Gone,
}

impl Unfit {
    fn told(&self) -> Text {
        let (t, r) = (self.table.as_str(), self.row);
        match self.how {
            How::Added => {
                say!("{t} 第 {r} 行不是由办理写入的", "row {r} of {t} was written by no act", t = t, r = r)
            }
            How::Altered => say!(
                "{t} 第 {r} 行与最后一次办理后不符",
                "row {r} of {t} is not as the last act left it",
                t = t,
                r = r
            ),
            How::Gone => say!("{t} 第 {r} 行不在库中", "row {r} of {t} is gone", t = t, r = r),
        }
    }
}

/// What doesn't fit the seals, in words; empty where all is as acts left it.
///
/// # Errors
/// When the database can't be read.
pub fn broken(sql: &dyn Sql) -> Result<Vec<Text>, DbError> {
    let mut said = chain(sql)?;
    said.extend(unfit(sql)?.iter().map(Unfit::told));
    Ok(said)
}

/// Rows that don't fit their last seal, table by table.
///
/// # Errors
/// When the database can't be read.
pub(super) fn unfit(sql: &dyn Sql) -> Result<Vec<Unfit>, DbError> {
    let mut last: HashMap<String, HashMap<i64, Vec<u8>>> = HashMap::new();
    sql.each("SELECT seq, about, line, print FROM seals ORDER BY seq", &[], &mut |mut row| {
        let seal = Seal::read(&mut row)?;
        last.entry(seal.table).or_default().insert(seal.row, seal.print);
        Ok(())
    })?;
    let mut all = Vec::new();
    for table in tables(sql)? {
        let mut seals = last.remove(&table).unwrap_or_default();
        let of = |row, how| Unfit { table: table.clone(), row, how };
        rows(sql, &table, &mut |row, print| {
            let kept = seals.remove(&row).unwrap_or_default();
            if kept.is_empty() {
                all.push(of(row, How::Added));
            } else if kept != print {
                all.push(of(row, How::Altered));
            }
        })?;
        let mut gone: Vec<i64> =
            seals.into_iter().filter(|(_, p)| !p.is_empty()).map(|(row, _)| row).collect();
        gone.sort_unstable();
        all.extend(gone.into_iter().map(|row| of(row, How::Gone)));
    }
    Ok(all)
}

/// The seals against the entries that cover them.
fn chain(sql: &dyn Sql) -> Result<Vec<Text>, DbError> {
    let mut hashes: HashMap<i64, Sha256> = HashMap::new();
    sql.each("SELECT seq, about, line, print FROM seals ORDER BY seq, about, line", &[], &mut |mut row| {
        let seal = Seal::read(&mut row)?;
        add(hashes.entry(seal.seq).or_default(), &seal);
        Ok(())
    })?;
    let mut said = Vec::new();
    let mut begun = false;
    sql.each("SELECT seq, result FROM audit ORDER BY seq", &[], &mut |mut row| {
        let (seq, result): (i64, String) = (row.take()?, row.take()?);
        let result: Json = serde_json::from_str(&result).unwrap_or_default();
        let kept = result[SEALED].as_str();
        begun |= kept.is_some();
        let now = hex(&hashes.remove(&seq).unwrap_or_default().finalize());
        // Entries of before rows were sealed have none.
        if begun && kept != Some(now.as_str()) {
            said.push(say!(
                "审计第 {s} 条的封签与该条不符",
                "the seals of entry {s} are not those it was made with",
                s = seq
            ));
        }
        Ok(())
    })?;
    Ok(said)
}

/// The name under which an entry's result has the hash of its seals.
pub(crate) const SEALED: &str = "sealed";
