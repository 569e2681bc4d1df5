//! Lifting the constraint of a decision (解除约束措施, R24-3).

use super::{bench, stay};
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::{CaseNo, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{APPROVER, From, Group, Subject};
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::records::case::{CaseFile, CaseStatus};
use crate::store::{Sql, constraints};

command! {
    /// 解除约束措施
    LiftConstraint "lift-constraint" ["解除约束措施", "lift the constraint"] {
        case: CaseNo = ["案件", "Case"];
        reason: Paragraph = ["依据和理由", "Ground and reason"];
    }
    help: [
        "约束措施期满或信用修复后予以解除, 写明依据; 解除前不得增量备案",
        "lifts a constraint whose term is over or whose cause is mended, with the ground; until then no wider scope",
    ],
    key: 'O',
    group: Group::Case,
    subject: Subject::Case,
    who: APPROVER,
    from: From::Case(&[CaseStatus::Served, CaseStatus::Reviewing, CaseStatus::Executing, CaseStatus::Closed]),
    rules: &[RuleId::R24_3, RuleId::G43_1, RuleId::H1_1],
    issues: None,
}

impl Command for LiftConstraint {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        let mut all = bench(scene).four_eyes(scene.actor.id, None);
        all.push(bench(scene).constrained());
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        constraints::lift(sql, scene.facts.id, scene.moment.today, scene.actor.id, &self.reason.0)?;
        stay(scene, sql)
    }
}
