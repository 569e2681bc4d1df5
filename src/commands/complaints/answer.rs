//! Answering a complaint (答复投诉举报): what the check found, and what the complainant is told.

use chrono::NaiveDate;

use super::MAY_HANDLE;
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{ComplaintNo, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, Subject};
use crate::law::complaints;
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::records::complaint::{Complaint, ComplaintFinding};
use crate::store::{self, Sql};
use crate::text::Text;

command! {
    /// 答复投诉举报
    AnswerComplaint "answer-complaint" ["核查答复", "answer"] {
        complaint: ComplaintNo = ["投诉举报", "Complaint"];
        finding: ComplaintFinding = ["核查结果", "Finding"];
        checked: Paragraph = ["核查情况", "How it was checked"];
        answer: Option<Paragraph> = ["答复内容", "Answer"]
            hint ["匿名且无联系方式的可留空", "may be empty if nobody can be reached"];
        answered_on: NaiveDate = ["答复日期", "Answered on"];
    }
    help: [
        "登记核查情况和结果, 答复投诉人; 需要处理的另行立案",
        "notes how it was checked and what was found, and the answer; open a case where one is needed",
    ],
    key: 'd',
    group: Group::Complaint,
    subject: Subject::Complaint,
    who: MAY_HANDLE,
    from: From::Any,
    rules: &[RuleId::R27_1],
    issues: None,
}

impl Command for AnswerComplaint {
    type Facts = Complaint;

    fn judge(scene: &Scene<Complaint>, input: Option<&Self>) -> Vec<Requirement> {
        let mut all = vec![
            complaints::still_open(&scene.facts),
            complaints::by_its_handler(&scene.facts, scene.actor.id),
        ];
        all.push(match input {
            Some(input) => complaints::answered(&scene.facts, input.answer.as_ref().map(|a| a.0.as_str())),
            None => Requirement::at_input(
                RuleId::R27_1,
                Text::new(
                    "写明核查情况; 可联系的须答复",
                    "how it was checked; an answer to who can be reached",
                ),
            ),
        });
        all
    }

    fn apply(&self, scene: &Scene<Complaint>, sql: &dyn Sql) -> Result<Done, Fault> {
        let facts = &scene.facts;
        check_day("answered_on", self.answered_on, facts.received_on, scene.moment.today)?;
        let version = store::complaints::answer(
            sql,
            facts.id,
            &store::complaints::Answer {
                finding: self.finding,
                checked: &self.checked.0,
                answer: self.answer.as_ref().map_or("", |answer| answer.0.as_str()),
                on: self.answered_on,
            },
        )?;
        Ok(Done::on(facts.no, version))
    }
}
