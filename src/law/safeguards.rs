//! Safeguards of grave outcomes, where the bureau follows them: the collective discussion (行政处罚法 57) and the legal
//! check (58). What a statement brought after them, neither has weighed.

use super::cases::Bench;
use super::requirement::{Mend, Requirement};
use super::rules::RuleId;
use crate::records::case::{Discussion, LegalCheck, Outcome};
use crate::say;
use crate::text::Text;

impl Bench<'_> {
    /// G57-1 and G58-1, where an outcome is grave.
    #[must_use]
    pub fn grave(&self, outcomes: &[Outcome]) -> Vec<Requirement> {
        if !outcomes.iter().any(|o| o.is_grave()) {
            return Vec::new();
        }
        let discussed = self.settings.rule_on(RuleId::G57_1).then(|| self.discussed());
        let checked = self.settings.rule_on(RuleId::G58_1).then(|| self.checked());
        discussed.into_iter().chain(checked).collect()
    }

    /// The discussion held last: one put on file later but held earlier doesn't outdo it.
    fn last_discussion(&self) -> Option<&Discussion> {
        self.file.discussions.iter().max_by_key(|held| held.on)
    }

    /// The discussion that grave outcomes rest on, for the decision to name.
    #[must_use]
    pub fn rested_on(&self, outcomes: &[Outcome]) -> Option<&Discussion> {
        let needed = outcomes.iter().any(|o| o.is_grave()) && self.settings.rule_on(RuleId::G57_1);
        self.last_discussion().filter(|_| needed && !self.discussed().refuses())
    }

    fn discussed(&self) -> Requirement {
        let rule = RuleId::G57_1;
        let unmet = |text| {
            Requirement::unmet(rule, text, Mend::Somebody(Text::new("登记集体讨论", "record the discussion")))
        };
        let Some(last) = self.last_discussion() else {
            return unmet(Text::new("重大处理须经集体讨论", "a grave outcome wants a collective discussion"));
        };
        if !last.agreed {
            return unmet(say!(
                "{d} 集体讨论不同意拟处理意见",
                "the discussion of {d} did not agree with the proposal",
                d = last.on
            ));
        }
        if self.told_on().is_some_and(|told| last.on < told) {
            return unmet(say!(
                "{d} 集体讨论时告知书尚未送达, 须再讨论",
                "on {d} the notice did not count as served yet: it must be discussed again",
                d = last.on
            ));
        }
        if last.statements < self.file.recorded() || self.file.spoken().any(|s| s.on > last.on) {
            return unmet(say!(
                "{d} 集体讨论之后又有陈述申辩, 须再讨论",
                "a statement came in after the discussion of {d}: it must be discussed again",
                d = last.on
            ));
        }
        Requirement::met(
            rule,
            say!("{d} 已集体讨论, 同意", "discussed collectively and agreed on {d}", d = last.on),
        )
    }

    fn checked(&self) -> Requirement {
        let rule = RuleId::G58_1;
        let unmet = |text| {
            let mend = Text::new("非经办人员作法制审核", "somebody who is no handler checks it");
            Requirement::unmet(rule, text, Mend::Somebody(mend))
        };
        let Some(last) = self.file.legal_checks.last() else {
            return unmet(Text::new("重大处理须经法制审核", "a grave outcome wants a legal check"));
        };
        if !last.passed {
            return unmet(Text::new("法制审核未通过", "the legal check did not pass it"));
        }
        if self.recused(last.by).is_some() {
            return unmet(say!(
                "法制审核人 {n} 已回避本案, 须另行审核",
                "{n}, who checked it, was recused from the case: somebody else must",
                n = last.name.as_str()
            ));
        }
        if self.by_a_handler(last) {
            return unmet(say!(
                "法制审核人 {n} 办过本案, 须另行审核",
                "{n}, who checked it, was a handler of the case: somebody else must",
                n = last.name.as_str()
            ));
        }
        if last.statements < self.file.recorded() {
            return unmet(Text::new(
                "法制审核之后又有陈述申辩, 须再审核",
                "a statement came in after the legal check: it must be checked again",
            ));
        }
        Requirement::met(
            rule,
            say!("法制审核通过 ({n})", "passed the legal check ({n})", n = last.name.as_str()),
        )
    }

    fn by_a_handler(&self, check: &LegalCheck) -> bool {
        self.file.ever_handled_by(check.by)
    }
}
