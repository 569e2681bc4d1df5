//! The steps of an activity before its end (指派、确认、开考、取消): an external supervisor named, the plan confirmed, the start, called off.

use chrono::NaiveDate;

use super::{TO_COME, advance, ready};
use crate::commands::entry::{Command, Done, Turn};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{ActivityNo, Line};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, KEEPERS, Subject};
use crate::law::activities::{confirmed_in_time, on_its_day};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::activity::{ActivityFile, ActivityStatus, ActivityStep, Occasion};
use crate::say;
use crate::store::{self, Sql, activities};
use crate::text::Text;

command! {
    /// 确认考务方案
    ConfirmPlan "confirm-plan" ["确认考务方案", "confirm the plan"] {
        activity: ActivityNo = ["评价活动", "Activity"];
    }
    help: [
        "确认考务方案: 在备案范围内, 没有被暂停, 变更已答复, 社会组织的已指派外部督导",
        "confirms the plan: in the filed scope, nothing suspended, changes answered, a supervisor named of a social organisation",
    ],
    key: 'c',
    group: Group::Activity,
    subject: Subject::Activity,
    who: KEEPERS,
    from: From::Activity(&[ActivityStatus::Planned]),
    rules: &[RuleId::R12_1, RuleId::R14_1, RuleId::R14_2, RuleId::R19_3, RuleId::R22_2, RuleId::R23_1, RuleId::R24_3],
    issues: None,
}

impl Command for ConfirmPlan {
    type Facts = ActivityFile;

    fn judge(scene: &Scene<ActivityFile>, _: Option<&Self>) -> Vec<Requirement> {
        let mut all = ready(scene, scene.moment.today);
        all.push(confirmed_in_time(scene.facts.occasion.starts_on, scene.moment.today));
        all
    }

    fn apply(&self, scene: &Scene<ActivityFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let by = Some(scene.actor.id);
        activities::step(sql, scene.facts.id, ActivityStep::Confirmed, scene.moment.today, by, "")?;
        advance(scene, sql, ActivityStatus::Confirmed)
    }
}

command! {
    /// 登记开考
    BeginActivity "begin-activity" ["登记开考", "record its start"] {
        activity: ActivityNo = ["评价活动", "Activity"];
        begun_on: Option<NaiveDate> = ["开考日期", "Began on"] hint ["留空为今天", "today, if empty"];
    }
    help: [
        "登记评价活动按方案开始; 被暂停的机构不能开考, 改期的先申请变更",
        "records that the activity began as planned; not of a suspended agency, and another time wants a change first",
    ],
    key: 'b',
    group: Group::Activity,
    subject: Subject::Activity,
    who: KEEPERS,
    from: From::Activity(&[ActivityStatus::Confirmed]),
    rules: &[RuleId::R12_1, RuleId::R14_2, RuleId::R19_3, RuleId::R22_2, RuleId::R23_1, RuleId::R24_3],
    issues: None,
}

impl Command for BeginActivity {
    type Facts = ActivityFile;

    fn judge(scene: &Scene<ActivityFile>, input: Option<&Self>) -> Vec<Requirement> {
        let Occasion { starts_on, ends_on, .. } = scene.facts.occasion;
        // Without a day given: today, or the last day of one that is over.
        let on = input.and_then(|input| input.begun_on);
        let on = on.unwrap_or_else(|| match input {
            Some(_) => scene.moment.today,
            None => scene.moment.today.min(ends_on.max(starts_on)),
        });
        let mut all = ready(scene, on);
        all.push(on_its_day(&scene.facts.occasion, on));
        all
    }

    fn apply(&self, scene: &Scene<ActivityFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let (by, today) = (Some(scene.actor.id), scene.moment.today);
        let on = self.begun_on.unwrap_or(today);
        check_day("begun_on", on, scene.facts.occasion.starts_on, today)?;
        activities::step(sql, scene.facts.id, ActivityStep::Begun, on, by, "")?;
        advance(scene, sql, ActivityStatus::Running)
    }
}

command! {
    /// 取消评价活动
    CancelActivity "cancel-activity" ["取消评价活动", "call it off"] {
        activity: ActivityNo = ["评价活动", "Activity"];
        reason: Line = ["原因", "Reason"];
    }
    help: ["登记未开始的评价活动取消", "records that an activity that did not begin is called off"],
    key: 'x',
    group: Group::Activity,
    subject: Subject::Activity,
    who: KEEPERS,
    from: From::Activity(TO_COME),
    rules: &[RuleId::R14_2],
    issues: None,
}

impl Command for CancelActivity {
    type Facts = ActivityFile;

    fn turn(_: &Scene<ActivityFile>) -> Turn {
        Turn::Behind
    }

    fn judge(_: &Scene<ActivityFile>, _: Option<&Self>) -> Vec<Requirement> {
        let text = Text::new("还没有开始", "it did not begin");
        vec![Requirement::met(RuleId::R14_2, text)]
    }

    fn apply(&self, scene: &Scene<ActivityFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let (file, by) = (&scene.facts, Some(scene.actor.id));
        // A supervisor who handed a sheet in was there.
        for no in store::visits::of_activity(sql, file.id)? {
            if let Some(sheet) = store::visits::file(sql, no)?.and_then(|visit| visit.sheet) {
                let text = say!(
                    "{d} 已提交评分表: 活动已举行",
                    "the score sheet came {d}: it was held",
                    d = sheet.handed_on
                );
                return Err(Fault::Refused(vec![Requirement::unmet(RuleId::R14_2, text, Mend::Nothing)]));
            }
        }
        activities::step(sql, file.id, ActivityStep::Cancelled, scene.moment.today, by, &self.reason.0)?;
        activities::call_off(sql, file.id)?;
        advance(scene, sql, ActivityStatus::Cancelled)
    }
}
