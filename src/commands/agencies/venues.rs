//! Venues of an agency (场地, Art. 6(3)): put on record with tenure and monitoring, taken off with the reason.

use chrono::NaiveDate;

use super::{CHANGED, not_on_record, stay};
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{AgencyNo, Line};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::records::agency::Agency;
use crate::records::capacity::{Site, Span, Tenure};
use crate::records::occupation::OccupationCode;
use crate::store::{Sql, capacity};
use crate::text::Text;
use crate::text::clean::compact;

command! {
    /// 登记场地
    RecordVenue "record-venue" ["登记场地", "record a venue"] {
        agency: AgencyNo = ["机构", "Agency"];
        name: Line = ["场地", "Venue"] hint ["名称或地址", "name or address"];
        occupation: Option<OccupationCode> = ["职业编码", "Occupation code"] hint ["各职业共用的留空", "empty: for all of them"];
        workstations: u32 = ["工位数", "Workstations"];
        monitored: bool = ["有视频监控", "Video monitoring"];
        tenure: Tenure = ["权属", "Tenure"];
        right_from: Option<NaiveDate> = ["使用权起", "Right from"] when tenure in ["right"];
        right_until: Option<NaiveDate> = ["使用权止", "Right until"] when tenure in ["right"];
        proof: Line = ["证明", "Proof"] hint ["产权证、租赁合同等", "title, lease and the like"];
    }
    help: [
        "登记场地的工位、视频监控和权属, 已登记的以新登记为准; 使用权须 3 年以上",
        "puts a venue on record, anew where something changed: workstations, monitoring, tenure; a right of use is of 3 years or more",
    ],
    key: 'd',
    group: Group::Agency,
    subject: Subject::Agency,
    who: HANDLER,
    from: From::Any,
    rules: &[RuleId::R6_5],
    issues: None,
}

impl Command for RecordVenue {
    type Facts = Agency;

    fn judge(_: &Scene<Agency>, _: Option<&Self>) -> Vec<Requirement> {
        let text = Text::new("据实登记, 条件在评估时判断", "recorded as it is; the assessment judges it");
        vec![Requirement::met(RuleId::R6_5, text)]
    }

    fn apply(&self, scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Done, Fault> {
        let right = self.right_from.zip(self.right_until).map(|(from, until)| Span { from, until });
        if right.is_some_and(|r| r.until < r.from) {
            return Err(Fault::field(
                "right_until",
                Text::new("不能早于使用权起", "can't be before its first day"),
            ));
        }
        let site = Site {
            name: self.name.0.clone(),
            occupation: self.occupation,
            workstations: self.workstations,
            monitored: self.monitored,
            tenure: self.tenure,
            right,
            proof: self.proof.0.clone(),
        };
        let (agency, today) = (&scene.facts, scene.moment.today);
        let known = capacity::of_agency(sql, agency.id)?.sites;
        let same = |s: &&Site| compact(&s.name) == compact(&site.name) && s.occupation == site.occupation;
        match known.iter().find(same) {
            Some(standing) if Site { name: standing.name.clone(), ..site.clone() } == *standing => {
                return Ok(Done::unchanged(agency.no, agency.version));
            }
            Some(standing) => capacity::end_site(sql, agency.id, standing, today, CHANGED)?,
            None => {}
        }
        capacity::add_site(sql, agency.id, &site, today)?;
        stay(scene, sql)
    }
}

command! {
    /// 登记场地停用
    EndVenue "end-venue" ["登记场地停用", "take a venue off"] {
        agency: AgencyNo = ["机构", "Agency"];
        name: Line = ["场地", "Venue"];
        occupation: Option<OccupationCode> = ["职业编码", "Occupation code"]
            hint ["同名场地按职业分别登记的必填", "needed where one name stands for several occupations"];
        ended_on: NaiveDate = ["停用日期", "Ended on"];
        reason: Line = ["原因", "Reason"];
    }
    help: ["登记场地停用; 原登记留存", "takes a venue off; the entry stays on file"],
    key: 'D',
    group: Group::Agency,
    subject: Subject::Agency,
    who: HANDLER,
    from: From::Any,
    rules: &[RuleId::R6_5],
    issues: None,
}

impl Command for EndVenue {
    type Facts = Agency;

    fn judge(_: &Scene<Agency>, _: Option<&Self>) -> Vec<Requirement> {
        vec![Requirement::met(RuleId::R6_5, Text::new("据实登记", "recorded as it is"))]
    }

    fn apply(&self, scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Done, Fault> {
        check_day("ended_on", self.ended_on, NaiveDate::MIN, scene.moment.today)?;
        let sites = capacity::of_agency(sql, scene.facts.id)?.sites;
        let of = self.occupation;
        let named = |site: &&Site| compact(&site.name) == compact(&self.name.0);
        let found: Vec<&Site> =
            sites.iter().filter(named).filter(|s| of.is_none() || s.occupation == of).collect();
        match found[..] {
            [] => return Err(not_on_record("name", sites.iter().map(|s| s.name.as_str()))),
            [site] => capacity::end_site(sql, scene.facts.id, site, self.ended_on, &self.reason.0)?,
            [..] => {
                let text = Text::new(
                    "同名场地有多处, 须写明职业编码",
                    "several venues have that name: say the occupation",
                );
                return Err(Fault::field("occupation", text));
            }
        }
        stay(scene, sql)
    }
}
