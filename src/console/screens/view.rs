//! The view of a record: its head, the next steps with their requirements, its facts. What is particular to a kind
//! of record is loaded by its own file.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::Line;
use super::begin;
use super::list::subject_of;
use super::steps::{Steps, own_key, why_not};
use crate::commands::explain::{self, Action};
use crate::commands::scene;
use crate::commands::spec::{Spec, Subject};
use crate::console::context::Context;
use crate::console::keys::{Code, Key};
use crate::console::layer::{Binding, Flow, Layer};
use crate::console::panels;
use crate::console::theme::Meaning;
use crate::console::widgets::{Reader, after, put, row, rule};
use crate::records::ids::{RecordKind, RecordNo};
use crate::records::suspension::MARK;
use crate::say;
use crate::store::{desk, suspensions};
use crate::text::{Text, cells};

/// From this width on the facts stand beside the steps.
const BESIDE: u16 = 120;

/// A record as it is shown.
#[derive(Debug)]
pub(super) struct Loaded {
    /// What it is called.
    pub(super) title: Text,
    /// Its version.
    pub(super) version: i64,
    /// The lines at the top.
    pub(super) head: Vec<Line>,
    /// The line of states, the longest way of writing it first; none for records without one.
    pub(super) states: Vec<String>,
    /// All else, in paragraphs.
    pub(super) facts: Vec<Line>,
    /// The document that `v` opens.
    pub(super) document: Option<RecordNo>,
    /// The agency whose people, venues, banks and conditions F5 shows.
    pub(super) equipped: Option<RecordNo>,
    /// Whether the facts matter more than the steps, and stand above them.
    pub(super) facts_first: bool,
}

/// Reads a record.
pub(super) type Load = fn(RecordNo, &Context) -> Result<Loaded, Text>;

/// The view.
struct RecordView {
    no: RecordNo,
    subject: Subject,
    load: Load,
    shown: Loaded,
    steps: Steps,
    facts: Reader,
}

/// Opens a record that commands act on.
///
/// # Errors
/// When it isn't there, or isn't for the actor's eyes.
pub(super) fn open(load: Load, no: RecordNo, cx: &mut Context) -> Result<Box<dyn Layer>, Text> {
    let (subject, _) = subject_of(no).ok_or_else(|| missing(no))?;
    let actions = actions(no, subject, cx)?;
    let shown = flagged(load(no, cx)?, no, cx)?;
    let facts = Reader::new(shown.facts.clone());
    let mut steps = Steps::default();
    steps.fill(actions, cx.look);
    Ok(Box::new(RecordView { no, subject, load, shown, steps, facts }))
}

/// A suspended agency is marked wherever it appears (R19-3): over every record of it.
fn flagged(mut shown: Loaded, no: RecordNo, cx: &Context) -> Result<Loaded, Text> {
    let Some(agency) = desk::agency_of(&cx.store, no).map_err(|e| e.text)? else { return Ok(shown) };
    if suspensions::standing(&cx.store, agency).map_err(|e| e.text)?.is_empty() {
        return Ok(shown);
    }
    if let Some((head, meaning)) = shown.head.first_mut() {
        *head = format!("{} {head}", cx.look.say(&MARK));
        *meaning = Meaning::Warning;
    }
    Ok(shown)
}

/// What to say of a record that isn't there.
pub(super) fn missing(no: RecordNo) -> Text {
    say!("没有记录 {n}", "there is no record {n}", n = no.to_string())
}

fn actions(no: RecordNo, subject: Subject, cx: &Context) -> Result<Vec<Action>, Text> {
    explain::explain(&cx.store, &cx.actor, cx.moment(), subject, &scene::Key::Record(no))
        .map_err(|fault| fault.text())
}

impl RecordView {
    fn reload(&mut self, cx: &Context) -> Result<(), Text> {
        let actions = actions(self.no, self.subject, cx)?;
        self.shown = flagged((self.load)(self.no, cx)?, self.no, cx)?;
        self.facts.replace(self.shown.facts.clone());
        self.steps.fill(actions, cx.look);
        Ok(())
    }

    fn begin(&self, spec: &'static Spec, cx: &mut Context) -> Flow {
        match begin(spec, self.subject(), Some(self.shown.version), cx) {
            Ok(form) => Flow::Push(form),
            Err(why) => {
                cx.tell(why);
                Flow::Handled
            }
        }
    }

    /// Opens the newest document of the record.
    fn read_document(&self, cx: &mut Context) -> Flow {
        let Some(no) = self.shown.document else {
            cx.tell(no_document());
            return Flow::Handled;
        };
        match panels::document::open(cx, no) {
            Ok(layer) => Flow::Push(layer),
            Err(fault) => {
                cx.tell(fault.text());
                Flow::Handled
            }
        }
    }

    /// Opens what the agency evaluates with.
    fn equipment(&self, cx: &mut Context) -> Flow {
        let Some(agency) = self.shown.equipped else { return Flow::Ignored };
        match panels::capacity::open(cx, agency) {
            Ok(layer) => Flow::Push(layer),
            Err(fault) => {
                cx.tell(fault.text());
                Flow::Handled
            }
        }
    }

    fn draw_head(&self, area: Rect, frame: &mut Frame<'_>) -> Rect {
        let buffer = frame.buffer_mut();
        let mut used = 0;
        for (text, meaning) in &self.shown.head {
            put(buffer, after(row(area, used), 1), text, *meaning);
            used += 1;
        }
        let room = usize::from(area.width.saturating_sub(1));
        let fitting = self.shown.states.iter().find(|states| cells::width(states) <= room);
        if let Some(states) = fitting.or(self.shown.states.last()) {
            put(buffer, after(row(area, used), 1), states, Meaning::Text);
            used += 1;
        }
        let used = used.min(area.height);
        Rect { y: area.y + used, height: area.height - used, ..area }
    }

    fn draw_steps(&mut self, area: Rect, frame: &mut Frame<'_>, cx: &Context) -> Option<Position> {
        let buffer = frame.buffer_mut();
        rule(area, false, buffer, cx.look);
        let title = cx.look.say(&Text::new(" 下一步 ", " Next steps ")).to_owned();
        put(buffer, after(row(area, 0), 2), &title, Meaning::Title);
        let under = below(area);
        self.steps.draw(under, buffer, cx.look)
    }

    fn draw_facts(&mut self, area: Rect, frame: &mut Frame<'_>, cx: &Context) {
        rule(area, false, frame.buffer_mut(), cx.look);
        self.facts.draw(after(below(area), 1), frame.buffer_mut());
    }

    /// How many rows the steps get of those there are.
    fn share(&self, height: u16) -> u16 {
        let wanted = u16::try_from(self.steps.len() + 1).unwrap_or(u16::MAX);
        let most = if self.shown.facts_first { height / 2 } else { height * 3 / 5 };
        wanted.min(most.max(2)).min(height)
    }
}

const fn no_document() -> Text {
    Text::new("还没有文书", "there is no document yet")
}

/// What is left under the first row.
const fn below(area: Rect) -> Rect {
    if area.height == 0 {
        return area;
    }
    Rect { y: area.y + 1, height: area.height - 1, ..area }
}

impl Layer for RecordView {
    fn title(&self, _: &Context) -> Text {
        self.shown.title.clone()
    }

    fn bindings(&self, _: &Context) -> Vec<Binding> {
        let mut all = keys();
        let unread = self.shown.document.is_none().then(no_document);
        for binding in all.iter_mut().filter(|binding| binding.key == Key::char('v')) {
            binding.why_not.clone_from(&unread);
        }
        if self.shown.equipped.is_some() {
            let help = Text::new(
                "机构的人员、场地、题库、核查及备案条件",
                "people, venues, banks and checks of the agency, and its conditions",
            );
            all.push(Binding::new(Key::f(5), Text::new("条件", "facts"), help, 7));
        }
        if self.no.kind == RecordKind::Case {
            let help = Text::new("卷内目录, 及导出案卷", "contents of the case's file, and its bundle");
            all.push(Binding::new(Key::f(7), Text::new("目录", "file"), help, 6));
        }
        for action in self.steps.actions() {
            if let Some(key) = own_key(action.spec) {
                let (label, help) = (action.spec.label.clone(), action.spec.help.clone());
                all.push(Binding::new(key, label, help, 1).unless(why_not(action)));
            }
        }
        all
    }

    fn handle(&mut self, key: Key, cx: &mut Context) -> Flow {
        if key.ctrl || key.alt {
            return Flow::Ignored;
        }
        match key.code {
            Code::PgUp | Code::PgDn | Code::Char(' ') => {
                self.facts.handle(key);
            }
            Code::Esc | Code::Left => return Flow::Close,
            Code::Char('t') => match panels::history::open(cx, self.no) {
                Ok(layer) => return Flow::Push(layer),
                Err(why) => cx.tell(why),
            },
            Code::Char('y') => cx.copy(format!("{} {}", self.no, cx.look.say(&self.shown.title))),
            Code::Char('a') => match panels::actions::open(cx, self.subject, scene::Key::Record(self.no)) {
                Ok(layer) => return Flow::Push(layer),
                Err(fault) => cx.tell(fault.text()),
            },
            Code::Char('v') => return self.read_document(cx),
            Code::Enter => match self.steps.selected() {
                Some(action) => return self.begin(action.spec, cx),
                None => cx.tell(Text::new("现在没有可办的事项", "there is nothing to do now")),
            },
            Code::F(5) => return self.equipment(cx),
            Code::F(7) if self.no.kind == RecordKind::Case => match panels::contents::open(cx, self.no) {
                Ok(layer) => return Flow::Push(layer),
                Err(why) => cx.tell(why),
            },
            Code::F(6) => match panels::counting::open_all(cx, self.no) {
                Ok(layer) => return Flow::Push(layer),
                Err(why) => cx.tell(why),
            },
            Code::F(1) => return Flow::Push(panels::article::open(cx, self.steps.rule())),
            _ if self.steps.handle(key) => {}
            _ => match self.steps.of_key(key) {
                Some(spec) => return self.begin(spec, cx),
                None => match self.steps.why_elsewhen(key) {
                    Some(why) => cx.tell(why),
                    None => return Flow::Ignored,
                },
            },
        }
        Flow::Handled
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &Context) -> Option<Position> {
        let rest = self.draw_head(area, frame);
        if area.width >= BESIDE {
            let left = Rect { width: rest.width * 3 / 5, ..rest };
            let parked = self.draw_steps(left, frame, cx);
            // Beside the steps, under the rule that parts both from the head.
            self.draw_facts(after(rest, left.width), frame, cx);
            return parked;
        }
        let share = self.share(rest.height);
        if self.shown.facts_first {
            let facts = Rect { height: rest.height - share, ..rest };
            self.draw_facts(facts, frame, cx);
            return self.draw_steps(Rect { y: facts.bottom(), height: share, ..rest }, frame, cx);
        }
        let steps = Rect { height: share, ..rest };
        let parked = self.draw_steps(steps, frame, cx);
        self.draw_facts(Rect { y: steps.bottom(), height: rest.height - share, ..rest }, frame, cx);
        parked
    }

    fn refresh(&mut self, cx: &mut Context) {
        if let Err(why) = self.reload(cx) {
            cx.tell(why);
        }
    }

    fn subject(&self) -> Option<(Subject, scene::Key)> {
        Some((self.subject, scene::Key::Record(self.no)))
    }
}

fn keys() -> Vec<Binding> {
    let of = Binding::new;
    vec![
        of(Key::ENTER, Text::new("办理", "do"), Text::new("办理所选事项", "begins the selected step"), 9),
        of(
            Key::char('a'),
            Text::new("全部事项", "all"),
            Text::new("全部可办事项及其要求", "all that can be done, and what it wants"),
            8,
        ),
        of(
            Key::char('v'),
            Text::new("看文书", "document"),
            Text::new("打开最近的文书", "opens the newest document"),
            7,
        ),
        of(
            Key::char('t'),
            Text::new("经过", "history"),
            Text::new("本记录的全部经过", "all that happened to this record"),
            7,
        ),
        of(
            Key::char('y'),
            Text::new("复制", "copy"),
            Text::new("复制编号与名称到剪贴板", "copies number and name to the clipboard"),
            2,
        ),
        of(
            Key::f(1),
            Text::new("条文", "article"),
            Text::new("所选要求依据的条文", "the article of the selected requirement"),
            6,
        ),
        of(
            Key::f(6),
            Text::new("期限", "counting"),
            Text::new("各期限为什么是这一天: 逐日计算", "why each deadline is that day: counted day by day"),
            2,
        ),
        of(Key::ESC, Text::new("返回", "back"), Text::new("回到清单", "back to the list"), 8),
        of(
            Key::char('j'),
            Text::new("下移", "down"),
            Text::new("下一项要求, 也可用方向键", "the next requirement, as the arrow does"),
            0,
        ),
        of(
            Key::char('k'),
            Text::new("上移", "up"),
            Text::new("上一项要求, 也可用方向键", "the requirement before, as the arrow does"),
            0,
        ),
        of(
            Key::PG_DN,
            Text::new("下翻", "page down"),
            Text::new("内容下翻一页", "a page down in the facts"),
            0,
        ),
        of(Key::PG_UP, Text::new("上翻", "page up"), Text::new("内容上翻一页", "a page up in the facts"), 0),
    ]
}
