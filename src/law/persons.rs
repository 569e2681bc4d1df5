//! Who sees a person's data in the clear (H4-1): who handles the case, and who approves in it.

use super::cases::Bench;
use super::requirement::{Mend, Requirement};
use super::rules::RuleId;
use crate::records::staff::{Role, Staff};
use crate::text::Text;

impl Bench<'_> {
    /// H4-1: the case's handlers and the bureau's approvers, none who keeps out of the case for an interest.
    #[must_use]
    pub fn may_see_the_person(&self, actor: &Staff) -> Requirement {
        let recused = self.file.recusals.iter().any(|recusal| recusal.staff == actor.id);
        let works_on_it = self.file.handled_by(actor.id) || actor.is(Role::Approver);
        Requirement::when(
            RuleId::H4_1,
            works_on_it && !recused,
            Text::new("本案经办人或审批人员", "a handler of the case, or an approver"),
            Text::new(
                "个人信息只供本案经办人和审批人员查看, 回避的除外",
                "personal data is for the handlers of the case and the approvers, but for those recused",
            ),
            Mend::Somebody(Text::new("本案经办人、审批人", "a handler of the case, or an approver")),
        )
    }
}
