//! What a case's violations allow (违规情形与处理结果, R19-3, R25-1, R26-1): each with its own facts and evidence, the ordered end on
//! the twelve grounds alone, and of a person what a person can do.

use super::cases::Bench;
use super::requirement::{Mend, Requirement};
use super::rules::RuleId;
use crate::records::case::Outcome;
use crate::records::violation::Violation;
use crate::say;
use crate::text::Text;

impl Bench<'_> {
    /// Whether the violations bear the outcomes: an ordered end rests on one of the twelve grounds (R19-3), and what is found of a person, and
    /// comes of it, is of a person (R26-1).
    #[must_use]
    pub fn borne(&self, outcomes: &[Outcome], violations: &[Violation]) -> Vec<Requirement> {
        let ends = outcomes.contains(&Outcome::OrderedEnd) && self.file.person.is_none();
        let grounded = ends.then(|| grounded(violations));
        grounded.into_iter().chain(self.of_whom(violations)).chain(self.suits(outcomes)).collect()
    }

    /// R26-1: the twelve grounds are the agency's; what a person did stands in the list of other violations. None of a case about the
    /// agency.
    #[must_use]
    pub fn of_whom(&self, violations: &[Violation]) -> Option<Requirement> {
        let person = self.file.person.as_ref()?;
        let of_the_agency = violations.iter().any(|violation| violation.ground().is_some());
        Some(Requirement::when(
            RuleId::R26_1,
            !of_the_agency,
            say!("当事人为{r}", "it is about a {r}", r = person.role),
            Text::new(
                "当事人为个人: 十二种情形是机构的违规, 另案处理",
                "it is about a person: the twelve grounds are the agency's, which is another case",
            ),
            Mend::Somebody(Text::new("按违规情形清单选", "choose by the list of other violations")),
        ))
    }

    /// R26-1: what a case can end in depends on whom it is about; none where everything suits.
    #[must_use]
    pub fn suits(&self, outcomes: &[Outcome]) -> Option<Requirement> {
        let role = self.file.person.as_ref().map(|person| person.role);
        let wrong: Vec<Text> =
            outcomes.iter().filter(|outcome| !outcome.suits(role)).map(|outcome| outcome.label()).collect();
        let whom = role.map_or_else(|| Text::new("机构", "an agency"), |role| role.label());
        (!wrong.is_empty()).then(|| {
            Requirement::unmet(
                RuleId::R26_1,
                say!("{o}不适用于{w}", "no outcome for {w}: {o}", o = Text::join(&wrong), w = whom),
                Mend::Somebody(Text::new("改选处理结果", "choose another outcome")),
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

fn grounded(violations: &[Violation]) -> Requirement {
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
}
