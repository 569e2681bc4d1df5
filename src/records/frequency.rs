//! How often an agency is supervised on site (现场督导频次, Art. 22): what the console proposes, with its figures, and what an officer decided.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ids::FrequencyId;
use crate::say;
use crate::text::Text;

crate::word_enum! {
    /// What a proposal weighs (R22-3).
    RiskFactor, "风险因素", "risk factor" {
        /// 评价量
        Volume = "volume", "评价量", "volume";
        /// 通过率, against the peers of its kind in the bureau
        PassRate = "pass-rate", "通过率高于同类", "pass rate above its peers";
        /// 投诉举报
        Complaints = "complaints", "投诉举报", "complaints";
        /// 督导发现的问题、违规登记
        Findings = "findings", "督导问题和违规登记", "problems and breaches";
        /// 信用约束
        BadCredit = "bad-credit", "信用约束", "credit constraints";
        /// 信用激励
        GoodCredit = "good-credit", "信用激励", "credit incentives";
    }
}

/// What is known of twelve months of an agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RiskFigures {
    /// Activities that were not called off.
    pub activities: u32,
    /// Candidates examined in those whose results are recorded.
    pub examined: u32,
    /// Of these, who passed.
    pub passed: u32,
    /// The same of the other agencies of its kind in the bureau.
    pub peers_examined: u32,
    /// Of these, who passed.
    pub peers_passed: u32,
    /// Complaints and reports that were not found untrue.
    pub complaints: u32,
    /// Problems that visits found, and breaches on record.
    pub findings: u32,
}

impl RiskFigures {
    /// The pass rate in whole percent; none where nobody was examined.
    #[must_use]
    pub fn rate(self) -> Option<u32> {
        percent(self.passed, self.examined)
    }

    /// The pass rate of the peers.
    #[must_use]
    pub fn peers_rate(self) -> Option<u32> {
        percent(self.peers_passed, self.peers_examined)
    }
}

fn percent(part: u32, whole: u32) -> Option<u32> {
    let of = u64::from(part) * 100;
    of.checked_div(u64::from(whole)).and_then(|rate| u32::try_from(rate).ok())
}

/// A factor with its points; good credit takes some away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RiskPoints {
    /// Which.
    pub factor: RiskFactor,
    /// How many.
    pub points: i32,
}

/// What the console proposes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    /// From what.
    pub figures: RiskFigures,
    /// How it is weighed, those that weigh nothing left out.
    pub points: Vec<RiskPoints>,
    /// Of a hundred activities, how many are supervised on site.
    pub percent: u32,
    /// Visits a year.
    pub visits: u32,
    /// Whether it is on the must-check list: then every activity.
    pub must_check: bool,
}

impl Proposed {
    /// It in lines: what is proposed, the figures, the points.
    #[must_use]
    pub fn told(&self) -> Vec<Text> {
        let f = self.figures;
        let rate = |rate: Option<u32>| match rate {
            Some(rate) => say!("{r}%", "{r}%", r = rate),
            None => Text::new("无数据", "unknown"),
        };
        let points: Vec<Text> = self
            .points
            .iter()
            .map(|one| say!("{f} {p}", "{f} {p}", f = one.factor.label(), p = format!("{:+}", one.points)))
            .collect();
        let points = match (self.must_check, points.is_empty()) {
            (true, _) => Text::new("列为必督对象: 每场督导", "on the must-check list: every activity"),
            (false, true) => Text::new("没有加减分", "nothing weighs"),
            (false, false) => Text::join(&points),
        };
        vec![
            say!(
                "拟定频次: 督导 {p}% 的活动, 每年 {v} 次",
                "proposed: {p}% of the activities, {v} visits a year",
                p = self.percent,
                v = self.visits
            ),
            say!(
                "近 12 个月: 活动 {a} 场, 考核 {e} 人, 通过率 {r} (同类 {q}), 投诉 {c} 件, 问题和违规 {n} 项",
                "12 months: {a} activities, {e} examined, pass rate {r} (peers {q}), complaints {c}, findings {n}",
                a = f.activities,
                e = f.examined,
                r = rate(f.rate()),
                q = rate(f.peers_rate()),
                c = f.complaints,
                n = f.findings
            ),
            points,
        ]
    }
}

/// What an officer decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FrequencyDecision {
    /// Day.
    pub on: NaiveDate,
    /// Of a hundred activities.
    pub percent: u32,
    /// Visits a year.
    pub visits: u32,
    /// Why it is not what was proposed; empty where it is.
    pub reason: String,
}

/// A proposal on file, and what was decided on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Frequency {
    /// Row.
    #[serde(skip)]
    pub id: FrequencyId,
    /// The day of the proposal.
    pub proposed_on: NaiveDate,
    /// The proposal.
    pub proposed: Proposed,
    /// The decision; none while nobody decided.
    pub decided: Option<FrequencyDecision>,
}

impl Frequency {
    /// It in lines, what was decided first.
    #[must_use]
    pub fn told(&self) -> Vec<Text> {
        let decided = self.decided.as_ref().map(|one| {
            let why = match one.reason.is_empty() {
                true => Text::default(),
                false => say!(" ({r})", " ({r})", r = one.reason.as_str()),
            };
            say!(
                "{d} 确定频次: 督导 {p}% 的活动, 每年 {v} 次{w}",
                "decided {d}: {p}% of the activities, {v} visits a year{w}",
                d = one.on,
                p = one.percent,
                v = one.visits,
                w = why
            )
        });
        decided.into_iter().chain(self.proposed.told()).collect()
    }
}
