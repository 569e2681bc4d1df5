//! Calling off a visit that was planned (取消督导): with the reason; its letters are void, and it counts for no cycle.

use super::settle;
use crate::commands::entry::{Command, Done, Turn};
use crate::commands::fault::Fault;
use crate::commands::inputs::{Paragraph, VisitNo};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, KEEPERS, Subject};
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::law::visits::cancellable;
use crate::records::supervision::SupervisionStatus;
use crate::records::visit::VisitFile;
use crate::store::{Sql, prospects, visits};

command! {
    /// 取消督导
    CancelVisit "cancel-visit" ["取消督导安排", "call off a visit"] {
        supervision: VisitNo = ["督导", "Supervision"];
        reason: Paragraph = ["理由", "Reason"];
    }
    help: [
        "取消尚未进行的专项督导、年检、定期评估, 说明理由; 派遣函作废, 该机构仍需安排",
        "calls off a special supervision, an annual inspection or a periodic evaluation that was not held, with the reason; its letter is void, and the agency still lacks one",
    ],
    key: 'x',
    group: Group::Visit,
    subject: Subject::Visit,
    who: KEEPERS,
    from: From::Any,
    rules: &[RuleId::R21_1, RuleId::R22_1, RuleId::R22_2],
    issues: None,
}

impl Command for CancelVisit {
    type Facts = VisitFile;

    fn turn(_: &Scene<VisitFile>) -> Turn {
        Turn::Behind
    }

    fn judge(scene: &Scene<VisitFile>, _: Option<&Self>) -> Vec<Requirement> {
        cancellable(&scene.facts)
    }

    fn apply(&self, scene: &Scene<VisitFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let (file, by) = (&scene.facts, (scene.actor.id, scene.moment.today));
        let voided = match &file.supervisor {
            Some(name) => prospects::relieve(sql, file.id, (name, &self.reason.0), by, false)?,
            None => Vec::new(),
        };
        visits::advance(sql, file.id, SupervisionStatus::Cancelled)?;
        visits::say(sql, file.id, &self.reason.0)?;
        let done = settle(scene, sql)?;
        Ok(voided.into_iter().fold(done, |done, no| done.and("voided", no.to_string())))
    }
}
