//! A file on this machine (文件), by path; Tab completes it.

use std::fs;
use std::path::{MAIN_SEPARATOR, Path};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use serde_json::Value;

use super::widget::{Widget, typed, value_of};
use crate::console::keys::Key;
use crate::console::theme::{Look, Meaning};
use crate::console::widgets::{Edit, Field};
use crate::say;
use crate::text::Text;
use crate::text::clean::clean;

/// Names told when several fit.
const NAMES: usize = 6;

/// A path to type.
pub struct File {
    field: Field,
    note: Option<(Text, Meaning)>,
}

impl File {
    /// With a path in it.
    #[must_use]
    pub fn new(value: &Value) -> Self {
        Self { field: Field::new(typed(value)), note: None }
    }

    /// Completes what is typed as far as it is certain; ignored where there is nothing to complete, so that Tab goes on.
    fn complete(&mut self) -> Edit {
        let text = self.field.value().to_owned();
        let names = fitting(&text);
        let folder = text.rfind(MAIN_SEPARATOR).map_or("", |at| &text[..=at]);
        let common = common(&names);
        let completed = format!("{folder}{common}");
        if text.is_empty() || names.is_empty() || (completed == text && !text.ends_with(MAIN_SEPARATOR)) {
            return Edit::Ignored;
        }
        self.note = (names.len() > 1).then(|| {
            let shown: Vec<Text> = names.iter().take(NAMES).map(|n| Text::same(clean(n))).collect();
            (say!("{n} 个: {s}", "{n}: {s}", n = names.len(), s = Text::join(&shown)), Meaning::Muted)
        });
        if completed == text {
            return Edit::Ignored;
        }
        self.field.set(completed);
        Edit::Changed
    }
}

/// Names in the folder typed so far that begin with what stands behind it; folders with a slash at their end.
fn fitting(text: &str) -> Vec<String> {
    let (folder, start) = text.rsplit_once(MAIN_SEPARATOR).map_or(("", text), |(f, s)| (f, s));
    let folder = match (folder, text.starts_with(MAIN_SEPARATOR)) {
        ("", true) => Path::new("/"),
        ("", false) => Path::new("."),
        (folder, _) => Path::new(folder),
    };
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let slash = if entry.path().is_dir() { "/" } else { "" };
            let hidden = name.starts_with('.') && !start.starts_with('.');
            (name.starts_with(start) && !hidden).then(|| format!("{name}{slash}"))
        })
        .collect();
    names.sort();
    names
}

/// What all names begin with.
fn common(names: &[String]) -> String {
    let Some(first) = names.first() else { return String::new() };
    let fits = |end: &usize| names.iter().all(|n| n.starts_with(&first[..*end]));
    let ends = first.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.take_while(fits).last().map_or(String::new(), |end| first[..end].to_owned())
}

impl Widget for File {
    fn value(&self) -> Value {
        value_of(self.field.value().trim())
    }

    fn handle(&mut self, key: Key) -> Edit {
        if key == Key::TAB {
            return self.complete();
        }
        self.note = None;
        self.field.handle(key)
    }

    fn paste(&mut self, text: &str) -> Edit {
        self.note = None;
        self.field.paste(text)
    }

    fn draw(&mut self, area: Rect, buffer: &mut Buffer, _: Look, focused: bool) -> Option<Position> {
        self.field.draw(area, buffer).filter(|_| focused)
    }

    fn note(&self, _: bool) -> Option<(Text, Meaning)> {
        self.note.clone()
    }

    fn leave(&mut self) {
        let path = self.field.value().trim();
        let path = Path::new(path);
        self.note = match path.metadata() {
            _ if path.as_os_str().is_empty() => None,
            Ok(about) if about.is_file() => None,
            Ok(_) => Some(Text::new("不是普通文件", "that is no regular file")),
            Err(_) => Some(Text::new("没有此文件", "there is no such file")),
        }
        .map(|text| (text, Meaning::Error));
    }
}

/// A path to type in a panel, completed by Tab.
pub struct PathField(File);

/// An empty one.
#[must_use]
pub fn path_field() -> PathField {
    PathField(File::new(&Value::Null))
}

/// One with a path in it.
#[must_use]
pub fn path_field_with(path: &str) -> PathField {
    PathField(File::new(&Value::from(path)))
}

impl PathField {
    /// What is typed.
    #[must_use]
    pub fn path(&self) -> String {
        typed(&self.0.value())
    }

    /// A key.
    pub fn handle(&mut self, key: Key) -> Edit {
        self.0.handle(key)
    }

    /// Pasted text.
    pub fn paste(&mut self, text: &str) -> Edit {
        self.0.paste(text)
    }

    /// Draws it; where the cursor belongs.
    pub fn draw(&mut self, area: Rect, buffer: &mut Buffer, look: Look) -> Option<Position> {
        self.0.draw(area, buffer, look, true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tab_completes_as_far_as_certain() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["示例证据一.pdf", "示例证据二.pdf", "other.txt"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let root = folder.path().display().to_string();
        let mut file = File::new(&Value::from(format!("{root}/示")));
        assert_eq!(file.handle(Key::TAB), Edit::Changed);
        assert_eq!(file.value(), Value::from(format!("{root}/示例证据")));
        assert!(file.note(true).is_some());
        assert_eq!(file.handle(Key::TAB), Edit::Ignored);
        file.handle(Key::char('二'));
        assert_eq!(file.handle(Key::TAB), Edit::Changed);
        assert_eq!(file.value(), Value::from(format!("{root}/示例证据二.pdf")));
        file.leave();
        assert_eq!(file.note(false), None);
        file.handle(Key::char('x'));
        file.leave();
        assert!(file.note(false).is_some());
    }

    #[test]
    fn an_empty_path_lets_tab_go_on() {
        assert_eq!(File::new(&Value::Null).handle(Key::TAB), Edit::Ignored);
    }
}
