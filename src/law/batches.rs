//! What is judged of a batch of certificates (证书批次, R19-3, R19-5, R22-2): uploaded only while nothing holds it. Pure.

use super::activities::not_suspended;
use super::requirement::{Mend, Requirement};
use super::rules::RuleId;
use crate::records::activity::ActivityFile;
use crate::say;
use crate::text::Text;

/// Certificates of the activity that are not uploaded yet.
#[must_use]
pub fn outstanding(file: &ActivityFile) -> u32 {
    let made = file.results.as_ref().map_or(0, |results| results.certificates);
    made.saturating_sub(file.batch.uploaded())
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
        not_suspended(&file.suspended_by, today),
    ]
}

/// R22-2: nothing holds the batch.
#[must_use]
pub fn free(file: &ActivityFile) -> Requirement {
    let held = file.batch.held();
    Requirement::when(
        RuleId::R22_2,
        held.is_none(),
        Text::new("本批证书没有暂缓", "the batch is not held"),
        held.map_or_else(Text::default, |held| {
            say!(
                "本批证书 {d} 起暂缓: {n}",
                "the batch is held since {d}: {n}",
                d = held.on,
                n = held.note.as_str()
            )
        }),
        Mend::Somebody(Text::new("审批人说明理由解除暂缓", "an approver releases it, with the reason")),
    )
}

/// Released: it is held.
#[must_use]
pub fn to_release(file: &ActivityFile) -> Requirement {
    let held = file.batch.held();
    Requirement::when(
        RuleId::R22_2,
        held.is_some(),
        held.map_or_else(Text::default, |held| {
            say!("{d} 起暂缓: {n}", "held since {d}: {n}", d = held.on, n = held.note.as_str())
        }),
        Text::new("本批证书没有暂缓", "the batch is not held"),
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
