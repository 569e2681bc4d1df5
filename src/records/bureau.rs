//! The directory of bureaus: 14 division-cities (师市), the Corps bureau, the Corps management body.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use crate::say;
use crate::text::clean::{clean, compact};
use crate::text::{Lang, Text, Words};

/// A bureau that records belong to: one of the fixed sixteen.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BureauId(u8);

/// What is known of a bureau: nothing that changes.
struct Entry {
    code: &'static str,
    /// 第八师石河子市: also how it is shown.
    name: &'static str,
    /// 八师.
    short: &'static str,
    /// The city without 市; empty where the division has none.
    city: &'static str,
    /// The six digits of the city; empty where there is none.
    region: &'static str,
    english: &'static str,
    english_city: &'static str,
}

const fn entry(
    code: &'static str,
    [name, short, city]: [&'static str; 3],
    region: &'static str,
    [english, english_city]: [&'static str; 2],
) -> Entry {
    Entry { code, name, short, city, region, english, english_city }
}

const DIRECTORY: [Entry; 16] = [
    entry("d01", ["第一师阿拉尔市", "一师", "阿拉尔"], "659002", ["Division 1, Alar", "Alar"]),
    entry("d02", ["第二师铁门关市", "二师", "铁门关"], "659006", ["Division 2, Tiemenguan", "Tiemenguan"]),
    entry("d03", ["第三师图木舒克市", "三师", "图木舒克"], "659003", ["Division 3, Tumxuk", "Tumxuk"]),
    entry("d04", ["第四师可克达拉市", "四师", "可克达拉"], "659008", ["Division 4, Kokdala", "Kokdala"]),
    entry("d05", ["第五师双河市", "五师", "双河"], "659007", ["Division 5, Shuanghe", "Shuanghe"]),
    entry("d06", ["第六师五家渠市", "六师", "五家渠"], "659004", ["Division 6, Wujiaqu", "Wujiaqu"]),
    entry("d07", ["第七师胡杨河市", "七师", "胡杨河"], "659010", ["Division 7, Huyanghe", "Huyanghe"]),
    entry("d08", ["第八师石河子市", "八师", "石河子"], "659001", ["Division 8, Shihezi", "Shihezi"]),
    entry("d09", ["第九师白杨市", "九师", "白杨"], "659012", ["Division 9, Baiyang", "Baiyang"]),
    entry("d10", ["第十师北屯市", "十师", "北屯"], "659005", ["Division 10, Beitun", "Beitun"]),
    entry("d11", ["第十一师", "十一师", ""], "", ["Division 11", ""]),
    entry("d12", ["第十二师", "十二师", ""], "", ["Division 12", ""]),
    entry("d13", ["第十三师新星市", "十三师", "新星"], "659011", ["Division 13, Xinxing", "Xinxing"]),
    entry("d14", ["第十四师昆玉市", "十四师", "昆玉"], "659009", ["Division 14, Kunyu", "Kunyu"]),
    entry("corps", ["兵团人社局", "兵团局", ""], "", ["Corps bureau", ""]),
    entry("center", ["兵团评价管理机构", "评价机构", ""], "", ["Corps management body", ""]),
];

impl BureauId {
    /// The Corps bureau (兵团人社局).
    pub const CORPS: Self = Self(14);
    /// The Corps evaluation management body (兵团评价管理机构).
    pub const CENTER: Self = Self(15);

    /// All sixteen: divisions by number, then the two Corps bodies.
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
        (0..16).map(Self)
    }

    /// The bureau of a division-city by its number, 1 to 14.
    #[must_use]
    pub const fn division(number: u8) -> Option<Self> {
        if number >= 1 && number <= 14 { Some(Self(number - 1)) } else { None }
    }

    /// The number of the division, 1 to 14; none for the Corps bodies.
    #[must_use]
    pub const fn number(self) -> Option<u8> {
        if self.is_corps() { None } else { Some(self.0 + 1) }
    }

    /// Whether it is one of the two Corps bodies, which see every record (R3-4).
    #[must_use]
    pub const fn is_corps(self) -> bool {
        self.0 >= Self::CORPS.0
    }

    /// The stable code for storage and scripts: `d08`, `corps`, `center`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.entry().code
    }

    /// How it is shown: 第八师石河子市, "Division 8, Shihezi".
    #[must_use]
    pub const fn label(self) -> Text {
        Text::new(self.entry().name, self.entry().english)
    }

    /// How it is shown where room is short: 八师, "Division 8" or a Corps body's name.
    #[must_use]
    pub fn short_label(self) -> Text {
        let english = self.entry().english;
        Text::new(self.entry().short, english.split_once(',').map_or(english, |(division, _)| division))
    }

    /// The full name, as documents give it: 第八师石河子市人力资源和社会保障局.
    #[must_use]
    pub fn full_name(self) -> Text {
        match self {
            Self::CORPS => Text::new(
                "新疆生产建设兵团人力资源和社会保障局",
                "Human Resources and Social Security Bureau of the Xinjiang Production and Construction Corps",
            ),
            Self::CENTER => {
                Text::new("兵团技能人才评价管理机构", "Skills Evaluation Management Body of the Corps")
            }
            division => say!(
                "{name}人力资源和社会保障局",
                "Human Resources and Social Security Bureau of {name}",
                name = division.label()
            ),
        }
    }

    /// The city's name (石河子市), where there is one.
    #[must_use]
    pub fn city(self) -> Option<String> {
        let city = self.entry().city;
        (!city.is_empty()).then(|| format!("{city}市"))
    }

    /// The six digits of the city (659001), where there is one.
    #[must_use]
    pub fn region_code(self) -> Option<&'static str> {
        Some(self.entry().region).filter(|region| !region.is_empty())
    }

    /// Whether it is the bureau of a division-city, not one of the two Corps bodies.
    #[must_use]
    pub const fn is_division(self) -> bool {
        !self.is_corps()
    }

    /// The bureau of the city that six digits stand for, if they stand for one.
    #[must_use]
    pub fn of_region(code: &str) -> Option<Self> {
        Self::all().find(|bureau| bureau.region_code() == Some(code))
    }

    const fn entry(self) -> &'static Entry {
        &DIRECTORY[self.0 as usize]
    }

    /// Reads a bureau as people name it: full name, short name, city, number, code, in either language.
    ///
    /// # Errors
    /// When no bureau is meant, or the division and the city named are not the same; the text suggests names.
    pub fn find(text: &str) -> Result<Self, Text> {
        let word = compact(text);
        if word.is_empty() {
            return Err(Text::new(
                "没有写备案部门, 应如 第八师石河子市、八师、石河子",
                "no bureau given: as 第八师石河子市, 八师, 石河子 or d08",
            ));
        }
        let by_code = |b: &Self| b.code().eq_ignore_ascii_case(&word);
        if let Some(found) = Self::all().find(by_code).or_else(|| by_english(text)) {
            return Ok(found);
        }
        let bare = without_office(&word);
        if (bare.is_empty() || bare == "局") && word.contains("兵团") {
            return Ok(Self::CORPS);
        }
        if is_center(bare) {
            return Ok(Self::CENTER);
        }
        match (by_number(bare), by_city(bare)) {
            (Some(division), Some(city)) if division != city => Err(say!(
                "「{w}」前后不一致: {a} 与 {b}",
                "'{w}' contradicts itself: {a} and {b}",
                w = clean(text),
                a = division,
                b = city
            )),
            (Some(found), _) | (None, Some(found)) => Ok(found),
            (None, None) => Err(unknown(&clean(text))),
        }
    }
}

/// The word without the Corps in front and the office behind: 第八师石河子市.
fn without_office(word: &str) -> &str {
    let heads = ["新疆生产建设兵团", "新疆兵团", "兵团"];
    let tails = ["人力资源和社会保障局", "人力资源社会保障局", "人社局"];
    let body = heads.iter().find_map(|head| word.strip_prefix(head)).unwrap_or(word);
    tails.iter().find_map(|tail| body.strip_suffix(tail)).unwrap_or(body)
}

fn is_center(word: &str) -> bool {
    ["评价管理机构", "技能人才评价管理机构", "评价机构", "技能人才评价中心", "评价中心"].contains(&word)
}

/// The division that stands at the beginning (第八师, 八师, 8师), or a bare number.
/// What follows must be its city or nothing: 第八师示例 is not understood.
fn by_number(word: &str) -> Option<BureauId> {
    let (number, city) = match word.split_once('师') {
        Some((head, tail)) => (head.strip_prefix('第').unwrap_or(head), tail),
        None => (word, ""),
    };
    let known = city.is_empty() || city == "市" || by_city(city).is_some();
    known.then(|| BureauId::division(read_number(number)?)).flatten()
}

/// The city that the word ends in: 石河子, 石河子市, 第八师石河子市.
fn by_city(word: &str) -> Option<BureauId> {
    let tail = word.rsplit_once('师').map_or(word, |(_, tail)| tail);
    let city = tail.strip_suffix('市').unwrap_or(tail);
    BureauId::all().find(|b| !city.is_empty() && b.entry().city == city)
}

fn by_english(text: &str) -> Option<BureauId> {
    let wanted = clean(text).to_lowercase();
    let is = |name: &str| !name.is_empty() && name.to_lowercase() == wanted;
    BureauId::all()
        .find(|b| is(b.entry().english) || is(b.entry().english_city) || is(b.short_label().get(Lang::En)))
}

/// 1 to 14, in digits or Chinese figures.
fn read_number(word: &str) -> Option<u8> {
    if !word.is_empty() && word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit()) {
        return word.parse().ok();
    }
    let figures =
        ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四"];
    figures.iter().position(|figure| *figure == word).and_then(|at| u8::try_from(at + 1).ok())
}

/// The refusal, with the three names that share the most characters.
fn unknown(word: &str) -> Text {
    let shared = |b: &BureauId| {
        b.entry().name.chars().filter(|c| !matches!(c, '第' | '师' | '市') && word.contains(*c)).count()
    };
    let mut near: Vec<BureauId> = BureauId::all().filter(|b| shared(b) > 0).collect();
    near.sort_by_key(|b| std::cmp::Reverse(shared(b)));
    near.truncate(3);
    if near.is_empty() {
        return say!(
            "没有备案部门「{w}」, 应写第一师至第十四师之一, 如 第八师石河子市、八师、石河子",
            "no bureau '{w}': divisions 1 to 14, as 第八师石河子市, 八师, 石河子 or d08",
            w = word
        );
    }
    let names: Vec<Text> = near.into_iter().map(BureauId::label).collect();
    say!(
        "没有备案部门「{w}」, 是否为: {names}",
        "no bureau '{w}'; did you mean: {names}",
        w = word,
        names = Text::join(&names)
    )
}

impl FromStr for BureauId {
    type Err = Text;

    fn from_str(text: &str) -> Result<Self, Text> {
        Self::find(text)
    }
}

/// The stable code.
impl fmt::Display for BureauId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl fmt::Debug for BureauId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Words for BureauId {
    fn words(&self, lang: Lang) -> Cow<'_, str> {
        Cow::Owned(self.label().get(lang).to_owned())
    }
}

crate::serde_by_text!(BureauId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ways_of_naming_a_bureau() {
        for written in [
            "第八师石河子市",
            "第八师",
            "八师",
            "石河子",
            "石河子市",
            "8",
            "８",
            "08",
            "第8师",
            "第８师",
            "8师",
            "八师石河子",
            "第八师 石河子市",
            "兵团第八师",
            "八师人社局",
            "第八师石河子市人力资源和社会保障局",
            "新疆生产建设兵团第八师石河子市人力资源和社会保障局",
            "d08",
            "D08",
            "Shihezi",
            "division 8",
            "Division 8, Shihezi",
        ] {
            assert_eq!(BureauId::find(written), Ok(BureauId::division(8).unwrap()), "{written}");
        }
        for (written, code) in [
            ("十师", "d10"),
            ("第十一师", "d11"),
            ("12", "d12"),
            ("十四师昆玉", "d14"),
            ("兵团人社局", "corps"),
            ("兵团", "corps"),
            ("新疆生产建设兵团人力资源和社会保障局", "corps"),
            ("兵团评价管理机构", "center"),
            ("兵团技能人才评价管理机构", "center"),
        ] {
            assert_eq!(BureauId::find(written).unwrap().code(), code, "{written}");
        }
    }

    #[test]
    fn what_is_no_bureau_suggests_names() {
        let twenty = BureauId::find("第二十师").unwrap_err();
        assert!(twenty.get(Lang::Zh).contains("第十二师"), "{twenty:?}");
        assert!(BureauId::find("第八师五家渠市").unwrap_err().get(Lang::Zh).contains("不一致"));
        for wrong in ["", "人社局", "0", "15", "河", "第八师示例", "师", "市", "示例"] {
            assert!(BureauId::find(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn every_name_reads_back() {
        assert_eq!(BureauId::all().len(), 16);
        for bureau in BureauId::all() {
            for lang in [Lang::Zh, Lang::En] {
                assert_eq!(BureauId::find(bureau.label().get(lang)), Ok(bureau));
                assert_eq!(BureauId::find(bureau.short_label().get(lang)), Ok(bureau), "{bureau}");
            }
            assert_eq!(BureauId::find(bureau.full_name().get(Lang::Zh)), Ok(bureau));
            assert_eq!(bureau.code().parse(), Ok(bureau));
            assert_eq!(bureau.is_corps(), bureau.number().is_none());
        }
        assert_eq!(BureauId::CORPS.code(), "corps");
        assert_eq!(BureauId::division(8).unwrap().city().as_deref(), Some("石河子市"));
        assert_eq!(BureauId::division(11).unwrap().region_code(), None);
    }
}
