//! Filings (备案办理, Art. 8 to 10, 18): what is applied for, where it stands, whom it waits for, and its steps.

use chrono::NaiveDate;
use serde::Serialize;

use super::agency::{Agency, Scope};
use super::bureau::BureauId;
use super::capacity::{Capacity, Departure, Rival};
use super::deadline::Deadline;
pub use super::filing_matter::{
    Before, ChangedFacts, Consent, ConsentKind, Designation, EndGround, FilingMatter,
};
pub use super::filing_paper::{Asked, FilingDocument, HandedIn, Mark, Material, MaterialState};
use super::ids::{FilingId, ObjectionId, PublicityId, RecordNo, RoundId, StaffId};
use crate::text::Text;

crate::word_enum! {
    /// What is applied for.
    FilingKind, "备案事项", "kind of filing" {
        /// 首次备案 (R8-2)
        First = "first", "首次备案", "first filing";
        /// 续期 (R10-2)
        Renewal = "renewal", "续期", "renewal";
        /// 增量备案 (R18-3)
        Incremental = "incremental", "增加范围", "wider scope";
        /// 缩小范围 (R18-4)
        Narrowing = "narrowing", "缩小范围", "narrower scope";
        /// 重要事项变更 (R18-1)
        Change = "change", "重要变更", "changed facts";
        /// 自愿终止 (R18-5)
        End = "end", "自愿终止", "voluntary end";
        /// 自动终止 (R19-1, R19-2): proposed by the bureau, decided by a person.
        AutoEnd = "auto-end", "自动终止", "automatic end";
        /// 责令终止 (R19-3, R19-4): a decision on a case carried out.
        OrderedEnd = "ordered-end", "责令终止", "ordered end";
    }
}

crate::word_enum! {
    /// The line of steps of a filing (R8-2), none skipped, and how it may end before its end.
    FilingStatus, "备案状态", "status of a filing" {
        /// 申请
        Applied = "applied", "申请", "applied";
        /// 材料审核
        Materials = "materials", "材料审核", "materials";
        /// 补正: returned to the agency with a list of what lacks.
        Returned = "returned", "补正", "completion";
        /// 现场查勘
        Survey = "survey", "现场查勘", "site survey";
        /// 评估评审
        Assessment = "assessment", "评估评审", "assessment";
        /// 复核 by the Corps management body
        Recheck = "recheck", "兵团复核", "re-check";
        /// 公示
        Publicity = "publicity", "公示", "publicity";
        /// 研究同意
        Approval = "approval", "研究同意", "approval";
        /// 统一公布 by the Corps bureau: the end of the line.
        Published = "published", "已公布", "published";
        /// 不予备案
        Refused = "refused", "不予备案", "refused";
        /// 机构撤回
        Withdrawn = "withdrawn", "机构撤回", "withdrawn";
        /// 终结: the agency left the directory while it was under way.
        Lapsed = "lapsed", "终结", "lapsed";
    }
}

crate::word_enum! {
    /// Whom a filing waits for.
    WaitsFor, "等待方", "whom it waits for" {
        /// 属地局: said so to the Corps' bodies as well, which see the filings of all bureaus
        Bureau = "bureau", "属地局", "its bureau";
        /// 机构
        Agency = "agency", "机构", "the agency";
        /// 兵团评价管理机构
        Center = "center", "兵团评价管理机构", "the Corps management body";
        /// 兵团人社局
        Corps = "corps", "兵团人社局", "the Corps bureau";
        /// 公示期满
        Time = "time", "公示期满", "the end of the publicity";
        /// 无
        Nobody = "nobody", "无", "nobody";
    }
}

impl WaitsFor {
    /// The label where there is little room.
    #[must_use]
    pub const fn short_label(self) -> Text {
        match self {
            Self::Center => Text::new("管理机构", "Corps body"),
            Self::Corps => Text::new("兵团人社局", "Corps bureau"),
            Self::Agency => Text::new("机构", "agency"),
            Self::Time => Text::new("公示期满", "publicity"),
            _ => self.label(),
        }
    }

    /// Whom it waits for on a day: once the publicity is over, the bureau.
    #[must_use]
    pub fn on(self, due: Option<NaiveDate>, day: NaiveDate) -> Self {
        match self {
            Self::Time if due.is_some_and(|last| last < day) => Self::Bureau,
            other => other,
        }
    }
}

impl FilingStatus {
    /// The label, as a kind of filing has it: what the Corps bureau doesn't publish is settled by the bureau (核准).
    #[must_use]
    pub const fn label_for(self, kind: FilingKind) -> Text {
        match self {
            Self::Published if !kind.is_published() => Text::new("已核准", "settled"),
            // Nobody applied, and nothing was handed in.
            Self::Applied if kind.is_own() => Text::new("提出", "proposed"),
            Self::Materials if kind.is_own() => Text::new("核实数据", "data check"),
            Self::Materials if matches!(kind, FilingKind::Narrowing | FilingKind::End) => {
                Text::new("审核材料、数据", "materials, data")
            }
            Self::Approval if !kind.is_published() => Text::new("核准", "settlement"),
            Self::Refused if kind.is_own() => Text::new("不予终止", "not ended"),
            Self::Refused if !kind.is_published() => Text::new("不予办理", "refused"),
            _ => self.label(),
        }
    }

    /// The same of words as the database keeps them; a word that is none is said as it is.
    #[must_use]
    pub fn told(status: &str, kind: &str) -> Text {
        match (status.parse::<Self>(), kind.parse()) {
            (Ok(status), Ok(kind)) => status.label_for(kind),
            (Ok(status), Err(_)) => status.label(),
            (Err(_), _) => Text::same(status),
        }
    }

    /// Whether nothing more is done with it.
    #[must_use]
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::Published | Self::Refused | Self::Withdrawn | Self::Lapsed)
    }

    /// Whom a filing of a kind waits for at this step; one that is published waits for the Corps bureau after its approval,
    /// any other is settled by the bureau itself.
    #[must_use]
    pub const fn waits_for(self, kind: FilingKind) -> WaitsFor {
        match self {
            Self::Approval if !kind.is_published() => WaitsFor::Bureau,
            Self::Applied | Self::Materials | Self::Survey | Self::Assessment => WaitsFor::Bureau,
            Self::Returned => WaitsFor::Agency,
            Self::Recheck => WaitsFor::Center,
            Self::Publicity => WaitsFor::Time,
            Self::Approval => WaitsFor::Corps,
            Self::Published | Self::Refused | Self::Withdrawn | Self::Lapsed => WaitsFor::Nobody,
        }
    }
}

impl FilingKind {
    /// Whether the Corps bureau publishes it in the end: first filings, renewals, wider scopes (R8-2).
    #[must_use]
    pub const fn is_published(self) -> bool {
        matches!(self, Self::First | Self::Renewal | Self::Incremental)
    }

    /// Whether the bureau assesses it: a first filing or a wider scope of an agency that was selected elsewhere it does not
    /// (R8-1, R9-1); a renewal always (R10-4).
    #[must_use]
    pub const fn is_assessed(self, selected_elsewhere: bool) -> bool {
        match self {
            Self::Renewal => true,
            Self::First | Self::Incremental => !selected_elsewhere,
            _ => false,
        }
    }

    /// Whether it is the bureau's own: nobody applied for it, nobody hands anything in.
    #[must_use]
    pub const fn is_own(self) -> bool {
        matches!(self, Self::AutoEnd | Self::OrderedEnd)
    }

    /// Whether the agency leaves the directory with it.
    #[must_use]
    pub const fn ends(self) -> bool {
        matches!(self, Self::End | Self::AutoEnd | Self::OrderedEnd)
    }
}

/// A step that was done (办理环节).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FilingStep {
    /// Which step.
    pub step: FilingStatus,
    /// Day.
    pub on: NaiveDate,
    /// Who did it.
    #[serde(skip)]
    pub by: StaffId,
    /// Their name.
    pub name: String,
    /// Whether it was passed.
    pub passed: bool,
    /// Opinion, findings.
    pub opinion: String,
    /// The day it was made, where that is told apart from the day it was put on file (查勘、核实).
    pub acted_on: Option<NaiveDate>,
    /// Who made it, where others than who put it on file did.
    pub people: Option<String>,
}

impl FilingStep {
    /// The day it was made.
    #[must_use]
    pub fn day(&self) -> NaiveDate {
        self.acted_on.unwrap_or(self.on)
    }

    /// Who made it.
    #[must_use]
    pub fn who(&self) -> &str {
        self.people.as_deref().unwrap_or(&self.name)
    }
}

/// A request for completion (补正).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Round {
    /// Row.
    #[serde(skip)]
    pub id: RoundId,
    /// Day of the request.
    pub requested_on: NaiveDate,
    /// What lacks, as it was asked for.
    pub items: String,
    /// The same, item by item.
    pub asked: Vec<Asked>,
    /// Until when.
    pub due: NaiveDate,
    /// Day of the answer, once there.
    pub answered_on: Option<NaiveDate>,
    /// What was handed in, once all of it was.
    pub answer: Option<String>,
    /// Reminders, oldest first: day, how and whom.
    pub reminders: Vec<(NaiveDate, String)>,
}

/// An objection (异议) to a publicity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Objection {
    /// Row.
    #[serde(skip)]
    pub id: ObjectionId,
    /// The day it came in.
    pub received_on: NaiveDate,
    /// Whose it is (异议人); empty in records of before that was kept.
    pub objector: String,
    /// What it says.
    pub content: String,
    /// Day of the answer, once there.
    pub answered_on: Option<NaiveDate>,
    /// The answer.
    pub answer: Option<String>,
    /// Whether it was upheld (成立).
    pub upheld: Option<bool>,
}

/// How a decision stands that orders the end of a filing (R19-4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Whether the end is ordered still: no review changed or withdrew it.
    pub in_force: bool,
    /// Whether the decision is served.
    pub served: bool,
    /// Who is recused from the case (G43-1).
    pub recused: Vec<StaffId>,
    /// Who handles it, or did.
    pub handlers: Vec<StaffId>,
    /// Why the decision may still fall: the time to ask for a review, or the review; until which day, where that is known.
    pub open_to_review: Option<(Text, Option<NaiveDate>)>,
}

/// A publicity (公示) of a filing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Publicity {
    /// Row.
    #[serde(skip)]
    pub id: PublicityId,
    /// The day it was posted.
    pub posted_on: NaiveDate,
    /// Where.
    pub posted_at: String,
    /// Its text.
    pub text: String,
    /// The last day for objections that the public was told; none in records of before that was kept.
    pub told_until: Option<NaiveDate>,
    /// The day it was stopped, if it was.
    pub stopped_on: Option<NaiveDate>,
    /// Objections, oldest first.
    pub objections: Vec<Objection>,
}

/// A filing with all that a judgement about it needs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FilingFile {
    /// Row.
    #[serde(skip)]
    pub id: FilingId,
    /// Public number.
    pub no: RecordNo,
    /// Bureau of registration (属地).
    pub bureau: BureauId,
    /// The agency.
    pub agency: Agency,
    /// What is applied for.
    pub kind: FilingKind,
    /// Whether the bureau assesses it, as that was when it was applied for: a record corrected since takes no step away.
    pub assessed: bool,
    /// Where it stands.
    pub status: FilingStatus,
    /// Day of the application.
    pub applied_on: NaiveDate,
    /// Scopes applied for: the ones that an incremental filing adds, or that a narrower scope gives up.
    pub scopes: Vec<Scope>,
    /// What an end or a change rests on; none for any other kind.
    pub matter: Option<FilingMatter>,
    /// What the application says.
    pub statement: String,
    /// Why a late application was accepted (R10-2); none while it wasn't.
    pub acceptance: Option<String>,
    /// Why it was refused or withdrawn.
    pub ending: Option<String>,
    /// Steps done, oldest first.
    pub steps: Vec<FilingStep>,
    /// Who is to handle it: name; none where nobody in particular is.
    pub handler: Option<String>,
    /// Whom it waits for.
    pub waits_for: WaitsFor,
    /// Until when, where a day is set.
    pub due: Option<NaiveDate>,
    /// Its checklist, with what is there of it.
    pub materials: Vec<Material>,
    /// Its documents, oldest first.
    pub documents: Vec<FilingDocument>,
    /// Requests for completion, oldest first.
    pub rounds: Vec<Round>,
    /// Consents of other offices, oldest first.
    pub consents: Vec<Consent>,
    /// Publicities, oldest first.
    pub publicities: Vec<Publicity>,
    /// What the agency evaluates with; read for judgements only.
    #[serde(skip)]
    pub capacity: Capacity,
    /// Other agencies filed for the same in the division-city (R7-4); read for judgements only.
    #[serde(skip)]
    pub rivals: Vec<Rival>,
    /// How the decision stands that ordered it; read for judgements only (R19-4).
    #[serde(skip)]
    pub order: Option<Order>,
    /// What it passed without, with the reason (R6-3, R7-4 and the like).
    pub departures: Vec<Departure>,
    /// Deadlines.
    pub deadlines: Vec<Deadline>,
    /// Version, from 1.
    pub version: i64,
}

impl FilingFile {
    /// The line of steps of its kind, up to where it changes the directory.
    #[must_use]
    pub fn line(&self) -> &'static [FilingStatus] {
        use FilingStatus::{Applied, Approval, Assessment, Materials, Publicity, Published, Recheck, Survey};
        if self.assessed {
            &[Applied, Materials, Survey, Assessment, Recheck, Publicity, Approval, Published]
        } else if self.is_made_public() {
            &[Applied, Materials, Publicity, Published]
        } else {
            &[Applied, Materials, Approval, Published]
        }
    }

    /// What is assessed: the scopes applied for, at a renewal all that the agency is filed for.
    #[must_use]
    pub fn assessed_scopes(&self) -> &[Scope] {
        match self.kind {
            FilingKind::Renewal => &self.agency.facts.scopes,
            _ => &self.scopes,
        }
    }

    /// Consents of a kind.
    pub fn consents_to(&self, about: ConsentKind) -> impl Iterator<Item = &Consent> {
        self.consents.iter().filter(move |consent| consent.about == about)
    }

    /// Whether it ends an agency that held no evaluation (R19-2), which is made public first.
    #[must_use]
    pub const fn is_inactive_end(&self) -> bool {
        matches!(self.matter, Some(FilingMatter::Automatic { ground: EndGround::Inactive, .. }))
    }

    /// Whether an end is made public before it is settled: of one that held no evaluation, and one that was ordered (R19-2,
    /// R19-4).
    #[must_use]
    pub const fn is_made_public(&self) -> bool {
        self.is_inactive_end() || matches!(self.kind, FilingKind::OrderedEnd)
    }

    /// The case that ordered it.
    #[must_use]
    pub const fn ordered_by(&self) -> Option<RecordNo> {
        match self.matter {
            Some(FilingMatter::Ordered { case, .. }) => Some(case),
            _ => None,
        }
    }

    /// The last time a step was done.
    #[must_use]
    pub fn step(&self, step: FilingStatus) -> Option<&FilingStep> {
        self.steps.iter().rev().find(|done| done.step == step)
    }

    /// The approval that counts: the last one, unless the Corps bureau returned the filing after it.
    #[must_use]
    pub fn approval(&self) -> Option<&FilingStep> {
        let returned = |done: &&FilingStep| done.step == FilingStatus::Published && !done.passed;
        let since = self.steps.iter().rev().take_while(|done| !returned(done));
        since.into_iter().find(|done| done.step == FilingStatus::Approval)
    }

    /// The day on which the application was put on file here.
    #[must_use]
    pub fn registered_on(&self) -> NaiveDate {
        let first = self.steps.iter().find(|done| done.step == FilingStatus::Applied);
        first.map_or(self.applied_on, |done| done.on)
    }

    /// The publicity that runs or ran to its end: the last that was not stopped.
    #[must_use]
    pub fn publicity(&self) -> Option<&Publicity> {
        self.publicities.iter().rev().find(|p| p.stopped_on.is_none())
    }

    /// The request for completion that is not answered.
    #[must_use]
    pub fn open_round(&self) -> Option<&Round> {
        self.rounds.iter().rev().find(|round| round.answered_on.is_none())
    }

    /// The publicity that had been posted last on a day, one stopped since included.
    #[must_use]
    pub fn publicity_on(&self, day: NaiveDate) -> Option<&Publicity> {
        self.publicities.iter().rev().find(|p| p.posted_on <= day)
    }

    /// Objections that are not answered, those to a publicity that was stopped included.
    pub fn unanswered(&self) -> impl Iterator<Item = &Objection> {
        self.publicities.iter().flat_map(|p| &p.objections).filter(|o| o.answered_on.is_none())
    }

    /// Whether somebody did a step that stands: of the application its registration, not the acceptance of a late one; of any
    /// other the last, which took the place of those before it.
    #[must_use]
    pub fn did(&self, staff: StaffId, step: FilingStatus) -> bool {
        let mut done = self.steps.iter().filter(|s| s.step == step);
        let stands = if step == FilingStatus::Applied { done.next() } else { done.next_back() };
        stands.is_some_and(|s| s.by == staff)
    }
}
