//! Having a complainant shown (查看投诉人, R27-1, H4-1): who handles the complaint alone, and each time is in its history.

use serde_json::json;

use super::MAY_HANDLE;
use crate::commands::cases::reveal::SHOWN;
use crate::commands::entry::{Command, Done, Turn};
use crate::commands::fault::Fault;
use crate::commands::inputs::{ComplaintNo, Line};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, Subject};
use crate::law::complaints::by_its_handler;
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::complaint::Complaint;
use crate::store::Sql;
use crate::text::Text;

command! {
    /// 查看投诉人
    RevealComplainant "reveal-complainant" ["查看投诉人", "unmask"] {
        complaint: ComplaintNo = ["投诉举报", "Complaint"];
        reason: Line = ["事由", "Reason"];
    }
    help: [
        "显示投诉人的姓名和联系方式, 只限承办人; 谁、何时、为何查看记入经过",
        "shows who complained, and how to reach them, to who handles it alone; who had it shown, when and why is in the history",
    ],
    key: '*',
    group: Group::Complaint,
    subject: Subject::Complaint,
    who: MAY_HANDLE,
    from: From::Any,
    rules: &[RuleId::R27_1, RuleId::H4_1],
    issues: None,
}

impl Command for RevealComplainant {
    type Facts = Complaint;

    fn turn(_: &Scene<Complaint>) -> Turn {
        Turn::Behind
    }

    fn judge(scene: &Scene<Complaint>, _: Option<&Self>) -> Vec<Requirement> {
        let complaint = &scene.facts;
        vec![
            by_its_handler(complaint, scene.actor.id),
            Requirement::when(
                RuleId::H4_1,
                complaint.complainant.can_be_answered(),
                Text::new("登记有投诉人", "it is known who complained"),
                Text::new("匿名投诉, 没有投诉人信息", "anonymous: nothing is known of who complained"),
                Mend::Nothing,
            ),
        ]
    }

    fn apply(&self, scene: &Scene<Complaint>, _: &dyn Sql) -> Result<Done, Fault> {
        let who = &scene.facts.complainant;
        let shown = json!({ "name": who.name, "contact": who.contact });
        Ok(Done::on(scene.facts.no, scene.facts.version).with(SHOWN, shown))
    }
}
