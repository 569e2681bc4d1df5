//! `attachment`: a file on record (evidence of a case, the scan of a proof of service, material of a filing) written out again, checked against its hash.

use std::io::Write;
use std::path::Path;

use serde_json::json;

use super::answer::Answer;
use super::session::Session;
use crate::commands::cases::reveal::{self, Purpose};
use crate::commands::fault::Fault;
use crate::commands::scene::{Key, Scene};
use crate::exchange::whole::{Existing, write_whole};
use crate::records::case::CaseFile;
use crate::records::filing::FilingFile;
use crate::records::ids::{RecordKind, RecordNo};
use crate::say;
use crate::store::attachments;
use crate::text::Text;
use crate::text::hash::fingerprint;

/// Writes an attached file of a record, named by its name or the beginning of its hash, to a new file.
///
/// # Errors
/// When there is no such record or file, it is a foreign bureau's, its bytes are not those that were put on file, or the
/// new file can't be written.
pub fn attachment(session: &mut Session, record: &str, named: &str, to: &Path) -> Result<Answer, Fault> {
    let no: RecordNo = record.parse().map_err(|e| Fault::field("record", e))?;
    let files = files(session, no)?;
    let fits = |(name, hash): &&(String, String)| {
        name == named || (named.len() >= 6 && hash.starts_with(&named.to_ascii_lowercase()))
    };
    let mut found: Vec<&(String, String)> = files.iter().filter(fits).collect();
    found.sort_by(|one, other| one.1.cmp(&other.1));
    found.dedup_by_key(|(_, hash)| hash.clone());
    let [(name, hash)] = found[..] else {
        let all: Vec<Text> =
            files.iter().map(|(name, hash)| Text::same(format!("{name} ({})", &hash[..12]))).collect();
        return Err(Fault::field(
            "file",
            say!("请指明其中一份: {a}", "name one of: {a}", a = Text::join(&all)),
        ));
    };
    let bytes = attachments::bytes(&session.store, hash)?.unwrap_or_default();
    if fingerprint(&bytes) != *hash {
        return Err(Fault::Io(say!(
            "{n} 与入卷时不符, 没有写出",
            "{n} is not what was put on file, and is not written",
            n = name.as_str()
        )));
    }
    // What is on file of a person may show them in the clear (H4-1).
    let moment = session.moment();
    reveal::leaves(&mut session.store, &session.actor, moment, no, (Purpose::Document, name))?;
    write_whole(to, Existing::Keep, |file| Ok(file.write_all(&bytes)?)).map_err(Fault::Io)?;
    let shown = to.display().to_string();
    Ok(Answer::new(
        json!({ "ok": true, "file": shown, "name": name, "sha256": hash, "size": bytes.len() }),
        vec![say!(
            "已写出 {n} 到 {f} (SHA-256 {h})",
            "wrote {n} to {f} (SHA-256 {h})",
            n = name.as_str(),
            f = shown,
            h = hash.as_str()
        )],
    ))
}

/// The files of a record that the actor may see: name and hash.
fn files(session: &Session, no: RecordNo) -> Result<Vec<(String, String)>, Fault> {
    let (sql, actor, moment, key) = (&session.store, &session.actor, session.moment(), Key::Record(no));
    Ok(match no.kind {
        RecordKind::Case => {
            let scene = Scene::<CaseFile>::load(sql, actor, moment, &key)?;
            let scans = scene.facts.documents.into_iter().flat_map(|document| document.scans);
            let evidence = scene.facts.evidence.into_iter().filter_map(|piece| piece.file.zip(piece.sha256));
            evidence.chain(scans.map(|scan| (scan.name, scan.sha256))).collect()
        }
        RecordKind::Filing => {
            let scene = Scene::<FilingFile>::load(sql, actor, moment, &key)?;
            let files = scene.facts.materials.into_iter().flat_map(|material| material.files);
            files.map(|file| (file.name, file.sha256)).collect()
        }
        _ => return Err(Fault::field("record", Text::new("须为案件或备案", "a case or a filing"))),
    })
}
