//! Visits (督导): score sheets handed in (R22-4), problems found, answered, checked again, and a case on those not put right (R22-5).

mod assign;
mod cancel;
mod cycle;
mod plan;
mod problems;
mod sheet;

pub use assign::AssignVisit;
pub use cancel::CancelVisit;
pub use cycle::PlanCycle;
pub use plan::PlanVisit;
pub use problems::{AnswerProblem, OpenProblemCase, RecheckProblem, RecordProblem};
pub use sheet::HandInSheet;

use super::clocks;
use super::entry::Done;
use super::fault::Fault;
use super::scene::Scene;
use crate::records::supervision::SupervisionStatus;
use crate::records::visit::VisitFile;
use crate::store::{self, Sql};

/// Puts the visit where its sheet and problems have it now, and counts its clocks anew.
fn settle(scene: &Scene<VisitFile>, sql: &dyn Sql) -> Result<Done, Fault> {
    let no = scene.facts.no;
    let file = store::visits::file(sql, no)?.unwrap_or_else(|| scene.facts.clone());
    let to_do = file.problems.iter().any(|problem| problem.passed_on().is_none() && problem.case.is_none());
    let status = match (to_do, file.sheet.is_some()) {
        (true, _) => SupervisionStatus::Rectifying,
        (false, true) => SupervisionStatus::Closed,
        (false, false) => match file.status {
            SupervisionStatus::Rectifying => SupervisionStatus::Held,
            status => status,
        },
    };
    let version = store::visits::advance(sql, file.id, status)?;
    clocks::refresh(sql, no, scene.moment.today)?;
    // A special supervision is the cycle's (R22-1).
    clocks::refresh(sql, file.agency.no, scene.moment.today)?;
    Ok(Done::on(no, version))
}
