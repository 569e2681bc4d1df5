//! The steps of a case (案件), one file a command or a close family of them.

pub mod approve;
pub mod certificates;
pub mod close;
pub mod constraint;
mod content;
pub mod correction;
pub mod decide;
pub mod electronic;
pub mod evidence;
pub mod execution;
pub mod finding;
pub mod handlers;
pub mod hearing;
pub mod issue;
pub mod notice;
pub mod open;
pub mod ordered_end;
pub mod paper;
pub mod person;
pub mod proof_scan;
pub mod propose;
pub mod referral;
pub mod reopen;
pub mod returning;
pub mod reveal;
pub mod review;
pub mod safeguards;
pub mod serve;
pub mod strike;
pub mod suspend;
pub(in crate::commands) mod writer;
mod writer_served;

use super::entry::Done;
use super::fault::Fault;
use super::scene::Scene;
use crate::law::cases::Bench;
use crate::records::case::{CaseFile, CaseStatus};
use crate::store::{Sql, case_writes};

/// The facts of the scene, as the law's judgements take them.
#[must_use]
pub fn bench(scene: &Scene<CaseFile>) -> Bench<'_> {
    Bench {
        file: &scene.facts,
        settings: &scene.settings,
        calendar: &scene.calendar,
        today: scene.moment.today,
    }
}

/// Moves the case to a status and tells its new version.
fn advance(scene: &Scene<CaseFile>, sql: &dyn Sql, status: CaseStatus) -> Result<Done, Fault> {
    let version = case_writes::advance(sql, scene.facts.id, status, scene.moment.today)?;
    Ok(Done::on(scene.facts.no, version))
}

/// The case stays where it is, with its next version.
fn stay(scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
    advance(scene, sql, scene.facts.status)
}
