//! Documents (文书), their service and the attempts at it.

use chrono::NaiveDate;

use super::sql::{Row, Sql, json, word};
use super::{DbError, series};
use crate::args;
use crate::records::bureau::BureauId;
use crate::records::case::{Struck, StruckService};
use crate::records::document::{Document, DocumentKind, DocumentStatus, Owner, Scan};
use crate::records::filing_paper::FilingDocument;
use crate::records::ids::{
    AgencyId, CaseId, DocumentId, FilingId, ProposalId, RecordKind, RecordNo, StaffId,
};
use crate::records::service::{Attempt, Proof, Service};

const COLUMNS: &str =
    "d.id, d.year, d.serial, d.kind, d.status, d.case_id, d.filing, d.agency, d.bureau, d.number, d.proposal,
    d.content, d.text, d.sha256, d.drafted_by, d.approved_by, d.approved_on, d.issued_on,
    d.void_reason, s.acted_on, s.proof, s.server";
const TABLES: &str = "documents d LEFT JOIN services s ON s.document = d.id";

/// What a document belongs to: its case, else its filing, else its agency alone.
fn owner(row: &mut Row) -> Result<Owner, DbError> {
    let (case, filing, agency): (Option<i64>, Option<i64>, i64) = (row.take()?, row.take()?, row.take()?);
    Ok(match (case, filing) {
        (Some(case), _) => Owner::Case(CaseId(case)),
        (None, Some(filing)) => Owner::Filing(FilingId(filing)),
        (None, None) => Owner::Agency(AgencyId(agency)),
    })
}

/// Columns that give the public number of a document's owner, for [`owner_no`]; the document stands as `d`.
pub(super) const OWNER: &str = "(SELECT c.year FROM cases c WHERE c.id = d.case_id),
    (SELECT c.serial FROM cases c WHERE c.id = d.case_id), (SELECT f.year FROM filings f WHERE f.id = d.filing),
    (SELECT f.serial FROM filings f WHERE f.id = d.filing), (SELECT g.serial FROM agencies g WHERE g.id = d.agency)";

/// Reads the public number of a document's owner from the columns [`OWNER`].
pub(super) fn owner_no(row: &mut Row) -> Result<RecordNo, DbError> {
    type Two = (Option<i32>, Option<i64>);
    let (case, filing): (Two, Two) = ((row.take()?, row.take()?), (row.take()?, row.take()?));
    let agency = row.take()?;
    Ok(match (case, filing) {
        ((Some(year), Some(serial)), _) => RecordNo { kind: RecordKind::Case, year, serial },
        (_, (Some(year), Some(serial))) => RecordNo { kind: RecordKind::Filing, year, serial },
        _ => RecordNo { kind: RecordKind::Agency, year: 0, serial: agency },
    })
}

fn read(row: &mut Row) -> Result<Document, DbError> {
    let id = DocumentId(row.take()?);
    let no = RecordNo { kind: RecordKind::Document, year: row.take()?, serial: row.take()? };
    let document = Document {
        id,
        no,
        kind: row.word()?,
        status: row.word()?,
        of: owner(row)?,
        bureau: row.word()?,
        number: row.take()?,
        proposal: row.take::<Option<i64>>()?.map(ProposalId),
        content: row.json()?,
        text: row.take()?,
        sha256: row.take()?,
        drafted_by: StaffId(row.take()?),
        approved_by: row.take::<Option<i64>>()?.map(StaffId),
        approved_on: row.take()?,
        issued_on: row.take()?,
        service: None,
        attempts: Vec::new(),
        scans: Vec::new(),
        void_reason: row.take()?,
    };
    let acted_on: Option<NaiveDate> = row.take()?;
    let (proof, server): (Option<String>, Option<String>) = (row.take()?, row.take()?);
    let service = match (acted_on, proof, server) {
        (Some(acted_on), Some(proof), Some(server)) => {
            let proof: Proof =
                serde_json::from_str(&proof).map_err(|e| DbError::broken("proof", &e.to_string()))?;
            Some(Service { acted_on, proof, server })
        }
        _ => None,
    };
    Ok(Document { service, ..document })
}

fn with_attempts(sql: &dyn Sql, mut document: Document) -> Result<Document, DbError> {
    document.attempts = sql.all(
        "SELECT tried_on, method, result FROM service_attempts WHERE document = ?1 ORDER BY tried_on, id",
        args![document.id.0],
        |row| Ok(Attempt { on: row.take()?, method: row.word()?, result: row.take()? }),
    )?;
    document.scans = sql.all(
        "SELECT name, sha256, filed_on FROM proof_scans WHERE document = ?1 ORDER BY id",
        args![document.id.0],
        |row| Ok(Scan { name: row.take()?, sha256: row.take()?, on: row.take()? }),
    )?;
    Ok(document)
}

/// Puts the scan of a proof of service on file.
///
/// # Errors
/// When the database refuses.
pub fn scan(
    sql: &dyn Sql,
    id: DocumentId,
    name: &str,
    sha256: &str,
    on: NaiveDate,
    by: StaffId,
) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO proof_scans (document, name, sha256, filed_on, filed_by) VALUES (?1, ?2, ?3, ?4, ?5)",
        args![id.0, name, sha256, on, by.0],
    )?;
    Ok(())
}

/// The documents of a case, oldest first.
///
/// # Errors
/// When the database can't be read.
pub fn of_case(sql: &dyn Sql, case: CaseId) -> Result<Vec<Document>, DbError> {
    sql.all(
        &format!("SELECT {COLUMNS} FROM {TABLES} WHERE d.case_id = ?1 ORDER BY d.id"),
        args![case.0],
        read,
    )?
    .into_iter()
    .map(|document| with_attempts(sql, document))
    .collect()
}

/// The documents of a filing whole, oldest first.
///
/// # Errors
/// When the database can't be read.
pub fn papers_of_filing(sql: &dyn Sql, filing: FilingId) -> Result<Vec<Document>, DbError> {
    sql.all(
        &format!("SELECT {COLUMNS} FROM {TABLES} WHERE d.filing = ?1 ORDER BY d.id"),
        args![filing.0],
        read,
    )
}

/// A document by public number.
///
/// # Errors
/// When the database can't be read.
pub fn by_no(sql: &dyn Sql, no: RecordNo) -> Result<Option<Document>, DbError> {
    if no.kind != RecordKind::Document {
        return Ok(None);
    }
    sql.first(
        &format!("SELECT {COLUMNS} FROM {TABLES} WHERE d.year = ?1 AND d.serial = ?2"),
        args![no.year, no.serial],
        read,
    )?
    .map(|document| with_attempts(sql, document))
    .transpose()
}

/// The documents of a filing, oldest first: public number, kind, status, printed number, day of issue.
///
/// # Errors
/// When the database can't be read.
pub fn of_filing(sql: &dyn Sql, filing: FilingId) -> Result<Vec<FilingDocument>, DbError> {
    sql.all(
        "SELECT year, serial, kind, status, number, issued_on FROM documents WHERE filing = ?1 ORDER BY id",
        args![filing.0],
        |row| {
            Ok(FilingDocument {
                no: RecordNo { kind: RecordKind::Document, year: row.take()?, serial: row.take()? },
                kind: row.word()?,
                status: row.word()?,
                number: row.take()?,
                on: row.take()?,
            })
        },
    )
}

/// Public number of what a document belongs to.
///
/// # Errors
/// When the database can't be read, or there is no such document.
pub fn owner_of(sql: &dyn Sql, id: DocumentId) -> Result<RecordNo, DbError> {
    sql.first(&format!("SELECT {OWNER} FROM documents d WHERE d.id = ?1"), args![id.0], owner_no)?
        .ok_or_else(|| DbError::broken("a document", &id.0.to_string()))
}

/// As [`owner_of`], by the document's public number.
///
/// # Errors
/// As [`owner_of`].
pub fn owner_by_no(sql: &dyn Sql, no: RecordNo) -> Result<RecordNo, DbError> {
    sql.first(
        &format!("SELECT {OWNER} FROM documents d WHERE d.year = ?1 AND d.serial = ?2"),
        args![no.year, no.serial],
        owner_no,
    )?
    .ok_or_else(|| DbError::broken("a document", &no.to_string()))
}

/// The documents of what a document belongs to, itself among them, in the order they were drafted.
///
/// # Errors
/// When the database can't be read.
pub fn beside(sql: &dyn Sql, document: &Document) -> Result<Vec<RecordNo>, DbError> {
    let (owned, id) = match document.of {
        Owner::Case(case) => ("case_id = ?1", case.0),
        Owner::Filing(filing) => ("filing = ?1", filing.0),
        Owner::Agency(agency) => ("agency = ?1 AND case_id IS NULL AND filing IS NULL", agency.0),
    };
    sql.all(&format!("SELECT year, serial FROM documents WHERE {owned} ORDER BY id"), args![id], |row| {
        Ok(RecordNo { kind: RecordKind::Document, year: row.take()?, serial: row.take()? })
    })
}

/// A draft to be put on file.
#[derive(Debug)]
pub struct NewDraft<'a> {
    /// What it belongs to.
    pub of: Owner,
    /// Agency that it is about.
    pub agency: AgencyId,
    /// Bureau.
    pub bureau: BureauId,
    /// Kind.
    pub kind: DocumentKind,
    /// The proposal it puts into words.
    pub proposal: Option<ProposalId>,
    /// Fields of the template.
    pub content: &'a serde_json::Value,
    /// Who drafted it.
    pub by: StaffId,
    /// Day.
    pub on: NaiveDate,
}

/// Puts a draft on file.
///
/// # Errors
/// When the database refuses.
pub fn draft(sql: &dyn Sql, new: &NewDraft<'_>) -> Result<(DocumentId, RecordNo), DbError> {
    use chrono::Datelike;
    let no = series::next_record(sql, RecordKind::Document, new.on.year())?;
    let (case, filing) = match new.of {
        Owner::Case(case) => (Some(case.0), None),
        Owner::Filing(filing) => (None, Some(filing.0)),
        Owner::Agency(_) => (None, None),
    };
    sql.execute(
        "INSERT INTO documents (year, serial, bureau, agency, case_id, filing, kind, status, proposal, content,
           drafted_by, drafted_on)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'draft', ?8, ?9, ?10, ?11)",
        args![
            no.year,
            no.serial,
            word(new.bureau),
            new.agency.0,
            case,
            filing,
            word(new.kind),
            new.proposal.map(|p| p.0),
            json(new.content)?,
            new.by.0,
            new.on
        ],
    )?;
    let id =
        sql.number("SELECT id FROM documents WHERE year = ?1 AND serial = ?2", args![no.year, no.serial])?;
    Ok((DocumentId(id), no))
}

/// Approves a draft, and keeps its content as it was approved.
///
/// # Errors
/// When the database refuses (the drafter approving, for one).
pub fn approve(
    sql: &dyn Sql,
    id: DocumentId,
    by: StaffId,
    on: NaiveDate,
    content: &serde_json::Value,
) -> Result<(), DbError> {
    sql.execute(
        "UPDATE documents SET status = 'approved', approved_by = ?2, approved_on = ?3, content = ?4 WHERE id = ?1 AND status = 'draft'",
        args![id.0, by.0, on, json(content)?],
    )?;
    Ok(())
}

/// Freezes a document with its number, its text and the hash of it.
///
/// # Errors
/// When the database refuses.
pub fn issue(
    sql: &dyn Sql,
    id: DocumentId,
    number: Option<&str>,
    text: &str,
    sha256: &str,
    on: NaiveDate,
) -> Result<(), DbError> {
    sql.execute(
        "UPDATE documents SET status = 'issued', number = ?2, text = ?3, sha256 = ?4, issued_on = ?5
         WHERE id = ?1 AND status IN ('draft', 'approved')",
        args![id.0, number, text, sha256, on],
    )?;
    Ok(())
}

/// Makes a document void, with the reason.
///
/// # Errors
/// When the database refuses.
pub fn void(sql: &dyn Sql, id: DocumentId, reason: &str) -> Result<(), DbError> {
    sql.execute("UPDATE documents SET status = 'void', void_reason = ?2 WHERE id = ?1", args![id.0, reason])?;
    Ok(())
}

/// Makes the document of a kind that is in force in a filing void, with the reason; its printed number.
///
/// # Errors
/// When the database refuses.
pub fn replaced_of_filing(
    sql: &dyn Sql,
    filing: FilingId,
    kind: DocumentKind,
    reason: &str,
) -> Result<Option<String>, DbError> {
    let standing = of_filing(sql, filing)?;
    let Some(old) = standing.into_iter().rfind(|d| d.kind == kind && d.status == DocumentStatus::Issued)
    else {
        return Ok(None);
    };
    sql.execute(
        "UPDATE documents SET status = 'void', void_reason = ?3 WHERE year = ?1 AND serial = ?2",
        args![old.no.year, old.no.serial, reason],
    )?;
    Ok(old.number)
}

/// Makes the documents of a kind that are in force of an agency void, with the reason; which they are.
///
/// # Errors
/// When the database refuses.
pub fn void_of_agency(
    sql: &dyn Sql,
    agency: AgencyId,
    kind: DocumentKind,
    reason: &str,
) -> Result<Vec<RecordNo>, DbError> {
    let standing = sql.all(
        "SELECT id, year, serial FROM documents WHERE agency = ?1 AND kind = ?2 AND status = 'issued' ORDER BY id",
        args![agency.0, word(kind)],
        |row| {
            let id = DocumentId(row.take()?);
            Ok((id, RecordNo { kind: RecordKind::Document, year: row.take()?, serial: row.take()? }))
        },
    )?;
    for (id, _) in &standing {
        void(sql, *id, reason)?;
    }
    Ok(standing.into_iter().map(|(_, no)| no).collect())
}

/// The last document of a kind of an agency: its printed number, and whether it is in force.
///
/// # Errors
/// When the database can't be read.
pub fn last_of_agency(
    sql: &dyn Sql,
    agency: AgencyId,
    kind: DocumentKind,
) -> Result<Option<(String, bool)>, DbError> {
    sql.first(
        "SELECT number, status FROM documents WHERE agency = ?1 AND kind = ?2 ORDER BY id DESC LIMIT 1",
        args![agency.0, word(kind)],
        |row| {
            let number: Option<String> = row.take()?;
            let status: DocumentStatus = row.word()?;
            Ok((number.unwrap_or_default(), status != DocumentStatus::Void))
        },
    )
}

/// Records the service of a document.
///
/// # Errors
/// When the database refuses.
pub fn serve(sql: &dyn Sql, id: DocumentId, service: &Service) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO services (document, method, acted_on, proof, server) VALUES (?1, ?2, ?3, ?4, ?5)",
        args![id.0, word(service.proof.method()), service.acted_on, json(&service.proof)?, &service.server],
    )?;
    sql.execute("UPDATE documents SET status = ?2 WHERE id = ?1", args![id.0, word(DocumentStatus::Served)])?;
    Ok(())
}

/// Strikes out the service of a document, which waits to be served again; what was recorded stays on file.
///
/// # Errors
/// When the database refuses.
pub fn strike_service(sql: &dyn Sql, id: DocumentId, struck: &Struck) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO struck_services (document, method, acted_on, proof, server, struck_on, struck_by, reason)
         SELECT document, method, acted_on, proof, server, ?2, ?3, ?4 FROM services WHERE document = ?1",
        args![id.0, struck.on, struck.by_id.0, &struck.reason],
    )?;
    sql.execute("DELETE FROM services WHERE document = ?1", args![id.0])?;
    sql.execute("UPDATE documents SET status = ?2 WHERE id = ?1", args![id.0, word(DocumentStatus::Issued)])?;
    Ok(())
}

/// The services of a case that were struck out, oldest first.
///
/// # Errors
/// When the database can't be read.
pub fn struck_services(sql: &dyn Sql, case: CaseId) -> Result<Vec<StruckService>, DbError> {
    sql.all(
        "SELECT d.year, d.serial, d.kind, t.acted_on, t.proof, t.server, t.struck_on, t.struck_by, p.name, t.reason
         FROM struck_services t JOIN documents d ON d.id = t.document JOIN staff p ON p.id = t.struck_by
         WHERE d.case_id = ?1 ORDER BY t.id",
        args![case.0],
        |row| {
            Ok(StruckService {
                document: RecordNo { kind: RecordKind::Document, year: row.take()?, serial: row.take()? },
                kind: row.word()?,
                service: Service { acted_on: row.take()?, proof: row.json()?, server: row.take()? },
                struck: Struck {
                    on: row.take()?,
                    by_id: StaffId(row.take()?),
                    by: row.take()?,
                    reason: row.take()?,
                },
            })
        },
    )
}

/// Records an attempt at service that failed.
///
/// # Errors
/// When the database refuses.
pub fn attempt(sql: &dyn Sql, id: DocumentId, attempt: &Attempt) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO service_attempts (document, tried_on, method, result) VALUES (?1, ?2, ?3, ?4)",
        args![id.0, attempt.on, word(attempt.method), &attempt.result],
    )?;
    Ok(())
}
