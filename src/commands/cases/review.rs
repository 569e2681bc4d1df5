//! The review (复核, R25-3, R25-4): request, acceptance of a late one, the draft of the review decision.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::notice::{drafted, none_issued, put_draft, unapproves};
use super::{advance, bench, stay};
use crate::commands::entry::{Command, Done, Turn};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{CaseNo, Line, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{APPROVER, From, Group, HANDLER, Subject};
use crate::law::requirement::{Mend, Requirement};
use crate::law::reviews::{self, Timeliness};
use crate::law::rules::RuleId;
use crate::records::case::{CaseFile, CaseStatus, Outcome, ReviewOutcome};
use crate::records::document::{Document, DocumentKind, DocumentStatus};
use crate::say;
use crate::store::{Sql, case_writes, documents};
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
        "登记机构对处理决定的复核申请; 逾期的须由审批人受理; 已结案的随之重新办理",
        "records the agency's request for a review; a late one wants an approver's acceptance; a closed case opens again",
    ],
    key: 'm',
    group: Group::Case,
    subject: Subject::Case,
    who: HANDLER,
    from: From::Case(&[CaseStatus::Decided, CaseStatus::Served, CaseStatus::Executing, CaseStatus::Closed]),
    rules: &[RuleId::R25_3, RuleId::H1_2],
    issues: None,
}

impl Command for RequestReview {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, input: Option<&Self>) -> Vec<Requirement> {
        let decision = scene.facts.document(DocumentKind::Decision);
        let mut all = vec![bench(scene).by_handler(scene.actor.id)];
        if scene.facts.status == CaseStatus::Closed && decision.is_none() {
            let text = Text::new(
                "未作处理决定即结案, 没有决定可复核",
                "the case was closed without a decision: there is none to review",
            );
            all.push(Requirement::unmet(RuleId::R25_3, text, Mend::Nothing));
        } else if decision.is_none_or(|d| d.service.is_none() && !scene.facts.was_served(d)) {
            all.push(bench(scene).served(RuleId::R25_3, DocumentKind::Decision));
        } else {
            all.push(Requirement::met(
                RuleId::R25_3,
                Text::new("决定书已送达, 可申请复核", "the decision is served: a review may be asked for"),
            ));
        }
        all.extend(asked_before(scene, input.map(|i| i.requested_on)));
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let decision = scene.facts.document(DocumentKind::Decision);
        // One whose service was struck out may have reached the agency on any day since its issue.
        let from = match decision {
            Some(d) if scene.facts.was_served(d) => d.issued_on,
            other => other.and_then(|d| d.service.as_ref()).map(|s| s.acted_on),
        };
        let from = from.unwrap_or(scene.facts.opened_on);
        check_day("requested_on", self.requested_on, from, scene.moment.today)?;
        let timeliness = reviews::timeliness(&bench(scene), self.requested_on).map_err(Fault::input)?;
        let in_time = timeliness == Timeliness::InTime;
        let late = match timeliness {
            Timeliness::InTime => Value::from(false),
            Timeliness::Late => Value::from(true),
            // It can't be told before the calendar or the day of service is there; what came in is on file all the same.
            Timeliness::Unsettled { .. } | Timeliness::Unserved => Value::Null,
        };
        void_draft(scene, sql)?;
        case_writes::request_review(
            sql,
            scene.facts.id,
            &case_writes::NewReview {
                requested_on: self.requested_on,
                request: &self.request.0,
                statement: &self.statement.0,
                in_time,
            },
        )?;
        Ok(advance(scene, sql, CaseStatus::Reviewing)?.with("late", late))
    }
}

/// A draft belongs to the request that it was written for.
fn void_draft(scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<(), Fault> {
    let open = [DocumentStatus::Draft, DocumentStatus::Approved];
    let draft = scene.facts.document(DocumentKind::ReviewDecision).filter(|d| open.contains(&d.status));
    if let Some(draft) = draft {
        documents::void(sql, draft.id, "所答复的复核申请未予受理")?;
    }
    Ok(())
}

/// A review is asked for once; where that was turned down as late, what came in in time is taken all the same.
fn asked_before(scene: &Scene<CaseFile>, requested_on: Option<NaiveDate>) -> Option<Requirement> {
    let rule = RuleId::R25_3;
    scene.facts.review.as_ref()?;
    let again = |text| Some(Requirement::unmet(rule, text, Mend::Nothing));
    let unserved = scene.facts.review.as_ref().is_some_and(|review| {
        bench(scene).acceptance(review) == Some(false)
            && reviews::of_request(&bench(scene), review) == Ok(Timeliness::Unserved)
    });
    match reviews::turned_down(&bench(scene)) {
        Err(wrong) => return again(wrong),
        // Whether that was late is told once the service is recorded anew; only one that came in earlier can be in time
        // where it is not.
        Ok(false) if unserved => {
            let text = Text::new(
                "送达登记已作废, 已有一件申请在卷: 只登记比它更早收到的",
                "the service was struck out and a request is on file: only one that came in earlier is taken",
            );
            let first = scene.facts.review.as_ref().map(|review| review.requested_on);
            return match requested_on {
                None => Some(Requirement::at_input(rule, text)),
                Some(on) if first.is_some_and(|first| on >= first) => Some(Requirement::unmet(
                    rule,
                    text,
                    Mend::Somebody(Text::new("经办人重新登记送达", "a handler records the service anew")),
                )),
                Some(_) => None,
            };
        }
        Ok(false) => return again(Text::new("已申请过复核", "a review was asked for already")),
        Ok(true) => {}
    }
    let Some(requested_on) = requested_on else {
        return Some(Requirement::at_input(
            rule,
            Text::new(
                "前一申请逾期未予受理; 期限内收到的仍可登记",
                "the request before was late and turned down; one that came in in time is taken",
            ),
        ));
    };
    match reviews::timeliness(&bench(scene), requested_on) {
        Ok(Timeliness::Late) => again(Text::new(
            "前一逾期申请未予受理, 不再受理逾期申请",
            "a late request was turned down already",
        )),
        Ok(_) => None,
        Err(wrong) => again(wrong),
    }
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
    from: From::Case(&[CaseStatus::Reviewing, CaseStatus::Executing, CaseStatus::Closed]),
    rules: &[RuleId::R25_3, RuleId::R25_4, RuleId::G43_1, RuleId::H1_1],
    issues: None,
}

/// Whether a request waits for acceptance: a late one, or one that was turned down and turns out to be in time.
fn waits(scene: &Scene<CaseFile>, accept: Option<bool>) -> Requirement {
    let rule = RuleId::R25_3;
    let none =
        Requirement::unmet(rule, Text::new("没有待受理的逾期申请", "no late request waits"), Mend::Nothing);
    let Some(review) = scene.facts.review.as_ref().filter(|r| r.decided_on.is_none()) else { return none };
    let said = bench(scene).acceptance(review);
    match (reviews::of_request(&bench(scene), review), said) {
        (Err(wrong), _) => Requirement::unmet(rule, wrong, Mend::Nothing),
        (Ok(Timeliness::Unsettled { until, lacking }), None | Some(false)) => reviews::told(until, lacking),
        (Ok(Timeliness::Unserved), None | Some(false)) => reviews::unserved(),
        (Ok(Timeliness::Late), None) => {
            Requirement::met(rule, Text::new("逾期申请待受理", "a late request waits"))
        }
        // Whoever turned it down: recused since or not.
        (Ok(Timeliness::InTime), _) if review.accepted == Some(false) => Requirement::when(
            rule,
            accept != Some(false),
            Text::new("曾不予受理的申请并未逾期", "the request that was turned down is in time"),
            Text::new("申请并未逾期, 应当受理", "the request is in time: it must be taken up"),
            Mend::Somebody(Text::new("选择受理", "accept it")),
        ),
        _ => none,
    }
}

impl Command for AcceptLateReview {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, input: Option<&Self>) -> Vec<Requirement> {
        let mut all = bench(scene).four_eyes(scene.actor.id, None);
        all.push(not_the_decider(scene));
        all.push(bench(scene).struck_nothing(scene.actor.id));
        all.push(waits(scene, input.map(|i| i.accept)));
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        if let Some(review) = &scene.facts.review {
            case_writes::accept_review(sql, review.id, scene.actor.id, self.accept, &self.reason.0)?;
        }
        if !self.accept {
            void_draft(scene, sql)?;
        }
        advance(scene, sql, if self.accept { CaseStatus::Reviewing } else { CaseStatus::Executing })
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
    rules: &[RuleId::R25_3, RuleId::R25_4, RuleId::R26_1, RuleId::G42_1, RuleId::H1_2],
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
    Requirement::when(
        RuleId::R25_4,
        !scene.facts.deciders.contains(&scene.actor.id),
        Text::new("复核人不是原决定人", "the reviewer did not make the decision"),
        Text::new("作出原决定的人不能办理其复核", "whoever decided has no part in the review"),
        Mend::Somebody(ANOTHER_APPROVER),
    )
}

/// Who mends what somebody has had a part in.
pub(super) const ANOTHER_APPROVER: Text = Text::new(
    "另一审批人; 没有的, 由管理员增加一名",
    "another approver; where there is none, the administrator adds one",
);

/// What a review may end in: a change changes something (R25-4), and asking never worsens the outcome (R25-3).
pub(super) fn within(
    scene: &Scene<CaseFile>,
    outcome: ReviewOutcome,
    outcomes: &[Outcome],
) -> Vec<Requirement> {
    let mut all = vec![no_worse(scene, outcomes)];
    all.extend(bench(scene).suits(outcomes));
    if outcome == ReviewOutcome::Changed {
        let decided: &[Outcome] = scene.facts.decision.as_ref().map_or(&[], |d| d.outcomes.as_slice());
        let same = outcomes.len() == decided.len() && outcomes.iter().all(|o| decided.contains(o));
        all.push(Requirement::when(
            RuleId::R25_4,
            !same,
            Text::new("与原决定不同", "different from the decision"),
            Text::new("与原决定相同, 应为维持", "the same as the decision: that is upheld, not changed"),
            Mend::Somebody(Text::new("改选维持, 或改变结果", "choose upheld, or change the outcome")),
        ));
    }
    all
}

/// R25-3: asking never worsens the outcome.
fn no_worse(scene: &Scene<CaseFile>, outcomes: &[Outcome]) -> Requirement {
    let decided: &[Outcome] = scene.facts.decision.as_ref().map_or(&[], |d| d.outcomes.as_slice());
    let beyond: Vec<Text> = Outcome::worse(outcomes, decided).into_iter().map(Outcome::label).collect();
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

    fn turn(scene: &Scene<CaseFile>) -> Turn {
        Turn::done_if(scene.facts.document(DocumentKind::ReviewDecision).is_some())
    }

    fn judge(scene: &Scene<CaseFile>, input: Option<&Self>) -> Vec<Requirement> {
        let mut all = vec![bench(scene).by_handler(scene.actor.id)];
        all.extend(bench(scene).two_handlers());
        all.push(reviews::taken_up(&bench(scene)));
        all.extend(none_issued(&scene.facts, DocumentKind::ReviewDecision));
        all.extend(unapproves(&scene.facts, DocumentKind::ReviewDecision));
        all.extend(undecided(scene));
        if let Some(input) = input {
            all.extend(within(scene, input.outcome, input.outcomes.as_deref().unwrap_or_default()));
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
