//! A case (案件): where it stands, what comes next and what that wants, its grounds, papers and history.

use super::shown::Reached;
use super::view::{Loaded, missing};
use super::{Line, shown};
use crate::console::context::Context;
use crate::console::panels::history;
use crate::console::theme::Meaning;
use crate::law::cases::provision;
use crate::records::case::{CaseFile, CaseStatus, Outcome, ReviewOutcome};
use crate::records::case_told::Tone;
use crate::records::deadline::DeadlineState;
use crate::records::document::{Document, DocumentKind};
use crate::records::ids::RecordNo;
use crate::say;
use crate::store::{audit, cases};
use crate::text::Text;

/// Entries of the history that the view shows; `t` shows all.
const RECENT: i64 = 4;

/// Reads a case for its view.
pub(super) fn load(no: RecordNo, cx: &Context) -> Result<Loaded, Text> {
    let (file, _) = cases::file(&cx.store, no).map_err(|e| e.text)?.ok_or_else(|| missing(no))?;
    let head = say!(
        "{n}  {a}  属地 {b}  {o}",
        "{n}  {a}  under {b}  {o}",
        n = no.to_string(),
        a = file.party(),
        b = file.bureau.short_label(),
        o = proposed(&file)
    );
    Ok(Loaded {
        title: say!("{n} {a}", "{n} {a}", n = no.to_string(), a = file.party()),
        version: file.version,
        head: vec![(cx.look.say(&head).trim_end().to_owned(), Meaning::Title)],
        states: shown::line_of_states(&states(&file), cx.look),
        facts: facts(&file, cx)?,
        document: file.documents.last().map(|document| document.no),
        equipped: None,
        facts_first: false,
    })
}

/// The outcome: what a review put in its place, what was decided, or what is proposed.
fn proposed(file: &CaseFile) -> Text {
    let labels = |outcomes: &[Outcome]| {
        Text::join(&outcomes.iter().map(|outcome| outcome.label()).collect::<Vec<_>>())
    };
    match (file.overturned(), &file.decision, &file.proposal) {
        (Some(review), ..) if file.overturned_on().is_some() => match review.outcome {
            Some(ReviewOutcome::Withdrawn) => Text::new("复核: 撤销原决定", "review: decision withdrawn"),
            _ => say!("复核变更为: {o}", "changed in review to: {o}", o = labels(&review.outcomes)),
        },
        (_, Some(decision), _) => say!("已决定: {o}", "decided: {o}", o = labels(&decision.outcomes)),
        (_, None, Some(proposal)) => say!("拟: {o}", "proposed: {o}", o = labels(&proposal.outcomes)),
        (_, None, None) => Text::default(),
    }
}

/// The line of states: what was done, where it stands, what is to come. A step that was passed over is not done: a case
/// closed because the check found nothing was never decided.
fn states(file: &CaseFile) -> Vec<(Text, Reached)> {
    let served = |kind| {
        let is = |d: &Document| d.kind == kind && d.service.is_some() && file.announced_until(d).is_none();
        file.documents.iter().any(is)
    };
    let of = |status: CaseStatus| match status {
        _ if status == file.status => Reached::Now,
        _ if status > file.status => Reached::Open,
        CaseStatus::Verifying => Reached::Done,
        CaseStatus::Noticing if file.decision.is_some() || served(DocumentKind::Notice) => Reached::Done,
        CaseStatus::Hearing | CaseStatus::Decided if file.decision.is_some() => Reached::Done,
        CaseStatus::Served if served(DocumentKind::Decision) => Reached::Done,
        CaseStatus::Reviewing if file.review.is_some() => Reached::Done,
        CaseStatus::Executing if !file.executions.is_empty() => Reached::Done,
        _ => Reached::Open,
    };
    CaseStatus::ALL.iter().map(|status| (status.label(), of(*status))).collect()
}

/// A case in a few lines, for the list.
pub(super) fn brief(file: &CaseFile, cx: &Context) -> Vec<Line> {
    let head = say!("{a}  {s}  {o}", "{a}  {s}  {o}", a = file.party(), s = file.status, o = proposed(file));
    let mut lines = vec![(cx.look.say(&head).trim_end().to_owned(), Meaning::Title)];
    lines.extend(grounds(file, cx));
    lines.push((file.secrets.hide(&file.summary), Meaning::Text));
    lines.extend(open_deadlines(file, cx));
    lines.push((cx.look.say(&handlers(file)).to_owned(), Meaning::Muted));
    lines
}

fn facts(file: &CaseFile, cx: &Context) -> Result<Vec<Line>, Text> {
    let say = |text: &Text| cx.look.say(text).to_owned();
    let mut lines = grounds(file, cx);
    lines.extend(open_deadlines(file, cx));
    for (text, tone) in file.told().into_iter().map(|(text, tone)| (file.secrets.hide_both(&text), tone)) {
        // A paragraph keeps its lines.
        lines.extend(say(&text).lines().map(|line| (line.to_owned(), meaning(tone))));
    }
    lines.push((say(&handlers(file)), Meaning::Text));
    let recent = audit::history(&cx.store, &file.no.to_string(), i64::MAX, RECENT).map_err(|e| e.text)?;
    for entry in &recent {
        lines.push((format!("{} {}", say(&PAST), history::line(entry, cx)), Meaning::Muted));
    }
    Ok(lines)
}

static PAST: Text = Text::new("经过", "past");

fn grounds(file: &CaseFile, cx: &Context) -> Vec<Line> {
    file.violations()
        .iter()
        .map(|violation| {
            let line = say!(
                "情形 {n} {g}  {p}",
                "ground {n} {g}  {p}",
                n = file.code(*violation),
                g = file.named(*violation),
                p = provision(file, *violation)
            );
            (cx.look.say(&line).to_owned(), Meaning::Text)
        })
        .collect()
}

fn open_deadlines(file: &CaseFile, cx: &Context) -> Vec<Line> {
    let open = file.deadlines.iter().filter(|deadline| deadline.state == DeadlineState::Open);
    open.map(|deadline| shown::deadline_line(deadline, cx)).collect()
}

fn handlers(file: &CaseFile) -> Text {
    let names: Vec<Text> = file.handlers.iter().map(|h| Text::same(&h.staff.name)).collect();
    say!("{d} 立案, 经办 {n}", "opened on {d}, handled by {n}", d = file.opened_on, n = Text::join(&names))
}

const fn meaning(tone: Tone) -> Meaning {
    match tone {
        Tone::Plain => Meaning::Text,
        Tone::Good => Meaning::Good,
        Tone::Waiting => Meaning::Warning,
        Tone::Alert => Meaning::Alert,
        Tone::Past => Meaning::Muted,
    }
}
