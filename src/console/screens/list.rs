//! One screen for every list: a window of rows, the selected one in detail, find, filter, order.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::filter::{Chosen, Filter};
use super::list_keys;
use super::window::Window;
use super::{Line, ScreenSpec, begin, beside, open_record, place};
use crate::commands::spec::Subject;
use crate::commands::{catalogue, scene};
use crate::console::context::Context;
use crate::console::keys::{Code, Key};
use crate::console::layer::{Binding, Flow, Layer};
use crate::console::panels;
use crate::console::panels::bulk::Marked;
use crate::console::widgets::{Edit, Field};
use crate::law::clocks;
use crate::law::rules::RuleId;
use crate::records::deadline::Deadline;
use crate::records::ids::{RecordKind, RecordNo};
use crate::say;
use crate::store::lists::{self, Condition, ListKind, RowFacts};
use crate::store::recounts::{self, Recount};
use crate::text::Text;

/// What the keys go to.
#[derive(Debug)]
pub(super) enum Mode {
    Browse,
    Find(Field),
    Filter(Filter),
}

/// A list on the screen.
#[derive(Debug)]
pub(super) struct ListScreen {
    pub(super) spec: &'static ScreenSpec,
    pub(super) window: Window,
    pub(super) mode: Mode,
    /// Words looked for.
    pub(super) words: String,
    /// The filter in force, as typed.
    pub(super) filter: String,
    pub(super) detail: Vec<Line>,
    /// How many rows there are, once counted.
    pub(super) total: Option<i64>,
    /// The recount of deadlines that runs, where they are listed.
    pub(super) recounting: Option<Recount>,
    /// Rows there is room for, as last drawn.
    pub(super) room: usize,
    /// Whether what is typed is still to be looked for: the letter is shown first.
    pub(super) unlooked: bool,
    /// Records marked for one act on all of them, in the order they were marked.
    pub(super) marks: Vec<Marked>,
}

impl ListScreen {
    pub(super) fn open(spec: &'static ScreenSpec, cx: &mut Context) -> Self {
        let window = Window::new(super::query(spec, cx, Vec::new()));
        let mut screen = Self {
            spec,
            window,
            mode: Mode::Browse,
            words: String::new(),
            filter: String::new(),
            detail: Vec::new(),
            total: None,
            recounting: None,
            room: 1,
            unlooked: false,
            marks: Vec::new(),
        };
        screen.act(cx, |window, cx| window.go_first(&cx.store));
        screen
    }

    /// Does something with the window; what fails is said. The detail follows the selection.
    pub(super) fn act(
        &mut self,
        cx: &mut Context,
        what: impl FnOnce(&mut Window, &Context) -> Result<(), crate::store::DbError>,
    ) {
        if let Err(error) = what(&mut self.window, cx) {
            cx.tell(error.text);
        }
        self.detail = self.window.selected().map(|row| (self.spec.detail)(row, cx)).unwrap_or_default();
    }

    fn selected_no(&self) -> Option<RecordNo> {
        self.window.selected().and_then(|row| row.no)
    }

    /// Lists anew after the words, the filter or the order changed.
    fn relist(&mut self, cx: &mut Context) -> Result<(), Text> {
        let mut conditions =
            lists::asked_by(self.spec.kind, lists::parse_filter(&self.filter)?, &cx.actor, cx.day());
        conditions.extend(self.words.split_whitespace().map(|word| Condition::Words(word.to_owned())));
        let query = lists::Query { conditions, ..self.window.query().clone() };
        lists::check(&query)?;
        self.total = None;
        self.act(cx, |window, cx| window.list(&cx.store, query));
        Ok(())
    }

    /// The next order: each of the kind, rising then falling.
    fn reorder(&mut self, cx: &mut Context) {
        let query = self.window.query().clone();
        let sorts = lists::sorts(self.spec.kind);
        let at = sorts.iter().position(|sort| *sort == query.sort).unwrap_or(0);
        let sort = if query.descending { sorts[(at + 1) % sorts.len()] } else { query.sort };
        let query = lists::Query { sort, descending: !query.descending, ..query };
        let way = if query.descending {
            Text::new("从后往前", "last first")
        } else {
            Text::new("从前往后", "first first")
        };
        cx.tell(say!("按{s}排序, {w}", "ordered by {s}, {w}", s = query.sort, w = way));
        self.act(cx, |window, cx| window.list(&cx.store, query));
    }

    fn browse(&mut self, key: Key, cx: &mut Context) -> Flow {
        let page = isize::try_from(self.room.max(2) - 1).unwrap_or(1);
        match key.code {
            _ if key.ctrl || key.alt => return Flow::Ignored,
            Code::Down | Code::Char('j') => self.act(cx, |w, cx| w.go(&cx.store, 1)),
            Code::Up | Code::Char('k') => self.act(cx, |w, cx| w.go(&cx.store, -1)),
            Code::PgDn | Code::Char(' ') => self.act(cx, |w, cx| w.go(&cx.store, page)),
            Code::PgUp => self.act(cx, |w, cx| w.go(&cx.store, -page)),
            Code::Home | Code::Char('g') => self.act(cx, |w, cx| w.go_first(&cx.store)),
            Code::End | Code::Char('G') => self.act(cx, |w, cx| w.go_last(&cx.store)),
            Code::Char('/') => self.mode = Mode::Find(Field::new(self.words.clone())),
            Code::Char('f') => self.mode = Mode::Filter(Filter::open(&self.filter, self.spec.presets)),
            Code::Char('o') => self.reorder(cx),
            Code::Char('x') => self.mark(cx),
            Code::Char('X') => self.mark_all(cx),
            Code::Tab => match beside(self.spec) {
                Some(spec) => return Flow::Go(Box::new(Self::open(spec, cx))),
                None => return Flow::Ignored,
            },
            Code::Esc if !self.marks.is_empty() => self.marks.clear(),
            Code::Esc if !self.words.is_empty() || !self.filter.is_empty() => self.show_all(cx),
            Code::Esc => return Flow::Close,
            _ => return self.on_record(key, cx),
        }
        Flow::Handled
    }

    fn show_all(&mut self, cx: &mut Context) {
        self.words.clear();
        self.filter.clear();
        // The empty filter is always understood.
        let _ = self.relist(cx);
    }

    /// Keys that are about the selected record.
    fn on_record(&mut self, key: Key, cx: &mut Context) -> Flow {
        let no = self.selected_no();
        match (key.code, no) {
            (Code::Enter | Code::Right | Code::Char('l'), Some(no)) => match open_record(no, cx) {
                Ok(layer) => return Flow::Push(layer),
                Err(why) => cx.tell(why),
            },
            (Code::Char('v'), Some(no)) if no.kind == RecordKind::Document => match open_record(no, cx) {
                Ok(layer) => return Flow::Push(layer),
                Err(why) => cx.tell(why),
            },
            (Code::Char('t'), Some(no)) => match panels::history::open(cx, self.whose(no)) {
                Ok(layer) => return Flow::Push(layer),
                Err(why) => cx.tell(why),
            },
            (Code::Char('y'), Some(no)) => {
                let agency = self.window.selected().map(|row| row.agency.clone()).unwrap_or_default();
                cx.copy(format!("{no} {agency}").trim_end().to_owned());
            }
            (Code::Char('a'), _) if !self.marks.is_empty() => return self.act_on_marked(cx),
            (Code::Char('a'), Some(no)) => match subject_of(self.whose(no)) {
                Some((subject, key)) => match panels::actions::open(cx, subject, key) {
                    Ok(layer) => return Flow::Push(layer),
                    Err(fault) => cx.tell(fault.text()),
                },
                None => cx.tell(nothing_to_do()),
            },
            (Code::Char('w'), _) if self.is_scheduled() => match super::schedule::open(cx) {
                Ok(layer) => return Flow::Push(layer),
                Err(why) => cx.tell(why),
            },
            (Code::Char('n'), _) => return self.begin(self.spec.new, cx),
            (Code::Char('e'), Some(_)) => return self.begin(self.spec.edit, cx),
            (Code::F(6), Some(_)) if self.deadline().is_some() => {
                match self.deadline().map(|deadline| panels::counting::open(cx, deadline)) {
                    Some(Ok(layer)) => return Flow::Push(layer),
                    Some(Err(why)) => cx.tell(why),
                    None => return Flow::Ignored,
                }
            }
            (Code::F(1), _) => return Flow::Push(panels::article::open(cx, self.rule())),
            (Code::Enter | Code::Right | Code::Char('l' | 't' | 'y' | 'a' | 'e'), None) => {
                cx.tell(nothing_selected())
            }
            _ => return Flow::Ignored,
        }
        Flow::Handled
    }

    /// Whether its records stand in the schedule.
    fn is_scheduled(&self) -> bool {
        matches!(
            self.spec.kind,
            ListKind::Supervisions | ListKind::Activities | ListKind::Crossings | ListKind::Coverage
        )
    }

    fn begin(&self, command: Option<&str>, cx: &mut Context) -> Flow {
        let Some(found) = command.and_then(catalogue::find) else {
            cx.tell(Text::new(
                "此清单没有这一操作; : 可查找全部命令",
                "not in this list; ':' finds any command",
            ));
            return Flow::Handled;
        };
        let spec = found.spec();
        // A new one from a list is about any agency, not about that of the row.
        let about = self.subject().filter(|(kind, _)| *kind == spec.subject);
        match begin(spec, about, None, cx) {
            Ok(form) => Flow::Push(form),
            Err(why) => {
                cx.tell(why);
                Flow::Handled
            }
        }
    }

    /// The record that a row is about: what happened to a document, and what can be done with it, is its owner's.
    fn whose(&self, no: RecordNo) -> RecordNo {
        match self.window.selected().map(|row| &row.facts) {
            Some(RowFacts::Document { of, .. } | RowFacts::ToServe { of, .. }) => *of,
            _ => no,
        }
    }

    /// The deadline that is selected, where deadlines are listed.
    fn deadline(&self) -> Option<&Deadline> {
        match &self.window.selected()?.facts {
            RowFacts::Deadline(deadline) => Some(deadline),
            _ => None,
        }
    }

    /// The rule that the selected row rests on.
    fn rule(&self) -> Option<RuleId> {
        match &self.window.selected()?.facts {
            RowFacts::Deadline(deadline) => Some(clocks::rule(deadline.clock)),
            _ => None,
        }
    }

    fn find(&mut self, key: Key, cx: &mut Context) -> Flow {
        let Mode::Find(field) = &mut self.mode else { return Flow::Ignored };
        match key.code {
            Code::Enter => {
                self.mode = Mode::Browse;
                self.look(cx);
            }
            Code::Esc => {
                self.mode = Mode::Browse;
                self.words.clear();
                self.unlooked = true;
                self.look(cx);
            }
            Code::Down | Code::Up => {
                self.look(cx);
                let by = if key.code == Code::Down { 1 } else { -1 };
                self.act(cx, |w, cx| w.go(&cx.store, by));
            }
            _ => match field.handle(key) {
                Edit::Changed => {
                    self.words = field.value().to_owned();
                    self.unlooked = true;
                }
                Edit::Kept => {}
                Edit::Ignored => return Flow::Ignored,
            },
        }
        Flow::Handled
    }

    /// Looks for what is typed, unless that is done.
    fn look(&mut self, cx: &mut Context) {
        if !std::mem::take(&mut self.unlooked) {
            return;
        }
        if let Err(why) = self.relist(cx) {
            cx.tell(why);
        }
    }

    fn choose_filter(&mut self, key: Key, cx: &mut Context) -> Flow {
        let Mode::Filter(filter) = &mut self.mode else { return Flow::Ignored };
        match filter.handle(key, cx.lang()) {
            Chosen::Going => {}
            Chosen::Ignored => return Flow::Ignored,
            Chosen::Left => self.mode = Mode::Browse,
            Chosen::Apply(expression) => {
                let before = std::mem::replace(&mut self.filter, expression);
                match self.relist(cx) {
                    Ok(()) => self.mode = Mode::Browse,
                    Err(why) => {
                        self.filter = before;
                        if let Mode::Filter(filter) = &mut self.mode {
                            filter.wrong = Some(why);
                        }
                    }
                }
            }
        }
        Flow::Handled
    }
}

pub(super) const fn nothing_to_do() -> Text {
    Text::new(
        "此类记录没有可办事项, 内容见列表下方",
        "nothing can be done with records of this kind: all there is stands in the list",
    )
}

pub(super) const fn nothing_selected() -> Text {
    Text::new("没有选中记录", "no record is selected")
}

impl Layer for ListScreen {
    fn title(&self, _: &Context) -> Text {
        self.spec.name.clone()
    }

    fn bindings(&self, cx: &Context) -> Vec<Binding> {
        if !matches!(self.mode, Mode::Browse) {
            return list_keys::typing();
        }
        let why = self.window.selected().is_none().then(nothing_selected);
        let mut all: Vec<Binding> = list_keys::browsing()
            .into_iter()
            .map(|(binding, on_record)| if on_record { binding.unless(why.clone()) } else { binding })
            .collect();
        if self.selected_no().is_some_and(|no| subject_of(self.whose(no)).is_none()) {
            for binding in all.iter_mut().filter(|b| b.key == Key::char('a') || b.key == Key::ENTER) {
                binding.why_not = Some(nothing_to_do());
            }
        }
        if self.deadline().is_some() {
            let why = Text::new(
                "这一期限为什么是这一天: 逐日计算",
                "why this deadline is that day: counted day by day",
            );
            all.push(Binding::new(Key::f(6), Text::new("为何此日", "why then"), why, 1));
        }
        if self.is_scheduled() {
            let help = Text::new("评价活动的周历、月历", "activities by week and month");
            all.push(Binding::new(Key::char('w'), Text::new("日程", "schedule"), help, 6));
        }
        if let Some(spec) = beside(self.spec) {
            all.push(Binding::new(Key::TAB, spec.short.clone(), spec.help.clone(), 7));
        }
        let commands = [
            ('n', Text::new("新建", "new"), self.spec.new),
            ('e', Text::new("更正", "edit"), self.spec.edit),
        ];
        for (key, label, command) in commands {
            if let Some(found) = command.and_then(catalogue::find) {
                let nothing = why.clone().filter(|_| key == 'e');
                let why = super::barred(found.spec(), cx).or(nothing);
                all.push(Binding::new(Key::char(key), label, found.spec().help.clone(), 3).unless(why));
            }
        }
        all
    }

    fn handle(&mut self, key: Key, cx: &mut Context) -> Flow {
        match self.mode {
            Mode::Browse => self.browse(key, cx),
            Mode::Find(_) => self.find(key, cx),
            Mode::Filter(_) => self.choose_filter(key, cx),
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Context) -> Flow {
        match &mut self.mode {
            Mode::Browse => {
                cx.tell(Text::new(
                    "此处不能粘贴; 按 / 查找后再粘贴",
                    "nothing to paste into here: press / to find",
                ));
            }
            Mode::Find(field) => {
                field.paste(text);
                self.words = field.value().to_owned();
                self.unlooked = true;
            }
            Mode::Filter(filter) => filter.paste(text),
        }
        Flow::Handled
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &Context) -> Option<Position> {
        self.draw_all(frame, area, cx)
    }

    fn refresh(&mut self, cx: &mut Context) {
        self.total = None;
        let (made, done) = (cx.take_made(), cx.take_done());
        self.marks.retain(|(no, _)| !done.contains(no));
        self.act(cx, |window, cx| {
            window.refresh(&cx.store)?;
            if let Some(no) = made {
                window.select(no);
            }
            Ok(())
        });
    }

    fn settle(&mut self, cx: &mut Context) -> bool {
        let mut changed = self.unlooked;
        self.look(cx);
        if self.total.is_none() {
            // A list that can't be counted shows no number; what is wrong was said when it was read.
            self.total = Some(lists::count(&cx.store, self.window.query()).unwrap_or_default());
            if self.spec.kind == lists::ListKind::Deadlines {
                self.recounting = recounts::pending(&cx.store).unwrap_or_default();
            }
            changed = true;
        }
        if let Ok(read) = self.window.read_for(&cx.store, self.room) {
            changed |= read;
        }
        // What can't be read is told when the selection gets there.
        let _ = self.window.read_ahead(&cx.store);
        changed
    }

    fn subject(&self) -> Option<(Subject, scene::Key)> {
        subject_of(self.whose(self.selected_no()?))
    }

    fn screen(&self) -> Option<usize> {
        place(self.spec)
    }

    fn in_text(&self) -> bool {
        !matches!(self.mode, Mode::Browse)
    }
}

/// What commands on a record act on.
pub const fn subject_of(no: RecordNo) -> Option<(Subject, scene::Key)> {
    match no.kind {
        RecordKind::Agency => Some((Subject::Agency, scene::Key::Record(no))),
        RecordKind::Case => Some((Subject::Case, scene::Key::Record(no))),
        RecordKind::Complaint => Some((Subject::Complaint, scene::Key::Record(no))),
        RecordKind::Filing => Some((Subject::Filing, scene::Key::Record(no))),
        RecordKind::Draw => Some((Subject::Draw, scene::Key::Record(no))),
        RecordKind::Activity => Some((Subject::Activity, scene::Key::Record(no))),
        RecordKind::Supervision => Some((Subject::Visit, scene::Key::Record(no))),
        RecordKind::Document => None,
    }
}
