//! The documents of a filing (备案文书): written from the record as the act leaves it, numbered, frozen and put on file with
//! the act itself.

use chrono::{Datelike, NaiveDate};
use serde_json::json;

use super::Board;
use crate::commands::cases::issue::content_hash;
use crate::commands::cases::writer::{LITIGATION, RECONSIDERATION, printed, zh};
use crate::commands::entry::Done;
use crate::commands::fault::Fault;
use crate::commands::premises;
use crate::commands::scene::{Moment, Scene};
use crate::documents::{
    DocumentNumber, FilingPaper, OtherDocument, Party, PublicityDays, Remedies, Remedy, ScopeLine, Standing,
    freeze_with, number_series,
};
use crate::law::filings::validity_began;
use crate::law::leaving;
use crate::law::settings::{LengthKey, Settings};
use crate::records::agency::{Agency, AgencyFacts, Scope};
use crate::records::bureau::BureauId;
use crate::records::document::{DocumentKind, Owner};
use crate::records::filing::{EndGround, FilingFile, FilingKind, FilingMatter, FilingStatus};
use crate::records::ids::{RecordNo, SupervisionId};
use crate::records::staff::Staff;
use crate::store::documents::{NewDraft, draft, issue as put_on_file, last_of_agency, replaced_of_filing};
use crate::store::{DbError, Sql, about, filings, prospects, series, templates};
use crate::text::Text;

/// Why a document is void in whose place another stands.
const REPLACED: &str = "由新文书替代";

/// Whose hand and on what day.
#[derive(Clone, Copy)]
pub(in crate::commands) struct Desk<'a> {
    pub(in crate::commands) sql: &'a dyn Sql,
    pub(in crate::commands) actor: &'a Staff,
    pub(in crate::commands) moment: Moment,
}

impl<'a> Desk<'a> {
    /// Of a scene.
    pub(in crate::commands) fn of<F>(scene: &'a Scene<F>, sql: &'a dyn Sql) -> Self {
        Self { sql, actor: &scene.actor, moment: scene.moment }
    }
}

/// Issues a document of a filing and adds to the reply what the audit chain keeps of it. The filing is read anew: it is as
/// the act leaves it.
pub(super) fn issue(desk: Desk<'_>, filing: RecordNo, kind: DocumentKind, done: Done) -> Result<Done, Fault> {
    let (file, settings) =
        filings::file(desk.sql, filing)?.ok_or_else(|| DbError::broken("a filing", &filing.to_string()))?;
    let settings: Settings =
        serde_json::from_str(&settings).map_err(|e| DbError::broken("settings", &e.to_string()))?;
    let mut paper = base(desk, &file.agency, issuer(&file, kind), kind)?;
    paper.filing = filing.to_string();
    paper.matter = matter(file.kind).to_owned();
    paper.basis = basis(&file).to_owned();
    paper.applied_on = (!file.kind.is_own()).then_some(file.applied_on);
    let mut done = done;
    if kind == DocumentKind::Certificate {
        // One of an agency is in force, whichever filing the one before belongs to.
        let last = last_of_agency(desk.sql, file.agency.id, kind)?;
        let earlier = |(number, _)| OtherDocument { title: zh(&kind.label()), number };
        paper.earlier = last.map(earlier);
        done = super::certificate::void(desk.sql, file.agency.id, REPLACED, done)?;
    } else {
        paper.earlier = replace(desk.sql, &file, kind)?;
    }
    say(&mut paper, desk, &file, &settings)?;
    let owner = Owner::Filing(file.id);
    keep(desk, &paper, owner, filing, issuer(&file, kind), file.bureau, &file.agency, done)
}

/// Issues a letter that reminds an agency of something (提醒函).
pub(in crate::commands) fn remind(
    desk: Desk<'_>,
    agency: &Agency,
    text: String,
    done: Done,
) -> Result<Done, Fault> {
    let bureau = agency.facts.bureau;
    let mut paper = base(desk, agency, bureau, DocumentKind::Reminder)?;
    paper.text = text;
    keep(desk, &paper, Owner::Agency(agency.id), agency.no, bureau, bureau, agency, done)
}

/// Issues the letter that a supervisor takes along (派遣函, Art. 22).
pub(in crate::commands) fn dispatch(
    desk: Desk<'_>,
    (agency, bureau): (&Agency, BureauId),
    (visit, who, what): (Option<SupervisionId>, &str, String),
    (from, until): (NaiveDate, NaiveDate),
    done: Done,
) -> Result<Done, Fault> {
    let mut paper = base(desk, agency, bureau, DocumentKind::Dispatch)?;
    who.clone_into(&mut paper.people);
    paper.text = what;
    (paper.done_on, paper.until) = (Some(from), Some(until));
    let done = keep(desk, &paper, Owner::Agency(agency.id), agency.no, bureau, bureau, agency, done)?;
    if let Some(visit) = visit {
        prospects::letter(desk.sql, visit, agency.id, who)?;
    }
    Ok(done)
}

/// What is published, the Corps bureau publishes; all else is the bureau's.
const fn issuer(file: &FilingFile, kind: DocumentKind) -> BureauId {
    match kind {
        DocumentKind::Publication | DocumentKind::Certificate => BureauId::CORPS,
        _ => file.bureau,
    }
}

/// What is applied for, as documents say it.
const fn matter(kind: FilingKind) -> &'static str {
    match kind {
        FilingKind::First => "备案",
        FilingKind::Renewal => "续期备案",
        FilingKind::Incremental => "增量备案",
        FilingKind::Narrowing => "缩减评价范围",
        FilingKind::Change => "备案信息变更",
        FilingKind::End => "自愿终止备案",
        FilingKind::AutoEnd => "自动终止备案",
        FilingKind::OrderedEnd => "责令终止备案",
    }
}

/// The article that it rests on.
fn basis(file: &FilingFile) -> &'static str {
    match file.kind {
        FilingKind::First if file.agency.facts.branch_of.is_some() => "第九条",
        FilingKind::First => "第八条",
        FilingKind::Renewal => "第十条",
        FilingKind::Change => "第十八条第（一）项",
        FilingKind::Incremental => "第十八条第（三）项",
        FilingKind::Narrowing => "第十八条第（四）项",
        FilingKind::End => "第十八条第（五）项",
        // Item and point of its ground (R19-1, R19-2).
        FilingKind::AutoEnd if file.is_inactive_end() => "第十九条第（一）项第2目",
        FilingKind::AutoEnd => "第十九条第（一）项",
        FilingKind::OrderedEnd => "第十九条第（二）项",
    }
}

fn base(desk: Desk<'_>, agency: &Agency, bureau: BureauId, kind: DocumentKind) -> Result<FilingPaper, Fault> {
    Ok(FilingPaper {
        bureau: zh(&bureau.full_name()),
        series: number_series(bureau, kind).unwrap_or_default(),
        recipient: Party::of(&agency.facts),
        code: agency.facts.agency_code.as_ref().map(ToString::to_string),
        contact: about::contact(desk.sql, bureau)?,
        ..FilingPaper::of(kind)
    })
}

/// The document of this kind that this one takes the place of becomes void; one of each is in force.
fn replace(sql: &dyn Sql, file: &FilingFile, kind: DocumentKind) -> Result<Option<OtherDocument>, Fault> {
    if !kind.one_in_force() {
        return Ok(None);
    }
    let number = replaced_of_filing(sql, file.id, kind, REPLACED)?;
    Ok(number.map(|number| OtherDocument { title: zh(&kind.label()), number }))
}

/// What the kind of document says beyond its head.
fn say(paper: &mut FilingPaper, desk: Desk<'_>, file: &FilingFile, settings: &Settings) -> Result<(), Fault> {
    let passed = |status: FilingStatus| file.step(status);
    // An end is about all that was filed.
    let ends = file.kind.ends() && paper.kind == DocumentKind::PublicityNotice;
    paper.scopes = lines(if ends { &file.agency.facts.scopes } else { file.assessed_scopes() });
    match paper.kind {
        DocumentKind::Acceptance => {
            paper.items = file.materials.iter().map(|material| material.item.clone()).collect();
            paper.term = printed(settings.length(LengthKey::FilingTerm));
            paper.text =
                file.acceptance.clone().map(|why| format!("申请迟延，经批准受理：{why}")).unwrap_or_default();
        }
        DocumentKind::CompletionRequest => {
            if let Some(round) = file.open_round() {
                paper.items = round.asked.iter().map(|asked| asked.item.clone()).collect();
                paper.until = Some(round.due);
            }
        }
        DocumentKind::SurveyRecord | DocumentKind::AssessmentReport => {
            let survey = paper.kind == DocumentKind::SurveyRecord;
            let step = if survey { FilingStatus::Survey } else { FilingStatus::Assessment };
            if let Some(step) = passed(step) {
                paper.text.clone_from(&step.opinion);
                step.who().clone_into(&mut paper.people);
                paper.done_on = Some(step.day());
                paper.result = if step.passed { "通过" } else { "不通过" }.to_owned();
            }
            paper.departures = departures(file);
        }
        DocumentKind::PublicityNotice => publicity(paper, desk, file, settings)?,
        DocumentKind::Approval => {
            let step =
                if file.kind.is_published() { FilingStatus::Approval } else { FilingStatus::Published };
            if let Some(FilingMatter::Change { facts, before, .. }) = &file.matter {
                paper.changes = facts.told(before).iter().map(zh).collect();
            }
            if file.kind.is_own() {
                // A decision of the bureau's own: on what it rests, and how it can be fought (G59-1).
                paper.grounds = end_rests_on(desk.sql, file)?;
                paper.remedies = Some(recourse());
            }
            paper.items = done_before(file, step);
            paper.text = passed(step).map(|step| step.opinion.clone()).unwrap_or_default();
            paper.departures = departures(file);
            closing(file.kind).clone_into(&mut paper.result);
            if !file.kind.is_published()
                && last_of_agency(desk.sql, file.agency.id, DocumentKind::Certificate)?.is_some()
            {
                paper.result.push_str(if file.kind.ends() {
                    "；备案证书同时作废"
                } else {
                    "；原备案证书同时作废，由兵团人力资源和社会保障局换发"
                });
            }
        }
        DocumentKind::Refusal => {
            paper.text = file.ending.clone().unwrap_or_default();
            paper.remedies = Some(recourse());
        }
        DocumentKind::Publication | DocumentKind::Certificate => {
            paper.scopes = lines(&file.agency.facts.scopes);
            paper.standing = standing(&file.agency.facts, file.kind, desk.moment.today);
            paper.departures = departures(file);
        }
        _ => {}
    }
    Ok(())
}

/// How a decision on a filing can be fought.
fn recourse() -> Remedies {
    let remedy = |term: &str, to: &str| Remedy { term: term.to_owned(), to: to.to_owned() };
    Remedies {
        review: Remedy::default(),
        reconsideration: Some(remedy(RECONSIDERATION, "有管辖权的行政复议机关")),
        litigation: Some(remedy(LITIGATION, "有管辖权的人民法院")),
    }
}

/// What an automatic end rests on: its ground, with what was found.
fn end_rests_on(sql: &dyn Sql, file: &FilingFile) -> Result<String, Fault> {
    let mut agency = file.agency.clone();
    agency.known.renewal_refused = filings::renewal_refused(sql, agency.id)?;
    let ground = match &file.matter {
        // It did apply, and the paper says what came of it.
        Some(FilingMatter::Automatic { ground: EndGround::Expired, .. })
            if let Some((on, no)) = leaving::refused_renewal(&agency) =>
        {
            format!("期满, {on} 的续期申请（{no}）不予备案")
        }
        Some(FilingMatter::Automatic { ground, .. }) => zh(&ground.label()),
        Some(FilingMatter::Ordered { case, decision }) => format!("执行处理决定书 {decision}（案件 {case}）"),
        _ => String::new(),
    };
    Ok(format!("{ground}。{}", file.statement))
}

fn publicity(
    paper: &mut FilingPaper,
    desk: Desk<'_>,
    file: &FilingFile,
    settings: &Settings,
) -> Result<(), Fault> {
    let calendar = premises::calendar(desk.sql, file.bureau)?;
    let board = Board { file, settings, calendar: &calendar, today: desk.moment.today };
    let term = board.publicity_term().map_err(Fault::input)?;
    if let (Some(posted), Some(term)) = (file.publicity(), term) {
        paper.text.clone_from(&posted.text);
        paper.publicity = Some(PublicityDays {
            from: posted.posted_on,
            until: term.last_day,
            length: printed(term.length),
            at: posted.posted_at.clone(),
        });
    }
    Ok(())
}

/// What follows an approval.
const fn closing(kind: FilingKind) -> &'static str {
    match kind {
        FilingKind::First | FilingKind::Renewal | FilingKind::Incremental => {
            "本意见报兵团人力资源和社会保障局统一公布，以公布为准"
        }
        FilingKind::End | FilingKind::AutoEnd | FilingKind::OrderedEnd => {
            "退出评价机构目录后，应当继续承担已发证书数据的复核、更正、撤销等维护职责"
        }
        FilingKind::Narrowing | FilingKind::Change => "评价机构目录同日更新",
    }
}

/// The steps that were passed before another, each with its day.
fn done_before(file: &FilingFile, step: FilingStatus) -> Vec<String> {
    let passed = |status: &&FilingStatus| **status < step && **status != FilingStatus::Applied;
    let told = |status: &FilingStatus| {
        let done = file.step(*status).filter(|done| done.passed)?;
        Some(format!("{}{}", crate::documents::chinese_date(done.day()), zh(&status.label_for(file.kind))))
    };
    file.line().iter().filter(passed).filter_map(told).collect()
}

fn departures(file: &FilingFile) -> Vec<String> {
    let standing = file.departures.iter().filter(|departure| !departure.superseded);
    let full = |text: &str| text.replace(": ", "：").replace("; ", "；").replace(", ", "，");
    standing
        .map(|departure| format!("{}。理由：{}", full(&departure.what), full(&departure.reason)))
        .collect()
}

fn lines(scopes: &[Scope]) -> Vec<ScopeLine> {
    let line = |scope: &Scope| ScopeLine {
        code: scope.occupation.to_string(),
        name: scope.name.clone(),
        levels: if scope.levels.is_empty() { String::new() } else { zh(&scope.levels.label()) },
    };
    scopes.iter().map(line).collect()
}

fn standing(facts: &AgencyFacts, kind: FilingKind, today: NaiveDate) -> Option<Standing> {
    facts.validity.map(|validity| Standing {
        code: facts.agency_code.as_ref().map(|code| code.as_str().to_owned()).unwrap_or_default(),
        kind: zh(&facts.kind.label()),
        bureau: zh(&facts.bureau.full_name()),
        // A renewal runs from the day after the old expiry (R10-3); a wider scope published before that is in force at once.
        from: match kind {
            FilingKind::Renewal => validity_began(validity),
            _ => validity_began(validity).min(today),
        },
        until: validity.expires_on,
    })
}

/// Numbers the document, freezes it, and puts it on file.
#[expect(clippy::too_many_arguments, reason = "each is one fact of the row")]
fn keep(
    desk: Desk<'_>,
    paper: &FilingPaper,
    of: Owner,
    of_no: RecordNo,
    issuer: BureauId,
    bureau: BureauId,
    agency: &Agency,
    done: Done,
) -> Result<Done, Fault> {
    let (sql, today) = (desk.sql, desk.moment.today);
    let number = numbered(sql, issuer, paper.kind, today)?;
    let paper = FilingPaper { number: number.clone(), date: Some(today), ..paper.clone() };
    let templates = templates::of_bureau(sql, issuer)?;
    let template = templates.of(paper.kind, today);
    let frozen = freeze_with(&paper, template).map_err(|lacks| Fault::input(lacks.text()))?;
    let content = serde_json::to_value(&paper).map_err(|e| Fault::Io(Text::same(e.to_string())))?;
    let (id, no) = draft(
        sql,
        &NewDraft {
            of,
            agency: agency.id,
            bureau,
            kind: paper.kind,
            proposal: None,
            content: &content,
            by: desk.actor.id,
            on: today,
        },
    )?;
    put_on_file(sql, id, number.as_deref(), &frozen.text, &frozen.sha256, today)?;
    let told = json!({
        "document": no,
        "of": of_no,
        "kind": paper.kind,
        "number": number.unwrap_or_default(),
        "sha256": frozen.sha256,
        "content_sha256": content_hash(&content)?,
    });
    Ok(done.and("papers", told))
}

fn numbered(
    sql: &dyn Sql,
    issuer: BureauId,
    kind: DocumentKind,
    today: NaiveDate,
) -> Result<Option<String>, Fault> {
    let Some(series) = number_series(issuer, kind) else { return Ok(None) };
    let serial = series::next(sql, &series, today.year())?;
    Ok(Some(DocumentNumber { series, year: today.year(), serial }.to_string()))
}
