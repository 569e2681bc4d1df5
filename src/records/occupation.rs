//! Occupation codes (职业编码) of the national classification, and occupations with their work type (工种).

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::level::LevelSet;
use crate::say;
use crate::text::clean::compact;
use crate::text::{Lang, Text, Words};

/// The code `d-dd-dd-dd`: major, middle, small and fine group of the 2022 classification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OccupationCode {
    major: u8,
    middle: u8,
    small: u8,
    fine: u8,
}

impl OccupationCode {
    /// The major group (大类), 1 to 8.
    #[must_use]
    pub const fn major_group(self) -> u8 {
        self.major
    }

    /// Whether a level agency may be filed for it by its group: 3 to 6 (R4-2).
    #[must_use]
    pub const fn is_level_group(self) -> bool {
        self.major >= 3 && self.major <= 6
    }
}

impl FromStr for OccupationCode {
    type Err = Text;

    fn from_str(text: &str) -> Result<Self, Text> {
        let code = compact(text);
        // The classification marks green and digital occupations with L and S behind the code.
        let bare = code.trim_end_matches(['L', 'S', '/', '(', ')']);
        let digits: Vec<u8> = bare.bytes().filter(u8::is_ascii_digit).map(|b| b - b'0').collect();
        let pair = |at: usize| digits[at] * 10 + digits[at + 1];
        let shape: Vec<usize> = bare.split('-').map(str::len).collect();
        let shaped = bare.bytes().all(|b| b.is_ascii_digit() || b == b'-')
            && (shape == [1, 2, 2, 2] || shape == [7])
            && (1..=8).contains(&digits[0]);
        if !shaped {
            return Err(say!(
                "职业编码应写作 6-01-02-03 的样子 (首位 1 至 8), 这里是「{c}」",
                "an occupation code looks like 6-01-02-03 (the first digit 1 to 8), this is '{c}'",
                c = code
            ));
        }
        Ok(Self { major: digits[0], middle: pair(1), small: pair(3), fine: pair(5) })
    }
}

impl fmt::Display for OccupationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}-{:02}-{:02}-{:02}", self.major, self.middle, self.small, self.fine))
    }
}

impl Words for OccupationCode {
    fn words(&self, _: Lang) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
}

crate::serde_by_text!(OccupationCode);

/// An occupation as a filing names it: its code and the work type or name behind it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Occupation {
    /// The code.
    pub code: OccupationCode,
    /// 职业(工种): the name, clean, one line.
    pub work_type: String,
}

impl fmt::Display for Occupation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{} {}", self.code, self.work_type))
    }
}

impl Words for Occupation {
    fn words(&self, _: Lang) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
}

crate::word_enum! {
    /// Where an occupation is published (Art. 4).
    OccupationList, "职业目录", "list of occupations" {
        /// 国家职业资格目录 (R4-1)
        Qualification = "qualification", "国家职业资格目录", "national qualification catalogue";
        /// 职业分类大典 (R4-2)
        Classification = "classification", "职业分类大典", "occupational classification";
        /// 人社部新发布 (R4-2)
        Ministry = "ministry", "人社部新发布职业", "announced by the ministry";
        /// 特种作业项目 (R4-2)
        SpecialOperations = "special-operations", "政府特定的特种作业项目", "special operations designated by government";
        /// 专项职业能力考核项目 (R4-3)
        SpecialItems = "special-items", "兵团专项职业能力考核项目", "special-ability items of the Corps bureau";
    }
}

/// An occupation as the catalogue has it (职业目录).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CatalogueEntry {
    /// Code.
    pub code: OccupationCode,
    /// Name.
    pub name: String,
    /// Levels that it has; empty where the catalogue names none.
    pub levels: LevelSet,
    /// The department that manages it jointly (共管部门).
    pub joint_with: Option<String>,
    /// The lists it stands on, each with its document.
    pub lists: Vec<(OccupationList, String)>,
}

impl CatalogueEntry {
    /// Levels, joint department and lists in a line.
    #[must_use]
    pub fn told(&self) -> Text {
        let mut parts: Vec<Text> = Vec::new();
        if !self.levels.is_empty() {
            parts.push(self.levels.label());
        }
        parts.extend(
            self.joint_with.as_ref().map(|with| say!("与{w}共管", "jointly with {w}", w = with.as_str())),
        );
        parts.extend(
            self.lists.iter().map(|(list, by)| say!("{l} ({r})", "{l} ({r})", l = *list, r = by.as_str())),
        );
        if self.lists.is_empty() {
            parts.push(Text::new("不在任何目录", "on no list"));
        }
        Text::join(&parts)
    }
}

/// What the catalogue says of an occupation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedOccupation {
    /// Code.
    pub code: OccupationCode,
    /// Its name there; none where the catalogue doesn't know it.
    pub name: Option<String>,
    /// Levels that it has; empty where the catalogue names none.
    pub levels: LevelSet,
    /// The lists it stands on.
    pub lists: Vec<OccupationList>,
    /// The department that manages it jointly (共管行业主管部门, R8-3).
    pub joint_with: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_code() {
        for written in ["6-99-02-03", "６－９９－０２－０３", "6–99–02–03", "6990203", "6-99-02-03 L/S"]
        {
            assert_eq!(written.parse::<OccupationCode>().unwrap().to_string(), "6-99-02-03", "{written}");
        }
        for wrong in ["", "L", "9-01-02-03", "6-1-02-03", "6-99-02", "示例工种", "6990203-"] {
            assert!(wrong.parse::<OccupationCode>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn groups_of_level_agencies() {
        let group = |code: &str| code.parse::<OccupationCode>().unwrap();
        assert!(group("3-99-04-01").is_level_group());
        assert!(!group("2-99-04-01").is_level_group());
        assert_eq!(group("6-99-02-03").major_group(), 6);
    }
}
