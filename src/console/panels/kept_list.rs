//! A list that a bureau keeps (职业目录、违规情形清单): its entries found by Chinese, pinyin and code while typing. Enter enters the
//! selected one anew, Ctrl-D takes it off, Ctrl-N enters another. Which list, its file says.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use serde_json::{Map, Value};

use super::rows::{Entry, Rows, panel};
use crate::commands::catalogue;
use crate::console::context::Context;
use crate::console::keys::Key;
use crate::console::layer::{Binding, Flow, Layer};
use crate::console::screens;
use crate::console::theme::Meaning;
use crate::console::widgets::{Edit, Field, after, put, row};
use crate::find::{self, Index};
use crate::say;
use crate::store::DbError;
use crate::text::Text;

/// Rows shown at most: the rest is found by typing.
const SHOWN: usize = 200;

/// A list that is kept.
pub(super) struct Kept {
    /// What it is.
    pub(super) title: Text,
    /// What to say where it is empty.
    pub(super) empty: Text,
    /// Its entries.
    pub(super) load: fn(&Context) -> Result<Vec<Item>, DbError>,
    /// The command that enters one.
    pub(super) enter: &'static str,
    /// The command that takes one off.
    pub(super) strike: &'static str,
    /// The fields that name an entry for that.
    pub(super) names: &'static [&'static str],
}

/// An entry of it.
pub(super) struct Item {
    /// How it is shown.
    pub(super) entry: Entry,
    /// By which name it is found.
    pub(super) name: String,
    /// By which codes.
    pub(super) codes: String,
    /// What a form about it starts with.
    pub(super) fields: Map<String, Value>,
}

/// The fields of an object that are filled in.
pub(super) fn filled(fields: Value) -> Map<String, Value> {
    match fields {
        Value::Object(map) => map.into_iter().filter(|(_, value)| !value.is_null()).collect(),
        _ => Map::new(),
    }
}

struct List {
    of: &'static Kept,
    all: Vec<Item>,
    index: Index,
    field: Field,
    hits: Vec<usize>,
    rows: Rows,
}

/// Opens one.
///
/// # Errors
/// When the database can't be read.
pub(super) fn open(of: &'static Kept, cx: &Context) -> Result<Box<dyn Layer>, Text> {
    let mut panel = List {
        of,
        all: Vec::new(),
        index: Index::builder().build(),
        field: Field::default(),
        hits: Vec::new(),
        rows: Rows::default(),
    };
    panel.load(cx)?;
    Ok(Box::new(panel))
}

impl List {
    fn load(&mut self, cx: &Context) -> Result<(), Text> {
        self.all = (self.of.load)(cx).map_err(|e| e.text)?;
        let mut builder = Index::builder();
        for (place, one) in self.all.iter().enumerate() {
            builder.push(find::Entry { id: place as i64, name: &one.name, codes: &one.codes, rank: 0 });
        }
        self.index = builder.build();
        self.search();
        Ok(())
    }

    fn search(&mut self) {
        let typed = self.field.value().trim().to_owned();
        self.hits = match typed.is_empty() {
            true => (0..self.all.len().min(SHOWN)).collect(),
            false => {
                let found = self.index.search(&typed, SHOWN);
                found.items.iter().filter_map(|(id, _)| usize::try_from(*id).ok()).collect()
            }
        };
        self.rows.replace(self.hits.iter().map(|at| self.all[*at].entry.clone()).collect());
    }

    fn selected(&self) -> Option<&Item> {
        self.rows.selected().and_then(|at| self.hits.get(at)).and_then(|at| self.all.get(*at))
    }

    fn begin(command: &str, known: Map<String, Value>, cx: &mut Context) -> Flow {
        let Some(found) = catalogue::find(command) else { return Flow::Handled };
        match screens::begin_with(found.spec(), None, None, known, cx) {
            Ok(form) => Flow::Push(form),
            Err(why) => {
                cx.tell(why);
                Flow::Handled
            }
        }
    }

    /// What a form about the selected one starts with.
    fn known(&self) -> Map<String, Value> {
        self.selected().map(|one| one.fields.clone()).unwrap_or_default()
    }
}

impl Layer for List {
    fn title(&self, _: &Context) -> Text {
        self.of.title.clone()
    }

    fn bindings(&self, _: &Context) -> Vec<Binding> {
        let none = self.selected().is_none().then(|| Text::new("没有选中的条目", "no entry is selected"));
        vec![
            Binding::new(
                Key::ENTER,
                Text::new("重新登记", "enter anew"),
                Text::new("按所选条目再登记", "enters the selected one anew"),
                8,
            )
            .unless(none.clone()),
            Binding::new(
                Key::ctrl('n'),
                Text::new("登记", "enter"),
                Text::new("登记一个条目", "enters an entry"),
                7,
            ),
            Binding::new(
                Key::ctrl('d'),
                Text::new("移出", "take off"),
                Text::new("把所选条目移出, 写明理由", "takes the selected one off, with the reason"),
                6,
            )
            .unless(none),
            super::back(),
        ]
    }

    fn handle(&mut self, key: Key, cx: &mut Context) -> Flow {
        match key {
            Key::ESC => return Flow::Close,
            Key::ENTER if self.selected().is_some() => {
                return Self::begin(self.of.enter, self.known(), cx);
            }
            _ if key == Key::ctrl('n') => return Self::begin(self.of.enter, Map::new(), cx),
            _ if key == Key::ctrl('d') && self.selected().is_some() => {
                let mut known = self.known();
                known.retain(|name, _| self.of.names.contains(&name.as_str()));
                return Self::begin(self.of.strike, known, cx);
            }
            _ if self.rows.handle(key, false) => {}
            _ => match self.field.handle(key) {
                Edit::Changed => {
                    self.rows.rewind();
                    self.search();
                }
                Edit::Kept => {}
                Edit::Ignored => return Flow::Ignored,
            },
        }
        Flow::Handled
    }

    fn paste(&mut self, text: &str, _: &mut Context) -> Flow {
        self.field.paste(text);
        self.search();
        Flow::Handled
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &Context) -> Option<Position> {
        let inner = panel(&self.of.title, usize::MAX - 2, area, frame.buffer_mut(), cx.look);
        let buffer = frame.buffer_mut();
        let label = say!("查找 ({n}): ", "Find ({n}): ", n = self.all.len());
        let used = put(buffer, row(inner, 0), cx.look.say(&label), Meaning::Title);
        let caret = self.field.draw(after(row(inner, 0), used), buffer);
        let list = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
        self.rows.draw(list.intersection(inner), buffer, cx.look);
        if self.all.is_empty() {
            put(buffer, after(row(inner, 2), 2), cx.look.say(&self.of.empty), Meaning::Muted);
        }
        caret
    }

    fn refresh(&mut self, cx: &mut Context) {
        if let Err(why) = self.load(cx) {
            cx.tell(why);
        }
    }

    fn in_text(&self) -> bool {
        true
    }

    fn floats(&self) -> bool {
        true
    }
}
