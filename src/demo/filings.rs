//! The filings of the practice database: at every step of the line, of every kind.

use chrono::{Days, NaiveDate};

use super::World;
use super::agencies::{Life, Sketch};
use super::capacity;
use super::dice::Dice;
use super::line;
use crate::commands::clocks;
use crate::commands::fault::Fault;
use crate::law::checklists::{Handing, default_items};
use crate::law::filings::{RenewalTime, renewal_time};
use crate::law::settings::LengthKey;
use crate::law::terms::{self, StartDay};
use crate::records::agency::{AgencyStatus, Scope};
use crate::records::agency_kind::AgencyKind;
use crate::records::bureau::BureauId;
use crate::records::filing::{FilingKind, FilingStatus, MaterialState, WaitsFor};
use crate::records::ids::{AgencyId, FilingId, RecordNo, StaffId};
use crate::records::level::{Level, LevelSet};
use crate::store::filings::{self, Next};
use crate::store::practice::{self, NewFiling};
use crate::store::{Sql, agencies, filing_papers, staff};

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
pub(super) struct Planned {
    pub(super) at: usize,
    pub(super) bureau: BureauId,
    pub(super) kind: FilingKind,
    pub(super) status: FilingStatus,
    pub(super) applied_on: NaiveDate,
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
            // Under way are only those whose steps can be gone on with.
            (kind, dice.chance(65) && kind == FilingKind::Incremental)
        }
        _ => return None,
    };
    Some(if running {
        under_way(world, agency, kind, dice.below(LINE.len()), dice)
    } else {
        done(world, agency, kind, dice)
    })
}

fn under_way(world: &World<'_>, agency: &Sketch, kind: FilingKind, step: usize, dice: &mut Dice) -> Planned {
    let ago = u32::try_from(dice.below(6) + 1 + step * 5).unwrap_or(1);
    let status = LINE[step];
    let posted = u32::try_from(dice.below(7)).unwrap_or(0);
    let today = world.options.today;
    Planned {
        at: agency.at,
        bureau: agency.bureau,
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
        _ => match ends[dice.weighted(&[80, 12, 8])] {
            // Agencies that left the directory are made elsewhere.
            FilingStatus::Published if kind.ends() => FilingStatus::Withdrawn,
            other => other,
        },
    };
    Planned {
        at: agency.at,
        bureau: agency.bureau,
        kind,
        status,
        applied_on: line::back(&world.calendar, closed_on, took),
        closed_on: Some(closed_on),
        posted_on: None,
    }
}

fn write(world: &World<'_>, sql: &dyn Sql, planned: &Planned, agency_no: RecordNo) -> Result<(), Fault> {
    let sketch = &world.agencies[planned.at];
    let late = planned.kind == FilingKind::Renewal
        && planned.closed_on.is_none()
        && renewal_time(&world.calendar, sketch.expires_on, planned.applied_on).map_err(Fault::input)?
            != RenewalTime::InTime;
    // Only a late application waits at the first step, for its acceptance.
    let status = match planned.status {
        FilingStatus::Applied if !late => FilingStatus::Materials,
        other => other,
    };
    let agency = practice::agency_row(sql, agency_no)?;
    // One whose end was ordered has nothing under way any more.
    if agencies::by_id(sql, agency)?.status != AgencyStatus::Listed {
        return Ok(());
    }
    let no = practice::add_filing(
        sql,
        &NewFiling {
            bureau: sketch.bureau,
            agency,
            kind: planned.kind,
            assessed: planned.kind.is_assessed(sketch.kind == AgencyKind::Qualification),
            status,
            applied_on: planned.applied_on,
            due: None,
            closed_on: planned.closed_on,
            scopes: &added(sql, planned, agency)?,
        },
    )?;
    registered(world, sql, planned, no)?;
    if !planned.kind.is_published() {
        return Ok(());
    }
    let today = world.options.today;
    if !status.is_closed() {
        capacity::equip(world, sql, planned, agency)?;
    }
    if status != FilingStatus::Applied {
        steps(world, sql, planned, no, late)?;
        capacity::depart(world, sql, planned, no)?;
    }
    clocks::refresh(sql, no, today)?;
    if planned.kind == FilingKind::Renewal {
        clocks::refresh(sql, agency_no, today)?;
    }
    Ok(())
}

/// Its registration, and the checklist of one that waits for its acceptance.
fn registered(world: &World<'_>, sql: &dyn Sql, planned: &Planned, no: RecordNo) -> Result<(), Fault> {
    let Some((file, _)) = filings::file(sql, no)? else { return Ok(()) };
    let who = &world.team(planned.bureau).handlers[0];
    let by = staff::by_login(sql, &who.login)?.map_or(StaffId(0), |s| s.id);
    filings::step(sql, file.id, FilingStatus::Applied, planned.applied_on, by, true, &file.statement)?;
    if file.status == FilingStatus::Applied {
        materials(sql, file.id, planned, file.agency.facts.kind)?;
    }
    Ok(())
}

/// What a wider scope adds: the two highest levels of the first occupation that has not got them.
fn added(sql: &dyn Sql, planned: &Planned, agency: AgencyId) -> Result<Vec<Scope>, Fault> {
    if planned.kind != FilingKind::Incremental || planned.closed_on.is_some() {
        return Ok(Vec::new());
    }
    let high = LevelSet::between(Level::Two, Level::One);
    let filed = agencies::by_id(sql, agency)?.facts.scopes;
    let first = filed.into_iter().find(|s| !s.levels.is_empty() && !s.levels.covers(high));
    Ok(first.map(|scope| Scope { levels: high, ..scope }).into_iter().collect())
}

/// What was done so far: each step before the one it stands at, by whom the regulation names.
fn steps(world: &World<'_>, sql: &dyn Sql, planned: &Planned, no: RecordNo, late: bool) -> Result<(), Fault> {
    let Some((file, _)) = filings::file(sql, no)? else { return Ok(()) };
    if late {
        filings::accept(sql, file.id, "示例: 因场地搬迁迟延, 予以受理")?;
    }
    let reached = match planned.status {
        FilingStatus::Returned => FilingStatus::Materials,
        other => other,
    };
    let (own, center) = (world.team(planned.bureau), world.team(BureauId::CENTER));
    let last = planned.closed_on.unwrap_or(world.options.today);
    for (n, (step, who, opinion)) in (1..).zip([
        (FilingStatus::Materials, &own.handlers[0], "申请材料齐全, 符合要求。"),
        (FilingStatus::Survey, &own.handlers[1], "场地、设备和监控与申报一致。"),
        (FilingStatus::Assessment, &own.approvers[0], "专家评审通过。"),
        (FilingStatus::Recheck, &center.approvers[1], "评估结果无误。"),
        (FilingStatus::Publicity, &own.handlers[0], "示例: 拟同意备案, 现予公示。"),
        (FilingStatus::Approval, &own.approvers[1], "研究同意。"),
    ]) {
        let approved = reached == FilingStatus::Approval && step == reached;
        if (step >= reached && !approved)
            || matches!(reached, FilingStatus::Refused | FilingStatus::Withdrawn)
        {
            break;
        }
        // The approval waits for the end of the publicity.
        let days = if step == FilingStatus::Approval { 22 } else { n * 3 };
        let on = line::on(&world.calendar, planned.applied_on, days).min(last);
        if step == FilingStatus::Publicity && reached == FilingStatus::Approval {
            publicity(world, sql, file.id, on)?;
        }
        let by = staff::by_login(sql, &who.login)?.map_or(StaffId(0), |s| s.id);
        filings::step(sql, file.id, step, on, by, true, opinion)?;
    }
    if !planned.status.is_closed() {
        materials(sql, file.id, planned, file.agency.facts.kind)?;
    }
    if planned.status == FilingStatus::Returned {
        let asked = line::on(&world.calendar, planned.applied_on, 2).min(last);
        let due = line::on(&world.calendar, asked, 10);
        filing_papers::ask(sql, file.id, asked, &["场地使用权证明未附, 请补交"], due)?;
        let next = Next { status: planned.status, waits_for: WaitsFor::Agency, due: Some(due) };
        filings::advance(sql, file.id, &next, last)?;
    }
    if planned.status == FilingStatus::Approval {
        // Its publicity is over: the Corps bureau has it.
        let next = Next { status: planned.status, waits_for: WaitsFor::Corps, due: None };
        filings::advance(sql, file.id, &next, last)?;
    }
    if let Some(posted) = planned.posted_on {
        publicity(world, sql, file.id, posted)?;
    }
    Ok(())
}

/// The checklist of one under way: all there once it was reviewed, before that but for the last item.
fn materials(sql: &dyn Sql, filing: FilingId, planned: &Planned, agency: AgencyKind) -> Result<(), Fault> {
    let of = Handing { kind: planned.kind, agency, branch: false };
    let items: Vec<String> = default_items(of).iter().map(|item| (*item).to_owned()).collect();
    filing_papers::pin(sql, filing, &items)?;
    let early = [FilingStatus::Applied, FilingStatus::Materials, FilingStatus::Returned];
    let reviewed = !early.contains(&planned.status);
    for (place, _) in (1..).zip(&items).take(items.len() - usize::from(!reviewed)) {
        filing_papers::mark(sql, filing, place, MaterialState::There, "")?;
    }
    Ok(())
}

/// A publicity that runs.
fn publicity(world: &World<'_>, sql: &dyn Sql, filing: FilingId, posted: NaiveDate) -> Result<(), Fault> {
    filings::post(sql, filing, posted, "示例门户网站", "示例: 拟同意备案, 现予公示。")?;
    let length = LengthKey::FilingPublicityTerm.default_value();
    let term = terms::count(&world.calendar, posted, length, StartDay::Excluded).map_err(Fault::input)?;
    let next = Next { status: FilingStatus::Publicity, waits_for: WaitsFor::Time, due: Some(term.last_day) };
    filings::advance(sql, filing, &next, world.options.today)?;
    Ok(())
}
