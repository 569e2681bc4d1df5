//! Evaluation agencies (评价机构) and what they may evaluate.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::agency_code::AgencyCode;
use super::agency_kind::AgencyKind;
use super::bureau::BureauId;
use super::capacity::BankUpdate;
use super::credit::CreditEntry;
use super::credit_code::CreditCode;
use super::filing::FilingKind;
use super::frequency::Frequency;
use super::ids::{AgencyId, RecordNo, StaffId};
use super::level::LevelSet;
use super::occupation::OccupationCode;
use super::reminder::ReminderMatter;
use super::supervision::SupervisionKind;
use crate::say;
use crate::text::Text;

crate::word_enum! {
    /// Where an agency stands in the directory (机构目录).
    AgencyStatus, "机构状态", "status of an agency" {
        /// 申请中: a first filing is under way.
        Applying = "applying", "申请中", "applying";
        /// 未予备案: the first filing was refused or withdrawn.
        NotFiled = "not-filed", "未备案", "not filed";
        /// 在册
        Listed = "listed", "在册", "listed";
        /// 已取消备案
        Cancelled = "cancelled", "已取消备案", "cancelled";
    }
}

/// How long a filing holds (有效期, R10-1), both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validity {
    /// 公布日期, the first day.
    pub published_on: NaiveDate,
    /// 有效期至, the last day.
    pub expires_on: NaiveDate,
}

impl Validity {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds(&self, on: NaiveDate) -> bool {
        (self.published_on..=self.expires_on).contains(&on)
    }
}

/// How an agency stands on a day: its status, and where the day lies in its validity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Its first filing is under way.
    Applying,
    /// Its first filing was refused or withdrawn.
    NotFiled,
    /// Published for a later day.
    NotYet,
    /// In force, with this many days left (0: today is the last).
    InForce(i64),
    /// Expired this many days ago.
    Expired(i64),
    /// Out of the directory.
    Cancelled,
}

impl Standing {
    /// How an agency of a status and a validity stands on a day.
    #[must_use]
    pub fn of(status: AgencyStatus, validity: Option<Validity>, on: NaiveDate) -> Self {
        match (status, validity) {
            (AgencyStatus::Applying, _) => Self::Applying,
            (AgencyStatus::Cancelled, _) => Self::Cancelled,
            (AgencyStatus::NotFiled, _) | (AgencyStatus::Listed, None) => Self::NotFiled,
            (AgencyStatus::Listed, Some(v)) if on < v.published_on => Self::NotYet,
            (AgencyStatus::Listed, Some(v)) => match (v.expires_on - on).num_days() {
                days @ ..0 => Self::Expired(-days),
                days => Self::InForce(days),
            },
        }
    }

    /// In a word.
    #[must_use]
    pub const fn label(self) -> Text {
        match self {
            Self::Applying => AgencyStatus::Applying.label(),
            Self::NotFiled => AgencyStatus::NotFiled.label(),
            Self::NotYet => Text::new("未生效", "not yet"),
            Self::InForce(_) => Text::new("在册", "in force"),
            Self::Expired(_) => Text::new("已过期", "expired"),
            Self::Cancelled => Text::new("已取消", "cancelled"),
        }
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
    /// 有效期; none before the first filing is published.
    #[serde(flatten)]
    pub validity: Option<Validity>,
    /// 分支机构的部门行业评价机构: the agency selected by the ministry whose branch it is (R9-1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch_of: Option<String>,
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
    /// Its credit file as it was entered (R24-1).
    pub credit: Vec<CreditEntry>,
    /// The last proposal of how often it is supervised, with what was decided (R22-3).
    pub frequency: Option<Frequency>,
    /// When it applied for the renewal that is under way (R10-2).
    pub renewal_applied: Option<NaiveDate>,
    /// When it applied for the last renewal that was refused, and its number.
    pub renewal_refused: Option<(NaiveDate, RecordNo)>,
    /// The last day on which it held an evaluation (R19-2).
    pub last_evaluation: Option<NaiveDate>,
    /// What it was reminded of, by day.
    pub reminders: Vec<(ReminderMatter, NaiveDate)>,
    /// Its question banks as they were built and renewed, by day (R6-7).
    pub banks: Vec<BankUpdate>,
    /// Whether it was ever in the directory.
    pub was_filed: bool,
    /// Who made its last publication, where it was made here.
    pub published_by: Option<StaffId>,
    /// From when on its evaluations are on record here: since its first filing or last renewal was published here and in force.
    pub published_here: Option<NaiveDate>,
    /// The end that is under way (R18-5, R19-1, R19-2).
    pub end_under_way: Option<(RecordNo, FilingKind)>,
    /// The bureau that the Corps bureau designated for it (R3-2).
    pub designated: Option<BureauId>,
    /// When the last check of its legal person found it not so, with the proof (R6-1, R19-1).
    pub legal_person_lost: Option<(NaiveDate, String)>,
    /// What suspended its registration and evaluation, and still does (R19-3).
    pub suspensions: Vec<Suspended>,
    /// Its activities with certificates that are not uploaded yet, and how many (R18-4, R18-5, R19-1).
    pub not_uploaded: Vec<NotUploaded>,
    /// Days of its special supervisions (专项督导) and annual inspections (年检), oldest first (R10-5).
    pub inspections: Vec<(SupervisionKind, NaiveDate)>,
}

/// A suspension, from when until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Suspended {
    /// The case.
    pub case: RecordNo,
    /// From the moment its check began.
    pub since: NaiveDate,
    /// The day on which it was lifted.
    pub until: Option<NaiveDate>,
}

/// Certificates of an activity that are not uploaded yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotUploaded {
    /// The activity.
    pub no: RecordNo,
    /// Its occupation.
    pub occupation: OccupationCode,
    /// How many; none where it is held, or runs, and its results are not recorded yet.
    pub left: Option<u32>,
}

/// What was made known of an agency (统一公布).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Publication {
    /// Day.
    pub made_on: NaiveDate,
    /// The filing that it ended.
    pub filing: RecordNo,
    /// 机构编码
    pub agency_code: Option<AgencyCode>,
    /// 有效期
    #[serde(flatten)]
    pub validity: Validity,
    /// 评价范围
    pub scopes: Vec<Scope>,
    /// When and why it was corrected; the next one stands in its place.
    pub corrected: Option<(NaiveDate, String)>,
}

/// What a constraint comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constrained {
    /// The case whose decision it is.
    Case(RecordNo),
    /// An entry of the credit file, by number.
    Entry(u32),
}

impl Constrained {
    /// It in words.
    #[must_use]
    pub fn told(self) -> Text {
        match self {
            Self::Case(no) => Text::same(no.to_string()),
            Self::Entry(number) => say!("诚信档案第 {n} 条", "credit file, entry {n}", n = number),
        }
    }
}

/// A constraint (约束措施, R24-3), from when until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Constraint {
    /// What it comes from.
    pub by: Constrained,
    /// The day from which it holds.
    pub since: NaiveDate,
    /// Its last day; none where an approver lifts it.
    pub until: Option<NaiveDate>,
}

impl Constraint {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds(&self, on: NaiveDate) -> bool {
        self.since <= on && self.until.is_none_or(|until| on <= until)
    }

    /// Whether it is still ahead or in force on a day: what a plan for later has to reckon with.
    #[must_use]
    pub fn reaches(&self, from: NaiveDate, until: NaiveDate) -> bool {
        self.since <= until && self.until.is_none_or(|last| from <= last)
    }

    /// What ends it.
    #[must_use]
    pub fn ends_with(&self) -> Text {
        match (self.by, self.until) {
            (Constrained::Case(_), _) | (_, None) => {
                Text::new("审批人解除约束措施之后", "after an approver lifts it")
            }
            (Constrained::Entry(_), Some(until)) => say!(
                "{u} 期满, 或审批人终止该记录之后",
                "after {u}, or once an approver ends the entry",
                u = until
            ),
        }
    }
}

impl AgencyFacts {
    /// In what it differs from other facts of the same unit, each with what stood there and what is to.
    #[must_use]
    pub fn departs_from(&self, old: &Self) -> Vec<Text> {
        let scopes = |all: &[Scope]| {
            let one = |s: &Scope| {
                let code = s.occupation.to_string();
                say!("{c} {n} {l}", "{c} {n} {l}", c = code, n = s.name.as_str(), l = s.levels.label())
            };
            Text::join(&all.iter().map(one).collect::<Vec<_>>())
        };
        let code = |code: &Option<AgencyCode>| {
            Text::same(code.as_ref().map(|code| code.as_str().to_owned()).unwrap_or_default())
        };
        let validity = |validity: Option<Validity>| {
            validity
                .map(|v| say!("{p} 至 {e}", "{p} to {e}", p = v.published_on, e = v.expires_on))
                .unwrap_or_default()
        };
        let line = |text: &String| Text::same(text.as_str());
        let parts = [
            (Text::new("名称", "name"), line(&old.name), line(&self.name)),
            (Text::new("类型", "kind"), old.kind.label(), self.kind.label()),
            (Text::new("机构编码", "agency code"), code(&old.agency_code), code(&self.agency_code)),
            (
                Text::new("法定代表人", "legal representative"),
                line(&old.legal_representative),
                line(&self.legal_representative),
            ),
            (Text::new("有效期", "validity"), validity(old.validity), validity(self.validity)),
            (Text::new("范围", "scopes"), scopes(&old.scopes), scopes(&self.scopes)),
            (Text::new("联系人", "contact"), line(&old.contact), line(&self.contact)),
            (Text::new("联系电话", "telephone"), line(&old.phone), line(&self.phone)),
            (Text::new("地址", "address"), line(&old.address), line(&self.address)),
            (Text::new("备注", "note"), line(&old.note), line(&self.note)),
        ];
        parts
            .into_iter()
            .filter(|(_, was, is)| was != is)
            .map(|(what, was, is)| say!("{w} {a} -> {b}", "{w} {a} -> {b}", w = what, a = was, b = is))
            .collect()
    }

    /// Whether its first filing and wider scopes are not assessed by the bureau: a qualification agency is agreed to by
    /// the department that implements the qualification (R8-1), a branch's agency was selected by the ministry (R9-1).
    #[must_use]
    pub const fn is_selected_elsewhere(&self) -> bool {
        matches!(self.kind, AgencyKind::Qualification) || self.branch_of.is_some()
    }
}

impl Agency {
    /// Whether the filing is in force on a day: listed, and within its validity (R10-1).
    #[must_use]
    pub fn in_force(&self, on: NaiveDate) -> bool {
        matches!(self.standing(on), Standing::InForce(_))
    }

    /// How it stands on a day.
    #[must_use]
    pub fn standing(&self, on: NaiveDate) -> Standing {
        Standing::of(self.status, self.facts.validity, on)
    }
}
