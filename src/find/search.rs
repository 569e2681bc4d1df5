//! The search itself: masks first, then each word of the query, then ranking; the last result is kept
//! so that a longer query only looks through it.

use std::time::{Duration, Instant};

use fuzzy_matcher::FuzzyMatcher;

use super::index::Index;
use super::pattern::{Found, Pattern, Tier};
use super::query::Query;

/// Longer than this no search takes; what was found until then is shown, marked as partial.
const TIME: Duration = Duration::from_millis(40);
/// Entries between two looks at the clock.
const STRIDE: usize = 4_096;
/// Entries with gaps that the fuzzy scorer puts in order; further ones keep the order of the cheap score.
const SCORED: usize = 512;

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hits {
    /// How many match, those with gaps included.
    pub total: usize,
    /// How many of them match closely, without gaps: the number to show where it isn't zero.
    pub close: usize,
    /// The best, best first: record id and score (higher is better; scores of one search compare).
    pub items: Vec<(i64, u32)>,
    /// Whether the time ran out before everything was looked at.
    pub partial: bool,
}

/// The last query and every slot that matched it.
pub(super) struct Last {
    query: Query,
    slots: Vec<u32>,
}

/// Scores with their slots, in one number each: the greater the better.
#[derive(Default)]
struct Ranked {
    close: Vec<u64>,
    gaps: Vec<u64>,
}

impl Index {
    /// Finds the best `limit` subjects for what was typed; an empty query finds all, by rank.
    pub fn search(&mut self, typed: &str, limit: usize) -> Hits {
        let query = Query::parse(typed);
        if query.is_empty() {
            self.last = None;
            return self.all(limit);
        }
        let patterns: Vec<Pattern> =
            query.words().iter().map(|word| Pattern::new(word, &self.symbols)).collect();
        let earlier = self.last.take().filter(|last| query.narrows(&last.query));
        let (mut ranked, partial, slots) = match earlier {
            Some(last) => self.scan(last.slots.into_iter(), &patterns),
            None => self.scan(0..self.count(), &patterns),
        };
        let hits = Hits {
            total: slots.len(),
            close: ranked.close.len(),
            items: self.best(&mut ranked, &patterns, limit),
            partial,
        };
        if !partial {
            self.last = Some(Last { query, slots });
        }
        hits
    }

    fn all(&self, limit: usize) -> Hits {
        let mut keys: Vec<u64> = (0..self.count())
            .filter(|slot| self.in_use(*slot))
            .map(|slot| key(u32::from(self.rank(slot)), slot))
            .collect();
        let total = keys.len();
        keep_best(&mut keys, limit);
        Hits { total, close: total, items: self.items(&keys), partial: false }
    }

    fn scan(&self, candidates: impl Iterator<Item = u32>, patterns: &[Pattern]) -> (Ranked, bool, Vec<u32>) {
        let began = Instant::now();
        let (mut ranked, mut slots) = (Ranked::default(), Vec::new());
        for (seen, slot) in candidates.enumerate() {
            if seen % STRIDE == STRIDE - 1 && began.elapsed() > TIME {
                return (ranked, true, slots);
            }
            let (mask, pairs) = (self.masks[slot as usize], self.pairs[slot as usize]);
            if !patterns.iter().all(|pattern| pattern.possible(mask, pairs)) {
                continue;
            }
            if let Some((tier, score)) = self.judge(slot, mask, pairs, patterns) {
                slots.push(slot);
                let list = if tier == Tier::Gaps { &mut ranked.gaps } else { &mut ranked.close };
                list.push(key(score, slot));
            }
        }
        (ranked, false, slots)
    }

    /// The worst tier of all words decides, then their sum, then how close they stand, then the rank.
    fn judge(&self, slot: u32, mask: u128, pairs: u64, patterns: &[Pattern]) -> Option<(Tier, u32)> {
        let (name, codes) = (self.name(slot), self.codes(slot));
        let mut worst = Tier::Code;
        let (mut tiers, mut close, mut words) = (0, 0, 0);
        for pattern in patterns {
            let Found { tier, close: one } = pattern.find(name, codes, mask, pairs, &self.symbols)?;
            worst = worst.min(tier);
            tiers += tier as u32;
            close += u32::from(one);
            words += 1;
        }
        let close = close / words.max(1);
        let score = (worst as u32) << 28 | tiers << 20 | close << 12 | u32::from(self.rank(slot)) << 4;
        Some((worst, score))
    }

    /// Close matches first; only where they leave room, those with gaps, by the fuzzy score.
    fn best(&self, ranked: &mut Ranked, patterns: &[Pattern], limit: usize) -> Vec<(i64, u32)> {
        keep_best(&mut ranked.close, limit);
        let mut items = self.items(&ranked.close);
        let room = limit - items.len();
        if room > 0 && !ranked.gaps.is_empty() {
            keep_best(&mut ranked.gaps, SCORED.max(room));
            let scored = ranked.gaps.len().min(SCORED);
            for one in &mut ranked.gaps[..scored] {
                *one = key(self.fuzzy_score(slot_of(*one), patterns), slot_of(*one));
            }
            ranked.gaps[..scored].sort_unstable_by(|a, b| b.cmp(a));
            ranked.gaps.truncate(room);
            items.extend(self.items(&ranked.gaps));
        }
        items
    }

    fn fuzzy_score(&self, slot: u32, patterns: &[Pattern]) -> u32 {
        let name = self.name(slot);
        let mut choice = String::with_capacity(name.len() * 3);
        let mut sum = 0;
        for pattern in patterns {
            pattern.write_choice(name, &self.symbols, &mut choice);
            let score = self.scorer.fuzzy_match(&choice, pattern.text()).unwrap_or(0);
            sum += u32::try_from(score.clamp(0, 8_191)).unwrap_or(0);
        }
        (Tier::Gaps as u32) << 28 | sum << 8 | u32::from(self.rank(slot))
    }

    fn items(&self, keys: &[u64]) -> Vec<(i64, u32)> {
        keys.iter().map(|key| (self.id(slot_of(*key)), score_of(*key))).collect()
    }
}

/// Among equal scores the earlier slot is the better one.
fn key(score: u32, slot: u32) -> u64 {
    u64::from(score) << 32 | u64::from(u32::MAX - slot)
}

/// The slot stands in the lower half of a key.
const fn slot_of(key: u64) -> u32 {
    u32::MAX - key as u32
}

const fn score_of(key: u64) -> u32 {
    (key >> 32) as u32
}

fn keep_best(keys: &mut Vec<u64>, limit: usize) {
    if limit == 0 {
        keys.clear();
    } else if keys.len() > limit {
        keys.select_nth_unstable_by(limit - 1, |a, b| b.cmp(a));
        keys.truncate(limit);
    }
    keys.sort_unstable_by(|a, b| b.cmp(a));
}
