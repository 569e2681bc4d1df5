//! Constraints (约束措施, R24-3): from when to when a decision puts the agency under one, and what that forbids (R18-3).

use chrono::NaiveDate;

use super::cases::Bench;
use super::requirement::{Mend, Requirement};
use super::rules::RuleId;
use super::service;
use crate::records::agency::Constraint;
use crate::records::case::{Outcome, StruckService};
use crate::records::document::DocumentKind;
use crate::say;
use crate::text::Text;

impl Bench<'_> {
    /// The day from which the decision in force puts the agency under a constraint: that of its service. None where it
    /// doesn't, a review took it back, or it was lifted.
    ///
    /// # Errors
    /// When the day can't be counted.
    pub fn constrained_since(&self) -> Result<Option<NaiveDate>, Text> {
        let constrains = self.file.outcomes_in_force().contains(&Outcome::Constraint);
        if !constrains || self.file.constraint_lifted_on.is_some() {
            return Ok(None);
        }
        let Some(decision) = self.file.document(DocumentKind::Decision) else { return Ok(None) };
        let since =
            |service| service::deemed(service, self.settings, self.calendar).map(|deemed| deemed.after());
        let since = decision.service.as_ref().map(since).transpose()?;
        // A service that was struck out frees nobody while the next is recorded, or an announcement runs.
        let of_this = |struck: &&StruckService| struck.document == decision.no;
        let struck = self.file.struck_services.iter().rev().find(of_this).map(|struck| &struck.service);
        match (since, struck) {
            (Some(since), _) if since <= self.today => Ok(Some(since)),
            (since, Some(struck)) => {
                let held = service::deemed(struck, self.settings, self.calendar)?.after();
                Ok(Some(since.map_or(held, |since| since.min(held))))
            }
            (since, None) => Ok(since),
        }
    }

    /// R24-3: a constraint is in force that can be lifted; one of a decision still being announced is not yet.
    #[must_use]
    pub fn constrained(&self) -> Requirement {
        let rule = RuleId::R24_3;
        let not = |text, mend| Requirement::unmet(rule, text, mend);
        match (self.constrained_since(), self.file.constraint_lifted_on) {
            (Err(wrong), _) => not(wrong, Mend::Nothing),
            (Ok(Some(since)), _) if since <= self.today => Requirement::met(
                rule,
                say!("约束措施自 {d} 起", "a constraint is in force since {d}", d = since),
            ),
            (Ok(Some(since)), _) => not(
                say!("约束措施自 {d} 起才执行", "the constraint is in force only from {d}", d = since),
                Mend::Time { until: since.pred_opt().unwrap_or(since) },
            ),
            (Ok(None), Some(on)) => not(say!("{d} 已解除", "it was lifted on {d}", d = on), Mend::Nothing),
            (Ok(None), None) => {
                not(Text::new("没有执行中的约束措施", "no constraint is in force"), Mend::Nothing)
            }
        }
    }
}

/// R18-3, R24-3: no wider scope while a constraint is in force on a day: what is asked of a wider scope, and what forbids it.
#[must_use]
pub fn unconstrained(constraints: &[Constraint], on: NaiveDate) -> [Requirement; 2] {
    let Some(first) = constraints.iter().find(|c| c.holds(on)) else {
        let none = Text::new("没有执行中的约束措施", "no constraint is in force");
        let open = Text::new("没有不得增量备案的信用措施", "no credit measure forbids a wider scope");
        return [Requirement::met(RuleId::R18_3, open), Requirement::met(RuleId::R24_3, none)];
    };
    let mend = || Mend::Somebody(first.ends_with());
    let forbidden =
        Text::new("信用约束执行期间, 不予增量备案", "no wider scope while a credit measure forbids it");
    let held = say!(
        "约束措施自 {d} 起执行中 ({c})",
        "a constraint is in force since {d} ({c})",
        d = first.since,
        c = first.by.told()
    );
    [Requirement::unmet(RuleId::R18_3, forbidden, mend()), Requirement::unmet(RuleId::R24_3, held, mend())]
}

/// R6-1: good credit, no bad record: who left under a constraint that is in force is not filed anew before it is lifted.
/// None where there is none.
#[must_use]
pub fn bad_record(constraints: &[Constraint], on: NaiveDate) -> Option<Requirement> {
    let first = constraints.iter().find(|c| c.holds(on))?;
    Some(Requirement::unmet(
        RuleId::R6_1,
        say!(
            "约束措施自 {d} 起执行中 ({c}), 有不良记录",
            "a constraint is in force since {d} ({c}): a bad record",
            d = first.since,
            c = first.by.told()
        ),
        Mend::Somebody(first.ends_with()),
    ))
}
