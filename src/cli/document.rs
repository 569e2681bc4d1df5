//! `document`: a document (文书) written to a file, or sent to the printer.

use serde_json::json;

use super::answer::Answer;
use super::session::Session;
use crate::commands::fault::Fault;
use crate::commands::printing::{self, Destination};
use crate::records::ids::RecordNo;
use crate::say;

/// Writes or prints a document, or the blank proof of its service.
///
/// # Errors
/// When there is no such document, it is a foreign bureau's, or it can't be made, written or printed.
pub fn document(
    session: &mut Session,
    number: &str,
    blank_proof: bool,
    to: &Destination,
) -> Result<Answer, Fault> {
    let no: RecordNo = number.parse().map_err(|e| Fault::field("document", e))?;
    let moment = session.moment();
    let read = if blank_proof { printing::blank_proof } else { printing::read };
    let paper = read(&session.store, &session.actor, moment, no)?;
    let told = printing::send(&mut session.store, &session.actor, moment, &paper, to)?;
    let mut answer = json!({ "ok": true, "document": no.to_string(), "number": paper.document.number,
        "issued": paper.warning().is_none(), "sha256": paper.document.sha256 });
    match to {
        Destination::File(path, _) => answer["file"] = json!(path.display().to_string()),
        Destination::Printer(copies) => answer["copies"] = json!(copies),
    }
    let remark = paper.warning().map(|_| {
        say!(
            "{n} 不是已签发的文书, 每页已注明",
            "{n} is no issued document; each page says so",
            n = no.to_string()
        )
    });
    Ok(Answer::new(answer, vec![told]).remarked(remark))
}
