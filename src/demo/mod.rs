//! Practice data (练习库): fictional bureaus' worth of everything, the same for the same seed and day.
//!
//! What a command can do is done by commands, on days in the past and in their order, so that the audit chain reads
//! like a year of work; the rest goes through `store::practice`. No clock is read: every time is derived from the
//! practice day.

mod agencies;
mod applicants;
mod calls;
mod capacity;
mod cases;
mod complaints;
mod credit;
mod dice;
mod draws;
mod filings;
mod line;
mod names;
mod people;
mod plans;
mod queue;
mod stories;
mod visits;
mod wording;

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate};

use crate::commands::clocks;
use crate::commands::fault::Fault;
use crate::law::calendar::Calendar;
use crate::records::agency::AgencyStatus;
use crate::records::bureau::BureauId;
use crate::records::ids::RecordNo;
use crate::records::staff::Staff;
use crate::say;
use crate::store::recounts;
use crate::store::{self, Store};

use agencies::{Life, Sketch};
use dice::Dice;
use people::Team;

/// What to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// The same seed gives the same data.
    pub seed: u64,
    /// How many agencies, at most [`MOST_AGENCIES`].
    pub agencies: usize,
    /// The day the data is about, in the years [`YEARS`].
    pub today: NaiveDate,
}

/// The most agencies that can be made: their codes have six digits.
pub const MOST_AGENCIES: usize = 900_000;
/// The years that a practice day may lie in: the data reaches some years back and forth.
pub const YEARS: std::ops::RangeInclusive<i32> = 2006..=2095;
/// How many days before the practice day the bureaus began to use the console.
const SET_UP: u64 = 420;

/// Makes the practice data in a database that was just created and established; the accounts made, the first of
/// them the one who sits at the console.
///
/// `progress` hears how many units are done, and of how many.
///
/// # Errors
/// When there are too many agencies or the day is out of bounds, or the database refuses. A refusal by a rule would
/// be a fault of ours, and says which step it was.
pub fn make(
    store: &mut Store,
    options: &Options,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Vec<Staff>, Fault> {
    check(options)?;
    store::practice::hurry(store)?;
    let made = World::new(options)?.make(store, progress);
    store::practice::settle(store)?;
    made
}

fn check(options: &Options) -> Result<(), Fault> {
    if options.agencies > MOST_AGENCIES {
        return Err(Fault::field(
            "agencies",
            say!("机构最多 {m} 家", "{m} agencies at most", m = MOST_AGENCIES),
        ));
    }
    if !YEARS.contains(&options.today.year()) {
        return Err(Fault::field(
            "today",
            say!(
                "练习日期应在 {a} 年至 {b} 年之间",
                "the practice day lies in the years {a} to {b}",
                a = *YEARS.start(),
                b = *YEARS.end()
            ),
        ));
    }
    Ok(())
}

/// Everything that is known before the first row is written.
struct World<'a> {
    options: &'a Options,
    calendar: Calendar,
    teams: Vec<Team>,
    agencies: Vec<Sketch>,
    /// The day on which the bureaus began.
    set_up: NaiveDate,
}

impl<'a> World<'a> {
    fn new(options: &'a Options) -> Result<Self, Fault> {
        let calendar = Calendar::shipped();
        let set_up = line::on(&calendar, options.today - Days::new(SET_UP), 0);
        let agencies =
            (0..options.agencies).map(|at| agencies::sketch(options, at)).collect::<Result<_, _>>()?;
        Ok(Self { options, calendar, teams: people::teams(options.seed), agencies, set_up })
    }

    fn dice(&self, purpose: u64) -> Dice {
        Dice::new(self.options.seed, purpose)
    }

    /// The people of a bureau.
    fn team(&self, bureau: BureauId) -> &Team {
        let at = BureauId::all().position(|b| b == bureau).unwrap_or(0);
        &self.teams[at]
    }

    /// The agencies of a bureau that are in force and were from the beginning.
    fn settled(&self, bureau: BureauId) -> Vec<Sketch> {
        let lives = [Life::InForce, Life::RenewalSoon, Life::RenewalOverdue];
        self.agencies
            .iter()
            .filter(|a| a.bureau == bureau && lives.contains(&a.life) && a.published_on <= self.set_up)
            .copied()
            .collect()
    }

    fn make(&self, store: &mut Store, progress: &mut dyn FnMut(usize, usize)) -> Result<Vec<Staff>, Fault> {
        let queue = queue::Queue::of(self)?;
        let rest = self.agencies.len() / 8 + 1;
        let total = queue.units() + rest;
        let numbers = queue.run(self, store, &mut |done| progress(done, total))?;
        self.rows(store, &numbers, &mut |percent| progress(total - rest + rest * percent / 100, total))?;
        self.staff(store)
    }

    /// What no command writes yet, in one transaction; `said` hears how many percent are done.
    fn rows(
        &self,
        store: &mut Store,
        numbers: &[RecordNo],
        said: &mut dyn FnMut(usize),
    ) -> Result<(), Fault> {
        let tx = store.begin()?;
        filings::make(self, &tx, numbers)?;
        visits::make(self, &tx, numbers, &mut |part, whole| said(10 + 60 * part / whole))?;
        let entered = credit::make(self, &tx, numbers)?;
        draws::make(self, &tx)?;
        let gone: Vec<RecordNo> =
            self.agencies.iter().filter(|a| a.life == Life::Cancelled).map(|a| numbers[a.at]).collect();
        for no in &gone {
            store::agencies::set_status(&tx, *no, AgencyStatus::Cancelled)?;
        }
        // Evaluations held, banks renewed and days gone by move the clocks of their agencies as well.
        let moved: BTreeSet<RecordNo> =
            store::practice::moved(&tx, self.options.today)?.into_iter().chain(gone).chain(entered).collect();
        for (n, no) in moved.iter().enumerate() {
            clocks::refresh(&tx, *no, self.options.today)?;
            said(70 + 20 * n / moved.len());
        }
        // Waits that ended since the last act on a case.
        clocks::begin_all(&tx, self.options.today)?;
        while recounts::pending(&tx)?.is_some() {
            clocks::part(&tx, self.options.today)?;
        }
        said(100);
        Ok(tx.commit()?)
    }

    /// The accounts, the home bureau's first.
    fn staff(&self, store: &Store) -> Result<Vec<Staff>, Fault> {
        let mut all = Vec::new();
        let home = people::home();
        let teams = self.teams.iter().filter(|t| t.bureau == home);
        for team in teams.chain(self.teams.iter().filter(|t| t.bureau != home)) {
            for person in team.everybody() {
                all.extend(store::staff::by_login(store, &person.login)?);
            }
        }
        Ok(all)
    }
}
