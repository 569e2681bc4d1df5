//! A case (案件): where it stands, what comes next and what that wants, its grounds, papers and history.

use super::shown::Reached;
use super::view::{Loaded, missing};
use super::{Line, shown};
use crate::console::context::Context;
use crate::console::panels::history;
use crate::console::theme::Meaning;
use crate::law::cases::place;
use crate::records::case::{CaseFile, CaseStatus, Struck};
use crate::records::deadline::DeadlineState;
use crate::records::document::{Document, DocumentKind, DocumentStatus};
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
        "{n}  {a}  {o}属地 {b}",
        "{n}  {a}  {o}under {b}",
        n = no.to_string(),
        a = file.agency.facts.name,
        o = proposed(&file),
        b = file.bureau.short_label()
    );
    Ok(Loaded {
        title: say!("{n} {a}", "{n} {a}", n = no.to_string(), a = file.agency.facts.name),
        version: file.version,
        head: vec![(cx.look.say(&head).to_owned(), Meaning::Title)],
        states: shown::line_of_states(&states(&file), cx.look),
        facts: facts(&file, cx)?,
        document: file.documents.last().map(|document| document.no),
        facts_first: false,
    })
}

/// The proposed or decided outcome, with blanks after it.
fn proposed(file: &CaseFile) -> Text {
    if let Some(decision) = &file.decision {
        let all: Vec<Text> = decision.outcomes.iter().map(|outcome| outcome.label()).collect();
        return say!("已决定: {o}  ", "decided: {o}  ", o = Text::join(&all));
    }
    file.proposal.as_ref().map_or_else(Text::default, |proposal| {
        let all: Vec<Text> = proposal.outcomes.iter().map(|outcome| outcome.label()).collect();
        say!("拟: {o}  ", "proposed: {o}  ", o = Text::join(&all))
    })
}

/// The line of states: what was done, where it stands, what is to come. A step that was passed over is not done: a case
/// closed because the check found nothing was never decided.
fn states(file: &CaseFile) -> Vec<(Text, Reached)> {
    let served = |kind| file.documents.iter().any(|d| d.kind == kind && d.service.is_some());
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
    let head = say!(
        "{a}  {s}  {o}",
        "{a}  {s}  {o}",
        a = file.agency.facts.name,
        s = file.status,
        o = proposed(file)
    );
    let mut lines = vec![(cx.look.say(&head).trim_end().to_owned(), Meaning::Title)];
    lines.extend(grounds(file, cx));
    lines.push((file.summary.clone(), Meaning::Text));
    lines.extend(open_deadlines(file, cx));
    lines.push((cx.look.say(&handlers(file)).to_owned(), Meaning::Muted));
    lines
}

fn facts(file: &CaseFile, cx: &Context) -> Result<Vec<Line>, Text> {
    let say = |text: &Text| cx.look.say(text).to_owned();
    let mut lines = grounds(file, cx);
    lines.extend(open_deadlines(file, cx));
    for document in &file.documents {
        lines.push((say(&paper(document)), meaning(document.status)));
    }
    for (statement, weighed) in file.statements_weighed() {
        let before = file.decision.as_ref().is_some_and(|decision| statement.on <= decision.on);
        let (mark, meaning) = match (weighed, before) {
            _ if statement.struck.is_some() => (STRUCK, Meaning::Muted),
            (true, _) => (Text::default(), Meaning::Text),
            (false, true) => (PASSED_OVER, Meaning::Alert),
            (false, false) => (NOT_WEIGHED, Meaning::Warning),
        };
        let line = say!(
            "{k} {d}{m}: {c}",
            "{k} {d}{m}: {c}",
            k = statement.kind,
            d = statement.on,
            m = mark,
            c = statement.content
        );
        lines.push((say(&line), meaning));
        if let Some(struck) = &statement.struck {
            lines.push((say(&why_struck(struck)), Meaning::Muted));
        }
    }
    for struck in &file.struck_services {
        let line = say!(
            "{k}送达 {d} {m}{x}",
            "service of the {k} {d}, {m}{x}",
            k = struck.kind,
            d = struck.service.acted_on,
            m = struck.service.proof.method(),
            x = STRUCK
        );
        lines.push((say(&line), Meaning::Muted));
        lines.push((say(&why_struck(&struck.struck)), Meaning::Muted));
    }
    lines.extend(deliberations(file).iter().map(|line| (say(line), Meaning::Text)));
    let (source, summary) = (&file.source, &file.summary);
    lines.push((say(&say!("线索 {s}: {t}", "source {s}: {t}", s = source, t = summary)), Meaning::Text));
    let evidence: Vec<Text> =
        file.evidence.iter().map(|e| say!("{k} {t}", "{k} {t}", k = e.kind, t = e.title)).collect();
    if !evidence.is_empty() {
        lines.push((say(&say!("证据 {e}", "evidence {e}", e = Text::join(&evidence))), Meaning::Text));
    }
    lines.push((say(&handlers(file)), Meaning::Text));
    let recent = audit::history(&cx.store, &file.no.to_string(), i64::MAX, RECENT).map_err(|e| e.text)?;
    for entry in &recent {
        lines.push((format!("{} {}", say(&PAST), history::line(entry, cx)), Meaning::Muted));
    }
    Ok(lines)
}

/// What was deliberated, who keeps out of the case, how it was carried out.
fn deliberations(file: &CaseFile) -> Vec<Text> {
    let mut lines = Vec::new();
    for held in &file.discussions {
        let agreed =
            if held.agreed { Text::new("同意", "agreed") } else { Text::new("不同意", "not agreed") };
        lines.push(say!(
            "集体讨论 {d} {a}: {c}",
            "discussion {d}, {a}: {c}",
            d = held.on,
            a = agreed,
            c = held.conclusion.as_str()
        ));
    }
    for check in &file.legal_checks {
        let passed =
            if check.passed { Text::new("通过", "passed") } else { Text::new("未通过", "not passed") };
        let (who, opinion) = (check.name.as_str(), check.opinion.as_str());
        lines.push(say!(
            "法制审核 {d} {p} ({n}): {o}",
            "legal check {d}, {p} ({n}): {o}",
            d = check.on,
            p = passed,
            n = who,
            o = opinion
        ));
    }
    for recusal in &file.recusals {
        let (who, why) = (recusal.name.as_str(), recusal.reason.as_str());
        lines.push(say!("回避 {d} {n}: {r}", "recused {d} {n}: {r}", d = recusal.on, n = who, r = why));
    }
    for carried in &file.executions {
        lines.push(say!("执行 {d}: {h}", "carried out {d}: {h}", d = carried.on, h = carried.how.as_str()));
    }
    lines
}

/// A statement that came in before the decision, which didn't weigh it: a breach of G45-1.
/// Why an entry was struck out, by whom.
fn why_struck(struck: &Struck) -> Text {
    let (who, why) = (struck.by.as_str(), struck.reason.as_str());
    say!("  {d} {n} 作废: {r}", "  struck out {d} by {n}: {r}", d = struck.on, n = who, r = why)
}

const STRUCK: Text = Text::new(" (误登作废)", " (struck out)");
const PASSED_OVER: Text = Text::new(
    " (决定前收到, 未经复核, 违反 G45-1)",
    " (came before the decision, not weighed: breaches G45-1)",
);
/// A statement put on file after the decision was issued.
const NOT_WEIGHED: Text = Text::new(" (决定未经复核)", " (not weighed by the decision)");

static PAST: Text = Text::new("经过", "past");

fn grounds(file: &CaseFile, cx: &Context) -> Vec<Line> {
    let all = file.proposal.as_ref().map_or(&file.grounds, |proposal| &proposal.grounds);
    all.iter()
        .map(|ground| {
            let line = say!(
                "情形 {n} {g}  {p}",
                "ground {n} {g}  {p}",
                n = ground.as_str(),
                g = *ground,
                p = place(*ground)
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

/// A document in one line, with its service.
fn paper(document: &Document) -> Text {
    let number = document.number.clone().unwrap_or_else(|| document.no.to_string());
    match &document.service {
        Some(service) => say!(
            "文书 {k} {n}  {s} {d} {m}",
            "document {k} {n}  {s} {d} {m}",
            k = document.kind,
            n = number,
            s = document.status,
            d = service.acted_on,
            m = service.proof.method()
        ),
        None => say!(
            "文书 {k} {n}  {s}",
            "document {k} {n}  {s}",
            k = document.kind,
            n = number,
            s = document.status
        ),
    }
}

const fn meaning(status: DocumentStatus) -> Meaning {
    match status {
        DocumentStatus::Draft | DocumentStatus::Approved | DocumentStatus::Issued => Meaning::Warning,
        DocumentStatus::Served => Meaning::Good,
        DocumentStatus::Void => Meaning::Muted,
    }
}
