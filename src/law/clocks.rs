//! The clocks of a record (期限): every deadline it has, reckoned from its facts. The one function for a date:
//! lists, filters and the record show what comes from here.

use chrono::NaiveDate;

use super::article::Source;
use super::cases::Bench;
use super::filings::Board;
use super::pauses::{self, Pause, Paused};
use super::reviews::{self, Timeliness};
use super::rules::RuleId;
use super::service;
use super::settings::LengthKey;
use super::terms::{self, Length, StartDay, Term};
use crate::records::case::Outcome;
use crate::records::deadline::{Clock, DeadlineState, Reckoned};
use crate::records::document::DocumentKind;
use crate::records::filing::{FilingStatus, Round};
use crate::text::Text;

/// The rule a clock serves.
#[must_use]
pub const fn rule(clock: Clock) -> RuleId {
    match clock {
        Clock::Expiry => RuleId::R10_1,
        Clock::Renewal => RuleId::R10_2,
        Clock::Statement => RuleId::R25_2,
        Clock::Announcement => RuleId::G61_2,
        Clock::Decision => RuleId::G60_1,
        Clock::DecisionService => RuleId::G61_1,
        Clock::ReviewRequest => RuleId::R25_3,
        Clock::ReviewDecision => RuleId::R25_4,
        Clock::TakeBack => RuleId::G48_1,
        Clock::Archive => RuleId::R16_1,
        Clock::ScoreSheet => RuleId::R22_4,
        Clock::InternalReport => RuleId::R15_1,
        Clock::ExternalSupervisor => RuleId::R22_2,
        Clock::FilingPublicity => RuleId::R8_5,
        Clock::Completion | Clock::Handling => RuleId::R8_2,
        Clock::RenewalReminder => RuleId::R10_2,
        Clock::Inactivity | Clock::YearWithout => RuleId::R19_2,
        Clock::BankRenewal => RuleId::R6_7,
        Clock::DrawPublication => RuleId::R21_1,
        Clock::CrossingConsent | Clock::CrossingAuthorisation => RuleId::R23_1,
        Clock::Rectification => RuleId::R22_5,
        Clock::SpecialSupervision => RuleId::R22_1,
        Clock::CreditConfirmation => RuleId::R24_1,
    }
}

/// Where the time of a clock comes from: the article of its rule, or the bureau's own setting where no article gives a time.
#[must_use]
pub fn source(clock: Clock) -> Text {
    match clock {
        Clock::Handling
        | Clock::Statement
        | Clock::ReviewRequest
        | Clock::ReviewDecision
        | Clock::FilingPublicity
        | Clock::InternalReport
        | Clock::DrawPublication => Source::Setting.label(),
        // The day that the request names.
        Clock::Completion => Text::new("补正通知", "the request"),
        Clock::Rectification => Text::new("整改要求", "as ordered"),
        // The stages at which an agency is reminded are the console's own: no article gives them.
        Clock::RenewalReminder | Clock::Inactivity => Source::House.label(),
        _ => rule(clock).rule().source.label(),
    }
}

/// The clocks of a filing: the publicity that runs (R8-5), and what the agency was asked for (R8-2).
///
/// # Errors
/// When the day can't be counted.
pub fn of_filing(board: &Board<'_>) -> Result<Vec<Reckoned>, Text> {
    let mut all = completions(board);
    all.push(handling(board)?);
    let Some(term) = board.publicity_term()? else { return Ok(all) };
    let ended = match (board.file.status.is_closed(), term.is_over(board.today)) {
        (_, true) => Some((DeadlineState::Met, term.last_day)),
        (true, false) => Some((DeadlineState::Void, board.today)),
        (false, false) => None,
    };
    all.push(Reckoned {
        clock: Clock::FilingPublicity,
        about: board.file.publicity().map(|p| p.id.0.to_string()).unwrap_or_default(),
        from: term.from,
        length: term.length.to_string(),
        due: term.last_day,
        provisional: term.provisional.is_some(),
        state: ended.map_or(DeadlineState::Open, |(state, _)| state),
        ended_on: ended.map(|(_, day)| day),
    });
    Ok(all)
}

/// How soon it is settled (R8-2, a bureau setting): from the application to the approval or whatever ends it. It stops while
/// the applicant has the ball.
fn handling(board: &Board<'_>) -> Result<Reckoned, Text> {
    let file = board.file;
    let pauses: Vec<Pause> = file
        .rounds
        .iter()
        .map(|round| Pause { from: round.requested_on, until: round.answered_on })
        .collect();
    let length = board.settings.length(LengthKey::FilingTerm);
    let Paused { term, since } = pauses::count(board.calendar, file.applied_on, length, &pauses)?;
    let done = settled_on(board);
    let (state, ended_on) = match (done, file.status.is_closed(), since) {
        (Some(on), ..) if on <= term.last_day => (DeadlineState::Met, Some(on)),
        (Some(on), ..) => (DeadlineState::Missed, Some(on)),
        // Withdrawn by the agency, or gone with it: nothing is owed any more.
        (None, true, _) => (DeadlineState::Void, Some(board.today)),
        (None, false, Some(since)) => (DeadlineState::Stopped, Some(since)),
        (None, false, None) => (DeadlineState::Open, None),
    };
    Ok(Reckoned {
        clock: Clock::Handling,
        about: String::new(),
        from: term.from,
        length: length.to_string(),
        due: term.last_day,
        provisional: term.provisional.is_some(),
        state,
        ended_on,
    })
}

/// The day on which the bureau was done with it: approved, refused, or settled without an approval.
fn settled_on(board: &Board<'_>) -> Option<NaiveDate> {
    let file = board.file;
    // A refusal is what it was settled by, whatever was approved before.
    if file.status == FilingStatus::Refused {
        return file.step(FilingStatus::Refused).map(|refused| refused.on);
    }
    let open_again = !file.status.is_closed() && file.status < FilingStatus::Approval;
    let published = file.step(FilingStatus::Published).filter(|done| done.passed);
    let done = [file.approval(), published].into_iter().flatten();
    done.map(|done| done.on).min().filter(|_| !open_again)
}

/// Requests for completion (补正): until when each was to be answered.
fn completions(board: &Board<'_>) -> Vec<Reckoned> {
    let of = |round: &Round| {
        let (state, ended_on) = match (round.answered_on, board.file.status.is_closed()) {
            (Some(on), _) if on <= round.due => (DeadlineState::Met, Some(on)),
            (Some(on), _) => (DeadlineState::Missed, Some(on)),
            (None, true) => (DeadlineState::Void, Some(board.today)),
            (None, false) => (DeadlineState::Open, None),
        };
        Reckoned {
            clock: Clock::Completion,
            about: round.id.0.to_string(),
            from: round.requested_on,
            length: String::new(),
            due: round.due,
            provisional: false,
            state,
            ended_on,
        }
    };
    board.file.rounds.iter().map(of).collect()
}

/// The clocks of a case.
///
/// # Errors
/// When a day can't be counted.
pub fn of_case(bench: &Bench<'_>) -> Result<Vec<Reckoned>, Text> {
    let file = bench.file;
    let mut all = Clocks { bench, all: Vec::new() };
    if bench.settings.rule_on(RuleId::G60_1) {
        // It is made when it is issued: that is the day it bears.
        let done = all.issued_on(DocumentKind::Decision);
        all.count(Clock::Decision, String::new(), file.checked_since(), LengthKey::DecisionTerm, done)?;
    }
    all.announcements()?;
    all.statement()?;
    all.service_of_decision()?;
    all.rectification()?;
    all.review()?;
    Ok(all.all)
}

struct Clocks<'a> {
    bench: &'a Bench<'a>,
    all: Vec<Reckoned>,
}

impl Clocks<'_> {
    fn count(
        &mut self,
        clock: Clock,
        about: String,
        from: NaiveDate,
        key: LengthKey,
        done: Option<NaiveDate>,
    ) -> Result<(), Text> {
        let length = self.bench.settings.length(key);
        let term = terms::count(self.bench.calendar, from, length, StartDay::Excluded)?;
        self.push(clock, about, length, &term, done);
        Ok(())
    }

    fn push(&mut self, clock: Clock, about: String, length: Length, term: &Term, done: Option<NaiveDate>) {
        let (state, ended_on) = match (done, self.bench.file.closed_on) {
            (Some(day), _) if day <= term.last_day || clock.is_wait() => (DeadlineState::Met, Some(day)),
            (Some(day), _) => (DeadlineState::Missed, Some(day)),
            // A duty whose day had passed when the case was closed was missed; closing doesn't make it good.
            (None, Some(closed)) if closed > term.last_day && !clock.is_wait() => {
                (DeadlineState::Missed, Some(closed))
            }
            (None, Some(closed)) => (DeadlineState::Void, Some(closed)),
            (None, None) => (DeadlineState::Open, None),
        };
        self.all.push(Reckoned {
            clock,
            about,
            from: term.from,
            length: length.to_string(),
            due: term.last_day,
            provisional: term.provisional.is_some(),
            state,
            ended_on,
        });
    }

    /// The day that the document of a kind now in force bears.
    fn issued_on(&self, kind: DocumentKind) -> Option<NaiveDate> {
        self.bench.file.document(kind)?.issued_on
    }

    /// The document of a kind now in force, by its number.
    fn about(&self, kind: DocumentKind) -> String {
        self.bench.file.document(kind).map(|d| d.no.to_string()).unwrap_or_default()
    }

    fn announcements(&mut self) -> Result<(), Text> {
        let served = [
            DocumentKind::Notice,
            DocumentKind::Decision,
            DocumentKind::ReviewDecision,
            DocumentKind::Correction,
        ];
        for kind in served {
            let Some(document) = self.bench.file.document(kind) else { continue };
            let Some(service) = document.service.as_ref() else { continue };
            let deemed = service::deemed(service, self.bench.settings, self.bench.calendar)?;
            if let Some(term) = &deemed.term {
                let done = term.is_over(self.bench.today).then_some(deemed.on);
                self.push(Clock::Announcement, document.no.to_string(), term.length, term, done);
            }
        }
        Ok(())
    }

    fn statement(&mut self) -> Result<(), Text> {
        let Some(term) = self.bench.statement_term()? else { return Ok(()) };
        let file = self.bench.file;
        let ended = self.bench.ended_by_statement().map(|s| s.on);
        let ended = [file.decision.as_ref().map(|d| d.on), self.bench.waiver().map(|w| w.on), ended];
        let done = ended.into_iter().flatten().min();
        self.push(Clock::Statement, self.about(DocumentKind::Notice), term.length, &term, done);
        Ok(())
    }

    fn service_of_decision(&mut self) -> Result<(), Text> {
        let file = self.bench.file;
        let Some(issued_on) = self.issued_on(DocumentKind::Decision) else { return Ok(()) };
        let about = self.about(DocumentKind::Decision);
        let service = file.document(DocumentKind::Decision).and_then(|d| d.service.as_ref());
        if self.bench.settings.rule_on(RuleId::G61_1) {
            let acted = service.map(|s| s.acted_on);
            self.count(
                Clock::DecisionService,
                about.clone(),
                issued_on,
                LengthKey::DecisionServiceTerm,
                acted,
            )?;
        }
        if let Some(term) = reviews::request_term(self.bench)? {
            let asked = file.review.as_ref().map(|r| r.requested_on);
            self.push(Clock::ReviewRequest, about, term.length, &term, asked);
            // A wait that was over ends well; a request that came late does not.
            if let (Some(review), Some(last)) = (&file.review, self.all.last_mut())
                && reviews::of_request(self.bench, review)? == Timeliness::Late
            {
                last.state = DeadlineState::Missed;
            }
        }
        Ok(())
    }

    /// R22-5: a rectification has the time that the decision gives it, from its service on. One that a review overturned owes none.
    fn rectification(&mut self) -> Result<(), Text> {
        let file = self.bench.file;
        let Some(decision) = file.document(DocumentKind::Decision) else { return Ok(()) };
        let Some(service) = decision.service.as_ref() else { return Ok(()) };
        let within = decision.content.get("rectify_within").and_then(|written| written.as_str());
        let Some(length) = within.and_then(|written| written.parse::<Length>().ok()) else { return Ok(()) };
        if !file.outcomes_in_force().contains(&Outcome::Rectification) {
            return Ok(());
        }
        let from = service::deemed(service, self.bench.settings, self.bench.calendar)?.on;
        let term = terms::count(self.bench.calendar, from, length, StartDay::Excluded)?;
        let done = file.carried_out().map(|carried| carried.on);
        self.push(Clock::Rectification, decision.no.to_string(), length, &term, done);
        Ok(())
    }

    fn review(&mut self) -> Result<(), Text> {
        let Some(review) = &self.bench.file.review else { return Ok(()) };
        if reviews::turned_down(self.bench)? {
            return Ok(());
        }
        let (from, about) = (review.requested_on, review.id.0.to_string());
        let issued_on = self.issued_on(DocumentKind::ReviewDecision);
        self.count(Clock::ReviewDecision, about.clone(), from, LengthKey::ReviewDecisionTerm, issued_on)?;
        let overturned_on = self.bench.file.overturned_on();
        if let Some(on) = overturned_on.filter(|_| self.bench.settings.rule_on(RuleId::G48_1)) {
            let done = self.bench.file.taken_back().map(|carried| carried.on);
            self.count(Clock::TakeBack, about, on, LengthKey::TakebackTerm, done)?;
        }
        Ok(())
    }
}
