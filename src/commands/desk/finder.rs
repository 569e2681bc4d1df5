//! The finder of the phone desk: an index of names, codes and telephone numbers in memory, kept up with the database.

use chrono::NaiveDate;

use super::question::Asked;
use crate::find::{Entry, Index};
use crate::records::bureau::BureauId;
use crate::records::ids::{AgencyId, RecordKind, RecordNo};
use crate::records::occupation::OccupationCode;
use crate::records::staff::Relation;
use crate::store::desk::{self, Line};
use crate::store::{DbError, Sql};

/// After so many agencies changed the index is made anew.
const ANEW: usize = 2_000;
/// What the name of a worker ends in.
const WORKERS: [char; 3] = ['工', '员', '师'];
/// Occupations that one question is about, at most.
const OCCUPATIONS: usize = 20;

/// Finds agencies by what is typed.
pub struct Finder {
    agencies: Index,
    occupations: Index,
    codes: Vec<OccupationCode>,
    /// The last act that the index knows of.
    seen: i64,
    /// The day by which agencies in force come first.
    day: NaiveDate,
    /// Whose desk it is: what is not public of other bureaus' records isn't found.
    asker: BureauId,
}

/// What was found, best first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    /// The public part of each agency.
    pub lines: Vec<Line>,
    /// How many there are in all.
    pub total: usize,
    /// How many more are listed that match with gaps only.
    pub similar: usize,
    /// Whether there are more than were counted.
    pub more: bool,
    /// The question about scopes that they answer, if it was one.
    pub asked: Option<Asked>,
}

impl Finder {
    /// Reads every agency that a bureau may know of, and every occupation.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn load(sql: &dyn Sql, asker: BureauId, today: NaiveDate) -> Result<Self, DbError> {
        let seen = desk::last_act(sql)?;
        let mut builder = Index::builder();
        desk::each_subject(sql, asker, today, &mut |entry| builder.push(entry))?;
        let (occupations, codes) = occupations(sql)?;
        Ok(Self { agencies: builder.build(), occupations, codes, seen, day: today, asker })
    }

    /// Takes up what changed since; whether anything did.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn refresh(&mut self, sql: &dyn Sql, today: NaiveDate) -> Result<bool, DbError> {
        let last = desk::last_act(sql)?;
        if last == self.seen && today == self.day {
            return Ok(false);
        }
        let touched = desk::touched_since(sql, self.seen)?;
        if touched.len() > ANEW || today != self.day {
            *self = Self::load(sql, self.asker, today)?;
            return Ok(true);
        }
        for id in touched {
            let known =
                desk::subject_of(sql, id, self.asker, today, &mut |entry| self.agencies.upsert(entry))?;
            if !known {
                self.agencies.remove(id.0);
            }
        }
        (self.occupations, self.codes) = occupations(sql)?;
        self.seen = last;
        Ok(true)
    }

    /// Agencies by name, code or telephone number, in any script; by the number of one of their records; or by what
    /// they may assess, where (焊接 三级 八师). Nothing typed: all, those in force first. Whom a record is about only those
    /// hear who may see the record.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn find(&mut self, sql: &dyn Sql, typed: &str, limit: usize) -> Result<Found, DbError> {
        if let Ok(no) = typed.parse::<RecordNo>() {
            let seen = no.kind == RecordKind::Agency
                || desk::bureau_of(sql, no)?
                    .is_some_and(|of| Relation::of(self.asker, of) != Relation::Foreign);
            let about = if seen { desk::agency_of(sql, no)? } else { None };
            let ids: Vec<AgencyId> = about.into_iter().collect();
            return Ok(Found { total: ids.len(), lines: lines(sql, &ids)?, ..Found::default() });
        }
        let asked = Asked::parse(typed);
        let codes = self.occupations_of(&asked.occupation);
        let narrow = asked.level.is_some() || asked.bureau.is_some() || exact(&asked.occupation);
        if narrow && !codes.is_empty() {
            return self.able(sql, asked, &codes, limit);
        }
        let hits = self.agencies.search(typed, limit);
        let ids: Vec<AgencyId> = hits.items.iter().map(|(id, _)| AgencyId(*id)).collect();
        // Weak matches, with gaps, are shown but not counted beside close ones.
        let total = if hits.close > 0 { hits.close } else { hits.total };
        let similar = hits.total - total;
        if ids.is_empty() && !codes.is_empty() {
            return self.able(sql, asked, &codes, limit);
        }
        Ok(Found { lines: lines(sql, &ids)?, total, similar, more: hits.partial, asked: None })
    }

    fn able(
        &self,
        sql: &dyn Sql,
        asked: Asked,
        codes: &[OccupationCode],
        limit: usize,
    ) -> Result<Found, DbError> {
        let mut ids = desk::able(sql, codes, asked.level, asked.bureau, self.day, limit + 1)?;
        let more = ids.len() > limit;
        ids.truncate(limit);
        let lines = lines(sql, &ids)?;
        Ok(Found { total: lines.len(), lines, similar: 0, more, asked: Some(asked) })
    }

    /// The occupations whose name or code matches closely.
    fn occupations_of(&mut self, words: &str) -> Vec<OccupationCode> {
        if words.is_empty() {
            return Vec::new();
        }
        let mut hits = self.occupations.search(words, OCCUPATIONS);
        if hits.close == 0
            && let Some(trade) = words.strip_suffix(WORKERS).filter(|trade| !trade.is_empty())
        {
            // Callers name the worker where the directory names the trade: 焊工 for 焊接.
            hits = self.occupations.search(trade, OCCUPATIONS);
        }
        let close = hits.items.into_iter().take(hits.close);
        close.filter_map(|(at, _)| self.codes.get(usize::try_from(at).ok()?).copied()).collect()
    }

    /// How many agencies it knows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.agencies.len()
    }

    /// Whether it knows none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.agencies.is_empty()
    }
}

/// Whether a whole occupation code was typed.
fn exact(word: &str) -> bool {
    word.contains('-') && word.parse::<OccupationCode>().is_ok()
}

fn lines(sql: &dyn Sql, ids: &[AgencyId]) -> Result<Vec<Line>, DbError> {
    ids.iter().filter_map(|id| desk::line(sql, *id).transpose()).collect()
}

fn occupations(sql: &dyn Sql) -> Result<(Index, Vec<OccupationCode>), DbError> {
    let mut builder = Index::builder();
    let mut codes = Vec::new();
    for (id, (code, name)) in (0..).zip(desk::occupations(sql)?) {
        builder.push(Entry { id, name: &name, codes: &code.to_string(), rank: 0 });
        codes.push(code);
    }
    Ok((builder.build(), codes))
}
