//! `settings`: what the regulation leaves to the bureau and its checklists of materials, each with its value today, where that
//! comes from, what is to hold.

use serde_json::{Value, json};

use super::answer::Answer;
use super::session::Session;
use crate::commands::fault::Fault;
use crate::commands::premises;
use crate::law::checklists::{self, Listed};
use crate::law::settings::{self, Setting};
use crate::records::agency_kind::AgencyKind;
use crate::say;
use crate::store::filing_papers;
use crate::text::{Lang, Text};

/// The settings of the actor's bureau.
///
/// # Errors
/// When the database can't be read.
pub fn settings(session: &Session, lang: Lang) -> Result<Answer, Fault> {
    let entries = premises::entries(&session.store, session.actor.bureau)?;
    let today = session.moment().today;
    let all: Vec<Setting> = settings::effective(&entries, today).all().collect();
    let line = |setting: &Setting| {
        let key = setting.key();
        say!(
            "{n}  {l}: {v} ({o})  [{r}]",
            "{n}  {l}: {v} ({o})  [{r}]",
            n = key.name(),
            l = key.label(),
            v = setting.value_words(),
            o = settings::origin(setting, &entries, today),
            r = key.rule().as_str()
        )
    };
    let json = |setting: &Setting| {
        let key = setting.key();
        let of_key = || entries.iter().filter(|entry| entry.setting.key() == key);
        let written = |entry: &settings::Entry| json!({ "from": entry.from, "value": entry.setting.value(), "reference": entry.reference });
        let since = of_key().filter(|entry| entry.from <= today).max_by_key(|entry| entry.from);
        json!({
            "name": key.name(), "label": key.label().get(lang), "rule": key.rule().as_str(), "value": setting.value(),
            "since": since.map(written), "later": of_key().filter(|e| e.from > today).map(written).collect::<Vec<_>>(),
        })
    };
    let set = filing_papers::checklists(&session.store, session.actor.bureau)?;
    let lists = checklists::listed(&set, today);
    let values = all.iter().map(json).chain(lists.iter().map(|list| list_json(list, lang))).collect();
    let lines: Vec<Text> = all.iter().map(line).chain(lists.iter().map(list_line)).collect();
    Ok(Answer::new(Value::Array(values), lines))
}

fn list_line(list: &Listed) -> Text {
    say!(
        "{l} ({o}): {i}",
        "{l} ({o}): {i}",
        l = list.label(),
        o = list.origin.clone(),
        i = list.items.join("; ")
    )
}

fn list_json(list: &Listed, lang: Lang) -> Value {
    json!({
        "checklist": list.kind.as_str(), "agencies": list.agencies.map(AgencyKind::code), "label": list.label().get(lang),
        "items": list.items, "origin": list.origin.get(lang),
    })
}
