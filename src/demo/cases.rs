//! The cases of the practice database: at the home bureau one of each plan, elsewhere some, more where there are
//! more agencies.

use chrono::Days;

use super::World;
use super::agencies;
use super::dice::Dice;
use super::line::{self, Plan, Step, Who};
use super::people::Team;
use super::stories::{CANDIDATES, PLANS};
use super::wording::{self, Story};
use crate::commands::fault::Fault;
use crate::records::bureau::BureauId;
use crate::records::case::Outcome;
use crate::records::staff::Staff;

/// The most cases there are, however many agencies.
const MOST: usize = 1_200;

/// A case to be walked through.
pub(super) struct Walked {
    pub bureau: BureauId,
    pub agency: usize,
    pub story: Story,
    pub steps: Vec<Step>,
}

/// All cases, by bureau.
pub(super) fn all(world: &World<'_>) -> Result<Vec<Walked>, Fault> {
    let mut dice = world.dice(2);
    let mut cases = Vec::new();
    for team in &world.teams {
        let pool = world.settled(team.bureau);
        if pool.is_empty() {
            continue;
        }
        let plans = plans(world, team.bureau, &mut dice);
        let first = dice.below(pool.len());
        for (n, plan) in plans.into_iter().enumerate() {
            let sketch = &pool[(first + n) % pool.len()];
            cases.push(walked(world, plan, sketch, &mut dice)?);
        }
        // Two about candidates, one of them with its notice served.
        if team.bureau == super::people::home() {
            for (n, plan) in CANDIDATES.iter().enumerate() {
                let mut case = walked(world, *plan, &pool[n % pool.len()], &mut world.dice(11))?;
                case.story = Story {
                    of_candidate: true,
                    outcomes: vec![Outcome::Warning],
                    representative: wording::CANDIDATE.0.to_owned(),
                    ..case.story
                };
                for step in case.steps.iter_mut().filter(|step| step.command == "open-case") {
                    step.command = "open-person-case";
                }
                cases.push(case);
            }
        }
    }
    Ok(cases)
}

/// The plans that a bureau's cases follow.
fn plans(world: &World<'_>, bureau: BureauId, dice: &mut Dice) -> Vec<Plan> {
    let size = world.options.agencies;
    let home = bureau == super::people::home();
    let mut plans = if home { PLANS.to_vec() } else { Vec::new() };
    let share = (size / 15).min(MOST) / if home { 8 } else { 20 };
    while plans.len() < share.max(2) {
        let mut plan = *dice.pick(PLANS);
        plan.age += u32::try_from(dice.below(25)).unwrap_or(0);
        plans.push(plan);
    }
    plans
}

fn walked(
    world: &World<'_>,
    plan: Plan,
    sketch: &agencies::Sketch,
    dice: &mut Dice,
) -> Result<Walked, Fault> {
    let (plan, steps) = line::steps(plan, &world.calendar, world.options.today).map_err(Fault::input)?;
    let facts = agencies::facts(world.options, sketch)?;
    let opened = steps.first().map_or(world.options.today, |s| s.day);
    let drawn = dice.pick(wording::outcomes(plan.weight)).to_vec();
    // Certificates are ticked off one by one before a case is closed: practice leaves that to whoever practises.
    let closes = steps.last().is_some_and(|step| step.command == "close-case");
    let outcomes = if closes { wording::outcomes(plan.weight)[0].to_vec() } else { drawn };
    let story = Story {
        plan,
        agency: facts.name,
        representative: facts.legal_representative,
        ground: *dice.pick(wording::grounds(plan.weight)),
        outcomes,
        occupation: facts.scopes.into_iter().next().map(|s| s.name).unwrap_or_default(),
        of_candidate: false,
        happened_on: opened - Days::new(u64::try_from(dice.between(5, 30)).unwrap_or(5)),
    };
    Ok(Walked { bureau: sketch.bureau, agency: sketch.at, story, steps })
}

/// Who of a bureau does a step.
pub(super) fn actor<'t>(world: &'t World<'_>, team: &'t Team, step: &Step) -> &'t Staff {
    match step.who {
        Who::FirstHandler => &team.handlers[0],
        Who::SecondHandler => &team.handlers[1],
        Who::Approver => &team.approvers[0],
        Who::Reviewer => &team.approvers[1],
        Who::Center => &world.team(BureauId::CENTER).approvers[1],
        Who::Corps => &world.team(BureauId::CORPS).approvers[0],
    }
}
