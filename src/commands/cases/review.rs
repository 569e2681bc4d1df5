//! The review (复核, R25-3, R25-4): request, acceptance of a late one, the draft of the review decision.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::notice::{drafted, none_issued, put_draft};
use super::{advance, bench, stay};
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{CaseNo, Line, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{APPROVER, From, Group, HANDLER, Subject};
use crate::law::clocks;
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::law::service;
use crate::records::case::{CaseFile, CaseStatus, Outcome, ReviewOutcome};
use crate::records::document::{Document, DocumentKind};
use crate::say;
use crate::store::{Sql, case_writes};
use crate::text::Text;

command! {
    /// 登记复核申请
    RequestReview "request-review" ["登记复核申请", "record a request for review"] {
        case: CaseNo = ["案件", "Case"];
        requested_on: NaiveDate = ["收到日期", "Received on"];
        request: Line = ["复核请求", "What is asked for"];
        statement: Paragraph = ["理由和陈述申辩", "Reasons and defence"];
    }
    help: [
        "登记机构对处理决定的复核申请; 逾期的须由审批人受理",
        "records the agency's request for a review; a late one wants an approver's acceptance",
    ],
    key: 'm',
    group: Group::Case,
    subject: Subject::Case,
    who: HANDLER,
    from: From::Case(&[CaseStatus::Served, CaseStatus::Executing]),
    rules: &[RuleId::R25_3, RuleId::H1_2],
    issues: None,
}

impl Command for RequestReview {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, input: Option<&Self>) -> Vec<Requirement> {
        let decision = scene.facts.document(DocumentKind::Decision);
        let mut all = vec![bench(scene).by_handler(scene.actor.id)];
        all.extend(input.and_then(|i| maybe_late(scene, i.requested_on)));
        if decision.is_none_or(|d| d.service.is_none()) {
            all.push(service::served(
                RuleId::R25_3,
                decision,
                &scene.settings,
                &scene.calendar,
                scene.moment.today,
            ));
        } else {
            all.push(Requirement::met(
                RuleId::R25_3,
                Text::new("决定书已送达, 可申请复核", "the decision is served: a review may be asked for"),
            ));
        }
        if scene.facts.review.is_some() {
            all.push(Requirement::unmet(
                RuleId::R25_3,
                Text::new("已申请过复核", "a review was asked for already"),
                Mend::Nothing,
            ));
        }
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let decision = scene.facts.document(DocumentKind::Decision);
        let from = decision.and_then(|d| d.service.as_ref()).map_or(scene.facts.opened_on, |s| s.acted_on);
        check_day("requested_on", self.requested_on, from, scene.moment.today)?;
        let term = clocks::review_request(&bench(scene)).map_err(Fault::input)?;
        let late = term.is_some_and(|t| self.requested_on > t.last_day);
        case_writes::request_review(
            sql,
            scene.facts.id,
            &case_writes::NewReview {
                requested_on: self.requested_on,
                request: &self.request.0,
                statement: &self.statement.0,
                late,
            },
        )?;
        Ok(advance(scene, sql, CaseStatus::Reviewing)?.with("late", late))
    }
}

/// Whether a request is late can't be said while the end of its time hangs on a calendar not loaded.
fn maybe_late(scene: &Scene<CaseFile>, requested_on: NaiveDate) -> Option<Requirement> {
    let term = clocks::review_request(&bench(scene)).ok().flatten()?;
    let lacking = term.provisional.filter(|_| requested_on > term.last_day)?;
    Some(Requirement::unmet(
        RuleId::R25_3,
        say!(
            "申请复核期暂定至 {d}, 是否逾期尚不能定: {w}",
            "the time to ask for a review ends provisionally on {d}, so lateness can't be told yet: {w}",
            d = term.last_day,
            w = lacking.why
        ),
        Mend::Calendar { years: lacking.years, until: term.last_day },
    ))
}

command! {
    /// 受理逾期复核申请
    AcceptLateReview "accept-late-review" ["受理逾期申请", "accept a late request"] {
        case: CaseNo = ["案件", "Case"];
        accept: bool = ["受理", "Accept"];
        reason: Line = ["理由", "Reason"];
    }
    help: ["对逾期的复核申请决定是否受理, 写明理由", "says whether a late request for a review is taken up, and why"],
    key: 'K',
    group: Group::Case,
    subject: Subject::Case,
    who: APPROVER,
    from: From::Case(&[CaseStatus::Reviewing]),
    rules: &[RuleId::R25_3, RuleId::H1_1],
    issues: None,
}

impl Command for AcceptLateReview {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        let waits = scene.facts.review.as_ref().is_some_and(|r| r.late && r.accepted.is_none());
        vec![
            bench(scene).four_eyes(scene.actor.id, None),
            Requirement::when(
                RuleId::R25_3,
                waits,
                Text::new("逾期申请待受理", "a late request waits"),
                Text::new("没有待受理的逾期申请", "no late request waits"),
                Mend::Nothing,
            ),
        ]
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        if let Some(review) = &scene.facts.review {
            case_writes::accept_review(sql, review.id, scene.actor.id, self.accept, &self.reason.0)?;
        }
        if self.accept { stay(scene, sql) } else { advance(scene, sql, CaseStatus::Executing) }
    }
}

command! {
    /// 起草复核决定书
    DraftReview "draft-review" ["起草复核决定书", "draft the review decision"] {
        case: CaseNo = ["案件", "Case"];
        outcome: ReviewOutcome = ["复核结果", "Outcome of the review"];
        outcomes: Option<Vec<Outcome>> = ["变更后的处理结果", "Outcome after the change"]
            when outcome in ["changed"];
        facts: Paragraph = ["复核查明的事实", "Facts found in the review"];
        reasons: Paragraph = ["复核的理由", "Reasons"];
        basis: Paragraph = ["复核的依据", "Basis"];
        reconsider_at: Line = ["行政复议机关", "Body for reconsideration"];
        sue_at: Line = ["管辖法院", "Court"];
    }
    help: [
        "起草复核决定书: 维持、变更或撤销; 复核不得加重",
        "drafts the review decision: upheld, changed or withdrawn; a review never worsens the outcome",
    ],
    key: 'b',
    group: Group::Case,
    subject: Subject::Case,
    who: HANDLER,
    from: From::Case(&[CaseStatus::Reviewing]),
    rules: &[RuleId::R25_3, RuleId::R25_4, RuleId::H1_2],
    issues: Some(DocumentKind::ReviewDecision),
}

/// What a drafted review decision says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Drafted {
    /// Outcome of the review.
    pub outcome: ReviewOutcome,
    /// Outcomes that hold after a change.
    #[serde(default)]
    pub outcomes: Vec<Outcome>,
    /// Facts found.
    pub facts: String,
    /// Reasons.
    pub reasons: String,
    /// Basis.
    pub basis: String,
    /// Body for reconsideration (行政复议机关).
    pub reconsider_at: String,
    /// Court (管辖法院).
    pub sue_at: String,
}

impl Drafted {
    /// Reads it from a document.
    #[must_use]
    pub fn of(document: &Document) -> Option<Self> {
        serde_json::from_value(document.content.clone()).ok()
    }
}

/// R25-3: the request is in time, or a late one was accepted.
pub(super) fn taken_up(scene: &Scene<CaseFile>) -> Vec<Requirement> {
    let rule = RuleId::R25_3;
    let Some(review) = &scene.facts.review else {
        return vec![Requirement::unmet(
            rule,
            Text::new("没有复核申请", "there is no request for a review"),
            Mend::Somebody(Text::new("先登记申请", "record the request first")),
        )];
    };
    vec![Requirement::when(
        rule,
        !review.late || review.accepted == Some(true),
        if review.late {
            Text::new("逾期申请已受理", "the late request was accepted")
        } else {
            say!("{d} 在期限内申请复核", "the review was asked for in time, on {d}", d = review.requested_on)
        },
        Text::new("申请逾期, 须由审批人受理", "the request is late: an approver must accept it"),
        Mend::Somebody(Text::new("审批人受理逾期申请", "an approver accepts it")),
    )]
}

/// R25-4: a review ends in one decision; what was decided is not drafted or decided again.
pub(super) fn undecided(scene: &Scene<CaseFile>) -> Option<Requirement> {
    let on = scene.facts.review.as_ref()?.decided_on?;
    Some(Requirement::unmet(
        RuleId::R25_4,
        say!("{d} 已作出复核决定", "the review was decided on {d}", d = on),
        Mend::Nothing,
    ))
}

/// R25-4: whoever decided does not decide the review.
pub(super) fn not_the_decider(scene: &Scene<CaseFile>) -> Requirement {
    let decider = scene.facts.decision.as_ref().map(|d| d.by);
    Requirement::when(
        RuleId::R25_4,
        decider != Some(scene.actor.id),
        Text::new("复核人不是原决定人", "the reviewer did not make the decision"),
        Text::new("作出原决定的人不能决定复核", "whoever decided does not decide the review"),
        Mend::Somebody(Text::new("另一审批人", "another approver")),
    )
}

/// R25-3: asking never worsens the outcome.
pub(super) fn no_worse(scene: &Scene<CaseFile>, outcomes: &[Outcome]) -> Requirement {
    let decided: &[Outcome] = scene.facts.decision.as_ref().map_or(&[], |d| d.outcomes.as_slice());
    let beyond: Vec<Text> = Outcome::beyond(outcomes, decided).into_iter().map(Outcome::label).collect();
    Requirement::when(
        RuleId::R25_3,
        beyond.is_empty(),
        Text::new("不重于原决定", "not heavier than the decision"),
        say!("重于原决定: {b}", "heavier than the decision: {b}", b = Text::join(&beyond)),
        Mend::Somebody(Text::new("改为不重于原决定的结果", "choose an outcome that is not heavier")),
    )
}

impl Command for DraftReview {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, input: Option<&Self>) -> Vec<Requirement> {
        let mut all = vec![bench(scene).by_handler(scene.actor.id)];
        all.extend(taken_up(scene));
        all.extend(none_issued(&scene.facts, DocumentKind::ReviewDecision));
        all.extend(undecided(scene));
        if let Some(input) = input {
            all.push(no_worse(scene, input.outcomes.as_deref().unwrap_or_default()));
        }
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let content = json!({
            "outcome": self.outcome,
            "outcomes": self.outcomes.clone().unwrap_or_default(),
            "facts": self.facts,
            "reasons": self.reasons,
            "basis": self.basis,
            "reconsider_at": self.reconsider_at,
            "sue_at": self.sue_at,
        });
        let done = stay(scene, sql)?;
        put_draft(scene, sql, DocumentKind::ReviewDecision, &content, done)
    }

    fn prefill(scene: &Scene<CaseFile>) -> Map<String, Value> {
        drafted(&scene.facts, DocumentKind::ReviewDecision)
    }
}
