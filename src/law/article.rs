//! 条款: where a rule comes from. An article of the regulation, another law, or the bureau's own setting.
//!
//! Pure. An [`Article`] is written 「第十九条（二）2」 or `Art. 19(2)(2)`, and both forms, and short ones
//! like `19(2)2`, are read back.

use std::borrow::Cow;
use std::fmt;
use std::num::NonZeroU16;
use std::str::FromStr;

use super::numeral;
use crate::say;
use crate::text::{Lang, Text, Words};

/// A place in a regulation: article (条), and as far as needed paragraph (款), item (项) and sub-item (目).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Article {
    number: NonZeroU16,
    paragraph: Option<NonZeroU16>,
    item: Option<NonZeroU16>,
    sub: Option<NonZeroU16>,
}

impl Article {
    /// A whole article; none is numbered zero.
    #[must_use]
    pub const fn whole(number: NonZeroU16) -> Self {
        Self { number, paragraph: None, item: None, sub: None }
    }

    /// A place known when the program is built, zero standing for "not given"; article zero, or a sub-item
    /// without its item, fails the build.
    pub(super) const fn constant(number: u16, paragraph: u16, item: u16, sub: u16) -> Self {
        let Some(number) = NonZeroU16::new(number) else { panic!("no article has the number 0") };
        assert!(sub == 0 || item != 0, "a sub-item stands in an item");
        Self {
            number,
            paragraph: NonZeroU16::new(paragraph),
            item: NonZeroU16::new(item),
            sub: NonZeroU16::new(sub),
        }
    }

    /// The same article, one paragraph of it (第二款); zero: no paragraph.
    #[must_use]
    pub const fn paragraph(self, n: u16) -> Self {
        Self { paragraph: NonZeroU16::new(n), ..self }
    }

    /// The same place, one item of it (（二）); zero: no item. Leaves no sub-item.
    #[must_use]
    pub const fn item(self, n: u16) -> Self {
        Self { item: NonZeroU16::new(n), sub: None, ..self }
    }

    /// The same item, one sub-item of it (2.); none where there is no item.
    #[must_use]
    pub const fn sub(self, n: u16) -> Self {
        let sub = if self.item.is_some() { NonZeroU16::new(n) } else { None };
        Self { sub, ..self }
    }

    /// Number of the article, from 1.
    #[must_use]
    pub const fn number(self) -> u16 {
        self.number.get()
    }

    /// Paragraph, from 1, where given.
    #[must_use]
    pub fn paragraph_number(self) -> Option<u16> {
        self.paragraph.map(NonZeroU16::get)
    }

    /// Item, from 1, where given.
    #[must_use]
    pub fn item_number(self) -> Option<u16> {
        self.item.map(NonZeroU16::get)
    }

    /// Sub-item, from 1, where given.
    #[must_use]
    pub fn sub_number(self) -> Option<u16> {
        self.sub.map(NonZeroU16::get)
    }

    fn in_chinese(self) -> String {
        let mut out = format!("第{}条", numeral::chinese(self.number()));
        if let Some(n) = self.paragraph_number() {
            out += &format!("第{}款", numeral::chinese(n));
        }
        if let Some(n) = self.item_number() {
            out += &format!("（{}）", numeral::chinese(n));
        }
        if let Some(n) = self.sub_number() {
            out += &n.to_string();
        }
        out
    }

    fn in_english(self) -> String {
        let mut out = format!("Art. {}", self.number());
        if let Some(n) = self.paragraph_number() {
            out += &format!(" para. {n}");
            if self.item.is_some() {
                out.push(' ');
            }
        }
        for n in [self.item_number(), self.sub_number()].into_iter().flatten() {
            out += &format!("({n})");
        }
        out
    }
}

impl Words for Article {
    fn words(&self, lang: Lang) -> Cow<'_, str> {
        Cow::Owned(match lang {
            Lang::Zh => self.in_chinese(),
            Lang::En => self.in_english(),
        })
    }
}

/// The Chinese form, as it stands in documents and in JSON.
impl fmt::Display for Article {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_chinese())
    }
}

/// Reads 「第十九条（二）7」, 「第十九条第二项第7目」, 「第三条第二款」, `19`, `19(2)7`, `19.2.7`,
/// `Art. 19(2)(7)`, `Art. 3 para. 2`.
impl FromStr for Article {
    type Err = Text;

    fn from_str(written: &str) -> Result<Self, Text> {
        parse(written).ok_or_else(|| {
            say!(
                "「{w}」不是条款, 应形如 第十九条（二）7, 第三条第二款, 19, 19(2)7",
                "'{w}' is no article: write it like 19, 19(2)7, 第十九条（二）7, Art. 3 para. 2",
                w = written
            )
        })
    }
}

/// What a number in the written form stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Paragraph,
    Item,
    Sub,
    /// Not said: the next lower one.
    Unsaid,
}

fn parse(written: &str) -> Option<Article> {
    let lower = written.trim().to_lowercase();
    let start = lower.trim_start_matches("article").trim_start_matches("art.").trim_start_matches("art");
    let mut rest = start.trim_start();
    let mut article = Article::whole(NonZeroU16::new(take_number(&mut rest, "条")?.0)?);
    while !rest.is_empty() {
        let said = if let Some(after) = rest.strip_prefix("para.").or_else(|| rest.strip_prefix("para")) {
            rest = after.trim_start();
            Part::Paragraph
        } else {
            Part::Unsaid
        };
        let (n, mark) = take_number(&mut rest, "款项目")?;
        let n = NonZeroU16::new(n)?;
        let part = match mark {
            Some('款') => Part::Paragraph,
            Some('项') => Part::Item,
            Some('目') => Part::Sub,
            _ if said == Part::Paragraph => Part::Paragraph,
            _ if article.item.is_none() => Part::Item,
            _ => Part::Sub,
        };
        let free = article.sub.is_none();
        match part {
            Part::Paragraph if free && article.paragraph.is_none() && article.item.is_none() => {
                article.paragraph = Some(n);
            }
            Part::Item if free && article.item.is_none() => article.item = Some(n),
            Part::Sub if free && article.item.is_some() => article.sub = Some(n),
            _ => return None,
        }
    }
    Some(article)
}

/// Takes one number off the front with what encloses it, 「第…条」, 「（…）」, `.7`; gives the mark behind it
/// when it is one of `marks`.
fn take_number(rest: &mut &str, marks: &str) -> Option<(u16, Option<char>)> {
    let opened = rest.trim_start_matches(['第', '（', '(', '.', ' ']);
    let is_digit = |c: char| c.is_ascii_digit() || numeral::is_chinese_digit(c);
    let end = opened.find(|c| !is_digit(c)).unwrap_or(opened.len());
    let number = numeral::parse(&opened[..end])?;
    let mut after = opened[end..].trim_start_matches(['）', ')']);
    let mark = after.chars().next().filter(|c| marks.contains(*c));
    if let Some(mark) = mark {
        after = &after[mark.len_utf8()..];
    }
    *rest = after.trim_start();
    Some((number, mark))
}

crate::serde_by_text!(Article);

/// Where a rule comes from. What the bureau set itself is never shown as an article.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Source {
    /// The regulation itself.
    Regulation(Article),
    /// Another law, with its articles, first and last.
    Law {
        /// The law.
        name: LawName,
        /// First article.
        first: u16,
        /// Last article; the same as the first for a single one.
        last: u16,
    },
    /// 本局设定: a setting of the bureau.
    Setting,
    /// 内控: a safeguard of the house, no article.
    House,
}

/// The name of a law, as documents cite it and as narrow columns do.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LawName {
    /// 行政处罚法
    pub full: Text,
    /// 处罚法
    pub short: Text,
}

impl Source {
    /// The article, when it is one of the regulation: what F1 opens.
    #[must_use]
    pub const fn article(&self) -> Option<Article> {
        match self {
            Self::Regulation(article) => Some(*article),
            Self::Law { .. } | Self::Setting | Self::House => None,
        }
    }

    /// The source in words.
    #[must_use]
    pub fn label(&self) -> Text {
        match self {
            Self::Regulation(article) => say!("{a}", "{a}", a = *article),
            Self::Law { name, first, last } if first == last => {
                let zh = numeral::chinese(*first);
                Text::owned(
                    format!("{}第{zh}条", name.full.get(Lang::Zh)),
                    format!("{}, Art. {first}", name.full.get(Lang::En)),
                )
            }
            Self::Law { name, first, last } => {
                let (zh, to) = (numeral::chinese(*first), numeral::chinese(*last));
                Text::owned(
                    format!("{}第{zh}条至第{to}条", name.full.get(Lang::Zh)),
                    format!("{}, Arts. {first} to {last}", name.full.get(Lang::En)),
                )
            }
            Self::Setting => Text::new("本局设定", "bureau setting"),
            Self::House => Text::new("内控", "safeguard"),
        }
    }

    /// The source in few words, for narrow columns: 处罚法第42条.
    #[must_use]
    pub fn short(&self) -> Text {
        let Self::Law { name, first, last } = self else { return self.label() };
        let to = if first == last { String::new() } else { format!("-{last}") };
        Text::owned(
            format!("{}第{first}{to}条", name.short.get(Lang::Zh)),
            format!("{} {first}{to}", name.short.get(Lang::En)),
        )
    }
}

impl Words for Source {
    fn words(&self, lang: Lang) -> Cow<'_, str> {
        Cow::Owned(self.label().get(lang).to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn written_in_both_languages() {
        for (article, zh, en) in [
            (Article::constant(25, 0, 0, 0), "第二十五条", "Art. 25"),
            (Article::constant(19, 0, 2, 2), "第十九条（二）2", "Art. 19(2)(2)"),
            (Article::constant(23, 2, 0, 0), "第二十三条第二款", "Art. 23 para. 2"),
            (Article::constant(8, 1, 3, 0), "第八条第一款（三）", "Art. 8 para. 1 (3)"),
        ] {
            assert_eq!(article.words(Lang::Zh), zh);
            assert_eq!(article.words(Lang::En), en);
            assert_eq!(zh.parse::<Article>().unwrap(), article);
            assert_eq!(en.parse::<Article>().unwrap(), article);
            let json = serde_json::to_string(&article).unwrap();
            assert_eq!(serde_json::from_str::<Article>(&json).unwrap(), article);
        }
    }

    #[test]
    fn reads_short_and_long_forms() {
        let wanted = Article::constant(19, 0, 2, 7);
        for form in [
            "19(2)7",
            "19（二）7",
            "19.2.7",
            "第19条(二)7",
            "第十九条第二项第7目",
            "十九(2)(7)",
            "art 19(2)(7)",
        ] {
            assert_eq!(form.parse::<Article>().unwrap(), wanted, "{form}");
        }
        assert_eq!(wanted, Article::constant(19, 0, 0, 0).item(2).sub(7));
        assert_eq!(Article::constant(19, 0, 0, 0).sub(7), Article::constant(19, 0, 0, 0));
    }

    #[test]
    fn refuses_what_is_no_article() {
        for form in [
            "",
            "条",
            "第条",
            "0",
            "19(0)",
            "abc",
            "19x",
            "19(2)7(1)",
            "第三条第二目",
            "19()",
            "70000",
            "R25-2",
        ] {
            assert!(form.parse::<Article>().is_err(), "{form}");
        }
    }

    #[test]
    fn a_source_says_what_it_is() {
        let law = Source::Law {
            name: LawName {
                full: Text::new("示例法", "Example Law"), short: Text::new("例法", "Example")
            },
            first: 88,
            last: 95,
        };
        assert_eq!(law.words(Lang::Zh), "示例法第八十八条至第九十五条");
        assert_eq!(law.words(Lang::En), "Example Law, Arts. 88 to 95");
        assert_eq!(law.article(), None);
        let own = Source::Regulation(Article::constant(8, 0, 0, 0));
        assert_eq!(own.words(Lang::En), "Art. 8");
        assert_eq!(Source::Setting.words(Lang::Zh), "本局设定");
    }

    proptest! {
        #[test]
        fn every_place_is_read_back(n in 1u16..2000, p in 0u16..30, i in 0u16..30, s in 0u16..30) {
            let article = Article::constant(n, p, i, if i == 0 { 0 } else { s });
            for lang in [Lang::Zh, Lang::En] {
                prop_assert_eq!(article.words(lang).parse::<Article>().unwrap(), article);
            }
        }

        #[test]
        fn never_panics(written in "[第条款项目（）().a0-9一二十百 ]{0,14}") {
            let _ = written.parse::<Article>();
        }
    }
}
