//! A change of time or venue (变更时间、场地, R14-2): applied for before the activity begins, and the bureau's answer.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::{TO_COME, advance, stay};
use crate::commands::entry::{Command, Done, Turn};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{ActivityNo, Line};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, KEEPERS, KEEPERS_OF_BOTH, Subject};
use crate::law::activities::{Exam, asked_in_time, crowded};
use crate::law::crossings::answered_there;
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::activity::{ActivityFile, ActivityStatus, Change, Occasion};
use crate::records::bureau::BureauId;
use crate::records::staff::Relation;
use crate::say;
use crate::store::{Sql, activities, crossings};
use crate::text::Text;

command! {
    /// 登记变更申请
    RequestChange "request-change" ["登记变更申请", "record a change asked for"] {
        activity: ActivityNo = ["评价活动", "Activity"];
        requested_on: NaiveDate = ["申请日期", "Asked for on"];
        starts_on: NaiveDate = ["改为开始日期", "To begin on"];
        ends_on: NaiveDate = ["改为结束日期", "To end on"];
        place: Line = ["改为地点", "To be held at"];
        held_at: Option<BureauId> = ["所在师市", "Division of the place"] hint ["不填为原所在师市; 改到另一师市的须另行报备", "as it was if empty; in another division it is filed anew"];
        workstations: Option<u32> = ["新地点工位数", "Workstations there"] hint ["地点改变的必填", "needed where the place changes"];
        reason: Line = ["原因", "Reason"];
    }
    help: [
        "登记机构在活动开始前提出的变更时间、场地的申请",
        "records that the agency asked for another time or venue before the activity began",
    ],
    key: 'm',
    group: Group::Activity,
    subject: Subject::Activity,
    who: KEEPERS,
    from: From::Activity(TO_COME),
    rules: &[RuleId::R14_1, RuleId::R14_2, RuleId::R23_1],
    issues: None,
}

impl RequestChange {
    /// R23-1, R14-1: it stays in its division-city, and the candidates of a session find room where it moves to.
    fn fits(&self, file: &ActivityFile) -> Vec<Requirement> {
        let there = file.host.unwrap_or(file.bureau);
        let elsewhere = self.held_at.filter(|at| *at != there);
        let mut all: Vec<Requirement> = elsewhere
            .map(|at| {
                let text = say!("{b}不是原所在师市", "{b} is not where its plan has it", b = at.label());
                let mend = Mend::Somebody(Text::new(
                    "取消后另行报备, 取得登记地局同意和所在地局授权",
                    "call it off and file it anew, with consent and authorisation",
                ));
                Requirement::unmet(RuleId::R23_1, text, mend)
            })
            .into_iter()
            .collect();
        let largest = file.plan.as_ref().map(|plan| plan.largest_session);
        all.extend(largest.zip(self.workstations).map(|(largest, stations)| crowded(largest, stations)));
        all
    }
}

impl Command for RequestChange {
    type Facts = ActivityFile;

    fn turn(_: &Scene<ActivityFile>) -> Turn {
        Turn::Behind
    }

    fn judge(scene: &Scene<ActivityFile>, input: Option<&Self>) -> Vec<Requirement> {
        let file = &scene.facts;
        let mut all = vec![
            // By the day on which it is recorded: no exam is moved after its day.
            asked_in_time(file.occasion.starts_on, scene.moment.today),
            Requirement::when(
                RuleId::R14_2,
                file.asked().is_none(),
                Text::new("没有未答复的变更申请", "no change waits for its answer"),
                Text::new("前一变更申请还没有答复", "the change before is not answered"),
                Mend::Somebody(Text::new("先答复变更申请", "answer it first")),
            ),
        ];
        all.extend(input.into_iter().flat_map(|input| input.fits(file)));
        all
    }

    fn apply(&self, scene: &Scene<ActivityFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let filed = scene.facts.planned_on.unwrap_or(NaiveDate::MIN);
        check_day("requested_on", self.requested_on, filed, scene.moment.today)?;
        let place = self.place.0.clone();
        let to = Occasion { starts_on: self.starts_on, ends_on: self.ends_on, place };
        to.check().map_err(|why| Fault::field("ends_on", why))?;
        if self.starts_on <= self.requested_on {
            let text = Text::new("应在申请之后", "comes after the application");
            return Err(Fault::field("starts_on", text));
        }
        if to == scene.facts.occasion {
            return Err(Fault::input(Text::new("没有改动", "nothing was changed")));
        }
        let moves = to.place != scene.facts.occasion.place;
        let reason = match (moves && scene.facts.plan.is_some(), self.workstations) {
            (true, None) => {
                let text = Text::new("写明新地点的工位数", "say how many workstations are there");
                return Err(Fault::field("workstations", text));
            }
            // It stands with the application: what was judged is on record.
            (true, Some(n)) => format!("{} (新地点工位 {n} 个)", self.reason.0),
            (false, _) => self.reason.0.clone(),
        };
        let change = Change { requested_on: self.requested_on, to, reason, answer: None };
        activities::ask_change(sql, scene.facts.id, &change)?;
        stay(scene, sql)
    }

    fn prefill(scene: &Scene<ActivityFile>) -> Map<String, Value> {
        let Occasion { starts_on, ends_on, place } = &scene.facts.occasion;
        let today = scene.moment.today;
        let fields =
            json!({ "requested_on": today, "starts_on": starts_on, "ends_on": ends_on, "place": place });
        if let Value::Object(map) = fields { map } else { Map::new() }
    }
}

command! {
    /// 答复变更申请
    AnswerChange "answer-change" ["答复变更申请", "answer the change"] {
        activity: ActivityNo = ["评价活动", "Activity"];
        granted: bool = ["同意", "Granted"];
        answer: Line = ["意见", "Opinion"];
    }
    help: [
        "答复变更时间、场地的申请; 同意的, 活动和督导的日期随之改变, 须再确认; 改到其他师市的重新报备",
        "answers the application; where it is granted, the activity and its visits move, and it is confirmed anew; to another division it is filed anew",
    ],
    key: 'w',
    group: Group::Activity,
    subject: Subject::Activity,
    who: KEEPERS_OF_BOTH,
    from: From::Activity(TO_COME),
    rules: &[RuleId::R12_1, RuleId::R14_2],
    issues: None,
}

impl Command for AnswerChange {
    type Facts = ActivityFile;

    fn turn(scene: &Scene<ActivityFile>) -> Turn {
        if scene.facts.asked().is_some() { Turn::Asked } else { Turn::Behind }
    }

    fn judge(scene: &Scene<ActivityFile>, input: Option<&Self>) -> Vec<Requirement> {
        let file = &scene.facts;
        let Some(change) = file.asked() else {
            let text = Text::new("没有待答复的变更申请", "no change waits for an answer");
            return vec![Requirement::unmet(RuleId::R14_2, text, Mend::Nothing)];
        };
        // Granted too late it is no change before the start any more.
        let first = file.occasion.starts_on.min(change.to.starts_on);
        let mut all = vec![Requirement::when(
            RuleId::R14_2,
            input.is_some_and(|input| !input.granted) || scene.moment.today < first,
            say!("在 {d} 之前答复", "answered before {d}", d = first),
            say!("{d} 已到, 只能不同意", "{d} has come: it can only be refused", d = first),
            Mend::Nothing,
        )];
        all.extend(answered_there(file, scene.relation() == Relation::Host));
        if input.is_none_or(|input| input.granted) {
            all.extend(Exam { occasion: &change.to, ..Exam::of(file) }.in_scope());
        }
        all
    }

    fn apply(&self, scene: &Scene<ActivityFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let to = scene.facts.asked().map(|change| &change.to).filter(|_| self.granted);
        activities::answer_change(sql, scene.facts.id, scene.moment.today, to, &self.answer.0)?;
        if to.is_some() {
            crossings::ask_anew(sql, scene.facts.id)?;
        }
        // What was confirmed was another day and place.
        if to.is_some() { advance(scene, sql, ActivityStatus::Planned) } else { stay(scene, sql) }
    }
}
