//! The pre-decision notice (告知书): drafting it from the proposal in force.

use serde_json::{Map, Value, json};

use super::{advance, bench};
use crate::commands::entry::{Command, Done, Turn};
use crate::commands::fault::Fault;
use crate::commands::inputs::{CaseNo, Line};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::case::{CaseFile, CaseStatus};
use crate::records::document::{Document, DocumentKind, DocumentStatus, Owner};
use crate::say;
use crate::store::{Sql, documents};
use crate::text::Text;

command! {
    /// 起草告知书
    DraftNotice "draft-notice" ["起草告知书", "draft the notice"] {
        case: CaseNo = ["案件", "Case"];
        place: Line = ["陈述申辩的地点", "Where to hand it in"];
        contact: Line = ["联系人及电话", "Contact and telephone"];
    }
    help: [
        "按拟处理意见起草告知书: 拟处理决定、事实、理由、依据与陈述申辩的权利",
        "drafts the notice from the proposal: outcome, facts, reasons, basis, and the right to a statement",
    ],
    key: 'b',
    group: Group::Case,
    subject: Subject::Case,
    who: HANDLER,
    from: From::Case(&[CaseStatus::Noticing]),
    rules: &[RuleId::R25_1, RuleId::G42_1, RuleId::H1_2],
    issues: Some(DocumentKind::Notice),
}

impl Command for DraftNotice {
    type Facts = CaseFile;

    fn turn(scene: &Scene<CaseFile>) -> Turn {
        Turn::done_if(scene.facts.document(DocumentKind::Notice).is_some())
    }

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        let bench = bench(scene);
        let mut all = vec![bench.by_handler(scene.actor.id)];
        all.extend(bench.two_handlers());
        all.extend(bench.proposed());
        all.extend(none_issued(&scene.facts, DocumentKind::Notice));
        all.extend(unapproves(&scene.facts, DocumentKind::Notice));
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let content = json!({ "place": self.place, "contact": self.contact });
        let done = advance(scene, sql, CaseStatus::Noticing)?;
        put_draft(scene, sql, DocumentKind::Notice, &content, done)
    }

    fn prefill(scene: &Scene<CaseFile>) -> Map<String, Value> {
        drafted(&scene.facts, DocumentKind::Notice)
    }
}

/// What was typed into the last draft of a kind, void ones included: nothing is typed twice.
pub(super) fn drafted(file: &CaseFile, kind: DocumentKind) -> Map<String, Value> {
    let mut typed: Map<String, Value> = file
        .documents
        .iter()
        .rev()
        .find(|d| d.kind == kind)
        .and_then(|d| d.content.as_object().cloned())
        .unwrap_or_default();
    for kept in NOT_TYPED {
        typed.remove(*kept);
    }
    typed
}

/// Parts of a document's content that nobody typed: what the draft answered, and the words as they were approved.
const NOT_TYPED: &[&str] = &["statements", APPROVED];
/// Where a document keeps its words as they were approved.
pub(super) const APPROVED: &str = "approved";

/// A document that was issued is not drafted again.
pub(super) fn none_issued(file: &CaseFile, kind: DocumentKind) -> Option<Requirement> {
    let issued: &Document = file
        .document(kind)
        .filter(|d| matches!(d.status, DocumentStatus::Issued | DocumentStatus::Served))?;
    Some(Requirement::unmet(
        RuleId::H2_1,
        say!("{k}已签发", "the {k} was issued", k = issued.kind),
        Mend::Somebody(Text::new("要改变内容, 须重新拟定处理意见", "to change it, propose a decision anew")),
    ))
}

/// H1-1: what was approved and is drafted anew is approved anew.
pub(super) fn unapproves(file: &CaseFile, kind: DocumentKind) -> Option<Requirement> {
    let approved = file.document(kind).filter(|d| d.status == DocumentStatus::Approved)?;
    Some(Requirement::noted(
        RuleId::H1_1,
        say!(
            "{n} 已审批: 重新起草即作废, 须重新审批",
            "{n} is approved: a new draft makes it void, and is approved anew",
            n = approved.no.to_string()
        ),
    ))
}

/// Puts a draft on file in the place of an older draft of its kind.
pub(super) fn put_draft(
    scene: &Scene<CaseFile>,
    sql: &dyn Sql,
    kind: DocumentKind,
    content: &Value,
    done: Done,
) -> Result<Done, Fault> {
    // One that was served stands beside the new one: only a correction comes so.
    let replaced = |old: &&Document| old.status != DocumentStatus::Served;
    if let Some(old) = scene.facts.document(kind).filter(replaced) {
        documents::void(sql, old.id, "由新拟稿替代")?;
    }
    let (_, no) = documents::draft(
        sql,
        &documents::NewDraft {
            of: Owner::Case(scene.facts.id),
            agency: scene.facts.agency.id,
            bureau: scene.facts.bureau,
            kind,
            proposal: scene.facts.proposal.as_ref().map(|p| p.id),
            content,
            by: scene.actor.id,
            on: scene.moment.today,
        },
    )?;
    Ok(done.with("document", no.to_string()))
}

/// What was approved or issued and not served yet is done with first; of a kind of which there can be several.
pub(super) fn none_waiting(file: &CaseFile, kind: DocumentKind) -> Option<Requirement> {
    let last = file.document(kind)?;
    let (said, mend) = match last.status {
        DocumentStatus::Approved => (
            say!("{n} 已审批, 还没有签发", "{n} is approved and not issued", n = last.no.to_string()),
            Text::new("先签发, 或由审批人退回", "issue it, or an approver returns it"),
        ),
        DocumentStatus::Issued => (
            say!("{n} 已签发, 还没有送达", "{n} is issued and not served", n = last.no.to_string()),
            Text::new("先送达并登记", "serve it and record that"),
        ),
        DocumentStatus::Draft | DocumentStatus::Served | DocumentStatus::Void => return None,
    };
    Some(Requirement::unmet(RuleId::H2_1, said, Mend::Somebody(mend)))
}
