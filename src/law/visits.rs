//! What is judged of a visit (督导, R22-4, R22-5): its score sheet, the problems it found; and its clocks. Pure.

use chrono::NaiveDate;

use super::requirement::{Mend, Requirement};
use super::rules::RuleId;
use crate::records::activity::ActivityStatus;
use crate::records::deadline::{Clock, DeadlineState, Reckoned};
use crate::records::supervision::{SupervisionKind, SupervisionStatus};
use crate::records::visit::{Opinion, Problem, VisitFile};
use crate::say;
use crate::text::Text;

/// Whether a visit can have a score sheet: it was neither called off nor closed without one.
fn is_held(file: &VisitFile) -> bool {
    let called_off =
        file.activity.as_ref().is_some_and(|activity| activity.status == ActivityStatus::Cancelled);
    let done_without = file.status == SupervisionStatus::Closed && file.sheet.is_none();
    !(called_off || done_without || file.status == SupervisionStatus::Cancelled)
}

/// R22-4: a sheet is handed in once, after the visit; a late one is taken, and shown as late.
#[must_use]
pub fn handed_in(file: &VisitFile, today: NaiveDate) -> Vec<Requirement> {
    let once = Requirement::when(
        RuleId::R22_4,
        file.sheet.is_none() && is_held(file),
        Text::new("还没有提交评分表", "no score sheet is handed in yet"),
        match &file.sheet {
            Some(sheet) => {
                say!("{d} 已提交评分表", "the score sheet was handed in {d}", d = sheet.handed_on)
            }
            None => Text::new("该督导已取消或已办结", "the visit was called off or is done with"),
        },
        Mend::Nothing,
    );
    let over = file.ends_on().map(|ends_on| {
        Requirement::when(
            RuleId::R22_4,
            today >= ends_on,
            say!("{d} 结束, 当日提交", "it ends on {d}: due that day", d = ends_on),
            say!("至 {d}, 结束当日提交", "it goes on until {d}: handed in that day", d = ends_on),
            Mend::Time { until: ends_on.pred_opt().unwrap_or(ends_on) },
        )
    });
    std::iter::once(once).chain(over).collect()
}

/// R21-1, R22-2: a visit that the bureau planned: whoever was drawn is redrawn, of an activity named with it.
fn planned_here(file: &VisitFile) -> Requirement {
    let (rule, elsewhere) = match file.kind {
        SupervisionKind::Random => (
            RuleId::R21_1,
            Text::new(
                "抽取的人员在双随机抽取里回避、重抽",
                "who was drawn steps aside in the draw, and another is drawn",
            ),
        ),
        _ => (
            RuleId::R22_2,
            Text::new("外部督导在评价活动里指派、撤回", "of an activity they are named and taken off there"),
        ),
    };
    let planned = !matches!(file.kind, SupervisionKind::Random | SupervisionKind::External);
    let text = Text::new("由本局安排的督导", "a visit that the bureau planned");
    Requirement::when(rule, planned, text, elsewhere, Mend::Nothing)
}

/// R22-1: it was not held yet.
fn to_come(file: &VisitFile) -> Requirement {
    let over = matches!(file.status, SupervisionStatus::Closed | SupervisionStatus::Cancelled);
    Requirement::when(
        RuleId::R22_1,
        file.sheet.is_none() && !over,
        Text::new("还没有提交评分表", "no score sheet is handed in yet"),
        Text::new("已督导、已办结或已取消", "it was held, is done with, or was called off"),
        Mend::Nothing,
    )
}

/// Who goes is named here where the visit was planned, and not after the sheet.
#[must_use]
pub fn assignable(file: &VisitFile) -> Vec<Requirement> {
    vec![planned_here(file), to_come(file)]
}

/// A visit is called off that was planned and not held: nothing was found on it.
#[must_use]
pub fn cancellable(file: &VisitFile) -> Vec<Requirement> {
    let held = !file.problems.is_empty() || file.status == SupervisionStatus::Held;
    let nothing = Requirement::when(
        RuleId::R22_1,
        !held,
        Text::new("没有登记督导情况", "nothing is on record of it"),
        Text::new("已登记督导情况或问题", "it was held, or problems are on record"),
        Mend::Nothing,
    );
    vec![planned_here(file), to_come(file), nothing]
}

/// What handing a sheet in brings with it: lateness, a batch that is held.
#[must_use]
pub fn brings(file: &VisitFile, handed_on: NaiveDate, opinion: Option<Opinion>) -> Vec<Requirement> {
    let mut all = Vec::new();
    if let Some(due) = file.ends_on().filter(|due| handed_on > *due) {
        let text = say!("逾期提交: 应于 {d}", "late: it was due {d}", d = due);
        all.push(Requirement::noted(RuleId::R22_4, text));
    }
    if matches!(opinion, Some(Opinion::Partly | Opinion::Invalid)) && file.activity.is_some() {
        let text = Text::new("本批证书暂缓上传", "the batch of certificates is held");
        all.push(Requirement::noted(RuleId::R22_4, text));
    }
    all
}

/// R22-5: a problem that can still be answered or checked: it is there, and neither put right nor in a case.
#[must_use]
pub fn open_problem(file: &VisitFile, number: Option<u32>) -> Requirement {
    let is_open = |problem: &Problem| problem.passed_on().is_none() && problem.case.is_none();
    let (fits, unmet) = match number {
        None => (
            file.problems.iter().any(is_open),
            Text::new("没有整改中的问题", "no problem is to be put right"),
        ),
        Some(number) => match file.problem(number) {
            None => (false, say!("没有问题{n}", "there is no problem {n}", n = number)),
            Some(problem) => (is_open(problem), say!("问题{n}已了", "problem {n} is done with", n = number)),
        },
    };
    Requirement::when(
        RuleId::R22_5,
        fits,
        Text::new("问题在整改中", "the problem is to be put right"),
        unmet,
        Mend::Nothing,
    )
}

/// R22-5: a problem is of a visit that was made or is under way, not of one called off.
#[must_use]
pub fn can_find(file: &VisitFile, today: NaiveDate) -> Requirement {
    let begins = file.activity.as_ref().map(|activity| activity.starts_on);
    let called_off =
        file.activity.as_ref().is_some_and(|activity| activity.status == ActivityStatus::Cancelled);
    if called_off {
        let text = Text::new("该活动已取消", "the activity was called off");
        return Requirement::unmet(RuleId::R22_5, text, Mend::Nothing);
    }
    let begins = begins.filter(|begins| today < *begins);
    Requirement::when(
        RuleId::R22_5,
        begins.is_none(),
        Text::new("写明问题和整改期限", "the problem and its term are named"),
        begins.map_or_else(Text::default, |d| say!("活动 {d} 开始", "the activity begins on {d}", d = d)),
        Mend::Time { until: begins.and_then(|begins| begins.pred_opt()).unwrap_or(today) },
    )
}

/// R3-1: a case is the bureau's of registration, whoever visited.
#[must_use]
pub fn own_case(file: &VisitFile) -> Option<Requirement> {
    (file.bureau != file.agency.facts.bureau).then(|| {
        let text = say!(
            "由{b}立案: 请移送线索",
            "{b} opens the case: refer it there",
            b = file.agency.facts.bureau.label()
        );
        Requirement::unmet(RuleId::R3_1, text, Mend::Nothing)
    })
}

/// R22-5: a problem not put right in time, or found not put right, leads to a case.
#[must_use]
pub fn leads_on(file: &VisitFile, today: NaiveDate) -> Requirement {
    let numbers: Vec<Text> = file
        .problems
        .iter()
        .enumerate()
        .filter(|(_, problem)| problem.leads_on(today))
        .map(|(at, _)| say!("问题{n}", "problem {n}", n = at + 1))
        .collect();
    Requirement::when(
        RuleId::R22_5,
        !numbers.is_empty(),
        say!(
            "逾期未整改或复查不合格: {n}",
            "not put right in time, or not at all: {n}",
            n = Text::join(&numbers)
        ),
        Text::new("没有逾期未整改或复查不合格的问题", "every problem was put right, or still has time"),
        Mend::Nothing,
    )
}

/// The clocks of a visit: its score sheet, the day its activity ends; each problem's own term.
#[must_use]
pub fn clocks(file: &VisitFile) -> Vec<Reckoned> {
    let mut all = Vec::new();
    let ran = file.activity.as_ref().is_some_and(|activity| {
        matches!(activity.status, ActivityStatus::Running | ActivityStatus::Held | ActivityStatus::Archived)
    });
    let told = file.deadlines.iter().any(|one| one.clock == Clock::ScoreSheet);
    // Of a visit from before sheets were kept, what was told of its deadline stands.
    let kept = file.deadlines.iter().find(|one| {
        one.clock == Clock::ScoreSheet && one.state != DeadlineState::Open && file.sheet.is_none()
    });
    if let Some(kept) = kept {
        all.push(Reckoned::given(Clock::ScoreSheet, String::new(), kept.due, kept.state, kept.ended_on));
    } else if file.kind == SupervisionKind::External && is_held(file) && (ran || told || file.sheet.is_some())
    {
        let due = file.ends_on().unwrap_or(file.planned_on);
        let done = file.sheet.as_ref().map(|sheet| sheet.handed_on);
        all.push(Reckoned::given(Clock::ScoreSheet, String::new(), due, DeadlineState::by(due, done), done));
    }
    all.extend(file.problems.iter().map(|problem| {
        let done = problem.passed_on();
        // What became a case is the case's.
        let last = problem.steps.last().map_or(problem.found_on, |step| step.on);
        let (state, ended_on) = match (done, problem.case) {
            // Found not put right while it still had time: the term is no more.
            (None, Some(_)) if problem.failed() && last <= problem.due => (DeadlineState::Void, Some(last)),
            (None, Some(_)) => (DeadlineState::Missed, Some(problem.due)),
            _ => (DeadlineState::by(problem.due, done), done),
        };
        Reckoned::given(Clock::Rectification, problem.id.0.to_string(), problem.due, state, ended_on)
    }));
    all
}
