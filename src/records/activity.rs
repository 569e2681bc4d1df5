//! Evaluation activities (评价活动, Art. 11 to 17): the plan that the agency handed in, what was done since, what came of it. An activity
//! is of one occupation and one level: its batch of certificates is.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::agency::Agency;
use super::batch::Batch;
use super::breach::Breach;
use super::bureau::BureauId;
use super::crossing::{Asked, Crossing, CrossingPart, CrossingStatus};
use super::deadline::Deadline;
use super::ids::{ActivityId, RecordNo, StaffId};
use super::level::Level;
use super::occupation::OccupationCode;
use crate::say;
use crate::text::Text;

crate::word_enum! {
    /// Where an activity stands.
    ActivityStatus, "活动状态", "status of an activity" {
        /// 计划已备: the exam plan is filed (R14-1).
        Planned = "planned", "计划已备", "planned";
        /// 已确认: for a social organisation, an external supervisor is named (R22-2).
        Confirmed = "confirmed", "已确认", "confirmed";
        /// 进行中
        Running = "running", "进行中", "running";
        /// 已结束, its archive not complete yet (R16-1)
        Held = "held", "已结束", "held";
        /// 已归档
        Archived = "archived", "已归档", "archived";
        /// 已取消
        Cancelled = "cancelled", "已取消", "cancelled";
    }
}

crate::word_enum! {
    /// By what an activity evaluates (评价标准, R12-2).
    Standard, "评价标准", "standard" {
        /// 国家职业标准
        National = "national", "国家职业标准", "national standard";
        /// 行业企业评价规范
        Industry = "industry", "行业企业评价规范", "industry standard";
        /// 企业自主开发的评价规范: wants the review of the ministry's testing centre
        Own = "own", "企业自主开发的评价规范", "the employer's own standard";
        /// 专项职业能力考核规范
        Special = "special", "专项职业能力考核规范", "standard of a special ability";
    }
}

crate::word_enum! {
    /// Where the paper comes from (试卷来源, R13-1).
    PaperSource, "试卷来源", "source of the paper" {
        /// 兵团题（卷）库
        Corps = "corps", "兵团题(卷)库", "Corps bank";
        /// 评价机构题（卷）库: where the Corps bank has none, with the management body's approval
        Agency = "agency", "评价机构题(卷)库", "the agency's own bank";
        /// 自主评价试卷: employers and schools, by their own documents
        OwnRules = "own-rules", "用人单位、院校自主评价试卷", "papers of an employer or a school";
    }
}

crate::word_enum! {
    /// What was done about an activity.
    ActivityStep, "活动步骤", "step of an activity" {
        /// 指派外部督导
        Assigned = "assigned", "指派外部督导", "external supervisor named";
        /// 确认
        Confirmed = "confirmed", "确认", "confirmed";
        /// 开考
        Begun = "begun", "开考", "begun";
        /// 内部督导报告
        Reported = "reported", "内部督导报告", "internal report";
        /// 归档
        Archived = "archived", "归档", "archived";
        /// 取消
        Cancelled = "cancelled", "取消", "called off";
    }
}

/// Tenths of a percent: 105 is 10.5 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Permille(pub u16);

impl Permille {
    /// Reads a percentage with one decimal at most: 10, 10.5, 10.5%. Up to 1 it bears its sign: a sheet gives what it shows as 50% as
    /// the bare number 0.5.
    ///
    /// # Errors
    /// When it is none between 0 and 100, or may be meant otherwise.
    pub fn parse(written: &str) -> Result<Self, Text> {
        let wrong = || {
            Text::new(
                "应为 0 至 100 的百分数, 至多一位小数",
                "must be a percentage, 0 to 100, one decimal at most",
            )
        };
        let bare = written.trim().trim_end_matches(['%', '％']).trim();
        let (whole, tenths) = bare.split_once('.').unwrap_or((bare, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(tenths) || tenths.len() != 1 || whole.len() > 3 {
            return Err(wrong());
        }
        let number = |text: &str| text.parse::<u16>().map_err(|_| wrong());
        let all = number(whole)? * 10 + number(tenths)?;
        let bare = !written.trim().ends_with(['%', '％']);
        if bare && (1..=10).contains(&all) {
            return Err(Text::new(
                "不超过 1 的请带百分号, 如 0.5% (表格里设为文本)",
                "up to 1 it wants its sign, such as 0.5% (as text in a sheet)",
            ));
        }
        if all > 1_000 { Err(wrong()) } else { Ok(Self(all)) }
    }
}

impl std::fmt::Display for Permille {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 % 10 {
            0 => write!(f, "{}%", self.0 / 10),
            tenths => write!(f, "{}.{tenths}%", self.0 / 10),
        }
    }
}

/// An exam plan (考务方案, R14-1), as the agency handed it in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// By what it evaluates.
    pub standard: Standard,
    /// The review of an own standard by the ministry's testing centre: its number (R12-2).
    pub standard_reference: Option<String>,
    /// Where the paper comes from.
    pub paper: PaperSource,
    /// The management body's approval of a paper from the agency's bank, or the document that own papers follow (R13-1).
    pub paper_reference: Option<String>,
    /// How much of the paper's total score is changed (R13-2).
    pub changed: Permille,
    /// The management body's approval of that.
    pub change_approval: Option<String>,
    /// 申请人数
    pub applied: u32,
    /// 退回人数
    pub refused: u32,
    /// 准予人数
    pub admitted: u32,
    /// 场次
    pub sessions: u32,
    /// Candidates of the largest session.
    pub largest_session: u32,
    /// 工位数
    pub workstations: u32,
    /// 考务人员
    pub staff: String,
    /// 内部质量督导人员
    pub internal_supervisor: String,
    /// The competition that it is, where it is one (R17-1).
    pub competition: Option<String>,
    /// In which division it is held.
    #[serde(flatten)]
    pub across: Across,
}

/// In which division an activity is held, and by which papers where that is not the agency's own (跨师市, R23-1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Across {
    /// The bureau of the place where it is held.
    pub held_at: BureauId,
    /// Written consent of the bureau of registration, where that is another.
    pub consent: Option<String>,
    /// Authorisation of the bureau where it is held.
    pub authorisation: Option<String>,
}

impl Across {
    /// What is asked of the bureau of registration and of that of the place; nothing of an activity at home. A paper whose number came
    /// with the plan is given where its office has nobody here to answer (`answers`), one that lacks stands as `lacking` says. Both
    /// bureaus see the activity from then on (R23-2).
    #[must_use]
    pub fn asks(
        &self,
        own: BureauId,
        lacking: CrossingStatus,
        answers: impl Fn(BureauId) -> bool,
    ) -> Vec<Asked> {
        if self.held_at == own {
            return Vec::new();
        }
        let asked = |part, office, paper: &Option<String>| {
            let given = paper.is_some() && !(lacking == CrossingStatus::Waiting && answers(office));
            Asked { part, office, status: if given { CrossingStatus::Given } else { lacking } }
        };
        vec![
            asked(CrossingPart::Consent, own, &self.consent),
            asked(CrossingPart::Authorisation, self.held_at, &self.authorisation),
        ]
    }
}

/// Days from the first to the last that an activity takes at most: an exam of one occupation and level takes days, a competition some
/// weeks; more is a slip of the pen.
pub const LONGEST: u64 = 60;

/// When it is and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Occasion {
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// Place.
    pub place: String,
}

impl Occasion {
    /// Whether its days go together: none before the first, no more than an activity takes.
    ///
    /// # Errors
    /// What is wrong with the last day.
    pub fn check(&self) -> Result<(), Text> {
        if self.ends_on < self.starts_on {
            return Err(Text::new("不能早于开始日期", "cannot be before it begins"));
        }
        match self.starts_on.checked_add_days(Days::new(LONGEST)) {
            Some(last) if self.ends_on > last => Err(say!(
                "距开始超过 {n} 天, 请核对",
                "more than {n} days after it begins: check it",
                n = LONGEST
            )),
            _ => Ok(()),
        }
    }
}

/// A change of time or venue (R14-2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Day of the application.
    pub requested_on: NaiveDate,
    /// What is asked for.
    #[serde(flatten)]
    pub to: Occasion,
    /// Why.
    pub reason: String,
    /// Day of the answer, whether it is granted, and the words.
    pub answer: Option<(NaiveDate, bool, String)>,
}

/// What came of it (R11-1, R17-1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Results {
    /// Candidates who took it.
    pub examined: u32,
    /// 合格人数
    pub passed: u32,
    /// Certificates.
    pub certificates: u32,
    /// First and last number of the certificates.
    pub numbers: Option<(String, String)>,
}

/// An activity with all that a judgement about it needs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ActivityFile {
    /// Row.
    #[serde(skip)]
    pub id: ActivityId,
    /// Public number.
    pub no: RecordNo,
    /// Bureau in charge (属地).
    pub bureau: BureauId,
    /// The agency.
    pub agency: Agency,
    /// Whether its registration and evaluation are suspended now (R19-3), by which cases, since when.
    #[serde(skip)]
    pub suspended_by: Vec<(RecordNo, NaiveDate)>,
    /// Occupation.
    pub occupation: OccupationCode,
    /// Its name.
    pub name: String,
    /// Level; a special ability has none.
    pub level: Option<Level>,
    /// When and where.
    #[serde(flatten)]
    pub occasion: Occasion,
    /// Candidates admitted.
    pub candidates: u32,
    /// Where it stands.
    pub status: ActivityStatus,
    /// The plan; none of an activity of the time before plans were kept.
    pub plan: Option<Plan>,
    /// The day on which that was filed.
    pub planned_on: Option<NaiveDate>,
    /// The external supervisors named for it (R22-2).
    pub supervisors: Vec<String>,
    /// Who was taken off, oldest first: day, name, reason.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub relieved: Vec<(NaiveDate, String, String)>,
    /// Those of the bureau's list who have an interest in the agency (R21-2).
    #[serde(skip)]
    pub interested: Vec<String>,
    /// What was done, oldest first: what, when, note.
    pub steps: Vec<(ActivityStep, NaiveDate, String)>,
    /// Changes of time and venue, oldest first.
    pub changes: Vec<Change>,
    /// Results, once recorded.
    pub results: Option<Results>,
    /// What was done with its certificates.
    pub batch: Batch,
    /// What happened against the rules, oldest first.
    pub breaches: Vec<Breach>,
    /// Deadlines.
    pub deadlines: Vec<Deadline>,
    /// The two papers of one that is held in another division-city (R23-1): consent first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub crossings: Vec<Crossing>,
    /// The bureau of that division-city.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<BureauId>,
    /// Who filed the plan.
    #[serde(skip)]
    pub planned_by: Option<StaffId>,
    /// Version, from 1.
    pub version: i64,
}

impl ActivityFile {
    /// In which division it is held, and by which papers as it stands: what came with the plan, or what the office answered since.
    #[must_use]
    pub fn across(&self) -> Option<Across> {
        let mut across = self.plan.as_ref()?.across.clone();
        for crossing in &self.crossings {
            let paper = match crossing.part {
                CrossingPart::Consent => &mut across.consent,
                CrossingPart::Authorisation => &mut across.authorisation,
            };
            match (crossing.status, crossing.answers.last()) {
                (CrossingStatus::Given, Some(answer)) => *paper = Some(answer.reference.clone()),
                (CrossingStatus::Given, None) => {}
                _ => *paper = None,
            }
        }
        Some(across)
    }

    /// When a step was done last.
    #[must_use]
    pub fn done(&self, step: ActivityStep) -> Option<NaiveDate> {
        self.steps.iter().rev().find(|(done, ..)| *done == step).map(|(_, on, _)| *on)
    }

    /// The change that waits for an answer.
    #[must_use]
    pub fn asked(&self) -> Option<&Change> {
        self.changes.iter().find(|change| change.answer.is_none())
    }

    /// The external supervisors who have no interest in the agency.
    pub fn independent(&self) -> impl Iterator<Item = &String> {
        self.supervisors.iter().filter(|name| !self.interested.contains(name))
    }

    /// What it evaluates, in a word: occupation and level.
    #[must_use]
    pub fn what(&self) -> Text {
        match self.level {
            Some(level) => {
                say!("{n} {l}", "{n}, level {l}", n = self.name.as_str(), l = level.short_label())
            }
            None => Text::same(&self.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Permille;

    #[test]
    fn percentages_have_one_decimal() {
        assert_eq!(Permille::parse("10"), Ok(Permille(100)));
        assert_eq!(Permille::parse(" 10.5% "), Ok(Permille(105)));
        assert_eq!(Permille(105).to_string(), "10.5%");
        assert_eq!(Permille(100).to_string(), "10%");
        assert_eq!(Permille::parse("0.5%"), Ok(Permille(5)));
        assert_eq!(Permille::parse("0"), Ok(Permille(0)));
        // What a sheet means by 50 % and 100 %.
        for wrong in ["0.5", "1", "1.0", "", "-1", "100.1", "10.55", "1e1", "10.", ".5", "一", "1000"] {
            assert!(Permille::parse(wrong).is_err(), "{wrong}");
        }
    }
}
