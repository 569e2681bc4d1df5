//! A complaint or report (投诉举报): what it says, who handles it, what was found and answered.

use super::view::{Loaded, missing};
use crate::console::context::Context;
use crate::console::panels::history;
use crate::console::theme::Meaning;
use crate::records::ids::RecordNo;
use crate::say;
use crate::store::{audit, complaints};
use crate::text::Text;

/// Entries of the history that the view shows; `t` shows all.
const RECENT: i64 = 4;

/// Reads a complaint for its view.
pub(super) fn load(no: RecordNo, cx: &Context) -> Result<Loaded, Text> {
    let complaint = complaints::by_no(&cx.store, no).map_err(|e| e.text)?.ok_or_else(|| missing(no))?;
    let mut told = complaint.told(cx.actor.id).into_iter().map(|line| cx.look.say(&line).to_owned());
    let head = told.next().map(|line| (line, Meaning::Title)).into_iter().collect();
    let mut facts: Vec<_> = told.map(|line| (line, Meaning::Text)).collect();
    let recent = audit::history(&cx.store, &no.to_string(), i64::MAX, RECENT).map_err(|e| e.text)?;
    facts.extend(recent.iter().map(|entry| (history::line(entry, cx), Meaning::Muted)));
    Ok(Loaded {
        title: say!("{n} {a}", "{n} {a}", n = no.to_string(), a = complaint.agency_name),
        version: complaint.version,
        head,
        states: Vec::new(),
        facts,
        document: None,
        equipped: None,
        facts_first: true,
    })
}
