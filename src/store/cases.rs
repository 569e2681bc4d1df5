//! Reading cases (案件): the record whole, as a judgement needs it. Writing is in `case_writes.rs`.

use super::sql::{Row, Sql, word};
use super::{
    DbError, agencies, certificates, constraints, deadlines, documents, ends, filings, mail, persons,
    referrals, staff, suspensions, violations,
};
use crate::args;
use crate::records::agency::{Agency, AgencyStatus};
use crate::records::case::{
    Carried, CaseFile, CaseStatus, Decision, Discussion, Evidence, Handler, KeptOut, LegalCheck, Outcome,
    Proposal, Recusal, Reopening, Review, Statement, Struck,
};
use crate::records::ids::{
    AgencyId, CaseId, DocumentId, ProposalId, RecordKind, RecordNo, ReviewId, StaffId, StatementId,
};
use crate::records::violation::{Finding, Violation};

/// A case by public number, with the settings it pinned at its opening, as JSON.
///
/// # Errors
/// When the database can't be read.
pub fn file(sql: &dyn Sql, no: RecordNo) -> Result<Option<(CaseFile, String)>, DbError> {
    if no.kind != RecordKind::Case {
        return Ok(None);
    }
    let found = sql.first(
        "SELECT id, bureau, agency, status, opened_on, grounds, origin, source, summary, settings, closed_on, version
         FROM cases WHERE year = ?1 AND serial = ?2",
        args![no.year, no.serial],
        |row| {
            let id = CaseId(row.take()?);
            let bureau = row.word()?;
            let agency = AgencyId(row.take()?);
            let status: CaseStatus = row.word()?;
            let opened_on = row.take()?;
            let grounds: Vec<Violation> = row.json()?;
            let origin = row.word_opt()?;
            let (source, summary) = (row.take()?, row.take()?);
            let settings: String = row.take()?;
            Ok((
                id,
                bureau,
                agency,
                status,
                opened_on,
                grounds,
                origin,
                source,
                summary,
                settings,
                row.take()?,
                row.take()?,
            ))
        },
    )?;
    let Some((
        id,
        bureau,
        agency,
        status,
        opened_on,
        grounds,
        origin,
        source,
        summary,
        settings,
        closed_on,
        version,
    )) = found
    else {
        return Ok(None);
    };
    let documents = documents::of_case(sql, id)?;
    let proposal = proposal(sql, id)?;
    let current = proposal.as_ref().map_or(ProposalId(0), |p| p.id);
    let (decision, findings) = (decision(sql, id)?, findings(sql, id)?);
    let proposed = proposal.iter().flat_map(|p| &p.grounds);
    let decided = decision.iter().flat_map(|d| &d.grounds);
    let found = findings.iter().map(|finding| &finding.violation);
    let named = grounds.iter().chain(proposed).chain(decided).chain(found);
    let listed = violations::named(sql, named.filter_map(|violation| violation.listed()).collect())?;
    let (mut persons, consents) = (persons::of_case(sql, id)?, mail::consents(sql, id)?);
    let file = CaseFile {
        id,
        no,
        bureau,
        agency: party(sql, agency)?,
        secrets: persons::hidden(&persons, consents.iter().map(|consent| consent.address.as_str())),
        person: persons.pop(),
        status,
        opened_on,
        grounds,
        listed,
        origin,
        source,
        summary,
        handlers: handlers(sql, id)?,
        ever_handlers: ever_handlers(sql, id)?,
        recusals: recusals(sql, id)?,
        kept_out: Vec::new(),
        evidence: evidence(sql, id)?,
        statements: statements(sql, id)?,
        struck_services: documents::struck_services(sql, id)?,
        discussions: discussions(sql, current)?,
        legal_checks: legal_checks(sql, current)?,
        findings,
        proposal,
        documents,
        decision,
        deciders: deciders(sql, id)?,
        review: review(sql, id)?,
        executions: executions(sql, id)?,
        constraint_lifted_on: constraints::lifted_on(sql, id)?,
        certificates: certificates::of_case(sql, id)?,
        suspensions: suspensions::of_case(sql, id)?,
        ordered_end: ends::ordered_by(sql, agency, no)?,
        referrals: referrals::of_case(sql, id)?,
        reopenings: reopenings(sql, id)?,
        consents,
        mails: mail::of_case(sql, id)?,
        closed_on,
        deadlines: deadlines::of_subject(sql, no)?,
        version,
    };
    Ok(Some((file, settings)))
}

/// As [`file()`], with who can't become a handler any more: for judgements. That takes reading the case's history, which
/// a list that shows the case has no use for.
///
/// # Errors
/// When the database can't be read.
pub fn for_judgement(sql: &dyn Sql, no: RecordNo) -> Result<Option<(CaseFile, String)>, DbError> {
    let Some((mut file, settings)) = file(sql, no)? else { return Ok(None) };
    file.kept_out = kept_out(sql, file.id, no)?;
    Ok(Some((file, settings)))
}

fn handlers(sql: &dyn Sql, case: CaseId) -> Result<Vec<Handler>, DbError> {
    let columns = staff::COLUMNS.split(", ").map(|c| format!("s.{c}")).collect::<Vec<_>>().join(", ");
    sql.all(
        &format!(
            "SELECT h.since, {columns} FROM case_handlers h JOIN staff s ON s.id = h.staff
             WHERE h.case_id = ?1 AND h.until IS NULL ORDER BY h.id"
        ),
        args![case.0],
        |row| Ok(Handler { since: row.take()?, staff: staff::read(row)? }),
    )
}

fn ever_handlers(sql: &dyn Sql, case: CaseId) -> Result<Vec<StaffId>, DbError> {
    sql.all("SELECT DISTINCT staff FROM case_handlers WHERE case_id = ?1", args![case.0], |row| {
        Ok(StaffId(row.take()?))
    })
}

fn recusals(sql: &dyn Sql, case: CaseId) -> Result<Vec<Recusal>, DbError> {
    sql.all(
        "SELECT r.staff, s.name, r.recused_on, r.reason FROM recusals r JOIN staff s ON s.id = r.staff
         WHERE r.case_id = ?1 AND r.lifted_on IS NULL ORDER BY r.id",
        args![case.0],
        |row| {
            Ok(Recusal {
                staff: StaffId(row.take()?),
                name: row.take()?,
                on: row.take()?,
                reason: row.take()?,
            })
        },
    )
}

fn kept_out(sql: &dyn Sql, case: CaseId, no: RecordNo) -> Result<Vec<(String, KeptOut)>, DbError> {
    sql.all(
        "SELECT s.login, 1 FROM staff s JOIN (
           SELECT staff AS who FROM case_handlers WHERE case_id = ?1 AND interest = 1
           UNION SELECT staff FROM recusals WHERE case_id = ?1 AND lifted_on IS NULL
         ) k ON k.who = s.id
         UNION ALL SELECT DISTINCT actor, 0 FROM audit WHERE subject = ?2 AND command IN (
           'approve-notice', 'approve-decision', 'approve-review', 'approve-correction', 'return-draft', 'record-legal-check',
           'accept-late-review', 'strike-service', 'strike-statement', 'lift-constraint', 'replace-handler', 'recuse', 'lift-recusal', 'close-case', 'close-unfounded', 'reopen-case')",
        args![case.0, word(no)],
        |row| {
            let login = row.take()?;
            Ok((login, if row.take()? { KeptOut::SteppedAside } else { KeptOut::Approved }))
        },
    )
}

fn evidence(sql: &dyn Sql, case: CaseId) -> Result<Vec<Evidence>, DbError> {
    sql.all(
        "SELECT e.kind, e.title, e.source, e.collector, e.collected_on, e.filed_at, e.file, e.sha256, a.size
         FROM evidence e LEFT JOIN attachments a ON a.sha256 = e.sha256 WHERE e.case_id = ?1 ORDER BY e.id",
        args![case.0],
        |row| {
            Ok(Evidence {
                kind: row.word()?,
                title: row.take()?,
                source: row.take()?,
                collector: row.take()?,
                collected_on: row.take()?,
                filed_at: row.take()?,
                file: row.take()?,
                sha256: row.take()?,
                size: row.take()?,
            })
        },
    )
}

fn reopenings(sql: &dyn Sql, case: CaseId) -> Result<Vec<Reopening>, DbError> {
    sql.all(
        "SELECT r.closed_on, r.reopened_on, s.name, r.reason, r.executions FROM reopenings r JOIN staff s ON s.id = r.reopened_by
         WHERE r.case_id = ?1 ORDER BY r.id",
        args![case.0],
        |row| {
            Ok(Reopening { closed_on: row.take()?, on: row.take()?, by: row.take()?, reason: row.take()?, executions: row.take()? })
        },
    )
}

/// The last finding of each violation, in the order in which they were first found.
fn findings(sql: &dyn Sql, case: CaseId) -> Result<Vec<Finding>, DbError> {
    sql.all(
        "SELECT f.violation, f.facts, f.evidence FROM findings f JOIN (
           SELECT violation, min(id) AS first, max(id) AS last FROM findings WHERE case_id = ?1 GROUP BY violation
         ) t ON t.last = f.id ORDER BY t.first",
        args![case.0],
        |row| Ok(Finding { violation: row.word()?, facts: row.take()?, evidence: row.json()? }),
    )
}

fn proposal(sql: &dyn Sql, case: CaseId) -> Result<Option<Proposal>, DbError> {
    sql.first(
        "SELECT id, proposed_by, proposed_on, grounds, outcomes, facts, reasons, basis, findings FROM proposals
         WHERE case_id = ?1 ORDER BY id DESC LIMIT 1",
        args![case.0],
        |row| {
            Ok(Proposal {
                id: ProposalId(row.take()?),
                by: StaffId(row.take()?),
                on: row.take()?,
                grounds: row.json()?,
                outcomes: row.json()?,
                facts: row.take()?,
                reasons: row.take()?,
                basis: row.take()?,
                findings: row.json()?,
            })
        },
    )
}

fn statements(sql: &dyn Sql, case: CaseId) -> Result<Vec<Statement>, DbError> {
    sql.all(
        "SELECT s.id, s.kind, s.notice, s.received_on, s.content, s.struck_on, s.struck_by, p.name, s.struck_reason
         FROM statements s JOIN documents d ON d.id = s.notice LEFT JOIN staff p ON p.id = s.struck_by
         WHERE d.case_id = ?1 ORDER BY s.id",
        args![case.0],
        |row| {
            Ok(Statement {
                id: StatementId(row.take()?),
                kind: row.word()?,
                notice: DocumentId(row.take()?),
                on: row.take()?,
                content: row.take()?,
                struck: match (row.take()?, row.take()?, row.take()?, row.take()?) {
                    (Some(on), Some(id), Some(by), Some(reason)) => {
                        Some(Struck { on, by_id: StaffId(id), by, reason })
                    }
                    _ => None,
                },
            })
        },
    )
}

fn executions(sql: &dyn Sql, case: CaseId) -> Result<Vec<Carried>, DbError> {
    sql.all(
        "SELECT executed_on, review, takes_back, how FROM executions WHERE case_id = ?1 ORDER BY id",
        args![case.0],
        |row| {
            Ok(Carried {
                on: row.take()?,
                after: row.take::<Option<i64>>()?.map(ReviewId),
                takes_back: row.take()?,
                how: row.take()?,
            })
        },
    )
}

fn discussions(sql: &dyn Sql, proposal: ProposalId) -> Result<Vec<Discussion>, DbError> {
    sql.all(
        "SELECT held_on, members, agreed, conclusion, statements FROM discussions WHERE proposal = ?1 ORDER BY id",
        args![proposal.0],
        |row| {
            Ok(Discussion {
                on: row.take()?,
                members: row.take()?,
                agreed: row.take()?,
                conclusion: row.take()?,
                statements: row.take()?,
            })
        },
    )
}

fn legal_checks(sql: &dyn Sql, proposal: ProposalId) -> Result<Vec<LegalCheck>, DbError> {
    sql.all(
        "SELECT l.checked_on, l.checked_by, s.name, l.passed, l.opinion, l.statements FROM legal_checks l
         JOIN staff s ON s.id = l.checked_by WHERE l.proposal = ?1 ORDER BY l.id",
        args![proposal.0],
        |row| {
            Ok(LegalCheck {
                on: row.take()?,
                by: StaffId(row.take()?),
                name: row.take()?,
                passed: row.take()?,
                opinion: row.take()?,
                statements: row.take()?,
            })
        },
    )
}

fn decision(sql: &dyn Sql, case: CaseId) -> Result<Option<Decision>, DbError> {
    sql.first(
        "SELECT e.decided_by, e.decided_on, e.grounds, e.outcomes FROM decisions e JOIN documents d ON d.id = e.document
         WHERE e.case_id = ?1 AND d.status <> 'void' ORDER BY e.document DESC LIMIT 1",
        args![case.0],
        |row| {
            let by = StaffId(row.take()?);
            let on = row.take()?;
            let grounds: Vec<Violation> = row.json()?;
            let outcomes: Vec<Outcome> = row.json()?;
            Ok(Decision { by, on, grounds, outcomes })
        },
    )
}

fn deciders(sql: &dyn Sql, case: CaseId) -> Result<Vec<StaffId>, DbError> {
    sql.all("SELECT DISTINCT decided_by FROM decisions WHERE case_id = ?1", args![case.0], |row| {
        Ok(StaffId(row.take()?))
    })
}

fn review(sql: &dyn Sql, case: CaseId) -> Result<Option<Review>, DbError> {
    sql.first(
        "SELECT id, requested_on, in_time, request, statement, accepted, accepted_by, acceptance, outcome, decided_by, decided_on, outcomes
         FROM reviews WHERE case_id = ?1 ORDER BY decided_on IS NULL, requested_on, id LIMIT 1",
        args![case.0],
        |row: &mut Row| {
            Ok(Review {
                id: ReviewId(row.take()?),
                requested_on: row.take()?,
                in_time: row.take()?,
                request: row.take()?,
                statement: row.take()?,
                accepted: row.take()?,
                accepted_by: row.take::<Option<i64>>()?.map(StaffId),
                acceptance: row.take()?,
                outcome: row.word_opt()?,
                decided_by: row.take::<Option<i64>>()?.map(StaffId),
                decided_on: row.take()?,
                outcomes: row.json()?,
            })
        },
    )
}

/// Public numbers of the open cases that somebody is a handler of.
///
/// # Errors
/// When the database can't be read.
pub fn open_of_handler(sql: &dyn Sql, staff: StaffId) -> Result<Vec<RecordNo>, DbError> {
    sql.all(
        "SELECT c.year, c.serial FROM case_handlers h JOIN cases c ON c.id = h.case_id
         WHERE h.staff = ?1 AND h.until IS NULL AND c.status <> ?2 ORDER BY c.id",
        args![staff.0, word(CaseStatus::Closed)],
        |row| Ok(RecordNo { kind: RecordKind::Case, year: row.take()?, serial: row.take()? }),
    )
}

/// Public numbers of the open cases about an agency itself.
///
/// # Errors
/// When the database can't be read.
pub fn open_of_agency(sql: &dyn Sql, agency: AgencyId) -> Result<Vec<RecordNo>, DbError> {
    open(sql, agency, false)
}

/// Public numbers of the open cases about persons of an agency: its workers, its candidates.
///
/// # Errors
/// When the database can't be read.
pub fn open_on_persons(sql: &dyn Sql, agency: AgencyId) -> Result<Vec<RecordNo>, DbError> {
    open(sql, agency, true)
}

fn open(sql: &dyn Sql, agency: AgencyId, persons: bool) -> Result<Vec<RecordNo>, DbError> {
    sql.all(
        "SELECT c.year, c.serial FROM cases c WHERE c.agency = ?1 AND c.status <> ?2
           AND EXISTS (SELECT 1 FROM case_persons p WHERE p.case_id = c.id) = ?3 ORDER BY c.opened_on, c.id",
        args![agency.0, word(CaseStatus::Closed), persons],
        |row| Ok(RecordNo { kind: RecordKind::Case, year: row.take()?, serial: row.take()? }),
    )
}

/// The agency as its case knows it: what it says of itself in a new first application, perhaps elsewhere, is not registered
/// before that is published.
fn party(sql: &dyn Sql, id: AgencyId) -> Result<Agency, DbError> {
    let mut agency = agencies::by_id(sql, id)?;
    if agency.status == AgencyStatus::Applying
        && let Some(before) = filings::before_application(sql, id)?
    {
        agency.facts = before.facts;
    }
    Ok(agency)
}
