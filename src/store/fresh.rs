//! New database files: one gets its name only when it is whole. Killed or out of space on the way, it leaves nothing
//! under that name, and the next try finds it free.

use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

use super::DbError;
use crate::say;

/// Makes a file: `fill` makes it at a path of its own in the same folder, and closes it; then it is given its name.
///
/// # Errors
/// When the name is taken, the folder can't be written, or `fill` fails.
pub fn make<T, E: From<DbError>>(path: &Path, fill: impl FnOnce(&Path) -> Result<T, E>) -> Result<T, E> {
    if path.exists() {
        return Err(taken(path).into());
    }
    if let Some(left) = leftover(path) {
        return Err(orphan(&left).into());
    }
    // A folder for its owner's eyes only; it goes with all that is in it, whatever happens.
    let draft = tempfile::Builder::new()
        .prefix(".anjuan-")
        .tempdir_in(folder_of(path))
        .map_err(|e| failed(path, &e))?;
    let file = draft.path().join("new.db");
    let made = fill(&file)?;
    name(&file, path)?;
    Ok(made)
}

/// Makes the folder in which a file is to be.
///
/// # Errors
/// When it can't be made.
pub fn make_folder(path: &Path) -> Result<(), DbError> {
    std::fs::create_dir_all(folder_of(path)).map_err(|e| failed(path, &e))
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

/// Gives a whole file its name, never that of another file, and makes the name last.
fn name(file: &Path, path: &Path) -> Result<(), DbError> {
    match std::fs::hard_link(file, path) {
        Ok(()) => {}
        Err(e) if e.kind() == ErrorKind::AlreadyExists => return Err(taken(path)),
        // A file system without links.
        Err(_) => std::fs::rename(file, path).map_err(|e| failed(path, &e))?,
    }
    std::fs::File::open(folder_of(path)).and_then(|folder| folder.sync_all()).map_err(|e| failed(path, &e))
}

/// What SQLite left of another database of this name: it would be taken for a part of the new one and spoil it.
fn leftover(path: &Path) -> Option<PathBuf> {
    ["-wal", "-shm", "-journal"].iter().find_map(|end| {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        Some(PathBuf::from(name)).filter(|left| left.exists())
    })
}

fn orphan(left: &Path) -> DbError {
    DbError::new(say!(
        "旁边还有 {p}, 属于移走的那个数据库, 会毁坏新库; 请先关闭所有控制台, 连同数据库一起移走它",
        "{p} is there, of a database that was moved away, and would spoil the new one: end all consoles and move it away too",
        p = left.display().to_string()
    ))
}

fn taken(path: &Path) -> DbError {
    DbError::new(say!(
        "文件 {p} 已存在, 不会覆盖; 请换一个路径, 或先移走它",
        "{p} exists already and is not overwritten: choose another path, or move it away first",
        p = path.display().to_string()
    ))
}

fn failed(path: &Path, error: &Error) -> DbError {
    DbError::new(say!(
        "无法新建 {p}: {e}; 请检查目录是否存在、可写、有空间",
        "cannot make {p}: {e}; check that its folder is there, can be written and has room",
        p = path.display().to_string(),
        e = error.to_string()
    ))
}
