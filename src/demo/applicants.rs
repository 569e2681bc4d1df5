//! Units of the practice database that apply for the first time: their filings at each step, some refused, some published; each
//! step an act of its own, with its document.

use chrono::Days;
use serde_json::{Map, Value, json};

use super::World;
use super::agencies::{self, Sketch};
use super::line::{self, Step};
use crate::commands::fault::Fault;
use crate::law::checklists::{Handing, default_items};
use crate::law::rules::REGULATION_FROM;
use crate::records::agency::{AgencyFacts, Scope};
use crate::records::agency_kind::AgencyKind;
use crate::records::bureau::BureauId;
use crate::records::filing::FilingKind;

/// How many apply, however many agencies there are.
const MANY: usize = 28;

/// The last act on each, one after another; those of the two Corps bodies come last.
const STOPS: &[&str] = &[
    "check-materials",
    "request-completion",
    "pass-materials",
    "record-survey",
    "record-assessment",
    "post-publicity",
    "approve-filing",
    "refuse-filing",
    "publish-filing",
];

/// An applicant, and what was done with its filing so far.
pub(super) struct Application {
    pub(super) sketch: Sketch,
    pub(super) facts: AgencyFacts,
    pub(super) steps: Vec<Step>,
}

/// All of them.
pub(super) fn all(world: &World<'_>) -> Result<Vec<Application>, Fault> {
    let mut dice = world.dice(9);
    let mut all = Vec::new();
    // Places after the last agency's: codes and telephone numbers of their own.
    for at in world.options.agencies..world.options.agencies + MANY {
        let sketch = agencies::sketch(world.options, at)?;
        // A qualification agency is filed with the Corps bureau, on the consent of another department (R8-1); and what the
        // management body assesses itself, others of it re-check than practice has there.
        if sketch.kind == AgencyKind::Qualification || sketch.bureau == BureauId::CENTER {
            continue;
        }
        let facts = agencies::facts(world.options, &sketch)?;
        let stop = match STOPS[all.len() % STOPS.len()] {
            // Practice has no unified codes for its special-ability agencies.
            "publish-filing" if facts.agency_code.is_none() => "approve-filing",
            stop => stop,
        };
        let age =
            u32::try_from(dice.below(6) + 1).unwrap_or(1) + if stop == "refuse-filing" { 14 } else { 0 };
        let today = world.options.today;
        let steps = match line::filing_steps(stop, age, &world.calendar, today).map_err(Fault::input)? {
            Some(steps) => steps,
            // What waits for a day that nobody knows yet is not made public.
            None => line::filing_steps("recheck-filing", age, &world.calendar, today)
                .map_err(Fault::input)?
                .unwrap_or_default(),
        };
        // Nobody applied before the regulation was in force (R28-1).
        if steps.first().is_none_or(|first| first.day < REGULATION_FROM) {
            continue;
        }
        all.push(Application { sketch, facts, steps });
    }
    Ok(all)
}

impl Application {
    /// What is filled in at a step; the filing is named by the caller.
    pub(super) fn fields(&self, step: &Step) -> Map<String, Value> {
        let day = step.day.to_string();
        let fields = match step.command {
            "apply-first" => self.application(&day),
            "check-materials" => self.materials(),
            "request-completion" => json!({
                "items": self.asked_for().last(),
                "due": (step.day + Days::new(14)).to_string(),
            }),
            "pass-materials" => json!({ "opinion": "申请材料齐全, 符合要求。" }),
            "record-survey" => json!({
                "surveyed_on": day, "members": "示例甲、示例乙", "passed": !self.is_refused(),
                "opinion": if self.is_refused() { "评价场地没有视频监控。" } else { "场地、设备和监控与申报一致。" },
            }),
            "record-assessment" => json!({
                "passed": true, "departs": "示例: 当地产业需要", "opinion": "专家评审通过。",
            }),
            "recheck-filing" => json!({ "passed": true, "opinion": "评估结果无误。" }),
            "post-publicity" => json!({
                "posted_on": day, "posted_at": "示例门户网站", "text": "示例: 拟同意备案, 现予公示。",
            }),
            "approve-filing" => json!({ "opinion": "研究同意。" }),
            "refuse-filing" => json!({ "reason": "示例: 现场查勘不符, 评价场地没有视频监控。" }),
            _ => json!({
                "opinion": "予以公布。",
                "agency_code": self.facts.agency_code.as_ref().map(ToString::to_string),
            }),
        };
        if let Value::Object(fields) = fields { fields } else { Map::new() }
    }

    /// What it evaluates with is all on record from its assessment on: before, of every three one lacks something.
    pub(super) fn lacks(&self) -> usize {
        let assessed = self.steps.iter().any(|step| step.command == "record-assessment");
        if assessed { 2 } else { self.sketch.at % 3 }
    }

    fn is_refused(&self) -> bool {
        self.steps.iter().any(|step| step.command == "refuse-filing")
    }

    fn application(&self, day: &str) -> Value {
        let facts = &self.facts;
        let line = |scope: &Scope| {
            let levels = if scope.levels.is_empty() { "-".to_owned() } else { scope.levels.to_string() };
            format!("{} {} {levels}", scope.occupation, scope.name)
        };
        json!({
            "name": facts.name, "kind": facts.kind, "credit_code": facts.credit_code,
            "legal_representative": facts.legal_representative, "contact": facts.contact, "phone": facts.phone,
            "address": facts.address, "scopes": facts.scopes.iter().map(line).collect::<Vec<_>>().join("\n"),
            "applied_on": day, "statement": "示例: 申请首次备案。",
        })
    }

    /// All is there, but for the last item where that lacks still.
    fn materials(&self) -> Value {
        if self.steps.iter().any(|step| step.command == "pass-materials") {
            return json!({ "complete": true });
        }
        let there = |place| json!({ "place": place, "state": "there" });
        json!({ "items": (1..self.asked_for().len()).map(there).collect::<Vec<_>>() })
    }

    fn asked_for(&self) -> &'static [&'static str] {
        default_items(Handing { kind: FilingKind::First, agency: self.sketch.kind, branch: false })
    }
}
