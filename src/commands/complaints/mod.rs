//! Commands on complaints and reports (投诉举报, R27-1): registered about an agency, handed over, answered.

mod answer;
mod hand_over;
mod register;
mod reveal;

pub use answer::AnswerComplaint;
pub use hand_over::HandOverComplaint;
pub use register::RegisterComplaint;
pub use reveal::RevealComplainant;

use crate::commands::fault::Fault;
use crate::commands::spec::Grant;
use crate::records::bureau::BureauId;
use crate::records::staff::{Relation, Role, Staff};
use crate::say;
use crate::store::{self, Sql};

/// Who handles complaints: can be named for it, and answers them.
const MAY_HANDLE: &[Grant] = &[
    Grant { role: Role::Handler, relation: Relation::Own },
    Grant { role: Role::Approver, relation: Relation::Own },
    Grant { role: Role::Supervisor, relation: Relation::Own },
];

/// Somebody of the bureau in charge who may handle a complaint.
fn handler_of(sql: &dyn Sql, bureau: BureauId, field: &str, login: &str) -> Result<Staff, Fault> {
    let fits = |staff: &Staff| {
        staff.active && staff.bureau == bureau && MAY_HANDLE.iter().any(|grant| staff.is(grant.role))
    };
    store::staff::by_login(sql, login)?.filter(fits).ok_or_else(|| {
        Fault::field(
            field,
            say!(
                "{l} 不是{b}的经办、审批或督导人员",
                "{l} is no handler, approver or supervisor of {b}",
                l = login,
                b = bureau.label()
            ),
        )
    })
}
