//! 第五章 变更与终止: changes and the ways in which a filing ends.
//!
//! Pure. Summaries in our own words; the regulation itself is not carried.

use super::{Rule, RuleId, Strength, of_article};
use crate::text::Text;

/// Articles 18 to 20.
pub(super) const RULES: &[Rule] = &[
    of_article(
        RuleId::R18_1,
        [18, 0, 1, 0],
        Strength::Must,
        Text::new(
            "变更名称、备案号等重要信息, 须交变更原因、登记机关文件和法人证书。",
            "A change of name, filing number or other important facts needs its reason, the registrar's document and the legal-person certificate.",
        ),
    ),
    of_article(
        RuleId::R18_2,
        [18, 0, 2, 0],
        Strength::Duty,
        Text::new(
            "变更联系人、联系方式、评价能力等, 交变更说明。",
            "A change of contact, phone or capacity needs a statement.",
        ),
    ),
    of_article(
        RuleId::R18_3,
        [18, 0, 3, 0],
        Strength::Must,
        Text::new(
            "扩大范围须增量备案, 新增职业按首次备案审核; 信用约束期间不予受理。",
            "A wider scope is an incremental filing, checked like a first one; refused while a credit measure forbids it.",
        ),
    ),
    of_article(
        RuleId::R18_4,
        [18, 0, 4, 0],
        Strength::Must,
        Text::new(
            "缩减范围, 须先将相关证书数据全部上传。",
            "A scope is narrowed only after all certificates of the occupations given up are uploaded.",
        ),
    ),
    of_article(
        RuleId::R18_5,
        [18, 0, 5, 0],
        Strength::Must,
        Text::new(
            "自愿终止依次为: 停止报名、证书数据全部上传、提交申请。",
            "Voluntary end: stop registration, then upload all certificates, then apply.",
        ),
    ),
    of_article(
        RuleId::R19_1,
        [19, 0, 1, 1],
        Strength::Must,
        Text::new(
            "期满未书面申请续期, 或主体终止而未申请的, 核实无遗留数据后取消备案。",
            "Expired without a written renewal application, or the legal person has ended: cancelled once no data is outstanding.",
        ),
    ),
    of_article(
        RuleId::R19_2,
        [19, 0, 1, 2],
        Strength::Must,
        Text::new(
            "无正当理由一年以上未开展评价的, 公示后取消备案 (公示天数由本局设定)。",
            "More than a year without evaluation and without good reason: cancelled after publicity (its length is a setting).",
        ),
    ),
    of_article(
        RuleId::R19_3,
        [19, 0, 2, 0],
        Strength::Must,
        Text::new(
            "有十二种情形之一的责令终止; 自核查起暂停报名和评价, 在办活动记录备查, 暂缓证书数据。",
            "Ordered end on one of twelve grounds; from the start of the check registration and evaluation stop, running activities are recorded, certificate data is held.",
        ),
    ),
    of_article(
        RuleId::R19_4,
        [19, 0, 2, 0],
        Strength::Must,
        Text::new(
            "责令终止: 有效证书全部上传, 再公示 7 个工作日, 再取消备案。",
            "Ordered end: valid certificates uploaded, then 7 working days of publicity, then cancellation.",
        ),
    ),
    of_article(
        RuleId::R19_5,
        [19, 0, 2, 0],
        Strength::Must,
        Text::new(
            "违规证书: 取消结果、宣布作废、撤销数据、追回补贴, 逐项清点, 未了不得结案。",
            "Certificates from a violation: result cancelled, declared void, data withdrawn, subsidy recovered; the case stays open while one is.",
        ),
    ),
    of_article(
        RuleId::R20_1,
        [20, 0, 0, 0],
        Strength::Duty,
        Text::new(
            "退出目录的机构仍维护已发证书; 主体灭失的, 由管理机构保存档案和数据。",
            "An agency that left the directory still maintains its certificates; where it no longer exists the management body does.",
        ),
    ),
];
