//! Problems that a visit found (督导发现的问题, R22-5): each with its term, the agency's answer, a re-check; those not put right lead to a
//! case in one act.

use chrono::NaiveDate;
use serde_json::json;

use super::settle;
use crate::commands::cases::finding::named;
use crate::commands::cases::open::{Opening, handlers, held, opened, opening};
use crate::commands::entry::{Command, Done, Fields, Turn};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{Login, Paragraph, VisitNo};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, KEEPERS, Subject};
use crate::law::requirement::Requirement;
use crate::law::rules::{REGULATION_FROM, RuleId};
use crate::law::visits::{can_find, leads_on, open_problem, own_case};
use crate::records::case::{Ground, Origin};
use crate::records::violation::ViolationId;
use crate::records::visit::{ProblemStep, VisitFile};
use crate::say;
use crate::store::{self, Sql};
use crate::text::{Lang, Text};

command! {
    /// 登记问题
    RecordProblem "record-problem" ["登记问题, 限期整改", "record a problem and its term"] {
        supervision: VisitNo = ["督导", "Supervision"];
        found_on: NaiveDate = ["发现日期", "Found on"];
        facts: Paragraph = ["问题", "Problem"];
        due: NaiveDate = ["整改期限", "Put right by"];
    }
    help: [
        "登记督导发现的问题及其整改期限",
        "records a problem that the visit found, and by when it is to be put right",
    ],
    key: 'w',
    group: Group::Visit,
    subject: Subject::Visit,
    who: KEEPERS,
    from: From::Any,
    rules: &[RuleId::R22_5],
    issues: None,
}

impl Command for RecordProblem {
    type Facts = VisitFile;

    fn turn(_: &Scene<VisitFile>) -> Turn {
        Turn::Behind
    }

    fn judge(scene: &Scene<VisitFile>, _: Option<&Self>) -> Vec<Requirement> {
        vec![can_find(&scene.facts, scene.moment.today)]
    }

    fn apply(&self, scene: &Scene<VisitFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let from = scene.facts.activity.as_ref().map_or(REGULATION_FROM, |activity| activity.starts_on);
        check_day("found_on", self.found_on, from, scene.moment.today)?;
        if self.due <= self.found_on || self.due < scene.moment.today {
            let text =
                Text::new("应在发现之后, 不早于今天", "comes after it was found, and not before today");
            return Err(Fault::field("due", text));
        }
        let days = (self.found_on, self.due);
        store::visits::found(sql, scene.facts.id, &self.facts.0, days, scene.actor.id)?;
        Ok(settle(scene, sql)?.with("problem", scene.facts.problems.len() + 1))
    }
}

command! {
    /// 登记整改答复
    AnswerProblem "answer-problem" ["登记整改答复", "record the agency's answer"] {
        supervision: VisitNo = ["督导", "Supervision"];
        problem: u32 = ["问题序号", "Number of the problem"];
        answered_on: NaiveDate = ["答复日期", "Answered on"];
        answer: Paragraph = ["整改情况和证明", "What was put right, and the proof"];
    }
    help: [
        "登记机构对问题的整改情况和证明材料",
        "records what the agency put right, and its proof",
    ],
    key: 'm',
    group: Group::Visit,
    subject: Subject::Visit,
    who: KEEPERS,
    from: From::Any,
    rules: &[RuleId::R22_5],
    issues: None,
}

impl Command for AnswerProblem {
    type Facts = VisitFile;

    fn judge(scene: &Scene<VisitFile>, input: Option<&Self>) -> Vec<Requirement> {
        vec![open_problem(&scene.facts, input.map(|input| input.problem))]
    }

    fn apply(&self, scene: &Scene<VisitFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let step = ProblemStep { on: self.answered_on, passed: None, words: self.answer.0.clone() };
        stepped(scene, sql, (self.problem, "answered_on"), &step)
    }

    fn prefill(scene: &Scene<VisitFile>) -> Fields {
        first_open(scene)
    }
}

/// The first problem to be put right, for a form.
fn first_open(scene: &Scene<VisitFile>) -> Fields {
    let open = scene.facts.problems.iter().position(|one| one.passed_on().is_none() && one.case.is_none());
    open.map(|at| ("problem".to_owned(), json!(at + 1))).into_iter().collect()
}

/// Puts a step of a problem on file: not before it was found, or before the step before.
fn stepped(
    scene: &Scene<VisitFile>,
    sql: &dyn Sql,
    (number, field): (u32, &str),
    step: &ProblemStep,
) -> Result<Done, Fault> {
    let none = || Fault::field("problem", say!("没有问题{n}", "there is no problem {n}", n = number));
    let problem = scene.facts.problem(number).ok_or_else(none)?;
    let from = problem.steps.last().map_or(problem.found_on, |last| last.on);
    check_day(field, step.on, from, scene.moment.today)?;
    store::visits::step(sql, problem.id, step, scene.actor.id)?;
    settle(scene, sql)
}

command! {
    /// 登记复查
    RecheckProblem "recheck-problem" ["登记复查结果", "record the re-check"] {
        supervision: VisitNo = ["督导", "Supervision"];
        problem: u32 = ["问题序号", "Number of the problem"];
        checked_on: NaiveDate = ["复查日期", "Checked on"];
        passed: bool = ["整改合格", "It is put right"];
        result: Paragraph = ["复查结果", "What was found"];
    }
    help: [
        "登记对整改的复查及其结果; 不合格的可立案",
        "records the re-check of a problem and its result; one not put right can lead to a case",
    ],
    key: 'c',
    group: Group::Visit,
    subject: Subject::Visit,
    who: KEEPERS,
    from: From::Any,
    rules: &[RuleId::R22_5],
    issues: None,
}

impl Command for RecheckProblem {
    type Facts = VisitFile;

    fn judge(scene: &Scene<VisitFile>, input: Option<&Self>) -> Vec<Requirement> {
        vec![open_problem(&scene.facts, input.map(|input| input.problem))]
    }

    fn apply(&self, scene: &Scene<VisitFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let step =
            ProblemStep { on: self.checked_on, passed: Some(self.passed), words: self.result.0.clone() };
        stepped(scene, sql, (self.problem, "checked_on"), &step)
    }

    fn prefill(scene: &Scene<VisitFile>) -> Fields {
        first_open(scene)
    }
}

command! {
    /// 因整改立案
    OpenProblemCase "open-problem-case" ["因未整改立案", "open a case on what is not put right"] {
        supervision: VisitNo = ["督导", "Supervision"];
        grounds: Option<Vec<Ground>> = ["情形", "Grounds"]
            hint ["第十九条（二）所列, 可多选", "of Art. 19(2), one or more"];
        others: Option<Vec<ViolationId>> = ["其他违规", "Other violations"]
            hint ["按违规情形清单, 可多选", "by the list of other violations, one or more"];
        origin: Origin = ["线索来源", "Source"];
        summary: Paragraph = ["涉嫌事实", "What is alleged"];
        co_handlers: Option<Vec<Login>> = ["另一经办人", "Other handlers"]
            hint ["您是经办人之一, 至少再有一人", "you are one of them; name one more at least"];
        certificates_held: Option<u32> = ["暂扣的证书数据(份)", "Certificates held"]
            hint ["十二种情形立案即暂停报名和评价, 暂扣证书数据 (第十九条)", "on one of the twelve grounds the case suspends registration and evaluation, and holds certificate data (Art. 19)"];
    }
    help: [
        "就逾期未整改或复查不合格的问题立案, 事实由登记的问题带入",
        "opens a case on problems not put right in time or found not put right, its facts taken from them",
    ],
    key: 'C',
    group: Group::Visit,
    subject: Subject::Visit,
    who: HANDLER,
    from: From::Any,
    rules: &[RuleId::R3_1, RuleId::R19_3, RuleId::R22_5, RuleId::G42_1],
    issues: None,
}

impl Command for OpenProblemCase {
    type Facts = VisitFile;

    fn turn(scene: &Scene<VisitFile>) -> Turn {
        match scene.facts.problems.iter().any(|problem| problem.leads_on(scene.moment.today)) {
            true => Turn::Asked,
            false => Turn::Behind,
        }
    }

    fn judge(scene: &Scene<VisitFile>, input: Option<&Self>) -> Vec<Requirement> {
        let people = input.map(|input| handlers(&scene.actor.login, input.co_handlers.as_deref()).len());
        let mut all = vec![leads_on(&scene.facts, scene.moment.today)];
        all.extend(own_case(&scene.facts));
        all.extend(opening(scene, &scene.facts.agency, RuleId::R19_3, people));
        all
    }

    fn apply(&self, scene: &Scene<VisitFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let file = &scene.facts;
        let violations = named(sql, self.grounds.as_deref(), self.others.as_deref(), &[])?;
        let (case, no) = opened(
            scene,
            &file.agency,
            sql,
            &Opening {
                violations: &violations,
                origin: self.origin,
                source: &format!("{} {}", file.no.kind.label().get(Lang::Zh), file.no),
                summary: &self.summary.0,
                co_handlers: self.co_handlers.as_deref(),
                complaint: None,
                certificates_held: self.certificates_held,
            },
        )?;
        for problem in file.problems.iter().filter(|problem| problem.leads_on(scene.moment.today)) {
            store::visits::led_to(sql, problem.id, case)?;
        }
        settle(scene, sql)?;
        Ok(Done::on(no, 1).with("supervision", file.no.to_string()))
    }

    fn prefill(scene: &Scene<VisitFile>) -> Fields {
        let mut fields = held(&scene.facts.agency);
        let facts: Vec<String> = scene
            .facts
            .problems
            .iter()
            .filter(|problem| problem.leads_on(scene.moment.today))
            .map(|problem| format!("{} (限 {} 前整改, 未整改到位)", problem.facts, problem.due))
            .collect();
        fields.insert("grounds".to_owned(), json!([Ground::RefusedSupervision]));
        fields.insert("origin".to_owned(), json!(Origin::Supervision));
        fields.insert("summary".to_owned(), json!(facts.join("\n")));
        fields
    }
}
