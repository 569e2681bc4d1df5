//! Units of the practice database that apply for the first time: not in the directory, their filings at each step, some refused.

use super::World;
use super::agencies::{self, Sketch};
use super::filings::{LINE, steps, under_way};
use super::{capacity, dice, line};
use crate::commands::clocks;
use crate::commands::fault::Fault;
use crate::records::agency::{AgencyFacts, AgencyStatus};
use crate::records::agency_kind::AgencyKind;
use crate::records::filing::{FilingKind, FilingStatus};
use crate::records::ids::StaffId;
use crate::store::practice::{self, NewFiling};
use crate::store::{Sql, agencies as rows, filings, staff};

/// How many apply, however many agencies there are.
const MANY: usize = 24;

/// How many were refused lately.
const REFUSED: usize = 4;
/// Working days from the application to the refusal, and from that to today.
const REFUSED_AFTER: u32 = 15;
const REFUSED_AGO: u32 = 20;
/// Why.
const WHY: &str = "示例: 现场查勘不符, 评价场地没有视频监控。";

/// Puts them on record, in the order of their days.
pub(super) fn make(world: &World<'_>, sql: &dyn Sql) -> Result<(), Fault> {
    let mut dice = dice::Dice::new(world.options.seed, 9);
    let mut planned = Vec::new();
    // Places after the last agency's: codes and telephone numbers of their own.
    for at in world.options.agencies..world.options.agencies + MANY {
        let sketch = agencies::sketch(world.options, at)?;
        // A qualification agency is filed with the Corps bureau, on the consent of another department (R8-1).
        if sketch.kind != AgencyKind::Qualification {
            // Nobody accepts a first filing late: it begins with the materials.
            let step = 1 + at % (LINE.len() - 1);
            planned.push((sketch, under_way(world, &sketch, FilingKind::First, step, &mut dice)));
        }
    }
    planned.sort_by_key(|(_, filing)| filing.applied_on);
    for (sketch, filing) in &planned {
        write(world, sql, sketch, filing)?;
    }
    let after = world.options.agencies + MANY;
    for at in after..after + REFUSED {
        let sketch = agencies::sketch(world.options, at)?;
        if sketch.kind != AgencyKind::Qualification {
            refused(world, sql, &sketch)?;
        }
    }
    Ok(())
}

/// One that was refused: on record, and not filed.
fn refused(world: &World<'_>, sql: &dyn Sql, sketch: &Sketch) -> Result<(), Fault> {
    let facts = agencies::facts(world.options, sketch)?;
    let scopes = facts.scopes.clone();
    let facts = AgencyFacts { validity: None, agency_code: None, scopes: Vec::new(), ..facts };
    let (_, agency) = rows::add(sql, AgencyStatus::NotFiled, &facts)?;
    let closed_on = line::back(&world.calendar, world.options.today, REFUSED_AGO);
    let applied_on = line::back(&world.calendar, closed_on, REFUSED_AFTER);
    let no = practice::add_filing(
        sql,
        &NewFiling {
            bureau: sketch.bureau,
            agency,
            kind: FilingKind::First,
            assessed: true,
            status: FilingStatus::Refused,
            applied_on,
            due: None,
            closed_on: Some(closed_on),
            scopes: &scopes,
        },
    )?;
    let Some((file, _)) = filings::file(sql, no)? else { return Ok(()) };
    let team = world.team(sketch.bureau);
    let reviewed = line::on(&world.calendar, applied_on, 3);
    for (step, who, on, passed, opinion) in [
        (FilingStatus::Materials, &team.handlers[0], reviewed, true, "申请材料齐全, 符合要求。"),
        (FilingStatus::Refused, &team.approvers[1], closed_on, false, WHY),
    ] {
        let by = staff::by_login(sql, &who.login)?.map_or(StaffId(0), |s| s.id);
        filings::step(sql, file.id, step, on, by, passed, opinion)?;
    }
    filings::end(sql, file.id, WHY)?;
    Ok(())
}

fn write(
    world: &World<'_>,
    sql: &dyn Sql,
    sketch: &Sketch,
    planned: &super::filings::Planned,
) -> Result<(), Fault> {
    let facts = agencies::facts(world.options, sketch)?;
    let applied = facts.scopes.clone();
    let facts = AgencyFacts { validity: None, agency_code: None, scopes: Vec::new(), ..facts };
    let (_, agency) = rows::add(sql, AgencyStatus::Applying, &facts)?;
    let no = practice::add_filing(
        sql,
        &NewFiling {
            bureau: sketch.bureau,
            agency,
            kind: FilingKind::First,
            assessed: true,
            status: planned.status,
            applied_on: planned.applied_on,
            due: None,
            closed_on: None,
            scopes: &applied,
        },
    )?;
    capacity::with(world, sql, planned, agency, &facts, &applied)?;
    steps(world, sql, planned, no, false)?;
    capacity::depart(world, sql, planned, no)?;
    clocks::refresh(sql, no, world.options.today)?;
    Ok(())
}
