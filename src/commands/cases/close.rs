//! The end of a case: carrying out (执行), closing (结案), or closing because the check found nothing.

use super::{advance, bench};
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::{CaseNo, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{APPROVER, From, Group, HANDLER, Subject};
use crate::law::cases::wait_out;
use crate::law::requirement::{Mend, Requirement};
use crate::law::reviews;
use crate::law::rules::RuleId;
use crate::law::service;
use crate::records::case::{Carried, CaseFile, CaseStatus, Outcome, ReviewOutcome};
use crate::records::document::DocumentKind;
use crate::store::{Sql, case_writes};
use crate::text::Text;

/// The decision stands: the review was decided and served, or the time to ask for one is over.
fn stands(scene: &Scene<CaseFile>) -> Vec<Requirement> {
    let rule = RuleId::R25_3;
    let bench = bench(scene);
    if let Some(review) = &scene.facts.review {
        match reviews::turned_down(&bench) {
            Err(wrong) => return vec![Requirement::unmet(rule, wrong, Mend::Nothing)],
            Ok(true) => {
                let text = Text::new("逾期申请未予受理", "the late request was not accepted");
                return vec![Requirement::met(rule, text)];
            }
            Ok(false) => {}
        }
        if review.accepted == Some(false) {
            return vec![Requirement::unmet(
                rule,
                Text::new(
                    "曾以逾期不予受理, 但日历变动后并未逾期",
                    "the request was turned down as late, but by the calendar of today it is not",
                ),
                Mend::Somebody(Text::new("审批人受理该申请", "an approver takes it up")),
            )];
        }
        return vec![service::served(
            RuleId::R25_4,
            scene.facts.document(DocumentKind::ReviewDecision),
            &scene.settings,
            &scene.calendar,
            scene.moment.today,
        )];
    }
    let decision = scene.facts.document(DocumentKind::Decision);
    let served = service::served(rule, decision, &scene.settings, &scene.calendar, scene.moment.today);
    let mut all = vec![served];
    match reviews::request_term(&bench) {
        Ok(Some(term)) => all.push(wait_out(
            rule,
            &term,
            scene.moment.today,
            &Text::new("申请复核期", "the time to ask for a review"),
        )),
        Ok(None) => {}
        Err(wrong) => all.push(Requirement::unmet(rule, wrong, Mend::Nothing)),
    }
    all
}

command! {
    /// 登记执行情况
    RecordExecution "record-execution" ["登记执行情况", "record the execution"] {
        case: CaseNo = ["案件", "Case"];
        how: Paragraph = ["执行情况", "How it was carried out"];
    }
    help: ["登记处理决定的执行情况", "records how the decision was carried out"],
    key: 'x',
    group: Group::Case,
    subject: Subject::Case,
    who: HANDLER,
    from: From::Case(&[CaseStatus::Served, CaseStatus::Executing]),
    rules: &[RuleId::R25_3, RuleId::H1_2],
    issues: None,
}

impl Command for RecordExecution {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        let mut all = vec![bench(scene).by_handler(scene.actor.id)];
        all.extend(stands(scene));
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let review = scene.facts.review.as_ref().filter(|r| r.decided_on.is_some());
        let carried =
            Carried { on: scene.moment.today, after: review.map(|r| r.id), how: self.how.0.clone() };
        case_writes::execution(sql, scene.facts.id, &carried)?;
        advance(scene, sql, CaseStatus::Executing)
    }
}

/// What is to be carried out before the case is closed: the decision, or taking it back after a review changed or
/// withdrew it (G48-1). None where there is nothing to do.
fn carried_out(file: &CaseFile) -> Option<Requirement> {
    let decided = file.decision.as_ref()?;
    if decided.outcomes.iter().all(|o| *o == Outcome::NoAction) {
        return None;
    }
    let by_handler = Mend::Somebody(Text::new("经办人登记执行情况", "a handler records it"));
    let overturned = matches!(
        file.review.as_ref().and_then(|r| r.outcome),
        Some(ReviewOutcome::Changed | ReviewOutcome::Withdrawn)
    );
    Some(if overturned {
        Requirement::when(
            RuleId::H2_1,
            file.taken_back().is_some(),
            Text::new("复核后的撤回、变更已登记", "what the review changed is recorded as carried out"),
            Text::new(
                "复核后原决定的撤回、变更还没有登记",
                "taking back what the review changed or withdrew is not recorded",
            ),
            by_handler,
        )
    } else {
        Requirement::when(
            RuleId::H2_1,
            !file.executions.is_empty(),
            Text::new("执行情况已登记", "the execution is recorded"),
            Text::new("执行情况还没有登记", "the execution is not recorded"),
            by_handler,
        )
    })
}

command! {
    /// 结案
    CloseCase "close-case" ["结案", "close the case"] {
        case: CaseNo = ["案件", "Case"];
        summary: Paragraph = ["结案小结", "Closing note"];
    }
    help: ["决定已生效并执行, 审批结案", "closes the case once the decision stands and is carried out"],
    key: 'C',
    group: Group::Case,
    subject: Subject::Case,
    who: APPROVER,
    from: From::Case(&[CaseStatus::Served, CaseStatus::Executing]),
    rules: &[RuleId::R25_3, RuleId::R25_4, RuleId::H1_1],
    issues: None,
}

impl Command for CloseCase {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        let mut all = bench(scene).four_eyes(scene.actor.id, None);
        all.extend(stands(scene));
        all.extend(carried_out(&scene.facts));
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        advance(scene, sql, CaseStatus::Closed)
    }
}

command! {
    /// 核查不成立结案
    CloseUnfounded "close-unfounded" ["核查不成立, 结案", "close as unfounded"] {
        case: CaseNo = ["案件", "Case"];
        reason: Paragraph = ["核查结论和理由", "Finding, and why"];
    }
    help: ["核实后违规不成立, 审批结案", "closes the case because the check found no violation"],
    key: 'N',
    group: Group::Case,
    subject: Subject::Case,
    who: APPROVER,
    from: From::Case(&[CaseStatus::Verifying, CaseStatus::Noticing, CaseStatus::Hearing]),
    rules: &[RuleId::H1_1],
    issues: None,
}

impl Command for CloseUnfounded {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        bench(scene).four_eyes(scene.actor.id, None)
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        advance(scene, sql, CaseStatus::Closed)
    }
}
