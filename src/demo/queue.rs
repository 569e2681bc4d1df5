//! The acts of the practice database in the order of their days, and their doing, one after another through
//! `commands`.

use chrono::{Days, FixedOffset, NaiveDate, NaiveTime, TimeDelta};
use serde_json::{Value, json};

use super::World;
use super::agencies;
use super::applicants::{self, Application};
use super::calls::Call;
use super::capacity;
use super::cases::{self, Walked};
use super::complaints::Grievance;
use super::people;
use crate::commands::execute::{self, Keep, Reply, Request};
use crate::commands::fault::Fault;
use crate::commands::scene::Moment;
use crate::records::bureau::BureauId;
use crate::records::ids::RecordNo;
use crate::records::staff::Staff;
use crate::say;
use crate::store::{DbError, Store};

/// How many agencies are registered in one transaction.
const BATCH: usize = 500;
/// UTC+8, in seconds.
const OFFSET: i32 = 8 * 3600;

/// One act, or a batch of the same kind.
#[derive(Debug, Clone)]
enum Deed {
    /// Accounts and contact lines.
    Office,
    /// Agencies of a bureau, by place.
    Register(BureauId, Vec<usize>),
    /// A step of a case: which case, which step.
    Step(usize, usize),
    /// A call noted, by place.
    Call(usize),
    /// A complaint registered, by place.
    Complaint(usize),
    /// A complaint answered, by place.
    Answer(usize),
    /// A step of a first filing: which, which step.
    Filing(usize, usize),
}

/// All acts, sorted by day.
pub(super) struct Queue {
    deeds: Vec<(NaiveDate, Deed)>,
    cases: Vec<Walked>,
    calls: Vec<Call>,
    complaints: Vec<Grievance>,
    applications: Vec<Application>,
}

impl Queue {
    /// Thinks of everything that is done by commands.
    pub fn of(world: &World<'_>) -> Result<Self, Fault> {
        let cases = cases::all(world)?;
        let calls = calls(world);
        let complaints = complaints(world);
        let mut deeds = vec![(world.set_up, Deed::Office)];
        deeds.extend(registrations(world));
        for (case, walked) in cases.iter().enumerate() {
            let steps = walked.steps.iter().enumerate();
            deeds.extend(steps.map(|(at, step)| (step.day, Deed::Step(case, at))));
        }
        deeds.extend(calls.iter().enumerate().map(|(at, call)| (call.day, Deed::Call(at))));
        deeds.extend(complaints.iter().enumerate().flat_map(|(at, grievance)| {
            let answered = grievance.answered.map(|day| (day, Deed::Answer(at)));
            [Some((grievance.day, Deed::Complaint(at))), answered].into_iter().flatten()
        }));
        let applications = applicants::all(world)?;
        for (which, application) in applications.iter().enumerate() {
            let steps = application.steps.iter().enumerate();
            deeds.extend(steps.map(|(at, step)| (step.day, Deed::Filing(which, at))));
        }
        // Stable: what was put in first comes first on its day.
        deeds.sort_by_key(|(day, _)| *day);
        Ok(Self { deeds, cases, calls, complaints, applications })
    }

    /// How many acts there are.
    pub fn units(&self) -> usize {
        let size = |deed: &Deed| if let Deed::Register(_, batch) = deed { batch.len() } else { 1 };
        self.deeds.iter().map(|(_, deed)| size(deed)).sum()
    }

    /// Does them all; the public numbers of the agencies, by place.
    pub fn run(
        &self,
        world: &World<'_>,
        store: &mut Store,
        progress: &mut dyn FnMut(usize),
    ) -> Result<Vec<RecordNo>, Fault> {
        let nothing = RecordNo { kind: crate::records::ids::RecordKind::Agency, year: 0, serial: 0 };
        let mut run = Run {
            world,
            store,
            numbers: vec![nothing; world.agencies.len()],
            opened: vec![String::new(); self.cases.len()],
            ending: vec![String::new(); self.cases.len()],
            complained: vec![String::new(); self.complaints.len()],
            applied: vec![None; self.applications.len()],
            clock: Clock { day: NaiveDate::MIN, acts: 0 },
            requests: 0,
            done: 0,
            progress,
        };
        for (day, deed) in &self.deeds {
            run.clock.turn_to(*day);
            match deed {
                Deed::Office => run.office()?,
                Deed::Register(bureau, batch) => run.register(*bureau, batch)?,
                Deed::Step(case, at) => run.step(&self.cases[*case], *case, *at)?,
                Deed::Call(at) => run.call(&self.calls[*at])?,
                Deed::Complaint(at) => run.complaint(&self.complaints[*at], *at)?,
                Deed::Answer(at) => run.answer(&self.complaints[*at], *at)?,
                Deed::Filing(which, at) => run.filing(&self.applications[*which], *which, *at)?,
            }
        }
        Ok(run.numbers)
    }
}

/// Those filed before the beginning are registered then, from a ledger; later ones soon after their publication.
fn registrations(world: &World<'_>) -> Vec<(NaiveDate, Deed)> {
    let mut places: Vec<(NaiveDate, BureauId, usize)> = world
        .agencies
        .iter()
        .map(|a| {
            // The fifth day after the publication is past for all but the youngest, which come in today.
            let day = (a.published_on + Days::new(5)).max(world.set_up).min(world.options.today);
            (day, a.bureau, a.at)
        })
        .collect();
    places.sort_unstable();
    places
        .chunk_by(|a, b| (a.0, a.1) == (b.0, b.1))
        .flat_map(|same| same.chunks(BATCH))
        .filter_map(|batch| {
            let (day, bureau, _) = batch.first()?;
            Some((*day, Deed::Register(*bureau, batch.iter().map(|(.., at)| *at).collect())))
        })
        .collect()
}

fn calls(world: &World<'_>) -> Vec<Call> {
    let mut dice = world.dice(3);
    let mut calls = Vec::new();
    for team in &world.teams {
        let pool = world.settled(team.bureau);
        let count = if team.bureau == people::home() { 24 } else { 2 };
        calls.extend(
            (0..count)
                .filter_map(|_| Call::draw(&pool, &world.calendar, world.options.today, &mut dice))
                .collect::<Vec<_>>(),
        );
    }
    calls
}

/// A complaint about every so many agencies.
const PER_COMPLAINT: usize = 25;

fn complaints(world: &World<'_>) -> Vec<Grievance> {
    let mut dice = world.dice(6);
    let mut all = Vec::new();
    for team in &world.teams {
        let pool = world.settled(team.bureau);
        let least = if team.bureau == people::home() { 9 } else { 1 };
        let count = (pool.len() / PER_COMPLAINT).max(least);
        let today = world.options.today;
        all.extend((0..count).filter_map(|_| Grievance::draw(&pool, &world.calendar, today, &mut dice)));
    }
    all
}

/// The time of the acts of a day: from half past eight, one after another.
struct Clock {
    day: NaiveDate,
    acts: i64,
}

impl Clock {
    fn turn_to(&mut self, day: NaiveDate) {
        if self.day != day {
            *self = Self { day, acts: 0 };
        }
    }

    fn moment(&mut self) -> Result<Moment, Fault> {
        self.acts += 1;
        let start = self.day.and_time(NaiveTime::MIN) + TimeDelta::minutes(8 * 60 + 30);
        let local = start + TimeDelta::seconds((self.acts * 40).min(9 * 3600));
        let at = FixedOffset::east_opt(OFFSET)
            .and_then(|offset| local.and_local_timezone(offset).single())
            .ok_or_else(|| DbError::broken("a time", &local.to_string()))?;
        Ok(Moment { at, today: self.day })
    }
}

/// The doing, under way.
struct Run<'a> {
    world: &'a World<'a>,
    store: &'a mut Store,
    numbers: Vec<RecordNo>,
    opened: Vec<String>,
    /// The filings by which cases end agencies.
    ending: Vec<String>,
    complained: Vec<String>,
    /// Filings of applicants, once they are there.
    applied: Vec<Option<RecordNo>>,
    clock: Clock,
    requests: usize,
    done: usize,
    progress: &'a mut dyn FnMut(usize),
}

impl Run<'_> {
    fn office(&mut self) -> Result<(), Fault> {
        let first = people::first_administrator(self.store, &self.world.teams)?;
        let mut requests = people::entries(&self.world.teams, &first);
        self.do_all(&first, &mut requests).map(drop)?;
        self.tick(1);
        Ok(())
    }

    fn register(&mut self, bureau: BureauId, batch: &[usize]) -> Result<(), Fault> {
        let mut requests = Vec::with_capacity(batch.len());
        for at in batch {
            let facts = agencies::facts(self.world.options, &self.world.agencies[*at])?;
            let facts = serde_json::to_value(&facts).map_err(|e| DbError::broken("JSON", &e.to_string()))?;
            let source = format!("示例台账第 {} 行", at + 3);
            requests.push(Request::new("register-agency", json!({ "facts": facts, "source": source })));
        }
        let registrar = self.world.team(bureau).administrator.clone();
        let replies = self.do_all(&registrar, &mut requests)?;
        for (at, reply) in batch.iter().zip(replies) {
            self.numbers[*at] = reply.id.parse().map_err(Fault::input)?;
        }
        self.tick(batch.len());
        Ok(())
    }

    fn step(&mut self, walked: &Walked, case: usize, at: usize) -> Result<(), Fault> {
        let step = &walked.steps[at];
        let team = self.world.team(walked.bureau);
        let actor = cases::actor(self.world, team, step);
        let mut fields = walked.story.fields(step, team);
        let (subject, no) = match step.command {
            "open-case" | "open-person-case" => ("agency", self.numbers[walked.agency].to_string()),
            "check-data" | "post-publicity" | "settle-filing" => ("filing", self.ending[case].clone()),
            _ => ("case", self.opened[case].clone()),
        };
        fields.insert(subject.to_owned(), Value::String(no));
        let reply = self.do_one(actor, Request::new(step.command, Value::Object(fields)))?;
        if matches!(step.command, "open-case" | "open-person-case") {
            self.opened[case] = reply.id;
        } else if step.command == "carry-out-end" {
            self.ending[case] = reply.id;
        }
        self.tick(1);
        Ok(())
    }

    fn call(&mut self, call: &Call) -> Result<(), Fault> {
        let team = self.world.team(self.world.agencies[call.agency].bureau);
        let request = call.request(&self.numbers[call.agency].to_string());
        self.do_one(&team.handlers[self.requests % 2], request)?;
        self.tick(1);
        Ok(())
    }

    fn complaint(&mut self, grievance: &Grievance, at: usize) -> Result<(), Fault> {
        let team = self.world.team(self.world.agencies[grievance.agency].bureau);
        let request = grievance.registration(&self.numbers[grievance.agency].to_string());
        self.complained[at] = self.do_one(&team.handlers[grievance.handler], request)?.id;
        self.tick(1);
        Ok(())
    }

    fn answer(&mut self, grievance: &Grievance, at: usize) -> Result<(), Fault> {
        let team = self.world.team(self.world.agencies[grievance.agency].bureau);
        let request = grievance.answer(&self.complained[at]);
        self.do_one(&team.handlers[grievance.handler], request)?;
        self.tick(1);
        Ok(())
    }

    fn filing(&mut self, application: &Application, which: usize, at: usize) -> Result<(), Fault> {
        let step = &application.steps[at];
        let world = self.world;
        let actor = cases::actor(world, world.team(application.sketch.bureau), step);
        let mut fields = application.fields(step);
        if let Some(no) = self.applied[which] {
            fields.insert("filing".to_owned(), no.to_string().into());
        }
        let reply = self.do_one(actor, Request::new(step.command, Value::Object(fields)))?;
        if step.command == "apply-first" {
            self.applied[which] = Some(reply.id.parse().map_err(Fault::input)?);
        }
        // What it evaluates with was seen on site, or with the materials.
        if step.command == "check-materials"
            && let Some(no) = self.applied[which]
        {
            capacity::of_applicant(world, self.store, application, no, step.day)?;
        }
        self.tick(1);
        Ok(())
    }

    fn tick(&mut self, units: usize) {
        self.done += units;
        (self.progress)(self.done);
    }

    /// Names the next request: the same in every run.
    fn name(&mut self, request: &mut Request) {
        self.requests += 1;
        request.id = Some(format!("demo-{:07}", self.requests));
    }

    fn do_one(&mut self, actor: &Staff, mut request: Request) -> Result<Reply, Fault> {
        self.name(&mut request);
        let moment = self.clock.moment()?;
        execute::execute(self.store, actor, moment, &request).map_err(|f| told(&request, moment.today, f))
    }

    fn do_all(&mut self, actor: &Staff, requests: &mut [Request]) -> Result<Vec<Reply>, Fault> {
        for request in requests.iter_mut() {
            self.name(request);
        }
        let moment = self.clock.moment()?;
        execute::execute_all(self.store, actor, moment, requests, Keep::Yes, |_| ()).map_err(|(at, fault)| {
            match requests.get(at) {
                Some(request) => told(request, moment.today, fault),
                None => fault,
            }
        })
    }
}

/// A fault with the step where it happened: made-up data that the rules refuse is a fault of its maker.
fn told(request: &Request, day: NaiveDate, fault: Fault) -> Fault {
    if let Fault::Io(_) = fault {
        return fault;
    }
    Fault::input(say!(
        "练习数据 {d} {c} ({s}) 未通过: {why}",
        "practice data: {c} on {d} ({s}) did not pass: {why}",
        d = day,
        c = request.name.clone(),
        s = request
            .fields
            .get("case")
            .or(request.fields.get("filing"))
            .or(request.fields.get("agency"))
            .and_then(Value::as_str)
            .unwrap_or("-"),
        why = fault.text()
    ))
}
