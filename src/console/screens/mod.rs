//! Screens: the lists at the bottom of the stack, and the views of records that open over them. One list a file.

mod activities;
mod activity;
mod agencies;
mod agency;
mod case;
mod cases;
mod complaint;
mod complaints;
mod coverage;
mod crossings;
mod documents;
mod draw;
mod draws;
mod filing;
mod filings;
mod filter;
mod list;
mod list_draw;
mod list_keys;
mod list_marks;
mod reviews;
pub(super) mod schedule;
mod schedule_rows;
mod shown;
mod steps;
mod supervision;
mod to_serve;
mod today;
mod view;
mod visit;
mod window;

use serde_json::{Map, Value};

use super::context::Context;
use super::forms;
use super::layer::Layer;
use super::panels;
use super::theme::Meaning;
use super::widgets::{Column, TableCell};
use crate::commands::explain::{self, Action};
use crate::commands::scene::{self, Key};
use crate::commands::spec::{Spec, Subject};
use crate::records::ids::{RecordKind, RecordNo};
use crate::say;
use crate::store;
use crate::store::lists::{Condition, ListKind, ListRow, MYSELF, OUR_BUREAU, Query, Sight, SortKey};
use crate::text::{Lang, Text};

pub(super) use list::subject_of;
pub(super) use steps::why_not;

/// A line of a detail pane or a card.
pub type Line = (String, Meaning);

/// A filter ready to be chosen.
#[derive(Debug)]
pub struct Preset {
    /// What it is called.
    pub label: Text,
    /// The expression, as it could be typed.
    pub filter: &'static str,
}

impl Preset {
    /// The expression in the person's own language.
    fn written(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.filter.to_owned(),
            Lang::En => [MYSELF, OUR_BUREAU]
                .iter()
                .fold(self.filter.to_owned(), |filter, [zh, en]| filter.replace(zh, en)),
        }
    }
}

/// A screen, declared: what is listed, how a row shows, what stands under it.
#[derive(Debug)]
pub struct ScreenSpec {
    /// What is listed.
    pub kind: ListKind,
    /// Name at the top.
    pub name: Text,
    /// The name where room is short.
    pub short: Text,
    /// What it is for, for `?` and the palette.
    pub help: Text,
    /// The order it opens in, and whether the last comes first.
    pub order: (SortKey, bool),
    /// Columns.
    pub columns: &'static [Column],
    /// The column that is reversed on the selected row.
    pub main: usize,
    /// A row, one cell a column.
    pub cells: fn(&ListRow, &Context) -> Vec<TableCell>,
    /// More about the selected row.
    pub detail: fn(&ListRow, &Context) -> Vec<Line>,
    /// Filters ready to be chosen.
    pub presets: &'static [Preset],
    /// The command of `n`.
    pub new: Option<&'static str>,
    /// The command of `e`.
    pub edit: Option<&'static str>,
    /// What is counted beside the name.
    pub badge: fn(&Context) -> Vec<Condition>,
}

/// The screens, by their number keys.
pub static SCREENS: [&ScreenSpec; 7] = [
    &today::SCREEN,
    &agencies::SCREEN,
    &filings::SCREEN,
    &supervision::SCREEN,
    &cases::SCREEN,
    &documents::SCREEN,
    &complaints::SCREEN,
];

/// Queues, each beside the screen of this place in [`SCREENS`]: Tab goes there and back.
static QUEUES: [(usize, &ScreenSpec); 6] = [
    (4, &reviews::SCREEN),
    (5, &to_serve::SCREEN),
    (3, &activities::SCREEN),
    (3, &draws::SCREEN),
    (3, &crossings::SCREEN),
    (3, &coverage::SCREEN),
];

/// All that can be opened by its place: the screens, then the queues.
pub fn all() -> impl Iterator<Item = &'static ScreenSpec> {
    SCREENS.into_iter().chain(QUEUES.iter().map(|(_, queue)| *queue))
}

/// Opens a screen or a queue by its place in [`all`].
pub fn open(number: usize, cx: &mut Context) -> Box<dyn Layer> {
    let spec = all().nth(number).unwrap_or(SCREENS[0]);
    Box::new(list::ListScreen::open(spec, cx))
}

/// The place of the screen that a list belongs to: its own, or that of the screen whose queue it is.
fn place(spec: &ScreenSpec) -> Option<usize> {
    let queue = || QUEUES.iter().find(|(_, queue)| std::ptr::eq(*queue, spec)).map(|(at, _)| *at);
    SCREENS.iter().position(|screen| std::ptr::eq(*screen, spec)).or_else(queue)
}

/// Whether it is a queue beside a screen.
fn is_queue(spec: &ScreenSpec) -> bool {
    QUEUES.iter().any(|(_, queue)| std::ptr::eq(*queue, spec))
}

/// What Tab leads to: from a screen to its queues, one after the other, and from the last back to it.
fn beside(spec: &ScreenSpec) -> Option<&'static ScreenSpec> {
    let at = place(spec)?;
    let mut queues = QUEUES.iter().filter(|(of, _)| *of == at).map(|(_, queue)| *queue).peekable();
    queues.peek()?;
    let is_it = |screen: &&'static ScreenSpec| std::ptr::eq(*screen, spec);
    std::iter::once(SCREENS[at]).chain(queues).cycle().skip_while(|screen| !is_it(screen)).nth(1)
}

/// What is to be counted for the badges, in the order of [`SCREENS`].
pub fn badges(cx: &Context) -> Vec<Query> {
    SCREENS.iter().map(|spec| query(spec, cx, (spec.badge)(cx))).collect()
}

/// The query of a screen under conditions.
fn query(spec: &ScreenSpec, cx: &Context, conditions: Vec<Condition>) -> Query {
    let (sort, descending) = spec.order;
    Query { kind: spec.kind, sight: Sight::of(cx.actor.bureau), conditions, sort, descending }
}

/// Opens a record.
///
/// # Errors
/// When it isn't there, isn't for the actor's eyes, or has no page of its own.
pub fn open_record(no: RecordNo, cx: &mut Context) -> Result<Box<dyn Layer>, Text> {
    match no.kind {
        RecordKind::Agency => view::open(agency::load, no, cx),
        RecordKind::Case => view::open(case::load, no, cx),
        RecordKind::Complaint => view::open(complaint::load, no, cx),
        RecordKind::Document => panels::document::open(cx, no).map_err(|fault| fault.text()),
        RecordKind::Filing => view::open(filing::load, no, cx),
        RecordKind::Activity => view::open(activity::load, no, cx),
        RecordKind::Draw => view::open(draw::load, no, cx),
        RecordKind::Supervision => view::open(visit::load, no, cx),
    }
}

/// Opens the form of a command: on the subject at hand where it is of the command's kind; else the form asks which.
///
/// # Errors
/// Why the command can't be begun.
pub fn begin(
    spec: &'static Spec,
    at_hand: Option<(Subject, Key)>,
    version: Option<i64>,
    cx: &mut Context,
) -> Result<Box<dyn Layer>, Text> {
    begin_with(spec, at_hand, version, Map::new(), cx)
}

/// Why the actor may never give a command, whatever the record, if so.
fn barred(spec: &Spec, cx: &Context) -> Option<Text> {
    let may_somewhere = spec.who.iter().any(|grant| cx.actor.is(grant.role));
    if may_somewhere { None } else { scene::may(spec, &cx.actor, cx.actor.bureau).err() }
}

/// The agency of a record at hand: what is to be done with an agency is begun on it from there.
fn agency_of(no: RecordNo, cx: &Context) -> Option<Key> {
    let agency = store::desk::agency_of(&cx.store, no).ok().flatten()?;
    store::agencies::by_id(&cx.store, agency).ok().map(|agency| Key::Record(agency.no))
}

/// As [`begin`], with fields that are known already.
///
/// # Errors
/// Why the command can't be begun.
pub fn begin_with(
    spec: &'static Spec,
    at_hand: Option<(Subject, Key)>,
    version: Option<i64>,
    known: Map<String, Value>,
    cx: &mut Context,
) -> Result<Box<dyn Layer>, Text> {
    let office = Key::Bureau(cx.actor.bureau);
    let at_hand = match at_hand {
        Some((kind, Key::Record(no))) if kind != spec.subject && spec.subject == Subject::Agency => {
            agency_of(no, cx).map(|agency| (Subject::Agency, agency))
        }
        other => other,
    };
    let key = match at_hand {
        _ if spec.subject == Subject::Bureau => office,
        Some((kind, key)) if kind == spec.subject => key,
        _ => match barred(spec, cx) {
            Some(why) => return Err(why),
            None => return Ok(forms::open(cx, spec, &office, known, None)),
        },
    };
    let all =
        explain::explain(&cx.store, &cx.actor, cx.moment(), spec.subject, &key).map_err(|f| f.text())?;
    let found = all.into_iter().find(|action| action.spec.name == spec.name);
    let mut prefill = match found {
        Some(action) => match why_not(&action) {
            Some(why) => return Err(cannot(&action, &why)),
            None => action.prefill,
        },
        None => Map::new(),
    };
    prefill.extend(known);
    Ok(forms::open(cx, spec, &key, prefill, version))
}

fn cannot(action: &Action, why: &Text) -> Text {
    say!("不能办理「{c}」: {w}", "'{c}' can't be done: {w}", c = action.spec.label, w = why)
}
