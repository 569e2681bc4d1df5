//! The kinds of agencies (评价机构类型, R2-1).

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use crate::say;
use crate::text::clean::{compact, half_width};
use crate::text::{Lang, Text, Words};

/// What an agency is: exactly one of these (R2-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AgencyKind {
    /// 职业资格评价机构.
    Qualification,
    /// 职业技能等级认定机构 · 用人单位.
    Employer,
    /// 职业技能等级认定机构 · 院校.
    School,
    /// 职业技能等级认定机构 · 社会培训评价组织.
    SocialOrganisation,
    /// 专项职业能力考核机构.
    SpecialAbility,
}

impl AgencyKind {
    /// Every kind, in the regulation's order.
    pub const ALL: [Self; 5] =
        [Self::Qualification, Self::Employer, Self::School, Self::SocialOrganisation, Self::SpecialAbility];

    /// Their codes, in the same order.
    pub const CODES: &'static [&'static str] = &[
        Self::Qualification.code(),
        Self::Employer.code(),
        Self::School.code(),
        Self::SocialOrganisation.code(),
        Self::SpecialAbility.code(),
    ];

    /// Whether it is a level-certification agency (职业技能等级认定机构).
    #[must_use]
    pub const fn is_level_agency(self) -> bool {
        matches!(self, Self::Employer | Self::School | Self::SocialOrganisation)
    }

    /// The stable code for storage and scripts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Qualification => "qualification",
            Self::Employer => "employer",
            Self::School => "school",
            Self::SocialOrganisation => "social",
            Self::SpecialAbility => "special-ability",
        }
    }

    /// The name as ledgers write it.
    #[must_use]
    pub const fn label(self) -> Text {
        match self {
            Self::Qualification => Text::new("职业资格评价机构", "qualification agency"),
            Self::Employer => Text::new("用人单位", "employer"),
            Self::School => Text::new("院校", "school"),
            Self::SocialOrganisation => Text::new("社会培训评价组织", "social organisation"),
            Self::SpecialAbility => Text::new("专项职业能力考核机构", "special-ability body"),
        }
    }

    /// The name in a narrow column: two Chinese characters, one English word.
    #[must_use]
    pub const fn short_label(self) -> Text {
        match self {
            Self::Qualification => Text::new("资格", "qualif."),
            Self::Employer => Text::new("用人", "employer"),
            Self::School => Text::new("院校", "school"),
            Self::SocialOrganisation => Text::new("社会", "social"),
            Self::SpecialAbility => Text::new("专项", "special"),
        }
    }

    const fn spellings(self) -> &'static [&'static str] {
        match self {
            Self::Qualification => {
                &["职业资格评价机构", "职业资格", "资格评价机构", "资格评价", "职业资格评价", "资格"]
            }
            Self::Employer => &["用人单位", "企业", "用人", "用人单位评价机构"],
            Self::School => &["院校", "院校评价机构", "学校", "技工院校", "职业院校"],
            Self::SocialOrganisation => &[
                "社会培训评价组织",
                "社会评价组织",
                "社评组织",
                "第三方评价机构",
                "社会组织",
                "社会培训评价机构",
                "社会",
            ],
            Self::SpecialAbility => &[
                "专项职业能力考核机构",
                "专项职业能力",
                "专项考核机构",
                "专项能力考核机构",
                "专项职业能力考核",
                "专项",
            ],
        }
    }
}

impl FromStr for AgencyKind {
    type Err = Text;

    /// Reads the code, or the name in the usual spellings, with or without what stands before it
    /// (职业技能等级认定机构(院校)).
    fn from_str(text: &str) -> Result<Self, Text> {
        let word = compact(text);
        let bare = ["职业技能等级认定机构", "等级认定机构"]
            .iter()
            .find_map(|head| word.strip_prefix(head))
            .map_or(word.as_str(), |rest| rest.trim_matches(['(', ')', '-', ':', '/', '·']));
        let known = |kind: &Self| kind.code().eq_ignore_ascii_case(bare) || kind.spellings().contains(&bare);
        Self::ALL.into_iter().find(known).ok_or_else(|| {
            say!(
                "没有机构类型「{w}」, 应为{all}之一",
                "no kind of agency '{w}': one of {all}",
                w = half_width(text.trim()),
                all = Text::join(&Self::ALL.map(Self::label))
            )
        })
    }
}

/// The stable code.
impl fmt::Display for AgencyKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl Words for AgencyKind {
    fn words(&self, lang: Lang) -> Cow<'_, str> {
        Cow::Owned(self.label().get(lang).to_owned())
    }
}

crate::serde_by_text!(AgencyKind);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_codes_read_back() {
        for kind in AgencyKind::ALL {
            assert_eq!(kind.code().parse::<AgencyKind>().unwrap(), kind);
            assert_eq!(kind.label().get(Lang::Zh).parse::<AgencyKind>().unwrap(), kind);
        }
        assert_eq!("职业技能等级认定机构(院校)".parse::<AgencyKind>().unwrap(), AgencyKind::School);
        assert!("职业技能等级认定机构".parse::<AgencyKind>().is_err());
        assert!("".parse::<AgencyKind>().is_err());
    }
}
