//! The clocks of an activity (活动期限): an external supervisor before its day (R22-2), the internal report (R15-1) and the archive
//! (R16-1) after its end.

use chrono::NaiveDate;

use super::calendar::Calendar;
use super::length::{Length, Unit};
use super::settings::{LengthKey, Settings};
use super::terms::{self, StartDay};
use crate::records::activity::{ActivityFile, ActivityStatus, ActivityStep};
use crate::records::agency_kind::AgencyKind;
use crate::records::crossing::{Crossing, CrossingStatus};
use crate::records::deadline::{Clock, DeadlineState, Reckoned};
use crate::text::Text;

/// How long after its end the archive is complete (R16-1).
pub const ARCHIVE: Length = Length::constant(1, Unit::Months);

/// The clocks of an activity.
///
/// # Errors
/// When a day can't be counted.
pub fn of_activity(
    file: &ActivityFile,
    settings: &Settings,
    calendar: &Calendar,
    today: NaiveDate,
) -> Result<Vec<Reckoned>, Text> {
    let mut all = Vec::new();
    // Of one from before plans were kept, what was done is not on record.
    let known = file.plan.is_some() || first(file, ActivityStep::Assigned).is_some();
    let to_come = matches!(file.status, ActivityStatus::Planned | ActivityStatus::Confirmed);
    if file.agency.facts.kind == AgencyKind::SocialOrganisation && (known || to_come) {
        all.push(supervisor(file, today));
    }
    all.extend(file.crossings.iter().filter_map(|asked| crossing(file, asked, today)));
    if matches!(file.status, ActivityStatus::Running | ActivityStatus::Held | ActivityStatus::Archived) {
        let report = settings.length(LengthKey::InternalReportTerm);
        for (clock, length, step) in [
            (Clock::InternalReport, report, ActivityStep::Reported),
            (Clock::Archive, ARCHIVE, ActivityStep::Archived),
        ] {
            let term = terms::count(calendar, file.occasion.ends_on, length, StartDay::Excluded)?;
            let done = file.done(step);
            all.push(Reckoned {
                clock,
                about: String::new(),
                from: file.occasion.ends_on,
                length: length.to_string(),
                due: term.last_day,
                provisional: term.provisional.is_some(),
                state: DeadlineState::by(term.last_day, done),
                ended_on: done,
            });
        }
    }
    Ok(all)
}

/// When a step was done first.
fn first(file: &ActivityFile, step: ActivityStep) -> Option<NaiveDate> {
    file.steps.iter().find(|(done, ..)| *done == step).map(|(_, on, _)| *on)
}

/// R22-2: named before the day; begun without one, it was missed.
fn supervisor(file: &ActivityFile, today: NaiveDate) -> Reckoned {
    let due = file.occasion.starts_on;
    // Who was taken off is nobody; who came in their place counts from then.
    let named = match (file.supervisors.is_empty(), file.relieved.is_empty()) {
        (true, false) => None,
        (_, true) => first(file, ActivityStep::Assigned),
        (false, false) => file.done(ActivityStep::Assigned),
    };
    let (state, ended_on) = match (named, file.status) {
        (Some(on), _) if on <= due => (DeadlineState::Met, Some(on)),
        (Some(on), _) => (DeadlineState::Missed, Some(on)),
        (None, ActivityStatus::Cancelled) => (DeadlineState::Void, Some(today)),
        (None, ActivityStatus::Planned | ActivityStatus::Confirmed) => (DeadlineState::Open, None),
        (None, _) => (DeadlineState::Missed, Some(due)),
    };
    Reckoned {
        clock: Clock::ExternalSupervisor,
        about: String::new(),
        from: due,
        length: String::new(),
        due,
        provisional: false,
        state,
        ended_on,
    }
}

/// R23-1: answered before the start, by its own office. Nothing where the paper came with the plan.
fn crossing(file: &ActivityFile, asked: &Crossing, today: NaiveDate) -> Option<Reckoned> {
    let due = file.occasion.starts_on.pred_opt()?;
    let answered = asked.answers.last().map(|answer| answer.on);
    let (state, ended_on) = match asked.status {
        CrossingStatus::Waiting => (DeadlineState::Open, None),
        CrossingStatus::Lapsed => (DeadlineState::Void, Some(today)),
        CrossingStatus::Given | CrossingStatus::Refused => {
            (DeadlineState::by(due, Some(answered?)), answered)
        }
    };
    Some(Reckoned::given(asked.part.clock(), String::new(), due, state, ended_on))
}
