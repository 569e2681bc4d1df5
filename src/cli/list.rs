//! `list`: a window over one kind of records, filtered, within sight of the actor's bureau.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

use super::answer::Answer;
use super::find::mark;
use super::show::broken;
use crate::commands::catalogue;
use crate::commands::fault::Fault;
use crate::records::activity::ActivityStatus;
use crate::records::agency::Standing;
use crate::records::credit::Preferred;
use crate::records::draw::DrawStatus;
use crate::records::filing::{FilingKind, FilingStatus, WaitsFor};
use crate::records::inspector::Inspector;
use crate::records::occupation::CatalogueEntry;
use crate::records::staff::Staff;
use crate::records::supervision::{SupervisionKind, SupervisionStatus};
use crate::records::violation::ListedViolation;
use crate::say;
use crate::store::lists::{self, ListKind, ListRow, Query, RowFacts, Step};
use crate::store::{self, Sql, occupations, violations};
use crate::text::{Lang, Text, cells};

/// Cells of a name where lines stand under each other.
const NAME: usize = 36;

/// The first rows of a list in its usual order.
///
/// # Errors
/// When there is no such list, the filter isn't understood or doesn't fit the list, or the database can't be read.
pub fn list(
    sql: &dyn Sql,
    actor: &Staff,
    kind: &str,
    filter: Option<&str>,
    limit: usize,
    today: NaiveDate,
) -> Result<Answer, Fault> {
    let words = filter.unwrap_or_default();
    match kind {
        "occupations" => return catalogued(sql, words, limit),
        "violations" => return listed(sql, words, limit),
        "inspectors" => return inspectors(sql, actor, words, limit),
        _ => {}
    }
    let kind: ListKind = kind.parse().map_err(|e| Fault::field("kind", e))?;
    let mut query = Query::new(kind, actor.bureau);
    query.conditions =
        lists::parse_filter(filter.unwrap_or_default()).map_err(|e| Fault::field("filter", e))?;
    query.conditions = lists::asked_by(kind, query.conditions, actor, today);
    lists::check(&query).map_err(|e| Fault::field("filter", e))?;
    let rows = lists::window(sql, &query, None, Step::After, limit)?;
    let json = rows.iter().map(serde_json::to_value).collect::<Result<_, _>>().map_err(|e| broken(&e))?;
    let mut text: Vec<Text> = rows.iter().map(|row| line(row, today)).collect();
    if text.is_empty() {
        text.push(Text::new("没有记录", "no records"));
    }
    let more = rows.len() >= limit && limit > 0;
    let total = if more { lists::count(sql, &query)? } else { 0 };
    let cut = (total > i64::try_from(rows.len()).unwrap_or(i64::MAX)).then(|| {
        say!(
            "共 {t} 条, 列出前 {n} 条; --limit 列出更多",
            "{t} in all, the first {n} are listed; --limit lists more",
            t = total,
            n = rows.len()
        )
    });
    Ok(Answer::new(Value::Array(json), text).remarked(cut))
}

/// The catalogue of occupations: those whose code or name has the words in it.
fn catalogued(sql: &dyn Sql, words: &str, limit: usize) -> Result<Answer, Fault> {
    let mut all = occupations::catalogue(sql)?;
    all.retain(|one| {
        words.split_whitespace().all(|word| one.name.contains(word) || one.code.to_string().contains(word))
    });
    let line = |one: &CatalogueEntry| {
        say!("{c}  {n}  {t}", "{c}  {n}  {t}", c = one.code, n = cells::pad(&one.name, NAME), t = one.told())
    };
    first(all, limit, line)
}

/// The list of other violations in force: those whose code or words have the words in them.
fn listed(sql: &dyn Sql, words: &str, limit: usize) -> Result<Answer, Fault> {
    let mut all = violations::in_force(sql)?;
    all.retain(|one| {
        words.split_whitespace().all(|word| one.words.contains(word) || one.code.contains(word))
    });
    let line = |one: &ListedViolation| {
        say!("{c}  {w}  {t}", "{c}  {w}  {t}", c = one.code.as_str(), w = one.words.as_str(), t = one.told())
    };
    first(all, limit, line)
}

/// The own bureau's list of inspectors: those whose number, name or unit have the words in them.
fn inspectors(sql: &dyn Sql, actor: &Staff, words: &str, limit: usize) -> Result<Answer, Fault> {
    let mut all = store::inspectors::of_bureau(sql, actor.bureau)?;
    all.retain(|one| {
        let has = |word| one.number.contains(word) || one.name.contains(word) || one.unit.contains(word);
        words.split_whitespace().all(has)
    });
    let line = |one: &Inspector| {
        say!(
            "{c}  {n}  {t}",
            "{c}  {n}  {t}",
            c = cells::pad(&one.number, 12),
            n = cells::pad(&one.name, 12),
            t = one.told()
        )
    };
    first(all, limit, line)
}

/// The first of what was found, a line each, and how many there are.
fn first<T: Serialize>(mut all: Vec<T>, limit: usize, line: impl Fn(&T) -> Text) -> Result<Answer, Fault> {
    let total = all.len();
    all.truncate(limit);
    let cut = (total > all.len()).then(|| {
        say!(
            "共 {t} 条, 列出前 {n} 条; --limit 列出更多",
            "{t} in all, the first {n} are listed; --limit lists more",
            t = total,
            n = all.len()
        )
    });
    let json = serde_json::to_value(&all).map_err(|e| broken(&e))?;
    let mut text: Vec<Text> = all.iter().map(line).collect();
    if text.is_empty() {
        text.push(Text::new("没有记录", "no records"));
    }
    Ok(Answer::new(json, text).remarked(cut))
}

/// A row as a line of text.
pub(super) fn line(row: &ListRow, today: NaiveDate) -> Text {
    let no = row.no.map(|no| no.to_string()).unwrap_or_default();
    let marked = mark(row.suspended && !row.agency.is_empty());
    let party = say!("{p}{m}", "{p}{m}", p = row.party(), m = marked);
    let padded = |lang| cells::pad(party.get(lang), NAME);
    say!(
        "{no}  {a}  {f}",
        "{no}  {a}  {f}",
        no = cells::pad(&no, 12),
        a = Text::owned(padded(Lang::Zh), padded(Lang::En)),
        f = facts(&row.facts, today)
    )
}

/// A word of the database by its label, or as it stands.
fn label<T: std::str::FromStr>(word: &str, of: impl Fn(T) -> Text) -> Text {
    word.parse().map_or_else(|_| Text::same(word), of)
}

fn optional(day: Option<chrono::NaiveDate>) -> Text {
    day.map_or_else(Text::default, |d| say!("  {d} 前", "  by {d}", d = d))
}

fn facts(facts: &RowFacts, today: NaiveDate) -> Text {
    match facts {
        RowFacts::Deadline(d) => {
            let mark = if d.provisional { Text::new(" (暂定)", " (provisional)") } else { Text::default() };
            say!("{d}{m}  {c}", "{d}{m}  {c}", d = d.due, m = mark, c = d.what())
        }
        RowFacts::Agency { kind, status, validity, phone, .. } => say!(
            "{k}  {s}{d}  {p}",
            "{k}  {s}{d}  {p}",
            k = kind.short_label(),
            s = Standing::of(*status, *validity, today).label(),
            d = validity.map(|v| say!(" 至 {d}", " until {d}", d = v.expires_on)).unwrap_or_default(),
            p = crate::store::desk::masked(phone)
        ),
        RowFacts::Coverage { kind, validity, special, annual, evaluation, percent } => say!(
            "{k}  周期{d}  专项督导 {s}  最近年检 {a}  最近定期评估 {e}{p}",
            "{k}  cycle{d}  special {s}  last annual {a}  last evaluation {e}{p}",
            k = kind.short_label(),
            d = validity.map(|v| say!("至 {d}", " until {d}", d = v.expires_on)).unwrap_or_default(),
            s = special.told(),
            a = annual.told(),
            e = evaluation.told(),
            p = percent.map(|p| say!("  频次 {p}%", "  share {p}%", p = p)).unwrap_or_default()
        ),
        RowFacts::Filing { kind, status, applied_on, waits_for, due, preferred } => say!(
            "{p}{d}  {k}  {s}  等待{w}{due}",
            "{p}{d}  {k}  {s}  waits for {w}{due}",
            p = Preferred::mark(*preferred, today),
            d = *applied_on,
            k = label(kind, |k: FilingKind| k.label()),
            s = FilingStatus::told(status, kind),
            w = label(waits_for, |w: WaitsFor| w.on(*due, today).label()),
            due = optional(*due)
        ),
        RowFacts::Crossing { part, asked_on, status, name, level, starts_on, place } => say!(
            "{a}  {w}  {n} {l} 自 {f}  {p}  {s}",
            "{a}  {w}  {n} {l} from {f}  {p}  {s}",
            a = *asked_on,
            w = *part,
            n = name,
            l = label(level, |l: crate::records::level::Level| l.short_label()),
            f = *starts_on,
            p = place,
            s = *status
        ),
        RowFacts::Draw { drawn_on, check_by, picks, status } => say!(
            "{a} 抽取 {n} 家, 检查至 {b}  {s}",
            "{n} drawn {a}, checks by {b}  {s}",
            a = *drawn_on,
            n = *picks,
            b = *check_by,
            s = label(status, |s: DrawStatus| s.label())
        ),
        RowFacts::Activity { name, level, starts_on, ends_on, place, candidates, status } => say!(
            "{a} 至 {b}  {n} {l}  {c} 人  {p}  {s}",
            "{a} to {b}  {n} {l}  {c} candidates  {p}  {s}",
            a = *starts_on,
            b = *ends_on,
            n = name,
            l = label(level, |l: crate::records::level::Level| l.short_label()),
            c = *candidates,
            p = place,
            s = label(status, |s: ActivityStatus| s.label())
        ),
        RowFacts::Complaint { channel, status, received_on, finding, handler, content, case } => say!(
            "{d}  {k}  {s}  {f}  {h}  {c}  {w}",
            "{d}  {k}  {s}  {f}  {h}  {c}  {w}",
            d = *received_on,
            k = *channel,
            s = *status,
            f = finding.map_or_else(Text::default, |finding| finding.label()),
            h = handler,
            c = case.map(|no| no.to_string()).unwrap_or_default(),
            w = content.lines().next().unwrap_or_default()
        ),
        RowFacts::Supervision { kind, planned_on, supervisor, status, finding } => say!(
            "{d}  {k}  {s}  {w}  {f}",
            "{d}  {k}  {s}  {w}  {f}",
            d = *planned_on,
            k = label(kind, |k: SupervisionKind| k.label()),
            s = label(status, |s: SupervisionStatus| s.label()),
            w = supervisor.as_deref().unwrap_or_default(),
            f = finding
        ),
        RowFacts::Case { status, opened_on, next_due, .. } => {
            say!("{d}  {s}{n}", "{d}  {s}{n}", d = *opened_on, s = *status, n = optional(*next_due))
        }
        RowFacts::Document { kind, status, number, drafted_on, of, announced_until } => say!(
            "{d}  {k}  {s}  {n}  {c}",
            "{d}  {k}  {s}  {n}  {c}",
            d = *drafted_on,
            k = *kind,
            s = status.standing(*announced_until),
            n = number.as_deref().unwrap_or_default(),
            c = of.to_string()
        ),
        RowFacts::ToServe { kind, number, issued_on, of, due, attempts } => say!(
            "{d}  {k}  {n}  {c}{u}  试过 {t} 次",
            "{d}  {k}  {n}  {c}{u}  attempts: {t}",
            d = *issued_on,
            k = *kind,
            n = number.as_deref().unwrap_or_default(),
            c = of.to_string(),
            u = optional(*due),
            t = *attempts
        ),
        RowFacts::Review { requested_on, taken_up, approved, request, due, .. } => say!(
            "{d}  {s}{u}  {r}",
            "{d}  {s}{u}  {r}",
            d = *requested_on,
            s = review_stage(*taken_up, *approved),
            u = optional(*due),
            r = request.lines().next().unwrap_or_default()
        ),
        RowFacts::Audit { seq, at, actor, command } => say!(
            "{n}  {t}  {w}  {c}",
            "{n}  {t}  {w}  {c}",
            n = *seq,
            t = at,
            w = actor,
            c = catalogue::find(command)
                .map_or_else(|| Text::same(command.as_str()), |f| f.spec().label.clone())
        ),
    }
}

/// Where a review stands; a late one first has to be taken up.
const fn review_stage(taken_up: bool, approved: bool) -> Text {
    match (approved, taken_up) {
        (true, _) => Text::new("已审批, 待签发", "approved, to be issued"),
        (false, true) => Text::new("复核中", "under review"),
        (false, false) => Text::new("逾期申请, 待决定是否受理", "late, to be taken up or not"),
    }
}
