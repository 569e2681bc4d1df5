//! Acts on agencies (机构): registering and correcting them, what they evaluate with, and noting calls about them.

pub mod banks;
pub mod call;
pub mod checks;
pub mod correct;
pub mod people;
pub mod register;
pub mod venues;

use super::clocks;
use super::entry::Done;
use super::fault::Fault;
use super::scene::Scene;
use crate::records::agency::Agency;
use crate::records::occupation::OccupationCode;
use crate::store::{Sql, agencies};

/// Reads an occupation code that stands in a field.
fn occupation(field: &str, code: &str) -> Result<OccupationCode, Fault> {
    code.parse().map_err(|wrong| Fault::field(field, wrong))
}

/// The agency with its next version, its deadlines reckoned anew.
fn stay(scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Done, Fault> {
    let version = agencies::touch(sql, scene.facts.id)?;
    clocks::refresh(sql, scene.facts.no, scene.moment.today)?;
    Ok(Done::on(scene.facts.no, version))
}
