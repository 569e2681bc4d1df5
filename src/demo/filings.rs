//! The filings of the practice database: at every step of the line, of every kind.

use chrono::{Days, NaiveDate};

use super::World;
use super::agencies::{Life, Sketch};
use super::dice::Dice;
use super::line;
use crate::commands::fault::Fault;
use crate::law::settings::LengthKey;
use crate::law::terms::{self, StartDay};
use crate::records::deadline::{Clock, DeadlineState, Reckoned};
use crate::records::filing::{FilingKind, FilingStatus};
use crate::records::ids::RecordNo;
use crate::store::Sql;
use crate::store::deadlines::{self, Hanger};
use crate::store::practice::{self, NewFiling};

/// The most filings there are, however many agencies.
const MOST: usize = 5_000;
/// The line that a filing under way is on.
const LINE: &[FilingStatus] = &[
    FilingStatus::Applied,
    FilingStatus::Materials,
    FilingStatus::Returned,
    FilingStatus::Survey,
    FilingStatus::Assessment,
    FilingStatus::Recheck,
    FilingStatus::Publicity,
    FilingStatus::Approval,
];

/// A filing and the agency it is of.
struct Planned {
    at: usize,
    kind: FilingKind,
    status: FilingStatus,
    applied_on: NaiveDate,
    closed_on: Option<NaiveDate>,
    posted_on: Option<NaiveDate>,
}

/// Makes them, in the order of their days.
pub(super) fn make(world: &World<'_>, sql: &dyn Sql, numbers: &[RecordNo]) -> Result<(), Fault> {
    let mut dice = world.dice(4);
    let mut planned: Vec<Planned> = world.agencies.iter().filter_map(|a| plan(world, a, &mut dice)).collect();
    planned.truncate(MOST);
    planned.sort_by_key(|p| (p.applied_on, p.at));
    for filing in &planned {
        write(world, sql, filing, numbers[filing.at])?;
    }
    Ok(())
}

/// The filing of an agency, if it has one; the first agencies have one at each step.
fn plan(world: &World<'_>, agency: &Sketch, dice: &mut Dice) -> Option<Planned> {
    let listed = !matches!(agency.life, Life::Cancelled | Life::Expired);
    let first = agency.published_on > world.options.today - Days::new(300);
    let (kind, running) = match agency.life {
        _ if !listed => return None,
        Life::RenewalSoon | Life::RenewalOverdue if dice.chance(60) => (FilingKind::Renewal, true),
        _ if first && dice.chance(80) => (FilingKind::First, false),
        _ if dice.chance(22) => {
            let kinds = [FilingKind::Incremental, FilingKind::Change, FilingKind::Narrowing, FilingKind::End];
            let kind = kinds[dice.weighted(&[60, 25, 10, 5])];
            (kind, dice.chance(65))
        }
        _ => return None,
    };
    Some(if running { under_way(world, agency.at, kind, dice) } else { done(world, agency, kind, dice) })
}

fn under_way(world: &World<'_>, at: usize, kind: FilingKind, dice: &mut Dice) -> Planned {
    let step = dice.below(LINE.len());
    let ago = u32::try_from(dice.below(6) + 1 + step * 5).unwrap_or(1);
    let status = LINE[step];
    let posted = u32::try_from(dice.below(7)).unwrap_or(0);
    let today = world.options.today;
    Planned {
        at,
        kind,
        status,
        applied_on: line::back(&world.calendar, today, ago),
        closed_on: None,
        posted_on: (status == FilingStatus::Publicity).then(|| line::back(&world.calendar, today, posted)),
    }
}

fn done(world: &World<'_>, agency: &Sketch, kind: FilingKind, dice: &mut Dice) -> Planned {
    let took = u32::try_from(dice.between(25, 55)).unwrap_or(30);
    let closed_on = match kind {
        FilingKind::First => agency.published_on,
        _ => line::back(&world.calendar, world.options.today, u32::try_from(dice.below(150)).unwrap_or(0)),
    };
    let ends = [FilingStatus::Published, FilingStatus::Refused, FilingStatus::Withdrawn];
    let status = match kind {
        FilingKind::First => FilingStatus::Published,
        _ => ends[dice.weighted(&[80, 12, 8])],
    };
    Planned {
        at: agency.at,
        kind,
        status,
        applied_on: line::back(&world.calendar, closed_on, took),
        closed_on: Some(closed_on),
        posted_on: None,
    }
}

fn write(world: &World<'_>, sql: &dyn Sql, planned: &Planned, agency_no: RecordNo) -> Result<(), Fault> {
    let publicity = planned.posted_on.map(|day| {
        let length = LengthKey::FilingPublicityTerm.default_value();
        terms::count(&world.calendar, day, length, StartDay::Excluded)
    });
    let publicity = publicity.transpose().map_err(Fault::input)?;
    let bureau = world.agencies[planned.at].bureau;
    let agency = practice::agency_row(sql, agency_no)?;
    let subject = practice::add_filing(
        sql,
        &NewFiling {
            bureau,
            agency,
            kind: planned.kind,
            status: planned.status,
            applied_on: planned.applied_on,
            due: publicity.as_ref().map(|term| term.last_day),
            closed_on: planned.closed_on,
        },
    )?;
    let Some(term) = publicity else { return Ok(()) };
    let reckoned = Reckoned {
        clock: Clock::FilingPublicity,
        from: term.from,
        length: term.length.to_string(),
        due: term.last_day,
        provisional: term.provisional.is_some(),
        state: DeadlineState::Open,
        ended_on: None,
    };
    deadlines::insert(sql, &Hanger { subject, bureau, agency, case: None }, &reckoned)?;
    Ok(())
}
