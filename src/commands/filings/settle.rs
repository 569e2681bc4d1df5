//! A change, a narrower scope, a voluntary or an automatic end: its outstanding data checked (核实收尾数据), then settled by an
//! approver of the bureau, which changes the directory the same day (R21-3).

use chrono::NaiveDate;

use super::change;
use super::completion::answered;
use super::leave::without;
use super::materials::complete;
use super::papers::{self, Desk};
use super::{advance, board, done, no_such_step};
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{FilingNo, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{APPROVER, From, Group, HANDLER, Subject};
use crate::law::leaving;
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::agency::{AgencyFacts, AgencyStatus};
use crate::records::document::DocumentKind;
use crate::records::filing::{FilingFile, FilingKind, FilingMatter, FilingStatus};
use crate::say;
use crate::store::{Sql, agencies, ends, filings};
use crate::text::{Lang, Text};

command! {
    /// 核实收尾数据
    CheckData "check-data" ["核实收尾数据", "check the outstanding data"] {
        filing: FilingNo = ["备案", "Filing"];
        checked_on: NaiveDate = ["核实日期", "Checked on"];
        outstanding: bool = ["还有未上传的证书数据", "Certificates not uploaded yet"];
        findings: Paragraph = ["核实情况", "Findings"];
    }
    help: [
        "核实证书数据是否全部上传; 还有收尾数据的, 上传后再核实",
        "records whether all certificates are uploaded; where some are not, it is checked again later",
    ],
    key: 'i',
    group: Group::Filing,
    subject: Subject::Filing,
    who: HANDLER,
    from: From::Filing(&[FilingStatus::Materials]),
    rules: &[RuleId::R18_4, RuleId::R18_5, RuleId::R19_1, RuleId::R19_4, RuleId::H2_1],
    issues: None,
}

/// Whether its outstanding data are checked: a narrower scope, and every end.
pub(super) const fn is_checked(file: &FilingFile) -> bool {
    matches!(file.kind, FilingKind::Narrowing) || file.kind.ends()
}

impl Command for CheckData {
    type Facts = FilingFile;

    fn judge(scene: &Scene<FilingFile>, input: Option<&Self>) -> Vec<Requirement> {
        let file = &scene.facts;
        if let Some(none) = no_such_step(is_checked(file)) {
            return vec![none];
        }
        let text = Text::new("须核实收尾数据", "the outstanding data are to be checked");
        let rule = match file.is_inactive_end() {
            true => RuleId::H2_1,
            false => leaving::rule(file.kind, file.matter.as_ref()),
        };
        let to_do = Requirement::met(rule, text);
        let left = leaving::not_uploaded(file);
        // In the way of a check that finds none.
        let left = if input.is_some_and(|input| !input.outstanding) {
            left
        } else {
            left.map(Requirement::as_lacking)
        };
        [to_do, answered(file)].into_iter().chain(complete(file)).chain(left).collect()
    }

    fn apply(&self, scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        check_day("checked_on", self.checked_on, scene.facts.applied_on, scene.moment.today)?;
        done(scene, sql, FilingStatus::Materials, !self.outstanding, &self.findings.0)?;
        filings::made(sql, scene.facts.id, self.checked_on, None)?;
        // Outstanding data don't hold up an end for idleness (R19-2); they hold up every other (R19-1, R19-4).
        if scene.facts.is_inactive_end() || (scene.facts.is_made_public() && !self.outstanding) {
            return super::to_be_posted(scene, sql);
        }
        advance(scene, sql, if self.outstanding { FilingStatus::Materials } else { FilingStatus::Approval })
    }
}

command! {
    /// 核准
    SettleFiling "settle-filing" ["核准, 更新目录", "settle it, updating the directory"] {
        filing: FilingNo = ["备案", "Filing"];
        opinion: Paragraph = ["意见", "Opinion"];
    }
    help: [
        "核准变更、缩减范围或终止备案, 目录当日更新; 退出目录的机构继续维护已发证书数据",
        "settles a change, a narrower scope or an end, the directory the same day; who left it still maintains its certificates",
    ],
    key: 'S',
    group: Group::Filing,
    subject: Subject::Filing,
    who: APPROVER,
    from: From::Filing(&[FilingStatus::Publicity, FilingStatus::Approval]),
    rules: &[RuleId::R18_1, RuleId::R18_4, RuleId::R18_5, RuleId::R19_1, RuleId::R19_2, RuleId::R19_4, RuleId::H1_1],
    issues: Some(DocumentKind::Approval),
}

/// Steps after which one does not settle it as well (H1-1).
const BEFORE: &[FilingStatus] = &[FilingStatus::Applied, FilingStatus::Materials, FilingStatus::Publicity];

impl Command for SettleFiling {
    type Facts = FilingFile;

    fn judge(scene: &Scene<FilingFile>, _: Option<&Self>) -> Vec<Requirement> {
        let (file, board) = (&scene.facts, board(scene));
        let fits = matches!(file.kind, FilingKind::Narrowing | FilingKind::Change) || file.kind.ends();
        if let Some(none) = no_such_step(fits) {
            return vec![none];
        }
        let mut all = leaving::settled_on(file, &scene.calendar, scene.moment.today);
        if file.is_made_public() {
            all.extend(board.made_public());
        }
        // What was recorded since the check goes up as well.
        all.extend(leaving::not_uploaded(file));
        all.extend(leaving::ordered_first(file));
        all.extend(leaving::ordered(file, &scene.settings, scene.actor.id));
        if file.kind == FilingKind::Narrowing {
            all.push(Requirement::when(
                RuleId::R18_4,
                !without(&file.agency.facts.scopes, &file.scopes).is_empty(),
                Text::new("缩减后仍有评价范围", "a scope is left"),
                Text::new(
                    "缩减后没有评价范围, 应办理自愿终止",
                    "no scope would be left: that is a voluntary end",
                ),
                Mend::Nothing,
            ));
        }
        all.push(board.other_than(scene.actor.id, BEFORE));
        all
    }

    fn apply(&self, scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let file = &scene.facts;
        let standing = &file.agency.facts;
        match &file.matter {
            _ if file.kind.ends() => {
                agencies::set_status(sql, file.agency.no, AgencyStatus::Cancelled)?;
                lapse_others(scene, sql)?;
            }
            Some(FilingMatter::Change { facts, .. }) => {
                let facts = facts.of(standing);
                change::free(sql, &file.agency, &facts)?;
                if facts.name != standing.name {
                    agencies::name_ends(sql, file.agency.id, &standing.name, scene.moment.today)?;
                }
                agencies::amend(sql, file.agency.id, &facts)?;
            }
            _ => {
                let scopes = without(&standing.scopes, &file.scopes);
                agencies::amend(sql, file.agency.id, &AgencyFacts { scopes, ..standing.clone() })?;
            }
        }
        done(scene, sql, FilingStatus::Published, true, &self.opinion.0)?;
        let done = advance(scene, sql, FilingStatus::Published)?;
        let reason = format!("{} {}", file.kind.label().get(Lang::Zh), file.no);
        let done = super::certificate::void(sql, file.agency.id, &reason, done)?;
        papers::issue(Desk::of(scene, sql), file.no, DocumentKind::Approval, done)
    }
}

/// What the agency had under way beside its end ends with it: nothing of it is carried into a later filing.
fn lapse_others(scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<(), Fault> {
    let (file, today) = (&scene.facts, scene.moment.today);
    let reason =
        say!("机构退出目录 ({n}), 办理终结", "the agency left the directory ({n})", n = file.no.to_string());
    let reason = reason.get(Lang::Zh);
    for (id, no, stood) in filings::all_open_of(sql, file.agency.id)? {
        if id != file.id {
            ends::lapses(sql, id, stood, file.id)?;
            super::lapse(sql, (id, no), today, scene.actor.id, reason)?;
        }
    }
    Ok(())
}
