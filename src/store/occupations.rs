//! The catalogue of occupations (职业目录, Art. 4): which list each stands on, and who manages it jointly.

use super::DbError;
use super::sql::{Row, Sql, json, word};
use crate::args;
use crate::records::level::LevelSet;
use crate::records::occupation::{CatalogueEntry, ListedOccupation, OccupationCode, OccupationList};

/// Puts an occupation on a list; name, levels and joint department given anew take the place of the old, what is not given
/// stays.
///
/// # Errors
/// When the database refuses.
pub fn put(
    sql: &dyn Sql,
    entry: &CatalogueEntry,
    list: OccupationList,
    reference: &str,
) -> Result<(), DbError> {
    let code = entry.code;
    sql.execute(
        "INSERT INTO occupations (code, name, source, levels, joint_with) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (code) DO UPDATE SET name = excluded.name, source = excluded.source,
           levels = CASE excluded.levels WHEN '[]' THEN levels ELSE excluded.levels END,
           joint_with = coalesce(excluded.joint_with, joint_with)",
        args![word(code), &entry.name, word(list), json(&entry.levels)?, entry.joint_with.clone()],
    )?;
    sql.execute(
        "INSERT INTO occupation_lists (occupation, list, reference) VALUES (?1, ?2, ?3)
         ON CONFLICT (occupation, list) DO UPDATE SET reference = excluded.reference",
        args![word(code), word(list), reference],
    )?;
    Ok(())
}

/// Takes an occupation off a list; whether it stood there.
///
/// # Errors
/// When the database refuses.
pub fn strike(sql: &dyn Sql, code: OccupationCode, list: OccupationList) -> Result<bool, DbError> {
    let there = "SELECT count(*) FROM occupation_lists WHERE occupation = ?1 AND list = ?2";
    let stood = sql.number(there, args![word(code), word(list)])? > 0;
    let off = "DELETE FROM occupation_lists WHERE occupation = ?1 AND list = ?2";
    sql.execute(off, args![word(code), word(list)])?;
    Ok(stood)
}

/// Takes the joint department of an occupation off (R8-3).
///
/// # Errors
/// When the database refuses.
pub fn alone(sql: &dyn Sql, code: OccupationCode) -> Result<(), DbError> {
    sql.execute("UPDATE occupations SET joint_with = NULL WHERE code = ?1", args![word(code)])?;
    Ok(())
}

/// The whole catalogue, by code.
///
/// # Errors
/// When the database can't be read.
pub fn catalogue(sql: &dyn Sql) -> Result<Vec<CatalogueEntry>, DbError> {
    let mut all: Vec<CatalogueEntry> =
        sql.all("SELECT code, name, levels, joint_with FROM occupations ORDER BY code", &[], |row| {
            Ok(CatalogueEntry {
                code: row.word()?,
                name: row.take()?,
                levels: row.json()?,
                joint_with: row.take()?,
                lists: Vec::new(),
            })
        })?;
    let lists: Vec<(OccupationCode, OccupationList, String)> = sql.all(
        "SELECT occupation, list, reference FROM occupation_lists ORDER BY occupation, list",
        &[],
        |row| Ok((row.word()?, row.word()?, row.take()?)),
    )?;
    for (code, list, reference) in lists {
        if let Ok(at) = all.binary_search_by_key(&code, |entry| entry.code) {
            all[at].lists.push((list, reference));
        }
    }
    Ok(all)
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
            let known = "SELECT name, levels, joint_with FROM occupations WHERE code = ?1";
            type Known = (String, LevelSet, Option<String>);
            let known: Option<Known> =
                sql.first(known, args![word(*code)], |row| Ok((row.take()?, row.json()?, row.take()?)))?;
            let (name, levels, joint_with) = match known {
                Some((name, levels, joint)) => (Some(name), levels, joint),
                None => (None, LevelSet::EMPTY, None),
            };
            Ok(ListedOccupation { code: *code, name, levels, lists, joint_with })
        })
        .collect()
}
