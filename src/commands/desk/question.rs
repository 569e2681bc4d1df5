//! "Who can assess welders, level 3, in the Eighth Division?": taking a question apart.

use crate::records::bureau::BureauId;
use crate::records::level::Level;
use crate::text::clean::half_width;

/// A question about scopes, as it was understood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// What is left when level and place are taken out: name or code of an occupation.
    pub occupation: String,
    /// Level, where one is named.
    pub level: Option<Level>,
    /// Place, where one is named.
    pub bureau: Option<BureauId>,
}

/// Words of a whole sentence that ask nothing.
const FILLERS: [&str; 16] = [
    "who",
    "can",
    "may",
    "assess",
    "in",
    "the",
    "for",
    "which",
    "agency",
    "agencies",
    "谁",
    "谁能评",
    "哪家",
    "哪里",
    "可以",
    "能",
];
/// What opens a sentence in Chinese, written in one with what follows.
const OPENINGS: [&str; 5] = ["谁能评", "谁能考", "谁可以评", "哪家能评", "哪里能考"];
/// Titles that name a level at the end of a word, the longer before those they end in.
const TITLES: [&str; 8] =
    ["特级技师", "首席技师", "高级技师", "高级工", "中级工", "初级工", "学徒工", "技师"];

impl Asked {
    /// Takes a question apart.
    pub(super) fn parse(typed: &str) -> Self {
        let lower = half_width(typed).to_lowercase().replace([',', '，', '?', '、', '。'], " ");
        let mut asked = Self::default();
        let mut rest: Vec<String> = Vec::new();
        let mut words = lower.split_whitespace().peekable();
        while let Some(word) = words.next() {
            // "level 3", "division 8" are two words for one thing.
            let number = words.peek().filter(|n| n.len() <= 2 && n.bytes().all(|b| b.is_ascii_digit()));
            match (word, number) {
                ("level", Some(n)) if asked.level.is_none() => {
                    asked.level = format!("{n}级").parse().ok();
                    words.next();
                }
                ("division", Some(n)) if asked.bureau.is_none() => {
                    asked.bureau = BureauId::find(n).ok();
                    words.next();
                }
                _ if FILLERS.contains(&word) => {}
                _ => rest.extend(asked.take(word)),
            }
        }
        asked.occupation = rest.join(" ");
        asked
    }

    /// Takes level and place out of a word; what is left of it.
    fn take(&mut self, word: &str) -> Option<String> {
        let mut word = OPENINGS.iter().find_map(|o| word.strip_prefix(o)).unwrap_or(word);
        if self.bureau.is_none()
            && let Some((place, rest)) = place(word)
        {
            self.bureau = Some(place);
            word = rest;
        }
        if self.level.is_none()
            && let Some((rest, level)) = level(word)
        {
            self.level = Some(level);
            word = rest;
        }
        let word = word.trim_matches('的').trim();
        (!word.is_empty()).then(|| word.to_owned())
    }
}

/// A place at the beginning of a word (八师焊工), with what follows it. A bare number is no place.
fn place(word: &str) -> Option<(BureauId, &str)> {
    if word.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
    let mut ends: Vec<usize> = ends.collect();
    ends.reverse();
    ends.into_iter().find_map(|end| {
        let (head, tail) = word.split_at(end);
        let named = head.chars().count() >= 2 && !head.bytes().all(|b| b.is_ascii_digit());
        named.then(|| BureauId::find(head).ok()).flatten().map(|bureau| (bureau, tail))
    })
}

/// A level at the end of a word (焊工三级, 焊工高级工), with what stands before it.
fn level(word: &str) -> Option<(&str, Level)> {
    let by_title = TITLES.iter().find_map(|title| {
        let head = word.strip_suffix(title)?;
        Some((head, title.parse().ok()?))
    });
    by_title.or_else(|| {
        let digits = word.strip_suffix('级')?;
        let digit = digits.chars().next_back()?;
        let head = &digits[..digits.len() - digit.len_utf8()];
        Some((head, format!("{digit}级").parse().ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_come_apart() {
        let eighth = BureauId::division(8);
        for (typed, occupation, level, bureau) in [
            ("焊接 三级 八师", "焊接", Some(Level::Three), eighth),
            ("八师焊接三级", "焊接", Some(Level::Three), eighth),
            ("谁能评焊接, 3级, 第八师？", "焊接", Some(Level::Three), eighth),
            ("焊接高级工 石河子", "焊接", Some(Level::Three), eighth),
            ("焊接高级技师", "焊接", Some(Level::One), None),
            ("who can assess welding, level 3, in division 8?", "welding", Some(Level::Three), eighth),
            ("6-99-02-01 5级", "6-99-02-01", Some(Level::Five), None),
            ("shz hg", "shz hg", None, None),
            ("8", "8", None, None),
            ("0993-20", "0993-20", None, None),
            ("", "", None, None),
        ] {
            let asked = Asked { occupation: occupation.to_owned(), level, bureau };
            assert_eq!(Asked::parse(typed), asked, "{typed}");
        }
    }
}
