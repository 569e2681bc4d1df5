//! A filing (备案): where it stands and who waits for whom, what comes next and what that wants, its steps so far.

use super::shown::Reached;
use super::view::Loaded;
use super::{Line, shown};
use crate::commands::scene::{Facts, Key};
use crate::console::context::Context;
use crate::console::panels::{history, requirement};
use crate::console::theme::Meaning;
use crate::law::credit;
use crate::law::filings::Board;
use crate::law::rules::Strength;
use crate::records::credit::{CreditEffect, Preferred};
use crate::records::deadline::DeadlineState;
use crate::records::filing::{FilingFile, FilingKind, FilingStatus};
use crate::records::ids::RecordNo;
use crate::say;
use crate::store::audit;
use crate::text::Text;

/// Entries of the history that the view shows; `t` shows all.
const RECENT: i64 = 4;

/// Reads a filing for its view.
pub(super) fn load(no: RecordNo, cx: &Context) -> Result<Loaded, Text> {
    let key = Key::Record(no);
    let (file, settings) = FilingFile::load(&cx.store, &key, cx.day()).map_err(|fault| fault.text())?;
    let calendar = cx.calendar_of(file.bureau);
    let board = Board { file: &file, settings: &settings, calendar: &calendar, today: cx.day() };
    let head = say!(
        "{n}  {a}  {k}  属地 {b}",
        "{n}  {a}  {k}  under {b}",
        n = no.to_string(),
        a = file.agency.facts.name,
        k = file.kind,
        b = file.bureau.short_label()
    );
    Ok(Loaded {
        title: say!("{n} {a}", "{n} {a}", n = no.to_string(), a = file.agency.facts.name),
        version: file.version,
        head: vec![
            (format!("{}{}", cx.look.say(&priority(&file, cx)), cx.look.say(&head)), Meaning::Title),
            waits(&file, cx),
        ],
        states: shown::line_of_states(&states(&file), cx.look),
        facts: facts(&board, cx)?,
        document: file.documents.last().map(|document| document.no),
        equipped: Some(file.agency.no),
        facts_first: false,
    })
}

/// R24-2: the mark of a wider scope of an agency with an excellent result in force.
fn priority(file: &FilingFile, cx: &Context) -> Text {
    let known = &file.agency.known;
    let in_force = credit::in_force(&known.credit, &known.constraints, cx.day());
    let prior = in_force.iter().find(|(effect, _)| *effect == CreditEffect::PriorityScope);
    let wider = file.kind == FilingKind::Incremental && !file.status.is_closed();
    let until = prior.filter(|_| wider).and_then(|(_, until)| *until);
    Preferred::mark(until.map(|until| Preferred { until, rests_until: None }), cx.day())
}

/// Whom it waits for, and until when; how it ended.
fn waits(file: &FilingFile, cx: &Context) -> Line {
    let waits = file.waits_for.on(file.due, cx.day());
    let status = file.status.label_for(file.kind);
    let text = match (file.status, file.open_round(), file.due) {
        _ if file.status.is_closed() => match file.agency.facts.validity.filter(|_| file.kind.is_published())
        {
            Some(validity) if file.status == FilingStatus::Published => say!(
                "{s}  {c}  有效期至 {e}",
                "{s}  {c}  valid until {e}",
                s = status,
                c = file.agency.facts.agency_code.as_ref().map(|c| c.as_str().to_owned()).unwrap_or_default(),
                e = validity.expires_on
            ),
            _ => status,
        },
        (FilingStatus::Returned, Some(round), _) => say!(
            "补正中, 等{w}, 限 {u} 以前 (含当日)",
            "completion: waits for {w}, by {u}",
            w = waits.label(),
            u = round.due
        ),
        (_, _, Some(due)) => say!("等{w}, {d}", "waits for {w}, {d}", w = waits.label(), d = due),
        _ => say!("等{w}", "waits for {w}", w = waits.label()),
    };
    let meaning = if file.status.is_closed() { Meaning::Muted } else { Meaning::Warning };
    (cx.look.say(&text).to_owned(), meaning)
}

/// What is done, where it stands, what is to come; a filing that ended before its end stands at how it ended.
fn states(file: &FilingFile) -> Vec<(Text, Reached)> {
    let now = match file.status {
        FilingStatus::Returned => FilingStatus::Materials,
        other => other,
    };
    let ended = matches!(now, FilingStatus::Refused | FilingStatus::Withdrawn | FilingStatus::Lapsed);
    let of = |status: FilingStatus| match status.cmp(&now) {
        _ if ended && file.step(status).is_some_and(|step| step.passed) => Reached::Done,
        _ if ended => Reached::Open,
        std::cmp::Ordering::Less => Reached::Done,
        std::cmp::Ordering::Equal => Reached::Now,
        std::cmp::Ordering::Greater => Reached::Open,
    };
    let mut all: Vec<(Text, Reached)> =
        file.line().iter().map(|status| (status.label_for(file.kind), of(*status))).collect();
    if ended {
        all.push((now.label_for(file.kind), Reached::Ended));
    }
    all
}

/// The conditions of Art. 6 and 7 of one that is assessed, as the facts are today: first how many, with what is not met,
/// a `must` before a `should`; then, for the end of the record, what is met and by what.
fn conditions(board: &Board<'_>, cx: &Context) -> (Vec<Line>, Vec<Line>) {
    let Some(judged) = board.open_conditions() else { return (Vec::new(), Vec::new()) };
    let count = judged.count();
    let meaning = if judged.lacking.is_empty() { Meaning::Good } else { Meaning::Warning };
    let mut first: Vec<Line> = vec![(cx.look.say(&count).to_owned(), meaning)];
    first.extend(judged.lacking.iter().map(|condition| {
        let meaning = match condition.rule.rule().strength {
            Strength::Must => Meaning::Alert,
            _ => Meaning::Warning,
        };
        (requirement::condition(condition, cx.look), meaning)
    }));
    (
        first,
        judged
            .met
            .iter()
            .map(|condition| (requirement::condition(condition, cx.look), Meaning::Text))
            .collect(),
    )
}

fn facts(board: &Board<'_>, cx: &Context) -> Result<Vec<Line>, Text> {
    let file = board.file;
    let runs = |state| matches!(state, DeadlineState::Open | DeadlineState::Stopped);
    let open = file.deadlines.iter().filter(|deadline| runs(deadline.state));
    let mut lines: Vec<Line> = open.map(|deadline| shown::deadline_line(deadline, cx)).collect();
    let (first, met) = conditions(board, cx);
    lines.extend(first);
    for (text, waits) in file.told() {
        let meaning = if waits { Meaning::Warning } else { Meaning::Text };
        // A paragraph keeps its lines.
        lines.extend(cx.look.say(&text).lines().map(|line| (line.to_owned(), meaning)));
    }
    lines.extend(met);
    let recent = audit::history(&cx.store, &file.no.to_string(), i64::MAX, RECENT).map_err(|e| e.text)?;
    lines.extend(recent.iter().map(|entry| (history::line(entry, cx), Meaning::Muted)));
    Ok(lines)
}
