//! What the facts of a case come to (案件): which document is in force, what stands, what was carried out. Pure questions, no law.

use chrono::NaiveDate;

use super::case::{Carried, CaseFile, Handler, Outcome, Review, ReviewOutcome, Statement, StatementKind};
use super::document::{Document, DocumentKind, DocumentStatus};
use super::ids::StaffId;
use super::mail::ElectronicConsent;
use super::suspension::Suspension;
use super::violation::{Finding, Violation};
use crate::say;
use crate::text::Text;

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

    /// Whom it is about, as lines and lists say it: the agency, or a person of it, masked.
    #[must_use]
    pub fn party(&self) -> Text {
        let agency = Text::same(&self.agency.facts.name);
        match &self.person {
            None => agency,
            Some(person) => say!("{p} ({a})", "{p} ({a})", a = agency, p = person.label()),
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
    /// check began, or began again, stays lifted. A case about a person suspends no agency.
    #[must_use]
    pub fn begins_to_suspend(&self, found: &[Violation]) -> bool {
        let again = self.reopenings.last().map(|reopening| reopening.on);
        let of_this_check = |suspension: &Suspension| again.is_none_or(|again| suspension.since >= again);
        self.person.is_none()
            && !self.suspensions.iter().any(of_this_check)
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

    /// Every paper of its file: its own documents, then those of the filing by which an ordered end is carried out (R19-4).
    pub fn papers(&self) -> impl Iterator<Item = &Document> {
        self.documents.iter().chain(self.ordered_end.iter().flat_map(|end| &end.documents))
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
