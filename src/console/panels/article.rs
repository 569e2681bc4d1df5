//! 条文 (F1): the article behind a rule, from the text that the bureau loaded, or our own summary; the whole
//! catalogue of rules where nothing particular is asked for.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::rows::{Entry, Rows, panel};
use crate::console::context::Context;
use crate::console::keys::{Code, Key};
use crate::console::layer::{Binding, Flow, Layer};
use crate::console::theme::{Look, Meaning};
use crate::console::widgets::Reader;
use crate::law::article::Article;
use crate::law::rules::{self, Rule, RuleId};
use crate::law::statute::Statute;
use crate::say;
use crate::store::statutes;
use crate::text::Text;

/// Opens the article of a rule, or the list of rules.
#[must_use]
pub fn open(cx: &Context, rule: Option<RuleId>) -> Box<dyn Layer> {
    match rule {
        Some(rule) => Box::new(ArticleText::of(rule, cx)),
        None => Box::new(Rules { rows: Rows::new(rules::all().map(entry).collect()) }),
    }
}

fn entry(rule: &'static Rule) -> Entry {
    Entry {
        lead: rule.id.as_str().to_owned(),
        label: rule.source.label(),
        remark: rule.summary.clone(),
        muted: false,
    }
}

/// The list of rules.
struct Rules {
    rows: Rows,
}

static RULES: Text = Text::new("规则目录", "Rules");

impl Layer for Rules {
    fn title(&self, _: &Context) -> Text {
        RULES.clone()
    }

    fn bindings(&self, _: &Context) -> Vec<Binding> {
        vec![
            Binding::new(
                Key::ENTER,
                Text::new("看条文", "article"),
                Text::new("打开所选规则的条文", "opens the article of the selected rule"),
                9,
            ),
            super::back(),
        ]
    }

    fn handle(&mut self, key: Key, cx: &mut Context) -> Flow {
        match key.code {
            Code::Esc | Code::Char('q') => return Flow::Close,
            Code::Enter | Code::F(1) => {
                if let Some(rule) = self.rows.selected().and_then(|at| rules::all().nth(at)) {
                    return Flow::Push(open(cx, Some(rule.id)));
                }
            }
            _ if self.rows.handle(key, true) => {}
            _ => return Flow::Ignored,
        }
        Flow::Handled
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &Context) -> Option<Position> {
        let inner = panel(&RULES, self.rows.entries.len(), area, frame.buffer_mut(), cx.look);
        self.rows.draw(inner, frame.buffer_mut(), cx.look)
    }

    fn refresh(&mut self, _: &mut Context) {}

    fn floats(&self) -> bool {
        true
    }
}

/// One article.
struct ArticleText {
    rule: RuleId,
    reader: Reader,
}

impl ArticleText {
    fn of(rule: RuleId, cx: &Context) -> Self {
        Self { rule, reader: Reader::new(paragraphs(rule, cx)) }
    }
}

impl Layer for ArticleText {
    fn title(&self, _: &Context) -> Text {
        let source = self.rule.rule().source.label();
        say!("{r}  {s}", "{r}  {s}", r = self.rule.as_str(), s = source)
    }

    fn bindings(&self, _: &Context) -> Vec<Binding> {
        vec![
            Binding::new(
                Key::char('j'),
                Text::new("下移", "down"),
                Text::new("往下看, 也可用方向键和翻页键", "further down, as arrows and page keys do"),
                3,
            ),
            super::back(),
        ]
    }

    fn handle(&mut self, key: Key, _: &mut Context) -> Flow {
        match key.code {
            Code::Esc | Code::Enter | Code::F(1) | Code::Char('q') => Flow::Close,
            _ if self.reader.handle(key) => Flow::Handled,
            _ => Flow::Ignored,
        }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &Context) -> Option<Position> {
        let inner = panel(&self.title(cx), usize::MAX - 2, area, frame.buffer_mut(), cx.look);
        self.reader.draw(inner, frame.buffer_mut());
        (!inner.is_empty()).then(|| inner.as_position())
    }

    fn refresh(&mut self, cx: &mut Context) {
        self.reader.replace(paragraphs(self.rule, cx));
    }

    fn floats(&self) -> bool {
        true
    }
}

/// The rule in our words, then the article as far as its text is loaded.
fn paragraphs(rule: RuleId, cx: &Context) -> Vec<(String, Meaning)> {
    let of = rule.rule();
    let look = cx.look;
    let head = say!("{s}  {t}", "{s}  {t}", s = of.source.label(), t = of.strength);
    let mut all = vec![
        (look.say(&head).to_owned(), Meaning::Title),
        (look.say(&of.summary).to_owned(), Meaning::Text),
        (String::new(), Meaning::Text),
    ];
    match of.source.article() {
        Some(article) => all.extend(article_lines(article, cx)),
        None => {
            let text = Text::new(
                "此规则不出自本办法, 以上为摘要。",
                "This rule is not the regulation's own; above is a summary.",
            );
            all.push((look.say(&text).to_owned(), Meaning::Muted));
        }
    }
    all
}

fn article_lines(article: Article, cx: &Context) -> Vec<(String, Meaning)> {
    match loaded(cx) {
        Ok(Some(statute)) => statute_lines(&statute, article, cx.look),
        Ok(None) => {
            let text = Text::new(
                "条文尚未导入, 以上为摘要; 用 anjuan statute import 导入全文后, 此处显示原文。",
                "The text is not loaded, above is a summary: anjuan statute import FILE loads it.",
            );
            vec![(cx.look.say(&text).to_owned(), Meaning::Muted)]
        }
        Err(why) => vec![(cx.look.say(&why).to_owned(), Meaning::Error)],
    }
}

fn loaded(cx: &Context) -> Result<Option<Statute>, Text> {
    let Some(written) = statutes::current(&cx.store).map_err(|e| e.text)? else { return Ok(None) };
    serde_json::from_str(&written).map(Some).map_err(|_| {
        Text::new("导入的条文无法读取, 请重新导入", "the loaded text can't be read: load it again")
    })
}

/// The whole article, what was asked for standing out.
fn statute_lines(statute: &Statute, place: Article, look: Look) -> Vec<(String, Meaning)> {
    let Some(article) = statute.article(place) else {
        let text = say!("所导入的条文里没有{a}", "the loaded text has no {a}", a = place);
        return vec![(look.say(&text).to_owned(), Meaning::Muted)];
    };
    let asked = statute.find(place).unwrap_or_default();
    let mut all = Vec::new();
    if let Some((_, chapter)) = statute.chapter_of(place) {
        all.push((format!("{}  {chapter}", statute.title), Meaning::Muted));
    }
    all.extend(article.lines().into_iter().map(|line| {
        let meaning = if asked.contains(&line) { Meaning::Title } else { Meaning::Text };
        let indent = "  ".repeat(line.depth.into());
        (format!("{indent}{}", line.text), meaning)
    }));
    all
}
