//! The search itself: masks first, then each word of the query, then ranking; the last result is kept
//! so that a longer query only looks through it.

use std::time::{Duration, Instant};

use fuzzy_matcher::FuzzyMatcher;

use super::index::Index;
use super::pattern::{Candidate, Found, Pattern, Tier};
use super::query::{Query, Word};
use super::symbols::Symbols;

/// Longer than this no search takes; what was found until then is shown, marked as partial.
const TIME: Duration = Duration::from_millis(40);
/// Entries between two looks at the clock.
const STRIDE: usize = 4_096;
/// Entries with gaps that the fuzzy scorer puts in order; further ones keep the order of the cheap score.
const SCORED: usize = 512;

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hits {
    /// How many match, those with gaps included where they were looked for.
    pub total: usize,
    /// How many of them match closely, without gaps: the number to show where it isn't zero.
    pub close: usize,
    /// The best, best first: record id and score (higher is better; scores of one search compare).
    pub items: Vec<(i64, u32)>,
    /// Whether the time ran out before everything was looked at.
    pub partial: bool,
}

/// The last query with all that matched it.
pub(super) struct Last {
    query: Query,
    close: Vec<u32>,
    /// What matched with gaps, where that was looked for.
    gaps: Option<Vec<u32>>,
}

/// The words of a query, ready, and when the search has to end.
struct Plan {
    patterns: Vec<Pattern>,
    end: Instant,
}

/// Matches as scores with their slots, in one number each: the greater the better.
#[derive(Default)]
struct Scan {
    keys: Vec<u64>,
    partial: bool,
}

impl Index {
    /// Finds the best `limit` subjects for what was typed; an empty query finds all, by rank.
    ///
    /// Matches with gaps are looked for only where the close ones leave room.
    pub fn search(&mut self, typed: &str, limit: usize) -> Hits {
        let query = Query::parse(typed);
        let last = self.last.take().filter(|last| query.narrows(&last.query));
        if query.is_empty() {
            return self.all(limit);
        }
        let plan = self.plan(&query);
        let mut close = match &last {
            Some(last) => self.scan(last.close.iter().copied(), &plan, Pattern::find),
            None => self.scan(0..self.count(), &plan, Pattern::find),
        };
        let kept = slots(&close.keys);
        let mut hits =
            Hits { total: kept.len(), close: kept.len(), items: Vec::new(), partial: close.partial };
        keep_best(&mut close.keys, limit);
        hits.items = self.items(&close.keys);
        let room = limit - hits.items.len();
        let loose = room > 0 && !hits.partial && query.words().iter().any(Word::gaps_allowed);
        let gaps = loose.then(|| self.gaps(last.as_ref(), &plan, &kept));
        let kept_gaps = gaps.as_ref().map(|gaps| slots(&gaps.keys));
        if let Some(mut gaps) = gaps {
            hits.total += gaps.keys.len();
            hits.partial = gaps.partial;
            self.keep_best_gaps(&mut gaps.keys, &plan, room);
            hits.items.extend(self.items(&gaps.keys));
        }
        if !hits.partial {
            self.last = Some(Last { query, close: kept, gaps: kept_gaps });
        }
        hits
    }

    fn plan(&self, query: &Query) -> Plan {
        let mut patterns: Vec<Pattern> =
            query.words().iter().map(|word| Pattern::new(word, &self.symbols)).collect();
        patterns.sort_by_key(|pattern| std::cmp::Reverse(pattern.sharpness()));
        Plan { patterns, end: Instant::now() + TIME }
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

    /// What matches with gaps only, out of all or of what the shorter query left.
    fn gaps(&self, last: Option<&Last>, plan: &Plan, close: &[u32]) -> Scan {
        let mut is_close = vec![false; self.masks.len()];
        for slot in close {
            is_close[*slot as usize] = true;
        }
        let alone = plan.patterns.len() == 1;
        let find = |pattern: &Pattern, it: &Candidate<'_>, symbols: &Symbols| {
            if alone { pattern.find_with_gaps(it) } else { pattern.find_loosely(it, symbols) }
        };
        match last {
            Some(Last { close, gaps: Some(gaps), .. }) => {
                let left = close.iter().chain(gaps).copied().filter(|slot| !is_close[*slot as usize]);
                self.scan(left, plan, find)
            }
            _ => self.scan((0..self.count()).filter(|slot| !is_close[*slot as usize]), plan, find),
        }
    }

    fn scan(
        &self,
        candidates: impl Iterator<Item = u32>,
        plan: &Plan,
        find: impl Fn(&Pattern, &Candidate<'_>, &Symbols) -> Option<Found>,
    ) -> Scan {
        let mut scan = Scan::default();
        let mut passed = Vec::with_capacity(STRIDE);
        let mut candidates = candidates.peekable();
        while candidates.peek().is_some() {
            if scan.keys.len() + passed.len() > 0 && Instant::now() > plan.end {
                scan.partial = true;
                break;
            }
            passed.clear();
            passed.extend(candidates.by_ref().take(STRIDE));
            for pattern in &plan.patterns {
                passed
                    .retain(|slot| pattern.possible(self.masks[*slot as usize], self.pairs[*slot as usize]));
            }
            let judged = passed.iter().filter_map(|slot| Some(key(self.judge(*slot, plan, &find)?, *slot)));
            scan.keys.extend(judged);
        }
        scan
    }

    /// The worst tier of all words decides, then their sum, then how close they stand, then the rank.
    fn judge(
        &self,
        slot: u32,
        plan: &Plan,
        find: impl Fn(&Pattern, &Candidate<'_>, &Symbols) -> Option<Found>,
    ) -> Option<u32> {
        let candidate = self.candidate(slot);
        let mut worst = Tier::Code;
        let (mut tiers, mut close, mut words) = (0, 0, 0);
        for pattern in &plan.patterns {
            let found = find(pattern, &candidate, &self.symbols)?;
            worst = worst.min(found.tier);
            tiers += found.tier as u32;
            close += u32::from(found.close);
            words += 1;
        }
        let close = close / words.max(1);
        Some((worst as u32) << 28 | tiers << 20 | close << 12 | u32::from(self.rank(slot)) << 4)
    }

    /// The cheap score chooses, the fuzzy scorer puts in order.
    fn keep_best_gaps(&self, keys: &mut Vec<u64>, plan: &Plan, room: usize) {
        keep_best(keys, SCORED.max(room));
        let scored = keys.len().min(SCORED);
        for one in &mut keys[..scored] {
            *one = key(self.fuzzy_score(slot_of(*one), &plan.patterns), slot_of(*one));
        }
        keys[..scored].sort_unstable_by(|a, b| b.cmp(a));
        keys.truncate(room);
    }

    fn fuzzy_score(&self, slot: u32, patterns: &[Pattern]) -> u32 {
        let name = self.candidate(slot).name;
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

fn slots(keys: &[u64]) -> Vec<u32> {
    keys.iter().copied().map(slot_of).collect()
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
