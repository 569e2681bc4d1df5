//! An activity (评价活动): where it stands, what comes next and what that wants, its plan, changes and results.

use super::shown::{self, Reached};
use super::view::{Loaded, missing};
use crate::console::context::Context;
use crate::console::panels::history;
use crate::console::theme::Meaning;
use crate::records::activity::{ActivityFile, ActivityStatus};
use crate::records::deadline::DeadlineState;
use crate::records::ids::RecordNo;
use crate::say;
use crate::store::{activities, filings, prospects, visits};
use crate::text::Text;

/// Entries of the history that the view shows; `t` shows all.
const RECENT: i64 = 4;

/// Reads an activity for its view.
pub(super) fn load(no: RecordNo, cx: &Context) -> Result<Loaded, Text> {
    let file = activities::file(&cx.store, no).map_err(|e| e.text)?.ok_or_else(|| missing(no))?;
    let head = say!(
        "{n}  {a}  {w}  属地 {b}",
        "{n}  {a}  {w}  under {b}",
        n = no.to_string(),
        a = file.agency.facts.name,
        w = file.what(),
        b = file.bureau.short_label()
    );
    let mut lines = Vec::new();
    if !file.suspended_by.is_empty() {
        let text = Text::new(
            "评价报名和评价活动被暂停 (第十九条)",
            "registration and evaluation are suspended (Art. 19)",
        );
        lines.push((cx.look.say(&text).to_owned(), Meaning::Alert));
    }
    let open = file.deadlines.iter().filter(|deadline| deadline.state == DeadlineState::Open);
    lines.extend(open.map(|deadline| shown::deadline_line(deadline, cx)));
    lines.extend(file.told().iter().map(|line| (cx.look.say(line).to_owned(), Meaning::Text)));
    let letters = prospects::letters(&cx.store, None, Some(file.id)).map_err(|e| e.text)?;
    lines.extend(letters.iter().map(|line| (cx.look.say(line).to_owned(), Meaning::Text)));
    let findings = visits::findings(&cx.store, file.id).map_err(|e| e.text)?;
    lines.extend(findings.iter().map(|line| (cx.look.say(line).to_owned(), Meaning::Text)));
    let recent = filings::history(&cx.store, cx.actor.bureau, no, RECENT).map_err(|e| e.text)?;
    lines.extend(recent.iter().map(|entry| (history::line(entry, cx), Meaning::Muted)));
    Ok(Loaded {
        title: say!("{n} {a}", "{n} {a}", n = no.to_string(), a = file.agency.facts.name),
        version: file.version,
        head: vec![(cx.look.say(&head).to_owned(), Meaning::Title)],
        states: shown::line_of_states(&states(&file), cx.look),
        facts: lines,
        document: None,
        equipped: Some(file.agency.no),
        facts_first: false,
    })
}

/// What is done, where it stands, what is to come; one called off stands there.
fn states(file: &ActivityFile) -> Vec<(Text, Reached)> {
    let off = file.status == ActivityStatus::Cancelled;
    let shown = ActivityStatus::ALL.iter().filter(|status| off || **status != ActivityStatus::Cancelled);
    let reached = |status: ActivityStatus| match status {
        _ if status == file.status => Reached::Now,
        _ if off || status > file.status => Reached::Open,
        _ => Reached::Done,
    };
    shown.map(|status| (status.label(), reached(*status))).collect()
}
