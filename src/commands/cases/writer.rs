//! What a document says (文书内容), filled from the facts on file and from what was drafted.

use chrono::NaiveDate;
use serde::Deserialize;

use super::content::{self, Paper};
use super::notice::APPROVED;
use super::{bench, decide, review};
use crate::commands::fault::Fault;
use crate::commands::scene::Scene;
use crate::documents::{
    DecisionContent, DecisionReviewed, EarlierNotice, EvidenceLine, Execution, FindingLine, GroundLine,
    Hearing, NoticeContent, NoticeGiven, Party, ProofOfServiceContent, Remedies, Remedy,
    ReviewDecisionContent, StatementRight, chinese_date, number_series,
};
use crate::law::cases::provision;
use crate::law::length::{Length, Unit};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::law::service;
use crate::law::settings::LengthKey;
use crate::records::case::{CaseFile, Outcome, Proposal, ReviewOutcome};
use crate::records::document::{Document, DocumentKind};
use crate::records::violation::{Finding, Violation};
use crate::say;
use crate::store::DbError;
use crate::text::{Lang, Text};

/// Terms of the remedies of general law (行政复议法 20, 行政诉讼法 46), as a decision prints them.
pub(in crate::commands) const RECONSIDERATION: &str = "60日";
pub(in crate::commands) const LITIGATION: &str = "6个月";

/// The content of a document, from the case and from what was drafted.
pub(super) fn paper(
    scene: &Scene<CaseFile>,
    document: &Document,
    number: Option<&str>,
) -> Result<Paper, Fault> {
    if let Some(words) = document.content.get(APPROVED) {
        return content::as_approved(document, words, number, scene.moment.today);
    }
    let writer = Writer { scene, document, number: number.map(str::to_owned) };
    Ok(match document.kind {
        DocumentKind::Notice => Paper::Notice(Box::new(writer.notice()?)),
        DocumentKind::Decision => Paper::Decision(Box::new(writer.decision()?)),
        DocumentKind::ReviewDecision => Paper::Review(Box::new(writer.review()?)),
        DocumentKind::Correction => Paper::Correction(Box::new(writer.correction()?)),
        DocumentKind::Announcement => Paper::Announcement(Box::new(writer.announcement()?)),
        DocumentKind::ProofOfService => Paper::Proof(Box::new(writer.proof()?)),
        _ => return Err(DbError::broken("a document of a case", &document.no.to_string()).into()),
    })
}

/// The proof of service of an issued document as a form, to be signed by hand.
pub(super) fn blank_proof(scene: &Scene<CaseFile>, document: &Document) -> ProofOfServiceContent {
    Writer { scene, document, number: None }.blank_proof()
}

/// G59-1: a document names the agency as it is registered; what was registered since its approval sends it back.
pub(super) fn party_changed(scene: &Scene<CaseFile>, document: &Document) -> Option<Requirement> {
    let words = document.content.get(APPROVED)?;
    let approved: Party = ["party", "applicant"]
        .iter()
        .find_map(|part| words.get(part))
        .and_then(|party| serde_json::from_value(party.clone()).ok())?;
    let registered = Writer { scene, document, number: None }.party();
    (approved != registered).then(|| {
        Requirement::unmet(
            RuleId::G59_1,
            Text::new(
                "当事人的登记信息在审批后有变动",
                "what is on file of the party changed after the approval",
            ),
            Mend::Nothing,
        )
    })
}

/// Writes one document.
pub(super) struct Writer<'a> {
    pub(super) scene: &'a Scene<CaseFile>,
    document: &'a Document,
    pub(super) number: Option<String>,
}

/// What the draft of a notice says beyond the proposal.
#[derive(Deserialize)]
struct NoticeDraft {
    place: String,
    contact: String,
}

pub(super) fn lacking(what: Text) -> Fault {
    Fault::input(say!("缺少{w}", "missing: {w}", w = what))
}

/// A label in the language of the documents.
pub(in crate::commands) fn zh(text: &Text) -> String {
    text.get(Lang::Zh).to_owned()
}

/// A length as a document prints it: 5个工作日, 30日.
pub(in crate::commands) fn printed(length: Length) -> String {
    let n = length.count();
    match length.unit() {
        Unit::WorkingDays => format!("{n}个工作日"),
        Unit::Days => format!("{n}日"),
        Unit::Months => format!("{n}个月"),
        Unit::Years => format!("{n}年"),
    }
}

/// Whom a case is about, as its documents name it.
pub(in crate::commands) fn party(file: &CaseFile) -> Party {
    match &file.person {
        Some(person) => Party::of_person(person, &file.agency.facts),
        None => Party::of(&file.agency.facts),
    }
}

fn outcomes(of: &[Outcome]) -> Vec<String> {
    of.iter().map(|o| zh(&o.label())).collect()
}

/// Until when a decision is carried out, with the time of a rectification (R22-5).
fn until(written: String, rectify_within: Option<Length>) -> String {
    match rectify_within {
        Some(length) => {
            let until = written.trim_end_matches('。');
            format!("{until}；整改自本决定送达之日起{}内完成", printed(length))
        }
        None => written,
    }
}

impl Writer<'_> {
    pub(super) const fn document(&self) -> &Document {
        self.document
    }

    pub(super) fn file(&self) -> &CaseFile {
        &self.scene.facts
    }

    pub(super) fn bureau(&self) -> String {
        zh(&self.file().bureau.full_name())
    }

    pub(super) fn series(&self) -> String {
        number_series(self.file().bureau, self.document.kind).unwrap_or_default()
    }

    pub(super) fn date(&self) -> Option<NaiveDate> {
        self.number.as_ref().map(|_| self.scene.moment.today)
    }

    pub(super) fn term(&self, key: LengthKey) -> String {
        printed(self.scene.settings.length(key))
    }

    pub(super) fn draft<T: serde::de::DeserializeOwned>(&self) -> Result<T, Fault> {
        serde_json::from_value(self.document.content.clone())
            .map_err(|_| DbError::broken("a draft", &self.document.no.to_string()).into())
    }

    pub(super) fn party(&self) -> Party {
        party(self.file())
    }

    fn evidence(&self) -> Vec<EvidenceLine> {
        self.file().evidence.iter().map(content::line).collect()
    }

    fn grounds(&self, of: &[Violation]) -> Vec<GroundLine> {
        let file = self.file();
        let line =
            |of: &Violation| GroundLine { article: zh(&provision(file, *of)), summary: zh(&file.named(*of)) };
        of.iter().map(line).collect()
    }

    /// What was proposed of each violation, those left out since not.
    fn findings(&self, proposal: &Proposal, of: &[Violation]) -> Vec<FindingLine> {
        let kept = proposal.findings.iter().filter(|finding| of.contains(&finding.violation));
        let line = |finding: &Finding| FindingLine {
            about: zh(&self.file().named(finding.violation)),
            facts: finding.facts.clone(),
            evidence: finding.pieces(),
        };
        kept.map(line).collect()
    }

    fn notice(&self) -> Result<NoticeContent, Fault> {
        let drafted: NoticeDraft = self.draft()?;
        let proposal = self
            .file()
            .proposal
            .as_ref()
            .ok_or_else(|| lacking(Text::new("拟处理意见", "the proposed decision")))?;
        let term = self.term(LengthKey::StatementTerm);
        Ok(NoticeContent {
            bureau: self.bureau(),
            series: self.series(),
            number: self.number.clone(),
            party: self.party(),
            facts: proposal.facts.clone(),
            evidence: self.evidence(),
            findings: self.findings(proposal, &proposal.grounds),
            grounds: self.grounds(&proposal.grounds),
            proposed: outcomes(&proposal.outcomes),
            reasons: proposal.reasons.clone(),
            basis: proposal.basis.clone(),
            statement: StatementRight {
                term: format!("自收到本告知书之日起{term}内"),
                how: "书面或者口头".to_owned(),
                place: drafted.place,
                contact: drafted.contact,
                silence: "逾期未陈述、申辩的，视为放弃陈述和申辩的权利，不影响本局依法作出处理决定"
                    .to_owned(),
            },
            date: self.date(),
        })
    }

    fn notice_given(&self) -> Result<NoticeGiven, Fault> {
        let absent = || lacking(Text::new("告知书的送达", "the service of the notice"));
        let notice = self.file().document(DocumentKind::Notice).ok_or_else(absent)?;
        let service = notice.service.as_ref().ok_or_else(absent)?;
        let deemed =
            service::deemed(service, &self.scene.settings, &self.scene.calendar).map_err(Fault::input)?;
        Ok(NoticeGiven {
            number: notice.number.clone().unwrap_or_default(),
            served_on: deemed.on,
            method: zh(&service.proof.method().label()),
        })
    }

    fn hearing(&self, drafted: &decide::Drafted) -> Hearing {
        // Where the bureau doesn't follow G45-1, an answer that wasn't given is not lacking.
        let wanted = self.scene.settings.rule_on(RuleId::G45_1);
        let answer = |given: &Option<String>| given.clone().or_else(|| wanted.then(String::new));
        let waived_on = bench(self.scene).waiver().map(|waiver| waiver.on);
        let mut spoken: Vec<_> = self.file().spoken().collect();
        spoken.sort_by_key(|said| said.on);
        let Some((first, later)) = spoken.split_first() else {
            return waived_on.map_or(Hearing::None, |on| Hearing::Waived { on });
        };
        let content = later.iter().fold(first.content.clone(), |said, next| {
            format!("{said}\n{}又提出：{}", chinese_date(next.on), next.content)
        });
        Hearing::Made {
            on: first.on,
            content,
            finding: answer(&drafted.statement_finding),
            why: answer(&drafted.statement_why),
            waived_on,
        }
    }

    /// Notices that were replaced, and answered all the same.
    fn earlier_notices(&self) -> Vec<EarlierNotice> {
        let file = self.file();
        let current = file.document(DocumentKind::Notice).map(|notice| notice.id);
        let answered = |d: &&Document| Some(d.id) != current && file.spoken().any(|said| said.notice == d.id);
        let of = |d: &Document| Some(EarlierNotice { number: d.number.clone()?, issued_on: d.issued_on? });
        file.documents.iter().filter(answered).filter_map(of).collect()
    }

    fn courts(&self, reconsider_at: &str, sue_at: &str) -> Remedies {
        let remedy = |term: &str, to: &str| Remedy { term: term.to_owned(), to: to.to_owned() };
        let general = self.scene.settings.rule_on(RuleId::G59_1);
        Remedies {
            review: remedy(&self.term(LengthKey::ReviewRequestTerm), "本局"),
            reconsideration: general.then(|| remedy(RECONSIDERATION, reconsider_at)),
            litigation: general.then(|| remedy(LITIGATION, sue_at)),
        }
    }

    /// The outcomes decided; where certificates are declared void, which: batch by batch as they were counted (R19-5).
    fn decided(&self, of: &[Outcome]) -> Vec<String> {
        let counted = self.file().certificates.iter().filter(|batch| batch.count > 0);
        let which: Vec<String> =
            counted.map(|batch| format!("{}（{}份）", batch.batch, batch.count)).collect();
        let mut all = outcomes(of);
        let voided = of.iter().position(|outcome| *outcome == Outcome::VoidCertificates);
        if let Some(line) = voided.and_then(|at| all.get_mut(at)).filter(|_| !which.is_empty()) {
            *line = format!("{line}：{}", which.join("；"));
        }
        all
    }

    fn decision(&self) -> Result<DecisionContent, Fault> {
        let drafted: decide::Drafted = self.draft()?;
        let proposal = self
            .file()
            .proposal
            .as_ref()
            .ok_or_else(|| lacking(Text::new("拟处理意见", "the proposed decision")))?;
        Ok(DecisionContent {
            bureau: self.bureau(),
            series: self.series(),
            number: self.number.clone(),
            party: self.party(),
            facts: drafted.facts.clone().unwrap_or_else(|| proposal.facts.clone()),
            evidence: content::noticed(self.file()),
            earlier: self.earlier_notices(),
            notice: self.notice_given()?,
            hearing: self.hearing(&drafted),
            reasons: drafted.reasons.clone().unwrap_or_else(|| proposal.reasons.clone()),
            findings: self.findings(proposal, &drafted.grounds),
            grounds: self.grounds(&drafted.grounds),
            basis: proposal.basis.clone(),
            discussed_on: bench(self.scene).rested_on(&drafted.outcomes).map(|held| held.on),
            outcomes: self.decided(&drafted.outcomes),
            remedies: self.courts(&drafted.reconsider_at, &drafted.sue_at),
            execution: Execution {
                how: drafted.carry_out,
                until: until(drafted.until, drafted.rectify_within),
            },
            date: self.date(),
        })
    }

    fn review(&self) -> Result<ReviewDecisionContent, Fault> {
        let drafted: review::Drafted = self.draft()?;
        let review = self
            .file()
            .review
            .as_ref()
            .ok_or_else(|| lacking(Text::new("复核申请", "the request for a review")))?;
        let decided = self.file().document(DocumentKind::Decision);
        let decision =
            self.file().decision.as_ref().ok_or_else(|| lacking(Text::new("处理决定", "the decision")))?;
        let (outcome, results) = match drafted.outcome {
            ReviewOutcome::Upheld => ("维持原处理决定", Vec::new()),
            ReviewOutcome::Changed => ("变更原处理决定为", outcomes(&drafted.outcomes)),
            ReviewOutcome::Withdrawn => ("撤销原处理决定", Vec::new()),
        };
        Ok(ReviewDecisionContent {
            bureau: self.bureau(),
            series: self.series(),
            number: self.number.clone(),
            applicant: self.party(),
            decision: DecisionReviewed {
                number: decided.and_then(|d| d.number.clone()).unwrap_or_default(),
                date: decided.and_then(|d| d.issued_on).unwrap_or(decision.on),
                outcomes: outcomes(&decision.outcomes),
            },
            requested_on: review.requested_on,
            request: review.request.clone(),
            reasons: review.statement.clone(),
            facts: drafted.facts,
            grounds: drafted.reasons,
            basis: drafted.basis,
            outcome: outcome.to_owned(),
            results,
            remedies: self.courts(&drafted.reconsider_at, &drafted.sue_at),
            date: self.date(),
        })
    }
}
