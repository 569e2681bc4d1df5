//! Picking a person, an agency or a bureau (选人、选机构) from what is typed: Chinese, pinyin, login, number.

use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use serde_json::Value;

pub use super::candidate::Candidate;
use super::widget::{Widget, typed, value_of};
use crate::console::keys::Key;
use crate::console::theme::{Look, Meaning};
use crate::console::widgets::{Edit, Field, after, keep_visible, put, row};
use crate::find::{self, Index};
use crate::text::Text;

/// Rows of the list under the line, at most.
const ROWS: usize = 6;

/// Looks candidates up that were not handed over.
pub type LookUp = Rc<dyn Fn(&str) -> Vec<Candidate>>;

/// Records to pick from: those at hand, and where there are more than that, who looks the others up.
#[derive(Clone, Default)]
pub struct Records {
    /// At hand.
    pub first: Vec<Candidate>,
    /// For what is typed.
    pub more: Option<LookUp>,
}

impl std::fmt::Debug for Records {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Records").field("first", &self.first.len()).finish_non_exhaustive()
    }
}

/// A line with a list under it.
pub struct Picker {
    candidates: Vec<Candidate>,
    /// Who looks up what is not among them.
    more: Option<LookUp>,
    index: Index,
    field: Field,
    /// The values picked; of a picker of one the last counts.
    picked: Vec<String>,
    many: bool,
    /// The candidates that fit what is typed, while the list is open.
    hits: Vec<usize>,
    /// Whether some candidate fits what is typed, the list open or not.
    fits: bool,
    cursor: usize,
    first: usize,
}

impl Picker {
    /// For one value.
    #[must_use]
    pub fn one(candidates: Vec<Candidate>, value: &Value) -> Self {
        let mut picker = Self::empty(candidates, false);
        picker.field.set(typed(value));
        picker.recognise();
        picker
    }

    /// For one value, the list open from the start: what is offered stands in its order.
    #[must_use]
    pub fn offered(candidates: Vec<Candidate>, value: &Value) -> Self {
        let mut picker = Self::one(candidates, value);
        if picker.field.value().is_empty() {
            picker.hits = (0..picker.candidates.len()).collect();
        }
        picker
    }

    /// For one record.
    #[must_use]
    pub fn among(records: Records, value: &Value) -> Self {
        let mut picker = Self::one(records.first, value);
        picker.more = records.more;
        picker
    }

    /// For several values.
    #[must_use]
    pub fn many(candidates: Vec<Candidate>, value: &Value) -> Self {
        let mut picker = Self::empty(candidates, true);
        picker.picked = value.as_array().map_or(&[][..], Vec::as_slice).iter().map(typed).collect();
        picker
    }

    fn empty(candidates: Vec<Candidate>, many: bool) -> Self {
        let mut builder = Index::builder();
        for (place, candidate) in candidates.iter().enumerate() {
            let (name, codes) = (candidate.name.as_str(), candidate.codes.as_str());
            builder.push(find::Entry { id: place as i64, name, codes, rank: 0 });
        }
        let index = builder.build();
        let (field, picked, hits) = (Field::default(), Vec::new(), Vec::new());
        Self { candidates, more: None, index, field, picked, many, hits, fits: false, cursor: 0, first: 0 }
    }

    fn by_value(&self, value: &str) -> Option<&Candidate> {
        self.candidates.iter().find(|c| c.value == value)
    }

    /// Whole values typed by hand are shown by their label, like picked ones.
    fn recognise(&mut self) {
        let text = self.field.value().trim().to_owned();
        if let Some(candidate) = self.by_value(&text) {
            let (value, label) = (candidate.value.clone(), candidate.in_field());
            self.settle(value, label);
        }
    }

    fn settle(&mut self, value: String, label: String) {
        if self.many {
            if !self.picked.contains(&value) {
                self.picked.push(value);
            }
            self.field.set("");
        } else {
            self.picked = vec![value];
            self.field.set(label);
        }
        self.hits.clear();
    }

    fn search(&mut self) {
        self.cursor = 0;
        let found = self.index.search(self.field.value(), 200);
        self.hits = found.items.iter().filter_map(|(id, _)| usize::try_from(*id).ok()).collect();
        if let Some(more) = self.more.clone() {
            for candidate in more(self.field.value()) {
                let known = self.candidates.iter().position(|c| c.value == candidate.value);
                let at = known.unwrap_or_else(|| {
                    self.candidates.push(candidate);
                    self.candidates.len() - 1
                });
                if !self.hits.contains(&at) {
                    self.hits.push(at);
                }
            }
        }
        self.fits = !self.hits.is_empty();
    }

    /// Whether something is typed that is not picked, and that candidates fit.
    fn is_searched(&self) -> bool {
        let typed = !self.field.value().trim().is_empty() && (self.many || self.picked.is_empty());
        typed && self.fits
    }

    fn pick(&mut self) -> Edit {
        let Some(candidate) = self.hits.get(self.cursor).and_then(|at| self.candidates.get(*at)) else {
            return Edit::Ignored;
        };
        let (value, label) = (candidate.value.clone(), candidate.in_field());
        self.settle(value, label);
        Edit::Changed
    }

    fn edited(&mut self, edit: Edit) -> Edit {
        if edit == Edit::Changed {
            if !self.many {
                self.picked.clear();
            }
            if self.field.value().trim().is_empty() { self.hits.clear() } else { self.search() }
        }
        edit
    }

    fn shows_picked(&self) -> bool {
        self.many && !self.picked.is_empty()
    }

    fn picked_labels(&self) -> Text {
        let labels =
            self.picked.iter().map(|v| self.by_value(v).map_or_else(|| Text::same(v), |c| c.label.clone()));
        Text::join(&labels.collect::<Vec<_>>())
    }
}

impl Widget for Picker {
    fn value(&self) -> Value {
        let raw = value_of(self.field.value());
        if !self.many {
            return self.picked.first().map_or(raw, |v| Value::from(v.as_str()));
        }
        let mut all: Vec<Value> = self.picked.iter().map(|v| Value::from(v.as_str())).collect();
        // What was typed and not picked is kept too: the check of the input says what is wrong with it.
        all.extend(Some(raw).filter(|v| !v.is_null()));
        if all.is_empty() { Value::Null } else { Value::Array(all) }
    }

    fn handle(&mut self, key: Key) -> Edit {
        let open = !self.hits.is_empty();
        match key {
            _ if key == Key::f(4) => {
                match (open, self.is_searched()) {
                    (true, _) => self.hits.clear(),
                    (false, true) => self.search(),
                    (false, false) => self.hits = (0..self.candidates.len()).collect(),
                }
                self.cursor = 0;
            }
            Key::DOWN if !open && self.is_searched() => self.search(),
            Key::ESC if open => self.hits.clear(),
            Key::UP if open && self.cursor > 0 => self.cursor -= 1,
            Key::DOWN if open && self.cursor + 1 < self.hits.len() => self.cursor += 1,
            Key::ENTER if open => return self.pick(),
            Key::BACKSPACE if self.many && self.field.value().is_empty() => {
                return if self.picked.pop().is_some() { Edit::Changed } else { Edit::Kept };
            }
            _ => {
                let edit = self.field.handle(key);
                return self.edited(edit);
            }
        }
        Edit::Kept
    }

    fn paste(&mut self, text: &str) -> Edit {
        let edit = self.field.paste(text);
        self.edited(edit)
    }

    fn rows(&self, _: u16, focused: bool) -> u16 {
        let list = if focused { self.hits.len().min(ROWS) } else { 0 };
        1 + u16::from(self.shows_picked()) + list as u16
    }

    fn draw(&mut self, area: Rect, buffer: &mut Buffer, look: Look, focused: bool) -> Option<Position> {
        let mut line = 0;
        if self.shows_picked() {
            put(buffer, row(area, 0), look.say(&self.picked_labels()), Meaning::Text);
            line = 1;
        }
        let caret = self.field.draw(row(area, line), buffer);
        if !focused {
            return None;
        }
        let room = ROWS.min(usize::from(area.height.saturating_sub(line + 1)));
        let shown = keep_visible(self.first, self.cursor, room, self.hits.len());
        self.first = shown.start;
        for at in shown {
            line += 1;
            let marker = if at == self.cursor { look.marks.selected } else { " " };
            let meaning = if at == self.cursor { Meaning::Selected } else { Meaning::Text };
            put(buffer, row(area, line), marker, Meaning::Text);
            let label = self.hits.get(at).and_then(|c| self.candidates.get(*c)).map(|c| look.say(&c.label));
            put(buffer, after(row(area, line), 2), label.unwrap_or_default(), meaning);
        }
        caret
    }

    fn note(&self, focused: bool) -> Option<(Text, Meaning)> {
        let words = if !focused || self.candidates.is_empty() || !self.hits.is_empty() {
            return None;
        } else if self.is_searched() {
            Text::new("还没有选定; F4 列出符合的", "none is chosen yet; F4 lists those that fit")
        } else if self.picked.is_empty() && !self.field.value().trim().is_empty() {
            Text::new("没有找到; F4 列出全部", "nothing found; F4 lists all")
        } else if self.many || self.picked.is_empty() {
            Text::new("输入姓名、名称、拼音或编码; F4 列出全部", "type a name, pinyin or code; F4 lists all")
        } else {
            return None;
        };
        Some((words, Meaning::Muted))
    }

    fn leave(&mut self) {
        let typed = !self.field.value().trim().is_empty();
        if typed && (self.many || self.picked.is_empty()) {
            self.recognise();
            if self.hits.len() == 1 {
                self.cursor = 0;
                self.pick();
            }
        }
        self.hits.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    fn people() -> Vec<Candidate> {
        let one = |login: &str, name: &str| Candidate {
            value: login.into(),
            label: Text::same(format!("{name} ({login})")),
            name: name.into(),
            codes: login.into(),
        };
        vec![one("lia", "示例李一"), one("wangb", "示例王二"), one("zhangc", "示例张三")]
    }

    fn type_in(picker: &mut Picker, text: &str) {
        for c in text.chars() {
            assert_eq!(picker.handle(Key::char(c)), Edit::Changed, "{c}");
        }
    }

    #[test]
    fn one_is_picked_by_pinyin() {
        let mut picker = Picker::one(people(), &Value::Null);
        type_in(&mut picker, "slwe");
        assert_eq!(picker.handle(Key::ctrl('u')), Edit::Changed);
        type_in(&mut picker, "wange");
        assert_eq!(picker.handle(Key::ENTER), Edit::Changed);
        assert_eq!(picker.value(), Value::from("wangb"));
        assert_eq!(picker.handle(Key::ENTER), Edit::Ignored);
        assert_eq!(picker.handle(Key::BACKSPACE), Edit::Changed);
        assert_ne!(picker.value(), Value::from("wangb"));
    }

    #[test]
    fn several_are_picked_and_taken_back() {
        let mut picker = Picker::many(people(), &serde_json::json!(["lia"]));
        assert_eq!(picker.handle(Key::f(4)), Edit::Kept);
        assert_eq!(picker.handle(Key::DOWN), Edit::Kept);
        assert_eq!(picker.handle(Key::ENTER), Edit::Changed);
        assert_eq!(picker.value(), serde_json::json!(["lia", "wangb"]));
        type_in(&mut picker, "张三");
        picker.leave();
        assert_eq!(picker.value(), serde_json::json!(["lia", "wangb", "zhangc"]));
        assert_eq!(picker.handle(Key::BACKSPACE), Edit::Changed);
        assert_eq!(picker.value(), serde_json::json!(["lia", "wangb"]));
    }

    #[test]
    fn what_was_typed_is_found_again_after_leaving() {
        let mut picker = Picker::one(people(), &Value::Null);
        type_in(&mut picker, "sl");
        picker.leave();
        let note = picker.note(true).map(|(text, _)| text.get(Lang::En).to_owned());
        assert_eq!(note.as_deref(), Some("none is chosen yet; F4 lists those that fit"));
        assert_eq!(picker.handle(Key::f(4)), Edit::Kept);
        assert_eq!(picker.rows(40, true), 4);
        picker.handle(Key::ESC);
        picker.handle(Key::ctrl('u'));
        type_in(&mut picker, "qqqq");
        assert!(picker.note(true).unwrap().0.get(Lang::En).starts_with("nothing found"));
    }

    #[test]
    fn what_is_typed_and_not_there_stays() {
        let mut picker = Picker::one(people(), &Value::from("somebody"));
        picker.leave();
        assert_eq!(picker.value(), Value::from("somebody"));
    }
}
