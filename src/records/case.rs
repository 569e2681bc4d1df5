//! Violation cases (违规案件): the record, its parts, and the words for them.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use super::agency::Agency;
use super::bureau::BureauId;
pub use super::case_words::{CaseStatus, EvidenceKind, Ground, Origin, StatementKind};
use super::certificates::Certificates;
use super::deadline::Deadline;
use super::document::{Document, DocumentKind, DocumentStatus};
use super::filing::FilingStatus;
use super::ids::{CaseId, DocumentId, FilingId, ProposalId, RecordNo, StaffId, StatementId};
use super::mail::{ElectronicConsent, Mail};
pub use super::outcome::Outcome;
use super::referral::Referral;
pub use super::review::{Carried, Review, ReviewOutcome};
use super::service::Service;
use super::staff::{Role, Staff};
use super::suspension::Suspension;
use super::violation::{Finding, ListedViolation, Violation};
use crate::say;
use crate::text::Text;

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
    /// The agency concerned.
    pub agency: Agency,
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

impl CaseFile {
    /// The document of a kind now in force: the last that is not void.
    #[must_use]
    pub fn document(&self, kind: DocumentKind) -> Option<&Document> {
        self.documents.iter().rev().find(|d| d.kind == kind && d.status != DocumentStatus::Void)
    }

    /// The written consent to electronic service in force.
    #[must_use]
    pub fn consent(&self) -> Option<&ElectronicConsent> {
        self.consents.iter().rfind(|consent| consent.withdrawn_on.is_none())
    }

    /// The number of a ground, or the code of an entry of the list, as people know it.
    #[must_use]
    pub fn code(&self, violation: Violation) -> String {
        let entry = self.listed.iter().find(|entry| Some(entry.id) == violation.listed());
        entry.map_or_else(|| violation.to_string(), |entry| entry.code.clone())
    }

    /// What a violation is called.
    #[must_use]
    pub fn named(&self, violation: Violation) -> Text {
        match violation {
            Violation::Ground(ground) => ground.label(),
            Violation::Listed(id) => {
                let entry = self.listed.iter().find(|entry| entry.id == id);
                entry.map_or_else(|| Text::same(id.to_string()), |entry| Text::same(&entry.words))
            }
        }
    }

    /// Where it came from: what kind, and in words.
    #[must_use]
    pub fn came_from(&self) -> Text {
        match self.origin {
            Some(origin) => say!("{o}: {s}", "{o}: {s}", o = origin, s = self.source),
            None => Text::same(&self.source),
        }
    }

    /// The day from which the check counts: the opening, or the last reopening of a case that was never decided.
    #[must_use]
    pub fn checked_since(&self) -> NaiveDate {
        let again = self.reopenings.last().filter(|_| self.decision.is_none());
        let again = again.or_else(|| {
            let decided = self.decision.as_ref()?.on;
            self.reopenings.iter().rfind(|reopening| reopening.on <= decided)
        });
        again.map_or(self.opened_on, |reopening| reopening.on)
    }

    /// R19-3: whether the check came upon one of the twelve grounds while nothing was suspended yet. What an approver lifted since the
    /// check began, or began again, stays lifted.
    #[must_use]
    pub fn begins_to_suspend(&self, found: &[Violation]) -> bool {
        let again = self.reopenings.last().map(|reopening| reopening.on);
        let of_this_check = |suspension: &Suspension| again.is_none_or(|again| suspension.since >= again);
        !self.suspensions.iter().any(of_this_check)
            && found.iter().any(|violation| violation.ground().is_some())
    }

    /// All that it was ever found, proposed or opened to be about.
    #[must_use]
    pub fn ever_about(&self) -> Vec<Violation> {
        let found = self.findings.iter().map(|finding| finding.violation);
        self.grounds.iter().chain(self.violations()).copied().chain(found).collect()
    }

    /// What was found of a violation.
    #[must_use]
    pub fn found(&self, violation: Violation) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.violation == violation)
    }

    /// What it is about now: what is proposed, before that what it was opened for.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        self.proposal.as_ref().map_or(&self.grounds, |proposal| &proposal.grounds)
    }

    /// What it suspends now.
    #[must_use]
    pub fn suspends(&self) -> Option<&Suspension> {
        self.suspensions.iter().find(|suspension| suspension.stands())
    }

    /// Whether somebody is a handler of the case.
    #[must_use]
    pub fn handled_by(&self, staff: StaffId) -> bool {
        self.handlers.iter().any(|h| h.staff.id == staff)
    }

    /// The handlers who can still handle it.
    pub fn able_handlers(&self) -> impl Iterator<Item = &Handler> {
        self.handlers.iter().filter(|h| h.is_able())
    }

    /// Whether somebody is or was a handler of the case: who stepped aside decides nothing in it either.
    #[must_use]
    pub fn ever_handled_by(&self, staff: StaffId) -> bool {
        self.ever_handlers.contains(&staff)
    }

    /// Whether a service of the document was recorded and struck out: it may well have reached the agency, and nothing
    /// but a service can be recorded of it.
    #[must_use]
    pub fn was_served(&self, document: &Document) -> bool {
        self.struck_services.iter().any(|struck| struck.document == document.no)
    }

    /// Whether somebody struck out an entry of the case, from a day on.
    #[must_use]
    pub fn struck_by(&self, staff: StaffId, since: NaiveDate) -> bool {
        let entries = self.statements.iter().filter_map(|entry| entry.struck.as_ref());
        let mut struck = entries.chain(self.struck_services.iter().map(|service| &service.struck));
        struck.any(|struck| struck.by_id == staff && struck.on >= since)
    }

    /// What the review changed or withdrew, if it did.
    #[must_use]
    pub fn overturned(&self) -> Option<&Review> {
        let review = self.review.as_ref()?;
        let overturns = matches!(review.outcome, Some(ReviewOutcome::Changed | ReviewOutcome::Withdrawn));
        overturns.then_some(review)
    }

    /// The day on which the review decision that overturned the decision was issued: an approved one may still be
    /// returned, and binds nobody yet.
    #[must_use]
    pub fn overturned_on(&self) -> Option<NaiveDate> {
        self.overturned()?;
        self.document(DocumentKind::ReviewDecision)?.issued_on
    }

    /// How the decision was taken back after the review decision that overturned it.
    #[must_use]
    pub fn taken_back(&self) -> Option<&Carried> {
        let (review, from) = (self.overturned()?.id, self.overturned_on()?);
        let of_this = |c: &&Carried| c.takes_back && c.after == Some(review) && c.on >= from;
        self.executions.iter().find(of_this)
    }

    /// The outcomes that are to be carried out: those decided, or what a review put in their place.
    #[must_use]
    pub fn outcomes_in_force(&self) -> &[Outcome] {
        match self.overturned().filter(|_| self.overturned_on().is_some()) {
            Some(review) => &review.outcomes,
            None => self.decision.as_ref().map_or(&[], |decision| decision.outcomes.as_slice()),
        }
    }

    /// How that was carried out: what was done before a review changed it, or before it was opened again, doesn't count.
    #[must_use]
    pub fn carried_out(&self) -> Option<&Carried> {
        let changed = self.overturned().map(|review| review.id);
        let before = self.reopenings.last().map_or(0, |reopening| reopening.executions);
        let counts = |c: &&Carried| !c.takes_back && (changed.is_none() || c.after == changed);
        self.executions.iter().skip(before).rev().find(counts)
    }

    /// The notice that the agency knew of on a day, one replaced since included: the last one served by then; where no
    /// service is on file, the last one issued.
    #[must_use]
    pub fn notice_known_by(&self, on: NaiveDate) -> Option<&Document> {
        let notices = || self.documents.iter().rev().filter(|d| d.kind == DocumentKind::Notice);
        let served = notices().find(|d| d.service.as_ref().is_some_and(|s| s.acted_on <= on));
        served.or_else(|| notices().find(|d| d.issued_on.is_some_and(|issued| issued <= on)))
    }

    /// How many statements the decision weighed; none while no decision is issued.
    #[must_use]
    pub fn weighed(&self) -> Option<usize> {
        let decision = self.document(DocumentKind::Decision).filter(|d| d.issued_on.is_some())?;
        let weighed = decision.content.get("statements")?.as_u64()?;
        usize::try_from(weighed).ok()
    }

    /// Statements with whether the decision weighed them: one put on file after its issue, it did not.
    pub fn statements_weighed(&self) -> impl Iterator<Item = (&Statement, bool)> {
        let weighed = self.weighed().unwrap_or(usize::MAX);
        let mut spoken = 0;
        self.statements.iter().map(move |statement| {
            spoken += usize::from(statement.kind == StatementKind::Statement);
            (statement, statement.kind == StatementKind::Waiver || spoken <= weighed)
        })
    }

    /// Statements proper, waivers left out: what was said against an earlier notice was said all the same.
    pub fn spoken(&self) -> impl Iterator<Item = &Statement> {
        self.statements.iter().filter(|s| s.kind == StatementKind::Statement && s.struck.is_none())
    }

    /// How many statements were ever put on file, struck ones too: by this number a draft, a discussion and a check know
    /// of which they were aware, whatever is struck out later.
    #[must_use]
    pub fn recorded(&self) -> usize {
        self.statements.iter().filter(|s| s.kind == StatementKind::Statement).count()
    }

    /// What was handed in against the notice in force.
    pub fn against_the_notice(&self) -> impl Iterator<Item = &Statement> {
        let notice = self.document(DocumentKind::Notice).map(|n| n.id);
        self.statements.iter().filter(move |s| Some(s.notice) == notice && s.struck.is_none())
    }
}
