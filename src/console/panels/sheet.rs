//! 导入表格 (`:import`): a sheet of people, venues, banks, checks or occupations, for whom the command line is out of reach: tried
//! first with every bad row told, then taken. The acts are those of the rows, through the choke point.

use std::path::PathBuf;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::rows::panel;
use crate::commands::sheets::{self, Options, SHEETS};
use crate::console::context::Context;
use crate::console::forms::{PathField, path_field};
use crate::console::keys::Key;
use crate::console::layer::{Binding, Flow, Layer};
use crate::console::theme::Meaning;
use crate::console::widgets::{Edit, Reader, after, put, row};
use crate::say;
use crate::text::Text;

static TITLE: Text = Text::new("导入表格", "Import a sheet");

struct Import {
    /// Which kind of sheet.
    kind: usize,
    file: PathField,
    /// What came of the last try.
    told: Option<Reader>,
    /// What was tried, and whether some or all of its rows are good.
    tried: Option<(usize, PathBuf, Ready)>,
}

/// What a try found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ready {
    /// Every row is good.
    All,
    /// Some are.
    Some,
    /// None is.
    None,
}

/// Opens it.
#[must_use]
pub fn open() -> Box<dyn Layer> {
    Box::new(Import { kind: 0, file: path_field(), told: None, tried: None })
}

impl Import {
    fn path(&self) -> PathBuf {
        PathBuf::from(self.file.path())
    }

    /// Whether Enter takes what was tried.
    fn ready(&self) -> Option<Ready> {
        let (kind, path, ready) = self.tried.as_ref()?;
        (*kind == self.kind && *path == self.path()).then_some(*ready)
    }

    /// Tries the sheet, or takes it.
    fn run(&mut self, take: bool, cx: &mut Context) {
        let path = self.path();
        if path.as_os_str().is_empty() {
            return cx.tell(Text::new("请填写文件路径", "fill in the path of the file"));
        }
        let good_rows = take && self.ready() == Some(Ready::Some);
        let options = Options { command: SHEETS[self.kind].2, file: &path, dry_run: !take, good_rows };
        let moment = cx.moment();
        match sheets::import(&mut cx.store, &cx.actor, moment, options, &mut |_, _, _| {}) {
            Ok(done) => {
                let ready = match (done.wrong.len(), done.rows.len()) {
                    (0, 1..) => Ready::All,
                    (wrong, all) if wrong < all => Ready::Some,
                    _ => Ready::None,
                };
                let say = |line: Text, meaning| (cx.look.say(&line).to_owned(), meaning);
                let summary = done.summary().into_iter().map(|line| say(line, Meaning::Title));
                let problems = done.problems().into_iter().map(|line| say(line, Meaning::Warning));
                let lines = summary.chain(problems).collect();
                self.told = Some(Reader::new(lines));
                self.tried = (!take).then_some((self.kind, path, ready));
                if take {
                    cx.tell(match done.held_back {
                        true => Text::new("没有导入任何内容", "nothing was imported"),
                        false => Text::new("已导入", "imported"),
                    });
                    cx.mark_stale();
                }
            }
            Err(fault) => {
                self.told = Some(Reader::new(vec![(cx.look.say(&fault.text()).to_owned(), Meaning::Error)]));
                self.tried = None;
            }
        }
    }

    fn next_step(&self) -> Text {
        match self.ready() {
            Some(Ready::All) => Text::new("回车: 全部导入", "Enter: takes all of it"),
            Some(Ready::Some) => Text::new("回车: 只导入无误的行", "Enter: takes the good rows only"),
            Some(Ready::None) => Text::new(
                "没有可导入的行: 改正表格后再试",
                "no row can go in: correct the sheet and try again",
            ),
            None => Text::new("回车: 先核对, 不写入", "Enter: checks it first, writes nothing"),
        }
    }
}

impl Layer for Import {
    fn title(&self, _: &Context) -> Text {
        TITLE.clone()
    }

    fn bindings(&self, _: &Context) -> Vec<Binding> {
        vec![
            Binding::new(Key::ENTER, Text::new("核对、导入", "check, take"), self.next_step(), 9),
            Binding::new(
                Key::UP,
                Text::new("换种类", "kind"),
                Text::new(
                    "上下键换表格的种类: 人员、场地、题库、核查、职业目录、考务方案",
                    "up and down change the kind of sheet",
                ),
                7,
            ),
            Binding::new(
                Key::TAB,
                Text::new("补全路径", "complete"),
                Text::new("补全文件路径", "completes the path"),
                6,
            ),
            super::back(),
        ]
    }

    fn handle(&mut self, key: Key, cx: &mut Context) -> Flow {
        match key {
            Key::ESC => return Flow::Close,
            Key::ENTER => match self.ready() {
                Some(Ready::None) => cx.tell(self.next_step()),
                Some(_) => self.run(true, cx),
                None => self.run(false, cx),
            },
            Key::DOWN => self.kind = (self.kind + 1) % SHEETS.len(),
            Key::UP => self.kind = (self.kind + SHEETS.len() - 1) % SHEETS.len(),
            Key::PG_DN | Key::PG_UP => {
                if let Some(told) = &mut self.told {
                    told.handle(key);
                }
            }
            _ if self.file.handle(key) == Edit::Ignored => return Flow::Ignored,
            _ => {}
        }
        Flow::Handled
    }

    fn paste(&mut self, text: &str, _: &mut Context) -> Flow {
        self.file.paste(text);
        Flow::Handled
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &Context) -> Option<Position> {
        let inner = panel(&TITLE, usize::MAX - 2, area, frame.buffer_mut(), cx.look);
        let buffer = frame.buffer_mut();
        let mut line = 0;
        for (number, (_, label, _)) in SHEETS.iter().enumerate() {
            let here = number == self.kind;
            if here {
                put(buffer, row(inner, line), cx.look.marks.selected, Meaning::Text);
            }
            let meaning = if here { Meaning::Selected } else { Meaning::Text };
            put(buffer, after(row(inner, line), 2), cx.look.say(label), meaning);
            line += 1;
        }
        let label = say!("{l}: ", "{l}: ", l = Text::new("文件", "File"));
        let used = put(buffer, row(inner, line), cx.look.say(&label), Meaning::Title);
        let caret = self.file.draw(after(row(inner, line), used), buffer, cx.look);
        put(buffer, after(row(inner, line + 1), 2), cx.look.say(&self.next_step()), Meaning::Muted);
        if let Some(told) = &mut self.told {
            let top = line + 2;
            let rest = Rect { y: inner.y + top, height: inner.height.saturating_sub(top), ..inner };
            told.draw(rest.intersection(inner), buffer);
        }
        caret
    }

    fn refresh(&mut self, _: &mut Context) {}

    fn in_text(&self) -> bool {
        true
    }

    fn floats(&self) -> bool {
        true
    }
}
