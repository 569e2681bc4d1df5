//! `template`: the templates of documents (文书模板): which versions the bureau has, their source, and whether an edited one is taken.

use std::path::Path;

use serde_json::json;

use super::answer::Answer;
use super::session::Session;
use crate::commands::fault::Fault;
use crate::commands::office::templates::read;
use crate::documents::templates::check;
use crate::documents::{layout, shipped};
use crate::records::template::TemplateKind;
use crate::say;
use crate::store::templates;
use crate::text::Text;

/// The versions of the own bureau.
///
/// # Errors
/// When the database can't be read.
pub fn list(session: &Session) -> Result<Answer, Fault> {
    let all = templates::entered(&session.store, session.actor.bureau)?;
    let line = |one: &templates::Entered| {
        let source = one.sha256.as_ref().map(|hash| hash.chars().take(12).collect::<String>());
        say!(
            "{k}  自 {d}  {s}  {r}  ({b})",
            "{k}  from {d}  {s}  {r}  ({b})",
            k = one.kind.label(),
            d = one.from,
            s = source.map_or_else(|| Text::new("随附模板", "the shipped one"), Text::same),
            r = one.reference.as_str(),
            b = one.by.as_str()
        )
    };
    let mut lines: Vec<Text> = all.iter().map(line).collect();
    if lines.is_empty() {
        lines.push(Text::new("都是随附的模板", "all are the shipped ones"));
    }
    let json = serde_json::to_value(&all).map_err(|e| Fault::Io(Text::same(e.to_string())))?;
    Ok(Answer::new(json, lines))
}

fn kind_of(word: &str) -> Result<TemplateKind, Fault> {
    word.parse().map_err(|e| Fault::field("kind", e))
}

/// The source in force of a kind, or the shipped one.
///
/// # Errors
/// When there is no such kind, or the database can't be read.
pub fn show(session: &Session, kind: &str, as_shipped: bool) -> Result<Answer, Fault> {
    let kind = kind_of(kind)?;
    let own = templates::of_bureau(&session.store, session.actor.bureau)?;
    let today = session.moment().today;
    let source = own.of(kind, today).filter(|_| !as_shipped).unwrap_or_else(|| shipped(kind));
    let json = json!({ "kind": kind, "source": source });
    Ok(Answer::new(json, source.lines().map(Text::same).collect()))
}

/// Holds an edited template against the shipped one; the pages of its first sample.
///
/// # Errors
/// When there is no such kind, the file can't be read, or the template isn't taken, and why.
pub fn check_file(kind: &str, file: &Path) -> Result<Answer, Fault> {
    let kind = kind_of(kind)?;
    let sheets = check(kind, &read(file)?).map_err(|fault| Fault::field("file", fault.text()))?;
    let mut lines: Vec<Text> = vec![say!(
        "模板可用, 样例 {n} 份; 第一份如下",
        "the template is taken, samples: {n}; this is the first",
        n = sheets.len()
    )];
    let first = sheets.first().map(layout::lines).unwrap_or_default();
    lines.extend(first.into_iter().map(Text::same));
    Ok(Answer::new(json!({ "ok": true, "kind": kind, "samples": sheets.len() }), lines))
}
