//! Returning a document to the handlers (退回) before it binds anybody: a draft, one that was approved, a decision that was
//! issued and not served; what its approval decided is undone with it.

use super::review::not_the_decider;
use super::{advance, bench};
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::{CaseNo, Line};
use crate::commands::scene::Scene;
use crate::commands::spec::{APPROVER, From, Group, Subject};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::case::{CaseFile, CaseStatus};
use crate::records::document::{Document, DocumentKind, DocumentStatus};
use crate::store::{Sql, case_writes, documents};
use crate::text::Text;

command! {
    /// 退回文书
    ReturnDraft "return-draft" ["退回文书", "return a document"] {
        case: CaseNo = ["案件", "Case"];
        reason: Line = ["退回原因", "Reason"];
    }
    help: [
        "把待审批的草稿、已审批而未签发的文书, 或已签发而未送达的决定退回经办人, 写明原因; 已作的审批随之撤销, 文号作废",
        "returns a draft, a document not issued, or a decision not served, with the reason; its approval is undone, its number void",
    ],
    key: 'R',
    group: Group::Case,
    subject: Subject::Case,
    who: APPROVER,
    from: From::Case(&[
        CaseStatus::Noticing, CaseStatus::Hearing, CaseStatus::Decided, CaseStatus::Served, CaseStatus::Reviewing,
        CaseStatus::Executing,
    ]),
    rules: &[RuleId::H1_1, RuleId::G43_1, RuleId::R25_4],
    issues: None,
}

impl Command for ReturnDraft {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        let waiting = waiting(&scene.facts);
        let mut all = bench(scene).four_eyes(scene.actor.id, waiting.map(|d| d.drafted_by));
        if waiting.is_some_and(|d| d.kind == DocumentKind::ReviewDecision) {
            all.push(not_the_decider(scene));
        }
        let once = scene
            .facts
            .documents
            .iter()
            .any(|d| d.status == DocumentStatus::Issued && scene.facts.was_served(d));
        all.push(Requirement::when(
            RuleId::H2_1,
            waiting.is_some(),
            Text::new("有待审批、待签发或待送达的文书", "a document waits for approval, issue or service"),
            if once {
                Text::new(
                    "送达登记作废的决定不得退回, 只能重新登记送达",
                    "a decision whose service was struck out is not returned: its service is recorded anew",
                )
            } else {
                Text::new(
                    "没有待审批、待签发或待送达的文书",
                    "no document waits for approval, issue or service",
                )
            },
            Mend::Somebody(if once {
                Text::new("经办人重新登记送达", "a handler records the service anew")
            } else {
                Text::new("经办人拟稿", "a handler drafts one")
            }),
        ));
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let file = &scene.facts;
        let Some(document) = waiting(file) else {
            return Err(Fault::input(Text::new("没有待退回的文书", "there is nothing to return")));
        };
        documents::void(sql, document.id, &self.reason.0)?;
        let review = file.review.as_ref().filter(|r| r.decided_on.is_some());
        match (document.kind, review) {
            // No decision is made any more.
            (DocumentKind::Decision, _) => advance(scene, sql, CaseStatus::Hearing),
            (DocumentKind::ReviewDecision, Some(review)) => {
                case_writes::undecide_review(sql, review.id)?;
                advance(scene, sql, CaseStatus::Reviewing)
            }
            _ => advance(scene, sql, file.status),
        }
    }
}

/// The document that was drafted or approved last, and binds nobody yet: a notice that was issued is replaced by a new
/// proposal, a decision that was issued can be returned until it is served, a service struck out included.
fn waiting(file: &CaseFile) -> Option<&Document> {
    let decides = |d: &Document| {
        matches!(d.kind, DocumentKind::Decision | DocumentKind::ReviewDecision | DocumentKind::Correction)
    };
    let open = |d: &&Document| match d.status {
        DocumentStatus::Draft | DocumentStatus::Approved => true,
        DocumentStatus::Issued => decides(d) && !file.was_served(d),
        DocumentStatus::Served | DocumentStatus::Void => false,
    };
    file.documents.iter().rev().find(open)
}
