//! Evaluation agencies (评价机构) and what they may evaluate.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::agency_code::AgencyCode;
use super::agency_kind::AgencyKind;
use super::bureau::BureauId;
use super::credit_code::CreditCode;
use super::ids::{AgencyId, RecordNo};
use super::level::LevelSet;
use super::occupation::OccupationCode;
use super::supervision::SupervisionKind;

crate::word_enum! {
    /// Where an agency stands in the directory (机构目录).
    AgencyStatus, "机构状态", "status of an agency" {
        /// 在册
        Listed = "listed", "在册", "listed";
        /// 已取消备案
        Cancelled = "cancelled", "已取消备案", "cancelled";
    }
}

/// One occupation or item an agency may evaluate, with its levels (评价范围).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// Occupation code.
    pub occupation: OccupationCode,
    /// Name of the occupation or work type.
    pub name: String,
    /// Levels.
    pub levels: LevelSet,
}

/// What is registered of an agency: the part that staff enter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyFacts {
    /// 机构名称
    pub name: String,
    /// 机构类型
    pub kind: AgencyKind,
    /// 机构编码, if it has one.
    pub agency_code: Option<AgencyCode>,
    /// 统一社会信用代码
    pub credit_code: CreditCode,
    /// 法定代表人
    pub legal_representative: String,
    /// 联系人
    pub contact: String,
    /// 联系电话
    pub phone: String,
    /// 机构地址
    pub address: String,
    /// 备案部门 and jurisdiction (属地).
    pub bureau: BureauId,
    /// 公布日期, the first day of validity.
    pub published_on: NaiveDate,
    /// 有效期至, the last day of validity.
    pub expires_on: NaiveDate,
    /// 备注
    pub note: String,
    /// 评价范围, by occupation code.
    pub scopes: Vec<Scope>,
}

/// An agency as the record shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Agency {
    /// Row.
    #[serde(skip)]
    pub id: AgencyId,
    /// Public number.
    pub no: RecordNo,
    /// Status.
    pub status: AgencyStatus,
    /// What is registered.
    #[serde(flatten)]
    pub facts: AgencyFacts,
    /// Version, from 1.
    pub version: i64,
    /// What else a judgement about it needs; read for judgements only.
    #[serde(skip)]
    pub known: Known,
}

/// What the records say of an agency beyond what is registered of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Constraints that decisions put it under (R24-3).
    pub constraints: Vec<Constraint>,
    /// When it applied for the renewal that is under way (R10-2).
    pub renewal_applied: Option<NaiveDate>,
    /// The last day on which it held an evaluation (R19-2).
    pub last_evaluation: Option<NaiveDate>,
    /// Days of its special supervisions (专项督导) and annual inspections (年检), oldest first (R10-5).
    pub inspections: Vec<(SupervisionKind, NaiveDate)>,
}

/// A constraint (约束措施, R24-3) in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Constraint {
    /// The case whose decision it is.
    pub case: RecordNo,
    /// The day from which it holds.
    pub since: NaiveDate,
}

impl Agency {
    /// Whether the filing is in force on a day: listed, and within its validity (R10-1).
    #[must_use]
    pub fn in_force(&self, on: NaiveDate) -> bool {
        self.status == AgencyStatus::Listed && (self.facts.published_on..=self.facts.expires_on).contains(&on)
    }
}
