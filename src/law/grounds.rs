//! What a case's violations allow (违规情形与处理结果, R19-3, R25-1): each with its own facts and evidence, and the ordered end on
//! the twelve grounds alone.

use super::cases::Bench;
use super::requirement::{Mend, Requirement};
use super::rules::RuleId;
use crate::records::case::Outcome;
use crate::records::violation::Violation;
use crate::say;
use crate::text::Text;

impl Bench<'_> {
    /// R19-3: an ordered end rests on one of the twelve grounds at least; none where no end is ordered.
    #[must_use]
    pub fn grounded(&self, outcomes: &[Outcome], violations: &[Violation]) -> Option<Requirement> {
        outcomes.contains(&Outcome::OrderedEnd).then(|| {
            Requirement::when(
                RuleId::R19_3,
                violations.iter().any(|violation| violation.ground().is_some()),
                Text::new("责令终止依据十二种情形之一", "the ordered end rests on one of the twelve grounds"),
                Text::new(
                    "责令终止备案须有十二种情形之一, 其他违规不能单独作为依据",
                    "an ordered end wants one of the twelve grounds: other violations alone don't bear it",
                ),
                Mend::Somebody(Text::new("改选情形或处理结果", "choose other grounds, or another outcome")),
            )
        })
    }

    /// R25-1: of several violations, each has facts and evidence of its own; none where there is but one.
    #[must_use]
    pub fn each_found(&self, violations: &[Violation]) -> Option<Requirement> {
        if violations.len() < 2 {
            return None;
        }
        let lacking: Vec<Text> = violations
            .iter()
            .filter(|violation| self.file.found(**violation).is_none())
            .map(|violation| self.file.named(*violation))
            .collect();
        Some(Requirement::when(
            RuleId::R25_1,
            lacking.is_empty(),
            Text::new("各情形均有各自的事实和证据", "each violation has facts and evidence of its own"),
            say!(
                "数种情形, 还没有逐项认定事实和证据: {l}",
                "of several violations, these have no facts and evidence of their own yet: {l}",
                l = Text::join(&lacking)
            ),
            Mend::Somebody(Text::new("逐项「认定事实」(B)", "'record a finding' (B) of each")),
        ))
    }
}
