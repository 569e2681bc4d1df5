//! Approval (研究同意) by the bureau, and publication (统一公布) by the Corps bureau, which changes the directory.

use chrono::NaiveDate;

use super::{CORPS_APPROVER, advance, apply, board, done, no_such_step};
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::{FilingNo, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{APPROVER, From, Group, Subject};
use crate::law::constraints::unconstrained;
use crate::law::filings::{begun, renewable};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::law::terms;
use crate::records::agency::{AgencyFacts, AgencyStatus, Scope};
use crate::records::bureau::BureauId;
use crate::records::filing::{FilingFile, FilingKind, FilingStatus};
use crate::store::{Sql, agencies};
use crate::text::Text;

command! {
    /// 研究同意
    ApproveFiling "approve-filing" ["研究同意", "approve the filing"] {
        filing: FilingNo = ["备案", "Filing"];
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
    rules: &[RuleId::R8_2, RuleId::R8_5, RuleId::R10_2, RuleId::R4_2, RuleId::H1_1],
    issues: None,
}

/// Steps after which one does not approve as well (H1-1).
const BEFORE_APPROVAL: &[FilingStatus] = &[
    FilingStatus::Applied,
    FilingStatus::Materials,
    FilingStatus::Survey,
    FilingStatus::Assessment,
    FilingStatus::Publicity,
];

impl Command for ApproveFiling {
    type Facts = FilingFile;

    fn judge(scene: &Scene<FilingFile>, _: Option<&Self>) -> Vec<Requirement> {
        let board = board(scene);
        if let Some(none) = no_such_step(scene.facts.kind.is_assessed()) {
            return vec![none];
        }
        let mut all = still_filed(scene);
        all.extend(board.made_public());
        all.push(board.passed(FilingStatus::Recheck));
        all.push(board.other_than(scene.actor.id, BEFORE_APPROVAL));
        if scene.facts.status == FilingStatus::Approval
            && !board.approval_stands().iter().any(|r| r.refuses())
        {
            let text = Text::new("已研究同意, 待公布", "approved already, waiting for its publication");
            all.push(Requirement::unmet(RuleId::H2_1, text, Mend::Nothing));
        }
        all
    }

    fn apply(&self, scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        done(scene, sql, FilingStatus::Approval, true, &self.opinion.0)?;
        advance(scene, sql, FilingStatus::Approval)
    }
}

command! {
    /// 统一公布
    PublishFiling "publish-filing" ["统一公布", "publish the filing"] {
        filing: FilingNo = ["备案", "Filing"];
        opinion: Paragraph = ["意见", "Opinion"];
    }
    help: ["兵团人社局统一公布; 续期自原期满次日起延 3 年, 增加的范围即日列入目录", "the Corps bureau publishes it; a renewal adds 3 years from the day after the old expiry"],
    key: 'P',
    group: Group::Filing,
    subject: Subject::Filing,
    who: CORPS_APPROVER,
    from: From::Filing(&[FilingStatus::Approval]),
    rules: &[
        RuleId::R8_2, RuleId::R8_5, RuleId::R10_2, RuleId::R10_3, RuleId::R4_2, RuleId::R18_3, RuleId::H1_1,
    ],
    issues: None,
}

impl Command for PublishFiling {
    type Facts = FilingFile;

    fn judge(scene: &Scene<FilingFile>, _: Option<&Self>) -> Vec<Requirement> {
        let board = board(scene);
        if let Some(none) = no_such_step(scene.facts.kind.is_assessed()) {
            return vec![none];
        }
        let mut all = vec![
            Requirement::when(
                RuleId::R8_2,
                scene.facts.kind != FilingKind::First,
                Text::new("续期或增加范围", "a renewal or a wider scope"),
                Text::new("首次备案还不能在此公布", "a first filing can't be published here yet"),
                Mend::Nothing,
            ),
            standing(&scene.facts, scene.moment.today),
            board.office(&scene.actor, BureauId::CORPS),
            board.other_than(scene.actor.id, &[FilingStatus::Approval]),
        ];
        if scene.facts.kind == FilingKind::Incremental {
            all.push(unconstrained(&scene.facts.agency.known.constraints, scene.moment.today));
        }
        all.extend(still_filed(scene));
        all.extend(board.approval_stands());
        all
    }

    fn apply(&self, scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let facts = published(&scene.facts)?;
        agencies::amend(sql, scene.facts.agency.id, &facts)?;
        done(scene, sql, FilingStatus::Published, true, &self.opinion.0)?;
        let done = advance(scene, sql, FilingStatus::Published)?;
        Ok(done.with("expires_on", facts.expires_on.to_string()))
    }
}

/// What was judged at the application, judged again: the agency's record may have been corrected since (R10-2, R4-2, R8-1).
fn still_filed(scene: &Scene<FilingFile>) -> Vec<Requirement> {
    let (file, facts) = (&scene.facts, &scene.facts.agency.facts);
    let mut all = apply::standing(&file.agency);
    match file.kind {
        FilingKind::Renewal => {
            all.push(begun(facts, file.applied_on));
            all.push(renewable(&scene.calendar, facts.expires_on, file.applied_on));
            all.extend(board(scene).accepted());
        }
        _ => all.extend(apply::within_groups(&file.agency, &file.scopes)),
    }
    all.retain(Requirement::refuses);
    all
}

/// Only what stands can be renewed or widened: an agency in the directory, for a wider scope one that has not expired.
fn standing(file: &FilingFile, today: NaiveDate) -> Requirement {
    let stands = match file.kind {
        FilingKind::Incremental => file.agency.in_force(today),
        _ => file.agency.status == AgencyStatus::Listed,
    };
    Requirement::when(
        RuleId::R8_2,
        stands,
        Text::new("机构备案有效", "the filing of the agency stands"),
        Text::new("机构备案已取消或已期满", "the filing of the agency is cancelled or expired"),
        Mend::Nothing,
    )
}

/// What is registered of the agency from the publication on (R10-3, R18-3).
fn published(file: &FilingFile) -> Result<AgencyFacts, Fault> {
    let mut facts = file.agency.facts.clone();
    if file.kind == FilingKind::Renewal {
        facts.expires_on = terms::renewed(facts.expires_on).map_err(Fault::input)?.until;
    }
    for added in &file.scopes {
        let same = |s: &&mut Scope| (s.occupation, &s.name) == (added.occupation, &added.name);
        match facts.scopes.iter_mut().find(same) {
            Some(standing) => standing.levels = standing.levels.union(added.levels),
            None => facts.scopes.push(added.clone()),
        }
    }
    Ok(facts)
}
