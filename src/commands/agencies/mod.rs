//! Acts on agencies (机构): registering and correcting them, what they evaluate with, and noting calls about them.

pub mod banks;
pub mod call;
pub mod checks;
pub mod correct;
pub mod people;
pub mod register;
pub mod remind;
pub mod venues;

use super::entry::Done;
use super::fault::Fault;
use super::inputs::Line;
use super::scene::Scene;
use crate::records::agency::Agency;
use crate::records::occupation::OccupationCode;
use crate::say;
use crate::store::{Sql, agencies};
use crate::text::Text;

/// Reads an occupation code that stands in a field.
fn occupation(field: &str, code: &str) -> Result<OccupationCode, Fault> {
    code.parse().map_err(|wrong| Fault::field(field, wrong))
}

/// Reads the occupation code of a field that may be empty.
fn occupation_if_given(field: &str, code: Option<&Line>) -> Result<Option<OccupationCode>, Fault> {
    code.map(|code| occupation(field, &code.0)).transpose()
}

/// What is to end is not on record: says what there is.
fn not_on_record<'a>(field: &str, there: impl Iterator<Item = &'a str>) -> Fault {
    let all: Vec<Text> = there.map(Text::same).collect();
    Fault::field(
        field,
        say!("没有这样的登记; 在册的: {a}", "not on record; there are: {a}", a = Text::join(&all)),
    )
}

/// The agency with its next version.
fn stay(scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Done, Fault> {
    Ok(Done::on(scene.facts.no, agencies::touch(sql, scene.facts.id)?))
}
