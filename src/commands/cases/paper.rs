//! From a case to paper: preview, completeness and freezing of its documents. What they say is in `writer.rs`.

use serde_json::Value;

use super::content::Paper;
use super::notice::APPROVED;
use super::writer::{blank_proof as blank_form, paper};
use crate::commands::fault::Fault;
use crate::commands::scene::{Key, Moment, Scene};
use crate::documents::templates::check;
use crate::documents::{
    Content, Frozen, Sheet, freeze_with as freeze_content, layout, render_with as render,
};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::case::CaseFile;
use crate::records::document::{Document, DocumentKind, DocumentStatus, Owner};
use crate::records::ids::RecordNo;
use crate::records::staff::{Relation, Staff};
use crate::say;
use crate::store::{DbError, Sql, documents, persons};
use crate::text::Text;

/// What is still missing from a document, as requirements of issuing it.
#[must_use]
pub fn complete(scene: &Scene<CaseFile>, document: &Document) -> Vec<Requirement> {
    let rule = match document.kind {
        DocumentKind::Notice => RuleId::R25_1,
        _ => RuleId::G59_1,
    };
    let missing = match paper(scene, document, None) {
        Ok(Paper::Notice(content)) => content.missing(),
        Ok(Paper::Decision(content)) => content.missing(),
        Ok(Paper::Review(content)) => content.missing(),
        Ok(Paper::Correction(content)) => content.missing(),
        Ok(Paper::Announcement(content)) => content.missing(),
        Ok(Paper::Proof(content)) => content.missing(),
        Err(fault) => vec![fault.text()],
    };
    vec![Requirement::when(
        rule,
        missing.is_empty(),
        Text::new("文书内容齐全", "the document is complete"),
        say!("文书还缺: {m}", "the document lacks: {m}", m = Text::join(&missing)),
        Mend::Somebody(Text::new("退回草稿, 由经办人补齐", "return the draft: a handler completes it")),
    )]
}

/// The content of a draft with its words as they are approved: issuing adds number and date to them, nothing else.
///
/// # Errors
/// When something the document must say is missing.
pub fn approved(scene: &Scene<CaseFile>, draft: &Document) -> Result<Value, Fault> {
    let words = paper(scene, draft, None)?.written();
    let words = words.map_err(|e| DbError::broken("a document", &e.to_string()))?;
    let mut content = draft.content.clone();
    content[APPROVED] = words;
    Ok(content)
}

/// The template of a document: that of the day of its approval, so that nothing is put into other words since; else today's.
fn template<'a>(scene: &'a Scene<CaseFile>, document: &Document) -> Option<&'a str> {
    let own = scene.templates.of(document.kind, document.approved_on.unwrap_or(scene.moment.today))?;
    // One of the time before persons could be the subject doesn't know how to speak to them (R26-1).
    (scene.facts.person.is_none() || check(document.kind, own).is_ok()).then_some(own)
}

/// The text of a document for good, with its hash.
///
/// # Errors
/// When something the document must say is missing.
pub fn freeze(scene: &Scene<CaseFile>, document: &Document, number: Option<&str>) -> Result<Frozen, Fault> {
    let template = template(scene, document);
    let frozen = match paper(scene, document, number)? {
        Paper::Notice(content) => freeze_content(&*content, template),
        Paper::Decision(content) => freeze_content(&*content, template),
        Paper::Review(content) => freeze_content(&*content, template),
        Paper::Correction(content) => freeze_content(&*content, template),
        Paper::Announcement(content) => freeze_content(&*content, template),
        Paper::Proof(content) => freeze_content(&*content, template),
    };
    frozen.map_err(|e| Fault::input(e.text()))
}

/// A document as the console shows it: pages of lines, 56 cells wide. What was issued is shown as it was frozen; of a person masked
/// (H4-1).
///
/// # Errors
/// As [`read`].
pub fn preview(
    sql: &dyn Sql,
    actor: &Staff,
    moment: Moment,
    no: RecordNo,
) -> Result<(Document, Vec<Vec<String>>), Fault> {
    let (document, sheet) = read(sql, actor, moment, no)?;
    let secrets = persons::secrets(sql, documents::owner_of(sql, document.id)?)?;
    Ok((document, layout::pages(&sheet.hiding(&secrets))))
}

/// A document and what stands in it: what was issued as it was frozen, a draft as it would be now.
///
/// # Errors
/// When there is no such document, it is a foreign bureau's, or it lacks what it needs.
pub fn read(sql: &dyn Sql, actor: &Staff, moment: Moment, no: RecordNo) -> Result<(Document, Sheet), Fault> {
    let document = documents::by_no(sql, no)?
        .ok_or_else(|| Fault::input(say!("没有文书 {n}", "there is no document {n}", n = no.to_string())))?;
    if Relation::of(actor.bureau, document.bureau) == Relation::Foreign {
        return Err(Fault::NotPermitted(say!(
            "文书属{b}, 不属本局 (第三条)",
            "the document is under {b}, not under your bureau (Art. 3)",
            b = document.bureau.label()
        )));
    }
    let sheet = match &document.of {
        Owner::Case(_) => {
            let case = Key::Record(documents::owner_of(sql, document.id)?);
            sheet(&Scene::<CaseFile>::load(sql, actor, moment, &case)?, &document)?
        }
        // Those of filings and agencies are frozen from the first.
        Owner::Filing(_) | Owner::Agency(_) => frozen(&document)?,
    };
    Ok((document, sheet))
}

fn frozen(document: &Document) -> Result<Sheet, Fault> {
    let text = document.text.as_deref().unwrap_or_default();
    text.parse().map_err(|_| DbError::broken("a document", &document.no.to_string()).into())
}

fn sheet(scene: &Scene<CaseFile>, document: &Document) -> Result<Sheet, Fault> {
    if document.text.is_some() {
        return frozen(document);
    }
    let template = template(scene, document);
    let sheet = match paper(scene, document, None)? {
        Paper::Notice(content) => render(&*content, template),
        Paper::Decision(content) => render(&*content, template),
        Paper::Review(content) => render(&*content, template),
        Paper::Correction(content) => render(&*content, template),
        Paper::Announcement(content) => render(&*content, template),
        Paper::Proof(content) => render(&*content, template),
    };
    sheet.map_err(|e| Fault::input(e.text()))
}

/// The proof of service of an issued document as a form to print and sign.
///
/// # Errors
/// When the document can't be read, is none of a case that is served, or isn't issued.
pub fn blank_proof(
    sql: &dyn Sql,
    actor: &Staff,
    moment: Moment,
    no: RecordNo,
) -> Result<(Document, Sheet), Fault> {
    let (document, _) = read(sql, actor, moment, no)?;
    if !document.kind.is_served() || document.text.is_none() || document.status == DocumentStatus::Void {
        return Err(Fault::input(say!(
            "{n} 没有送达回证可打: 已签发而要送达的文书才有",
            "{n} has no proof of service to print: only an issued document that is served has one",
            n = no.to_string()
        )));
    }
    let case = Key::Record(documents::owner_of(sql, document.id)?);
    let scene = Scene::<CaseFile>::load(sql, actor, moment, &case)?;
    let sheet = render(
        &blank_form(&scene, &document),
        scene.templates.of(DocumentKind::ProofOfService, moment.today),
    )
    .map_err(|e| Fault::input(e.text()))?;
    Ok((document, sheet))
}
