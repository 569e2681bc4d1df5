//! The last page before an act (核对): what will happen, whether the requirements let it, the document it makes.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::requirement;
use crate::commands::execute::Preview;
use crate::commands::spec::Spec;
use crate::console::keys::Key;
use crate::console::layer::Binding;
use crate::console::theme::{Look, Meaning};
use crate::console::widgets::{Reader, put, row};
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::say;
use crate::text::Text;

/// What comes of a key on a page of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Do it.
    Act,
    /// Back to the fields.
    Back,
    /// Show the article of a rule.
    Article(Option<RuleId>),
    /// Done here.
    Stay,
    /// Not for this page.
    Elsewhere,
}

/// What will happen.
pub struct Confirm {
    reader: Reader,
    refused: bool,
    rules: Vec<RuleId>,
    /// Whether somebody could read it: a key that came in the same burst as the one before doesn't act.
    shown: bool,
}

impl Confirm {
    /// The page for a command: what was filled in, in words, and what the judgement said.
    #[must_use]
    pub fn new(spec: &Spec, subject: &Text, filled: &[(Text, Text)], preview: Preview, look: Look) -> Self {
        let Preview { requirements, told, pages } = preview;
        let refused = requirements.iter().any(Requirement::refuses);
        let mut all = vec![(look.say(subject).to_owned(), Meaning::Title)];
        all.push((look.say(&spec.help).to_owned(), Meaning::Muted));
        for (label, value) in filled {
            all.push((
                look.say(&say!("{l}: {v}", "{l}: {v}", l = label, v = value)).to_owned(),
                Meaning::Text,
            ));
        }
        if !requirements.is_empty() {
            all.push((look.say(&Text::new("要求", "Requirements")).to_owned(), Meaning::Title));
            all.extend(requirements.iter().flat_map(|r| requirement::lines(r, look)));
        }
        if !told.is_empty() {
            let title = Text::new("办理结果将是", "What it comes to");
            all.push((look.say(&title).to_owned(), Meaning::Title));
            all.extend(told.iter().map(|line| (look.say(line).to_owned(), Meaning::Text)));
        }
        if !pages.is_empty() {
            all.push((
                look.say(&Text::new("将生成的文书", "Document that will be made")).to_owned(),
                Meaning::Title,
            ));
            all.extend(super::document::paragraphs(&pages, look));
        }
        let rules = requirements.iter().filter(|r| r.refuses()).chain(&requirements).map(|r| r.rule);
        Self { reader: Reader::new(all), refused, rules: rules.collect(), shown: false }
    }

    /// A key.
    pub fn handle(&mut self, key: Key) -> Step {
        match key {
            Key::ENTER if self.can_act() => Step::Act,
            Key::ENTER => Step::Stay,
            Key::ESC => Step::Back,
            _ if key == Key::ctrl('s') && self.can_act() => Step::Act,
            // The first that refuses, or the first of all.
            _ if key == Key::f(1) => Step::Article(self.rules.first().copied()),
            _ if self.reader.handle(key) => Step::Stay,
            _ => Step::Elsewhere,
        }
    }

    const fn can_act(&self) -> bool {
        self.shown && !self.refused
    }

    /// What the keys do.
    #[must_use]
    pub fn bindings(&self) -> Vec<Binding> {
        let why_not = self.refused.then(|| Text::new("要求未满足", "a requirement is not met"));
        vec![
            Binding {
                key: Key::ENTER,
                label: Text::new("办理", "do it"),
                help: Text::new("办理并记入经过", "does it, and records it"),
                why_not,
                importance: 9,
            },
            Binding {
                key: Key::ESC,
                label: Text::new("返回修改", "back"),
                help: Text::new("返回表单, 所填内容都在", "back to the form, with all that was typed"),
                why_not: None,
                importance: 8,
            },
        ]
    }

    /// Draws; the cursor is parked at the line that says whether it can be done.
    pub fn draw(&mut self, area: Rect, buffer: &mut Buffer, look: Look) -> Option<Position> {
        self.shown = true;
        let height = area.height.saturating_sub(1);
        self.reader.draw(Rect { height, ..area }, buffer);
        let (text, meaning) = if self.refused {
            (
                Text::new(
                    "尚有要求未满足, 不能办理; 所填内容已存为草稿",
                    "not yet: a requirement is not met; what was typed is kept",
                ),
                Meaning::Alert,
            )
        } else {
            (Text::new("Enter 办理, Esc 返回修改", "Enter does it, Esc goes back"), Meaning::Selected)
        };
        let last = row(area, height);
        put(buffer, last, look.say(&text), meaning);
        (!last.is_empty()).then(|| last.as_position())
    }
}
