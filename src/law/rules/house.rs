//! 内控: the safeguards of the house. No law gives them their number; the screen says so.

use super::{Rule, RuleId, Strength};
use crate::law::article::Source;
use crate::text::Text;

/// The house's own rules.
pub(super) const RULES: &[Rule] = &[
    of_house(
        RuleId::H1_1,
        Text::new("提出、拟稿、经办的人不审批。", "Whoever proposed, drafted or handles does not approve."),
    ),
    of_house(
        RuleId::H1_2,
        Text::new("案件的步骤由本案经办人办理。", "The steps of a case are taken by its handlers."),
    ),
    of_house(
        RuleId::H2_1,
        Text::new("案件的步骤依次办理, 不跳步。", "The steps of a case follow in their order."),
    ),
    of_house(RuleId::H3_1, Text::new("案卷齐全才结案。", "A case is closed with its file whole.")),
    of_house(
        RuleId::H4_1,
        Text::new(
            "个人信息遮盖显示, 只有承办和审批人员可以查看, 每次查看、输出都有记载。",
            "Personal data is masked; who handles or approves has it shown, and each time is on record.",
        ),
    ),
];

const fn of_house(id: RuleId, summary: Text) -> Rule {
    Rule { id, source: Source::House, strength: Strength::Must, summary }
}
