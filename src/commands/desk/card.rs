//! The card of an agency: what callers ask, each line with whom it may be told to.

use chrono::NaiveDate;
use serde::Serialize;

use crate::commands::agencies::credit_file;
use crate::commands::fault::Fault;
use crate::commands::premises;
use crate::commands::scene::Moment;
use crate::law::leaving;
use crate::law::terms;
use crate::records::agency::{Agency, AgencyStatus, Standing, Validity};
use crate::records::ids::RecordNo;
use crate::records::level::Level;
use crate::records::staff::{Relation, Staff};
use crate::say;
use crate::store::lists::Sight;
use crate::store::{self, Sql, desk};
use crate::text::{Lang, Text};

/// Activities and calls shown, at most.
const SHOWN: i64 = 3;

crate::word_enum! {
    /// What a line of the card is about: the six questions that callers ask, and what was asked before.
    Topic, "事项", "topic" {
        /// 备案: genuine and in force?
        Standing = "standing", "备案", "Filed";
        /// 范围: for which occupations and levels?
        Scope = "scope", "范围", "Scope";
        /// 续期: until when, and what must it do before?
        Renewal = "renewal", "续期", "Renewal";
        /// 限制: is anything restricting it?
        Restriction = "restriction", "限制", "Limits";
        /// 在办: where does an application stand, and who waits for whom?
        Pending = "pending", "在办", "Pending";
        /// 活动: when and where is the next exam?
        Activity = "activity", "活动", "Exams";
        /// 督导: is a supervisor assigned?
        Supervision = "supervision", "督导", "Superv.";
        /// 投诉: how many are being checked; never told outside.
        Complaints = "complaints", "投诉", "Complts";
        /// 来电: what was asked before.
        Calls = "calls", "来电", "Calls";
    }
}

crate::word_enum! {
    /// Whom a line may be told to.
    Audience, "可告知", "may be told to" {
        /// 任何人
        Anyone = "anyone", "可对外", "anyone";
        /// 该机构
        Agency = "agency", "仅告该机构", "the agency only";
        /// 本局
        Office = "office", "不对外", "nobody outside";
    }
}

/// How a line is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tone {
    /// As it should be.
    Good,
    /// Nothing special.
    Plain,
    /// To be looked at.
    Warning,
    /// Expired, cancelled, restricted.
    Alert,
}

/// A line of the card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardLine {
    /// What it is about.
    pub topic: Topic,
    /// What there is to say.
    pub text: Text,
    /// Whom it may be told to.
    pub audience: Audience,
    /// How it is meant.
    pub tone: Tone,
}

/// All there is to say about an agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Public number.
    pub no: RecordNo,
    /// Name and kind.
    pub head: Text,
    /// The version of the record that was read.
    pub version: i64,
    /// The lines.
    pub lines: Vec<CardLine>,
}

impl Card {
    /// What any caller may be told, as a block of text to be copied.
    #[must_use]
    pub fn answer(&self, lang: Lang) -> String {
        let mut answer = self.head.get(lang).to_owned();
        for line in self.lines.iter().filter(|l| l.audience == Audience::Anyone) {
            answer.push_str(&format!("\n{}: {}", line.topic.label().get(lang), line.text.get(lang)));
        }
        answer
    }
}

/// The card of an agency. Of a foreign bureau's agency only the public part.
///
/// # Errors
/// When there is no such agency, or the database can't be read.
pub fn card(sql: &dyn Sql, actor: &Staff, moment: Moment, no: RecordNo) -> Result<Card, Fault> {
    let agency = store::agencies::by_no(sql, no)?
        .ok_or_else(|| Fault::input(say!("没有机构 {n}", "there is no agency {n}", n = no.to_string())))?;
    let today = moment.today;
    let mut lines = vec![standing(&agency, today)];
    // A suspension is a fact for everybody who would register; what led to it is not (R19-3).
    if let Some(suspended) = store::suspensions::standing(sql, agency.id)?.first() {
        let standing = &mut lines[0];
        standing.text = say!("{t}; {f}", "{t}; {f}", t = standing.text, f = suspended.flag());
        standing.tone = Tone::Alert;
    }
    // Who holds a certificate of an agency that left asks whom to turn to.
    let duty = leaving::duty_after(&agency);
    lines.extend(duty.map(|duty| line(Topic::Standing, Audience::Anyone, Tone::Plain, duty)));
    lines.extend(scopes(&agency));
    lines.extend(renewal(sql, &agency, today)?);
    if Relation::of(actor.bureau, agency.facts.bureau) == Relation::Foreign {
        lines.push(line(
            Topic::Pending,
            Audience::Office,
            Tone::Plain,
            say!(
                "属 {b} 管辖, 办理情况请该局查询 (第三条)",
                "under {b}: ask there about anything pending (Art. 3)",
                b = agency.facts.bureau.label()
            ),
        ));
    } else {
        lines.extend(inner(sql, actor, &agency, today)?);
    }
    let former: Vec<Text> = store::agencies::former_names(sql, agency.id)?
        .into_iter()
        .map(|(name, until)| say!("{n} (至 {d})", "{n} (until {d})", n = name, d = until))
        .collect();
    let former = match former.is_empty() {
        true => Text::default(),
        false => say!(" 曾用名: {f}", " formerly: {f}", f = Text::join(&former)),
    };
    let head = say!(
        "{n} ({k}){f}",
        "{n} ({k}){f}",
        n = agency.facts.name,
        k = agency.facts.kind.label(),
        f = former
    );
    Ok(Card { no, head, version: agency.version, lines })
}

const fn line(topic: Topic, audience: Audience, tone: Tone, text: Text) -> CardLine {
    CardLine { topic, text, audience, tone }
}

/// What only the bureau in charge and the Corps see.
fn inner(sql: &dyn Sql, actor: &Staff, agency: &Agency, today: NaiveDate) -> Result<Vec<CardLine>, Fault> {
    let mut lines = vec![restriction(sql, actor, agency, today)?];
    for filing in desk::open_filings(sql, agency.id)? {
        let due = filing.due.map_or_else(Text::default, |d| say!("; {d} 前", "; by {d}", d = d));
        let text = say!(
            "{n} {k}; {s}; 等待{w}{d}",
            "{n} {k}; {s}; waits for {w}{d}",
            n = filing.no.to_string(),
            k = filing.kind,
            s = filing.status,
            w = filing.waits_for.on(filing.due, today),
            d = due
        );
        lines.push(line(Topic::Pending, Audience::Agency, Tone::Plain, text));
    }
    activities(sql, agency, today, &mut lines)?;
    let complaints = store::complaints::open_about(sql, agency.facts.bureau, agency.id)?;
    if complaints > 0 {
        let text = say!("在办 {n} 件", "{n} being checked", n = complaints);
        lines.push(line(Topic::Complaints, Audience::Office, Tone::Warning, text));
    }
    let calls: Vec<Text> = store::calls::of_agency(sql, agency.id, agency.facts.bureau, SHOWN)?
        .into_iter()
        .map(|call| {
            let day = call.at.date_naive();
            let who = if call.caller.is_empty() { String::new() } else { format!(" ({})", call.caller) };
            Text::same(format!("{} {}{who}", day.format("%m-%d"), call.question))
        })
        .collect();
    if !calls.is_empty() {
        lines.push(line(Topic::Calls, Audience::Office, Tone::Plain, in_a_row(&calls)));
    }
    Ok(lines)
}

fn standing(agency: &Agency, today: NaiveDate) -> CardLine {
    let facts = &agency.facts;
    let (tone, rest) = match agency.standing(today) {
        Standing::Cancelled => {
            (Tone::Alert, Text::new("已取消备案, 不在册", "cancelled: not filed any more"))
        }
        Standing::Applying => {
            (Tone::Alert, Text::new("首次备案办理中, 不在册", "its first filing is under way: not filed yet"))
        }
        Standing::NotFiled => {
            (Tone::Alert, Text::new("未予备案, 不在册", "its filing was not granted: not filed"))
        }
        Standing::NotYet => (Tone::Warning, Text::new("尚未生效", "not in force yet")),
        Standing::Expired(days) => (Tone::Alert, say!("已过期 {n} 天", "expired {n} days ago", n = days)),
        Standing::InForce(0) => (Tone::Warning, Text::new("今天到期", "today is the last day")),
        Standing::InForce(days) => {
            let tone = if days <= 92 { Tone::Warning } else { Tone::Good };
            (tone, say!("还有 {n} 天", "{n} days left", n = days))
        }
    };
    let within = |v: Validity| say!("{p} 至 {e}, ", "{p} to {e}, ", p = v.published_on, e = v.expires_on);
    let code = facts
        .agency_code
        .as_ref()
        .map_or_else(Text::default, |code| say!("  编码 {c}", "  code {c}", c = code.as_str()));
    let text = say!(
        "{v}{r}{c}  属地 {b}",
        "{v}{r}{c}  under {b}",
        v = facts.validity.map(within).unwrap_or_default(),
        r = rest,
        c = code,
        b = facts.bureau.label()
    );
    line(Topic::Standing, Audience::Anyone, tone, text)
}

fn scopes(agency: &Agency) -> Option<CardLine> {
    let scopes: Vec<Text> = agency
        .facts
        .scopes
        .iter()
        .map(|s| {
            say!("{n} {c} {l}", "{n} {c} {l}", n = s.name, c = s.occupation.to_string(), l = s.levels.label())
        })
        .collect();
    (!scopes.is_empty()).then(|| line(Topic::Scope, Audience::Anyone, Tone::Plain, in_a_row(&scopes)))
}

/// The last day to apply for renewal (R10-2), with the last working day where they differ.
fn renewal(sql: &dyn Sql, agency: &Agency, today: NaiveDate) -> Result<Option<CardLine>, Fault> {
    let (AgencyStatus::Listed, Some(filed)) = (agency.status, agency.facts.validity) else { return Ok(None) };
    let calendar = premises::calendar(sql, agency.facts.bureau)?;
    let term = terms::renewal_deadline(&calendar, filed.expires_on).map_err(Fault::input)?;
    let days = (term.last_day - today).num_days();
    let (tone, rest) = match days {
        ..0 => (Tone::Warning, say!(", 已过 {n} 天", ", {n} days ago", n = days.unsigned_abs())),
        0..=30 => (Tone::Warning, say!(", 还有 {n} 天", ", {n} days left", n = days)),
        _ => (Tone::Plain, Text::default()),
    };
    let text = say!(
        "最迟 {d} 申请{w}{r} (第十条)",
        "apply by {d}{w}{r} (Art. 10)",
        d = term.last_day,
        w = term.worked_until(),
        r = rest
    );
    Ok(Some(line(Topic::Renewal, Audience::Anyone, tone, text)))
}

/// Constraints in force and open cases: a closed case leaves its constraint behind (R24-3).
fn restriction(sql: &dyn Sql, actor: &Staff, agency: &Agency, today: NaiveDate) -> Result<CardLine, Fault> {
    let open = desk::open_cases(sql, agency.id, Sight::of(actor.bureau))?;
    let held = premises::constraints(sql, agency.id, today)?;
    let mut told: Vec<Text> = held
        .iter()
        .filter(|held| held.holds(today))
        .map(|held| {
            say!(
                "约束措施自 {d} 起执行中 ({c}): 不得增量备案、跨师市评价、承办竞赛",
                "a constraint since {d} ({c}): no wider scope, no activity across divisions, no competition",
                d = held.since,
                c = held.by.told()
            )
        })
        .collect();
    let credit = credit_file::in_force(sql, agency.id, today)?;
    let (against, praised): (Vec<_>, Vec<_>) = credit.into_iter().partition(|(_, against)| *against);
    // What a constraint forbids is told already.
    if told.is_empty() {
        told.extend(against.into_iter().map(|(text, _)| text));
    }
    if !open.is_empty() {
        let cases: Vec<Text> = open
            .iter()
            .map(|(no, status)| say!("{n} {s}", "{n} {s}", n = no.to_string(), s = *status))
            .collect();
        told.push(say!("在办案件 {c}", "open case {c}", c = in_a_row(&cases)));
    }
    let (tone, text) = match told.is_empty() {
        true => {
            let none = Text::new("无在办案件, 无约束措施", "no open case, no constraint");
            let all: Vec<Text> =
                std::iter::once(none).chain(praised.into_iter().map(|(text, _)| text)).collect();
            (Tone::Plain, in_a_row(&all))
        }
        false => (Tone::Alert, in_a_row(&told)),
    };
    Ok(line(Topic::Restriction, Audience::Office, tone, text))
}

/// When and where the next exams are, for anyone; who supervises them is nobody's business before.
fn activities(
    sql: &dyn Sql,
    agency: &Agency,
    today: NaiveDate,
    lines: &mut Vec<CardLine>,
) -> Result<(), Fault> {
    let next = desk::next_activities(sql, agency.id, today, SHOWN)?;
    if next.is_empty() {
        return Ok(());
    }
    let exams: Vec<Text> = next
        .iter()
        .map(|a| {
            say!(
                "{d} {n} {l} {c} 人 {p}",
                "{d} {n}, level {l}, {c} candidates, {p}",
                d = a.starts_on.format("%m-%d").to_string(),
                n = a.name,
                l = a.level.map(Level::short_label).unwrap_or_default(),
                c = a.candidates,
                p = a.place
            )
        })
        .collect();
    lines.push(line(Topic::Activity, Audience::Anyone, Tone::Plain, in_a_row(&exams)));
    let supervision: Vec<Text> = next
        .iter()
        .map(|a| {
            let state = if a.supervised {
                Text::new("督导已派", "supervisor assigned")
            } else {
                Text::new("督导未派", "no supervisor yet")
            };
            say!("{n} {s}", "{n} {s}", n = a.no.to_string(), s = state)
        })
        .collect();
    let tone = if next.iter().all(|a| a.supervised) { Tone::Plain } else { Tone::Warning };
    lines.push(line(Topic::Supervision, Audience::Office, tone, in_a_row(&supervision)));
    Ok(())
}

/// Texts one after another, parted clearly.
fn in_a_row(parts: &[Text]) -> Text {
    let of = |lang| parts.iter().map(|p| p.get(lang)).collect::<Vec<_>>().join("; ");
    Text::owned(of(Lang::Zh), of(Lang::En))
}
