//! What can go wrong with the database, in words for the person at the keys.

use crate::say;
use crate::text::Text;

/// An error of the database or its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DbError {
    /// What happened, to what, and what to do.
    pub text: Text,
    /// Whether another process held the database too long; trying again may help.
    pub busy: bool,
}

impl DbError {
    /// An error with these words.
    #[must_use]
    pub const fn new(text: Text) -> Self {
        Self { text, busy: false }
    }

    /// A value in the database is not what this program writes.
    #[must_use]
    pub fn broken(wanted: &str, found: &str) -> Self {
        let found: String = found.chars().take(80).collect();
        Self::new(say!(
            "数据库内容有误: 应为 {w}, 实为「{f}」; 请运行 anjuan doctor, 必要时从备份恢复",
            "the database holds a wrong value: expected {w}, found '{f}'; run anjuan doctor, restore a backup if need be",
            w = wanted,
            f = found
        ))
    }
}

impl From<rusqlite::Error> for DbError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let text = match error.sqlite_error_code() {
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => {
                return Self {
                    text: Text::new(
                        "数据库正被另一进程占用, 请稍后再试",
                        "another process holds the database: try again in a moment",
                    ),
                    busy: true,
                };
            }
            Some(Code::DiskFull) => Text::new(
                "磁盘已满, 没有写入; 腾出空间后再试, 已录入的内容不会丢失",
                "the disk is full, nothing was written: free some space and try again",
            ),
            Some(Code::ReadOnly | Code::PermissionDenied) => Text::new(
                "数据库文件只读, 无法写入; 请检查文件与所在目录的权限",
                "the database file is read-only: check the permissions of the file and its folder",
            ),
            Some(Code::NotADatabase) => {
                Text::new("该文件不是 SQLite 数据库", "the file is not an SQLite database")
            }
            Some(Code::DatabaseCorrupt) => Text::new(
                "数据库文件已损坏; 请从备份恢复 (anjuan restore)",
                "the database file is damaged: restore a backup (anjuan restore)",
            ),
            Some(Code::SystemIoFailure) => say!(
                "读写数据库文件失败, 没有写入; 请检查磁盘是否已满或损坏 ({e})",
                "the database file could not be read or written, nothing was saved: check whether the disk is full or failing ({e})",
                e = error.to_string()
            ),
            Some(Code::CannotOpen) => Text::new(
                "无法打开数据库文件; 请检查路径与权限",
                "cannot open the database file: check path and permissions",
            ),
            _ => say!("数据库出错: {e}", "database error: {e}", e = error.to_string()),
        };
        Self::new(text)
    }
}
