//! Scores by indicator (逐项评分): of each indicator what is deducted and why. The arrows or digits deduct, a space vetoes, anything else
//! typed is the reason.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use serde_json::Value;

use super::widget::Widget;
use crate::console::keys::{Code, Key};
use crate::console::theme::{Look, Meaning};
use crate::console::widgets::{Edit, after, keep_visible, put, row};
use crate::records::score::{FULL, ScoreMark};
use crate::say;
use crate::text::clean::clean;
use crate::text::{Text, cells};

/// Longest reason, in characters.
const REASON_MAX: usize = 200;
/// Indicators shown at a time, at most.
const ROWS: usize = 12;
/// Cells of an indicator's words.
const WORDS: usize = 30;

/// A list of indicators with what is marked on each.
pub struct Scores {
    marks: Vec<ScoreMark>,
    cursor: usize,
    first: usize,
}

impl Scores {
    /// With the marks that stand.
    #[must_use]
    pub fn new(value: &Value) -> Self {
        Self { marks: serde_json::from_value(value.clone()).unwrap_or_default(), cursor: 0, first: 0 }
    }

    fn here(&mut self, change: impl FnOnce(&mut ScoreMark)) -> Edit {
        let Some(mark) = self.marks.get_mut(self.cursor) else { return Edit::Ignored };
        change(mark);
        mark.deducted = mark.deducted.min(mark.points);
        mark.reason = mark.reason.chars().take(REASON_MAX).collect();
        Edit::Changed
    }

    fn typed(&mut self, typed: char) -> Edit {
        self.here(|mark| match (typed.to_digit(10), mark.vetoed) {
            (Some(digit), None) if mark.reason.is_empty() => {
                let more = mark.deducted * 10 + digit;
                mark.deducted = if more <= mark.points { more } else { digit };
            }
            (None, Some(vetoed)) if typed == ' ' && mark.reason.is_empty() => mark.vetoed = Some(!vetoed),
            _ => mark.reason.push(typed),
        })
    }

    fn moved(&mut self, code: Code) -> Edit {
        match code {
            Code::Up if self.cursor > 0 => self.cursor -= 1,
            Code::Down if self.cursor + 1 < self.marks.len() => self.cursor += 1,
            _ => return Edit::Ignored,
        }
        Edit::Kept
    }

    fn score(&self) -> u32 {
        FULL.saturating_sub(self.marks.iter().map(|mark| mark.deducted).sum())
    }
}

/// What stands before the words of an indicator.
fn head(mark: &ScoreMark) -> String {
    let state = match mark.vetoed {
        Some(true) => " [!]".to_owned(),
        Some(false) => " [ ]".to_owned(),
        None => format!("{:>4}", mark.points),
    };
    format!("{:>3}.{state} ", mark.place)
}

/// What is deducted.
fn deducted(mark: &ScoreMark) -> String {
    match (mark.vetoed, mark.deducted) {
        (Some(_), _) | (None, 0) => "    ".to_owned(),
        (None, n) => format!("-{n:<3}"),
    }
}

impl Widget for Scores {
    fn value(&self) -> Value {
        match self.marks.is_empty() {
            true => Value::Null,
            false => serde_json::to_value(&self.marks).unwrap_or_default(),
        }
    }

    fn handle(&mut self, key: Key) -> Edit {
        match key.code {
            Code::Right => self.here(|mark| mark.deducted += 1),
            Code::Left => self.here(|mark| mark.deducted = mark.deducted.saturating_sub(1)),
            Code::Backspace => self.here(|mark| {
                if mark.reason.pop().is_none() {
                    mark.deducted /= 10;
                }
            }),
            Code::Up | Code::Down => self.moved(key.code),
            _ => match key.typed() {
                Some(typed) => self.typed(typed),
                None => Edit::Ignored,
            },
        }
    }

    fn paste(&mut self, text: &str) -> Edit {
        let line = clean(text).into_owned();
        self.here(|mark| mark.reason.push_str(&line))
    }

    fn rows(&self, _: u16, focused: bool) -> u16 {
        if focused { self.marks.len().clamp(1, ROWS) as u16 } else { 1 }
    }

    fn draw(&mut self, area: Rect, buffer: &mut Buffer, look: Look, focused: bool) -> Option<Position> {
        if !focused {
            put(buffer, area, look.say(&total(self)), Meaning::Text);
            return None;
        }
        let room = ROWS.min(usize::from(area.height));
        let shown = keep_visible(self.first, self.cursor, room, self.marks.len());
        self.first = shown.start;
        let mut caret = None;
        for (line, at) in (0_u16..).zip(shown) {
            let mark = &self.marks[at];
            let place = row(area, line);
            let used = put(buffer, place, &head(mark), Meaning::Muted);
            let meaning = if at == self.cursor { Meaning::Selected } else { Meaning::Text };
            put(buffer, after(place, used), &cells::fit(&mark.item, WORDS), meaning);
            let used = used + WORDS as u16 + 1;
            let lost = put(buffer, after(place, used), &deducted(mark), Meaning::Warning);
            let used = used + lost + 1;
            put(buffer, after(place, used), &mark.reason, Meaning::Field);
            if at == self.cursor {
                let x = area.x + (used + cells::width(&mark.reason) as u16).min(area.width.saturating_sub(1));
                caret = Some(Position::new(x, place.y)).filter(|at| area.contains(*at));
            }
        }
        caret
    }

    fn note(&self, focused: bool) -> Option<(Text, Meaning)> {
        if !focused || self.marks.is_empty() {
            return None;
        }
        let silent = self.marks.iter().find(|mark| mark.is_marked() && mark.reason.trim().is_empty());
        Some(match silent {
            Some(mark) => (
                say!(
                    "第 {p} 项写明理由; {t}",
                    "indicator {p}: type the reason; {t}",
                    p = mark.place,
                    t = total(self)
                ),
                Meaning::Warning,
            ),
            None => (total(self), Meaning::Muted),
        })
    }
}

/// What the sheet comes to so far.
fn total(scores: &Scores) -> Text {
    let marked = scores.marks.iter().filter(|mark| mark.is_marked()).count();
    let veto = match scores.marks.iter().any(|mark| mark.vetoed == Some(true)) {
        true => Text::new(", 一票否决", ", vetoed"),
        false => Text::default(),
    };
    say!(
        "{n} 项, {m} 项扣分, 得 {s} 分{v}",
        "{n} indicators, {m} marked, {s} points{v}",
        n = scores.marks.len(),
        m = marked,
        s = scores.score(),
        v = veto
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn scores() -> Scores {
        Scores::new(&json!([
            { "place": 1, "item": "示例甲", "points": 15 },
            { "place": 2, "item": "示例乙", "points": 0, "vetoed": false },
        ]))
    }

    fn type_in(widget: &mut Scores, text: &str) {
        text.chars().for_each(|typed| {
            widget.handle(Key::char(typed));
        });
    }

    #[test]
    fn digits_deduct_and_words_are_the_reason() {
        let mut widget = scores();
        type_in(&mut widget, "12");
        assert_eq!(widget.value()[0]["deducted"], 12);
        assert!(Widget::note(&widget, true).unwrap().0.get(crate::text::Lang::Zh).contains("写明理由"));
        type_in(&mut widget, "缺 2 人");
        assert_eq!(
            (widget.value()[0]["deducted"].clone(), widget.value()[0]["reason"].clone()),
            (json!(12), json!("缺 2 人"))
        );
        assert_eq!(widget.score(), 88);
        for _ in 0..9 {
            widget.handle(Key::RIGHT);
        }
        assert_eq!(widget.value()[0]["deducted"], 15);
    }

    #[test]
    fn more_than_its_points_begins_anew_and_backspace_takes_back() {
        let mut widget = scores();
        type_in(&mut widget, "19");
        assert_eq!(widget.value()[0]["deducted"], 9);
        widget.handle(Key::BACKSPACE);
        assert_eq!(widget.value()[0]["deducted"], 0);
        widget.handle(Key::LEFT);
        assert_eq!(widget.value()[0]["deducted"], 0);
    }

    #[test]
    fn a_space_vetoes_and_points_stay() {
        let mut widget = scores();
        widget.handle(Key::DOWN);
        type_in(&mut widget, " 查 实");
        assert_eq!(
            (widget.value()[1]["vetoed"].clone(), widget.value()[1]["reason"].clone()),
            (json!(true), json!("查 实"))
        );
        assert_eq!(widget.score(), 100);
        assert_eq!(widget.handle(Key::DOWN), Edit::Ignored);
    }
}
