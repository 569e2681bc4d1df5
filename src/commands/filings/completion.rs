//! Requests for completion (补正): the agency has the ball until all that was asked for came, and the bureau's time stops.

use chrono::NaiveDate;

use super::materials::{lacking, marked, wanted};
use super::papers::{self, Desk};
use super::{advance, done, no_such_step, stay, wait};
use crate::commands::entry::{Command, Done, Fields};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{FilingNo, Line, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::document::DocumentKind;
use crate::records::filing::{FilingFile, FilingStatus, Mark, Material, MaterialState, Round, WaitsFor};
use crate::say;
use crate::store::{Sql, filing_papers};
use crate::text::Text;

/// R8-2: what was asked for is there; nothing goes on before.
pub(super) fn answered(file: &FilingFile) -> Requirement {
    Requirement::when(
        RuleId::R8_2,
        file.open_round().is_none(),
        Text::new("没有未答复的补正", "no request is unanswered"),
        Text::new("补正尚未答复", "a request is not answered yet"),
        Mend::Somebody(Text::new("登记补正材料", "record the completion")),
    )
}

/// R8-2: a request waits for its answer.
fn asked(file: &FilingFile) -> Requirement {
    Requirement::when(
        RuleId::R8_2,
        file.open_round().is_some(),
        Text::new("有待答复的补正", "a request waits for an answer"),
        Text::new("没有待答复的补正", "no request waits for an answer"),
        Mend::Nothing,
    )
}

fn open_round(file: &FilingFile) -> Result<&Round, Fault> {
    let none = || Fault::input(Text::new("没有待答复的补正", "no request waits for an answer"));
    file.open_round().ok_or_else(none)
}

command! {
    /// 通知补正
    RequestCompletion "request-completion" ["通知补正", "ask for completion"] {
        filing: FilingNo = ["备案", "Filing"];
        items: Paragraph = ["需补正的内容", "What lacks"] hint ["每行一项", "one item a line"];
        due: NaiveDate = ["补正期限", "Until"];
    }
    help: ["一次告知需补正的全部内容和期限, 出具补正通知书; 机构答复前不再往下办理, 办理期限中止", "tells the agency all that lacks, and until when; nothing goes on until it answers, and the bureau's time stops"],
    key: 'c',
    group: Group::Filing,
    subject: Subject::Filing,
    who: HANDLER,
    from: From::Filing(&[FilingStatus::Materials]),
    rules: &[RuleId::R8_2],
    issues: Some(DocumentKind::CompletionRequest),
}

impl Command for RequestCompletion {
    type Facts = FilingFile;

    fn judge(scene: &Scene<FilingFile>, _: Option<&Self>) -> Vec<Requirement> {
        // Nobody applied for an automatic end: there is nothing to complete.
        let applied = no_such_step(!scene.facts.kind.is_own());
        vec![applied.unwrap_or_else(|| answered(&scene.facts))]
    }

    fn apply(&self, scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let today = scene.moment.today;
        if self.due < today {
            return Err(Fault::field(
                "due",
                say!("不能早于今天 ({t})", "can't be before today ({t})", t = today),
            ));
        }
        let items: Vec<&str> = self.items.0.lines().map(str::trim).filter(|item| !item.is_empty()).collect();
        filing_papers::ask(sql, scene.facts.id, today, &items, self.due)?;
        done(scene, sql, FilingStatus::Materials, false, &self.items.0)?;
        let waits = wait(scene, sql, FilingStatus::Returned, WaitsFor::Agency, Some(self.due))?;
        papers::issue(Desk::of(scene, sql), scene.facts.no, DocumentKind::CompletionRequest, waits)
    }

    fn prefill(scene: &Scene<FilingFile>) -> Fields {
        let lacking = lacking(&scene.facts);
        let mut fields = Fields::new();
        if !lacking.is_empty() {
            fields.insert("items".to_owned(), lacking.join("\n").into());
        }
        fields
    }
}

command! {
    /// 登记补正材料
    RecordCompletion "record-completion" ["登记补正材料", "record the completion"] {
        filing: FilingNo = ["备案", "Filing"];
        answered_on: NaiveDate = ["收到日期", "Received on"];
        items: Option<Vec<Mark>> = ["收到的项", "What came"]
            hint ["留空为全部收到", "leave it empty where all of it came"];
        answer: Paragraph = ["补正内容", "What was handed in"];
    }
    help: ["登记机构补正的材料; 各项收齐后回到材料审核, 办理期限恢复计算", "records what the agency handed in; once all of it came the materials are reviewed again, and the time goes on"],
    key: 's',
    group: Group::Filing,
    subject: Subject::Filing,
    who: HANDLER,
    from: From::Filing(&[FilingStatus::Returned]),
    rules: &[RuleId::R8_2],
    issues: None,
}

impl RecordCompletion {
    /// What was asked for by its name in the checklist is there now.
    fn tick(&self, file: &FilingFile, round: &Round, rows: &[i64], sql: &dyn Sql) -> Result<(), Fault> {
        for asked in round.asked.iter().filter(|asked| rows.contains(&asked.row)) {
            let named = |m: &&Material| {
                m.state == MaterialState::Missing && [&m.item, &wanted(m)].contains(&&asked.item)
            };
            if let Some(material) = file.materials.iter().find(named) {
                let note = format!("{} 补正收到", self.answered_on);
                filing_papers::mark(sql, file.id, material.place, MaterialState::There, &note)?;
            }
        }
        Ok(())
    }

    /// The rows of what came now.
    fn came(&self, round: &Round) -> Result<Vec<i64>, Fault> {
        let open = || round.asked.iter().filter(|asked| asked.answered_on.is_none());
        let Some(marks) = &self.items else { return Ok(open().map(|asked| asked.row).collect()) };
        let there = marked(marks, round.asked.len())?;
        let rows: Vec<i64> = (1..)
            .zip(&round.asked)
            .filter(|(place, asked)| {
                let of_this = there.iter().find(|mark| mark.place == *place);
                asked.answered_on.is_none() && of_this.is_some_and(|m| m.state != MaterialState::Missing)
            })
            .map(|(_, asked)| asked.row)
            .collect();
        if rows.is_empty() {
            return Err(Fault::field("items", Text::new("没有收到任何一项", "nothing of it came")));
        }
        Ok(rows)
    }
}

impl Command for RecordCompletion {
    type Facts = FilingFile;

    fn judge(scene: &Scene<FilingFile>, _: Option<&Self>) -> Vec<Requirement> {
        vec![asked(&scene.facts)]
    }

    fn apply(&self, scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let round = open_round(&scene.facts)?;
        let earlier = round.asked.iter().filter_map(|asked| asked.answered_on).max();
        let from = earlier.unwrap_or(round.requested_on);
        check_day("answered_on", self.answered_on, from, scene.moment.today)?;
        let rows = self.came(round)?;
        for row in &rows {
            filing_papers::came(sql, *row, self.answered_on, &self.answer.0)?;
        }
        self.tick(&scene.facts, round, &rows, sql)?;
        let open = round.asked.iter().filter(|asked| asked.answered_on.is_none()).count() - rows.len();
        if open > 0 {
            return Ok(stay(scene, sql)?.with("still_open", open));
        }
        filing_papers::completed(sql, round.id, self.answered_on, &self.answer.0)?;
        advance(scene, sql, FilingStatus::Materials)
    }

    fn prefill(scene: &Scene<FilingFile>) -> Fields {
        let mut fields = Fields::new();
        if let Some(round) = scene.facts.open_round() {
            let marks: Vec<Mark> = (1..)
                .zip(&round.asked)
                .map(|(place, asked)| Mark {
                    place,
                    item: asked.item.clone(),
                    state: MaterialState::There,
                    note: String::new(),
                })
                .collect();
            fields.extend(serde_json::to_value(marks).ok().map(|marks| ("items".to_owned(), marks)));
        }
        fields
    }
}

command! {
    /// 催补正
    RemindCompletion "remind-completion" ["登记催补正", "record a reminder"] {
        filing: FilingNo = ["备案", "Filing"];
        reminded_on: NaiveDate = ["提醒日期", "Reminded on"];
        how: Line = ["方式与对象", "How, and whom"] hint ["如: 电话 联系人", "by telephone, the contact, and the like"];
    }
    help: ["登记对机构补正的催促, 随补正留存", "records that the agency was reminded of what it is asked for"],
    key: 'R',
    group: Group::Filing,
    subject: Subject::Filing,
    who: HANDLER,
    from: From::Filing(&[FilingStatus::Returned]),
    rules: &[RuleId::R8_2],
    issues: None,
}

impl Command for RemindCompletion {
    type Facts = FilingFile;

    fn judge(scene: &Scene<FilingFile>, _: Option<&Self>) -> Vec<Requirement> {
        vec![asked(&scene.facts)]
    }

    fn apply(&self, scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let round = open_round(&scene.facts)?;
        check_day("reminded_on", self.reminded_on, round.requested_on, scene.moment.today)?;
        filing_papers::reminded(sql, round.id, self.reminded_on, &self.how.0, scene.actor.id)?;
        stay(scene, sql)
    }
}
