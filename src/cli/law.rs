//! `term`, `rules`, `statute`, `calendar`: the law, from the command line.

use std::path::Path;

use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};

use super::answer::Answer;
use super::output::progress_bar;
use super::session::Session;
use crate::commands::catalogue;
use crate::commands::clocks;
use crate::commands::execute::{Keep, Request, execute_all};
use crate::commands::fault::Fault;
use crate::commands::premises;
use crate::commands::recount;
use crate::law::article::Article;
use crate::law::calendar::{Calendar, parse_arrangements};
use crate::law::length::Length;
use crate::law::rules::{self, Rule, RuleId};
use crate::law::statute::{self, Statute};
use crate::law::terms::{self, StartDay, Term};
use crate::say;
use crate::store::{self, DbError};
use crate::text::clean::clean_lines;
use crate::text::{Lang, Text};

/// Counts a term by the calendar of a session's bureau, or by the shipped one.
///
/// # Errors
/// When the length is none, or the day can't be counted.
pub fn term(session: Option<&Session>, from: NaiveDate, length: &str, lang: Lang) -> Result<Answer, Fault> {
    let calendar = match session {
        Some(session) => premises::calendar(&session.store, session.actor.bureau)?,
        None => Calendar::shipped(),
    };
    let length: Length = length.parse().map_err(|e| Fault::field("length", e))?;
    let term = terms::count(&calendar, from, length, StartDay::Excluded).map_err(Fault::input)?;
    Ok(Answer::new(term_json(&term, lang), term_lines(&term)))
}

fn term_json(term: &Term, lang: Lang) -> Value {
    let mut value = json!({
        "from": term.from,
        "length": term.length.to_string(),
        "last_day": term.last_day,
        "provisional": term.provisional.is_some(),
        "why": term.provisional.as_ref().map(|p| p.why.get(lang)),
        "counted": term.counted(),
    });
    if let Some(day) = term.possible_from {
        value["possible_from"] = json!(day);
    }
    if let Some(day) = term.last_working_day {
        value["last_working_day"] = json!(day);
    }
    value
}

fn term_lines(term: &Term) -> Vec<Text> {
    let mut lines: Vec<Text> =
        term.steps.iter().map(|s| say!("  {d}  {w}", "  {d}  {w}", d = s.date, w = s.why())).collect();
    lines.push(say!("最后一日 {d}", "last day {d}", d = term.last_day));
    lines.extend(term.possible_from.map(|d| say!("{d} 起可办", "possible from {d}", d = d)));
    lines.extend(
        term.last_working_day.map(|d| say!("最后工作日 {d}", "last working day on or before: {d}", d = d)),
    );
    lines.extend(term.provisional.as_ref().map(|p| say!("暂定: {w}", "provisional: {w}", w = p.why)));
    lines
}

/// The rule catalogue, or one rule.
///
/// # Errors
/// When there is no such rule.
pub fn rules(id: Option<&str>, lang: Lang) -> Result<Answer, Fault> {
    let shown: Vec<&Rule> = match id {
        Some(id) => vec![rules::get(id.parse::<RuleId>().map_err(|e| Fault::field("id", e))?)],
        None => rules::all().collect(),
    };
    let one = |r: &Rule| {
        json!({
            "id": r.id.to_string(),
            "article": r.source.label().get(lang),
            "strength": r.strength.as_str(),
            "summary": r.summary.get(lang),
            "enforced": r.enforced(),
        })
    };
    let json = match (id, shown.first()) {
        (Some(_), Some(rule)) => one(rule),
        _ => Value::Array(shown.iter().map(|r| one(r)).collect()),
    };
    let line = |r: &&Rule| {
        let kept = match (r.enforced(), is_judged(r.id)) {
            (true, _) => Text::default(),
            (false, true) => Text::new(" (部分执行)", " (enforced in part)"),
            (false, false) => Text::new(" (尚未执行)", " (not enforced yet)"),
        };
        say!(
            "{i}  {a}  {s}  {t}{k}",
            "{i}  {a}  {s}  {t}{k}",
            i = r.id.to_string(),
            a = r.source.label(),
            s = r.strength,
            t = r.summary,
            k = kept
        )
    };
    Ok(Answer::new(json, shown.iter().map(line).collect()))
}

/// Whether some command is judged by a rule, though not all of the rule is kept yet.
fn is_judged(rule: RuleId) -> bool {
    catalogue::specs().any(|spec| spec.rules.contains(&rule))
}

/// The most a text file may have, in bytes.
const TEXT_MAX: u64 = 64 * 1024 * 1024;

/// A text file, in UTF-8 or GB18030.
pub(super) fn read_text(path: &Path) -> Result<String, Fault> {
    let shown = path.display().to_string();
    let wrong = |e: std::io::Error| Fault::unreadable(path, &e);
    let size = std::fs::metadata(path).map_err(wrong)?.len();
    if size > TEXT_MAX {
        return Err(Fault::input(say!("{p} 太大", "{p} is too large", p = shown)));
    }
    let bytes = std::fs::read(path).map_err(wrong)?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(raw) => {
            let (text, _, broken) = encoding_rs::GB18030.decode(raw.as_bytes());
            if broken {
                let text =
                    say!("{p} 不是 UTF-8 或 GB18030 文本", "{p} is no text in UTF-8 or GB18030", p = shown);
                return Err(Fault::input(text));
            }
            Ok(text.into_owned())
        }
    }
}

/// Loads the regulation's text.
///
/// # Errors
/// When the file is no regulation, or the database refuses.
pub fn import_statute(session: &mut Session, file: &Path) -> Result<Answer, Fault> {
    let text = read_text(file)?;
    let statute = statute::parse(&clean_lines(&text)).map_err(Fault::input)?;
    let request = Request::new("import-statute", json!({ "statute": statute }));
    let mut reply = one(session, request)?;
    let more = std::mem::take(&mut reply);
    let text = say!(
        "{t}: {c} 章 {a} 条",
        "{t}: {c} chapters, {a} articles",
        t = statute.title,
        c = statute.chapters.len(),
        a = statute.articles.len()
    );
    Ok(Answer::new(more, vec![text]))
}

fn one(session: &mut Session, request: Request) -> Result<Value, Fault> {
    let moment = session.moment();
    let replies = execute_all(&mut session.store, &session.actor, moment, &[request], Keep::Yes, |_| {})
        .map_err(|(_, fault)| fault)?;
    Ok(replies.first().map(super::output::reply_json).unwrap_or_default())
}

/// The text the bureau loaded, if it did.
///
/// # Errors
/// When the database can't be read.
pub fn loaded(session: &Session) -> Result<Option<Statute>, Fault> {
    store::statutes::current(&session.store)?
        .map(|written| {
            serde_json::from_str(&written).map_err(|e| DbError::broken("a statute", &e.to_string()).into())
        })
        .transpose()
}

/// Shows the regulation's text: an article, a part of one, or the list of chapters.
///
/// # Errors
/// When no text is loaded, or it has no such place.
pub fn show_statute(session: &Session, place: Option<&str>) -> Result<Answer, Fault> {
    let Some(statute) = loaded(session)? else {
        return Err(Fault::input(Text::new(
            "还没有导入条文; 用 anjuan statute import 文件 导入",
            "no text is loaded: load it by anjuan statute import FILE",
        )));
    };
    let Some(place) = place else {
        let chapters: Vec<Text> = statute
            .chapters
            .iter()
            .map(|c| say!("{t} (自第 {n} 条)", "{t} (from article {n})", t = c.title, n = c.first_article))
            .collect();
        let json = json!({
            "title": statute.title, "effective": statute.effective,
            "chapters": statute.chapters.len(), "articles": statute.articles.len(),
        });
        return Ok(Answer::new(json, chapters));
    };
    let place: Article = place.parse().map_err(|e| Fault::field("article", e))?;
    let lines = statute.find(place).map_err(Fault::input)?;
    let text =
        lines.iter().map(|l| Text::same(format!("{}{}", "  ".repeat(l.depth.into()), l.text))).collect();
    let json = json!(
        lines
            .iter()
            .map(|l| json!({ "place": l.place.to_string(), "depth": l.depth, "text": l.text }))
            .collect::<Vec<_>>()
    );
    Ok(Answer::new(json, text))
}

/// Loads arrangements of one or more years, all or none; what moved.
///
/// # Errors
/// When the file is none, or the actor may not.
pub fn import_calendar(session: &mut Session, file: &Path, lang: Lang) -> Result<Answer, Fault> {
    let text = read_text(file)?;
    let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let years = parse_arrangements(&text, &name).map_err(Fault::input)?;
    let requests: Vec<Request> =
        years.iter().map(|y| Request::new("import-calendar", json!({ "year": y }))).collect();
    let moment = session.moment();
    let replies = execute_all(&mut session.store, &session.actor, moment, &requests, Keep::Yes, |_| {})
        .map_err(|(_, fault)| fault)?;
    let mut moved: Vec<Value> = replies
        .iter()
        .filter_map(|r| r.more.get("moved").and_then(Value::as_array))
        .flatten()
        .cloned()
        .collect();
    if replies.iter().any(recount::is_left) {
        let bar = progress_bar(&Text::new("重算期限", "reckoning deadlines anew"), lang);
        let rest = recount::finish(&mut session.store, &session.actor, moment, &mut |done, total| {
            bar.set_length(total.unsigned_abs());
            bar.set_position(done.unsigned_abs());
        })?;
        bar.finish_and_clear();
        moved.extend(rest);
    }
    let mut lines: Vec<Text> = years
        .iter()
        .map(|y| {
            say!(
                "{y} 年: 放假 {h} 天, 上班 {w} 天",
                "{y}: {h} days off, {w} make-up workdays",
                y = y.year(),
                h = y.holidays().len(),
                w = y.workdays().len()
            )
        })
        .collect();
    lines.extend(years.iter().flat_map(|y| y.remarks()));
    lines.push(say!("移动的期限: {n}", "deadlines that moved: {n}", n = moved.len()));
    lines.extend(moved.iter().map(|m| say!("  {m}", "  {m}", m = clocks::moved_told(m))));
    let years: Vec<i32> = years.iter().map(|y| y.year()).collect();
    Ok(Answer::new(json!({ "ok": true, "years": years, "moved": moved }), lines))
}

/// Shows which years are loaded, or one year's days.
///
/// # Errors
/// When the year isn't loaded.
pub fn show_calendar(session: &Session, year: Option<i32>) -> Result<Answer, Fault> {
    let calendar = premises::calendar(&session.store, session.actor.bureau)?;
    let shown: Vec<_> =
        calendar.arrangements().filter(|a| year.is_none_or(|year| a.year() == year)).collect();
    if let (true, Some(year)) = (shown.is_empty(), year) {
        return Err(Fault::input(say!(
            "{y} 年的放假安排还没有导入",
            "the arrangement of {y} is not loaded",
            y = year
        )));
    }
    let local: Vec<(NaiveDate, &str)> =
        calendar.local_days_off().filter(|(day, _)| year.is_none_or(|y| day.year() == y)).collect();
    let json = json!({
        "years": shown.iter().map(|a| json!(a)).collect::<Vec<_>>(),
        "local": local.iter().map(|(d, r)| json!({ "day": d, "reference": r })).collect::<Vec<_>>(),
    });
    let mut lines: Vec<Text> = Vec::new();
    for a in shown {
        lines.push(say!("{y} 年 ({r})", "{y} ({r})", y = a.year(), r = a.reference()));
        if year.is_some() {
            lines.extend(a.holidays().iter().map(|d| say!("  休 {d}", "  off  {d}", d = *d)));
            lines.extend(a.workdays().iter().map(|d| say!("  班 {d}", "  work {d}", d = *d)));
        }
    }
    lines.extend(
        local.iter().map(|(d, r)| say!("  地方假日 {d} ({r})", "  local day off {d} ({r})", d = *d, r = *r)),
    );
    Ok(Answer::new(json, lines))
}
