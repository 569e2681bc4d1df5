//! Handing in the score sheet (提交评分表, R22-4): with an opinion on the batch, which holds its certificates where it isn't valid.

use chrono::NaiveDate;
use serde_json::json;

use super::settle;
use crate::commands::entry::{Command, Done, Fields, Turn};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{FilePath, Paragraph, VisitNo};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, KEEPERS, Subject};
use crate::exchange::score_sheets;
use crate::law::requirement::Requirement;
use crate::law::rules::{REGULATION_FROM, RuleId};
use crate::law::scores::scored;
use crate::law::visits::{brings, handed_in};
use crate::records::batch::{BatchAct, BatchEntry};
use crate::records::score::{FULL, ScoreForm, ScoreMark};
use crate::records::visit::{Opinion, ScoreSheet, VisitFile};
use crate::say;
use crate::store::{self, Sql, batches};
use crate::text::{Lang, Text};

/// Nothing can be marked by indicator before the bureau has a form.
fn no_form(field: &str) -> Fault {
    let text = Text::new(
        "督导当日没有评分表样式; 由管理员导入",
        "no form of score sheets holds on its day: the administrator imports one",
    );
    Fault::field(field, text)
}

command! {
    /// 登记评分表
    HandInSheet "hand-in-sheet" ["登记评分表", "record the score sheet"] {
        supervision: VisitNo = ["督导", "Supervision"];
        handed_on: NaiveDate = ["提交日期", "Handed in on"];
        scores: Option<Vec<ScoreMark>> = ["逐项评分", "By indicator"]
            hint ["数字或左右键: 扣分; 空格: 一票否决; 其余输入为理由", "digits, left and right: deduct; space: veto; anything else typed is the reason"];
        file: Option<FilePath> = ["评分表文件", "Sheet as a file"]
            hint ["在表格里填好的; 列: 二级指标、扣分、扣分理由、否决", "filled in as a table; columns: second level, deducted, reason, vetoed"];
        score: Option<u32> = ["得分", "Score"] hint ["满分 100; 逐项评分的不填", "of 100; empty where it is by indicator"];
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
        let marks = input.and_then(|input| input.scores.as_deref()).unwrap_or_default();
        if marks.iter().any(|mark| mark.vetoed == Some(true)) {
            let text = Text::new("有一票否决项", "an indicator vetoes it");
            all.push(Requirement::noted(RuleId::R22_4, text));
        }
        all
    }

    fn apply(&self, scene: &Scene<VisitFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let file = &scene.facts;
        let from = file.ends_on().unwrap_or(REGULATION_FROM);
        check_day("handed_on", self.handed_on, from, scene.moment.today)?;
        let (score, marked) = self.scored(file.form.as_ref())?;
        if self.opinion.is_some() != file.activity.is_some() {
            let text = match file.activity {
                Some(_) => Text::new("请填写对本批次有效性的建议", "say what the batch is"),
                None => Text::new("不是对评价活动的督导, 没有批次", "a visit to no activity has no batch"),
            };
            return Err(Fault::field("opinion", text));
        }
        let sheet = ScoreSheet {
            handed_on: self.handed_on,
            score,
            opinion: self.opinion,
            summary: self.summary.0.clone(),
            marked: None,
        };
        store::visits::hand_in(sql, file.id, &sheet, scene.actor.id)?;
        if let (Some((vetoed, marks)), Some(form)) = (&marked, &file.form) {
            store::scores::mark(sql, file.id, form.id, (*vetoed, marks))?;
        }
        let held = self.holds(scene, sql)?;
        let told = say!("得分 {n}", "score: {n}", n = score);
        let done = settle(scene, sql)?.with("score", score).telling(told);
        let vetoed = marked.is_some_and(|(vetoed, _)| vetoed);
        let done = if vetoed { done.with("vetoed", true) } else { done };
        Ok(if held { done.with("held", true) } else { done })
    }

    fn prefill(scene: &Scene<VisitFile>) -> Fields {
        let blank = scene.facts.form.as_ref().map(|form| json!(form.blank()));
        blank.map(|marks| ("scores".to_owned(), marks)).into_iter().collect()
    }

    fn left_out(scene: &Scene<VisitFile>) -> &'static [&'static str] {
        if scene.facts.form.is_some() { &[] } else { &["scores", "file"] }
    }
}

/// Whether a sheet is vetoed, and what is marked on it.
type MarkedAs = (bool, Vec<ScoreMark>);

impl HandInSheet {
    /// The score, and what is marked by indicator: from the form, from a file, or the score alone where neither says anything.
    fn scored(&self, form: Option<&ScoreForm>) -> Result<(u32, Option<MarkedAs>), Fault> {
        let by_hand = self
            .scores
            .as_deref()
            .filter(|marks| self.score.is_none() || marks.iter().any(ScoreMark::is_marked));
        let (field, marks) = match (by_hand, &self.file) {
            (Some(marks), Some(_)) if marks.iter().any(ScoreMark::is_marked) => {
                let text = Text::new("逐项评分和文件只填一样", "by indicator, or as a file: one of them");
                return Err(Fault::field("file", text));
            }
            (_, Some(FilePath(path))) => {
                let form = form.ok_or_else(|| no_form("file"))?;
                ("file", Some(score_sheets::marks(path, form).map_err(|why| Fault::field("file", why))?))
            }
            (marks, None) => ("scores", marks.map(<[ScoreMark]>::to_vec)),
        };
        let Some(marks) = marks else {
            let none = || Fault::field("score", Text::new("请填写得分", "say the score"));
            let score = self.score.ok_or_else(none)?;
            return match score <= FULL {
                true => Ok((score, None)),
                false => Err(Fault::field("score", Text::new("满分 100", "100 at most"))),
            };
        };
        let form = form.ok_or_else(|| no_form(field))?;
        let (score, vetoed, marks) = scored(form, &marks).map_err(|why| Fault::field(field, why))?;
        if self.score.is_some_and(|typed| typed != score) {
            let text = say!("逐项得 {s} 分, 与此不符", "by indicator it is {s}", s = score);
            return Err(Fault::field("score", text));
        }
        Ok((score, Some((vetoed, marks))))
    }

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
