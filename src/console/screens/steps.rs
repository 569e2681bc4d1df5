//! What can be done with a record now, and what each act wants: met, unmet until when, by which article. The same
//! judgement that refuses.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::commands::entry::Turn;
use crate::commands::explain::{Action, Nearness};
use crate::commands::spec::Spec;
use crate::console::keys::{Code, Key};
use crate::console::theme::{Look, Meaning};
use crate::console::widgets::{after, keep_visible, put, row};
use crate::law::requirement::{Mend, Requirement, State};
use crate::law::rules::RuleId;
use crate::say;
use crate::text::{Text, cells};

/// Below this width the sources are left out: F1 still opens them.
const WITH_SOURCE: u16 = 64;
/// The most cells that a source takes.
const SOURCE: usize = 21;
/// The most cells that a label takes.
const LABEL: usize = 20;

/// Keys that mean the same in every view; a command of such a key is begun with Enter or from the actions.
const TAKEN: [char; 8] = ['a', 'j', 'k', 'q', 't', 'v', 'y', ' '];

/// Whether a record of this kind has no such step, or is through with it: its key tells so, the steps that lead on don't.
fn is_no_step(action: &Action) -> bool {
    action.requirements.iter().any(|r| r.rule == RuleId::H2_1 && r.state == State::Unmet(Mend::Nothing))
}

/// One line: a requirement, with the action in front of its first.
#[derive(Debug)]
struct StepLine {
    action: usize,
    head: bool,
    mark: &'static str,
    text: String,
    meaning: Meaning,
    rule: Option<RuleId>,
}

/// The next steps of a record.
#[derive(Debug, Default)]
pub(super) struct Steps {
    actions: Vec<Action>,
    /// Those whose turn it is not: their keys tell why.
    elsewhen: Vec<Action>,
    lines: Vec<StepLine>,
    at: usize,
    first: usize,
}

impl Steps {
    /// Takes the actions that go from the record's state; the selection stays where it was.
    pub(super) fn fill(&mut self, actions: Vec<Action>, look: Look) {
        let here = |action: &Action| action.in_state && !is_no_step(action);
        (self.actions, self.elsewhen) = actions.into_iter().partition(here);
        // First what is the actor's to do, now or once something is met; of that, what this state brings is what leads on,
        // and what earlier states allowed too comes after it, as what was done already and can be done once more.
        self.actions.sort_by_key(|action| {
            let nearness = action.nearness();
            let aside = action.barred.is_some() || nearness == Nearness::OutOfTurn;
            (aside, action.turn, action.closeness, nearness)
        });
        self.lines.clear();
        for (number, action) in self.actions.iter().enumerate() {
            self.lines.extend(lines(number, action, look));
        }
        self.at = self.at.min(self.lines.len().saturating_sub(1));
    }

    /// The number of lines.
    pub(super) const fn len(&self) -> usize {
        self.lines.len()
    }

    /// The actions, each with its key.
    pub(super) fn actions(&self) -> &[Action] {
        &self.actions
    }

    /// The action that the selection is in.
    pub(super) fn selected(&self) -> Option<&Action> {
        self.lines.get(self.at).and_then(|line| self.actions.get(line.action))
    }

    /// The command that a key begins.
    pub(super) fn of_key(&self, key: Key) -> Option<&'static Spec> {
        self.actions.iter().map(|action| action.spec).find(|spec| own_key(spec) == Some(key))
    }

    /// Why the command of a key can't be begun now, its turn still to come or over; of several, what is to come.
    pub(super) fn why_elsewhen(&self, key: Key) -> Option<Text> {
        let of_key = |action: &&Action| own_key(action.spec) == Some(key);
        let turn =
            |action: &Action| action.requirements.iter().rev().find(|r| r.rule == RuleId::H2_1).cloned();
        let mut all: Vec<_> =
            self.elsewhen.iter().filter(of_key).map(|action| (action, turn(action))).collect();
        all.sort_by_key(|(_, turn)| turn.as_ref().is_none_or(|r| r.state == State::Unmet(Mend::Nothing)));
        let (action, turn) = all.into_iter().next()?;
        let why = action.barred.clone().or(turn.map(|requirement| requirement.text))?;
        Some(say!("「{l}」: {w}", "'{l}': {w}", l = action.spec.label, w = why))
    }

    /// The rule of the selected requirement.
    pub(super) fn rule(&self) -> Option<RuleId> {
        self.lines.get(self.at).and_then(|line| line.rule)
    }

    /// Moves; false if the key means nothing here.
    pub(super) fn handle(&mut self, key: Key) -> bool {
        let last = self.lines.len().saturating_sub(1);
        self.at = match key.code {
            Code::Down | Code::Char('j') => (self.at + 1).min(last),
            Code::Up | Code::Char('k') => self.at.saturating_sub(1),
            Code::Home => 0,
            Code::End => last,
            _ => return false,
        };
        true
    }

    pub(super) fn draw(&mut self, area: Rect, buffer: &mut Buffer, look: Look) -> Option<Position> {
        let columns = self.columns(area.width, look);
        let shown: Vec<Row> = self
            .lines
            .iter()
            .enumerate()
            .flat_map(|(at, line)| self.rows(at, line, &columns, look))
            .collect();
        let selected = shown.iter().position(|row| row.line == self.at).unwrap_or(0);
        // The whole of it in sight, its first row above all.
        let last = shown.iter().rposition(|row| row.line == self.at).unwrap_or(0);
        let first = keep_visible(self.first, last, area.height.into(), shown.len()).start;
        let sight = keep_visible(first, selected, area.height.into(), shown.len());
        self.first = sight.start;
        let mut parked = None;
        for (at, part) in shown[sight].iter().enumerate() {
            let place = row(area, at as u16);
            if part.first && part.line == self.at {
                parked = Some(place.as_position());
                put(buffer, place, look.marks.selected, Meaning::Text);
            }
            self.draw_row(part, &columns, place, buffer);
        }
        parked.filter(|_| area.width > 0)
    }

    fn columns(&self, width: u16, look: Look) -> Columns {
        let width = usize::from(width);
        let labels = self.actions.iter().map(|action| cells::width(look.say(&action.spec.label)));
        let label = labels.max().unwrap_or(0).min(LABEL).min(width / 3);
        let rules = self.lines.iter().filter_map(|line| line.rule);
        let sources = rules.map(|rule| cells::width(&source(rule, look)));
        let source = sources.max().filter(|_| width >= WITH_SOURCE.into()).unwrap_or(0).min(SOURCE);
        let gaps = 2 + 2 + 2 + 2 + if source > 0 { 2 } else { 0 };
        Columns { label, text: width.saturating_sub(label + source + gaps), source }
    }

    /// A line as rows: the label, the words and the source are each wrapped in their column.
    fn rows(&self, at: usize, line: &StepLine, columns: &Columns, look: Look) -> Vec<Row> {
        let wrap = |text: &str, width: usize| -> Vec<String> {
            cells::wrap(text, width.max(1)).into_iter().map(str::to_owned).collect()
        };
        let of = self.actions.get(line.action).filter(|_| line.head);
        let label = of.map(|of| wrap(look.say(&of.spec.label), columns.label)).unwrap_or_default();
        let text = wrap(&line.text, columns.text);
        let rule = line.rule.filter(|_| columns.source > 0);
        let source = rule.map(|rule| wrap(&source(rule, look), columns.source)).unwrap_or_default();
        let count = label.len().max(text.len()).max(source.len());
        let part = |all: &[String], number: usize| all.get(number).cloned().unwrap_or_default();
        (0..count)
            .map(|number| Row {
                line: at,
                first: number == 0,
                label: part(&label, number),
                text: part(&text, number),
                source: part(&source, number),
            })
            .collect()
    }

    fn draw_row(&self, part: &Row, columns: &Columns, place: Rect, buffer: &mut Buffer) {
        let (Some(line), rest) = (self.lines.get(part.line), after(place, 2)) else { return };
        let Some(action) = self.actions.get(line.action) else { return };
        if line.head && part.first {
            let key = own_key(action.spec).map(|key| key.to_string()).unwrap_or_default();
            put(buffer, rest, &key, Meaning::Key);
        }
        let meaning = match (part.line == self.at, action.is_open()) {
            (true, _) => Meaning::Selected,
            (false, true) => Meaning::Text,
            (false, false) => Meaning::Muted,
        };
        put(buffer, after(rest, 2), &part.label, meaning);
        let rest = after(rest, columns.label as u16 + 4);
        if part.first {
            put(buffer, rest, line.mark, line.meaning);
        }
        let room = Rect { width: rest.width.min(columns.text as u16 + 2), ..rest };
        put(buffer, after(room, 2), &part.text, line.meaning);
        if columns.source > 0 {
            put(buffer, after(rest, columns.text as u16 + 4), &part.source, Meaning::Muted);
        }
    }
}

/// A row on the screen.
struct Row {
    line: usize,
    /// Of its line.
    first: bool,
    label: String,
    text: String,
    source: String,
}

/// The key of a command in a view; none if the key means something else everywhere.
pub(super) fn own_key(spec: &Spec) -> Option<Key> {
    (!TAKEN.contains(&spec.key)).then(|| Key::char(spec.key))
}

/// How the width is shared out.
struct Columns {
    label: usize,
    text: usize,
    source: usize,
}

/// The rule's id and where it comes from, in few words: F1 has the full ones.
fn source(rule: RuleId, look: Look) -> String {
    format!("{} {}", rule.as_str(), look.say(&rule.rule().source.short()))
}

fn lines(action: usize, of: &Action, look: Look) -> Vec<StepLine> {
    let plain = |mark, text: &Text, meaning| StepLine {
        action,
        head: true,
        mark,
        text: look.say(text).to_owned(),
        meaning,
        rule: of.spec.rules.first().copied(),
    };
    if let Some(barred) = &of.barred {
        return vec![plain(look.marks.no, barred, Meaning::Muted)];
    }
    let mut all: Vec<StepLine> = of
        .requirements
        .iter()
        .filter(|requirement| !requirement.text.is_empty())
        .map(|requirement| {
            let (mark, meaning) = mark(requirement, look);
            let text = look.say(&requirement.text).to_owned();
            StepLine { action, head: false, mark, text, meaning, rule: Some(requirement.rule) }
        })
        .collect();
    if of.turn == Turn::Done && of.is_open() {
        let text = look.say(&Text::new("已办过, 可再办", "done, can be done once more")).to_owned();
        let rule = of.spec.rules.first().copied();
        all.insert(
            0,
            StepLine { action, head: true, mark: look.marks.yes, text, meaning: Meaning::Muted, rule },
        );
    }
    match all.first_mut() {
        Some(first) => first.head = true,
        None => all.push(plain(look.marks.yes, &Text::new("可办", "can be done"), Meaning::Good)),
    }
    all
}

/// The mark of a requirement, and its meaning.
fn mark(requirement: &Requirement, look: Look) -> (&'static str, Meaning) {
    match requirement.state {
        State::Met => (look.marks.yes, Meaning::Text),
        State::Unmet(_) => (look.marks.no, Meaning::Alert),
        State::Lacking(_) => (look.marks.no, Meaning::Warning),
        State::AtInput => (look.marks.pending, Meaning::Text),
        State::Noted => ("!", Meaning::Warning),
    }
}

/// Why an action can't be begun, in one text.
pub fn why_not(action: &Action) -> Option<Text> {
    if let Some(barred) = &action.barred {
        return Some(barred.clone());
    }
    let unmet: Vec<Text> =
        action.requirements.iter().filter(|r| r.refuses()).map(|r| r.text.clone()).collect();
    (!unmet.is_empty()).then(|| Text::join(&unmet))
}
