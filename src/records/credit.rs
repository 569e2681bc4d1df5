//! The credit file of an agency (诚信档案, Art. 24): excellent results and bad records, each with source, day and term.

use chrono::NaiveDate;
use serde::Serialize;

use super::ids::{CreditEntryId, RecordNo, StaffId};
use crate::say;
use crate::text::Text;

crate::word_enum! {
    /// Which side of the file an entry stands on.
    CreditStanding, "诚信记录", "credit record" {
        /// 优秀结果 (R24-2)
        Excellent = "excellent", "优秀结果", "excellent result";
        /// 不良记录 (R24-3)
        Bad = "bad", "不良记录", "bad record";
    }
}

crate::word_enum! {
    /// Where an entry comes from (R24-1). Decisions of cases and breaches stand in the file by themselves.
    CreditSource, "诚信记录来源", "source of a credit record" {
        /// 督导
        Supervision = "supervision", "督导", "supervision";
        /// 年检
        Annual = "annual", "年检", "annual inspection";
        /// 定期评估
        Evaluation = "evaluation", "定期评估", "periodic evaluation";
        /// 投诉举报查实
        Complaint = "complaint", "投诉举报查实", "complaint found true";
        /// 其他机关生效文书: a court's, a market regulator's, the list of dishonest persons under execution.
        Authority = "authority", "其他机关生效文书", "final document of another authority";
    }
}

crate::word_enum! {
    /// What follows from what is on file (Art. 24(1), (2)).
    CreditEffect, "激励约束措施", "incentive or constraint" {
        /// 降低督导频次
        FewerChecks = "fewer-checks", "降低督导频次", "fewer checks";
        /// 增量备案优先
        PriorityScope = "priority-scope", "增量备案优先", "priority for a wider scope";
        /// 遴选优先
        PrioritySelection = "priority-selection", "遴选优先", "priority for selection";
        /// 竞赛和项目优先
        PriorityCompetition = "priority-competition", "竞赛和项目优先", "priority for competitions and projects";
        /// 提高督导频次
        MoreChecks = "more-checks", "提高督导频次", "more checks";
        /// 必督
        MustCheck = "must-check", "列为必督对象", "on the must-check list";
        /// 不得增量备案
        NoWiderScope = "no-wider-scope", "不得增量备案", "no wider scope";
        /// 不得跨师市评价
        NoElsewhere = "no-elsewhere", "不得跨师市评价", "no activity across divisions";
        /// 不得承办竞赛和项目
        NoCompetition = "no-competition", "不得承办竞赛和项目", "no competitions or projects";
    }
}

/// An entry of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CreditEntry {
    /// Row.
    #[serde(skip)]
    pub id: CreditEntryId,
    /// Its number in the agency's file, from 1.
    pub number: u32,
    /// Excellent or bad.
    pub standing: CreditStanding,
    /// Where it comes from.
    pub source: CreditSource,
    /// Of which document or record.
    pub reference: String,
    /// In words.
    pub facts: String,
    /// The day of the result or record.
    pub found_on: NaiveDate,
    /// The last day of its term.
    pub until: NaiveDate,
    /// Who entered it, and when.
    #[serde(skip)]
    pub entered: (StaffId, NaiveDate),
    /// The day on which an approver confirmed it; none while it has no effect yet.
    pub confirmed_on: Option<NaiveDate>,
    /// Day and reason of an end before its term: corrected, or the credit restored (信用修复).
    pub ended: Option<(NaiveDate, String)>,
}

impl CreditEntry {
    /// Whether it is in force on a day: confirmed, within its term, not ended.
    #[must_use]
    pub fn holds(&self, on: NaiveDate) -> bool {
        self.confirmed_on.is_some_and(|from| from <= on) && on <= self.last_day()
    }

    /// The last day of its force.
    #[must_use]
    pub fn last_day(&self) -> NaiveDate {
        let ended = self.ended.as_ref().and_then(|(on, _)| on.pred_opt());
        ended.map_or(self.until, |ended| ended.min(self.until))
    }

    /// Whether it waits for an approver.
    #[must_use]
    pub const fn waits(&self) -> bool {
        self.confirmed_on.is_none() && self.ended.is_none()
    }

    /// It in a line.
    #[must_use]
    pub fn told(&self, today: NaiveDate) -> Text {
        let state = match (&self.ended, self.confirmed_on) {
            (Some((on, why)), _) => say!("{d} 终止: {w}", "ended {d}: {w}", d = *on, w = why.as_str()),
            (None, None) => Text::new("待审批人确认", "waits for an approver"),
            (None, Some(_)) if today > self.until => Text::new("已期满", "over"),
            (None, Some(from)) => say!("{d} 起生效", "in force since {d}", d = from),
        };
        say!(
            "{n}. {s} {d} 来源 {o} {r}: {f} (至 {u}; {t})",
            "{n}. {s} {d}, source {o} {r}: {f} (until {u}; {t})",
            n = self.number,
            s = self.standing.label(),
            d = self.found_on,
            o = self.source.label(),
            r = self.reference.as_str(),
            f = self.facts.as_str(),
            u = self.until,
            t = state
        )
    }
}

/// What stands in the file by itself: a decision that was served, a breach on record (R23-2, R24-1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OnRecord {
    /// The case or the activity.
    pub no: RecordNo,
    /// The day of the decision, or on which the breach was found.
    pub on: NaiveDate,
    /// What it is.
    #[serde(skip)]
    pub what: Text,
}

/// The priority of an incremental filing (增量备案优先, R24-2): the last day of the agency's excellent result, and that of a bad record
/// until which it rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Preferred {
    /// The last day.
    pub until: NaiveDate,
    /// It rests until this day is over.
    pub rests_until: Option<NaiveDate>,
}

impl Preferred {
    /// The mark of a filing that has priority on a day; nothing of any other.
    #[must_use]
    pub fn mark(preferred: Option<Self>, on: NaiveDate) -> Text {
        let holds =
            preferred.is_some_and(|one| on <= one.until && one.rests_until.is_none_or(|last| last < on));
        if holds { Text::new("[优] ", "[prio.] ") } else { Text::default() }
    }
}
