//! Lists (清单): windows over the database by keyset. A list never loads what it doesn't show.
//!
//! A [`Query`] says which records, in which order; [`window`] reads the rows after or before a [`Cursor`]; the
//! cost of a page doesn't grow with the table. One file a kind says where its columns stand.

mod activities;
mod agencies;
mod audit;
mod cases;
mod complaints;
mod coverage;
mod crossings;
mod deadlines;
mod documents;
mod draws;
mod filings;
mod filter;
mod page;
mod reviews;
mod shape;
mod supervisions;
#[cfg(test)]
mod tests;
mod to_serve;

use chrono::NaiveDate;
use serde::Serialize;

use crate::records::agency::{AgencyStatus, Validity};
use crate::records::agency_kind::AgencyKind;
use crate::records::bureau::BureauId;
use crate::records::case::CaseStatus;
use crate::records::complaint::{Channel, ComplaintFinding, ComplaintStatus};
use crate::records::credit::Preferred;
use crate::records::crossing::{CrossingPart, CrossingStatus};
use crate::records::deadline::Deadline;
use crate::records::document::{DocumentKind, DocumentStatus};
use crate::records::ids::{AgencyId, RecordNo};
use crate::records::person::MaskedPerson;
use crate::records::staff::Staff;
use crate::records::violation::Violation;
use crate::say;
use crate::text::Text;

pub use filter::parse_filter;
pub use page::{Step, check, count, place, sorts, window};

crate::word_enum! {
    /// What is listed.
    ListKind, "清单", "list" {
        /// 期限: open deadlines by day.
        Deadlines = "deadlines", "期限", "deadlines";
        /// 机构
        Agencies = "agencies", "机构", "agencies";
        /// 备案
        Filings = "filings", "备案", "filings";
        /// 评价活动
        Activities = "activities", "评价活动", "activities";
        /// 督导
        Supervisions = "supervisions", "督导", "supervisions";
        /// 双随机抽取
        Draws = "draws", "双随机抽取", "draws";
        /// 跨师市评价
        Crossings = "crossings", "跨师市评价", "across divisions";
        /// 督导覆盖: what each agency of the directory has had in its cycle
        Coverage = "coverage", "督导覆盖", "coverage";
        /// 案件
        Cases = "cases", "案件", "cases";
        /// 文书
        Documents = "documents", "文书", "documents";
        /// 复核: reviews under way.
        Reviews = "reviews", "复核", "reviews";
        /// 待送达: documents that wait to be served.
        ToServe = "to-serve", "待送达", "to serve";
        /// 投诉举报
        Complaints = "complaints", "投诉举报", "complaints";
        /// 审计
        Audit = "audit", "审计", "audit";
    }
}

crate::word_enum! {
    /// The order of a list; each kind has its own default and takes only those that fit it.
    SortKey, "排序", "order" {
        /// By the day that matters most: due, planned, opened, drafted.
        Day = "day", "日期", "day";
        /// By name of the agency.
        Name = "name", "名称", "name";
        /// By expiry of the filing.
        Expiry = "expiry", "有效期", "expiry";
    }
}

/// Whose records may be seen: one bureau's, or, for the Corps bodies, everybody's. Every query has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// The records of one bureau.
    Of(BureauId),
    /// All records.
    All,
}

impl Sight {
    /// What somebody of a bureau sees.
    #[must_use]
    pub fn of(bureau: BureauId) -> Self {
        if bureau.is_corps() { Self::All } else { Self::Of(bureau) }
    }
}

/// A condition that rows must meet.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// Records of one bureau (further narrowed by the sight).
    Bureau(BureauId),
    /// Status in its written form, its Chinese label, or [`STILL_OPEN`].
    Status(String),
    /// Kind in its written form or Chinese label (kind of agency, document, filing, clock).
    Kind(String),
    /// Agencies in the directory whose facts propose an automatic end on a day (R19-1, R19-2), none under way.
    ToEnd(NaiveDate),
    /// Whom it waits for, in its written form or Chinese label.
    WaitsFor(String),
    /// It waits for this bureau: as the one of registration, or as the Corps body whose step is next.
    WaitsForBureau(BureauId),
    /// Who handles it, by login; [`MYSELF`] is turned into one by [`asked_by`].
    Handler(String),
    /// The day of the list on or after.
    From(NaiveDate),
    /// The day of the list on or before.
    Until(NaiveDate),
    /// Records of these agencies (what the finder found).
    Agencies(Vec<AgencyId>),
    /// The name of the agency, or the number of the record, has these words in it.
    Words(String),
}

/// The status that stands for every record not closed yet (`status=open`), where a kind has one.
pub const STILL_OPEN: &str = "open";

/// The words that stand for the person who asks (`handler=我`).
pub const MYSELF: [&str; 2] = ["我", "me"];

/// The words that stand for the bureau of the person who asks (`waits=本局`).
pub const OUR_BUREAU: [&str; 2] = ["本局", "us"];

/// The words for what is past its day: deadlines, and agencies whose validity is over (`status=逾期`).
pub const OVERDUE: [&str; 4] = ["overdue", "逾期", "expired", "已过期"];

/// The words for agencies whose facts propose an automatic end (`status=应终止`).
pub const TO_END: [&str; 2] = ["应终止", "to-end"];

/// Conditions as somebody asks them on a day: who says 我 means the own login, who says 本局 the own bureau, and 逾期 hangs on
/// the day.
#[must_use]
pub fn asked_by(
    kind: ListKind,
    conditions: Vec<Condition>,
    asker: &Staff,
    today: NaiveDate,
) -> Vec<Condition> {
    let before_today = || today.pred_opt().map(Condition::Until);
    let own = |condition| match condition {
        Condition::Handler(who) if MYSELF.contains(&who.as_str()) => {
            vec![Condition::Handler(asker.login.clone())]
        }
        Condition::WaitsFor(whom) if OUR_BUREAU.contains(&whom.as_str()) => {
            vec![Condition::WaitsForBureau(asker.bureau)]
        }
        Condition::Status(word) if kind == ListKind::Deadlines && OVERDUE.contains(&word.as_str()) => {
            before_today().into_iter().collect()
        }
        Condition::Status(word) if kind == ListKind::Agencies && OVERDUE.contains(&word.as_str()) => {
            let listed = Condition::Status(AgencyStatus::Listed.to_string());
            std::iter::once(listed).chain(before_today()).collect()
        }
        Condition::Status(word) if kind == ListKind::Agencies && TO_END.contains(&word.as_str()) => {
            vec![Condition::ToEnd(today)]
        }
        other => vec![other],
    };
    conditions.into_iter().flat_map(own).collect()
}

/// Which records, in which order.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// What is listed.
    pub kind: ListKind,
    /// Whose records.
    pub sight: Sight,
    /// Conditions, all of which must hold.
    pub conditions: Vec<Condition>,
    /// Order.
    pub sort: SortKey,
    /// Last first.
    pub descending: bool,
}

impl Query {
    /// Everything of a kind that somebody of a bureau sees, in the usual order of the kind.
    #[must_use]
    pub fn new(kind: ListKind, bureau: BureauId) -> Self {
        let sort = sorts(kind)[0];
        let descending = !matches!(
            kind,
            ListKind::Deadlines
                | ListKind::Agencies
                | ListKind::Supervisions
                | ListKind::Reviews
                | ListKind::ToServe
        );
        Self { kind, sight: Sight::of(bureau), conditions: Vec::new(), sort, descending }
    }

    /// The same with one more condition.
    #[must_use]
    pub fn with(mut self, condition: Condition) -> Self {
        self.conditions.push(condition);
        self
    }
}

/// The place of a row in its order: its sort key and its row number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// Sort key, as text.
    pub key: String,
    /// Row number, which breaks ties.
    pub id: i64,
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ListRow {
    /// Place.
    #[serde(skip)]
    pub cursor: Cursor,
    /// The record (of a deadline: what it hangs on; none for an audit entry without one).
    pub no: Option<RecordNo>,
    /// Bureau.
    pub bureau: BureauId,
    /// Name of the agency concerned; may be empty.
    pub agency: String,
    /// Whether that agency's registration and evaluation are suspended (R19-3).
    pub suspended: bool,
    /// The person that its case is about, where it is none of the agency itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<MaskedPerson>,
    /// What else the list shows.
    #[serde(flatten)]
    pub facts: RowFacts,
}

/// What an agency has had of a kind of visit: the last one held, and the first that is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Had {
    /// The day of the last.
    pub held: Option<NaiveDate>,
    /// The day that is planned.
    pub planned: Option<NaiveDate>,
}

impl Had {
    /// It in a word or two.
    #[must_use]
    pub fn told(&self) -> Text {
        match (self.held, self.planned) {
            (Some(on), _) => Text::same(on.to_string()),
            (None, Some(on)) => say!("拟 {d}", "planned {d}", d = on),
            (None, None) => Text::new("未", "not yet"),
        }
    }
}

impl ListRow {
    /// Whom it is about: the agency, or a person of it, masked.
    #[must_use]
    pub fn party(&self) -> Text {
        let agency = Text::same(&self.agency);
        match &self.person {
            None => agency,
            Some(person) => say!("{p} ({a})", "{p} ({a})", a = agency, p = person.label()),
        }
    }
}

/// What a row shows, by kind of list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
#[allow(missing_docs, reason = "the fields are the records' own, documented there")]
pub enum RowFacts {
    Deadline(Deadline),
    Agency {
        kind: AgencyKind,
        status: AgencyStatus,
        #[serde(flatten)]
        validity: Option<Validity>,
        phone: String,
        open_cases: i64,
    },
    Filing {
        kind: String,
        status: String,
        applied_on: NaiveDate,
        waits_for: String,
        due: Option<NaiveDate>,
        preferred: Option<Preferred>,
    },
    Coverage {
        kind: AgencyKind,
        validity: Option<Validity>,
        special: Had,
        annual: Had,
        evaluation: Had,
        percent: Option<u32>,
    },
    Draw {
        drawn_on: NaiveDate,
        check_by: NaiveDate,
        picks: i64,
        status: String,
    },
    Activity {
        name: String,
        level: String,
        starts_on: NaiveDate,
        ends_on: NaiveDate,
        place: String,
        candidates: i64,
        status: String,
    },
    Crossing {
        part: CrossingPart,
        asked_on: NaiveDate,
        status: CrossingStatus,
        name: String,
        level: String,
        starts_on: NaiveDate,
        place: String,
    },
    Complaint {
        channel: Channel,
        status: ComplaintStatus,
        received_on: NaiveDate,
        finding: Option<ComplaintFinding>,
        handler: String,
        content: String,
        case: Option<RecordNo>,
    },
    Supervision {
        kind: String,
        planned_on: NaiveDate,
        supervisor: Option<String>,
        status: String,
        finding: String,
    },
    Case {
        status: CaseStatus,
        opened_on: NaiveDate,
        grounds: Vec<Violation>,
        next_due: Option<NaiveDate>,
    },
    Document {
        kind: DocumentKind,
        status: DocumentStatus,
        number: Option<String>,
        drafted_on: NaiveDate,
        of: RecordNo,
        /// The last day of an announcement that is on file as running.
        announced_until: Option<NaiveDate>,
    },
    ToServe {
        kind: DocumentKind,
        number: Option<String>,
        issued_on: NaiveDate,
        of: RecordNo,
        /// The last day to serve it, where the law names one.
        due: Option<NaiveDate>,
        /// Attempts that failed.
        attempts: i64,
    },
    Review {
        requested_on: NaiveDate,
        in_time: bool,
        /// Whether it is gone into: in time, or late and accepted.
        taken_up: bool,
        /// Whether its decision is approved, and waits to be issued.
        approved: bool,
        request: String,
        /// Who decided, and doesn't review.
        decided_by: Option<String>,
        /// The last day to decide it.
        due: Option<NaiveDate>,
    },
    Audit {
        seq: i64,
        at: String,
        actor: String,
        command: String,
    },
}
