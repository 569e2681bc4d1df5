//! Complaints and reports (投诉举报, Art. 27): about which agency, by which channel, checked with what result, answered
//! how. Who complained is told only to those who handle it (R27-1).

use chrono::NaiveDate;
use serde::Serialize;

use super::bureau::BureauId;
use super::ids::{AgencyId, RecordNo, StaffId};
use crate::say;
use crate::text::Text;
use crate::text::secrets::{self, Secrets};

crate::word_enum! {
    /// How a complaint came in.
    Channel, "渠道", "channel" {
        /// 电话
        Phone = "phone", "电话", "phone";
        /// 来访
        Visit = "visit", "来访", "visit";
        /// 来信
        Letter = "letter", "来信", "letter";
        /// 网络
        Online = "online", "网络", "internet";
        /// 新闻媒体
        Media = "media", "新闻媒体", "media";
        /// 转办
        Referral = "referral", "转办", "referral";
    }
}

crate::word_enum! {
    /// Where a complaint stands.
    ComplaintStatus, "投诉状态", "status of a complaint" {
        /// 在办: registered and being checked.
        Checking = "checking", "在办", "checking";
        /// 已答复
        Answered = "answered", "已答复", "answered";
    }
}

crate::word_enum! {
    /// What the check found.
    ComplaintFinding, "核查结果", "finding" {
        /// 属实
        True = "true", "属实", "true";
        /// 部分属实
        Partly = "partly", "部分属实", "partly true";
        /// 不属实
        Untrue = "untrue", "不属实", "untrue";
        /// 无法查实
        Unproven = "unproven", "无法查实", "can't be proven";
    }
}

/// Who complained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complainant {
    /// Name; empty for an anonymous complaint.
    pub name: String,
    /// How to reach them; may be empty.
    pub contact: String,
}

impl Complainant {
    /// Whether there is anybody to answer.
    #[must_use]
    pub const fn can_be_answered(&self) -> bool {
        !self.name.is_empty() || !self.contact.is_empty()
    }

    /// Name and contact, masked.
    #[must_use]
    pub fn masked(&self) -> Self {
        Self { name: secrets::name(&self.name), contact: secrets::number(&self.contact) }
    }

    /// Adds what of them is not shown, and what is instead.
    pub fn hide_in(&self, all: &mut Secrets) {
        let masked = self.masked();
        all.add(&self.name, masked.name);
        all.add(&self.contact, masked.contact);
    }
}

/// A complaint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Complaint {
    /// Row.
    #[serde(skip)]
    pub id: i64,
    /// Public number.
    pub no: RecordNo,
    /// Bureau in charge of the agency.
    pub bureau: BureauId,
    /// The agency, by row.
    #[serde(skip)]
    pub agency: AgencyId,
    /// Its name.
    #[serde(rename = "agency")]
    pub agency_name: String,
    /// The day it came in.
    pub received_on: NaiveDate,
    /// By which channel.
    pub channel: Channel,
    /// What it says.
    pub content: String,
    /// Who complained: never written out, ask [`complainant_for`](Self::complainant_for).
    #[serde(skip)]
    pub complainant: Complainant,
    /// Who registered it.
    #[serde(skip)]
    pub registrar: StaffId,
    /// Who handles it.
    #[serde(skip)]
    pub handler: StaffId,
    /// Name of who handles it.
    #[serde(rename = "handler")]
    pub handler_name: String,
    /// Where it stands.
    pub status: ComplaintStatus,
    /// What the check found.
    pub finding: Option<ComplaintFinding>,
    /// How it was checked; empty before.
    pub checked: String,
    /// What was answered; empty before, and where nobody can be answered.
    pub answer: String,
    /// The day of the answer.
    pub answered_on: Option<NaiveDate>,
    /// The case that it led to.
    pub case: Option<RecordNo>,
    /// Version.
    pub version: i64,
}

impl Complaint {
    /// Who complained, for those who handle it; none for anybody else.
    #[must_use]
    pub fn complainant_for(&self, staff: StaffId) -> Option<&Complainant> {
        (staff == self.handler).then_some(&self.complainant)
    }

    /// The complaint in lines, as somebody may read it: to who handles it, who complained is masked (H4-1).
    #[must_use]
    pub fn told(&self, staff: StaffId) -> Vec<Text> {
        let who = match self.complainant_for(staff) {
            None => Text::new("(只有承办人可见)", "(shown to who handles it only)"),
            Some(who) if !who.can_be_answered() => Text::new("匿名", "anonymous"),
            Some(who) => {
                let who = who.masked();
                Text::same(format!("{} {}", who.name, who.contact).trim().to_owned())
            }
        };
        let mut lines = vec![
            say!(
                "{n}  {a}  {s}  承办 {h}",
                "{n}  {a}  {s}  handled by {h}",
                n = self.no.to_string(),
                a = self.agency_name,
                s = self.status,
                h = self.handler_name
            ),
            say!("{d} 收到 ({c})", "came in on {d} ({c})", d = self.received_on, c = self.channel),
            say!("内容: {t}", "content: {t}", t = self.content),
            say!("投诉人: {w}", "complainant: {w}", w = who),
        ];
        if let (Some(finding), Some(on)) = (self.finding, self.answered_on) {
            lines.push(say!("核查结果: {f}  {t}", "finding: {f}  {t}", f = finding, t = self.checked));
            lines.push(match self.answer.is_empty() {
                true => say!("{d} 办结, 无从答复", "closed on {d}, nobody to answer", d = on),
                false => say!("{d} 答复: {t}", "answered on {d}: {t}", d = on, t = self.answer),
            });
        }
        if let Some(case) = self.case {
            lines.push(say!("已立案 {c}", "led to case {c}", c = case.to_string()));
        }
        lines
    }
}
