//! The decision (处理决定): drafting it once the agency was heard. Approval makes it (`approve.rs`).

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::notice::{drafted, none_issued, put_draft};
use super::{bench, stay};
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::{CaseNo, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::records::case::{CaseFile, CaseStatus, Ground, Outcome};
use crate::records::document::{Document, DocumentKind};
use crate::store::Sql;
use crate::text::Text;

command! {
    /// 起草处理决定书
    DraftDecision "draft-decision" ["作出决定(起草决定书)", "draft the decision"] {
        case: CaseNo = ["案件", "Case"];
        grounds: Vec<Ground> = ["认定情形", "Grounds found"];
        outcomes: Vec<Outcome> = ["处理结果", "Outcome"]
            hint ["不得超出告知的内容", "never beyond what was noticed"];
        statement_answer: Option<Paragraph> = ["陈述申辩意见采纳情况", "What of the statement was accepted, and why"]
            hint ["有陈述申辩的必填", "needed when a statement came in"];
        carry_out: Paragraph = ["履行方式和期限", "How and until when it is carried out"];
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
        RuleId::R25_1, RuleId::R25_2, RuleId::G42_1, RuleId::G45_1, RuleId::G57_1, RuleId::G58_1, RuleId::G59_1,
        RuleId::H1_2,
    ],
    issues: Some(DocumentKind::Decision),
}

/// What a drafted decision says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Drafted {
    /// Grounds.
    pub grounds: Vec<Ground>,
    /// Outcomes.
    pub outcomes: Vec<Outcome>,
    /// What of the statement was accepted, and why.
    pub statement_answer: Option<String>,
    /// How and until when it is carried out.
    pub carry_out: String,
}

impl Drafted {
    /// Reads it from a document.
    #[must_use]
    pub fn of(document: &Document) -> Option<Self> {
        serde_json::from_value(document.content.clone()).ok()
    }
}

impl Command for DraftDecision {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, input: Option<&Self>) -> Vec<Requirement> {
        let bench = bench(scene);
        let mut all = vec![bench.by_handler(scene.actor.id)];
        all.extend(bench.two_handlers());
        all.extend(bench.proposed());
        all.extend(bench.heard());
        all.extend(none_issued(&scene.facts, DocumentKind::Decision));
        match input {
            Some(input) => {
                all.push(bench.within_notice(&input.grounds, &input.outcomes));
                let answer = input.statement_answer.as_ref().map(|a| a.0.as_str());
                all.extend(bench.statement_answered(Some(answer)));
                all.extend(bench.grave(&input.outcomes));
            }
            None => {
                all.extend(bench.statement_answered(None));
                all.extend(bench.grave(scene.facts.proposal.as_ref().map_or(&[], |p| p.outcomes.as_slice())));
                if scene.settings.rule_on(RuleId::G59_1) {
                    all.push(Requirement::at_input(
                        RuleId::G59_1,
                        Text::new("写明履行方式和期限", "say how and until when it is carried out"),
                    ));
                }
            }
        }
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let content = json!({
            "grounds": self.grounds,
            "outcomes": self.outcomes,
            "statement_answer": self.statement_answer,
            "carry_out": self.carry_out,
        });
        let done = stay(scene, sql)?;
        put_draft(scene, sql, DocumentKind::Decision, &content, done)
    }

    fn prefill(scene: &Scene<CaseFile>) -> Map<String, Value> {
        let earlier = drafted(&scene.facts, DocumentKind::Decision);
        if !earlier.is_empty() {
            return earlier;
        }
        let Some(proposal) = &scene.facts.proposal else { return Map::new() };
        let fields = json!({ "grounds": proposal.grounds, "outcomes": proposal.outcomes });
        if let Value::Object(map) = fields { map } else { Map::new() }
    }
}
