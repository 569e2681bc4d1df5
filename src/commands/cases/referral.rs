//! Referring what a case brought to light of persons (移送, R26-1): officials internally, a suspected duty crime to the discipline
//! inspection, another crime to the police, each with date and reference.

use chrono::NaiveDate;

use super::{bench, stay};
use crate::commands::entry::{Command, Done, Turn};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{CaseNo, Line, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::case::{CaseFile, CaseStatus};
use crate::records::referral::{PersonKind, Referral, ReferredTo};
use crate::store::{Sql, referrals};
use crate::text::Text;

command! {
    /// 登记移送
    RecordReferral "record-referral" ["登记移送", "record a referral"] {
        case: CaseNo = ["案件", "Case"];
        to: ReferredTo = ["移送机关", "Referred to"];
        person: PersonKind = ["人员类别", "Kind of person"];
        matter: Paragraph = ["涉嫌事项", "What is suspected"]
            hint ["不写姓名和证件号码: 见移送函", "no names or numbers of persons: they stand in the letter"];
        referred_on: NaiveDate = ["移送日期", "Referred on"];
        reference: Line = ["移送文号", "Number of the letter"];
    }
    help: [
        "办案中发现人员涉嫌职务犯罪的移送纪检监察机关, 其他犯罪的移送公安机关, 内部人员按管理权限内部处理",
        "a suspected duty crime goes to the discipline inspection, another crime to the police, an official is handled internally",
    ],
    key: '!',
    group: Group::Case,
    subject: Subject::Case,
    who: HANDLER,
    from: From::Case(CaseStatus::ALL),
    rules: &[RuleId::R26_1, RuleId::H1_2],
    issues: None,
}

impl Command for RecordReferral {
    type Facts = CaseFile;

    fn turn(_: &Scene<CaseFile>) -> Turn {
        Turn::Behind
    }

    fn judge(scene: &Scene<CaseFile>, input: Option<&Self>) -> Vec<Requirement> {
        let mut all = vec![bench(scene).by_handler(scene.actor.id)];
        let rule = RuleId::R26_1;
        let Some(input) = input else {
            let text = Text::new(
                "职务犯罪移送纪检监察, 其他犯罪移送公安",
                "a duty crime to the discipline inspection, another to the police",
            );
            all.push(Requirement::at_input(rule, text));
            return all;
        };
        let internal = input.to == ReferredTo::Internal;
        all.push(Requirement::when(
            rule,
            !internal || input.person == PersonKind::Official,
            Text::new("移送机关与人员相符", "it is the right place for the person"),
            Text::new("内部处理只适用于内部工作人员", "only officials of the bureau are handled internally"),
            Mend::Somebody(Text::new("改选移送机关", "choose where it goes")),
        ));
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        check_day("referred_on", self.referred_on, scene.facts.opened_on, scene.moment.today)?;
        let referral = Referral {
            to: self.to,
            person: self.person,
            matter: self.matter.0.clone(),
            on: self.referred_on,
            reference: self.reference.0.clone(),
        };
        referrals::add(sql, scene.facts.id, &referral, scene.actor.id)?;
        stay(scene, sql)
    }
}
