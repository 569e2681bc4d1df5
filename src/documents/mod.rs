//! Documents (文书): their templates, what goes into them, their layout as text, and freezing them.
//!
//! Pure: no database and no clock. May use `records` and `text`. A document is legally Chinese, so the
//! templates have one language; whatever is said about a document (labels, what is missing) has two.
//!
//! The way of a document: a content ([`NoticeContent`], ...) → [`render`] → [`Sheet`] → [`layout::lines`].
//! Issuing goes through [`freeze`], which refuses what is incomplete.

mod announcement;
mod case_pages;
mod correction;
mod decision;
pub mod docx;
mod docx_parts;
mod filing_paper;
#[cfg(test)]
mod filing_tests;
mod freeze;
mod kind;
pub mod layout;
mod lines;
mod notice;
mod number;
mod parts;
pub mod pdf;
mod proof_of_service;
mod render;
mod review_decision;
mod samples;
mod sheet;
pub mod templates;
#[cfg(test)]
mod tests;

pub use announcement::{AnnouncementContent, FailedAttempt};
pub use case_pages::{CasePages, ContentsLine};
pub use correction::CorrectionContent;
pub use decision::{DecisionContent, EarlierNotice, Hearing, NoticeGiven};
pub use filing_paper::{FilingPaper, PublicityDays, ScopeLine, Standing};
pub use freeze::{FreezeError, Frozen, freeze, freeze_with, is_unchanged};
pub use layout::chinese_date;
pub use notice::{NoticeContent, StatementRight};
pub use number::{DocumentNumber, number_series};
pub use parts::{
    Content, EvidenceLine, Execution, FindingLine, GroundLine, OtherDocument, Party, Remedies, Remedy,
};
pub use proof_of_service::ProofOfServiceContent;
pub use render::{RenderError, render, render_with, shipped};
pub use review_decision::{DecisionReviewed, ReviewDecisionContent};
pub use sheet::{Block, Sheet, SheetError};
