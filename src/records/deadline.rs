//! Deadlines (期限): named clocks with the facts they were counted from.

use chrono::NaiveDate;
use serde::Serialize;

use crate::say;
use crate::text::Text;

crate::word_enum! {
    /// What a deadline is for. Its rule and its setting hang on it (see `law::clocks`).
    Clock, "期限种类", "kind of deadline" {
        /// 备案有效期满
        Expiry = "expiry", "备案期满", "filing expires";
        /// 续期申请截止
        Renewal = "renewal", "续期申请截止", "last day for renewal";
        /// 陈述申辩期满
        Statement = "statement", "陈述申辩期满", "statement time ends";
        /// 公告送达期满
        Announcement = "announcement", "公告送达期满", "announcement ends";
        /// 作出决定
        Decision = "decision", "应作出处理决定", "decision due";
        /// 送达决定
        DecisionService = "decision-service", "决定书应送达", "decision to be served";
        /// 申请复核期满
        ReviewRequest = "review-request", "申请复核期满", "time for review ends";
        /// 作出复核决定
        ReviewDecision = "review-decision", "应作出复核决定", "review decision due";
        /// 撤回已公布的决定
        TakeBack = "take-back", "已公布决定应撤回", "decision to take back";
        /// 活动资料归档
        Archive = "archive", "活动资料归档", "archive due";
        /// 督导评分表
        ScoreSheet = "score-sheet", "督导评分表未交", "score sheet due";
        /// 内部督导报告
        InternalReport = "internal-report", "内部督导报告未交", "internal report due";
        /// 未指派外部督导
        ExternalSupervisor = "external-supervisor", "未指派外部督导", "no supervisor yet";
        /// 备案公示期满
        FilingPublicity = "filing-publicity", "备案公示期满", "publicity ends";
        /// 补正期限
        Completion = "completion", "补正期限", "completion due";
        /// 备案办理期限
        Handling = "handling", "备案应办结", "filing to be settled";
        /// 提醒续期
        RenewalReminder = "renewal-reminder", "应提醒续期", "remind of renewal";
        /// 提醒开展评价
        Inactivity = "inactivity", "应提醒开展评价", "remind of inactivity";
        /// 一年未开展评价 (R19-2)
        YearWithout = "year-without", "一年未开展评价", "a year without evaluation";
        /// 限期整改 (R22-5)
        Rectification = "rectification", "限期整改期满", "rectification due";
        /// 专项督导 (R22-1)
        SpecialSupervision = "special-supervision", "本周期应专项督导", "special supervision due";
        /// 登记地局同意跨师市评价 (R23-1)
        CrossingConsent = "crossing-consent", "跨师市同意应答复", "consent to answer";
        /// 活动所在地局授权跨师市评价 (R23-1): the deadline is that bureau's
        CrossingAuthorisation = "crossing-authorisation", "跨师市授权应答复", "authorisation to answer";
        /// 双随机抽查结果公布 (R21-1)
        DrawPublication = "draw-publication", "抽查结果应公布", "draw results to publish";
        /// 诚信记录待确认 (R24-1)
        CreditConfirmation = "credit-confirmation", "诚信记录待确认", "credit record to confirm";
        /// 题库年度更新
        BankRenewal = "bank-renewal", "题库应更新两成", "bank to be renewed";
    }
}

crate::word_enum! {
    /// Where a deadline stands.
    DeadlineState, "期限状态", "state of a deadline" {
        /// Still running or overdue.
        Open = "open", "未了", "open";
        /// Done in time.
        Met = "met", "按期", "met";
        /// Done, but late.
        Missed = "missed", "逾期完成", "missed";
        /// Not counted while somebody else has the ball (中止).
        Stopped = "stopped", "中止", "stopped";
        /// No longer needed.
        Void = "void", "不再需要", "void";
    }
}

impl DeadlineState {
    /// Where a duty stands that was done on a day, or isn't done.
    #[must_use]
    pub fn by(due: NaiveDate, done: Option<NaiveDate>) -> Self {
        match done {
            Some(on) if on <= due => Self::Met,
            Some(_) => Self::Missed,
            None => Self::Open,
        }
    }
}

/// A deadline as lists and records show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deadline {
    /// Row, for the keyset.
    #[serde(skip)]
    pub row: i64,
    /// What for.
    pub clock: Clock,
    /// What of the record it is about, as [`Reckoned::about`] has it.
    #[serde(skip)]
    pub about: String,
    /// Public number of the record it hangs on.
    pub subject: super::ids::RecordNo,
    /// Name of the agency concerned.
    pub agency: String,
    /// The last day.
    pub due: NaiveDate,
    /// Whether the day hangs on a calendar not loaded (暂定).
    pub provisional: bool,
    /// State.
    pub state: DeadlineState,
    /// The event it is counted from.
    pub from: NaiveDate,
    /// Length as written in the setting (`5w`), empty when the day is given directly.
    pub length: String,
    /// Bureau.
    pub bureau: super::bureau::BureauId,
    /// The day it ended, or since which it is stopped.
    pub ended_on: Option<NaiveDate>,
}

impl Deadline {
    /// What it is for: the clock, with the occupation of a bank that is to be renewed (R6-7).
    #[must_use]
    pub fn what(&self) -> Text {
        match (self.clock, self.about.split_once('/')) {
            (Clock::BankRenewal, Some((code, _))) => {
                say!("{c} {o}", "{c} {o}", c = self.clock, o = code)
            }
            _ => self.clock.label(),
        }
    }
}

/// A deadline as the law reckons it, to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reckoned {
    /// What for.
    pub clock: Clock,
    /// The document, review or publicity it is about, or the validity, by its last day; empty for the record itself. The
    /// start may move with a calendar: this stays.
    pub about: String,
    /// The event it is counted from.
    pub from: NaiveDate,
    /// Length as written in the setting; empty when the day is given directly.
    pub length: String,
    /// The last day.
    pub due: NaiveDate,
    /// Whether the day hangs on a calendar not loaded.
    pub provisional: bool,
    /// State, and the day it ended.
    pub state: DeadlineState,
    /// The day it ended; none while open.
    pub ended_on: Option<NaiveDate>,
}

impl Reckoned {
    /// A deadline whose day is given: the day of the event itself.
    #[must_use]
    pub const fn given(
        clock: Clock,
        about: String,
        due: NaiveDate,
        state: DeadlineState,
        ended_on: Option<NaiveDate>,
    ) -> Self {
        Self { clock, about, from: due, length: String::new(), due, provisional: false, state, ended_on }
    }
}

impl Clock {
    /// Whether the clock is a time to wait out (what waits becomes possible after it), not a duty that can be
    /// overdue.
    #[must_use]
    pub const fn is_wait(self) -> bool {
        matches!(self, Self::Statement | Self::Announcement | Self::ReviewRequest | Self::FilingPublicity)
    }
}
