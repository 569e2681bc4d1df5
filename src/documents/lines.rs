//! Blocks of a document as lines of text, 56 cells wide: twenty-eight Chinese characters, as on the page.

use super::layout::WIDTH;
use super::sheet::Block;
use crate::text::cells::{pad, pad_left, width, wrap};

/// Cells left free on the right of signature and date: four characters.
const RIGHT: usize = 8;
/// Cells of a form's label: six characters.
const LABEL: usize = 12;
/// Cells of a form's value: the rest beside `| ` ` | ` ` |`.
const VALUE: usize = WIDTH - LABEL - 7;
/// The cells in which the lines of a form stand upright.
pub(super) const UPRIGHTS: [usize; 3] = [0, LABEL + 3, WIDTH - 1];
/// Two characters before a paragraph's first line.
const INDENT: &str = "\u{3000}\u{3000}";
/// Stands for the indent while a paragraph is wrapped, since spaces would invite a break.
const HELD: char = '囗';

/// The lines of one block, without the empty lines around it.
pub(super) fn lines_of(block: &Block) -> Vec<String> {
    match block {
        Block::Title(text) | Block::Number(text) => centred(text),
        Block::Addressee(text) => wrap(text, WIDTH).into_iter().map(str::to_owned).collect(),
        Block::Heading(text) | Block::Body(text) => paragraph(text),
        Block::Signature(text) | Block::Date(text) | Block::Seal(text) => on_the_right(text),
        Block::Row { label, value } => row(label, value),
    }
}

/// The border of a form, in ASCII: line-drawing characters are two cells wide in some terminals.
pub(super) fn border() -> String {
    format!("+{}+{}+", "-".repeat(LABEL + 2), "-".repeat(VALUE + 2))
}

/// Whether a line is a border of a form.
pub(super) fn is_border(line: &str) -> bool {
    line.starts_with("+-") && line.trim_matches(['+', '-']).is_empty()
}

fn centred(text: &str) -> Vec<String> {
    // A title of several lines keeps a margin of two characters on each side.
    let centre = |line: &str| format!("{}{line}", " ".repeat((WIDTH - width(line).min(WIDTH)) / 2));
    wrap(text, WIDTH - 8).into_iter().map(centre).collect()
}

fn on_the_right(text: &str) -> Vec<String> {
    wrap(text, WIDTH - RIGHT).into_iter().map(|line| pad_left(line, WIDTH - RIGHT)).collect()
}

fn paragraph(text: &str) -> Vec<String> {
    let held: String = [HELD, HELD].into_iter().chain(text.trim_start().chars()).collect();
    let mut lines: Vec<String> = wrap(&held, WIDTH).into_iter().map(str::to_owned).collect();
    if let Some(first) = lines.first_mut() {
        *first = first.replacen(HELD, "", 2);
        if first.is_empty() {
            // A first word longer than the line went to the next one, and takes the indent's place.
            lines.remove(0);
        } else {
            first.insert_str(0, INDENT);
        }
    }
    lines
}

fn row(label: &str, value: &str) -> Vec<String> {
    let (labels, values) = (wrap(label, LABEL), wrap(value, VALUE));
    (0..labels.len().max(values.len()))
        .map(|at| {
            let part = |lines: &[&str], cells| pad(lines.get(at).copied().unwrap_or_default(), cells);
            format!("| {} | {} |", part(&labels, LABEL), part(&values, VALUE))
        })
        .collect()
}
