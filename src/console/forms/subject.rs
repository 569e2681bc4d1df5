//! What a form is about: the record's name, bureau and version, and what stands in it now.

use std::rc::Rc;

use serde_json::{Map, Value};

use super::picker::{Candidate, LookUp, Records};
use super::widget::Desk;
use crate::commands::catalogue::{self, Found};
use crate::commands::entry::Entry;
use crate::commands::fault::Fault;
use crate::commands::scene::{Facts, Key, Scene};
use crate::commands::spec::{Kind, Spec, Subject};
use crate::commands::{execute, premises};
use crate::console::context::Context;
use crate::law::calendar::Calendar;
use crate::law::dispatch;
use crate::records::activity::ActivityFile;
use crate::records::agency::{Agency, Scope};
use crate::records::bureau::BureauId;
use crate::records::case::CaseFile;
use crate::records::complaint::Complaint;
use crate::records::draw::DrawFile;
use crate::records::errand::Errand;
use crate::records::filing::FilingFile;
use crate::records::visit::VisitFile;
use crate::store::lists::{self, Condition, ListKind, ListRow, Query, Step};
use crate::store::{self, Store};
use crate::text::Text;

/// Records read for picking, at most: any other is looked up as it is typed.
const RECORDS: usize = 10_000;
/// Records that one look-up gives at most.
const LOOKED_UP: usize = 20;

/// A record as it stands.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Number and name, for headings.
    pub name: Text,
    /// Its bureau.
    pub bureau: BureauId,
    /// Its version, if it has one.
    pub version: Option<i64>,
    /// What a form about it starts with.
    pub prefill: Map<String, Value>,
    /// What of it can be picked.
    pub parts: Parts,
    /// Fields that are of no use for it.
    pub left_out: &'static [&'static str],
}

/// What of a record can be picked in a form about it.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// What the agency is filed for.
    pub scopes: Vec<Scope>,
    /// What the case is about.
    pub violations: Vec<Candidate>,
    /// The case's evidence.
    pub evidence: Vec<Candidate>,
    /// Where somebody would be sent.
    pub errand: Option<Errand>,
}

impl Parts {
    fn scopes(scopes: &[Scope]) -> Self {
        Self { scopes: scopes.to_vec(), ..Self::default() }
    }

    fn errand(errand: Errand) -> Self {
        Self { errand: Some(errand), ..Self::default() }
    }
}

impl Standing {
    /// Of a bureau, where the form asks which record it is about.
    #[must_use]
    pub fn of_bureau(bureau: BureauId) -> Self {
        let (prefill, parts) = (Map::new(), Parts::default());
        Self { name: bureau.label(), bureau, version: None, prefill, parts, left_out: &[] }
    }
}

/// Looks at the subject of a form.
///
/// # Errors
/// When it isn't there, is a foreign bureau's, or the database can't be read.
pub fn standing(cx: &Context, spec: &Spec, key: &Key) -> Result<Standing, Fault> {
    if let (Key::Bureau(bureau), Some(_)) = (key, spec.subject.field()) {
        // Which record it is about is picked in the form.
        return Ok(Standing::of_bureau(*bureau));
    }
    match catalogue::find(spec.name) {
        Some(Found::Office(entry)) => of(cx, entry, key, |office| office.0.label(), |_| Parts::default()),
        Some(Found::Agency(entry)) => {
            let errand = Errand::to_agency;
            let today = cx.day();
            of(cx, entry, key, agency_name, |agency| Parts {
                errand: Some(errand(agency, today)),
                ..Parts::scopes(&agency.facts.scopes)
            })
        }
        Some(Found::Case(entry)) => of(cx, entry, key, case_name, |file| Parts {
            violations: Candidate::violations(file),
            evidence: Candidate::evidence(file),
            ..Parts::default()
        }),
        Some(Found::Complaint(entry)) => of(cx, entry, key, complaint_name, |_| Parts::default()),
        Some(Found::Filing(entry)) => {
            of(cx, entry, key, filing_name, |file| Parts::scopes(&file.agency.facts.scopes))
        }
        Some(Found::Activity(entry)) => {
            of(cx, entry, key, activity_name, |file| Parts::errand(Errand::to_activity(file)))
        }
        Some(Found::Draw(entry)) => of(cx, entry, key, draw_name, |_| Parts::default()),
        Some(Found::Visit(entry)) => of(cx, entry, key, visit_name, |file| {
            Parts::errand(Errand::to_agency(&file.agency, file.planned_on))
        }),
        None => Err(Fault::input(catalogue::unknown(spec.name))),
    }
}

/// Number and name of an agency.
pub fn agency_name(agency: &Agency) -> Text {
    Text::same(format!("{} {}", agency.no, agency.facts.name))
}

/// Number of a case and the name of its agency.
pub fn case_name(file: &CaseFile) -> Text {
    Text::same(format!("{} {}", file.no, file.agency.facts.name))
}

/// Number of a complaint and the name of its agency.
pub fn complaint_name(complaint: &Complaint) -> Text {
    Text::same(format!("{} {}", complaint.no, complaint.agency_name))
}

/// Number of an activity and the name of its agency.
pub fn activity_name(file: &ActivityFile) -> Text {
    Text::same(format!("{} {}", file.no, file.agency.facts.name))
}

/// Number of a visit and the name of its agency.
pub fn visit_name(file: &VisitFile) -> Text {
    Text::same(format!("{} {}", file.no, file.agency.facts.name))
}

/// Number of a draw and what it is about.
pub fn draw_name(file: &DrawFile) -> Text {
    Text::same(format!("{} {}", file.no, file.record.title))
}

/// Number of a filing and the name of its agency.
pub fn filing_name(file: &FilingFile) -> Text {
    Text::same(format!("{} {}", file.no, file.agency.facts.name))
}

fn of<F: Facts>(
    cx: &Context,
    entry: &Entry<F>,
    key: &Key,
    name: fn(&F) -> Text,
    parts: impl Fn(&F) -> Parts,
) -> Result<Standing, Fault> {
    let scene = Scene::<F>::load(&cx.store, &cx.actor, cx.moment(), key)?;
    Ok(Standing {
        name: name(&scene.facts),
        bureau: scene.facts.bureau(),
        version: scene.facts.version(),
        prefill: entry.prefill(&scene),
        parts: parts(&scene.facts),
        left_out: entry.left_out(&scene),
    })
}

/// What the widgets of a form need: who and what can be picked, the calendar. Records and occupations are read only where
/// the form asks for them.
///
/// # Errors
/// When the database can't be read.
pub fn desk(cx: &Context, spec: &Spec, standing: &Standing, asked: Option<Subject>) -> Result<Desk, Fault> {
    let staff = store::staff::all(&cx.store, Some(standing.bureau))?;
    // The record that the form is about is known, unless it asks which.
    let given = spec.subject.field().filter(|_| asked.is_none());
    let mut kinds: Vec<Subject> = spec
        .fields
        .iter()
        .filter(|field| Some(field.name) != given)
        .filter_map(|field| field.kind.record())
        .collect();
    kinds.dedup();
    let named = spec.fields.iter().any(|field| matches!(field.kind, Kind::Occupation | Kind::Scopes));
    let listed = if named { store::occupations::all(&cx.store)? } else { Vec::new() };
    let other = spec.fields.iter().any(|field| matches!(field.kind, Kind::Listed));
    let others = if other { store::violations::in_force(&cx.store)? } else { Vec::new() };
    let own = standing.parts.scopes.iter().filter(|_| named);
    let own = own.map(|scope| Candidate::scope(scope.occupation, &scope.name, Some(scope.levels)));
    Ok(Desk {
        today: cx.moment().today,
        calendar: Rc::new(premises::calendar(&cx.store, standing.bureau)?),
        staff: staff.iter().filter(|s| s.active).map(Candidate::staff).collect(),
        accounts: staff.iter().map(Candidate::staff).collect(),
        records: kinds
            .into_iter()
            .map(|kind| Ok((kind, records(cx, kind)?)))
            .collect::<Result<_, Fault>>()?,
        listed: others.iter().map(Candidate::listed).collect(),
        violations: standing.parts.violations.clone(),
        evidence: standing.parts.evidence.clone(),
        inspectors: sendable(cx, spec, standing)?,
        occupations: listed.iter().map(|(code, name)| Candidate::occupation(*code, name)).collect(),
        scopes: own.chain(listed.iter().map(|(code, name)| Candidate::scope(*code, name, None))).collect(),
    })
}

/// Who can be sent where the form asks for somebody, the best first.
fn sendable(cx: &Context, spec: &Spec, standing: &Standing) -> Result<Vec<Candidate>, Fault> {
    let asked = spec.fields.iter().any(|field| matches!(field.kind, Kind::Inspector));
    let Some(errand) = standing.parts.errand.as_ref().filter(|_| asked) else { return Ok(Vec::new()) };
    let mut all = store::prospects::of_errand(&cx.store, errand)?;
    dispatch::rank(errand, &mut all);
    Ok(all.iter().map(|one| Candidate::inspector(errand, one)).collect())
}

fn records(cx: &Context, kind: Subject) -> Result<Records, Fault> {
    let kind = match kind {
        Subject::Agency | Subject::Bureau => ListKind::Agencies,
        Subject::Case => ListKind::Cases,
        Subject::Complaint => ListKind::Complaints,
        Subject::Filing => ListKind::Filings,
        Subject::Activity => ListKind::Activities,
        Subject::Draw => ListKind::Draws,
        Subject::Visit => ListKind::Supervisions,
    };
    let query = Query::new(kind, cx.actor.bureau);
    let rows = lists::window(&cx.store, &query, None, Step::After, RECORDS + 1)?;
    let more = (rows.len() > RECORDS).then(|| look_up(cx, query)).flatten();
    Ok(Records { first: rows.iter().take(RECORDS).filter_map(candidate).collect(), more })
}

fn candidate(row: &ListRow) -> Option<Candidate> {
    Some(Candidate::record(row.no?, &row.agency))
}

/// Looks records up by what is typed, over a connection of its own.
fn look_up(cx: &Context, query: Query) -> Option<LookUp> {
    let store = Store::open(cx.store.path()).ok()?;
    Some(Rc::new(move |typed| {
        let words = typed.split_whitespace().map(|word| Condition::Words(word.to_owned()));
        let mut query = query.clone();
        query.conditions.extend(words);
        let found = lists::window(&store, &query, None, Step::After, LOOKED_UP).unwrap_or_default();
        found.iter().filter_map(candidate).collect()
    }))
}

/// A desk where the database could not be read: the form still opens, to keep what a draft holds.
#[must_use]
pub fn bare_desk(cx: &Context) -> Desk {
    let calendar = Rc::new(Calendar::shipped());
    Desk {
        today: cx.moment().today,
        calendar,
        staff: Vec::new(),
        accounts: Vec::new(),
        records: Vec::new(),
        listed: Vec::new(),
        violations: Vec::new(),
        evidence: Vec::new(),
        inspectors: Vec::new(),
        occupations: Vec::new(),
        scopes: Vec::new(),
    }
}

/// The request that a form makes.
#[must_use]
pub fn request(
    spec: &Spec,
    key: &Key,
    fields: Map<String, Value>,
    id: &str,
    version: Option<i64>,
) -> execute::Request {
    let mut all = Map::new();
    if let (Some(field), Key::Record(no)) = (spec.subject.field(), key) {
        all.insert(field.to_owned(), Value::from(no.to_string()));
    }
    all.extend(fields);
    execute::Request { name: spec.name.to_owned(), fields: all, id: Some(id.to_owned()), version }
}
