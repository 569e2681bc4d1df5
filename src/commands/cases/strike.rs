//! Striking out what was recorded wrongly (作废误登): a service, a statement or a waiver. It stays on file with the reason, and
//! what is right is recorded anew. Nothing that was decided since is undone by it: what hangs on a date is reckoned anew.

use serde_json::{Map, Value};

use super::{advance, bench, stay};
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::{CaseNo, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{APPROVER, From, Group, Subject};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::case::{CaseFile, CaseStatus, Statement, Struck};
use crate::records::document::{Document, DocumentKind, DocumentStatus};
use crate::say;
use crate::store::{Sql, case_writes, documents};
use crate::text::Text;

command! {
    /// 作废误登的送达
    StrikeService "strike-service" ["作废误登的送达", "strike out a service"] {
        case: CaseNo = ["案件", "Case"];
        document: ServedKind = ["文书", "Document"];
        reason: Paragraph = ["误登的情况", "What was wrong"];
    }
    help: [
        "送达登记有误的, 写明情况作废, 原登记留存; 由经办人重新登记, 期限重新起算; 已作的决定、申请、执行不因此撤销, 已结案的重新办理",
        "strikes out a service recorded wrongly, which stays on file; a handler records it anew, and the clocks start anew; a closed case opens again",
    ],
    key: 'Y',
    group: Group::Case,
    subject: Subject::Case,
    who: APPROVER,
    from: From::Case(&[
        CaseStatus::Hearing, CaseStatus::Served, CaseStatus::Reviewing, CaseStatus::Executing, CaseStatus::Closed,
    ]),
    rules: &[RuleId::G61_2, RuleId::R25_4, RuleId::G43_1, RuleId::H1_1, RuleId::H2_1],
    issues: None,
}

command! {
    /// 作废误登的陈述申辩
    StrikeStatement "strike-statement" ["作废误登的意见", "strike out a statement"] {
        case: CaseNo = ["案件", "Case"];
        entry: u32 = ["在卷序号", "Number on file"]
            hint ["案卷所列意见的序号", "the number that the record gives it"];
        reason: Paragraph = ["误登的情况", "What was wrong"];
    }
    help: [
        "陈述申辩或放弃登记有误的, 写明情况作废, 原登记留存; 再按实登记; 已拟的处理决定须重拟; 决定据以作出的不得作废",
        "strikes out a statement or waiver recorded wrongly, which stays on file; not one that the decision weighed",
    ],
    key: 'S',
    group: Group::Case,
    subject: Subject::Case,
    who: APPROVER,
    from: From::Case(&[
        CaseStatus::Noticing, CaseStatus::Hearing, CaseStatus::Decided, CaseStatus::Served, CaseStatus::Reviewing,
        CaseStatus::Executing, CaseStatus::Closed,
    ]),
    rules: &[RuleId::R25_2, RuleId::R25_4, RuleId::G43_1, RuleId::H1_1],
    issues: None,
}

crate::word_enum! {
    /// The documents of a case that are served.
    ServedKind, "送达的文书", "document served" {
        /// 告知书
        Notice = "notice", "告知书", "pre-decision notice";
        /// 处理决定书
        Decision = "decision", "处理决定书", "decision";
        /// 复核决定书
        ReviewDecision = "review-decision", "复核决定书", "review decision";
        /// 更正通知书
        Correction = "correction", "更正通知书", "correction";
    }
}

impl ServedKind {
    /// The kind of document.
    #[must_use]
    pub const fn kind(self) -> DocumentKind {
        match self {
            Self::Notice => DocumentKind::Notice,
            Self::Decision => DocumentKind::Decision,
            Self::ReviewDecision => DocumentKind::ReviewDecision,
            Self::Correction => DocumentKind::Correction,
        }
    }

    /// The document of the kind, where its service can be struck out. That of a notice rests under the decision once that
    /// is approved: the review is the place to say that it was wrong.
    fn served(self, file: &CaseFile) -> Option<&Document> {
        let free = self != Self::Notice || file.status == CaseStatus::Hearing;
        file.document(self.kind()).filter(|document| free && document.service.is_some())
    }

    /// Where the case goes once the service is struck out: back to the step that serves the document, or nowhere where
    /// something was done since.
    fn before(self, file: &CaseFile) -> CaseStatus {
        let done_since = |review| file.executions.iter().any(|done| done.after == review);
        let review = file.review.as_ref().map(|review| review.id);
        match (self, file.status) {
            (Self::Notice, CaseStatus::Hearing) => CaseStatus::Noticing,
            (Self::Decision, CaseStatus::Served) if file.constraint_lifted_on.is_none() => {
                CaseStatus::Decided
            }
            (Self::ReviewDecision, CaseStatus::Executing) if !done_since(review) => CaseStatus::Reviewing,
            // What isn't served doesn't stand: the case is open again until it does.
            (_, CaseStatus::Closed) => CaseStatus::Executing,
            (_, standing) => standing,
        }
    }
}

/// Drafts of a decision that were written upon what is struck out.
fn open_draft(file: &CaseFile) -> Option<&Document> {
    file.document(DocumentKind::Decision).filter(|draft| draft.status == DocumentStatus::Draft)
}

/// The paper that went with a service: its proof, or its announcement.
fn proof_of<'a>(file: &'a CaseFile, served: &Document) -> Option<&'a Document> {
    let of = |paper: &&Document| {
        let is_proof = matches!(paper.kind, DocumentKind::ProofOfService | DocumentKind::Announcement);
        let about = paper.content.get("served").and_then(Value::as_str);
        is_proof && paper.status != DocumentStatus::Void && about == Some(served.no.to_string().as_str())
    };
    file.documents.iter().rev().find(of)
}

const NONE_SERVED: Text = Text::new(
    "没有可作废的送达登记: 未登记, 或决定已据此作出",
    "no service can be struck out: none is recorded, or the decision was made upon it",
);

impl Command for StrikeService {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, input: Option<&Self>) -> Vec<Requirement> {
        let mut all = may_strike(scene);
        let kinds = match input {
            Some(input) => vec![input.document],
            None => ServedKind::ALL.to_vec(),
        };
        let served: Vec<Text> = kinds
            .into_iter()
            .filter_map(|kind| kind.served(&scene.facts))
            .filter_map(|d| {
                Some(say!("{k} ({d})", "{k} ({d})", k = d.kind, d = d.service.as_ref()?.acted_on))
            })
            .collect();
        let met =
            say!("可作废送达登记: {d}", "services that can be struck out: {d}", d = Text::join(&served));
        all.push(Requirement::when(RuleId::H2_1, !served.is_empty(), met, NONE_SERVED, Mend::Nothing));
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let file = &scene.facts;
        let Some(document) = self.document.served(file) else {
            return Err(Fault::field("document", NONE_SERVED));
        };
        documents::strike_service(sql, document.id, &struck(scene, &self.reason))?;
        let draft = open_draft(file).filter(|_| self.document == ServedKind::Notice);
        for paper in [proof_of(file, document), draft].into_iter().flatten() {
            documents::void(sql, paper.id, &self.reason.0)?;
        }
        Ok(advance(scene, sql, self.document.before(file))?.with("struck", document.no.to_string()))
    }

    fn prefill(scene: &Scene<CaseFile>) -> Map<String, Value> {
        let last = ServedKind::ALL.iter().rev().find(|kind| kind.served(&scene.facts).is_some());
        last.map(|kind| ("document".to_owned(), Value::from(kind.as_str()))).into_iter().collect()
    }
}

/// Four eyes: who proposed or handles, and who decided, in the first place or in the review, strikes nothing (R25-4, H1-1).
fn may_strike(scene: &Scene<CaseFile>) -> Vec<Requirement> {
    let (file, actor) = (&scene.facts, scene.actor.id);
    let mut all = bench(scene).four_eyes(actor, None);
    let reviewed = file.review.as_ref().is_some_and(|review| review.decided_by == Some(actor));
    all.push(Requirement::when(
        RuleId::H1_1,
        !reviewed && !file.deciders.contains(&actor),
        Text::new("作出决定与作废登记不是同一人", "decided and struck out by different people"),
        Text::new(
            "作出决定或复核决定的人不能作废本案登记",
            "whoever made the decision or the review decision strikes out nothing of the case",
        ),
        Mend::Somebody(super::review::ANOTHER_APPROVER),
    ));
    all
}

fn struck(scene: &Scene<CaseFile>, reason: &Paragraph) -> Struck {
    Struck {
        on: scene.moment.today,
        by_id: scene.actor.id,
        by: scene.actor.name.clone(),
        reason: reason.0.clone(),
    }
}

/// Entries that can be struck out, with their numbers on file: those that no decision rests on.
fn free(file: &CaseFile) -> impl Iterator<Item = (usize, &Statement)> {
    let decided = file.decision.is_some();
    let open = move |(_, (entry, weighed)): &(usize, (&Statement, bool))| {
        entry.struck.is_none() && !(decided && *weighed)
    };
    file.statements_weighed().enumerate().filter(open).map(|(at, (entry, _))| (at + 1, entry))
}

impl Command for StrikeStatement {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        let mut all = may_strike(scene);
        let entry = |(at, entry): (usize, &Statement)| {
            say!("{n} {k} {d}", "{n} {k} {d}", n = at, k = entry.kind, d = entry.on)
        };
        let on_file: Vec<Text> = free(&scene.facts).map(entry).collect();
        all.push(Requirement::when(
            RuleId::R25_2,
            !on_file.is_empty(),
            say!("可作废的意见: {l}", "can be struck out: {l}", l = Text::join(&on_file)),
            Text::new(
                "没有可作废的意见: 未登记, 或决定已据此作出",
                "nothing can be struck out: none is on file, or the decision was made upon it",
            ),
            Mend::Nothing,
        ));
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let file = &scene.facts;
        let at = usize::try_from(self.entry).unwrap_or(usize::MAX);
        let Some((_, entry)) = free(file).find(|(number, _)| *number == at) else {
            let numbers: Vec<Text> = free(file).map(|(number, _)| Text::same(number.to_string())).collect();
            return Err(Fault::field(
                "entry",
                say!(
                    "没有可作废的该号意见; 可作废: {d}",
                    "no such entry; there are: {d}",
                    d = Text::join(&numbers)
                ),
            ));
        };
        case_writes::strike_statement(sql, entry.id, &struck(scene, &self.reason))?;
        if let Some(draft) = open_draft(file) {
            documents::void(sql, draft.id, &self.reason.0)?;
        }
        let (kind, on) = (entry.kind.to_string(), entry.on.to_string());
        Ok(stay(scene, sql)?.with("struck", format!("{kind} {on}")))
    }
}
