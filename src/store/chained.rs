//! What the audit chain says of documents, services, evidence, files and the regulation: what `integrity` holds them against.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::DbError;
use super::sql::{Row, Sql};

/// What the chain has.
#[derive(Debug, Default)]
pub(super) struct Chained {
    /// Documents issued, by public number.
    pub(super) documents: BTreeMap<String, Frozen>,
    /// Of each document approved, by public number, the hash of its content then.
    pub(super) approved: BTreeMap<String, String>,
    /// Of each document served, by public number, the day of the act; none once it was struck out.
    pub(super) services: BTreeMap<String, Option<String>>,
    /// How many pieces of evidence of each case, title and file hash.
    pub(super) evidence: BTreeMap<(String, String, String), i64>,
    /// Hashes of attached files.
    pub(super) files: BTreeSet<String>,
    /// Hashes of the texts of the regulation.
    pub(super) statutes: BTreeSet<String>,
    /// The last act on each record that issued a document of a kind: it takes the place of the one before.
    pub(super) replaced: BTreeMap<(String, String), i64>,
    /// Documents that an act made void by their number.
    pub(super) ended: BTreeMap<String, i64>,
    /// The last act on each record that makes an issued document void.
    pub(super) voided: BTreeMap<String, i64>,
}

/// A document as it was issued; what acts of before it was kept don't say is none.
#[derive(Debug)]
pub(super) struct Frozen {
    pub(super) seq: i64,
    /// What it belongs to.
    pub(super) of: String,
    pub(super) on: String,
    pub(super) sha256: Option<String>,
    /// The printed number, empty where it has none.
    pub(super) number: Option<String>,
    /// Hash of its content.
    pub(super) content: Option<String>,
}

/// Reads the chain.
///
/// # Errors
/// When the database can't be read.
pub(super) fn read(sql: &dyn Sql) -> Result<Chained, DbError> {
    let mut all = Chained::default();
    let acts = "SELECT seq, command, subject, act_on, fields, result FROM audit
                WHERE command LIKE 'issue-%' OR command LIKE 'serve-%' OR command IN ('add-evidence', 'import-statute',
                  'strike-service', 'return-draft', 'propose-decision', 'close-unfounded', 'attach-material',
                  'approve-notice', 'approve-decision', 'approve-review')
                  OR result LIKE '%\"papers\":%' OR result LIKE '%\"voided\":%' ORDER BY seq";
    sql.each(acts, &[], &mut |mut row: Row| {
        let (seq, command, case): (i64, String, String) = (row.take()?, row.take()?, row.take()?);
        let on: String = row.take()?;
        let fields: Value = serde_json::from_str(&row.take::<String>()?).unwrap_or_default();
        let result: Value = serde_json::from_str(&row.take::<String>()?).unwrap_or_default();
        let told = |key: &str| result[key].as_str().map(str::to_owned);
        let given = |key: &str| fields[key].as_str().map(str::to_owned);
        match command.as_str() {
            "import-statute" => all.statutes.extend(told("sha256")),
            "attach-material" => all.files.extend(told("sha256")),
            "add-evidence" => {
                let hash = told("sha256");
                let piece =
                    (case.clone(), given("title").unwrap_or_default(), hash.clone().unwrap_or_default());
                *all.evidence.entry(piece).or_default() += 1;
                all.files.extend(hash);
            }
            _ => {}
        }
        if let (Some(no), Some(hash)) = (told("approved"), told("approved_sha256")) {
            all.approved.insert(no, hash);
        }
        if command == "strike-service" {
            all.services.extend(told("struck").map(|no| (no, None)));
        }
        if matches!(
            command.as_str(),
            "strike-service" | "return-draft" | "propose-decision" | "close-unfounded"
        ) {
            all.voided.insert(case.clone(), seq);
        }
        for no in result["voided"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            all.ended.insert(no.to_owned(), seq);
        }
        for paper in result["papers"].as_array().into_iter().flatten() {
            let told = |key: &str| paper[key].as_str().map(str::to_owned);
            let (Some(no), Some(of)) = (told("document"), told("of")) else { continue };
            all.replaced.extend(told("kind").map(|kind| ((of.clone(), kind), seq)));
            let (sha256, number, content) = (told("sha256"), told("number"), told("content_sha256"));
            all.documents.insert(no, Frozen { seq, of, on: on.clone(), sha256, number, content });
        }
        all.services.extend(told("served").map(|no| (no, given("acted_on"))));
        for [no, sha256, number, content] in [
            ["document", "sha256", "number", "content_sha256"],
            ["proof", "proof_sha256", "proof_number", "proof_content_sha256"],
        ] {
            if let Some(no) = told(no) {
                let (sha256, number, content) = (told(sha256), told(number), told(content));
                let frozen = Frozen { seq, of: case.clone(), on: on.clone(), sha256, number, content };
                if command.starts_with("issue-") || command.starts_with("serve-") {
                    all.documents.insert(no, frozen);
                }
            }
        }
        Ok(())
    })?;
    Ok(all)
}
