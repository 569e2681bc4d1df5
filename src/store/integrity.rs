//! Whether what was put on file is still what it was: documents, services, evidence, attached files and the regulation, each
//! against its own hash and against the audit chain, and every row against its seal. What the chain doesn't say (who is deceived who can rewrite it as well)
//! is for its head, kept elsewhere, to tell.

use std::collections::BTreeSet;

use serde_json::Value;

use super::DbError;
use super::chained::{self, Chained, Frozen};
use super::documents::{OWNER, owner_no};
use super::seals;
use super::sql::{Row, Sql};
use crate::records::document::{DocumentKind, DocumentStatus};
use crate::records::ids::{RecordKind, RecordNo};
use crate::say;
use crate::text::Text;
use crate::text::hash::fingerprint;

/// Most faults that are named.
const NAMED: usize = 20;

/// What was altered, in words; empty where all is as it was. Every text and file is read.
///
/// # Errors
/// When the database can't be read.
pub fn altered(sql: &dyn Sql) -> Result<Vec<Text>, DbError> {
    let mut chained = chained::read(sql)?;
    let mut all = documents(sql, &mut chained)?;
    all.extend(approved(sql, &chained)?);
    all.extend(decisions(sql)?);
    all.extend(services(sql, &chained)?);
    all.extend(evidence(sql, &mut chained)?);
    all.extend(files(sql, &mut chained)?);
    all.extend(statutes(sql, &mut chained)?);
    all.extend(seals::broken(sql)?);
    let more = all.len().saturating_sub(NAMED);
    all.truncate(NAMED);
    if more > 0 {
        all.push(say!("另有 {n} 件", "and {n} more", n = more));
    }
    Ok(all)
}

/// Reads a public number from the next two columns.
fn number(row: &mut Row, kind: RecordKind) -> Result<String, DbError> {
    Ok(RecordNo { kind, year: row.take()?, serial: row.take()? }.to_string())
}

/// Documents issued: text, content, number, record and day as they were; none gone, none that nobody issued.
fn documents(sql: &dyn Sql, chained: &mut Chained) -> Result<Vec<Text>, DbError> {
    let mut all = Vec::new();
    let issued = format!(
        "SELECT d.year, d.serial, {OWNER}, d.number, d.text, d.sha256, d.content, d.issued_on, d.status, d.kind
         FROM documents d WHERE d.text IS NOT NULL ORDER BY d.id"
    );
    sql.each(&issued, &[], &mut |mut row: Row| {
        let no = number(&mut row, RecordKind::Document)?;
        let of = owner_no(&mut row)?.to_string();
        let printed = row.take::<Option<String>>()?.unwrap_or_default();
        let (text, kept, content): (String, String, String) = (row.take()?, row.take()?, row.take()?);
        let issued_on: Option<String> = row.take()?;
        let (status, kind): (DocumentStatus, DocumentKind) = (row.word()?, row.word()?);
        let Some(then) = chained.documents.remove(&no) else {
            all.push(say!("{n} 不是签发的文书", "{n} was never issued", n = no));
            return Ok(());
        };
        let content = fingerprint(content.as_bytes());
        let Frozen { sha256, number, content: was, .. } = &then;
        let other = sha256.as_ref().is_some_and(|hash| *hash != kept)
            || number.as_ref().is_some_and(|n| *n != printed)
            || was.as_ref().is_some_and(|hash| *hash != content)
            || then.of != of
            || issued_on.is_none_or(|on| on != then.on);
        if other || fingerprint(text.as_bytes()) != kept {
            all.push(say!(
                "{n} 的正文、内容、文号、所属记录或日期与签发时不符",
                "text, content, number, record or day of {n} are not those that were issued",
                n = no
            ));
        }
        let after = |at: Option<&i64>| at.is_some_and(|at| *at > then.seq);
        let by_act = after(chained.voided.get(&of)) || after(chained.ended.get(&no));
        let replaced = kind.one_in_force() && after(chained.replaced.get(&(of, kind.to_string())));
        match status == DocumentStatus::Void {
            true if !by_act && !replaced => {
                all.push(say!("{n} 被作废而没有作废的办理", "{n} is void, and no act made it so", n = no));
            }
            false if replaced => {
                all.push(say!("{n} 已被替代而仍为有效", "{n} was replaced, and is not void", n = no));
            }
            _ => {}
        }
        Ok(())
    })?;
    let gone = |no: &String| say!("{n} 已签发而不在库中", "{n} was issued, and is gone", n = no.as_str());
    all.extend(chained.documents.keys().map(gone));
    Ok(all)
}

/// Documents approved and not issued yet: their content as it was approved.
fn approved(sql: &dyn Sql, chained: &Chained) -> Result<Vec<Text>, DbError> {
    let mut all = Vec::new();
    let waiting = "SELECT year, serial, content FROM documents WHERE status = 'approved' ORDER BY id";
    sql.each(waiting, &[], &mut |mut row: Row| {
        let no = number(&mut row, RecordKind::Document)?;
        let content: String = row.take()?;
        // One that the chain doesn't know of is from before it kept them.
        if chained.approved.get(&no).is_some_and(|then| *then != fingerprint(content.as_bytes())) {
            all.push(say!(
                "{n} 的内容与审批时不符",
                "the content of {n} is not the one that was approved",
                n = no
            ));
        }
        Ok(())
    })?;
    Ok(all)
}

/// Decisions as their documents say them.
fn decisions(sql: &dyn Sql) -> Result<Vec<Text>, DbError> {
    let mut all = Vec::new();
    let made = "SELECT d.year, d.serial, e.grounds, e.outcomes, d.content
                FROM decisions e JOIN documents d ON d.id = e.document ORDER BY d.id";
    sql.each(made, &[], &mut |mut row: Row| {
        let no = number(&mut row, RecordKind::Document)?;
        let (grounds, outcomes, content): (Value, Value, Value) = (row.json()?, row.json()?, row.json()?);
        if content["grounds"] != grounds || content["outcomes"] != outcomes {
            all.push(say!("{n} 的处理决定与文书不符", "the decision of {n} is not what it says", n = no));
        }
        Ok(())
    })?;
    Ok(all)
}

/// Services as they were recorded: the day, and that there is one.
fn services(sql: &dyn Sql, chained: &Chained) -> Result<Vec<Text>, DbError> {
    let mut all = Vec::new();
    let rows = "SELECT d.year, d.serial, d.kind, s.acted_on FROM documents d LEFT JOIN services s ON s.document = d.id
                WHERE d.text IS NOT NULL ORDER BY d.id";
    sql.each(rows, &[], &mut |mut row: Row| {
        let no = number(&mut row, RecordKind::Document)?;
        let kind: DocumentKind = row.word()?;
        let now: Option<String> = row.take()?;
        // One that the chain doesn't know of is from before it kept them.
        let then = chained.services.get(&no);
        if then.is_some_and(|then| *then != now) {
            all.push(say!(
                "{k} {n} 的送达与登记时不符",
                "the service of the {k} {n} is not the one that was recorded",
                k = kind,
                n = no
            ));
        }
        Ok(())
    })?;
    Ok(all)
}

/// Evidence: the pieces of each case with their files, none more, none less.
fn evidence(sql: &dyn Sql, chained: &mut Chained) -> Result<Vec<Text>, DbError> {
    let pieces =
        "SELECT c.year, c.serial, e.title, e.sha256 FROM evidence e JOIN cases c ON c.id = e.case_id";
    sql.each(pieces, &[], &mut |mut row: Row| {
        let case = number(&mut row, RecordKind::Case)?;
        let (title, hash): (String, Option<String>) = (row.take()?, row.take()?);
        *chained.evidence.entry((case, title, hash.unwrap_or_default())).or_default() -= 1;
        Ok(())
    })?;
    let other = chained.evidence.iter().filter(|(_, count)| **count != 0).map(|((case, ..), _)| case);
    let cases: BTreeSet<&String> = other.collect();
    let altered = |case: &&String| {
        say!("{c} 的证据与入卷时不符", "the evidence of {c} is not what was put on file", c = case.as_str())
    };
    Ok(cases.iter().map(altered).collect())
}

/// Attached files against their hashes; none gone.
fn files(sql: &dyn Sql, chained: &mut Chained) -> Result<Vec<Text>, DbError> {
    let mut all = Vec::new();
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
    Ok(all)
}

/// The regulation's texts against their hashes; none gone, none that nobody imported.
fn statutes(sql: &dyn Sql, chained: &mut Chained) -> Result<Vec<Text>, DbError> {
    let mut all = Vec::new();
    let told = !chained.statutes.is_empty();
    let mut there = BTreeSet::new();
    sql.each("SELECT title, statute, sha256 FROM statutes ORDER BY id", &[], &mut |mut row: Row| {
        let (title, text, kept): (String, String, String) = (row.take()?, row.take()?, row.take()?);
        let known = !told || chained.statutes.contains(&kept);
        if !known || fingerprint(text.as_bytes()) != kept {
            all.push(say!(
                "条文《{t}》与导入时不符",
                "the text of {t} is not the one that was imported",
                t = title
            ));
        }
        there.insert(kept);
        Ok(())
    })?;
    if chained.statutes.iter().any(|hash| !there.contains(hash)) {
        all.push(Text::new("导入过的条文不在库中", "a text of the regulation was imported, and is gone"));
    }
    Ok(all)
}
