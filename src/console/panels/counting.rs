//! 为什么是这一天: how deadlines were counted, day by day, each with the day that it was counted from and the setting or
//! article that gives its length. The counting is the one that reckons them.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::rows::panel;
use crate::commands::premises;
use crate::console::context::Context;
use crate::console::keys::{Code, Key};
use crate::console::layer::{Binding, Flow, Layer};
use crate::console::theme::Meaning;
use crate::console::widgets::Reader;
use crate::law::calendar::Calendar;
use crate::law::clocks;
use crate::law::length::Length;
use crate::law::terms::{self, StartDay, Term};
use crate::records::deadline::{Clock, Deadline, DeadlineState};
use crate::records::filing::Round;
use crate::records::ids::RecordNo;
use crate::say;
use crate::store::{deadlines, filings};
use crate::text::Text;

static TITLE: Text = Text::new("期限如何计算", "How it was counted");

struct Counting {
    reader: Reader,
}

/// Opens the counting of one deadline.
///
/// # Errors
/// When the database can't be read.
pub fn open(cx: &Context, deadline: &Deadline) -> Result<Box<dyn Layer>, Text> {
    Ok(Box::new(Counting { reader: Reader::new(told(cx, std::slice::from_ref(deadline))?) }))
}

/// Opens the counting of every deadline of a record that runs.
///
/// # Errors
/// When the database can't be read, or none runs.
pub fn open_all(cx: &Context, no: RecordNo) -> Result<Box<dyn Layer>, Text> {
    let mut all = deadlines::of_subject(&cx.store, no).map_err(|e| e.text)?;
    all.retain(|deadline| matches!(deadline.state, DeadlineState::Open | DeadlineState::Stopped));
    if all.is_empty() {
        return Err(Text::new("没有在走的期限", "no deadline is running"));
    }
    Ok(Box::new(Counting { reader: Reader::new(told(cx, &all)?) }))
}

fn told(cx: &Context, all: &[Deadline]) -> Result<Vec<(String, Meaning)>, Text> {
    let mut lines = Vec::new();
    for deadline in all {
        let calendar = premises::calendar(&cx.store, deadline.bureau).map_err(|fault| fault.text())?;
        let mut say = |text: &Text, meaning| lines.push((cx.look.say(text).to_owned(), meaning));
        say(
            &say!(
                "{d}  {c}  {s}",
                "{d}  {c}  {s}",
                d = deadline.due,
                c = deadline.what(),
                s = clocks::source(deadline.clock)
            ),
            Meaning::Title,
        );
        // What stood still comes first: the counting that follows is without it.
        for text in pauses(cx, deadline)? {
            say(&text, Meaning::Warning);
        }
        for (text, meaning) in counted(deadline, &calendar) {
            say(&text, meaning);
        }
    }
    Ok(lines)
}

/// When the time to settle a filing stood still, and why (R8-2).
fn pauses(cx: &Context, deadline: &Deadline) -> Result<Vec<Text>, Text> {
    if deadline.clock != Clock::Handling {
        return Ok(Vec::new());
    }
    let file = filings::file(&cx.store, deadline.subject).map_err(|e| e.text)?;
    Ok(file.map(|(file, _)| file.rounds.iter().map(Round::stood_still).collect()).unwrap_or_default())
}

/// R10-1: a validity has its first day in it, and ends on the day before that date.
fn validity(deadline: &Deadline, length: Length, term: Option<Term>) -> Text {
    let (from, due) = (deadline.from, deadline.due);
    match term.and_then(|term| term.last_day.pred_opt()) == Some(due) {
        true => say!(
            "  自 {f} 起 {l}, 含当日, 至 {d}",
            "  {l} from {f}, that day included, to {d}",
            f = from,
            l = length,
            d = due
        ),
        false => {
            say!("  自 {f} 起; 日期由登记给定: {d}", "  from {f}; the day was given: {d}", f = from, d = due)
        }
    }
}

/// The counting of a deadline; of one that stood still, or whose day was given, that.
fn counted(deadline: &Deadline, calendar: &Calendar) -> Vec<(Text, Meaning)> {
    let Ok(length) = deadline.length.parse::<Length>() else {
        return vec![(
            say!("  自 {f} 起; 日期由登记给定", "  from {f}; the day was given", f = deadline.from),
            Meaning::Text,
        )];
    };
    let count = |start| terms::count(calendar, deadline.from, length, start).ok();
    let fits = |term: &Term| term.last_day == deadline.due;
    let term = count(StartDay::Excluded).filter(fits).or_else(|| count(StartDay::Included).filter(fits));
    if matches!(deadline.clock, Clock::Expiry | Clock::SpecialSupervision) {
        return vec![(validity(deadline, length, count(StartDay::Excluded)), Meaning::Text)];
    }
    let Some(term) = term else {
        return vec![(
            say!(
                "  自 {f} 起算 {l}; 期间中止过或正中止, 停止的日子不计, 因此为 {d}",
                "  {l} counted from {f}; it stood still, those days don't count, and so it is {d}",
                f = deadline.from,
                l = length,
                d = deadline.due
            ),
            Meaning::Text,
        )];
    };
    let head = say!("  自 {f} 起算 {l}", "  {l} counted from {f}", f = deadline.from, l = length);
    let mut all = vec![(head, Meaning::Text)];
    all.extend(term.steps.iter().map(|step| {
        let meaning = match step.date == term.last_day {
            true => Meaning::Good,
            false => Meaning::Text,
        };
        // Of a year that is not loaded no day is known for what it is.
        let unsure = match calendar.years_lacking(step.date).is_empty() {
            true => Text::default(),
            false => Text::new(" (暂定)", " (provisional)"),
        };
        (say!("    {d}  {w}{u}", "    {d}  {w}{u}", d = step.date, w = step.why(), u = unsure), meaning)
    }));
    if let Some(lacking) = &term.provisional {
        all.push((say!("  暂定: {w}", "  provisional: {w}", w = lacking.why), Meaning::Warning));
    }
    all
}

impl Layer for Counting {
    fn title(&self, _: &Context) -> Text {
        TITLE.clone()
    }

    fn bindings(&self, _: &Context) -> Vec<Binding> {
        vec![
            Binding::new(
                Key::PG_DN,
                Text::new("下翻", "page down"),
                Text::new("往下看, 也可用方向键", "further down, as the arrows do"),
                4,
            ),
            super::back(),
        ]
    }

    fn handle(&mut self, key: Key, _: &mut Context) -> Flow {
        match key.code {
            Code::Esc | Code::Char('q') | Code::F(6) => Flow::Close,
            _ if self.reader.handle(key) => Flow::Handled,
            _ => Flow::Ignored,
        }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &Context) -> Option<Position> {
        let inner = panel(&TITLE, usize::MAX - 2, area, frame.buffer_mut(), cx.look);
        self.reader.draw(inner, frame.buffer_mut());
        (!inner.is_empty()).then(|| inner.as_position())
    }

    fn refresh(&mut self, _: &mut Context) {}

    fn floats(&self) -> bool {
        true
    }
}
