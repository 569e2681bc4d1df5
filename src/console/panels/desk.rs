//! 来电速查 (F2): the agency a caller means, found while typing, and what the caller may be told.

use std::time::Duration;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use serde_json::Map;

use super::card::{card_lines, draw_card};
use crate::commands::catalogue;
use crate::commands::desk::{self, Asked, Card, Found};
use crate::commands::scene;
use crate::commands::spec::Subject;
use crate::console::context::Context;
use crate::console::keys::{Code, Key};
use crate::console::layer::{Binding, Flow, Layer};
use crate::console::theme::{Look, Meaning};
use crate::console::widgets::{
    Column, Edit, Field, Panel, Table, TableCell, Width, after, keep_visible, put, row, rule,
};
use crate::console::{forms, screens};
use crate::law::rules::RuleId;
use crate::records::agency::Standing;
use crate::records::ids::RecordNo;
use crate::records::staff::Relation;
use crate::records::suspension::MARK;
use crate::say;
use crate::store::desk::Line;
use crate::text::{Text, cells};

static TITLE: Text = Text::new("来电速查", "Phone desk");
/// Agencies listed at most; who has more hits types on.
const LISTED: usize = 50;
/// From this width on the card stands beside the list.
const BESIDE: u16 = 110;
/// Rows of the list that a long card leaves, its head among them.
const LEAST_LIST: u16 = 4;
/// Below so many rows there is room for one agency of the list only.
const LOW: u16 = 9;
/// How long the opening waits for the finder: with some thousand agencies it is there before.
const OPENING: Duration = Duration::from_millis(40);
/// How long a pause between keys waits for it.
const PAUSE: Duration = Duration::from_millis(150);

static COLUMNS: [Column; 5] = [
    Column::new(Text::new("机构", "Agency"), Width::Flex { min: 20 }, 9),
    Column::new(Text::new("类型", "Kind"), Width::Fixed(8), 3),
    Column::new(Text::new("状态", "Status"), Width::Fixed(9), 7),
    Column::new(Text::new("有效期至", "Until"), Width::Fixed(10), 6),
    Column::new(Text::new("电话", "Phone"), Width::Fixed(14), 2),
];

struct Desk {
    field: Field,
    found: Found,
    at: usize,
    first: usize,
    room: usize,
    card: Option<Card>,
    /// Why there is nothing to show, if so.
    said: Option<Text>,
}

/// Opens the phone desk.
pub fn open(cx: &mut Context) -> Box<dyn Layer> {
    let (path, today) = (cx.store.path().to_owned(), cx.day());
    cx.finder.begin(&path, cx.actor.bureau, today);
    cx.finder.wait(OPENING);
    let mut desk = Desk {
        field: Field::default(),
        found: Found::default(),
        at: 0,
        first: 0,
        room: 1,
        card: None,
        said: None,
    };
    desk.take_up(cx);
    desk.search(cx);
    Box::new(desk)
}

impl Desk {
    /// Looks for what is typed; the best stands first and its card is read.
    fn search(&mut self, cx: &mut Context) {
        (self.at, self.first) = (0, 0);
        self.look_up(cx);
        self.read_card(cx);
    }

    fn look_up(&mut self, cx: &mut Context) {
        self.said = cx.finder.failure().cloned();
        let Some(finder) = cx.finder.get() else {
            self.found = Found::default();
            self.said
                .get_or_insert(Text::new("正在读取机构名录, 请继续输入", "reading the directory: type on"));
            return;
        };
        match finder.find(&cx.store, self.field.value(), LISTED) {
            Ok(found) => self.found = found,
            Err(error) => (self.found, self.said) = (Found::default(), Some(error.text)),
        }
    }

    /// Brings the finder up to what was written since it was read.
    fn take_up(&mut self, cx: &mut Context) {
        let today = cx.day();
        if let Some(finder) = cx.finder.get()
            && let Err(error) = finder.refresh(&cx.store, today)
        {
            cx.tell(error.text);
        }
    }

    fn read_card(&mut self, cx: &mut Context) {
        self.card = None;
        let Some(no) = self.selected().map(|line| line.no) else { return };
        match desk::card(&cx.store, &cx.actor, cx.moment(), no) {
            Ok(card) => self.card = Some(card),
            Err(fault) => cx.tell(fault.text()),
        }
    }

    fn selected(&self) -> Option<&Line> {
        self.found.lines.get(self.at)
    }

    fn move_to(&mut self, at: usize, cx: &mut Context) {
        let at = at.min(self.found.lines.len().saturating_sub(1));
        if at != self.at {
            self.at = at;
            self.read_card(cx);
        }
    }

    /// Why no call can be logged, if so.
    fn why_no_call(&self, cx: &Context) -> Option<Text> {
        let Some(line) = self.selected() else { return Some(nothing()) };
        (Relation::of(cx.actor.bureau, line.bureau) == Relation::Foreign).then(|| {
            say!(
                "该机构属 {b} 管辖, 来电由该局登记",
                "under {b}, which logs its calls",
                b = line.bureau.label()
            )
        })
    }

    fn log_call(&self, cx: &mut Context) -> Flow {
        let why_not = self.why_no_call(cx);
        match (self.selected(), why_not, catalogue::find("log-call")) {
            (Some(line), None, Some(found)) => {
                let key = scene::Key::Record(line.no);
                Flow::Push(forms::open(cx, found.spec(), &key, Map::new(), None))
            }
            (_, why_not, _) => {
                cx.tell(why_not.unwrap_or_else(nothing));
                Flow::Handled
            }
        }
    }

    fn open_record(&self, cx: &mut Context) -> Flow {
        let Some(no) = self.selected().map(|line| line.no) else {
            cx.tell(nothing());
            return Flow::Handled;
        };
        match screens::open_record(no, cx) {
            Ok(layer) => Flow::Push(layer),
            Err(text) => {
                cx.tell(text);
                Flow::Handled
            }
        }
    }

    fn copy(&self, cx: &mut Context) -> Flow {
        match &self.card {
            Some(card) => {
                cx.copy(card.answer(cx.lang()));
                cx.tell(Text::new("已复制可对外告知的内容", "copied what anyone may be told"));
            }
            None => cx.tell(nothing()),
        }
        Flow::Handled
    }

    /// The line to type in, with how many were found at its right.
    fn draw_query(&self, line: Rect, buffer: &mut Buffer, look: Look) -> Option<Position> {
        let label = Text::new("查:", "Find:");
        let count = self.count();
        let count = cells::shorten(look.say(&count), usize::from(line.width / 2));
        let wide = cells::width(&count) as u16;
        let rest = after(line, put(buffer, line, look.say(&label), Meaning::Title) + 1);
        let room = Rect { width: rest.width.saturating_sub(wide + 2), ..rest };
        let caret = self.field.draw(room, buffer);
        put(buffer, after(line, line.width.saturating_sub(wide)), &count, Meaning::Muted);
        caret
    }

    fn count(&self) -> Text {
        if let Some(said) = &self.said {
            return said.clone();
        }
        let number = if self.found.more {
            say!("{n} 家以上", "more than {n}", n = self.found.total)
        } else if self.found.similar > 0 {
            let (n, m) = (self.found.total, self.found.similar);
            say!("{n} 家, 相近 {m} 家", "{n} found, {m} similar", n = n, m = m)
        } else {
            say!("{n} 家", "{n} found", n = self.found.total)
        };
        match &self.found.asked {
            Some(asked) => say!("{n}: {a}", "{n}: {a}", n = number, a = question(asked)),
            None => number,
        }
    }

    fn draw_list(&mut self, area: Rect, buffer: &mut Buffer, cx: &Context) {
        self.room = Table::room(area);
        let sight = keep_visible(self.first, self.at, self.room, self.found.lines.len());
        self.first = sight.start;
        let rows: Vec<Vec<TableCell>> =
            self.found.lines[sight.clone()].iter().map(|line| cells_of(line, cx)).collect();
        let selected = self.at.checked_sub(sight.start).filter(|_| !rows.is_empty());
        let table = Table { columns: &COLUMNS, rows: &rows, selected, marked: &[], main: 0, focused: true };
        table.draw(area, buffer, cx.look);
        if rows.is_empty() && self.said.is_none() {
            let none = Text::new(
                "没有找到; 可输入拼音首字母、名称、编码、电话, 或 职业 等级 属地",
                "none found: type pinyin initials, a name, a code, a phone, or occupation, level and place",
            );
            put(buffer, after(row(area, 1), 2), cx.look.say(&none), Meaning::Muted);
        }
    }
}

impl Layer for Desk {
    fn title(&self, _: &Context) -> Text {
        TITLE.clone()
    }

    fn bindings(&self, cx: &Context) -> Vec<Binding> {
        let none = self.selected().is_none().then(nothing);
        let open = Text::new("打开机构的记录", "opens the record of the agency");
        let copy = Text::new("复制可对外告知的内容", "copies what anyone may be told");
        vec![
            Binding::new(
                Key::ENTER,
                Text::new("记录来电", "log call"),
                Text::new("登记这次来电: 谁, 问了什么", "notes this call: who asked what"),
                9,
            )
            .unless(self.why_no_call(cx)),
            Binding::new(Key::ctrl('y'), Text::new("复制", "copy"), copy.clone(), 6).unless(none.clone()),
            Binding::new(Key::ctrl('o'), Text::new("打开", "open"), open.clone(), 7).unless(none.clone()),
            Binding::new(
                Key::f(1),
                Text::new("条文", "article"),
                Text::new("续期所依据的条文", "the article on renewal"),
                3,
            ),
            Binding::new(Key::f(3), Text::new("打开", "open"), open, 0).unless(none.clone()),
            Binding::new(Key::f(4), Text::new("复制", "copy"), copy, 0).unless(none),
            Binding::new(Key::DOWN, Text::new("下移", "down"), Text::new("下一家", "the next agency"), 0),
            Binding::new(Key::UP, Text::new("上移", "up"), Text::new("上一家", "the agency before"), 0),
            super::back(),
        ]
    }

    fn handle(&mut self, key: Key, cx: &mut Context) -> Flow {
        let page = self.room.saturating_sub(1).max(1);
        match key {
            Key::ESC => return Flow::Close,
            Key::ENTER => return self.log_call(cx),
            Key::DOWN => self.move_to(self.at + 1, cx),
            Key::UP => self.move_to(self.at.saturating_sub(1), cx),
            Key::PG_DN => self.move_to(self.at + page, cx),
            Key::PG_UP => self.move_to(self.at.saturating_sub(page), cx),
            Key { code: Code::F(1), .. } => {
                return Flow::Push(super::article::open(cx, Some(RuleId::R10_2)));
            }
            Key { code: Code::F(2), .. } => return Flow::Close,
            Key { code: Code::F(3), .. } | Key { code: Code::Char('o'), ctrl: true, .. } => {
                return self.open_record(cx);
            }
            Key { code: Code::F(4), .. } | Key { code: Code::Char('y'), ctrl: true, .. } => {
                return self.copy(cx);
            }
            _ => match self.field.handle(key) {
                Edit::Changed => self.search(cx),
                Edit::Kept => {}
                Edit::Ignored => return Flow::Ignored,
            },
        }
        Flow::Handled
    }

    fn paste(&mut self, text: &str, cx: &mut Context) -> Flow {
        self.field.paste(text);
        self.search(cx);
        Flow::Handled
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &Context) -> Option<Position> {
        let buffer = frame.buffer_mut();
        let inner = Panel { title: cx.look.say(&TITLE), hint: "" }.draw(area, buffer, cx.look);
        let caret = self.draw_query(row(inner, 0), buffer, cx.look);
        let below = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
        if inner.width >= BESIDE {
            let left = Rect { width: inner.width * 11 / 20, ..below };
            self.draw_list(left, buffer, cx);
            let right = after(below, left.width + 2);
            // The list beside it has no room for the number, and hardly for the telephone.
            if let Some(line) = self.selected() {
                put(buffer, row(right, 0), &format!("{}  {}", line.no, line.phone), Meaning::Title);
            }
            let under = Rect { y: right.y + 1, height: right.height.saturating_sub(1), ..right };
            draw_card(self.card.as_ref(), under, buffer, cx.look);
            return caret;
        }
        let card = card_lines(self.card.as_ref(), inner.width.into(), cx.look);
        let listed = u16::try_from(self.found.lines.len().max(1) + 1).unwrap_or(u16::MAX);
        // On the smallest terminals the head and the selected agency are list enough: the answer is what counts.
        let least = if below.height < LOW { 2 } else { LEAST_LIST };
        let most = below.height.saturating_sub(listed.min(least) + 1);
        let height = u16::try_from(card.len()).unwrap_or(u16::MAX).min(most);
        let list = Rect { height: below.height.saturating_sub(height + u16::from(height > 0)), ..below };
        self.draw_list(list, buffer, cx);
        if height > 0 {
            rule(row(below, list.height), true, buffer, cx.look);
            let under = Rect { y: below.y + list.height + 1, height, ..below };
            draw_card(self.card.as_ref(), under, buffer, cx.look);
        }
        caret
    }

    fn refresh(&mut self, cx: &mut Context) {
        let kept = self.selected().map(|line| line.no);
        self.take_up(cx);
        self.look_up(cx);
        let place = |no: RecordNo| self.found.lines.iter().position(|line| line.no == no);
        self.at = kept.and_then(place).unwrap_or(0);
        self.read_card(cx);
    }

    fn settle(&mut self, cx: &mut Context) -> bool {
        if !cx.finder.wait(PAUSE) {
            return false;
        }
        self.search(cx);
        true
    }

    fn subject(&self) -> Option<(Subject, scene::Key)> {
        self.selected().map(|line| (Subject::Agency, scene::Key::Record(line.no)))
    }

    fn in_text(&self) -> bool {
        true
    }

    fn floats(&self) -> bool {
        true
    }
}

const fn nothing() -> Text {
    Text::new("没有选中机构", "no agency is selected")
}

/// The question about scopes, as it was understood.
fn question(asked: &Asked) -> Text {
    let mut parts = vec![Text::same(asked.occupation.as_str())];
    parts.extend(asked.level.map(|level| say!("{l}", "level {l}", l = level.short_label())));
    parts.extend(asked.bureau.map(|bureau| bureau.short_label()));
    say!("能评 {p}", "for {p}", p = Text::join(&parts))
}

fn cells_of(line: &Line, cx: &Context) -> Vec<TableCell> {
    let look = cx.look;
    let standing = line.standing(cx.day());
    let meaning = match standing {
        Standing::InForce(_) => Meaning::Good,
        Standing::Applying | Standing::NotYet => Meaning::Warning,
        Standing::NotFiled | Standing::Expired(_) | Standing::Cancelled => Meaning::Alert,
    };
    let name = match line.suspended {
        true => TableCell::new(format!("{} {}", look.say(&MARK), line.name), Meaning::Warning),
        false => line.name.as_str().into(),
    };
    vec![
        name,
        look.say(&line.kind.short_label()).into(),
        TableCell::new(look.say(&standing.label()), meaning),
        line.validity.map(|v| v.expires_on.to_string()).unwrap_or_default().into(),
        line.phone.as_str().into(),
    ]
}
