//! The finder's index in memory: names as symbols and codes as text in two arenas, a mask for each entry.
//!
//! Some 140 bytes an entry. What another process changed comes in by [`Index::upsert`] and [`Index::remove`].

use fuzzy_matcher::skim::SkimMatcherV2;

use super::fold::{Folded, fold, fold_codes};
use super::pattern::Candidate;
use super::search::Last;
use super::symbols::{HAS_CODES, Symbol, Symbols, WORD_START, char_bit, pair_bit};
use super::words::mark_words;

/// Characters of a name that are indexed.
const MOST_NAME: usize = 255;
/// Bytes of an entry's codes that are indexed.
const MOST_CODES: usize = 4_000;
/// Where a slot is no longer in use.
const GONE: u32 = u32::MAX;

/// One subject as it is handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'a> {
    /// Row number of the record; a hit gives it back.
    pub id: i64,
    /// Full name. 255 characters of it are looked at.
    pub name: &'a str,
    /// Credit code, agency code, filing number, phone numbers: parted by spaces.
    pub codes: &'a str,
    /// Among equals the higher comes first: in force before ended, say.
    pub rank: u8,
}

/// Where one entry's parts lie in the arenas.
#[derive(Debug, Clone, Copy)]
struct Spot {
    name_at: u32,
    codes_at: u32,
    codes_len: u16,
    name_len: u8,
    rank: u8,
}

/// Up to some million subjects, searched on every key typed.
///
/// One index belongs to one thread: its scorer and its memory of the last query are not for sharing.
pub struct Index {
    pub(super) symbols: Symbols,
    names: Vec<Symbol>,
    codes: Vec<u8>,
    pub(super) masks: Vec<u128>,
    pub(super) pairs: Vec<u128>,
    spots: Vec<Spot>,
    ids: Vec<i64>,
    /// Slots in the order of their ids.
    by_id: Vec<u32>,
    /// Symbols in the arena that no slot uses any more.
    wasted: usize,
    pub(super) scorer: SkimMatcherV2,
    pub(super) last: Option<Last>,
}

/// Takes entries in any order; of two with the same id the later one counts.
pub struct Builder {
    index: Index,
}

impl Builder {
    /// Adds one subject.
    pub fn push(&mut self, entry: Entry<'_>) {
        self.index.append(entry);
    }

    /// The finished index.
    #[must_use]
    pub fn build(self) -> Index {
        let mut index = self.index;
        index.by_id = (0..index.count()).collect();
        let ids = &index.ids;
        index.by_id.sort_by_key(|slot| (ids[*slot as usize], *slot));
        let mut twice = Vec::new();
        for pair in index.by_id.windows(2) {
            if ids[pair[0] as usize] == ids[pair[1] as usize] {
                twice.push(pair[0]);
            }
        }
        for slot in twice {
            index.clear(slot);
        }
        let spots = &index.spots;
        index.by_id.retain(|slot| spots[*slot as usize].name_at != GONE);
        index.shrink();
        index
    }
}

impl Index {
    /// Starts an empty index.
    #[must_use]
    pub fn builder() -> Builder {
        Builder {
            index: Self {
                symbols: Symbols::new(),
                names: Vec::new(),
                codes: Vec::new(),
                masks: Vec::new(),
                pairs: Vec::new(),
                spots: Vec::new(),
                ids: Vec::new(),
                by_id: Vec::new(),
                wasted: 0,
                scorer: SkimMatcherV2::default().ignore_case(),
                last: None,
            },
        }
    }

    /// How many subjects there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// Bytes held by the index, about (the scorer's few kilobytes aside).
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.names.capacity() * 2
            + self.codes.capacity()
            + self.masks.capacity() * 16
            + self.pairs.capacity() * 16
            + self.spots.capacity() * size_of::<Spot>()
            + self.ids.capacity() * 8
            + self.by_id.capacity() * 4
            + self.symbols.bytes()
    }

    /// Adds a subject, or puts it in the place of the one with the same id.
    pub fn upsert(&mut self, entry: Entry<'_>) {
        self.last = None;
        match self.by_id.binary_search_by_key(&entry.id, |slot| self.ids[*slot as usize]) {
            Ok(at) => {
                let slot = self.by_id[at] as usize;
                self.wasted += usize::from(self.spots[slot].name_len);
                let (spot, mask, pairs) = self.place(entry);
                self.spots[slot] = spot;
                self.masks[slot] = mask;
                self.pairs[slot] = pairs;
            }
            Err(at) => {
                let slot = self.append(entry);
                self.by_id.insert(at, slot);
            }
        }
        self.tidy();
    }

    /// Takes a subject out; one that isn't there is no matter.
    pub fn remove(&mut self, id: i64) {
        self.last = None;
        if let Ok(at) = self.by_id.binary_search_by_key(&id, |slot| self.ids[*slot as usize]) {
            let slot = self.by_id.remove(at);
            self.clear(slot);
            self.tidy();
        }
    }

    /// Slots, those out of use included.
    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.spots.len()).unwrap_or(GONE)
    }

    pub(super) fn in_use(&self, slot: u32) -> bool {
        self.spots[slot as usize].name_at != GONE
    }

    pub(super) fn id(&self, slot: u32) -> i64 {
        self.ids[slot as usize]
    }

    pub(super) fn rank(&self, slot: u32) -> u8 {
        self.spots[slot as usize].rank
    }

    pub(super) fn candidate(&self, slot: u32) -> Candidate<'_> {
        let at = slot as usize;
        let (mask, pairs) = (self.masks[at], self.pairs[at]);
        Candidate { name: self.name(slot), codes: self.codes(slot), mask, pairs }
    }

    fn name(&self, slot: u32) -> &[Symbol] {
        let spot = &self.spots[slot as usize];
        let start = spot.name_at as usize;
        self.names.get(start..start + usize::from(spot.name_len)).unwrap_or(&[])
    }

    fn codes(&self, slot: u32) -> &[u8] {
        let spot = &self.spots[slot as usize];
        let start = spot.codes_at as usize;
        self.codes.get(start..start + usize::from(spot.codes_len)).unwrap_or(&[])
    }

    fn append(&mut self, entry: Entry<'_>) -> u32 {
        let slot = self.count();
        let (spot, mask, pairs) = self.place(entry);
        self.spots.push(spot);
        self.masks.push(mask);
        self.pairs.push(pairs);
        self.ids.push(entry.id);
        slot
    }

    /// Writes an entry's parts at the end of the arenas.
    fn place(&mut self, entry: Entry<'_>) -> (Spot, u128, u128) {
        let name_at = self.names.len();
        let mut mask = 0;
        let mut starts = WORD_START;
        let mut before = None;
        for c in entry.name.chars() {
            match fold(c) {
                Folded::Letter(c) if self.names.len() - name_at < MOST_NAME => {
                    let symbol = self.symbols.intern(c);
                    let turns = before.is_some_and(|b: char| b.is_ascii() != c.is_ascii());
                    self.names.push(symbol | if turns { WORD_START } else { starts });
                    mask |= u128::from(self.symbols.initials(symbol));
                    mask |= if c.is_ascii() { 0 } else { char_bit(c) };
                    starts = 0;
                    before = Some(c);
                }
                Folded::Gap => starts = WORD_START,
                Folded::Letter(_) | Folded::Joint => {}
            }
        }
        mark_words(&self.symbols, &mut self.names[name_at..]);
        let codes_at = self.codes.len();
        let codes = fold_codes(entry.codes, MOST_CODES);
        mask |= codes.chars().filter(|c| !c.is_ascii()).fold(0, |all, c| all | char_bit(c));
        let codes = codes.as_bytes();
        let none = if codes.is_empty() { 0 } else { HAS_CODES };
        let pairs = codes.windows(2).fold(none, |all, pair| all | pair_bit(pair[0], pair[1]));
        self.codes.extend_from_slice(codes);
        let spot = Spot {
            name_at: u32::try_from(name_at).unwrap_or(GONE),
            codes_at: u32::try_from(codes_at).unwrap_or(GONE),
            codes_len: u16::try_from(codes.len()).unwrap_or(u16::MAX),
            name_len: u8::try_from(self.names.len() - name_at).unwrap_or(u8::MAX),
            rank: entry.rank,
        };
        (spot, mask, pairs)
    }

    /// An empty mask keeps every search away from the slot.
    fn clear(&mut self, slot: u32) {
        let slot = slot as usize;
        self.wasted += usize::from(self.spots[slot].name_len);
        self.spots[slot] = Spot { name_at: GONE, codes_at: GONE, codes_len: 0, name_len: 0, rank: 0 };
        self.masks[slot] = 0;
        self.pairs[slot] = 0;
    }

    /// Rewrites the arenas once half of them is waste.
    fn tidy(&mut self) {
        let used = self.names.len() - self.wasted;
        if self.wasted <= used + 16_384 {
            return;
        }
        let mut kept: Vec<u32> = self.by_id.clone();
        kept.sort_unstable();
        let (mut names, mut codes) = (Vec::with_capacity(used), Vec::new());
        let mut spots = Vec::with_capacity(kept.len());
        for slot in &kept {
            let mut spot = self.spots[*slot as usize];
            let (name, text) = (self.name(*slot), self.codes(*slot));
            spot.name_at = u32::try_from(names.len()).unwrap_or(GONE);
            spot.codes_at = u32::try_from(codes.len()).unwrap_or(GONE);
            names.extend_from_slice(name);
            codes.extend_from_slice(text);
            spots.push(spot);
        }
        self.masks = kept.iter().map(|slot| self.masks[*slot as usize]).collect();
        self.pairs = kept.iter().map(|slot| self.pairs[*slot as usize]).collect();
        self.ids = kept.iter().map(|slot| self.ids[*slot as usize]).collect();
        (self.names, self.codes, self.spots, self.wasted) = (names, codes, spots, 0);
        let ids = &self.ids;
        self.by_id = (0..u32::try_from(kept.len()).unwrap_or(GONE)).collect();
        self.by_id.sort_by_key(|slot| ids[*slot as usize]);
    }

    fn shrink(&mut self) {
        self.names.shrink_to_fit();
        self.codes.shrink_to_fit();
        self.masks.shrink_to_fit();
        self.pairs.shrink_to_fit();
        self.spots.shrink_to_fit();
        self.ids.shrink_to_fit();
        self.by_id.shrink_to_fit();
    }
}
