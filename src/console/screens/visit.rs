//! A visit (督导): where it stands, what comes next, its score sheet, the problems it found and what became of them.

use super::shown::{self, Reached};
use super::view::{Loaded, missing};
use crate::console::context::Context;
use crate::console::panels::history;
use crate::console::theme::Meaning;
use crate::records::deadline::DeadlineState;
use crate::records::ids::RecordNo;
use crate::records::supervision::SupervisionStatus;
use crate::say;
use crate::store::{audit, prospects, visits};
use crate::text::Text;

/// Entries of the history that the view shows; `t` shows all.
const RECENT: i64 = 4;

/// Reads a visit for its view.
pub(super) fn load(no: RecordNo, cx: &Context) -> Result<Loaded, Text> {
    let file = visits::file(&cx.store, no).map_err(|e| e.text)?.ok_or_else(|| missing(no))?;
    let title = say!("{n} {a}", "{n} {a}", n = no.to_string(), a = file.agency.facts.name);
    let head = say!("{t}  属地 {b}", "{t}  under {b}", t = title, b = file.bureau.short_label());
    let open = file.deadlines.iter().filter(|deadline| deadline.state == DeadlineState::Open);
    let mut lines: Vec<_> = open.map(|deadline| shown::deadline_line(deadline, cx)).collect();
    let letters = prospects::letters(&cx.store, Some(file.id), None).map_err(|e| e.text)?;
    lines.extend(letters.iter().map(|line| (cx.look.say(line).to_owned(), Meaning::Text)));
    lines.extend(file.told().iter().map(|line| (cx.look.say(line).to_owned(), Meaning::Text)));
    let recent = audit::history(&cx.store, &no.to_string(), i64::MAX, RECENT).map_err(|e| e.text)?;
    lines.extend(recent.iter().map(|entry| (history::line(entry, cx), Meaning::Muted)));
    let reached = |status: SupervisionStatus| match status {
        _ if status == file.status => Reached::Now,
        _ if status > file.status => Reached::Open,
        _ => Reached::Done,
    };
    // One without problems never was at rectifying.
    let passed = |status: &&SupervisionStatus| {
        **status != SupervisionStatus::Rectifying || file.status == **status || !file.problems.is_empty()
    };
    let states: Vec<_> = SupervisionStatus::ALL
        .iter()
        .filter(passed)
        .filter(|status| **status != SupervisionStatus::Cancelled || file.status == **status)
        .map(|status| (status.label(), reached(*status)))
        .collect();
    Ok(Loaded {
        title,
        version: file.version,
        head: vec![(cx.look.say(&head).to_owned(), Meaning::Title)],
        states: shown::line_of_states(&states, cx.look),
        facts: lines,
        document: None,
        equipped: Some(file.agency.no),
        facts_first: false,
    })
}
