//! What can be done with a record now, and what each act wants: the judgement that `execute` refuses by, for menus.

use serde_json::{Map, Value};

use super::catalogue;
use super::entry::{Entry, Turn};
use super::fault::Fault;
use super::scene::{Facts, Key, Moment, Scene};
use super::spec::{Spec, Subject};
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::records::staff::Staff;
use crate::store::Sql;
use crate::text::Text;

/// What can be done with a record now: a command, whether it is open, and each requirement.
#[derive(Debug)]
pub struct Action {
    /// The declaration.
    pub spec: &'static Spec,
    /// Why the actor may not, if so.
    pub barred: Option<Text>,
    /// Whether the record is in a state from which the command goes.
    pub in_state: bool,
    /// How closely it belongs to the state that the record is in: [`From::closeness`](super::spec::From::closeness).
    pub closeness: (usize, usize),
    /// Where it stands among what can be done.
    pub turn: Turn,
    /// The requirements.
    pub requirements: Vec<Requirement>,
    /// What the form starts with.
    pub prefill: Map<String, Value>,
}

impl Action {
    /// Whether it can be begun now.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.barred.is_none() && !self.requirements.iter().any(|r| r.refuses())
    }

    /// How near it is to being done.
    #[must_use]
    pub fn nearness(&self) -> Nearness {
        let unmet = || self.requirements.iter().filter(|r| r.refuses());
        if unmet().any(|r| r.rule == RuleId::H2_1 || r.is_final()) {
            Nearness::OutOfTurn
        } else if self.is_open() {
            Nearness::Open
        } else if self.barred.is_none() && unmet().all(Requirement::mended_by_time) {
            Nearness::InTime
        } else {
            Nearness::AfterSomebody
        }
    }
}

/// How near an action is to being done, the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// It can be begun now.
    Open,
    /// Its time has to come.
    InTime,
    /// Somebody has to act first, or it is another's to do.
    AfterSomebody,
    /// Not the case's turn for it (H2-1), as what is done already; or nothing brings it about.
    OutOfTurn,
}

/// Explains every command on a subject: the same judgement that [`execute`](super::execute::execute) refuses by.
///
/// # Errors
/// When the subject isn't there, is a foreign bureau's, or the database can't be read.
pub fn explain(
    sql: &dyn Sql,
    actor: &Staff,
    moment: Moment,
    subject: Subject,
    key: &Key,
) -> Result<Vec<Action>, Fault> {
    match subject {
        Subject::Bureau => actions(sql, actor, moment, key, catalogue::OFFICE),
        Subject::Agency => actions(sql, actor, moment, key, catalogue::AGENCY),
        Subject::Case => actions(sql, actor, moment, key, catalogue::CASE),
        Subject::Complaint => actions(sql, actor, moment, key, catalogue::COMPLAINT),
        Subject::Filing => actions(sql, actor, moment, key, catalogue::FILING),
        Subject::Activity => actions(sql, actor, moment, key, catalogue::ACTIVITY),
        Subject::Draw => actions(sql, actor, moment, key, catalogue::DRAW),
        Subject::Visit => actions(sql, actor, moment, key, catalogue::VISIT),
    }
}

fn actions<F: Facts>(
    sql: &dyn Sql,
    actor: &Staff,
    moment: Moment,
    key: &Key,
    entries: &'static [Entry<F>],
) -> Result<Vec<Action>, Fault> {
    let scene = Scene::<F>::load(sql, actor, moment, key)?;
    entries
        .iter()
        .map(|entry| {
            let mut requirements = entry.judge(&scene, None)?;
            // What stands in the way is read first.
            requirements.sort_by_key(Requirement::urgency);
            Ok(Action {
                spec: entry.spec,
                barred: scene.permits(entry.spec).err(),
                in_state: entry.in_state(&scene),
                turn: entry.turn(&scene),
                closeness: entry.spec.from.closeness(scene.facts.stage()),
                requirements,
                prefill: entry.prefill(&scene),
            })
        })
        .collect()
}
