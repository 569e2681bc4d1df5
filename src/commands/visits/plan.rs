//! Planning a visit to an agency (安排督导, R10-4, R10-5, R22-1): special supervision, annual inspection, periodic evaluation.

use chrono::NaiveDate;

use crate::commands::activities::dispatch::sent;
use crate::commands::entry::{Command, Done, Turn};
use crate::commands::fault::Fault;
use crate::commands::inputs::{AgencyNo, Sent};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, KEEPERS, Subject};
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::records::agency::Agency;
use crate::records::errand::Errand;
use crate::records::supervision::SupervisionKind;
use crate::store::{self, Sql};
use crate::text::Text;

command! {
    /// 安排督导
    PlanVisit "plan-visit" ["安排督导", "plan a visit"] {
        agency: AgencyNo = ["机构", "Agency"];
        kind: SupervisionKind = ["督导种类", "Kind"] hint ["专项督导、年检、定期评估", "special, annual or evaluation"];
        planned_on: NaiveDate = ["安排日期", "Planned for"];
        supervisor: Sent = ["督导员", "Supervisor"] hint ["按专业、回避距离、任务量排列; 名录外的填姓名", "by fit, distance of interest and load; of somebody not on the list the name"];
    }
    help: [
        "安排对机构的专项督导、年检或定期评估; 每个备案周期至少一次专项督导",
        "plans a special supervision, an annual inspection or a periodic evaluation; one special supervision or more in each cycle",
    ],
    key: 'W',
    group: Group::Agency,
    subject: Subject::Agency,
    who: KEEPERS,
    from: From::Any,
    rules: &[RuleId::R21_2, RuleId::R22_1, RuleId::R22_2],
    issues: None,
}

impl Command for PlanVisit {
    type Facts = Agency;

    fn turn(_: &Scene<Agency>) -> Turn {
        Turn::Behind
    }

    fn judge(_: &Scene<Agency>, _: Option<&Self>) -> Vec<Requirement> {
        let text = Text::new("督导员没有回避情形", "the supervisor has no interest in the agency");
        vec![Requirement::at_input(RuleId::R21_2, text)]
    }

    fn apply(&self, scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Done, Fault> {
        let (agency, bureau) = (&scene.facts, scene.facts.facts.bureau);
        if matches!(self.kind, SupervisionKind::External | SupervisionKind::Random) {
            let text = Text::new(
                "外部督导在评价活动里指派, 抽查由双随机抽取",
                "an external supervisor is named in the activity, a random visit is drawn",
            );
            return Err(Fault::field("kind", text));
        }
        if self.planned_on < scene.moment.today {
            return Err(Fault::field("planned_on", Text::new("不能早于今天", "cannot be before today")));
        }
        let (name, unlisted) = sent(&Errand::to_agency(agency, self.planned_on), sql, &self.supervisor.0)?;
        let new = (bureau, agency.id, self.kind);
        let no = store::visits::plan(sql, new, (scene.moment.today, self.planned_on), Some(&name))?;
        Ok(unlisted.into_iter().fold(Done::on(no, 1), Done::telling))
    }
}
