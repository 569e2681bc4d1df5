//! 规则目录: every rule of the regulation and of the general law that the console knows, and the house's own
//! safeguards, in our own words.
//!
//! Pure. One file a chapter. A rule missing from its chapter, or out of order, fails the build.

mod activities;
mod changes;
mod conditions;
mod filing;
mod general;
mod general_law;
mod house;
mod id;
mod supervision;

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::Serialize;

pub use id::RuleId;

use super::article::{Article, LawName, Source};
use crate::text::{Lang, Text, Words};

/// The day from which the regulation is in force: nothing was applied for under it before.
pub const REGULATION_FROM: NaiveDate = NaiveDate::from_ymd_opt(2025, 9, 1).expect("a day");

/// Rules that some command or clock already keeps. The coverage test asks for each of them.
pub const ENFORCED: &[RuleId] = &[
    RuleId::R3_1,
    RuleId::R3_3,
    RuleId::R4_1,
    RuleId::R4_2,
    RuleId::R4_3,
    RuleId::R6_1,
    RuleId::R6_2,
    RuleId::R6_3,
    RuleId::R6_4,
    RuleId::R6_5,
    RuleId::R6_6,
    RuleId::R6_7,
    RuleId::R6_8,
    RuleId::R7_1,
    RuleId::R7_2,
    RuleId::R7_3,
    RuleId::R7_4,
    RuleId::R8_1,
    RuleId::R8_2,
    RuleId::R8_3,
    RuleId::R8_4,
    RuleId::R8_5,
    RuleId::R9_1,
    RuleId::R10_1,
    RuleId::R10_2,
    RuleId::R10_3,
    RuleId::R10_4,
    RuleId::R10_5,
    RuleId::R18_1,
    RuleId::R12_1,
    RuleId::R12_2,
    RuleId::R13_1,
    RuleId::R13_2,
    RuleId::R14_1,
    RuleId::R14_2,
    RuleId::R15_1,
    RuleId::R16_1,
    RuleId::R18_3,
    RuleId::R18_4,
    RuleId::R18_5,
    RuleId::R19_1,
    RuleId::R19_2,
    RuleId::R19_3,
    RuleId::R19_4,
    RuleId::R19_5,
    RuleId::R21_1,
    RuleId::R21_2,
    RuleId::R22_1,
    RuleId::R22_2,
    RuleId::R22_3,
    RuleId::R22_4,
    RuleId::R22_5,
    RuleId::R23_1,
    RuleId::R24_1,
    RuleId::R24_3,
    RuleId::R25_1,
    RuleId::R25_2,
    RuleId::R25_3,
    RuleId::R25_4,
    RuleId::R27_1,
    RuleId::G42_1,
    RuleId::G43_1,
    RuleId::G45_1,
    RuleId::G48_1,
    RuleId::G57_1,
    RuleId::G58_1,
    RuleId::G60_1,
    RuleId::G61_1,
    RuleId::G61_2,
    RuleId::G59_1,
    RuleId::H1_1,
    RuleId::H1_2,
    RuleId::H2_1,
    RuleId::H3_1,
    RuleId::H4_1,
];

/// How strongly a rule binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Strength {
    /// 必须: refuses, no override.
    Must,
    /// 一般应当: refuses unless an approver overrides with a written reason.
    Should,
    /// 期限: sets a deadline, never blocks.
    Due,
    /// 职责: something to record or to show.
    Duty,
}

impl Strength {
    /// The written form.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Should => "should",
            Self::Due => "due",
            Self::Duty => "duty",
        }
    }

    /// The label.
    #[must_use]
    pub const fn label(self) -> Text {
        match self {
            Self::Must => Text::new("必须", "must"),
            Self::Should => Text::new("一般应当", "should"),
            Self::Due => Text::new("期限", "deadline"),
            Self::Duty => Text::new("职责", "duty"),
        }
    }
}

impl Words for Strength {
    fn words(&self, lang: Lang) -> Cow<'_, str> {
        Cow::Owned(self.label().get(lang).to_owned())
    }
}

/// A rule of the catalogue.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name everywhere: in code, tests, refusals, audit rows.
    pub id: RuleId,
    /// Where it comes from.
    pub source: Source,
    /// How strongly it binds.
    pub strength: Strength,
    /// What it says, in short.
    pub summary: Text,
}

impl Rule {
    /// Whether some command or clock keeps it already.
    #[must_use]
    pub fn enforced(&self) -> bool {
        ENFORCED.contains(&self.id)
    }

    /// Whether it comes from the general law and not from the regulation.
    #[must_use]
    pub const fn is_general_law(&self) -> bool {
        matches!(self.source, Source::Law { .. })
    }
}

impl RuleId {
    /// The rule of this name.
    #[must_use]
    pub fn rule(self) -> &'static Rule {
        get(self)
    }
}

/// The rule of a name.
#[must_use]
pub fn get(id: RuleId) -> &'static Rule {
    TABLE[id as usize]
}

/// Every rule, by chapter, the general law last.
pub fn all() -> impl ExactSizeIterator<Item = &'static Rule> {
    TABLE.iter().copied()
}

/// The chapters in the order of the ids.
const CHAPTERS: [&[Rule]; 9] = [
    general::RULES,
    conditions::RULES,
    filing::RULES,
    activities::RULES,
    changes::RULES,
    supervision::RULES,
    supervision::CLOSING,
    general_law::RULES,
    house::RULES,
];

/// All rules, each at the place of its id: that none is missing or misplaced is checked by the build.
static TABLE: [&Rule; RuleId::ALL.len()] = table();

const fn table() -> [&'static Rule; RuleId::ALL.len()] {
    let mut table: [&'static Rule; RuleId::ALL.len()] = [&CHAPTERS[0][0]; RuleId::ALL.len()];
    let (mut chapter, mut row, mut place) = (0, 0, 0);
    while chapter < CHAPTERS.len() {
        if row == CHAPTERS[chapter].len() {
            chapter += 1;
            row = 0;
            continue;
        }
        let rule = &CHAPTERS[chapter][row];
        assert!(rule.id as usize == place, "a rule is missing or out of order");
        table[place] = rule;
        row += 1;
        place += 1;
    }
    assert!(place == RuleId::ALL.len(), "an id has no rule");
    table
}

/// A rule of the regulation; zero for the paragraph, item or sub-item that isn't given.
const fn of_article(id: RuleId, place: [u16; 4], strength: Strength, summary: Text) -> Rule {
    let article = Article::constant(place[0], place[1], place[2], place[3]);
    Rule { id, source: Source::Regulation(article), strength, summary }
}

/// A rule of another law.
const fn of_law(id: RuleId, name: LawName, articles: (u16, u16), strength: Strength, summary: Text) -> Rule {
    Rule { id, source: Source::Law { name, first: articles.0, last: articles.1 }, strength, summary }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_id_has_its_own_rule() {
        assert_eq!(all().len(), 87);
        let ids: BTreeSet<&str> = all().map(|rule| rule.id.as_str()).collect();
        assert_eq!(ids.len(), 87);
        for id in RuleId::ALL {
            assert_eq!(get(*id).id, *id);
            assert_eq!(id.as_str().parse::<RuleId>().unwrap(), *id);
        }
    }

    #[test]
    fn rules_of_the_regulation_cite_the_article_in_their_name() {
        for rule in all() {
            let name = rule.id.as_str();
            let number = name[1..].split('-').next().unwrap();
            match &rule.source {
                Source::Regulation(article) => {
                    assert!((1..=28).contains(&article.number()), "{name}");
                    assert_eq!(article.number().to_string(), number, "{name}");
                    assert!(name.starts_with('R'));
                }
                Source::Law { first, last, .. } => {
                    assert!(name.starts_with('G') && first <= last, "{name}");
                }
                Source::Setting => assert!(name.starts_with('R')),
                Source::House => assert!(name.starts_with('H')),
            }
        }
    }

    #[test]
    fn summaries_are_short_and_different() {
        let mut seen = BTreeSet::new();
        for rule in all() {
            for lang in [Lang::Zh, Lang::En] {
                let words = rule.summary.get(lang);
                assert!(seen.insert(words), "{} says the same as another", rule.id);
                assert!((6..=260).contains(&words.chars().count()), "{}: {words}", rule.id);
                let forbidden = ['“', '”', '…', '·', '→', '●', '—', '①', '×'];
                assert!(!words.contains(forbidden), "{}: {words}", rule.id);
            }
        }
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for word in ["", "R25", "R25-9", "R29-1", "G1-1", "25-2"] {
            assert!(word.parse::<RuleId>().is_err(), "{word}");
        }
        assert_eq!("r25-2".parse::<RuleId>().unwrap(), RuleId::R25_2);
        assert_eq!(serde_json::to_string(&RuleId::R25_2).unwrap(), "\"R25-2\"");
    }

    #[test]
    fn enforced_rules_are_listed_once() {
        let once: BTreeSet<_> = ENFORCED.iter().collect();
        assert_eq!(once.len(), ENFORCED.len());
        assert!(get(RuleId::R25_2).enforced() && !get(RuleId::R28_1).enforced());
    }
}
