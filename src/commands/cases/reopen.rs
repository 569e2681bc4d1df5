//! Reopening a closed case (重开): a right of its own, given to somebody by the administrator and not part of approving.

use super::{advance, bench};
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::{CaseNo, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Grant, Group, Subject};
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::records::case::{CaseFile, CaseStatus};
use crate::records::staff::{Relation, Role};
use crate::say;
use crate::store::{Sql, case_writes, suspensions};
use crate::text::Text;

command! {
    /// 重开案件
    ReopenCase "reopen-case" ["重开案件", "reopen the case"] {
        case: CaseNo = ["案件", "Case"];
        reason: Paragraph = ["依据和理由", "Ground and reason"];
        certificates_held: Option<u32> = ["暂扣的证书数据(份)", "Certificates held"]
            hint ["未作决定而重开的十二种情形案件, 重开即暂停", "a case on the twelve grounds that ended without a decision suspends anew"];
    }
    help: [
        "有重开权的人员重开已结案件, 写明理由: 未作决定的回到核实, 已作决定的回到执行; 决定不因重开改变",
        "reopens a closed case with the reason: without a decision it goes back to the check, with one to its execution; the decision stands as it is",
    ],
    key: 'Q',
    group: Group::Case,
    subject: Subject::Case,
    who: &[Grant { role: Role::Reopener, relation: Relation::Own }],
    from: From::Case(&[CaseStatus::Closed]),
    rules: &[RuleId::R19_3, RuleId::G43_1, RuleId::H1_1],
    issues: None,
}

/// Where a reopened case stands: a decision is not undone by reopening, its review does that (R25-4).
const fn stands_at(file: &CaseFile) -> CaseStatus {
    match file.decision {
        Some(_) => CaseStatus::Executing,
        None => CaseStatus::Verifying,
    }
}

/// R19-3: the check begins anew, and with it what it suspends.
fn suspends(file: &CaseFile) -> bool {
    file.decision.is_none() && file.ever_about().iter().any(|violation| violation.ground().is_some())
}

impl Command for ReopenCase {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        let file = &scene.facts;
        let mut all = bench(scene).four_eyes(scene.actor.id, None);
        all.push(Requirement::noted(
            RuleId::H2_1,
            say!("重开后回到: {s}", "it goes back to: {s}", s = stands_at(file)),
        ));
        if suspends(file) {
            let text = Text::new(
                "自今日起暂停评价报名和评价活动",
                "registration and evaluation are suspended from today",
            );
            all.push(Requirement::noted(RuleId::R19_3, text));
        }
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let (file, today) = (&scene.facts, scene.moment.today);
        if self.certificates_held.is_some() && !suspends(file) {
            let text = Text::new("本案重开不暂停、不暂扣", "reopened, this case suspends nothing");
            return Err(Fault::field("certificates_held", text));
        }
        let closed_on = file.closed_on.unwrap_or(today);
        case_writes::reopen(sql, file.id, closed_on, today, scene.actor.id, &self.reason.0)?;
        if suspends(file) {
            suspensions::begin(
                sql,
                file.id,
                file.agency.id,
                today,
                self.certificates_held.unwrap_or_default(),
            )?;
        }
        advance(scene, sql, stands_at(file))
    }

    fn left_out(scene: &Scene<CaseFile>) -> &'static [&'static str] {
        if suspends(&scene.facts) { &[] } else { &["certificates_held"] }
    }
}
