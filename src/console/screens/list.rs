//! One screen for every list: a window of rows, the selected one in detail, find, filter, order.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::filter::{Chosen, Filter};
use super::list_keys;
use super::window::Window;
use super::{Line, SCREENS, ScreenSpec, begin, open_record};
use crate::commands::spec::Subject;
use crate::commands::{catalogue, scene};
use crate::console::context::Context;
use crate::console::keys::{Code, Key};
use crate::console::layer::{Binding, Flow, Layer};
use crate::console::panels;
use crate::console::theme::Meaning;
use crate::console::widgets::{Edit, Field, Table, TableCell, after, put, row, rule};
use crate::law::clocks;
use crate::law::rules::RuleId;
use crate::records::ids::{RecordKind, RecordNo};
use crate::say;
use crate::store::lists::{self, Condition, RowFacts};
use crate::text::{Text, cells};

/// From this width on the detail stands beside the list.
const BESIDE: u16 = 120;
/// Rows of the detail under the list, its rule included, where the terminal is high enough.
const UNDER: u16 = 4;
/// Below this height the list has the room alone.
const LOW: u16 = 14;

/// What the keys go to.
#[derive(Debug)]
enum Mode {
    Browse,
    Find(Field),
    Filter(Filter),
}

/// A list on the screen.
#[derive(Debug)]
pub(super) struct ListScreen {
    spec: &'static ScreenSpec,
    window: Window,
    mode: Mode,
    /// Words looked for.
    words: String,
    /// The filter in force, as typed.
    filter: String,
    detail: Vec<Line>,
    /// How many rows there are, once counted.
    total: Option<i64>,
    /// Rows there is room for, as last drawn.
    room: usize,
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
            room: 1,
        };
        screen.act(cx, |window, cx| window.go_first(&cx.store));
        screen
    }

    /// Does something with the window; what fails is said. The detail follows the selection.
    fn act(
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
        let mut conditions = lists::parse_filter(&self.filter)?;
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
            (Code::Char('t'), Some(no)) => match panels::history::open(cx, no) {
                Ok(layer) => return Flow::Push(layer),
                Err(why) => cx.tell(why),
            },
            (Code::Char('y'), Some(no)) => {
                let agency = self.window.selected().map(|row| row.agency.clone()).unwrap_or_default();
                cx.copy(format!("{no} {agency}").trim_end().to_owned());
            }
            (Code::Char('a'), Some(no)) => match subject_of(no) {
                Some((subject, key)) => match panels::actions::open(cx, subject, key) {
                    Ok(layer) => return Flow::Push(layer),
                    Err(fault) => cx.tell(fault.text()),
                },
                None => cx
                    .tell(Text::new("此类记录没有可办事项", "nothing can be done with records of this kind")),
            },
            (Code::Char('n'), _) => return self.begin(self.spec.new, cx),
            (Code::Char('e'), Some(_)) => return self.begin(self.spec.edit, cx),
            (Code::F(1), _) => return Flow::Push(panels::article::open(cx, self.rule())),
            (Code::Enter | Code::Right | Code::Char('l' | 't' | 'y' | 'a' | 'e'), None) => {
                cx.tell(nothing_selected())
            }
            _ => return Flow::Ignored,
        }
        Flow::Handled
    }

    fn begin(&self, command: Option<&str>, cx: &mut Context) -> Flow {
        let Some(found) = command.and_then(catalogue::find) else {
            cx.tell(Text::new(
                "此清单没有这一操作; : 可查找全部命令",
                "not in this list; ':' finds any command",
            ));
            return Flow::Handled;
        };
        match begin(found.spec(), self.subject(), None, cx) {
            Ok(form) => Flow::Push(form),
            Err(why) => {
                cx.tell(why);
                Flow::Handled
            }
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
            Code::Enter => self.mode = Mode::Browse,
            Code::Esc => {
                self.mode = Mode::Browse;
                self.words.clear();
                self.look(cx);
            }
            Code::Down => self.act(cx, |w, cx| w.go(&cx.store, 1)),
            Code::Up => self.act(cx, |w, cx| w.go(&cx.store, -1)),
            _ => match field.handle(key) {
                Edit::Changed => {
                    self.words = field.value().to_owned();
                    self.look(cx);
                }
                Edit::Kept => {}
                Edit::Ignored => return Flow::Ignored,
            },
        }
        Flow::Handled
    }

    fn look(&mut self, cx: &mut Context) {
        if let Err(why) = self.relist(cx) {
            cx.tell(why);
        }
    }

    fn choose_filter(&mut self, key: Key, cx: &mut Context) -> Flow {
        let Mode::Filter(filter) = &mut self.mode else { return Flow::Ignored };
        match filter.handle(key) {
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

    /// The line above the list, when it is narrowed or looked through.
    fn draw_head(&self, line: Rect, frame: &mut Frame<'_>, cx: &Context) -> Option<Position> {
        let buffer = frame.buffer_mut();
        if let Mode::Find(field) = &self.mode {
            let label = cx.look.say(&FIND);
            let rest = after(line, 1 + put(buffer, after(line, 1), label, Meaning::Title) + 1);
            return field.draw(Rect { width: rest.width.min(40), ..rest }, buffer);
        }
        let words = match self.words.is_empty() {
            true => String::new(),
            false => format!("{} {}  ", cx.look.say(&FIND), self.words),
        };
        let filter = match self.filter.is_empty() {
            true => String::new(),
            false => format!("{} {}  ", cx.look.say(&FILTER), self.filter),
        };
        let all = Text::new("(Esc 全部)", "(Esc for all)");
        let all = cx.look.say(&all);
        put(buffer, after(line, 1), &format!("{words}{filter}{all}"), Meaning::Warning);
        None
    }

    fn draw_table(&mut self, area: Rect, frame: &mut Frame<'_>, cx: &Context) -> Option<Position> {
        self.room = Table::room(area);
        let (rows, selected) = self.window.in_sight(self.room);
        let cells: Vec<Vec<TableCell>> = rows.iter().map(|row| (self.spec.cells)(row, cx)).collect();
        if cells.is_empty() {
            put(frame.buffer_mut(), after(row(area, 1), 2), cx.look.say(&EMPTY), Meaning::Muted);
        }
        let focused = matches!(self.mode, Mode::Browse);
        let (columns, main) = (self.spec.columns, self.spec.main);
        Table { columns, rows: &cells, selected, main, focused }.draw(area, frame.buffer_mut(), cx.look)
    }

    /// Under the list a line each, and no head: it repeats the row above. Every cell that changes with the cursor
    /// goes over the line.
    fn draw_under(&self, area: Rect, frame: &mut Frame<'_>) {
        let body = self.detail.iter().filter(|(_, meaning)| *meaning != Meaning::Title);
        for (line, (text, meaning)) in (0..).zip(body) {
            put(frame.buffer_mut(), row(area, line), text, *meaning);
        }
    }

    fn draw_detail(&self, area: Rect, frame: &mut Frame<'_>) {
        let mut line = 0;
        for (text, meaning) in &self.detail {
            for part in cells::wrap(text, usize::from(area.width.max(1))) {
                put(frame.buffer_mut(), row(area, line), part, *meaning);
                line += 1;
            }
        }
    }

    /// The line between list and detail, with the number of rows.
    fn draw_rule(&self, line: Rect, frame: &mut Frame<'_>, cx: &Context) {
        rule(line, false, frame.buffer_mut(), cx.look);
        if let Some(total) = self.total {
            let said = say!(" 共 {n} ", " {n} in all ", n = total);
            let said = cx.look.say(&said);
            let wide = cells::width(said) as u16;
            put(frame.buffer_mut(), after(line, line.width.saturating_sub(wide + 2)), said, Meaning::Muted);
        }
    }
}

static FIND: Text = Text::new("查找:", "Find:");
static FILTER: Text = Text::new("筛选:", "Filter:");
static EMPTY: Text = Text::new("没有记录", "no records");

const fn nothing_selected() -> Text {
    Text::new("没有选中记录", "no record is selected")
}

impl Layer for ListScreen {
    fn title(&self, _: &Context) -> Text {
        self.spec.name.clone()
    }

    fn bindings(&self, _: &Context) -> Vec<Binding> {
        if !matches!(self.mode, Mode::Browse) {
            return list_keys::typing();
        }
        let why = self.window.selected().is_none().then(nothing_selected);
        let mut all: Vec<Binding> = list_keys::browsing()
            .into_iter()
            .map(|(binding, on_record)| if on_record { binding.unless(why.clone()) } else { binding })
            .collect();
        let commands = [
            ('n', Text::new("新建", "new"), self.spec.new),
            ('e', Text::new("更正", "edit"), self.spec.edit),
        ];
        for (key, label, command) in commands {
            if let Some(found) = command.and_then(catalogue::find) {
                let why = why.clone().filter(|_| key == 'e');
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
                self.look(cx);
            }
            Mode::Filter(filter) => filter.paste(text),
        }
        Flow::Handled
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &Context) -> Option<Position> {
        let headed = matches!(self.mode, Mode::Find(_)) || !self.words.is_empty() || !self.filter.is_empty();
        let mut rest = area;
        let mut caret = None;
        if headed && area.height > 2 {
            caret = self.draw_head(row(area, 0), frame, cx);
            rest = Rect { y: area.y + 1, height: area.height - 1, ..area };
        }
        let (list, detail) = split(rest);
        let parked = self.draw_table(list, frame, cx);
        if let Some(detail) = detail {
            if detail.y > list.y {
                self.draw_rule(detail, frame, cx);
                let under = Rect { y: detail.y + 1, height: detail.height - 1, ..after(detail, 2) };
                self.draw_under(under, frame);
            } else {
                self.draw_detail(detail, frame);
            }
        }
        match &self.mode {
            Mode::Filter(filter) => filter.draw(area, frame.buffer_mut(), cx.look),
            Mode::Find(_) => caret,
            Mode::Browse => parked,
        }
    }

    fn refresh(&mut self, cx: &mut Context) {
        self.total = None;
        self.act(cx, |window, cx| window.refresh(&cx.store));
    }

    fn settle(&mut self, cx: &mut Context) -> bool {
        let mut changed = false;
        if self.total.is_none() {
            // A list that can't be counted shows no number; what is wrong was said when it was read.
            self.total = Some(lists::count(&cx.store, self.window.query()).unwrap_or_default());
            changed = true;
        }
        if let Ok(read) = self.window.read_for(&cx.store, self.room) {
            changed |= read;
        }
        changed
    }

    fn subject(&self) -> Option<(Subject, scene::Key)> {
        subject_of(self.selected_no()?)
    }

    fn screen(&self) -> Option<usize> {
        SCREENS.iter().position(|spec| std::ptr::eq(*spec, self.spec))
    }

    fn in_text(&self) -> bool {
        !matches!(self.mode, Mode::Browse)
    }
}

/// What commands on a record act on.
pub(super) const fn subject_of(no: RecordNo) -> Option<(Subject, scene::Key)> {
    match no.kind {
        RecordKind::Agency => Some((Subject::Agency, scene::Key::Record(no))),
        RecordKind::Case => Some((Subject::Case, scene::Key::Record(no))),
        RecordKind::Filing | RecordKind::Activity | RecordKind::Supervision | RecordKind::Document => None,
    }
}

/// The list's part and the detail's: beside it on wide terminals, else under it, or none.
fn split(area: Rect) -> (Rect, Option<Rect>) {
    if area.width >= BESIDE {
        let wide = area.width * 13 / 20;
        let detail = after(area, wide + 2);
        return (Rect { width: wide, ..area }, Some(detail));
    }
    if area.height < LOW {
        return (area, None);
    }
    let under = UNDER + (area.height.saturating_sub(20)) / 4;
    let list = Rect { height: area.height - under, ..area };
    (list, Some(Rect { y: list.bottom(), height: under, ..area }))
}
