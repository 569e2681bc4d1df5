//! Who is to handle a filing (分办): a hint for the worklist, not a permission.

use super::{OPEN, stay};
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::{FilingNo, Line, Login};
use crate::commands::scene::Scene;
use crate::commands::spec::{CASE_STAFF, From, Group, Subject};
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::records::filing::FilingFile;
use crate::records::staff::{Role, Staff};
use crate::store::{Sql, filing_papers, staff};
use crate::text::Text;

command! {
    /// 分办
    AssignFiling "assign-filing" ["分办", "assign the filing"] {
        filing: FilingNo = ["备案", "Filing"];
        handler: Login = ["经办人", "Handler"];
        reason: Option<Line> = ["原因", "Reason"];
    }
    help: ["把备案分给一名经办人, 列表中可按经办人查找; 其他经办人仍可办理", "gives the filing to a handler, by whom lists find it; others may still act on it"],
    key: 'H',
    group: Group::Filing,
    subject: Subject::Filing,
    who: CASE_STAFF,
    from: From::Filing(OPEN),
    rules: &[RuleId::R8_2],
    issues: None,
}

impl Command for AssignFiling {
    type Facts = FilingFile;

    fn judge(_: &Scene<FilingFile>, _: Option<&Self>) -> Vec<Requirement> {
        vec![Requirement::met(RuleId::R8_2, Text::new("申请在办", "the application is under way"))]
    }

    fn apply(&self, scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let given = staff::by_login(sql, &self.handler.0)?;
        let fits = |s: &Staff| s.bureau == scene.facts.bureau && s.is(Role::Handler);
        let Some(handler) = given.filter(fits) else {
            let text = Text::new("须为本局经办人", "must be a handler of this bureau");
            return Err(Fault::field("handler", text));
        };
        filing_papers::assign(sql, scene.facts.id, handler.id)?;
        stay(scene, sql)
    }
}
