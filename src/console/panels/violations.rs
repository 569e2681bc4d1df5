//! 违规情形清单 (`:violations`): other violations than the twelve grounds, with what is provided for each.

use serde_json::json;

use super::kept_list::{self, Item, Kept, filled};
use super::rows::Entry;
use crate::console::context::Context;
use crate::console::layer::Layer;
use crate::records::violation::ListedViolation;
use crate::store::{DbError, violations};
use crate::text::Text;

static LIST: Kept = Kept {
    title: Text::new("违规情形清单", "List of other violations"),
    empty: Text::new("清单为空: 由经办人或管理员导入", "the list is empty: import it"),
    load,
    enter: "record-violation",
    strike: "strike-violation",
    names: &["code"],
};

/// Opens it.
///
/// # Errors
/// When the database can't be read.
pub fn open(cx: &Context) -> Result<Box<dyn Layer>, Text> {
    kept_list::open(&LIST, cx)
}

fn load(cx: &Context) -> Result<Vec<Item>, DbError> {
    Ok(violations::in_force(&cx.store)?.iter().map(item).collect())
}

fn item(one: &ListedViolation) -> Item {
    let fields = json!({
        "code": one.code, "words": one.words, "article": one.article, "measure": one.measure,
        "reference": one.reference,
    });
    Item {
        entry: Entry {
            lead: one.code.clone(),
            label: Text::same(one.words.as_str()),
            remark: one.told(),
            muted: false,
        },
        name: one.words.clone(),
        codes: one.code.clone(),
        fields: filled(fields),
    }
}
