//! Complaints and reports (投诉举报, Art. 27, R27-1): checked and answered by those who handle them.

use super::requirement::{Mend, Requirement};
use super::rules::RuleId;
use crate::records::complaint::{Complaint, ComplaintStatus};
use crate::records::ids::StaffId;
use crate::say;
use crate::text::Text;

const RULE: RuleId = RuleId::R27_1;

/// Only who handles a complaint checks and answers it.
#[must_use]
pub fn by_its_handler(complaint: &Complaint, actor: StaffId) -> Requirement {
    if complaint.handler == actor {
        return Requirement::met(RULE, Text::new("您是本投诉承办人", "you handle the complaint"));
    }
    Requirement::unmet(
        RULE,
        say!("本投诉由{h}承办", "{h} handles the complaint", h = complaint.handler_name),
        Mend::Somebody(Text::new("审批人转交后办理", "an approver hands it over first")),
    )
}

/// A complaint is answered once.
#[must_use]
pub fn still_open(complaint: &Complaint) -> Requirement {
    match (complaint.status, complaint.answered_on) {
        (ComplaintStatus::Checking, _) => Requirement::met(
            RULE,
            say!("{d} 收到, 尚未答复", "came in on {d}, not answered yet", d = complaint.received_on),
        ),
        (ComplaintStatus::Answered, on) => Requirement::unmet(
            RULE,
            say!("已答复 {d}", "answered already {d}", d = on.map(|day| day.to_string()).unwrap_or_default()),
            Mend::Nothing,
        ),
    }
}

/// Whoever can be answered is answered; nothing is lost by complaining without a name.
#[must_use]
pub fn answered(complaint: &Complaint, answer: Option<&str>) -> Requirement {
    match (complaint.complainant.can_be_answered(), answer.is_some()) {
        (_, true) => Requirement::met(RULE, Text::new("写明答复", "the answer is written down")),
        (false, false) => Requirement::met(
            RULE,
            Text::new(
                "匿名投诉, 无从答复, 只登记核查结果",
                "anonymous: nobody to answer, the finding is kept",
            ),
        ),
        (true, false) => Requirement::unmet(
            RULE,
            Text::new("投诉人可以联系, 须写明答复", "the complainant can be reached: write down the answer"),
            Mend::Somebody(Text::new("填写答复", "fill in the answer")),
        ),
    }
}
