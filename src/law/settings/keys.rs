//! 设定项: the keys of the settings, with default, rule, label and help.
//!
//! Pure.

use std::fmt;
use std::str::FromStr;

use super::Setting;
use crate::law::length::{Length, Unit};
use crate::law::rules::RuleId;
use crate::say;
use crate::text::{Lang, Text, Words};

/// Declares one sort of settings: per key its name, default, rule, label and help.
macro_rules! keys {
    (
        $(#[$outer:meta])* $kind:ident: $value:ty {
            $($variant:ident = $name:literal, $default:expr, $rule:ident,
                $zh:literal, $en:literal, $help_zh:literal, $help_en:literal;)+
        }
    ) => {
        $(#[$outer])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $kind { $(#[doc = $zh] $variant,)+ }

        impl $kind {
            /// Every key of this sort.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Every written form, in the order of [`ALL`](Self::ALL).
            pub const NAMES: &'static [&'static str] = &[$($name),+];

            /// The written form.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The value where the bureau set none.
            #[must_use]
            pub const fn default_value(self) -> $value {
                match self { $(Self::$variant => $default),+ }
            }

            /// The rule that it serves.
            #[must_use]
            pub const fn rule(self) -> RuleId {
                match self { $(Self::$variant => RuleId::$rule),+ }
            }

            /// The label.
            #[must_use]
            pub const fn label(self) -> Text {
                match self { $(Self::$variant => Text::new($zh, $en)),+ }
            }

            /// What it does.
            #[must_use]
            pub const fn help(self) -> Text {
                match self { $(Self::$variant => Text::new($help_zh, $help_en)),+ }
            }
        }
    };
}

const fn working_days(n: i32) -> Length {
    Length::constant(n, Unit::WorkingDays)
}

const fn days(n: i32) -> Length {
    Length::constant(n, Unit::Days)
}

keys! {
    /// A setting whose value is a length.
    LengthKey: Length {
        StatementTerm = "statement_term", working_days(5), R25_2,
            "陈述申辩期限", "time for a statement",
            "告知书送达后, 机构可陈述申辩的时间。", "How long the agency may answer a notice that was served.";
        AnnouncementTerm = "announcement_term", days(30), G61_2,
            "公告送达期限", "length of an announcement",
            "公告送达自公告之日起, 期满视为送达。", "After this time an announced document counts as served.";
        ReviewRequestTerm = "review_request_term", working_days(15), R25_3,
            "申请复核期限", "time to ask for a review",
            "决定书送达后, 机构可申请复核的时间。", "How long after service the agency may ask for a review.";
        ReviewDecisionTerm = "review_decision_term", working_days(15), R25_4,
            "复核决定期限", "time for a review decision",
            "收到复核申请后, 作出复核决定的时间。", "How soon after the request the review is decided.";
        DecisionTerm = "decision_term", days(90), G60_1,
            "作出决定期限", "time for a decision",
            "立案之后, 作出处理决定的时间。", "How soon after its opening a case is decided.";
        DecisionServiceTerm = "decision_service_term", working_days(7), G61_1,
            "决定送达期限", "time to serve a decision",
            "决定作出之后, 送达决定书的时间; 处罚法第85条: 七日指工作日。", "How soon after it was made a decision is served; by Art. 85 of that law seven days are working days.";
        TakebackTerm = "takeback_term", working_days(3), G48_1,
            "撤回公开信息期限", "time to take back a publication",
            "已公开的决定变更或撤销后, 撤回公开信息的时间。", "How soon a published decision that no longer stands is taken back.";
        FilingPublicityTerm = "filing_publicity_term", working_days(5), R8_5,
            "备案公示期限", "publicity of a filing",
            "备案在同意前公示的时间。", "How long a filing is public before its approval.";
        InactiveEndPublicityTerm = "inactive_end_publicity_term", working_days(7), R19_2,
            "停评终止公示期限", "publicity of an end for inactivity",
            "一年以上未开展评价的机构, 取消备案前公示的时间。", "How long the end of an inactive agency is public before it is cancelled.";
        FilingTerm = "filing_term", working_days(60), R8_2,
            "备案办理期限", "time to settle a filing",
            "自申请之日起办结备案的时间; 等待机构补正的时间不计算在内。", "How soon after the application a filing is settled; the time in which the applicant completes it is not counted.";
        DrawPublicationTerm = "draw_publication_term", working_days(20), R21_1,
            "抽查结果公布期限", "time to publish a draw's results",
            "双随机抽查结束后, 公布抽查结果的时间。", "How soon after its checks are done the results of a random draw are published.";
        InternalReportTerm = "internal_report_term", working_days(5), R15_1,
            "内部督导报告期限", "time for the internal report",
            "活动结束后, 提交内部督导报告的时间。", "How soon after an activity its internal report is filed.";
    }
}

keys! {
    /// A setting that is on or off.
    SwitchKey: bool {
        StatementEndsTime = "statement_ends_time", false, R25_2,
            "提交陈述即期满", "a statement ends its time",
            "开: 收到陈述申辩后, 其余时间不再等待。", "On: once a statement came in, the rest of its time is not waited for.";
        PublicityCountsPostingDay = "publicity_counts_posting_day", false, R8_5,
            "公示当日计入", "posting day counts",
            "开: 公示当日计为第一日。", "On: the day on which a publicity is posted is its first day.";
        OneOrgPerOccupationAnyAgency = "one_org_per_occupation_any_agency", false, R7_4,
            "同一职业计入各类机构", "one agency of any kind for an occupation",
            "开: 同一师市同一职业一家的限制计入各类机构; 关: 只计社会培训评价组织。",
            "On: agencies of every kind count for the limit of one; off: social organisations only.";
        CancellationWaitsForReview = "cancellation_waits_for_review", true, R19_4,
            "复核后再取消备案", "cancelled after the review",
            "开: 责令终止的, 申请复核期满或复核决定作出之后才取消备案。",
            "On: an ordered end cancels the filing only once the time for a review is over or the review is decided.";
        ExecutionWaitsForReview = "execution_waits_for_review", true, R25_3,
            "复核后再执行", "carried out after the review",
            "开: 申请复核期满或复核决定送达之后才登记执行; 关: 决定送达后即可执行, 复核期间不停止, 复核变更的另行执行。",
            "On: a decision is carried out only once the time for a review is over or the review decision is served; off: from its service on, while a review runs too, and anew where the review changes it.";
        SignedProofBeforeClosing = "signed_proof_before_closing", false, H3_1,
            "回证扫描件齐全才结案", "signed proofs before closing",
            "开: 每份送达回证的扫描件都归卷之后才结案; 关: 结案时只列出缺少的扫描件。",
            "On: a case closes only once the scan of every signed proof of service is on file; off: closing lists the scans that lack.";
        TwoHandlers = "rule_g42_1", true, G42_1,
            "两人经办 (G42-1)", "two handlers (G42-1)",
            "案件经办人不少于两人。", "A case has two handlers or more.";
        Recusal = "rule_g43_1", true, G43_1,
            "回避 (G43-1)", "stepping aside (G43-1)",
            "有利害关系的人员应当回避。", "Whoever has an interest steps aside.";
        StatementHeard = "rule_g45_1", true, G45_1,
            "答复申辩 (G45-1)", "statement answered (G45-1)",
            "决定须写明申辩的采纳情况和理由。", "The decision says what of the statement was accepted and why.";
        TakeBack = "rule_g48_1", true, G48_1,
            "撤回公开信息 (G48-1)", "taking back (G48-1)",
            "已公开的决定变更或撤销的, 限期撤回。", "A published decision that no longer stands is taken back.";
        Discussion = "rule_g57_1", true, G57_1,
            "集体讨论 (G57-1)", "collective discussion (G57-1)",
            "重大处理须经集体讨论。", "Grave outcomes are discussed collectively.";
        LegalCheck = "rule_g58_1", true, G58_1,
            "法制审核 (G58-1)", "legal check (G58-1)",
            "重大处理须经法制审核。", "Grave outcomes pass a legal check.";
        DecisionContent = "rule_g59_1", true, G59_1,
            "决定书内容 (G59-1)", "content of a decision (G59-1)",
            "决定书各项内容齐全。", "A decision states all that it has to.";
        DecisionInTime = "rule_g60_1", true, G60_1,
            "按期决定 (G60-1)", "decision in time (G60-1)",
            "立案后限期作出决定。", "A case is decided in time.";
        ServiceInTime = "rule_g61_1", true, G61_1,
            "按期送达 (G61-1)", "service in time (G61-1)",
            "决定书限期送达。", "A decision is served in time.";
        ServiceProof = "rule_g61_2", true, G61_2,
            "送达凭证 (G61-2)", "proof of service (G61-2)",
            "每种送达方式各有凭证; 公告送达只在其他方式无法送达时使用。",
            "Each way of service has its proof; an announcement only where nothing else works.";
    }
}

keys! {
    /// A setting that is a number.
    CountKey: u32 {
        DrawTicketsUsual = "draw_tickets_usual", 2, R21_1,
            "抽查签数: 一般机构", "tickets of an agency in a draw",
            "双随机抽取时一般机构的签数。", "How many tickets an agency has in a random draw.";
        DrawTicketsExcellent = "draw_tickets_excellent", 1, R24_2,
            "抽查签数: 优秀结果", "tickets of one with an excellent result",
            "诚信档案有优秀结果、近 12 个月没有违规的机构的签数。", "Of an agency with an excellent result in its credit file, and nothing against it in the last 12 months.";
        DrawTicketsRecorded = "draw_tickets_recorded", 4, R21_1,
            "抽查签数: 有违规记录", "tickets of one with a breach",
            "近 12 个月有违规登记或处理决定的机构的签数。", "Of an agency with a breach or a decision on record in the last 12 months.";
        DrawTicketsConstrained = "draw_tickets_constrained", 8, R24_3,
            "抽查签数: 约束措施", "tickets of one under a constraint",
            "约束措施执行中、或诚信档案有不良记录的必督对象的签数。", "Of an agency with a constraint in force, or on the must-check list by a bad record of its credit file.";
        RiskVolumeStep = "risk_volume_step", 200, R22_3,
            "督导频次: 每分评价量", "frequency: volume of a point",
            "近 12 个月每考核这么多人计 1 分, 最多 5 分。", "One point for so many examined in twelve months, five points at most.";
        RiskPassGap = "risk_pass_gap", 10, R22_3,
            "督导频次: 通过率差距", "frequency: gap of the pass rate",
            "通过率比本局同类机构高出这么多个百分点的加分。", "A pass rate above that of its peers by so many percentage points weighs.";
        RiskPassPoints = "risk_pass_points", 2, R22_3,
            "督导频次: 通过率分值", "frequency: points of the pass rate",
            "通过率明显高于同类的分值。", "Points of a pass rate well above its peers.";
        RiskComplaintPoints = "risk_complaint_points", 2, R22_3,
            "督导频次: 投诉分值", "frequency: points of a complaint",
            "每件未查明不实的投诉举报的分值。", "Points of each complaint that was not found untrue.";
        RiskFindingPoints = "risk_finding_points", 1, R22_3,
            "督导频次: 问题分值", "frequency: points of a finding",
            "每项督导发现的问题、违规登记的分值。", "Points of each problem that a visit found, and of each breach.";
        RiskBadPoints = "risk_bad_points", 4, R22_3,
            "督导频次: 信用约束分值", "frequency: points of constraints",
            "信用约束执行中的分值。", "Points of credit constraints in force.";
        RiskGoodPoints = "risk_good_points", 2, R22_3,
            "督导频次: 信用激励减分", "frequency: points off for incentives",
            "信用激励执行中减去的分值。", "Points taken off while credit incentives are in force.";
        RiskPercentPerPoint = "risk_percent_per_point", 10, R22_3,
            "督导频次: 每分占比", "frequency: percent of a point",
            "每分对应督导的活动占比(%)。", "Percent of the activities that a point is.";
        RiskLeastPercent = "risk_least_percent", 10, R22_3,
            "督导频次: 最低占比", "frequency: least percent",
            "督导的活动占比的下限(%)。", "The least percent of the activities that are supervised.";
    }
}

/// A setting of any sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SettingKey {
    /// Its value is a length.
    Length(LengthKey),
    /// It is on or off.
    Switch(SwitchKey),
    /// Its value is a number.
    Count(CountKey),
}

/// How many keys there are.
const KEYS: usize = LengthKey::NAMES.len() + SwitchKey::NAMES.len() + CountKey::NAMES.len();

/// The written forms of all keys: lengths, switches, numbers.
const NAMES: [&str; KEYS] = {
    let mut all = [""; KEYS];
    let (lengths, switches) = (LengthKey::NAMES.len(), SwitchKey::NAMES.len());
    let mut at = 0;
    while at < KEYS {
        all[at] = if at < lengths {
            LengthKey::NAMES[at]
        } else if at < lengths + switches {
            SwitchKey::NAMES[at - lengths]
        } else {
            CountKey::NAMES[at - lengths - switches]
        };
        at += 1;
    }
    all
};

impl SettingKey {
    /// The written forms of all keys, lengths first.
    pub const NAMES: &'static [&'static str] = &NAMES;

    /// Every key, lengths first.
    pub fn all() -> impl Iterator<Item = Self> {
        let lengths = LengthKey::ALL.iter().map(|key| Self::Length(*key));
        let switches = SwitchKey::ALL.iter().map(|key| Self::Switch(*key));
        lengths.chain(switches).chain(CountKey::ALL.iter().map(|key| Self::Count(*key)))
    }

    /// The written form.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Length(key) => key.name(),
            Self::Switch(key) => key.name(),
            Self::Count(key) => key.name(),
        }
    }

    /// The label.
    #[must_use]
    pub const fn label(self) -> Text {
        match self {
            Self::Length(key) => key.label(),
            Self::Switch(key) => key.label(),
            Self::Count(key) => key.label(),
        }
    }

    /// What it does.
    #[must_use]
    pub const fn help(self) -> Text {
        match self {
            Self::Length(key) => key.help(),
            Self::Switch(key) => key.help(),
            Self::Count(key) => key.help(),
        }
    }

    /// The rule that it serves.
    #[must_use]
    pub const fn rule(self) -> RuleId {
        match self {
            Self::Length(key) => key.rule(),
            Self::Switch(key) => key.rule(),
            Self::Count(key) => key.rule(),
        }
    }

    /// The setting where the bureau set none.
    #[must_use]
    pub const fn default_setting(self) -> Setting {
        match self {
            Self::Length(key) => Setting::Length(key, key.default_value()),
            Self::Switch(key) => Setting::Switch(key, key.default_value()),
            Self::Count(key) => Setting::Count(key, key.default_value()),
        }
    }
}

impl fmt::Display for SettingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for SettingKey {
    type Err = Text;

    fn from_str(word: &str) -> Result<Self, Text> {
        let all = || Self::all().map(Self::name).collect::<Vec<_>>().join(" ");
        Self::all().find(|key| key.name() == word.trim()).ok_or_else(|| {
            say!("没有设定「{w}」, 可用: {all}", "no setting '{w}': use one of {all}", w = word, all = all())
        })
    }
}

impl Words for SettingKey {
    fn words(&self, lang: Lang) -> std::borrow::Cow<'_, str> {
        std::borrow::Cow::Owned(self.label().get(lang).to_owned())
    }
}

crate::serde_by_text!(SettingKey);
