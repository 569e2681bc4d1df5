//! `document`: a document (文书) written to a file, or sent to the printer.

use std::path::Path;

use serde_json::json;

use super::answer::Answer;
use super::session::Session;
use crate::commands::fault::Fault;
use crate::commands::printing;
use crate::exchange::whole::Existing;
use crate::records::ids::RecordNo;
use crate::say;

/// Where a document goes.
#[derive(Debug, Clone, Copy)]
pub enum To<'a> {
    /// Into a file, in the format of its ending; one that is there is kept or replaced.
    File(&'a Path, Existing),
    /// To the printer, so many copies.
    Printer(u8),
}

/// Writes or prints a document.
///
/// # Errors
/// When there is no such document, it is a foreign bureau's, or it can't be made, written or printed.
pub fn document(session: &Session, number: &str, to: To<'_>) -> Result<Answer, Fault> {
    let no: RecordNo = number.parse().map_err(|e| Fault::field("document", e))?;
    let paper = printing::read(&session.store, &session.actor, session.moment(), no)?;
    let answer = json!({ "ok": true, "document": no.to_string(), "number": paper.document.number,
        "sha256": paper.document.sha256 });
    let (mut answer, told) = match to {
        To::File(path, existing) => {
            let size = paper.write(path, existing)?;
            let shown = path.display().to_string();
            let mut answer = answer;
            answer["file"] = json!(shown);
            answer["size"] = json!(size);
            (answer, say!("已写出 {n} 到 {f}", "wrote {n} to {f}", n = paper.file_name(), f = shown))
        }
        To::Printer(copies) => {
            paper.print(copies)?;
            (answer, say!("已送打印机: {n}", "sent to the printer: {n}", n = paper.file_name()))
        }
    };
    answer["issued"] = json!(paper.warning().is_none());
    let remark = paper.warning().map(|_| {
        say!(
            "{n} 不是已签发的文书, 每页已注明",
            "{n} is no issued document; each page says so",
            n = no.to_string()
        )
    });
    Ok(Answer::new(answer, vec![told]).remarked(remark))
}
