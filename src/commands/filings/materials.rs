//! Materials review (材料审核), and requests for completion (补正): the agency has the ball until it answers.

use chrono::NaiveDate;

use super::settle::is_checked;
use super::{advance, board, done, no_such_step, wait};
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{FilingNo, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::filing::{FilingFile, FilingKind, FilingStatus, WaitsFor};
use crate::say;
use crate::store::{Sql, filings};
use crate::text::Text;

/// R8-2: what was asked for is there; nothing goes on before.
fn answered(file: &FilingFile) -> Requirement {
    Requirement::when(
        RuleId::R8_2,
        file.open_round().is_none(),
        Text::new("没有未答复的补正", "no request is unanswered"),
        Text::new("补正尚未答复", "a request is not answered yet"),
        Mend::Somebody(Text::new("登记补正材料", "record the completion")),
    )
}

command! {
    /// 通知补正
    RequestCompletion "request-completion" ["通知补正", "ask for completion"] {
        filing: FilingNo = ["备案", "Filing"];
        items: Paragraph = ["需补正的内容", "What lacks"];
        due: NaiveDate = ["补正期限", "Until"];
    }
    help: ["一次告知需补正的全部内容和期限; 机构答复前不再往下办理", "tells the agency all that lacks, and until when; nothing goes on until it answers"],
    key: 'c',
    group: Group::Filing,
    subject: Subject::Filing,
    who: HANDLER,
    from: From::Filing(&[FilingStatus::Materials]),
    rules: &[RuleId::R8_2],
    issues: None,
}

impl Command for RequestCompletion {
    type Facts = FilingFile;

    fn judge(scene: &Scene<FilingFile>, _: Option<&Self>) -> Vec<Requirement> {
        vec![answered(&scene.facts)]
    }

    fn apply(&self, scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let today = scene.moment.today;
        if self.due < today {
            return Err(Fault::field(
                "due",
                say!("不能早于今天 ({t})", "can't be before today ({t})", t = today),
            ));
        }
        filings::ask(sql, scene.facts.id, today, &self.items.0, self.due)?;
        done(scene, sql, FilingStatus::Materials, false, &self.items.0)?;
        wait(scene, sql, FilingStatus::Returned, WaitsFor::Agency, Some(self.due))
    }
}

command! {
    /// 登记补正材料
    RecordCompletion "record-completion" ["登记补正材料", "record the completion"] {
        filing: FilingNo = ["备案", "Filing"];
        answered_on: NaiveDate = ["收到日期", "Received on"];
        answer: Paragraph = ["补正内容", "What was handed in"];
    }
    help: ["登记机构补正的材料, 回到材料审核", "records what the agency handed in; the materials are reviewed again"],
    key: 's',
    group: Group::Filing,
    subject: Subject::Filing,
    who: HANDLER,
    from: From::Filing(&[FilingStatus::Returned]),
    rules: &[RuleId::R8_2],
    issues: None,
}

impl Command for RecordCompletion {
    type Facts = FilingFile;

    fn judge(scene: &Scene<FilingFile>, _: Option<&Self>) -> Vec<Requirement> {
        vec![Requirement::when(
            RuleId::R8_2,
            scene.facts.open_round().is_some(),
            Text::new("有待答复的补正", "a request waits for an answer"),
            Text::new("没有待答复的补正", "no request waits for an answer"),
            Mend::Nothing,
        )]
    }

    fn apply(&self, scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let Some(round) = scene.facts.open_round() else {
            return Err(Fault::input(Text::new("没有待答复的补正", "no request waits for an answer")));
        };
        check_day("answered_on", self.answered_on, round.requested_on, scene.moment.today)?;
        filings::completed(sql, round.id, self.answered_on, &self.answer.0)?;
        advance(scene, sql, FilingStatus::Materials)
    }
}

command! {
    /// 材料审核通过
    PassMaterials "pass-materials" ["材料审核通过", "pass the materials"] {
        filing: FilingNo = ["备案", "Filing"];
        opinion: Paragraph = ["意见", "Opinion"];
    }
    help: ["材料齐全, 转现场查勘; 不开展评价的终止转公示", "the materials are complete: on to the survey, or to the publicity of an end for idleness"],
    key: 'm',
    group: Group::Filing,
    subject: Subject::Filing,
    who: HANDLER,
    from: From::Filing(&[FilingStatus::Materials]),
    rules: &[RuleId::R8_1, RuleId::R8_2],
    issues: None,
}

impl Command for PassMaterials {
    type Facts = FilingFile;

    fn judge(scene: &Scene<FilingFile>, _: Option<&Self>) -> Vec<Requirement> {
        let file = &scene.facts;
        let all = no_such_step(!is_checked(file)).into_iter().chain([answered(file)]);
        all.chain(board(scene).implementing_consent()).collect()
    }

    fn apply(&self, scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        done(scene, sql, FilingStatus::Materials, true, &self.opinion.0)?;
        match scene.facts.kind {
            FilingKind::AutoEnd => super::to_be_posted(scene, sql),
            FilingKind::Change => advance(scene, sql, FilingStatus::Approval),
            // Selected elsewhere: the bureau approves it next (R8-1, R9-1).
            _ if !scene.facts.assessed => wait(scene, sql, FilingStatus::Approval, WaitsFor::Bureau, None),
            _ => advance(scene, sql, FilingStatus::Survey),
        }
    }
}
