//! Filing the plan of an activity (报备考务方案, R14-1): before the activity, inside the filed scope, by the rules of standard and paper.

use chrono::NaiveDate;

use crate::commands::entry::{Command, Done, Turn};
use crate::commands::fault::Fault;
use crate::commands::inputs::{AgencyNo, Line, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, KEEPERS, Subject};
use crate::law::activities::{Exam, in_advance};
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::records::activity::{Across, ActivityStatus, Occasion, PaperSource, Permille, Plan, Standard};
use crate::records::agency::Agency;
use crate::records::bureau::BureauId;
use crate::records::crossing::CrossingStatus;
use crate::records::level::Level;
use crate::records::occupation::OccupationCode;
use crate::say;
use crate::store::activities::{self, NewActivity};
use crate::store::{self, Sql, crossings};
use crate::text::Text;

command! {
    /// 报备考务方案
    FilePlan "file-plan" ["报备考务方案", "file an exam plan"] {
        agency: AgencyNo = ["机构", "Agency"];
        occupation: OccupationCode = ["职业编码", "Occupation code"];
        level: Option<Line> = ["等级", "Level"] hint ["如 四级; 专项职业能力不填", "such as 4; none for a special ability"];
        starts_on: NaiveDate = ["开始日期", "Begins on"];
        ends_on: NaiveDate = ["结束日期", "Ends on"];
        place: Line = ["地点", "Place"];
        held_at: Option<BureauId> = ["活动所在地", "Division where it is held"] hint ["本师市的不填", "none for the agency's own"];
        consent: Option<Line> = ["登记地局同意文号", "Consent, number"] hint ["跨师市的: 没有的报备后由该局答复 (R23-1)", "across divisions; where there is none that bureau answers it (R23-1)"];
        authorisation: Option<Line> = ["所在地局授权文号", "Authorisation, number"];
        applied: u32 = ["申请人数", "Applied"];
        refused: u32 = ["退回人数", "Refused"];
        admitted: u32 = ["准予人数", "Admitted"];
        sessions: u32 = ["场次", "Sessions"];
        largest_session: u32 = ["每场至多人数", "Largest session"];
        workstations: u32 = ["工位数", "Workstations"];
        standard: Standard = ["评价标准", "Standard"];
        standard_reference: Option<Line> = ["部鉴定中心审核文号", "Review of the own standard"]
            maybe standard in ["own"];
        paper: PaperSource = ["试卷来源", "Source of the paper"];
        paper_reference: Option<Line> = ["审核文号或依据文件", "Approval, or document followed"]
            maybe paper in ["agency", "own-rules"];
        changed: Option<Line> = ["试卷调整(%)", "Paper changed, percent"] hint ["占卷面总分, 没有的不填", "of the total score; none if empty"];
        change_approval: Option<Line> = ["调整同意文号", "Approval of the change"];
        staff: Paragraph = ["考务人员", "Staff on duty"];
        internal_supervisor: Line = ["内部督导人员", "Internal supervisor"];
        competition: Option<Line> = ["竞赛名称", "Competition"] hint ["以竞赛为评价活动的填写", "where a competition is the activity"];
    }
    help: [
        "登记机构在活动前报备的考务方案: 职业等级、时间地点、人数、工位、试卷; 一项活动一个职业一个等级",
        "records the plan that an agency hands in before an activity: occupation and level, time and place, candidates, workstations, paper",
    ],
    key: 'A',
    group: Group::Agency,
    subject: Subject::Agency,
    who: KEEPERS,
    from: From::Any,
    rules: &[
        RuleId::R11_1, RuleId::R12_1, RuleId::R12_2, RuleId::R13_1, RuleId::R13_2, RuleId::R14_1, RuleId::R23_1, RuleId::R24_3,
    ],
    issues: None,
}

/// What was typed, if anything was.
pub(super) fn words(line: &Option<Line>) -> Option<String> {
    line.as_ref().map(|line| line.0.clone())
}

impl FilePlan {
    fn occasion(&self) -> Occasion {
        Occasion { starts_on: self.starts_on, ends_on: self.ends_on, place: self.place.0.clone() }
    }

    fn level(&self) -> Result<Option<Level>, Text> {
        self.level.as_ref().map(|level| level.0.parse()).transpose()
    }

    fn changed(&self) -> Result<Permille, Text> {
        self.changed.as_ref().map_or(Ok(Permille::default()), |written| Permille::parse(&written.0))
    }

    fn plan(&self, own: BureauId) -> Plan {
        Plan {
            standard: self.standard,
            standard_reference: words(&self.standard_reference),
            paper: self.paper,
            paper_reference: words(&self.paper_reference),
            // What can't be read is told at its field.
            changed: self.changed().unwrap_or_default(),
            change_approval: words(&self.change_approval),
            applied: self.applied,
            refused: self.refused,
            admitted: self.admitted,
            sessions: self.sessions,
            largest_session: self.largest_session,
            workstations: self.workstations,
            staff: self.staff.0.clone(),
            internal_supervisor: self.internal_supervisor.0.clone(),
            competition: words(&self.competition),
            across: Across {
                held_at: self.held_at.unwrap_or(own),
                consent: words(&self.consent),
                authorisation: words(&self.authorisation),
            },
        }
    }

    /// Whether its numbers and days go together.
    fn fits(&self) -> Result<(), Fault> {
        let wrong = |field: &str, text| Err(Fault::field(field, text));
        if self.held_at.is_some_and(|held_at| !held_at.is_division()) {
            return wrong("held_at", Text::new("应为师市", "a division-city"));
        }
        self.occasion().check().map_err(|why| Fault::field("ends_on", why))?;
        if self.refused.checked_add(self.admitted) != Some(self.applied) {
            return wrong("applied", Text::new("应为退回与准予之和", "is those refused and those admitted"));
        }
        if self.admitted == 0 || self.sessions == 0 {
            let field = if self.admitted == 0 { "admitted" } else { "sessions" };
            return wrong(field, Text::new("至少 1", "one at least"));
        }
        if u64::from(self.sessions) * u64::from(self.largest_session) < u64::from(self.admitted) {
            let text =
                Text::new("各场合计少于准予人数", "all sessions together have fewer than were admitted");
            return wrong("largest_session", text);
        }
        if self.largest_session > self.admitted {
            return wrong("largest_session", Text::new("多于准予人数", "more than were admitted"));
        }
        Ok(())
    }
}

/// A paper of R23-1 that lacks is asked of its bureau by the plan, and holds it before it is confirmed; so is one whose number was typed, of a
/// bureau that has somebody here to answer.
fn asked(paper: Requirement) -> Requirement {
    match (paper.rule, paper.refuses()) {
        (RuleId::R23_1, true) => Requirement::noted(
            RuleId::R23_1,
            say!(
                "{t}: 报备后由该局答复, 齐备之前不能确认",
                "{t}: that bureau answers it once the plan is filed; not confirmed before",
                t = paper.text
            ),
        ),
        (RuleId::R23_1, false) => Requirement::noted(
            RuleId::R23_1,
            say!(
                "{t} (所填文号; 该局在本系统有审批人的由其确认)",
                "{t} (by the number typed; where that bureau has an approver here, it confirms it)",
                t = paper.text
            ),
        ),
        _ => paper,
    }
}

impl Command for FilePlan {
    type Facts = Agency;

    fn turn(_: &Scene<Agency>) -> Turn {
        Turn::Behind
    }

    fn judge(scene: &Scene<Agency>, input: Option<&Self>) -> Vec<Requirement> {
        let Some(input) = input else {
            let at_input = |rule, text| Requirement::at_input(rule, text);
            return vec![
                at_input(
                    RuleId::R14_1,
                    Text::new(
                        "活动前报备; 每场不超过工位数",
                        "before the activity; no session larger than the workstations",
                    ),
                ),
                at_input(
                    RuleId::R12_1,
                    Text::new("备案有效, 职业和等级已备案", "filing in force, occupation and level filed"),
                ),
                at_input(
                    RuleId::R13_1,
                    Text::new("试卷从兵团题库抽取, 或有同意文件", "paper from the Corps bank, or approved"),
                ),
            ];
        };
        let (occasion, plan) = (input.occasion(), input.plan(scene.facts.facts.bureau));
        let level = input.level().ok().flatten();
        let exam = Exam { agency: &scene.facts, occupation: input.occupation, level, occasion: &occasion };
        let mut all = exam.in_scope();
        let elsewhere =
            exam.elsewhere(&plan.across, plan.competition.is_some(), &scene.facts.known.constraints);
        all.extend(elsewhere.into_iter().map(asked));
        all.extend(exam.planned(&plan));
        all.push(in_advance(input.starts_on, scene.moment.today));
        all
    }

    fn apply(&self, scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Done, Fault> {
        let level = self.level().map_err(|why| Fault::field("level", why))?;
        self.changed().map_err(|why| Fault::field("changed", why))?;
        self.fits()?;
        let facts = &scene.facts.facts;
        let filed = facts.scopes.iter().find(|scope| scope.occupation == self.occupation);
        let leveled = filed.is_some_and(|scope| scope.levels.iter().next().is_some());
        if level.is_none() && leveled {
            return Err(Fault::field("level", Text::new("请填写等级", "say which level")));
        }
        let (occasion, plan) = (self.occasion(), self.plan(facts.bureau));
        let name = filed.map(|scope| scope.name.clone()).unwrap_or_default();
        let new = NewActivity {
            bureau: facts.bureau,
            agency: scene.facts.id,
            occupation: self.occupation,
            name: &name,
            level,
            occasion: &occasion,
            candidates: plan.admitted,
            plan: Some(&plan),
            status: ActivityStatus::Planned,
        };
        // The same plan once more, as a sheet imported again has it; another one for the same day is no second activity.
        match activities::same(sql, &new)? {
            Some((no, version, known)) if known == plan => return Ok(Done::unchanged(no, version)),
            Some((no, ..)) => {
                return Err(Fault::input(say!(
                    "该职业等级在此时此地已报备 {n}: 有误的先取消, 再报备",
                    "{n} is filed for this time and place: call it off first where it is wrong, then file it anew",
                    n = no.to_string()
                )));
            }
            None => {}
        }
        let (no, id) = activities::add(sql, &new, scene.moment.today, scene.actor.id)?;
        // Who is here answers for itself: a number typed by who files the plan is none of its papers (H1-1).
        let approvers = crossings::answering(sql)?;
        let here = |office| approvers.contains(&office);
        let asked = plan.across.asks(facts.bureau, CrossingStatus::Waiting, here);
        crossings::ask(sql, id, &asked, scene.moment.today)?;
        let suspended = !store::suspensions::standing(sql, scene.facts.id)?.is_empty();
        let done = Done::on(no, 1);
        // Neither confirmed nor begun before that is lifted.
        Ok(if suspended { done.with("suspended", true) } else { done })
    }
}
