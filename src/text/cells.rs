//! Measuring, cutting, padding and wrapping text by terminal cells: the only place that counts them.
//!
//! A cell is one column of the terminal. Everything goes by grapheme clusters (what a reader takes for one
//! character), so no accent is torn from its letter and no 汉字 is cut in half. No I/O, no knowledge of the rest.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What stands for the words that were cut off: ASCII, one cell in every terminal.
pub const CUT_MARK: &str = "~";

/// How wide the terminal draws characters of ambiguous width (box drawing, `·`, `①`, ...).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ambiguous {
    /// One cell: most terminals.
    #[default]
    Narrow,
    /// Two cells: some Chinese terminals.
    Wide,
}

/// Cells of a text, ambiguous characters taken as one cell. Control characters take none.
#[must_use]
pub fn width(text: &str) -> usize {
    width_in(text, Ambiguous::Narrow)
}

/// Cells of a text in a terminal of the given kind.
#[must_use]
pub fn width_in(text: &str, ambiguous: Ambiguous) -> usize {
    if text.is_ascii() {
        return text.bytes().filter(|b| !b.is_ascii_control()).count();
    }
    text.graphemes(true).map(|cluster| cluster_width(cluster, ambiguous)).sum()
}

/// Whether a character is one cell wide in some terminals and two in others.
/// No text of the interface may contain such a character.
#[must_use]
pub fn is_ambiguous(c: char) -> bool {
    c.width() != c.width_cjk()
}

/// The clusters of a text, each with the byte where it begins and its cells.
pub fn clusters(text: &str) -> impl Iterator<Item = (usize, &str, usize)> {
    text.grapheme_indices(true).map(|(at, cluster)| (at, cluster, cluster_width(cluster, Ambiguous::Narrow)))
}

/// The longest beginning of a text that takes at most `cells`: never half a character.
#[must_use]
pub fn cut(text: &str, cells: usize) -> &str {
    let mut used = 0;
    for (at, _, wide) in clusters(text) {
        if used + wide > cells {
            return &text[..at];
        }
        used += wide;
    }
    text
}

/// The text in exactly `cells`: padded with spaces on the right, or cut with [`CUT_MARK`].
#[must_use]
pub fn fit(text: &str, cells: usize) -> String {
    pad(&shorten(text, cells), cells)
}

/// As [`fit`], but padded on the left: for numbers.
#[must_use]
pub fn fit_right(text: &str, cells: usize) -> String {
    pad_left(&shorten(text, cells), cells)
}

/// The text in at most `cells`, with [`CUT_MARK`] at the end where it was cut.
#[must_use]
pub fn shorten(text: &str, cells: usize) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    match cells.checked_sub(CUT_MARK.len()) {
        Some(room) => format!("{}{CUT_MARK}", cut(text, room)),
        None => String::new(),
    }
}

/// The text with spaces after it, at least `cells` wide; longer texts stay as they are.
#[must_use]
pub fn pad(text: &str, cells: usize) -> String {
    format!("{text}{}", blanks(text, cells))
}

/// The text with spaces before it, at least `cells` wide; longer texts stay as they are.
#[must_use]
pub fn pad_left(text: &str, cells: usize) -> String {
    format!("{}{text}", blanks(text, cells))
}

/// The text in lines of at most `cells` (a single character wider than that stands alone).
///
/// Breaks at `\n`, after spaces, and beside any wide character, but never before a closing mark (，。」) nor
/// after an opening one (「（), unless a line has no other place. Spaces at a line's end are dropped.
/// An empty text gives one empty line.
#[must_use]
pub fn wrap(text: &str, cells: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        wrap_paragraph(paragraph.trim_end_matches('\r'), cells.max(1), &mut lines);
    }
    lines
}

fn wrap_paragraph<'a>(text: &'a str, cells: usize, lines: &mut Vec<&'a str>) {
    let (mut start, mut used, mut last_break) = (0, 0, 0);
    let mut before = None;
    for (at, cluster, wide) in clusters(text) {
        let kind = Kind::of(cluster, wide);
        if before.is_some_and(|b| may_break(b, kind)) {
            last_break = at;
        }
        while used + wide > cells && at > start && kind != Kind::Space {
            let end = if last_break > start { last_break } else { at };
            lines.push(text[start..end].trim_end());
            start = end;
            used = width(&text[start..at]);
        }
        used += wide;
        before = Some(kind);
    }
    lines.push(text[start..].trim_end());
}

/// What line breaking needs to know of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Space,
    Open,
    Close,
    /// An ASCII closing mark: inside a word (3.5) it holds the word together.
    Mark,
    Wide,
    Word,
}

impl Kind {
    fn of(cluster: &str, wide: usize) -> Self {
        match cluster.chars().next() {
            Some(' ' | '\t' | '\u{3000}') => Self::Space,
            Some(c) if "（《〈「『【〔〖“‘([{".contains(c) => Self::Open,
            Some(c) if "，。、；：？！）》〉」』】〕〗”’…％·～".contains(c) => {
                Self::Close
            }
            Some(c) if ",.;:?!)]}%".contains(c) => Self::Mark,
            _ if wide > 1 => Self::Wide,
            _ => Self::Word,
        }
    }
}

fn may_break(before: Kind, after: Kind) -> bool {
    match (before, after) {
        (_, Kind::Space | Kind::Close | Kind::Mark) | (Kind::Open, _) => false,
        (Kind::Space, _) => true,
        (Kind::Word | Kind::Mark, Kind::Word) => false,
        _ => true,
    }
}

fn cluster_width(cluster: &str, ambiguous: Ambiguous) -> usize {
    if cluster.contains(char::is_control) {
        return 0;
    }
    // Terminals draw the half-width voicing marks in a cell of their own, whatever Unicode calls them.
    let marks = cluster.matches(['\u{FF9E}', '\u{FF9F}']).count();
    marks
        + match ambiguous {
            Ambiguous::Narrow => cluster.width(),
            Ambiguous::Wide => cluster.width_cjk(),
        }
}

fn blanks(text: &str, cells: usize) -> String {
    " ".repeat(cells.saturating_sub(width(text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn chinese_takes_two_cells() {
        assert_eq!(width("示例ab"), 6);
        assert_eq!(width("e\u{301}"), 1);
        assert_eq!(width("a\u{1b}b\n"), 2);
    }

    #[test]
    fn ambiguous_characters_are_known() {
        assert_eq!(width_in("─", Ambiguous::Wide), 2);
        for c in ['─', '·', '①', '“', '…', '●'] {
            assert!(is_ambiguous(c), "{c}");
        }
        for c in ['「', '示', '~', '，', 'a'] {
            assert!(!is_ambiguous(c), "{c}");
        }
    }

    #[test]
    fn cut_never_halves() {
        assert_eq!(cut("示例", 3), "示");
        assert_eq!(cut("示例", 1), "");
        assert_eq!(fit("示例学校", 6), "示例~ ");
        assert_eq!(fit("示例", 6), "示例  ");
        assert_eq!(fit_right("12", 4), "  12");
        assert_eq!(fit("示", 0), "");
    }

    #[test]
    fn wrap_keeps_marks_with_their_words() {
        assert_eq!(wrap("示例学校，停办。", 8), ["示例学", "校，停", "办。"]);
        assert_eq!(wrap("见「示例」一文", 4), ["见", "「示", "例」", "一文"]);
        assert_eq!(wrap("hello 示例 world", 8), ["hello 示", "例 world"]);
        assert_eq!(wrap("one two", 3), ["one", "two"]);
        assert_eq!(wrap("示例 3.5", 7), ["示例", "3.5"]);
        assert_eq!(wrap("abcdefg", 3), ["abc", "def", "g"]);
        assert_eq!(wrap("a\n\nb", 9), ["a", "", "b"]);
        assert_eq!(wrap("", 9), [""]);
    }

    /// Text as it comes: Chinese, Latin, marks, spaces, joined and combining characters, controls.
    fn any_text() -> impl Strategy<Value = String> {
        proptest::collection::vec(
            prop_oneof![
                "[ -~]{0,6}",
                "[\u{4e00}-\u{4fff}]{0,6}",
                "[，。「」（）、·…“”\u{3000}]{0,3}",
                Just("e\u{301}".to_owned()),
                Just("👩\u{200d}👧".to_owned()),
                Just("\n".to_owned()),
                any::<char>().prop_map(String::from),
            ],
            0..12,
        )
        .prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn fit_is_exact(text in any_text(), cells in 0usize..40) {
            prop_assert_eq!(width(&fit(&text, cells)), cells);
            prop_assert_eq!(width(&fit_right(&text, cells)), cells);
        }

        #[test]
        fn cut_is_longest_beginning(text in any_text(), cells in 0usize..40) {
            let head = cut(&text, cells);
            prop_assert!(text.starts_with(head) && width(head) <= cells);
            if let Some((_, _, next)) = clusters(&text[head.len()..]).next() {
                prop_assert!(width(head) + next > cells);
            }
        }

        #[test]
        fn wrapped_lines_fit_and_lose_nothing(text in any_text(), cells in 1usize..30) {
            let lines = wrap(&text, cells);
            for line in &lines {
                prop_assert!(width(line) <= cells || clusters(line).filter(|c| c.2 > 0).count() == 1, "{:?}", line);
            }
            let bare = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(bare(&lines.concat()), bare(&text));
        }
    }
}
