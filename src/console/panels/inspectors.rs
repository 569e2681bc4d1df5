//! 检查人员名录 (`:inspectors`): who is drawn and sent for the own bureau, with fields and appointment.

use serde_json::json;

use super::kept_list::{self, Item, Kept, filled};
use super::rows::Entry;
use crate::console::context::Context;
use crate::console::layer::Layer;
use crate::records::inspector::Inspector;
use crate::store::{DbError, inspectors};
use crate::text::Text;

static LIST: Kept = Kept {
    title: Text::new("检查人员名录", "List of inspectors"),
    empty: Text::new("名录为空: 登记检查人员后才能抽取", "the list is empty: enter inspectors to draw from"),
    load,
    enter: "record-inspector",
    strike: "end-inspector",
    names: &["inspector"],
};

/// Opens it.
///
/// # Errors
/// When the database can't be read.
pub fn open(cx: &Context) -> Result<Box<dyn Layer>, Text> {
    kept_list::open(&LIST, cx)
}

fn load(cx: &Context) -> Result<Vec<Item>, DbError> {
    let all = inspectors::of_bureau(&cx.store, cx.actor.bureau)?;
    Ok(all.iter().map(|one| item(one, one.appointed(cx.day()))).collect())
}

fn item(one: &Inspector, appointed: bool) -> Item {
    let fields = json!({
        "number": one.number, "name": one.name, "unit": one.unit, "appointed_on": one.appointed_on,
        "appointed_until": one.appointed_until, "inspector": one.number,
        "fields": Some(one.fields.to_string()).filter(|fields| !fields.is_empty()),
    });
    Item {
        entry: Entry {
            lead: one.number.clone(),
            label: Text::same(one.name.as_str()),
            remark: one.told(),
            muted: !appointed,
        },
        name: one.name.clone(),
        codes: one.number.clone(),
        fields: filled(fields),
    }
}
