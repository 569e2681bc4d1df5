//! A document as a .docx in the layout of official documents (公文格式, GB/T 9704-2012). Pure, and the same bytes
//! for the same sheet: a re-print is what was printed before.
//!
//! Lengths are in twips (a twentieth of a point, 1/1440 inch) unless they say otherwise.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, Docx, FieldCharType, Footer, Header, InstrPAGE, InstrText, LineSpacing, LineSpacingType,
    PageMargin, Paragraph, Run, RunFonts, SpecialIndentType, Table, TableCell, TableLayoutType, TableRow,
    WidthType,
};
use thiserror::Error;

use super::docx_parts::{self, Face};
use super::sheet::{Block, Sheet};
use crate::say;
use crate::text::Text;

/// A4: 210 × 297 mm.
const PAGE: (u32, u32) = (11906, 16838);
/// 37 mm above, 28 left, 26 right, 35 below; the page mark 7 mm under the text.
const MARGIN: PageMargin =
    PageMargin { top: 2098, left: 1587, bottom: 1984, right: 1474, header: 851, footer: 1304, gutter: 0 };
/// Between those margins.
const TEXT_WIDTH: usize = 8845;
/// Twenty-two lines fill the 225 mm of a page: 28.95 points a line.
const LINE: i32 = 579;
/// 三号, 16 points, in half points.
const BODY_SIZE: usize = 32;
/// 二号, 22 points, in half points.
const TITLE_SIZE: usize = 44;
/// 四号, 14 points, in half points: the page mark's.
const MARK_SIZE: usize = 28;
/// Twenty-eight characters of 16 points are 2 mm wider than a line: each gives up a quarter of a point.
const TIGHTER: i32 = -5;
/// Width of one character of the text.
const CHARACTER: i32 = 315;
/// Characters left free to the right of signature, date and seal.
const RIGHT: i32 = 4;
/// Width of a form's labels: six characters and the cell's edges.
const LABEL: usize = 2210;

/// A document that can't be packed: nothing in it can bring that about.
#[derive(Debug, Error)]
#[error("a .docx could not be packed: {0}")]
pub struct DocxError(String);

impl DocxError {
    /// What to tell a person.
    #[must_use]
    pub fn text(&self) -> Text {
        say!("无法生成 .docx: {e}", "the .docx can't be made: {e}", e = self.0)
    }
}

/// The .docx of a sheet; a warning stands at the head of each page.
///
/// # Errors
/// When it can't be packed.
pub fn docx(sheet: &Sheet, warning: Option<&str>) -> Result<Vec<u8>, DocxError> {
    let mut writer = Writer { docx: blank(warning), paragraphs: 4 };
    let mut at = 0;
    while let Some(block) = sheet.blocks.get(at) {
        let rows = sheet.blocks[at..].iter().take_while(|b| matches!(b, Block::Row { .. })).count();
        if rows > 0 {
            writer.form(&sheet.blocks[at..at + rows]);
            at += rows;
        } else {
            let before = at.checked_sub(1).and_then(|before| sheet.blocks.get(before));
            writer.block(before, block, sheet.blocks.get(at + 1));
            at += 1;
        }
    }
    let mut parts = writer.docx.build();
    parts.font_table = docx_parts::font_table().into_bytes();
    parts.styles = docx_parts::styles(BODY_SIZE).into_bytes();
    let mut bytes = Cursor::new(Vec::new());
    parts.pack(&mut bytes).map_err(|e| DocxError(e.to_string()))?;
    Ok(bytes.into_inner())
}

/// An empty document: its page, its margins, its page marks.
fn blank(warning: Option<&str>) -> Docx {
    let page = Docx::new()
        .page_size(PAGE.0, PAGE.1)
        .page_margin(MARGIN)
        .footer(page_mark(AlignmentType::Right, "00000001"))
        .even_footer(page_mark(AlignmentType::Left, "00000002"));
    match warning {
        Some(words) => page.header(head(words, "00000003")).even_header(head(words, "00000004")),
        None => page,
    }
}

fn head(words: &str, id: &str) -> Header {
    let words = Run::new().add_text(words).size(MARK_SIZE).fonts(run_fonts(Face::Heading));
    Header::new().add_paragraph(Paragraph::new().id(id).align(AlignmentType::Center).add_run(words))
}

/// `— 1 —`, one character in from its side.
fn page_mark(side: AlignmentType, id: &str) -> Footer {
    let indent = Some(MARK_SIZE as i32 * 10);
    let (left, right) = if matches!(side, AlignmentType::Left) { (indent, None) } else { (None, indent) };
    let number = Run::new()
        .add_text("— ")
        .add_field_char(FieldCharType::Begin, false)
        .add_instr_text(InstrText::PAGE(InstrPAGE::new()))
        .add_field_char(FieldCharType::Separate, false)
        .add_text("1")
        .add_field_char(FieldCharType::End, false)
        .add_text(" —")
        .size(MARK_SIZE)
        .fonts(run_fonts(Face::Mark));
    Footer::new()
        .add_paragraph(Paragraph::new().id(id).align(side).indent(left, None, right, None).add_run(number))
}

fn run_fonts(face: Face) -> RunFonts {
    let name = face.name();
    RunFonts::new().ascii(name).hi_ansi(name).east_asia(name).cs(name)
}

/// Adds paragraphs one by one; each has its number, so that the same sheet gives the same file.
struct Writer {
    docx: Docx,
    paragraphs: u32,
}

impl Writer {
    fn paragraph(&mut self) -> Paragraph {
        self.paragraphs += 1;
        let spacing = LineSpacing::new().line_rule(LineSpacingType::Exact).line(LINE);
        Paragraph::new().id(format!("{:08X}", self.paragraphs)).line_spacing(spacing).widow_control(false)
    }

    fn put(&mut self, paragraph: Paragraph) {
        self.docx = std::mem::take(&mut self.docx).add_paragraph(paragraph);
    }

    fn empty(&mut self, lines: usize) {
        for _ in 0..lines {
            // An empty line before the closing stays with it.
            let line = self.paragraph().keep_next(true);
            self.put(line);
        }
    }

    /// One block that is no row of a form, with the empty lines that part it from the one before.
    fn block(&mut self, before: Option<&Block>, block: &Block, after: Option<&Block>) {
        self.empty(super::layout::empty_lines(before, block));
        let paragraph = self.paragraph();
        let paragraph = match block {
            Block::Title(text) => paragraph.align(AlignmentType::Center).keep_next(true).add_run(title(text)),
            Block::Number(text) => paragraph.align(AlignmentType::Center).add_run(body(text)),
            Block::Addressee(text) => paragraph.add_run(body(text)),
            Block::Heading(text) => {
                indented(paragraph).keep_next(true).add_run(body(text).fonts(run_fonts(Face::Heading)))
            }
            Block::Body(text) => {
                let closes = after.is_some_and(super::layout::is_closing);
                indented(paragraph).keep_next(closes).add_run(body(text))
            }
            Block::Signature(text) | Block::Date(text) | Block::Seal(text) => paragraph
                .align(AlignmentType::Right)
                .indent(None, None, Some(RIGHT * CHARACTER), None)
                .keep_next(after.is_some_and(super::layout::is_closing))
                .keep_lines(true)
                .add_run(body(text)),
            Block::Row { .. } => return,
        };
        self.put(paragraph);
    }

    /// Rows that stand together: a table, a line of it for each label.
    fn form(&mut self, rows: &[Block]) {
        self.empty(1);
        let mut lines: Vec<(String, Vec<String>)> = Vec::new();
        for row in rows {
            let Block::Row { label, value } = row else { continue };
            match lines.last_mut() {
                Some((_, values)) if label.is_empty() => values.push(value.clone()),
                _ => lines.push((label.clone(), vec![value.clone()])),
            }
        }
        let widths = vec![LABEL, TEXT_WIDTH - LABEL];
        let rows = lines
            .iter()
            .map(|(label, values)| {
                let cells =
                    vec![self.cell(std::slice::from_ref(label), widths[0]), self.cell(values, widths[1])];
                TableRow::new(cells).cant_split()
            })
            .collect();
        let table = Table::new(rows)
            .set_grid(widths)
            .width(TEXT_WIDTH, WidthType::Dxa)
            .layout(TableLayoutType::Fixed);
        self.docx = std::mem::take(&mut self.docx).add_table(table);
    }

    fn cell(&mut self, values: &[String], width: usize) -> TableCell {
        let cell = TableCell::new().width(width, WidthType::Dxa);
        values.iter().fold(cell, |cell, value| {
            let paragraph = self.paragraph().add_run(body(value));
            cell.add_paragraph(paragraph)
        })
    }
}

/// First line set in by two characters.
fn indented(paragraph: Paragraph) -> Paragraph {
    paragraph.indent(None, Some(SpecialIndentType::FirstLine(2 * CHARACTER)), None, None)
}

fn body(text: &str) -> Run {
    Run::new().add_text(text).size(BODY_SIZE).fonts(run_fonts(Face::Body)).character_spacing(TIGHTER)
}

fn title(text: &str) -> Run {
    Run::new().add_text(text).size(TITLE_SIZE).fonts(run_fonts(Face::Title))
}
