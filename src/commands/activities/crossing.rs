//! The two papers of an activity across divisions (跨师市评价, R23-1): the consent of the bureau of registration, the authorisation of the bureau
//! where it is held, each answered by its own office.

use super::{TO_COME, stay};
use crate::commands::entry::{Command, Done, Fields, Turn};
use crate::commands::fault::Fault;
use crate::commands::inputs::{ActivityNo, Line};
use crate::commands::scene::Scene;
use crate::commands::spec::{APPROVER, From, Group, HOST_APPROVER, Subject};
use crate::law::crossings::answered;
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::records::activity::ActivityFile;
use crate::records::crossing::{Answer, CrossingPart, CrossingStatus};
use crate::store::{Sql, crossings};
use crate::text::Text;

command! {
    /// 答复跨师市同意
    AnswerConsent "answer-consent" ["同意跨师市评价", "consent across divisions"] {
        activity: ActivityNo = ["评价活动", "Activity"];
        agreed: bool = ["同意", "Agreed"];
        reference: Option<Line> = ["同意文号", "Number of the consent"] hint ["同意的填写", "where it agrees"];
        opinion: Line = ["意见", "Opinion"];
    }
    help: [
        "登记地局对跨师市评价的书面同意; 开始之前可以改变答复, 不同意的不得开考",
        "the written consent of the bureau of registration; it can be changed until the start, and nothing begins without it",
    ],
    key: 'K',
    group: Group::Activity,
    subject: Subject::Activity,
    who: APPROVER,
    from: From::Activity(TO_COME),
    rules: &[RuleId::R23_1, RuleId::R24_3, RuleId::H1_1],
    issues: None,
}

command! {
    /// 答复跨师市授权
    AnswerAuthorisation "answer-authorisation" ["授权跨师市评价", "authorise across divisions"] {
        activity: ActivityNo = ["评价活动", "Activity"];
        agreed: bool = ["授权", "Authorised"];
        reference: Option<Line> = ["授权文号", "Number of the authorisation"] hint ["授权的填写", "where it authorises"];
        opinion: Line = ["意见", "Opinion"];
    }
    help: [
        "活动所在地局对在本师市评价的授权; 开始之前可以改变答复, 不授权的不得开考",
        "the authorisation of the bureau where it is held; it can be changed until the start, and nothing begins without it",
    ],
    key: 'L',
    group: Group::Activity,
    subject: Subject::Activity,
    who: HOST_APPROVER,
    from: From::Activity(TO_COME),
    rules: &[RuleId::R23_1, RuleId::R24_3, RuleId::H1_1],
    issues: None,
}

fn turn(file: &ActivityFile, part: CrossingPart) -> Turn {
    match file.crossings.iter().find(|crossing| crossing.part == part).map(|crossing| crossing.status) {
        Some(CrossingStatus::Waiting) => Turn::Asked,
        Some(_) => Turn::Done,
        None => Turn::Behind,
    }
}

/// The number that came with the plan, to be confirmed by its office.
fn typed(file: &ActivityFile, part: CrossingPart) -> Fields {
    let across = file.plan.as_ref().map(|plan| &plan.across);
    let number = across.and_then(|across| match part {
        CrossingPart::Consent => across.consent.clone(),
        CrossingPart::Authorisation => across.authorisation.clone(),
    });
    number.map(|number| ("reference".to_owned(), number.into())).into_iter().collect()
}

/// Keeps an office's answer.
fn keep(
    scene: &Scene<ActivityFile>,
    sql: &dyn Sql,
    part: CrossingPart,
    (agreed, reference, opinion): (bool, &Option<Line>, &Line),
) -> Result<Done, Fault> {
    let reference = reference.as_ref().filter(|_| agreed).map(|line| line.0.clone()).unwrap_or_default();
    if agreed && reference.is_empty() {
        return Err(Fault::field("reference", Text::new("请填写文号", "give the number of the paper")));
    }
    if let Some(crossing) = scene.facts.crossings.iter().find(|crossing| crossing.part == part) {
        let answer = Answer { agreed, reference, opinion: opinion.0.clone(), on: scene.moment.today };
        crossings::answer(sql, crossing.id, &answer, scene.actor.id)?;
    }
    stay(scene, sql)
}

impl Command for AnswerConsent {
    type Facts = ActivityFile;

    fn turn(scene: &Scene<ActivityFile>) -> Turn {
        turn(&scene.facts, CrossingPart::Consent)
    }

    fn judge(scene: &Scene<ActivityFile>, input: Option<&Self>) -> Vec<Requirement> {
        let who = (scene.actor.id, scene.moment.today);
        answered(&scene.facts, CrossingPart::Consent, input.map(|input| input.agreed), who)
    }

    fn apply(&self, scene: &Scene<ActivityFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        keep(scene, sql, CrossingPart::Consent, (self.agreed, &self.reference, &self.opinion))
    }

    fn prefill(scene: &Scene<ActivityFile>) -> Fields {
        typed(&scene.facts, CrossingPart::Consent)
    }
}

impl Command for AnswerAuthorisation {
    type Facts = ActivityFile;

    fn turn(scene: &Scene<ActivityFile>) -> Turn {
        turn(&scene.facts, CrossingPart::Authorisation)
    }

    fn judge(scene: &Scene<ActivityFile>, input: Option<&Self>) -> Vec<Requirement> {
        let who = (scene.actor.id, scene.moment.today);
        answered(&scene.facts, CrossingPart::Authorisation, input.map(|input| input.agreed), who)
    }

    fn apply(&self, scene: &Scene<ActivityFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        keep(scene, sql, CrossingPart::Authorisation, (self.agreed, &self.reference, &self.opinion))
    }

    fn prefill(scene: &Scene<ActivityFile>) -> Fields {
        typed(&scene.facts, CrossingPart::Authorisation)
    }
}
