//! The conditions of a filing (Art. 6, 7) as its record shows them while it is under way: what is not met, what is.

use super::conditions::Conditions;
use super::filings::Board;
use super::requirement::Requirement;
use super::rules::Strength;
use crate::records::capacity::Departure;
use crate::say;
use crate::text::{Lang, Text};

/// The conditions of one filing, judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// Not met, a `must` before a `should`, then what is late.
    pub lacking: Vec<Requirement>,
    /// Met, or passed with a reason.
    pub met: Vec<Requirement>,
    /// How many of those were passed with a reason, not met.
    pub departed: usize,
}

impl Judged {
    /// How many are met, and how many not.
    #[must_use]
    pub fn count(&self) -> Text {
        let departed = match self.departed {
            0 => Text::default(),
            n => say!(", {n} 项写明理由后通过", ", {n} passed with a reason", n = n),
        };
        say!(
            "备案条件: {u} 项未满足{d}, {m} 项满足",
            "conditions: {u} not met{d}, {m} met",
            u = self.lacking.len(),
            d = departed,
            m = self.met.len() - self.departed
        )
    }
}

impl Board<'_> {
    /// The conditions of Art. 6 and 7 for what is assessed.
    #[must_use]
    pub fn conditions(&self) -> Vec<Requirement> {
        let file = self.file;
        let conditions = Conditions {
            kind: file.agency.facts.kind,
            capacity: &file.capacity,
            scopes: file.assessed_scopes(),
            rivals: &file.rivals,
            settings: self.settings,
            calendar: self.calendar,
            applied_on: Some(file.applied_on),
            today: self.today,
        };
        conditions.judged()
    }

    /// The same for its record: of one that is assessed, until it is closed.
    #[must_use]
    pub fn open_conditions(&self) -> Option<Judged> {
        if !self.file.assessed || self.file.status.is_closed() {
            return None;
        }
        let mut departed = 0;
        let told = |judged: Requirement| {
            let of_this = |d: &&Departure| !d.superseded && d.rule == judged.rule.to_string();
            match self.file.departures.iter().filter(of_this).find(|d| d.what == judged.text.get(Lang::Zh)) {
                Some(departure) if judged.refuses() => {
                    departed += 1;
                    Requirement::noted(
                        judged.rule,
                        say!(
                            "{t}; 已写明理由: {r}",
                            "{t}; passed with a reason: {r}",
                            t = judged.text,
                            r = departure.reason.as_str()
                        ),
                    )
                }
                _ => judged,
            }
        };
        let (mut lacking, met): (Vec<_>, Vec<_>) =
            self.conditions().into_iter().map(told).partition(Requirement::falls_short);
        lacking.sort_by_key(|condition| match condition.rule.rule().strength {
            Strength::Must => 0,
            Strength::Should => 1,
            _ => 2,
        });
        Some(Judged { lacking, met, departed })
    }
}
