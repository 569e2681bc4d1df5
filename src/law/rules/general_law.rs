//! 一般行政法: the safe procedure, followed by default; each rule can be switched off in the settings.
//!
//! Pure. Summaries in our own words; the regulation itself is not carried.

use super::{Rule, RuleId, Strength, of_law};
use crate::law::article::LawName;
use crate::text::Text;

const PENALTY: LawName = LawName {
    full: Text::new("行政处罚法", "Administrative Penalty Law"),
    short: Text::new("处罚法", "Penalty Law"),
};
const CIVIL: LawName = LawName {
    full: Text::new("民事诉讼法", "Civil Procedure Law"),
    short: Text::new("民诉法", "Civil Proc. Law"),
};

/// The general administrative law.
pub(super) const RULES: &[Rule] = &[
    of_law(
        RuleId::G42_1,
        PENALTY,
        (42, 42),
        Strength::Must,
        Text::new("案件经办人不少于两人。", "A case has two handlers or more."),
    ),
    of_law(
        RuleId::G43_1,
        PENALTY,
        (43, 43),
        Strength::Must,
        Text::new(
            "经办人、审批人、复核人有利害关系的应当回避并写明理由, 由局负责人决定; 回避后经办人仍不少于两人。",
            "Whoever has an interest steps aside, with the reason; the head of the bureau decides. Two handlers remain.",
        ),
    ),
    of_law(
        RuleId::G45_1,
        PENALTY,
        (45, 45),
        Strength::Must,
        Text::new(
            "充分听取并复核陈述申辩, 决定写明采纳与否及理由。",
            "The statement is heard and checked, and the decision says what was accepted and why not.",
        ),
    ),
    of_law(
        RuleId::G57_1,
        PENALTY,
        (57, 57),
        Strength::Must,
        Text::new(
            "取消备案、宣布证书作废等重大处理, 须有集体讨论的日期、人员和结论。",
            "Grave outcomes record a collective discussion: date, members, conclusion.",
        ),
    ),
    of_law(
        RuleId::G58_1,
        PENALTY,
        (58, 58),
        Strength::Must,
        Text::new(
            "重大处理须经非经办人的法制审核。",
            "Grave outcomes pass a legal check by somebody who is not a handler.",
        ),
    ),
    of_law(
        RuleId::G60_1,
        PENALTY,
        (60, 60),
        Strength::Due,
        Text::new("立案之日起 90 日内作出决定。", "A decision within 90 days of opening."),
    ),
    of_law(
        RuleId::G61_1,
        PENALTY,
        (61, 61),
        Strength::Due,
        Text::new("决定书在 7 日内送达。", "A decision is served within 7 days."),
    ),
    of_law(
        RuleId::G48_1,
        PENALTY,
        (48, 48),
        Strength::Due,
        Text::new(
            "已公开的决定被变更或撤销的, 3 个工作日内撤回并说明理由。",
            "A published decision that is changed or withdrawn is taken back within 3 working days, with the reason.",
        ),
    ),
    of_law(
        RuleId::G61_2,
        CIVIL,
        (88, 95),
        Strength::Must,
        Text::new(
            "送达: 直接、留置、电子、邮寄或委托, 各有凭证; 其他方式无法送达的方可公告, 写明原因和经过, 期满视为送达。",
            "Service directly, by leaving, electronically, by mail or delegate, each with its proof; by announcement only where nothing else works, with the attempts, served when its period is over.",
        ),
    ),
    of_law(
        RuleId::G59_1,
        PENALTY,
        (59, 59),
        Strength::Must,
        Text::new(
            "决定书载明: 当事人、事实证据、告知和申辩情况、依据、结果、履行方式期限、救济途径、机关、日期和印章。",
            "A decision states the party, facts and evidence, notice and statement, basis, outcome, how and until when it is carried out, remedies, bureau, date and seal.",
        ),
    ),
];
