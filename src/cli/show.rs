//! `show`: one record whole, with its history.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::answer::Answer;
use super::list;
use crate::commands::agencies::credit_file;
use crate::commands::cases::paper;
use crate::commands::catalogue;
use crate::commands::desk::card;
use crate::commands::fault::Fault;
use crate::commands::input::hide;
use crate::commands::premises;
use crate::commands::scene::{Facts, Key, Moment};
use crate::documents::{Sheet, layout};
use crate::law::filings::Board;
use crate::law::requirement::State;
use crate::records::agency::Agency;
use crate::records::bureau::BureauId;
use crate::records::capacity::Departure;
use crate::records::case::CaseFile;
use crate::records::deadline::Deadline;
use crate::records::filing::FilingFile;
use crate::records::frequency::Frequency;
use crate::records::ids::{RecordKind, RecordNo};
use crate::records::staff::{Relation, Staff};
use crate::say;
use crate::store::audit::Entry;
use crate::store::lists::{self, Condition, ListKind, Query, Step};
use crate::store::{self, Sql};
use crate::text::{Lang, Text};

/// Entries of the history shown, at most: the newest.
const ENTRIES: i64 = 1_000;

/// A record with its history, newest first.
///
/// # Errors
/// When there is no such record, it is a foreign bureau's, or the database can't be read.
pub fn show(sql: &dyn Sql, actor: &Staff, moment: Moment, id: &str) -> Result<Answer, Fault> {
    let no: RecordNo = id.parse().map_err(|e| Fault::field("id", e))?;
    let bureau = store::desk::bureau_of(sql, no)?.ok_or_else(|| missing(no))?;
    let host = store::crossings::host_of(sql, no)?;
    if Relation::with_host(actor.bureau, bureau, host) == Relation::Foreign {
        return Err(foreign(bureau));
    }
    let (mut json, mut text) = match no.kind {
        RecordKind::Agency => agency(sql, actor, moment, no)?,
        RecordKind::Case => case(sql, no)?,
        RecordKind::Document => document(sql, actor, moment, no)?,
        RecordKind::Filing => filing(sql, actor, moment.today, no)?,
        RecordKind::Activity => activity(sql, actor, no)?,
        RecordKind::Draw => draw(sql, no)?,
        RecordKind::Supervision => visit(sql, no)?,
        RecordKind::Complaint => complaint(sql, actor, no)?,
    };
    // What happened to a document stands in the history of what it belongs to.
    let of = match store::documents::by_no(sql, no).ok().flatten().filter(|_| no.kind == RecordKind::Document)
    {
        Some(document) => store::documents::owner_of(sql, document.id)?,
        None => no,
    };
    let history = store::filings::history(sql, actor.bureau, of, ENTRIES)?;
    // A person is shown masked, whatever of it speaks of them (H4-1).
    let secrets = store::persons::secrets(sql, of)?;
    hide(&secrets, &mut json);
    text.iter_mut().for_each(|line| *line = secrets.hide_both(line));
    json["history"] = history.iter().map(entry).collect();
    text.push(Text::new("经过:", "History:"));
    text.extend(history.iter().map(told));
    Ok(Answer::new(json, text))
}

type Shown = (Value, Vec<Text>);

fn agency(sql: &dyn Sql, actor: &Staff, moment: Moment, no: RecordNo) -> Result<Shown, Fault> {
    let agency = store::agencies::by_no(sql, no)?.ok_or_else(|| missing(no))?;
    let mut json = serde_json::to_value(&agency).map_err(|e| broken(&e))?;
    let facts = &agency.facts;
    let mut text = vec![say!("{n}  {a}", "{n}  {a}", n = no.to_string(), a = facts.name)];
    text.extend(card(sql, actor, moment, no)?.lines.iter().map(|line| {
        say!("{t}: {w} ({a})", "{t}: {w} ({a})", t = line.topic, w = line.text, a = line.audience)
    }));
    for (label, value) in [
        (Text::new("统一社会信用代码", "Credit code"), facts.credit_code.as_str()),
        (Text::new("法定代表人", "Legal representative"), &facts.legal_representative),
        (Text::new("联系人", "Contact"), &facts.contact),
        (Text::new("联系电话", "Phone"), &facts.phone),
        (Text::new("地址", "Address"), &facts.address),
        (Text::new("备注", "Note"), &facts.note),
    ] {
        if !value.is_empty() {
            text.push(say!("{l}: {v}", "{l}: {v}", l = label, v = value));
        }
    }
    let capacity = store::capacity::of_agency(sql, agency.id)?;
    text.extend(capacity.told());
    json["capacity"] = serde_json::to_value(&capacity).map_err(|e| broken(&e))?;
    let departures = store::capacity::departures(sql, agency.id)?;
    text.extend(departures.iter().map(Departure::told));
    json["departures"] = serde_json::to_value(&departures).map_err(|e| broken(&e))?;
    let credit = credit_file::lines(sql, agency.id, moment.today)?;
    text.extend(credit.into_iter().map(|(line, _)| line));
    json["credit"] = serde_json::to_value(store::credit::entries(sql, agency.id)?).map_err(|e| broken(&e))?;
    let (frequency, _) = store::frequencies::last(sql, agency.id)?;
    text.extend(frequency.iter().flat_map(Frequency::told));
    json["frequency"] = serde_json::to_value(&frequency).map_err(|e| broken(&e))?;
    json["publications"] =
        serde_json::to_value(store::publications::of_agency(sql, agency.id)?).map_err(|e| broken(&e))?;
    Ok((json, text))
}

fn case(sql: &dyn Sql, no: RecordNo) -> Result<Shown, Fault> {
    let (file, _) = store::cases::file(sql, no)?.ok_or_else(|| missing(no))?;
    let mut json = serde_json::to_value(&file).map_err(|e| broken(&e))?;
    // Under another bureau since: what that one keeps of it is its own.
    if file.agency.facts.bureau != file.bureau {
        json["agency"] = public(&file.agency);
    }
    Ok((json, case_lines(&file)))
}

fn case_lines(file: &CaseFile) -> Vec<Text> {
    let grounds: Vec<Text> = file.grounds.iter().map(|violation| file.named(*violation)).collect();
    let people: Vec<Text> = file.handlers.iter().map(|h| Text::same(h.staff.name.as_str())).collect();
    let mut text = vec![
        say!(
            "{n}  {a}  {s}  属地 {b}",
            "{n}  {a}  {s}  under {b}",
            n = file.no.to_string(),
            a = file.party(),
            s = file.status,
            b = file.bureau.label()
        ),
        say!("立案: {d}", "Opened: {d}", d = file.opened_on),
        say!("情形: {g}", "Grounds: {g}", g = Text::join(&grounds)),
        say!("经办: {p}", "Handlers: {p}", p = Text::join(&people)),
    ];
    text.extend(file.told().into_iter().map(|(line, _)| line));
    text.extend(file.deadlines.iter().map(deadline));
    text
}

/// What anybody may know of an agency.
fn public(agency: &Agency) -> Value {
    json!({ "no": agency.no, "name": agency.facts.name, "status": agency.status })
}

/// A deadline in a line.
fn deadline(deadline: &Deadline) -> Text {
    let settled = match deadline.provisional {
        true => Text::new(", 暂定", ", provisional"),
        false => Text::default(),
    };
    say!(
        "期限: {d} {c} ({s}{p})",
        "Deadline: {d} {c} ({s}{p})",
        d = deadline.due,
        c = deadline.what(),
        s = deadline.state,
        p = settled
    )
}

fn filing(sql: &dyn Sql, actor: &Staff, today: NaiveDate, no: RecordNo) -> Result<Shown, Fault> {
    let (file, settings) = FilingFile::load(sql, &Key::Record(no), today)?;
    let mut json = serde_json::to_value(&file).map_err(|e| broken(&e))?;
    // How the agency stood with its bureau is that bureau's.
    if let Some(matter) = json["matter"].as_object_mut() {
        matter.remove("before");
    }
    if Relation::of(actor.bureau, file.agency.facts.bureau) == Relation::Foreign {
        json["agency"] = public(&file.agency);
    }
    // The line of the list, the conditions while it is under way, then all that was done.
    let (_, mut text) = row(sql, actor, today, ListKind::Filings, no)?;
    let calendar = premises::calendar(sql, file.bureau)?;
    let board = Board { file: &file, settings: &settings, calendar: &calendar, today };
    if let Some(judged) = board.open_conditions() {
        text.push(judged.count());
        let all: Vec<_> = judged.lacking.iter().chain(&judged.met).collect();
        text.extend(all.iter().map(|condition| {
            let mark = match condition.state {
                _ if condition.falls_short() => "x",
                State::Noted => "-",
                _ => "+",
            };
            say!("  {m} {c}", "  {m} {c}", m = mark, c = condition.as_condition())
        }));
        json["conditions"] = all
            .iter()
            .map(|c| {
                json!({ "rule": c.rule.to_string(), "binds": c.rule.rule().strength, "met": !c.falls_short(), "text": c.text.get(Lang::Zh) })
            })
            .collect();
    }
    text.extend(file.told().into_iter().map(|(line, _)| line));
    text.extend(file.deadlines.iter().map(deadline));
    Ok((json, text))
}

fn visit(sql: &dyn Sql, no: RecordNo) -> Result<Shown, Fault> {
    let file = store::visits::file(sql, no)?.ok_or_else(|| missing(no))?;
    let mut json = serde_json::to_value(&file).map_err(|e| broken(&e))?;
    if file.agency.facts.bureau != file.bureau {
        json["agency"] = public(&file.agency);
    }
    let name = file.agency.facts.name.as_str();
    let mut text =
        vec![say!("{n}  {a}  {s}", "{n}  {a}  {s}", n = no.to_string(), a = name, s = file.status)];
    text.extend(file.told());
    text.extend(file.deadlines.iter().map(deadline));
    Ok((json, text))
}

fn draw(sql: &dyn Sql, no: RecordNo) -> Result<Shown, Fault> {
    let file = store::draws::file(sql, no)?.ok_or_else(|| missing(no))?;
    let json = serde_json::to_value(&file).map_err(|e| broken(&e))?;
    let title = file.record.title.as_str();
    let mut text =
        vec![say!("{n}  {a}  {s}", "{n}  {a}  {s}", n = no.to_string(), a = title, s = file.status)];
    text.extend(file.told());
    text.extend(file.deadlines.iter().map(deadline));
    Ok((json, text))
}

fn activity(sql: &dyn Sql, actor: &Staff, no: RecordNo) -> Result<Shown, Fault> {
    let file = store::activities::file(sql, no)?.ok_or_else(|| missing(no))?;
    let mut json = serde_json::to_value(&file).map_err(|e| broken(&e))?;
    // Of an agency of another bureau the one that sees its activity sees the name alone.
    let foreign = Relation::of(actor.bureau, file.agency.facts.bureau) == Relation::Foreign;
    if foreign || file.agency.facts.bureau != file.bureau {
        json["agency"] = public(&file.agency);
    }
    let findings = store::visits::findings(sql, file.id)?;
    json["findings"] = findings.iter().map(|line| line.get(Lang::Zh)).collect();
    let mut text = vec![say!(
        "{n}  {a}  {s}",
        "{n}  {a}  {s}",
        n = no.to_string(),
        a = file.agency.facts.name,
        s = file.status
    )];
    text.extend(file.told());
    text.extend(findings);
    text.extend(file.deadlines.iter().map(deadline));
    Ok((json, text))
}

fn complaint(sql: &dyn Sql, actor: &Staff, no: RecordNo) -> Result<Shown, Fault> {
    let complaint = store::complaints::by_no(sql, no)?.ok_or_else(|| missing(no))?;
    let mut json = serde_json::to_value(&complaint).map_err(|e| broken(&e))?;
    // Who complained is told only to those who handle it (R27-1).
    if let Some(who) = complaint.complainant_for(actor.id) {
        json["complainant"] = json!(who.name);
        json["contact"] = json!(who.contact);
    }
    Ok((json, complaint.told(actor.id)))
}

fn document(sql: &dyn Sql, actor: &Staff, moment: Moment, no: RecordNo) -> Result<Shown, Fault> {
    let document = store::documents::by_no(sql, no)?.ok_or_else(|| missing(no))?;
    let of = store::documents::owner_of(sql, document.id)?;
    let mut json = serde_json::to_value(&document).map_err(|e| broken(&e))?;
    json["of"] = json!(of);
    let mut text = vec![say!(
        "{n}  {k}  {s}  {m}  {c}",
        "{n}  {k}  {s}  {m}  {c}",
        n = no.to_string(),
        k = document.kind,
        s = document.status,
        m = document.number.as_deref().unwrap_or_default(),
        c = of.to_string()
    )];
    // As it is printed; one that can't be read so is shown as it is kept; a draft as it would be printed now.
    match &document.text {
        Some(words) => match words.parse::<Sheet>() {
            Ok(sheet) => text.extend(layout::lines(&sheet).iter().map(Text::same)),
            Err(_) => text.extend(words.lines().map(Text::same)),
        },
        None => match paper::preview(sql, actor, moment, no) {
            Ok((_, pages)) => {
                let lines: Vec<String> = pages.concat();
                json["draft"] = json!(lines);
                text.push(Text::new(
                    "草稿: 尚未签发, 内容可能变动",
                    "a draft: not issued, it may yet change",
                ));
                text.extend(lines.iter().map(Text::same));
            }
            Err(fault) => text.push(fault.text()),
        },
    }
    Ok((json, text))
}

/// A record of which all there is stands in its list.
fn row(sql: &dyn Sql, actor: &Staff, today: NaiveDate, kind: ListKind, no: RecordNo) -> Result<Shown, Fault> {
    let query = Query::new(kind, actor.bureau).with(Condition::Words(no.to_string()));
    let rows = lists::window(sql, &query, None, Step::After, 1)?;
    let row = rows.first().ok_or_else(|| missing(no))?;
    Ok((serde_json::to_value(row).map_err(|e| broken(&e))?, vec![list::line(row, today)]))
}

fn entry(entry: &Entry) -> Value {
    let parsed = |text: &str| serde_json::from_str(text).unwrap_or_else(|_| json!(text));
    json!({
        "seq": entry.seq,
        "at": entry.at,
        "on": entry.act_on,
        "actor": entry.actor,
        "command": entry.command,
        "fields": parsed(&entry.fields),
        "result": parsed(&entry.result),
    })
}

fn told(entry: &Entry) -> Text {
    let label = catalogue::find(&entry.command)
        .map_or_else(|| Text::same(entry.command.as_str()), |found| found.spec().label.clone());
    say!("  {d}  {l}  {a}", "  {d}  {l}  {a}", d = entry.act_on, l = label, a = entry.actor)
}

fn missing(no: RecordNo) -> Fault {
    Fault::input(say!("没有记录 {n}", "there is no record {n}", n = no.to_string()))
}

fn foreign(bureau: BureauId) -> Fault {
    Fault::NotPermitted(say!(
        "该记录属{b}管辖, 不属本局 (第三条); 公开内容可用 find 查询",
        "the record is under {b}, not under your bureau (Art. 3); find shows its public part",
        b = bureau.label()
    ))
}

/// A record that can't be written as JSON.
pub(super) fn broken(error: &serde_json::Error) -> Fault {
    Fault::Io(say!("无法输出记录: {e}", "can't write the record: {e}", e = error.to_string()))
}
