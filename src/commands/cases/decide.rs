//! The decision (处理决定): drafting it once the agency was heard. Approval makes it (`approve.rs`).

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::finding::{fields, named};
use super::notice::{drafted, none_issued, put_draft, unapproves};
use super::{bench, content, stay};
use crate::commands::entry::{Command, Done, Turn};
use crate::commands::fault::Fault;
use crate::commands::inputs::{CaseNo, Line, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::law::length::Length;
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::case::{CaseFile, CaseStatus, Ground, Outcome, Proposal};
use crate::records::document::{Document, DocumentKind};
use crate::records::violation::{Violation, ViolationId};
use crate::say;
use crate::store::Sql;
use crate::text::Text;

command! {
    /// 起草处理决定书
    DraftDecision "draft-decision" ["作出决定(起草决定书)", "draft the decision"] {
        case: CaseNo = ["案件", "Case"];
        grounds: Option<Vec<Ground>> = ["认定情形", "Grounds found"];
        others: Option<Vec<ViolationId>> = ["其他违规", "Other violations"]
            hint ["按违规情形清单, 可多选", "by the list of other violations, one or more"];
        outcomes: Vec<Outcome> = ["处理结果", "Outcome"]
            hint ["不得超出告知的内容", "never beyond what was noticed"];
        statement_finding: Option<Paragraph> = ["陈述申辩意见采纳情况", "Answer to the statement"]
            hint ["有陈述申辩的必填", "needed when a statement came in"];
        statement_why: Option<Paragraph> = ["采纳与否的理由", "Why, and why not"]
            hint ["有陈述申辩的必填", "needed when a statement came in"];
        carry_out: Line = ["履行方式", "How it is carried out"];
        until: Line = ["履行期限", "Until when"];
        reconsider_at: Line = ["行政复议机关", "Body for reconsideration"];
        sue_at: Line = ["管辖法院", "Court"];
        rectify_within: Option<Line> = ["整改期限", "Time to rectify"]
            hint ["责令限期整改的必填, 自送达起计: 如 30d、10w、1m", "needed for a rectification, from service on: as 30d, 10w, 1m"];
        facts: Option<Paragraph> = ["认定事实", "Facts found"]
            hint ["与告知不同的必填; 只可删减, 改写或新增须重新告知", "needed where it departs from the notice: only leaving out is free, a new fact wants a new notice"];
        reasons: Option<Paragraph> = ["处理的理由", "Reasons of the decision"]
            hint ["与告知不同的必填", "needed where it departs from the notice"];
    }
    help: [
        "告知书送达且陈述申辩期满或书面放弃之后, 起草处理决定书",
        "drafts the decision, once the notice is served and the time for a statement is over or waived",
    ],
    key: 'd',
    group: Group::Case,
    subject: Subject::Case,
    who: HANDLER,
    from: From::Case(&[CaseStatus::Hearing]),
    rules: &[
        RuleId::R19_3, RuleId::R22_5, RuleId::R25_1, RuleId::R25_2, RuleId::R26_1, RuleId::G42_1, RuleId::G45_1, RuleId::G57_1, RuleId::G58_1, RuleId::G59_1,
        RuleId::H1_2,
    ],
    issues: Some(DocumentKind::Decision),
}

/// What a drafted decision says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Drafted {
    /// What it was found to have done.
    pub grounds: Vec<Violation>,
    /// Outcomes.
    pub outcomes: Vec<Outcome>,
    /// Answer to the statement.
    pub statement_finding: Option<String>,
    /// Why, and why not.
    pub statement_why: Option<String>,
    /// How many statements were on file when it was drafted.
    #[serde(default)]
    pub statements: usize,
    /// How it is carried out.
    pub carry_out: String,
    /// Until when.
    pub until: String,
    /// How long a rectification may take from the service on (R22-5).
    #[serde(default)]
    pub rectify_within: Option<Length>,
    /// Body for reconsideration (行政复议机关).
    pub reconsider_at: String,
    /// Court (管辖法院).
    pub sue_at: String,
    /// Facts found, where they are not those of the notice.
    #[serde(default)]
    pub facts: Option<String>,
    /// Reasons, where they are not those of the notice.
    #[serde(default)]
    pub reasons: Option<String>,
}

impl Drafted {
    /// Reads it from a document.
    #[must_use]
    pub fn of(document: &Document) -> Option<Self> {
        serde_json::from_value(document.content.clone()).ok()
    }

    /// Whether so many statements are answered: none came in after the draft, and it says what was accepted, and why
    /// (G45-1).
    #[must_use]
    pub fn answers(&self, statements: usize) -> bool {
        statements <= self.statements
            && answers(self.statement_finding.as_deref(), self.statement_why.as_deref())
    }
}

fn answers(finding: Option<&str>, why: Option<&str>) -> bool {
    [finding, why].into_iter().all(|part| part.is_some_and(|p| !p.trim().is_empty()))
}

impl DraftDecision {
    /// The time of a rectification, as it is typed.
    fn rectify_within(&self) -> Option<Result<Length, Text>> {
        let written = self.rectify_within.as_ref()?;
        Some(written.0.parse::<Length>().and_then(|length| match length.is_backward() {
            true => Err(Text::new("期限不能为负", "the length can't be below zero")),
            false => Ok(length),
        }))
    }

    /// R22-5: a rectification has its own time.
    fn timed(&self) -> Option<Requirement> {
        self.outcomes.contains(&Outcome::Rectification).then(|| {
            let text = match self.rectify_within() {
                Some(Ok(length)) => say!("整改期限 {l}", "time to rectify: {l}", l = length),
                _ => Text::default(),
            };
            Requirement::when(
                RuleId::R22_5,
                matches!(self.rectify_within(), Some(Ok(_))),
                text,
                Text::new("责令限期整改的须写明整改期限", "a rectification wants its time"),
                Mend::Somebody(Text::new("填写整改期限, 如 30d", "give it, such as 30d")),
            )
        })
    }

    fn violations(&self) -> Vec<Violation> {
        Violation::all(self.grounds.as_deref(), self.others.as_deref())
    }
}

/// G59-1: a decision says what it found and why. Where it departs from the notice, the words of the notice don't hold.
fn own_words(proposal: &Proposal, input: &DraftDecision) -> Vec<Requirement> {
    let same = |a: &[Violation], b: &[Violation]| a.len() == b.len() && a.iter().all(|g| b.contains(g));
    let other_grounds = !same(&input.violations(), &proposal.grounds);
    let outcomes = &input.outcomes;
    let other_outcomes = outcomes.len() != proposal.outcomes.len()
        || !outcomes.iter().all(|outcome| proposal.outcomes.contains(outcome));
    let own = |given: &Option<Paragraph>, of: &str| given.as_ref().is_some_and(|p| p.0.trim() != of.trim());
    let judged = |departs: bool, said: bool, what: Text| {
        departs.then(|| {
            Requirement::when(
                RuleId::G59_1,
                said,
                say!("{w}按认定的写明", "{w} as they were found", w = what),
                say!(
                    "与告知不同, 须按认定的写明{w}",
                    "it departs from the notice: say the {w} as they were found",
                    w = what
                ),
                Mend::Somebody(Text::new("填写", "fill it in")),
            )
        })
    };
    let facts = judged(other_grounds, own(&input.facts, &proposal.facts), Text::new("事实", "facts"));
    let departs = other_grounds || other_outcomes;
    let reasons = judged(departs, own(&input.reasons, &proposal.reasons), Text::new("理由", "reasons"));
    facts.into_iter().chain(reasons).collect()
}

impl Command for DraftDecision {
    type Facts = CaseFile;

    fn turn(scene: &Scene<CaseFile>) -> Turn {
        Turn::done_if(scene.facts.document(DocumentKind::Decision).is_some())
    }

    fn judge(scene: &Scene<CaseFile>, input: Option<&Self>) -> Vec<Requirement> {
        let bench = bench(scene);
        let mut all = vec![bench.by_handler(scene.actor.id)];
        all.extend(bench.two_handlers());
        all.extend(bench.proposed());
        all.extend(bench.heard());
        all.extend(none_issued(&scene.facts, DocumentKind::Decision));
        all.extend(unapproves(&scene.facts, DocumentKind::Decision));
        match input {
            Some(input) => {
                let facts = input.facts.as_ref().map(|facts| facts.0.as_str());
                let violations = input.violations();
                all.push(bench.within_notice(&violations, &input.outcomes, facts));
                all.extend(bench.borne(&input.outcomes, &violations));
                all.extend(scene.facts.proposal.iter().flat_map(|proposal| own_words(proposal, input)));
                all.extend(bench.evidence_noticed(content::noticed(&scene.facts).len()));
                let words = |part: &Option<Paragraph>| part.as_ref().map(|p| p.0.clone());
                let (finding, why) = (words(&input.statement_finding), words(&input.statement_why));
                all.extend(bench.statement_answered(Some(answers(finding.as_deref(), why.as_deref()))));
                all.extend(bench.grave(&input.outcomes));
                all.extend(input.timed());
            }
            None => {
                all.extend(bench.evidence_noticed(content::noticed(&scene.facts).len()));
                all.extend(bench.statement_answered(None));
                all.extend(bench.grave(scene.facts.proposal.as_ref().map_or(&[], |p| p.outcomes.as_slice())));
                if scene.settings.rule_on(RuleId::G59_1) {
                    all.push(Requirement::at_input(
                        RuleId::G59_1,
                        Text::new(
                            "写明履行方式和期限、救济途径",
                            "say how and until when it is carried out, and the remedies",
                        ),
                    ));
                }
            }
        }
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let rectify_within =
            self.rectify_within().transpose().map_err(|why| Fault::field("rectify_within", why))?;
        let rectifies = self.outcomes.contains(&Outcome::Rectification);
        if rectify_within.is_some() && !rectifies {
            let text = Text::new("没有责令限期整改", "no rectification is among the outcomes");
            return Err(Fault::field("rectify_within", text));
        }
        let content = json!({
            "grounds": named(sql, self.grounds.as_deref(), self.others.as_deref(), &scene.facts.listed)?,
            "outcomes": self.outcomes,
            "statement_finding": self.statement_finding,
            "statement_why": self.statement_why,
            "statements": scene.facts.recorded(),
            "carry_out": self.carry_out,
            "until": self.until,
            "rectify_within": rectify_within,
            "reconsider_at": self.reconsider_at,
            "sue_at": self.sue_at,
            "facts": self.facts,
            "reasons": self.reasons,
        });
        let done = stay(scene, sql)?;
        put_draft(scene, sql, DocumentKind::Decision, &content, done)
    }

    fn prefill(scene: &Scene<CaseFile>) -> Map<String, Value> {
        let mut earlier = drafted(&scene.facts, DocumentKind::Decision);
        // A draft has both fields' violations in one.
        if let Some(all) =
            earlier.remove("grounds").and_then(|all| serde_json::from_value::<Vec<_>>(all).ok())
        {
            earlier.extend(fields(&all));
        }
        let Some(proposal) = &scene.facts.proposal else { return earlier };
        let of_this = |d: &&Document| d.kind == DocumentKind::Decision && d.proposal == Some(proposal.id);
        if scene.facts.documents.iter().any(|d| of_this(&d)) {
            return earlier;
        }
        // What an earlier proposal led to is no answer to this one.
        earlier.retain(|field, _| {
            matches!(field.as_str(), "carry_out" | "until" | "rectify_within" | "reconsider_at" | "sue_at")
        });
        earlier.extend(fields(&proposal.grounds));
        earlier.insert("outcomes".to_owned(), json!(proposal.outcomes));
        earlier.insert("facts".to_owned(), json!(proposal.facts));
        earlier.insert("reasons".to_owned(), json!(proposal.reasons));
        earlier
    }
}
