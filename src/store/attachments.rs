//! Attachments (附件): bytes kept once per hash, inside the database, so that a backup is whole.

use super::DbError;
use super::sql::{Row, Sql, Value};
use crate::args;
use crate::text::hash::fingerprint;

/// Keeps the bytes; their SHA-256.
///
/// # Errors
/// When the database refuses.
pub fn keep(sql: &dyn Sql, bytes: Vec<u8>) -> Result<String, DbError> {
    let sha256 = fingerprint(&bytes);
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    sql.execute(
        "INSERT INTO attachments (sha256, size, bytes) VALUES (?1, ?2, ?3) ON CONFLICT (sha256) DO NOTHING",
        &[Value::from(&sha256), size.into(), Value::Blob(bytes)],
    )?;
    Ok(sha256)
}

/// The bytes of a hash.
///
/// # Errors
/// When the database can't be read.
pub fn bytes(sql: &dyn Sql, sha256: &str) -> Result<Option<Vec<u8>>, DbError> {
    sql.first("SELECT bytes FROM attachments WHERE sha256 = ?1", args![sha256], Row::take)
}
