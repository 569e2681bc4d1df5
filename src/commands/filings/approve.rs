//! Approval (研究同意) by the bureau, once the publicity is over; anew where an objection or a calendar came since.

use super::assess::{depart, explained, unmet_since};
use super::papers::{self, Desk};
use super::{advance, board, done, no_such_step};
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::{FilingNo, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{APPROVER, From, Group, Subject};
use crate::law::filings::{applying, begun, renewable};
use crate::law::leaving::{listed, not_ending};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::law::scopes::eligible;
use crate::records::document::DocumentKind;
use crate::records::filing::{FilingFile, FilingKind, FilingStatus};
use crate::store::Sql;
use crate::text::Text;

command! {
    /// 研究同意
    ApproveFiling "approve-filing" ["研究同意", "approve the filing"] {
        filing: FilingNo = ["备案", "Filing"];
        departs: Option<Paragraph> = ["一般性条件未满足仍予同意的理由", "Why it is approved though a general condition is not met"]
            hint ["评估之后才不满足的填写", "where one is not met any more since the assessment"];
        opinion: Paragraph = ["意见", "Opinion"];
    }
    help: [
        "公示期满且异议均已答复后, 研究同意, 报兵团人社局公布; 其后又有异议或日历变动的, 重新同意",
        "approves it once the publicity is over and objections are answered; anew after an objection or a calendar that came since",
    ],
    key: 'D',
    group: Group::Filing,
    subject: Subject::Filing,
    who: APPROVER,
    from: From::Filing(&[FilingStatus::Publicity, FilingStatus::Approval]),
    rules: &[
        RuleId::R8_2, RuleId::R8_5, RuleId::R10_2, RuleId::R4_2, RuleId::R6_1, RuleId::R6_2, RuleId::R6_3, RuleId::R6_4,
        RuleId::R6_5, RuleId::R6_6, RuleId::R6_8, RuleId::R7_1, RuleId::R7_2, RuleId::R7_3, RuleId::R7_4, RuleId::R8_3,
        RuleId::R3_3, RuleId::H1_1,
    ],
    issues: Some(DocumentKind::Approval),
}

/// Steps after which one does not approve as well (H1-1). Where the Corps management body is the bureau (R3-1), whoever
/// re-checked another's assessment may approve: there are two pairs of eyes on it.
const BEFORE_APPROVAL: &[FilingStatus] = &[
    FilingStatus::Applied,
    FilingStatus::Materials,
    FilingStatus::Survey,
    FilingStatus::Assessment,
    FilingStatus::Publicity,
];

impl Command for ApproveFiling {
    type Facts = FilingFile;

    fn judge(scene: &Scene<FilingFile>, input: Option<&Self>) -> Vec<Requirement> {
        let board = board(scene);
        if let Some(none) = no_such_step(scene.facts.kind.is_published()) {
            return vec![none];
        }
        let mut all = still_filed(scene);
        if scene.facts.assessed {
            all.extend(board.made_public());
            all.push(board.passed(FilingStatus::Recheck));
        } else {
            all.push(board.passed(FilingStatus::Materials));
        }
        all.push(board.other_than(scene.actor.id, BEFORE_APPROVAL));
        let since = unmet_since(scene);
        if scene.facts.status == FilingStatus::Approval
            && since.is_empty()
            && !board.approval_stands().iter().any(|r| r.refuses())
        {
            let text = Text::new("已研究同意, 待公布", "approved already, waiting for its publication");
            all.push(Requirement::unmet(RuleId::H2_1, text, Mend::Nothing));
        }
        all.extend(explained(since, input.map(|input| input.departs.is_some())));
        all
    }

    fn apply(&self, scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        if let Some(why) = &self.departs {
            depart(scene, sql, &unmet_since(scene), &why.0)?;
        }
        done(scene, sql, FilingStatus::Approval, true, &self.opinion.0)?;
        let done = advance(scene, sql, FilingStatus::Approval)?;
        papers::issue(Desk::of(scene, sql), scene.facts.no, DocumentKind::Approval, done)
    }
}

/// What was judged at the application, judged again: the agency's record may have been corrected since (R10-2, R4-2, R8-1).
pub(super) fn still_filed(scene: &Scene<FilingFile>) -> Vec<Requirement> {
    let file = &scene.facts;
    let mut all = vec![match file.kind {
        FilingKind::First => applying(&file.agency),
        _ => listed(&file.agency, RuleId::R8_2),
    }];
    match (file.kind, file.agency.facts.validity) {
        (FilingKind::Renewal, Some(filed)) => {
            all.extend(not_ending(&file.agency, false));
            all.push(begun(filed, file.applied_on));
            all.push(renewable(&scene.calendar, filed.expires_on, file.applied_on));
            all.extend(board(scene).accepted());
        }
        _ => {
            all.extend(not_ending(&file.agency, false));
            all.push(eligible(file.agency.facts.kind, &file.scopes, &scene.listed));
        }
    }
    all.extend(board(scene).implementing_consent());
    all.extend(board(scene).designated_elsewhere());
    all.retain(Requirement::refuses);
    all
}
