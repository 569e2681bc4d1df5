//! What is judged of a batch of certificates (证书批次, R19-3, R19-5, R22-2): uploaded only while nothing holds it. Pure.

use super::activities::not_suspended;
use super::requirement::{Mend, Requirement};
use super::rules::RuleId;
use crate::records::activity::ActivityFile;
use crate::records::batch::BatchEntry;
use crate::records::filing::FilingKind;
use crate::say;
use crate::text::Text;

/// Certificates of the activity that are not uploaded yet.
#[must_use]
pub fn outstanding(file: &ActivityFile) -> u32 {
    let made = file.results.as_ref().map_or(0, |results| results.certificates);
    made.saturating_sub(file.batch.uploaded()).saturating_sub(file.batch.voided())
}

/// Uploaded: nothing holds the batch, nothing suspends the agency, and some are outstanding.
#[must_use]
pub fn to_upload(file: &ActivityFile, today: chrono::NaiveDate) -> Vec<Requirement> {
    let left = outstanding(file);
    vec![
        Requirement::when(
            RuleId::R17_1,
            left > 0,
            say!("未上传 {n} 份", "{n} not uploaded", n = left),
            match &file.results {
                None => Text::new("评价结果还没有登记", "its results are not recorded yet"),
                Some(_) => Text::new("没有未上传的证书", "no certificate is left to upload"),
            },
            Mend::Somebody(Text::new("先登记评价结果", "record the results first")),
        ),
        free(file),
        data_goes(file, today),
    ]
}

/// R19-3, R19-4: no check holds its data; once an ordered end is carried out, what is valid goes up before it.
fn data_goes(file: &ActivityFile, today: chrono::NaiveDate) -> Requirement {
    match file.agency.known.end_under_way {
        Some((no, FilingKind::OrderedEnd)) => Requirement::met(
            RuleId::R19_4,
            say!(
                "责令终止办理中 ({n}), 有效证书先上传",
                "its ordered end is under way ({n}): valid certificates go up first",
                n = no.to_string()
            ),
        ),
        _ => not_suspended(&file.suspended_by, today),
    }
}

/// R22-2: nothing holds the batch.
#[must_use]
pub fn free(file: &ActivityFile) -> Requirement {
    Requirement::when(
        RuleId::R22_2,
        !file.batch.is_held(),
        Text::new("本批证书没有暂缓", "the batch is not held"),
        say!("本批证书暂缓: {h}", "the batch is held: {h}", h = holds(file)),
        Mend::Somebody(Text::new("审批人说明理由解除暂缓", "an approver releases it, with the reason")),
    )
}

/// All that holds the batch, each with its day.
fn holds(file: &ActivityFile) -> Text {
    let told = |held: &&BatchEntry| say!("{n} ({d})", "{n} ({d})", n = held.note.as_str(), d = held.on);
    Text::join(&file.batch.holds().iter().map(told).collect::<Vec<_>>())
}

/// Released: it is held.
#[must_use]
pub fn to_release(file: &ActivityFile) -> Requirement {
    Requirement::when(
        RuleId::R22_2,
        file.batch.is_held(),
        say!("一并解除: {h}", "released, all of them: {h}", h = holds(file)),
        Text::new("本批证书没有暂缓", "the batch is not held"),
        Mend::Nothing,
    )
}

/// R19-5: what is declared void before its upload is not uploaded yet.
#[must_use]
pub fn to_void(file: &ActivityFile) -> Requirement {
    let left = outstanding(file);
    Requirement::when(
        RuleId::R19_5,
        left > 0,
        say!("未上传 {n} 份", "{n} not uploaded", n = left),
        Text::new("没有未上传的证书", "no certificate is left to upload"),
        Mend::Nothing,
    )
}

/// R19-5: what is withdrawn was uploaded.
#[must_use]
pub fn to_withdraw(file: &ActivityFile) -> Requirement {
    let there = file.batch.uploaded().saturating_sub(file.batch.withdrawn());
    Requirement::when(
        RuleId::R19_5,
        there > 0,
        say!("已上传 {n} 份", "{n} are uploaded", n = there),
        Text::new("没有已上传的证书数据", "no certificate data is uploaded"),
        Mend::Nothing,
    )
}
