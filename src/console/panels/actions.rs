//! What can be done with a record (办理): every command, open ones first, each with its requirements and what mends
//! them. The judgement is the one that `execute` refuses by.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{article, requirement};
use crate::commands::explain::{self, Action};
use crate::commands::fault::Fault;
use crate::commands::scene::Key as Record;
use crate::commands::spec::Subject;
use crate::console::context::Context;
use crate::console::forms;
use crate::console::keys::{Code, Key};
use crate::console::layer::{Binding, Flow, Layer};
use crate::console::theme::{Look, Meaning};
use crate::console::widgets::{Panel, after, keep_visible, put, row};
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::say;
use crate::text::{Text, cells};

/// Opens the list of what can be done with a record, or for a bureau.
///
/// # Errors
/// When the record isn't there, is a foreign bureau's, or the database can't be read.
pub fn open(cx: &Context, subject: Subject, key: Record) -> Result<Box<dyn Layer>, Fault> {
    let items = items(cx, subject, &key)?;
    let mut actions = Actions { subject, key, items, selected: 0, requirement: 0, first: 0 };
    actions.select(0);
    Ok(Box::new(actions))
}

/// How near an action is to being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// It can be begun.
    Open,
    /// In its turn, but a requirement is not met.
    Refused,
    /// In its turn, but for somebody else.
    Barred,
    /// Not in its turn.
    Elsewhen,
}

/// An action and how near it is.
struct Item {
    action: Action,
    standing: Standing,
}

impl Item {
    fn of(action: Action) -> Self {
        let standing = match (action.in_state, &action.barred) {
            _ if action.is_open() => Standing::Open,
            (false, _) => Standing::Elsewhen,
            (true, Some(_)) => Standing::Barred,
            (true, None) => Standing::Refused,
        };
        Self { action, standing }
    }

    /// Why it can't be begun, in one line.
    fn why_not(&self) -> Option<Text> {
        let unmet = || self.action.requirements.iter().filter(|r| r.refuses());
        match self.standing {
            Standing::Open => None,
            Standing::Barred => self.action.barred.clone(),
            // That it is not its turn is the last requirement of all.
            Standing::Elsewhen => unmet().next_back().map(|r| r.text.clone()),
            Standing::Refused => unmet().next().map(|r| r.text.clone()),
        }
    }
}

fn items(cx: &Context, subject: Subject, key: &Record) -> Result<Vec<Item>, Fault> {
    let actions = explain::explain(&cx.store, &cx.actor, cx.moment(), subject, key)?;
    let mut items: Vec<Item> = actions.into_iter().map(Item::of).collect();
    // Of equals what the record's state brings comes first, as in the record; then the order of the catalogue.
    items.sort_by_key(|item| (item.standing, item.action.turn, item.action.closeness));
    Ok(items)
}

/// A line of the panel, and the action it belongs to.
struct Line {
    item: usize,
    /// Which requirement of it.
    requirement: Option<usize>,
    indent: u16,
    words: String,
    meaning: Meaning,
}

/// The list of what can be done.
struct Actions {
    subject: Subject,
    key: Record,
    items: Vec<Item>,
    selected: usize,
    /// Which requirement of the selected action F1 opens.
    requirement: usize,
    first: usize,
}

impl Actions {
    fn select(&mut self, item: usize) {
        self.selected = item.min(self.items.len().saturating_sub(1));
        let requirements = self.items.get(self.selected).map_or(&[][..], |i| &i.action.requirements);
        self.requirement = requirements.iter().position(Requirement::refuses).unwrap_or(0);
    }

    fn requirements(&self) -> &[Requirement] {
        self.items.get(self.selected).map_or(&[], |item| &item.action.requirements)
    }

    /// The rule of the selected requirement.
    fn rule(&self) -> Option<RuleId> {
        self.requirements().get(self.requirement).map(|r| r.rule)
    }

    /// The action of a key or a number; letters mean what is in its turn only.
    fn called(&self, key: Key) -> Option<usize> {
        let c = key.typed()?;
        if let Some(number) = c.to_digit(10).filter(|n| *n > 0) {
            let number = number as usize - 1;
            return self.items.get(number).filter(|i| i.standing == Standing::Open).map(|_| number);
        }
        let turn = |item: &Item| item.standing != Standing::Elsewhen && item.action.spec.key == c;
        self.items.iter().position(turn)
    }

    fn start(&mut self, item: usize, cx: &mut Context) -> Flow {
        self.select(item);
        let Some(item) = self.items.get(self.selected) else { return Flow::Handled };
        if let Some(why) = item.why_not() {
            cx.tell(say!(
                "不能办理「{c}」: {w}",
                "'{c}' can't be done: {w}",
                c = item.action.spec.label,
                w = why
            ));
            return Flow::Handled;
        }
        let prefill = item.action.prefill.clone();
        Flow::Replace(forms::open(cx, item.action.spec, &self.key, prefill, None))
    }

    fn lines(&self, width: u16, look: Look) -> Vec<Line> {
        let mut lines = Vec::new();
        for (at, item) in self.items.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| self.items[before].standing);
            self.head(at, item, before, width, look, &mut lines);
            let shown = item.standing <= Standing::Refused || at == self.selected;
            if shown {
                self.under(at, item, width, look, &mut lines);
            }
        }
        lines
    }

    fn head(
        &self,
        at: usize,
        item: &Item,
        before: Option<Standing>,
        width: u16,
        look: Look,
        lines: &mut Vec<Line>,
    ) {
        let mut push =
            |indent, words, meaning| lines.push(Line { item: at, requirement: None, indent, words, meaning });
        if before != Some(item.standing) {
            let title = match item.standing {
                Standing::Open => Text::new("现在可办", "Open now"),
                Standing::Refused => Text::new("要求未满足", "A requirement is not met"),
                Standing::Barred => Text::new("由他人办理", "For somebody else"),
                Standing::Elsewhen => Text::new("其他步骤", "Other steps"),
            };
            push(0, look.say(&title).to_owned(), Meaning::Title);
        }
        let spec = item.action.spec;
        let number =
            if item.standing == Standing::Open && at < 9 { (at + 1).to_string() } else { " ".into() };
        let letter = if item.standing == Standing::Elsewhen { ' ' } else { spec.key };
        let label = format!("{number} {letter} {}", look.say(&spec.label));
        let (selected, open) = (at == self.selected, item.standing == Standing::Open);
        let meaning = match (selected, open) {
            (true, _) => Meaning::Selected,
            (false, true) => Meaning::Text,
            (false, false) => Meaning::Muted,
        };
        push(2, label, meaning);
        let aside = item.standing > Standing::Refused;
        if let Some(why) = item.why_not().filter(|_| aside) {
            let why = format!("{} {}", look.marks.no, look.say(&why));
            // One line tells enough until it is selected.
            let room = usize::from(width).saturating_sub(6);
            let wrapped = if selected { cells::wrap(&why, room) } else { vec![why.as_str()] };
            for line in wrapped {
                push(6, line.to_owned(), Meaning::Muted);
            }
        }
    }

    fn under(&self, at: usize, item: &Item, width: u16, look: Look, lines: &mut Vec<Line>) {
        let room = usize::from(width).saturating_sub(6);
        for (number, one) in item.action.requirements.iter().enumerate() {
            let chosen = at == self.selected && number == self.requirement;
            let first = lines.len();
            for (words, meaning) in requirement::lines(one, look) {
                let meaning =
                    if chosen && meaning != Meaning::Text { Meaning::SelectedAside } else { meaning };
                for line in cells::wrap(&words, room) {
                    let words = line.to_owned();
                    lines.push(Line { item: at, requirement: Some(number), indent: 6, words, meaning });
                }
            }
            // Which one F1 opens is said by a character, not by colour alone.
            if let Some(line) = lines.get_mut(first).filter(|_| chosen) {
                line.indent -= 2;
                line.words = format!("{} {}", look.marks.selected, line.words);
            }
        }
    }

    fn draw_lines(&mut self, area: Rect, buffer: &mut Buffer, look: Look) -> Option<Position> {
        let lines = self.lines(area.width, look);
        let of_selected = |line: &Line| line.item == self.selected;
        let head = lines.iter().position(|l| of_selected(l) && l.indent == 2).unwrap_or(0);
        let end = lines.iter().rposition(of_selected).unwrap_or(0);
        let chosen = lines.iter().rposition(|l| of_selected(l) && l.requirement == Some(self.requirement));
        let top = if head > 0 && lines[head - 1].indent == 0 { head - 1 } else { head };
        // The requirements of the selected action, then its head, then the requirement chosen: the last wins.
        let steps = [Some(end), Some(top), Some(head), chosen.filter(|_| self.requirement > 0)];
        for line in steps.into_iter().flatten() {
            self.first = keep_visible(self.first, line, area.height.into(), lines.len()).start;
        }
        let mut parked = None;
        for (number, line) in lines.iter().skip(self.first).take(area.height.into()).enumerate() {
            let place = row(area, number as u16);
            put(buffer, after(place, line.indent), &line.words, line.meaning);
            if line.item == self.selected && line.indent == 2 {
                put(buffer, Rect { width: place.width.min(1), ..place }, look.marks.selected, Meaning::Text);
                parked = Some(place.as_position());
            }
        }
        parked
    }
}

impl Layer for Actions {
    fn title(&self, _: &Context) -> Text {
        match self.key {
            Record::Record(no) => say!("办理 {n}", "actions on {n}", n = no.to_string()),
            Record::Bureau(bureau) => say!("办理 {b}", "actions for {b}", b = bureau.label()),
        }
    }

    fn bindings(&self, _: &Context) -> Vec<Binding> {
        let why_not = self.items.get(self.selected).and_then(Item::why_not);
        let mut all = vec![
            Binding {
                key: Key::ENTER,
                label: Text::new("办理", "begin"),
                help: Text::new("办理选中的事项", "begins the selected action"),
                why_not,
                importance: 9,
            },
            Binding {
                key: Key::RIGHT,
                label: Text::new("逐条要求", "requirements"),
                help: Text::new("到下一条要求", "to the next requirement"),
                why_not: None,
                importance: 5,
            },
            Binding {
                key: Key::ESC,
                label: Text::new("返回", "back"),
                help: Text::new("返回", "back"),
                why_not: None,
                importance: 8,
            },
        ];
        all.extend(self.items.iter().filter(|i| i.standing != Standing::Elsewhen).map(|item| Binding {
            key: Key::char(item.action.spec.key),
            label: item.action.spec.label.clone(),
            help: item.action.spec.help.clone(),
            why_not: item.why_not(),
            importance: 1,
        }));
        all
    }

    fn handle(&mut self, key: Key, cx: &mut Context) -> Flow {
        if let Some(item) = self.called(key) {
            return self.start(item, cx);
        }
        let last = self.requirements().len().saturating_sub(1);
        match key.code {
            Code::F(1) => return Flow::Push(article::open(cx, self.rule())),
            Code::Enter => return self.start(self.selected, cx),
            Code::Esc => return Flow::Close,
            Code::Up | Code::Char('k') => self.select(self.selected.saturating_sub(1)),
            Code::Down | Code::Char('j') => self.select(self.selected + 1),
            Code::Home => self.select(0),
            Code::End => self.select(usize::MAX),
            Code::PgUp => self.select(self.selected.saturating_sub(5)),
            Code::PgDn => self.select(self.selected + 5),
            Code::Left => self.requirement = self.requirement.saturating_sub(1),
            Code::Right => self.requirement = (self.requirement + 1).min(last),
            _ => return Flow::Ignored,
        }
        Flow::Handled
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &Context) -> Option<Position> {
        let title = self.title(cx);
        let panel = Panel { title: cx.look.say(&title), hint: "" };
        let inner = panel.draw(area, frame.buffer_mut(), cx.look);
        self.draw_lines(inner, frame.buffer_mut(), cx.look)
    }

    fn subject(&self) -> Option<(Subject, Record)> {
        Some((self.subject, self.key))
    }

    fn refresh(&mut self, cx: &mut Context) {
        let selected = self.items.get(self.selected).map(|i| i.action.spec.name);
        match items(cx, self.subject, &self.key) {
            Ok(items) => {
                self.items = items;
                let place = self.items.iter().position(|i| Some(i.action.spec.name) == selected);
                self.select(place.unwrap_or(0));
            }
            Err(fault) => cx.tell(fault.text()),
        }
    }
}
