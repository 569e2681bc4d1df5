//! Backup and restore by SQLite's online backup: a copy that is whole even while others write.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::sqlite::private_file;
use super::{DbError, Store};
use crate::say;

/// Pages copied before others get their turn.
const PAGES_A_STEP: i32 = 1_000;

/// Writes a copy of the open database to a new file.
///
/// # Errors
/// When the file exists, or can't be written; a half-written copy is removed.
pub fn backup(store: &Store, to: &Path) -> Result<(), DbError> {
    refuse_existing(to)?;
    private_file(to)?;
    let copied = copy(store.raw(), to);
    if copied.is_err() {
        // What remains of a failed copy is of no use, and its name must be free for the next try.
        let _ = std::fs::remove_file(to);
    }
    copied
}

/// Makes a database from a backup at a path where there is none, after checking the backup.
///
/// # Errors
/// When the backup is damaged or no database of ours, or the path is taken.
pub fn restore(from: &Path, to: &Path) -> Result<(), DbError> {
    let source = Store::open(from)?;
    if let Some(wrong) = source.integrity()?.first() {
        return Err(DbError::new(say!(
            "备份 {p} 已损坏: {w}; 请用另一份备份",
            "the backup {p} is damaged: {w}; use another one",
            p = from.display().to_string(),
            w = wrong
        )));
    }
    backup(&source, to)
}

fn refuse_existing(path: &Path) -> Result<(), DbError> {
    if path.exists() {
        return Err(DbError::new(say!(
            "文件 {p} 已存在, 不会覆盖; 请换一个路径, 或先移走它",
            "{p} exists already and is not overwritten: choose another path, or move it away first",
            p = path.display().to_string()
        )));
    }
    Ok(())
}

fn copy(from: &Connection, to: &Path) -> Result<(), DbError> {
    let mut target = Connection::open(to)?;
    Backup::new(from, &mut target)?.run_to_completion(PAGES_A_STEP, Duration::from_millis(1), None)?;
    Ok(())
}
