//! 本局设定 (`:settings`): what the regulation leaves to the bureau, each with its value today, since when and by
//! which document, and what is to hold later. Enter changes the selected one, F1 shows the rule that it serves.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use serde_json::{Map, Value};

use super::rows::{Entry, Rows, panel};
use crate::commands::{catalogue, premises};
use crate::console::context::Context;
use crate::console::keys::{Code, Key};
use crate::console::layer::{Binding, Flow, Layer};
use crate::console::screens;
use crate::console::theme::Meaning;
use crate::console::widgets::{put, row};
use crate::law::settings::{self, Setting, SettingKey};
use crate::say;
use crate::text::{Text, cells};

static TITLE: Text = Text::new("本局设定", "Settings of the bureau");

/// Rows at the bottom that tell about the selected setting.
const ABOUT: u16 = 3;

struct SettingsList {
    /// The value today, with its row.
    shown: Vec<Setting>,
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
        self.shown = today.all().collect();
        self.rows.replace(self.shown.iter().map(|setting| line(setting, &entries, cx)).collect());
        Ok(())
    }

    fn selected(&self) -> Option<&Setting> {
        self.rows.selected().and_then(|at| self.shown.get(at))
    }

    /// The form that changes the selected one.
    fn change(&self, cx: &mut Context) -> Flow {
        let (Some(setting), Some(found)) = (self.selected(), catalogue::find("change-setting")) else {
            return Flow::Handled;
        };
        let mut known = Map::new();
        known.insert("name".to_owned(), Value::from(setting.key().name()));
        known.insert("value".to_owned(), Value::from(setting.value()));
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
                Some(setting) => Flow::Push(super::article::open(cx, Some(setting.key().rule()))),
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
        if let Some(setting) = self.selected() {
            let text = about(setting.key());
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
