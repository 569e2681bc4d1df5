//! Skill levels (职业技能等级) and sets of them, with the spellings that ledgers use.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::say;
use crate::text::clean::{clean_lines, compact, half_width};
use crate::text::{Lang, Text, Words};

/// A level, low to high: the digit falls as the skill rises (人社部发〔2022〕14号).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// 学徒工.
    Apprentice,
    /// 五级/初级工.
    Five,
    /// 四级/中级工.
    Four,
    /// 三级/高级工.
    Three,
    /// 二级/技师.
    Two,
    /// 一级/高级技师.
    One,
    /// 特级技师.
    Special,
    /// 首席技师.
    Chief,
}

impl Level {
    /// Every level, low to high.
    pub const ALL: [Self; 8] = [
        Self::Apprentice,
        Self::Five,
        Self::Four,
        Self::Three,
        Self::Two,
        Self::One,
        Self::Special,
        Self::Chief,
    ];

    /// The place in the order, 0 (学徒工) to 7 (首席技师).
    #[must_use]
    pub const fn rank(self) -> u8 {
        self as u8
    }

    /// Whether it is under the overall management of the Corps bureau (R3-3).
    #[must_use]
    pub const fn is_of_corps(self) -> bool {
        matches!(self, Self::Special | Self::Chief)
    }

    /// The stable code: the digit, or a letter above and below the five.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Apprentice => "apprentice",
            Self::Five => "5",
            Self::Four => "4",
            Self::Three => "3",
            Self::Two => "2",
            Self::One => "1",
            Self::Special => "special",
            Self::Chief => "chief",
        }
    }

    /// The full name.
    #[must_use]
    pub const fn label(self) -> Text {
        match self {
            Self::Apprentice => Text::new("学徒工", "apprentice"),
            Self::Five => Text::new("五级/初级工", "level 5, junior worker"),
            Self::Four => Text::new("四级/中级工", "level 4, intermediate worker"),
            Self::Three => Text::new("三级/高级工", "level 3, senior worker"),
            Self::Two => Text::new("二级/技师", "level 2, technician"),
            Self::One => Text::new("一级/高级技师", "level 1, senior technician"),
            Self::Special => Text::new("特级技师", "special-grade technician"),
            Self::Chief => Text::new("首席技师", "chief technician"),
        }
    }

    /// The short name, as in lists.
    #[must_use]
    pub const fn short_label(self) -> Text {
        match self {
            Self::Apprentice => Text::new("学徒工", "apprentice"),
            Self::Five => Text::new("五级", "5"),
            Self::Four => Text::new("四级", "4"),
            Self::Three => Text::new("三级", "3"),
            Self::Two => Text::new("二级", "2"),
            Self::One => Text::new("一级", "1"),
            Self::Special => Text::new("特级技师", "special"),
            Self::Chief => Text::new("首席技师", "chief"),
        }
    }

    /// The level that a digit names: 五级, 5级, 五, 5.
    fn by_digit(word: &str) -> Option<Self> {
        let digit = word.strip_suffix('级').unwrap_or(word);
        Some(match digit {
            "5" | "五" => Self::Five,
            "4" | "四" => Self::Four,
            "3" | "三" => Self::Three,
            "2" | "二" => Self::Two,
            "1" | "一" => Self::One,
            _ => return None,
        })
    }

    /// The level that a title names: 初级工, 高级技师, and so on.
    fn by_title(word: &str) -> Option<Self> {
        Some(match word {
            "学徒工" | "学徒" | "APPRENTICE" => Self::Apprentice,
            "初级工" | "初级" | "初级技能" => Self::Five,
            "中级工" | "中级" | "中级技能" => Self::Four,
            "高级工" | "高级" | "高级技能" => Self::Three,
            "技师" => Self::Two,
            "高级技师" => Self::One,
            "特级技师" | "特级" | "SPECIAL" => Self::Special,
            "首席技师" | "首席" | "CHIEF" => Self::Chief,
            _ => return None,
        })
    }
}

impl FromStr for Level {
    type Err = Text;

    /// One level: digit, title, or both where they agree (五级/初级工, 五级初级工, 五级(初级工)).
    fn from_str(text: &str) -> Result<Self, Text> {
        let word = compact(text);
        if let Some(level) = Self::by_digit(&word).or_else(|| Self::by_title(&word)) {
            return Ok(level);
        }
        let both = word.split_once('级').and_then(|(digit, title)| {
            let title = title.trim_matches(['/', '(', ')', '-']);
            Some((Self::by_digit(digit)?, Self::by_title(title)?))
        });
        match both {
            Some((digit, title)) if digit == title => Ok(digit),
            Some((digit, title)) => Err(say!(
                "等级「{w}」前后不一致: {digit} 与 {title} 不是同一级",
                "the level '{w}' contradicts itself: {digit} and {title} are different levels",
                w = word,
                digit = digit.label(),
                title = title.label()
            )),
            None => Err(say!(
                "没有等级「{w}」, 应为{all}之一",
                "no level '{w}': one of {all}",
                w = word,
                all = Text::join(&Self::ALL.map(Self::label))
            )),
        }
    }
}

/// The stable code.
impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl Words for Level {
    fn words(&self, lang: Lang) -> Cow<'_, str> {
        Cow::Owned(self.label().get(lang).to_owned())
    }
}

crate::serde_by_text!(Level);

/// A set of levels; serde as the list of codes, low to high.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct LevelSet(u8);

impl LevelSet {
    /// No level.
    pub const EMPTY: Self = Self(0);

    /// The set with one level.
    #[must_use]
    pub const fn of(level: Level) -> Self {
        Self(1 << level.rank())
    }

    /// Every level between two, both included, in either order.
    #[must_use]
    pub fn between(one: Level, other: Level) -> Self {
        let (low, high) = (one.min(other), one.max(other));
        Level::ALL.into_iter().filter(|level| (low..=high).contains(level)).collect()
    }

    /// Whether the level is in it.
    #[must_use]
    pub const fn contains(self, level: Level) -> bool {
        self.0 & 1 << level.rank() != 0
    }

    /// Whether every level of the other is in it.
    #[must_use]
    pub const fn covers(self, other: Self) -> bool {
        other.0 & !self.0 == 0
    }

    /// What is in either.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in this and not in the other.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many.
    #[must_use]
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// The levels, low to high.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = Level> {
        Level::ALL.into_iter().filter(move |level| self.contains(*level))
    }

    /// The names, runs of three or more as a range: 五级至三级, or 五级、三级.
    #[must_use]
    pub fn label(self) -> Text {
        let levels: Vec<Level> = self.iter().collect();
        let mut parts = Vec::new();
        for run in levels.chunk_by(|a, b| a.rank() + 1 == b.rank()) {
            match run {
                [first, _, .., last] => parts.push(say!(
                    "{a}至{b}",
                    "{a} to {b}",
                    a = first.short_label(),
                    b = last.short_label()
                )),
                few => parts.extend(few.iter().map(|level| level.short_label())),
            }
        }
        Text::join(&parts)
    }
}

impl FromIterator<Level> for LevelSet {
    fn from_iter<I: IntoIterator<Item = Level>>(levels: I) -> Self {
        levels.into_iter().fold(Self::EMPTY, |set, level| set.union(Self::of(level)))
    }
}

impl FromStr for LevelSet {
    type Err = Text;

    /// Reads what ledgers write: 四级至二级 · 五级、四级、三级 · 中级工、高级工 · 1-5级 ·
    /// 五级/初级工,四级/中级工 · 三级.
    fn from_str(text: &str) -> Result<Self, Text> {
        let text = clean_lines(text);
        let half = half_width(&text);
        let parts: Vec<String> = half
            .split(['、', ',', ';', '\n', '和', '与', '及', '|'])
            .map(compact)
            .filter(|p| !p.is_empty())
            .collect();
        if parts.is_empty() {
            return Err(Text::new(
                "没有写等级, 应如 五级至三级、五级、四级",
                "no level given: as 五级至三级, or 5-3",
            ));
        }
        parts.iter().try_fold(Self::EMPTY, |set, part| Ok(set.union(part_of(part)?)))
    }
}

/// One part between list commas: a level, levels with slashes between them, or a range.
fn part_of(part: &str) -> Result<LevelSet, Text> {
    let ends: Vec<&str> = part.split(['至', '到', '-', '~']).filter(|end| !end.is_empty()).collect();
    if let [low, high] = ends[..] {
        return Ok(LevelSet::between(low.parse()?, high.parse()?));
    }
    part.parse::<Level>().map(LevelSet::of).or_else(|wrong| {
        // 五级/四级: several levels of the same way of writing. 五级/中级工 is none: it contradicts itself.
        let words: Vec<&str> = part.split('/').collect();
        let by =
            |read: fn(&str) -> Option<Level>| words.iter().map(|w| read(w)).collect::<Option<LevelSet>>();
        by(Level::by_digit).or_else(|| by(Level::by_title)).ok_or(wrong)
    })
}

/// The Chinese names, as documents write them.
impl fmt::Display for LevelSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.label().get(Lang::Zh))
    }
}

impl fmt::Debug for LevelSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl Words for LevelSet {
    fn words(&self, lang: Lang) -> Cow<'_, str> {
        Cow::Owned(self.label().get(lang).to_owned())
    }
}

impl Serialize for LevelSet {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for LevelSet {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Vec::<Level>::deserialize(from)?.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        text.parse::<LevelSet>().unwrap().iter().map(Level::code).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn spellings_of_ledgers() {
        for (written, meant) in [
            ("四级至二级", "4 3 2"),
            ("五级、四级、三级", "5 4 3"),
            ("中级工、高级工", "4 3"),
            ("1-5级", "5 4 3 2 1"),
            ("5-3级", "5 4 3"),
            ("5级-3级", "5 4 3"),
            ("５－３级", "5 4 3"),
            ("五级/初级工,四级/中级工", "5 4"),
            ("二级/技师、一级/高级技师", "2 1"),
            ("五级/初级工至三级/高级工", "5 4 3"),
            ("三级", "3"),
            ("五级(初级工)\n四级（中级工）", "5 4"),
            ("一至五级", "5 4 3 2 1"),
            ("五、四、三级", "5 4 3"),
            ("三级/四级/五级", "5 4 3"),
            ("高级工/技师", "3 2"),
            ("技师和高级技师", "2 1"),
            ("特级技师;首席技师", "special chief"),
            ("学徒工至五级", "apprentice 5"),
            ("4 级", "4"),
        ] {
            assert_eq!(read(written), meant, "{written}");
        }
    }

    #[test]
    fn what_is_no_level_says_so() {
        for wrong in ["", "九级", "6级", "五级/中级工", "二级、示例", "0-3级", "三级以上", "1-2-3"]
        {
            assert!(wrong.parse::<LevelSet>().is_err(), "{wrong}");
        }
        let text = "五级/中级工".parse::<LevelSet>().unwrap_err();
        assert!(text.get(Lang::Zh).contains("不是同一级"));
    }

    #[test]
    fn names_of_sets() {
        let label = |text: &str| text.parse::<LevelSet>().unwrap().to_string();
        assert_eq!(label("3-5级"), "五级至三级");
        assert_eq!(label("五级,三级"), "五级、三级");
        assert_eq!(label("五级,四级,二级"), "五级、四级、二级");
        assert_eq!(LevelSet::EMPTY.to_string(), "");
    }

    #[test]
    fn sets_of_levels() {
        let set = LevelSet::between(Level::Three, Level::Five);
        assert!(set.covers(LevelSet::of(Level::Four)) && !set.contains(Level::Two));
        assert_eq!(set.without(LevelSet::of(Level::Four)).len(), 2);
        assert!(
            Level::Apprentice < Level::Five && Level::One < Level::Special && Level::Special < Level::Chief
        );
        let json = serde_json::to_string(&set).unwrap();
        assert_eq!(json, r#"["5","4","3"]"#);
        assert_eq!(serde_json::from_str::<LevelSet>(&json).unwrap(), set);
    }

    #[test]
    fn labels_and_codes_read_back() {
        for level in Level::ALL {
            assert_eq!(level.code().parse::<Level>().unwrap(), level);
            assert_eq!(level.label().get(Lang::Zh).parse::<Level>().unwrap(), level);
        }
    }
}
