//! The one form for every command (表单): fields from its declaration, drafts while typing, a last page before the act.
//!
//! One file a kind of widget. Reads through `store` and `commands`; writes drafts, and acts through the context only.

mod candidate;
mod choice;
mod data;
mod date;
mod draw;
mod entries;
mod file;
mod flag;
mod form;
mod keep;
mod keys;
mod line;
mod marks;
mod options;
mod paragraph;
mod picker;
mod scopes;
mod scores;
mod several;
pub mod subject;
mod widget;
mod words;

pub use file::{PathField, path_field, path_field_with};
use serde_json::{Map, Value};

use super::context::Context;
use super::layer::Layer;
use super::panels::bulk::Marked;
use crate::commands::scene::Key;
use crate::commands::spec::Spec;

/// The form of a command. A draft of it that is there is taken up. Where the key is a bureau and the command is about
/// a record, the form asks which.
///
/// `prefill` is what it starts with (what stands in the record, when empty); `version` the record's as the person
/// saw it (as it is now, when absent).
#[must_use]
pub fn open(
    cx: &Context,
    spec: &'static Spec,
    key: &Key,
    prefill: Map<String, Value>,
    version: Option<i64>,
) -> Box<dyn Layer> {
    Box::new(form::Form::open(cx, spec, key, prefill, version))
}

/// The form of a command that is to be done with several records: filled in once, done for each. It starts empty, whatever
/// stands in one of them.
#[must_use]
pub fn open_many(cx: &Context, spec: &'static Spec, records: Vec<Marked>) -> Box<dyn Layer> {
    let Some((first, _)) = records.first() else {
        return open(cx, spec, &Key::Bureau(cx.actor.bureau), Map::new(), None);
    };
    let key = Key::Record(*first);
    Box::new(form::Form::open(cx, spec, &key, Map::new(), None).for_all(cx, records))
}
