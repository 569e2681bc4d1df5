//! Reading a regulation's text. Pure.
//!
//! Expected: head lines (title, 发文单位, 发文日期, 生效日期), then chapters and articles numbered without gaps.
//! Blank lines mean nothing by themselves: in print a paragraph can be broken over pages, so a piece of text
//! that does not end like a clause is joined with the plain text that follows it.

use chrono::NaiveDate;

use super::lines::{self, Line};
use super::{ArticleText, Chapter, Item, Paragraph, Statute};
use crate::law::numeral::chinese;
use crate::say;
use crate::text::Text;

/// Splits the full text of a regulation.
///
/// # Errors
/// A text without title, issuer, dates or articles; chapters, articles, items or sub-items out of order;
/// with the number of the line.
pub fn parse(text: &str) -> Result<Statute, Text> {
    let mut head = Head::default();
    let mut body = Body::default();
    for (number, line) in (1_usize..).zip(text.trim_start_matches('\u{feff}').lines()) {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let at_line = |why: Text| say!("第 {n} 行: {why}", "line {n}: {why}", n = number, why = why);
        if body.has_begun() || matches!(lines::read(line), Line::Chapter(..) | Line::Article(..)) {
            body.take(line).map_err(at_line)?;
        } else {
            head.take(line).map_err(at_line)?;
        }
    }
    head.into_statute(body)
}

/// The lines before the first chapter or article.
#[derive(Default)]
struct Head {
    title: Option<String>,
    issuer: Option<String>,
    issued: Option<NaiveDate>,
    effective: Option<NaiveDate>,
}

impl Head {
    fn take(&mut self, line: &str) -> Result<(), Text> {
        let field = line.split_once([':', '：']).map(|(name, value)| (name.trim(), value.trim()));
        match field {
            Some(("发文单位", value)) => keep(&mut self.issuer, "发文单位", value.to_owned()),
            Some(("发文日期", value)) => keep(&mut self.issued, "发文日期", read_date(value)?),
            Some(("生效日期", value)) => keep(&mut self.effective, "生效日期", read_date(value)?),
            // The title often stands twice, above and below the other lines; later lines of other kinds
            // (a bracket with the history of the text) are no part of an article.
            _ => {
                self.title.get_or_insert_with(|| line.to_owned());
                Ok(())
            }
        }
    }

    fn into_statute(self, body: Body) -> Result<Statute, Text> {
        if body.articles.is_empty() {
            return Err(Text::new(
                "文件里没有「第一条」: 这不是法规全文",
                "there is no 「第一条」 in the file: this is not the full text of a regulation",
            ));
        }
        let title = self.title.ok_or_else(|| missing("标题"))?;
        let issuer = self.issuer.filter(|name| !name.is_empty()).ok_or_else(|| missing("发文单位:"))?;
        let issued = self.issued.ok_or_else(|| missing("发文日期:"))?;
        let effective = self.effective.ok_or_else(|| missing("生效日期:"))?;
        Ok(Statute { title, issuer, issued, effective, chapters: body.chapters, articles: body.articles })
    }
}

fn missing(line: &str) -> Text {
    say!("正文之前缺少「{l}」一行", "the line 「{l}」 is missing before the first chapter", l = line)
}

/// Keeps a value of the head; the same one again is fine, another is not.
fn keep<T: PartialEq>(place: &mut Option<T>, name: &str, value: T) -> Result<(), Text> {
    match place {
        Some(old) if *old != value => Err(say!(
            "「{n}」前后不一致, 请核对后只留一个",
            "「{n}」 stands twice with different values: keep the right one",
            n = name
        )),
        _ => {
            *place = Some(value);
            Ok(())
        }
    }
}

/// `2025-08-12` or 「2025年8月12日」.
fn read_date(written: &str) -> Result<NaiveDate, Text> {
    let read = |form| NaiveDate::parse_from_str(written, form).ok();
    read("%Y-%m-%d").or_else(|| read("%Y年%m月%d日")).ok_or_else(|| {
        say!(
            "「{d}」不是日期, 应形如 2025-08-12 或 2025年8月12日",
            "'{d}' is no date: write it like 2025-08-12",
            d = written
        )
    })
}

/// The chapters and articles read so far.
#[derive(Default)]
struct Body {
    chapters: Vec<Chapter>,
    articles: Vec<ArticleText>,
}

impl Body {
    fn has_begun(&self) -> bool {
        !self.chapters.is_empty() || !self.articles.is_empty()
    }

    fn take(&mut self, line: &str) -> Result<(), Text> {
        match lines::read(line) {
            Line::Chapter(number, title) => self.chapter(number, title),
            Line::Article(number, text) => self.article(number, text),
            Line::Item(number, text) => self.item(number, text, line),
            Line::Sub(number, text) => self.sub_item(number, text, line),
            Line::Plain(text) => self.plain(text),
        }
    }

    fn chapter(&mut self, number: u16, title: &str) -> Result<(), Text> {
        in_order("章", self.chapters.len(), number)?;
        let first_article = next_number(self.articles.len());
        self.chapters.push(Chapter { title: title.to_owned(), first_article });
        Ok(())
    }

    fn article(&mut self, number: u16, text: &str) -> Result<(), Text> {
        in_order("条", self.articles.len(), number)?;
        let chapter = u16::try_from(self.chapters.len()).ok().filter(|n| *n > 0);
        let paragraphs = vec![Paragraph { text: text.to_owned(), items: Vec::new() }];
        self.articles.push(ArticleText { number, chapter, paragraphs });
        Ok(())
    }

    fn item(&mut self, number: u16, text: &str, line: &str) -> Result<(), Text> {
        let chapter_open = self.chapter_is_empty();
        let Some(article) = self.articles.last_mut().filter(|_| !chapter_open) else {
            return Err(outside(line));
        };
        article.rejoin_for_item(number);
        let Some(paragraph) = article.paragraphs.last_mut() else { return Err(outside(line)) };
        in_order("项", paragraph.items.len(), number)?;
        paragraph.items.push(Item { text: vec![text.to_owned()], subs: Vec::new() });
        Ok(())
    }

    fn sub_item(&mut self, number: u16, text: &str, line: &str) -> Result<(), Text> {
        let chapter_open = self.chapter_is_empty();
        let Some(article) = self.articles.last_mut().filter(|_| !chapter_open) else {
            return Err(outside(line));
        };
        article.rejoin_for_sub_item();
        let Some(item) = article.paragraphs.last_mut().and_then(|p| p.items.last_mut()) else {
            return Err(say!(
                "「{l}」之前没有「（一）」这样的项",
                "'{l}' has no item like 「（一）」 before it",
                l = line
            ));
        };
        in_order("目", item.subs.len(), number)?;
        item.subs.push(text.to_owned());
        Ok(())
    }

    fn plain(&mut self, text: &str) -> Result<(), Text> {
        let chapter_open = self.chapter_is_empty();
        let Some(article) = self.articles.last_mut().filter(|_| !chapter_open) else {
            return Err(outside(text));
        };
        match article.unfinished() {
            Some(broken) => broken.push_str(text),
            None => article.paragraphs.push(Paragraph { text: text.to_owned(), items: Vec::new() }),
        }
        Ok(())
    }

    /// Whether a chapter was opened and no article in it yet.
    fn chapter_is_empty(&self) -> bool {
        self.chapters.last().is_some_and(|c| usize::from(c.first_article) > self.articles.len())
    }
}

impl ArticleText {
    /// The piece of text read last, when it breaks off in the middle.
    fn unfinished(&mut self) -> Option<&mut String> {
        let paragraph = self.paragraphs.last_mut()?;
        let (last, may_be_heading) = match paragraph.items.last_mut() {
            None => (&mut paragraph.text, false),
            Some(item) if item.subs.is_empty() => (item.text.last_mut()?, true),
            Some(item) => (item.subs.last_mut()?, false),
        };
        let whole = lines::is_finished(last) || (may_be_heading && lines::looks_like_heading(last));
        (!whole).then_some(last)
    }

    /// A paragraph between two items belongs to the first of them, as the numbers go on behind it.
    fn rejoin_for_item(&mut self, number: u16) {
        if number > 1 {
            self.rejoin(|item_count| item_count + 1 == usize::from(number));
        }
    }

    /// A paragraph between an item and a sub-item belongs to the item.
    fn rejoin_for_sub_item(&mut self) {
        self.rejoin(|_| true);
    }

    /// Moves the paragraphs without items at the end into the last item before them, if that paragraph's
    /// number of items fits.
    fn rejoin(&mut self, fits: impl Fn(usize) -> bool) {
        let Some(owner) = self.paragraphs.iter().rposition(|p| !p.items.is_empty()) else { return };
        if !fits(self.paragraphs[owner].items.len()) {
            return;
        }
        let moved: Vec<String> = self.paragraphs.drain(owner + 1..).map(|p| p.text).collect();
        if let Some(item) = self.paragraphs[owner].items.last_mut() {
            // Behind sub-items there is no place for more text of the item: it continues the last of them.
            match item.subs.last_mut() {
                Some(sub) => moved.iter().for_each(|text| sub.push_str(text)),
                None => item.text.extend(moved),
            }
        }
    }
}

fn next_number(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX).saturating_add(1)
}

fn in_order(unit: &str, count: usize, number: u16) -> Result<(), Text> {
    let wanted = next_number(count);
    if number == wanted {
        return Ok(());
    }
    Err(say!(
        "应为第{w}{u}, 却是第{n}{u}: 有缺漏或次序颠倒",
        "第{w}{u} is expected here, and it is 第{n}{u}: something is missing or out of order",
        w = chinese(wanted),
        n = chinese(number),
        u = unit
    ))
}

fn outside(line: &str) -> Text {
    let start: String = line.chars().take(20).collect();
    say!("「{l}」不属于任何一条", "'{l}' belongs to no article", l = start)
}
