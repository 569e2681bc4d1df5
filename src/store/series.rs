//! Running numbers without gaps or doubles: taken inside the transaction of the act that uses them.

use super::DbError;
use super::sql::{Row, Sql};
use crate::args;
use crate::records::ids::{RecordKind, RecordNo};

/// The next number of a series in a year.
///
/// # Errors
/// When the database refuses.
pub fn next(sql: &dyn Sql, series: &str, year: i32) -> Result<i64, DbError> {
    sql.first(
        "INSERT INTO series (series, year, last) VALUES (?1, ?2, 1)
         ON CONFLICT (series, year) DO UPDATE SET last = last + 1 RETURNING last",
        args![series, year],
        Row::take,
    )?
    .ok_or_else(|| DbError::broken("a number", "no row"))
}

/// The next public number of a kind of record.
///
/// # Errors
/// When the database refuses.
pub fn next_record(sql: &dyn Sql, kind: RecordKind, year: i32) -> Result<RecordNo, DbError> {
    let year = if kind == RecordKind::Agency { 0 } else { year };
    Ok(RecordNo { kind, year, serial: next(sql, kind.as_str(), year)? })
}
