//! What an agency evaluates with, and what of the conditions of Art. 6 and 7 that meets: for the filing under way, else for
//! what it is filed for.

use crate::commands::fault::Fault;
use crate::commands::scene::{Facts, Key, Moment, Scene};
use crate::law::conditions::Conditions;
use crate::law::filings::Board;
use crate::law::requirement::Requirement;
use crate::records::agency::Agency;
use crate::records::capacity::{Capacity, Ended, Person, Site};
use crate::records::filing::FilingFile;
use crate::records::ids::RecordNo;
use crate::records::staff::Staff;
use crate::store::{self, Sql, filings};

/// An agency with all that it evaluates with.
#[derive(Debug)]
pub struct Equipped {
    /// The agency.
    pub agency: Agency,
    /// What it has now.
    pub capacity: Capacity,
    /// People who left.
    pub people_ended: Vec<Ended<Person>>,
    /// Venues given up.
    pub sites_ended: Vec<Ended<Site>>,
    /// The conditions, judged as the facts are today.
    pub conditions: Vec<Requirement>,
    /// The filing that they are judged for; none: for what the agency is filed for.
    pub filing: Option<RecordNo>,
}

/// Reads what an agency evaluates with, and judges the conditions.
///
/// # Errors
/// When it isn't there, is a foreign bureau's, or the database can't be read.
pub fn equipped(sql: &dyn Sql, actor: &Staff, moment: Moment, no: RecordNo) -> Result<Equipped, Fault> {
    let scene = Scene::<Agency>::load(sql, actor, moment, &Key::Record(no))?;
    let id = scene.facts.id;
    let capacity = store::capacity::of_agency(sql, id)?;
    let (filing, conditions) = match under_way(&scene, sql)? {
        Some((no, judged)) => (Some(no), judged),
        None => (None, as_filed(&scene, &capacity, sql)?),
    };
    let (people_ended, sites_ended) =
        (store::capacity::people_ended(sql, id)?, store::capacity::sites_ended(sql, id)?);
    Ok(Equipped { agency: scene.facts, capacity, people_ended, sites_ended, conditions, filing })
}

/// The conditions of the last filing under way that is assessed.
fn under_way(scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Option<(RecordNo, Vec<Requirement>)>, Fault> {
    let today = scene.moment.today;
    for (_, no, _) in filings::all_open_of(sql, scene.facts.id)?.into_iter().rev() {
        let (file, settings) = FilingFile::load(sql, &Key::Record(no), today)?;
        if file.assessed {
            let board = Board { file: &file, settings: &settings, calendar: &scene.calendar, today };
            return Ok(Some((no, board.conditions())));
        }
    }
    Ok(None)
}

fn as_filed(scene: &Scene<Agency>, capacity: &Capacity, sql: &dyn Sql) -> Result<Vec<Requirement>, Fault> {
    let (facts, today) = (&scene.facts.facts, scene.moment.today);
    let mut occupations: Vec<_> = facts.scopes.iter().map(|scope| scope.occupation).collect();
    occupations.dedup();
    let rivals = store::capacity::rivals(sql, facts.bureau, scene.facts.id, &occupations, today)?;
    let conditions = Conditions {
        kind: facts.kind,
        capacity,
        scopes: &facts.scopes,
        rivals: &rivals,
        settings: &scene.settings,
        calendar: &scene.calendar,
        applied_on: None,
        today,
    };
    Ok(conditions.judged())
}
