//! Whether what was frozen is still what it was: texts of issued documents against their hash and the audit chain, attached
//! files against theirs.

use std::collections::BTreeMap;

use serde_json::Value;

use super::DbError;
use super::audit::fingerprint;
use super::sql::{Row, Sql};
use crate::records::ids::{RecordKind, RecordNo};
use crate::say;
use crate::text::Text;

/// Most faults that are named.
const NAMED: usize = 20;

/// What was altered, in words; empty where all is as it was. Every text and file is read.
///
/// # Errors
/// When the database can't be read.
pub fn altered(sql: &dyn Sql) -> Result<Vec<Text>, DbError> {
    let chained = issued(sql)?;
    let mut all = Vec::new();
    let texts = "SELECT year, serial, text, sha256 FROM documents WHERE text IS NOT NULL ORDER BY id";
    sql.each(texts, &[], &mut |mut row: Row| {
        let no = RecordNo { kind: RecordKind::Document, year: row.take()?, serial: row.take()? }.to_string();
        let (text, kept): (String, String) = (row.take()?, row.take()?);
        if fingerprint(text.as_bytes()) != kept || chained.get(&no).is_some_and(|hash| *hash != kept) {
            all.push(say!(
                "{n} 的正文与签发时不符",
                "the text of {n} is not the one that was issued",
                n = no
            ));
        }
        Ok(())
    })?;
    sql.each("SELECT sha256, bytes FROM attachments ORDER BY sha256", &[], &mut |mut row: Row| {
        let (kept, bytes): (String, Vec<u8>) = (row.take()?, row.take()?);
        if fingerprint(&bytes) != kept {
            all.push(say!(
                "附件 {h} 与入卷时不符",
                "the file {h} is not the one that was put on file",
                h = kept.as_str()
            ));
        }
        Ok(())
    })?;
    let missing = sql.number(
        "SELECT count(*) FROM evidence e WHERE e.sha256 IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM attachments t WHERE t.sha256 = e.sha256)",
        &[],
    )?;
    if missing > 0 {
        all.push(say!("缺附件 {n} 件", "attached files missing: {n}", n = missing));
    }
    let more = all.len().saturating_sub(NAMED);
    all.truncate(NAMED);
    if more > 0 {
        all.push(say!("另有 {n} 件", "and {n} more", n = more));
    }
    Ok(all)
}

/// The hash that the audit chain has of each document issued, by its public number.
fn issued(sql: &dyn Sql) -> Result<BTreeMap<String, String>, DbError> {
    let mut all = BTreeMap::new();
    let acts = "SELECT result FROM audit WHERE command LIKE 'issue-%' ORDER BY seq";
    sql.each(acts, &[], &mut |mut row: Row| {
        let result: Value = serde_json::from_str(&row.take::<String>()?).unwrap_or_default();
        if let (Some(no), Some(hash)) = (result["document"].as_str(), result["sha256"].as_str()) {
            all.insert(no.to_owned(), hash.to_owned());
        }
        Ok(())
    })?;
    Ok(all)
}
