//! Carrying a decision out (执行), and taking one back that a review changed or withdrew (撤回).

use chrono::NaiveDate;

use super::{advance, bench, stay};
use crate::commands::entry::{Command, Done, Turn};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{CaseNo, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::law::requirement::{Mend, Requirement};
use crate::law::reviews::stands;
use crate::law::rules::RuleId;
use crate::law::settings::SwitchKey;
use crate::records::case::{Carried, CaseFile, CaseStatus, Outcome};
use crate::records::certificates::CertificateAct;
use crate::records::document::DocumentKind;
use crate::records::ids::ReviewId;
use crate::store::{Sql, case_writes, certificates};
use crate::text::Text;

/// What must have been done before the case is closed: the decision in force carried out, what a review overturned
/// taken back (G48-1).
pub(super) fn carried_out(scene: &Scene<CaseFile>) -> Vec<Requirement> {
    let file = &scene.facts;
    let mut all = Vec::new();
    if file.overturned().is_some() && scene.settings.rule_on(RuleId::G48_1) {
        all.push(Requirement::when(
            RuleId::H2_1,
            file.taken_back().is_some(),
            Text::new("原决定的撤回已登记", "taking the decision back is recorded"),
            Text::new(
                "原决定已变更或撤销, 撤回还没有登记",
                "the decision was changed or withdrawn, but taking it back is not recorded",
            ),
            Mend::Somebody(Text::new("经办人登记撤回", "a handler records it")),
        ));
    }
    if voided_in_vain(file) {
        all.push(Requirement::unmet(
            RuleId::R19_5,
            Text::new(
                "证书的处置已撤销, 恢复还没有登记",
                "certificates were dealt with in vain, and are not restored",
            ),
            Mend::Somebody(Text::new("经办人登记撤回", "a handler records the taking back")),
        ));
    }
    if something_to_do(file) {
        all.push(Requirement::when(
            RuleId::H2_1,
            file.carried_out().is_some(),
            Text::new("执行情况已登记", "the execution is recorded"),
            Text::new("执行情况还没有登记", "the execution is not recorded"),
            Mend::Somebody(Text::new("经办人登记执行情况", "a handler records it")),
        ));
    }
    all
}

/// Whether the outcomes in force want anything done.
fn something_to_do(file: &CaseFile) -> bool {
    file.outcomes_in_force().iter().any(|o| *o != Outcome::NoAction)
}

/// From when a decision may be carried out: once no review can touch it or, where the bureau's setting says so, from its service on,
/// while a review runs too. What a review overturned is carried out no more, and what it put in its place only once it is served.
pub(super) fn may_begin(scene: &Scene<CaseFile>) -> Vec<Requirement> {
    let waits = scene.settings.is_on(SwitchKey::ExecutionWaitsForReview);
    if waits || scene.facts.overturned().is_some() {
        return stands(&bench(scene));
    }
    vec![
        bench(scene).served(RuleId::R25_3, DocumentKind::Decision),
        Requirement::met(
            RuleId::R25_3,
            Text::new(
                "复核期间不停止执行 (本局设定)",
                "carried out while a review may be asked for or runs (bureau setting)",
            ),
        ),
    ]
}

/// The review that was decided, which what is done now follows.
fn decided_review(file: &CaseFile) -> Option<ReviewId> {
    file.review.as_ref().filter(|r| r.decided_on.is_some()).map(|r| r.id)
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
    from: From::Case(&[CaseStatus::Served, CaseStatus::Reviewing, CaseStatus::Executing]),
    rules: &[RuleId::R25_3, RuleId::R25_4, RuleId::H1_2],
    issues: None,
}

impl Command for RecordExecution {
    type Facts = CaseFile;

    fn turn(scene: &Scene<CaseFile>) -> Turn {
        Turn::done_if(!scene.facts.executions.is_empty())
    }

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        let mut all = vec![bench(scene).by_handler(scene.actor.id)];
        all.extend(may_begin(scene));
        if !something_to_do(&scene.facts) {
            all.push(Requirement::unmet(
                RuleId::H2_1,
                Text::new("没有需要执行的处理结果", "no outcome is in force that wants anything done"),
                Mend::Nothing,
            ));
        }
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let carried = Carried {
            on: scene.moment.today,
            after: decided_review(&scene.facts),
            takes_back: false,
            how: self.how.0.clone(),
        };
        case_writes::execution(sql, scene.facts.id, &carried)?;
        // A review that runs meanwhile goes on where it is.
        let reviewing = scene.facts.status == CaseStatus::Reviewing;
        if reviewing { stay(scene, sql) } else { advance(scene, sql, CaseStatus::Executing) }
    }
}

/// Whether certificates were dealt with by a decision that declares none void any more.
fn voided_in_vain(file: &CaseFile) -> bool {
    let voids = file.outcomes_in_force().contains(&Outcome::VoidCertificates);
    let stands = |act: &CertificateAct| act.restored_on.is_none();
    !voids && file.certificates.iter().any(|batch| batch.acts.iter().any(stands))
}

command! {
    /// 登记撤回
    RecordTakeBack "record-take-back" ["登记撤回", "record the taking back"] {
        case: CaseNo = ["案件", "Case"];
        done_on: NaiveDate = ["撤回日期", "Taken back on"];
        how: Paragraph = ["撤回情况", "How it was taken back"]
            hint ["撤下公开的决定, 写明理由", "what was published is taken down, with the reason"];
    }
    help: [
        "复核变更或撤销原决定后, 登记公开决定的撤回; 复核决定签发即可, 不必等送达",
        "records that the decision was taken back after a review changed or withdrew it; from its issue on, not waiting for service",
    ],
    key: 'X',
    group: Group::Case,
    subject: Subject::Case,
    who: HANDLER,
    from: From::Case(&[CaseStatus::Reviewing, CaseStatus::Executing, CaseStatus::Closed]),
    rules: &[RuleId::R19_5, RuleId::G48_1, RuleId::H1_2],
    issues: None,
}

impl Command for RecordTakeBack {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        let file = &scene.facts;
        let met = Text::new("复核变更或撤销了原决定", "the review changed or withdrew the decision");
        let refused = |text, mend| Requirement::unmet(RuleId::H2_1, text, mend);
        let overturned = match (file.overturned(), file.overturned_on(), file.taken_back()) {
            (None, ..) => refused(
                Text::new("没有变更或撤销的决定", "no review changed or withdrew the decision"),
                Mend::Nothing,
            ),
            (_, None, _) => refused(
                Text::new("复核决定书还没有签发", "the review decision is not issued yet"),
                Mend::Somebody(Text::new("经办人签发复核决定书", "a handler issues it")),
            ),
            // What was begun again since is taken back as well.
            (.., Some(_)) if super::ordered_end::left_over(file).is_none() => {
                refused(Text::new("撤回已登记", "the taking back is recorded already"), Mend::Nothing)
            }
            (_, Some(_), _) => Requirement::met(RuleId::H2_1, met),
        };
        let mut all = vec![bench(scene).by_handler(scene.actor.id), overturned];
        if voided_in_vain(file) {
            let text = Text::new(
                "已处置的证书一并恢复: 评价结果、证书、上传数据、补贴, 在撤回情况中写明",
                "certificates that were dealt with are restored with it: result, certificate, upload, subsidy; say how",
            );
            all.push(Requirement::noted(RuleId::R19_5, text));
        }
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let from = scene.facts.overturned_on().unwrap_or(scene.facts.opened_on);
        check_day("done_on", self.done_on, from, scene.moment.today)?;
        let carried = Carried {
            on: self.done_on,
            after: decided_review(&scene.facts),
            takes_back: true,
            how: self.how.0.clone(),
        };
        case_writes::execution(sql, scene.facts.id, &carried)?;
        if voided_in_vain(&scene.facts) {
            certificates::restore(sql, scene.facts.id, self.done_on, scene.actor.id)?;
        }
        let restored = super::ordered_end::taken_back(scene, sql)?;
        let done = stay(scene, sql)?;
        Ok(match restored {
            Some(no) => done.with("withdrawn", no.to_string()),
            None => done,
        })
    }
}
