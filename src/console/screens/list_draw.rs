//! How a list is drawn: what narrows it, the table, and the selected row in detail, beside the table or under it.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::ScreenSpec;
use super::list::{ListScreen, Mode};
use crate::console::context::Context;
use crate::console::theme::Meaning;
use crate::console::widgets::{Table, TableCell, after, put, row, rule};
use crate::records::suspension::MARK;
use crate::say;
use crate::store::lists::ListRow;
use crate::text::{Text, cells};

/// From this width on the detail stands beside the list.
const BESIDE: u16 = 120;
/// Rows of the detail under the list, its rule included, where the terminal is high enough.
const UNDER: u16 = 4;
/// Below this height the list has the room alone.
const LOW: u16 = 14;

static FIND: Text = Text::new("查找:", "Find:");
static FILTER: Text = Text::new("筛选:", "Filter:");
static EMPTY: Text = Text::new("没有记录", "no records");

impl ListScreen {
    /// The list whole: head, table, detail.
    pub(super) fn draw_all(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &Context) -> Option<Position> {
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
                let height = detail.height.saturating_sub(1);
                self.draw_detail(Rect { height, ..detail }, frame);
                self.draw_total(row(detail, height), frame, cx);
            }
        }
        match &self.mode {
            Mode::Filter(filter) => filter.draw(area, frame.buffer_mut(), cx.look),
            Mode::Find(_) => caret,
            Mode::Browse => parked,
        }
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
        let spec = self.spec;
        let (rows, selected) = self.window.in_sight(self.room);
        let is_marked = |row: &ListRow| self.marks.iter().any(|(no, _)| row.no == Some(*no));
        let marked: Vec<bool> = rows.iter().map(is_marked).collect();
        let cells: Vec<Vec<TableCell>> = rows.iter().map(|row| marked_cells(spec, row, cx)).collect();
        if cells.is_empty() {
            put(frame.buffer_mut(), after(row(area, 1), 2), cx.look.say(&EMPTY), Meaning::Muted);
        }
        let focused = matches!(self.mode, Mode::Browse);
        let (columns, main) = (self.spec.columns, self.spec.main);
        Table { columns, rows: &cells, selected, marked: &marked, main, focused }.draw(
            area,
            frame.buffer_mut(),
            cx.look,
        )
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
        self.draw_total(line, frame, cx);
    }

    fn draw_total(&self, line: Rect, frame: &mut Frame<'_>, cx: &Context) {
        if let Some(total) = self.total {
            let said = self.order(total);
            let said = cx.look.say(&said);
            let wide = cells::width(said) as u16;
            put(frame.buffer_mut(), after(line, line.width.saturating_sub(wide + 2)), said, Meaning::Muted);
        }
    }

    /// By what the rows are ordered, and how many there are.
    fn order(&self, total: i64) -> Text {
        let query = self.window.query();
        let way = match query.descending {
            false => Text::new("升序", "rising"),
            true => Text::new("降序", "falling"),
        };
        let marked = match self.marks.len() {
            0 => Text::default(),
            marked => say!("已选 {m}  ", "{m} marked  ", m = marked),
        };
        let recounting = match &self.recounting {
            Some(r) => say!("期限重算中 {d}/{t}  ", "reckoned anew: {d} of {t}  ", d = r.done, t = r.total),
            None => Text::default(),
        };
        // A queue has no place of its own at the top: it says here which it is.
        let queue = match super::is_queue(self.spec) {
            true => say!("{q}  ", "{q}  ", q = self.spec.name),
            false => Text::default(),
        };
        say!(
            " {q}{r}{m}按{s}{w}  共 {n} ",
            " {q}{r}{m}by {s}, {w}  {n} in all ",
            q = queue,
            r = recounting,
            m = marked,
            s = query.sort,
            w = way,
            n = total
        )
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

/// The cells of a row; a suspended agency is marked wherever it is listed (R19-3).
fn marked_cells(spec: &ScreenSpec, row: &ListRow, cx: &Context) -> Vec<TableCell> {
    let mut cells = (spec.cells)(row, cx);
    // A case about a person is not one about the agency (R26-1).
    let party = cx.look.say(&row.party()).to_owned();
    let names = |cell: &&mut TableCell| cell.text == row.agency || cell.text.ends_with(&party);
    let Some(cell) = cells.iter_mut().find(|cell| !row.agency.is_empty() && names(cell)) else {
        return cells;
    };
    let text = if cell.text == row.agency { party } else { cell.text.clone() };
    *cell = match row.suspended {
        true => TableCell::new(format!("{} {text}", cx.look.say(&MARK)), Meaning::Warning),
        false => TableCell::new(text, cell.meaning),
    };
    cells
}
