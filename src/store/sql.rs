//! The small connection trait that all SQL of the project goes through.
//!
//! Engine-neutral: numbered parameters in, rows of plain values out. SQLite stands behind it in `sqlite.rs`;
//! PostgreSQL can stand in where a bureau outgrows one machine.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::DbError;
use super::seals::Touched;
use crate::records::ids::{RecordKind, RecordNo};

/// A plain value of the database.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// NULL
    Null,
    /// INTEGER
    Int(i64),
    /// TEXT
    Text(String),
    /// BLOB
    Blob(Vec<u8>),
}

/// A connection on which statements run.
pub trait Sql {
    /// Runs a statement that changes something; how many rows it changed.
    ///
    /// # Errors
    /// Whatever the engine refuses: a constraint, a full disk, a lock.
    fn execute(&self, sql: &str, args: &[Value]) -> Result<usize, DbError>;

    /// Runs a query and hands each row over; stops at the first error.
    ///
    /// # Errors
    /// As [`Sql::execute`], or what `each` returns.
    fn each(
        &self,
        sql: &str,
        args: &[Value],
        each: &mut dyn FnMut(Row) -> Result<(), DbError>,
    ) -> Result<(), DbError>;

    /// Takes the rows written since this was asked last, by table and row number; of a transaction that is rolled back
    /// none count.
    fn touched(&self) -> Touched;
}

impl dyn Sql + '_ {
    /// All rows of a query, each read by `read`.
    ///
    /// # Errors
    /// As [`Sql::each`].
    pub fn all<T>(
        &self,
        sql: &str,
        args: &[Value],
        read: impl Fn(&mut Row) -> Result<T, DbError>,
    ) -> Result<Vec<T>, DbError> {
        let mut found = Vec::new();
        self.each(sql, args, &mut |mut row| {
            found.push(read(&mut row)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// The first row of a query, if there is one.
    ///
    /// # Errors
    /// As [`Sql::each`].
    pub fn first<T>(
        &self,
        sql: &str,
        args: &[Value],
        read: impl Fn(&mut Row) -> Result<T, DbError>,
    ) -> Result<Option<T>, DbError> {
        Ok(self.all(sql, args, read)?.into_iter().next())
    }

    /// The one number a query gives (a count, a row number).
    ///
    /// # Errors
    /// As [`Sql::each`], or when there is no row.
    pub fn number(&self, sql: &str, args: &[Value]) -> Result<i64, DbError> {
        self.first(sql, args, Row::take)?.ok_or_else(|| DbError::broken("a number", "no row"))
    }
}

/// A row, read value by value in the order of the columns.
#[derive(Debug)]
pub struct Row {
    values: std::vec::IntoIter<Value>,
}

impl Row {
    /// A row of these values.
    #[must_use]
    pub fn new(values: Vec<Value>) -> Self {
        Self { values: values.into_iter() }
    }

    /// The next value.
    ///
    /// # Errors
    /// When the row is over or the value is not of the type: the database was changed by another hand.
    pub fn take<T: Column>(&mut self) -> Result<T, DbError> {
        T::from_value(self.values.next().ok_or_else(|| DbError::broken("a column", "end of row"))?)
    }

    /// The values not read yet.
    pub(super) fn rest(&mut self) -> impl Iterator<Item = Value> + '_ {
        self.values.by_ref()
    }

    /// The next value, written as JSON.
    ///
    /// # Errors
    /// As [`Row::take`].
    pub fn json<T: DeserializeOwned>(&mut self) -> Result<T, DbError> {
        let text: String = self.take()?;
        serde_json::from_str(&text).map_err(|e| DbError::broken("JSON", &e.to_string()))
    }

    /// The next value, read from its written form.
    ///
    /// # Errors
    /// As [`Row::take`].
    pub fn word<T: std::str::FromStr>(&mut self) -> Result<T, DbError> {
        let text: String = self.take()?;
        text.parse().map_err(|_| DbError::broken(std::any::type_name::<T>(), &text))
    }

    /// The next two values, year and serial, as the public number of a record, or nothing.
    ///
    /// # Errors
    /// As [`Row::take`].
    pub fn record_opt(&mut self, kind: RecordKind) -> Result<Option<RecordNo>, DbError> {
        let (year, serial): (Option<i32>, Option<i64>) = (self.take()?, self.take()?);
        Ok(year.zip(serial).map(|(year, serial)| RecordNo { kind, year, serial }))
    }

    /// The next value, read from its written form, or nothing.
    ///
    /// # Errors
    /// As [`Row::take`].
    pub fn word_opt<T: std::str::FromStr>(&mut self) -> Result<Option<T>, DbError> {
        let text: Option<String> = self.take()?;
        text.map(|t| t.parse().map_err(|_| DbError::broken(std::any::type_name::<T>(), &t))).transpose()
    }
}

/// A type that stands in a column.
pub trait Column: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// When the value is of another type.
    fn from_value(value: Value) -> Result<Self, DbError>;
}

impl Column for i64 {
    fn from_value(value: Value) -> Result<Self, DbError> {
        match value {
            Value::Int(n) => Ok(n),
            other => Err(DbError::broken("a number", &format!("{other:?}"))),
        }
    }
}

impl Column for i32 {
    fn from_value(value: Value) -> Result<Self, DbError> {
        let n = i64::from_value(value)?;
        Self::try_from(n).map_err(|_| DbError::broken("a small number", &n.to_string()))
    }
}

impl Column for usize {
    fn from_value(value: Value) -> Result<Self, DbError> {
        let n = i64::from_value(value)?;
        Self::try_from(n).map_err(|_| DbError::broken("a count", &n.to_string()))
    }
}

impl Column for bool {
    fn from_value(value: Value) -> Result<Self, DbError> {
        Ok(i64::from_value(value)? != 0)
    }
}

impl Column for String {
    fn from_value(value: Value) -> Result<Self, DbError> {
        match value {
            Value::Text(text) => Ok(text),
            other => Err(DbError::broken("a text", &format!("{other:?}"))),
        }
    }
}

impl Column for Vec<u8> {
    fn from_value(value: Value) -> Result<Self, DbError> {
        match value {
            Value::Blob(bytes) => Ok(bytes),
            other => Err(DbError::broken("bytes", &format!("{other:?}"))),
        }
    }
}

impl Column for NaiveDate {
    fn from_value(value: Value) -> Result<Self, DbError> {
        let text = String::from_value(value)?;
        text.parse().map_err(|_| DbError::broken("a date", &text))
    }
}

impl Column for DateTime<FixedOffset> {
    fn from_value(value: Value) -> Result<Self, DbError> {
        let text = String::from_value(value)?;
        Self::parse_from_rfc3339(&text).map_err(|_| DbError::broken("a time", &text))
    }
}

impl<T: Column> Column for Option<T> {
    fn from_value(value: Value) -> Result<Self, DbError> {
        match value {
            Value::Null => Ok(None),
            other => T::from_value(other).map(Some),
        }
    }
}

impl From<i64> for Value {
    fn from(n: i64) -> Self {
        Self::Int(n)
    }
}

impl From<i32> for Value {
    fn from(n: i32) -> Self {
        Self::Int(n.into())
    }
}

impl From<usize> for Value {
    fn from(n: usize) -> Self {
        // More than the database can hold is never counted.
        Self::Int(i64::try_from(n).unwrap_or(i64::MAX))
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self::Int(yes.into())
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<NaiveDate> for Value {
    fn from(day: NaiveDate) -> Self {
        Self::Text(day.to_string())
    }
}

impl From<DateTime<FixedOffset>> for Value {
    fn from(at: DateTime<FixedOffset>) -> Self {
        Self::Text(at.to_rfc3339())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A value in its written form (an enum, a code, a record number).
pub fn word(value: impl std::fmt::Display) -> Value {
    Value::Text(value.to_string())
}

/// A value as JSON text.
///
/// # Errors
/// When it can't be written as JSON (a map with keys that are no strings).
pub fn json(value: &impl Serialize) -> Result<Value, DbError> {
    serde_json::to_string(value).map(Value::Text).map_err(|e| DbError::broken("JSON", &e.to_string()))
}

/// Arguments of a statement, each turned into a [`Value`].
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { &[$($crate::store::sql::Value::from($value)),*] };
}
