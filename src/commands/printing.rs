//! A document leaves the console: as .docx, PDF or text, or through the printer. Reads, and changes nothing on file, but that what shows a
//! person in the clear is put on record first.
//!
//! What was issued is made from its frozen text, so that a re-print is what was printed before; what is no issued
//! document says so on every page.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::cases::paper;
use super::cases::reveal::{self, Purpose};
use super::fault::Fault;
use super::scene::Moment;
use crate::documents::pdf::{self, Typeface};
use crate::documents::{Sheet, docx, is_unchanged, layout};
use crate::exchange::whole::{Existing, write_whole};
use crate::exchange::{office, printer, typeface};
use crate::records::document::{Document, DocumentKind};
use crate::records::ids::RecordNo;
use crate::records::staff::Staff;
use crate::say;
use crate::store::{Sql, Store, documents};
use crate::text::clean::clean;
use crate::text::{Lang, Text};

/// What a document is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// .docx, in the layout of official documents.
    Docx,
    /// PDF, the same page.
    Pdf,
    /// Text, page by page as the console shows it.
    Txt,
}

impl Format {
    /// The format that a file's ending names.
    ///
    /// # Errors
    /// When it is none of .docx, .pdf, .txt.
    pub fn of(path: &Path) -> Result<Self, Text> {
        let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        match extension.as_str() {
            "docx" => Ok(Self::Docx),
            "pdf" => Ok(Self::Pdf),
            "txt" => Ok(Self::Txt),
            _ => Err(say!(
                "不知道「{f}」要写成什么格式, 扩展名应为 .docx、.pdf 或 .txt",
                "can't tell the format of '{f}': the extension is .docx, .pdf or .txt",
                f = clean(&path.to_string_lossy()).into_owned()
            )),
        }
    }
}

/// Where a document goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// Into a file, in the format of its ending; one that is there is kept or replaced.
    File(PathBuf, Existing),
    /// To the printer, so many copies.
    Printer(u8),
}

/// A document that can leave: the record, and what stands in it.
#[derive(Debug)]
pub struct Printable {
    /// The record.
    pub document: Document,
    sheet: Sheet,
    /// What it belongs to.
    of: RecordNo,
    /// Whether it is the blank proof of its service, not the document.
    is_blank: bool,
}

/// Reads the blank proof of service of a document, to be signed by hand.
///
/// # Errors
/// When the document has none.
pub fn blank_proof(sql: &dyn Sql, actor: &Staff, moment: Moment, no: RecordNo) -> Result<Printable, Fault> {
    let (document, sheet) = paper::blank_proof(sql, actor, moment, no)?;
    let of = documents::owner_of(sql, document.id)?;
    Ok(Printable { document, sheet, of, is_blank: true })
}

/// Reads a document to be written or printed.
///
/// # Errors
/// When there is no such document, it is a foreign bureau's, it lacks what it needs, or its text was altered since it was issued.
pub fn read(sql: &dyn Sql, actor: &Staff, moment: Moment, no: RecordNo) -> Result<Printable, Fault> {
    let (document, sheet) = paper::read(sql, actor, moment, no)?;
    if let (Some(text), Some(hash)) = (&document.text, &document.sha256)
        && !is_unchanged(text, hash)
    {
        return Err(Fault::Io(say!(
            "{n} 的正文与签发时的哈希不符, 不能打印; 请以备份和审计链为准",
            "the text of {n} is not what was issued, and is not printed; go by a backup and the audit chain",
            n = document.no.to_string()
        )));
    }
    let of = documents::owner_of(sql, document.id)?;
    Ok(Printable { document, sheet, of, is_blank: false })
}

/// Writes or prints a document; what came of that.
///
/// # Errors
/// When it shows a person whom the actor may not see, a file's ending names no format, the document can't be made, the file is there and
/// to be kept or can't be written, or this machine can't print or its printer refuses.
pub fn send(
    store: &mut Store,
    actor: &Staff,
    moment: Moment,
    paper: &Printable,
    to: &Destination,
) -> Result<Text, Fault> {
    reveal::leaves(store, actor, moment, paper.of, (Purpose::Document, &paper.file_name()))?;
    paper.send(to)
}

impl Printable {
    /// A name for its file, without ending: the printed number, else the record's, and what it is.
    #[must_use]
    pub fn file_name(&self) -> String {
        let number = self.document.number.clone().unwrap_or_else(|| self.document.no.to_string());
        let kind = if self.is_blank { DocumentKind::ProofOfService } else { self.document.kind };
        format!("{number} {}", kind.label().get(Lang::Zh)).replace(['/', '\\', ':'], "_")
    }

    /// What every page of it says that was not issued, or is void; a document is in Chinese.
    #[must_use]
    pub const fn warning(&self) -> Option<&'static str> {
        if self.is_blank { None } else { self.document.status.warning() }
    }

    /// Its bytes in a format. The same document gives the same .docx each time.
    ///
    /// # Errors
    /// When there is nothing on this machine to make a PDF with, or it fails.
    pub fn bytes(&self, format: Format) -> Result<Vec<u8>, Fault> {
        let made = || docx::docx(&self.sheet, self.warning()).map_err(|e| Fault::Io(e.text()));
        match format {
            Format::Docx => made(),
            Format::Pdf => match office::installed() {
                Some(office) => office::pdf(&office, &made()?).map_err(Fault::Io),
                None => self.set(),
            },
            Format::Txt => Ok(self.text().into_bytes()),
        }
    }

    /// A PDF set here, with a free typeface of this machine.
    fn set(&self) -> Result<Vec<u8>, Fault> {
        let all = format!("{}{}— 0123456789", self.sheet, self.warning().unwrap_or_default());
        let (data, index) = typeface::with(&all).ok_or_else(no_typeface)?;
        pdf::pdf(&self.sheet, self.warning(), Typeface { data, index }).map_err(|e| Fault::Io(e.text()))
    }

    fn text(&self) -> String {
        let warning = self.warning().map(|words| format!("{words}\n\n")).unwrap_or_default();
        warning + &layout::lines(&self.sheet).join("\n") + "\n"
    }

    fn send(&self, to: &Destination) -> Result<Text, Fault> {
        let name = self.file_name();
        match to {
            Destination::File(path, existing) => {
                let format = Format::of(path).map_err(|e| Fault::field("file", e))?;
                let bytes = self.bytes(format)?;
                write_whole(path, *existing, |file| Ok(file.write_all(&bytes)?)).map_err(Fault::Io)?;
                let path = clean(&path.to_string_lossy()).into_owned();
                Ok(say!("已写出 {n} 到 {f}", "wrote {n} to {f}", n = name, f = path))
            }
            Destination::Printer(copies) => {
                printer::ready().map_err(Fault::Io)?;
                printer::print(&self.bytes(Format::Pdf)?, &name, *copies).map_err(Fault::Io)?;
                Ok(say!(
                    "已送打印机: {n}, {c} 份",
                    "sent to the printer: {n}, copies: {c}",
                    n = name,
                    c = *copies
                ))
            }
        }
    }
}

fn no_typeface() -> Fault {
    Fault::Io(Text::new(
        "生成不了 PDF: 本机没有 LibreOffice, 也没有自由的中文字体; 请存成 .docx, 或安装 LibreOffice 或 Noto CJK 字体",
        "no PDF: this machine has neither LibreOffice nor a free Chinese typeface; save as .docx, or install LibreOffice or the Noto CJK fonts",
    ))
}
