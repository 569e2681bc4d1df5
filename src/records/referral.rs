//! Referrals (移送) of what a case brought to light of persons: officials of the bureau handled internally, a suspected duty crime to
//! the discipline inspection, another crime to the police (R26-1). Who it is stands in the letter, not here.

use chrono::NaiveDate;
use serde::Serialize;

use crate::say;
use crate::text::Text;

crate::word_enum! {
    /// To whom a matter is referred.
    ReferredTo, "移送机关", "referred to" {
        /// 纪检监察机关: a suspected duty crime
        Discipline = "discipline", "纪检监察机关", "discipline inspection";
        /// 公安机关: another suspected crime
        Police = "police", "公安机关", "police";
        /// 本单位内部: an official, by the rules for cadres
        Internal = "internal", "内部处理", "handled internally";
    }
}

crate::word_enum! {
    /// Of what kind of person a matter is.
    PersonKind, "人员类别", "kind of person" {
        /// 内部工作人员
        Official = "official", "内部工作人员", "official of the bureau";
        /// 机构工作人员
        Worker = "worker", "机构工作人员", "worker of the agency";
        /// 参评人员
        Candidate = "candidate", "参评人员", "candidate";
        /// 其他人员
        Other = "other", "其他人员", "other person";
    }
}

/// A referral.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Referral {
    /// To whom.
    pub to: ReferredTo,
    /// Of what kind of person it is.
    pub person: PersonKind,
    /// What is suspected.
    pub matter: String,
    /// Day.
    pub on: NaiveDate,
    /// Number of the letter.
    pub reference: String,
}

impl Referral {
    /// It in a line.
    #[must_use]
    pub fn told(&self) -> Text {
        say!(
            "移送 {d} {t} ({p}): {m}; {r}",
            "referred {d}, {t} ({p}): {m}; {r}",
            d = self.on,
            t = self.to,
            p = self.person,
            m = self.matter.as_str(),
            r = self.reference.as_str()
        )
    }
}
