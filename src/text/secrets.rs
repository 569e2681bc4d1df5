//! What is not shown in the clear (个人信息), and what stands in its place: names, numbers, addresses, wherever they occur in a text.

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
        self.0.iter().fold(text.to_owned(), |text, (plain, shown)| text.replace(plain.as_str(), shown))
    }

    /// A text in both languages without them.
    #[must_use]
    pub fn hide_both(&self, text: &Text) -> Text {
        Text::owned(self.hide(text.get(Lang::Zh)), self.hide(text.get(Lang::En)))
    }
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
        assert!(Secrets::default().is_empty() && !secrets.is_empty());
    }
}
