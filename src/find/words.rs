//! Words that agencies' names are made of, so that initials typed from the start of one rank higher.

use super::symbols::{Symbol, Symbols, WORD_START};

const WORDS: &[&str] = &[
    "石河子",
    "阿拉尔",
    "铁门关",
    "图木舒克",
    "可克达拉",
    "双河",
    "五家渠",
    "胡杨河",
    "白杨",
    "北屯",
    "新星",
    "昆玉",
    "兵团",
    "新疆",
    "示例",
    "职业",
    "技能",
    "技工",
    "技师",
    "技校",
    "职培",
    "培训",
    "评价",
    "鉴定",
    "学校",
    "学院",
    "中心",
    "公司",
    "有限",
    "集团",
    "协会",
    "焊工",
    "电工",
    "建筑",
    "机械",
    "化工",
    "农业",
    "养老",
    "护理",
    "教育",
    "人力",
    "医院",
    "工业",
];

/// Whether some known word begins with the character.
pub(super) fn opens_word(c: char) -> bool {
    WORDS.iter().any(|word| word.starts_with(c))
}

/// Marks where a known word begins in a name, and where what follows it begins.
pub(super) fn mark_words(symbols: &Symbols, name: &mut [Symbol]) {
    let mut at = 0;
    while at < name.len() {
        let length = if symbols.opens_word(name[at]) { word_at(symbols, &name[at..]) } else { None };
        if let Some(length) = length {
            name[at] |= WORD_START;
            at += length;
            if let Some(next) = name.get_mut(at) {
                *next |= WORD_START;
            }
        } else {
            at += 1;
        }
    }
}

/// The length of the known word with which this part of a name begins.
fn word_at(symbols: &Symbols, rest: &[Symbol]) -> Option<usize> {
    let begins = |word: &&&str| {
        let mut rest = rest.iter();
        word.chars().all(|c| rest.next().is_some_and(|symbol| symbols.char(*symbol) == c))
    };
    WORDS.iter().find(begins).map(|word| word.chars().count())
}
