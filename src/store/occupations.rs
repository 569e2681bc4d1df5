//! The catalogue of occupations (职业目录, Art. 4): which list each stands on, and who manages it jointly.

use super::DbError;
use super::sql::{Row, Sql, word};
use crate::args;
use crate::records::occupation::{ListedOccupation, OccupationCode, OccupationList};

/// Puts an occupation on a list; a name or a joint department given anew takes the place of the old.
///
/// # Errors
/// When the database refuses.
pub fn put(
    sql: &dyn Sql,
    code: OccupationCode,
    name: &str,
    list: OccupationList,
    joint_with: Option<&str>,
    reference: &str,
) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO occupations (code, name, source, joint_with) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (code) DO UPDATE SET name = excluded.name, source = excluded.source,
           joint_with = coalesce(excluded.joint_with, joint_with)",
        args![word(code), name, word(list), joint_with.map(str::to_owned)],
    )?;
    sql.execute(
        "INSERT INTO occupation_lists (occupation, list, reference) VALUES (?1, ?2, ?3)
         ON CONFLICT (occupation, list) DO UPDATE SET reference = excluded.reference",
        args![word(code), word(list), reference],
    )?;
    Ok(())
}

/// Occupations that a form offers at most: the classification of 2022 has some 1,700.
const OFFERED: i64 = 10_000;

/// The occupations of the catalogue with their names, by code.
///
/// # Errors
/// When the database can't be read.
pub fn all(sql: &dyn Sql) -> Result<Vec<(OccupationCode, String)>, DbError> {
    sql.all("SELECT code, name FROM occupations ORDER BY code LIMIT ?1", args![OFFERED], |row| {
        Ok((row.word()?, row.take()?))
    })
}

/// What the catalogue says of these occupations, in their order; of one that is in no list, that it is in none.
///
/// # Errors
/// When the database can't be read.
pub fn listed(sql: &dyn Sql, codes: &[OccupationCode]) -> Result<Vec<ListedOccupation>, DbError> {
    codes
        .iter()
        .map(|code| {
            let lists = sql.all(
                "SELECT list FROM occupation_lists WHERE occupation = ?1 ORDER BY list",
                args![word(*code)],
                Row::word,
            )?;
            let joint = "SELECT joint_with FROM occupations WHERE code = ?1";
            let joint_with = sql.first(joint, args![word(*code)], Row::take::<Option<String>>)?.flatten();
            Ok(ListedOccupation { code: *code, lists, joint_with })
        })
        .collect()
}
