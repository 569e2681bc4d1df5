//! Issuing documents (签发): the number, the text frozen with its hash.

use super::approve::proposed_of_whom;
use super::correction::{STATES, still_alters_nothing, turn as correction_turn};
use super::decide::Drafted;
use super::{bench, content, paper, stay, writer};
use crate::commands::entry::{Command, Done, Turn};
use crate::commands::fault::Fault;
use crate::commands::inputs::CaseNo;
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::documents::{DocumentNumber, number_series};
use crate::law::requirement::{Mend, Requirement};
use crate::law::reviews;
use crate::law::rules::RuleId;
use crate::law::standing::{Rested, after_return};
use crate::records::case::{CaseFile, CaseStatus};
use crate::records::document::{Document, DocumentKind, DocumentStatus};
use crate::say;
use crate::store::{Sql, case_writes, documents, series};
use crate::text::Text;
use crate::text::hash::fingerprint;
use chrono::Datelike;
use serde_json::Value;

fn ready(scene: &Scene<CaseFile>, kind: DocumentKind) -> Vec<Requirement> {
    let document = scene.facts.document(kind);
    let approved = document.is_some_and(|d| d.status == DocumentStatus::Approved);
    let mut all = vec![bench(scene).by_handler(scene.actor.id)];
    all.extend(bench(scene).two_handlers());
    all.push(Requirement::when(
        RuleId::H1_1,
        approved,
        say!("{k}已审批", "the {k} is approved", k = kind),
        match document.map(|d| d.status) {
            Some(DocumentStatus::Draft) => say!("{k}还没有审批", "the {k} is not approved yet", k = kind),
            Some(DocumentStatus::Issued | DocumentStatus::Served) => {
                say!("{k}已签发", "the {k} was issued already", k = kind)
            }
            _ => say!("{k}还没有拟稿", "the {k} is not drafted yet", k = kind),
        },
        match document.map(|d| d.status) {
            Some(DocumentStatus::Issued) => {
                Mend::Somebody(Text::new("经办人送达并登记", "a handler serves it and records that"))
            }
            Some(DocumentStatus::Served) => Mend::Nothing,
            Some(DocumentStatus::Draft) => Mend::Somebody(Text::new("审批人审批", "an approver approves it")),
            _ => Mend::Somebody(Text::new("经办人拟稿", "a handler drafts it")),
        },
    ));
    if let (true, Some(document)) = (approved, document) {
        all.extend(bench(scene).approver_recused(document));
        all.extend(stands(scene, document));
        all.extend(writer::party_changed(scene, document).map(after_return));
        all.extend(paper::complete(scene, document));
    }
    all
}

/// What the approval rested on still stands: judged again for a decision, and for a review decision.
fn stands(scene: &Scene<CaseFile>, document: &Document) -> Vec<Requirement> {
    let bench = bench(scene);
    match (document.kind, Drafted::of(document), document.approved_on) {
        (DocumentKind::Decision, Some(drafted), Some(approved_on)) => {
            let answered = Some(drafted.answers(scene.facts.recorded()));
            let rested = Rested {
                grounds: &drafted.grounds,
                outcomes: &drafted.outcomes,
                facts: drafted.facts.as_deref(),
                statements: drafted.statements,
                approved_on,
                served_on: content::notice_served_on(document),
            };
            bench.statement_answered(answered).into_iter().chain(bench.still_stands(&rested)).collect()
        }
        (DocumentKind::Correction, ..) => still_alters_nothing(scene).into_iter().map(after_return).collect(),
        (DocumentKind::ReviewDecision, ..) => vec![after_return(reviews::taken_up(&bench))],
        (DocumentKind::Notice, ..) => proposed_of_whom(scene).into_iter().map(after_return).collect(),
        _ => Vec::new(),
    }
}

fn issue(scene: &Scene<CaseFile>, sql: &dyn Sql, kind: DocumentKind) -> Result<Done, Fault> {
    let document = scene
        .facts
        .document(kind)
        .ok_or_else(|| Fault::input(say!("没有{k}", "there is no {k}", k = kind)))?;
    let (number, sha256) = freeze(scene, sql, document)?;
    if let (DocumentKind::ReviewDecision, Some(review)) = (kind, &scene.facts.review) {
        case_writes::issued_review(sql, review.id, scene.moment.today)?;
    }
    let done = stay(scene, sql)?;
    // The hashes go into the audit chain with the act.
    Ok(done
        .with("document", document.no.to_string())
        .with("number", number)
        .with("sha256", sha256)
        .with("content_sha256", content_hash(&document.content)?))
}

/// The hash of what a document was written from, as it stands in the database.
pub(in crate::commands) fn content_hash(content: &Value) -> Result<String, Fault> {
    let written = serde_json::to_string(content).map_err(|e| Fault::Io(Text::same(e.to_string())))?;
    Ok(fingerprint(written.as_bytes()))
}

/// Gives a document its number and freezes its text; the number, and the hash of the text.
pub(super) fn freeze(
    scene: &Scene<CaseFile>,
    sql: &dyn Sql,
    document: &Document,
) -> Result<(String, String), Fault> {
    let today = scene.moment.today;
    let number = match number_series(scene.facts.bureau, document.kind) {
        Some(series) => {
            let serial = series::next(sql, &series, today.year())?;
            Some(DocumentNumber { series, year: today.year(), serial }.to_string())
        }
        None => None,
    };
    let frozen = paper::freeze(scene, document, number.as_deref())?;
    documents::issue(sql, document.id, number.as_deref(), &frozen.text, &frozen.sha256, today)?;
    Ok((number.unwrap_or_default(), frozen.sha256))
}

macro_rules! issuing {
    ($name:ident, $word:literal, $zh:literal, $en:literal, $key:literal, $kind:expr, $from:expr, $rules:expr) => {
        command! {
            #[doc = $zh]
            $name $word [$zh, $en] {
                case: CaseNo = ["案件", "Case"];
            }
            help: ["编号并签发, 正文连同哈希固定, 此后不再改动", "gives it its number and freezes the text with its hash"],
            key: $key,
            group: Group::Case,
            subject: Subject::Case,
            who: HANDLER,
            from: From::Case($from),
            rules: $rules,
            issues: Some($kind),
        }

        impl Command for $name {
            type Facts = CaseFile;

            fn turn(scene: &Scene<CaseFile>) -> Turn {
                match $kind {
                    DocumentKind::Correction => correction_turn(scene, DocumentStatus::Approved),
                    _ => Turn::Usual,
                }
            }

            fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
                ready(scene, $kind)
            }

            fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
                issue(scene, sql, $kind)
            }
        }
    };
}

issuing!(
    IssueNotice,
    "issue-notice",
    "签发告知书",
    "issue the notice",
    'i',
    DocumentKind::Notice,
    &[CaseStatus::Noticing],
    &[RuleId::R25_1, RuleId::G42_1, RuleId::G43_1, RuleId::G59_1, RuleId::H1_1, RuleId::H1_2]
);
issuing!(
    IssueDecision,
    "issue-decision",
    "签发处理决定书",
    "issue the decision",
    'i',
    DocumentKind::Decision,
    &[CaseStatus::Decided],
    &[
        RuleId::R25_2,
        RuleId::G42_1,
        RuleId::G43_1,
        RuleId::G45_1,
        RuleId::G57_1,
        RuleId::G58_1,
        RuleId::G59_1,
        RuleId::H1_1,
        RuleId::H1_2
    ]
);
issuing!(
    IssueReview,
    "issue-review",
    "签发复核决定书",
    "issue the review decision",
    'i',
    DocumentKind::ReviewDecision,
    &[CaseStatus::Reviewing],
    &[RuleId::R25_3, RuleId::G42_1, RuleId::G43_1, RuleId::G59_1, RuleId::H1_1, RuleId::H1_2]
);
issuing!(
    IssueCorrection,
    "issue-correction",
    "签发更正通知书",
    "issue the correction",
    'I',
    DocumentKind::Correction,
    STATES,
    &[RuleId::G42_1, RuleId::G43_1, RuleId::G59_1, RuleId::H1_1, RuleId::H1_2]
);
