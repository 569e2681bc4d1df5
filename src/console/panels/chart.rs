//! 图表 (`:chart`): activities and pass rate by month, special supervision, what is overdue, as bars of characters: right without colour.

use chrono::Datelike;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::back;
use crate::console::context::Context;
use crate::console::keys::Key;
use crate::console::layer::{Binding, Flow, Layer};
use crate::console::theme::{Look, Meaning};
use crate::console::widgets::{after, put, row};
use crate::records::deadline::Clock;
use crate::say;
use crate::store::figures::{self, Coverage, Month};
use crate::store::lists::Sight;
use crate::text::{Text, cells};

/// What a bar is made of: of certain width everywhere.
const BAR: &str = "#";
/// What stands where a bar doesn't reach.
const REST: &str = ".";
/// Cells of a label before a bar of what is overdue.
const LABEL: u16 = 22;

struct Chart {
    months: Vec<Month>,
    coverage: Coverage,
    overdue: Vec<(Clock, i64)>,
}

/// Opens it.
///
/// # Errors
/// When the database can't be read.
pub fn open(cx: &Context) -> Result<Box<dyn Layer>, Text> {
    let mut chart = Chart { months: Vec::new(), coverage: Coverage::default(), overdue: Vec::new() };
    chart.read(cx)?;
    Ok(Box::new(chart))
}

/// A part of a whole as a bar of so many cells; what is there at all shows as one at least.
pub(super) fn bar(part: i64, whole: i64, width: u16) -> String {
    let full = match (part, whole) {
        (..=0, _) | (_, ..=0) => 0,
        (part, whole) => (part.min(whole) * i64::from(width) / whole).max(1),
    };
    BAR.repeat(usize::try_from(full).unwrap_or(0))
}

/// What stands in the room that a bar leaves.
pub(super) fn rest(bar: &str, width: u16) -> String {
    REST.repeat(usize::from(width).saturating_sub(cells::width(bar)))
}

/// Parts of a hundred, rounded.
fn percent(part: i64, whole: i64) -> Option<i64> {
    (whole > 0).then(|| (part * 100 + whole / 2) / whole)
}

impl Chart {
    fn read(&mut self, cx: &Context) -> Result<(), Text> {
        let (sight, today) = (Sight::of(cx.actor.bureau), cx.day());
        self.months = figures::months(&cx.store, sight, today).map_err(|e| e.text)?;
        self.coverage = figures::coverage(&cx.store, sight, today).map_err(|e| e.text)?;
        self.overdue = figures::overdue(&cx.store, sight, today).map_err(|e| e.text)?;
        Ok(())
    }

    /// Two bars a month: how many activities, how many of a hundred passed. The rows used.
    fn draw_months(&self, area: Rect, buffer: &mut Buffer, look: Look) -> u16 {
        let half = area.width / 2;
        let title = Text::new("每月评价活动", "Activities a month");
        put(buffer, after(row(area, 0), 1), look.say(&title), Meaning::Title);
        let title = Text::new("合格率", "Pass rate");
        put(buffer, after(row(area, 0), half), look.say(&title), Meaning::Title);
        let most = self.months.iter().map(|month| month.exams).max().unwrap_or(0);
        let (left, right) = (half.saturating_sub(17), (area.width - half).saturating_sub(8));
        for (line, month) in (1..).zip(&self.months) {
            let place = row(area, line);
            let name = format!("{:04}-{:02}", month.first.year(), month.first.month());
            put(buffer, after(place, 1), &name, Meaning::Muted);
            put(buffer, after(place, 9), &format!("{:>6}", month.exams), Meaning::Text);
            put(buffer, after(place, 16), &bar(month.exams, most, left), Meaning::Text);
            let rate = percent(month.passed, month.examined);
            let told = rate.map_or_else(|| "   -".to_owned(), |rate| format!("{rate:>3}%"));
            put(buffer, after(place, half), &told, Meaning::Text);
            put(buffer, after(place, half + 5), &bar(rate.unwrap_or(0), 100, right), Meaning::Text);
        }
        1 + u16::try_from(self.months.len()).unwrap_or(0)
    }

    fn draw_coverage(&self, area: Rect, buffer: &mut Buffer, look: Look) -> u16 {
        let Coverage { had, to_come, overdue } = self.coverage;
        let whole = had + to_come + overdue;
        let title = say!(
            "本周期专项督导: 已督导 {h}, 未到期 {t}, 逾期 {o} (第22条)",
            "Special supervision in the cycle: had {h}, to come {t}, overdue {o} (Art. 22)",
            h = had,
            t = to_come,
            o = overdue
        );
        put(buffer, after(row(area, 0), 1), look.say(&title), Meaning::Title);
        let width = area.width.saturating_sub(8);
        let done = bar(had, whole, width);
        let told = percent(had, whole).map_or_else(|| "   -".to_owned(), |rate| format!("{rate:>3}%"));
        put(buffer, after(row(area, 1), 1), &told, Meaning::Text);
        put(buffer, after(row(area, 1), 6), &format!("{done}{}", rest(&done, width)), Meaning::Text);
        2
    }

    fn draw_overdue(&self, area: Rect, buffer: &mut Buffer, look: Look) {
        let all: i64 = self.overdue.iter().map(|(_, n)| n).sum();
        let title = say!("逾期 {n} 项", "Overdue: {n}", n = all);
        put(buffer, after(row(area, 0), 1), look.say(&title), Meaning::Title);
        let most = self.overdue.first().map_or(0, |(_, n)| *n);
        let width = area.width.saturating_sub(LABEL + 11);
        for (line, (clock, n)) in (1..area.height).zip(&self.overdue) {
            let place = row(area, line);
            let label = Rect { width: LABEL.min(place.width.saturating_sub(1)), ..after(place, 1) };
            put(buffer, label, look.say(&clock.label()), Meaning::Muted);
            put(buffer, after(place, LABEL + 2), &format!("{n:>6}"), Meaning::Text);
            put(buffer, after(place, LABEL + 9), &bar(*n, most, width), Meaning::Text);
        }
    }
}

impl Layer for Chart {
    fn title(&self, _: &Context) -> Text {
        Text::new("图表", "Charts")
    }

    fn bindings(&self, _: &Context) -> Vec<Binding> {
        vec![back()]
    }

    fn handle(&mut self, key: Key, _: &mut Context) -> Flow {
        if key == Key::ESC { Flow::Close } else { Flow::Ignored }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &Context) -> Option<Position> {
        let buffer = frame.buffer_mut();
        let below = |area: Rect, used: u16| {
            let used = used.min(area.height);
            Rect { y: area.y + used, height: area.height - used, ..area }
        };
        let rest = below(area, self.draw_months(area, buffer, cx.look));
        let rest = below(rest, self.draw_coverage(rest, buffer, cx.look));
        self.draw_overdue(rest, buffer, cx.look);
        (!area.is_empty()).then(|| area.as_position())
    }

    fn refresh(&mut self, cx: &mut Context) {
        if let Err(why) = self.read(cx) {
            cx.tell(why);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{bar, percent};

    #[test]
    fn a_bar_is_its_part_of_the_room_and_never_more() {
        assert_eq!(bar(5, 10, 20).len(), 10);
        assert_eq!(bar(1, 1_000, 20).len(), 1);
        assert_eq!(bar(0, 10, 20), "");
        assert_eq!(bar(20, 10, 20).len(), 20);
        assert_eq!(bar(1, 0, 20), "");
    }

    #[test]
    fn a_rate_of_nothing_is_none() {
        assert_eq!(percent(0, 0), None);
        assert_eq!(percent(2, 3), Some(67));
        assert_eq!(percent(0, 5), Some(0));
    }
}
