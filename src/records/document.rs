//! Documents (文书): kinds, states, the record.

use chrono::NaiveDate;
use serde::Serialize;

use super::bureau::BureauId;
use super::ids::{CaseId, DocumentId, ProposalId, RecordNo, StaffId};
use super::service::{Attempt, Service};

crate::word_enum! {
    /// Kinds of documents.
    DocumentKind, "文书种类", "kind of document" {
        /// 告知书
        Notice = "notice", "告知书", "pre-decision notice";
        /// 处理决定书
        Decision = "decision", "处理决定书", "decision";
        /// 复核决定书
        ReviewDecision = "review-decision", "复核决定书", "review decision";
        /// 公告
        Announcement = "announcement", "公告", "announcement";
        /// 送达回证
        ProofOfService = "proof-of-service", "送达回证", "proof of service";
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
    /// The case it belongs to.
    #[serde(skip)]
    pub case: CaseId,
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
}
