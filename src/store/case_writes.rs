//! Writing cases: each function one fact put on file. Called by `commands` inside the act's transaction.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::sql::{Sql, json, word};
use super::{DbError, series};
use crate::args;
use crate::records::bureau::BureauId;
use crate::records::case::{
    Carried, CaseStatus, Decision, Discussion, EvidenceKind, LegalCheck, Origin, Outcome, Proposal,
    ReviewOutcome, StatementKind, Struck,
};
use crate::records::ids::{
    AgencyId, CaseId, DocumentId, ProposalId, RecordKind, RecordNo, ReviewId, StaffId, StatementId,
};
use crate::records::violation::{Finding, Violation};

/// A case to be opened.
#[derive(Debug)]
pub struct NewCase<'a> {
    /// Bureau.
    pub bureau: BureauId,
    /// Agency.
    pub agency: AgencyId,
    /// Day.
    pub on: NaiveDate,
    /// Grounds.
    pub grounds: &'a [Violation],
    /// Where it came from.
    pub origin: Origin,
    /// Where it came from, in words.
    pub source: &'a str,
    /// What is alleged.
    pub summary: &'a str,
    /// Settings to pin, as JSON.
    pub settings: &'a str,
}

/// Opens a case at the first status.
///
/// # Errors
/// When the database refuses.
pub fn open(sql: &dyn Sql, new: &NewCase<'_>) -> Result<(CaseId, RecordNo), DbError> {
    use chrono::Datelike;
    let no = series::next_record(sql, RecordKind::Case, new.on.year())?;
    sql.execute(
        "INSERT INTO cases (year, serial, bureau, agency, status, opened_on, grounds, origin, source, summary, settings)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        args![
            no.year,
            no.serial,
            word(new.bureau),
            new.agency.0,
            word(CaseStatus::Verifying),
            new.on,
            json(&new.grounds)?,
            word(new.origin),
            new.source,
            new.summary,
            new.settings
        ],
    )?;
    let id = sql.number("SELECT id FROM cases WHERE year = ?1 AND serial = ?2", args![no.year, no.serial])?;
    Ok((CaseId(id), no))
}

/// Moves a case to a status (or leaves it there) and gives it its next version, which is returned.
///
/// # Errors
/// When the database refuses.
pub fn advance(sql: &dyn Sql, case: CaseId, status: CaseStatus, today: NaiveDate) -> Result<i64, DbError> {
    sql.execute(
        "UPDATE cases SET status = ?2, version = version + 1,
           closed_on = CASE WHEN ?2 = ?4 THEN coalesce(closed_on, ?3) END WHERE id = ?1",
        args![case.0, word(status), today, word(CaseStatus::Closed)],
    )?;
    sql.number("SELECT version FROM cases WHERE id = ?1", args![case.0])
}

/// Makes a case's next version, where something of it changed beside its steps.
///
/// # Errors
/// When the database refuses.
pub fn touch(sql: &dyn Sql, no: RecordNo) -> Result<i64, DbError> {
    sql.execute(
        "UPDATE cases SET version = version + 1 WHERE year = ?1 AND serial = ?2",
        args![no.year, no.serial],
    )?;
    sql.number("SELECT version FROM cases WHERE year = ?1 AND serial = ?2", args![no.year, no.serial])
}

/// Puts on file that a closed case was opened again.
///
/// # Errors
/// When the database refuses.
pub fn reopen(
    sql: &dyn Sql,
    case: CaseId,
    closed_on: NaiveDate,
    on: NaiveDate,
    by: StaffId,
    reason: &str,
) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO reopenings (case_id, closed_on, reopened_on, reopened_by, reason, executions)
         VALUES (?1, ?2, ?3, ?4, ?5, (SELECT count(*) FROM executions WHERE case_id = ?1))",
        args![case.0, closed_on, on, by.0, reason],
    )?;
    Ok(())
}

/// Puts a corrected summary and source in the place of the old; the audit keeps both.
///
/// # Errors
/// When the database refuses.
pub fn amend(
    sql: &dyn Sql,
    case: CaseId,
    origin: Option<Origin>,
    source: &str,
    summary: &str,
) -> Result<(), DbError> {
    sql.execute(
        "UPDATE cases SET origin = ?2, source = ?3, summary = ?4 WHERE id = ?1",
        args![case.0, origin.map(|origin| origin.to_string()), source, summary],
    )?;
    Ok(())
}

/// Records how the decision was carried out, or taken back.
///
/// # Errors
/// When the database refuses.
pub fn execution(sql: &dyn Sql, case: CaseId, carried: &Carried) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO executions (case_id, review, executed_on, takes_back, how) VALUES (?1, ?2, ?3, ?4, ?5)",
        args![case.0, carried.after.map(|r| r.0), carried.on, carried.takes_back, &carried.how],
    )?;
    Ok(())
}

/// Puts a handler on the case.
///
/// # Errors
/// When the database refuses (already a handler).
pub fn add_handler(sql: &dyn Sql, case: CaseId, staff: StaffId, since: NaiveDate) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO case_handlers (case_id, staff, since) VALUES (?1, ?2, ?3)",
        args![case.0, staff.0, since],
    )?;
    Ok(())
}

/// Takes a handler off the case, with the reason, and whether that is an interest in it.
///
/// # Errors
/// When the database refuses.
pub fn end_handler(
    sql: &dyn Sql,
    case: CaseId,
    staff: StaffId,
    until: NaiveDate,
    interest: bool,
    reason: &str,
) -> Result<(), DbError> {
    sql.execute(
        "UPDATE case_handlers SET until = ?3, reason = ?4, interest = ?5
         WHERE case_id = ?1 AND staff = ?2 AND until IS NULL",
        args![case.0, staff.0, until, reason, interest],
    )?;
    Ok(())
}

/// Puts a recusal on file.
///
/// # Errors
/// When the database refuses.
pub fn recuse(
    sql: &dyn Sql,
    case: CaseId,
    staff: StaffId,
    on: NaiveDate,
    decided_by: StaffId,
    reason: &str,
) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO recusals (case_id, staff, recused_on, decided_by, reason) VALUES (?1, ?2, ?3, ?4, ?5)",
        args![case.0, staff.0, on, decided_by.0, reason],
    )?;
    Ok(())
}

/// Lifts a recusal, with the reason.
///
/// # Errors
/// When the database refuses.
pub fn lift_recusal(
    sql: &dyn Sql,
    case: CaseId,
    staff: StaffId,
    on: NaiveDate,
    reason: &str,
) -> Result<(), DbError> {
    sql.execute(
        "UPDATE recusals SET lifted_on = ?3, lifted_reason = ?4
         WHERE case_id = ?1 AND staff = ?2 AND lifted_on IS NULL",
        args![case.0, staff.0, on, reason],
    )?;
    Ok(())
}

/// Takes off a former handler's interest, put on file when they stepped aside; the audit keeps both, with the reasons.
///
/// # Errors
/// When the database refuses.
pub fn lift_interest(sql: &dyn Sql, case: CaseId, staff: StaffId) -> Result<(), DbError> {
    sql.execute(
        "UPDATE case_handlers SET interest = 0 WHERE case_id = ?1 AND staff = ?2 AND interest = 1",
        args![case.0, staff.0],
    )?;
    Ok(())
}

/// A piece of evidence to be put on file.
#[derive(Debug)]
pub struct NewEvidence<'a> {
    /// Kind.
    pub kind: EvidenceKind,
    /// What it is.
    pub title: &'a str,
    /// Where it comes from.
    pub source: &'a str,
    /// Who collected it.
    pub collector: &'a str,
    /// When.
    pub collected_on: NaiveDate,
    /// When it is put on file.
    pub filed_at: DateTime<FixedOffset>,
    /// File name and hash, where a file is attached.
    pub file: Option<(&'a str, &'a str)>,
}

/// Puts a piece of evidence on file.
///
/// # Errors
/// When the database refuses.
pub fn add_evidence(sql: &dyn Sql, case: CaseId, new: &NewEvidence<'_>) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO evidence (case_id, kind, title, source, collector, collected_on, filed_at, file, sha256)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        args![
            case.0,
            word(new.kind),
            new.title,
            new.source,
            new.collector,
            new.collected_on,
            new.filed_at,
            new.file.map(|f| f.0),
            new.file.map(|f| f.1)
        ],
    )?;
    Ok(())
}

/// Puts a proposed decision on file.
///
/// # Errors
/// When the database refuses.
pub fn propose(sql: &dyn Sql, case: CaseId, proposal: &Proposal) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO proposals (case_id, proposed_by, proposed_on, grounds, outcomes, facts, reasons, basis,
           findings) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        args![
            case.0,
            proposal.by.0,
            proposal.on,
            json(&proposal.grounds)?,
            json(&proposal.outcomes)?,
            &proposal.facts,
            &proposal.reasons,
            &proposal.basis,
            json(&proposal.findings)?
        ],
    )?;
    Ok(())
}

/// Puts on file what was found of a violation; the last one of it holds.
///
/// # Errors
/// When the database refuses.
pub fn find(
    sql: &dyn Sql,
    case: CaseId,
    finding: &Finding,
    on: NaiveDate,
    by: StaffId,
) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO findings (case_id, violation, facts, evidence, found_on, found_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        args![case.0, word(finding.violation), &finding.facts, json(&finding.evidence)?, on, by.0],
    )?;
    Ok(())
}

/// Puts a statement or a waiver on file.
///
/// # Errors
/// When the database refuses.
pub fn statement(
    sql: &dyn Sql,
    notice: DocumentId,
    kind: StatementKind,
    on: NaiveDate,
    content: &str,
) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO statements (notice, kind, received_on, content) VALUES (?1, ?2, ?3, ?4)",
        args![notice.0, word(kind), on, content],
    )?;
    Ok(())
}

/// Strikes out a statement or a waiver that was recorded wrongly; it stays on file.
///
/// # Errors
/// When the database refuses.
pub fn strike_statement(sql: &dyn Sql, statement: StatementId, struck: &Struck) -> Result<(), DbError> {
    sql.execute(
        "UPDATE statements SET struck_on = ?2, struck_by = ?3, struck_reason = ?4 WHERE id = ?1 AND struck_on IS NULL",
        args![statement.0, struck.on, struck.by_id.0, &struck.reason],
    )?;
    Ok(())
}

/// Puts a collective discussion on file.
///
/// # Errors
/// When the database refuses.
pub fn discussion(sql: &dyn Sql, proposal: ProposalId, discussion: &Discussion) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO discussions (proposal, held_on, members, agreed, conclusion, statements)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        args![
            proposal.0,
            discussion.on,
            &discussion.members,
            discussion.agreed,
            &discussion.conclusion,
            discussion.statements
        ],
    )?;
    Ok(())
}

/// Puts a legal check on file.
///
/// # Errors
/// When the database refuses.
pub fn legal_check(sql: &dyn Sql, proposal: ProposalId, check: &LegalCheck) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO legal_checks (proposal, checked_on, checked_by, passed, opinion, statements)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        args![proposal.0, check.on, check.by.0, check.passed, &check.opinion, check.statements],
    )?;
    Ok(())
}

/// Records that the decision was made.
///
/// # Errors
/// When the database refuses.
pub fn decide(sql: &dyn Sql, case: CaseId, document: DocumentId, decision: &Decision) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO decisions (document, case_id, decided_by, decided_on, grounds, outcomes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        args![
            document.0,
            case.0,
            decision.by.0,
            decision.on,
            json(&decision.grounds)?,
            json(&decision.outcomes)?
        ],
    )?;
    Ok(())
}

/// A request for a review to be put on file.
#[derive(Debug)]
pub struct NewReview<'a> {
    /// The day it came in.
    pub requested_on: NaiveDate,
    /// What is asked for.
    pub request: &'a str,
    /// Reasons, statement and defence.
    pub statement: &'a str,
    /// Whether it is in time by what is on record.
    pub in_time: bool,
}

/// Records a request for a review.
///
/// # Errors
/// When the database refuses.
pub fn request_review(sql: &dyn Sql, case: CaseId, new: &NewReview<'_>) -> Result<(), DbError> {
    sql.execute(
        "INSERT INTO reviews (case_id, bureau, requested_on, request, statement, in_time)
         SELECT id, bureau, ?2, ?3, ?4, ?5 FROM cases WHERE id = ?1",
        args![case.0, new.requested_on, new.request, new.statement, new.in_time],
    )?;
    Ok(())
}

/// Accepts a late request for a review, or doesn't.
///
/// # Errors
/// When the database refuses.
pub fn accept_review(
    sql: &dyn Sql,
    review: ReviewId,
    by: StaffId,
    accepted: bool,
    reason: &str,
) -> Result<(), DbError> {
    sql.execute(
        "UPDATE reviews SET accepted = ?2, accepted_by = ?3, acceptance = ?4 WHERE id = ?1",
        args![review.0, accepted, by.0, reason],
    )?;
    Ok(())
}

/// Takes the outcome of a review off, its decision being returned before it was issued.
///
/// # Errors
/// When the database refuses.
pub fn undecide_review(sql: &dyn Sql, review: ReviewId) -> Result<(), DbError> {
    sql.execute(
        "UPDATE reviews SET outcome = NULL, outcomes = '[]', decided_by = NULL, decided_on = NULL, issued_on = NULL WHERE id = ?1",
        args![review.0],
    )?;
    Ok(())
}

/// Notes that the decision of a review was issued: it is under way no more.
///
/// # Errors
/// When the database refuses.
pub fn issued_review(sql: &dyn Sql, review: ReviewId, on: NaiveDate) -> Result<(), DbError> {
    sql.execute("UPDATE reviews SET issued_on = ?2 WHERE id = ?1", args![review.0, on])?;
    Ok(())
}

/// Records what the review ended in.
///
/// # Errors
/// When the database refuses.
pub fn decide_review(
    sql: &dyn Sql,
    review: ReviewId,
    by: StaffId,
    on: NaiveDate,
    outcome: ReviewOutcome,
    outcomes: &[Outcome],
) -> Result<(), DbError> {
    sql.execute(
        "UPDATE reviews SET outcome = ?2, outcomes = ?3, decided_by = ?4, decided_on = ?5 WHERE id = ?1",
        args![review.0, word(outcome), json(&outcomes)?, by.0, on],
    )?;
    Ok(())
}
