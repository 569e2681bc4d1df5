//! SQLite behind [`Sql`]: files, pragmas, transactions, migrations. What is SQLite's alone is here and in `backup.rs`.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::functions::FunctionFlags;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, ToSql, Transaction, TransactionBehavior};

use super::DbError;
use super::seals::{self, Touched};
use super::sql::{Row, Sql, Value};
use crate::find::pinyin;
use crate::say;
use crate::text::Text;

/// Marks a file as ours (`PRAGMA application_id`): "anjn".
const APPLICATION_ID: i64 = 0x616e_6a6e;
/// The newest schema, whole.
const SCHEMA: &str = include_str!("../../schema.sql");
/// What brings an older database up to it: the first leads from version 1 to 2, and so on.
const UPGRADES: &[&str] = &[
    include_str!("upgrades/2.sql"),
    include_str!("upgrades/3.sql"),
    include_str!("upgrades/4.sql"),
    include_str!("upgrades/5.sql"),
    include_str!("upgrades/6.sql"),
    include_str!("upgrades/7.sql"),
    include_str!("upgrades/8.sql"),
    include_str!("upgrades/9.sql"),
    include_str!("upgrades/10.sql"),
    include_str!("upgrades/11.sql"),
    include_str!("upgrades/12.sql"),
    include_str!("upgrades/13.sql"),
    include_str!("upgrades/14.sql"),
    include_str!("upgrades/15.sql"),
    include_str!("upgrades/16.sql"),
    include_str!("upgrades/17.sql"),
    include_str!("upgrades/18.sql"),
    include_str!("upgrades/19.sql"),
    include_str!("upgrades/20.sql"),
];
/// How long a statement waits for another process's transaction: tries of about one millisecond.
const BUSY_TRIES: i32 = 5_000;

thread_local! {
    /// Tries that a statement of this thread waits for others.
    static PATIENCE: Cell<i32> = const { Cell::new(BUSY_TRIES) };
}

/// Does something that is not worth a long wait: with so many tries of about one millisecond.
pub fn hurried<T>(tries: i32, what: impl FnOnce() -> T) -> T {
    let before = PATIENCE.replace(tries);
    let done = what();
    PATIENCE.set(before);
    done
}

/// What is called once where another process keeps this one waiting for long; nothing where a screen is drawn.
static LONG_WAIT: OnceLock<fn()> = OnceLock::new();
/// After so many tries a wait is long: about a second.
const LONG: i32 = 650;

/// Says what is called where another process keeps this one waiting: once a wait, after about a second.
pub fn when_kept_waiting(tell: fn()) {
    // The first to say so holds.
    let _ = LONG_WAIT.set(tell);
}

fn identity(path: &Path) -> std::io::Result<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).map(|found| (found.dev(), found.ino()))
}

/// The newest version of the schema.
fn newest() -> i64 {
    1 + i64::try_from(UPGRADES.len()).unwrap_or(0)
}

/// An open database.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
    /// Device and number of the file that was opened.
    file: (u64, u64),
    /// Rows written that no entry has sealed yet.
    touched: Arc<Mutex<Touched>>,
}

/// One immediate transaction: what is written through it is written whole or not at all.
#[derive(Debug)]
pub struct Tx<'store> {
    inner: Transaction<'store>,
    /// Rows written in it that no entry has sealed yet.
    touched: Arc<Mutex<Touched>>,
    /// Those written before it began, and whether an entry of it has sealed them.
    before: Touched,
    sealed: Cell<bool>,
    lasts: bool,
}

impl Store {
    /// Makes a new database with the newest schema.
    ///
    /// # Errors
    /// When the file exists already, or can't be written.
    pub fn create(path: &Path) -> Result<Self, DbError> {
        if path.exists() {
            return Err(DbError::new(say!(
                "文件 {p} 已存在, 不会覆盖; 请换一个路径",
                "{p} exists already and is not overwritten: choose another path",
                p = path.display().to_string()
            )));
        }
        if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|e| file_error(folder, &e))?;
        }
        private_file(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let store = Self::connect(path, flags)?;
        store.connection.pragma_update(None, "application_id", APPLICATION_ID)?;
        store.run(SCHEMA, newest())?;
        Ok(store)
    }

    /// Opens a database, and brings an older schema up to date.
    ///
    /// # Errors
    /// When the file isn't there, is no database, another program's, or a newer version's.
    pub fn open(path: &Path) -> Result<Self, DbError> {
        let found = std::fs::metadata(path).map_err(|e| file_error(path, &e))?;
        if found.is_dir() || found.len() == 0 {
            return Err(not_ours(path));
        }
        if found.permissions().readonly()
            || nix::unistd::access(path, nix::unistd::AccessFlags::W_OK).is_err()
        {
            return Err(DbError::new(say!(
                "数据库 {p} 只读, 无法写入; 请检查文件权限",
                "{p} is read-only: check the permissions of the file",
                p = path.display().to_string()
            )));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let store = Self::connect(path, flags).map_err(|e| if e.busy { e } else { at(path, &e) })?;
        if store.pragma("application_id")? != APPLICATION_ID {
            return Err(not_ours(path));
        }
        let version = store.pragma("user_version")?;
        if !(1..=newest()).contains(&version) {
            return Err(DbError::new(say!(
                "数据库 {p} 由更新版本的 anjuan 建立 (第 {v} 版, 本程序只认到第 {n} 版); 请升级程序",
                "{p} was made by a newer anjuan (schema {v}, this one knows up to {n}): upgrade the program",
                p = path.display().to_string(),
                v = version,
                n = newest()
            )));
        }
        for to in version + 1..=newest() {
            store.upgrade(to)?;
        }
        Ok(store)
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Self, DbError> {
        let mut connection = Connection::open_with_flags(path, flags)?;
        connection.busy_handler(Some(|tries| {
            std::thread::sleep(Duration::from_micros(if tries < 20 { 500 } else { 1_500 }));
            if let Some(tell) = LONG_WAIT.get().filter(|_| tries == LONG) {
                tell();
            }
            tries < PATIENCE.get()
        }))?;
        connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
        for (pragma, value) in [
            ("synchronous", "full"),
            ("foreign_keys", "on"),
            ("trusted_schema", "off"),
            ("temp_store", "memory"),
        ] {
            connection.pragma_update(None, pragma, value)?;
        }
        // Pages of the lists and the finder's load: 4 MiB are plenty, and keep the process small.
        connection.pragma_update(None, "cache_size", -4096)?;
        connection.set_prepared_statement_cache_capacity(256);
        // Else a statement is planned anew each time it comes back from the cache: its values could make for another plan.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
        connection.create_scalar_function("spelled", 2, flags, |of| {
            let (letters, syllables) = (of.get_raw(0).as_str()?, of.get_raw(1).as_str()?);
            Ok(pinyin::spelled(letters, syllables))
        })?;
        let touched = Arc::new(Mutex::new(Touched::new()));
        let seen = Arc::clone(&touched);
        connection.update_hook(Some(move |_, _: &str, table: &str, row| {
            if seals::sealed(table) {
                held(&seen).insert((table.to_owned(), row));
            }
        }))?;
        let file = identity(path).map_err(|e| file_error(path, &e))?;
        Ok(Self { connection, path: path.to_owned(), file, touched })
    }

    /// Brings the schema to a version.
    fn upgrade(&self, to: i64) -> Result<(), DbError> {
        let script = usize::try_from(to - 2).ok().and_then(|at| UPGRADES.get(at)).copied();
        let script = script.ok_or_else(|| DbError::broken("a schema version", &to.to_string()))?;
        // A table that others point to can be made anew only while nobody looks; `run` looks at the end.
        self.connection.pragma_update(None, "foreign_keys", "off")?;
        let done = self.run(script, to);
        self.connection.pragma_update(None, "foreign_keys", "on")?;
        done
    }

    /// A script in one transaction, with the version that it leads to, unless it is there already. Of a script that
    /// fails nothing stays.
    fn run(&self, script: &str, version: i64) -> Result<(), DbError> {
        let inner = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?;
        let now: i64 = inner.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if now >= version {
            return Ok(());
        }
        // What another hand altered before stays in plain sight.
        let unfit = if now >= seals::SINCE { seals::unfit(self)? } else { Vec::new() };
        inner.execute_batch(script)?;
        // Statements prepared before know the tables as they were.
        inner.flush_prepared_statement_cache();
        inner.pragma_update(None, "user_version", version)?;
        if now > 0 && version >= seals::SINCE {
            // The rows are as the upgrade left them: nobody's act has written them so.
            seals::seal_all(self, &unfit)?;
        }
        held(&self.touched).clear();
        let dangling = inner.prepare("PRAGMA foreign_key_check")?.exists([])?;
        if dangling {
            return Err(DbError::broken("a reference after an upgrade", &version.to_string()));
        }
        Ok(inner.commit()?)
    }

    fn pragma(&self, name: &str) -> Result<i64, DbError> {
        Ok(self.connection.pragma_query_value(None, name, |row| row.get(0))?)
    }

    /// A number that changes when another connection has written.
    ///
    /// # Errors
    /// When the file can't be read any more.
    pub fn data_version(&self) -> Result<i64, DbError> {
        self.still_there()?;
        self.pragma("data_version")
    }

    /// Whether the file opened still stands under its name. One that was moved away or replaced takes every write
    /// without a word, and keeps none.
    fn still_there(&self) -> Result<(), DbError> {
        if identity(&self.path).is_ok_and(|now| now == self.file) {
            return Ok(());
        }
        Err(DbError::new(say!(
            "数据库 {p} 已被移走或替换, 没有写入; 录入的内容请另行记下, 退出后重新打开",
            "{p} was moved away or replaced, nothing was written: note down what you typed, leave and open it again",
            p = self.path.display().to_string()
        )))
    }

    /// Where the file is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// SQLite's own check of the whole file: empty when all is well.
    ///
    /// # Errors
    /// When the check itself can't run.
    pub fn integrity(&self) -> Result<Vec<String>, DbError> {
        let sql: &dyn Sql = self;
        let mut said: Vec<String> = sql.all("PRAGMA integrity_check", &[], Row::take)?;
        said.retain(|line| line != "ok");
        let broken: Vec<String> = sql.all("PRAGMA foreign_key_check", &[], Row::take)?;
        said.extend(broken.into_iter().map(|table| format!("foreign key: {table}")));
        said.extend(self.other_parts()?.into_iter().map(|part| format!("schema: {part}")));
        Ok(said)
    }

    /// Tables, indexes and triggers that are not as the program made them.
    fn other_parts(&self) -> Result<Vec<String>, DbError> {
        let fresh = Connection::open_in_memory()?;
        fresh.execute_batch(SCHEMA)?;
        let (mut now, made) = (parts(&self.connection)?, parts(&fresh)?);
        let mut other: Vec<String> = made
            .iter()
            .filter(|(name, sql)| now.remove(*name) != Some((*sql).clone()))
            .map(|(name, _)| name.clone())
            .collect();
        other.extend(now.into_keys());
        Ok(other)
    }

    /// Begins an immediate transaction.
    ///
    /// # Errors
    /// When another process keeps the database too long.
    pub fn begin(&mut self) -> Result<Tx<'_>, DbError> {
        self.still_there()?;
        self.transaction()
    }

    fn transaction(&self) -> Result<Tx<'_>, DbError> {
        let inner = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?;
        let before = std::mem::take(&mut *held(&self.touched));
        let touched = Arc::clone(&self.touched);
        Ok(Tx { inner, touched, before, sealed: Cell::new(false), lasts: false })
    }

    /// Does something in a transaction that is always rolled back.
    ///
    /// # Errors
    /// When another process keeps the database too long.
    pub fn rehearse<T>(&self, act: impl FnOnce(&dyn Sql) -> T) -> Result<T, DbError> {
        Ok(act(&self.transaction()?))
    }

    /// The engine's own connection, for what only SQLite can do (backup).
    pub(super) const fn raw(&self) -> &Connection {
        &self.connection
    }
}

impl Tx<'_> {
    /// Makes all of it last.
    ///
    /// # Errors
    /// When the disk is full or gone; then nothing is written.
    pub fn commit(mut self) -> Result<(), DbError> {
        self.inner.execute_batch("COMMIT")?;
        self.lasts = true;
        Ok(())
    }
}

impl Drop for Tx<'_> {
    fn drop(&mut self) {
        let mut touched = held(&self.touched);
        if !self.lasts {
            touched.clear();
        }
        if !(self.lasts && self.sealed.get()) {
            touched.append(&mut self.before);
        }
    }
}

/// What a database is made of, by name, each as it was declared.
fn parts(connection: &Connection) -> Result<BTreeMap<String, String>, DbError> {
    // What SQLite keeps for itself (its statistics) has names of its own.
    let all = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'";
    let mut found = BTreeMap::new();
    query(connection, all, &[], &mut |mut row| {
        found.insert(row.take()?, row.take()?);
        Ok(())
    })?;
    Ok(found)
}

/// The rows noted; one who panicked while noting left them whole.
fn held(touched: &Mutex<Touched>) -> MutexGuard<'_, Touched> {
    touched.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Sql for Store {
    fn execute(&self, sql: &str, args: &[Value]) -> Result<usize, DbError> {
        self.still_there()?;
        execute(&self.connection, sql, args)
    }

    fn each(
        &self,
        sql: &str,
        args: &[Value],
        each: &mut dyn FnMut(Row) -> Result<(), DbError>,
    ) -> Result<(), DbError> {
        query(&self.connection, sql, args, each)
    }

    fn touched(&self) -> Touched {
        std::mem::take(&mut *held(&self.touched))
    }
}

impl Sql for Tx<'_> {
    fn execute(&self, sql: &str, args: &[Value]) -> Result<usize, DbError> {
        execute(&self.inner, sql, args)
    }

    fn each(
        &self,
        sql: &str,
        args: &[Value],
        each: &mut dyn FnMut(Row) -> Result<(), DbError>,
    ) -> Result<(), DbError> {
        query(&self.inner, sql, args, each)
    }

    fn touched(&self) -> Touched {
        let mut all = std::mem::take(&mut *held(&self.touched));
        if !self.sealed.replace(true) {
            all.extend(self.before.iter().cloned());
        }
        all
    }
}

fn execute(connection: &Connection, sql: &str, args: &[Value]) -> Result<usize, DbError> {
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.execute(rusqlite::params_from_iter(args))?)
}

fn query(
    connection: &Connection,
    sql: &str,
    args: &[Value],
    each: &mut dyn FnMut(Row) -> Result<(), DbError>,
) -> Result<(), DbError> {
    let mut statement = connection.prepare_cached(sql)?;
    let columns = statement.column_count();
    let mut rows = statement.query(rusqlite::params_from_iter(args))?;
    while let Some(row) = rows.next()? {
        let values = (0..columns)
            .map(|at| Ok(plain(row.get_ref(at)?)))
            .collect::<Result<Vec<_>, rusqlite::Error>>()?;
        each(Row::new(values))?;
    }
    Ok(())
}

fn plain(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(n) => Value::Int(n),
        // No REAL column exists; one that turns up is shown as text and refused by the reader.
        ValueRef::Real(x) => Value::Text(x.to_string()),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::ToSqlOutput;
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(n) => ValueRef::Integer(*n),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// Makes the file for its owner's eyes only: it holds personal data.
pub(super) fn private_file(path: &Path) -> Result<(), DbError> {
    use std::os::unix::fs::OpenOptionsExt;
    std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map(drop)
        .map_err(|e| file_error(path, &e))
}

fn file_error(path: &Path, error: &std::io::Error) -> DbError {
    let path = path.display().to_string();
    DbError::new(match error.kind() {
        std::io::ErrorKind::NotFound => say!(
            "没有数据库 {p}; 用 anjuan init 新建, 或用 anjuan demo 建练习库",
            "there is no database {p}: make one with anjuan init, or a practice one with anjuan demo",
            p = path
        ),
        std::io::ErrorKind::PermissionDenied => {
            say!("没有权限访问 {p}", "no permission to open {p}", p = path)
        }
        _ => say!("无法访问 {p}: {e}", "cannot open {p}: {e}", p = path, e = error.to_string()),
    })
}

fn not_ours(path: &Path) -> DbError {
    DbError::new(say!(
        "{p} 不是 anjuan 的数据库; 请检查 --db 或 ANJUAN_DB 的路径",
        "{p} is no database of anjuan: check the path in --db or ANJUAN_DB",
        p = path.display().to_string()
    ))
}

fn at(path: &Path, error: &DbError) -> DbError {
    let path = Text::same(path.display().to_string());
    DbError::new(say!("{p}: {e}", "{p}: {e}", p = path, e = error.text))
}
