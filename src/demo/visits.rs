//! The activities and supervisions of the practice database, with what is due after them: past, running, to come.

use chrono::{Datelike, Days, NaiveDate};

use super::World;
use super::agencies::{self, Life, Sketch};
use super::dice::Dice;
use super::{line, plans};
use crate::commands::fault::Fault;
use crate::law::activity_clocks::ARCHIVE;
use crate::law::settings::LengthKey;
use crate::law::terms::{self, Length, StartDay};
use crate::records::activity::{ActivityStatus, ActivityStep};
use crate::records::agency_kind::AgencyKind;
use crate::records::deadline::{Clock, DeadlineState, Reckoned};
use crate::records::ids::{AgencyId, RecordNo, StaffId};
use crate::records::supervision::{SupervisionKind, SupervisionStatus};
use crate::store::Sql;
use crate::store::deadlines::{self, Hanger};
use crate::store::practice::{self, NewActivity, NewSupervision};
use crate::store::{activities, staff};

/// The most activities there are, however many agencies; and as many special supervisions at most.
const MOST: usize = 20_000;
/// What was not done about an activity, if anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lapse {
    None,
    /// The archive is not complete.
    Archive,
    /// The internal report was not filed.
    Report,
    /// The score sheet was not handed in.
    Sheet,
    /// No external supervisor is named.
    Supervisor,
}

/// What the home bureau's list of today shows: how many days ago an activity ended (below zero: is to come), and
/// what is lacking.
const SHOWN: &[(i64, Lapse)] = &[
    (36, Lapse::Archive),
    (33, Lapse::None),
    (31, Lapse::Archive),
    (29, Lapse::Archive),
    (28, Lapse::Archive),
    (24, Lapse::Archive),
    (12, Lapse::Archive),
    (9, Lapse::Report),
    (7, Lapse::Report),
    (6, Lapse::None),
    (4, Lapse::Sheet),
    (2, Lapse::Report),
    (1, Lapse::Sheet),
    (0, Lapse::Sheet),
    (0, Lapse::None),
    (-1, Lapse::Supervisor),
    (-1, Lapse::None),
    (-2, Lapse::Supervisor),
    (-3, Lapse::None),
    (-5, Lapse::Supervisor),
    (-9, Lapse::Supervisor),
    (-20, Lapse::None),
];

/// An activity before it is written.
struct Planned {
    at: usize,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    lapse: Lapse,
}

/// Makes them, in the order of their days.
///
/// `said` hears how many activities are written, and of how many.
pub(super) fn make(
    world: &World<'_>,
    sql: &dyn Sql,
    numbers: &[RecordNo],
    said: &mut dyn FnMut(usize, usize),
) -> Result<(), Fault> {
    let mut dice = world.dice(5);
    let mut planned = shown(world, &mut dice);
    let able: Vec<Sketch> = world
        .agencies
        .iter()
        .filter(|a| !matches!(a.life, Life::Cancelled | Life::Expired))
        .copied()
        .collect();
    if !able.is_empty() {
        let count = (world.options.agencies * 7 / 10).min(MOST);
        planned.extend((0..count).filter_map(|_| drawn(world, dice.pick(&able), &mut dice)));
    }
    planned.sort_by_key(|p| (p.starts_on, p.at));
    for (n, activity) in planned.iter().enumerate() {
        said(n, planned.len());
        let visit = Visit::of(world, sql, activity, numbers[activity.at], &mut dice)?;
        visit.write(&mut dice)?;
        visit.prepare()?;
    }
    for sketch in able.iter().take(MOST) {
        if dice.chance(25) {
            special(world, sql, sketch, numbers[sketch.at], &mut dice)?;
        }
    }
    Ok(())
}

fn shown(world: &World<'_>, dice: &mut Dice) -> Vec<Planned> {
    let mut pool = world.settled(super::people::home());
    pool.retain(|a| a.kind == AgencyKind::SocialOrganisation);
    if pool.is_empty() {
        return Vec::new();
    }
    let one = |(ago, lapse): &(i64, Lapse)| {
        let away = Days::new(ago.unsigned_abs());
        let today = world.options.today;
        // To come: it begins then. Past: it ended then.
        let day = if *ago < 0 { today + away } else { today - away };
        Planned { at: dice.pick(&pool).at, starts_on: day, ends_on: day, lapse: *lapse }
    };
    SHOWN.iter().map(one).collect()
}

fn drawn(world: &World<'_>, sketch: &Sketch, dice: &mut Dice) -> Option<Planned> {
    let away = dice.between(-320, 28);
    let days = Days::new(away.unsigned_abs());
    let starts_on = if away < 0 { world.options.today - days } else { world.options.today + days };
    let ends_on = starts_on + Days::new(u64::try_from(dice.below(3)).unwrap_or(0));
    let lapses = [Lapse::None, Lapse::Archive, Lapse::Report, Lapse::Sheet, Lapse::Supervisor];
    let lapse = lapses[dice.weighted(&[88, 4, 3, 2, 3])];
    // Nothing is held outside the validity (R12-1), nor recorded before the bureaus began.
    let inside = starts_on >= sketch.published_on.max(world.set_up) && ends_on <= sketch.expires_on;
    inside.then_some(Planned { at: sketch.at, starts_on, ends_on, lapse })
}

/// An activity being written, with the supervision and the deadlines that go with it.
struct Visit<'a> {
    world: &'a World<'a>,
    sql: &'a dyn Sql,
    planned: &'a Planned,
    sketch: &'a Sketch,
    agency: AgencyId,
    no: RecordNo,
    assigned: bool,
}

impl<'a> Visit<'a> {
    /// Writes the activity itself.
    fn of(
        world: &'a World<'a>,
        sql: &'a dyn Sql,
        planned: &'a Planned,
        agency_no: RecordNo,
        dice: &mut Dice,
    ) -> Result<Self, Fault> {
        let sketch = &world.agencies[planned.at];
        let facts = agencies::facts(world.options, sketch)?;
        let scope = dice.pick(&facts.scopes);
        let level = dice.below(scope.levels.len());
        let today = world.options.today;
        let assigned = sketch.kind != AgencyKind::SocialOrganisation
            || planned.lapse != Lapse::Supervisor
            || planned.starts_on <= today;
        let agency = practice::agency_row(sql, agency_no)?;
        let activity = NewActivity {
            bureau: sketch.bureau,
            agency,
            occupation: scope.occupation,
            name: &scope.name,
            level: scope.levels.iter().nth(level),
            year: planned.starts_on.min(today).year(),
            starts_on: planned.starts_on,
            ends_on: planned.ends_on,
            place: if dice.chance(80) { "本机构考点" } else { "示例职业学院考点" },
            candidates: dice.between(8, 90),
            status: status(world, planned, assigned),
        };
        let no = practice::add_activity(sql, &activity)?;
        Ok(Self { world, sql, planned, sketch, agency, no, assigned })
    }

    fn today(&self) -> NaiveDate {
        self.world.options.today
    }

    /// Writes what goes with it.
    fn write(&self, dice: &mut Dice) -> Result<(), Fault> {
        if self.planned.ends_on < self.today() {
            let report = LengthKey::InternalReportTerm.default_value();
            self.after(Clock::InternalReport, report, Lapse::Report, dice)?;
            self.after(Clock::Archive, ARCHIVE, Lapse::Archive, dice)?;
        }
        if self.sketch.kind != AgencyKind::SocialOrganisation {
            return Ok(());
        }
        let supervision = self.external(dice)?;
        if self.planned.ends_on <= self.today() {
            self.score_sheet(supervision)?;
        } else if self.planned.starts_on > self.today() {
            self.supervisor_needed()?;
        }
        Ok(())
    }

    /// Its plan, what was done about it, and its results.
    fn prepare(&self) -> Result<(), Fault> {
        let login = &self.world.team(self.sketch.bureau).handlers[0].login;
        let by = staff::by_login(self.sql, login)?.map_or(StaffId(0), |staff| staff.id);
        let Some(file) = activities::file(self.sql, self.no)? else { return Ok(()) };
        plans::put(self.sql, &file, (by, self.today()))?;
        for (step, clock) in
            [(ActivityStep::Reported, Clock::InternalReport), (ActivityStep::Archived, Clock::Archive)]
        {
            let done = file.deadlines.iter().find(|deadline| deadline.clock == clock);
            if let Some(on) = done.and_then(|deadline| deadline.ended_on) {
                activities::step(self.sql, file.id, step, on, Some(by), "示例")?;
            }
        }
        Ok(())
    }

    /// What is due a time after the end: done in time, done late, or still open.
    fn after(&self, clock: Clock, length: Length, lapse: Lapse, dice: &mut Dice) -> Result<(), Fault> {
        let from = self.planned.ends_on;
        let term =
            terms::count(&self.world.calendar, from, length, StartDay::Excluded).map_err(Fault::input)?;
        let ready = line::on(&self.world.calendar, from, u32::try_from(dice.between(1, 4)).unwrap_or(1));
        let late = line::on(&self.world.calendar, term.last_day, 3);
        let ended_on = match (self.planned.lapse != lapse, is_archived(self.world, self.planned)) {
            (true, _) if ready <= self.today() && ready <= term.last_day => Some(ready),
            // Long past, somebody did it after all.
            (false, true) => Some(late),
            _ => None,
        };
        let state = match ended_on {
            Some(day) if day <= term.last_day => DeadlineState::Met,
            Some(_) => DeadlineState::Missed,
            None => DeadlineState::Open,
        };
        let reckoned = Reckoned {
            clock,
            about: String::new(),
            from,
            length: length.to_string(),
            due: term.last_day,
            provisional: term.provisional.is_some(),
            state,
            ended_on,
        };
        self.keep(self.no, &reckoned)
    }

    /// The external supervision that an exam of a social organisation has (R22-2).
    fn external(&self, dice: &mut Dice) -> Result<RecordNo, Fault> {
        let today = self.today();
        let status = match () {
            () if self.planned.ends_on > today && !self.assigned => SupervisionStatus::Unassigned,
            () if self.planned.ends_on > today => SupervisionStatus::Planned,
            () if self.sheet_handed_in() => SupervisionStatus::Closed,
            () => SupervisionStatus::Held,
        };
        let finding = match status {
            SupervisionStatus::Closed if dice.chance(85) => "考场秩序正常, 本批次有效",
            SupervisionStatus::Closed => "个别工位间距不足, 已当场改正, 本批次有效",
            _ => "",
        };
        Ok(practice::add_supervision(
            self.sql,
            &NewSupervision {
                bureau: self.sketch.bureau,
                agency: self.agency,
                activity: Some(self.no),
                kind: SupervisionKind::External,
                year: self.planned.starts_on.min(today).year(),
                planned_on: self.planned.starts_on,
                supervisor: self.assigned.then(|| self.supervisor()),
                status,
                finding,
            },
        )?)
    }

    fn supervisor(&self) -> &str {
        &self.world.team(self.sketch.bureau).supervisor.name
    }

    fn sheet_handed_in(&self) -> bool {
        self.planned.lapse != Lapse::Sheet || is_archived(self.world, self.planned)
    }

    /// The score sheet is handed in on the day that the activity ends (R22-4).
    fn score_sheet(&self, supervision: RecordNo) -> Result<(), Fault> {
        let from = self.planned.ends_on;
        let ended_on = self.sheet_handed_in().then_some(from);
        let state = if ended_on.is_some() { DeadlineState::Met } else { DeadlineState::Open };
        self.keep(supervision, &Reckoned::given(Clock::ScoreSheet, String::new(), from, state, ended_on))
    }

    /// An exam wants an external supervisor before its day (R22-2).
    fn supervisor_needed(&self) -> Result<(), Fault> {
        let ended_on = self.assigned.then(|| self.today());
        let state = if self.assigned { DeadlineState::Met } else { DeadlineState::Open };
        self.keep(
            self.no,
            &Reckoned::given(
                Clock::ExternalSupervisor,
                String::new(),
                self.planned.starts_on,
                state,
                ended_on,
            ),
        )
    }

    fn keep(&self, subject: RecordNo, reckoned: &Reckoned) -> Result<(), Fault> {
        let hanger = Hanger { subject, bureau: self.sketch.bureau, agency: Some(self.agency), case: None };
        Ok(deadlines::insert(self.sql, &hanger, reckoned)?)
    }
}

/// Whether an activity is so long past that its archive is complete, late or not.
fn is_archived(world: &World<'_>, planned: &Planned) -> bool {
    planned.ends_on + Days::new(60) < world.options.today
}

fn status(world: &World<'_>, planned: &Planned, assigned: bool) -> ActivityStatus {
    let today = world.options.today;
    if planned.starts_on > today {
        return if assigned { ActivityStatus::Confirmed } else { ActivityStatus::Planned };
    }
    if planned.ends_on >= today {
        return ActivityStatus::Running;
    }
    let settled = planned.lapse != Lapse::Archive && planned.ends_on + Days::new(12) < today;
    if settled || is_archived(world, planned) { ActivityStatus::Archived } else { ActivityStatus::Held }
}

/// A visit that no activity asks for: special supervision, double random, annual inspection, evaluation.
fn special(
    world: &World<'_>,
    sql: &dyn Sql,
    sketch: &Sketch,
    agency_no: RecordNo,
    dice: &mut Dice,
) -> Result<(), Fault> {
    let today = world.options.today;
    let kinds = [
        SupervisionKind::Special,
        SupervisionKind::Random,
        SupervisionKind::Annual,
        SupervisionKind::Evaluation,
    ];
    let kind = kinds[dice.weighted(&[45, 25, 20, 10])];
    let ahead = dice.chance(25);
    let away = u32::try_from(dice.between(1, if ahead { 30 } else { 180 })).unwrap_or(1);
    let planned_on =
        if ahead { line::on(&world.calendar, today, away) } else { line::back(&world.calendar, today, away) };
    let (status, finding) = match dice.weighted(&[70, 12, 18]) {
        _ if ahead && dice.chance(30) => (SupervisionStatus::Unassigned, ""),
        _ if ahead => (SupervisionStatus::Planned, ""),
        0 => (SupervisionStatus::Closed, "制度健全, 场地设备符合要求"),
        1 => (SupervisionStatus::Held, ""),
        _ => (SupervisionStatus::Rectifying, "监控录像保存不足, 限期整改"),
    };
    let supervisor = &world.team(sketch.bureau).supervisor.name;
    practice::add_supervision(
        sql,
        &NewSupervision {
            bureau: sketch.bureau,
            agency: practice::agency_row(sql, agency_no)?,
            activity: None,
            kind,
            year: planned_on.min(today).year(),
            planned_on,
            supervisor: (status != SupervisionStatus::Unassigned).then_some(supervisor),
            status,
            finding,
        },
    )?;
    Ok(())
}
