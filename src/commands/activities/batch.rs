//! The batch of certificates of an activity (证书批次): uploaded, held, released, withdrawn (R19-3, R19-5, R22-2).

use chrono::NaiveDate;

use super::stay;
use crate::commands::entry::{Command, Done, Fields, Turn};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{ActivityNo, Line};
use crate::commands::scene::Scene;
use crate::commands::spec::{APPROVER, CASE_STAFF, From, Group, KEEPERS, Subject};
use crate::law::batches;
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::records::activity::{ActivityFile, ActivityStatus};
use crate::records::batch::{BatchAct, BatchEntry};
use crate::say;
use crate::store::{self, Sql};
use crate::text::Text;

/// Once it was held.
const AFTER: &[ActivityStatus] = &[ActivityStatus::Held, ActivityStatus::Archived];

fn record(scene: &Scene<ActivityFile>, sql: &dyn Sql, entry: &BatchEntry) -> Result<Done, Fault> {
    store::batches::add(sql, scene.facts.id, entry, scene.actor.id)?;
    stay(scene, sql)
}

/// The number of certificates that an act is about: one at least, and no more than there are.
fn pieces(given: u32, there: u32) -> Result<u32, Fault> {
    match given {
        0 => Err(Fault::field("pieces", Text::new("至少 1", "one at least"))),
        given if given > there => {
            Err(Fault::field("pieces", say!("多于 {n} 份", "more than the {n} there are", n = there)))
        }
        given => Ok(given),
    }
}

command! {
    /// 登记证书上传
    UploadBatch "upload-certificates" ["登记证书上传", "record certificates uploaded"] {
        activity: ActivityNo = ["评价活动", "Activity"];
        pieces: u32 = ["上传份数", "Uploaded"];
        uploaded_on: NaiveDate = ["上传日期", "Uploaded on"];
        reference: Line = ["批次号", "Number of the batch"] hint ["技能人才评价工作网的批次号", "its number at the national site"];
    }
    help: [
        "登记本批证书数据上传技能人才评价工作网; 本批暂缓、机构被暂停的, 不上传",
        "records that certificate data of the batch went to the national site; not while the batch is held or the agency suspended",
    ],
    key: 'u',
    group: Group::Activity,
    subject: Subject::Activity,
    who: KEEPERS,
    from: From::Activity(AFTER),
    rules: &[RuleId::R17_1, RuleId::R19_3, RuleId::R19_4, RuleId::R22_2],
    issues: None,
}

impl Command for UploadBatch {
    type Facts = ActivityFile;

    fn turn(scene: &Scene<ActivityFile>) -> Turn {
        Turn::done_if(scene.facts.results.is_some() && batches::outstanding(&scene.facts) == 0)
    }

    fn judge(scene: &Scene<ActivityFile>, _: Option<&Self>) -> Vec<Requirement> {
        batches::to_upload(&scene.facts, scene.moment.today)
    }

    fn apply(&self, scene: &Scene<ActivityFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let file = &scene.facts;
        check_day("uploaded_on", self.uploaded_on, file.occasion.ends_on, scene.moment.today)?;
        let pieces = pieces(self.pieces, batches::outstanding(file))?;
        let note = self.reference.0.clone();
        record(scene, sql, &BatchEntry { act: BatchAct::Uploaded, pieces, on: self.uploaded_on, note })
    }

    fn prefill(scene: &Scene<ActivityFile>) -> Fields {
        let left = batches::outstanding(&scene.facts);
        (left > 0).then(|| ("pieces".to_owned(), left.into())).into_iter().collect()
    }
}

command! {
    /// 暂缓证书上传
    HoldBatch "hold-certificates" ["暂缓证书上传", "hold the certificates"] {
        activity: ActivityNo = ["评价活动", "Activity"];
        reason: Line = ["理由", "Reason"];
    }
    help: [
        "暂缓本批证书数据上传, 直至审批人说明理由解除",
        "holds the certificates of the activity until an approver releases them, with a reason",
    ],
    key: 'H',
    group: Group::Activity,
    subject: Subject::Activity,
    who: KEEPERS,
    from: From::Activity(&[ActivityStatus::Running, ActivityStatus::Held, ActivityStatus::Archived]),
    rules: &[RuleId::R22_2],
    issues: None,
}

impl Command for HoldBatch {
    type Facts = ActivityFile;

    fn turn(_: &Scene<ActivityFile>) -> Turn {
        Turn::Behind
    }

    fn judge(_: &Scene<ActivityFile>, _: Option<&Self>) -> Vec<Requirement> {
        vec![Requirement::met(RuleId::R22_2, Text::new("写明理由", "the reason is given"))]
    }

    fn apply(&self, scene: &Scene<ActivityFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let (on, note) = (scene.moment.today, self.reason.0.clone());
        record(scene, sql, &BatchEntry { act: BatchAct::Held, pieces: 0, on, note })
    }
}

command! {
    /// 解除证书暂缓
    ReleaseBatch "release-certificates" ["解除证书暂缓", "release the certificates"] {
        activity: ActivityNo = ["评价活动", "Activity"];
        reason: Line = ["理由", "Reason"];
    }
    help: [
        "审批人说明理由, 解除本批证书的暂缓",
        "an approver releases the certificates of the activity, with the reason",
    ],
    key: 'R',
    group: Group::Activity,
    subject: Subject::Activity,
    who: APPROVER,
    from: From::Activity(&[ActivityStatus::Running, ActivityStatus::Held, ActivityStatus::Archived]),
    rules: &[RuleId::R22_2],
    issues: None,
}

impl Command for ReleaseBatch {
    type Facts = ActivityFile;

    fn turn(scene: &Scene<ActivityFile>) -> Turn {
        match scene.facts.batch.is_held() {
            true => Turn::Usual,
            false => Turn::Behind,
        }
    }

    fn judge(scene: &Scene<ActivityFile>, _: Option<&Self>) -> Vec<Requirement> {
        vec![batches::to_release(&scene.facts)]
    }

    fn apply(&self, scene: &Scene<ActivityFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let (on, note) = (scene.moment.today, self.reason.0.clone());
        record(scene, sql, &BatchEntry { act: BatchAct::Released, pieces: 0, on, note })
    }
}

command! {
    /// 登记证书撤销
    WithdrawBatch "withdraw-certificates" ["登记证书撤销作废", "record certificates void"] {
        activity: ActivityNo = ["评价活动", "Activity"];
        not_uploaded: bool = ["尚未上传", "Not uploaded yet"] hint ["作废而未上传的, 此后不再上传", "void before the upload: they are never uploaded"];
        pieces: u32 = ["撤销份数", "Withdrawn"];
        withdrawn_on: NaiveDate = ["撤销日期", "Withdrawn on"];
        reference: Line = ["依据文号", "Reference"];
    }
    help: [
        "登记已上传的证书数据被撤销, 或尚未上传的证书作废, 写明依据",
        "records that uploaded certificate data were withdrawn, or certificates void before their upload, with the reference",
    ],
    key: 'W',
    group: Group::Activity,
    subject: Subject::Activity,
    who: CASE_STAFF,
    from: From::Activity(AFTER),
    rules: &[RuleId::R19_5],
    issues: None,
}

impl Command for WithdrawBatch {
    type Facts = ActivityFile;

    fn turn(_: &Scene<ActivityFile>) -> Turn {
        Turn::Behind
    }

    fn judge(scene: &Scene<ActivityFile>, input: Option<&Self>) -> Vec<Requirement> {
        let (withdrawn, void) = (batches::to_withdraw(&scene.facts), batches::to_void(&scene.facts));
        match input {
            Some(input) if input.not_uploaded => vec![void],
            Some(_) => vec![withdrawn],
            // One of them is enough to begin.
            None if withdrawn.refuses() => vec![void],
            None => vec![withdrawn],
        }
    }

    fn apply(&self, scene: &Scene<ActivityFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let file = &scene.facts;
        check_day("withdrawn_on", self.withdrawn_on, file.occasion.ends_on, scene.moment.today)?;
        let (act, there) = match self.not_uploaded {
            true => (BatchAct::Voided, batches::outstanding(file)),
            false => (BatchAct::Withdrawn, file.batch.uploaded().saturating_sub(file.batch.withdrawn())),
        };
        let pieces = pieces(self.pieces, there)?;
        let note = self.reference.0.clone();
        record(scene, sql, &BatchEntry { act, pieces, on: self.withdrawn_on, note })
    }
}
