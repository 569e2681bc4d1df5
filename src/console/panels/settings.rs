//! 本局设定 (`:settings`): what the regulation leaves to the bureau, and its checklists of materials, each as it holds today,
//! since when and by which document, and what is to hold later. Enter changes the selected one, F1 shows the rule that it serves.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use serde_json::{Map, Value, json};

use super::rows::{Entry, Rows, panel};
use crate::commands::fault::Fault;
use crate::commands::{catalogue, premises};
use crate::console::context::Context;
use crate::console::keys::{Code, Key};
use crate::console::layer::{Binding, Flow, Layer};
use crate::console::screens;
use crate::console::theme::Meaning;
use crate::console::widgets::{put, row};
use crate::law::checklists::{self, Listed};
use crate::law::rules::RuleId;
use crate::law::settings::{self, Setting, SettingKey};
use crate::records::agency_kind::AgencyKind;
use crate::say;
use crate::store::filing_papers;
use crate::text::{Text, cells};

static TITLE: Text = Text::new("本局设定", "Settings of the bureau");

/// Rows at the bottom that tell about the selected setting.
const ABOUT: u16 = 3;

/// What a row is.
enum Shown {
    /// A setting with its value today.
    Setting(Setting),
    /// A checklist of materials as it holds today.
    List(Listed),
}

struct SettingsList {
    shown: Vec<Shown>,
    rows: Rows,
}

/// Opens the list of the own bureau's settings.
///
/// # Errors
/// When the database can't be read.
pub fn open(cx: &Context) -> Result<Box<dyn Layer>, Text> {
    let mut list = SettingsList { shown: Vec::new(), rows: Rows::default() };
    list.load(cx)?;
    Ok(Box::new(list))
}

impl SettingsList {
    fn load(&mut self, cx: &Context) -> Result<(), Text> {
        let entries = premises::entries(&cx.store, cx.actor.bureau).map_err(|fault| fault.text())?;
        let today = settings::effective(&entries, cx.day());
        let set = filing_papers::checklists(&cx.store, cx.actor.bureau).map_err(|e| Fault::from(e).text())?;
        let lists = checklists::listed(&set, cx.day()).into_iter().map(Shown::List);
        self.shown = today.all().map(Shown::Setting).chain(lists).collect();
        let row = |shown: &Shown| match shown {
            Shown::Setting(setting) => line(setting, &entries, cx),
            Shown::List(list) => list_line(list, cx),
        };
        self.rows.replace(self.shown.iter().map(row).collect());
        Ok(())
    }

    fn selected(&self) -> Option<&Shown> {
        self.rows.selected().and_then(|at| self.shown.get(at))
    }

    /// The form that changes the selected one.
    fn change(&self, cx: &mut Context) -> Flow {
        let (command, known) = match self.selected() {
            Some(Shown::Setting(setting)) => {
                ("change-setting", json!({ "name": setting.key().name(), "value": setting.value() }))
            }
            Some(Shown::List(list)) => (
                "change-checklist",
                json!({
                    "kind": list.kind.as_str(), "agencies": list.agencies.map(AgencyKind::code),
                    "items": list.items.join("\n"),
                }),
            ),
            None => return Flow::Handled,
        };
        let (Some(found), Value::Object(known)) = (catalogue::find(command), known) else {
            return Flow::Handled;
        };
        // What holds for all kinds of agency names none.
        let known: Map<String, Value> = known.into_iter().filter(|(_, value)| !value.is_null()).collect();
        match screens::begin_with(found.spec(), None, None, known, cx) {
            Ok(form) => Flow::Push(form),
            Err(why) => {
                cx.tell(why);
                Flow::Handled
            }
        }
    }
}

/// A setting in a line: its value today, where that comes from, and what holds later.
fn line(setting: &Setting, entries: &[settings::Entry], cx: &Context) -> Entry {
    Entry {
        lead: cx.look.say(&setting.value_words()).to_owned(),
        label: setting.key().label(),
        remark: settings::origin(setting, entries, cx.day()),
        muted: false,
    }
}

/// A checklist in a line: how many items, for what, since when.
fn list_line(list: &Listed, cx: &Context) -> Entry {
    let many = say!("{n} 项", "{n} items", n = list.items.len());
    let whose =
        list.agencies.map(|agencies| say!("{a}: ", "{a}: ", a = agencies.label())).unwrap_or_default();
    Entry {
        lead: cx.look.say(&many).to_owned(),
        label: say!("材料: {k}", "checklist: {k}", k = list.kind),
        remark: say!("{w}{o}", "{w}{o}", w = whose, o = list.origin.clone()),
        muted: false,
    }
}

/// What a setting does, its written name, and the rule that it serves.
fn about(key: SettingKey) -> Text {
    let source = key.rule().rule().source.label();
    say!(
        "{h} {n} ({r} {s})",
        "{h} {n} ({r} {s})",
        h = key.help(),
        n = key.name(),
        r = key.rule().as_str(),
        s = source
    )
}

impl Layer for SettingsList {
    fn title(&self, _: &Context) -> Text {
        TITLE.clone()
    }

    fn bindings(&self, _: &Context) -> Vec<Binding> {
        vec![
            Binding::new(
                Key::ENTER,
                Text::new("变更", "change"),
                Text::new("变更所选设定, 自某日起生效", "changes the selected setting from a day on"),
                9,
            ),
            Binding::new(
                Key::f(1),
                Text::new("条文", "article"),
                Text::new("所选设定服务的规则及其条文", "the rule that the selected setting serves"),
                6,
            ),
            super::back(),
        ]
    }

    fn handle(&mut self, key: Key, cx: &mut Context) -> Flow {
        match key.code {
            Code::Esc | Code::Char('q') => Flow::Close,
            Code::Enter => self.change(cx),
            Code::F(1) => match self.selected() {
                Some(Shown::Setting(setting)) => {
                    Flow::Push(super::article::open(cx, Some(setting.key().rule())))
                }
                Some(Shown::List(_)) => Flow::Push(super::article::open(cx, Some(RuleId::R8_2))),
                None => Flow::Handled,
            },
            _ if self.rows.handle(key, true) => Flow::Handled,
            _ => Flow::Ignored,
        }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &Context) -> Option<Position> {
        let inner = panel(&TITLE, self.shown.len() + usize::from(ABOUT), area, frame.buffer_mut(), cx.look);
        let list = Rect { height: inner.height.saturating_sub(ABOUT), ..inner };
        let parked = self.rows.draw(list, frame.buffer_mut(), cx.look);
        if let Some(shown) = self.selected() {
            let text = match shown {
                Shown::Setting(setting) => about(setting.key()),
                Shown::List(list) => Text::same(list.items.join("; ")),
            };
            let lines = cells::wrap(cx.look.say(&text), usize::from(inner.width).max(1));
            for (at, part) in lines.into_iter().enumerate().take((inner.height - list.height).into()) {
                put(frame.buffer_mut(), row(inner, list.height + at as u16), part, Meaning::Muted);
            }
        }
        parked
    }

    fn refresh(&mut self, cx: &mut Context) {
        if let Err(why) = self.load(cx) {
            cx.tell(why);
        }
    }

    fn floats(&self) -> bool {
        true
    }
}
