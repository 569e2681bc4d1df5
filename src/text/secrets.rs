//! What is not shown in the clear (个人信息), and what stands in its place: names, numbers, addresses, wherever they occur in a text.

use std::ops::Range;

use super::clean::narrow;
use super::{Lang, Text, cells};

/// Shortest word that is looked for in other texts, in characters: anything shorter stands in too many of them.
const SHORTEST: usize = 2;

/// Words that are not shown, each with what is shown instead.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Secrets(Vec<(String, String)>);

impl Secrets {
    /// Adds a word; one too short to be told from others is left.
    pub fn add(&mut self, plain: &str, shown: String) {
        if plain.chars().count() >= SHORTEST && plain != shown {
            self.0.push((plain.to_owned(), shown));
            // A long one first: a short one may be a part of it.
            self.0.sort_by_key(|(plain, _)| std::cmp::Reverse(plain.len()));
        }
    }

    /// Whether nothing is to be hidden.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A text without them.
    #[must_use]
    pub fn hide(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (plain, shown)| replaced(&text, plain, shown))
    }

    /// Whether a text has one of them in it.
    #[must_use]
    pub fn stand_in(&self, text: &str) -> bool {
        self.0.iter().any(|(plain, _)| !places(text, plain).is_empty())
    }

    /// A text in both languages without them.
    #[must_use]
    pub fn hide_both(&self, text: &Text) -> Text {
        Text::owned(self.hide(text.get(Lang::Zh)), self.hide(text.get(Lang::En)))
    }
}

/// A text's characters as they are compared: narrow, small, without blanks and hyphens; with the bytes of each.
fn folded(text: &str) -> Vec<(char, Range<usize>)> {
    let compared = |(at, c): (usize, char)| {
        let narrow = narrow(c);
        let counts = !narrow.is_whitespace() && !matches!(narrow, '-' | '·' | '•' | '.');
        counts.then(|| (narrow.to_lowercase().next().unwrap_or(narrow), at..at + c.len_utf8()))
    };
    text.char_indices().filter_map(compared).collect()
}

/// Where a word stands in a text, however it is spaced and written; no Latin letters or digits inside a longer run of them.
fn places(text: &str, plain: &str) -> Vec<Range<usize>> {
    let (all, word) = (folded(text), folded(plain));
    let (Some(first), Some(last)) = (word.first(), word.last()) else { return Vec::new() };
    let latin = |c: char| c.is_ascii_alphanumeric();
    let runs_on = |edge: char, beside: Option<char>| latin(edge) && beside.is_some_and(latin);
    let (mut found, mut at) = (Vec::new(), 0);
    while at + word.len() <= all.len() {
        let here = &all[at..at + word.len()];
        let (from, to) = (here[0].1.start, here[word.len() - 1].1.end);
        let same = here.iter().zip(&word).all(|(one, other)| one.0 == other.0)
            && !runs_on(first.0, text[..from].chars().next_back())
            && !runs_on(last.0, text[to..].chars().next());
        if same {
            found.push(from..to);
        }
        at += if same { word.len() } else { 1 };
    }
    found
}

fn replaced(text: &str, plain: &str, shown: &str) -> String {
    let mut all = text.to_owned();
    for place in places(text, plain).into_iter().rev() {
        all.replace_range(place, shown);
    }
    all
}

/// A name of which the first character is shown: 示＊＊＊.
#[must_use]
pub fn name(plain: &str) -> String {
    kept(plain, 1, 0)
}

/// A number of which the first three and the last two characters are shown.
#[must_use]
pub fn number(plain: &str) -> String {
    if plain.chars().count() > 8 { kept(plain, 3, 2) } else { kept(plain, 1, 1) }
}

/// An address of a place of which the first three characters are shown.
#[must_use]
pub fn place(plain: &str) -> String {
    if plain.chars().count() > 6 { kept(plain, 3, 0) } else { kept(plain, 1, 0) }
}

/// An e-mail address of which the first character and the domain are shown.
#[must_use]
pub fn mailbox(plain: &str) -> String {
    match plain.split_once('@') {
        Some((own, domain)) => format!("{}@{domain}", kept(own, 1, 0)),
        None => kept(plain, 1, 0),
    }
}

/// Each character but some at the start and the end as an asterisk; one at least, and of a single one itself.
fn kept(plain: &str, start: usize, end: usize) -> String {
    let all = plain.chars().count();
    let shown = |at: usize| all > start + end && (at < start || at >= all - end);
    // As wide as what it stands for: a masked page breaks where the page does.
    let star = |c: char| if cells::width(c.encode_utf8(&mut [0; 4])) == 2 { '＊' } else { '*' };
    plain.chars().enumerate().map(|(at, c)| if shown(at) { c } else { star(c) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn something_is_always_hidden() {
        for (plain, shown) in [("示例考生", "示＊＊＊"), ("李", "＊"), ("", "")] {
            assert_eq!(name(plain), shown);
        }
        assert_eq!(number("11010119900307463X"), "110*************3X");
        assert_eq!(number("E1234567"), "E******7");
        assert_eq!(number("1"), "*");
        assert_eq!(place("示例市示例路1号"), "示例市＊＊＊*＊");
        assert_eq!(place("示例路"), "示＊＊");
        assert_eq!(mailbox("shili@example.com"), "s****@example.com");
        assert_eq!(mailbox("a@example.com"), "*@example.com");
    }

    #[test]
    fn they_are_hidden_wherever_they_stand_the_longer_first() {
        let mut secrets = Secrets::default();
        secrets.add("示例考生甲", name("示例考生甲"));
        secrets.add("示例考生甲乙", name("示例考生甲乙"));
        secrets.add("一", "*".to_owned());
        assert_eq!(secrets.hide("示例考生甲乙与示例考生甲, 一次"), "示＊＊＊＊＊与示＊＊＊＊, 一次");
        secrets.add("11010519491231002X", number("11010519491231002X"));
        for written in ["11010519491231002x", "１１０１０５ 19491231-002X", "110105194912310 02X"] {
            assert_eq!(secrets.hide(&format!("号码{written}。")), "号码110*************2X。", "{written}");
            assert!(secrets.stand_in(written));
        }
        assert_eq!(secrets.hide("示 例考生\u{3000}甲"), "示＊＊＊＊");
        // No part of a longer run.
        assert!(!secrets.stand_in("911010519491231002X"));
        assert!(Secrets::default().is_empty() && !secrets.is_empty());
    }
}
