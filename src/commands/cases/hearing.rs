//! What the agency hands in against the notice (陈述申辩): a statement, or a waiver in writing.

use chrono::NaiveDate;

use super::{bench, stay};
use crate::commands::entry::{Command, Done, Turn};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{CaseNo, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::law::service;
use crate::records::case::{CaseFile, CaseStatus, StatementKind};
use crate::records::document::DocumentKind;
use crate::say;
use crate::store::{Sql, case_writes};
use crate::text::Text;

command! {
    /// 登记陈述申辩
    RecordStatement "record-statement" ["登记陈述申辩", "record a statement"] {
        case: CaseNo = ["案件", "Case"];
        received_on: NaiveDate = ["收到日期", "Received on"];
        content: Paragraph = ["意见内容", "What it says"];
    }
    help: [
        "登记当事机构的陈述申辩意见; 期限照常计算; 决定签发后才登记的, 在卷注明未经复核",
        "records the agency's statement and defence; the time runs on; one that the decision did not weigh is marked so",
    ],
    key: 's',
    group: Group::Case,
    subject: Subject::Case,
    who: HANDLER,
    from: From::Case(&[
        CaseStatus::Noticing, CaseStatus::Hearing, CaseStatus::Decided, CaseStatus::Served, CaseStatus::Reviewing,
        CaseStatus::Executing, CaseStatus::Closed,
    ]),
    rules: &[RuleId::R25_2, RuleId::R25_3, RuleId::G45_1, RuleId::H1_2],
    issues: None,
}

command! {
    /// 登记书面放弃
    WaiveStatement "waive-statement" ["登记书面放弃", "record a waiver"] {
        case: CaseNo = ["案件", "Case"];
        received_on: NaiveDate = ["收到日期", "Received on"];
        content: Paragraph = ["放弃书内容", "What the waiver says"];
    }
    help: [
        "登记当事机构书面放弃陈述申辩(或其余期限); 期限即止",
        "records that the agency waived the statement, or the rest of the time, in writing; that ends the time",
    ],
    key: 'w',
    group: Group::Case,
    subject: Subject::Case,
    who: HANDLER,
    from: From::Case(&[CaseStatus::Hearing]),
    rules: &[RuleId::R25_2, RuleId::H1_2],
    issues: None,
}

/// Whether the time for a statement is over, or was waived: what is put on file then leads on no more.
fn is_over(scene: &Scene<CaseFile>) -> bool {
    let bench = bench(scene);
    let term = bench.statement_term().ok().flatten();
    bench.waiver().is_some()
        || term.is_some_and(|term| term.provisional.is_none() && scene.moment.today > term.last_day)
}

/// The notice is served, so that something can be said against it.
fn noticed(scene: &Scene<CaseFile>) -> Vec<Requirement> {
    let bench = bench(scene);
    vec![bench.by_handler(scene.actor.id), bench.served(RuleId::R25_2, DocumentKind::Notice)]
}

fn record(
    scene: &Scene<CaseFile>,
    sql: &dyn Sql,
    kind: StatementKind,
    on: NaiveDate,
    content: &str,
) -> Result<Done, Fault> {
    let unserved = || Fault::input(Text::new("告知书还没有送达", "the notice has not been served"));
    let unissued = || Fault::input(Text::new("告知书还没有签发", "the notice has not been issued"));
    let (notice, from) = match kind {
        // What was said is put on file against the notice that had reached them by then, one replaced since included.
        StatementKind::Statement => {
            let first = issued(&scene.facts).min().ok_or_else(unissued)?;
            (scene.facts.notice_known_by(on), first)
        }
        // What is waived must have been given by the notice in force: the time that follows its service.
        StatementKind::Waiver => {
            let notice = scene.facts.document(DocumentKind::Notice).ok_or_else(unserved)?;
            let service = notice.service.as_ref().ok_or_else(unserved)?;
            let deemed = service::deemed(service, &scene.settings, &scene.calendar).map_err(Fault::input)?;
            (Some(notice), deemed.after())
        }
    };
    check_day("received_on", on, from, scene.moment.today)?;
    case_writes::statement(sql, notice.ok_or_else(unserved)?.id, kind, on, content)?;
    stay(scene, sql)
}

/// The days on which notices were issued, replaced ones included.
fn issued(file: &CaseFile) -> impl Iterator<Item = NaiveDate> {
    file.documents.iter().filter(|d| d.kind == DocumentKind::Notice).filter_map(|notice| notice.issued_on)
}

/// R25-2: somebody may speak as soon as a notice is issued (the service may be put on file later, an announcement may
/// still run, a new notice may be on its way), and what was said is never refused.
fn told(file: &CaseFile) -> Requirement {
    Requirement::when(
        RuleId::R25_2,
        issued(file).next().is_some(),
        Text::new("告知书已签发", "the notice is issued"),
        Text::new("告知书还没有签发", "the notice is not issued yet"),
        Mend::Somebody(Text::new("先告知", "notify first")),
    )
}

/// What the decision that was issued can't weigh any more is put on file with a mark. Until it is served it can be
/// returned; after that the review hears it.
fn too_late(file: &CaseFile) -> Option<Requirement> {
    file.weighed()?;
    let served = file.document(DocumentKind::Decision).is_some_and(|d| d.service.is_some());
    let text = match served {
        true => Text::new(
            "决定已送达, 登记在卷并注明未经复核; 由复核程序审查",
            "the decision is served: it goes on file as not weighed; a review can hear it",
        ),
        false => Text::new(
            "决定已签发未送达, 登记在卷并注明未经复核; 审批人可退回决定",
            "the decision is issued, not served: it goes on file as not weighed; an approver can return the decision",
        ),
    };
    Some(Requirement::met(RuleId::R25_3, text))
}

impl Command for RecordStatement {
    type Facts = CaseFile;

    fn turn(scene: &Scene<CaseFile>) -> Turn {
        Turn::done_if(is_over(scene))
    }

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        let all = [bench(scene).by_handler(scene.actor.id), told(&scene.facts)];
        all.into_iter().chain(too_late(&scene.facts)).collect()
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let done = record(scene, sql, StatementKind::Statement, self.received_on, &self.content.0)?;
        Ok(match scene.facts.weighed() {
            Some(_) => done.with("weighed", false),
            None => done,
        })
    }
}

/// R25-2: something is left to be waived: the time runs, and was not waived before. One received in time and put on file
/// later is taken as long as nothing was decided.
fn left_to_waive(scene: &Scene<CaseFile>, received_on: Option<NaiveDate>) -> Option<Requirement> {
    let rule = RuleId::R25_2;
    let bench = bench(scene);
    if let Some(waiver) = bench.waiver() {
        let text = say!("{d} 已书面放弃", "waived in writing on {d} already", d = waiver.on);
        return Some(Requirement::unmet(rule, text, Mend::Nothing));
    }
    let term = match bench.statement_term() {
        Err(wrong) => return Some(Requirement::unmet(rule, wrong, Mend::Nothing)),
        Ok(term) => term.filter(|term| term.provisional.is_none())?,
    };
    let over = say!("陈述申辩期已于 {d} 届满", "the time for a statement ended on {d}", d = term.last_day);
    match received_on {
        Some(on) if on > term.last_day => Some(Requirement::unmet(rule, over, Mend::Nothing)),
        None if scene.moment.today > term.last_day => Some(Requirement::at_input(
            rule,
            say!("{o}, 只登记期内收到的放弃", "{o}: only a waiver that came in before is taken", o = over),
        )),
        _ => Some(Requirement::met(
            rule,
            say!("陈述申辩期至 {d}", "the time for a statement runs until {d}", d = term.last_day),
        )),
    }
}

impl Command for WaiveStatement {
    type Facts = CaseFile;

    fn turn(scene: &Scene<CaseFile>) -> Turn {
        Turn::done_if(is_over(scene))
    }

    fn judge(scene: &Scene<CaseFile>, input: Option<&Self>) -> Vec<Requirement> {
        let mut all = noticed(scene);
        if scene.facts.document(DocumentKind::Notice).is_some_and(|notice| notice.service.is_some()) {
            all.extend(left_to_waive(scene, input.map(|input| input.received_on)));
        }
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        record(scene, sql, StatementKind::Waiver, self.received_on, &self.content.0)
    }
}
