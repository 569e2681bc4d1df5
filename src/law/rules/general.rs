//! 第一章 总则: what an agency is, who has jurisdiction, which occupations.
//!
//! Pure. Summaries in our own words; the regulation itself is not carried.

use super::{Rule, RuleId, Strength, of_article};
use crate::text::Text;

/// Articles 1 to 5.
pub(super) const RULES: &[Rule] = &[
    of_article(
        RuleId::R2_1,
        [2, 0, 0, 0],
        Strength::Must,
        Text::new(
            "机构须且只能是一类: 职业资格评价机构; 等级认定机构 (用人单位、院校或社会培训评价组织); 专项职业能力考核机构。",
            "An agency is exactly one of: qualification agency; level agency (an employer, a school or a social organisation); special-ability agency.",
        ),
    ),
    of_article(
        RuleId::R3_1,
        [3, 0, 0, 0],
        Strength::Must,
        Text::new(
            "备案由单位登记地的师市局受理; 兵团直属单位、兵团机关部门下属单位由兵团评价管理机构受理。其他单位不得办理。",
            "A filing belongs to the bureau of the division-city where the unit is registered, or to the Corps management body for units of the Corps itself. Nobody else can act on it.",
        ),
    ),
    of_article(
        RuleId::R3_2,
        [3, 0, 0, 0],
        Strength::Duty,
        Text::new(
            "管辖不明的, 由兵团局指定管辖并写明理由, 以指定为准。",
            "Where jurisdiction is unclear the Corps bureau designates a bureau, with a reason; that one has it then.",
        ),
    ),
    of_article(
        RuleId::R3_3,
        [3, 0, 0, 0],
        Strength::Should,
        Text::new(
            "特级技师、首席技师由兵团局统筹, 纳入范围或安排该等级评价应有其书面意见; 技师、高级技师由师市局统筹。",
            "The two top levels are managed by the Corps bureau: a scope or an activity at such a level wants its recorded opinion. The two below are managed by the division-city.",
        ),
    ),
    of_article(
        RuleId::R3_4,
        [3, 0, 0, 0],
        Strength::Duty,
        Text::new(
            "兵团评价管理机构可查看并督导全部机构; 师市局督导本地备案机构和在本地开展的评价活动。",
            "The Corps management body sees and supervises all; a division-city its own agencies and what is held in its area.",
        ),
    ),
    of_article(
        RuleId::R4_1,
        [4, 0, 0, 0],
        Strength::Must,
        Text::new(
            "职业资格评价机构只评价国家职业资格目录内的技能类职业。",
            "Qualification agencies evaluate only skill occupations in the national qualification catalogue.",
        ),
    ),
    of_article(
        RuleId::R4_2,
        [4, 0, 0, 0],
        Strength::Must,
        Text::new(
            "等级认定机构只认定职业分类第三至第六大类的技能类职业、后续发布的同类职业, 或政府部门特定的特种作业项目。",
            "Level agencies evaluate only skill occupations of major groups 3 to 6, later ones of those groups, or special-operation items that government designated.",
        ),
    ),
    of_article(
        RuleId::R4_3,
        [4, 0, 0, 0],
        Strength::Must,
        Text::new(
            "专项考核机构只考核兵团局公布的项目。",
            "Special-ability agencies assess only items that the Corps bureau has published.",
        ),
    ),
];
