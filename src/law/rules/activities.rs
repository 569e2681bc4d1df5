//! 第四章 评价活动管理: exams, papers, archives.
//!
//! Pure. Summaries in our own words; the regulation itself is not carried.

use super::{Rule, RuleId, Strength, of_article};
use crate::text::Text;

/// Articles 11 to 17.
pub(super) const RULES: &[Rule] = &[
    of_article(
        RuleId::R11_1,
        [11, 0, 0, 0],
        Strength::Duty,
        Text::new(
            "机构审核参评人员资格, 每次活动记录申请、退回、准予人数。",
            "The agency checks eligibility; for each activity: how many applied, were refused, were admitted.",
        ),
    ),
    of_article(
        RuleId::R12_1,
        [12, 0, 0, 0],
        Strength::Must,
        Text::new(
            "评价活动在备案范围内: 每一天备案均有效, 职业和等级均已备案。",
            "An activity is inside the filed scope: filing in force on every day of it, occupation and level filed.",
        ),
    ),
    of_article(
        RuleId::R12_2,
        [12, 0, 0, 0],
        Strength::Must,
        Text::new(
            "企业自主开发的评价规范须有部鉴定中心的审核文号。",
            "An employer's own standard has the review number of the ministry's testing centre.",
        ),
    ),
    of_article(
        RuleId::R13_1,
        [13, 0, 0, 0],
        Strength::Must,
        Text::new(
            "试卷从兵团题库抽取; 兵团题库没有的, 用机构题库并经管理机构同意。用人单位、院校自主评价按其专门文件。",
            "The paper comes from the Corps bank; only where that has none, from the agency's own with the management body's approval. Employers and schools follow their own documents.",
        ),
    ),
    of_article(
        RuleId::R13_2,
        [13, 0, 0, 0],
        Strength::Must,
        Text::new(
            "试卷调整不超过总分的 10%, 并经管理机构同意。",
            "A paper is changed by 10 % of its total score at most, and with the management body's approval.",
        ),
    ),
    of_article(
        RuleId::R14_1,
        [14, 0, 0, 0],
        Strength::Must,
        Text::new(
            "活动前报备考务方案; 每场人数不超过工位数。",
            "An exam plan is filed before the activity; candidates in a session do not exceed the workstations.",
        ),
    ),
    of_article(
        RuleId::R14_2,
        [14, 0, 0, 0],
        Strength::Must,
        Text::new(
            "变更时间或场地, 应在活动开始前向活动所在地的局申请。",
            "A change of time or venue is applied for before the start, to the bureau where it is held.",
        ),
    ),
    of_article(
        RuleId::R15_1,
        [15, 0, 0, 0],
        Strength::Due,
        Text::new(
            "活动结束后内部质量督导人员提交报告 (时限由本局设定)。",
            "After the activity the internal supervisor files a report (the term is a bureau setting).",
        ),
    ),
    of_article(
        RuleId::R16_1,
        [16, 0, 0, 0],
        Strength::Due,
        Text::new("评价结束 1 个月内完成归档。", "The archive is complete within a month after the end."),
    ),
    of_article(
        RuleId::R17_1,
        [17, 0, 0, 0],
        Strength::Duty,
        Text::new(
            "竞赛可作为评价活动, 只向成绩合格的选手发证。",
            "A competition can be the activity; only those who pass get certificates.",
        ),
    ),
];
