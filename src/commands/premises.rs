//! What a judgement rests on besides the facts: calendar and settings, read from the store and given their types.

use chrono::NaiveDate;

use super::fault::Fault;
use crate::law::arrangement::YearArrangement;
use crate::law::calendar::Calendar;
use crate::law::cases::Bench;
use crate::law::checklists::{self, Handing};
use crate::law::credit;
use crate::law::requirement::{Mend, Requirement, State};
use crate::law::reviews::stands;
use crate::law::rules::RuleId;
use crate::law::settings::{self, Setting, Settings};
use crate::records::agency::{AgencyFacts, Constrained, Constraint, Known, Suspended};
use crate::records::bureau::BureauId;
use crate::records::case::Outcome;
use crate::records::check::CheckKind;
use crate::records::document::DocumentKind;
use crate::records::filing::{FilingFile, FilingKind, Order};
use crate::records::ids::AgencyId;
use crate::store::{self, DbError, Sql};
use crate::text::Text;

/// Working days as a bureau counts them: shipped years, years loaded since, the bureau's local days off.
///
/// # Errors
/// When the database can't be read, or holds a calendar that is none.
pub fn calendar(sql: &dyn Sql, bureau: BureauId) -> Result<Calendar, Fault> {
    let mut calendar = Calendar::shipped();
    for written in store::calendars::arrangements(sql)? {
        let year: YearArrangement =
            serde_json::from_str(&written).map_err(|e| DbError::broken("a calendar", &e.to_string()))?;
        calendar.add_year(year);
    }
    for (day, reference) in store::calendars::days_off(sql, bureau)? {
        calendar.add_local_day_off(day, &reference).map_err(Fault::Io)?;
    }
    Ok(calendar)
}

/// The settings of a bureau as they hold on a day.
///
/// # Errors
/// When the database can't be read, or holds a setting that is none.
pub fn settings(sql: &dyn Sql, bureau: BureauId, on: NaiveDate) -> Result<Settings, Fault> {
    Ok(settings::effective(&entries(sql, bureau)?, on))
}

/// All settings a bureau ever made, with their days and references.
///
/// # Errors
/// When the database can't be read, or holds a setting that is none.
pub fn entries(sql: &dyn Sql, bureau: BureauId) -> Result<Vec<settings::Entry>, Fault> {
    store::settings::of_bureau(sql, bureau)?
        .into_iter()
        .map(|w| {
            let setting = w.name.parse().and_then(|key| Setting::parse(key, &w.value)).map_err(broken)?;
            Ok(settings::Entry { setting, from: w.from, reference: w.reference })
        })
        .collect()
}

/// The settings a case pinned at its opening.
///
/// # Errors
/// When the database holds settings that are none.
pub fn pinned(written: &str) -> Result<Settings, Fault> {
    Ok(serde_json::from_str(written).map_err(|e| DbError::broken("settings", &e.to_string()))?)
}

fn broken(why: Text) -> Fault {
    DbError::broken("a setting", why.get(crate::text::Lang::Zh)).into()
}

/// What the records say of an agency, for judgements about it.
///
/// # Errors
/// When the database can't be read, or a day can't be counted.
pub fn known(sql: &dyn Sql, agency: AgencyId, today: NaiveDate) -> Result<Known, Fault> {
    Ok(Known {
        constraints: constraints(sql, agency, today)?,
        credit: store::credit::entries(sql, agency)?,
        frequency: store::frequencies::last(sql, agency)?.0,
        renewal_applied: store::filings::renewal_applied(sql, agency)?,
        renewal_refused: store::filings::renewal_refused(sql, agency)?,
        last_evaluation: store::agencies::last_evaluation(sql, agency, today)?,
        reminders: store::reminders::of_agency(sql, agency)?,
        banks: store::capacity::banks(sql, agency)?,
        was_filed: store::filings::was_filed(sql, agency)?,
        published_by: store::publications::last_made_by(sql, agency)?,
        published_here: store::publications::began_here(sql, agency)?,
        end_under_way: store::ends::end_under_way(sql, agency)?,
        designated: store::designations::of_agency(sql, agency)?,
        legal_person_lost: store::capacity::lost(sql, agency, CheckKind::LegalPerson)?,
        suspensions: store::suspensions::of_agency(sql, agency)?
            .iter()
            .map(|held| Suspended {
                case: held.case,
                since: held.since,
                until: held.lifted.as_ref().map(|lifted| lifted.on),
            })
            .collect(),
        not_uploaded: store::batches::outstanding(sql, agency)?,
        inspections: store::agencies::inspections(sql, agency, today)?,
    })
}

/// The checklist of a bureau for a filing of an agency, as it holds on a day.
///
/// # Errors
/// When the database can't be read.
pub fn checklist(
    sql: &dyn Sql,
    facts: &AgencyFacts,
    kind: FilingKind,
    on: NaiveDate,
) -> Result<Vec<String>, Fault> {
    let of = Handing { kind, agency: facts.kind, branch: facts.branch_of.is_some() };
    Ok(checklists::effective(&store::filing_papers::checklists(sql, facts.bureau)?, of, on))
}

/// Puts into a filing what its conditions are judged from (Art. 6, 7), until it is published.
///
/// # Errors
/// When the database can't be read.
pub fn equip(sql: &dyn Sql, file: &mut FilingFile, today: NaiveDate) -> Result<(), Fault> {
    if file.status.is_closed() || !file.assessed {
        return Ok(());
    }
    let mut occupations: Vec<_> = file.assessed_scopes().iter().map(|s| s.occupation).collect();
    occupations.dedup();
    file.capacity = store::capacity::of_agency(sql, file.agency.id)?;
    file.rivals = store::capacity::rivals(sql, file.bureau, file.agency.id, &occupations, today)?;
    Ok(())
}

/// How the decision stands that ordered an end (R19-4); none where none did.
///
/// # Errors
/// When the database can't be read.
pub fn order(sql: &dyn Sql, file: &FilingFile, today: NaiveDate) -> Result<Option<Order>, Fault> {
    let Some(case) = file.ordered_by() else { return Ok(None) };
    let Some((case, written)) = store::cases::file(sql, case)? else { return Ok(None) };
    let (settings, calendar) = (pinned(&written)?, calendar(sql, case.bureau)?);
    let bench = Bench { file: &case, settings: &settings, calendar: &calendar, today };
    let open = stands(&bench).into_iter().find(Requirement::refuses);
    let open_to_review = open.map(|why| {
        let until = match why.state {
            State::Unmet(Mend::Time { until }) => Some(until),
            _ => None,
        };
        (why.text, until)
    });
    Ok(Some(Order {
        // A review that was decided, though not issued yet, holds it already.
        in_force: case.outcomes_in_force().contains(&Outcome::OrderedEnd)
            && case.overturned().is_none_or(|review| review.outcomes.contains(&Outcome::OrderedEnd)),
        recused: case.recusals.iter().map(|recusal| recusal.staff).collect(),
        handlers: case.ever_handlers.clone(),
        served: !bench.served(RuleId::R19_4, DocumentKind::Decision).refuses(),
        open_to_review,
    }))
}

/// The constraints that decisions and its credit file put an agency under (R24-3).
///
/// # Errors
/// When the database can't be read, or a day can't be counted.
pub fn constraints(sql: &dyn Sql, agency: AgencyId, today: NaiveDate) -> Result<Vec<Constraint>, Fault> {
    let mut all = Vec::new();
    for no in store::constraints::standing(sql, agency)? {
        let Some((file, written)) = store::cases::file(sql, no)? else { continue };
        let (settings, calendar) = (pinned(&written)?, calendar(sql, file.bureau)?);
        let bench = Bench { file: &file, settings: &settings, calendar: &calendar, today };
        let since = bench.constrained_since().map_err(Fault::Io)?;
        all.extend(since.map(|since| Constraint { by: Constrained::Case(no), since, until: None }));
    }
    all.extend(credit::constraints(&store::credit::entries(sql, agency)?));
    Ok(all)
}
