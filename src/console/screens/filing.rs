//! A filing (备案): where it stands and who waits for whom, what comes next and what that wants, its steps so far.

use super::shown::Reached;
use super::view::{Loaded, missing};
use super::{Line, shown};
use crate::console::context::Context;
use crate::console::panels::history;
use crate::console::theme::Meaning;
use crate::records::deadline::DeadlineState;
use crate::records::filing::{ChangedFacts, FilingFile, FilingKind, FilingMatter, FilingStatus, FilingStep};
use crate::records::ids::RecordNo;
use crate::say;
use crate::store::{audit, filings};
use crate::text::Text;

/// Entries of the history that the view shows; `t` shows all.
const RECENT: i64 = 4;
/// Reads a filing for its view.
pub(super) fn load(no: RecordNo, cx: &Context) -> Result<Loaded, Text> {
    let (file, _) = filings::file(&cx.store, no).map_err(|e| e.text)?.ok_or_else(|| missing(no))?;
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
        head: vec![(cx.look.say(&head).to_owned(), Meaning::Title)],
        states: shown::line_of_states(&states(&file), cx.look),
        facts: facts(&file, cx)?,
        document: None,
        facts_first: false,
    })
}

/// What is done, where it stands, what is to come; a filing that ended before its end stands at how it ended.
fn states(file: &FilingFile) -> Vec<(Text, Reached)> {
    let now = match file.status {
        FilingStatus::Returned => FilingStatus::Materials,
        other => other,
    };
    let ended = matches!(now, FilingStatus::Refused | FilingStatus::Withdrawn);
    let of = |status: FilingStatus| match status.cmp(&now) {
        _ if ended && file.step(status).is_some_and(|step| step.passed) => Reached::Done,
        _ if ended => Reached::Open,
        std::cmp::Ordering::Less => Reached::Done,
        std::cmp::Ordering::Equal => Reached::Now,
        std::cmp::Ordering::Greater => Reached::Open,
    };
    let mut all: Vec<(Text, Reached)> =
        file.line().iter().map(|status| (status.label(), of(*status))).collect();
    if ended {
        all.push((now.label(), Reached::Ended));
    }
    all
}

fn facts(file: &FilingFile, cx: &Context) -> Result<Vec<Line>, Text> {
    let open = file.deadlines.iter().filter(|deadline| deadline.state == DeadlineState::Open);
    let mut lines: Vec<Line> = open.map(|deadline| shown::deadline_line(deadline, cx)).collect();
    lines.extend(told(file).iter().map(|(text, meaning)| (cx.look.say(text).to_owned(), *meaning)));
    let recent = audit::history(&cx.store, &file.no.to_string(), i64::MAX, RECENT).map_err(|e| e.text)?;
    lines.extend(recent.iter().map(|entry| (history::line(entry, cx), Meaning::Muted)));
    Ok(lines)
}

/// What an end or a change rests on.
fn rests_on(matter: &FilingMatter) -> Vec<Text> {
    match matter {
        FilingMatter::Voluntary { stopped_on, uploaded_on } => vec![say!(
            "停止报名 {s}, 证书数据全部上传 {u}",
            "registration stopped {s}, all certificates uploaded {u}",
            s = *stopped_on,
            u = *uploaded_on
        )],
        FilingMatter::Automatic { ground } => vec![say!("情形: {g}", "ground: {g}", g = *ground)],
        FilingMatter::Change { facts, document, certificate } => {
            let ChangedFacts { name, agency_code, credit_code, legal_representative } = facts;
            let changed = [
                (Text::new("机构名称", "name"), name.clone()),
                (Text::new("备案号", "filing number"), agency_code.as_ref().map(|c| c.as_str().to_owned())),
                (Text::new("信用代码", "credit code"), credit_code.as_ref().map(|c| c.as_str().to_owned())),
                (Text::new("法定代表人", "legal representative"), legal_representative.clone()),
            ];
            let mut lines: Vec<Text> = changed
                .into_iter()
                .filter_map(|(label, new)| {
                    Some(say!("变更{l}为 {n}", "{l} changes to {n}", l = label, n = new?))
                })
                .collect();
            lines.push(say!(
                "变更文件 {d}, 法人证书 {c}",
                "registrar's document {d}, legal-person certificate {c}",
                d = document.as_str(),
                c = certificate.as_str()
            ));
            lines
        }
    }
}

/// The filing in lines: what was applied for, what lacked, each step, publicity and objections.
fn told(file: &FilingFile) -> Vec<(Text, Meaning)> {
    let mut lines = vec![(
        say!("{d} 申请: {t}", "applied for on {d}: {t}", d = file.applied_on, t = file.statement.as_str()),
        Meaning::Text,
    )];
    for scope in &file.scopes {
        let (code, name) = (scope.occupation.to_string(), scope.name.as_str());
        let verb = match file.kind {
            FilingKind::Narrowing => Text::new("缩减", "gives up"),
            _ => Text::new("增加", "adds"),
        };
        let levels = scope.levels.label();
        let text = say!("{v} {c} {n} {l}", "{v} {c} {n} {l}", v = verb, c = code, n = name, l = levels);
        lines.push((text, Meaning::Text));
    }
    lines.extend(file.matter.iter().flat_map(rests_on).map(|text| (text, Meaning::Text)));
    for round in &file.rounds {
        let (asked, until) = (round.requested_on, round.due);
        let items = round.items.as_str();
        lines.push(match (&round.answer, round.answered_on) {
            (Some(answer), Some(on)) => (
                say!(
                    "补正 {a} ({i}): {d} 收到 {t}",
                    "asked on {a} ({i}): came on {d}, {t}",
                    a = asked,
                    i = items,
                    d = on,
                    t = answer.as_str()
                ),
                Meaning::Text,
            ),
            _ => (
                say!("补正 {a}, {u} 前: {i}", "asked on {a}, by {u}: {i}", a = asked, u = until, i = items),
                Meaning::Warning,
            ),
        });
    }
    // The application and the publicity have lines of their own.
    let told = |s: &&FilingStep| s.step == FilingStatus::Publicity || s.opinion == file.statement;
    for step in file.steps.iter().filter(|step| !told(step)) {
        let result = if step.passed { Text::new("✓", "✓") } else { Text::new("✗", "✗") };
        let (who, opinion) = (step.name.as_str(), step.opinion.as_str());
        let text = say!(
            "{s} {r} {d} ({n}): {o}",
            "{s} {r} {d} ({n}): {o}",
            s = step.step,
            r = result,
            d = step.on,
            n = who,
            o = opinion
        );
        lines.push((text, Meaning::Text));
    }
    for publicity in &file.publicities {
        let (day, at) = (publicity.posted_on, publicity.posted_at.as_str());
        let text = match publicity.stopped_on {
            Some(on) => {
                say!("公示 {d} {a}, {s} 停止", "posted {d} {a}, stopped {s}", d = day, a = at, s = on)
            }
            None => say!("公示 {d} {a}", "posted {d} {a}", d = day, a = at),
        };
        lines.push((text, Meaning::Text));
        for objection in &publicity.objections {
            let (on, content) = (objection.received_on, objection.content.as_str());
            lines.push(match &objection.answer {
                Some(answer) => (
                    say!(
                        "异议 {d}: {c}  答复: {a}",
                        "objection {d}: {c}  answer: {a}",
                        d = on,
                        c = content,
                        a = answer.as_str()
                    ),
                    Meaning::Text,
                ),
                None => (
                    say!("异议 {d} (未答复): {c}", "objection {d} (open): {c}", d = on, c = content),
                    Meaning::Warning,
                ),
            });
        }
    }
    lines
}
