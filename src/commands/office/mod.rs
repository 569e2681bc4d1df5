//! Acts on a bureau itself (本局): accounts, settings, calendar, the regulation's text. For the administrator.

pub mod accounts;
pub mod calendar;
pub mod checklists;
pub mod handover;
pub mod mail;
pub mod occupations;
pub mod score_forms;
pub mod settings;
pub mod statute;
pub mod templates;
pub mod violations;

use serde_json::{Map, Value};

use super::fault::Fault;
use super::scene::{Office, Scene};
use crate::records::bureau::BureauId;
use crate::records::staff::Staff;
use crate::say;
use crate::store::{Sql, about};

/// The bureau named by the field `bureau`, else the actor's own.
fn named_bureau(fields: &Map<String, Value>, actor: &Staff) -> BureauId {
    fields.get("bureau").and_then(Value::as_str).and_then(|word| word.parse().ok()).unwrap_or(actor.bureau)
}

/// Whether a bureau keeps what is one for all, in a database of this one.
pub(super) fn is_keeper(bureau: BureauId, keeper: BureauId) -> bool {
    bureau == keeper || bureau.is_corps()
}

/// What is one for all bureaus of a database, a calendar or a text, is loaded by whoever keeps the database, or by a Corps
/// body.
fn by_the_keeper(scene: &Scene<Office>, sql: &dyn Sql) -> Result<(), Fault> {
    let keeper = about::read(sql)?.bureau;
    if is_keeper(scene.actor.bureau, keeper) {
        return Ok(());
    }
    Err(Fault::NotPermitted(say!(
        "各局共用, 由{b}登记、导入",
        "it is one for all bureaus: {b} keeps it",
        b = keeper.label()
    )))
}
