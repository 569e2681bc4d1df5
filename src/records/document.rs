//! Documents (文书): kinds, states, the record.

use chrono::NaiveDate;
use serde::Serialize;

use super::bureau::BureauId;
use super::ids::{AgencyId, CaseId, DocumentId, FilingId, ProposalId, RecordNo, StaffId};
use super::service::{Attempt, Service};
use crate::text::Text;

crate::word_enum! {
    /// Kinds of documents.
    DocumentKind, "文书种类", "kind of document" {
        /// 告知书
        Notice = "notice", "告知书", "pre-decision notice";
        /// 处理决定书
        Decision = "decision", "处理决定书", "decision";
        /// 复核决定书
        ReviewDecision = "review-decision", "复核决定书", "review decision";
        /// 更正通知书
        Correction = "correction", "更正通知书", "correction";
        /// 公告
        Announcement = "announcement", "公告", "announcement";
        /// 送达回证
        ProofOfService = "proof-of-service", "送达回证", "proof of service";
        /// 受理通知书
        Acceptance = "acceptance", "受理通知书", "acceptance";
        /// 补正通知书
        CompletionRequest = "completion-request", "补正通知书", "completion request";
        /// 现场查勘记录
        SurveyRecord = "survey-record", "现场查勘记录", "survey record";
        /// 评估评审意见
        AssessmentReport = "assessment-report", "评估评审意见", "assessment report";
        /// 公示
        PublicityNotice = "publicity-notice", "备案公示", "publicity notice";
        /// 同意备案意见
        Approval = "approval", "同意备案意见", "approval";
        /// 不予备案决定书
        Refusal = "refusal", "不予备案决定书", "refusal";
        /// 公布名单
        Publication = "publication", "公布名单", "publication list";
        /// 备案证书
        Certificate = "certificate", "备案证书", "certificate of filing";
        /// 提醒函
        Reminder = "reminder", "提醒函", "reminder";
        /// 派遣函: of a supervisor to an activity or an agency (Art. 22).
        Dispatch = "dispatch", "派遣函", "letter of dispatch";
    }
}

crate::word_enum! {
    /// States of a document, in their order; a draft that is replaced is void.
    DocumentStatus, "文书状态", "status of a document" {
        /// 拟稿
        Draft = "draft", "拟稿", "draft";
        /// 已审批
        Approved = "approved", "已审批", "approved";
        /// 已签发
        Issued = "issued", "已签发", "issued";
        /// 已送达 (an announcement that still runs included)
        Served = "served", "已送达", "served";
        /// 作废
        Void = "void", "作废", "void";
    }
}

impl DocumentStatus {
    /// What a list calls it: one whose announcement (公告送达) still runs is not served yet.
    #[must_use]
    pub fn standing(self, announced_until: Option<NaiveDate>) -> Text {
        match announced_until.filter(|_| self == Self::Served) {
            Some(_) => Text::new("公告中", "announced"),
            None => self.label(),
        }
    }
}

impl DocumentStatus {
    /// What a page says of a document that was not issued, or is void; a document is in Chinese.
    #[must_use]
    pub const fn warning(self) -> Option<&'static str> {
        match self {
            Self::Draft => Some("草稿，未签发，不作凭证"),
            Self::Approved => Some("审批稿，未签发，不作凭证"),
            Self::Void => Some("已作废"),
            Self::Issued | Self::Served => None,
        }
    }
}

impl DocumentKind {
    /// Whether it is done with only once it was served on somebody (送达).
    #[must_use]
    pub const fn is_served(self) -> bool {
        matches!(self, Self::Notice | Self::Decision | Self::ReviewDecision | Self::Correction)
    }

    /// Whether only the last of a filing is in force.
    #[must_use]
    pub const fn one_in_force(self) -> bool {
        matches!(self, Self::Approval | Self::Publication | Self::Certificate)
    }
}

/// What a document belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// 案件
    Case(CaseId),
    /// 备案
    Filing(FilingId),
    /// 机构: of it alone.
    Agency(AgencyId),
}

/// The scan of a proof of service that came back signed (回证扫描件).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Scan {
    /// Name of the file.
    pub name: String,
    /// Its SHA-256, hex.
    pub sha256: String,
    /// The day it was put on file.
    pub on: NaiveDate,
}

/// A document as the record shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Document {
    /// Row.
    #[serde(skip)]
    pub id: DocumentId,
    /// Public number of the record.
    pub no: RecordNo,
    /// Kind.
    pub kind: DocumentKind,
    /// Status.
    pub status: DocumentStatus,
    /// What it belongs to.
    #[serde(skip)]
    pub of: Owner,
    /// Bureau.
    pub bureau: BureauId,
    /// The printed number (文号), once issued.
    pub number: Option<String>,
    /// The proposal it puts into words.
    #[serde(skip)]
    pub proposal: Option<ProposalId>,
    /// Fields the template is filled from, as JSON; the whole of what was drafted.
    pub content: serde_json::Value,
    /// The text, frozen when issued.
    pub text: Option<String>,
    /// SHA-256 of the text, hex, when issued.
    pub sha256: Option<String>,
    /// Who drafted it.
    #[serde(skip)]
    pub drafted_by: StaffId,
    /// Who approved it.
    #[serde(skip)]
    pub approved_by: Option<StaffId>,
    /// Day of approval.
    pub approved_on: Option<NaiveDate>,
    /// Day of issue.
    pub issued_on: Option<NaiveDate>,
    /// Its service.
    pub service: Option<Service>,
    /// Failed attempts at service.
    pub attempts: Vec<Attempt>,
    /// Scans of its proof of service.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scans: Vec<Scan>,
    /// Why it is void, if it is.
    pub void_reason: Option<String>,
}
