//! 第三章 备案流程: filing, validity and renewal.
//!
//! Pure. Summaries in our own words; the regulation itself is not carried.

use super::{Rule, RuleId, Strength, of_article};
use crate::law::article::Source;
use crate::text::Text;

/// Articles 8 to 10.
pub(super) const RULES: &[Rule] = &[
    of_article(
        RuleId::R8_1,
        [8, 0, 1, 0],
        Strength::Must,
        Text::new(
            "职业资格评价机构: 先有实施部门同意 (日期、文号), 再报兵团局备案, 统一编码。",
            "Qualification agency: consent of the implementing department first, with date and number, then filing with the Corps bureau, which gives the code.",
        ),
    ),
    of_article(
        RuleId::R8_2,
        [8, 0, 2, 0],
        Strength::Must,
        Text::new(
            "等级认定机构依次办理: 申请、材料审核、现场查勘、评估评审、复核、公示、研究同意、统一公布, 不得跳步; 材料可退回补正。",
            "Level agency, none skipped: application, materials review, site survey, assessment, re-check by the Corps body, publicity, approval, publication. Materials can go back for completion.",
        ),
    ),
    of_article(
        RuleId::R8_3,
        [8, 0, 2, 0],
        Strength::Must,
        Text::new(
            "与行业主管部门共同管理的职业, 评估通过前须有其书面同意。",
            "For occupations that an industry department manages jointly, its consent is on record before the assessment is passed.",
        ),
    ),
    of_article(
        RuleId::R8_4,
        [8, 0, 3, 0],
        Strength::Must,
        Text::new(
            "专项考核机构参照等级认定机构的流程办理。",
            "Special-ability agencies go the same way as level agencies.",
        ),
    ),
    Rule {
        id: RuleId::R8_5,
        source: Source::Setting,
        strength: Strength::Duty,
        summary: Text::new(
            "备案公示的天数由本局设定; 公示期内的异议在同意前须有答复。",
            "The bureau sets the length of the publicity of a filing; an objection in it is answered before approval.",
        ),
    },
    of_article(
        RuleId::R9_1,
        [9, 0, 0, 0],
        Strength::Must,
        Text::new(
            "部级遴选机构在兵团的分支机构须备案, 评价活动由活动所在地管理。",
            "A branch in the Corps of an agency that the ministry selected files here; its activities are governed where they happen.",
        ),
    ),
    of_article(
        RuleId::R10_1,
        [10, 0, 0, 0],
        Strength::Duty,
        Text::new(
            "备案有效期 3 年: 自公布之日起, 至 3 年后同日的前一日止。",
            "A filing is valid for 3 years: from its publication to the day before the same date 3 years later.",
        ),
    ),
    of_article(
        RuleId::R10_2,
        [10, 0, 0, 0],
        Strength::Due,
        Text::new(
            "续期应在期满 3 个月前申请; 其后至期满前的为迟延, 须审批人写明理由接受; 期满后不予受理。",
            "Renewal is applied for 3 months before the expiry. Later, an approver accepts it with a reason; after the expiry it is refused.",
        ),
    ),
    of_article(
        RuleId::R10_3,
        [10, 0, 0, 0],
        Strength::Duty,
        Text::new(
            "续期合格的, 自原期满次日起再延 3 年。",
            "A renewal that passes adds 3 years from the day after the old expiry.",
        ),
    ),
    of_article(
        RuleId::R10_4,
        [10, 0, 0, 0],
        Strength::Must,
        Text::new(
            "续期须经有效期的定期评估合格。",
            "Renewal needs a passed periodic evaluation of the validity term.",
        ),
    ),
    of_article(
        RuleId::R10_5,
        [10, 0, 0, 0],
        Strength::Should,
        Text::new(
            "续期须参考本周期的专项督导和历年年检; 缺专项督导的, 审批人写明理由。",
            "A renewal rests on the special supervision and the annual inspections too; without the former an approver gives a reason.",
        ),
    ),
];
