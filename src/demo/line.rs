//! The days of a made-up case: from a plan and a first day, the steps one after another so that the rules let each
//! pass. Waiting times are counted by `law::terms`, never guessed.

use chrono::{Days, NaiveDate};

use crate::law::calendar::Calendar;
use crate::law::leaving;
use crate::law::length::Length;
use crate::law::settings::LengthKey;
use crate::law::terms::{self, StartDay};
use crate::records::case::ReviewOutcome;
use crate::records::service::ServiceMethod;
use crate::text::Text;

/// Who does a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    FirstHandler,
    SecondHandler,
    Approver,
    /// Another approver: checks the law, decides reviews.
    Reviewer,
    /// An approver of the Corps management body.
    Center,
    /// An approver of the Corps bureau.
    Corps,
}

/// What the agency does once it is notified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hearing {
    Silent,
    Statement,
    Waiver,
}

/// What becomes of the decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Review {
    None,
    InTime(ReviewOutcome),
    Late { accepted: bool },
}

/// How heavy the proposed outcome is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Light,
    Grave,
}

/// A case to be made.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    /// The last command done.
    pub stop: &'static str,
    /// How many working days ago that was.
    pub age: u32,
    pub way: ServiceMethod,
    pub hearing: Hearing,
    pub review: Review,
    pub weight: Weight,
}

/// One step of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub day: NaiveDate,
    pub who: Who,
    pub command: &'static str,
}

impl Plan {
    /// The same case where a waiting time hangs on a calendar that is not loaded: nothing is waited for.
    const fn without_waiting(self) -> Self {
        let way = match self.way {
            ServiceMethod::Announcement => ServiceMethod::Direct,
            other => other,
        };
        let review = match self.review {
            Review::None => Review::InTime(ReviewOutcome::Upheld),
            Review::Late { .. } => Review::InTime(ReviewOutcome::Changed),
            other @ Review::InTime(_) => other,
        };
        // An ordered end is made public for a time.
        Self { way, review, hearing: Hearing::Waiver, weight: Weight::Light, ..self }
    }
}

/// The steps of a plan, the last of them as many working days ago as it says; and the plan itself, which does
/// without waiting where the calendar of a year is not there.
pub(super) fn steps(plan: Plan, calendar: &Calendar, today: NaiveDate) -> Result<(Plan, Vec<Step>), Text> {
    let target = back(calendar, today, plan.age);
    let (steps, stuck) = fitted(target, |start| walk(plan, calendar, start))?;
    if !stuck {
        return Ok((plan, steps));
    }
    let settled = plan.without_waiting();
    Ok((settled, fitted(target, |start| walk(settled, calendar, start))?.0))
}

/// The steps of a first filing up to one, that one so many working days ago; none where they wait for a day that hangs on a
/// calendar that is not loaded.
pub(super) fn filing_steps(
    stop: &'static str,
    age: u32,
    calendar: &Calendar,
    today: NaiveDate,
) -> Result<Option<Vec<Step>>, Text> {
    let target = back(calendar, today, age);
    let (steps, stuck) = fitted(target, |start| walk_filing(stop, calendar, start))?;
    Ok((!stuck).then_some(steps))
}

/// The steps with the last of them on a day, or as shortly before as days off allow, and whether they wait for a
/// provisional day.
fn fitted(
    target: NaiveDate,
    walk: impl Fn(NaiveDate) -> Result<(Vec<Step>, bool), Text>,
) -> Result<(Vec<Step>, bool), Text> {
    let mut start = target;
    let mut best = loop {
        let walked = walk(start)?;
        match overshoot(&walked.0, target) {
            0 => break walked,
            days => start = start - Days::new(days),
        }
    };
    // Days off make the way longer or shorter: a later start may come nearer.
    for later in 1..=9 {
        let walked = walk(start + Days::new(later))?;
        let nearer = walked.0.last().map(|s| s.day) > best.0.last().map(|s| s.day);
        if nearer && overshoot(&walked.0, target) == 0 {
            best = walked;
        }
    }
    Ok(best)
}

/// By how many days the last step comes too late.
fn overshoot(steps: &[Step], target: NaiveDate) -> u64 {
    steps.last().map_or(0, |last| u64::try_from((last.day - target).num_days()).unwrap_or(0))
}

/// The working day so many working days before a day; 0: that day, or the last working day before it.
pub(super) fn back(calendar: &Calendar, from: NaiveDate, days: u32) -> NaiveDate {
    let mut day = from;
    let mut left = days;
    loop {
        if calendar.is_workday(day) {
            if left == 0 {
                return day;
            }
            left -= 1;
        }
        day = day - Days::new(1);
    }
}

/// The working day so many working days after a day; 0: that day, or the first working day after it.
pub(super) fn on(calendar: &Calendar, from: NaiveDate, days: u32) -> NaiveDate {
    let mut day = from;
    let mut left = days;
    loop {
        if calendar.is_workday(day) {
            if left == 0 {
                return day;
            }
            left -= 1;
        }
        day = day + Days::new(1);
    }
}

/// A case on its way.
struct Walk<'a> {
    calendar: &'a Calendar,
    day: NaiveDate,
    stop: &'static str,
    steps: Vec<Step>,
    /// A waiting time is provisional: what waits for it stays refused.
    stuck: bool,
}

impl Walk<'_> {
    fn ended(&self) -> bool {
        self.steps.last().is_some_and(|s| s.command == self.stop)
    }

    fn step(&mut self, gap: u32, who: Who, command: &'static str) {
        if self.ended() {
            return;
        }
        self.day = on(self.calendar, self.day, gap);
        self.steps.push(Step { day: self.day, who, command });
    }

    /// Waits a term out; its last day.
    fn wait(&mut self, length: LengthKey) -> Result<NaiveDate, Text> {
        self.wait_for(length.default_value())
    }

    fn wait_for(&mut self, length: Length) -> Result<NaiveDate, Text> {
        if self.ended() {
            return Ok(self.day);
        }
        let term = terms::count(self.calendar, self.day, length, StartDay::Excluded)?;
        self.stuck |= term.provisional.is_some();
        if let Some(first) = term.possible_from {
            self.day = first;
        }
        Ok(term.last_day)
    }
}

/// The steps from a first day on, and whether they wait for a provisional day.
fn walk(plan: Plan, calendar: &Calendar, start: NaiveDate) -> Result<(Vec<Step>, bool), Text> {
    let mut walk = Walk { calendar, day: start, stop: plan.stop, steps: Vec::new(), stuck: false };
    walk.step(0, Who::FirstHandler, "open-case");
    walk.step(1, Who::FirstHandler, "add-evidence");
    walk.step(1, Who::SecondHandler, "add-evidence");
    if plan.stop == "close-unfounded" {
        walk.step(3, Who::Approver, "close-unfounded");
        return Ok((walk.steps, false));
    }
    notice(&mut walk, plan)?;
    decision(&mut walk, plan);
    review(&mut walk, plan)?;
    ordered_end(&mut walk, plan)?;
    walk.step(2, Who::Approver, "close-case");
    Ok((walk.steps, walk.stuck))
}

/// The steps of a first filing from a first day on, and whether they wait for a provisional day.
fn walk_filing(stop: &'static str, calendar: &Calendar, start: NaiveDate) -> Result<(Vec<Step>, bool), Text> {
    let mut walk = Walk { calendar, day: start, stop, steps: Vec::new(), stuck: false };
    walk.step(0, Who::FirstHandler, "apply-first");
    walk.step(2, Who::FirstHandler, "check-materials");
    if stop == "request-completion" {
        walk.step(0, Who::FirstHandler, stop);
        return Ok((walk.steps, false));
    }
    walk.step(1, Who::FirstHandler, "pass-materials");
    walk.step(3, Who::SecondHandler, "record-survey");
    if stop == "refuse-filing" {
        walk.step(4, Who::Reviewer, stop);
        return Ok((walk.steps, false));
    }
    walk.step(3, Who::Approver, "record-assessment");
    walk.step(3, Who::Center, "recheck-filing");
    walk.step(1, Who::FirstHandler, "post-publicity");
    if walk.steps.last().is_some_and(|step| step.command == "post-publicity") {
        // It tells its last day, so that has to be known.
        let length = LengthKey::FilingPublicityTerm.default_value();
        walk.stuck = terms::count(calendar, walk.day, length, StartDay::Excluded)?.provisional.is_some();
    }
    walk.wait(LengthKey::FilingPublicityTerm)?;
    walk.step(0, Who::Reviewer, "approve-filing");
    walk.step(3, Who::Corps, "publish-filing");
    Ok((walk.steps, walk.stuck))
}

fn notice(walk: &mut Walk<'_>, plan: Plan) -> Result<(), Text> {
    walk.step(2, Who::FirstHandler, "propose-decision");
    walk.step(0, Who::FirstHandler, "draft-notice");
    if plan.stop == "return-draft" {
        walk.step(1, Who::Approver, "return-draft");
    }
    walk.step(1, Who::Approver, "approve-notice");
    walk.step(0, Who::FirstHandler, "issue-notice");
    if plan.way == ServiceMethod::Announcement {
        walk.step(1, Who::SecondHandler, "record-attempt");
    }
    walk.step(1, Who::SecondHandler, "serve-notice");
    if plan.way == ServiceMethod::Announcement && !walk.ended() {
        let term = LengthKey::AnnouncementTerm;
        // Served on the last day of the announcement; the time for a statement is counted from it.
        walk.day = walk.wait(term)?;
    }
    match plan.hearing {
        Hearing::Silent => drop(walk.wait(LengthKey::StatementTerm)?),
        Hearing::Waiver => walk.step(1, Who::FirstHandler, "waive-statement"),
        Hearing::Statement => {
            let served = walk.day;
            walk.step(2, Who::FirstHandler, "record-statement");
            if !walk.ended() {
                walk.day = served;
                walk.wait(LengthKey::StatementTerm)?;
            }
        }
    }
    Ok(())
}

fn decision(walk: &mut Walk<'_>, plan: Plan) {
    if plan.weight == Weight::Grave {
        walk.step(0, Who::FirstHandler, "record-discussion");
        walk.step(1, Who::Reviewer, "record-legal-check");
    }
    walk.step(0, Who::FirstHandler, "draft-decision");
    walk.step(1, Who::Approver, "approve-decision");
    walk.step(0, Who::FirstHandler, "issue-decision");
    walk.step(1, Who::SecondHandler, "serve-decision");
}

fn review(walk: &mut Walk<'_>, plan: Plan) -> Result<(), Text> {
    let taken_up = match plan.review {
        Review::None => {
            walk.wait(LengthKey::ReviewRequestTerm)?;
            false
        }
        Review::InTime(_) => {
            walk.step(3, Who::FirstHandler, "request-review");
            true
        }
        Review::Late { accepted } => {
            walk.wait(LengthKey::ReviewRequestTerm)?;
            walk.step(1, Who::FirstHandler, "request-review");
            walk.step(1, Who::Reviewer, "accept-late-review");
            accepted
        }
    };
    if taken_up {
        walk.step(2, Who::SecondHandler, "draft-review");
        walk.step(1, Who::Reviewer, "approve-review");
        walk.step(0, Who::FirstHandler, "issue-review");
        walk.step(1, Who::SecondHandler, "serve-review");
    }
    let overturned = matches!(plan.review, Review::InTime(ReviewOutcome::Changed | ReviewOutcome::Withdrawn));
    if overturned {
        walk.step(1, Who::FirstHandler, "record-take-back");
    }
    if plan.review != Review::InTime(ReviewOutcome::Withdrawn) {
        walk.step(1, Who::FirstHandler, "record-execution");
    }
    Ok(())
}

/// What a grave decision orders that no review changed is carried out: made public, then cancelled (R19-4).
fn ordered_end(walk: &mut Walk<'_>, plan: Plan) -> Result<(), Text> {
    let overturned = matches!(plan.review, Review::InTime(ReviewOutcome::Changed | ReviewOutcome::Withdrawn));
    if plan.weight == Weight::Light || overturned {
        return Ok(());
    }
    walk.step(1, Who::FirstHandler, "carry-out-end");
    walk.step(1, Who::SecondHandler, "check-data");
    walk.step(1, Who::FirstHandler, "post-publicity");
    walk.wait_for(leaving::ORDERED_PUBLICITY)?;
    walk.step(0, Who::Reviewer, "settle-filing");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(stop: &'static str, age: u32) -> Plan {
        Plan {
            stop,
            age,
            way: ServiceMethod::Direct,
            hearing: Hearing::Silent,
            review: Review::None,
            weight: Weight::Grave,
        }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_decision_waits_for_the_statement() {
        let calendar = Calendar::shipped();
        let (_, steps) = steps(plan("draft-decision", 0), &calendar, day("2026-03-27")).unwrap();
        let of = |command| steps.iter().find(|s| s.command == command).unwrap().day;
        assert!(of("record-discussion") > of("serve-notice") + Days::new(7));
        assert!(steps.last().unwrap().day <= day("2026-03-27"));
    }

    #[test]
    fn where_a_calendar_lacks_nothing_is_waited_for() {
        let calendar = Calendar::shipped();
        let (settled, steps) = steps(plan("close-case", 0), &calendar, day("2027-03-10")).unwrap();
        assert_eq!(settled.hearing, Hearing::Waiver);
        assert_eq!(steps.last().unwrap().command, "close-case");
    }

    #[test]
    fn the_last_step_is_as_old_as_the_plan_says() {
        let calendar = Calendar::shipped();
        for age in [0, 3, 12] {
            let (_, steps) = steps(plan("serve-notice", age), &calendar, day("2026-06-10")).unwrap();
            assert_eq!(steps.last().unwrap().day, back(&calendar, day("2026-06-10"), age));
        }
    }
}
