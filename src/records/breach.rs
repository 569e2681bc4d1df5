//! Breaches (违规情形): what happened at an activity against a rule. What happened is recorded as it is; it refuses nothing, and can lead to
//! a case.

use chrono::NaiveDate;
use serde::Serialize;

use super::ids::RecordNo;
use crate::say;
use crate::text::Text;

crate::word_enum! {
    /// The rule that an activity was held against, by its id.
    Broken, "违反的规定", "rule broken" {
        /// 申报资格审核
        Eligibility = "R11-1", "申报资格审核 (第11条)", "eligibility of candidates (Art. 11)";
        /// 备案范围、有效期
        Scope = "R12-1", "备案范围、有效期 (第12条)", "filed scope, validity (Art. 12)";
        /// 评价标准
        Standard = "R12-2", "评价标准 (第12条)", "standard (Art. 12)";
        /// 试卷来源
        Paper = "R13-1", "试卷来源 (第13条)", "source of the paper (Art. 13)";
        /// 试卷调整
        PaperChanged = "R13-2", "试卷调整 (第13条)", "changes to the paper (Art. 13)";
        /// 考务方案、工位
        Plan = "R14-1", "考务方案、工位 (第14条)", "exam plan, workstations (Art. 14)";
        /// 变更时间、场地
        Change = "R14-2", "变更时间、场地 (第14条)", "change of time or venue (Art. 14)";
        /// 证书
        Certificates = "R17-1", "证书发放 (第17条)", "certificates (Art. 17)";
        /// 暂停期间评价
        Suspended = "R19-3", "暂停期间评价 (第19条)", "evaluation while suspended (Art. 19)";
        /// 无外部督导
        Unsupervised = "R22-2", "无外部督导 (第22条)", "no external supervisor (Art. 22)";
        /// 跨师市
        Across = "R23-1", "跨师市评价 (第23条)", "across divisions (Art. 23)";
        /// 约束期间
        Constrained = "R24-3", "约束措施期间 (第24条)", "under a constraint (Art. 24)";
    }
}

/// A breach on file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Breach {
    /// Which rule.
    pub broken: Broken,
    /// What happened.
    pub facts: String,
    /// The day on which it was found.
    pub found_on: NaiveDate,
    /// The case that it led to.
    pub case: Option<RecordNo>,
}

impl Breach {
    /// It in a line.
    #[must_use]
    pub fn told(&self) -> Text {
        let case = match self.case {
            Some(case) => say!("案件 {c}", "case {c}", c = case.to_string()),
            None => Text::new("未立案", "no case yet"),
        };
        say!(
            "违规 {r}  {f} ({d} 查实; {c})",
            "breach {r}: {f} (found {d}; {c})",
            r = self.broken,
            f = self.facts.as_str(),
            d = self.found_on,
            c = case
        )
    }
}
