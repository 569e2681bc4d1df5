//! After an activity (评价结果、内部督导报告、归档): results with their certificates (R11-1, R17-1), the internal report (R15-1), the
//! archive (R16-1).

use chrono::NaiveDate;

use super::{advance, stay};
use crate::commands::entry::{Command, Done, Turn};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{ActivityNo, Line};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, KEEPERS, Subject};
use crate::law::certified::certified;
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::activity::{ActivityFile, ActivityStatus, ActivityStep, Results};
use crate::say;
use crate::store::{Sql, activities};
use crate::text::Text;

command! {
    /// 登记评价结果
    RecordResults "record-results" ["登记评价结果", "record the results"] {
        activity: ActivityNo = ["评价活动", "Activity"];
        examined: u32 = ["实考人数", "Examined"];
        passed: u32 = ["合格人数", "Passed"];
        certificates: u32 = ["证书份数", "Certificates"];
        first_number: Option<Line> = ["证书首号", "First number"] hint ["22 位, 前 13 位为机构编码", "22 characters, the first 13 the agency's code"];
        last_number: Option<Line> = ["证书尾号", "Last number"];
    }
    help: [
        "登记实考、合格人数和证书份数及首尾编号; 有误的重新登记, 以后一次为准",
        "records how many were examined and passed, and the certificates with first and last number; recorded anew, the last one holds",
    ],
    key: 'r',
    group: Group::Activity,
    subject: Subject::Activity,
    who: KEEPERS,
    from: From::Activity(&[ActivityStatus::Running, ActivityStatus::Held]),
    rules: &[RuleId::R11_1, RuleId::R12_1, RuleId::R17_1],
    issues: None,
}

impl Command for RecordResults {
    type Facts = ActivityFile;

    fn turn(scene: &Scene<ActivityFile>) -> Turn {
        Turn::done_if(scene.facts.results.is_some())
    }

    fn judge(scene: &Scene<ActivityFile>, input: Option<&Self>) -> Vec<Requirement> {
        let mut all = vec![ended(scene, RuleId::R11_1)];
        let Some(input) = input else {
            let text = Text::new(
                "只向合格者发证, 编号与机构编码相符",
                "certificates for those who passed, with the agency's code",
            );
            all.push(Requirement::at_input(RuleId::R17_1, text));
            return all;
        };
        let numbers = input.first_number.as_ref().zip(input.last_number.as_ref());
        let numbers = numbers.map(|(first, last)| (first.0.as_str(), last.0.as_str()));
        all.extend(certified(&scene.facts, (input.passed, input.certificates), numbers));
        all
    }

    fn apply(&self, scene: &Scene<ActivityFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let file = &scene.facts;
        if self.examined > file.candidates {
            let text = say!("多于准予的 {n} 人", "more than the {n} who were admitted", n = file.candidates);
            return Err(Fault::field("examined", text));
        }
        if self.passed > self.examined {
            return Err(Fault::field("passed", Text::new("多于实考人数", "more than were examined")));
        }
        if self.certificates < file.batch.uploaded() + file.batch.voided() {
            let text = say!(
                "少于已登记上传或作废的 {n} 份",
                "fewer than the {n} that are on record as uploaded or void",
                n = file.batch.uploaded() + file.batch.voided()
            );
            return Err(Fault::field("certificates", text));
        }
        if self.first_number.is_some() != self.last_number.is_some() {
            let text = Text::new("首号尾号一并填写", "the first and the last go together");
            return Err(Fault::field("last_number", text));
        }
        let numbers = self.first_number.as_ref().zip(self.last_number.as_ref());
        if let Some((first, last)) = numbers
            && let Some(other) = activities::numbered(sql, (file.agency.id, file.id), (&first.0, &last.0))?
        {
            let text = say!(
                "{n} 的证书已用其中的编号",
                "certificates of {n} have numbers of these",
                n = other.to_string()
            );
            return Err(Fault::field("first_number", text));
        }
        let results = Results {
            examined: self.examined,
            passed: self.passed,
            certificates: self.certificates,
            numbers: numbers.map(|(first, last)| (first.0.clone(), last.0.clone())),
        };
        activities::record(sql, file.id, &results, scene.moment.today)?;
        advance(scene, sql, ActivityStatus::Held)
    }
}

command! {
    /// 登记内部督导报告
    FileReport "file-report" ["登记内部督导报告", "record the internal report"] {
        activity: ActivityNo = ["评价活动", "Activity"];
        filed_on: NaiveDate = ["提交日期", "Handed in on"];
        summary: Line = ["内容摘要", "In short"];
    }
    help: [
        "登记内部质量督导人员在活动结束后提交的督导报告; 逾期的照登, 显示逾期",
        "records the report of the internal supervisor after the activity; a late one is recorded, and shown as late",
    ],
    key: 'i',
    group: Group::Activity,
    subject: Subject::Activity,
    who: KEEPERS,
    from: From::Activity(&[ActivityStatus::Running, ActivityStatus::Held]),
    rules: &[RuleId::R15_1],
    issues: None,
}

impl Command for FileReport {
    type Facts = ActivityFile;

    fn turn(scene: &Scene<ActivityFile>) -> Turn {
        Turn::done_if(scene.facts.done(ActivityStep::Reported).is_some())
    }

    fn judge(scene: &Scene<ActivityFile>, _: Option<&Self>) -> Vec<Requirement> {
        vec![once(scene, RuleId::R15_1, ActivityStep::Reported), ended(scene, RuleId::R15_1)]
    }

    fn apply(&self, scene: &Scene<ActivityFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let file = &scene.facts;
        check_day("filed_on", self.filed_on, file.occasion.ends_on, scene.moment.today)?;
        activities::step(
            sql,
            file.id,
            ActivityStep::Reported,
            self.filed_on,
            Some(scene.actor.id),
            &self.summary.0,
        )?;
        stay(scene, sql)
    }
}

command! {
    /// 登记归档
    ArchiveActivity "archive-activity" ["登记归档", "record the archive"] {
        activity: ActivityNo = ["评价活动", "Activity"];
        archived_on: NaiveDate = ["归档日期", "Complete on"];
        registration: bool = ["报名审核卷", "Registration and review"];
        filing: bool = ["备案材料卷", "Filing material"];
        process: bool = ["考务过程卷", "Process"];
        papers: bool = ["试卷成绩卷", "Papers and results"];
        certificates: bool = ["证书卷", "Certificates"];
    }
    help: [
        "登记评价档案整理完毕: 报名审核、备案材料、考务过程、试卷成绩、证书各卷齐全",
        "records that the archive is complete: registration, filing, process, papers and results, certificates",
    ],
    key: 'd',
    group: Group::Activity,
    subject: Subject::Activity,
    who: KEEPERS,
    from: From::Activity(&[ActivityStatus::Held]),
    rules: &[RuleId::R15_1, RuleId::R16_1],
    issues: None,
}

impl ArchiveActivity {
    /// The volumes that are not there.
    fn lacking(&self) -> Vec<Text> {
        [
            (self.registration, Text::new("报名审核", "registration")),
            (self.filing, Text::new("备案材料", "filing material")),
            (self.process, Text::new("考务过程", "process")),
            (self.papers, Text::new("试卷成绩", "papers and results")),
            (self.certificates, Text::new("证书", "certificates")),
        ]
        .into_iter()
        .filter(|(there, _)| !there)
        .map(|(_, volume)| volume)
        .collect()
    }
}

impl Command for ArchiveActivity {
    type Facts = ActivityFile;

    fn judge(scene: &Scene<ActivityFile>, input: Option<&Self>) -> Vec<Requirement> {
        let all = Text::new("各卷齐全", "all volumes are there");
        let reported = scene.facts.done(ActivityStep::Reported);
        let report = Requirement::when(
            RuleId::R15_1,
            reported.is_some(),
            Text::new("内部督导报告在卷", "the internal report is there"),
            Text::new("还没有内部督导报告", "there is no internal report yet"),
            Mend::Somebody(Text::new("先登记内部督导报告", "record the internal report first")),
        );
        let Some(input) = input else { return vec![report, Requirement::at_input(RuleId::R16_1, all)] };
        let lacking = input.lacking();
        vec![
            report,
            Requirement::when(
                RuleId::R16_1,
                lacking.is_empty(),
                all,
                say!("缺卷: {l}", "volumes missing: {l}", l = Text::join(&lacking)),
                Mend::Somebody(Text::new("机构补齐", "the agency completes them")),
            ),
        ]
    }

    fn apply(&self, scene: &Scene<ActivityFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let file = &scene.facts;
        check_day("archived_on", self.archived_on, file.occasion.ends_on, scene.moment.today)?;
        activities::step(sql, file.id, ActivityStep::Archived, self.archived_on, Some(scene.actor.id), "")?;
        advance(scene, sql, ActivityStatus::Archived)
    }
}

/// It is recorded once.
fn once(scene: &Scene<ActivityFile>, rule: RuleId, step: ActivityStep) -> Requirement {
    let done = scene.facts.done(step);
    Requirement::when(
        rule,
        done.is_none(),
        Text::new("还没有登记", "it is not recorded yet"),
        say!("{d} 已登记", "recorded already: {d}", d = done.map(|on| on.to_string()).unwrap_or_default()),
        Mend::Nothing,
    )
}

/// It comes after the end.
fn ended(scene: &Scene<ActivityFile>, rule: RuleId) -> Requirement {
    let ends_on = scene.facts.occasion.ends_on;
    Requirement::when(
        rule,
        scene.moment.today >= ends_on,
        say!("活动 {d} 结束", "it ended on {d}", d = ends_on),
        say!("活动至 {d}, 结束后登记", "it goes on until {d}: recorded after that", d = ends_on),
        Mend::Time { until: ends_on.pred_opt().unwrap_or(ends_on) },
    )
}
