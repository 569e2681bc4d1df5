//! 第六章 监督管理, 第七章 附则: supervision, credit, violations, and from when it all applies.
//!
//! Pure. Summaries in our own words; the regulation itself is not carried.

use super::{Rule, RuleId, Strength, of_article};
use crate::text::Text;

/// Articles 21 to 27.
pub(super) const RULES: &[Rule] = &[
    of_article(
        RuleId::R21_1,
        [21, 0, 0, 0],
        Strength::Duty,
        Text::new(
            "谁备案谁监管; 双随机抽取机构和检查人员, 名单、种子、方法可复现, 结果公开。",
            "Who files supervises. Agencies and inspectors are both drawn at random; the draw can be repeated from what was published.",
        ),
    ),
    of_article(
        RuleId::R21_2,
        [21, 0, 0, 0],
        Strength::Must,
        Text::new(
            "与机构有利害关系的检查人员回避, 写明理由。",
            "An inspector with an interest in the agency is recused from the draw, with the reason.",
        ),
    ),
    of_article(
        RuleId::R21_3,
        [21, 0, 0, 0],
        Strength::Duty,
        Text::new(
            "公开白名单和机构目录, 变动当日更新。",
            "The whitelist and the directory are published, and follow every change the same day.",
        ),
    ),
    of_article(
        RuleId::R22_1,
        [22, 0, 0, 0],
        Strength::Due,
        Text::new(
            "每个备案周期至少一次专项督导, 按国家指标体系。",
            "In each 3-year cycle one special supervision or more, by the national indicators.",
        ),
    ),
    of_article(
        RuleId::R22_2,
        [22, 0, 0, 0],
        Strength::Must,
        Text::new(
            "社会组织每场评价须有外部督导在场, 未派员的方案不得确认; 无督导而开展的, 该批证书暂缓。",
            "Every exam of a social organisation has an external supervisor on site; no plan is confirmed without one, and a batch held without one waits.",
        ),
    ),
    of_article(
        RuleId::R22_3,
        [22, 0, 0, 0],
        Strength::Duty,
        Text::new(
            "用人单位、院校、专项机构: 按评价量、通过率、投诉提出督导频次, 由经办人决定。",
            "Employers, schools and special-ability agencies: frequency is proposed from volume, pass rate and complaints; an officer decides.",
        ),
    ),
    of_article(
        RuleId::R22_4,
        [22, 0, 0, 0],
        Strength::Due,
        Text::new(
            "外部督导人员在活动结束当日提交评分表, 并对该批评价的有效性提出意见。",
            "The supervisor hands the score sheet in on the day the activity ends, with an opinion on the batch.",
        ),
    ),
    of_article(
        RuleId::R22_5,
        [22, 0, 0, 0],
        Strength::Due,
        Text::new(
            "督导发现的问题限期整改, 各有期限和结果。",
            "A problem found gets a rectification with its own deadline and a result.",
        ),
    ),
    of_article(
        RuleId::R23_1,
        [23, 1, 0, 0],
        Strength::Must,
        Text::new(
            "跨师市开展评价, 事先须有登记地局书面同意和活动所在地局授权。",
            "Outside its division-city an agency acts only after the written consent of its own bureau and the authorisation of the other.",
        ),
    ),
    of_article(
        RuleId::R23_2,
        [23, 2, 0, 0],
        Strength::Duty,
        Text::new(
            "登记地与活动所在地互通情况, 督导、年检、评估结论综合两地意见。",
            "Both bureaus see each other's findings, and conclusions weigh both.",
        ),
    ),
    of_article(
        RuleId::R24_1,
        [24, 0, 0, 0],
        Strength::Duty,
        Text::new(
            "建立诚信档案, 记录优秀结果和不良信用, 各有来源和日期。",
            "A credit file holds excellent results and bad records, each with source and date.",
        ),
    ),
    of_article(
        RuleId::R24_2,
        [24, 0, 1, 0],
        Strength::Duty,
        Text::new(
            "激励: 降低督导频次; 增量备案、遴选、竞赛和项目优先。",
            "Incentives: fewer checks; priority for incremental filing, selection, competitions and projects.",
        ),
    ),
    of_article(
        RuleId::R24_3,
        [24, 0, 2, 0],
        Strength::Must,
        Text::new(
            "约束期间: 提高督导频次或必督; 不得增量备案、跨师市评价、申办竞赛和项目。",
            "While a constraint holds: more checks, no incremental filing, no cross-division activity, no competitions or projects.",
        ),
    ),
    of_article(
        RuleId::R25_1,
        [25, 0, 0, 0],
        Strength::Must,
        Text::new(
            "作出处理决定前, 须告知拟作决定、事实、理由、依据四项, 缺一不可。",
            "Before a decision the agency is told the proposal, the facts, the reasons and the basis: none may be empty.",
        ),
    ),
    of_article(
        RuleId::R25_2,
        [25, 0, 0, 0],
        Strength::Must,
        Text::new(
            "告知书须送达或依规公告; 陈述申辩期满, 或书面放弃其余期限后, 方可决定。决定不得超出告知内容, 不得因申辩加重。",
            "No decision before the notice is served and the time for a statement is over, or waived in writing. Nothing beyond the notice, nothing heavier because the agency spoke.",
        ),
    ),
    of_article(
        RuleId::R25_3,
        [25, 0, 0, 0],
        Strength::Must,
        Text::new(
            "对决定有异议的, 可在期限内向作出决定的局申请复核; 逾期申请须审批人接受。不得因申请加重。",
            "Against the decision the agency may ask the same bureau for a review in time; a later request needs an approver's acceptance. Asking never worsens the outcome.",
        ),
    ),
    of_article(
        RuleId::R25_4,
        [25, 0, 0, 0],
        Strength::Must,
        Text::new(
            "复核须作出复核决定 (维持、变更或撤销) 并送达; 作出原决定的人不得复核。",
            "The review ends in a review decision, upheld, changed or withdrawn, and is served. Who decided does not review.",
        ),
    ),
    of_article(
        RuleId::R26_1,
        [26, 0, 0, 0],
        Strength::Duty,
        Text::new(
            "工作人员和参评人员的违规也立案处理; 职务犯罪移交纪检监察, 其他犯罪移交公安, 记日期文号。",
            "Violations of workers and candidates are cases too; duty crimes go to discipline inspection, other crimes to the police, with date and number.",
        ),
    ),
    of_article(
        RuleId::R27_1,
        [27, 0, 0, 0],
        Strength::Duty,
        Text::new(
            "各种渠道的投诉举报均登记、核查、答复, 可转立案, 包括匿名的; 投诉人身份只有承办人可见。",
            "Complaints by any channel, anonymous too, are registered, checked, answered and can open a case. Who complained only the handlers see.",
        ),
    ),
];

/// Article 28.
pub(super) const CLOSING: &[Rule] = &[of_article(
    RuleId::R28_1,
    [28, 0, 0, 0],
    Strength::Duty,
    Text::new(
        "自 2025-09-01 起适用; 此前的行为标为过渡, 不受必须类规则约束。",
        "Applies from 2025-09-01. Earlier acts are marked as transitional and bound by no rule that refuses.",
    ),
)];
