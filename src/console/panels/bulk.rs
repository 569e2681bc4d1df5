//! One act on several records (批量办理): what can be done with those marked, for how many of them, and a result a row. Each
//! is judged for itself; one that is refused doesn't stop the others.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::back;
use super::rows::{Entry, Rows};
use crate::commands::entry::Turn;
use crate::commands::explain;
use crate::commands::fault::Fault;
use crate::commands::scene::Key as Record;
use crate::commands::spec::{Spec, Subject};
use crate::console::context::Context;
use crate::console::forms;
use crate::console::keys::Key;
use crate::console::layer::{Binding, Flow, Layer};
use crate::console::theme::{Look, Meaning};
use crate::console::widgets::{Panel, Reader, put};
use crate::records::ids::RecordNo;
use crate::say;
use crate::text::Text;

/// A record that is marked: public number, and the name of its agency.
pub type Marked = (RecordNo, String);

/// Opens the list of what can be done with several records of one kind.
///
/// # Errors
/// When nothing can be done with any of them, or one can't be read.
pub fn open(cx: &Context, subject: Subject, records: Vec<Marked>) -> Result<Box<dyn Layer>, Text> {
    let mut choices: Vec<Choice> = Vec::new();
    for (no, _) in &records {
        let actions = explain::explain(&cx.store, &cx.actor, cx.moment(), subject, &Record::Record(*no));
        for action in actions.map_err(|fault| fault.text())?.iter().filter(|action| action.is_open()) {
            match choices.iter_mut().find(|choice| choice.spec.name == action.spec.name) {
                Some(choice) => {
                    choice.count += 1;
                    choice.behind += usize::from(action.turn >= Turn::Behind);
                }
                None => {
                    let behind = usize::from(action.turn >= Turn::Behind);
                    choices.push(Choice { spec: action.spec, first: *no, count: 1, behind });
                }
            }
        }
    }
    // What most can take first, but what no record asks for last; of equals the order of the catalogue stays.
    choices.sort_by_key(|choice| (choice.behind * 2 > choice.count, std::cmp::Reverse(choice.count)));
    if choices.is_empty() {
        return Err(Text::new(
            "所选记录现在都没有您可办的事项",
            "nothing can be done by you now with any of the marked records",
        ));
    }
    // Of two acts with one key, at other steps, the first here has it; the other is chosen by its row.
    let is_first = |at: usize| choices[..at].iter().all(|before| before.spec.key != choices[at].spec.key);
    let row = |(at, choice): (usize, &Choice)| Entry {
        lead: if is_first(at) { choice.spec.key.to_string() } else { " ".to_owned() },
        label: choice.spec.label.clone(),
        remark: say!("可办 {n}/{m}", "for {n} of {m}", n = choice.count, m = records.len()),
        muted: false,
    };
    let rows = Rows::new(choices.iter().enumerate().map(row).collect());
    Ok(Box::new(Bulk { records, choices, rows }))
}

/// A command that some of the records take.
struct Choice {
    spec: &'static Spec,
    /// The first that takes it: its requirements are shown before the act.
    first: RecordNo,
    count: usize,
    /// For how many of them nothing asks for it.
    behind: usize,
}

/// What can be done with the marked records.
struct Bulk {
    records: Vec<Marked>,
    choices: Vec<Choice>,
    rows: Rows,
}

impl Bulk {
    fn start(&self, at: usize, cx: &Context) -> Flow {
        let Some(choice) = self.choices.get(at) else { return Flow::Handled };
        let mut records = self.records.clone();
        records.sort_by_key(|(no, _)| *no != choice.first);
        Flow::Replace(forms::open_many(cx, choice.spec, records))
    }

    /// Which they are, as far as there is room: a mark stays when the list shows others.
    fn name_marked(&self, area: Rect, frame: &mut Frame<'_>, look: Look) {
        let Some(room) = usize::from(area.height).checked_sub(1).filter(|room| *room > 0) else { return };
        let shown = if self.records.len() > room { room - 1 } else { self.records.len() };
        let named = self.records.iter().take(shown).map(|(no, name)| format!("{no} {name}"));
        let more = say!("等共 {n} 件", "and others, {n} in all", n = self.records.len());
        let rest = (shown < self.records.len()).then(|| look.say(&more).to_owned());
        for (line, y) in named.chain(rest).zip(area.y + 1..area.bottom()) {
            put(frame.buffer_mut(), Rect { y, height: 1, ..area }, &line, Meaning::Muted);
        }
    }
}

impl Layer for Bulk {
    fn title(&self, _: &Context) -> Text {
        say!("批量办理 {n} 件", "act on {n} records", n = self.records.len())
    }

    fn bindings(&self, _: &Context) -> Vec<Binding> {
        let begin = Binding::new(
            Key::ENTER,
            Text::new("办理", "begin"),
            Text::new("填一次, 逐件办理", "filled in once, done for each"),
            9,
        );
        vec![begin, back()]
    }

    fn handle(&mut self, key: Key, cx: &mut Context) -> Flow {
        match key {
            Key::ESC => return Flow::Close,
            Key::ENTER => return self.rows.selected().map_or(Flow::Handled, |at| self.start(at, cx)),
            _ => {}
        }
        if let Some(at) = key.typed().and_then(|c| self.choices.iter().position(|x| x.spec.key == c)) {
            return self.start(at, cx);
        }
        if self.rows.handle(key, true) { Flow::Handled } else { Flow::Ignored }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &Context) -> Option<Position> {
        let title = self.title(cx);
        let panel = Panel { title: cx.look.say(&title), hint: "" };
        let inner = panel.draw(area, frame.buffer_mut(), cx.look);
        let listed = inner.height.min(u16::try_from(self.choices.len()).unwrap_or(u16::MAX));
        let at = self.rows.draw(Rect { height: listed, ..inner }, frame.buffer_mut(), cx.look);
        let below = Rect { y: inner.y + listed, height: inner.height - listed, ..inner };
        self.name_marked(below, frame, cx.look);
        at
    }

    /// What was counted may have changed since: each record is judged again when it is done.
    fn refresh(&mut self, _: &mut Context) {}
}

/// What came of an act on several records.
pub type Outcome = (Marked, Result<(), Fault>);

/// Cells of the bar.
const BAR: usize = 20;

/// How far it is, as a bar.
#[must_use]
pub fn progress(done: usize, total: usize) -> Text {
    let full = (done * BAR).checked_div(total).unwrap_or(BAR).min(BAR);
    say!(
        "批量办理 [{b}{r}] {d}/{t}",
        "records [{b}{r}] {d}/{t}",
        b = "#".repeat(full),
        r = ".".repeat(BAR - full),
        d = done,
        t = total
    )
}

/// The results, a row each.
pub fn results(spec: &Spec, outcomes: &[Outcome], look: Look) -> Box<dyn Layer> {
    let done = outcomes.iter().filter(|(_, outcome)| outcome.is_ok()).count();
    let title = say!(
        "{c}: 已办 {n}, 未办 {m}",
        "{c}: {n} done, {m} not",
        c = spec.label,
        n = done,
        m = outcomes.len() - done
    );
    let mut lines = Vec::new();
    for ((no, name), outcome) in outcomes {
        match outcome {
            Ok(()) => lines.push((format!("{} {no} {name}", look.marks.yes), Meaning::Good)),
            Err(fault) => {
                lines.push((format!("{} {no} {name}", look.marks.no), Meaning::Warning));
                lines.push((format!("    {}", look.say(&fault.text())), Meaning::Text));
            }
        }
    }
    Box::new(Results { title, reader: Reader::new(lines) })
}

/// What came of it.
struct Results {
    title: Text,
    reader: Reader,
}

impl Layer for Results {
    fn title(&self, _: &Context) -> Text {
        self.title.clone()
    }

    fn bindings(&self, _: &Context) -> Vec<Binding> {
        vec![back()]
    }

    fn handle(&mut self, key: Key, _: &mut Context) -> Flow {
        match key {
            Key::ESC | Key::ENTER => Flow::Close,
            _ if self.reader.handle(key) => Flow::Handled,
            _ => Flow::Ignored,
        }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &Context) -> Option<Position> {
        let panel = Panel { title: cx.look.say(&self.title), hint: "" };
        let inner = panel.draw(area, frame.buffer_mut(), cx.look);
        self.reader.draw(inner, frame.buffer_mut());
        (!inner.is_empty()).then(|| inner.as_position())
    }

    fn refresh(&mut self, _: &mut Context) {}
}
