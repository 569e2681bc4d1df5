//! Cleaning text that comes from outside: control characters and escape sequences never get in.
//!
//! Everything shown or stored that was typed, pasted, imported or read from a file goes through here first.

use std::borrow::Cow;

/// One clean line: escape sequences, control and invisible characters removed; line ends and tabs
/// become one space; trimmed.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim();
    if trimmed.chars().all(is_plain) {
        return Cow::Borrowed(trimmed);
    }
    Cow::Owned(strip(trimmed, " ").trim().to_owned())
}

/// Clean text of several lines: as [`clean`], but line ends are kept, each as one `\n`.
/// Spaces at the ends of lines and empty lines at the end go.
#[must_use]
pub fn clean_lines(text: &str) -> Cow<'_, str> {
    let ends_tidily = |line: &str| line.trim_end().len() == line.len();
    if text.chars().all(|c| c == '\n' || is_plain(c)) && text.split('\n').all(ends_tidily) {
        return Cow::Borrowed(text.trim_matches('\n'));
    }
    let stripped = strip(text, "\n");
    let lines: Vec<&str> = stripped.split('\n').map(str::trim_end).collect();
    Cow::Owned(lines.join("\n").trim_matches('\n').to_owned())
}

/// Whether a typed character may enter a field of text.
#[must_use]
pub fn may_type(c: char) -> bool {
    is_plain(c)
}

/// Full-width digits, letters, punctuation and spaces as their half-width twins, every dash as `-`:
/// for codes, dates and phone numbers, never for names.
#[must_use]
pub fn half_width(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(narrow).collect())
}

pub(super) fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' => '-',
        '\u{301c}' => '~',
        other => other,
    }
}

/// A code as people type it: half width, without spaces and invisible characters, letters upper case.
#[must_use]
pub fn compact(text: &str) -> String {
    let stripped = if text.chars().all(is_plain) { Cow::Borrowed(text) } else { Cow::Owned(strip(text, "")) };
    half_width(&stripped).chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect()
}

/// Whether a character can stand as it is: not a control, not invisible, not steering direction.
fn is_plain(c: char) -> bool {
    !c.is_control() && !is_line_end(c) && !is_invisible(c) && c != '\u{a0}'
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Zero-width, filling and tagging characters, and those that turn the direction of text.
/// Ideographic variation selectors stay: they tell forms of a rare character in a name apart.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180b}'..='\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
        | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}

/// Removes what is not plain; each line end becomes `line_end`, each tab a space.
fn strip(text: &str, line_end: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        rest = match c {
            '\u{1b}' => after_escape(after),
            '\u{9b}' => after_control_sequence(after),
            '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}' => after_control_string(after),
            '\r' if after.starts_with('\n') => after,
            '\t' | '\u{a0}' => {
                out.push(' ');
                after
            }
            c if is_line_end(c) => {
                out.push_str(line_end);
                after
            }
            c => {
                if is_plain(c) {
                    out.push(c);
                }
                after
            }
        };
    }
    out
}

/// What follows an escape sequence whose ESC was just read.
fn after_escape(rest: &str) -> &str {
    let Some(kind) = rest.chars().next() else { return rest };
    match kind {
        '[' => after_control_sequence(&rest[1..]),
        ']' | 'P' | 'X' | '^' | '_' => after_control_string(&rest[1..]),
        ' '..='~' => {
            let tail = rest.trim_start_matches(|c| matches!(c, ' '..='/'));
            tail.strip_prefix(|c| matches!(c, '0'..='~')).unwrap_or(tail)
        }
        _ => rest,
    }
}

/// CSI: parameters and intermediates, then one final byte.
fn after_control_sequence(rest: &str) -> &str {
    let tail = rest.trim_start_matches(|c| matches!(c, ' '..='?'));
    tail.strip_prefix(|c| matches!(c, '@'..='~')).unwrap_or(tail)
}

/// OSC, DCS and their like end at BEL or ST. One that never ends loses its opening only: without it,
/// the words are harmless, and nothing a person wrote is lost.
fn after_control_string(rest: &str) -> &str {
    let Some(at) = rest.find(['\u{7}', '\u{1b}', '\u{9c}']) else { return rest };
    let end = &rest[at..];
    if let Some(after) = end.strip_prefix("\u{1b}\\") {
        return after;
    }
    end.strip_prefix(['\u{7}', '\u{9c}']).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn escape_sequences_go_whole() {
        assert_eq!(clean("示例\u{1b}[31;1m学校\u{1b}[0m"), "示例学校");
        assert_eq!(clean("\u{1b}]0;title\u{7}示例\u{1b}]52;c;AAAA\u{1b}\\校"), "示例校");
        assert_eq!(clean("a\u{1b}Pq1;2\u{9c}b\u{9b}2Jc\u{1b}(Bd"), "abcd");
        assert_eq!(clean("示例\u{1b}]8;;http://x"), "示例8;;http://x");
        assert_eq!(clean("\u{1b}"), "");
    }

    #[test]
    fn invisible_and_turning_characters_go() {
        assert_eq!(clean("示\u{200b}例\u{202e}校\u{feff}\0"), "示例校");
    }

    #[test]
    fn lines_become_spaces_or_stay() {
        assert_eq!(clean(" 示例\r\n学校\t一部 "), "示例 学校 一部");
        assert_eq!(clean_lines("甲 \r\n乙\u{2028}丙\n\n"), "甲\n乙\n丙");
        assert!(matches!(clean("示例"), Cow::Borrowed(_)));
    }

    #[test]
    fn full_width_turns_half() {
        assert_eq!(half_width("１３９(Ａ)－〇　/"), "139(A)-〇 /");
        assert_eq!(compact(" 9165 9001ｍａ7700014c "), "91659001MA7700014C");
    }

    proptest! {
        #[test]
        fn nothing_unprintable_ever_stays(text in any::<String>(), tail in "[\u{1b}\u{9b}\u{9d}\\[\\]P\u{7}a;0m\n]*") {
            let text = text + &tail;
            let once = clean(&text).into_owned();
            prop_assert!(once.chars().all(is_plain));
            prop_assert_eq!(clean(&once), once.as_str());
            prop_assert!(clean_lines(&text).chars().all(|c| c == '\n' || is_plain(c)));
        }
    }
}
