//! The card of an agency (来电速查) as it is drawn: each line with its topic and whom it may be told to.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::commands::desk::{Audience, Card, Tone};
use crate::console::theme::{Look, Meaning};
use crate::console::widgets::{after, put, row};
use crate::say;
use crate::text::cells;

/// A line of the card: its topic in front of the first piece, and the piece.
pub(super) type Piece = (String, String, Meaning);

/// The card's lines, wrapped.
pub(super) fn card_lines(card: Option<&Card>, width: usize, look: Look) -> Vec<Piece> {
    let Some(card) = card else { return Vec::new() };
    let topic = card.lines.iter().map(|l| cells::width(look.say(&l.topic.label()))).max().unwrap_or(0) + 2;
    let room = width.saturating_sub(topic).max(1);
    let mut pieces = Vec::new();
    for line in &card.lines {
        let meaning = match line.tone {
            Tone::Good => Meaning::Good,
            Tone::Plain => Meaning::Text,
            Tone::Warning => Meaning::Warning,
            Tone::Alert => Meaning::Alert,
        };
        let words = match line.audience {
            Audience::Anyone => line.text.clone(),
            limited => say!("[{a}] {t}", "[{a}] {t}", a = limited, t = line.text),
        };
        let label = cells::pad(look.say(&line.topic.label()), topic);
        for (number, piece) in cells::wrap(look.say(&words), room).into_iter().enumerate() {
            let lead = if number == 0 { label.clone() } else { " ".repeat(topic) };
            pieces.push((lead, piece.to_owned(), meaning));
        }
    }
    pieces
}

/// Draws the card as far as there is room.
pub(super) fn draw_card(card: Option<&Card>, area: Rect, buffer: &mut Buffer, look: Look) {
    let lines = card_lines(card, area.width.into(), look);
    let cut = lines.len() > usize::from(area.height);
    // The last row of a card that is cut says so.
    let shown = if cut { usize::from(area.height).saturating_sub(1) } else { lines.len() };
    for (number, (lead, piece, meaning)) in lines.iter().take(shown).enumerate() {
        let line = row(area, u16::try_from(number).unwrap_or(u16::MAX));
        let taken = put(buffer, line, lead, Meaning::Title);
        put(buffer, after(line, taken), piece, *meaning);
    }
    if cut {
        let rest = say!(
            "还有 {n} 行, Ctrl-O 打开",
            "{n} more lines: Ctrl-O opens the record",
            n = lines.len() - shown
        );
        put(buffer, row(area, area.height.saturating_sub(1)), look.say(&rest), Meaning::Muted);
    }
}
