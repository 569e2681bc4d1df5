//! The plans, steps and results of the activities of the practice database: what the commands would have put on file.

use chrono::{Datelike, Days, NaiveDate};

use crate::records::activity::{
    Across, ActivityFile, ActivityStatus, ActivityStep, PaperSource, Permille, Plan, Results, Standard,
};
use crate::records::agency_kind::AgencyKind;
use crate::records::batch::{BatchAct, BatchEntry};
use crate::records::bureau::BureauId;
use crate::records::crossing::CrossingStatus;
use crate::records::deadline::{DeadlineState, Reckoned};
use crate::records::ids::StaffId;
use crate::records::level::Level;
use crate::store::deadlines::{self, Hanger};
use crate::store::{DbError, Sql, activities, batches, crossings};

/// Workstations of a made-up examination room.
const WORKSTATIONS: u32 = 30;
/// When its certificates went to the national site, after the end.
const UPLOADED_AFTER: Days = Days::new(8);
/// Numbers that a batch of certificates has to itself.
const BATCH: i64 = 100;
/// One of so many activities to come is held in another division-city.
const AWAY: i64 = 3;

/// Puts on file what goes with an activity, as it stands today.
pub(super) fn put(
    sql: &dyn Sql,
    file: &ActivityFile,
    (by, today): (StaffId, NaiveDate),
) -> Result<(), DbError> {
    let before = |days: u64| (file.occasion.starts_on - Days::new(days)).min(today);
    let across = across(file, today);
    crossings::ask(sql, file.id, &across.asks(file.bureau, CrossingStatus::Waiting, |_| false), before(10))?;
    for asked in crossings::of_activity(sql, file.id)? {
        if let (CrossingStatus::Waiting, Some(due)) = (asked.status, file.occasion.starts_on.pred_opt()) {
            let hanger =
                Hanger { subject: file.no, bureau: asked.office, agency: Some(file.agency.id), case: None };
            let open = Reckoned::given(asked.part.clock(), String::new(), due, DeadlineState::Open, None);
            deadlines::insert(sql, &hanger, &open)?;
        }
    }
    activities::keep_plan(sql, file.no, &plan(file, across), before(10), by)?;
    let step = |step, on, note: &str| activities::step(sql, file.id, step, on, Some(by), note);
    if let Some(name) = file.supervisors.first() {
        step(ActivityStep::Assigned, before(3), name)?;
    }
    if file.status != ActivityStatus::Planned {
        step(ActivityStep::Confirmed, before(2), "")?;
    }
    if file.occasion.starts_on <= today && file.status != ActivityStatus::Planned {
        step(ActivityStep::Begun, file.occasion.starts_on, "")?;
    }
    if matches!(file.status, ActivityStatus::Held | ActivityStatus::Archived) {
        let results = results(file);
        activities::record(sql, file.id, &results, file.occasion.ends_on)?;
        let on = (file.occasion.ends_on + UPLOADED_AFTER).min(today);
        if results.certificates > 0 && (file.status == ActivityStatus::Archived || on < today) {
            let note = format!("示例批次 {}", file.no);
            let entry = BatchEntry { act: BatchAct::Uploaded, pieces: results.certificates, on, note };
            batches::add(sql, file.id, &entry, by)?;
        }
    }
    Ok(())
}

/// Some of those to come are held in another division-city: with one of the two papers, or with none yet.
fn across(file: &ActivityFile, today: NaiveDate) -> Across {
    let own = file.agency.facts.bureau;
    let to_come = file.status == ActivityStatus::Planned && file.occasion.starts_on > today + Days::new(1);
    let other = BureauId::division(if BureauId::division(8) == Some(own) { 6 } else { 8 });
    let away = other.filter(|_| to_come && file.no.serial % AWAY == 0);
    let consent = (file.no.serial % (2 * AWAY) == 0).then(|| format!("示例同意函{}号", file.no.serial));
    match away {
        Some(held_at) => Across { held_at, consent, authorisation: None },
        None => Across { held_at: own, consent: None, authorisation: None },
    }
}

fn plan(file: &ActivityFile, across: Across) -> Plan {
    let admitted = file.candidates.max(1);
    let sessions = admitted.div_ceil(WORKSTATIONS);
    let standard = match file.agency.facts.kind {
        AgencyKind::SpecialAbility => Standard::Special,
        _ => Standard::National,
    };
    Plan {
        standard,
        standard_reference: None,
        paper: PaperSource::Corps,
        paper_reference: None,
        changed: Permille::default(),
        change_approval: None,
        applied: admitted + admitted / 12,
        refused: admitted / 12,
        admitted,
        sessions,
        largest_session: admitted.min(WORKSTATIONS),
        workstations: WORKSTATIONS,
        staff: "示例考务组 5 人".to_owned(),
        internal_supervisor: "示例内部督导员".to_owned(),
        competition: None,
        across,
    }
}

/// Of those who came, some four of five passed, and have certificates with the agency's code.
fn results(file: &ActivityFile) -> Results {
    let examined = file.candidates;
    let passed = examined - examined / 5;
    let year = file.occasion.ends_on.year().rem_euclid(100);
    let first = (file.no.serial * BATCH) % 900_000 + 1;
    let number = |level: Level, serial: i64| {
        let code = file.agency.facts.agency_code.as_ref()?.as_str();
        (level.code().len() == 1).then(|| format!("{code}{year:02}{}{serial:06}", level.code()))
    };
    let numbers = file.level.and_then(|level| {
        let last = first + i64::from(passed.max(1)) - 1;
        Some((number(level, first)?, number(level, last)?))
    });
    let certificates = if numbers.is_some() || file.level.is_none() { passed } else { 0 };
    Results { examined, passed, certificates, numbers }
}
