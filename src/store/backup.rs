//! Backup and restore by SQLite's online backup: a copy that is whole even while others write.

use std::fs::File;
use std::path::Path;
use std::time::Duration;

use nix::unistd::{AccessFlags, access};
use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::sqlite::private_file;
use super::{DbError, Store, fresh, integrity};
use crate::say;
use crate::text::Text;

/// Pages copied before others get their turn.
const PAGES_A_STEP: i32 = 1_000;

/// Writes a copy of the open database to a new file.
///
/// # Errors
/// When the file exists, or can't be written; then nothing is left of the copy.
pub fn backup(store: &Store, to: &Path) -> Result<(), DbError> {
    fresh::make(to, |draft| {
        private_file(draft)?;
        copy(store.raw(), draft)
    })
}

/// Makes a database from a backup at a path where there is none, after checking the backup.
///
/// # Errors
/// When the backup is damaged or no database of ours, or the path is taken.
pub fn restore(from: &Path, to: &Path) -> Result<(), DbError> {
    fresh::make_folder(to)?;
    if from.is_file() && access(from, AccessFlags::W_OK).is_err() {
        // SQLite would have to write beside it. Nobody writes to a file that can't be written: plain copying will do.
        return fresh::make(to, |draft| {
            private_file(draft)?;
            plain_copy(from, draft).map_err(|e| unreadable(from, &e))?;
            check(&Store::open(draft)?, from)
        });
    }
    let source = Store::open(from)?;
    check(&source, from)?;
    backup(&source, to)
}

fn plain_copy(from: &Path, to: &Path) -> std::io::Result<()> {
    let mut copy = File::options().write(true).open(to)?;
    std::io::copy(&mut File::open(from)?, &mut copy)?;
    copy.sync_all()
}

fn unreadable(path: &Path, error: &std::io::Error) -> DbError {
    DbError::new(say!(
        "无法复制备份 {p}: {e}",
        "cannot copy the backup {p}: {e}",
        p = path.display().to_string(),
        e = error.to_string()
    ))
}

fn check(store: &Store, path: &Path) -> Result<(), DbError> {
    let wrong = store.integrity()?.into_iter().map(Text::same).chain(integrity::altered(store)?).next();
    let Some(wrong) = wrong else { return Ok(()) };
    Err(DbError::new(say!(
        "备份 {p} 已损坏: {w}; 请用另一份备份",
        "the backup {p} is damaged: {w}; use another one",
        p = path.display().to_string(),
        w = wrong
    )))
}

fn copy(from: &Connection, to: &Path) -> Result<(), DbError> {
    let mut target = Connection::open(to)?;
    Backup::new(from, &mut target)?.run_to_completion(PAGES_A_STEP, Duration::from_millis(1), None)?;
    Ok(())
}
