//! Whether what was frozen is still what it was: texts of issued documents against their hash and the audit chain, attached
//! files against theirs.

use std::collections::{BTreeMap, BTreeSet};

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
    let mut chained = chained(sql)?;
    let mut all = Vec::new();
    let texts = "SELECT year, serial, number, text, sha256 FROM documents WHERE text IS NOT NULL ORDER BY id";
    sql.each(texts, &[], &mut |mut row: Row| {
        let no = RecordNo { kind: RecordKind::Document, year: row.take()?, serial: row.take()? }.to_string();
        let number = row.take::<Option<String>>()?.unwrap_or_default();
        let (text, kept): (String, String) = (row.take()?, row.take()?);
        let then = chained.documents.remove(&no);
        let other = then.is_some_and(|then| then.sha256 != kept || then.number.is_some_and(|n| n != number));
        if other || fingerprint(text.as_bytes()) != kept {
            all.push(say!(
                "{n} 的正文或文号与签发时不符",
                "text or number of {n} are not those that were issued",
                n = no
            ));
        }
        Ok(())
    })?;
    all.extend(
        chained
            .documents
            .keys()
            .map(|no| say!("{n} 已签发而不在库中", "{n} was issued, and is gone", n = no.as_str())),
    );
    sql.each("SELECT title, statute, sha256 FROM statutes ORDER BY id", &[], &mut |mut row: Row| {
        let (title, text, kept): (String, String, String) = (row.take()?, row.take()?, row.take()?);
        let known = chained.statutes.is_empty() || chained.statutes.contains(&kept);
        if !known || fingerprint(text.as_bytes()) != kept {
            all.push(say!(
                "条文《{t}》与导入时不符",
                "the text of {t} is not the one that was imported",
                t = title
            ));
        }
        Ok(())
    })?;
    sql.each("SELECT sha256, bytes FROM attachments ORDER BY sha256", &[], &mut |mut row: Row| {
        let (kept, bytes): (String, Vec<u8>) = (row.take()?, row.take()?);
        chained.files.remove(&kept);
        if fingerprint(&bytes) != kept {
            all.push(say!(
                "附件 {h} 与入卷时不符",
                "the file {h} is not the one that was put on file",
                h = kept.as_str()
            ));
        }
        Ok(())
    })?;
    all.extend(chained.files.iter().map(|hash| {
        say!("附件 {h} 已入卷而不在库中", "the file {h} was put on file, and is gone", h = hash.as_str())
    }));
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

/// What the audit chain has of what was frozen.
#[derive(Default)]
struct Chained {
    /// Documents by public number.
    documents: BTreeMap<String, Frozen>,
    /// Hashes of attached files.
    files: BTreeSet<String>,
    /// Hashes of the texts of the regulation.
    statutes: BTreeSet<String>,
}

/// A document as it was frozen.
struct Frozen {
    sha256: String,
    /// The printed number; empty where it has none, not told by acts of before that was kept.
    number: Option<String>,
}

fn chained(sql: &dyn Sql) -> Result<Chained, DbError> {
    let mut all = Chained::default();
    let acts = "SELECT command, result FROM audit WHERE command LIKE 'issue-%' OR command LIKE 'serve-%'
                  OR command IN ('add-evidence', 'import-statute') ORDER BY seq";
    sql.each(acts, &[], &mut |mut row: Row| {
        let command: String = row.take()?;
        let result: Value = serde_json::from_str(&row.take::<String>()?).unwrap_or_default();
        let text = |key: &str| result[key].as_str().map(str::to_owned);
        match command.as_str() {
            "import-statute" => all.statutes.extend(text("sha256")),
            "add-evidence" => all.files.extend(text("sha256")),
            _ => {}
        }
        for [no, sha256, number] in
            [["document", "sha256", "number"], ["proof", "proof_sha256", "proof_number"]]
        {
            if let (Some(no), Some(sha256)) = (text(no), text(sha256)) {
                all.documents.insert(no, Frozen { sha256, number: text(number) });
            }
        }
        Ok(())
    })?;
    Ok(all)
}
