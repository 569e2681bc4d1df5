//! Noting a call (来电): what was asked about an agency, and by whom.

use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::{AgencyNo, Line};
use crate::commands::scene::Scene;
use crate::commands::spec::{DESK, From, Group, Subject};
use crate::law::requirement::Requirement;
use crate::records::agency::Agency;
use crate::store::{Sql, calls};

command! {
    /// 登记来电
    LogCall "log-call" ["登记来电", "log a call"] {
        agency: AgencyNo = ["机构", "Agency"];
        question: Line = ["问什么", "What was asked"];
        caller: Option<Line> = ["来电人", "Caller"];
    }
    help: ["登记来电: 问了什么, 谁来电", "notes a call: what was asked, and by whom"],
    key: 'p',
    group: Group::Agency,
    subject: Subject::Agency,
    who: DESK,
    from: From::Any,
    rules: &[],
    issues: None,
}

impl Command for LogCall {
    type Facts = Agency;

    fn judge(_: &Scene<Agency>, _: Option<&Self>) -> Vec<Requirement> {
        Vec::new()
    }

    fn apply(&self, scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Done, Fault> {
        calls::add(
            sql,
            &calls::NewCall {
                bureau: scene.actor.bureau,
                agency: scene.facts.id,
                at: scene.moment.at,
                staff: scene.actor.id,
                caller: self.caller.as_ref().map_or("", |c| c.0.as_str()),
                question: &self.question.0,
            },
        )?;
        Ok(Done::on(scene.facts.no, scene.facts.version))
    }
}
