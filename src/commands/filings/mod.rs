//! The steps of a filing (备案办理, Art. 8, 10, 18), one file a step or a close family of them: renewal (续期) and wider
//! scope (增加范围) of an agency that is in the directory, and its leaving, whole or in part.

mod apply;
mod approve;
mod assess;
mod assign;
mod certificate;
mod change;
mod completion;
mod consent;
mod correct;
mod designate;
mod ending;
mod first;
mod leave;
mod materials;
pub(in crate::commands) mod papers;
mod publicity;
mod publish;
mod settle;

pub use apply::{AcceptLateFiling, ApplyFiling, Matter};
pub use approve::ApproveFiling;
pub use assess::{RecheckFiling, RecordAssessment, RecordSurvey};
pub use assign::AssignFiling;
pub use certificate::ReissueCertificate;
pub use change::ApplyChange;
pub use completion::{RecordCompletion, RemindCompletion, RequestCompletion};
pub use consent::RecordConsent;
pub use correct::CorrectPublication;
pub use designate::DesignateJurisdiction;
pub use ending::{RefuseFiling, ReturnFiling, WithdrawFiling};
pub use first::ApplyFirst;
pub use leave::{ApplyEnd, ApplyNarrowing, ProposeEnd};
pub use materials::{AttachMaterial, CheckMaterials, PassMaterials};
pub use publicity::{AnswerObjection, PostPublicity, RecordObjection, StopPublicity};
pub use publish::PublishFiling;
pub use settle::{CheckData, SettleFiling};

use chrono::NaiveDate;

use super::clocks;
use super::entry::Done;
use super::fault::Fault;
use super::scene::Scene;
use super::spec::Grant;
use crate::law::filings::Board;
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::agency::{Agency, Validity};
use crate::records::filing::{FilingFile, FilingStatus, WaitsFor};
use crate::records::ids::{FilingId, RecordNo, StaffId};
use crate::records::staff::{Relation, Role};
use crate::store::Sql;
use crate::store::filings::{self, Next};
use crate::text::Text;

/// An approver of a Corps body, or of the own bureau where that is one (R3-1).
const CORPS_APPROVER: &[Grant] = &[
    Grant { role: Role::Approver, relation: Relation::Above },
    Grant { role: Role::Approver, relation: Relation::Own },
];

/// Every status of a filing under way.
const OPEN: &[FilingStatus] = &[
    FilingStatus::Applied,
    FilingStatus::Materials,
    FilingStatus::Returned,
    FilingStatus::Survey,
    FilingStatus::Assessment,
    FilingStatus::Recheck,
    FilingStatus::Publicity,
    FilingStatus::Approval,
];

/// H2-1: the line of steps of this matter has no such step.
fn no_such_step(fits: bool) -> Option<Requirement> {
    let text = Text::new("该事项没有此环节", "this matter has no such step");
    (!fits).then(|| Requirement::unmet(RuleId::H2_1, text, Mend::Nothing))
}

/// The validity of an agency that is filed.
fn filed(agency: &Agency) -> Result<Validity, Fault> {
    agency
        .facts
        .validity
        .ok_or_else(|| Fault::input(Text::new("机构还没有备案", "the agency is not filed yet")))
}

/// The facts of the scene, as the law's judgements take them.
fn board(scene: &Scene<FilingFile>) -> Board<'_> {
    Board {
        file: &scene.facts,
        settings: &scene.settings,
        calendar: &scene.calendar,
        today: scene.moment.today,
    }
}

/// Moves the filing to a status, with whom that waits for.
fn advance(scene: &Scene<FilingFile>, sql: &dyn Sql, status: FilingStatus) -> Result<Done, Fault> {
    wait(scene, sql, status, status.waits_for(scene.facts.kind), None)
}

/// Moves the filing to a status where somebody in particular is waited for, until a day where one is set.
fn wait(
    scene: &Scene<FilingFile>,
    sql: &dyn Sql,
    status: FilingStatus,
    waits_for: WaitsFor,
    due: Option<NaiveDate>,
) -> Result<Done, Fault> {
    let today = scene.moment.today;
    let version = filings::advance(sql, scene.facts.id, &Next { status, waits_for, due }, today)?;
    // The agency's own clocks hang on its filings (R10-2).
    clocks::refresh(sql, scene.facts.agency.no, today)?;
    Ok(Done::on(scene.facts.no, version))
}

/// Records a step as done today by the actor.
fn done(
    scene: &Scene<FilingFile>,
    sql: &dyn Sql,
    step: FilingStatus,
    passed: bool,
    opinion: &str,
) -> Result<(), Fault> {
    filings::step(sql, scene.facts.id, step, scene.moment.today, scene.actor.id, passed, opinion)?;
    Ok(())
}

/// The filing stays where it is, with its next version; whom it waits for, and until when, stay too.
fn stay(scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
    Ok(Done::on(scene.facts.no, filings::touch(sql, scene.facts.id)?))
}

/// A filing ends because of what happened elsewhere (终结), with the reason.
pub(in crate::commands) fn lapse(
    sql: &dyn Sql,
    (filing, no): (FilingId, RecordNo),
    today: NaiveDate,
    by: StaffId,
    why: &str,
) -> Result<(), Fault> {
    filings::step(sql, filing, FilingStatus::Lapsed, today, by, false, why)?;
    filings::end(sql, filing, why)?;
    let next = Next { status: FilingStatus::Lapsed, waits_for: WaitsFor::Nobody, due: None };
    filings::advance(sql, filing, &next, today)?;
    clocks::refresh(sql, no, today)?;
    Ok(())
}

/// Back to the bureau, which is to approve it anew.
fn to_be_approved(scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
    wait(scene, sql, FilingStatus::Publicity, WaitsFor::Bureau, None)
}

/// On to the publicity, which the bureau is to post.
fn to_be_posted(scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
    wait(scene, sql, FilingStatus::Publicity, WaitsFor::Bureau, None)
}
