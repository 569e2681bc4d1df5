//! The proof of service that came back signed (送达回证归卷): its scan put on file with the document that it proves, at the service or
//! later.

use super::strike::ServedKind;
use super::{bench, stay};
use crate::commands::cases::evidence::read_file;
use crate::commands::entry::{Command, Done, Turn};
use crate::commands::fault::Fault;
use crate::commands::inputs::{CaseNo, FilePath};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::case::{CaseFile, CaseStatus};
use crate::records::document::{Document, DocumentKind, DocumentStatus};
use crate::store::{Sql, attachments, documents};
use crate::text::Text;
use serde_json::{Map, Value};

command! {
    /// 送达回证归卷
    FileProof "file-proof" ["送达回证归卷", "file a signed proof"] {
        case: CaseNo = ["案件", "Case"];
        document: ServedKind = ["送达的文书", "Document served"];
        scan: FilePath = ["回证扫描件", "Scan of the proof"]
            hint ["文件存入数据库并记录哈希, 不超过 20 MiB", "kept in the database with its hash, 20 MiB at most"];
    }
    help: [
        "送达已登记、回证签回之后, 把回证扫描件归卷",
        "puts the scan of a proof of service on file that came back signed, once the service is recorded",
    ],
    key: '=',
    group: Group::Case,
    subject: Subject::Case,
    who: HANDLER,
    from: From::Case(&[
        CaseStatus::Hearing, CaseStatus::Decided, CaseStatus::Served, CaseStatus::Reviewing, CaseStatus::Executing,
        CaseStatus::Closed,
    ]),
    rules: &[RuleId::G61_2, RuleId::H1_2],
    issues: None,
}

/// The document of a kind whose proof comes next: of several corrections the first served one without a scan, else the last.
fn served(file: &CaseFile, kind: DocumentKind) -> Option<&Document> {
    let served = |document: &&Document| {
        document.kind == kind && document.status != DocumentStatus::Void && document.service.is_some()
    };
    let mut all = file.documents.iter().filter(served);
    all.clone().find(|document| document.scans.is_empty()).or_else(|| all.next_back())
}

impl Command for FileProof {
    type Facts = CaseFile;

    fn turn(_: &Scene<CaseFile>) -> Turn {
        Turn::Behind
    }

    fn judge(scene: &Scene<CaseFile>, input: Option<&Self>) -> Vec<Requirement> {
        let file = &scene.facts;
        let any = match input {
            Some(input) => served(file, input.document.kind()).is_some(),
            None => ServedKind::ALL.iter().any(|kind| served(file, kind.kind()).is_some()),
        };
        vec![
            bench(scene).by_handler(scene.actor.id),
            Requirement::when(
                RuleId::G61_2,
                any,
                Text::new("送达已登记", "the service is recorded"),
                Text::new("送达还没有登记", "the service is not recorded yet"),
                Mend::Somebody(Text::new("先登记送达", "record the service first")),
            ),
        ]
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        kept(scene, sql, served(&scene.facts, self.document.kind()), Some(&self.scan), stay(scene, sql)?)
    }

    fn prefill(scene: &Scene<CaseFile>) -> Map<String, Value> {
        let bare = |kind: &&ServedKind| served(&scene.facts, kind.kind()).is_some_and(|d| d.scans.is_empty());
        let last = ServedKind::ALL.iter().rev().find(bare);
        last.map(|kind| ("document".to_owned(), Value::from(kind.as_str()))).into_iter().collect()
    }
}

/// Keeps a scan with a document, where one is given.
///
/// # Errors
/// When the file can't be read, is too large, or the database refuses.
pub(super) fn kept(
    scene: &Scene<CaseFile>,
    sql: &dyn Sql,
    document: Option<&Document>,
    scan: Option<&FilePath>,
    done: Done,
) -> Result<Done, Fault> {
    let (Some(FilePath(path)), Some(document)) = (scan, document) else { return Ok(done) };
    let (name, bytes) = read_file("scan", path)?;
    let sha256 = attachments::keep(sql, bytes)?;
    documents::scan(sql, document.id, &name, &sha256, scene.moment.today, scene.actor.id)?;
    Ok(done.with("scan_of", document.no.to_string()).with("scan_sha256", sha256))
}
