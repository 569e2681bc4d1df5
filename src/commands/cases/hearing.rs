//! What the agency hands in against the notice (陈述申辩): a statement, or a waiver in writing.

use chrono::NaiveDate;

use super::{bench, stay};
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{CaseNo, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::law::service;
use crate::records::case::{CaseFile, CaseStatus, StatementKind};
use crate::records::document::{Document, DocumentKind};
use crate::store::{Sql, case_writes};
use crate::text::Text;

command! {
    /// 登记陈述申辩
    RecordStatement "record-statement" ["登记陈述申辩", "record a statement"] {
        case: CaseNo = ["案件", "Case"];
        received_on: NaiveDate = ["收到日期", "Received on"];
        content: Paragraph = ["意见内容", "What it says"];
    }
    help: ["登记当事机构的陈述申辩意见; 期限照常计算", "records the agency's statement and defence; the time runs on"],
    key: 's',
    group: Group::Case,
    subject: Subject::Case,
    who: HANDLER,
    from: From::Case(&[CaseStatus::Noticing, CaseStatus::Hearing, CaseStatus::Decided]),
    rules: &[RuleId::R25_2, RuleId::G45_1, RuleId::H1_2],
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
    let (notice, from) = match kind {
        // What was said is put on file against the notice that had reached them by then, one replaced since included.
        StatementKind::Statement => {
            let first = notices(&scene.facts).filter_map(|n| n.service.as_ref()).map(|s| s.acted_on).min();
            (scene.facts.notice_served_by(on), first.ok_or_else(unserved)?)
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

fn notices(file: &CaseFile) -> impl Iterator<Item = &Document> {
    file.documents.iter().filter(|d| d.kind == DocumentKind::Notice)
}

impl Command for RecordStatement {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        let mut all = vec![bench(scene).by_handler(scene.actor.id)];
        // Somebody may speak while an announcement still runs, and what was said against a notice that was replaced
        // is put on file; but not before anything was sent.
        if notices(&scene.facts).all(|n| n.service.is_none()) {
            all.extend(noticed(scene).into_iter().skip(1));
        }
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        record(scene, sql, StatementKind::Statement, self.received_on, &self.content.0)
    }
}

impl Command for WaiveStatement {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        noticed(scene)
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        record(scene, sql, StatementKind::Waiver, self.received_on, &self.content.0)
    }
}
