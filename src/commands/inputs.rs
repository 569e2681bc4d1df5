//! The types of the fields that are no plain enum: cleaned text, people, records, files, lengths.

use serde::{Deserialize, Serialize};

use super::spec::{Input, Kind};
use crate::records::bureau::BureauId;
use crate::records::ids::RecordNo;
use crate::records::violation::{Violation, ViolationId};
use crate::text::Text;

/// One line of text: cleaned, not empty (emptiness is told by the check of the input).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Line(pub String);

/// One line that only those who handle the record may see: the audit keeps no word of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Private(pub String);

/// Who is to be sent: of the bureau's list by number or name, or anybody by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sent(pub String);

/// Several lines of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Paragraph(pub String);

/// Scopes, one a line: code, name, levels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ScopeLines(pub String);

/// A staff member, by login.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Login(pub String);

/// A staff member, by login, whose account may be closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Account(pub String);

/// An agency, by public number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AgencyNo(pub RecordNo);

/// A case, by public number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CaseNo(pub RecordNo);

/// A complaint, by public number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ComplaintNo(pub RecordNo);

/// A filing, by public number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FilingNo(pub RecordNo);

/// An activity, by public number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ActivityNo(pub RecordNo);

/// A random draw, by public number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DrawNo(pub RecordNo);

/// A visit, by public number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VisitNo(pub RecordNo);

/// A piece of the case's evidence, by its number in the file, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PieceNo(pub u32);

impl std::fmt::Display for PieceNo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for PieceNo {
    type Err = Text;

    fn from_str(written: &str) -> Result<Self, Self::Err> {
        let number = written.parse().ok().filter(|number| *number > 0);
        number.map(Self).ok_or_else(|| {
            Text::new("应为证据在卷内的序号, 如 1", "must be the number of the piece in the file, such as 1")
        })
    }
}

crate::serde_by_text!(PieceNo);

/// A file on this machine, by path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FilePath(pub std::path::PathBuf);

/// Records typed elsewhere: an import's row, a calendar, a statute.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Data<T>(pub T);

impl Input for Line {
    const KIND: Kind = Kind::Line;
}
impl Input for Sent {
    const KIND: Kind = Kind::Inspector;
}
impl Input for Private {
    const KIND: Kind = Kind::Line;
    const PRIVATE: bool = true;
}
impl Input for Paragraph {
    const KIND: Kind = Kind::Paragraph;
}
impl Input for ScopeLines {
    const KIND: Kind = Kind::Scopes;
}
impl Input for Login {
    const KIND: Kind = Kind::Staff;
}
impl Input for Account {
    const KIND: Kind = Kind::Account;
}
impl Input for Vec<Login> {
    const KIND: Kind = Kind::People;
}
impl Input for AgencyNo {
    const KIND: Kind = Kind::Agency;
}
impl Input for CaseNo {
    const KIND: Kind = Kind::Case;
}
impl Input for ComplaintNo {
    const KIND: Kind = Kind::Complaint;
}
impl Input for ActivityNo {
    const KIND: Kind = Kind::Activity;
}
impl Input for VisitNo {
    const KIND: Kind = Kind::Visit;
}
impl Input for DrawNo {
    const KIND: Kind = Kind::Draw;
}
impl Input for FilingNo {
    const KIND: Kind = Kind::Filing;
}
impl Input for BureauId {
    const KIND: Kind = Kind::Bureau;
}
impl Input for Vec<ViolationId> {
    const KIND: Kind = Kind::Listed;
}
impl Input for Violation {
    const KIND: Kind = Kind::Violation;
}
impl Input for Vec<PieceNo> {
    const KIND: Kind = Kind::Evidence;
}
impl Input for FilePath {
    const KIND: Kind = Kind::File;
}
impl<T> Input for Data<T> {
    const KIND: Kind = Kind::Data;
}
