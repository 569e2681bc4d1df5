//! A filing that ends before its end: refused with the reason (不予备案), or withdrawn by the agency (撤回).

use super::papers::{self, Desk};
use super::{CORPS_APPROVER, OPEN, advance, board, done, no_such_step};
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::{FilingNo, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{APPROVER, From, Group, HANDLER, Subject};
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::records::agency::AgencyStatus;
use crate::records::bureau::BureauId;
use crate::records::document::DocumentKind;
use crate::records::filing::{FilingFile, FilingKind, FilingMatter, FilingStatus, WaitsFor};
use crate::store::{Sql, agencies, filings};
use crate::text::Text;

command! {
    /// 不予备案
    RefuseFiling "refuse-filing" ["不予备案", "refuse the filing"] {
        filing: FilingNo = ["备案", "Filing"];
        reason: Paragraph = ["理由", "Reason"];
    }
    help: ["不符合条件的, 书面说明理由, 不予备案", "refuses it in writing, with the reason"],
    key: 'N',
    group: Group::Filing,
    subject: Subject::Filing,
    who: APPROVER,
    from: From::Filing(OPEN),
    rules: &[RuleId::R8_2, RuleId::H1_1],
    issues: Some(DocumentKind::Refusal),
}

/// Steps that propose how it ends: who did one doesn't refuse it as well (H1-1).
const PROPOSED: &[FilingStatus] =
    &[FilingStatus::Applied, FilingStatus::Materials, FilingStatus::Survey, FilingStatus::Assessment];

impl Command for RefuseFiling {
    type Facts = FilingFile;

    fn judge(scene: &Scene<FilingFile>, _: Option<&Self>) -> Vec<Requirement> {
        // What is decided on a case falls with its review, not here (R25-4).
        if let Some(none) = no_such_step(scene.facts.kind != FilingKind::OrderedEnd) {
            return vec![none];
        }
        vec![board(scene).other_than(scene.actor.id, PROPOSED)]
    }

    fn apply(&self, scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        done(scene, sql, FilingStatus::Refused, false, &self.reason.0)?;
        end(scene, sql, &self.reason.0)?;
        let done = advance(scene, sql, FilingStatus::Refused)?;
        papers::issue(Desk::of(scene, sql), scene.facts.no, DocumentKind::Refusal, done)
    }
}

/// Ends it with the reason; who applied for a first filing stands on record as before, or as not filed.
fn end(scene: &Scene<FilingFile>, sql: &dyn Sql, reason: &str) -> Result<(), Fault> {
    let file = &scene.facts;
    filings::end(sql, file.id, reason)?;
    if file.kind == FilingKind::First && file.agency.status == AgencyStatus::Applying {
        match &file.matter {
            Some(FilingMatter::First { before: Some(before), .. }) => {
                agencies::amend(sql, file.agency.id, &before.restored(&file.agency.facts))?;
                agencies::set_status(sql, file.agency.no, before.status)?;
            }
            _ => agencies::set_status(sql, file.agency.no, AgencyStatus::NotFiled)?,
        }
    }
    Ok(())
}

command! {
    /// 退回属地局
    ReturnFiling "return-filing" ["退回属地局", "return to its bureau"] {
        filing: FilingNo = ["备案", "Filing"];
        reason: Paragraph = ["理由", "Reason"];
    }
    help: ["兵团人社局对不宜公布的退回属地局, 写明理由; 属地局改正后重新研究同意或不予备案", "the Corps bureau returns what is not to be published, with the reason; its bureau approves anew or refuses"],
    key: 'B',
    group: Group::Filing,
    subject: Subject::Filing,
    who: CORPS_APPROVER,
    from: From::Filing(&[FilingStatus::Approval]),
    rules: &[RuleId::R8_2],
    issues: None,
}

impl Command for ReturnFiling {
    type Facts = FilingFile;

    fn judge(scene: &Scene<FilingFile>, _: Option<&Self>) -> Vec<Requirement> {
        if let Some(none) = no_such_step(scene.facts.kind.is_published()) {
            return vec![none];
        }
        vec![board(scene).office(&scene.actor, BureauId::CORPS)]
    }

    fn apply(&self, scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        done(scene, sql, FilingStatus::Published, false, &self.reason.0)?;
        match scene.facts.assessed {
            true => super::to_be_approved(scene, sql),
            false => super::wait(scene, sql, FilingStatus::Approval, WaitsFor::Bureau, None),
        }
    }
}

command! {
    /// 登记撤回申请
    WithdrawFiling "withdraw-filing" ["登记撤回申请", "record the withdrawal"] {
        filing: FilingNo = ["备案", "Filing"];
        reason: Paragraph = ["理由", "Reason"];
    }
    help: ["登记机构撤回申请", "records that the agency withdrew its application"],
    key: 'W',
    group: Group::Filing,
    subject: Subject::Filing,
    who: HANDLER,
    from: From::Filing(OPEN),
    rules: &[RuleId::R8_2],
    issues: None,
}

impl Command for WithdrawFiling {
    type Facts = FilingFile;

    fn judge(scene: &Scene<FilingFile>, _: Option<&Self>) -> Vec<Requirement> {
        // Nobody applied for an automatic end: the bureau goes on with it, or an approver refuses it.
        if let Some(none) = no_such_step(!scene.facts.kind.is_own()) {
            return vec![none];
        }
        vec![Requirement::met(RuleId::R8_2, Text::new("申请在办", "the application is under way"))]
    }

    fn apply(&self, scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        done(scene, sql, FilingStatus::Withdrawn, false, &self.reason.0)?;
        end(scene, sql, &self.reason.0)?;
        advance(scene, sql, FilingStatus::Withdrawn)
    }
}
