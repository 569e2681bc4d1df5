//! Pinyin of names: every reading of every character, as a compact key for a database column.
//!
//! A character with several readings keeps all of them, since no table knows which one a name means.

use std::fmt::Write;

use pinyin::ToPinyinMulti;

use super::fold::{Folded, fold};

/// The pinyin of a name, position by position.
///
/// `initials` has a letter for each character, alternatives in brackets: 重庆 → `(zct)q`.
/// `syllables` parts the characters by spaces and alternatives by slashes: `zhong/chong/tong qing`.
/// Letters and digits stand for themselves in lower case; marks and spaces are left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PinyinKey {
    /// First letters, alternatives in brackets.
    pub initials: String,
    /// Whole syllables, parted by spaces, alternatives by slashes.
    pub syllables: String,
}

impl PinyinKey {
    /// The key of a name.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let mut key = Self::default();
        for c in name.chars() {
            let Folded::Letter(c) = fold(c) else { continue };
            key.add(&readings(c));
        }
        key
    }

    fn add(&mut self, readings: &[String]) {
        if readings.is_empty() {
            return;
        }
        let mut letters: Vec<char> = Vec::new();
        for letter in readings.iter().filter_map(|r| r.chars().next()) {
            if !letters.contains(&letter) {
                letters.push(letter);
            }
        }
        let letters: String = letters.into_iter().collect();
        let alternatives = letters.chars().count() > 1;
        // Writing to a String can't fail.
        let _ = if alternatives {
            write!(self.initials, "({letters})")
        } else {
            write!(self.initials, "{letters}")
        };
        if !self.syllables.is_empty() {
            self.syllables.push(' ');
        }
        self.syllables.push_str(&readings.join("/"));
    }
}

/// Whether letters in lower case are in the syllables of a name (as [`PinyinKey::syllables`] writes them), one character
/// after another without a gap, each by a reading in full or cut short: `andayl` and `adyl` are in `an da yi liao`.
///
/// Letters beyond the first 62 are not looked at.
#[must_use]
pub fn spelled(letters: &str, syllables: &str) -> bool {
    let letters = letters.as_bytes().get(..62).unwrap_or(letters.as_bytes());
    let done = 1u64 << letters.len();
    // One bit for each place in the letters up to which the characters so far have spelled them.
    let mut reached = 0u64;
    for character in syllables.split(' ') {
        let mut next = 0;
        for (at, rest) in (0..letters.len()).map(|at| (at, &letters[at..])) {
            if (reached | 1) >> at & 1 == 0 {
                continue;
            }
            for reading in character.split('/') {
                let same = reading.bytes().zip(rest).take_while(|(a, b)| a == *b).count();
                next |= (1..=same).fold(0, |all, taken| all | 1 << (at + taken));
            }
        }
        if next & done != 0 {
            return true;
        }
        reached = next;
    }
    false
}

/// All readings of a folded character without tones, the usual one first, ü written v.
///
/// A letter or digit reads as itself; a character that no table knows has none.
pub(super) fn readings(c: char) -> Vec<String> {
    if c.is_ascii() {
        return vec![c.to_string()];
    }
    let mut all: Vec<String> = Vec::new();
    let mut add = |reading: &str| {
        let reading = reading.replace('ü', "v");
        if !reading.is_empty() && reading.is_ascii() && !all.contains(&reading) {
            all.push(reading);
        }
    };
    let settled = SETTLED.iter().find(|(settled, _)| *settled == c);
    match settled {
        Some((_, usual)) => usual.iter().for_each(|reading| add(reading)),
        None => c.to_pinyin_multi().into_iter().flatten().for_each(|reading| add(reading.plain())),
    }
    for (surname, reading) in SURNAMES {
        if *surname == c {
            add(reading);
        }
    }
    all
}

/// Characters in every other name of an agency, whose rare readings would only add noise.
const SETTLED: &[(char, &[&str])] = &[
    ('示', &["shi"]),
    ('石', &["shi", "dan"]),
    ('能', &["neng"]),
    ('技', &["ji"]),
    ('校', &["xiao", "jiao"]),
    ('中', &["zhong"]),
    ('会', &["hui", "kuai"]),
    ('师', &["shi"]),
    ('合', &["he"]),
    ('大', &["da", "dai"]),
    ('有', &["you"]),
    ('团', &["tuan"]),
    ('机', &["ji"]),
    ('培', &["pei"]),
    ('学', &["xue"]),
    ('服', &["fu"]),
    ('务', &["wu"]),
    ('阿', &["a", "e"]),
    ('可', &["ke"]),
    ('家', &["jia"]),
    ('疆', &["jiang"]),
    ('那', &["na"]),
    ('拉', &["la"]),
];

/// Surnames and name characters read otherwise than the same character elsewhere.
const SURNAMES: &[(char, &str)] = &[
    ('曾', "zeng"),
    ('单', "shan"),
    ('解', "xie"),
    ('仇', "qiu"),
    ('区', "ou"),
    ('查', "zha"),
    ('朴', "piao"),
    ('尉', "yu"),
    ('盖', "ge"),
    ('翟', "zhai"),
    ('任', "ren"),
    ('覃', "qin"),
    ('缪', "miao"),
    ('乐', "yue"),
    ('冼', "xian"),
    ('洗', "xian"),
    ('万', "mo"),
    ('俟', "qi"),
    ('折', "she"),
    ('召', "shao"),
    ('种', "chong"),
    ('员', "yun"),
    ('纪', "ji"),
    ('逄', "pang"),
    ('繁', "po"),
    ('黑', "he"),
    ('秘', "bi"),
    ('能', "nai"),
    ('隗', "kui"),
    ('牟', "mu"),
    ('都', "du"),
    ('令', "ling"),
    ('葛', "ge"),
    ('祭', "zhai"),
    ('燕', "yan"),
    ('佴', "nai"),
    ('乜', "nie"),
    ('哈', "ha"),
    ('长', "zhang"),
    ('澹', "tan"),
    ('宓', "fu"),
    ('郗', "chi"),
    ('谌', "shen"),
    ('褚', "chu"),
    ('柏', "bai"),
    ('於', "yu"),
    ('贾', "jia"),
    ('阚', "kan"),
    ('瞿', "qu"),
    ('郇', "huan"),
    ('呙', "guo"),
    ('撒', "sa"),
    ('幺', "yao"),
    ('占', "zhan"),
    ('车', "che"),
    ('宁', "ning"),
    ('石', "shi"),
    ('麦', "mai"),
    ('沈', "shen"),
    ('适', "kuo"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heteronyms_keep_every_reading() {
        let key = PinyinKey::of("重庆");
        assert!(key.initials.starts_with("(z") && key.initials.ends_with(")q"), "{key:?}");
        assert!(key.syllables.contains("chong") && key.syllables.contains("zhong"));
        assert!(PinyinKey::of("示例银行").syllables.contains("hang"));
    }

    #[test]
    fn surnames_have_their_own_reading() {
        for (surname, reading) in SURNAMES {
            let key = PinyinKey::of(&surname.to_string());
            assert!(key.syllables.split('/').any(|r| r == *reading), "{surname}: {key:?}");
        }
    }

    #[test]
    fn letters_digits_and_marks() {
        let key = PinyinKey::of("石河子Ａ7(示)\u{1b}");
        assert_eq!(key.initials, "(sd)hza7s");
        assert_eq!(key.syllables, "shi/dan he zi a 7 shi");
        assert!(PinyinKey::of("绿").syllables.starts_with("lv"));
        assert_eq!(PinyinKey::of(""), PinyinKey::default());
    }

    #[test]
    fn letters_are_found_in_syllables() {
        let name = PinyinKey::of("示例安达医疗").syllables;
        for letters in ["andayl", "adyl", "slandayiliao", "shilianda", "ylia", "dayil"] {
            assert!(spelled(letters, &name), "{letters} in {name}");
        }
        for letters in ["anyl", "dal", "ylx", "nda", "vvv"] {
            assert!(!spelled(letters, &name), "{letters} in {name}");
        }
        assert!(spelled("chongq", "zhong/chong/tong qing") && spelled("tq", "zhong/chong/tong qing"));
        assert!(
            spelled("xian", "xi an") && spelled("xian", "xian") && !spelled("xian", "xi ang"[..4].trim())
        );
        assert!(!spelled("a", "") && spelled(&"a".repeat(80), &vec!["a"; 70].join(" ")));
    }
}
