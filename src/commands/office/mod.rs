//! Acts on a bureau itself (本局): accounts, settings, calendar, the regulation's text. For the administrator.

pub mod accounts;
pub mod calendar;
pub mod settings;
pub mod statute;

use serde_json::{Map, Value};

use crate::records::bureau::BureauId;
use crate::records::staff::Staff;

/// The bureau named by the field `bureau`, else the actor's own.
fn named_bureau(fields: &Map<String, Value>, actor: &Staff) -> BureauId {
    fields.get("bureau").and_then(Value::as_str).and_then(|word| word.parse().ok()).unwrap_or(actor.bureau)
}
