//! An activity that was found to have been held without a plan (查实的评价活动, R14-1): put on file as it was, with each rule that it broke.

use chrono::NaiveDate;

use super::found::{fits, keep, over, percent};
use super::plan::words;
use crate::commands::entry::{Command, Done, Turn};
use crate::commands::fault::Fault;
use crate::commands::inputs::{AgencyNo, Line, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, KEEPERS, Subject};
use crate::law::activities::Exam;
use crate::law::breaches::{self, Found, noted};
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::records::activity::{Across, ActivityStatus, ActivityStep, Occasion};
use crate::records::agency::Agency;
use crate::records::bureau::BureauId;
use crate::records::crossing::CrossingStatus;
use crate::records::level::Level;
use crate::records::occupation::OccupationCode;
use crate::say;
use crate::store::activities::NewActivity;
use crate::store::{Sql, activities, crossings};
use crate::text::Text;

command! {
    /// 登记查实的评价活动
    RecordFound "record-found-activity" ["登记查实活动", "record an activity found"] {
        agency: AgencyNo = ["机构", "Agency"];
        occupation: OccupationCode = ["职业编码", "Occupation code"];
        name: Line = ["职业名称", "Occupation"];
        level: Option<Line> = ["等级", "Level"] hint ["如 四级; 专项职业能力不填", "such as 4; none for a special ability"];
        starts_on: NaiveDate = ["开始日期", "Began on"];
        ends_on: NaiveDate = ["结束日期", "Ended on"];
        place: Line = ["地点", "Place"];
        candidates: u32 = ["参加人数", "Candidates"];
        largest_session: Option<u32> = ["每场至多人数", "Largest session"];
        workstations: Option<u32> = ["工位数", "Workstations"];
        changed: Option<Line> = ["试卷调整(%)", "Paper changed, percent"] hint ["占卷面总分, 没有的不填", "of the total score; none if empty"];
        change_approval: Option<Line> = ["调整同意文号", "Approval of the change"];
        held_at: Option<BureauId> = ["活动所在地", "Division where it was held"] hint ["本师市的不填", "none for the agency's own"];
        consent: Option<Line> = ["登记地局同意文号", "Consent, number"];
        authorisation: Option<Line> = ["所在地局授权文号", "Authorisation, number"];
        supervised: bool = ["外部督导在场", "External supervisor present"];
        facts: Paragraph = ["查实经过", "How it was found"];
    }
    help: [
        "登记查实的、没有报备方案的评价活动; 与备案范围、试卷、工位、跨师市等规定不符的, 逐条记为违规, 不因此拒绝登记",
        "records an activity found that nobody filed a plan of: what it broke of scope, paper, workstations, divisions becomes a breach each; none of it refuses the record",
    ],
    key: 'H',
    group: Group::Agency,
    subject: Subject::Agency,
    who: KEEPERS,
    from: From::Any,
    rules: &[
        RuleId::R12_1, RuleId::R13_2, RuleId::R14_1, RuleId::R19_3, RuleId::R22_2, RuleId::R23_1, RuleId::R24_3,
    ],
    issues: None,
}

impl RecordFound {
    fn occasion(&self) -> Occasion {
        Occasion { starts_on: self.starts_on, ends_on: self.ends_on, place: self.place.0.clone() }
    }

    fn level(&self) -> Result<Option<Level>, Text> {
        self.level.as_ref().map(|level| level.0.parse()).transpose()
    }

    fn across(&self, agency: &Agency) -> Across {
        Across {
            held_at: self.held_at.unwrap_or(agency.facts.bureau),
            consent: words(&self.consent),
            authorisation: words(&self.authorisation),
        }
    }

    fn judged(&self, agency: &Agency) -> Vec<Requirement> {
        let (occasion, across) = (self.occasion(), self.across(agency));
        let approval = words(&self.change_approval);
        let level = self.level().ok().flatten();
        Found {
            exam: Exam { agency, occupation: self.occupation, level, occasion: &occasion },
            planned: None,
            across: &across,
            competes: false,
            stations: self.largest_session.zip(self.workstations),
            changed: (percent(&self.changed).unwrap_or_default(), approval.as_deref()),
            supervised: self.supervised,
            constraints: &agency.known.constraints,
            suspensions: &agency.known.suspensions,
        }
        .judged()
    }
}

impl Command for RecordFound {
    type Facts = Agency;

    fn turn(_: &Scene<Agency>) -> Turn {
        Turn::Behind
    }

    fn judge(scene: &Scene<Agency>, input: Option<&Self>) -> Vec<Requirement> {
        let Some(input) = input else {
            let text = Text::new("按查实情况核对规定", "what was found is held against the rules");
            return vec![Requirement::at_input(RuleId::R14_1, text)];
        };
        let mut all = noted(input.judged(&scene.facts));
        all.extend(over(input.ends_on, scene.moment.today));
        all
    }

    fn apply(&self, scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Done, Fault> {
        let agency = &scene.facts;
        let level = self.level().map_err(|why| Fault::field("level", why))?;
        percent(&self.changed).map_err(|why| Fault::field("changed", why))?;
        let occasion = self.occasion();
        fits(&occasion, (self.candidates, self.largest_session))?;
        let new = NewActivity {
            bureau: agency.facts.bureau,
            agency: agency.id,
            occupation: self.occupation,
            name: &self.name.0,
            level,
            occasion: &occasion,
            candidates: self.candidates,
            plan: None,
            status: ActivityStatus::Held,
        };
        if let Some(no) = activities::at(sql, &new)? {
            return Err(Fault::input(say!(
                "该职业等级在此时此地已有 {n}: 在其上登记",
                "{n} is on file for this time and place: record it there",
                n = no.to_string()
            )));
        }
        let (no, id) = activities::add(sql, &new, scene.moment.today, scene.actor.id)?;
        activities::step(sql, id, ActivityStep::Begun, self.starts_on, Some(scene.actor.id), &self.facts.0)?;
        // Both bureaus see what was found (R23-2); a paper that lacked is asked for no more.
        let asked = self.across(agency).asks(agency.facts.bureau, CrossingStatus::Lapsed, |_| false);
        crossings::ask(sql, id, &asked, scene.moment.today)?;
        let found = breaches::breaches(&self.judged(agency));
        let more = keep(scene, sql, id, &found)?;
        Ok(Done { more, ..Done::on(no, 1) })
    }
}
