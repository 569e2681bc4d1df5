//! Keys and their names: what the decoder makes, what bindings are written in, what hints show.
//!
//! One spelling everywhere: `F2`, `Ctrl-L`, `Alt-x`, `Shift-Tab`, `Enter`, `PgDn`, `Space`, `a`, `A`. No I/O.

use std::fmt;
use std::str::FromStr;

use crate::say;
use crate::text::Text;

/// A key without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// A character; with Shift it is the shifted character, with Ctrl the lower-case letter.
    Char(char),
    Enter,
    Esc,
    Tab,
    Backspace,
    Delete,
    Insert,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PgUp,
    PgDn,
    /// F1 to F24.
    F(u8),
}

/// A key press.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    pub code: Code,
    pub ctrl: bool,
    pub alt: bool,
    /// Never set for characters: there the character itself says it.
    pub shift: bool,
}

impl Key {
    pub const ENTER: Self = Self::plain(Code::Enter);
    pub const ESC: Self = Self::plain(Code::Esc);
    pub const TAB: Self = Self::plain(Code::Tab);
    pub const BACK_TAB: Self = Self { shift: true, ..Self::TAB };
    pub const UP: Self = Self::plain(Code::Up);
    pub const DOWN: Self = Self::plain(Code::Down);
    pub const LEFT: Self = Self::plain(Code::Left);
    pub const RIGHT: Self = Self::plain(Code::Right);
    pub const HOME: Self = Self::plain(Code::Home);
    pub const END: Self = Self::plain(Code::End);
    pub const PG_UP: Self = Self::plain(Code::PgUp);
    pub const PG_DN: Self = Self::plain(Code::PgDn);
    pub const BACKSPACE: Self = Self::plain(Code::Backspace);
    pub const DELETE: Self = Self::plain(Code::Delete);

    /// A key with no modifier.
    #[must_use]
    pub const fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// A character key.
    #[must_use]
    pub const fn char(c: char) -> Self {
        Self::plain(Code::Char(c))
    }

    /// A character with Ctrl held.
    #[must_use]
    pub const fn ctrl(c: char) -> Self {
        Self { ctrl: true, ..Self::char(c.to_ascii_lowercase()) }
    }

    /// A function key, F1 to F24.
    #[must_use]
    pub const fn f(number: u8) -> Self {
        Self::plain(Code::F(number))
    }

    /// The character that this key types into a text field, if it types one.
    #[must_use]
    pub const fn typed(self) -> Option<char> {
        match self {
            Self { code: Code::Char(c), ctrl: false, alt: false, .. } => Some(c),
            _ => None,
        }
    }
}

/// The key as bindings know it. Outside text fields an input method left on sends full-width characters
/// (`：` `？` `／` `ｊ` `１` `、`): they are taken for the keys that the person pressed. Inside a text field
/// nothing is changed.
#[must_use]
pub const fn normalise(key: Key, in_text_field: bool) -> Key {
    match key.code {
        Code::Char(c) if !in_text_field => Key { code: Code::Char(ascii_key(c)), ..key },
        _ => key,
    }
}

/// The ASCII key behind a character that a Chinese input method types.
const fn ascii_key(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => (c as u32 - 0xfee0) as u8 as char,
        '\u{3000}' => ' ',
        '。' => '.',
        // The key of the slash types the list comma in most Chinese input methods.
        '、' => '/',
        '《' => '<',
        '》' => '>',
        '【' | '「' => '[',
        '】' | '」' => ']',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        '·' => '`',
        '￥' => '$',
        _ => c,
    }
}

/// Names of the keys that are not characters.
const NAMES: [(Code, &str); 15] = [
    (Code::Enter, "Enter"),
    (Code::Esc, "Esc"),
    (Code::Tab, "Tab"),
    (Code::Backspace, "Backspace"),
    (Code::Delete, "Del"),
    (Code::Insert, "Ins"),
    (Code::Up, "Up"),
    (Code::Down, "Down"),
    (Code::Left, "Left"),
    (Code::Right, "Right"),
    (Code::Home, "Home"),
    (Code::End, "End"),
    (Code::PgUp, "PgUp"),
    (Code::PgDn, "PgDn"),
    (Code::Char(' '), "Space"),
];

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "Shift-")] {
            if held {
                f.write_str(name)?;
            }
        }
        match (self.code, NAMES.iter().find(|(code, _)| *code == self.code)) {
            (_, Some((_, name))) => f.write_str(name),
            (Code::F(number), _) => write!(f, "F{number}"),
            (Code::Char(c), _) if self.ctrl => write!(f, "{}", c.to_ascii_uppercase()),
            (Code::Char(c), _) => write!(f, "{c}"),
            _ => Ok(()),
        }
    }
}

impl FromStr for Key {
    type Err = Text;

    fn from_str(name: &str) -> Result<Self, Text> {
        let unknown = || say!("没有名为「{n}」的键", "there is no key named '{n}'", n = name);
        let (mut key, mut rest) = (Self::char(' '), name);
        for (prefix, held) in [("Ctrl-", &mut key.ctrl), ("Alt-", &mut key.alt), ("Shift-", &mut key.shift)] {
            if let Some(after) = rest.strip_prefix(prefix) {
                (*held, rest) = (true, after);
            }
        }
        key.code = code_of(rest).ok_or_else(unknown)?;
        if let Code::Char(c) = key.code {
            if key.shift {
                return Err(unknown());
            }
            if key.ctrl {
                key.code = Code::Char(c.to_ascii_lowercase());
            }
        }
        Ok(key)
    }
}

fn code_of(name: &str) -> Option<Code> {
    if let Some((code, _)) = NAMES.iter().find(|(_, n)| *n == name) {
        return Some(*code);
    }
    let mut chars = name.chars();
    match (chars.next()?, chars.as_str()) {
        (c, "") if !c.is_control() && c != ' ' => Some(Code::Char(c)),
        ('F', number) => number.parse().ok().filter(|n| (1..=24).contains(n)).map(Code::F),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_as_documented() {
        for (key, name) in [
            (Key::f(2), "F2"),
            (Key::ctrl('L'), "Ctrl-L"),
            (Key::BACK_TAB, "Shift-Tab"),
            (Key::PG_DN, "PgDn"),
            (Key::char('a'), "a"),
            (Key::char('A'), "A"),
            (Key::char(' '), "Space"),
            (Key::char('F'), "F"),
            (Key { alt: true, ..Key::char('-') }, "Alt--"),
        ] {
            assert_eq!(key.to_string(), name);
            assert_eq!(name.parse(), Ok(key));
        }
        for wrong in ["", "F0", "F25", "ctrl-L", "Shift-a", "Ctrl-", "ab", " "] {
            assert!(wrong.parse::<Key>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn full_width_keys_are_ascii_outside_fields() {
        for (typed, key) in
            [('：', ':'), ('？', '?'), ('／', '/'), ('ｊ', 'j'), ('ａ', 'a'), ('１', '1'), ('、', '/')]
        {
            assert_eq!(normalise(Key::char(typed), false), Key::char(key));
            assert_eq!(normalise(Key::char(typed), true), Key::char(typed));
        }
        assert_eq!(normalise(Key::char('示'), false), Key::char('示'));
    }

    fn any_key() -> impl Strategy<Value = Key> {
        let code = prop_oneof![
            any::<char>().prop_filter("printing", |c| !c.is_control()).prop_map(Code::Char),
            (1u8..=24).prop_map(Code::F),
            (0usize..NAMES.len()).prop_map(|i| NAMES[i].0),
        ];
        (code, any::<[bool; 3]>()).prop_map(|(code, [ctrl, alt, shift])| {
            let shift = shift && !matches!(code, Code::Char(_));
            let code = match code {
                Code::Char(c) if ctrl => Code::Char(c.to_ascii_lowercase()),
                code => code,
            };
            Key { code, ctrl, alt, shift }
        })
    }

    proptest! {
        #[test]
        fn every_name_reads_back(key in any_key()) {
            prop_assert_eq!(key.to_string().parse(), Ok(key));
        }
    }
}
