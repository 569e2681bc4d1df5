//! Calendars as they were loaded: arrangements by year (the newest of a year holds), local days off by bureau.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::DbError;
use super::sql::{Sql, word};
use crate::args;
use crate::records::bureau::BureauId;

/// The newest arrangement of each year, as JSON.
///
/// # Errors
/// When the database can't be read.
pub fn arrangements(sql: &dyn Sql) -> Result<Vec<String>, DbError> {
    sql.all(
        "SELECT arrangement FROM calendars c
         WHERE id = (SELECT max(id) FROM calendars WHERE year = c.year) ORDER BY year",
        &[],
        super::sql::Row::take,
    )
}

/// Adds an arrangement; older ones of the year stay on file.
///
/// # Errors
/// When the database refuses.
pub fn add(sql: &dyn Sql, year: i32, arrangement: &str, at: DateTime<FixedOffset>) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO calendars (year, arrangement, loaded_at) VALUES (?1, ?2, ?3)",
        args![year, arrangement, at],
    )?;
    Ok(())
}

/// Local days off of a bureau, with their references.
///
/// # Errors
/// When the database can't be read.
pub fn days_off(sql: &dyn Sql, bureau: BureauId) -> Result<Vec<(NaiveDate, String)>, DbError> {
    sql.all(
        "SELECT day, reference FROM days_off WHERE bureau = ?1 ORDER BY day",
        args![word(bureau)],
        |row| Ok((row.take()?, row.take()?)),
    )
}

/// Adds a local day off.
///
/// # Errors
/// When the day is entered already, or the database refuses.
pub fn add_day_off(
    sql: &dyn Sql,
    bureau: BureauId,
    day: NaiveDate,
    reference: &str,
    today: NaiveDate,
) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO days_off (bureau, day, reference, entered_on) VALUES (?1, ?2, ?3, ?4)",
        args![word(bureau), day, reference, today],
    )?;
    Ok(())
}

/// The day on which a local day off was entered.
///
/// # Errors
/// When the database can't be read.
pub fn entered_on(sql: &dyn Sql, bureau: BureauId, day: NaiveDate) -> Result<Option<NaiveDate>, DbError> {
    sql.first(
        "SELECT entered_on FROM days_off WHERE bureau = ?1 AND day = ?2",
        args![word(bureau), day],
        super::sql::Row::take,
    )
}

/// Takes off a local day off that was entered by mistake; the audit keeps that it was there.
///
/// # Errors
/// When the database refuses.
pub fn remove_day_off(sql: &dyn Sql, bureau: BureauId, day: NaiveDate) -> Result<(), DbError> {
    sql.execute("DELETE FROM days_off WHERE bureau = ?1 AND day = ?2", args![word(bureau), day])?;
    Ok(())
}
