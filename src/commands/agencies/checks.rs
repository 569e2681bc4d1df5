//! Checks of an agency (核查, Art. 6, 7): against a document or a list, with the result.

use chrono::NaiveDate;

use super::stay;
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{AgencyNo, Line};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::law::conditions::rule_of;
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::agency::Agency;
use crate::records::check::{Check, CheckKind, EnterpriseSize};
use crate::records::occupation::OccupationCode;
use crate::say;
use crate::store::{Sql, capacity};
use crate::text::Text;

command! {
    /// 登记核查
    RecordCheck "record-check" ["登记核查", "record a check"] {
        agency: AgencyNo = ["机构", "Agency"];
        kind: CheckKind = ["核查事项", "What is checked"];
        occupation: Option<OccupationCode> = ["职业编码", "Occupation code"]
            when kind in ["equipment", "business", "influence", "needed"];
        checked_on: NaiveDate = ["核查日期", "Checked on"];
        size: Option<EnterpriseSize> = ["企业规模", "Size of the enterprise"] when kind in ["enterprise"];
        passed: bool = ["属实", "Is it so"];
        proof: Line = ["依据", "Against what"] hint ["文件, 或名单及其日期", "the document, or the list and its date"];
    }
    help: [
        "登记对法人资格、信用、制度、承诺、名单等的核查; 名单类须在申请之后查",
        "puts on record what was checked: legal person, credit, rules, commitment, lists; lists are looked up after the application",
    ],
    key: 'i',
    group: Group::Agency,
    subject: Subject::Agency,
    who: HANDLER,
    from: From::Any,
    rules: &[RuleId::R6_1, RuleId::R6_2, RuleId::R6_5, RuleId::R6_8, RuleId::R7_1, RuleId::R7_2, RuleId::R7_3],
    issues: None,
}

impl Command for RecordCheck {
    type Facts = Agency;

    fn judge(scene: &Scene<Agency>, input: Option<&Self>) -> Vec<Requirement> {
        let asked = input.is_none_or(|input| input.kind.is_asked_of(scene.facts.facts.kind));
        vec![Requirement::when(
            input.map_or(RuleId::R6_1, |input| rule_of(input.kind)),
            asked,
            Text::new("据实登记, 条件在评估时判断", "recorded as it is; the assessment judges it"),
            Text::new("此类机构不要求该事项", "it is not asked of this kind of agency"),
            Mend::Nothing,
        )]
    }

    fn apply(&self, scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Done, Fault> {
        check_day("checked_on", self.checked_on, NaiveDate::MIN, scene.moment.today)?;
        self.fits()?;
        let check = Check {
            kind: self.kind,
            occupation: self.occupation,
            on: self.checked_on,
            passed: self.passed,
            size: self.size,
            proof: self.proof.0.clone(),
            by: scene.actor.name.clone(),
        };
        let same = |known: &Check| Check { by: check.by.clone(), ..known.clone() } == check;
        if capacity::of_agency(sql, scene.facts.id)?.checks.iter().any(same) {
            return Ok(Done::unchanged(scene.facts.no, scene.facts.version));
        }
        capacity::add_check(sql, scene.facts.id, &check, scene.actor.id)?;
        stay(scene, sql)
    }
}

impl RecordCheck {
    /// R7-1: an enterprise has its size on record, and only a large or medium one passes.
    fn fits(&self) -> Result<(), Fault> {
        match (self.kind, self.size) {
            (CheckKind::Enterprise, None) => {
                Err(Fault::field("size", Text::new("写明企业规模", "say which size the enterprise is of")))
            }
            (CheckKind::Enterprise, Some(size)) if self.passed && !size.may_evaluate() => Err(Fault::field(
                "passed",
                say!(
                    "{s}不属于大、中型企业, 应为不属实",
                    "a {s} is neither large nor medium: not so",
                    s = size
                ),
            )),
            _ => Ok(()),
        }
    }
}
