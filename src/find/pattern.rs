//! One word of a query compiled against the dictionary, and matched against names and codes.
//!
//! Names are matched a bit for each character of the word, one table look-up for each character of the name,
//! so that a name costs some tens of nanoseconds whatever is typed.

use super::query::{Script, Word};
use super::symbols::{HAS_CODES, Symbol, Symbols, WORD_START, char_bit, letter_bit, pair_bit};

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

/// What a word is matched against.
pub(super) struct Candidate<'a> {
    pub(super) name: &'a [Symbol],
    pub(super) codes: &'a [u8],
    pub(super) mask: u128,
    pub(super) pairs: u128,
}

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
    /// Bits that an entry's mask has where all characters are there, and where any match may begin.
    all: u128,
    least: u128,
    /// Bits that the mask of the entry's codes has; all of them where codes aren't looked at.
    pairs: u128,
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
        let all = chars.iter().fold(0, |mask, c| mask | bit(*c));
        let in_codes =
            word.text().as_bytes().windows(2).fold(HAS_CODES, |mask, p| mask | pair_bit(p[0], p[1]));
        Self {
            text: word.text().to_owned(),
            script: word.script(),
            len: chars.len(),
            gaps_allowed: word.gaps_allowed(),
            inside_codes: word.inside_codes(),
            places,
            beginnings,
            all,
            least: if word.script() == Script::Han { all } else { chars.first().map_or(0, |c| bit(*c)) },
            pairs: if word.script() == Script::Code { in_codes } else { u128::MAX },
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether the word could stand in an entry with these masks; wrong only by allowing too much.
    pub(super) const fn possible(&self, mask: u128, pairs: u128) -> bool {
        (mask & self.least == self.least) | (pairs & self.pairs == self.pairs)
    }

    /// How much a word narrows things down: the sharper is matched first.
    pub(super) const fn sharpness(&self) -> (bool, usize) {
        (matches!(self.script, Script::Han), self.len)
    }

    /// The best way in which the word is in an entry, nothing between its characters.
    pub(super) fn find(&self, it: &Candidate<'_>, symbols: &Symbols) -> Option<Found> {
        let in_name = self.in_name(it, symbols);
        let look = match self.script {
            Script::Han => in_name.is_none() && self.all_in(it.mask),
            Script::Latin => false,
            Script::Code => it.pairs & self.pairs == self.pairs,
        };
        if look { in_name.max(self.in_codes(it.codes)) } else { in_name }
    }

    /// The same, and failing that, whether it is there with other characters between.
    pub(super) fn find_loosely(&self, it: &Candidate<'_>, symbols: &Symbols) -> Option<Found> {
        self.find(it, symbols).or_else(|| self.find_with_gaps(it))
    }

    /// Whether it is there with other characters between; a match with none between counts too.
    pub(super) fn find_with_gaps(&self, it: &Candidate<'_>) -> Option<Found> {
        let there = self.gaps_allowed && self.all_in(it.mask) && self.with_gaps(it.name);
        there.then(|| Found::at(Tier::Gaps, 0, it.name.len().saturating_sub(self.len)))
    }

    const fn all_in(&self, mask: u128) -> bool {
        mask & self.all == self.all
    }

    fn in_name(&self, it: &Candidate<'_>, symbols: &Symbols) -> Option<Found> {
        if mask_lacks(it.mask, self.least) {
            return None;
        }
        // Initials in a row are syllables cut short: what fails as syllables need not be tried as initials.
        let as_syllables = match self.script {
            Script::Latin | Script::Code if self.len > 1 => Some(self.as_syllables(it.name, symbols)?),
            _ => None,
        };
        let in_a_row = if self.all_in(it.mask) { self.in_a_row(it.name, symbols) } else { None };
        in_a_row.or(as_syllables)
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
        // With any gap at all it is cheaper to tell, and mostly the answer is no.
        let ever = name.iter().fold(0u64, |ever, symbol| ever | (ever << 1 | 1) & self.place(*symbol));
        if ever & last == 0 {
            return false;
        }
        let mut recent = [0u64; MOST_GAP + 1];
        for symbol in name {
            let before = recent.iter().fold(0, |all, one| all | one);
            let reached = (before << 1 | 1) & self.place(*symbol);
            if reached & last != 0 {
                return true;
            }
            recent.rotate_right(1);
            recent[0] = reached;
        }
        false
    }

    fn in_codes(&self, codes: &[u8]) -> Option<Found> {
        let typed = self.text.as_bytes();
        let mut found = None;
        for token in codes.split(|byte| *byte == b' ') {
            if token == typed && self.inside_codes {
                return Some(Found { tier: Tier::Code, close: u8::MAX });
            }
            if token.starts_with(typed) {
                found = Some(Found { tier: Tier::Inside, close: 254 });
                if !self.inside_codes {
                    break;
                }
            }
        }
        let inside = found.is_none() && self.inside_codes && contains(codes, typed);
        if inside { Some(Found { tier: Tier::Inside, close: 0 }) } else { found }
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

const fn mask_lacks(mask: u128, least: u128) -> bool {
    mask & least != least
}

/// Whether some bytes contain three or more others.
fn contains(all: &[u8], part: &[u8]) -> bool {
    let [a, b, c, ..] = *part else { return false };
    // Without an early exit the compiler looks at sixteen places at a time.
    let (firsts, seconds, thirds) = (all, all.get(1..).unwrap_or(&[]), all.get(2..).unwrap_or(&[]));
    let begins = firsts
        .iter()
        .zip(seconds)
        .zip(thirds)
        .fold(false, |any, ((x, y), z)| any | ((*x == a) & (*y == b) & (*z == c)));
    begins && all.windows(part.len()).any(|window| window == part)
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
