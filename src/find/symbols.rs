//! The characters of an index, numbered: what is known of a character is kept once, not once a name.

use std::collections::HashMap;

use super::pinyin::readings;
use super::words::opens_word;

/// A character's number in the dictionary. The top bit of a stored one marks the start of a word.
pub(super) type Symbol = u16;
/// Marks a stored symbol at which a word of the name starts.
pub(super) const WORD_START: Symbol = 0x8000;
/// Stands for characters beyond the dictionary's room; it matches nothing.
const UNKNOWN: Symbol = 0;

/// Every distinct character of the indexed names, with its readings.
#[derive(Debug)]
pub(super) struct Symbols {
    /// Number of each character of the basic plane; `UNKNOWN` where not seen yet.
    plane: Box<[Symbol]>,
    beyond: HashMap<char, Symbol>,
    chars: Vec<char>,
    /// For each symbol where its syllables end in `of_symbol` (they start where the last ended).
    ends: Vec<u32>,
    of_symbol: Vec<u16>,
    /// Bits of [`letter_bit`] with which a reading begins.
    initials: Vec<u64>,
    /// Whether some known word begins with the character.
    opens: Vec<bool>,
    syllables: Vec<String>,
    syllable_ids: HashMap<String, u16>,
}

impl Symbols {
    pub(super) fn new() -> Self {
        Self {
            plane: vec![UNKNOWN; 0x1_0000].into_boxed_slice(),
            beyond: HashMap::new(),
            chars: vec!['\u{fffd}'],
            ends: vec![0],
            of_symbol: Vec::new(),
            initials: vec![0],
            opens: vec![false],
            syllables: Vec::new(),
            syllable_ids: HashMap::new(),
        }
    }

    /// The symbol of a folded character, if some name has it.
    pub(super) fn get(&self, c: char) -> Option<Symbol> {
        let symbol = match self.plane.get(c as usize) {
            Some(symbol) => *symbol,
            None => self.beyond.get(&c).copied().unwrap_or(UNKNOWN),
        };
        (symbol != UNKNOWN).then_some(symbol)
    }

    /// The symbol of a folded character, numbered now if it is new.
    pub(super) fn intern(&mut self, c: char) -> Symbol {
        if let Some(symbol) = self.get(c) {
            return symbol;
        }
        let symbol = match Symbol::try_from(self.chars.len()) {
            Ok(symbol) if symbol < WORD_START => symbol,
            _ => return UNKNOWN,
        };
        self.chars.push(c);
        let mut initials = 0;
        for reading in readings(c) {
            initials |= reading.bytes().next().map_or(0, letter_bit);
            let id = self.syllable(reading);
            self.of_symbol.push(id);
        }
        self.ends.push(u32::try_from(self.of_symbol.len()).unwrap_or(u32::MAX));
        self.initials.push(initials);
        self.opens.push(opens_word(c));
        match self.plane.get_mut(c as usize) {
            Some(place) => *place = symbol,
            None => {
                self.beyond.insert(c, symbol);
            }
        }
        symbol
    }

    /// Syllables are few (some 400), far below the room of a u16.
    fn syllable(&mut self, reading: String) -> u16 {
        if let Some(id) = self.syllable_ids.get(&reading) {
            return *id;
        }
        let id = u16::try_from(self.syllables.len()).unwrap_or(u16::MAX);
        self.syllables.push(reading.clone());
        self.syllable_ids.insert(reading, id);
        id
    }

    /// How many symbols there are, the unknown one included.
    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    pub(super) fn char(&self, symbol: Symbol) -> char {
        self.chars[usize::from(symbol & !WORD_START)]
    }

    pub(super) fn initials(&self, symbol: Symbol) -> u64 {
        self.initials[usize::from(symbol & !WORD_START)]
    }

    /// Whether a known word may begin here.
    pub(super) fn opens_word(&self, symbol: Symbol) -> bool {
        self.opens[usize::from(symbol & !WORD_START)]
    }

    /// The numbers of a symbol's syllables.
    pub(super) fn readings(&self, symbol: Symbol) -> &[u16] {
        let at = usize::from(symbol & !WORD_START);
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        &self.of_symbol[start..self.ends[at] as usize]
    }

    /// All syllables, by number.
    pub(super) fn syllables(&self) -> &[String] {
        &self.syllables
    }

    /// Bytes held, about.
    pub(super) fn bytes(&self) -> usize {
        self.plane.len() * 2 + self.chars.len() * 16 + self.of_symbol.len() * 2 + self.syllables.len() * 96
    }
}

/// One bit for each letter and digit, none for anything else.
pub(super) const fn letter_bit(byte: u8) -> u64 {
    match byte {
        b'a'..=b'z' => 1 << (byte - b'a'),
        b'0'..=b'9' => 1 << (26 + byte - b'0'),
        _ => 0,
    }
}

/// One of 92 bits for a character, beside the 36 of [`letter_bit`], in an entry's mask.
pub(super) fn char_bit(c: char) -> u128 {
    // A multiplicative hash: neighbours in the code table must not share bits.
    let hashed = u32::from(c).wrapping_mul(0x9e37_79b1) >> 16;
    1 << (36 + hashed % 92)
}

/// Stands in the mask of every entry that has codes.
pub(super) const HAS_CODES: u128 = 1 << 127;

/// One of 127 bits for two neighbouring bytes of a code.
pub(super) fn pair_bit(a: u8, b: u8) -> u128 {
    let hashed = (u32::from(a) << 8 | u32::from(b)).wrapping_mul(0x9e37_79b1) >> 16;
    1 << (hashed % 127)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_is_kept_once() {
        let mut symbols = Symbols::new();
        let first = symbols.intern('重');
        assert_eq!(symbols.intern('重'), first);
        assert_eq!(symbols.char(first | WORD_START), '重');
        let read: Vec<&str> =
            symbols.readings(first).iter().map(|id| symbols.syllables()[usize::from(*id)].as_str()).collect();
        assert!(read.contains(&"zhong") && read.contains(&"chong"));
        assert_eq!(symbols.initials(first) & letter_bit(b'c'), letter_bit(b'c'));
    }

    #[test]
    fn characters_beyond_the_basic_plane() {
        let mut symbols = Symbols::new();
        let rare = symbols.intern('𬭎');
        assert_eq!(symbols.get('𬭎'), Some(rare));
        assert_eq!(symbols.get('𬭐'), None);
    }
}
