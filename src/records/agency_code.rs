//! Codes of agencies (机构编码), the first 13 characters of every level certificate number.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use super::agency_kind::AgencyKind;
use crate::say;
use crate::text::clean::compact;
use crate::text::{Lang, Text, Words};

/// An agency code: a letter (Y employer, S social organisation), four digits (0000 = filed by a
/// province-level bureau), two for the province, a serial of six.
///
/// The letters of schools and special-ability agencies and the Corps' province number are not published,
/// so any letter and any digits pass.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AgencyCode(String);

impl AgencyCode {
    /// Whether its letter can be that of a kind: an employer's is Y, a social organisation's S; of the others it is not
    /// published, and ledgers have both.
    #[must_use]
    pub fn fits(&self, kind: AgencyKind) -> bool {
        match kind {
            AgencyKind::Employer => self.0.starts_with('Y'),
            AgencyKind::SocialOrganisation => self.0.starts_with('S'),
            _ => true,
        }
    }

    /// The 13 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for AgencyCode {
    type Err = Text;

    fn from_str(text: &str) -> Result<Self, Text> {
        let code = compact(text);
        let count = code.chars().count();
        if count != 13 {
            return Err(say!(
                "机构编码应为 13 位 (1 个字母加 12 位数字), 这里是 {n} 位",
                "an agency code has 13 characters (a letter and 12 digits), this has {n}",
                n = count
            ));
        }
        let fits = |(at, c): (usize, char)| if at == 0 { c.is_ascii_uppercase() } else { c.is_ascii_digit() };
        match code.chars().enumerate().find(|place| !fits(*place)) {
            None => Ok(Self(code)),
            Some((at, c)) => Err(say!(
                "机构编码第 {at} 位是「{c}」, 应为 1 个字母加 12 位数字, 如 Y000066000001",
                "character {at} of the agency code is '{c}': a letter and 12 digits, as Y000066000001",
                at = at + 1,
                c = c
            )),
        }
    }
}

impl fmt::Display for AgencyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Words for AgencyCode {
    fn words(&self, _: Lang) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

crate::serde_by_text!(AgencyCode);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirteen_characters_in_their_places() {
        assert_eq!("ｙ0000 66000001".parse::<AgencyCode>().unwrap().as_str(), "Y000066000001");
        assert!("Y00006600001".parse::<AgencyCode>().unwrap_err().get(Lang::Zh).contains("12 位"));
        assert!("Y0000660000O1".parse::<AgencyCode>().unwrap_err().get(Lang::En).contains("character 12"));
    }
}
