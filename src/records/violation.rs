//! What a case is about (违规情形): the twelve grounds of Art. 19(2), and other violations by the list that the bureaus
//! imported. An entry of the list never changes: one worded anew is another entry, and the old one stays.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::case_words::Ground;
use crate::say;
use crate::text::Text;

/// Row of an entry of the list of other violations; written `V12`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ViolationId(pub i64);

impl fmt::Display for ViolationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "V{}", self.0)
    }
}

impl FromStr for ViolationId {
    type Err = Text;

    fn from_str(written: &str) -> Result<Self, Self::Err> {
        let number = written.strip_prefix('V').and_then(|number| number.parse().ok());
        number.filter(|number| *number > 0).map(Self).ok_or_else(|| {
            say!("「{w}」不是清单条目", "'{w}' is no entry of the list of violations", w = written)
        })
    }
}

crate::serde_by_text!(ViolationId);

/// A violation that a case is about (违规情形).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Violation {
    /// One of the twelve grounds of an ordered end.
    Ground(Ground),
    /// An entry of the list of other violations.
    Listed(ViolationId),
}

impl Violation {
    /// The ground, if it is one of the twelve.
    #[must_use]
    pub const fn ground(self) -> Option<Ground> {
        match self {
            Self::Ground(ground) => Some(ground),
            Self::Listed(_) => None,
        }
    }

    /// The entry of the list, if it is one.
    #[must_use]
    pub const fn listed(self) -> Option<ViolationId> {
        match self {
            Self::Ground(_) => None,
            Self::Listed(id) => Some(id),
        }
    }

    /// Grounds and entries of the list in one: the twelve first.
    #[must_use]
    pub fn all(grounds: Option<&[Ground]>, others: Option<&[ViolationId]>) -> Vec<Self> {
        let grounds = grounds.unwrap_or_default().iter().copied().map(Self::Ground);
        grounds.chain(others.unwrap_or_default().iter().copied().map(Self::Listed)).collect()
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ground(ground) => ground.fmt(f),
            Self::Listed(id) => id.fmt(f),
        }
    }
}

impl FromStr for Violation {
    type Err = Text;

    fn from_str(written: &str) -> Result<Self, Self::Err> {
        match written.strip_prefix('V') {
            Some(_) => written.parse().map(Self::Listed),
            None => written.parse().map(Self::Ground),
        }
    }
}

crate::serde_by_text!(Violation);

/// An entry of the list of other violations (其他违规情形).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedViolation {
    /// Row.
    pub id: ViolationId,
    /// Its code in the list, as the document has it.
    pub code: String,
    /// What it forbids, in short.
    pub words: String,
    /// The provision, as a decision cites it.
    pub article: String,
    /// What the document provides for it, where it does (处理幅度).
    pub measure: Option<String>,
    /// The document that the list is from.
    pub reference: String,
    /// The day it was entered.
    pub since: NaiveDate,
    /// The day it was replaced or taken off, if it was.
    pub until: Option<NaiveDate>,
}

impl ListedViolation {
    /// What it rests on: provision, what is provided for it, document.
    #[must_use]
    pub fn told(&self) -> Text {
        let measure = match &self.measure {
            Some(measure) => say!(", {m}", ", {m}", m = measure.as_str()),
            None => Text::default(),
        };
        say!(
            "{a}{m} ({r})",
            "{a}{m} ({r})",
            a = self.article.as_str(),
            m = measure,
            r = self.reference.as_str()
        )
    }
}

/// What was found of one violation of a case (认定): its own facts, and the pieces of evidence that bear them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Of which violation.
    pub violation: Violation,
    /// Facts found.
    pub facts: String,
    /// Numbers of the pieces of evidence in the case's file, from 1.
    pub evidence: Vec<u32>,
}

impl Finding {
    /// The numbers of its evidence: 1、3.
    #[must_use]
    pub fn pieces(&self) -> String {
        self.evidence.iter().map(u32::to_string).collect::<Vec<_>>().join("、")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_violation_is_written_and_read_again() {
        for (violation, written) in
            [(Violation::Ground(Ground::Accident), "10"), (Violation::Listed(ViolationId(12)), "V12")]
        {
            assert_eq!(violation.to_string(), written);
            assert_eq!(written.parse(), Ok(violation));
        }
        for wrong in ["V", "V0", "V-1", "13", "v12", ""] {
            assert!(wrong.parse::<Violation>().is_err(), "{wrong}");
        }
    }
}
