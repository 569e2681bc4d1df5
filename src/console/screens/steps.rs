//! What can be done with a record now, and what each act wants: met, unmet until when, by which article. The same
//! judgement that refuses.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::commands::execute::Action;
use crate::commands::spec::Spec;
use crate::console::keys::{Code, Key};
use crate::console::theme::{Look, Meaning};
use crate::console::widgets::{after, keep_visible, put, row};
use crate::law::requirement::{Requirement, State};
use crate::law::rules::RuleId;
use crate::text::{Text, cells};

/// Below this width the sources are left out: F1 still opens them.
const WITH_SOURCE: u16 = 64;
/// The most cells that a source takes.
const SOURCE: usize = 26;
/// The most cells that a label takes.
const LABEL: usize = 20;

/// Keys that mean the same in every view; a command of such a key is begun with Enter or from the actions.
const TAKEN: [char; 8] = ['a', 'j', 'k', 'q', 't', 'v', 'y', ' '];

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
    lines: Vec<StepLine>,
    at: usize,
    first: usize,
}

impl Steps {
    /// Takes the actions that go from the record's state; the selection stays where it was.
    pub(super) fn fill(&mut self, actions: Vec<Action>, look: Look) {
        self.actions = actions.into_iter().filter(|action| action.in_state).collect();
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
        let columns = Columns::of(&self.actions, area.width, look);
        let mut shown: Vec<(usize, usize, &str)> = Vec::new();
        for (number, line) in self.lines.iter().enumerate() {
            for (part, text) in cells::wrap(&line.text, columns.text.max(1)).into_iter().enumerate() {
                shown.push((number, part, text));
            }
        }
        let selected = shown.iter().position(|(number, ..)| *number == self.at).unwrap_or(0);
        let sight = keep_visible(self.first, selected, area.height.into(), shown.len());
        self.first = sight.start;
        let mut parked = None;
        for (at, (number, part, text)) in shown[sight].iter().enumerate() {
            let place = row(area, at as u16);
            let here = *number == self.at;
            if here && *part == 0 {
                parked = Some(place.as_position());
                put(buffer, place, look.marks.selected, Meaning::Text);
            }
            self.draw_line(&self.lines[*number], (*part, text, here), &columns, place, buffer, look);
        }
        parked.filter(|_| area.width > 0)
    }

    fn draw_line(
        &self,
        line: &StepLine,
        (part, text, here): (usize, &str, bool),
        columns: &Columns,
        place: Rect,
        buffer: &mut Buffer,
        look: Look,
    ) {
        let action = &self.actions[line.action];
        let rest = after(place, 2);
        if line.head && part == 0 {
            let key = own_key(action.spec).map(|key| key.to_string()).unwrap_or_default();
            put(buffer, rest, &key, Meaning::Key);
            let label = cells::shorten(look.say(&action.spec.label), columns.label);
            let meaning = match (here, action.is_open()) {
                (true, _) => Meaning::Selected,
                (false, true) => Meaning::Text,
                (false, false) => Meaning::Muted,
            };
            put(buffer, after(rest, 2), &label, meaning);
        }
        let rest = after(rest, columns.label as u16 + 4);
        if part == 0 {
            put(buffer, rest, line.mark, line.meaning);
        }
        let room = Rect { width: rest.width.min(columns.text as u16 + 2), ..rest };
        put(buffer, after(room, 2), text, line.meaning);
        if let (0, Some(rule), true) = (part, line.rule, columns.source > 0) {
            let source = source(rule, look);
            put(
                buffer,
                after(rest, columns.text as u16 + 4),
                &cells::shorten(&source, columns.source),
                Meaning::Muted,
            );
        }
    }
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

impl Columns {
    fn of(actions: &[Action], width: u16, look: Look) -> Self {
        let longest = actions.iter().map(|a| cells::width(look.say(&a.spec.label))).max().unwrap_or(0);
        let label = longest.min(LABEL).min(usize::from(width) / 3);
        let source = if width >= WITH_SOURCE { SOURCE.min(usize::from(width) / 4) } else { 0 };
        let gaps = 2 + 2 + 2 + 2 + if source > 0 { 2 } else { 0 };
        let text = usize::from(width).saturating_sub(label + source + gaps);
        Self { label, text, source }
    }
}

/// The rule's id and where it comes from.
pub(super) fn source(rule: RuleId, look: Look) -> String {
    format!("{} {}", rule.as_str(), look.say(&rule.rule().source.label()))
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
        State::AtInput => (look.marks.pending, Meaning::Text),
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
