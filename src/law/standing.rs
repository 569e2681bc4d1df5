//! Whether what the approval of a decision rested on still stands when it is issued: a statement that came in since, a
//! recusal since, a calendar that moved the day. What doesn't stand goes back to the handlers, and is approved anew.

use chrono::NaiveDate;

use super::cases::Bench;
use super::requirement::{Mend, Requirement, State};
use super::rules::RuleId;
use super::service;
use crate::records::case::Outcome;
use crate::records::document::DocumentKind;
use crate::records::violation::Violation;
use crate::say;
use crate::text::Text;

/// What an approved decision rests on.
#[derive(Debug, Clone, Copy)]
pub struct Rested<'a> {
    /// Grounds found.
    pub grounds: &'a [Violation],
    /// Outcomes.
    pub outcomes: &'a [Outcome],
    /// Facts, where they are not those of the notice.
    pub facts: Option<&'a str>,
    /// How many statements it weighed.
    pub statements: usize,
    /// The day of the approval.
    pub approved_on: NaiveDate,
    /// The day on which the notice was served, in the words that were approved.
    pub served_on: Option<NaiveDate>,
}

impl Bench<'_> {
    /// R25-2, G57-1, G58-1: what the approval rested on, judged again. Each one that fails is mended by returning the
    /// document.
    #[must_use]
    pub fn still_stands(&self, rested: &Rested<'_>) -> Vec<Requirement> {
        let then = Self { today: rested.approved_on, ..*self };
        let mut all = vec![self.within_notice(rested.grounds, rested.outcomes, rested.facts)];
        all.extend(self.borne(rested.outcomes, rested.grounds));
        all.extend(then.heard());
        all.extend(rested.served_on.and_then(|printed| self.printed_service(printed)));
        all.extend(self.weighed(rested.statements));
        all.extend(self.grave(rested.outcomes));
        all.into_iter().map(after_return).collect()
    }

    /// R25-2: nothing was said that the decision doesn't know of. Where the bureau follows G45-1, its answer says so.
    #[must_use]
    pub fn weighed(&self, statements: usize) -> Option<Requirement> {
        let since = self.file.recorded().checked_sub(statements).filter(|n| *n > 0)?;
        (!self.settings.rule_on(RuleId::G45_1)).then(|| {
            Requirement::unmet(
                RuleId::R25_2,
                say!(
                    "拟稿之后又收到陈述申辩 {n} 件",
                    "statements that came in after the draft: {n}",
                    n = since
                ),
                Mend::Somebody(Text::new("重新起草", "draft it anew")),
            )
        })
    }

    /// R25-2: the decision prints the day on which the notice counts as served, which a calendar may have moved.
    fn printed_service(&self, printed: NaiveDate) -> Option<Requirement> {
        let service = self.file.document(DocumentKind::Notice)?.service.as_ref()?;
        let on = service::deemed(service, self.settings, self.calendar).ok()?.on;
        (on != printed).then(|| {
            Requirement::unmet(
                RuleId::R25_2,
                say!(
                    "决定书写明告知书 {p} 送达, 日历变动后为 {o}",
                    "the decision says the notice was served on {p}; by the calendar of today it was {o}",
                    p = printed,
                    o = on
                ),
                Mend::Nothing,
            )
        })
    }
}

/// What fails at the issue is mended by returning the document, whatever would have mended it before its approval.
#[must_use]
pub fn after_return(judged: Requirement) -> Requirement {
    match judged.state {
        State::Unmet(_) => Requirement {
            state: State::Unmet(Mend::Somebody(Text::new(
                "审批人退回, 补齐后重新起草、审批",
                "an approver returns it; it is mended, drafted and approved anew",
            ))),
            ..judged
        },
        _ => judged,
    }
}
