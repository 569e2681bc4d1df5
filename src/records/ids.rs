//! What names a record: a typed row number inside, a public number (`AJ-2026-0007`) outside.

use std::fmt;
use std::str::FromStr;

use crate::say;
use crate::text::Text;

macro_rules! row_ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub i64);
    )+};
}
row_ids! {
    /// Row of an agency (机构).
    AgencyId;
    /// Row of an activity (评价活动).
    ActivityId;
    /// Row of a case (案件).
    CaseId;
    /// Row of a document (文书).
    DocumentId;
    /// Row of a staff member (人员).
    StaffId;
    /// Row of a statement or a waiver (陈述申辩、放弃).
    StatementId;
    /// Row of a proposal (拟处理意见).
    ProposalId;
    /// Row of a review (复核).
    ReviewId;
    /// Row of a filing (备案).
    FilingId;
    /// Row of a request for completion (补正).
    RoundId;
    /// Row of a batch of certificates from a violation (违规证书).
    CertificatesId;
    /// Row of a publicity (公示).
    PublicityId;
    /// Row of an objection (异议).
    ObjectionId;
    /// Row of a visit (督导).
    SupervisionId;
    /// Row of a problem found (督导发现的问题).
    ProblemId;
    /// Row of an inspector (检查人员).
    InspectorId;
    /// Row of a form of score sheets (评分表样式).
    ScoreFormId;
    /// Row of a plan of supervision (督导计划).
    PlanId;
    /// Row of a proposed frequency (督导频次).
    FrequencyId;
    /// Row of an entry of a credit file (诚信档案).
    CreditEntryId;
    /// Row of a random draw (双随机抽取).
    DrawId;
}

crate::word_enum! {
    /// Kinds of records that have a public number.
    RecordKind, "记录种类", "kind of record" {
        /// 机构
        Agency = "JG", "机构", "agency";
        /// 备案
        Filing = "BA", "备案", "filing";
        /// 评价活动
        Activity = "HD", "评价活动", "activity";
        /// 督导
        Supervision = "DD", "督导", "supervision";
        /// 双随机抽取
        Draw = "SJ", "双随机抽取", "random draw";
        /// 案件
        Case = "AJ", "案件", "case";
        /// 文书
        Document = "WS", "文书", "document";
        /// 投诉举报
        Complaint = "TS", "投诉举报", "complaint";
    }
}

/// A public number: `AJ-2026-0007`; an agency's has no year: `JG-00042`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordNo {
    /// What it names.
    pub kind: RecordKind,
    /// The year of its making; 0 for agencies.
    pub year: i32,
    /// Running number, from 1.
    pub serial: i64,
}

impl fmt::Display for RecordNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            RecordKind::Agency => write!(f, "{}-{:05}", self.kind, self.serial),
            _ => write!(f, "{}-{}-{:04}", self.kind, self.year, self.serial),
        }
    }
}

impl FromStr for RecordNo {
    type Err = Text;

    fn from_str(word: &str) -> Result<Self, Text> {
        let wrong = || {
            say!(
                "「{w}」不是记录编号, 编号形如 AJ-2026-0007 或 JG-00042",
                "'{w}' is no record number: they look like AJ-2026-0007 or JG-00042",
                w = word
            )
        };
        let upper = word.trim().to_ascii_uppercase();
        let mut parts = upper.split('-');
        let kind: RecordKind = parts.next().and_then(|k| k.parse().ok()).ok_or_else(wrong)?;
        let numbers: Vec<i64> =
            parts.map(|n| n.parse().ok().filter(|n| *n > 0)).collect::<Option<_>>().ok_or_else(wrong)?;
        match (kind, numbers.as_slice()) {
            (RecordKind::Agency, [serial]) => Ok(Self { kind, year: 0, serial: *serial }),
            (RecordKind::Agency, _) => Err(wrong()),
            (_, [year @ 2000..=2100, serial]) => {
                Ok(Self { kind, year: i32::try_from(*year).map_err(|_| wrong())?, serial: *serial })
            }
            _ => Err(wrong()),
        }
    }
}

crate::serde_by_text!(RecordNo);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_they_print() {
        for word in ["AJ-2026-0007", "JG-00042", "WS-2026-12345"] {
            assert_eq!(word.parse::<RecordNo>().unwrap().to_string(), word);
        }
        for word in ["", "AJ", "AJ-7", "XX-2026-1", "JG-2026-1", "AJ-2026--1", "AJ-99999-1"] {
            assert!(word.parse::<RecordNo>().is_err(), "{word}");
        }
    }
}
