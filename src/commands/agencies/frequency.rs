//! Frequency of supervision (督导频次, R22-3): the console proposes from its figures, the officer decides.

use chrono::{Months, NaiveDate};
use serde_json::json;

use super::stay;
use crate::commands::entry::{Command, Done, Fields, Turn};
use crate::commands::fault::Fault;
use crate::commands::inputs::{AgencyNo, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, KEEPERS, Subject};
use crate::law::credit;
use crate::law::frequency::{by_risk, decidable, proposal};
use crate::law::leaving::listed;
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::records::agency::Agency;
use crate::records::credit::CreditEffect;
use crate::records::frequency::FrequencyDecision;
use crate::store::{Sql, frequencies};
use crate::text::Text;

/// All activities.
const ALL: u32 = 100;
/// The most visits a year that are decided on: one a day.
const MOST_VISITS: u32 = 366;

command! {
    /// 拟定督导频次
    ProposeFrequency "propose-frequency" ["拟定督导频次", "propose how often to supervise"] {
        agency: AgencyNo = ["机构", "Agency"];
    }
    help: [
        "按近 12 个月的评价量、通过率、投诉、问题和诚信档案拟定现场督导频次, 权重见设定; 由经办人确定",
        "proposes how often to supervise on site, from twelve months of volume, pass rate, complaints, findings and credit, by the weights of the settings; the officer decides",
    ],
    key: 'O',
    group: Group::Agency,
    subject: Subject::Agency,
    who: KEEPERS,
    from: From::Any,
    rules: &[RuleId::R22_3],
    issues: None,
}

impl Command for ProposeFrequency {
    type Facts = Agency;

    fn turn(_: &Scene<Agency>) -> Turn {
        Turn::Behind
    }

    fn judge(scene: &Scene<Agency>, _: Option<&Self>) -> Vec<Requirement> {
        vec![listed(&scene.facts, RuleId::R22_3), by_risk(scene.facts.facts.kind)]
    }

    fn apply(&self, scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Done, Fault> {
        let (agency, today) = (&scene.facts, scene.moment.today);
        let since = today.checked_sub_months(Months::new(12)).unwrap_or(NaiveDate::MIN);
        let figures = frequencies::figures(sql, agency, (since, today))?;
        let in_force = credit::in_force(&agency.known.credit, &agency.known.constraints, today);
        let effects: Vec<CreditEffect> = in_force.into_iter().map(|(effect, _)| effect).collect();
        let proposed = proposal(figures, &effects, &scene.settings);
        frequencies::propose(sql, agency.id, &proposed, (scene.actor.id, today))?;
        let done = proposed.told().into_iter().fold(stay(scene, sql)?, Done::telling);
        Ok(done.with("percent", proposed.percent).with("visits", proposed.visits))
    }
}

command! {
    /// 确定督导频次
    DecideFrequency "decide-frequency" ["确定督导频次", "decide how often to supervise"] {
        agency: AgencyNo = ["机构", "Agency"];
        percent: u32 = ["督导的活动占比(%)", "Percent of the activities"];
        visits: u32 = ["每年次数", "Visits a year"];
        reason: Option<Paragraph> = ["理由", "Reason"] hint ["低于拟定的须填写", "needed where it is lower than proposed"];
    }
    help: [
        "经办人按拟定的频次确定现场督导的占比和次数; 低于拟定的写明理由",
        "the officer decides on the share and number of visits, from the proposal; a lower one with the reason",
    ],
    key: 'T',
    group: Group::Agency,
    subject: Subject::Agency,
    who: KEEPERS,
    from: From::Any,
    rules: &[RuleId::R22_3, RuleId::R24_3],
    issues: None,
}

impl Command for DecideFrequency {
    type Facts = Agency;

    fn turn(scene: &Scene<Agency>) -> Turn {
        match scene.facts.known.frequency.as_ref().is_some_and(|last| last.decided.is_none()) {
            true => Turn::Asked,
            false => Turn::Behind,
        }
    }

    fn judge(scene: &Scene<Agency>, input: Option<&Self>) -> Vec<Requirement> {
        let last = scene.facts.known.frequency.as_ref();
        let mut all = vec![by_risk(scene.facts.facts.kind)];
        let decided = input.map(|input| (input.percent, input.visits, input.reason.is_some()));
        all.extend(decidable(last, decided, scene.moment.today));
        let told = last.map(|last| last.proposed.told()).unwrap_or_default();
        all.extend(told.into_iter().map(|line| Requirement::noted(RuleId::R22_3, line)));
        all
    }

    fn apply(&self, scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Done, Fault> {
        if self.percent > ALL {
            return Err(Fault::field("percent", Text::new("最多 100", "100 at most")));
        }
        if self.visits > MOST_VISITS {
            return Err(Fault::field("visits", Text::new("每年最多 366 次", "366 a year at most")));
        }
        let Some(last) = &scene.facts.known.frequency else {
            return Err(Fault::input(Text::new("还没有拟定频次", "none is proposed yet")));
        };
        let decided = FrequencyDecision {
            on: scene.moment.today,
            percent: self.percent,
            visits: self.visits,
            reason: self.reason.as_ref().map(|reason| reason.0.clone()).unwrap_or_default(),
        };
        frequencies::decide(sql, last.id, &decided, scene.actor.id)?;
        stay(scene, sql)
    }

    fn prefill(scene: &Scene<Agency>) -> Fields {
        let proposed = scene.facts.known.frequency.iter().map(|last| &last.proposed);
        proposed
            .flat_map(|one| {
                [("percent".to_owned(), json!(one.percent)), ("visits".to_owned(), json!(one.visits))]
            })
            .collect()
    }
}
