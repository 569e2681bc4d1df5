//! Credit records in the practice database: excellent results, a bad record, and one that waits for an approver.

use chrono::{Days, Months};

use super::World;
use super::people::home;
use crate::commands::fault::Fault;
use crate::records::credit::{CreditSource, CreditStanding};
use crate::records::ids::RecordNo;
use crate::store::credit::{self, NewEntry};
use crate::store::{Sql, agencies, staff};

/// One in so many settled agencies has an entry.
const ONE_IN: usize = 12;
/// Entered so many days ago, confirmed the day after.
const ENTERED: Days = Days::new(30);
const WAITING: Days = Days::new(2);
/// How long an entry is in force.
const TERM: Months = Months::new(12);

/// Enters them for the home bureau; the agencies whose clocks they move.
pub(super) fn make(world: &World<'_>, sql: &dyn Sql, numbers: &[RecordNo]) -> Result<Vec<RecordNo>, Fault> {
    let (today, team) = (world.options.today, world.team(home()));
    let by = staff::by_login(sql, &team.supervisor.login)?;
    let approver = staff::by_login(sql, &team.approvers[0].login)?;
    let Some((by, approver)) = by.zip(approver) else { return Ok(Vec::new()) };
    let mut moved = Vec::new();
    for (n, sketch) in world.settled(home()).iter().step_by(ONE_IN).enumerate() {
        let Some(agency) = agencies::by_no(sql, numbers[sketch.at])? else { continue };
        let (standing, source, facts) = match n % 4 {
            3 => (CreditStanding::Bad, CreditSource::Supervision, "示例: 专项督导发现考务管理不规范"),
            2 => (CreditStanding::Excellent, CreditSource::Evaluation, "示例: 定期评估优秀"),
            _ => (CreditStanding::Excellent, CreditSource::Annual, "示例: 年检优秀"),
        };
        let waits = n % 4 == 1;
        let entered = today - if waits { WAITING } else { ENTERED };
        let new = NewEntry {
            standing,
            source,
            reference: &format!("示例文号{}", n + 1),
            facts,
            found_on: entered,
            until: entered + TERM,
        };
        credit::enter(sql, agency.id, &new, (by.id, entered))?;
        if !waits && let Some(entry) = credit::entries(sql, agency.id)?.first() {
            credit::confirm(sql, entry.id, (approver.id, entered + Days::new(1)))?;
        }
        moved.push(agency.no);
    }
    Ok(moved)
}
