//! Handing in the score sheet (提交评分表, R22-4): with an opinion on the batch, which holds its certificates where it isn't valid.

use chrono::NaiveDate;

use super::settle;
use crate::commands::entry::{Command, Done, Turn};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{Paragraph, VisitNo};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, KEEPERS, Subject};
use crate::law::requirement::Requirement;
use crate::law::rules::{REGULATION_FROM, RuleId};
use crate::law::visits::{brings, handed_in};
use crate::records::batch::{BatchAct, BatchEntry};
use crate::records::visit::{Opinion, ScoreSheet, VisitFile};
use crate::store::{self, Sql, batches};
use crate::text::{Lang, Text};

/// The most points.
const FULL: u32 = 100;

command! {
    /// 登记评分表
    HandInSheet "hand-in-sheet" ["登记评分表", "record the score sheet"] {
        supervision: VisitNo = ["督导", "Supervision"];
        handed_on: NaiveDate = ["提交日期", "Handed in on"];
        score: u32 = ["得分", "Score"] hint ["满分 100", "of 100"];
        opinion: Option<Opinion> = ["批次有效性建议", "Opinion on the batch"] hint ["对评价活动的督导必填", "needed for a visit to an activity"];
        summary: Paragraph = ["督导情况", "In words"];
    }
    help: [
        "登记督导员提交的现场质量督导评分表及对本批次有效性的建议; 逾期的照登, 显示逾期; 部分有效、无效的, 本批证书暂缓上传",
        "records the supervisor's score sheet and opinion on the batch; a late one is taken and shown as late; where the batch is not valid its certificates are held",
    ],
    key: 's',
    group: Group::Visit,
    subject: Subject::Visit,
    who: KEEPERS,
    from: From::Any,
    rules: &[RuleId::R22_4],
    issues: None,
}

impl Command for HandInSheet {
    type Facts = VisitFile;

    fn turn(scene: &Scene<VisitFile>) -> Turn {
        Turn::done_if(scene.facts.sheet.is_some())
    }

    fn judge(scene: &Scene<VisitFile>, input: Option<&Self>) -> Vec<Requirement> {
        let mut all = handed_in(&scene.facts, scene.moment.today);
        all.extend(input.into_iter().flat_map(|input| brings(&scene.facts, input.handed_on, input.opinion)));
        all
    }

    fn apply(&self, scene: &Scene<VisitFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let file = &scene.facts;
        let from = file.ends_on().unwrap_or(REGULATION_FROM);
        check_day("handed_on", self.handed_on, from, scene.moment.today)?;
        if self.score > FULL {
            return Err(Fault::field("score", Text::new("满分 100", "100 at most")));
        }
        if self.opinion.is_some() != file.activity.is_some() {
            let text = match file.activity {
                Some(_) => Text::new("请填写对本批次有效性的建议", "say what the batch is"),
                None => Text::new("不是对评价活动的督导, 没有批次", "a visit to no activity has no batch"),
            };
            return Err(Fault::field("opinion", text));
        }
        let sheet = ScoreSheet {
            handed_on: self.handed_on,
            score: self.score,
            opinion: self.opinion,
            summary: self.summary.0.clone(),
        };
        store::visits::hand_in(sql, file.id, &sheet, scene.actor.id)?;
        let held = self.holds(scene, sql)?;
        let done = settle(scene, sql)?;
        Ok(if held { done.with("held", true) } else { done })
    }
}

impl HandInSheet {
    /// Holds the batch where the opinion isn't that it is valid, and nothing holds it yet.
    fn holds(&self, scene: &Scene<VisitFile>, sql: &dyn Sql) -> Result<bool, Fault> {
        let Some(activity) = &scene.facts.activity else { return Ok(false) };
        let Some(opinion) = self.opinion.filter(|opinion| *opinion != Opinion::Valid) else {
            return Ok(false);
        };
        let note = format!("{} 督导建议: {}", scene.facts.no, opinion.label().get(Lang::Zh));
        let entry = BatchEntry { act: BatchAct::Held, pieces: 0, on: scene.moment.today, note };
        batches::add(sql, activity.id, &entry, scene.actor.id)?;
        Ok(true)
    }
}
