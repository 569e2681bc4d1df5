//! Evaluation activities (评价活动, Art. 12 to 17): plans filed on an agency, then the steps of each activity, one file a close family.

mod after;
mod batch;
mod breach_case;
mod changes;
mod crossing;
pub(in crate::commands) mod dispatch;
mod found;
mod plan;
mod steps;
mod unplanned;

pub use after::{ArchiveActivity, FileReport, RecordResults};
pub use batch::{HoldBatch, ReleaseBatch, UploadBatch, WithdrawBatch};
pub use breach_case::OpenBreachCase;
pub use changes::{AnswerChange, RequestChange};
pub use crossing::{AnswerAuthorisation, AnswerConsent};
pub use dispatch::{AssignSupervisor, RelieveSupervisor};
pub use found::{RecordBreach, RecordHeld};
pub use plan::FilePlan;
pub use steps::{BeginActivity, CancelActivity, ConfirmPlan};
pub use unplanned::RecordFound;

use chrono::NaiveDate;

use super::entry::Done;
use super::fault::Fault;
use super::scene::Scene;
use crate::law::activities::{Exam, not_suspended, settled, supervised};
use crate::law::requirement::Requirement;
use crate::records::activity::{ActivityFile, ActivityStatus};
use crate::store::{self, Sql};

/// Before it began.
const TO_COME: &[ActivityStatus] = &[ActivityStatus::Planned, ActivityStatus::Confirmed];

/// Moves the activity to a status; the agency's own clocks hang on its evaluations (R19-2).
fn advance(scene: &Scene<ActivityFile>, sql: &dyn Sql, status: ActivityStatus) -> Result<Done, Fault> {
    let version = store::activities::advance(sql, scene.facts.id, status)?;
    // Once it began, or is called off, nobody is asked for a paper any more (R23-1).
    if !TO_COME.contains(&status) {
        store::crossings::lapse(sql, scene.facts.id)?;
    }
    super::clocks::refresh(sql, scene.facts.agency.no, scene.moment.today)?;
    // A visit owes its sheet on the day that the activity ends (R22-4).
    for visit in store::visits::of_activity(sql, scene.facts.id)? {
        super::clocks::refresh(sql, visit, scene.moment.today)?;
    }
    Ok(Done::on(scene.facts.no, version))
}

/// The activity stays where it is, with its next version.
fn stay(scene: &Scene<ActivityFile>, sql: &dyn Sql) -> Result<Done, Fault> {
    advance(scene, sql, scene.facts.status)
}

/// What an activity wants before it is confirmed, and once more before it begins: in scope still, nothing suspended, no change
/// unanswered, a supervisor of who wants one.
fn ready(scene: &Scene<ActivityFile>, on: NaiveDate) -> Vec<Requirement> {
    let file = &scene.facts;
    let exam = Exam::of(file);
    let mut all = exam.in_scope();
    if let (Some(plan), Some(across)) = (&file.plan, file.across()) {
        all.extend(exam.elsewhere(&across, plan.competition.is_some(), &file.agency.known.constraints));
    }
    all.push(not_suspended(&file.suspended_by, on));
    all.extend(settled(file));
    all.extend(supervised(file));
    all
}
