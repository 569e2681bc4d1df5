//! The catalogue: every command of the product, once. Keys, menus, palette, help, command line, schema and the
//! permission test derive from it. To add a command: declare it, then add its line here.

use super::activities::{
    AnswerAuthorisation, AnswerChange, AnswerConsent, ArchiveActivity, AssignSupervisor, BeginActivity,
    CancelActivity, ConfirmPlan, FilePlan, FileReport, HoldBatch, OpenBreachCase, RecordBreach, RecordFound,
    RecordHeld, RecordResults, ReleaseBatch, RelieveSupervisor, RequestChange, UploadBatch, WithdrawBatch,
};
use super::agencies::banks::RecordBank;
use super::agencies::checks::RecordCheck;
use super::agencies::credit::{ConfirmCredit, EndCredit, RecordCredit};
use super::agencies::frequency::{DecideFrequency, ProposeFrequency};
use super::agencies::people::{EndPerson, RecordPerson};
use super::agencies::remind::RemindAgency;
use super::agencies::venues::{EndVenue, RecordVenue};
use super::agencies::{call::LogCall, correct::CorrectAgency, register::RegisterAgency};
use super::cases::approve::{ApproveCorrection, ApproveDecision, ApproveNotice, ApproveReview};
use super::cases::certificates::{RecordCertificates, TickCertificates};
use super::cases::close::{CloseCase, CloseUnfounded};
use super::cases::constraint::LiftConstraint;
use super::cases::correction::DraftCorrection;
use super::cases::decide::DraftDecision;
use super::cases::electronic::{
    RecordElectronicConsent, SendDocument, SettleMessage, WithdrawElectronicConsent,
};
use super::cases::evidence::AddEvidence;
use super::cases::execution::{RecordExecution, RecordTakeBack};
use super::cases::finding::RecordFinding;
use super::cases::handlers::{LiftRecusal, Recuse, ReplaceHandler};
use super::cases::hearing::{RecordStatement, WaiveStatement};
use super::cases::issue::{IssueCorrection, IssueDecision, IssueNotice, IssueReview};
use super::cases::notice::DraftNotice;
use super::cases::open::{AmendCase, OpenCase};
use super::cases::ordered_end::CarryOutEnd;
use super::cases::person::{CorrectPerson, OpenPersonCase};
use super::cases::proof_scan::FileProof;
use super::cases::propose::ProposeDecision;
use super::cases::referral::RecordReferral;
use super::cases::reopen::ReopenCase;
use super::cases::returning::ReturnDraft;
use super::cases::reveal::RevealPerson;
use super::cases::review::{AcceptLateReview, DraftReview, RequestReview};
use super::cases::safeguards::{RecordDiscussion, RecordLegalCheck};
use super::cases::serve::{
    RecordAttempt, ServeAgain, ServeCorrection, ServeDecision, ServeNotice, ServeReview,
};
use super::cases::strike::{StrikeService, StrikeStatement};
use super::cases::suspend::{LiftSuspension, SuspendAgency};
use super::complaints::{AnswerComplaint, HandOverComplaint, RegisterComplaint, RevealComplainant};
use super::draws::{
    DrawInspection, EndInspector, FinishDraw, LiftInterest, PublishDraw, RecordInspector, RecordInterest,
    RecuseInspector,
};
use super::entry::Entry;
use super::filings::{
    AcceptLateFiling, AnswerObjection, ApplyChange, ApplyEnd, ApplyFiling, ApplyFirst, ApplyNarrowing,
    ApproveFiling, AssignFiling, AttachMaterial, CheckData, CheckMaterials, CorrectPublication,
    DesignateJurisdiction, PassMaterials, PostPublicity, ProposeEnd, PublishFiling, RecheckFiling,
    RecordAssessment, RecordCompletion, RecordConsent, RecordObjection, RecordSurvey, RefuseFiling,
    ReissueCertificate, RemindCompletion, RequestCompletion, ReturnFiling, SettleFiling, StopPublicity,
    WithdrawFiling,
};
use super::office::accounts::{AddStaff, ChangeStaff};
use super::office::calendar::{AddDayOff, ImportCalendar, RecountDeadlines, RemoveDayOff};
use super::office::checklists::ChangeChecklist;
use super::office::handover::HandOver;
use super::office::mail::{ChangeMailServer, NoteDelivery};
use super::office::occupations::{RecordOccupation, StrikeOccupation};
use super::office::score_forms::ImportScoreForm;
use super::office::settings::{ChangeContact, ChangeSetting};
use super::office::statute::ImportStatute;
use super::office::templates::ChangeTemplate;
use super::office::violations::{RecordViolation, StrikeViolation};
use super::scene::Office;
use super::spec::Spec;
use super::visits::{
    AnswerProblem, AssignVisit, CancelVisit, HandInSheet, OpenProblemCase, PlanCycle, PlanVisit,
    RecheckProblem, RecordProblem,
};
use crate::records::activity::ActivityFile;
use crate::records::agency::Agency;
use crate::records::case::CaseFile;
use crate::records::complaint::Complaint;
use crate::records::draw::DrawFile;
use crate::records::filing::FilingFile;
use crate::records::visit::VisitFile;
use crate::say;
use crate::text::Text;

macro_rules! entries {
    ($(#[$doc:meta])* $name:ident: $facts:ty = [$($command:ident),+ $(,)?]) => {
        $(#[$doc])*
        pub static $name: &[Entry<$facts>] = &[$(Entry::of::<$command>($command::SPEC)),+];
    };
}

entries!(
    /// Commands on a case, in the order of its steps.
    CASE: CaseFile = [
        AddEvidence, RecordFinding, ProposeDecision, DraftNotice, ApproveNotice, IssueNotice, ServeNotice, RecordAttempt,
        RecordStatement, WaiveStatement, RecordDiscussion, RecordLegalCheck, DraftDecision, ApproveDecision,
        IssueDecision, ServeDecision, RequestReview, AcceptLateReview, DraftReview, ApproveReview, IssueReview,
        ServeReview, FileProof, RecordElectronicConsent, WithdrawElectronicConsent, SendDocument, SettleMessage, CarryOutEnd, RecordCertificates, TickCertificates, RecordTakeBack, RecordExecution, LiftConstraint, CloseCase, CloseUnfounded, RecordReferral, ReopenCase, DraftCorrection, ApproveCorrection, IssueCorrection, ServeCorrection, ReturnDraft,
        StrikeService, StrikeStatement, ServeAgain, ReplaceHandler, Recuse, LiftRecusal, AmendCase, CorrectPerson, RevealPerson, SuspendAgency, LiftSuspension,
    ]
);

entries!(
    /// Commands on an agency.
    AGENCY: Agency = [OpenCase, OpenPersonCase, FilePlan, RecordFound, ApplyFiling, CorrectAgency, LogCall, RegisterComplaint, ApplyChange, ApplyNarrowing, ApplyEnd, ProposeEnd, RecordPerson, EndPerson, RecordVenue, EndVenue, RecordBank, RecordCheck, RemindAgency, RecordInterest, LiftInterest, RecordCredit, ConfirmCredit, EndCredit, ProposeFrequency, DecideFrequency, PlanVisit,
        CorrectPublication, ReissueCertificate]
);

entries!(
    /// Commands on a complaint.
    COMPLAINT: Complaint = [AnswerComplaint, HandOverComplaint, RevealComplainant]
);

entries!(
    /// Commands on a filing, in the order of its steps.
    FILING: FilingFile = [
        AcceptLateFiling, CheckMaterials, AttachMaterial, RequestCompletion, RecordCompletion, RemindCompletion, RecordConsent, PassMaterials, CheckData, RecordSurvey, RecordAssessment,
        RecheckFiling, PostPublicity, RecordObjection, AnswerObjection, StopPublicity, ApproveFiling, PublishFiling, SettleFiling, ReturnFiling, RefuseFiling,
        WithdrawFiling, AssignFiling,
    ]
);

entries!(
    /// Commands on an activity, in the order of its steps.
    ACTIVITY: ActivityFile = [
        AssignSupervisor, RelieveSupervisor, ConfirmPlan, AnswerConsent, AnswerAuthorisation, RequestChange, AnswerChange, BeginActivity, RecordHeld, RecordResults, FileReport, UploadBatch, ArchiveActivity,
        RecordBreach, OpenBreachCase, HoldBatch, ReleaseBatch, WithdrawBatch, CancelActivity,
    ]
);

entries!(
    /// Commands about a bureau itself.
    OFFICE: Office = [
        RegisterAgency, AddStaff, ChangeStaff, ChangeSetting, ChangeContact, ChangeChecklist, ChangeMailServer, NoteDelivery, ChangeTemplate, ImportScoreForm, HandOver, ImportCalendar, AddDayOff, RemoveDayOff, RecountDeadlines,
        ImportStatute, RecordOccupation, StrikeOccupation, RecordViolation, StrikeViolation, ApplyFirst, DesignateJurisdiction, RecordInspector, EndInspector, DrawInspection, PlanCycle,
    ]
);

entries!(
    /// Commands on a random draw, in the order of its steps.
    DRAW: DrawFile = [RecuseInspector, FinishDraw, PublishDraw]
);

entries!(
    /// Commands on a visit.
    VISIT: VisitFile = [AssignVisit, CancelVisit, HandInSheet, RecordProblem, AnswerProblem, RecheckProblem, OpenProblemCase]
);

/// A command found by name.
pub enum Found {
    /// About a bureau.
    Office(&'static Entry<Office>),
    /// On an agency.
    Agency(&'static Entry<Agency>),
    /// On a case.
    Case(&'static Entry<CaseFile>),
    /// On a complaint.
    Complaint(&'static Entry<Complaint>),
    /// On a filing.
    Filing(&'static Entry<FilingFile>),
    /// On an activity.
    Activity(&'static Entry<ActivityFile>),
    /// On a random draw.
    Draw(&'static Entry<DrawFile>),
    /// On a visit.
    Visit(&'static Entry<VisitFile>),
}

impl Found {
    /// The declaration.
    #[must_use]
    pub const fn spec(&self) -> &'static Spec {
        match self {
            Self::Office(entry) => entry.spec,
            Self::Agency(entry) => entry.spec,
            Self::Case(entry) => entry.spec,
            Self::Complaint(entry) => entry.spec,
            Self::Filing(entry) => entry.spec,
            Self::Activity(entry) => entry.spec,
            Self::Draw(entry) => entry.spec,
            Self::Visit(entry) => entry.spec,
        }
    }
}

/// The command of a name.
#[must_use]
pub fn find(name: &str) -> Option<Found> {
    if let Some(entry) = CASE.iter().find(|e| e.spec.name == name) {
        return Some(Found::Case(entry));
    }
    if let Some(entry) = AGENCY.iter().find(|e| e.spec.name == name) {
        return Some(Found::Agency(entry));
    }
    if let Some(entry) = COMPLAINT.iter().find(|e| e.spec.name == name) {
        return Some(Found::Complaint(entry));
    }
    if let Some(entry) = FILING.iter().find(|e| e.spec.name == name) {
        return Some(Found::Filing(entry));
    }
    if let Some(entry) = ACTIVITY.iter().find(|e| e.spec.name == name) {
        return Some(Found::Activity(entry));
    }
    if let Some(entry) = DRAW.iter().find(|e| e.spec.name == name) {
        return Some(Found::Draw(entry));
    }
    if let Some(entry) = VISIT.iter().find(|e| e.spec.name == name) {
        return Some(Found::Visit(entry));
    }
    OFFICE.iter().find(|e| e.spec.name == name).map(Found::Office)
}

/// Every declaration: on cases, on agencies, on complaints, on filings, on activities, on draws, on visits, about the bureau.
pub fn specs() -> impl Iterator<Item = &'static Spec> {
    let (records, complaints) = (CASE.iter().map(|e| e.spec), COMPLAINT.iter().map(|e| e.spec));
    let (agencies, office) = (AGENCY.iter().map(|e| e.spec), OFFICE.iter().map(|e| e.spec));
    let (filings, activities) = (FILING.iter().map(|e| e.spec), ACTIVITY.iter().map(|e| e.spec));
    let draws = DRAW.iter().map(|e| e.spec).chain(VISIT.iter().map(|e| e.spec));
    records.chain(agencies).chain(complaints).chain(filings).chain(activities).chain(draws).chain(office)
}

/// What to say of a name that is none, with the nearest ones.
#[must_use]
pub fn unknown(name: &str) -> Text {
    let near: Vec<&str> = specs()
        .map(|s| s.name)
        .filter(|known| known.split('-').any(|part| part.len() > 2 && name.contains(part)))
        .take(4)
        .collect();
    if near.is_empty() {
        return say!(
            "没有命令「{n}」, 用 anjuan schema 查看全部",
            "there is no command '{n}': anjuan schema lists them",
            n = name
        );
    }
    say!(
        "没有命令「{n}」, 是否为: {k}",
        "there is no command '{n}'; perhaps: {k}",
        n = name,
        k = near.join(" ")
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::text::Lang;

    #[test]
    fn every_command_is_declared_whole() {
        let mut names = BTreeSet::new();
        for spec in specs() {
            assert!(names.insert(spec.name), "{} twice", spec.name);
            assert!(!spec.who.is_empty(), "{}", spec.name);
            for text in [&spec.label, &spec.help] {
                assert!(!text.get(Lang::Zh).is_empty() && !text.get(Lang::En).is_empty(), "{}", spec.name);
            }
            if let Some(field) = spec.subject.field() {
                assert_eq!(spec.fields.first().map(|f| f.name), Some(field), "{}", spec.name);
            }
        }
    }

    /// Keys that mean the same on every screen.
    const EVERYWHERE: &str = "hjklgGneyafotvq";

    #[test]
    fn no_command_takes_a_key_that_means_something_everywhere() {
        let (cases, agencies) = (CASE.iter().map(|e| e.spec), AGENCY.iter().map(|e| e.spec));
        for spec in cases.chain(agencies).chain(FILING.iter().map(|e| e.spec)) {
            let edits = spec.key == 'e' && matches!(spec.name, "amend-case" | "correct-agency");
            assert!(edits || !EVERYWHERE.contains(spec.key), "{}", spec.name);
        }
    }

    #[test]
    fn no_key_twice_among_commands_of_one_state() {
        for status in crate::records::case::CaseStatus::ALL {
            let mut keys = BTreeSet::new();
            for entry in CASE {
                if let super::super::spec::From::Case(states) = entry.spec.from
                    && states.contains(status)
                {
                    assert!(keys.insert(entry.spec.key), "{} at {status}", entry.spec.name);
                }
            }
        }
        for status in crate::records::filing::FilingStatus::ALL {
            let stage = super::super::spec::Stage::Filing(*status);
            let here = FILING.iter().filter(|e| e.spec.from.leaves_out(stage).is_none());
            let keys: Vec<char> = here.map(|e| e.spec.key).collect();
            assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len(), "{status}");
        }
        for keys in [
            AGENCY.iter().map(|e| e.spec.key).collect::<Vec<_>>(),
            OFFICE.iter().map(|e| e.spec.key).collect(),
        ] {
            assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len());
        }
    }
}
