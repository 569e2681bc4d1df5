//! 职业目录 (`:occupations`): what the catalogue has of each occupation, found by Chinese, pinyin and code while typing. Enter
//! enters the selected one anew, Ctrl-D takes it off a list, Ctrl-N enters another.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use serde_json::{Map, Value, json};

use super::rows::{Entry, Rows, panel};
use crate::commands::catalogue;
use crate::console::context::Context;
use crate::console::keys::Key;
use crate::console::layer::{Binding, Flow, Layer};
use crate::console::screens;
use crate::console::theme::Meaning;
use crate::console::widgets::{Edit, Field, after, put, row};
use crate::find::{self, Index};
use crate::records::occupation::CatalogueEntry;
use crate::say;
use crate::store::occupations;
use crate::text::{Lang, Text};

static TITLE: Text = Text::new("职业目录", "Catalogue of occupations");

/// Rows shown at most: the rest is found by typing.
const SHOWN: usize = 200;

struct Catalogue {
    all: Vec<CatalogueEntry>,
    index: Index,
    field: Field,
    hits: Vec<usize>,
    rows: Rows,
}

/// Opens it.
///
/// # Errors
/// When the database can't be read.
pub fn open(cx: &Context) -> Result<Box<dyn Layer>, Text> {
    let mut panel = Catalogue {
        all: Vec::new(),
        index: Index::builder().build(),
        field: Field::default(),
        hits: Vec::new(),
        rows: Rows::default(),
    };
    panel.load(cx)?;
    Ok(Box::new(panel))
}

impl Catalogue {
    fn load(&mut self, cx: &Context) -> Result<(), Text> {
        self.all = occupations::catalogue(&cx.store).map_err(|e| e.text)?;
        let mut builder = Index::builder();
        for (place, one) in self.all.iter().enumerate() {
            let code = one.code.to_string();
            let codes = format!("{code} {}", code.replace('-', ""));
            builder.push(find::Entry { id: place as i64, name: &one.name, codes: &codes, rank: 0 });
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
        let entry = |at: &usize| line(&self.all[*at]);
        self.rows.replace(self.hits.iter().map(entry).collect());
    }

    fn selected(&self) -> Option<&CatalogueEntry> {
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
        let Some(one) = self.selected() else { return Map::new() };
        let fields = json!({
            "code": one.code.to_string(), "name": one.name, "joint_with": one.joint_with,
            "list": one.lists.first().map(|(list, _)| list.as_str()),
            "levels": (!one.levels.is_empty()).then(|| one.levels.label().get(Lang::Zh).to_owned()),
            "reference": one.lists.first().map(|(_, reference)| reference),
        });
        match fields {
            Value::Object(map) => map.into_iter().filter(|(_, value)| !value.is_null()).collect(),
            _ => Map::new(),
        }
    }
}

fn line(one: &CatalogueEntry) -> Entry {
    Entry {
        lead: one.code.to_string(),
        label: Text::same(one.name.as_str()),
        remark: one.told(),
        muted: one.lists.is_empty(),
    }
}

impl Layer for Catalogue {
    fn title(&self, _: &Context) -> Text {
        TITLE.clone()
    }

    fn bindings(&self, _: &Context) -> Vec<Binding> {
        let none =
            self.selected().is_none().then(|| Text::new("没有选中的职业", "no occupation is selected"));
        vec![
            Binding::new(
                Key::ENTER,
                Text::new("重新登记", "enter anew"),
                Text::new("按所选职业再登记: 名称、目录、等级、共管部门", "enters the selected one anew"),
                8,
            )
            .unless(none.clone()),
            Binding::new(
                Key::ctrl('n'),
                Text::new("登记", "enter"),
                Text::new("登记一个职业", "enters an occupation"),
                7,
            ),
            Binding::new(
                Key::ctrl('d'),
                Text::new("移出目录", "take off"),
                Text::new(
                    "把所选职业移出所列目录, 写明理由",
                    "takes the selected one off its list, with the reason",
                ),
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
                return Self::begin("record-occupation", self.known(), cx);
            }
            _ if key == Key::ctrl('n') => return Self::begin("record-occupation", Map::new(), cx),
            _ if key == Key::ctrl('d') && self.selected().is_some() => {
                let mut known = self.known();
                known.retain(|name, _| matches!(name.as_str(), "code" | "list"));
                return Self::begin("strike-occupation", known, cx);
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
        let inner = panel(&TITLE, usize::MAX - 2, area, frame.buffer_mut(), cx.look);
        let buffer = frame.buffer_mut();
        let label = say!("查找 ({n}): ", "Find ({n}): ", n = self.all.len());
        let used = put(buffer, row(inner, 0), cx.look.say(&label), Meaning::Title);
        let caret = self.field.draw(after(row(inner, 0), used), buffer);
        let list = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
        self.rows.draw(list.intersection(inner), buffer, cx.look);
        if self.all.is_empty() {
            let none = Text::new("目录为空: 由经办人或管理员导入", "the catalogue is empty: import it");
            put(buffer, after(row(inner, 2), 2), cx.look.say(&none), Meaning::Muted);
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
