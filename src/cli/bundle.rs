//! `bundle`: a case's file (案卷) as one bundle, and whether one that came back is what left.

use std::path::Path;

use serde_json::json;

use super::answer::Answer;
use super::session::Session;
use crate::commands::case_file;
use crate::commands::fault::Fault;
use crate::exchange::whole::Existing;
use crate::records::ids::{RecordKind, RecordNo};
use crate::say;
use crate::text::Text;

/// Writes a case's file.
///
/// # Errors
/// When there is no such case, it is a foreign bureau's, or the bundle can't be written.
pub fn export(session: &mut Session, case: &str, file: &Path, existing: Existing) -> Result<Answer, Fault> {
    let no: RecordNo = case.parse().map_err(|e| Fault::field("case", e))?;
    if no.kind != RecordKind::Case {
        return Err(Fault::field("case", Text::new("须为案件编号 (AJ-…)", "the number of a case (AJ-…)")));
    }
    let (moment, to) = (session.moment(), (file, existing));
    let (count, fingerprint) = case_file::export(&mut session.store, &session.actor, moment, no, to)?;
    let shown = file.display().to_string();
    Ok(Answer::new(
        json!({ "ok": true, "case": no.to_string(), "file": shown, "files": count, "fingerprint": fingerprint }),
        vec![say!(
            "已写出案卷 {c} 到 {f}: {n} 个文件, 总指纹 {h}",
            "wrote the file of {c} to {f}: {n} files, fingerprint {h}",
            c = no.to_string(),
            f = shown,
            n = count,
            h = fingerprint
        )],
    ))
}

/// Holds a bundle, or the folder unpacked from one, against its hashes.
///
/// # Errors
/// When it can't be read, is no bundle of a case, or anything in it isn't as it left.
pub fn verify(path: &Path) -> Result<Answer, Fault> {
    let report = case_file::verify(path)?;
    if !report.faults.is_empty() {
        return Err(Fault::Io(Text::joined_lines(&report.faults)));
    }
    Ok(Answer::new(
        json!({ "ok": true, "case": report.case, "files": report.files, "entries": report.entries,
            "fingerprint": report.fingerprint }),
        vec![say!(
            "案卷 {c} 完整: {n} 个文件、{e} 条经过与当时的哈希相符; 请与导出时记下的总指纹核对: {h}",
            "the file of {c} is whole: {n} files and {e} entries of its history have their hashes; compare the fingerprint noted at its export: {h}",
            c = report.case,
            n = report.files,
            e = report.entries,
            h = report.fingerprint
        )],
    ))
}
