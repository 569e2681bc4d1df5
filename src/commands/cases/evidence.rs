//! Evidence (证据): a piece on file with its source, collector and time, the file kept with its hash.

use std::path::Path;

use chrono::NaiveDate;

use super::handlers::OPEN;
use super::{bench, stay};
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{CaseNo, FilePath, Line};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::records::case::{CaseFile, EvidenceKind};
use crate::say;
use crate::store::{Sql, attachments, case_writes};
use crate::text::Text;
use crate::text::clean::clean;

/// Largest file that is kept, in bytes.
pub const FILE_MAX: u64 = 20 * 1024 * 1024;

command! {
    /// 登记证据
    AddEvidence "add-evidence" ["登记证据", "add evidence"] {
        case: CaseNo = ["案件", "Case"];
        kind: EvidenceKind = ["证据种类", "Kind"];
        title: Line = ["名称", "Title"];
        source: Line = ["来源", "Source"];
        collector: Line = ["收集人", "Collected by"];
        collected_on: NaiveDate = ["收集日期", "Collected on"];
        file: Option<FilePath> = ["文件路径", "File"]
            hint ["文件存入数据库并记录哈希, 不超过 20 MiB", "kept in the database with its hash, 20 MiB at most"];
    }
    help: [
        "登记一件证据: 来源、收集人、时间, 可附文件",
        "puts a piece of evidence on file: source, collector, time, a file if there is one",
    ],
    key: 'z',
    group: Group::Case,
    subject: Subject::Case,
    who: HANDLER,
    from: From::Case(OPEN),
    rules: &[RuleId::H1_2],
    issues: None,
}

impl Command for AddEvidence {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        vec![bench(scene).by_handler(scene.actor.id)]
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        check_day("collected_on", self.collected_on, NaiveDate::MIN, scene.moment.today)?;
        let kept = match &self.file {
            Some(FilePath(path)) => {
                let (name, bytes) = read_file("file", path)?;
                Some((name, attachments::keep(sql, bytes)?))
            }
            None => None,
        };
        case_writes::add_evidence(
            sql,
            scene.facts.id,
            &case_writes::NewEvidence {
                kind: self.kind,
                title: &self.title.0,
                source: &self.source.0,
                collector: &self.collector.0,
                collected_on: self.collected_on,
                filed_at: scene.moment.at,
                file: kept.as_ref().map(|(name, hash)| (name.as_str(), hash.as_str())),
            },
        )?;
        let done = stay(scene, sql)?;
        Ok(match kept {
            Some((_, hash)) => done.with("sha256", hash),
            None => done,
        })
    }
}

/// Reads a file to be attached: its name and its bytes.
pub(in crate::commands) fn read_file(field: &str, path: &Path) -> Result<(String, Vec<u8>), Fault> {
    let wrong = |text: Text| Fault::field(field, text);
    let shown = path.display().to_string();
    let about = std::fs::metadata(path).map_err(|e| wrong(Fault::why_unreadable(path, &e)))?;
    if !about.is_file() {
        return Err(wrong(say!("{p} 不是文件", "{p} is no file", p = shown)));
    }
    if about.len() > FILE_MAX {
        let size = about.len() / 1024 / 1024 + 1;
        return Err(wrong(say!(
            "{p} 有 {n} MiB, 最多 20 MiB; 请压缩或分开",
            "{p} has {n} MiB, at most 20: compress or split it",
            p = shown,
            n = size
        )));
    }
    let bytes = std::fs::read(path).map_err(|e| wrong(Fault::why_unreadable(path, &e)))?;
    let name = path.file_name().map(|n| clean(&n.to_string_lossy()).into_owned()).unwrap_or(shown);
    Ok((name, bytes))
}
