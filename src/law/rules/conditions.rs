//! 第二章 备案条件: what a filing is assessed for, and again at renewal.
//!
//! Pure. Summaries in our own words; the regulation itself is not carried.

use super::{Rule, RuleId, Strength, of_article};
use crate::text::Text;

/// Articles 6 and 7.
pub(super) const RULES: &[Rule] = &[
    of_article(
        RuleId::R6_1,
        [6, 0, 1, 0],
        Strength::Must,
        Text::new(
            "在兵团辖区登记的独立法人, 财务和收费制度规范, 信用良好, 无不良记录。",
            "An independent legal person registered in the Corps, with sound finance and fee rules, good credit and no bad record.",
        ),
    ),
    of_article(
        RuleId::R6_2,
        [6, 0, 2, 0],
        Strength::Must,
        Text::new(
            "有专门的评价部门、专职人员和内部质量督导人员。",
            "A unit dedicated to evaluation, with full-time staff and internal quality supervisors.",
        ),
    ),
    of_article(
        RuleId::R6_3,
        [6, 0, 2, 0],
        Strength::Should,
        Text::new(
            "每个职业或项目一般有命题专家 2 人、考评人员 3 人以上。",
            "For each occupation or item, as a rule 2 item writers and 3 assessors or more.",
        ),
    ),
    of_article(
        RuleId::R6_4,
        [6, 0, 2, 0],
        Strength::Must,
        Text::new(
            "兼职考评人员有 1 至 3 年的聘用协议, 且在有效期内。",
            "A part-time assessor has a running contract of 1 to 3 years.",
        ),
    ),
    of_article(
        RuleId::R6_5,
        [6, 0, 3, 0],
        Strength::Must,
        Text::new(
            "场地、设备和视频监控与职业相符; 场地设施自有, 或有 3 年以上使用权。",
            "Venue, equipment and video monitoring fit the occupation; owned, or with a right of use of 3 years or more.",
        ),
    ),
    of_article(
        RuleId::R6_6,
        [6, 0, 4, 0],
        Strength::Must,
        Text::new("备有该职业的试题或题库。", "There is a question bank for the occupation."),
    ),
    of_article(
        RuleId::R6_7,
        [6, 0, 4, 0],
        Strength::Due,
        Text::new(
            "题库每年新增和更新不少于 20%。",
            "Every year 20 % of the bank or more is added or renewed.",
        ),
    ),
    of_article(
        RuleId::R6_8,
        [6, 0, 5, 0],
        Strength::Must,
        Text::new(
            "经费稳定, 不以营利为最终目的, 并书面承诺接受监督。",
            "Stable funding, not for profit in the end, and a signed promise to accept supervision.",
        ),
    ),
    of_article(
        RuleId::R7_1,
        [7, 0, 1, 0],
        Strength::Must,
        Text::new(
            "用人单位: 有影响力和培训基础的大中型企业; 职业属主营业务或从业人员多; 有等级津贴, 或结果与薪酬岗位挂钩。",
            "Employer: a large or medium enterprise with influence and a training base; an occupation of its main business or of many of its people; results tied to allowance, pay or posts.",
        ),
    ),
    of_article(
        RuleId::R7_2,
        [7, 0, 2, 0],
        Strength::Must,
        Text::new(
            "社会组织: 从事人才培养或评价的法人, 在该职业有影响力、资源和经验; 产业需要或急需紧缺的职业可免后者, 记明理由。",
            "Social organisation: a legal person active in training or evaluation, with influence, resources and experience in the occupation; the last waived, with the reason, where it is needed or short.",
        ),
    ),
    of_article(
        RuleId::R7_3,
        [7, 0, 2, 3],
        Strength::Must,
        Text::new(
            "社会组织不在近 3 年年审不合格、经营异常、非法社会组织任一名单内。",
            "A social organisation is on no list of failed annual checks of 3 years, of abnormal operations, or of illegal organisations.",
        ),
    ),
    of_article(
        RuleId::R7_4,
        [7, 0, 2, 4],
        Strength::Should,
        Text::new(
            "同一师市同一职业原则上只有一家 (是否计入其他类机构由本局设定)。",
            "In one division-city, in principle one social organisation for an occupation (whether other agencies count is a setting).",
        ),
    ),
];
