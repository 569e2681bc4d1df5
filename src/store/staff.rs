//! Staff accounts (人员).

use super::DbError;
use super::sql::{Row, Sql, json, word};
use crate::args;
use crate::records::bureau::BureauId;
use crate::records::ids::StaffId;
use crate::records::staff::Staff;

pub(super) const COLUMNS: &str = "id, login, name, bureau, roles, active, version";

pub(super) fn read(row: &mut Row) -> Result<Staff, DbError> {
    Ok(Staff {
        id: StaffId(row.take()?),
        login: row.take()?,
        name: row.take()?,
        bureau: row.word()?,
        roles: row.json()?,
        active: row.take()?,
        version: row.take()?,
    })
}

/// The account of a login.
///
/// # Errors
/// When the database can't be read.
pub fn by_login(sql: &dyn Sql, login: &str) -> Result<Option<Staff>, DbError> {
    sql.first(&format!("SELECT {COLUMNS} FROM staff WHERE login = ?1"), args![login], read)
}

/// The account of a row.
///
/// # Errors
/// When the database can't be read, or there is no such row.
pub fn by_id(sql: &dyn Sql, id: StaffId) -> Result<Staff, DbError> {
    sql.first(&format!("SELECT {COLUMNS} FROM staff WHERE id = ?1"), args![id.0], read)?
        .ok_or_else(|| DbError::broken("staff", &id.0.to_string()))
}

/// All accounts of a bureau, or of all, by name.
///
/// # Errors
/// When the database can't be read.
pub fn all(sql: &dyn Sql, bureau: Option<BureauId>) -> Result<Vec<Staff>, DbError> {
    match bureau {
        Some(bureau) => sql.all(
            &format!("SELECT {COLUMNS} FROM staff WHERE bureau = ?1 ORDER BY name, id"),
            args![word(bureau)],
            read,
        ),
        None => sql.all(&format!("SELECT {COLUMNS} FROM staff ORDER BY name, id"), &[], read),
    }
}

/// Adds an account; its row.
///
/// # Errors
/// When the login is taken, or the database refuses.
pub fn add(sql: &dyn Sql, staff: &Staff) -> Result<StaffId, DbError> {
    sql.execute(
        "INSERT INTO staff (login, name, bureau, roles, active) VALUES (?1, ?2, ?3, ?4, ?5)",
        args![&staff.login, &staff.name, word(staff.bureau), json(&staff.roles)?, staff.active],
    )?;
    Ok(StaffId(sql.number("SELECT id FROM staff WHERE login = ?1", args![&staff.login])?))
}

/// Changes an account's roles, name and whether it may be used.
///
/// # Errors
/// When the database refuses.
pub fn change(sql: &dyn Sql, staff: &Staff) -> Result<(), DbError> {
    sql.execute(
        "UPDATE staff SET name = ?2, roles = ?3, active = ?4, version = version + 1 WHERE id = ?1",
        args![staff.id.0, &staff.name, json(&staff.roles)?, staff.active],
    )?;
    Ok(())
}
