//! Handing a complaint over (转交投诉举报) to somebody else of the bureau.

use super::handler_of;
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::{ComplaintNo, Line, Login};
use crate::commands::scene::Scene;
use crate::commands::spec::{APPROVER, From, Group, Subject};
use crate::law::complaints;
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::records::complaint::Complaint;
use crate::store::{self, Sql};
use crate::text::Text;

command! {
    /// 转交投诉举报
    HandOverComplaint "hand-over-complaint" ["转交", "hand over"] {
        complaint: ComplaintNo = ["投诉举报", "Complaint"];
        to: Login = ["转交给", "To"];
        reason: Line = ["原因", "Reason"];
    }
    help: [
        "转交他人承办; 此后投诉人身份由新承办人可见",
        "somebody else handles it from now on, and sees who complained",
    ],
    key: 'h',
    group: Group::Complaint,
    subject: Subject::Complaint,
    who: APPROVER,
    from: From::Any,
    rules: &[RuleId::R27_1],
    issues: None,
}

impl Command for HandOverComplaint {
    type Facts = Complaint;

    fn judge(scene: &Scene<Complaint>, _: Option<&Self>) -> Vec<Requirement> {
        vec![complaints::still_open(&scene.facts)]
    }

    fn apply(&self, scene: &Scene<Complaint>, sql: &dyn Sql) -> Result<Done, Fault> {
        let to = handler_of(sql, scene.facts.bureau, "to", &self.to.0)?;
        if to.id == scene.facts.handler {
            return Err(Fault::field("to", Text::new("已由此人承办", "handles it already")));
        }
        Ok(Done::on(scene.facts.no, store::complaints::hand_over(sql, scene.facts.id, to.id)?))
    }
}
