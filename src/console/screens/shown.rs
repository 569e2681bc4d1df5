//! How days and what is left of them are shown, the same on every screen.

use std::str::FromStr;

use chrono::{Days, NaiveDate};

use crate::console::context::Context;
use crate::console::theme::{Look, Meaning};
use crate::console::widgets::TableCell;
use crate::law::calendar::Calendar;
use crate::law::{clocks, terms};
use crate::records::agency::Validity;
use crate::records::deadline::{Clock, Deadline, DeadlineState};
use crate::say;
use crate::text::Text;

/// Beyond so many days a time is told in days also where the law counts working days.
const NEAR: i64 = 60;

/// What is left until a deadline, with its meaning: overdue, today, tomorrow, so many days.
pub fn left(deadline: &Deadline, today: NaiveDate, calendar: &Calendar) -> (Text, Meaning) {
    let days = (deadline.due - today).num_days();
    match (deadline.state, days) {
        (DeadlineState::Open, ..0) if deadline.provisional => {
            (Text::new("暂定", "provisional"), Meaning::Warning)
        }
        (DeadlineState::Open, ..0) if deadline.clock.is_wait() => (Text::new("已满", "over"), Meaning::Good),
        (DeadlineState::Open, ..0) => {
            (say!("逾期 {n} 天", "{n} d late", n = days.unsigned_abs()), Meaning::Alert)
        }
        (DeadlineState::Open, 0) => (Text::new("今天", "today"), Meaning::Warning),
        (DeadlineState::Open, 1) => (Text::new("明天", "tomorrow"), Meaning::Warning),
        (DeadlineState::Open, _) => (ahead(deadline, today, calendar, days), Meaning::Text),
        (state, _) => (state.label(), Meaning::Muted),
    }
}

fn ahead(deadline: &Deadline, today: NaiveDate, calendar: &Calendar, days: i64) -> Text {
    if deadline.length.ends_with('w') && days <= NEAR {
        return say!("{n} 工作日", "{n} w.days", n = workdays(today, deadline.due, calendar));
    }
    say!("{n} 天", "{n} days", n = days)
}

/// Working days after `from` up to `to`.
fn workdays(from: NaiveDate, to: NaiveDate, calendar: &Calendar) -> usize {
    from.iter_days().skip(1).take_while(|day| *day <= to).filter(|day| calendar.is_workday(*day)).count()
}

/// A deadline's last day; one that hangs on a calendar not loaded bears a mark.
pub fn due(deadline: &Deadline) -> TableCell {
    let mark = if deadline.provisional { "?" } else { "" };
    let meaning = if deadline.provisional { Meaning::Warning } else { Meaning::Text };
    TableCell::new(format!("{}{mark}", deadline.due), meaning)
}

/// The cell of what is left.
pub fn left_cell(deadline: &Deadline, cx: &Context) -> TableCell {
    let (text, meaning) = left(deadline, cx.day(), &cx.calendar_of(deadline.bureau));
    TableCell::new(cx.look.say(&text), meaning)
}

/// The last day of a filing, seen from today: over, soon to be renewed, or good.
pub fn expiry(validity: Option<Validity>, today: NaiveDate) -> Meaning {
    let warned = today.checked_add_days(Days::new(180)).unwrap_or(today);
    match validity.map(|v| v.expires_on) {
        Some(on) if on < today => Meaning::Alert,
        Some(on) if on <= warned => Meaning::Warning,
        _ => Meaning::Text,
    }
}

/// A deadline in one line: what, until when, what is left, by which article.
pub fn deadline_line(deadline: &Deadline, cx: &Context) -> (String, Meaning) {
    let (left, meaning) = left(deadline, cx.day(), &cx.calendar_of(deadline.bureau));
    let provisional = match deadline.provisional {
        true => Text::new(" (暂定: 放假安排未载入)", " (provisional: calendar not loaded)"),
        false => Text::default(),
    };
    if deadline.state == DeadlineState::Stopped {
        let since = deadline.ended_on.unwrap_or(deadline.from);
        let stopped = say!(
            "自 {d} 起中止计算  {c}  {s}",
            "stopped since {d}  {c}  {s}",
            d = since,
            c = deadline.what(),
            s = source(deadline.clock)
        );
        return (cx.look.say(&stopped).to_owned(), Meaning::Muted);
    }
    let line = say!(
        "{d}  {l}  {c}  {s}{w}{p}",
        "{d}  {l}  {c}  {s}{w}{p}",
        d = deadline.due,
        l = left,
        c = deadline.what(),
        s = source(deadline.clock),
        w = worked_until(deadline, cx),
        p = provisional
    );
    (cx.look.say(&line).to_owned(), meaning)
}

/// The last working day on which a renewal can be applied for in time, where the last day is none (R10-2).
fn worked_until(deadline: &Deadline, cx: &Context) -> Text {
    if deadline.clock != Clock::Renewal {
        return Text::default();
    }
    let term = terms::renewal_deadline(&cx.calendar_of(deadline.bureau), deadline.from);
    term.map_or_else(|_| Text::default(), |term| term.worked_until())
}

/// How far a state of a record's line is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    /// Done.
    Done,
    /// Where it stands.
    Now,
    /// Where it ended before its end.
    Ended,
    /// To come, or passed over.
    Open,
}

/// A record's line of states, the widest way of writing it first; the last leaves out what is done, so that where it
/// stands is in sight on any screen.
pub fn line_of_states(states: &[(Text, Reached)], look: Look) -> Vec<String> {
    let written = |states: &[(Text, Reached)], gap: &str, between: &str| {
        let all: Vec<String> = states
            .iter()
            .map(|(label, reached)| {
                let mark = match reached {
                    Reached::Done => look.marks.yes,
                    Reached::Now => look.marks.current,
                    Reached::Ended => look.marks.no,
                    Reached::Open => return look.say(label).to_owned(),
                };
                format!("{}{gap}{mark}", look.say(label))
            })
            .collect();
        all.join(between)
    };
    let line = format!(" {} ", look.marks.line.repeat(2));
    let mut ways = vec![written(states, " ", &line), written(states, "", " ")];
    // What lies behind goes into one mark with how much of it was done, the first of it first.
    let stands = states.iter().position(|(_, reached)| matches!(reached, Reached::Now | Reached::Ended));
    ways.extend((1..=stands.unwrap_or(0)).map(|n| {
        let rest = written(&states[n..], "", " ");
        match states[..n].iter().filter(|(_, reached)| *reached == Reached::Done).count() {
            0 => rest,
            done => format!("{}{done} {rest}", look.marks.yes),
        }
    }));
    ways
}

/// The label of a word as the database keeps it; a word that is none is shown as it is.
pub fn word<T: FromStr>(written: &str, label: fn(T) -> Text) -> Text {
    written.parse().map_or_else(|_| Text::same(written), label)
}

/// Where a clock comes from: its article, or the bureau's setting.
pub fn source(clock: Clock) -> Text {
    clocks::source(clock)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::theme::Marks;
    use crate::records::bureau::BureauId;
    use crate::text::Lang;

    fn open(clock: Clock, due: &str, length: &str) -> Deadline {
        Deadline {
            row: 1,
            clock,
            about: String::new(),
            subject: "AJ-2026-0001".parse().unwrap(),
            agency: "示例学校".into(),
            due: due.parse().unwrap(),
            provisional: false,
            state: DeadlineState::Open,
            from: due.parse().unwrap(),
            length: length.into(),
            ended_on: None,
            bureau: BureauId::CORPS,
        }
    }

    #[test]
    fn what_is_left_is_told_as_people_say_it() {
        let today: NaiveDate = "2026-03-20".parse().unwrap();
        let calendar = Calendar::shipped();
        for (clock, due, length, said) in [
            (Clock::Decision, "2026-03-16", "", "逾期 4 天"),
            (Clock::Statement, "2026-03-16", "5w", "已满"),
            (Clock::Decision, "2026-03-20", "", "今天"),
            (Clock::Decision, "2026-03-21", "", "明天"),
            (Clock::Statement, "2026-03-27", "5w", "5 工作日"),
            (Clock::Renewal, "2026-06-14", "-3m", "86 天"),
        ] {
            let (text, _) = left(&open(clock, due, length), today, &calendar);
            assert_eq!(text.get(Lang::Zh), said, "{clock} {due}");
        }
    }

    #[test]
    fn a_step_that_was_passed_over_is_not_counted_as_done() {
        let state = |label: &'static str, reached| (Text::same(label), reached);
        let withdrawn = [
            state("A", Reached::Done),
            state("B", Reached::Done),
            state("C", Reached::Open),
            state("D", Reached::Ended),
        ];
        let look = Look { lang: Lang::En, marks: &Marks::ASCII };
        let ways = line_of_states(&withdrawn, look);
        assert_eq!(ways, ["A + -- B + -- C -- D x", "A+ B+ C Dx", "+1 B+ C Dx", "+2 C Dx", "+2 Dx"]);
        assert_eq!(line_of_states(&withdrawn[2..], look).last().map(String::as_str), Some("Dx"));
    }
}
