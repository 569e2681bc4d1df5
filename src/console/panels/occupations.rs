//! 职业目录 (`:occupations`): what the catalogue has of each occupation.

use serde_json::json;

use super::kept_list::{self, Item, Kept, filled};
use super::rows::Entry;
use crate::console::context::Context;
use crate::console::layer::Layer;
use crate::records::occupation::CatalogueEntry;
use crate::store::{DbError, occupations};
use crate::text::{Lang, Text};

static LIST: Kept = Kept {
    title: Text::new("职业目录", "Catalogue of occupations"),
    empty: Text::new("目录为空: 由经办人或管理员导入", "the catalogue is empty: import it"),
    load,
    enter: "record-occupation",
    strike: "strike-occupation",
    names: &["code", "list"],
};

/// Opens it.
///
/// # Errors
/// When the database can't be read.
pub fn open(cx: &Context) -> Result<Box<dyn Layer>, Text> {
    kept_list::open(&LIST, cx)
}

fn load(cx: &Context) -> Result<Vec<Item>, DbError> {
    Ok(occupations::catalogue(&cx.store)?.iter().map(item).collect())
}

fn item(one: &CatalogueEntry) -> Item {
    let code = one.code.to_string();
    let fields = json!({
        "code": code, "name": one.name, "joint_with": one.joint_with,
        "list": one.lists.first().map(|(list, _)| list.as_str()),
        "levels": (!one.levels.is_empty()).then(|| one.levels.label().get(Lang::Zh).to_owned()),
        "reference": one.lists.first().map(|(_, reference)| reference),
    });
    Item {
        entry: Entry {
            lead: code.clone(),
            label: Text::same(one.name.as_str()),
            remark: one.told(),
            muted: one.lists.is_empty(),
        },
        name: one.name.clone(),
        codes: format!("{code} {}", code.replace('-', "")),
        fields: filled(fields),
    }
}
