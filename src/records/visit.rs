//! A visit (督导) as a record: its score sheet (R22-4), the problems it found and what became of them (R22-5).

use chrono::NaiveDate;
use serde::Serialize;

use super::activity::ActivityStatus;
use super::agency::Agency;
use super::bureau::BureauId;
use super::deadline::Deadline;
use super::ids::{ActivityId, ProblemId, RecordNo, SupervisionId};
use super::score::{Marked, ScoreForm, ScoreMark};
use super::supervision::{SupervisionKind, SupervisionStatus};
use crate::say;
use crate::text::Text;

crate::word_enum! {
    /// What a supervisor says of the batch (批次有效性建议, R22-4).
    Opinion, "批次有效性建议", "opinion on the batch" {
        /// 有效
        Valid = "valid", "有效", "valid";
        /// 部分有效
        Partly = "partly", "部分有效", "partly valid";
        /// 无效
        Invalid = "invalid", "无效", "invalid";
    }
}

/// A score sheet that was handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScoreSheet {
    /// Day.
    pub handed_on: NaiveDate,
    /// Of 100 points.
    pub score: u32,
    /// Of the activity's batch; none of a visit that was to no activity.
    pub opinion: Option<Opinion>,
    /// In words.
    pub summary: String,
    /// What was marked by indicator, where the sheet was filled in by a form.
    pub marked: Option<Marked>,
}

/// What was done about a problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProblemStep {
    /// Day.
    pub on: NaiveDate,
    /// Whether the re-check passed it; none of an answer of the agency.
    pub passed: Option<bool>,
    /// In words.
    pub words: String,
}

/// A problem found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Row.
    #[serde(skip)]
    pub id: ProblemId,
    /// What it is.
    pub facts: String,
    /// Day.
    pub found_on: NaiveDate,
    /// The last day of its rectification.
    pub due: NaiveDate,
    /// What was done, oldest first.
    pub steps: Vec<ProblemStep>,
    /// The case that it led to.
    pub case: Option<RecordNo>,
}

impl Problem {
    /// The day on which a re-check found it put right.
    #[must_use]
    pub fn passed_on(&self) -> Option<NaiveDate> {
        self.steps.last().filter(|step| step.passed == Some(true)).map(|step| step.on)
    }

    /// Whether the last re-check found that it isn't put right.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.steps.iter().rev().find_map(|step| step.passed) == Some(false)
    }

    /// Whether it can lead to a case: not put right in time, or found not put right.
    #[must_use]
    pub fn leads_on(&self, today: NaiveDate) -> bool {
        self.case.is_none() && self.passed_on().is_none() && (today > self.due || self.failed())
    }

    /// It in lines, by its number in the visit.
    #[must_use]
    pub fn told(&self, number: usize) -> Vec<Text> {
        let state = match (self.passed_on(), self.case) {
            (Some(on), _) => say!("{d} 复查合格", "put right, checked {d}", d = on),
            (None, Some(case)) => say!("案件 {c}", "case {c}", c = case.to_string()),
            (None, None) if self.failed() => Text::new("复查不合格", "checked: not put right"),
            (None, None) => Text::new("整改中", "to be put right"),
        };
        let head = say!(
            "问题{n}  {f} ({d} 发现, 限 {u} 前; {s})",
            "problem {n}: {f} (found {d}, by {u}; {s})",
            n = number,
            f = self.facts.as_str(),
            d = self.found_on,
            u = self.due,
            s = state
        );
        let step = |step: &ProblemStep| match step.passed {
            None => say!("  {d} 机构答复: {w}", "  answered {d}: {w}", d = step.on, w = step.words.as_str()),
            Some(true) => {
                say!(
                    "  {d} 复查合格: {w}",
                    "  checked {d}, put right: {w}",
                    d = step.on,
                    w = step.words.as_str()
                )
            }
            Some(false) => say!(
                "  {d} 复查不合格: {w}",
                "  checked {d}, not put right: {w}",
                d = step.on,
                w = step.words.as_str()
            ),
        };
        std::iter::once(head).chain(self.steps.iter().map(step)).collect()
    }
}

/// The activity that a visit is to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Visited {
    /// Row.
    #[serde(skip)]
    pub id: ActivityId,
    /// Public number.
    pub no: RecordNo,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// Where it stands.
    pub status: ActivityStatus,
}

/// A visit with all that a judgement about it needs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VisitFile {
    /// Row.
    #[serde(skip)]
    pub id: SupervisionId,
    /// Public number.
    pub no: RecordNo,
    /// The bureau.
    pub bureau: BureauId,
    /// The agency.
    pub agency: Agency,
    /// The activity that it is to, where it is to one.
    pub activity: Option<Visited>,
    /// What kind of visit.
    pub kind: SupervisionKind,
    /// The day planned.
    pub planned_on: NaiveDate,
    /// Who goes.
    pub supervisor: Option<String>,
    /// Who was taken off, oldest first: day, name, reason.
    pub relieved: Vec<(NaiveDate, String, String)>,
    /// Where it stands.
    pub status: SupervisionStatus,
    /// What was found, in a word.
    pub finding: String,
    /// The score sheet.
    pub sheet: Option<ScoreSheet>,
    /// The form of score sheets that holds on its day; none where the bureau has none.
    pub form: Option<ScoreForm>,
    /// The problems found.
    pub problems: Vec<Problem>,
    /// Deadlines.
    pub deadlines: Vec<Deadline>,
    /// Version, from 1.
    pub version: i64,
}

impl VisitFile {
    /// The day on which the activity that it is to ends; none of a visit to no activity, which is held by the day planned.
    #[must_use]
    pub fn ends_on(&self) -> Option<NaiveDate> {
        self.activity.as_ref().map(|activity| activity.ends_on)
    }

    /// The problem of a number, from 1.
    #[must_use]
    pub fn problem(&self, number: u32) -> Option<&Problem> {
        self.problems.get(usize::try_from(number).ok()?.checked_sub(1)?)
    }

    /// The visit in lines.
    #[must_use]
    pub fn told(&self) -> Vec<Text> {
        let who = self.supervisor.as_deref().map_or(Text::new("未指派", "nobody yet"), Text::same);
        let mut lines = vec![say!(
            "{k}  安排在 {d}  督导员 {w}",
            "{k}  planned for {d}  supervisor: {w}",
            k = self.kind,
            d = self.planned_on,
            w = who
        )];
        lines.extend(self.relieved.iter().map(|(on, name, reason)| {
            say!(
                "{d} 撤回 {n}: {r}",
                "{d} {n} taken off: {r}",
                d = *on,
                n = name.as_str(),
                r = reason.as_str()
            )
        }));
        lines.extend(self.activity.iter().map(|activity| {
            say!(
                "评价活动 {n}  {f} 至 {u}  {s}",
                "activity {n}  {f} to {u}  {s}",
                n = activity.no.to_string(),
                f = activity.starts_on,
                u = activity.ends_on,
                s = activity.status
            )
        }));
        lines.extend(self.findings());
        lines
    }

    /// What was found, in lines: the score sheet, the finding, the problems.
    #[must_use]
    pub fn findings(&self) -> Vec<Text> {
        let mut lines: Vec<Text> = Vec::new();
        lines.extend(self.sheet.iter().map(|sheet| {
            let opinion = sheet.opinion.map(|opinion| say!("; 本批次{o}", "; the batch is {o}", o = opinion));
            let late = match self.ends_on().is_some_and(|ends_on| sheet.handed_on > ends_on) {
                true => Text::new(" (逾期)", " (late)"),
                false => Text::default(),
            };
            say!(
                "评分表 {d} 提交{l}: {s} 分{o}; {w}",
                "score sheet handed in {d}{l}: {s} points{o}; {w}",
                d = sheet.handed_on,
                l = late,
                s = sheet.score,
                o = opinion.unwrap_or_default(),
                w = sheet.summary.as_str()
            )
        }));
        if let Some(marked) = self.sheet.as_ref().and_then(|sheet| sheet.marked.as_ref()) {
            lines.push(say!("  按{f}", "  by {f}", f = marked.form.told()));
            lines.extend(
                marked.marks.iter().map(ScoreMark::told).map(|line| say!("  {l}", "  {l}", l = line)),
            );
        }
        if !self.finding.is_empty() {
            lines.push(Text::same(self.finding.as_str()));
        }
        lines.extend(self.problems.iter().enumerate().flat_map(|(at, problem)| problem.told(at + 1)));
        lines
    }
}
