//! One word of a query compiled against the dictionary, and matched against names and codes.
//!
//! Names are matched a bit for each character of the word, one table look-up for each character of the name,
//! so that a name costs some tens of nanoseconds whatever is typed.

use super::query::{Script, Word};
use super::symbols::{Symbol, Symbols, WORD_START, char_bit, letter_bit, pair_bit};

/// How a word was found, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tier {
    /// In order, with other characters between.
    Gaps = 1,
    /// As syllables, whole or cut short.
    Syllables,
    /// Somewhere inside the name, its initials or a code.
    Inside,
    /// As initials from the start of a word of the name.
    WordInitials,
    /// As initials from the start of the name.
    Initials,
    /// At the start of the name.
    Name,
    /// As a whole code or phone number.
    Code,
}

/// A word found in an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found {
    pub(super) tier: Tier,
    /// 0 to 255, more where it stands earlier and leaves less of the name over.
    pub(super) close: u8,
}

impl Found {
    fn at(tier: Tier, start: usize, over: usize) -> Self {
        let far = (start * 8 + over).min(255);
        Self { tier, close: 255 - u8::try_from(far).unwrap_or(u8::MAX) }
    }
}

/// Most characters of the name between two of a word found with gaps.
const MOST_GAP: usize = 4;
/// The longest syllable: zhuang.
const LONGEST_SYLLABLE: usize = 6;

/// A word ready to be matched.
pub(super) struct Pattern {
    text: String,
    script: Script,
    len: usize,
    gaps_allowed: bool,
    inside_codes: bool,
    /// For each symbol the places in the word where it can stand (as itself, or as an initial).
    places: Vec<u64>,
    /// For each syllable and length of its beginning, the places in the word where that beginning stands.
    beginnings: Vec<[u64; LONGEST_SYLLABLE]>,
    /// Bits that an entry's mask must have for the characters to be there, all of them or the first.
    all: u128,
    first: u128,
    /// Bits that the mask of the entry's codes must have.
    pairs: u64,
}

impl Pattern {
    pub(super) fn new(word: &Word, symbols: &Symbols) -> Self {
        let chars: Vec<char> = word.text().chars().collect();
        let bit = |c: char| match u8::try_from(c) {
            Ok(byte) if c.is_ascii() => u128::from(letter_bit(byte)),
            _ => char_bit(c),
        };
        let places = match word.script() {
            Script::Han => places_of_chars(&chars, symbols),
            Script::Latin | Script::Code => places_of_letters(word.text(), symbols),
        };
        let beginnings = match word.script() {
            Script::Han => Vec::new(),
            Script::Latin | Script::Code => beginnings(word.text(), symbols),
        };
        Self {
            text: word.text().to_owned(),
            script: word.script(),
            len: chars.len(),
            gaps_allowed: word.gaps_allowed(),
            inside_codes: word.inside_codes(),
            places,
            beginnings,
            all: chars.iter().fold(0, |mask, c| mask | bit(*c)),
            first: chars.first().map_or(0, |c| bit(*c)),
            pairs: word.text().as_bytes().windows(2).fold(0, |mask, p| mask | pair_bit(p[0], p[1])),
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether an entry with these masks can match at all; false positives are fine, false negatives aren't.
    pub(super) fn possible(&self, mask: u128, pairs: u64) -> bool {
        let least = if self.script == Script::Han { self.all } else { self.first };
        mask & least == least || self.in_codes_possible(pairs)
    }

    fn in_codes_possible(&self, pairs: u64) -> bool {
        self.script == Script::Code && pairs != 0 && pairs & self.pairs == self.pairs
    }

    /// The best way in which the word is in an entry.
    pub(super) fn find(
        &self,
        name: &[Symbol],
        codes: &str,
        mask: u128,
        pairs: u64,
        symbols: &Symbols,
    ) -> Option<Found> {
        let in_name = self.in_name(name, mask, symbols);
        let look = match self.script {
            Script::Han => in_name.is_none() && mask & self.all == self.all,
            Script::Latin => false,
            Script::Code => self.in_codes_possible(pairs),
        };
        if look { in_name.max(self.in_codes(codes)) } else { in_name }
    }

    fn in_name(&self, name: &[Symbol], mask: u128, symbols: &Symbols) -> Option<Found> {
        let all = mask & self.all == self.all;
        if all && let Some(found) = self.in_a_row(name, symbols) {
            return Some(found);
        }
        if self.script != Script::Han
            && mask & self.first == self.first
            && let Some(found) = self.as_syllables(name, symbols)
        {
            return Some(found);
        }
        let gaps = all && self.gaps_allowed && self.with_gaps(name);
        gaps.then(|| Found::at(Tier::Gaps, 0, name.len().saturating_sub(self.len)))
    }

    fn place(&self, symbol: Symbol) -> u64 {
        self.places.get(usize::from(symbol & !WORD_START)).copied().unwrap_or(0)
    }

    /// Each character of the word by one of the name, nothing between.
    fn in_a_row(&self, name: &[Symbol], symbols: &Symbols) -> Option<Found> {
        let last = 1u64 << (self.len - 1);
        let mut reached = 0u64;
        let mut found: Option<Found> = None;
        for (at, symbol) in name.iter().enumerate() {
            reached = (reached << 1 | 1) & self.place(*symbol);
            if reached & last == 0 {
                continue;
            }
            let start = at + 1 - self.len;
            let tier = self.tier_at(name, start, symbols);
            found = found.max(Some(Found::at(tier, start, name.len() - self.len)));
            if tier >= Tier::WordInitials {
                break;
            }
        }
        found
    }

    fn tier_at(&self, name: &[Symbol], start: usize, symbols: &Symbols) -> Tier {
        match (start, self.script) {
            (0, Script::Han) => Tier::Name,
            (0, _) => {
                let literal =
                    self.text.chars().zip(name).all(|(typed, symbol)| symbols.char(*symbol) == typed);
                if literal { Tier::Name } else { Tier::Initials }
            }
            (_, Script::Latin | Script::Code) if name[start] & WORD_START != 0 => Tier::WordInitials,
            _ => Tier::Inside,
        }
    }

    /// Syllables in a row, each whole or cut short: `shihezi`, `shihz`, `shhz`.
    fn as_syllables(&self, name: &[Symbol], symbols: &Symbols) -> Option<Found> {
        let done = 1u64 << self.len;
        let mut reached = 0u64;
        for (at, symbol) in name.iter().enumerate() {
            reached = self.one_more(reached | 1, *symbol, symbols);
            if reached & done != 0 {
                let from_start = at < self.len && self.starts_as_syllables(name, symbols);
                let start = if from_start { 0 } else { at.max(1) };
                return Some(Found::at(Tier::Syllables, start, name.len() - at - 1));
            }
        }
        None
    }

    fn starts_as_syllables(&self, name: &[Symbol], symbols: &Symbols) -> bool {
        let mut reached = 1u64;
        for symbol in name {
            reached = self.one_more(reached, *symbol, symbols);
            if reached & 1 << self.len != 0 || reached == 0 {
                break;
            }
        }
        reached & 1 << self.len != 0
    }

    /// The places reached in the word after one more character of the name has taken some letters.
    fn one_more(&self, from: u64, symbol: Symbol, symbols: &Symbols) -> u64 {
        if from & self.place(symbol) == 0 {
            return 0;
        }
        let mut next = 0;
        for reading in symbols.readings(symbol) {
            for (letters, places) in self.beginnings[usize::from(*reading)].iter().enumerate() {
                let taken = from & places;
                if taken == 0 {
                    break;
                }
                next |= taken << (letters + 1);
            }
        }
        next
    }

    /// In order, at most [`MOST_GAP`] characters of the name between two of the word.
    fn with_gaps(&self, name: &[Symbol]) -> bool {
        let last = 1u64 << (self.len - 1);
        let mut recent = [0u64; MOST_GAP + 1];
        for (at, symbol) in name.iter().enumerate() {
            let before = recent.iter().fold(0, |all, one| all | one);
            let reached = (before << 1 | 1) & self.place(*symbol);
            if reached & last != 0 {
                return true;
            }
            recent[at % recent.len()] = reached;
        }
        false
    }

    fn in_codes(&self, codes: &str) -> Option<Found> {
        let (codes, typed) = (codes.as_bytes(), self.text.as_bytes());
        let starts = codes.len().checked_sub(typed.len())?;
        let mut found = None;
        for start in 0..=starts {
            if codes[start] != typed[0] || &codes[start..start + typed.len()] != typed {
                continue;
            }
            let opens = start == 0 || codes[start - 1] == b' ';
            let closes = codes.get(start + typed.len()).is_none_or(|byte| *byte == b' ');
            if opens && closes {
                return Some(Found { tier: Tier::Code, close: u8::MAX });
            }
            if opens {
                found = found.max(Some(Found { tier: Tier::Inside, close: 254 }));
            } else if self.inside_codes {
                found = found.max(Some(Found { tier: Tier::Inside, close: 0 }));
            }
        }
        found
    }

    /// Writes the name as the fuzzy scorer should see it: for a word of letters, the initials that it uses.
    pub(super) fn write_choice(&self, name: &[Symbol], symbols: &Symbols, into: &mut String) {
        into.clear();
        for symbol in name {
            let place = self.place(*symbol);
            match self.text.as_bytes().get(place.trailing_zeros() as usize) {
                Some(letter) if self.script == Script::Latin && place != 0 => into.push(char::from(*letter)),
                _ => into.push(symbols.char(*symbol)),
            }
        }
    }
}

fn places_of_chars(chars: &[char], symbols: &Symbols) -> Vec<u64> {
    let mut places = vec![0; symbols.len()];
    for (at, c) in chars.iter().enumerate() {
        if let Some(symbol) = symbols.get(*c) {
            places[usize::from(symbol)] |= 1 << at;
        }
    }
    places
}

fn places_of_letters(word: &str, symbols: &Symbols) -> Vec<u64> {
    let mut of_letter = [0u64; 36];
    for (at, byte) in word.bytes().enumerate() {
        if let Some(place) = of_letter.get_mut(letter_bit(byte).trailing_zeros() as usize) {
            *place |= 1 << at;
        }
    }
    let all_places = |symbol: usize| {
        let mut initials = symbols.initials(u16::try_from(symbol).unwrap_or_default());
        let mut places = 0;
        while initials != 0 {
            places |= of_letter[initials.trailing_zeros() as usize];
            initials &= initials - 1;
        }
        places
    };
    (0..symbols.len()).map(all_places).collect()
}

fn beginnings(word: &str, symbols: &Symbols) -> Vec<[u64; LONGEST_SYLLABLE]> {
    let word = word.as_bytes();
    let of_syllable = |syllable: &String| {
        let syllable = syllable.as_bytes();
        let mut table = [0u64; LONGEST_SYLLABLE];
        for at in 0..word.len() {
            let same = word[at..].iter().zip(syllable).take_while(|(a, b)| a == b).count();
            for places in table.iter_mut().take(same) {
                *places |= 1 << at;
            }
        }
        table
    };
    symbols.syllables().iter().map(of_syllable).collect()
}
