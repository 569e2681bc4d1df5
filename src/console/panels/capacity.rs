//! 人员与设施: what an agency evaluates with, a part at a time, and the conditions reckoned from it (Art. 6, 7). Tab goes
//! to the next part; `n`, `e` and Enter begin the acts, with what is known filled in. Reads only: the acts are commands.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use serde_json::{Map, Value};

use super::capacity_rows::{Item, Section, rows};
use super::rows::{Rows, panel};
use crate::commands::agencies::conditions::{Equipped, equipped};
use crate::commands::catalogue;
use crate::commands::fault::Fault;
use crate::commands::scene;
use crate::commands::spec::Subject;
use crate::console::context::Context;
use crate::console::keys::Key;
use crate::console::layer::{Binding, Flow, Layer};
use crate::console::screens;
use crate::console::theme::Meaning;
use crate::console::widgets::{after, put, row, rule};
use crate::records::ids::RecordNo;
use crate::say;
use crate::text::{Text, cells};

/// Rows at the bottom that tell about the selected entry.
const ABOUT: u16 = 4;

struct Pane {
    no: RecordNo,
    shown: Equipped,
    section: usize,
    items: Vec<Item>,
    rows: Rows,
}

/// Opens what an agency evaluates with.
///
/// # Errors
/// When it isn't there, is a foreign bureau's, or the database can't be read.
pub fn open(cx: &Context, no: RecordNo) -> Result<Box<dyn Layer>, Fault> {
    let shown = equipped(&cx.store, &cx.actor, cx.moment(), no)?;
    let mut pane = Pane { no, shown, section: 0, items: Vec::new(), rows: Rows::default() };
    pane.fill(cx);
    Ok(Box::new(pane))
}

impl Pane {
    fn section(&self) -> Section {
        Section::ALL[self.section]
    }

    fn fill(&mut self, cx: &Context) {
        self.items = rows(self.section(), &self.shown, cx.look);
        self.rows.replace(self.items.iter().map(|item| item.entry.clone()).collect());
    }

    fn turn(&mut self, by: usize, cx: &Context) -> Flow {
        self.section = (self.section + by) % Section::ALL.len();
        self.rows.rewind();
        self.fill(cx);
        Flow::Handled
    }

    fn selected(&self) -> Option<&Item> {
        self.rows.selected().and_then(|at| self.items.get(at))
    }

    fn begin(&self, command: Option<&'static str>, known: Map<String, Value>, cx: &mut Context) -> Flow {
        let Some(found) = command.and_then(catalogue::find) else { return Flow::Handled };
        let about = Some((Subject::Agency, scene::Key::Record(self.no)));
        let version = Some(self.shown.agency.version);
        match screens::begin_with(found.spec(), about, version, known, cx) {
            Ok(form) => Flow::Push(form),
            Err(why) => {
                cx.tell(why);
                Flow::Handled
            }
        }
    }

    /// Records the selected entry anew, with what stands in it.
    fn change(&self, cx: &mut Context) -> Flow {
        match self.selected().map(|item| item.anew.clone()) {
            Some(Some(known)) => self.begin(self.section().recording(), known, cx),
            _ => {
                cx.tell(nothing_here(self.section()));
                Flow::Handled
            }
        }
    }

    /// Ends the selected entry, where entries end; else records it anew.
    fn end(&self, cx: &mut Context) -> Flow {
        match (self.section().ending(), self.selected()) {
            (Some(ending), Some(item)) if item.anew.is_some() => {
                self.begin(Some(ending), item.named.clone(), cx)
            }
            _ => self.change(cx),
        }
    }

    /// The parts with how many entries each has; of the conditions how many are not met.
    fn heads(&self) -> Vec<(Text, usize)> {
        let of = |section: Section| match section {
            Section::People => self.shown.capacity.people.len(),
            Section::Venues => self.shown.capacity.sites.len(),
            Section::Banks => self.shown.capacity.banks.len(),
            Section::Checks => self.shown.capacity.checks.len(),
            Section::Conditions => self.shown.conditions.iter().filter(|c| c.falls_short()).count(),
        };
        Section::ALL.iter().map(|section| (section.label(), of(*section))).collect()
    }

    fn draw_heads(&self, area: Rect, frame: &mut Frame<'_>, cx: &Context) {
        let mut rest = after(row(area, 0), 1);
        for (at, (label, count)) in self.heads().into_iter().enumerate() {
            let unmet = Section::ALL[at] == Section::Conditions && count > 0;
            let text = match Section::ALL[at] {
                Section::Conditions if count == 0 => {
                    say!("{l} {m}", "{l} {m}", l = label, m = cx.look.marks.yes)
                }
                Section::Conditions => {
                    say!("{l} {m}{n}", "{l} {m}{n}", l = label, m = cx.look.marks.no, n = count)
                }
                _ => say!("{l} {n}", "{l} {n}", l = label, n = count),
            };
            let meaning = match (at == self.section, unmet) {
                (true, _) => Meaning::Selected,
                (false, true) => Meaning::Warning,
                (false, false) => Meaning::Text,
            };
            let used = put(frame.buffer_mut(), rest, cx.look.say(&text), meaning);
            rest = after(rest, used + 2);
        }
    }

    /// What the conditions are judged for.
    fn judged_for(&self) -> Text {
        match self.shown.filing {
            Some(no) => say!("按在办的 {n} 判断", "judged for {n}, under way", n = no.to_string()),
            None => Text::new("按现备案范围判断", "judged for what it is filed for"),
        }
    }

    fn draw_about(&self, area: Rect, frame: &mut Frame<'_>, cx: &Context) {
        rule(area, false, frame.buffer_mut(), cx.look);
        let mut lines: Vec<(String, Meaning)> = match self.selected() {
            Some(item) => item.about.clone(),
            None => vec![(cx.look.say(&nothing_yet(self.section())).to_owned(), Meaning::Muted)],
        };
        if self.section() == Section::Conditions {
            lines.push((cx.look.say(&self.judged_for()).to_owned(), Meaning::Muted));
        }
        let width = usize::from(area.width.saturating_sub(2)).max(1);
        let wrapped = lines.iter().flat_map(|(text, meaning)| {
            cells::wrap(text, width).into_iter().map(move |part| (part.to_owned(), *meaning))
        });
        for (at, (text, meaning)) in wrapped.take(usize::from(area.height.saturating_sub(1))).enumerate() {
            put(frame.buffer_mut(), after(row(area, at as u16 + 1), 1), &text, meaning);
        }
    }
}

/// Nothing is on record of a part.
fn nothing_yet(section: Section) -> Text {
    match section {
        Section::Conditions => Text::new("没有可判断的条件", "there is nothing to judge"),
        _ => Text::new("没有登记; n 登记", "nothing is on record; n records"),
    }
}

/// Why nothing begins from the selected row.
fn nothing_here(section: Section) -> Text {
    match section {
        Section::Conditions => Text::new(
            "条件由登记的事实计算: Tab 到人员、场地、题库、核查登记",
            "conditions are reckoned from the facts: Tab to people, venues, banks, checks",
        ),
        _ => Text::new("此项已终了; n 另行登记", "this one ended; n records anew"),
    }
}

impl Layer for Pane {
    fn title(&self, _: &Context) -> Text {
        say!("人员与设施  {a}", "People and facilities  {a}", a = self.shown.agency.facts.name)
    }

    fn bindings(&self, _: &Context) -> Vec<Binding> {
        let (section, of) = (self.section(), Binding::new);
        let ends = section.ending().is_some();
        let label =
            if ends { Text::new("退出、停用", "end") } else { Text::new("再登记", "record anew") };
        let none = section.recording().is_none().then(|| nothing_here(section));
        let record = Text::new("登记一项", "puts an entry on record");
        let anew = Text::new("以新登记代替所选的登记", "records the selected entry anew");
        let enter = Text::new(
            "登记所选人员退出、场地停用; 题库、核查再登记一次",
            "ends the selected person's or venue's entry; records a bank or check once more",
        );
        let next = Text::new("下一部分, Shift-Tab 上一部分", "the next part; Shift-Tab the part before");
        vec![
            of(Key::TAB, Text::new("下一部分", "next part"), next, 9),
            of(Key::char('n'), Text::new("登记", "record"), record, 8).unless(none.clone()),
            of(Key::char('e'), Text::new("变更", "change"), anew, 7).unless(none.clone()),
            of(Key::ENTER, label, enter, 6).unless(none),
            of(
                Key::f(1),
                Text::new("条文", "article"),
                Text::new("所选一项依据的条文", "the article behind the selected entry"),
                5,
            ),
            super::back(),
        ]
    }

    fn handle(&mut self, key: Key, cx: &mut Context) -> Flow {
        match key {
            Key::ESC => Flow::Close,
            Key::TAB | Key::RIGHT => self.turn(1, cx),
            Key::BACK_TAB | Key::LEFT => self.turn(Section::ALL.len() - 1, cx),
            Key::ENTER => self.end(cx),
            _ if key == Key::f(1) => {
                Flow::Push(super::article::open(cx, self.selected().and_then(|item| item.rule)))
            }
            _ if key == Key::char('q') => Flow::Close,
            _ if key == Key::char('n') => self.begin(self.section().recording(), Map::new(), cx),
            _ if key == Key::char('e') => self.change(cx),
            _ if self.rows.handle(key, true) => Flow::Handled,
            _ => Flow::Ignored,
        }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &Context) -> Option<Position> {
        let inner = panel(&self.title(cx), usize::MAX - 2, area, frame.buffer_mut(), cx.look);
        self.draw_heads(inner, frame, cx);
        let about = ABOUT.min(inner.height.saturating_sub(2));
        let list = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1 + about), ..inner };
        let parked = self.rows.draw(list.intersection(inner), frame.buffer_mut(), cx.look);
        let below = Rect { y: list.bottom(), height: about, ..inner };
        self.draw_about(below.intersection(inner), frame, cx);
        parked
    }

    fn refresh(&mut self, cx: &mut Context) {
        match equipped(&cx.store, &cx.actor, cx.moment(), self.no) {
            Ok(shown) => {
                self.shown = shown;
                self.fill(cx);
            }
            Err(fault) => cx.tell(fault.text()),
        }
    }

    fn subject(&self) -> Option<(Subject, scene::Key)> {
        Some((Subject::Agency, scene::Key::Record(self.no)))
    }

    fn floats(&self) -> bool {
        true
    }
}
