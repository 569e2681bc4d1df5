//! A case in lines of words, for its screen and for `show`: papers with their service, what the agency said, what was
//! deliberated, what it rests on.

use chrono::NaiveDate;

use super::case::{CaseFile, Decision, Evidence, Proposal, Struck};
use super::deadline::{Clock, Deadline, DeadlineState};
use super::document::{Document, DocumentStatus};
use super::mail::{ElectronicConsent, MailStatus};
use super::referral::Referral;
use super::service::{Attempt, Proof, Service, ServiceMethod};
use super::violation::Finding;
use crate::say;
use crate::text::Text;

/// How a line is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// As it is.
    Plain,
    /// Done well.
    Good,
    /// Something is still to be done.
    Waiting,
    /// A breach.
    Alert,
    /// Past: void, struck out.
    Past,
}

/// A line, and how it is meant.
pub type Told = (Text, Tone);

/// An entry that was struck out.
const STRUCK: Text = Text::new(" (误登作废)", " (struck out)");
/// A statement that came in before the decision, which didn't weigh it: a breach of G45-1.
const PASSED_OVER: Text = Text::new(
    " (决定前收到, 未经复核, 违反 G45-1)",
    " (came before the decision, not weighed: breaches G45-1)",
);
/// A statement put on file after the decision was issued.
const NOT_WEIGHED: Text = Text::new(" (决定未经复核)", " (not weighed by the decision)");

impl CaseFile {
    /// The case in lines: papers first, then what was said, deliberated and proposed, then evidence.
    #[must_use]
    pub fn told(&self) -> Vec<Told> {
        let mut lines: Vec<Told> = Vec::new();
        for document in &self.documents {
            lines.push(self.paper(document));
            lines.extend(document.attempts.iter().map(|attempt| (tried(attempt), Tone::Past)));
        }
        for mail in &self.mails {
            let tone = match mail.status {
                MailStatus::Failed | MailStatus::Doubtful => Tone::Alert,
                MailStatus::Queued => Tone::Waiting,
                MailStatus::Sent => Tone::Plain,
                MailStatus::Dropped => Tone::Past,
            };
            lines.push((mail.told(), tone));
        }
        lines.extend(self.consents.iter().map(agreed));
        lines.extend(self.said());
        for suspension in &self.suspensions {
            let tone = if suspension.stands() { Tone::Alert } else { Tone::Past };
            lines.extend(suspension.told().into_iter().map(|text| (text, tone)));
        }
        for (at, batch) in self.certificates.iter().enumerate() {
            let tone = if batch.is_settled() { Tone::Plain } else { Tone::Waiting };
            lines.extend(batch.told(at + 1).into_iter().map(|text| (text, tone)));
        }
        let mut plain = self.deliberated();
        plain.extend(self.decision.iter().map(decided));
        plain.extend(self.reviewed());
        plain.extend(self.referrals.iter().map(Referral::told));
        plain.extend(self.reopenings.iter().map(|reopening| {
            say!(
                "重开 {d} ({w}; {c} 曾结案): {r}",
                "reopened {d} by {w} (closed on {c}): {r}",
                d = reopening.on,
                w = reopening.by.as_str(),
                c = reopening.closed_on,
                r = reopening.reason.as_str()
            )
        }));
        plain.extend(self.proposal.iter().flat_map(proposed));
        plain.extend(self.findings.iter().map(|finding| self.found_of(finding)));
        plain.push(say!("线索 {s}: {t}", "source {s}: {t}", s = self.came_from(), t = self.summary.as_str()));
        plain.extend(self.evidence.iter().enumerate().map(|(at, piece)| evidence(at + 1, piece)));
        lines.extend(plain.into_iter().map(|text| (text, Tone::Plain)));
        lines
    }

    fn found_of(&self, finding: &Finding) -> Text {
        say!(
            "认定 {v}: {f} (证据 {e})",
            "found of {v}: {f} (evidence {e})",
            v = self.named(finding.violation),
            f = finding.facts.as_str(),
            e = finding.pieces()
        )
    }

    fn said(&self) -> Vec<Told> {
        let mut lines = Vec::new();
        for (at, (statement, weighed)) in self.statements_weighed().enumerate() {
            let before = self.decision.as_ref().is_some_and(|decision| statement.on <= decision.on);
            let (mark, tone) = match (weighed, before) {
                _ if statement.struck.is_some() => (STRUCK, Tone::Past),
                (true, _) => (Text::default(), Tone::Plain),
                (false, true) => (PASSED_OVER, Tone::Alert),
                (false, false) => (NOT_WEIGHED, Tone::Waiting),
            };
            let (kind, day, content) = (statement.kind, statement.on, statement.content.as_str());
            lines.push((
                say!(
                    "意见 {n} {k} {d}{m}: {c}",
                    "entry {n}, {k} {d}{m}: {c}",
                    n = at + 1,
                    k = kind,
                    d = day,
                    m = mark,
                    c = content
                ),
                tone,
            ));
            lines.extend(statement.struck.iter().map(|struck| (why_struck(struck), Tone::Past)));
        }
        for struck in &self.struck_services {
            let (day, method) = (struck.service.acted_on, struck.service.proof.method());
            let line = say!(
                "{k}送达 {d} {m}{x}",
                "service of the {k} {d}, {m}{x}",
                k = struck.kind,
                d = day,
                m = method,
                x = STRUCK
            );
            lines.push((line, Tone::Past));
            lines.push((why_struck(&struck.struck), Tone::Past));
        }
        lines
    }

    /// What was deliberated, who keeps out of the case, how it was carried out.
    fn deliberated(&self) -> Vec<Text> {
        let mut lines = Vec::new();
        for held in &self.discussions {
            let agreed = if held.agreed {
                Text::new("同意", "agreed")
            } else {
                Text::new("不同意", "not agreed")
            };
            lines.push(say!(
                "集体讨论 {d} {a}: {c}",
                "discussion {d}, {a}: {c}",
                d = held.on,
                a = agreed,
                c = held.conclusion.as_str()
            ));
        }
        for check in &self.legal_checks {
            let passed = if check.passed {
                Text::new("通过", "passed")
            } else {
                Text::new("未通过", "not passed")
            };
            let (who, opinion) = (check.name.as_str(), check.opinion.as_str());
            lines.push(say!(
                "法制审核 {d} {p} ({n}): {o}",
                "legal check {d}, {p} ({n}): {o}",
                d = check.on,
                p = passed,
                n = who,
                o = opinion
            ));
        }
        for recusal in &self.recusals {
            let (who, why) = (recusal.name.as_str(), recusal.reason.as_str());
            lines.push(say!("回避 {d} {n}: {r}", "recused {d} {n}: {r}", d = recusal.on, n = who, r = why));
        }
        for carried in &self.executions {
            let (day, how) = (carried.on, carried.how.as_str());
            lines.push(match carried.takes_back {
                true => say!("撤回 {d}: {h}", "taken back {d}: {h}", d = day, h = how),
                false => say!("执行 {d}: {h}", "carried out {d}: {h}", d = day, h = how),
            });
        }
        lines
    }

    /// A document in one line, with its service; one that is still announced is not served yet.
    fn paper(&self, document: &Document) -> Told {
        let number = document.number.clone().unwrap_or_else(|| document.no.to_string());
        let (standing, tone) = match self.announced_until(document) {
            Some(until) => (say!("公告中, 至 {u}", "announced until {u}", u = until), Tone::Waiting),
            None => (document.status.label(), tone(document.status)),
        };
        let why = document.void_reason.as_ref();
        let why = why.map(|why| say!(": {w}", ": {w}", w = why.as_str())).unwrap_or_default();
        let head = say!(
            "文书 {k} {n}{c}  {s}{w}",
            "document {k} {n}{c}  {s}{w}",
            c = self.corrects(document),
            k = document.kind,
            n = number,
            s = standing,
            w = why
        );
        let scans = match document.scans.len() {
            0 => Text::default(),
            n => say!(", 回证扫描件 {n} 份", ", scans of the proof: {n}", n = n),
        };
        let line = match &document.service {
            Some(service) => say!("{h}; {w}{s}", "{h}; {w}{s}", h = head, w = served(service), s = scans),
            None => head,
        };
        (line, tone)
    }

    /// Which document a correction puts right, and by which a document was put right.
    fn corrects(&self, document: &Document) -> Text {
        let number = |of: &Document| of.number.clone().unwrap_or_else(|| of.no.to_string());
        let corrected = |by: &Document| by.content.get("corrects").and_then(|no| no.as_str()?.parse().ok());
        if let Some(no) = corrected(document) {
            let old = self.documents.iter().find(|old| old.no == no);
            return say!(" 更正 {o}", " corrects {o}", o = old.map(number).unwrap_or_default());
        }
        let stands = |by: &&Document| by.issued_on.is_some() && by.status != DocumentStatus::Void;
        let by = self.documents.iter().filter(stands).find(|by| corrected(by) == Some(document.no));
        by.map_or_else(Text::default, |by| say!(" (由 {n} 更正)", " (corrected by {n})", n = number(by)))
    }

    /// The last day of a document's announcement, while that still runs.
    #[must_use]
    pub fn announced_until(&self, document: &Document) -> Option<NaiveDate> {
        let service = document.service.as_ref()?;
        let announced = service.proof.method() == ServiceMethod::Announcement;
        let runs = |d: &&Deadline| {
            d.clock == Clock::Announcement && d.state == DeadlineState::Open && d.from == service.acted_on
        };
        self.deadlines.iter().find(runs).filter(|_| announced).map(|deadline| deadline.due)
    }

    fn reviewed(&self) -> Vec<Text> {
        let Some(review) = &self.review else { return Vec::new() };
        let mut lines = vec![say!(
            "申请复核 {d}: {r}; {s}",
            "review asked for {d}: {r}; {s}",
            d = review.requested_on,
            r = review.request.as_str(),
            s = review.statement.as_str()
        )];
        if let Some(outcome) = review.outcome {
            let holds: Vec<Text> = review.outcomes.iter().map(|o| o.label()).collect();
            let after = match holds.is_empty() {
                true => Text::default(),
                false => say!(": {h}", ": {h}", h = Text::join(&holds)),
            };
            lines.push(say!("复核结果: {o}{a}", "outcome of the review: {o}{a}", o = outcome, a = after));
        }
        lines
    }
}

const fn tone(status: DocumentStatus) -> Tone {
    match status {
        DocumentStatus::Draft | DocumentStatus::Approved | DocumentStatus::Issued => Tone::Waiting,
        DocumentStatus::Served => Tone::Good,
        DocumentStatus::Void => Tone::Past,
    }
}

/// Why an entry was struck out, by whom.
fn why_struck(struck: &Struck) -> Text {
    let (who, why) = (struck.by.as_str(), struck.reason.as_str());
    say!("  {d} {n} 作废: {r}", "  struck out {d} by {n}: {r}", d = struck.on, n = who, r = why)
}

/// A failed attempt at service.
fn tried(attempt: &Attempt) -> Text {
    let (method, result) = (attempt.method, attempt.result.as_str());
    say!("  送达未成 {d} {m}: {r}", "  not served {d}, {m}: {r}", d = attempt.on, m = method, r = result)
}

/// When, how and by which proof a document was served.
fn served(service: &Service) -> Text {
    let proof = match &service.proof {
        Proof::Direct { signer, .. } => signer.as_str(),
        Proof::Leaving { witness, record, .. } => {
            witness.as_deref().or(record.as_deref()).unwrap_or_default()
        }
        Proof::Electronic { address, .. } => address.as_str(),
        Proof::Mail { receipt } => receipt.as_str(),
        Proof::Announcement { posted, .. } => posted.as_str(),
    };
    let (day, method) = (service.acted_on, service.proof.method());
    say!("{d} {m} ({p})", "{d} {m} ({p})", d = day, m = method, p = proof)
}

/// What was decided, whatever a review made of it.
fn decided(decision: &Decision) -> Text {
    let outcomes: Vec<Text> = decision.outcomes.iter().map(|o| o.label()).collect();
    say!("决定 {d}: {o}", "decided {d}: {o}", d = decision.on, o = Text::join(&outcomes))
}

/// The proposal in force: outcomes, facts, reasons, basis.
fn proposed(proposal: &Proposal) -> Vec<Text> {
    let outcomes: Vec<Text> = proposal.outcomes.iter().map(|o| o.label()).collect();
    vec![
        say!("拟处理 {d}: {o}", "proposed {d}: {o}", d = proposal.on, o = Text::join(&outcomes)),
        say!("事实: {f}", "facts: {f}", f = proposal.facts.as_str()),
        say!("理由: {r}", "reasons: {r}", r = proposal.reasons.as_str()),
        say!("依据: {b}", "basis: {b}", b = proposal.basis.as_str()),
    ]
}

/// A consent to electronic service, and whether it stands.
fn agreed(consent: &ElectronicConsent) -> Told {
    let text = say!(
        "书面同意电子送达 {d}: {a} ({r})",
        "agreed in writing to electronic service {d}: {a} ({r})",
        d = consent.consented_on,
        a = consent.address.as_str(),
        r = consent.reference.as_str()
    );
    match consent.withdrawn_on {
        None => (text, Tone::Plain),
        Some(on) => (say!("{t}, {o} 撤回", "{t}, withdrawn {o}", t = text, o = on), Tone::Past),
    }
}

/// A piece of evidence: its number in the file, what, from where, by whom, when; of a file its name and the head of its hash.
fn evidence(number: usize, evidence: &Evidence) -> Text {
    let file = match (&evidence.file, &evidence.sha256) {
        (Some(name), Some(hash)) => {
            let head: String = hash.chars().take(12).collect();
            say!(", 文件 {n} SHA-256 {h}…", ", file {n} SHA-256 {h}…", n = name.as_str(), h = head)
        }
        _ => Text::default(),
    };
    let (title, source, who) =
        (evidence.title.as_str(), evidence.source.as_str(), evidence.collector.as_str());
    say!(
        "证据 {n} {k} {t} ({s}, {c} {d} 收集, {f} 入卷{x})",
        "evidence {n}: {k} {t} (from {s}, collected by {c} on {d}, filed {f}{x})",
        n = number,
        k = evidence.kind,
        t = title,
        s = source,
        c = who,
        d = evidence.collected_on,
        f = evidence.filed_at.format("%Y-%m-%d %H:%M").to_string(),
        x = file
    )
}
