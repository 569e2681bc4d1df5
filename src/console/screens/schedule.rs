//! 日程 (`:schedule`): a week or a month of activities, what is on where, who supervises, what lacks (Art. 14, 22, 23).

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::schedule_rows::{COLUMNS, cells, told};
use super::{open_record, subject_of};
use crate::commands::scene;
use crate::commands::spec::Subject;
use crate::console::context::Context;
use crate::console::keys::{Code, Key};
use crate::console::layer::{Binding, Flow, Layer};
use crate::console::panels;
use crate::console::theme::Meaning;
use crate::console::widgets::{Table, TableCell, WEEKDAYS, after, keep_visible, put, row, rule};
use crate::records::ids::RecordNo;
use crate::say;
use crate::store::lists::Sight;
use crate::store::schedule::{self, Day, Exam};
use crate::text::Text;

/// Activities of a day that are read at most: those that lack something come first.
const MOST: usize = 500;
/// Rows under the list that tell of the selected one.
const TOLD: u16 = 3;

/// The schedule, at a day.
struct Schedule {
    day: NaiveDate,
    month: bool,
    days: Vec<Day>,
    exams: Vec<Exam>,
    at: usize,
    first: usize,
}

/// Opens it at today.
///
/// # Errors
/// When the database can't be read.
pub fn open(cx: &Context) -> Result<Box<dyn Layer>, Text> {
    let day = cx.day();
    let mut layer = Schedule { day, month: false, days: Vec::new(), exams: Vec::new(), at: 0, first: 0 };
    layer.read_days(cx)?;
    layer.read_exams(cx)?;
    Ok(Box::new(layer))
}

/// The Monday of a day's week.
fn monday(day: NaiveDate) -> NaiveDate {
    day.week(Weekday::Mon).first_day()
}

impl Schedule {
    /// The first and the last day shown: whole weeks.
    fn window(&self) -> (NaiveDate, NaiveDate) {
        let (first, last) = match self.month {
            true => {
                let first = self.day.with_day(1).unwrap_or(self.day);
                (first, first + Days::new(u64::from(first.num_days_in_month()) - 1))
            }
            false => (self.day, self.day),
        };
        (monday(first), last.week(Weekday::Mon).last_day())
    }

    fn read_days(&mut self, cx: &Context) -> Result<(), Text> {
        let (from, until) = self.window();
        let sight = Sight::of(cx.actor.bureau);
        self.days = schedule::days(&cx.store, sight, from, until).map_err(|e| e.text)?;
        Ok(())
    }

    fn read_exams(&mut self, cx: &Context) -> Result<(), Text> {
        let sight = Sight::of(cx.actor.bureau);
        self.exams = schedule::exams(&cx.store, sight, self.day, MOST).map_err(|e| e.text)?;
        self.at = self.at.min(self.exams.len().saturating_sub(1));
        Ok(())
    }

    /// Goes to a day; the window is read anew where it is outside.
    fn go(&mut self, day: Option<NaiveDate>, cx: &mut Context) {
        let before = self.window();
        self.day = day.unwrap_or(self.day);
        (self.at, self.first) = (0, 0);
        let days = if self.window() == before { Ok(()) } else { self.read_days(cx) };
        if let Err(why) = days.and_then(|()| self.read_exams(cx)) {
            cx.tell(why);
        }
    }

    fn selected(&self) -> Option<RecordNo> {
        self.exams.get(self.at).map(|exam| exam.no)
    }

    /// A day in its place: the number, what is on, how many lack a supervisor.
    fn draw_day(&self, on: NaiveDate, area: Rect, buffer: &mut Buffer, cx: &Context) -> Option<Position> {
        let look = cx.look;
        let here = on == self.day;
        let marker = if here { look.marks.selected } else { " " };
        put(buffer, Rect { width: area.width.min(1), ..area }, marker, Meaning::Text);
        let off = if !cx.calendar_of(cx.actor.bureau).is_workday(on) { "*" } else { " " };
        let now = if on == cx.day() { "=" } else { " " };
        let meaning = match (here, self.month && on.month() != self.day.month()) {
            (true, _) => Meaning::Selected,
            (false, true) => Meaning::Muted,
            (false, false) => Meaning::Text,
        };
        put(buffer, after(area, 1), &format!("{:>2}{off}{now}", on.day()), meaning);
        if let Some(day) = self.days.iter().find(|day| day.on == on) {
            let used = put(buffer, after(area, 5), &day.exams.to_string(), Meaning::Text);
            if day.unsupervised > 0 {
                let near = on <= cx.day() + Days::new(1);
                let meaning = if near { Meaning::Alert } else { Meaning::Warning };
                put(buffer, after(area, 6 + used), &format!("!{}", day.unsupervised), meaning);
            }
        }
        (here && !area.is_empty()).then(|| area.as_position())
    }

    /// The week or the month; what is left under it.
    fn draw_days(&self, area: Rect, buffer: &mut Buffer, cx: &Context) -> (Rect, Option<Position>) {
        let (from, until) = self.window();
        let title = say!(
            "日程 {y} 年 {m} 月   项数   !: 缺外部督导   *: 休息日   =: 今天",
            "Schedule {y}-{m}   !: without supervisor   *: day off   =: today",
            y = self.day.year(),
            m = self.day.month()
        );
        put(buffer, after(row(area, 0), 1), cx.look.say(&title), Meaning::Title);
        let wide = area.width.saturating_sub(1) / 7;
        let cell = |line: u16, place: u16| {
            let line = row(area, line);
            Rect { width: wide, ..after(line, 1 + place * wide) }.intersection(line)
        };
        for (place, name) in (0..).zip(&WEEKDAYS) {
            put(buffer, after(cell(1, place), 1), cx.look.say(name), Meaning::Muted);
        }
        let (mut parked, mut lines) = (None, 2);
        for (place, on) in (0_u16..).zip(from.iter_days().take_while(|on| *on <= until)) {
            lines = 2 + place / 7;
            parked = self.draw_day(on, cell(lines, place % 7), buffer, cx).or(parked);
        }
        let used = (lines + 1).min(area.height);
        (Rect { y: area.y + used, height: area.height - used, ..area }, parked)
    }

    fn draw_exams(&mut self, area: Rect, buffer: &mut Buffer, cx: &Context) -> Option<Position> {
        rule(area, true, buffer, cx.look);
        let head = match self.exams.len() {
            MOST => say!(" {d}  {n} 项以上 ", " {d}  {n} or more ", d = self.day, n = MOST),
            n => say!(" {d}  {n} 项 ", " {d}  activities: {n} ", d = self.day, n = n),
        };
        put(buffer, after(row(area, 0), 2), cx.look.say(&head), Meaning::Title);
        let told_rows = TOLD.min(area.height.saturating_sub(1) / 2);
        let list = Rect {
            y: area.y + 1.min(area.height),
            height: area.height.saturating_sub(1 + told_rows),
            ..area
        };
        let sight = keep_visible(self.first, self.at, Table::room(list), self.exams.len());
        self.first = sight.start;
        let rows: Vec<Vec<TableCell>> =
            self.exams.get(sight.clone()).unwrap_or_default().iter().map(|exam| cells(exam, cx)).collect();
        let selected = (!rows.is_empty()).then(|| self.at - sight.start);
        let table = Table { columns: &COLUMNS, rows: &rows, selected, marked: &[], main: 0, focused: true };
        let parked = table.draw(list, buffer, cx.look);
        let under = Rect { y: list.bottom(), height: told_rows, ..area };
        let about = self.exams.get(self.at).map(|exam| told(exam, cx)).unwrap_or_default();
        for (line, (text, meaning)) in (0..told_rows).zip(&about) {
            put(buffer, after(row(under, line), 2), text, *meaning);
        }
        parked
    }
}

impl Layer for Schedule {
    fn title(&self, _: &Context) -> Text {
        Text::new("日程", "Schedule")
    }

    fn bindings(&self, _: &Context) -> Vec<Binding> {
        let none = self.exams.is_empty().then(|| Text::new("这一天没有活动", "nothing is on that day"));
        let view = match self.month {
            true => Text::new("周", "week"),
            false => Text::new("月", "month"),
        };
        let of = Binding::new;
        vec![
            of(
                Key::ENTER,
                Text::new("打开", "open"),
                Text::new("打开所选活动", "opens the selected activity"),
                9,
            )
            .unless(none.clone()),
            of(
                Key::char('a'),
                Text::new("办理", "act"),
                Text::new("所选活动可办的事项", "what can be done with the selected activity"),
                8,
            )
            .unless(none),
            of(
                Key::char('h'),
                Text::new("前一天", "day before"),
                Text::new("前一天, 后一天用 l, 也可用方向键", "the day before; l is the next, arrows too"),
                6,
            ),
            of(
                Key::PG_DN,
                Text::new("后一周", "next week"),
                Text::new("后一周, PgUp 前一周", "the next week, PgUp the one before"),
                5,
            ),
            of(
                Key::char('>'),
                Text::new("后一月", "next month"),
                Text::new("后一月, < 前一月", "the next month, < the one before"),
                4,
            ),
            of(Key::char('m'), view, Text::new("换成周或月", "a week or a month"), 7),
            of(Key::char('t'), Text::new("今天", "today"), Text::new("回到今天", "back to today"), 3),
            panels::back(),
        ]
    }

    fn handle(&mut self, key: Key, cx: &mut Context) -> Flow {
        if key.ctrl || key.alt {
            return Flow::Ignored;
        }
        let (day, one, week, month) = (self.day, Days::new(1), Days::new(7), Months::new(1));
        match key.code {
            Code::Esc => return Flow::Close,
            Code::Left | Code::Char('h') => self.go(day.checked_sub_days(one), cx),
            Code::Right | Code::Char('l') => self.go(day.checked_add_days(one), cx),
            Code::PgUp => self.go(day.checked_sub_days(week), cx),
            Code::PgDn => self.go(day.checked_add_days(week), cx),
            Code::Char('<') => self.go(day.checked_sub_months(month), cx),
            Code::Char('>') => self.go(day.checked_add_months(month), cx),
            Code::Char('t') => self.go(Some(cx.day()), cx),
            Code::Up | Code::Char('k') => self.at = self.at.saturating_sub(1),
            Code::Down | Code::Char('j') => self.at = (self.at + 1).min(self.exams.len().saturating_sub(1)),
            Code::Char('m') => {
                self.month = !self.month;
                self.refresh(cx);
            }
            Code::Enter | Code::Char('a') => return self.enter(key, cx),
            _ => return Flow::Ignored,
        }
        Flow::Handled
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &Context) -> Option<Position> {
        let buffer = frame.buffer_mut();
        let (rest, day) = self.draw_days(area, buffer, cx);
        self.draw_exams(rest, buffer, cx).or(day)
    }

    fn refresh(&mut self, cx: &mut Context) {
        if let Err(why) = self.read_days(cx).and_then(|()| self.read_exams(cx)) {
            cx.tell(why);
        }
    }

    fn subject(&self) -> Option<(Subject, scene::Key)> {
        self.selected().and_then(subject_of)
    }
}

impl Schedule {
    /// Opens the selected activity, or what can be done with it.
    fn enter(&self, key: Key, cx: &mut Context) -> Flow {
        let Some(no) = self.selected() else {
            cx.tell(Text::new("这一天没有活动", "nothing is on that day"));
            return Flow::Handled;
        };
        let opened = match subject_of(no) {
            Some((subject, about)) if key == Key::char('a') => {
                panels::actions::open(cx, subject, about).map_err(|fault| fault.text())
            }
            _ => open_record(no, cx),
        };
        match opened {
            Ok(layer) => Flow::Push(layer),
            Err(why) => {
                cx.tell(why);
                Flow::Handled
            }
        }
    }
}
