//! Safeguards of grave outcomes: the collective discussion (G57-1) and the legal check (G58-1).

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{bench, stay};
use crate::commands::entry::{Command, Done, Turn};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{CaseNo, Line, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{CASE_STAFF, From, Group, HANDLER, Subject};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::law::service;
use crate::records::case::{CaseFile, CaseStatus, Discussion, LegalCheck, Proposal};
use crate::records::document::DocumentKind;
use crate::say;
use crate::store::{Sql, case_writes};
use crate::text::Text;

command! {
    /// 登记集体讨论
    RecordDiscussion "record-discussion" ["登记集体讨论", "record the discussion"] {
        case: CaseNo = ["案件", "Case"];
        held_on: NaiveDate = ["日期", "Held on"];
        members: Line = ["参加人员", "Members"];
        agreed: bool = ["同意拟处理意见", "Agrees with the proposal"];
        conclusion: Paragraph = ["结论", "Conclusion"];
    }
    help: ["登记重大处理的集体讨论: 日期、参加人员、结论", "records the collective discussion: date, members, conclusion"],
    key: 'c',
    group: Group::Case,
    subject: Subject::Case,
    who: HANDLER,
    from: From::Case(&[CaseStatus::Hearing]),
    rules: &[RuleId::G57_1, RuleId::H1_2],
    issues: None,
}

/// G57-1: one person alone discusses nothing collectively.
fn several(members: &str) -> Requirement {
    let parted = |c: char| c.is_whitespace() || "、,，;；/".contains(c);
    let named: BTreeSet<&str> = members.split(parted).filter(|name| !name.is_empty()).collect();
    let many = named.len();
    Requirement::when(
        RuleId::G57_1,
        many >= 2,
        say!("参加人员 {n} 人", "{n} took part", n = many),
        Text::new(
            "集体讨论须两人以上, 姓名用顿号分开",
            "two people or more discuss it; part the names by commas",
        ),
        Mend::Somebody(Text::new("写明全部参加人员", "name all who took part")),
    )
}

impl Command for RecordDiscussion {
    type Facts = CaseFile;

    fn turn(scene: &Scene<CaseFile>) -> Turn {
        Turn::done_if(!scene.facts.discussions.is_empty())
    }

    fn judge(scene: &Scene<CaseFile>, input: Option<&Self>) -> Vec<Requirement> {
        // It decides on what the agency was told of: never before the notice reached it. Served, that is not said again.
        let untold = bench(scene).served(RuleId::G57_1, DocumentKind::Notice);
        let untold = Some(untold).filter(Requirement::refuses);
        let together = input.map(|input| several(&input.members.0));
        std::iter::once(bench(scene).by_handler(scene.actor.id)).chain(untold).chain(together).collect()
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let proposal = proposal(scene)?;
        let notice = scene.facts.document(DocumentKind::Notice).and_then(|n| n.service.as_ref());
        let from = match notice {
            Some(service) => {
                let deemed = service::deemed(service, &scene.settings, &scene.calendar);
                deemed.map_err(Fault::input)?.after()
            }
            None => proposal.on,
        };
        check_day("held_on", self.held_on, from, scene.moment.today)?;
        let discussion = Discussion {
            on: self.held_on,
            members: self.members.0.clone(),
            agreed: self.agreed,
            statements: scene.facts.recorded(),
            conclusion: self.conclusion.0.clone(),
        };
        case_writes::discussion(sql, proposal.id, &discussion)?;
        stay(scene, sql)
    }
}

command! {
    /// 登记法制审核
    RecordLegalCheck "record-legal-check" ["法制审核", "legal check"] {
        case: CaseNo = ["案件", "Case"];
        passed: bool = ["通过", "Passed"];
        opinion: Paragraph = ["审核意见", "Opinion"];
    }
    help: ["由非本案经办人员作法制审核", "the legal check, by somebody who is no handler of the case"],
    key: 'L',
    group: Group::Case,
    subject: Subject::Case,
    who: CASE_STAFF,
    from: From::Case(&[CaseStatus::Hearing]),
    rules: &[RuleId::G58_1, RuleId::G43_1],
    issues: None,
}

impl Command for RecordLegalCheck {
    type Facts = CaseFile;

    fn turn(scene: &Scene<CaseFile>) -> Turn {
        Turn::done_if(!scene.facts.legal_checks.is_empty())
    }

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        let other = Requirement::when(
            RuleId::G58_1,
            !scene.facts.ever_handled_by(scene.actor.id),
            Text::new("审核人不是本案经办人", "the checker is no handler of the case"),
            Text::new("经办人不能作本案的法制审核", "a handler does not check a case of their own"),
            Mend::Somebody(Text::new("非经办人员", "somebody who is no handler")),
        );
        std::iter::once(other).chain(bench(scene).recused(scene.actor.id)).collect()
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let proposal = proposal(scene)?;
        let check = LegalCheck {
            on: scene.moment.today,
            by: scene.actor.id,
            name: scene.actor.name.clone(),
            passed: self.passed,
            opinion: self.opinion.0.clone(),
            statements: scene.facts.recorded(),
        };
        case_writes::legal_check(sql, proposal.id, &check)?;
        stay(scene, sql)
    }
}

fn proposal(scene: &Scene<CaseFile>) -> Result<&Proposal, Fault> {
    scene
        .facts
        .proposal
        .as_ref()
        .ok_or_else(|| Fault::input(Text::new("还没有拟处理意见", "there is no proposed decision yet")))
}
