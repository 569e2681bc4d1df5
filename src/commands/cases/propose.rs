//! The proposed decision (拟处理意见, R25-1): outcome, facts, reasons, basis. A new one replaces the notice, and the
//! time for a statement starts again.

use serde_json::{Map, Value, json};

use super::finding::{fields as fields_of, named};
use super::{advance, bench};
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::{CaseNo, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::case::{CaseFile, CaseStatus, Ground, Outcome, Proposal};
use crate::records::document::{DocumentKind, DocumentStatus};
use crate::records::ids::ProposalId;
use crate::records::violation::{Violation, ViolationId};
use crate::say;
use crate::store::{Sql, case_writes, documents, suspensions};
use crate::text::Text;

command! {
    /// 拟定处理意见
    ProposeDecision "propose-decision" ["拟定处理意见", "propose a decision"] {
        case: CaseNo = ["案件", "Case"];
        grounds: Option<Vec<Ground>> = ["认定情形", "Grounds found"];
        others: Option<Vec<ViolationId>> = ["其他违规", "Other violations"]
            hint ["按违规情形清单, 可多选", "by the list of other violations, one or more"];
        outcomes: Vec<Outcome> = ["拟处理结果", "Proposed outcome"];
        facts: Option<Paragraph> = ["认定事实", "Facts found"];
        reasons: Option<Paragraph> = ["理由", "Reasons"];
        basis: Option<Paragraph> = ["依据", "Basis"]
            hint ["违反的条款与处理所依据的条款", "provisions violated, and those the outcome rests on"];
    }
    help: [
        "写明拟作出的处理决定及事实、理由、依据; 数种情形的先逐项认定; 已告知的, 须重新告知",
        "the proposed decision with facts, reasons and basis; of several violations each is found first; if a notice was made already, it must be made anew",
    ],
    key: 'p',
    group: Group::Case,
    subject: Subject::Case,
    who: HANDLER,
    from: From::Case(&[CaseStatus::Verifying, CaseStatus::Noticing, CaseStatus::Hearing]),
    rules: &[RuleId::R19_3, RuleId::R25_1, RuleId::R26_1, RuleId::G42_1, RuleId::H1_2],
    issues: None,
}

impl ProposeDecision {
    fn violations(&self) -> Vec<Violation> {
        Violation::all(self.grounds.as_deref(), self.others.as_deref())
    }

    fn parts(&self) -> [(Text, bool); 3] {
        [
            (Text::new("事实", "facts"), self.facts.is_some()),
            (Text::new("理由", "reasons"), self.reasons.is_some()),
            (Text::new("依据", "basis"), self.basis.is_some()),
        ]
    }
}

impl Command for ProposeDecision {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, input: Option<&Self>) -> Vec<Requirement> {
        let bench = bench(scene);
        let mut all = vec![bench.by_handler(scene.actor.id)];
        all.extend(bench.two_handlers());
        let Some(input) = input else {
            // In the way of a proposal on all of them only.
            let found = bench.each_found(scene.facts.violations()).filter(Requirement::refuses);
            all.extend(found.map(Requirement::as_lacking));
            all.push(Requirement::at_input(
                RuleId::R25_1,
                Text::new(
                    "拟决定、事实、理由、依据, 缺一不可",
                    "proposal, facts, reasons and basis, none missing",
                ),
            ));
            return all;
        };
        let lacking: Vec<Text> =
            input.parts().into_iter().filter(|(_, there)| !there).map(|(t, _)| t).collect();
        all.push(Requirement::when(
            RuleId::R25_1,
            lacking.is_empty(),
            Text::new("拟决定、事实、理由、依据俱全", "proposal, facts, reasons and basis are complete"),
            say!("缺少{l}", "missing: {l}", l = Text::join(&lacking)),
            Mend::Somebody(Text::new("补填", "fill them in")),
        ));
        all.push(Requirement::when(
            RuleId::R25_1,
            !Outcome::at_odds(&input.outcomes),
            Text::new("处理结果不相矛盾", "the outcomes go together"),
            Text::new("不予处理不能与其他结果并存", "no action stands alone"),
            Mend::Somebody(Text::new("改选处理结果", "choose the outcomes again")),
        ));
        let violations = input.violations();
        all.extend(bench.each_found(&violations));
        all.extend(bench.borne(&input.outcomes, &violations));
        if scene.facts.begins_to_suspend(&violations) {
            all.push(Requirement::noted(
                RuleId::R19_3,
                Text::new(
                    "认定十二种情形之一: 自今日起暂停报名和评价",
                    "one of the twelve grounds: registration and evaluation are suspended from today",
                ),
            ));
        }
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let words = |part: &Option<Paragraph>| part.as_ref().map(|p| p.0.clone()).unwrap_or_default();
        let grounds = named(sql, self.grounds.as_deref(), self.others.as_deref(), &scene.facts.listed)?;
        if scene.facts.begins_to_suspend(&grounds) {
            suspensions::begin(sql, scene.facts.id, scene.facts.agency.id, scene.moment.today, 0)?;
        }
        case_writes::propose(
            sql,
            scene.facts.id,
            &Proposal {
                id: ProposalId(0),
                by: scene.actor.id,
                on: scene.moment.today,
                findings: grounds.iter().filter_map(|of| scene.facts.found(*of).cloned()).collect(),
                grounds,
                outcomes: self.outcomes.clone(),
                facts: words(&self.facts),
                reasons: words(&self.reasons),
                basis: words(&self.basis),
            },
        )?;
        // The notice and whatever was drafted on it belong to the proposal before.
        let replaced = "由新的拟处理意见替代";
        for document in scene.facts.documents.iter().filter(|d| {
            matches!(d.kind, DocumentKind::Notice | DocumentKind::Decision)
                && d.status != DocumentStatus::Void
        }) {
            documents::void(sql, document.id, replaced)?;
        }
        advance(scene, sql, CaseStatus::Noticing)
    }

    fn prefill(scene: &Scene<CaseFile>) -> Map<String, Value> {
        let file = &scene.facts;
        let fields = match &file.proposal {
            Some(p) => json!({
                "outcomes": p.outcomes, "facts": p.facts, "reasons": p.reasons, "basis": p.basis,
            }),
            None => json!({ "facts": file.summary }),
        };
        let mut all = fields_of(file.violations());
        all.extend(if let Value::Object(map) = fields { map } else { Map::new() });
        all
    }
}
