//! Striking out what was recorded wrongly (作废误登): a service, a statement or a waiver. It stays on file with the reason; what
//! is right is then recorded by the same act as ever. Only before anything rests on it.

use chrono::NaiveDate;

use super::{advance, bench, stay};
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::{CaseNo, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{APPROVER, From, Group, Subject};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::case::{CaseFile, CaseStatus, Statement, StatementKind, Struck};
use crate::records::document::{Document, DocumentKind, DocumentStatus};
use crate::say;
use crate::store::{Sql, case_writes, documents};
use crate::text::Text;

command! {
    /// 作废误登的送达
    StrikeService "strike-service" ["作废误登的送达", "strike out a service"] {
        case: CaseNo = ["案件", "Case"];
        reason: Paragraph = ["误登的情况", "What was wrong"];
    }
    help: [
        "送达登记有误的, 写明情况作废, 原登记留存; 再由经办人重新登记, 期限重新起算",
        "strikes out a service recorded wrongly, which stays on file; a handler records it anew, and the clocks start anew",
    ],
    key: 'Y',
    group: Group::Case,
    subject: Subject::Case,
    who: APPROVER,
    from: From::Case(&[CaseStatus::Hearing, CaseStatus::Served, CaseStatus::Executing]),
    rules: &[RuleId::G61_2, RuleId::G43_1, RuleId::H1_1, RuleId::H2_1],
    issues: None,
}

command! {
    /// 作废误登的陈述申辩
    StrikeStatement "strike-statement" ["作废误登的意见", "strike out a statement"] {
        case: CaseNo = ["案件", "Case"];
        kind: StatementKind = ["种类", "Kind"];
        received_on: NaiveDate = ["登记的收到日期", "Recorded as received on"];
        reason: Paragraph = ["误登的情况", "What was wrong"];
    }
    help: [
        "陈述申辩或放弃登记有误的, 写明情况作废, 原登记留存; 再按实登记; 已拟的处理决定须重拟",
        "strikes out a statement or waiver recorded wrongly, which stays on file; a drafted decision is drafted anew",
    ],
    key: 'S',
    group: Group::Case,
    subject: Subject::Case,
    who: APPROVER,
    from: From::Case(&[CaseStatus::Noticing, CaseStatus::Hearing]),
    rules: &[RuleId::R25_2, RuleId::G43_1, RuleId::H1_1],
    issues: None,
}

/// The service that nothing rests on yet, and where the case was before it.
fn last_served(file: &CaseFile) -> Option<(&Document, CaseStatus)> {
    let (kind, before, free) = match file.status {
        CaseStatus::Hearing => (DocumentKind::Notice, CaseStatus::Noticing, true),
        CaseStatus::Served => {
            (DocumentKind::Decision, CaseStatus::Decided, file.review.is_none() && file.executions.is_empty())
        }
        CaseStatus::Executing => {
            let review = file.review.as_ref().map(|review| review.id);
            let since = file.executions.iter().any(|done| !done.takes_back && done.after == review);
            (DocumentKind::ReviewDecision, CaseStatus::Reviewing, !since)
        }
        _ => return None,
    };
    file.document(kind)
        .filter(|document| free && document.service.is_some())
        .map(|document| (document, before))
}

/// Drafts and decisions that were written upon what is struck out.
fn open_draft(file: &CaseFile) -> Option<&Document> {
    file.document(DocumentKind::Decision).filter(|draft| draft.status == DocumentStatus::Draft)
}

/// The paper that went with a service: its proof, or its announcement.
fn proof_of<'a>(file: &'a CaseFile, served: &Document) -> Option<&'a Document> {
    let of = |paper: &&Document| {
        let is_proof = matches!(paper.kind, DocumentKind::ProofOfService | DocumentKind::Announcement);
        let about = paper.content.get("served").and_then(serde_json::Value::as_str);
        is_proof && paper.status != DocumentStatus::Void && about == Some(served.no.to_string().as_str())
    };
    file.documents.iter().rev().find(of)
}

impl Command for StrikeService {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        let mut all = bench(scene).four_eyes(scene.actor.id, None);
        all.push(match last_served(&scene.facts) {
            Some((document, _)) => Requirement::met(
                RuleId::H2_1,
                say!(
                    "作废{k}的送达登记 ({d}), 尚无后续办理",
                    "strikes out the service of the {k} ({d}); nothing rests on it yet",
                    k = document.kind,
                    d = document.service.as_ref().map(|s| s.acted_on.to_string()).unwrap_or_default()
                ),
            ),
            None => Requirement::unmet(
                RuleId::H2_1,
                Text::new(
                    "没有可作废的送达登记: 未登记, 或已有后续办理",
                    "no service can be struck out: none is recorded, or something rests on it already",
                ),
                Mend::Nothing,
            ),
        });
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let Some((document, before)) = last_served(&scene.facts) else {
            return Err(Fault::input(Text::new("没有可作废的送达登记", "no service can be struck out")));
        };
        let struck =
            Struck { on: scene.moment.today, by: scene.actor.name.clone(), reason: self.reason.0.clone() };
        documents::strike_service(sql, document.id, &struck)?;
        let papers = [proof_of(&scene.facts, document), open_draft(&scene.facts)];
        for paper in papers.into_iter().flatten() {
            documents::void(sql, paper.id, &self.reason.0)?;
        }
        advance(scene, sql, before)
    }
}

impl StrikeStatement {
    /// The last entry of that kind and day.
    fn entry<'a>(&self, file: &'a CaseFile) -> Option<&'a Statement> {
        self.entries(file).rev().find(|entry| entry.on == self.received_on)
    }

    fn entries<'a>(&self, file: &'a CaseFile) -> impl DoubleEndedIterator<Item = &'a Statement> {
        let kind = self.kind;
        file.statements.iter().filter(move |entry| entry.kind == kind && entry.struck.is_none())
    }
}

impl Command for StrikeStatement {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        let mut all = bench(scene).four_eyes(scene.actor.id, None);
        let on_file = scene.facts.statements.iter().filter(|entry| entry.struck.is_none()).count();
        all.push(Requirement::when(
            RuleId::R25_2,
            on_file > 0,
            say!("在卷的陈述申辩、放弃 {n} 件", "statements and waivers on file: {n}", n = on_file),
            Text::new("没有登记过陈述申辩或放弃", "no statement or waiver is on file"),
            Mend::Nothing,
        ));
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let file = &scene.facts;
        let Some(entry) = self.entry(file) else {
            let days: Vec<Text> = self.entries(file).map(|entry| Text::same(entry.on.to_string())).collect();
            return Err(Fault::field(
                "received_on",
                say!(
                    "没有该日登记的{k}; 在卷的: {d}",
                    "no {k} is recorded as of that day; on file: {d}",
                    k = self.kind,
                    d = Text::join(&days)
                ),
            ));
        };
        let struck =
            Struck { on: scene.moment.today, by: scene.actor.name.clone(), reason: self.reason.0.clone() };
        case_writes::strike_statement(sql, entry.id, &struck)?;
        if let Some(draft) = open_draft(file) {
            documents::void(sql, draft.id, &self.reason.0)?;
        }
        stay(scene, sql)
    }
}
