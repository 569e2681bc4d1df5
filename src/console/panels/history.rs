//! 经过 (`t`): everything that happened to a record, newest first: when, who, what, with which words.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::rows::panel;
use crate::commands::catalogue;
use crate::commands::spec::{Field, Kind};
use crate::console::context::Context;
use crate::console::keys::{Code, Key};
use crate::console::layer::{Binding, Flow, Layer};
use crate::console::theme::Meaning;
use crate::console::widgets::Reader;
use crate::records::agency::{AgencyFacts, Validity};
use crate::records::filing_paper::Mark;
use crate::records::ids::RecordNo;
use crate::say;
use crate::store::{audit, filings, staff};
use crate::text::Text;

/// Entries shown; the audit itself has all.
const LIMIT: i64 = 200;

struct History {
    no: RecordNo,
    reader: Reader,
}

/// Opens the history of a record.
///
/// # Errors
/// When the database can't be read.
pub fn open(cx: &Context, no: RecordNo) -> Result<Box<dyn Layer>, Text> {
    Ok(Box::new(History { no, reader: Reader::new(paragraphs(no, cx)?) }))
}

/// An entry in one line: day, what, by whom.
pub fn line(entry: &audit::Entry, cx: &Context) -> String {
    let label = catalogue::find(&entry.command)
        .map_or_else(|| Text::same(&entry.command), |f| f.spec().label.clone());
    let said =
        say!("{d} {l} ({w})", "{d} {l} ({w})", d = entry.act_on, l = label, w = name(&entry.actor, cx));
    cx.look.say(&said).to_owned()
}

/// The name of the person behind a login, as far as it is known.
fn name(login: &str, cx: &Context) -> String {
    staff::by_login(&cx.store, login).ok().flatten().map_or_else(|| login.to_owned(), |staff| staff.name)
}

fn paragraphs(no: RecordNo, cx: &Context) -> Result<Vec<(String, Meaning)>, Text> {
    let entries = filings::history(&cx.store, cx.actor.bureau, no, LIMIT).map_err(|e| e.text)?;
    let mut all = Vec::new();
    for entry in &entries {
        let clock = entry.at.get(11..16).unwrap_or_default();
        all.push((format!("{}  {clock}  #{}", line(entry, cx), entry.seq), Meaning::Title));
        let fields: Map<String, Value> = serde_json::from_str(&entry.fields).unwrap_or_default();
        let found = catalogue::find(&entry.command);
        let known = found.as_ref().map_or(&[] as &[Field], |found| found.spec().fields);
        for (name, value) in &fields {
            let field = known.iter().find(|field| field.name == name);
            let subject = value.as_str() == Some(entry.subject.as_str());
            if let Some(words) = words(field, value, cx).filter(|_| !subject) {
                let label = field.map_or(name.as_str(), |field| cx.look.say(&field.label));
                all.push((format!("    {label}: {words}"), Meaning::Text));
            }
        }
    }
    if all.is_empty() {
        let none = Text::new("没有记载", "nothing is recorded");
        all.push((cx.look.say(&none).to_owned(), Meaning::Muted));
    }
    Ok(all)
}

/// A value as people read it; none where there is nothing to read.
pub(super) fn words(field: Option<&Field>, value: &Value, cx: &Context) -> Option<String> {
    let look = cx.look;
    let label = |word: &str| match field.map(|field| field.kind) {
        Some(Kind::Choice(choices) | Kind::Several(choices)) => {
            let label = (choices.label)(word);
            if label.is_empty() { word.to_owned() } else { look.say(&label).to_owned() }
        }
        Some(Kind::Staff | Kind::Account | Kind::People) => name(word, cx),
        _ => word.to_owned(),
    };
    if let (Some(Kind::Data), Ok(facts)) = (field.map(|f| f.kind), AgencyFacts::deserialize(value)) {
        return Some(look.say(&registered(&facts)).to_owned());
    }
    if let (Some(Kind::Marks), Ok(mark)) = (field.map(|f| f.kind), Mark::deserialize(value)) {
        return Some(look.say(&mark.told()).to_owned());
    }
    match value {
        Value::Null => None,
        Value::String(word) if word.trim().is_empty() => None,
        Value::String(word) => Some(label(word)),
        Value::Bool(yes) => {
            let text = if *yes { Text::new("是", "yes") } else { Text::new("否", "no") };
            Some(look.say(&text).to_owned())
        }
        Value::Number(number) => Some(number.to_string()),
        Value::Array(all) => {
            let parts: Vec<Text> = all.iter().filter_map(|v| words(field, v, cx)).map(Text::same).collect();
            Some(look.say(&Text::join(&parts)).to_owned()).filter(|joined| !joined.is_empty())
        }
        Value::Object(map) => {
            let parts: Vec<String> = map
                .iter()
                .filter_map(|(name, value)| Some(format!("{name} {}", words(None, value, cx)?)))
                .collect();
            Some(parts.join("; ")).filter(|joined| !joined.is_empty())
        }
    }
}

/// What was registered of an agency, as people read it.
fn registered(facts: &AgencyFacts) -> Text {
    let scopes: Vec<Text> = facts
        .scopes
        .iter()
        .map(|scope| {
            let code = scope.occupation.to_string();
            say!("{n} {c} {l}", "{n} {c} {l}", n = scope.name, c = code, l = scope.levels.label())
        })
        .collect();
    let within = |v: Validity| say!(", {p} 至 {e}", ", {p} to {e}", p = v.published_on, e = v.expires_on);
    let validity = facts.validity.map(within).unwrap_or_default();
    say!(
        "{n} ({k}), 属地 {b}{v}; 范围: {s}; {w} {t} {a}",
        "{n} ({k}), under {b}{v}; scope: {s}; {w} {t} {a}",
        n = facts.name,
        k = facts.kind.label(),
        b = facts.bureau.label(),
        v = validity,
        s = Text::join(&scopes),
        w = facts.contact,
        t = facts.phone,
        a = facts.address
    )
}

impl Layer for History {
    fn title(&self, _: &Context) -> Text {
        say!("经过  {n}", "History  {n}", n = self.no.to_string())
    }

    fn bindings(&self, _: &Context) -> Vec<Binding> {
        vec![
            Binding::new(
                Key::char('j'),
                Text::new("下移", "down"),
                Text::new("往下看, 也可用方向键和翻页键", "further down, as arrows and page keys do"),
                3,
            ),
            super::back(),
        ]
    }

    fn handle(&mut self, key: Key, _: &mut Context) -> Flow {
        match key.code {
            Code::Esc | Code::Char('q' | 't') => Flow::Close,
            _ if self.reader.handle(key) => Flow::Handled,
            _ => Flow::Ignored,
        }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &Context) -> Option<Position> {
        let inner = panel(&self.title(cx), usize::MAX - 2, area, frame.buffer_mut(), cx.look);
        self.reader.draw(inner, frame.buffer_mut());
        (!inner.is_empty()).then(|| inner.as_position())
    }

    fn refresh(&mut self, cx: &mut Context) {
        match paragraphs(self.no, cx) {
            Ok(all) => self.reader.replace(all),
            Err(why) => cx.tell(why),
        }
    }

    fn floats(&self) -> bool {
        true
    }
}
