//! What a check suspends (暂停报名和评价, R19-3): begun with the case, put right by a handler, lifted by an approver.

use super::handlers::OPEN;
use super::{bench, stay};
use crate::commands::entry::{Command, Done, Fields};
use crate::commands::fault::Fault;
use crate::commands::inputs::{CaseNo, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{APPROVER, From, Group, HANDLER, Subject};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::case::{CaseFile, Outcome};
use crate::store::{Sql, suspensions};
use crate::text::Text;

command! {
    /// 登记暂停
    SuspendAgency "suspend-agency" ["登记暂停、暂扣", "record the suspension"] {
        case: CaseNo = ["案件", "Case"];
        certificates_held: u32 = ["暂扣的证书数据(份)", "Certificates held"];
        reason: Paragraph = ["情况", "What was found"];
    }
    help: [
        "更正暂扣证书数据的份数; 已解除或以前没有登记的, 自今日起暂停评价报名和评价活动",
        "puts right how many certificates are held; where nothing is suspended, registration and evaluation are from today",
    ],
    key: 'P',
    group: Group::Case,
    subject: Subject::Case,
    who: HANDLER,
    from: From::Case(OPEN),
    rules: &[RuleId::R19_3, RuleId::H1_2],
    issues: None,
}

impl Command for SuspendAgency {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        let standing = scene.facts.suspends();
        let text = match standing {
            Some(suspension) => suspension.flag(),
            None => Text::new("自今日起暂停", "suspended from today"),
        };
        // Other violations suspend nothing; what stands already can be put right.
        let twelve = standing.is_some() || scene.facts.ever_about().iter().any(|of| of.ground().is_some());
        vec![
            bench(scene).by_handler(scene.actor.id),
            Requirement::when(
                RuleId::R19_3,
                twelve,
                text,
                Text::new("不属十二种情形, 不暂停", "none of the twelve grounds: nothing is suspended"),
                Mend::Somebody(Text::new(
                    "认定属于十二种情形的, 先认定事实",
                    "where it is one of them, record the finding first",
                )),
            ),
        ]
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let file = &scene.facts;
        match file.suspends() {
            Some(suspension) if suspension.held == self.certificates_held => {
                return Err(Fault::input(Text::new("没有改动", "nothing was changed")));
            }
            Some(_) => suspensions::hold(sql, file.id, self.certificates_held)?,
            None => {
                suspensions::begin(sql, file.id, file.agency.id, scene.moment.today, self.certificates_held)?;
            }
        }
        stay(scene, sql)
    }

    fn prefill(scene: &Scene<CaseFile>) -> Fields {
        let held = scene.facts.suspends().map(|suspension| suspension.held.to_string().into());
        held.into_iter().map(|held| ("certificates_held".to_owned(), held)).collect()
    }
}

command! {
    /// 解除暂停
    LiftSuspension "lift-suspension" ["解除暂停", "lift the suspension"] {
        case: CaseNo = ["案件", "Case"];
        reason: Paragraph = ["依据和理由", "Ground and reason"];
    }
    help: [
        "核查不成立, 或处理结果不含责令终止的, 解除对报名、评价和证书数据的暂停",
        "lifts what the check suspended, where it finds nothing or the decision has no ordered end in it",
    ],
    key: 'U',
    group: Group::Case,
    subject: Subject::Case,
    who: APPROVER,
    from: From::Case(OPEN),
    rules: &[RuleId::R19_3, RuleId::G43_1, RuleId::H1_1],
    issues: None,
}

/// What is proposed, decided, or put in its place by a review: an ordered end keeps the agency suspended.
fn ends_the_filing(file: &CaseFile) -> bool {
    let proposed = || file.proposal.as_ref().map_or(&[][..], |proposal| &proposal.outcomes);
    let outcomes = if file.decision.is_some() { file.outcomes_in_force() } else { proposed() };
    outcomes.contains(&Outcome::OrderedEnd)
}

impl Command for LiftSuspension {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        let (file, rule) = (&scene.facts, RuleId::R19_3);
        let mut all = bench(scene).four_eyes(scene.actor.id, None);
        all.push(Requirement::when(
            rule,
            file.suspends().is_some(),
            file.suspends().map(crate::records::suspension::Suspension::flag).unwrap_or_default(),
            Text::new("没有暂停", "nothing is suspended"),
            Mend::Nothing,
        ));
        all.push(Requirement::when(
            rule,
            !ends_the_filing(file),
            Text::new("处理意见、决定不含责令终止", "no ordered end is proposed or decided"),
            Text::new(
                "拟处理或已决定责令终止备案, 暂停不解除",
                "an ordered end is proposed or decided: the suspension stays",
            ),
            Mend::Somebody(Text::new(
                "先变更处理意见, 或经复核撤销",
                "another proposal, or a review, comes first",
            )),
        ));
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        suspensions::lift(sql, scene.facts.id, scene.moment.today, scene.actor.id, &self.reason.0)?;
        stay(scene, sql)
    }
}
