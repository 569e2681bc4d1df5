//! Who handles a case (经办人): adding one, and stepping aside (回避、更换, G43-1).

use super::open::own_handler;
use super::stay;
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::{CaseNo, Line, Login};
use crate::commands::scene::Scene;
use crate::commands::spec::{APPROVER, From, Group, Subject};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::case::{CaseFile, CaseStatus};
use crate::say;
use crate::store::{Sql, case_writes, staff};
use crate::text::Text;

/// Every status but the last.
pub(super) const OPEN: &[CaseStatus] = &[
    CaseStatus::Verifying,
    CaseStatus::Noticing,
    CaseStatus::Hearing,
    CaseStatus::Decided,
    CaseStatus::Served,
    CaseStatus::Reviewing,
    CaseStatus::Executing,
];

command! {
    /// 更换经办人
    ReplaceHandler "replace-handler" ["更换经办人", "replace a handler"] {
        case: CaseNo = ["案件", "Case"];
        out: Option<Login> = ["退出的经办人", "Handler who leaves"]
            hint ["只增加时留空", "leave empty to add one only"];
        joins: Option<Login> = ["新的经办人", "Handler who joins"];
        reason: Line = ["原因", "Reason"]
            hint ["回避须写明利害关系", "for a recusal, say what the interest is"];
    }
    help: [
        "经办人回避、更换或增加, 写明原因; 不得少于两人",
        "a handler steps aside, is replaced or added, with the reason; never fewer than two",
    ],
    key: 'H',
    group: Group::Case,
    subject: Subject::Case,
    who: APPROVER,
    from: From::Case(OPEN),
    rules: &[RuleId::G43_1, RuleId::G42_1],
    issues: None,
}

impl Command for ReplaceHandler {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, input: Option<&Self>) -> Vec<Requirement> {
        let own = scene.facts.ever_handled_by(scene.actor.id);
        let mut all = vec![Requirement::when(
            RuleId::G43_1,
            !own,
            Text::new("由非经办的负责人决定", "decided by somebody in charge who is no handler"),
            Text::new("经办人不能决定自己的回避", "a handler does not decide on recusals of the case"),
            Mend::Somebody(Text::new("另一审批人", "another approver")),
        )];
        let Some(input) = input else { return all };
        let logins = || scene.facts.handlers.iter().map(|h| h.staff.login.as_str());
        if let Some(Login(out)) = &input.out {
            all.push(Requirement::when(
                RuleId::G43_1,
                logins().any(|l| l == out),
                say!("{l} 是本案经办人", "{l} is a handler of the case", l = out),
                say!("{l} 不是本案经办人", "{l} is no handler of the case", l = out),
                Mend::Somebody(Text::new("改选", "choose another")),
            ));
        }
        if let Some(Login(joins)) = &input.joins {
            all.push(Requirement::when(
                RuleId::G43_1,
                !logins().any(|l| l == joins),
                say!("{l} 加入", "{l} joins", l = joins),
                say!("{l} 已是本案经办人", "{l} is a handler of the case already", l = joins),
                Mend::Somebody(Text::new("改选", "choose another")),
            ));
        }
        let after = scene.facts.handlers.len() + usize::from(input.joins.is_some())
            - usize::from(input.out.is_some()).min(scene.facts.handlers.len());
        if input.out.is_some() && scene.settings.rule_on(RuleId::G43_1) {
            all.push(Requirement::when(
                RuleId::G43_1,
                after >= 2,
                Text::new("更换后仍有两人以上", "two or more remain"),
                Text::new("更换后经办人会少于两人", "fewer than two would remain"),
                Mend::Somebody(Text::new("同时指定新的经办人", "name somebody who joins")),
            ));
        }
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        if self.out.is_none() && self.joins.is_none() {
            return Err(Fault::field(
                "joins",
                Text::new("退出或新增, 至少填一项", "name who leaves or who joins"),
            ));
        }
        let (case, today) = (scene.facts.id, scene.moment.today);
        if let Some(Login(login)) = &self.joins {
            let joins = own_handler(sql, scene.facts.bureau, "joins", login)?;
            case_writes::add_handler(sql, case, joins.id, today)?;
        }
        if let Some(Login(login)) = &self.out
            && let Some(out) = staff::by_login(sql, login)?
        {
            case_writes::end_handler(sql, case, out.id, today, &self.reason.0)?;
        }
        stay(scene, sql)
    }
}
