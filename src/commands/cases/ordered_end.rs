//! Carrying an ordered end out (责令终止的办理, R19-4): begun from the case as a filing of its own, which goes its way: certificates
//! all uploaded, made public, cancelled. What a review withdraws falls with it.

use super::bench;
use crate::commands::clocks;
use crate::commands::entry::{Command, Done, Turn};
use crate::commands::fault::Fault;
use crate::commands::filings::lapse;
use crate::commands::inputs::{CaseNo, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::law::leaving::listed;
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::law::settings::{Settings, SwitchKey};
use crate::records::agency::AgencyStatus;
use crate::records::case::{CaseFile, CaseStatus, OrderedEnd, Outcome};
use crate::records::document::DocumentKind;
use crate::records::filing::{FilingKind, FilingMatter, FilingStatus, WaitsFor};
use crate::records::ids::RecordNo;
use crate::say;
use crate::store::{Sql, agencies, ends, filings};
use crate::text::Text;

command! {
    /// 办理责令终止
    CarryOutEnd "carry-out-end" ["办理责令终止", "carry out the ordered end"] {
        case: CaseNo = ["案件", "Case"];
        statement: Paragraph = ["办理说明", "What is to be done"];
    }
    help: [
        "处理决定书送达后, 开始办理取消备案: 有效证书全部上传, 公示 7 个工作日, 审批核准",
        "once the decision is served: certificates all uploaded, seven working days of publicity, the filing cancelled by an approver",
    ],
    key: 'T',
    group: Group::Case,
    subject: Subject::Case,
    who: HANDLER,
    from: From::Case(&[CaseStatus::Served, CaseStatus::Reviewing, CaseStatus::Executing]),
    rules: &[RuleId::R19_4, RuleId::H1_2],
    issues: None,
}

impl Command for CarryOutEnd {
    type Facts = CaseFile;

    fn turn(scene: &Scene<CaseFile>) -> Turn {
        match scene.facts.outcomes_in_force().contains(&Outcome::OrderedEnd) {
            true if scene.facts.ordered_end.is_none() => Turn::Asked,
            true => Turn::Done,
            false => Turn::Behind,
        }
    }

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        let (file, rule) = (&scene.facts, RuleId::R19_4);
        if let Some(end) = &file.ordered_end {
            let text = say!("已在办或办结: {n}", "under way or settled: {n}", n = end.no.to_string());
            return vec![Requirement::unmet(RuleId::H2_1, text, Mend::Nothing)];
        }
        vec![
            bench(scene).by_handler(scene.actor.id),
            Requirement::when(
                rule,
                file.outcomes_in_force().contains(&Outcome::OrderedEnd),
                Text::new("已决定责令终止备案", "the end is ordered"),
                Text::new("处理结果不含责令终止备案", "no ordered end is decided"),
                Mend::Nothing,
            ),
            bench(scene).served(rule, DocumentKind::Decision),
            listed(&file.agency, rule),
        ]
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let (file, today) = (&scene.facts, scene.moment.today);
        let decision = file.document(DocumentKind::Decision).and_then(|document| document.number.clone());
        let matter = FilingMatter::Ordered { case: file.no, decision: decision.unwrap_or_default() };
        let settings = scene.settings_written()?;
        let no = filings::apply(
            sql,
            &filings::NewFiling {
                bureau: file.bureau,
                agency: file.agency.id,
                kind: FilingKind::OrderedEnd,
                assessed: false,
                status: FilingStatus::Materials,
                applied_on: today,
                scopes: &[],
                matter: Some(&matter),
                statement: &self.statement.0,
                settings: &settings,
                checklist: &[],
            },
            today,
            scene.actor.id,
        )?;
        clocks::refresh(sql, no, today)?;
        clocks::refresh(sql, file.agency.no, today)?;
        Ok(Done::on(no, 1).with("case", file.no.to_string()))
    }
}

/// Puts the agency into the directory again, where this end is what took it out, and it was not published anew since. An
/// application that it made meanwhile is over with that. What lapsed with the end goes on where it stood; a publicity that
/// could not be objected to meanwhile is posted anew.
fn restore(scene: &Scene<CaseFile>, sql: &dyn Sql, end: &OrderedEnd, why: &str) -> Result<(), Fault> {
    let (agency, today) = (&scene.facts.agency, scene.moment.today);
    let anew = filings::open_of(sql, agency.id, FilingKind::First)?.pop();
    let anew = anew.map(|no| filings::file(sql, no)).transpose()?.flatten().map(|(file, _)| file);
    let out = match agency.status {
        AgencyStatus::Cancelled => true,
        AgencyStatus::Applying => anew.is_some(),
        _ => false,
    };
    if !out || ends::last_end(sql, agency.id)? != Some(end.id) {
        return Ok(());
    }
    if let Some(application) = anew {
        if let Some(FilingMatter::First { before: Some(before), .. }) = &application.matter {
            agencies::amend(sql, agency.id, &before.restored(&agency.facts))?;
        }
        lapse(sql, (application.id, application.no), today, scene.actor.id, why)?;
    }
    agencies::set_status(sql, agency.no, AgencyStatus::Listed)?;
    for (id, no, stood, kind) in ends::lapsed_with(sql, end.id)? {
        let posted = filings::file(sql, no)?.and_then(|(file, _)| file.publicity().map(|posted| posted.id));
        let waits_for = match (stood, posted) {
            (FilingStatus::Publicity, Some(publicity)) => {
                filings::stop(sql, publicity, today, why)?;
                WaitsFor::Bureau
            }
            _ => stood.waits_for(kind),
        };
        ends::take_up_again(sql, id, stood, waits_for)?;
        clocks::refresh(sql, no, today)?;
    }
    Ok(())
}

/// H2-1: an end that a review withdrew was taken back; nothing where none was begun.
pub(super) fn left_over(file: &CaseFile) -> Option<Requirement> {
    let withdrawn = !file.outcomes_in_force().contains(&Outcome::OrderedEnd);
    let end = file.ordered_end.as_ref().filter(|_| withdrawn && file.decision.is_some())?;
    Some(Requirement::unmet(
        RuleId::H2_1,
        say!(
            "责令终止已撤销, 撤回还没有登记: {n}",
            "the order was withdrawn, but not taken back: {n}",
            n = end.no.to_string()
        ),
        Mend::Somebody(Text::new("经办人登记撤回", "a handler records it")),
    ))
}

/// R19-4: what the decision orders is carried out to its end before the case is closed; nothing where it orders none.
pub(super) fn ended(file: &CaseFile, settings: &Settings) -> Option<Requirement> {
    let wanted = file.outcomes_in_force().contains(&Outcome::OrderedEnd);
    let settled = file.ordered_end.as_ref().is_some_and(|end| end.status == FilingStatus::Published);
    // One that left the directory on another way is out all the same, where no review can bring it back.
    let out = file.agency.status == AgencyStatus::Cancelled
        && settings.is_on(SwitchKey::CancellationWaitsForReview);
    wanted.then(|| {
        Requirement::when(
            RuleId::R19_4,
            settled || out,
            Text::new("备案已取消, 目录已更新", "the filing is cancelled, the directory updated"),
            Text::new("责令终止还没有办结", "the ordered end is not carried out"),
            Mend::Somebody(Text::new(
                "办理责令终止: 证书上传、公示、核准",
                "carry it out: certificates uploaded, made public, cancelled",
            )),
        )
    })
}

/// An end that a review withdrew: under way, it lapses; carried out, the agency stands in the directory again, and what lapsed
/// with its end goes on where it stood.
pub(super) fn taken_back(scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Option<RecordNo>, Fault> {
    let (file, today) = (&scene.facts, scene.moment.today);
    let Some(end) = file.ordered_end.as_ref() else { return Ok(None) };
    if file.outcomes_in_force().contains(&Outcome::OrderedEnd) {
        return Ok(None);
    }
    let why = format!("复核变更或撤销责令终止 ({})", file.no);
    if end.status == FilingStatus::Published {
        restore(scene, sql, end, &why)?;
    }
    lapse(sql, (end.id, end.no), scene.moment.today, scene.actor.id, &why)?;
    clocks::refresh(sql, file.agency.no, today)?;
    Ok(Some(end.no))
}
