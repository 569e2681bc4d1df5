//! Who goes on a visit that was planned (指派督导, R21-2, R22-1): named, or named anew with the reason; with a letter of dispatch.

use super::settle;
use crate::commands::activities::dispatch::sent;
use crate::commands::entry::{Command, Done, Turn};
use crate::commands::fault::Fault;
use crate::commands::filings::papers::{self, Desk};
use crate::commands::inputs::{Line, Sent, VisitNo};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, KEEPERS, Subject};
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::law::visits::assignable;
use crate::records::errand::Errand;
use crate::records::visit::VisitFile;
use crate::say;
use crate::store::{Sql, prospects, visits};
use crate::text::{Lang, Text};

command! {
    /// 指派督导员
    AssignVisit "assign-visit" ["指派督导员", "name who goes"] {
        supervision: VisitNo = ["督导", "Supervision"];
        supervisor: Sent = ["督导员", "Supervisor"] hint ["按专业、回避距离、任务量排列; 名录外的填姓名", "by fit, distance of interest and load; of somebody not on the list the name"];
        reason: Option<Line> = ["更换理由", "Why somebody else"];
        letter: Option<bool> = ["出具派遣函", "With a letter"];
    }
    help: [
        "为专项督导、年检、定期评估指派督导员; 更换的说明理由; 可出具派遣函",
        "names who goes to a special supervision, an annual inspection or a periodic evaluation; somebody else with the reason; a letter of dispatch can go with it",
    ],
    key: 'b',
    group: Group::Visit,
    subject: Subject::Visit,
    who: KEEPERS,
    from: From::Any,
    rules: &[RuleId::R21_1, RuleId::R21_2, RuleId::R22_1, RuleId::R22_2],
    issues: None,
}

impl Command for AssignVisit {
    type Facts = VisitFile;

    fn turn(scene: &Scene<VisitFile>) -> Turn {
        match scene.facts.supervisor.is_none() && scene.facts.sheet.is_none() {
            true => Turn::Asked,
            false => Turn::Behind,
        }
    }

    fn judge(scene: &Scene<VisitFile>, _: Option<&Self>) -> Vec<Requirement> {
        assignable(&scene.facts)
    }

    fn apply(&self, scene: &Scene<VisitFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let file = &scene.facts;
        let (name, unlisted) =
            sent(&Errand::to_agency(&file.agency, file.planned_on), sql, &self.supervisor.0)?;
        if self.letter == Some(true) && file.planned_on < scene.moment.today {
            let text = say!("{d} 已过, 不再出函", "{d} is over: no letter any more", d = file.planned_on);
            return Err(Fault::field("letter", text));
        }
        let mut voided = Vec::new();
        match (&file.supervisor, &self.reason) {
            (Some(old), _) if *old == name => {
                return Err(Fault::field("supervisor", Text::new("已指派", "is named already")));
            }
            (Some(_), None) => {
                let text = Text::new("更换督导员须说明理由", "say why somebody else goes");
                return Err(Fault::field("reason", text));
            }
            (Some(old), Some(reason)) => {
                let by = (scene.actor.id, scene.moment.today);
                voided = prospects::relieve(sql, file.id, (old, &reason.0), by, true)?;
            }
            (None, _) => {}
        }
        visits::assign(sql, file.id, &name)?;
        let done = unlisted.into_iter().fold(settle(scene, sql)?, Done::telling);
        let done = voided.into_iter().fold(done, |done, no| done.and("voided", no.to_string()));
        if self.letter != Some(true) {
            return Ok(done);
        }
        let what = format!("{}（{}）", file.kind.label().get(Lang::Zh), file.no);
        let days = (file.planned_on, file.planned_on);
        papers::dispatch(
            Desk::of(scene, sql),
            (&file.agency, file.bureau),
            (Some(file.id), &name, what),
            days,
            done,
        )
    }
}
