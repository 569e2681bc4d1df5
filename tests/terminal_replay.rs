//! What is written to the terminal, replayed through a terminal emulator, must show what the frames say; and it
//! must be few bytes.

use anjuan::console::terminal::{Record, Screen};
use anjuan::text::cells::{Ambiguous, pad, width};
use proptest::prelude::*;
use ratatui::Frame;
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::{Rect, Size};
use ratatui::style::{Color, Modifier, Style};
use ratatui::widgets::{Block, Clear, Widget};

/// A screen together with the emulator that shows what it wrote.
struct Replay {
    screen: Screen<Record>,
    emulator: vt100::Parser,
}

impl Replay {
    fn new(width: u16, height: u16) -> Self {
        Self::with(width, height, true, Ambiguous::Narrow)
    }

    fn with(width: u16, height: u16, colours: bool, ambiguous: Ambiguous) -> Self {
        let record = Record { written: Vec::new(), size: Size::new(width, height) };
        let mut emulator = vt100::Parser::new(height, width, 0);
        // A new screen must not rely on the terminal's being empty.
        emulator.process("前一个程序留下的字 ".repeat(99).as_bytes());
        emulator.process(b"\x1b[?25l\x1b[31;7m");
        Self { screen: Screen::new(record, colours, ambiguous).unwrap(), emulator }
    }

    fn resize(&mut self, width: u16, height: u16) {
        self.screen.output().size = Size::new(width, height);
        self.emulator.screen_mut().set_size(height, width);
    }

    /// Draws; returns the bytes written and the frame that was meant.
    fn draw(&mut self, view: impl FnOnce(&mut Frame<'_>)) -> (Vec<u8>, Buffer) {
        let mut meant = Buffer::default();
        self.screen
            .draw(|frame| {
                view(frame);
                meant = frame.buffer_mut().clone();
            })
            .unwrap();
        let written = std::mem::take(&mut self.screen.output().written);
        self.emulator.process(&written);
        (written, meant)
    }

    /// Where emulator and frame differ first.
    fn difference(&self, meant: &Buffer, colours: bool) -> Option<String> {
        let screen = self.emulator.screen();
        let (mut x, mut y) = (0, 0);
        while y < meant.area.height {
            let cell = &meant[(x, y)];
            let wide = cell.cell_width() == 2;
            let whole = !wide || (x + 1 < meant.area.width && meant[(x + 1, y)].symbol() == " ");
            let symbol = if whole { cell.symbol() } else { " " };
            let shown = screen.cell(y, x).unwrap();
            let said = if shown.has_contents() { shown.contents() } else { " " };
            let reversed = cell.modifier.contains(Modifier::REVERSED);
            let underlined = cell.modifier.contains(Modifier::UNDERLINED);
            let mut same = said == symbol
                && shown.is_wide() == (wide && whole)
                && shown.inverse() == reversed
                && shown.underline() == underlined
                && shown.bgcolor() == colour(cell.bg, colours);
            if symbol != " " {
                same &= shown.fgcolor() == colour(cell.fg, colours)
                    && shown.bold() == cell.modifier.contains(Modifier::BOLD);
            }
            if !same {
                return Some(format!("at {x},{y}: meant {cell:?}, shown {shown:?}"));
            }
            x += if wide && whole { 2 } else { 1 };
            if x >= meant.area.width {
                (x, y) = (0, y + 1);
            }
        }
        None
    }
}

fn colour(colour: Color, colours: bool) -> vt100::Color {
    match colour {
        Color::Red if colours => vt100::Color::Idx(1),
        Color::Blue if colours => vt100::Color::Idx(4),
        Color::LightYellow if colours => vt100::Color::Idx(11),
        _ => vt100::Color::Default,
    }
}

/// One thing that is drawn.
#[derive(Debug, Clone)]
enum Stroke {
    Text { x: u16, y: u16, words: String, style: Style },
    Popup(Rect),
    Shade(Rect, Style),
}

impl Stroke {
    fn draw(&self, buffer: &mut Buffer) {
        match self {
            Self::Text { x, y, words, style } if buffer.area.contains((*x, *y).into()) => {
                buffer.set_string(*x, *y, words, *style);
            }
            Self::Text { .. } => {}
            Self::Popup(area) => {
                let area = area.intersection(buffer.area);
                Clear.render(area, buffer);
                Block::bordered().title("示例").render(area, buffer);
            }
            Self::Shade(area, style) => buffer.set_style(*area, *style),
        }
    }
}

fn any_style() -> impl Strategy<Value = Style> {
    let colours = [Color::Reset, Color::Red, Color::Blue, Color::LightYellow];
    let modifiers = [Modifier::empty(), Modifier::BOLD, Modifier::REVERSED, Modifier::UNDERLINED];
    (0usize..4, 0usize..4, 0usize..4)
        .prop_map(move |(fg, bg, m)| Style::new().fg(colours[fg]).bg(colours[bg]).add_modifier(modifiers[m]))
}

fn any_words() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[a-z ]{1,8}",
        "[\u{4e00}-\u{4fff}]{1,12}",
        "[，。（）「」]{1,2}",
        "[─│·①]{1,4}",
        Just("e\u{301}".to_owned()),
    ];
    proptest::collection::vec(part, 1..6).prop_map(|parts| parts.concat())
}

fn any_rect() -> impl Strategy<Value = Rect> {
    (0u16..50, 0u16..14, 1u16..30, 1u16..8).prop_map(|(x, y, w, h)| Rect::new(x, y, w, h))
}

fn any_stroke() -> impl Strategy<Value = Stroke> {
    prop_oneof![
        6 => (0u16..50, 0u16..14, any_words(), any_style())
            .prop_map(|(x, y, words, style)| Stroke::Text { x, y, words, style }),
        1 => any_rect().prop_map(Stroke::Popup),
        1 => (any_rect(), any_style()).prop_map(|(rect, style)| Stroke::Shade(rect, style)),
    ]
}

/// A frame: its strokes, moved up by some rows, and where the cursor is.
#[derive(Debug, Clone)]
struct Scene {
    strokes: Vec<Stroke>,
    cursor: Option<(u16, u16)>,
    size: Option<(u16, u16)>,
}

fn any_scenes() -> impl Strategy<Value = Vec<Scene>> {
    let scene = (
        proptest::collection::vec(any_stroke(), 0..12),
        proptest::option::of((0u16..50, 0u16..14)),
        proptest::option::weighted(0.15, (1u16..50, 1u16..14)),
    )
        .prop_map(|(strokes, cursor, size)| Scene { strokes, cursor, size });
    proptest::collection::vec(scene, 1..6)
}

proptest! {
    #[test]
    fn emulator_shows_what_frames_say(scenes in any_scenes(), colours: bool, wide: bool) {
        let ambiguous = if wide { Ambiguous::Wide } else { Ambiguous::Narrow };
        let mut replay = Replay::with(50, 14, colours, ambiguous);
        let mut kept: Vec<Stroke> = Vec::new();
        for scene in scenes {
            if let Some((width, height)) = scene.size {
                replay.resize(width, height);
            }
            kept.extend(scene.strokes);
            let (_, meant) = replay.draw(|frame| {
                for stroke in &kept {
                    stroke.draw(frame.buffer_mut());
                }
                if let Some(at) = scene.cursor {
                    frame.set_cursor_position(at);
                }
            });
            prop_assert_eq!(replay.difference(&meant, colours), None);
            let screen = replay.emulator.screen();
            prop_assert_eq!(screen.hide_cursor(), scene.cursor.is_none());
            if let Some((x, y)) = scene.cursor.filter(|at| meant.area.contains((*at).into())) {
                prop_assert_eq!(screen.cursor_position(), (y, x));
            }
        }
    }

    #[test]
    fn scrolled_lists_stay_right(moves in proptest::collection::vec(-9i32..10, 1..12), shaded: bool) {
        let mut replay = Replay::new(40, 12);
        let mut first = 100;
        for by in moves {
            first += by;
            let (_, meant) = replay.draw(|frame| list(frame, first, first + 3, shaded));
            prop_assert_eq!(replay.difference(&meant, true), None);
        }
    }
}

/// A list between two bars, as on most screens.
fn list(frame: &mut Frame<'_>, first: i32, selected: i32, shaded: bool) {
    let area = frame.area();
    let buffer = frame.buffer_mut();
    buffer.set_string(0, 0, pad("案卷 第八师石河子市 示例", area.width.into()), Style::new().bold());
    for y in 1..area.height.saturating_sub(1) {
        let number = first + i32::from(y);
        let row: String = (0..i32::from(area.width) / 2)
            .filter_map(|x| char::from_u32(0x4e00 + (number * 37 + x * 11).rem_euclid(20_000) as u32))
            .collect();
        let style = if shaded && y % 2 == 0 { Style::new().on_blue() } else { Style::new() };
        buffer.set_string(0, y, row, style);
        if number == selected {
            buffer.set_style(Rect::new(0, y, 24, 1), Style::new().reversed());
        }
    }
    buffer.set_string(0, area.bottom() - 1, "Enter 打开  a 办理  ? 键位", Style::new());
}

/// The console at its usual size, full of Chinese, drawn once.
fn full_console() -> (Replay, usize) {
    let mut replay = Replay::new(80, 24);
    let (first_paint, _) = replay.draw(|frame| list(frame, 0, 5, false));
    (replay, first_paint.len())
}

#[test]
fn frames_cost_few_bytes() {
    let (mut replay, first_paint) = full_console();
    assert!(first_paint <= 8000, "first paint {first_paint}");
    let (unchanged, _) = replay.draw(|frame| list(frame, 0, 5, false));
    assert_eq!(unchanged.len(), 0, "redraw without a change");
    let (cursor, _) = replay.draw(|frame| list(frame, 0, 6, false));
    assert!(cursor.len() <= 400, "cursor move {}", cursor.len());
    let (scroll, meant) = replay.draw(|frame| list(frame, 1, 6, false));
    assert!(scroll.len() <= 600, "scroll by one {}", scroll.len());
    assert_eq!(replay.difference(&meant, true), None);
    eprintln!("bytes: first paint {first_paint}, cursor {}, scroll {}", cursor.len(), scroll.len());
}

#[test]
fn a_typed_character_costs_few_bytes() {
    let mut replay = Replay::new(80, 24);
    let mut typed = "示例".to_owned();
    for _ in 0..3 {
        let (written, _) = replay.draw(|frame| {
            list(frame, 0, 5, false);
            frame.buffer_mut().set_string(4, 12, &typed, Style::new());
            frame.set_cursor_position((4 + width(&typed) as u16, 12));
        });
        if width(&typed) > 4 {
            assert!(written.len() <= 80, "{} bytes", written.len());
            eprintln!("bytes: typed character {}", written.len());
        }
        typed.push('校');
    }
}

#[test]
fn a_forgotten_screen_is_written_whole() {
    let (mut replay, _) = full_console();
    replay.emulator.process("\x1b[m\x1b[2J别的程序写的字".as_bytes());
    replay.screen.redraw_all();
    let (_, meant) = replay.draw(|frame| list(frame, 0, 5, false));
    assert_eq!(replay.difference(&meant, true), None);
}

#[test]
fn no_control_character_reaches_the_terminal() {
    let mut replay = Replay::new(20, 2);
    let (written, _) = replay.draw(|frame| {
        frame.buffer_mut()[(0, 0)].set_symbol("\x1b]0;title\x07");
        frame.buffer_mut()[(1, 0)].set_symbol("a");
    });
    assert!(!String::from_utf8(written).unwrap().contains("title"));
}
