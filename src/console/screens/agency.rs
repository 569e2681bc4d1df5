//! An agency (机构): whether it is genuine and in force, for what, until when, what restricts it.

use super::view::{Loaded, missing};
use super::{Line, shown};
use crate::commands::agencies::credit_file;
use crate::commands::premises;
use crate::console::context::Context;
use crate::console::theme::Meaning;
use crate::law::leaving;
use crate::records::agency::{Agency, AgencyStatus, Publication, Standing, Validity};
use crate::records::bureau::BureauId;
use crate::records::deadline::DeadlineState;
use crate::records::document::DocumentKind;
use crate::records::frequency::Frequency;
use crate::records::ids::RecordNo;
use crate::say;
use crate::store::{
    agencies, capacity, cases, deadlines, documents, filings, frequencies,
    publications as store_publications, suspensions,
};
use crate::text::Text;

/// Reads an agency for its view.
pub(super) fn load(no: RecordNo, cx: &Context) -> Result<Loaded, Text> {
    let agency = agencies::by_no(&cx.store, no).map_err(|e| e.text)?.ok_or_else(|| missing(no))?;
    let head = say!("{n}  {a}", "{n}  {a}", n = no.to_string(), a = agency.facts.name);
    let mut facts = brief(&agency, cx);
    let duty = leaving::duty_after(&agency);
    facts.extend(duty.map(|duty| (cx.look.say(&duty).to_owned(), Meaning::Warning)));
    facts.extend(particulars(&agency, cx));
    facts.extend(times(&agency, cx)?);
    facts.extend(credit(&agency, cx)?);
    facts.extend(frequency(&agency, cx)?);
    facts.extend(publications(&agency, cx)?);
    facts.extend(equipment(&agency, cx)?);
    Ok(Loaded {
        title: Text::same(&agency.facts.name),
        version: agency.version,
        head: vec![(cx.look.say(&head).to_owned(), Meaning::Title)],
        states: Vec::new(),
        facts,
        document: None,
        equipped: Some(agency.no),
        facts_first: true,
    })
}

/// Name, kind, status and validity in one text.
pub(super) fn headline(agency: &Agency) -> Text {
    say!(
        "{a} ({k})  {s}{d}",
        "{a} ({k})  {s}{d}",
        a = agency.facts.name,
        k = agency.facts.kind.label(),
        s = agency.status,
        d = agency
            .facts
            .validity
            .map(|v| say!(" 至 {d}", " until {d}", d = v.expires_on))
            .unwrap_or_default()
    )
}

/// What a caller asks first: kind and bureau, validity, scopes.
pub(super) fn brief(agency: &Agency, cx: &Context) -> Vec<Line> {
    let (facts, today) = (&agency.facts, cx.day());
    let kind = say!("{k}  属地 {b}", "{k}  under {b}", k = facts.kind.label(), b = facts.bureau.label());
    let (rest, meaning) = match agency.standing(today) {
        Standing::Cancelled | Standing::NotFiled => (Text::default(), Meaning::Muted),
        Standing::Applying => (Text::default(), Meaning::Warning),
        Standing::NotYet => (Text::new(", 尚未生效", ", not in force yet"), Meaning::Warning),
        Standing::Expired(days) => {
            (say!(", 已过期 {n} 天", ", expired {n} days ago", n = days), Meaning::Alert)
        }
        Standing::InForce(days) => {
            (say!(", 还有 {n} 天", ", {n} days left", n = days), shown::expiry(facts.validity, today))
        }
    };
    let within = |v: Validity| say!("  {p} 至 {e}", "  {p} to {e}", p = v.published_on, e = v.expires_on);
    let validity = say!(
        "{s}{v}{r}",
        "{s}{v}{r}",
        s = agency.status,
        v = facts.validity.map(within).unwrap_or_default(),
        r = rest
    );
    let say = |text: &Text| cx.look.say(text).to_owned();
    // What can't be read shows on the record itself.
    let suspended = suspensions::standing(&cx.store, agency.id).unwrap_or_default();
    let (validity, meaning) = match suspended.first() {
        Some(first) => {
            let since = say!(", 自 {d} 起暂停评价", ", suspended since {d}", d = first.since);
            (say!("{v}{s}", "{v}{s}", v = validity, s = since), Meaning::Alert)
        }
        None => (validity, meaning),
    };
    let mut lines = vec![(say(&kind), Meaning::Text), (say(&validity), meaning)];
    for scope in &facts.scopes {
        let line = say!(
            "范围 {n} {c} {l}",
            "scope {n} {c} {l}",
            n = scope.name,
            c = scope.occupation.to_string(),
            l = scope.levels.label()
        );
        lines.push((say(&line), Meaning::Text));
    }
    lines
}

fn particulars(agency: &Agency, cx: &Context) -> Vec<Line> {
    let facts = &agency.facts;
    let code = facts.agency_code.as_ref().map(|code| code.as_str().to_owned()).unwrap_or_default();
    let all = [
        (Text::new("机构编码", "Agency code"), code),
        (Text::new("统一社会信用代码", "Credit code"), facts.credit_code.as_str().to_owned()),
        (Text::new("法定代表人", "Legal representative"), facts.legal_representative.clone()),
        (Text::new("联系人", "Contact"), format!("{}  {}", facts.contact, facts.phone)),
        (Text::new("地址", "Address"), facts.address.clone()),
        (Text::new("备注", "Note"), facts.note.clone()),
    ];
    all.into_iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .map(|(label, value)| (format!("{}: {value}", cx.look.say(&label)), Meaning::Text))
        .collect()
}

/// What was made known of it, the newest first.
fn publications(agency: &Agency, cx: &Context) -> Result<Vec<Line>, Text> {
    let all = store_publications::of_agency(&cx.store, agency.id).map_err(|e| e.text)?;
    let line = |p: &Publication| {
        let (no, day) = (p.filing.to_string(), p.made_on);
        let (first, last) = (p.validity.published_on, p.validity.expires_on);
        let (text, meaning) = match &p.corrected {
            Some((on, why)) => (
                say!(
                    "公布 {d} {n}: {f} 至 {l} ({o} 更正: {w})",
                    "published {d} {n}: {f} to {l} (corrected {o}: {w})",
                    d = day,
                    n = no,
                    f = first,
                    l = last,
                    o = *on,
                    w = why.as_str()
                ),
                Meaning::Muted,
            ),
            None => (
                say!(
                    "公布 {d} {n}: {f} 至 {l}",
                    "published {d} {n}: {f} to {l}",
                    d = day,
                    n = no,
                    f = first,
                    l = last
                ),
                Meaning::Text,
            ),
        };
        (cx.look.say(&text).to_owned(), meaning)
    };
    Ok(all.iter().rev().map(line).collect())
}

/// What it evaluates with, in numbers, and where a filing passed without something the text generally wants.
fn equipment(agency: &Agency, cx: &Context) -> Result<Vec<Line>, Text> {
    let told = capacity::of_agency(&cx.store, agency.id).map_err(|e| e.text)?.told();
    let mut lines: Vec<Line> =
        told.iter().map(|text| (cx.look.say(text).to_owned(), Meaning::Text)).collect();
    for departure in capacity::departures(&cx.store, agency.id).map_err(|e| e.text)? {
        let meaning = if departure.superseded { Meaning::Muted } else { Meaning::Warning };
        lines.push((cx.look.say(&departure.told()).to_owned(), meaning));
    }
    Ok(lines)
}

/// Its credit file (R24-1).
fn credit(agency: &Agency, cx: &Context) -> Result<Vec<Line>, Text> {
    let told = credit_file::lines(&cx.store, agency.id, cx.day()).map_err(|fault| fault.text())?;
    let line = |(text, against): &(Text, bool)| {
        let meaning = if *against { Meaning::Warning } else { Meaning::Text };
        (cx.look.say(text).to_owned(), meaning)
    };
    Ok(told.iter().map(line).collect())
}

/// How often it is supervised: decided, proposed, and from what (R22-3).
fn frequency(agency: &Agency, cx: &Context) -> Result<Vec<Line>, Text> {
    let (last, before) = frequencies::last(&cx.store, agency.id).map_err(|e| e.text)?;
    let told = before.iter().take(1).flat_map(|one| one.told().into_iter().take(1));
    let told = told.chain(last.iter().flat_map(Frequency::told));
    Ok(told.map(|text| (cx.look.say(&text).to_owned(), Meaning::Text)).collect())
}

/// Deadlines still open, and open cases.
fn times(agency: &Agency, cx: &Context) -> Result<Vec<Line>, Text> {
    let mut lines: Vec<Line> = deadlines::of_subject(&cx.store, agency.no)
        .map_err(|e| e.text)?
        .iter()
        .filter(|deadline| deadline.state == DeadlineState::Open)
        .map(|deadline| shown::deadline_line(deadline, cx))
        .collect();
    for (_, no, _) in filings::all_open_of(&cx.store, agency.id).map_err(|e| e.text)? {
        let Some((file, _)) = filings::file(&cx.store, no).map_err(|e| e.text)? else { continue };
        let line = say!(
            "在办备案 {n} {k}, {s}, 等{w}",
            "filing under way {n}: {k}, {s}, waits for {w}",
            n = no.to_string(),
            k = file.kind,
            s = file.status.label_for(file.kind),
            w = file.waits_for.on(file.due, cx.day()).label()
        );
        lines.push((cx.look.say(&line).to_owned(), Meaning::Warning));
    }
    let open = cases::open_of_agency(&cx.store, agency.id).map_err(|e| e.text)?;
    if !open.is_empty() {
        let numbers: Vec<Text> = open.iter().map(|no| Text::same(no.to_string())).collect();
        let line =
            say!("在办案件 (不对外): {c}", "open cases (not for callers): {c}", c = Text::join(&numbers));
        lines.push((cx.look.say(&line).to_owned(), Meaning::Warning));
    }
    let on_persons = cases::open_on_persons(&cx.store, agency.id).map_err(|e| e.text)?;
    if !on_persons.is_empty() {
        let numbers: Vec<Text> = on_persons.iter().map(|no| Text::same(no.to_string())).collect();
        let line = say!(
            "在办人员案件 (不对外): {c}",
            "open cases about its people (not for callers): {c}",
            c = Text::join(&numbers)
        );
        lines.push((cx.look.say(&line).to_owned(), Meaning::Warning));
    }
    if let Some((number, false)) =
        documents::last_of_agency(&cx.store, agency.id, DocumentKind::Certificate).map_err(|e| e.text)?
        && agency.status == AgencyStatus::Listed
    {
        let line = say!(
            "备案证书 {n} 已作废, 待{o}换发",
            "certificate {n} is void: {o} gives a new one",
            n = number,
            o = BureauId::CORPS.label()
        );
        lines.push((cx.look.say(&line).to_owned(), Meaning::Warning));
    }
    let moment = cx.moment();
    let constraints = premises::constraints(&cx.store, agency.id, moment.today).map_err(|f| f.text())?;
    for held in constraints.iter().filter(|held| held.holds(moment.today)) {
        let line = say!(
            "约束措施自 {d} 起执行中 ({c}): 不得增量备案",
            "under a constraint since {d} ({c}): no wider scope",
            d = held.since,
            c = held.by.told()
        );
        lines.push((cx.look.say(&line).to_owned(), Meaning::Warning));
    }
    Ok(lines)
}
