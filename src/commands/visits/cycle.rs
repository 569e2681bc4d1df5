//! Planning the visits of a cycle at once (按周期安排督导, R22-1, R10-4, R10-5): each agency that lacks one, on working days, with who goes.

use chrono::{Datelike, NaiveDate};

use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::Line;
use crate::commands::scene::{Office, Scene};
use crate::commands::spec::{From, Group, KEEPERS, Subject};
use crate::law::calendar::Provisional;
use crate::law::cycles::{lacks, spread, working_days};
use crate::law::dispatch::{barred, rank};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::agency_kind::AgencyKind;
use crate::records::errand::Errand;
use crate::records::supervision::SupervisionKind;
use crate::say;
use crate::store::{Sql, agencies, plans, prospects, visits};
use crate::text::Text;

/// Years named at most.
const MOST_YEARS: usize = 4;
/// The most visits of a plan.
const MOST: usize = 500;
/// The longest plan, in days: the three years of a cycle.
const LONGEST: i64 = 3 * 366;

command! {
    /// 按周期安排督导
    PlanCycle "plan-cycle" ["按周期安排督导", "plan the visits of a cycle"] {
        title: Line = ["计划名称", "Title"] hint ["如: 2026年年检", "annual inspection 2026, for one"];
        kind: SupervisionKind = ["督导种类", "Kind"] hint ["专项督导、年检、定期评估", "special, annual or evaluation"];
        agency_kind: Option<AgencyKind> = ["机构类别", "Kind of agency"] hint ["不选为各类", "every kind if none"];
        starts_on: NaiveDate = ["自", "From"];
        ends_on: NaiveDate = ["至", "Until"];
    }
    help: [
        "给本周期 (年检为本年) 还没有该项督导的在册机构各安排一次, 备案先到期的在先, 均匀排在工作日, 按专业、回避距离、任务量指派督导员",
        "plans one visit for each agency of the directory that lacks it in its cycle (an inspection: in the year), first those whose filing ends first, spread evenly over working days, with who goes by distance of interest and load",
    ],
    key: 'e',
    group: Group::Administration,
    subject: Subject::Bureau,
    who: KEEPERS,
    from: From::Any,
    rules: &[RuleId::R22_1, RuleId::R21_2],
    issues: None,
}

impl Command for PlanCycle {
    type Facts = Office;

    fn judge(scene: &Scene<Office>, input: Option<&Self>) -> Vec<Requirement> {
        let settled = Text::new("所涉年份的日历已载入", "the calendar of its years is loaded");
        let Some(input) = input else { return vec![Requirement::at_input(RuleId::R22_1, settled)] };
        let between =
            (input.starts_on.year()..=input.ends_on.year()).filter(|year| !scene.calendar.is_loaded(*year));
        let years = between.take(MOST_YEARS).chain(scene.calendar.years_lacking(input.ends_on)).collect();
        let lacking = Provisional::lacking(&years);
        let why = lacking.map(|lacking| lacking.why);
        vec![Requirement::when(
            RuleId::R22_1,
            why.is_none(),
            settled,
            why.unwrap_or_default(),
            Mend::Somebody(Text::new("管理员载入日历", "the administrator loads the calendar")),
        )]
    }

    fn apply(&self, scene: &Scene<Office>, sql: &dyn Sql) -> Result<Done, Fault> {
        let (bureau, today) = (scene.facts.0, scene.moment.today);
        self.check(today)?;
        let mut all = plans::plannable(sql, (bureau, self.kind), self.agency_kind, today)?;
        all.retain(|one| lacks(self.kind, one, self.starts_on));
        if all.is_empty() {
            let text = Text::new("没有需要安排的机构", "no agency lacks such a visit");
            return Err(Fault::Refused(vec![Requirement::unmet(RuleId::R22_1, text, Mend::Nothing)]));
        }
        if all.len() > MOST {
            let text = say!(
                "一次最多 {m} 家, 现有 {n} 家: 请分类别安排",
                "{m} at most at once, there are {n}: plan by kind of agency",
                m = MOST,
                n = all.len()
            );
            return Err(Fault::field("agency_kind", text));
        }
        let days = working_days(&scene.calendar, self.starts_on, self.ends_on);
        let expiries: Vec<NaiveDate> = all.iter().map(|one| one.validity.expires_on).collect();
        let by = (scene.actor.id, today);
        let plan = plans::add(sql, (bureau, self.kind, &self.title.0), (self.starts_on, self.ends_on), by)?;
        let (mut made, mut unassigned) = (0, 0);
        for (one, day) in all.iter().zip(spread(&expiries, &days)) {
            let Some(day) = day else { continue };
            let who = best(&Errand::to_agency(&agencies::by_id(sql, one.id)?, day), sql)?;
            unassigned += usize::from(who.is_none());
            let no = visits::plan(sql, (bureau, one.id, self.kind), (today, day), who.as_deref())?;
            plans::holds(sql, plan, no)?;
            made += 1;
        }
        if made == 0 {
            let text =
                Text::new("期间没有可排的工作日, 或备案均已先到期", "no working day in time for any of them");
            return Err(Fault::field("ends_on", text));
        }
        let told = say!(
            "{n} 次, {f} 至 {u} 的 {d} 个工作日, 其中 {w} 次没有可派的督导员, {l} 家备案先到期、排不下",
            "{n} visits on {d} working days from {f} to {u}; nobody can go to {w} of them; no day for {l} agencies",
            n = made,
            f = self.starts_on,
            u = self.ends_on,
            d = days.len(),
            w = unassigned,
            l = all.len() - made
        );
        Ok(Done::default()
            .telling(told)
            .with("planned", made)
            .with("unassigned", unassigned)
            .with("left", all.len() - made))
    }
}

impl PlanCycle {
    fn check(&self, today: NaiveDate) -> Result<(), Fault> {
        if matches!(self.kind, SupervisionKind::External | SupervisionKind::Random) {
            let text = Text::new(
                "外部督导在评价活动里指派, 抽查由双随机抽取",
                "an external supervisor is named in the activity, a random visit is drawn",
            );
            return Err(Fault::field("kind", text));
        }
        if self.starts_on < today {
            return Err(Fault::field("starts_on", Text::new("不能早于今天", "cannot be before today")));
        }
        let length = (self.ends_on - self.starts_on).num_days();
        if !(0..=LONGEST).contains(&length) {
            let text = Text::new("应在开始之后, 最长三年", "comes after it begins, three years at most");
            return Err(Fault::field("ends_on", text));
        }
        Ok(())
    }
}

/// The name of who goes best; none where nobody can.
fn best(errand: &Errand, sql: &dyn Sql) -> Result<Option<String>, Fault> {
    let mut all = prospects::of_errand(sql, errand)?;
    rank(errand, &mut all);
    Ok(all.into_iter().find(|one| barred(errand, one).is_none()).map(|one| one.inspector.name))
}
