//! Violation cases (违规案件): the record, its parts, and the words for them.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use super::agency::Agency;
use super::bureau::BureauId;
pub use super::case_words::{CaseStatus, EvidenceKind, Ground, Origin, StatementKind};
use super::certificates::Certificates;
use super::deadline::Deadline;
use super::document::{Document, DocumentKind};
use super::filing::FilingStatus;
use super::ids::{CaseId, DocumentId, FilingId, ProposalId, RecordNo, StaffId, StatementId};
use super::mail::{ElectronicConsent, Mail};
pub use super::outcome::Outcome;
use super::person::Person;
use super::referral::Referral;
pub use super::review::{Carried, Review, ReviewOutcome};
use super::service::Service;
use super::staff::{Role, Staff};
use super::suspension::Suspension;
use super::violation::{Finding, ListedViolation, Violation};
use crate::text::secrets::Secrets;

/// A handler of the case (经办人).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Handler {
    /// Who.
    pub staff: Staff,
    /// First day on the case.
    pub since: NaiveDate,
}

impl Handler {
    /// Whether they can still handle it: with an account, and with the role.
    #[must_use]
    pub fn is_able(&self) -> bool {
        self.staff.active && self.staff.is(Role::Handler)
    }
}

/// A recusal (回避): an interest keeps somebody out of the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recusal {
    /// Who.
    #[serde(skip)]
    pub staff: StaffId,
    /// Their name.
    pub name: String,
    /// Day.
    pub on: NaiveDate,
    /// What the interest is.
    pub reason: String,
}

/// Why somebody can't become a handler of the case any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptOut {
    /// Left the case as a handler, or was recused.
    SteppedAside,
    /// Approved, checked or decided something in it: nobody does both.
    Approved,
}

/// A piece of evidence (证据).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// Kind.
    pub kind: EvidenceKind,
    /// What it is.
    pub title: String,
    /// Where it comes from.
    pub source: String,
    /// Who collected it.
    pub collector: String,
    /// When it was collected.
    pub collected_on: NaiveDate,
    /// When it was put on file.
    pub filed_at: DateTime<FixedOffset>,
    /// Name of the attached file, if there is one.
    pub file: Option<String>,
    /// Its SHA-256, hex.
    pub sha256: Option<String>,
    /// Its size in bytes.
    pub size: Option<i64>,
}

/// A proposed decision (拟处理意见): the four things of R25-1 and the grounds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Row.
    #[serde(skip, default = "no_proposal")]
    pub id: ProposalId,
    /// Who proposed it.
    #[serde(skip, default = "no_staff")]
    pub by: StaffId,
    /// Day.
    pub on: NaiveDate,
    /// What it was found to have done.
    pub grounds: Vec<Violation>,
    /// Proposed outcomes.
    pub outcomes: Vec<Outcome>,
    /// Facts found.
    pub facts: String,
    /// Reasons.
    pub reasons: String,
    /// Basis.
    pub basis: String,
    /// Facts and evidence of each violation, as they were found when it was proposed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
}

const fn no_proposal() -> ProposalId {
    ProposalId(0)
}

const fn no_staff() -> StaffId {
    StaffId(0)
}

/// An entry struck out (作废误登): recorded wrongly, and kept as it stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Struck {
    /// Day.
    pub on: NaiveDate,
    /// Who struck it out.
    #[serde(skip)]
    pub by_id: StaffId,
    /// Their name.
    pub by: String,
    /// What was wrong.
    pub reason: String,
}

/// A service that was struck out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StruckService {
    /// Public number of the document.
    pub document: RecordNo,
    /// Its kind.
    pub kind: DocumentKind,
    /// What was recorded.
    pub service: Service,
    /// When, by whom, why.
    pub struck: Struck,
}

/// What the agency handed in against a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Statement {
    /// Row.
    #[serde(skip)]
    pub id: StatementId,
    /// Statement or waiver.
    pub kind: StatementKind,
    /// The notice it was handed in against.
    #[serde(skip)]
    pub notice: DocumentId,
    /// The day it came in.
    pub on: NaiveDate,
    /// What it says.
    pub content: String,
    /// Recorded wrongly: counts for nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub struck: Option<Struck>,
}

/// A collective discussion (集体讨论, G57-1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Discussion {
    /// Day.
    pub on: NaiveDate,
    /// Who took part.
    pub members: String,
    /// Whether it agreed with the proposal.
    pub agreed: bool,
    /// What was concluded.
    pub conclusion: String,
    /// How many statements were on file.
    #[serde(skip)]
    pub statements: usize,
}

/// A legal check (法制审核, G58-1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LegalCheck {
    /// Day.
    pub on: NaiveDate,
    /// Who checked.
    #[serde(skip)]
    pub by: StaffId,
    /// Their name.
    pub name: String,
    /// Whether it passed.
    pub passed: bool,
    /// Opinion.
    pub opinion: String,
    /// How many statements were on file.
    #[serde(skip)]
    pub statements: usize,
}

/// A closed case opened again (重开).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reopening {
    /// The day on which it had been closed.
    pub closed_on: NaiveDate,
    /// Day.
    pub on: NaiveDate,
    /// Who opened it again.
    pub by: String,
    /// Ground and reason.
    pub reason: String,
    /// How many executions were on file then: they don't count any more.
    #[serde(skip)]
    pub executions: usize,
}

/// An ordered end as it is carried out (责令终止的办理, R19-4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OrderedEnd {
    /// Row.
    #[serde(skip)]
    pub id: FilingId,
    /// Public number of the filing.
    pub no: RecordNo,
    /// Where it stands.
    pub status: FilingStatus,
    /// Its documents, oldest first: they belong into the case's file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Document>,
}

/// A decision made (处理决定): what the approver approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// Who decided.
    #[serde(skip)]
    pub by: StaffId,
    /// Day.
    pub on: NaiveDate,
    /// What it was found to have done.
    pub grounds: Vec<Violation>,
    /// Outcomes.
    pub outcomes: Vec<Outcome>,
}

/// A case with all that a judgement about it needs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CaseFile {
    /// Row.
    #[serde(skip)]
    pub id: CaseId,
    /// Public number.
    pub no: RecordNo,
    /// Bureau that handles it (属地).
    pub bureau: BureauId,
    /// The agency concerned: the party, or that of the person.
    pub agency: Agency,
    /// The person it is about, where it is none of the agency itself (Art. 26).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<Person>,
    /// What of it is not shown in the clear.
    #[serde(skip)]
    pub secrets: Secrets,
    /// Status.
    pub status: CaseStatus,
    /// Day of opening (立案).
    pub opened_on: NaiveDate,
    /// What it was opened for.
    pub grounds: Vec<Violation>,
    /// The entries of the list of other violations that are named in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub listed: Vec<ListedViolation>,
    /// Where it came from; none of a case opened before that was kept.
    pub origin: Option<Origin>,
    /// Where it came from, in words.
    pub source: String,
    /// What is alleged, as first noted.
    pub summary: String,
    /// Handlers now on the case.
    pub handlers: Vec<Handler>,
    /// Everybody who was ever a handler of it, those who stepped aside included.
    #[serde(skip)]
    pub ever_handlers: Vec<StaffId>,
    /// Recusals, of approvers and reviewers too.
    pub recusals: Vec<Recusal>,
    /// Who can't become a handler any more, by login; read for judgements only.
    #[serde(skip)]
    pub kept_out: Vec<(String, KeptOut)>,
    /// Evidence.
    pub evidence: Vec<Evidence>,
    /// What was found of each violation, as it stands now.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// The proposal in force, the last one made.
    pub proposal: Option<Proposal>,
    /// Documents, oldest first, void ones included.
    pub documents: Vec<Document>,
    /// Statements and waivers, those against a notice that was replaced and those struck out included.
    pub statements: Vec<Statement>,
    /// Services struck out, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub struck_services: Vec<StruckService>,
    /// Collective discussions since the proposal in force.
    pub discussions: Vec<Discussion>,
    /// Legal checks since the proposal in force.
    pub legal_checks: Vec<LegalCheck>,
    /// The decision, once made.
    pub decision: Option<Decision>,
    /// Everybody who made a decision in it, one returned before its issue included (R25-4).
    #[serde(skip)]
    pub deciders: Vec<StaffId>,
    /// The review, once asked for.
    pub review: Option<Review>,
    /// How it was carried out, as often as that was recorded.
    pub executions: Vec<Carried>,
    /// The day on which its constraint was lifted.
    #[serde(skip)]
    pub constraint_lifted_on: Option<NaiveDate>,
    /// Certificates from the violation (R19-5).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub certificates: Vec<Certificates>,
    /// What it suspends, as often as it did (R19-3).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub suspensions: Vec<Suspension>,
    /// The filing by which an ordered end is carried out (R19-4).
    pub ordered_end: Option<OrderedEnd>,
    /// What was referred to others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub referrals: Vec<Referral>,
    /// How often it was opened again, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reopenings: Vec<Reopening>,
    /// Written consents to electronic service, the last one in force unless it was withdrawn.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub consents: Vec<ElectronicConsent>,
    /// Documents sent by e-mail, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mails: Vec<Mail>,
    /// The day of closing.
    pub closed_on: Option<NaiveDate>,
    /// Deadlines, open and past.
    pub deadlines: Vec<Deadline>,
    /// Version, from 1.
    pub version: i64,
}
