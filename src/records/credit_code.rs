//! Unified social credit codes (统一社会信用代码, GB 32100-2015).

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use crate::say;
use crate::text::clean::compact;
use crate::text::{Lang, Text, Words};

const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const LENGTH: usize = 18;

/// A well-formed credit code: 18 characters of the code's alphabet, upper case.
///
/// The check character isn't part of the promise: some early codes are legal and fail it. Whoever takes a
/// code from a person uses [`CreditCode::parse`] and asks for a reason where `check_ok` is false.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CreditCode(String);

/// A well-formed code, and what its check character says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The code.
    pub code: CreditCode,
    /// Whether the last character is the one that the other 17 give.
    pub check_ok: bool,
    /// The check character that the other 17 give.
    pub expected: char,
}

impl CreditCode {
    /// Reads a code as people write it (full width, spaces, lower case).
    ///
    /// # Errors
    /// When it is not 18 characters of the alphabet; the text says which character is wrong.
    pub fn parse(text: &str) -> Result<Checked, Text> {
        let code = compact(text);
        let count = code.chars().count();
        if count != LENGTH {
            return Err(say!(
                "统一社会信用代码应为 18 位, 这里是 {n} 位",
                "a unified social credit code has 18 characters, this has {n}",
                n = count
            ));
        }
        if let Some((at, wrong)) = code.chars().enumerate().find(|(_, c)| value(*c).is_none()) {
            return Err(say!(
                "统一社会信用代码第 {at} 位是「{c}」, 只能用数字和除 I O S V Z 以外的大写字母",
                "character {at} of the credit code is '{c}': only digits and capital letters other than I O S V Z",
                at = at + 1,
                c = wrong
            ));
        }
        let expected = check_character(&code);
        Ok(Checked { check_ok: code.ends_with(expected), code: Self(code), expected })
    }

    /// The six digits of the place where it was given (登记管理机关行政区划).
    #[must_use]
    pub fn region(&self) -> &str {
        self.0.get(2..8).unwrap_or_default()
    }

    /// The 18 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the check character is right.
    #[must_use]
    pub fn check_ok(&self) -> bool {
        self.0.ends_with(check_character(&self.0))
    }
}

fn value(c: char) -> Option<usize> {
    ALPHABET.iter().position(|a| char::from(*a) == c)
}

/// The check character of the first 17: (31 - sum of value × 3^i mod 31) mod 31.
fn check_character(code: &str) -> char {
    let (mut sum, mut weight) = (0, 1);
    for c in code.chars().take(LENGTH - 1) {
        sum += value(c).unwrap_or(0) * weight;
        weight = weight * 3 % 31;
    }
    char::from(ALPHABET[(31 - sum % 31) % 31])
}

/// Takes every well-formed code, right check character or not: what was accepted once must read back.
impl FromStr for CreditCode {
    type Err = Text;

    fn from_str(text: &str) -> Result<Self, Text> {
        Ok(Self::parse(text)?.code)
    }
}

impl fmt::Display for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Words for CreditCode {
    fn words(&self, _: Lang) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

crate::serde_by_text!(CreditCode);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_pass() {
        for code in [
            "91110108551385082Q",
            "91440300708461136T",
            "9144030071526726XG",
            "91110000802100433B",
            "91659001MA7700014C",
            "52659002MA7700014U",
            "12659006MA7700014R",
            "91659012MA7700014A",
        ] {
            assert!(CreditCode::parse(code).unwrap().check_ok, "{code}");
        }
    }

    #[test]
    fn a_wrong_check_character_is_told_apart() {
        let checked = CreditCode::parse("91659001ma7700014d").unwrap();
        assert!(!checked.check_ok);
        assert_eq!(checked.expected, 'C');
        assert!("91659001MA7700014D".parse::<CreditCode>().is_ok());
    }

    #[test]
    fn malformed_codes_say_why() {
        assert!(CreditCode::parse("9165900").unwrap_err().get(Lang::Zh).contains("7 位"));
        assert!(CreditCode::parse("91659001MA77O0014C").unwrap_err().get(Lang::En).contains("character 13"));
    }

    #[test]
    fn serde_is_the_string() {
        let code: CreditCode = serde_json::from_str("\"91659001MA7700014C\"").unwrap();
        assert_eq!(serde_json::to_string(&code).unwrap(), "\"91659001MA7700014C\"");
    }
}
