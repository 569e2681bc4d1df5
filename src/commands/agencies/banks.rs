//! Question banks of an agency (题库, Art. 6(4)): built once, then renewed every year (R6-6, R6-7).

use chrono::NaiveDate;

use super::stay;
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{AgencyNo, Line};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::records::agency::Agency;
use crate::records::capacity::BankUpdate;
use crate::records::occupation::OccupationCode;
use crate::store::{Sql, capacity};
use crate::text::Text;

command! {
    /// 登记题库
    RecordBank "record-bank" ["登记题库", "record a question bank"] {
        agency: AgencyNo = ["机构", "Agency"];
        occupation: OccupationCode = ["职业编码", "Occupation code"];
        done_on: NaiveDate = ["日期", "Date"];
        questions: u32 = ["现有题量", "Questions in it"];
        added: u32 = ["其中新增和更新", "Of these added or renewed"];
        proof: Line = ["证明", "Proof"];
    }
    help: [
        "登记题库的建设和更新; 每年新增和更新不少于 20%",
        "puts on record that a bank was built or renewed; every year 20 % or more is added or renewed",
    ],
    key: 'u',
    group: Group::Agency,
    subject: Subject::Agency,
    who: HANDLER,
    from: From::Any,
    rules: &[RuleId::R6_6, RuleId::R6_7],
    issues: None,
}

impl Command for RecordBank {
    type Facts = Agency;

    fn judge(_: &Scene<Agency>, _: Option<&Self>) -> Vec<Requirement> {
        vec![Requirement::met(RuleId::R6_6, Text::new("据实登记", "recorded as it is"))]
    }

    fn apply(&self, scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Done, Fault> {
        check_day("done_on", self.done_on, NaiveDate::MIN, scene.moment.today)?;
        if self.questions == 0 {
            return Err(Fault::field("questions", Text::new("至少一题", "one question at least")));
        }
        if self.added > self.questions {
            let text = Text::new("不能多于现有题量", "can't be more than there are");
            return Err(Fault::field("added", text));
        }
        let update = BankUpdate {
            occupation: self.occupation,
            on: self.done_on,
            questions: self.questions,
            added: self.added,
            proof: self.proof.0.clone(),
        };
        if scene.facts.known.banks.contains(&update) {
            return Ok(Done::unchanged(scene.facts.no, scene.facts.version));
        }
        capacity::update_bank(sql, scene.facts.id, &update)?;
        stay(scene, sql)
    }
}
