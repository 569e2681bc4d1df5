//! Approving drafts (审批): the notice, the decision, the review decision. Returning one is `returning.rs`.

use super::issue::content_hash;
use super::notice::none_issued;
use super::{advance, bench, content, paper, review, stay};
use crate::commands::entry::{Command, Done, Turn};
use crate::commands::fault::Fault;
use crate::commands::inputs::CaseNo;
use crate::commands::scene::Scene;
use crate::commands::spec::{APPROVER, From, Group, Subject};
use crate::law::requirement::{Mend, Requirement};
use crate::law::reviews;
use crate::law::rules::RuleId;
use crate::records::case::{CaseFile, CaseStatus, Decision};
use crate::records::document::{Document, DocumentKind, DocumentStatus};
use crate::say;
use crate::store::{Sql, case_writes, documents};
use crate::text::Text;

use super::correction::{STATES, still_alters_nothing, turn as correction_turn};
use super::decide::Drafted;

/// Whether there is a draft of the kind to be approved; and the four eyes.
fn draft_waits(scene: &Scene<CaseFile>, kind: DocumentKind) -> Vec<Requirement> {
    let draft = scene.facts.document(kind);
    let waits = draft.is_some_and(|d| d.status == DocumentStatus::Draft);
    let mut all = bench(scene).four_eyes(scene.actor.id, draft.map(|d| d.drafted_by));
    all.extend(bench(scene).two_handlers());
    all.push(Requirement::when(
        RuleId::H2_1,
        waits,
        say!("{k}已拟稿", "the {k} is drafted", k = kind),
        say!("没有待审批的{k}", "there is no {k} waiting for approval", k = kind),
        Mend::Somebody(Text::new("经办人拟稿", "a handler drafts it")),
    ));
    match draft {
        Some(draft) if waits => all.extend(paper::complete(scene, draft)),
        _ => all.extend(none_issued(&scene.facts, kind)),
    }
    all
}

/// Approves a draft in the words that the approver read: what is put on file later does not slip into it.
/// The hash of them goes into the audit chain with the act, once that is done.
fn keep_approved(scene: &Scene<CaseFile>, sql: &dyn Sql, draft: &Document) -> Result<String, Fault> {
    let content = paper::approved(scene, draft)?;
    documents::approve(sql, draft.id, scene.actor.id, scene.moment.today, &content)?;
    content_hash(&content)
}

/// What the chain keeps of an approval.
fn told(done: Done, draft: &Document, hash: String) -> Done {
    done.with("approved", draft.no.to_string()).with("approved_sha256", hash)
}

fn the_draft(scene: &Scene<CaseFile>, kind: DocumentKind) -> Result<&Document, Fault> {
    scene.facts.document(kind).ok_or_else(|| Fault::input(say!("没有{k}", "there is no {k}", k = kind)))
}

command! {
    /// 审批告知书
    ApproveNotice "approve-notice" ["审批告知书", "approve the notice"] {
        case: CaseNo = ["案件", "Case"];
    }
    help: ["审批告知书草稿; 提出、拟稿、经办的人不能审批", "approves the notice; not by whoever proposed, drafted or handles"],
    key: 'A',
    group: Group::Case,
    subject: Subject::Case,
    who: APPROVER,
    from: From::Case(&[CaseStatus::Noticing]),
    rules: &[RuleId::R19_3, RuleId::R25_1, RuleId::R26_1, RuleId::G42_1, RuleId::G43_1, RuleId::H1_1],
    issues: None,
}

impl Command for ApproveNotice {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        let mut all = draft_waits(scene, DocumentKind::Notice);
        all.extend(bench(scene).proposed());
        all.extend(proposed_of_whom(scene));
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let draft = the_draft(scene, DocumentKind::Notice)?;
        let hash = keep_approved(scene, sql, draft)?;
        Ok(told(stay(scene, sql)?, draft, hash))
    }
}

/// R19-3, R26-1: what is proposed is of whom it is about, judged again before anybody is told of it.
pub(super) fn proposed_of_whom(scene: &Scene<CaseFile>) -> Vec<Requirement> {
    let proposal = scene.facts.proposal.as_ref();
    proposal.map(|p| bench(scene).borne(&p.outcomes, &p.grounds)).unwrap_or_default()
}

command! {
    /// 审批处理决定
    ApproveDecision "approve-decision" ["作出处理决定(审批)", "approve the decision"] {
        case: CaseNo = ["案件", "Case"];
    }
    help: [
        "审批处理决定书, 决定即作出; 逐项核对告知、陈述申辩、集体讨论与法制审核",
        "approves the decision, which makes it; notice, statement, discussion and legal check are judged again",
    ],
    key: 'D',
    group: Group::Case,
    subject: Subject::Case,
    who: APPROVER,
    from: From::Case(&[CaseStatus::Hearing]),
    rules: &[
        RuleId::R19_3, RuleId::R25_2, RuleId::R26_1, RuleId::G42_1, RuleId::G43_1, RuleId::G45_1, RuleId::G57_1, RuleId::G58_1, RuleId::G59_1,
        RuleId::H1_1,
    ],
    issues: None,
}

impl Command for ApproveDecision {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        let bench = bench(scene);
        let mut all = draft_waits(scene, DocumentKind::Decision);
        all.push(bench.struck_nothing(scene.actor.id));
        all.extend(bench.heard());
        if let Some(drafted) = scene.facts.document(DocumentKind::Decision).and_then(Drafted::of) {
            let facts = drafted.facts.as_deref();
            all.push(bench.within_notice(&drafted.grounds, &drafted.outcomes, facts));
            all.extend(bench.borne(&drafted.outcomes, &drafted.grounds));
            all.extend(bench.evidence_noticed(content::noticed(&scene.facts).len()));
            all.extend(bench.statement_answered(Some(drafted.answers(scene.facts.recorded()))));
            all.extend(bench.weighed(drafted.statements));
            all.extend(bench.grave(&drafted.outcomes));
        }
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let draft = the_draft(scene, DocumentKind::Decision)?;
        let drafted = Drafted::of(draft).ok_or_else(|| {
            Fault::input(Text::new("草稿内容有误, 请退回重拟", "the draft is broken: return it"))
        })?;
        let today = scene.moment.today;
        let hash = keep_approved(scene, sql, draft)?;
        case_writes::decide(
            sql,
            scene.facts.id,
            draft.id,
            &Decision { by: scene.actor.id, on: today, grounds: drafted.grounds, outcomes: drafted.outcomes },
        )?;
        Ok(told(advance(scene, sql, CaseStatus::Decided)?, draft, hash))
    }
}

command! {
    /// 审批更正通知书
    ApproveCorrection "approve-correction" ["审批更正通知书", "approve the correction"] {
        case: CaseNo = ["案件", "Case"];
    }
    help: ["审批更正通知书草稿; 拟稿、经办的人不能审批", "approves the correction; not by whoever drafted it or handles the case"],
    key: 'W',
    group: Group::Case,
    subject: Subject::Case,
    who: APPROVER,
    from: From::Case(STATES),
    rules: &[RuleId::G42_1, RuleId::G43_1, RuleId::H1_1],
    issues: None,
}

impl Command for ApproveCorrection {
    type Facts = CaseFile;

    fn turn(scene: &Scene<CaseFile>) -> Turn {
        correction_turn(scene, DocumentStatus::Draft)
    }

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        let mut all = draft_waits(scene, DocumentKind::Correction);
        all.extend(still_alters_nothing(scene));
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let draft = the_draft(scene, DocumentKind::Correction)?;
        let hash = keep_approved(scene, sql, draft)?;
        Ok(told(stay(scene, sql)?, draft, hash))
    }
}

command! {
    /// 审批复核决定
    ApproveReview "approve-review" ["作出复核决定(审批)", "approve the review decision"] {
        case: CaseNo = ["案件", "Case"];
    }
    help: [
        "审批复核决定书, 复核决定即作出; 作出原决定的人不能复核",
        "approves the review decision, which makes it; not by whoever made the first decision",
    ],
    key: 'V',
    group: Group::Case,
    subject: Subject::Case,
    who: APPROVER,
    from: From::Case(&[CaseStatus::Reviewing]),
    rules: &[RuleId::R25_3, RuleId::R25_4, RuleId::R26_1, RuleId::G42_1, RuleId::G43_1, RuleId::H1_1],
    issues: None,
}

impl Command for ApproveReview {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        let mut all = draft_waits(scene, DocumentKind::ReviewDecision);
        all.push(review::not_the_decider(scene));
        all.push(bench(scene).struck_nothing(scene.actor.id));
        all.push(reviews::taken_up(&bench(scene)));
        all.extend(review::undecided(scene));
        if let Some(drafted) =
            scene.facts.document(DocumentKind::ReviewDecision).and_then(review::Drafted::of)
        {
            all.extend(review::within(scene, drafted.outcome, &drafted.outcomes));
        }
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let draft = the_draft(scene, DocumentKind::ReviewDecision)?;
        let drafted = review::Drafted::of(draft).ok_or_else(|| {
            Fault::input(Text::new("草稿内容有误, 请退回重拟", "the draft is broken: return it"))
        })?;
        let Some(review) = &scene.facts.review else {
            return Err(Fault::input(Text::new("没有复核申请", "there is no request for a review")));
        };
        let today = scene.moment.today;
        let hash = keep_approved(scene, sql, draft)?;
        case_writes::decide_review(
            sql,
            review.id,
            scene.actor.id,
            today,
            drafted.outcome,
            &drafted.outcomes,
        )?;
        Ok(told(stay(scene, sql)?, draft, hash))
    }
}
