//! Acts on agencies (机构): registering and correcting them, what they evaluate with, and noting calls about them.

pub mod banks;
pub mod call;
pub mod checks;
pub mod conditions;
pub mod correct;
pub mod credit;
pub mod credit_file;
pub mod frequency;
pub mod people;
pub mod register;
pub mod remind;
pub mod venues;

use super::entry::Done;
use super::fault::Fault;
use super::scene::Scene;
use crate::records::agency::Agency;
use crate::say;
use crate::store::{Sql, agencies};
use crate::text::Text;

/// Why an entry ended in whose place a new one stands.
const CHANGED: &str = "登记变更";

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
