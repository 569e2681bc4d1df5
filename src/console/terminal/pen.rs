//! The pen: colours and attributes that the terminal writes with, and the shortest way from one to another.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// The attributes that we use; blinking and hidden text are never shown.
const USED: Modifier = Modifier::BOLD
    .union(Modifier::DIM)
    .union(Modifier::ITALIC)
    .union(Modifier::UNDERLINED)
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT);

/// The attributes that show on a blank too.
const ON_BLANKS: Modifier = Modifier::UNDERLINED.union(Modifier::REVERSED).union(Modifier::CROSSED_OUT);

/// Attribute, its code to set and its code to lift. Bold and dim are lifted together.
const CODES: [(Modifier, u8, u8); 6] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::REVERSED, 7, 27),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// What the terminal writes with. Colours are the numbers 0 to 15; `None` is the terminal's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Pen {
    fg: Option<u8>,
    bg: Option<u8>,
    attributes: Modifier,
}

impl Pen {
    /// The terminal's own colours, no attribute.
    pub(super) const PLAIN: Self = Self { fg: None, bg: None, attributes: Modifier::empty() };

    /// The pen for a cell. Without `colours` only the attributes stay. What doesn't show on a blank is left out,
    /// so that blanks that look the same are the same.
    pub(super) fn of(cell: &Cell, colours: bool) -> Self {
        let colour = |c| if colours { number(c) } else { None };
        let pen = Self { fg: colour(cell.fg), bg: colour(cell.bg), attributes: cell.modifier & USED };
        if cell.symbol() == " " && !pen.attributes.intersects(ON_BLANKS) {
            return Self { fg: None, bg: pen.bg, attributes: Modifier::empty() };
        }
        pen
    }

    /// Adds the bytes that turn this pen into `to`: from scratch or by the differences, whichever is shorter.
    pub(super) fn turn_into(self, to: Self, out: &mut Vec<u8>) {
        if self == to {
            return;
        }
        let differences = self.differences(to);
        let mut from_scratch = String::new();
        if to != Self::PLAIN {
            from_scratch.push_str("0;");
            from_scratch.push_str(&Self::PLAIN.differences(to));
        }
        let shorter = if from_scratch.len() <= differences.len() { &from_scratch } else { &differences };
        out.extend_from_slice(b"\x1b[");
        out.extend_from_slice(shorter.as_bytes());
        out.push(b'm');
    }

    fn differences(self, to: Self) -> String {
        let mut codes = Vec::new();
        let lifted = self.attributes - to.attributes;
        let mut have = self.attributes;
        for (attribute, _, lift) in CODES {
            if lifted.contains(attribute) && !codes.contains(&lift) {
                codes.push(lift);
            }
        }
        if codes.contains(&22) {
            have -= Modifier::BOLD | Modifier::DIM;
        }
        for (attribute, set, _) in CODES {
            if (to.attributes - have).contains(attribute) {
                codes.push(set);
            }
        }
        if self.fg != to.fg {
            codes.push(colour_code(to.fg, 30));
        }
        if self.bg != to.bg {
            codes.push(colour_code(to.bg, 40));
        }
        codes.iter().map(u8::to_string).collect::<Vec<_>>().join(";")
    }
}

const fn colour_code(number: Option<u8>, base: u8) -> u8 {
    match number {
        None => base + 9,
        Some(n @ 0..=7) => base + n,
        Some(n) => base + 60 + n - 8,
    }
}

/// The number of one of the 16 colours; any other is the terminal's own.
const fn number(colour: Color) -> Option<u8> {
    Some(match colour {
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Indexed(n @ 0..=15) => n,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Style;

    fn pen(style: Style) -> Pen {
        let mut cell = Cell::new("字");
        cell.set_style(style);
        Pen::of(&cell, true)
    }

    fn turned(from: Style, to: Style) -> String {
        let mut out = Vec::new();
        pen(from).turn_into(pen(to), &mut out);
        String::from_utf8(out).unwrap().replace('\x1b', "")
    }

    #[test]
    fn the_shorter_way_is_taken() {
        let plain = Style::new();
        assert_eq!(turned(plain, plain), "");
        assert_eq!(turned(plain, plain.bold().reversed()), "[1;7m");
        assert_eq!(turned(plain.bold().red(), plain), "[m");
        assert_eq!(turned(plain.bold().red(), plain.bold()), "[39m");
        assert_eq!(turned(plain.bold().dim(), plain.dim()), "[0;2m");
        assert_eq!(turned(plain.light_blue(), plain.on_red()), "[0;41m");
    }

    #[test]
    fn without_colours_the_attributes_stay() {
        let mut cell = Cell::new("字");
        cell.set_style(Style::new().red().on_blue().bold().reversed());
        assert_eq!(Pen::of(&cell, false).attributes, Modifier::BOLD | Modifier::REVERSED);
        assert_eq!((Pen::of(&cell, false).fg, Pen::of(&cell, false).bg), (None, None));
    }

    #[test]
    fn blanks_that_look_alike_are_alike() {
        let mut cell = Cell::EMPTY;
        cell.set_style(Style::new().red().bold());
        assert_eq!(Pen::of(&cell, true), Pen::PLAIN);
        cell.set_style(Style::new().underlined());
        assert_ne!(Pen::of(&cell, true), Pen::PLAIN);
    }
}
