//! What is checked of an agency (核查, Art. 6, 7): against a document or a list, with the result and who checked it.

use chrono::NaiveDate;
use serde::Serialize;

use super::agency_kind::AgencyKind;
use super::occupation::OccupationCode;
use crate::say;
use crate::text::Text;

crate::word_enum! {
    /// What was checked of an agency, against a document or a list.
    CheckKind, "核查事项", "what is checked" {
        /// 独立法人 (R6-1)
        LegalPerson = "legal-person", "在兵团辖区登记的独立法人", "independent legal person registered in the Corps";
        /// 财务制度 (R6-1)
        Finance = "finance", "财务、收费、管理制度健全", "finance, fee and management rules";
        /// 信用 (R6-1)
        Credit = "credit", "信用良好, 无不良记录", "good credit, no bad record";
        /// 专门机构 (R6-2)
        Unit = "unit", "有专门的评价机构", "a unit dedicated to evaluation";
        /// 设施设备 (R6-5)
        Equipment = "equipment", "设施设备与职业相符", "equipment fits the occupation";
        /// 经费 (R6-8)
        Funding = "funding", "经费稳定, 不以营利为目的", "stable funding, not for profit";
        /// 承诺 (R6-8)
        Commitment = "commitment", "书面承诺接受监督管理", "signed commitment to accept supervision";
        /// 大中型企业 (R7-1)
        Enterprise = "enterprise", "大、中型企业, 有影响力和培训基础", "large or medium enterprise with a training base";
        /// 主营业务 (R7-1)
        Business = "business", "职业与主营业务相关或从业人员多", "the occupation is of its business or employs many";
        /// 津贴 (R7-1)
        Allowance = "allowance", "技能津贴或与薪酬岗位挂钩", "level allowance, or tied to pay or posts";
        /// 服务范围 (R7-2)
        Active = "active", "具备培养或评价服务范围", "active in training or evaluation";
        /// 影响力 (R7-2)
        Influence = "influence", "在该职业领域有影响、资源和经验", "influence, resources and experience in the occupation";
        /// 急需紧缺 (R7-2)
        Needed = "needed", "产业发展需要或急需紧缺职业", "needed by the Corps' industries or urgently short";
        /// 年审 (R7-3)
        AnnualCheck = "annual-check", "不在近 3 年年审不合格名单", "not on the list of failed annual checks of 3 years";
        /// 经营异常 (R7-3)
        Abnormal = "abnormal", "不在经营异常名单", "not on the list of abnormal operations";
        /// 非法社会组织 (R7-3)
        Illegal = "illegal", "不在非法社会组织名单", "not on the list of illegal social organisations";
    }
}

crate::word_enum! {
    /// 企业规模 (R7-1), as the size statistics class it.
    EnterpriseSize, "企业规模", "size of the enterprise" {
        /// 大型
        Large = "large", "大型企业", "large enterprise";
        /// 中型
        Medium = "medium", "中型企业", "medium enterprise";
        /// 小型
        Small = "small", "小型企业", "small enterprise";
        /// 微型
        Micro = "micro", "微型企业", "micro enterprise";
    }
}

impl EnterpriseSize {
    /// Whether an enterprise of this size may be an agency (R7-1).
    #[must_use]
    pub const fn may_evaluate(self) -> bool {
        matches!(self, Self::Large | Self::Medium)
    }
}

impl CheckKind {
    /// Whether it is for one occupation.
    #[must_use]
    pub const fn is_for_an_occupation(self) -> bool {
        matches!(self, Self::Equipment | Self::Business | Self::Influence | Self::Needed)
    }

    /// Whether it looks something up that may change any day: it counts only when done for the filing at hand.
    #[must_use]
    pub const fn is_of_a_list(self) -> bool {
        matches!(self, Self::Credit | Self::AnnualCheck | Self::Abnormal | Self::Illegal)
    }

    /// Whether it is asked of a kind of agency.
    #[must_use]
    pub const fn is_asked_of(self, kind: AgencyKind) -> bool {
        match self {
            Self::Enterprise | Self::Business | Self::Allowance => matches!(kind, AgencyKind::Employer),
            Self::Active
            | Self::Influence
            | Self::Needed
            | Self::AnnualCheck
            | Self::Abnormal
            | Self::Illegal => {
                matches!(kind, AgencyKind::SocialOrganisation)
            }
            _ => true,
        }
    }
}

/// Something checked (核查记录).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What.
    pub kind: CheckKind,
    /// For which occupation, where it is for one.
    pub occupation: Option<OccupationCode>,
    /// Day.
    pub on: NaiveDate,
    /// Whether it is so.
    pub passed: bool,
    /// Size of the enterprise, where that is what was checked (R7-1).
    pub size: Option<EnterpriseSize>,
    /// The document, or the list with its date.
    pub proof: String,
    /// Who checked it.
    pub by: String,
}

impl Check {
    /// Whether it is so, with the size where that was checked.
    #[must_use]
    pub fn result(&self) -> Text {
        let so = if self.passed {
            Text::new("属实", "confirmed")
        } else {
            Text::new("不属实", "not confirmed")
        };
        match self.size {
            Some(size) => say!("{r}, {s}", "{r}, {s}", r = so, s = size),
            None => so,
        }
    }
}
