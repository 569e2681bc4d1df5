//! A document as it reads on paper (文书): what was issued as it was frozen, a draft as it would be now.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use crate::commands::cases::paper;
use crate::commands::fault::Fault;
use crate::commands::printing::{self, Destination};
use crate::commands::scene;
use crate::commands::spec::Subject;
use crate::console::context::Context;
use crate::console::keys::Key;
use crate::console::layer::{Binding, Flow, Layer};
use crate::console::screens;
use crate::console::theme::{Look, Meaning};
use crate::console::widgets::{Panel, Reader};
use crate::console::worker::Outgoing;
use crate::documents::is_unchanged;
use crate::exchange::printer;
use crate::records::document::Document;
use crate::records::ids::RecordNo;
use crate::say;
use crate::store::documents;
use crate::text::Text;

/// Opens the preview of a document.
///
/// # Errors
/// When there is no such document, it is a foreign bureau's, or it lacks what it needs.
pub fn open(cx: &Context, no: RecordNo) -> Result<Box<dyn Layer>, Fault> {
    Ok(Box::new(sheet(cx, no)?))
}

fn sheet(cx: &Context, no: RecordNo) -> Result<Sheet, Fault> {
    let (document, pages) = paper::preview(&cx.store, &cx.actor, cx.moment(), no)?;
    let reader = reader(&document, &pages, cx.look);
    let beside = documents::beside(&cx.store, &document)?;
    let of = documents::owner_of(&cx.store, document.id)?;
    Ok(Sheet {
        no,
        of,
        beside,
        reader,
        title: title(&document),
        text: whole(&pages),
        printer: printer::ready().err(),
        no_proof: (!document.kind.is_served() || document.issued_on.is_none()).then_some(NO_PROOF),
    })
}

/// The lines of a document, a mark after each page.
#[must_use]
pub fn paragraphs(pages: &[Vec<String>], look: Look) -> Vec<(String, Meaning)> {
    let mut all = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        all.extend(page.iter().map(|line| (line.clone(), Meaning::Text)));
        let mark = say!("- {p}/{n} 页 -", "- page {p} of {n} -", p = number + 1, n = pages.len());
        all.push((look.say(&mark).to_owned(), Meaning::Muted));
    }
    all
}

/// The whole text, for the clipboard.
fn whole(pages: &[Vec<String>]) -> String {
    pages.concat().join("\n")
}

fn title(document: &Document) -> Text {
    let number = document.number.clone().unwrap_or_else(|| document.no.to_string());
    say!("{k} {n} ({s})", "{k} {n} ({s})", k = document.kind.label(), n = number, s = document.status.label())
}

fn reader(document: &Document, pages: &[Vec<String>], look: Look) -> Reader {
    let mut all = Vec::new();
    match &document.sha256 {
        Some(hash) if document.text.as_deref().is_some_and(|text| !is_unchanged(text, hash)) => {
            let altered = Text::new(
                "警告: 正文与签发时的哈希不符, 已被改动; 请以备份和审计链为准",
                "warning: the text does not match its hash of issue: it was altered; go by a backup and the audit chain",
            );
            all.push((look.say(&altered).to_owned(), Meaning::Alert));
        }
        Some(hash) => {
            let frozen = say!("正文已固定, SHA-256 {h}", "frozen, SHA-256 {h}", h = hash);
            all.push((look.say(&frozen).to_owned(), Meaning::Muted));
        }
        None => {
            let draft = Text::new("草稿: 尚未签发, 内容可能变动", "a draft: not issued, it may yet change");
            all.push((look.say(&draft).to_owned(), Meaning::Warning));
        }
    }
    all.extend(paragraphs(pages, look));
    Reader::new(all)
}

/// A document to read.
struct Sheet {
    no: RecordNo,
    /// What it belongs to: the acts on it are acts on that.
    of: RecordNo,
    /// All documents of what it belongs to, the oldest first.
    beside: Vec<RecordNo>,
    reader: Reader,
    title: Text,
    text: String,
    /// Why this machine can't print, if it can't.
    printer: Option<Text>,
    /// Why there is no proof of service to sign, where there is none.
    no_proof: Option<Text>,
}

impl Sheet {
    /// The document drafted before it, or after it.
    fn neighbour(&self, later: bool) -> Option<RecordNo> {
        let at = self.beside.iter().position(|no| *no == self.no)?;
        let at = if later { at.checked_add(1) } else { at.checked_sub(1) };
        at.and_then(|at| self.beside.get(at)).copied()
    }

    /// What can be done with the record that it belongs to.
    fn acts(&self, cx: &mut Context) -> Flow {
        let Some((subject, key)) = self.subject() else { return Flow::Ignored };
        match super::actions::open(cx, subject, key) {
            Ok(layer) => Flow::Push(layer),
            Err(fault) => {
                cx.tell(fault.text());
                Flow::Handled
            }
        }
    }

    /// Asks for a file to write it to, or the blank proof of its service.
    fn save_as(&self, blank_proof: bool, cx: &mut Context) -> Flow {
        let read = if blank_proof { printing::blank_proof } else { printing::read };
        match read(&cx.store, &cx.actor, cx.moment(), self.no) {
            Ok(paper) => Flow::Push(super::save::open(paper)),
            Err(fault) => {
                cx.tell(fault.text());
                Flow::Handled
            }
        }
    }

    /// Sends it to the printer, or the blank proof of its service.
    fn print(&self, blank_proof: bool, cx: &mut Context) {
        if let Some(why) = self.printer.clone() {
            return cx.tell(why);
        }
        let read = if blank_proof { printing::blank_proof } else { printing::read };
        match read(&cx.store, &cx.actor, cx.moment(), self.no) {
            Ok(paper) => {
                let (actor, moment) = (cx.actor.clone(), cx.moment());
                let (paper, to) = (Box::new(paper), Destination::Printer(1));
                cx.send_out(Outgoing::Paper { actor, moment, paper, to });
            }
            Err(fault) => cx.tell(fault.text()),
        }
    }

    fn turn(&mut self, later: bool, cx: &mut Context) {
        let Some(no) = self.neighbour(later) else { return cx.tell(none_there(later)) };
        match sheet(cx, no) {
            Ok(other) => *self = other,
            Err(fault) => cx.tell(fault.text()),
        }
    }
}

const NO_PROOF: Text = Text::new(
    "已签发而要送达的文书才有送达回证",
    "only an issued document that is served has a proof of service",
);

const fn none_there(later: bool) -> Text {
    match later {
        true => Text::new("已是最后一份", "this is the newest"),
        false => Text::new("已是第一份", "this is the oldest"),
    }
}

impl Layer for Sheet {
    fn title(&self, _: &Context) -> Text {
        self.title.clone()
    }

    fn bindings(&self, _: &Context) -> Vec<Binding> {
        vec![
            Binding::new(
                Key::char('a'),
                Text::new("办理", "actions"),
                Text::new(
                    "所属记录可办的事项: 审批、签发、登记送达等",
                    "what can be done: approve, issue, serve and the like",
                ),
                8,
            ),
            Binding::new(
                Key::char('o'),
                Text::new("打开所属", "its record"),
                Text::new("打开所属的案件或备案", "opens the case or filing that it belongs to"),
                2,
            ),
            Binding::new(
                Key::char('w'),
                Text::new("存文件", "save"),
                Text::new("存成 .docx、PDF 或文本", "saves it as .docx, PDF or text"),
                7,
            ),
            Binding::new(
                Key::char('p'),
                Text::new("打印", "print"),
                Text::new("用系统的打印机打印一份", "prints one copy with the system's printer"),
                7,
            )
            .unless(self.printer.clone()),
            Binding::new(
                Key::char('r'),
                Text::new("存回证", "proof"),
                Text::new(
                    "把空白送达回证存成文件, 送达时签收",
                    "saves the blank proof of its service, to be signed",
                ),
                2,
            )
            .unless(self.no_proof.clone()),
            Binding::new(
                Key::char('R'),
                Text::new("打回证", "print proof"),
                Text::new("打印一份空白送达回证", "prints one blank proof of its service"),
                2,
            )
            .unless(self.no_proof.clone().or_else(|| self.printer.clone())),
            Binding::new(
                Key::char('y'),
                Text::new("复制", "copy"),
                Text::new("复制全文", "copies the whole text"),
                7,
            ),
            Binding::new(
                Key::PG_DN,
                Text::new("下一页", "next page"),
                Text::new("下一页", "the next page"),
                6,
            ),
            Binding::new(
                Key::PG_UP,
                Text::new("上一页", "page back"),
                Text::new("上一页", "the page before"),
                5,
            ),
            Binding::new(
                Key::char('['),
                Text::new("前一份", "older"),
                Text::new("同一记录的前一份文书", "the document before it, of the same record"),
                4,
            )
            .unless(self.neighbour(false).is_none().then(|| none_there(false))),
            Binding::new(
                Key::char(']'),
                Text::new("后一份", "newer"),
                Text::new("同一记录的后一份文书", "the document after it, of the same record"),
                3,
            )
            .unless(self.neighbour(true).is_none().then(|| none_there(true))),
            Binding::new(Key::ESC, Text::new("返回", "back"), Text::new("返回", "back"), 9),
        ]
    }

    fn handle(&mut self, key: Key, cx: &mut Context) -> Flow {
        match key {
            _ if key == Key::char('y') => {
                cx.copy(self.text.clone());
                Flow::Handled
            }
            Key::ESC => Flow::Close,
            _ if key == Key::char('a') => self.acts(cx),
            _ if key == Key::char('w') => self.save_as(false, cx),
            _ if key == Key::char('r') => self.save_as(true, cx),
            _ if key == Key::char('p') => {
                self.print(false, cx);
                Flow::Handled
            }
            _ if key == Key::char('R') => {
                self.print(true, cx);
                Flow::Handled
            }
            _ if key == Key::char('o') => match screens::open_record(self.of, cx) {
                Ok(layer) => Flow::Push(layer),
                Err(why) => {
                    cx.tell(why);
                    Flow::Handled
                }
            },
            _ if key == Key::char('[') || key == Key::char(']') => {
                self.turn(key == Key::char(']'), cx);
                Flow::Handled
            }
            _ if self.reader.handle(key) => Flow::Handled,
            _ => Flow::Ignored,
        }
    }

    fn subject(&self) -> Option<(Subject, scene::Key)> {
        screens::subject_of(self.of)
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &Context) -> Option<Position> {
        let title = cx.look.say(&self.title);
        let inner = Panel { title, hint: "" }.draw(area, frame.buffer_mut(), cx.look);
        self.reader.draw(inner, frame.buffer_mut());
        (!inner.is_empty()).then(|| inner.as_position())
    }

    fn refresh(&mut self, cx: &mut Context) {
        let Ok((document, pages)) = paper::preview(&cx.store, &cx.actor, cx.moment(), self.no) else {
            return;
        };
        // Only a step of the document itself is worth losing the place for.
        let title = title(&document);
        if title != self.title {
            self.title = title;
            self.text = whole(&pages);
            self.reader = reader(&document, &pages, cx.look);
        }
    }
}
