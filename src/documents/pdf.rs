//! A document as a PDF on the grid of official documents (GB/T 9704): twenty-eight characters in a line, twenty-two lines
//! on a page, as the preview shows it. Pure: the typeface is given. What a machine without an office program prints.
//!
//! Lengths are in points (1/72 inch).

use std::collections::HashMap;

use krilla::geom::{PathBuilder, Point};
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::paint::Stroke;
use krilla::surface::Surface;
use krilla::text::{Font, TextDirection};
use krilla::{Data, Document};
use thiserror::Error;
use ttf_parser::Face;

use super::layout::{self, WIDTH};
use super::lines::{UPRIGHTS, is_border, lines_of};
use super::sheet::{Block, Sheet};
use crate::say;
use crate::text::Text;
use crate::text::cells::{clusters, width};

/// A4.
const PAGE: (f32, f32) = (595.276, 841.89);
/// 28 mm from the left, 37 mm from above.
const CORNER: (f32, f32) = (79.37, 104.88);
/// 156 mm, between the margins.
const TEXT_WIDTH: f32 = 442.2;
/// A cell is half a character: 156 mm hold 28.
const CELL: f32 = TEXT_WIDTH / WIDTH as f32;
/// 225 mm hold 22 lines.
const LINE: f32 = 28.95;
/// Where the foot of the letters is in a line.
const FOOT: f32 = 20.0;
/// 三号, made to fit the grid.
const BODY_SIZE: f32 = CELL * 2.0;
/// 二号, where the line has room for it.
const TITLE_SIZE: f32 = 22.0;
/// 四号: page marks and warnings.
const MARK_SIZE: f32 = 14.0;
/// Where the page mark stands, 7 mm under the text.
const MARK: f32 = CORNER.1 + 22.0 * LINE + 34.0;
/// Where a warning stands, above the text.
const WARNING: f32 = 70.0;
/// Thickness of the lines of a form.
const RULE: f32 = 0.75;

/// A typeface to set documents in: a font file, and which of its fonts.
#[derive(Debug, Clone)]
pub struct Typeface {
    /// The whole file.
    pub data: Vec<u8>,
    /// Its number in a collection, from 0.
    pub index: u32,
}

/// Why there is no PDF.
#[derive(Debug, Error)]
pub enum PdfError {
    /// The font file is none that can be used.
    #[error("the font can't be used")]
    Font,
    /// A page has no such size.
    #[error("no such page")]
    Page,
    /// It could not be put together.
    #[error("{0}")]
    Made(String),
}

impl PdfError {
    /// What to tell a person.
    #[must_use]
    pub fn text(&self) -> Text {
        say!("无法生成 PDF: {e}", "the PDF can't be made: {e}", e = self.to_string())
    }
}

/// The PDF of a sheet; a warning stands at the head of each page. The same bytes for the same sheet and typeface.
///
/// # Errors
/// When the typeface can't be used, or the file can't be put together.
pub fn pdf(sheet: &Sheet, warning: Option<&str>, typeface: Typeface) -> Result<Vec<u8>, PdfError> {
    let advances = advances(&typeface, &sheet.to_string())?;
    let font = Font::new(Data::from(typeface.data), typeface.index).ok_or(PdfError::Font)?;
    let titles = sheet.blocks.iter().take_while(|block| matches!(block, Block::Title(_)));
    let titles: usize = titles.map(|block| lines_of(block).len()).sum();
    let mut document = Document::new();
    document.set_metadata(metadata(sheet));
    for (number, lines) in (1..).zip(layout::pages(sheet)) {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or(PdfError::Page)?;
        let mut page = document.start_page_with(settings);
        let mut pen = Pen { surface: page.surface(), font: font.clone(), advances: &advances };
        let mut at = 0;
        for line in &lines {
            let top = CORNER.1 + at as f32 * LINE;
            if is_border(line) {
                pen.rule((across(UPRIGHTS[0]), top), (across(UPRIGHTS[2]), top));
            } else if number == 1 && at < titles {
                pen.title(top, line.trim());
                at += 1;
            } else {
                pen.line(top, line);
                at += 1;
            }
        }
        pen.mark(number);
        if let Some(words) = warning {
            pen.centred(WARNING, words, MARK_SIZE);
        }
    }
    document.finish().map_err(|error| PdfError::Made(format!("{error:?}")))
}

/// What the file says of itself; no time of making, which would make each print another file.
fn metadata(sheet: &Sheet) -> Metadata {
    let title = sheet.blocks.iter().filter_map(|block| match block {
        Block::Title(text) => Some(text.as_str()),
        _ => None,
    });
    Metadata::new()
        .title(title.collect::<Vec<_>>().join(" "))
        .language("zh-CN".into())
        .creation_date(DateTime::new(1970))
}

/// Puts text and lines on a page.
struct Pen<'a> {
    surface: Surface<'a>,
    font: Font,
    /// How wide each character is, of its size.
    advances: &'a HashMap<char, f32>,
}

/// Characters that stand together in a line.
#[derive(Default)]
struct Run {
    /// The cell that it begins in.
    cell: usize,
    /// How many it has.
    cells: usize,
    text: String,
}

impl Run {
    fn add(&mut self, cell: usize, cluster: &str) {
        if self.text.is_empty() {
            self.cell = cell;
        }
        self.cells += 1;
        self.text.push_str(cluster);
    }
}

/// How wide the characters of a text are in a typeface, of the size of the type.
fn advances(typeface: &Typeface, text: &str) -> Result<HashMap<char, f32>, PdfError> {
    let face = Face::parse(&typeface.data, typeface.index).map_err(|_| PdfError::Font)?;
    let em = f32::from(face.units_per_em());
    let wide = |c| face.glyph_hor_advance(face.glyph_index(c)?);
    Ok(text.chars().filter_map(|c| Some((c, f32::from(wide(c)?) / em))).collect())
}

impl Pen<'_> {
    fn title(&mut self, top: f32, line: &str) {
        let cells = width(line).max(1) as f32;
        self.centred(top + FOOT, line, TITLE_SIZE.min(TEXT_WIDTH * 2.0 / cells));
    }

    fn line(&mut self, top: f32, line: &str) {
        let form = line.starts_with("| ") && line.ends_with('|');
        let mut narrow = Run::default();
        let mut cell = 0;
        for (_, cluster, cells) in clusters(line) {
            let upright = form && cluster == "|" && UPRIGHTS.contains(&cell);
            if upright || cells != 1 || cluster.trim().is_empty() {
                self.run(std::mem::take(&mut narrow), top);
            }
            if upright {
                self.rule((across(cell), top), (across(cell), top + LINE));
            } else if cells == 1 && !cluster.trim().is_empty() {
                narrow.add(cell, cluster);
            } else if !cluster.trim().is_empty() {
                self.run(Run { cell, cells, text: cluster.to_owned() }, top);
            }
            cell += cells;
        }
        self.run(narrow, top);
    }

    /// What stands together, made smaller where it is wider than its cells: letters of a Chinese typeface often are, and its
    /// quotation marks have the width of a character.
    fn run(&mut self, run: Run, top: f32) {
        if run.text.is_empty() {
            return;
        }
        let advance: f32 = run.text.chars().map(|c| self.advances.get(&c).copied().unwrap_or(1.0)).sum();
        let size = BODY_SIZE.min(run.cells as f32 * CELL / advance.max(0.1));
        self.put(CORNER.0 + run.cell as f32 * CELL, top + FOOT, &run.text, size);
    }

    fn rule(&mut self, from: (f32, f32), to: (f32, f32)) {
        let mut path = PathBuilder::new();
        path.move_to(from.0, from.1);
        path.line_to(to.0, to.1);
        if let Some(path) = path.finish() {
            self.surface.set_stroke(Some(Stroke { width: RULE, ..Stroke::default() }));
            self.surface.draw_path(&path);
            self.surface.set_stroke(None);
        }
    }

    fn centred(&mut self, foot: f32, words: &str, size: f32) {
        let wide = width(words) as f32 * size / 2.0;
        self.put(CORNER.0 + (TEXT_WIDTH - wide) / 2.0, foot, words, size);
    }

    /// `— 1 —`: an odd one on the right, an even one on the left.
    fn mark(&mut self, number: usize) {
        let words = format!("— {number} —");
        let wide = width(&words) as f32 * MARK_SIZE / 2.0;
        let x = if number % 2 == 1 { CORNER.0 + TEXT_WIDTH - wide - MARK_SIZE } else { CORNER.0 + MARK_SIZE };
        self.put(x, MARK, &words, MARK_SIZE);
    }

    fn put(&mut self, x: f32, foot: f32, words: &str, size: f32) {
        let start = Point::from_xy(x, foot);
        self.surface.draw_text(start, self.font.clone(), size, words, false, TextDirection::LeftToRight);
    }
}

/// The middle of a cell from the left edge of the page.
fn across(cell: usize) -> f32 {
    CORNER.0 + (cell as f32 + 0.5) * CELL
}
