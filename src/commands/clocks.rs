//! Keeping the deadlines of a record in line with its facts: after every act on it, and after a calendar was loaded.

use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::NaiveDate;
use serde_json::Value;

use super::fault::Fault;
use super::premises;
use super::scene::{Facts, Key};
use crate::law::calendar::Calendar;
use crate::law::cases::Bench;
use crate::law::filings::Board;
use crate::law::requirement::Requirement;
use crate::law::{activity_clocks, agency_clocks, clocks, draw_clocks, leaving, visits};
use crate::records::agency::Agency;
use crate::records::bureau::BureauId;
use crate::records::case::CaseFile;
use crate::records::deadline::Clock;
use crate::records::filing::{FilingStatus, WaitsFor};
use crate::records::ids::{RecordKind, RecordNo};
use crate::say;
use crate::store::deadlines::{self, Hanger};
use crate::store::{self, Sql, recounts};
use crate::text::Text;

/// A deadline that moved.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Moved {
    /// The record.
    pub subject: RecordNo,
    /// The bureau of the record.
    pub bureau: BureauId,
    /// Which clock.
    pub clock: Clock,
    /// The day before.
    pub old: NaiveDate,
    /// The day now.
    pub new: NaiveDate,
}

/// A deadline that moved, as a reply keeps it, in words.
#[must_use]
pub fn moved_told(moved: &Value) -> Text {
    let part = |name: &str| moved[name].as_str().unwrap_or_default().to_owned();
    let clock = part("clock");
    say!(
        "{s} {c}: {o} -> {n}",
        "{s} {c}: {o} -> {n}",
        s = part("subject"),
        c = clock.parse::<Clock>().map_or_else(|_| Text::same(clock.as_str()), Clock::label),
        o = part("old"),
        n = part("new")
    )
}

/// What a calendar moved, in one line: how many, and the first of them.
#[must_use]
pub fn all_moved_told(moved: &[Value]) -> Text {
    const SHOWN: usize = 3;
    let first: Vec<Text> = moved.iter().take(SHOWN).map(moved_told).collect();
    match moved.len() {
        0 => Text::new("没有期限变动", "no deadline moved"),
        n => say!("期限变动 {n} 项: {f}", "{n} deadlines moved: {f}", n = n, f = Text::join(&first)),
    }
}

/// Reckons the deadlines of a record anew and keeps them; what moved.
///
/// # Errors
/// When the record isn't there, a day can't be counted, or the database refuses.
pub fn refresh(sql: &dyn Sql, no: RecordNo, today: NaiveDate) -> Result<Vec<Moved>, Fault> {
    reckon(sql, no, today, &mut Calendars::default())
}

/// Calendars of bureaus, each read once.
#[derive(Default)]
struct Calendars(BTreeMap<BureauId, Rc<Calendar>>);

impl Calendars {
    fn of(&mut self, sql: &dyn Sql, bureau: BureauId) -> Result<Rc<Calendar>, Fault> {
        if let Some(calendar) = self.0.get(&bureau) {
            return Ok(Rc::clone(calendar));
        }
        let calendar = Rc::new(premises::calendar(sql, bureau)?);
        self.0.insert(bureau, Rc::clone(&calendar));
        Ok(calendar)
    }
}

fn reckon(
    sql: &dyn Sql,
    no: RecordNo,
    today: NaiveDate,
    calendars: &mut Calendars,
) -> Result<Vec<Moved>, Fault> {
    let (bureau, moved) = match no.kind {
        RecordKind::Agency => {
            let (agency, _) = Agency::load(sql, &Key::Record(no), today)?;
            let calendar = calendars.of(sql, agency.facts.bureau)?;
            // One that was refused was applied for all the same.
            let refused = leaving::refused_renewal(&agency).map(|(on, _)| on);
            let applied = agency.known.renewal_applied.or(refused);
            let reckoned =
                agency_clocks::of_agency(&agency, applied, &calendar, today).map_err(Fault::input)?;
            let hanger =
                Hanger { subject: no, bureau: agency.facts.bureau, agency: Some(agency.id), case: None };
            (agency.facts.bureau, deadlines::keep(sql, &hanger, &reckoned)?)
        }
        RecordKind::Case => {
            let (file, settings) = CaseFile::load(sql, &Key::Record(no), today)?;
            let calendar = calendars.of(sql, file.bureau)?;
            let bench = Bench { file: &file, settings: &settings, calendar: &calendar, today };
            let reckoned = clocks::of_case(&bench).map_err(Fault::input)?;
            let hanger = Hanger {
                subject: no,
                bureau: file.bureau,
                agency: Some(file.agency.id),
                case: Some(file.id),
            };
            (file.bureau, deadlines::keep(sql, &hanger, &reckoned)?)
        }
        RecordKind::Filing => {
            // What its conditions are judged by moves no clock: it is not read here.
            let Some((file, written)) = store::filings::file(sql, no)? else { return Ok(Vec::new()) };
            let (settings, calendar) = (premises::pinned(&written)?, calendars.of(sql, file.bureau)?);
            let board = Board { file: &file, settings: &settings, calendar: &calendar, today };
            let reckoned = clocks::of_filing(&board).map_err(Fault::input)?;
            let hanger =
                Hanger { subject: no, bureau: file.bureau, agency: Some(file.agency.id), case: None };
            let publicity = reckoned.iter().find(|clock| clock.clock == Clock::FilingPublicity);
            store::filings::recount(sql, file.id, publicity.map(|publicity| publicity.due))?;
            if file.status == FilingStatus::Approval {
                // A day off may take the ground from an approval: then the bureau has the ball again (R8-5).
                let stands = !board.approval_stands().iter().any(Requirement::refuses);
                let waits = if stands { file.status.waits_for(file.kind) } else { WaitsFor::Bureau };
                store::filings::hand_to(sql, file.id, waits)?;
            }
            (file.bureau, deadlines::keep(sql, &hanger, &reckoned)?)
        }
        RecordKind::Activity => {
            let Some(file) = store::activities::file(sql, no)? else { return Ok(Vec::new()) };
            let settings = premises::settings(sql, file.bureau, today)?;
            let calendar = calendars.of(sql, file.bureau)?;
            let reckoned =
                activity_clocks::of_activity(&file, &settings, &calendar, today).map_err(Fault::input)?;
            let hanger =
                Hanger { subject: no, bureau: file.bureau, agency: Some(file.agency.id), case: None };
            let moved = deadlines::keep(sql, &hanger, &reckoned)?;
            if let Some(host) = file.host {
                deadlines::answered_at(sql, no, host)?;
            }
            (file.bureau, moved)
        }
        RecordKind::Draw => {
            let Some(file) = store::draws::file(sql, no)? else { return Ok(Vec::new()) };
            let settings = premises::settings(sql, file.bureau, today)?;
            let calendar = calendars.of(sql, file.bureau)?;
            let reckoned = draw_clocks::of_draw(&file, &settings, &calendar).map_err(Fault::input)?;
            let hanger = Hanger { subject: no, bureau: file.bureau, agency: None, case: None };
            (file.bureau, deadlines::keep(sql, &hanger, &reckoned)?)
        }
        RecordKind::Supervision => {
            let Some(file) = store::visits::file(sql, no)? else { return Ok(Vec::new()) };
            let hanger =
                Hanger { subject: no, bureau: file.bureau, agency: Some(file.agency.id), case: None };
            (file.bureau, deadlines::keep(sql, &hanger, &visits::clocks(&file))?)
        }
        RecordKind::Document | RecordKind::Complaint => {
            return Ok(Vec::new());
        }
    };
    Ok(moved.into_iter().map(|(clock, old, new)| Moved { subject: no, bureau, clock, old, new }).collect())
}

/// Reckons the deadlines of every case and filing of a bureau that a calendar may touch; what moved.
///
/// # Errors
/// As [`refresh`].
pub fn refresh_all(sql: &dyn Sql, today: NaiveDate, bureau: BureauId) -> Result<Vec<Moved>, Fault> {
    let (mut moved, mut calendars) = (Vec::new(), Calendars::default());
    for no in deadlines::subjects_open(sql, bureau)? {
        moved.extend(reckon(sql, no, today, &mut calendars)?);
    }
    Ok(moved)
}

/// Records reckoned in one transaction of a recount: some tenth of a second.
const PART: usize = 1_000;

/// Begins to reckon the deadlines of all bureaus anew, with the first part; what moved of that. The rest, if there is one, is
/// told by [`recounts::pending`].
///
/// # Errors
/// As [`refresh`].
pub fn begin_all(sql: &dyn Sql, today: NaiveDate) -> Result<Vec<Moved>, Fault> {
    recounts::begin(sql, today, deadlines::how_many_open(sql)?)?;
    part(sql, today)
}

/// The next part of the recount under way; what moved of it. After the last it is over.
///
/// # Errors
/// As [`refresh`].
pub fn part(sql: &dyn Sql, today: NaiveDate) -> Result<Vec<Moved>, Fault> {
    let Some(mut recount) = recounts::pending(sql)? else { return Ok(Vec::new()) };
    let (mut moved, mut calendars, mut left) = (Vec::new(), Calendars::default(), PART);
    loop {
        let next = deadlines::open_after(sql, recount.stage, recount.after, left)?;
        for (row, no) in &next {
            moved.extend(reckon(sql, *no, today, &mut calendars)?);
            recount.after = *row;
        }
        recount.done += i64::try_from(next.len()).unwrap_or_default();
        if next.len() == left {
            recounts::move_on(sql, &recount)?;
            return Ok(moved);
        }
        left -= next.len();
        let mut stages = deadlines::TOUCHED.into_iter().skip_while(|stage| *stage != recount.stage).skip(1);
        let Some(next) = stages.next() else {
            recounts::end(sql)?;
            return Ok(moved);
        };
        (recount.stage, recount.after) = (next, 0);
    }
}
