//! 期限长度: how long a term is, written `7w`, `15d`, `1m`, `3y`, `-3m`.
//!
//! Pure.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::say;
use crate::text::{Lang, Text, Words};

/// In what a term is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// 工作日
    WorkingDays,
    /// 日 (calendar days)
    Days,
    /// 个月
    Months,
    /// 年
    Years,
}

impl Unit {
    /// The letter in the written form.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::WorkingDays => 'w',
            Self::Days => 'd',
            Self::Months => 'm',
            Self::Years => 'y',
        }
    }

    /// The longest term in this unit, either way: some ten years, fifty in whole years.
    #[must_use]
    pub const fn most(self) -> i32 {
        match self {
            Self::WorkingDays => 2500,
            Self::Days => 3660,
            Self::Months => 120,
            Self::Years => 50,
        }
    }
}

/// The length of a term. Never zero; below zero it runs backward (`-3m`, three months before).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Length {
    count: i32,
    unit: Unit,
}

impl Length {
    /// A length.
    ///
    /// # Errors
    /// Zero, or more than [`Unit::most`] either way.
    pub fn new(count: i32, unit: Unit) -> Result<Self, Text> {
        if Self::fits(count, unit) {
            return Ok(Self { count, unit });
        }
        Err(say!(
            "期限「{n}{u}」不可用: 不能为零, 最长 {most}{u}",
            "the length '{n}{u}' can't be used: not zero, and {most}{u} at most",
            n = count,
            u = unit.letter(),
            most = unit.most()
        ))
    }

    /// A length known when the program is built; a wrong one fails the build.
    #[must_use]
    pub(super) const fn constant(count: i32, unit: Unit) -> Self {
        assert!(Self::fits(count, unit), "this length can't be used");
        Self { count, unit }
    }

    const fn fits(count: i32, unit: Unit) -> bool {
        count != 0 && count >= -unit.most() && count <= unit.most()
    }

    /// How many; below zero backward. Never zero.
    #[must_use]
    pub const fn count(self) -> i32 {
        self.count
    }

    /// Of what.
    #[must_use]
    pub const fn unit(self) -> Unit {
        self.unit
    }

    /// Whether it runs backward.
    #[must_use]
    pub const fn is_backward(self) -> bool {
        self.count < 0
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.count, self.unit.letter())
    }
}

impl FromStr for Length {
    type Err = Text;

    fn from_str(written: &str) -> Result<Self, Text> {
        let wrong = || {
            say!(
                "「{w}」不是期限, 应形如 7w (工作日), 15d (日), 1m (月), 3y (年), 向前推算加负号 -3m",
                "'{w}' is no length: write 7w (working days), 15d (days), 1m (months), 3y (years), backward -3m",
                w = written
            )
        };
        let word = written.trim();
        let (number, unit) = [Unit::WorkingDays, Unit::Days, Unit::Months, Unit::Years]
            .into_iter()
            .find_map(|unit| word.strip_suffix(unit.letter()).map(|number| (number, unit)))
            .ok_or_else(wrong)?;
        let digits = number.strip_prefix('-').unwrap_or(number);
        if digits.is_empty() || digits.len() > 6 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(wrong());
        }
        Self::new(number.parse().map_err(|_| wrong())?, unit)
    }
}

impl Words for Length {
    fn words(&self, lang: Lang) -> std::borrow::Cow<'_, str> {
        let (zh, en) = match self.unit {
            Unit::WorkingDays => ("个工作日", "working day"),
            Unit::Days => ("日", "day"),
            Unit::Months => ("个月", "month"),
            Unit::Years => ("年", "year"),
        };
        let n = self.count.unsigned_abs();
        let back = self.is_backward();
        std::borrow::Cow::Owned(match lang {
            Lang::Zh => format!("{}{n}{zh}", if back { "前 " } else { "" }),
            Lang::En => {
                let plural = if n == 1 { "" } else { "s" };
                format!("{n} {en}{plural}{}", if back { " before" } else { "" })
            }
        })
    }
}

crate::serde_by_text!(Length);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_it_writes() {
        for written in ["7w", "15d", "1m", "3y", "-3m", "-5w"] {
            let length: Length = written.parse().unwrap();
            assert_eq!(length.to_string(), written);
            let json = serde_json::to_string(&length).unwrap();
            assert_eq!(json, format!("\"{written}\""));
            assert_eq!(serde_json::from_str::<Length>(&json).unwrap(), length);
        }
        assert_eq!(" 07w ".parse::<Length>().unwrap().to_string(), "7w");
    }

    #[test]
    fn refuses_what_is_no_length() {
        for written in [
            "",
            "w",
            "7",
            "7x",
            "0w",
            "-0d",
            "+7w",
            "--3m",
            "7 w",
            "7W",
            "3.5d",
            "2501w",
            "-121m",
            "99999999999d",
        ] {
            let error = written.parse::<Length>().unwrap_err();
            assert!(!error.is_empty(), "{written}");
        }
        assert!(serde_json::from_str::<Length>("7").is_err());
    }

    #[test]
    fn in_words() {
        let words = |written: &str, lang| written.parse::<Length>().unwrap().words(lang).into_owned();
        assert_eq!(words("7w", Lang::Zh), "7个工作日");
        assert_eq!(words("1m", Lang::En), "1 month");
        assert_eq!(words("-3m", Lang::En), "3 months before");
        assert_eq!(words("-3m", Lang::Zh), "前 3个月");
    }

    proptest! {
        #[test]
        fn never_panics(written in "\\PC{0,12}") {
            let _ = written.parse::<Length>();
        }
    }
}
