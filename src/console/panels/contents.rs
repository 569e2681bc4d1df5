//! 卷内目录 (F7 on a case): what is in its file, in order, and what it lacks; `w` writes it out as one bundle.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::rows::{Entry, Rows, panel};
use crate::commands::case_file;
use crate::console::context::Context;
use crate::console::keys::{Code, Key};
use crate::console::layer::{Binding, Flow, Layer};
use crate::console::theme::Meaning;
use crate::console::widgets::{after, put, row};
use crate::law::contents::{Line, Place};
use crate::records::ids::RecordNo;
use crate::say;
use crate::text::{Text, cells};

static TITLE: Text = Text::new("卷内目录", "Contents of the file");
/// Cells of what a line is called, at most.
const LONGEST: usize = 40;

struct Contents {
    case: RecordNo,
    lines: Vec<Line>,
    rows: Rows,
}

/// Opens the contents of a case's file.
///
/// # Errors
/// When the case isn't there or is a foreign bureau's, or a document of it can't be read.
pub fn open(cx: &Context, case: RecordNo) -> Result<Box<dyn Layer>, Text> {
    let mut contents = Contents { case, lines: Vec::new(), rows: Rows::default() };
    contents.fill(cx)?;
    Ok(Box::new(contents))
}

impl Contents {
    fn fill(&mut self, cx: &Context) -> Result<(), Text> {
        let (scene, mut read) =
            case_file::read(&cx.store, &cx.actor, cx.moment(), self.case).map_err(|fault| fault.text())?;
        for line in &mut read.lines {
            line.title = scene.facts.secrets.hide_both(&line.title);
        }
        let entries = read.lines.iter().enumerate().map(|(at, line)| entry(at, line, &read.pages(at), cx));
        self.rows.replace(entries.collect());
        self.lines = read.lines;
        Ok(())
    }

    fn selected(&self) -> Option<&Line> {
        self.lines.get(self.rows.selected()?)
    }
}

fn entry(at: usize, line: &Line, pages: &Text, cx: &Context) -> Entry {
    let mark = if line.lacks.is_some() { cx.look.marks.no } else { " " };
    let label = say!("{t} {n}", "{t} {n}", t = line.title, n = line.number.clone().unwrap_or_default());
    let on = line.on.map(|day| day.to_string()).unwrap_or_default();
    Entry {
        lead: format!("{:02} {mark}", at + 1),
        label: Text::same(cells::shorten(cx.look.say(&label).trim_end(), LONGEST)),
        remark: Text::same(format!("{on:10}  {}", cx.look.say(pages))),
        muted: false,
    }
}

impl Layer for Contents {
    fn title(&self, _: &Context) -> Text {
        TITLE.clone()
    }

    fn bindings(&self, _: &Context) -> Vec<Binding> {
        vec![
            Binding::new(
                Key::ENTER,
                Text::new("看文书", "read"),
                Text::new("打开这一份文书", "opens this document"),
                9,
            ),
            Binding::new(
                Key::char('w'),
                Text::new("导出案卷", "bundle"),
                Text::new(
                    "导出为一个案卷包, 可用 anjuan bundle verify 或 sha256sum 核对",
                    "writes the whole file as one bundle, for 'anjuan bundle verify' and sha256sum",
                ),
                8,
            ),
            super::back(),
        ]
    }

    fn handle(&mut self, key: Key, cx: &mut Context) -> Flow {
        match key.code {
            Code::Esc => return Flow::Close,
            Code::Char('w') => return Flow::Push(super::save::open_case(self.case)),
            Code::Enter => match self.selected().map(|line| line.place) {
                Some(Place::Document(no)) => match super::document::open(cx, no) {
                    Ok(layer) => return Flow::Push(layer),
                    Err(fault) => cx.tell(fault.text()),
                },
                _ => cx.tell(Text::new(
                    "这一件不是文书: 导出案卷时生成或附上",
                    "no document: it is made, or attached, when the file is written out",
                )),
            },
            _ if self.rows.handle(key, true) => {}
            _ => return Flow::Ignored,
        }
        Flow::Handled
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &Context) -> Option<Position> {
        let inner = panel(&TITLE, self.lines.len() + 2, area, frame.buffer_mut(), cx.look);
        let list = Rect { height: inner.height.saturating_sub(2), ..inner };
        let parked = self.rows.draw(list, frame.buffer_mut(), cx.look);
        if let Some(lacks) = self.selected().and_then(|line| line.lacks.as_ref()) {
            let foot = after(row(inner, inner.height.saturating_sub(1)), 2);
            put(frame.buffer_mut(), foot, cx.look.say(lacks), Meaning::Warning);
        }
        parked
    }

    fn refresh(&mut self, cx: &mut Context) {
        // What can't be read any more stays as it was shown.
        let _ = self.fill(cx);
    }

    fn floats(&self) -> bool {
        true
    }
}
