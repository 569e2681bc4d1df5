//! From the bytes of a terminal to keys and pastes. Pure: it is fed bytes and told when time has passed.
//!
//! Written for slow links: a sequence may arrive in pieces, so an Esc alone becomes the Esc key only after
//! [`Decoder::patience`] has passed without another byte. Sequences that mean nothing to us, late replies of the
//! terminal among them, vanish instead of turning up as typed text.

use std::mem;
use std::time::Duration;

use super::Input;
use crate::console::keys::{Code, Key};
use crate::text::clean::clean_lines;

const ESC: u8 = 0x1b;
const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// The most that one paste may bring, in bytes; what is beyond is dropped.
const PASTE_LIMIT: usize = 1 << 20;

/// A paste whose end never comes is handed over after this much silence.
const PASTE_SILENCE: Duration = Duration::from_secs(2);

/// A character whose bytes stop coming is dropped after this much silence: slow links tear them.
const CHARACTER_SILENCE: Duration = Duration::from_secs(2);

/// The longest control sequence that is waited for, in bytes: no key is longer.
const SEQUENCE_LIMIT: usize = 64;

/// Turns bytes into [`Input`]. How the bytes are split over reads makes no difference.
#[derive(Debug)]
pub struct Decoder {
    pending: Vec<u8>,
    /// The paste that is being received.
    paste: Option<Vec<u8>>,
    escape_wait: Duration,
}

impl Decoder {
    /// `escape_wait`: how long an Esc may be the head of a sequence still on its way.
    #[must_use]
    pub const fn new(escape_wait: Duration) -> Self {
        Self { pending: Vec::new(), paste: None, escape_wait }
    }

    /// How long to wait for more bytes before calling [`expire`](Self::expire); `None`: nothing is unfinished.
    #[must_use]
    pub fn patience(&self) -> Option<Duration> {
        if self.paste.is_some() {
            Some(PASTE_SILENCE)
        } else {
            match self.pending[..] {
                [] => None,
                [ESC] | [ESC, ESC] => Some(self.escape_wait),
                // The head of a character: no key is like it, so nothing is held up by waiting long.
                [0x80..=0xff, ..] => Some(CHARACTER_SILENCE),
                // Certainly the head of something: dropping it too soon would turn its tail into typed text.
                _ => Some(self.escape_wait * 10),
            }
        }
    }

    /// Takes bytes as they come; what they amount to is added to `out`.
    pub fn feed(&mut self, bytes: &[u8], out: &mut Vec<Input>) {
        for &byte in bytes {
            if let Some(paste) = &mut self.paste {
                paste.push(byte);
                if paste.ends_with(PASTE_ENDS) {
                    paste.truncate(paste.len() - PASTE_ENDS.len());
                    self.finish_paste(out);
                } else if paste.len() > PASTE_LIMIT + PASTE_ENDS.len() {
                    // Keep the beginning, and enough of the end to recognise the mark.
                    paste.remove(PASTE_LIMIT);
                }
                continue;
            }
            self.pending.push(byte);
            self.parse(out);
        }
    }

    /// Time is up: what is unfinished will not be continued.
    pub fn expire(&mut self, out: &mut Vec<Input>) {
        if self.paste.is_some() {
            self.finish_paste(out);
        }
        match *mem::take(&mut self.pending) {
            [ESC] => out.push(Input::Key(Key::ESC)),
            [ESC, ESC] => out.extend([Input::Key(Key::ESC), Input::Key(Key::ESC)]),
            // Alt-[ and Alt-O look like the heads of sequences.
            [ESC, c @ (b'[' | b'O')] => out.push(Input::Key(Key { alt: true, ..Key::char(c.into()) })),
            _ => {}
        }
    }

    fn finish_paste(&mut self, out: &mut Vec<Input>) {
        let bytes = self.paste.take().unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n").replace('\r', "\n");
        out.push(Input::Paste(clean_lines(&text).into_owned()));
    }

    fn parse(&mut self, out: &mut Vec<Input>) {
        match parse(&self.pending) {
            Parsed::More => {}
            Parsed::Key(key) => {
                self.pending.clear();
                out.push(Input::Key(key));
            }
            Parsed::Nothing => self.pending.clear(),
            Parsed::PasteBegins => {
                self.pending.clear();
                self.paste = Some(Vec::new());
            }
            Parsed::Again { skip, key } => {
                out.extend(key.map(Input::Key));
                self.pending.drain(..skip);
                self.parse(out);
            }
        }
    }
}

/// What some bytes amount to.
enum Parsed {
    /// They are the beginning of something.
    More,
    Key(Key),
    /// They are whole, and mean nothing.
    Nothing,
    PasteBegins,
    /// The first `skip` bytes stand alone as `key` or as nothing; the rest is to be looked at anew.
    Again {
        skip: usize,
        key: Option<Key>,
    },
}

fn parse(bytes: &[u8]) -> Parsed {
    match bytes {
        [] | [ESC] | [ESC, b'[' | b'O'] | [ESC, ESC] | [ESC, ESC, b'[' | b'O'] => Parsed::More,
        [ESC, b'[', sequence @ ..] => control_sequence(sequence, bytes.len()),
        [ESC, b'O', last] => ss3(*last).map_or(Parsed::Nothing, Parsed::Key),
        // Some terminals send Alt with an arrow as Esc before the sequence.
        [ESC, ESC, b'[' | b'O', ..] => with_alt(parse(&bytes[1..])),
        [ESC, ESC, ..] => Parsed::Again { skip: 1, key: Some(Key::ESC) },
        [ESC, rest @ ..] => with_alt(single(rest)),
        _ => single(bytes),
    }
}

fn with_alt(parsed: Parsed) -> Parsed {
    match parsed {
        Parsed::Key(key) => Parsed::Key(Key { alt: true, ..key }),
        Parsed::Again { skip, key } => Parsed::Again { skip: skip + 1, key },
        other => other,
    }
}

/// A control character or a character of UTF-8.
fn single(bytes: &[u8]) -> Parsed {
    let [first, ..] = *bytes else { return Parsed::More };
    let key = match first {
        0 => Key::ctrl(' '),
        b'\r' | b'\n' => Key::ENTER,
        b'\t' => Key::TAB,
        // Ctrl-H is what many terminals send for the backspace key.
        0x08 | 0x7f => Key::BACKSPACE,
        0x01..=0x1a => Key::ctrl((first - 1 + b'a').into()),
        0x1c..=0x1f => Key::ctrl((first - 0x1c + b'\\').into()),
        0x20..0x80 => Key::char(first.into()),
        _ => return utf8(bytes),
    };
    Parsed::Key(key)
}

fn utf8(bytes: &[u8]) -> Parsed {
    match std::str::from_utf8(bytes) {
        Ok(text) => match text.chars().next() {
            Some(c) if !c.is_control() => Parsed::Key(Key::char(c)),
            _ => Parsed::Nothing,
        },
        Err(e) => match e.error_len() {
            None => Parsed::More,
            // A torn character is dropped; the byte that tore it may begin something else.
            Some(broken) => Parsed::Again { skip: broken, key: None },
        },
    }
}

/// After `Esc O`: arrows and F1 to F4 in application mode, and the keypad.
fn ss3(last: u8) -> Option<Key> {
    Some(match last {
        b'M' => Key::ENTER,
        b'j'..=b'y' => Key::char((last - 0x40).into()),
        _ => Key::plain(letter_code(last)?),
    })
}

/// After `Esc [`; `whole` is the length of all of it.
fn control_sequence(sequence: &[u8], whole: usize) -> Parsed {
    match *sequence {
        // The Linux console's F1 to F5.
        [b'['] => return Parsed::More,
        [b'[', last @ b'A'..=b'E'] => return Parsed::Key(Key::f(last - b'A' + 1)),
        _ => {}
    }
    let (last, parameters) = match sequence.split_last() {
        Some((last @ 0x40..=0x7e, parameters)) => (*last, parameters),
        Some((0x20..=0x3f, _)) if whole < SEQUENCE_LIMIT => return Parsed::More,
        // A byte that can't be in a sequence, Esc among them, begins something else.
        Some((_, before)) => return Parsed::Again { skip: whole - sequence.len() + before.len(), key: None },
        None => return Parsed::More,
    };
    if parameters.starts_with(b"<") || parameters.starts_with(b"?") || parameters.starts_with(b">") {
        return Parsed::Nothing;
    }
    let mut numbers = parameters.split(|b| *b == b';').map(number);
    let (first, second) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    match (last, first) {
        (b'~', 200) => Parsed::PasteBegins,
        (b'~', _) => tilde_code(first).map_or(Parsed::Nothing, |code| modified(code, second)),
        (b'Z', _) => Parsed::Key(Key::BACK_TAB),
        (b'u', _) => match u8::try_from(first) {
            Ok(byte) if byte < 0x80 => match single(&[byte]) {
                _ if byte == ESC => modified(Code::Esc, second),
                Parsed::Key(key) => modified(key.code, second),
                _ => Parsed::Nothing,
            },
            _ => char::from_u32(first).map_or(Parsed::Nothing, |c| modified(Code::Char(c), second)),
        },
        // With a first parameter other than 1 it is a reply, such as the position of the cursor.
        (_, 0 | 1) => letter_code(last).map_or(Parsed::Nothing, |code| modified(code, second)),
        _ => Parsed::Nothing,
    }
}

fn number(digits: &[u8]) -> u32 {
    std::str::from_utf8(digits).ok().and_then(|d| d.split(':').next()?.parse().ok()).unwrap_or(0)
}

/// A key with the modifiers as terminals number them: 1 and a bit each for Shift, Alt, Ctrl.
const fn modified(code: Code, number: u32) -> Parsed {
    let bits = number.saturating_sub(1);
    let shift = bits & 1 != 0 && !matches!(code, Code::Char(_));
    Parsed::Key(Key { code, shift, alt: bits & 2 != 0, ctrl: bits & 4 != 0 })
}

const fn letter_code(last: u8) -> Option<Code> {
    Some(match last {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'H' => Code::Home,
        b'F' => Code::End,
        b'P'..=b'S' => Code::F(last - b'P' + 1),
        _ => return None,
    })
}

fn tilde_code(first: u32) -> Option<Code> {
    Some(match first {
        1 | 7 => Code::Home,
        2 => Code::Insert,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PgUp,
        6 => Code::PgDn,
        // The numbers have gaps where the terminals of old had other keys.
        11..=15 => Code::F(first as u8 - 10),
        17..=21 => Code::F(first as u8 - 11),
        23..=26 => Code::F(first as u8 - 12),
        28..=29 => Code::F(first as u8 - 13),
        31..=34 => Code::F(first as u8 - 14),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decoder() -> Decoder {
        Decoder::new(Duration::from_millis(25))
    }

    fn keys(bytes: &[u8]) -> String {
        let (mut decoder, mut out) = (decoder(), Vec::new());
        decoder.feed(bytes, &mut out);
        decoder.expire(&mut out);
        let names = out.into_iter().map(|input| match input {
            Input::Key(key) => key.to_string(),
            other => format!("{other:?}"),
        });
        names.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn common_keys() {
        for (bytes, expected) in [
            (&b"a\r\t\x7f\x08"[..], "a Enter Tab Backspace Backspace"),
            (b"\x1b[A\x1bOB\x1b[1;5C\x1b[5~", "Up Down Ctrl-Right PgUp"),
            (b"\x1bOP\x1b[12~\x1b[[C\x1b[24~\x1b[1;2S", "F1 F2 F3 F12 Shift-F4"),
            (b"\x0c\x1a\0\x1f", "Ctrl-L Ctrl-Z Ctrl-Space Ctrl-_"),
            (b"\x1b", "Esc"),
            (b"\x1b\x1b", "Esc Esc"),
            (b"\x1bx\x1b\x1b[A\x1b[", "Alt-x Alt-Up Alt-["),
            (b"\x1b\x1bx", "Esc Alt-x"),
            (b"\x1b[Z\x1b[3~\x1bOp\x1b[27u", "Shift-Tab Del 0 Esc"),
            ("示例：".as_bytes(), "示 例 ："),
        ] {
            assert_eq!(keys(bytes), expected, "{bytes:?}");
        }
    }

    #[test]
    fn replies_and_broken_text_are_no_keys() {
        assert_eq!(keys(b"\x1b[?62;22c\x1b[24;80R\x1b[<0;3;4Mx"), "x");
        assert_eq!(keys(b"\xe7\xa4a\xff\xfeb"), "a b");
        assert_eq!(keys(b"\x1b[12\x1b[A"), "Up");
    }

    #[test]
    fn a_paste_is_one_text_without_controls_and_sequences() {
        assert_eq!(
            keys(b"\x1b[200~a\r\nb\x1b[31m\rc\x07\x1b[201~q"),
            format!("{:?} q", Input::Paste("a\nb\nc".into()))
        );
        assert_eq!(keys(b"\x1b[200~cut off"), format!("{:?}", Input::Paste("cut off".into())));
    }

    #[test]
    fn only_the_unfinished_is_waited_for() {
        let (mut decoder, mut out) = (decoder(), Vec::new());
        assert_eq!(decoder.patience(), None);
        decoder.feed(b"\x1b", &mut out);
        assert_eq!((decoder.patience(), out.len()), (Some(Duration::from_millis(25)), 0));
        decoder.feed(b"[", &mut out);
        assert_eq!(decoder.patience(), Some(Duration::from_millis(250)));
        decoder.feed(b"A", &mut out);
        assert_eq!((decoder.patience(), &out[..]), (None, &[Input::Key(Key::UP)][..]));
        // The bytes of a character may come far apart: no key looks like its head.
        decoder.feed(&"案".as_bytes()[..1], &mut out);
        assert_eq!(decoder.patience(), Some(Duration::from_secs(2)));
        decoder.feed(&"案".as_bytes()[1..], &mut out);
        assert_eq!(out.last(), Some(&Input::Key(Key::char('案'))));
    }

    proptest! {
        #[test]
        fn splitting_makes_no_difference(
            parts in proptest::collection::vec(
                prop_oneof![
                    Just(b"\x1b".to_vec()), Just(b"\x1b[A".to_vec()), Just(b"\x1b[1;5D".to_vec()),
                    Just(b"\x1bOP".to_vec()), Just("示".as_bytes().to_vec()), Just(b"\x1b[200~".to_vec()),
                    Just(b"\x1b[201~".to_vec()), proptest::collection::vec(any::<u8>(), 0..4),
                ], 0..12),
            cuts in proptest::collection::vec(0usize..60, 0..8),
        ) {
            let bytes = parts.concat();
            let (mut decoder, mut out) = (decoder(), Vec::new());
            let (mut whole, mut expected) = (super::tests::decoder(), Vec::new());
            whole.feed(&bytes, &mut expected);
            whole.expire(&mut expected);
            let mut cuts: Vec<_> = cuts.into_iter().map(|c| c.min(bytes.len())).collect();
            cuts.sort_unstable();
            let mut from = 0;
            for to in cuts.into_iter().chain([bytes.len()]) {
                decoder.feed(&bytes[from..to], &mut out);
                from = to;
            }
            decoder.expire(&mut out);
            prop_assert_eq!(out, expected);
        }
    }
}
