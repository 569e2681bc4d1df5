//! 法规全文: the full text of a regulation, split into chapters, articles, paragraphs, items and sub-items.
//!
//! Pure: the text is passed in by whoever imports it, cleaned of control characters. The program itself
//! carries no regulation.

mod lines;
mod reading;

use chrono::NaiveDate;
use serde::Serialize;

use super::article::Article;
use super::numeral;
use crate::say;
use crate::text::Text;

pub use reading::parse;

/// A regulation, one version of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Statute {
    /// Title.
    pub title: String,
    /// Issuing body (发文单位).
    pub issuer: String,
    /// Day of issue (发文日期).
    pub issued: NaiveDate,
    /// First day in force (生效日期).
    pub effective: NaiveDate,
    /// Chapters in order, numbered from 1; none where the regulation has none.
    pub chapters: Vec<Chapter>,
    /// Articles in order, numbered from 1.
    pub articles: Vec<ArticleText>,
}

/// A chapter (章).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Chapter {
    /// Its title, without the number.
    pub title: String,
    /// Number of its first article.
    pub first_article: u16,
}

/// An article (条).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct ArticleText {
    /// Number, from 1.
    pub number: u16,
    /// Chapter, from 1, where there are chapters.
    pub chapter: Option<u16>,
    /// Its paragraphs, one at least.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph (款) with the items that follow it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Paragraph {
    /// Its own text.
    pub text: String,
    /// Its items, numbered from 1.
    pub items: Vec<Item>,
}

/// An item (项) with its sub-items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Item {
    /// Its text: what stands behind the number, then any further paragraph before the sub-items or the next
    /// item.
    pub text: Vec<String>,
    /// Its sub-items (目), numbered from 1.
    pub subs: Vec<String>,
}

/// A line of a statute for reading, with its number in front.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct StatuteLine {
    /// How far in it stands: 0 a paragraph, 1 an item, 2 a sub-item.
    pub depth: u8,
    /// The place that it is, for marking the one that was asked for.
    pub place: Article,
    /// The words.
    pub text: String,
}

impl Statute {
    /// The chapter of an article, as number and title.
    #[must_use]
    pub fn chapter_of(&self, article: Article) -> Option<(u16, &str)> {
        let number = self.article(article)?.chapter?;
        let chapter = self.chapters.get(usize::from(number) - 1)?;
        Some((number, &chapter.title))
    }

    /// A whole article.
    #[must_use]
    pub fn article(&self, article: Article) -> Option<&ArticleText> {
        self.articles.get(usize::from(article.number()) - 1)
    }

    /// The text of a place, with all that stands under it.
    ///
    /// # Errors
    /// When there is no such place, saying how far there is one.
    pub fn find(&self, place: Article) -> Result<Vec<StatuteLine>, Text> {
        let article = self.article(place).ok_or_else(|| {
            say!(
                "没有{a}: 《{t}》共 {n} 条",
                "there is no {a}: 《{t}》 has {n} articles",
                a = place,
                t = self.title.as_str(),
                n = self.articles.len()
            )
        })?;
        let (lines, others): (Vec<_>, Vec<_>) =
            article.lines().into_iter().partition(|line| covers(place, line.place));
        if lines.is_empty() {
            let last = others.last().map_or(place, |line| line.place);
            return Err(say!(
                "没有{a}: 该条到{l}为止",
                "there is no {a}: the article ends with {l}",
                a = place,
                l = last
            ));
        }
        Ok(lines)
    }
}

impl ArticleText {
    /// The article's own place.
    #[must_use]
    pub fn place(&self) -> Article {
        Article::whole(std::num::NonZeroU16::new(self.number).unwrap_or(std::num::NonZeroU16::MIN))
    }

    /// The whole article for reading. The paragraph stands in every place, so that any way of citing finds it.
    #[must_use]
    pub fn lines(&self) -> Vec<StatuteLine> {
        let mut lines = Vec::new();
        for (p, paragraph) in (1..).zip(&self.paragraphs) {
            let at = self.place().paragraph(p);
            let name = if p == 1 { format!("{}　", self.place()) } else { String::new() };
            let text = format!("{name}{}", paragraph.text);
            lines.push(StatuteLine { depth: 0, place: at, text });
            for (i, item) in (1..).zip(&paragraph.items) {
                item.lines(at.item(i), i, &mut lines);
            }
        }
        lines
    }
}

impl Item {
    fn lines(&self, at: Article, number: u16, lines: &mut Vec<StatuteLine>) {
        for (n, text) in self.text.iter().enumerate() {
            let mark = if n == 0 { format!("（{}）", numeral::chinese(number)) } else { String::new() };
            lines.push(StatuteLine { depth: 1, place: at, text: format!("{mark}{text}") });
        }
        for (s, text) in (1..).zip(&self.subs) {
            lines.push(StatuteLine { depth: 2, place: at.sub(s), text: format!("{s}.{text}") });
        }
    }
}

/// Whether a line stands at the place asked for, or under it. A citation without a paragraph finds its item in
/// any paragraph.
fn covers(asked: Article, line: Article) -> bool {
    let fits = |wanted: Option<u16>, there: Option<u16>| wanted.is_none() || wanted == there;
    asked.number() == line.number()
        && fits(asked.paragraph_number(), line.paragraph_number())
        && fits(asked.item_number(), line.item_number())
        && fits(asked.sub_number(), line.sub_number())
}

#[cfg(test)]
mod tests;
