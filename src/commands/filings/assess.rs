//! Site survey (现场查勘), assessment (评估评审), and the re-check of its result by the Corps management body (复核).

use chrono::NaiveDate;

use super::papers::{self, Desk};
use super::{CORPS_APPROVER, advance, board, done};
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{FilingNo, Line, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{APPROVER, From, Group, HANDLER, Subject};
use crate::law::constraints::bad_record;
use crate::law::filings::{supervised, validity_began};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::{RuleId, Strength};
use crate::law::scopes::{joint_consents, top_levels};
use crate::records::bureau::BureauId;
use crate::records::capacity::Departure;
use crate::records::document::DocumentKind;
use crate::records::filing::{FilingFile, FilingKind, FilingStatus};
use crate::say;
use crate::store::{Sql, capacity, filings};
use crate::text::{Lang, Text};

command! {
    /// 登记现场查勘
    RecordSurvey "record-survey" ["登记现场查勘", "record the survey"] {
        filing: FilingNo = ["备案", "Filing"];
        surveyed_on: NaiveDate = ["查勘日期", "Surveyed on"];
        members: Line = ["查勘人员", "Members"];
        passed: bool = ["通过", "Passed"];
        opinion: Paragraph = ["查勘情况", "Findings"];
    }
    help: ["登记场地、设备、监控的现场查勘; 未通过的可再查勘", "records the survey of site, equipment and monitoring; one not passed can be repeated"],
    key: 'u',
    group: Group::Filing,
    subject: Subject::Filing,
    who: HANDLER,
    from: From::Filing(&[FilingStatus::Survey]),
    rules: &[RuleId::R8_2],
    issues: Some(DocumentKind::SurveyRecord),
}

impl Command for RecordSurvey {
    type Facts = FilingFile;

    fn judge(scene: &Scene<FilingFile>, _: Option<&Self>) -> Vec<Requirement> {
        let mut all = vec![board(scene).passed(FilingStatus::Materials)];
        all.extend(board(scene).designated_elsewhere());
        all
    }

    fn apply(&self, scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let from =
            scene.facts.step(FilingStatus::Materials).map_or(scene.facts.applied_on, |passed| passed.on);
        check_day("surveyed_on", self.surveyed_on, from, scene.moment.today)?;
        done(scene, sql, FilingStatus::Survey, self.passed, &self.opinion.0)?;
        filings::made(sql, scene.facts.id, self.surveyed_on, Some(&self.members.0))?;
        let next = if self.passed { FilingStatus::Assessment } else { FilingStatus::Survey };
        let done = advance(scene, sql, next)?;
        papers::issue(Desk::of(scene, sql), scene.facts.no, DocumentKind::SurveyRecord, done)
    }
}

command! {
    /// 登记评估评审
    RecordAssessment "record-assessment" ["登记评估评审", "record the assessment"] {
        filing: FilingNo = ["备案", "Filing"];
        evaluated_on: Option<NaiveDate> = ["定期评估合格日期", "Periodic evaluation passed on"]
            hint ["续期通过的必填", "needed where a renewal passes"];
        no_special: Option<Line> = ["无专项督导的理由", "Why without a special supervision"]
            hint ["本有效期没有专项督导的续期必填", "needed where a renewal had none in this validity"];
        departs: Option<Paragraph> = ["一般性条件未满足的理由", "Why it passes without a condition"]
            hint ["「一般应当」未满足时必填, 随备案留存; 各条理由不同的, 每行一条, 如 R6-3 …", "needed where an 'as a rule' condition is not met; where reasons differ, a line each: R6-3 ..."];
        passed: bool = ["通过", "Passed"];
        opinion: Paragraph = ["意见", "Opinion"];
    }
    help: ["评估评审, 由材料审核、现场查勘以外的人办理; 续期须有本有效期的定期评估合格, 并以专项督导和年检为依据", "the assessment, by nobody who reviewed or surveyed; a renewal rests on a passed evaluation and on supervision"],
    key: 'd',
    group: Group::Filing,
    subject: Subject::Filing,
    who: APPROVER,
    from: From::Filing(&[FilingStatus::Assessment]),
    rules: &[
        RuleId::R8_2, RuleId::R10_4, RuleId::R10_5, RuleId::R6_1, RuleId::R6_2, RuleId::R6_3, RuleId::R6_4, RuleId::R6_5,
        RuleId::R6_6, RuleId::R6_8, RuleId::R7_1, RuleId::R7_2, RuleId::R7_3, RuleId::R7_4, RuleId::R8_3, RuleId::R3_3, RuleId::H1_1,
    ],
    issues: Some(DocumentKind::AssessmentReport),
}

impl Command for RecordAssessment {
    type Facts = FilingFile;

    fn judge(scene: &Scene<FilingFile>, input: Option<&Self>) -> Vec<Requirement> {
        let board = board(scene);
        let mut all = vec![
            board.passed(FilingStatus::Survey),
            board.other_than(
                scene.actor.id,
                &[FilingStatus::Applied, FilingStatus::Materials, FilingStatus::Survey],
            ),
        ];
        all.extend(board.designated_elsewhere());
        if scene.facts.kind == FilingKind::Renewal {
            let wanted = Text::new(
                "续期须有本有效期的定期评估合格",
                "a renewal wants a periodic evaluation passed in this validity",
            );
            all.push(match input {
                None => Requirement::at_input(RuleId::R10_4, wanted),
                Some(input) => Requirement::when(
                    RuleId::R10_4,
                    !input.passed || input.evaluated_on.is_some(),
                    Text::new("定期评估合格", "the periodic evaluation was passed"),
                    wanted,
                    Mend::Somebody(Text::new("填写合格日期", "fill in its day")),
                ),
            });
            let explained = input.map(|input| !input.passed || input.no_special.is_some());
            let agency = &scene.facts.agency;
            all.extend(agency.facts.validity.map(|filed| supervised(agency, filed, explained)));
        }
        all.extend(conditions(scene, input));
        all
    }

    fn left_out(scene: &Scene<FilingFile>) -> &'static [&'static str] {
        if scene.facts.kind == FilingKind::Renewal { &[] } else { &["evaluated_on", "no_special"] }
    }

    fn apply(&self, scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let mut opinion = self.opinion.0.clone();
        if let Some(on) = self.evaluated_on {
            // Of the validity that is to be renewed.
            let filed = super::filed(&scene.facts.agency)?;
            let until = filed.expires_on.min(scene.moment.today);
            check_day("evaluated_on", on, validity_began(filed), until)?;
            opinion = format!("{on} 定期评估合格。{opinion}");
        }
        if let Some(why) = &self.no_special {
            opinion = format!("{opinion} 无专项督导: {}", why.0);
        }
        capacity::supersede(sql, scene.facts.id)?;
        if let (true, Some(why)) = (self.passed, &self.departs) {
            depart(scene, sql, &wanted(scene), &why.0)?;
        }
        done(scene, sql, FilingStatus::Assessment, self.passed, &opinion)?;
        let next = if self.passed { FilingStatus::Recheck } else { FilingStatus::Assessment };
        let done = advance(scene, sql, next)?;
        papers::issue(Desk::of(scene, sql), scene.facts.no, DocumentKind::AssessmentReport, done)
    }
}

/// Puts each `should` that is not met on the record with its reason: of several lines each that begins with a rule's id is
/// for that rule, the rest for all.
pub(super) fn depart(
    scene: &Scene<FilingFile>,
    sql: &dyn Sql,
    judged: &[Requirement],
    why: &str,
) -> Result<(), Fault> {
    for unmet in judged.iter().filter(|c| c.refuses()) {
        let rule = unmet.rule.to_string();
        let why = reason_for(&rule, why);
        capacity::depart(sql, scene.facts.id, &rule, &unmet.text, &why, scene.actor.id, scene.moment.today)?;
    }
    Ok(())
}

/// The reason given for a rule: its own line (`R6-3 …`), or what is said for all.
fn reason_for(rule: &str, why: &str) -> String {
    let own = |line: &&str| line.split_whitespace().next() == Some(rule);
    let line = why.lines().map(str::trim).find(own);
    let own = line.map(|line| line[rule.len()..].trim()).filter(|reason| !reason.is_empty());
    own.unwrap_or(why.trim()).to_owned()
}

/// Conditions, and the consents of others, that a passed assessment wants (Art. 3, 6, 7, 8); of one that is not assessed
/// the consents.
fn wanted(scene: &Scene<FilingFile>) -> Vec<Requirement> {
    let file = &scene.facts;
    let mut all = if file.assessed { board(scene).conditions() } else { Vec::new() };
    if file.kind == FilingKind::First {
        all.extend(bad_record(&file.agency.known.constraints, scene.moment.today));
    }
    all.extend(joint_consents(file, &scene.listed));
    all.extend(top_levels(file));
    all
}

/// What is wanted and not met any more, or not met yet with a reason on the record: judged again at the approval and the
/// publication.
pub(super) fn unmet_since(scene: &Scene<FilingFile>) -> Vec<Requirement> {
    let file = &scene.facts;
    if !file.kind.is_published() || file.status <= FilingStatus::Assessment {
        return Vec::new();
    }
    let departed = |c: &Requirement| {
        let (rule, what) = (c.rule.to_string(), c.text.get(Lang::Zh));
        let same = |d: &Departure| !d.superseded && d.rule == rule && is_no_worse(c.rule, &d.what, what);
        file.departures.iter().any(same)
    };
    wanted(scene).into_iter().filter(|c| c.refuses() && !departed(c)).collect()
}

/// Whether what falls short now is what fell short then, or less of it. Where names are listed (rivals, venues), none that
/// was not there; elsewhere the same words, and no number smaller.
fn is_no_worse(rule: RuleId, then: &str, now: &str) -> bool {
    if matches!(rule, RuleId::R7_4 | RuleId::R6_5) {
        let listed = |text: &str| {
            let (head, list) = text.rsplit_once(": ").unwrap_or((text, ""));
            (head.to_owned(), list.split('、').map(str::to_owned).collect::<Vec<_>>())
        };
        let ((about, before), (still, left)) = (listed(then), listed(now));
        return about == still && left.iter().all(|name| before.contains(name));
    }
    let words = |text: &str| text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    let numbers = |text: &str| -> Vec<u64> {
        text.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect()
    };
    let (old, new) = (numbers(then), numbers(now));
    words(then) == words(now) && old.len() == new.len() && old.iter().zip(&new).all(|(old, new)| new >= old)
}

/// Art. 6, 7: who fails some condition can be assessed as not passing; to pass, each `must` is met, and for each `should`
/// that is not, the reason is given.
fn conditions(scene: &Scene<FilingFile>, input: Option<&RecordAssessment>) -> Vec<Requirement> {
    match input {
        Some(input) if !input.passed => Vec::new(),
        Some(input) => explained(wanted(scene), Some(input.departs.is_some())),
        None => explained(wanted(scene), None).into_iter().map(in_the_way_of_passing).collect(),
    }
}

/// A `must` that is not met, before the form says whether it is passed.
fn in_the_way_of_passing(judged: Requirement) -> Requirement {
    if !judged.refuses() {
        return judged;
    }
    let mend = Mend::Somebody(Text::new(
        "先补登相应事实; 未满足的不能登记通过, 可登记不通过",
        "put the facts on record first; until then it can only be recorded as not passed",
    ));
    Requirement::lacking(judged.rule, say!("{t} (必须)", "{t} (must)", t = judged.text), mend)
}

/// What gives way to a reason (`should`), where one is given; before the form is filled in, what one is wanted for.
pub(super) fn explained(judged: Vec<Requirement>, given: Option<bool>) -> Vec<Requirement> {
    let told = |c: Requirement| match (c.refuses() && c.rule.rule().strength == Strength::Should, given) {
        (false, _) | (true, Some(false)) => c,
        (true, None) => {
            let mend = Mend::Somebody(Text::new(
                "补登相应事实, 或由审批人写明理由",
                "put the facts on record, or the approver gives the reason",
            ));
            Requirement::lacking(c.rule, say!("{t} (一般应当)", "{t} (as a rule)", t = c.text), mend)
        }
        (true, Some(true)) => {
            Requirement::met(c.rule, say!("{t}; 已写明理由", "{t}; the reason is given", t = c.text))
        }
    };
    judged.into_iter().map(told).collect()
}

command! {
    /// 复核评估结果
    RecheckFiling "recheck-filing" ["复核评估结果", "re-check the assessment"] {
        filing: FilingNo = ["备案", "Filing"];
        passed: bool = ["通过", "Passed"];
        opinion: Paragraph = ["意见", "Opinion"];
    }
    help: ["兵团评价管理机构复核评估结果; 不通过的退回评估", "the Corps management body re-checks the result; one that does not pass is assessed again"],
    key: 'V',
    group: Group::Filing,
    subject: Subject::Filing,
    who: CORPS_APPROVER,
    from: From::Filing(&[FilingStatus::Recheck]),
    rules: &[RuleId::R8_2, RuleId::H1_1],
    issues: None,
}

impl Command for RecheckFiling {
    type Facts = FilingFile;

    fn judge(scene: &Scene<FilingFile>, _: Option<&Self>) -> Vec<Requirement> {
        let board = board(scene);
        vec![
            board.office(&scene.actor, BureauId::CENTER),
            board.passed(FilingStatus::Assessment),
            board.other_than(
                scene.actor.id,
                &[
                    FilingStatus::Applied,
                    FilingStatus::Materials,
                    FilingStatus::Survey,
                    FilingStatus::Assessment,
                ],
            ),
        ]
    }

    fn apply(&self, scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        done(scene, sql, FilingStatus::Recheck, self.passed, &self.opinion.0)?;
        if !self.passed {
            return advance(scene, sql, FilingStatus::Assessment);
        }
        super::to_be_posted(scene, sql)
    }
}

#[cfg(test)]
mod tests {
    use super::{RuleId, is_no_worse};

    #[test]
    fn rivals_are_told_apart_by_name_and_numbers_by_size() {
        let told = "示例工种: 本师市该职业已有: 示例第1学校、示例第2学校";
        for (now, better) in [
            (told, true),
            ("示例工种: 本师市该职业已有: 示例第2学校", true),
            ("示例工种: 本师市该职业已有: 示例第3学校", false),
            ("示例工种: 本师市该职业已有: 示例第1学校、示例第2学校、示例第3学校", false),
            ("他工种: 本师市该职业已有: 示例第1学校", false),
        ] {
            assert_eq!(is_no_worse(RuleId::R7_4, told, now), better, "{now}");
        }
        assert!(is_no_worse(RuleId::R6_2, "考评员 3 人, 应有 5 人", "考评员 4 人, 应有 5 人"));
        assert!(!is_no_worse(RuleId::R6_2, "考评员 3 人, 应有 5 人", "考评员 2 人, 应有 5 人"));
    }
}
