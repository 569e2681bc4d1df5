//! Freezing a document when it is issued: its canonical text and the hash of it.

use super::parts::Content;
use super::render::{GAP, RenderError, render_with};
use super::sheet::{Block, Sheet};
use crate::records::document::DocumentKind;
use crate::say;
use crate::text::Text;
use crate::text::cells::shorten;
use crate::text::hash::fingerprint;

/// Cells of a line's words where a gap in it is named.
const LONGEST: usize = 40;

/// A document as it was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    /// Its kind.
    pub kind: DocumentKind,
    /// The canonical text: a [`Sheet`](super::Sheet) in its markup.
    pub text: String,
    /// SHA-256 of the text in UTF-8, as 64 hexadecimal digits.
    pub sha256: String,
}

/// Why a document can't be issued.
#[derive(Debug)]
pub enum FreezeError {
    /// Required fields are empty; none is left out of the list.
    Incomplete(Vec<Text>),
    /// The template is at fault.
    Render(RenderError),
}

impl FreezeError {
    /// What to tell a person.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Incomplete(missing) => say!(
                "文书内容不全, 不能签发, 请补: {missing}",
                "the document is incomplete and can't be issued; fill in: {missing}",
                missing = Text::join(missing)
            ),
            Self::Render(error) => error.text(),
        }
    }
}

/// Puts a complete content into words for good.
///
/// # Errors
/// [`FreezeError::Incomplete`] when a required field, the number or the date is empty.
pub fn freeze<C: Content>(content: &C) -> Result<Frozen, FreezeError> {
    freeze_with(content, None)
}

/// As [`freeze`], with the template that a bureau put in the place of the shipped one, where it did.
///
/// # Errors
/// As [`freeze`].
pub fn freeze_with<C: Content>(content: &C, template: Option<&str>) -> Result<Frozen, FreezeError> {
    let mut missing = content.missing();
    missing.extend(content.not_issued());
    if !missing.is_empty() {
        return Err(FreezeError::Incomplete(missing));
    }
    let sheet = render_with(content, template).map_err(FreezeError::Render)?;
    let gaps = gaps(&sheet);
    if !gaps.is_empty() {
        return Err(FreezeError::Incomplete(gaps));
    }
    let text = sheet.to_string();
    Ok(Frozen { kind: content.kind(), sha256: fingerprint(text.as_bytes()), text })
}

/// What the template asked for and nobody gave: the lines that it stands in, each once. Nothing is issued with a gap, even
/// where no field is required by its kind.
fn gaps(sheet: &Sheet) -> Vec<Text> {
    let mut gaps: Vec<Text> = Vec::new();
    for block in &sheet.blocks {
        let place = match block {
            Block::Row { label, value } if value.contains(GAP) || label.contains(GAP) => label,
            Block::Title(text)
            | Block::Number(text)
            | Block::Addressee(text)
            | Block::Heading(text)
            | Block::Body(text)
            | Block::Signature(text)
            | Block::Date(text)
            | Block::Seal(text)
                if text.contains(GAP) =>
            {
                text
            }
            _ => continue,
        };
        let place = say!("「{p}」", "'{p}'", p = shorten(place, LONGEST));
        if !gaps.contains(&place) {
            gaps.push(place);
        }
    }
    gaps
}

/// Whether a frozen text still has its hash.
#[must_use]
pub fn is_unchanged(text: &str, sha256: &str) -> bool {
    fingerprint(text.as_bytes()) == sha256
}
