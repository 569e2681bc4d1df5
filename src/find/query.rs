//! What a clerk types, taken apart into words that all have to match.
//!
//! Words are parted by spaces and marks, and where the script changes: `shz焊工` is two words.

use super::fold::{Folded, fold};

/// Words looked at; what is typed beyond them is left out.
const MOST_WORDS: usize = 8;
/// Characters of one word looked at: the matcher keeps one bit for each.
const MOST_CHARS: usize = 62;

/// What a word is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Script {
    /// Chinese (or any other script beyond ASCII): compared character by character.
    Han,
    /// Letters: pinyin initials, syllables or both mixed.
    Latin,
    /// Letters and digits, or digits alone: codes and phone numbers too.
    Code,
}

/// One word of a query, folded.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Word {
    text: String,
    script: Script,
}

impl Word {
    fn new(text: String) -> Self {
        let script = if !text.is_ascii() {
            Script::Han
        } else if text.bytes().any(|b| b.is_ascii_digit()) {
            Script::Code
        } else {
            Script::Latin
        };
        Self { text, script }
    }

    /// The word in lower case and half width, without separators.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it is written in.
    #[must_use]
    pub const fn script(&self) -> Script {
        self.script
    }

    /// Its length in characters.
    pub(super) fn len(&self) -> usize {
        self.text.chars().count()
    }

    /// Whether it is also looked for with other characters between its own.
    pub(super) fn gaps_allowed(&self) -> bool {
        match self.script {
            Script::Han => self.len() >= 2,
            Script::Latin => self.len() >= 3,
            Script::Code => false,
        }
    }

    /// Whether it is looked for in the middle of codes too, not only at their beginning.
    pub(super) fn inside_codes(&self) -> bool {
        self.script == Script::Han || (self.script == Script::Code && self.len() >= 3)
    }

    /// Whether whatever matches this word also matches `shorter`.
    fn narrows(&self, shorter: &Self) -> bool {
        self.script == shorter.script
            && self.text.starts_with(&shorter.text)
            && (shorter.gaps_allowed() || !self.gaps_allowed())
            && (shorter.inside_codes() || !self.inside_codes())
    }
}

/// A whole query: words that all have to match, in any order.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Query {
    words: Vec<Word>,
}

impl Query {
    /// Takes apart what was typed. Control characters, marks and spaces only part words.
    #[must_use]
    pub fn parse(typed: &str) -> Self {
        let mut words = Vec::new();
        let mut word = String::new();
        for c in typed.chars() {
            match fold(c) {
                Folded::Joint => {}
                Folded::Gap => finish(&mut word, &mut words),
                Folded::Letter(c) => {
                    let turns = word.chars().next_back().is_some_and(|last| last.is_ascii() != c.is_ascii());
                    if turns {
                        match division(&word, c) {
                            Some(numeral) => numeral.clone_into(&mut word),
                            None => finish(&mut word, &mut words),
                        }
                    }
                    word.push(c);
                }
            }
        }
        finish(&mut word, &mut words);
        words.truncate(MOST_WORDS);
        Self { words }
    }

    /// The words, in the order typed.
    #[must_use]
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// Whether nothing is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether everything that matches this query also matches `earlier`.
    pub(super) fn narrows(&self, earlier: &Self) -> bool {
        self.words.len() >= earlier.words.len()
            && earlier.words.iter().zip(&self.words).all(|(old, new)| new.narrows(old))
    }
}

fn finish(word: &mut String, words: &mut Vec<Word>) {
    if word.is_empty() {
        return;
    }
    let text: String = word.chars().take(MOST_CHARS).collect();
    word.clear();
    words.push(Word::new(text));
}

/// `8师` is how clerks type 八师: the numeral of a division, where one is typed.
fn division(digits: &str, next: char) -> Option<&'static str> {
    const NUMERALS: [&str; 14] =
        ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四"];
    if next != '师' {
        return None;
    }
    let number: usize = digits.parse().ok()?;
    NUMERALS.get(number.checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(typed: &str) -> Vec<(String, Script)> {
        Query::parse(typed).words.into_iter().map(|w| (w.text, w.script)).collect()
    }

    #[test]
    fn scripts_part_words() {
        let expected = vec![("shz".into(), Script::Latin), ("焊工".into(), Script::Han)];
        assert_eq!(words("shz 焊工"), expected);
        assert_eq!(words("SHZ焊工"), expected);
        assert_eq!(words("ｓｈｚ\u{3000}焊工\u{1b}[0m")[..2], expected);
    }

    #[test]
    fn codes_lose_their_separators() {
        assert_eq!(
            words("０９９３-20 00"),
            vec![("099320".into(), Script::Code), ("00".into(), Script::Code)]
        );
        assert_eq!(words("ba-2026"), vec![("ba2026".into(), Script::Code)]);
    }

    #[test]
    fn division_numbers_become_numerals() {
        assert_eq!(words("8师"), vec![("八师".into(), Script::Han)]);
        assert_eq!(words("12师hg")[0], ("十二师".into(), Script::Han));
        assert_eq!(words("99师").len(), 2);
    }

    #[test]
    fn nothing_asked_for() {
        assert!(Query::parse(" \u{7}\u{1b}()—").is_empty());
    }

    #[test]
    fn long_input_is_bounded() {
        let query = Query::parse(&"shihezi ".repeat(50));
        assert_eq!(query.words().len(), MOST_WORDS);
        assert_eq!(Query::parse(&"a".repeat(500)).words()[0].len(), MOST_CHARS);
    }

    #[test]
    fn narrowing_only_where_it_is_certain() {
        let narrows = |new, old| Query::parse(new).narrows(&Query::parse(old));
        assert!(narrows("shz hg", "shz h") && narrows("shz", "sh") == narrows("hgj", "hg"));
        assert!(narrows("s", "") && !narrows("sh1", "sh") && !narrows("sh", "shz"));
        assert!(!narrows("0993", "09") && narrows("0993", "099"));
    }
}
