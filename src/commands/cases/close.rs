//! The end of a case: closing it (结案) once the decision stands and is carried out, or because the check found nothing.

use super::certificates::settled;
use super::execution::carried_out;
use super::ordered_end::{ended, left_over};
use super::{advance, bench};
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::{CaseNo, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{APPROVER, From, Group, Subject};
use crate::law::contents;
use crate::law::requirement::Requirement;
use crate::law::reviews::stands;
use crate::law::rules::RuleId;
use crate::records::case::{CaseFile, CaseStatus};
use crate::records::document::{Document, DocumentKind, DocumentStatus};
use crate::store::{Sql, documents, suspensions};

command! {
    /// 结案
    CloseCase "close-case" ["结案", "close the case"] {
        case: CaseNo = ["案件", "Case"];
        summary: Paragraph = ["结案小结", "Closing note"];
    }
    help: [
        "生效的决定(或复核后的结果)已执行、应撤回的已撤回, 审批结案",
        "closes the case once what stands, by the decision or its review, is carried out or taken back",
    ],
    key: 'C',
    group: Group::Case,
    subject: Subject::Case,
    who: APPROVER,
    from: From::Case(&[CaseStatus::Served, CaseStatus::Executing]),
    rules: &[RuleId::R19_4, RuleId::R19_5, RuleId::R25_3, RuleId::R25_4, RuleId::G48_1, RuleId::G43_1, RuleId::H1_1, RuleId::H3_1],
    issues: None,
}

impl Command for CloseCase {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        let mut all = bench(scene).four_eyes(scene.actor.id, None);
        all.extend(stands(&bench(scene)));
        all.extend(ended(&scene.facts, &scene.settings));
        all.extend(left_over(&scene.facts));
        all.extend(settled(&scene.facts));
        all.extend(carried_out(scene));
        all.push(contents::whole(&scene.facts));
        all.extend(contents::signed(&scene.facts, &scene.settings));
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        suspensions::lift(sql, scene.facts.id, scene.moment.today, scene.actor.id, &self.summary.0)?;
        advance(scene, sql, CaseStatus::Closed)
    }
}

command! {
    /// 核查不成立结案
    CloseUnfounded "close-unfounded" ["核查不成立, 结案", "close as unfounded"] {
        case: CaseNo = ["案件", "Case"];
        reason: Paragraph = ["核查结论和理由", "Finding, and why"];
    }
    help: ["核实后违规不成立, 审批结案, 同时解除暂停", "closes the case because the check found no violation, and lifts what it suspended"],
    key: 'N',
    group: Group::Case,
    subject: Subject::Case,
    who: APPROVER,
    from: From::Case(&[CaseStatus::Verifying, CaseStatus::Noticing, CaseStatus::Hearing]),
    rules: &[RuleId::R19_3, RuleId::H1_1],
    issues: None,
}

impl Command for CloseUnfounded {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        let mut all = bench(scene).four_eyes(scene.actor.id, None);
        all.push(bench(scene).struck_nothing(scene.actor.id));
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        // Nothing of it is approved, issued or served any more.
        let unserved = [DocumentStatus::Draft, DocumentStatus::Approved, DocumentStatus::Issued];
        let papers = [DocumentKind::Notice, DocumentKind::Decision];
        let open = |d: &&Document| papers.contains(&d.kind) && unserved.contains(&d.status);
        for document in scene.facts.documents.iter().filter(open) {
            documents::void(sql, document.id, "案件以违法事实不成立结案")?;
        }
        // Symmetric: what began with the check ends where it finds nothing (R19-3).
        suspensions::lift(sql, scene.facts.id, scene.moment.today, scene.actor.id, &self.reason.0)?;
        advance(scene, sql, CaseStatus::Closed)
    }
}
