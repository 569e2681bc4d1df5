//! What is judged of the two papers of an activity across divisions (跨师市评价, R23-1, R24-3). Pure.

use chrono::NaiveDate;

use super::requirement::{Mend, Requirement};
use super::rules::RuleId;
use crate::records::activity::ActivityFile;
use crate::records::crossing::{Crossing, CrossingPart, CrossingStatus};
use crate::records::ids::StaffId;
use crate::say;
use crate::text::Text;

/// What an answer of the bureau of registration, or of that where it is held, wants: `agreed` is none while the form is not filled in.
#[must_use]
pub fn answered(
    file: &ActivityFile,
    part: CrossingPart,
    agreed: Option<bool>,
    (actor, today): (StaffId, NaiveDate),
) -> Vec<Requirement> {
    let rule = RuleId::R23_1;
    if !file.crossings.iter().any(|crossing| crossing.part == part) {
        let text =
            Text::new("活动在登记地师市举行, 不须跨师市文书", "it is held at home: no paper is asked for");
        return vec![Requirement::unmet(rule, text, Mend::Nothing)];
    }
    let starts_on = file.occasion.starts_on;
    let early = Requirement::when(
        rule,
        today < starts_on || agreed == Some(false),
        say!("活动 {d} 开始, 事前答复", "it begins on {d}: answered before", d = starts_on),
        say!(
            "活动 {d} 已开始, 同意和授权须在事前",
            "it began on {d}: both papers come before the start",
            d = starts_on
        ),
        Mend::Nothing,
    );
    // After the start it can only be refused.
    let mut all = vec![if agreed.is_none() { early.as_lacking() } else { early }];
    let (first, last) = (file.occasion.starts_on, file.occasion.ends_on);
    let held = file.agency.known.constraints.iter().find(|held| held.reaches(first, last));
    if let Some(held) = held {
        let text = say!(
            "约束措施执行中 ({c}), 不得跨师市开展评价",
            "a constraint is in force ({c}): no activity across divisions",
            c = held.by.told()
        );
        let mend = Mend::Somebody(held.ends_with());
        all.push(match agreed {
            Some(false) => Requirement::noted(RuleId::R24_3, text),
            Some(true) => Requirement::unmet(RuleId::R24_3, text, mend),
            None => Requirement::lacking(RuleId::R24_3, text, mend),
        });
    }
    all.push(Requirement::when(
        RuleId::H1_1,
        file.planned_by != Some(actor),
        Text::new("报备登记人不答复", "somebody else than who filed the plan"),
        Text::new("方案由您登记, 不能由您答复", "you filed the plan: somebody else answers"),
        Mend::Somebody(Text::new("由其他审批人答复", "another approver answers")),
    ));
    all
}

/// R14-2: a change is answered by the bureau where the activity is held. Nothing of one at home; where that bureau's authorisation came
/// on paper with the plan it has nobody here, and the bureau of registration records what it answered.
#[must_use]
pub fn answered_there(file: &ActivityFile, by_host: bool) -> Option<Requirement> {
    let host = file.host?;
    let paper = |asked: &Crossing| {
        asked.part == CrossingPart::Authorisation
            && asked.status == CrossingStatus::Given
            && asked.answers.is_empty()
    };
    if !by_host && file.crossings.iter().any(paper) {
        let text = say!("登记{b}的答复", "what {b} answered is recorded", b = host.label());
        return Some(Requirement::met(RuleId::R14_2, text));
    }
    Some(Requirement::when(
        RuleId::R14_2,
        by_host,
        Text::new("由活动所在地局答复", "answered by the bureau where it is held"),
        say!("活动在{b}举行, 由{b}答复变更", "it is held at {b}, which answers the change", b = host.label()),
        Mend::Somebody(host.label()),
    ))
}
