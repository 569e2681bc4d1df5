//! The inspectors of the practice database and a random draw of the home bureau: what the commands would have put on file.

use chrono::{Days, NaiveDate};

use super::people::{Team, home};
use super::{World, names};
use crate::commands::draws::draft;
use crate::commands::fault::Fault;
use crate::commands::premises;
use crate::law::draws;
use crate::records::ids::InspectorId;
use crate::records::inspector::{Inspector, WorkFields};
use crate::store::{self, Sql, inspectors, staff};

/// Inspectors of a bureau beside its supervisor.
const OTHERS: usize = 7;
/// How many days ago the draw was made, and in how many days its checks are to be done.
const DRAWN: Days = Days::new(10);
const CHECKS: Days = Days::new(20);

/// Makes them.
pub(super) fn make(world: &World<'_>, sql: &dyn Sql) -> Result<(), Fault> {
    let today = world.options.today;
    let mut dice = world.dice(12);
    for team in &world.teams {
        let division = team.bureau.to_string();
        let mut all = vec![team.supervisor.name.clone()];
        all.extend((0..OTHERS).map(|_| names::person(&mut dice)));
        for (n, name) in all.into_iter().enumerate() {
            let fields = if n % 3 == 1 { "6-99" } else { "" };
            let new = Inspector {
                id: InspectorId(0),
                number: format!("{}-{:03}", division.to_uppercase(), n + 1),
                name,
                unit: if n == 0 { "本局".to_owned() } else { format!("示例单位{}", n) },
                fields: WorkFields::parse(fields).map_err(Fault::input)?,
                appointed_on: world.set_up,
                appointed_until: today + Days::new(if n == OTHERS { 20 } else { 400 }),
                ended: None,
            };
            inspectors::put(sql, team.bureau, &new)?;
        }
        if team.bureau == home() {
            draw(team, sql, today)?;
        }
    }
    Ok(())
}

fn draw(team: &Team, sql: &dyn Sql, today: NaiveDate) -> Result<(), Fault> {
    let on = today - DRAWN;
    let settings = premises::settings(sql, team.bureau, on)?;
    let mut record = draft(sql, (team.bureau, &settings), None, on)?;
    (record.take, record.each) = (3, 2);
    record.no = store::draws::next(sql, on)?;
    "示例双随机抽查".clone_into(&mut record.title);
    record.drawn_at = format!("{on} 10:00:00");
    record.operator.clone_from(&team.supervisor.name);
    record.witness.clone_from(&team.approvers[1].name);
    "示例种子".clone_into(&mut record.seed);
    "示例公开来源".clone_into(&mut record.seed_source);
    if draws::possible(&record).iter().any(crate::law::requirement::Requirement::refuses) {
        return Ok(());
    }
    record.result = draws::drawn(&record);
    let by = staff::by_login(sql, &team.supervisor.login)?;
    if let Some(by) = by {
        store::draws::add(sql, (team.bureau, &record), (on, today + CHECKS), by.id)?;
    }
    Ok(())
}
