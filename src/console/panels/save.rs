//! 存成文件: a document goes into a file whose ending says as what, a case's file into a bundle; made beside the keys.

use std::path::PathBuf;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::rows::panel;
use crate::commands::printing::{Destination, Format, Printable};
use crate::console::context::Context;
use crate::console::forms::{PathField, path_field_with};
use crate::console::keys::Key;
use crate::console::layer::{Binding, Flow, Layer};
use crate::console::theme::Meaning;
use crate::console::widgets::{Edit, after, put, row};
use crate::console::worker::Outgoing;
use crate::exchange::whole::Existing;
use crate::records::ids::RecordNo;
use crate::say;
use crate::text::Text;

static TITLE: Text = Text::new("存成文件", "Save as a file");
/// The endings that Up and Down go through.
const ENDINGS: [&str; 3] = ["docx", "pdf", "txt"];

/// What is to be written.
enum What {
    Paper(Box<Printable>),
    CaseFile(RecordNo),
}

struct Save {
    /// Taken when it is written.
    what: Option<What>,
    file: PathField,
}

/// Opens it for a document, with a name that says which it is.
#[must_use]
pub fn open(paper: Printable) -> Box<dyn Layer> {
    let file = path_field_with(&format!("{}.{}", paper.file_name(), ENDINGS[0]));
    Box::new(Save { what: Some(What::Paper(Box::new(paper))), file })
}

/// Opens it for a case's file.
#[must_use]
pub fn open_case(case: RecordNo) -> Box<dyn Layer> {
    Box::new(Save { what: Some(What::CaseFile(case)), file: path_field_with(&format!("{case}.zip")) })
}

impl Save {
    /// The next ending, or the one before.
    fn turn(&mut self, on: bool) {
        if !matches!(self.what, Some(What::Paper(_))) {
            return;
        }
        let path = PathBuf::from(self.file.path());
        let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        let at = ENDINGS.iter().position(|known| *known == ending);
        let next = at.map_or(0, |at| (at + if on { 1 } else { ENDINGS.len() - 1 }) % ENDINGS.len());
        self.file = path_field_with(&path.with_extension(ENDINGS[next]).to_string_lossy());
    }

    fn write(&mut self, cx: &mut Context) -> Flow {
        let path = PathBuf::from(self.file.path());
        if let (Some(What::Paper(_)), Err(why)) = (&self.what, Format::of(&path)) {
            cx.tell(why);
            return Flow::Handled;
        }
        if path.symlink_metadata().is_ok() {
            cx.tell(Text::new("已有同名文件: 请换个名字", "a file of this name is there: choose another"));
            return Flow::Handled;
        }
        match self.what.take() {
            Some(What::Paper(paper)) => {
                let (actor, moment) = (cx.actor.clone(), cx.moment());
                let to = Destination::File(path, Existing::Keep);
                cx.send_out(Outgoing::Paper { actor, moment, paper, to });
            }
            Some(What::CaseFile(case)) => {
                let (actor, moment) = (cx.actor.clone(), cx.moment());
                cx.send_out(Outgoing::CaseFile { actor, moment, case, to: path });
            }
            None => {}
        }
        Flow::Close
    }
}

impl Layer for Save {
    fn title(&self, _: &Context) -> Text {
        TITLE.clone()
    }

    fn bindings(&self, _: &Context) -> Vec<Binding> {
        vec![
            Binding::new(
                Key::ENTER,
                Text::new("写出", "write"),
                Text::new("写出这个文件", "writes the file"),
                9,
            ),
            Binding::new(
                Key::DOWN,
                Text::new("换格式", "format"),
                Text::new("上下键换 .docx、.pdf、.txt", "up and down: .docx, .pdf, .txt"),
                7,
            )
            .unless(
                (!matches!(self.what, Some(What::Paper(_))))
                    .then(|| Text::new("案卷包只有 .zip 一种", "a case's file is a .zip")),
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
            Key::ENTER => return self.write(cx),
            Key::DOWN => self.turn(true),
            Key::UP => self.turn(false),
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
        let inner = panel(&TITLE, 3, area, frame.buffer_mut(), cx.look);
        let buffer = frame.buffer_mut();
        let label = say!("{l}: ", "{l}: ", l = Text::new("文件", "File"));
        let used = put(buffer, row(inner, 0), cx.look.say(&label), Meaning::Title);
        let caret = self.file.draw(after(row(inner, 0), used), buffer, cx.look);
        let note = match &self.what {
            Some(What::Paper(paper)) if paper.warning().is_some() => {
                Text::new("不是已签发的文书: 每页会注明", "no issued document: each page will say so")
            }
            Some(What::CaseFile(_)) => Text::new(
                "案卷包: 文书、证据、经过及其哈希; 可用 bundle verify 或 sha256sum 核对",
                "documents, evidence, history and their hashes, for bundle verify and sha256sum",
            ),
            _ => Text::default(),
        };
        put(buffer, row(inner, 1), cx.look.say(&note), Meaning::Muted);
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
