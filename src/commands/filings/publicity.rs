//! The publicity of a filing (公示, R8-5): posted, objections taken and answered; one upheld stops it.

use chrono::NaiveDate;

use super::papers::{self, Desk};
use super::{board, done, no_such_step, wait};
use crate::commands::entry::{Command, Done, Fields};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{FilingNo, Line, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{APPROVER, From, Group, HANDLER, Subject};
use crate::law::leaving;
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::document::DocumentKind;
use crate::records::filing::{FilingFile, FilingKind, FilingStatus, WaitsFor};
use crate::say;
use crate::store::{Sql, filings};
use crate::text::{Lang, Text};

command! {
    /// 公示
    PostPublicity "post-publicity" ["公示", "post the publicity"] {
        filing: FilingNo = ["备案", "Filing"];
        posted_on: NaiveDate = ["公示日期", "Posted on"];
        posted_at: Line = ["公示的地方", "Where"];
        text: Paragraph = ["公示内容", "Text"];
    }
    help: ["公示拟备案的内容, 期限按本局设定起算", "makes public what is to be filed; the bureau setting gives its length"],
    key: 'b',
    group: Group::Filing,
    subject: Subject::Filing,
    who: HANDLER,
    from: From::Filing(&[FilingStatus::Publicity]),
    rules: &[RuleId::R8_2, RuleId::R8_5, RuleId::R19_2, RuleId::R19_4],
    issues: Some(DocumentKind::PublicityNotice),
}

/// Whether its line has a publicity.
fn is_public(file: &FilingFile) -> bool {
    file.line().contains(&FilingStatus::Publicity)
}

/// The step before the publicity: the re-check, or of an end the check of its data. Of one for idleness that was done, whatever
/// it found (R19-2).
fn checked_before(scene: &Scene<FilingFile>) -> Requirement {
    let file = &scene.facts;
    if file.assessed {
        return board(scene).passed(FilingStatus::Recheck);
    }
    if !file.is_inactive_end() {
        return board(scene).passed(FilingStatus::Materials);
    }
    leaving::data_checked(file)
}

/// R8-5: the notice tells its last day: that is settled first.
fn settled_end(scene: &Scene<FilingFile>) -> Option<Requirement> {
    let term = board(scene).publicity_from(scene.moment.today).ok()?;
    let lacking = term.provisional?;
    Some(Requirement::unmet(
        RuleId::R8_5,
        say!(
            "公示截止日 {d} 为暂定, 不能公告: {w}",
            "its last day, {d}, is provisional and can't be told: {w}",
            d = term.last_day,
            w = lacking.why
        ),
        Mend::Calendar { years: lacking.years, until: term.last_day },
    ))
}

/// What is made public, as far as it is known: whom, what is proposed.
fn proposed_text(file: &FilingFile) -> String {
    let name = &file.agency.facts.name;
    let scopes: Vec<String> = file
        .assessed_scopes()
        .iter()
        .map(|scope| format!("{} {} {}", scope.occupation, scope.name, scope.levels.label().get(Lang::Zh)))
        .collect();
    let scopes = scopes.join("；");
    match file.kind {
        FilingKind::AutoEnd => {
            format!("{name}一年以上未开展评价且无正当理由，拟终止其评价机构备案，现予公示。")
        }
        FilingKind::OrderedEnd => format!("经责令终止，拟取消{name}评价机构备案，现予公示。"),
        FilingKind::Renewal => format!("拟同意{name}续期备案，评价范围：{scopes}。现予公示。"),
        FilingKind::Incremental => format!("拟同意{name}增加评价范围：{scopes}。现予公示。"),
        _ => format!("拟同意{name}备案，评价范围：{scopes}。现予公示。"),
    }
}

impl Command for PostPublicity {
    type Facts = FilingFile;

    fn judge(scene: &Scene<FilingFile>, input: Option<&Self>) -> Vec<Requirement> {
        let today = scene.moment.today;
        // Its notice gets number and day with this act: dated earlier, its time would run before it was there.
        let dated = input.map(|input| {
            Requirement::when(
                RuleId::R8_5,
                input.posted_on == today,
                say!("{d} 公示", "posted on {d}", d = today),
                say!(
                    "公示自登记之日 ({d}) 起计算, 不得倒填",
                    "a publicity counts from the day it is registered ({d}), never from an earlier one",
                    d = today
                ),
                Mend::Somebody(say!("日期填 {d}", "put in {d}", d = today)),
            )
        });
        let mut all = vec![
            checked_before(scene),
            Requirement::when(
                RuleId::R8_2,
                scene.facts.publicity().is_none(),
                Text::new("尚未公示或已停止", "not posted, or stopped"),
                Text::new("正在公示", "it is posted already"),
                Mend::Nothing,
            ),
        ];
        all.extend(dated);
        all.extend(settled_end(scene));
        all
    }

    fn prefill(scene: &Scene<FilingFile>) -> Fields {
        let mut fields = Fields::new();
        fields.insert("posted_on".to_owned(), scene.moment.today.to_string().into());
        fields.insert("text".to_owned(), proposed_text(&scene.facts).into());
        fields
    }

    fn apply(&self, scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        filings::post(sql, scene.facts.id, self.posted_on, &self.posted_at.0, &self.text.0)?;
        done(scene, sql, FilingStatus::Publicity, true, &self.text.0)?;
        let posted = filings::file(sql, scene.facts.no)?.map(|(file, _)| file);
        let due = match &posted {
            Some(file) => super::Board { file, ..board(scene) }.publicity_term().map_err(Fault::input)?,
            None => None,
        };
        let last_day = due.map(|term| term.last_day);
        if let (Some(publicity), Some(last_day)) = (posted.as_ref().and_then(FilingFile::publicity), last_day)
        {
            filings::told_until(sql, publicity.id, last_day)?;
        }
        let done = wait(scene, sql, FilingStatus::Publicity, WaitsFor::Time, last_day)?;
        papers::issue(Desk::of(scene, sql), scene.facts.no, DocumentKind::PublicityNotice, done)
    }
}

command! {
    /// 登记异议
    RecordObjection "record-objection" ["登记异议", "record an objection"] {
        filing: FilingNo = ["备案", "Filing"];
        received_on: NaiveDate = ["收到日期", "Received on"];
        objector: Line = ["异议人", "Who objects"] hint ["单位或个人, 及联系方式", "a unit or a person, and how to reach them"];
        content: Paragraph = ["异议内容", "What it says"];
    }
    help: ["登记公示期间的异议, 同意备案前须答复; 同意后才登记的, 答复后重新同意", "records an objection to the publicity; it is answered before the approval, or the approval is given anew"],
    key: 's',
    group: Group::Filing,
    subject: Subject::Filing,
    who: HANDLER,
    from: From::Filing(&[FilingStatus::Publicity, FilingStatus::Approval]),
    rules: &[RuleId::R8_5],
    issues: None,
}

impl Command for RecordObjection {
    type Facts = FilingFile;

    fn judge(scene: &Scene<FilingFile>, _: Option<&Self>) -> Vec<Requirement> {
        if let Some(none) = no_such_step(is_public(&scene.facts)) {
            return vec![none];
        }
        vec![Requirement::when(
            RuleId::R8_5,
            !scene.facts.publicities.is_empty(),
            Text::new("已公示", "it is posted"),
            Text::new("还没有公示", "it is not posted"),
            Mend::Somebody(Text::new("先公示", "post it first")),
        )]
    }

    fn apply(&self, scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let unposted = || Fault::input(Text::new("还没有公示", "it is not posted"));
        let from = scene.facts.publicities.iter().map(|p| p.posted_on).min().ok_or_else(unposted)?;
        check_day("received_on", self.received_on, from, scene.moment.today)?;
        let publicity = scene.facts.publicity_on(self.received_on).ok_or_else(unposted)?;
        filings::object(sql, publicity.id, self.received_on, &self.objector.0, &self.content.0)?;
        // The bureau has the ball again: it answers, and approves anew where it did.
        wait(scene, sql, scene.facts.status, WaitsFor::Bureau, None)
    }
}

command! {
    /// 停止公示
    StopPublicity "stop-publicity" ["停止公示", "stop the publicity"] {
        filing: FilingNo = ["备案", "Filing"];
        reason: Paragraph = ["理由", "Reason"];
    }
    help: ["公示内容有误或须变更的, 停止公示; 改正后重新公示, 期限重新起算", "stops a publicity whose text is wrong or changes; posted anew, its time starts again"],
    key: 'T',
    group: Group::Filing,
    subject: Subject::Filing,
    who: APPROVER,
    from: From::Filing(&[FilingStatus::Publicity]),
    rules: &[RuleId::R8_5],
    issues: None,
}

impl Command for StopPublicity {
    type Facts = FilingFile;

    fn judge(scene: &Scene<FilingFile>, _: Option<&Self>) -> Vec<Requirement> {
        if let Some(none) = no_such_step(is_public(&scene.facts)) {
            return vec![none];
        }
        vec![Requirement::when(
            RuleId::R8_5,
            scene.facts.publicity().is_some(),
            Text::new("正在公示", "it is posted"),
            Text::new("没有正在进行的公示", "nothing is posted"),
            Mend::Nothing,
        )]
    }

    fn apply(&self, scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let Some(publicity) = scene.facts.publicity() else {
            return Err(Fault::input(Text::new("没有正在进行的公示", "nothing is posted")));
        };
        filings::stop(sql, publicity.id, scene.moment.today, &self.reason.0)?;
        super::to_be_posted(scene, sql)
    }
}

command! {
    /// 答复异议
    AnswerObjection "answer-objection" ["答复异议", "answer an objection"] {
        filing: FilingNo = ["备案", "Filing"];
        upheld: bool = ["异议成立", "Upheld"];
        answer: Paragraph = ["答复", "Answer"];
    }
    help: ["答复最早一件未答复的异议; 成立的停止公示, 改正后重新公示; 已同意的重新同意", "answers the oldest open objection; an upheld one stops the publicity, which is posted anew after mending; an approval is given anew"],
    key: 'w',
    group: Group::Filing,
    subject: Subject::Filing,
    who: APPROVER,
    from: From::Filing(&[FilingStatus::Publicity, FilingStatus::Approval]),
    rules: &[RuleId::R8_5],
    issues: None,
}

impl Command for AnswerObjection {
    type Facts = FilingFile;

    fn judge(scene: &Scene<FilingFile>, _: Option<&Self>) -> Vec<Requirement> {
        if let Some(none) = no_such_step(is_public(&scene.facts)) {
            return vec![none];
        }
        let oldest = scene.facts.unanswered().next();
        vec![Requirement::when(
            RuleId::R8_5,
            oldest.is_some(),
            say!(
                "答复 {d} {w} 的异议: {c}",
                "answers the objection of {d} by {w}: {c}",
                d = oldest.map(|o| o.received_on.to_string()).unwrap_or_default(),
                w = oldest.map(|o| o.objector.clone()).unwrap_or_default(),
                c = oldest.map(|o| o.content.clone()).unwrap_or_default()
            ),
            Text::new("没有待答复的异议", "no objection waits"),
            Mend::Nothing,
        )]
    }

    fn apply(&self, scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let Some(objection) = scene.facts.unanswered().next() else {
            return Err(Fault::input(Text::new("没有待答复的异议", "no objection waits")));
        };
        let today = scene.moment.today;
        filings::answer(sql, objection.id, today, &self.answer.0, self.upheld)?;
        if !self.upheld {
            return match scene.facts.status {
                // It was approved without knowing of the objection: that is said anew.
                FilingStatus::Approval => super::to_be_approved(scene, sql),
                // Others wait as well, or the publicity runs on.
                status if scene.facts.unanswered().count() > 1 => {
                    wait(scene, sql, status, WaitsFor::Bureau, None)
                }
                status => {
                    let term = board(scene).publicity_term().map_err(Fault::input)?;
                    match term {
                        Some(term) => wait(scene, sql, status, WaitsFor::Time, Some(term.last_day)),
                        None => wait(scene, sql, status, WaitsFor::Bureau, None),
                    }
                }
            };
        }
        // What is posted now says the same; one stopped already stays so.
        if let Some(publicity) = scene.facts.publicity() {
            filings::stop(sql, publicity.id, today, &self.answer.0)?;
        }
        super::to_be_posted(scene, sql)
    }
}
