//! What this database is: real or practice, whose, and its clock.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::sql::{Row, Sql, word};
use super::{DbError, Store};
use crate::args;
use crate::records::bureau::BureauId;

/// What a database is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    /// A practice database (练习库): made-up clock and actor allowed, a banner always shown.
    pub practice: bool,
    /// The bureau it was made for.
    pub bureau: BureauId,
    /// The practice database's own date.
    pub today: Option<NaiveDate>,
    /// When it was made.
    pub made_at: DateTime<FixedOffset>,
}

/// Writes what a new database is, and the directory of bureaus.
///
/// # Errors
/// When the database refuses.
pub fn establish(store: &Store, about: &About) -> Result<(), DbError> {
    let sql: &dyn Sql = store;
    sql.execute(
        "INSERT INTO about (id, practice, bureau, today, made_at) VALUES (1, ?1, ?2, ?3, ?4)",
        args![about.practice, word(about.bureau), about.today, about.made_at],
    )?;
    for bureau in BureauId::all() {
        sql.execute(
            "INSERT INTO bureaus (id, name) VALUES (?1, ?2)",
            args![word(bureau), bureau.label().get(crate::text::Lang::Zh)],
        )?;
    }
    Ok(())
}

/// Reads what the database is.
///
/// # Errors
/// When it can't be read.
pub fn read(sql: &dyn Sql) -> Result<About, DbError> {
    sql.first("SELECT practice, bureau, today, made_at FROM about", &[], |row: &mut Row| {
        Ok(About { practice: row.take()?, bureau: row.word()?, today: row.take()?, made_at: row.take()? })
    })?
    .ok_or_else(|| DbError::broken("about", "-"))
}

/// The contact line of a bureau, as documents print it (where to hand in a statement, telephone).
///
/// # Errors
/// When the database can't be read.
pub fn contact(sql: &dyn Sql, bureau: BureauId) -> Result<String, DbError> {
    Ok(sql
        .first("SELECT contact FROM bureaus WHERE id = ?1", args![word(bureau)], Row::take)?
        .unwrap_or_default())
}

/// Changes the contact line of a bureau.
///
/// # Errors
/// When the database refuses.
pub fn set_contact(sql: &dyn Sql, bureau: BureauId, contact: &str) -> Result<(), DbError> {
    sql.execute(
        "UPDATE bureaus SET contact = ?2, version = version + 1 WHERE id = ?1",
        args![word(bureau), contact],
    )?;
    Ok(())
}
