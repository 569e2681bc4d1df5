//! Why an act was not done: refused by the law, wrong input, not permitted, in conflict, or the database.

use std::io::ErrorKind;
use std::path::Path;

use serde_json::Value;

use super::spec::Field;
use crate::law::requirement::Requirement;
use crate::say;
use crate::store::DbError;
use crate::text::Text;

/// A fault of one field of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFault {
    /// Name of the field; empty for the input as a whole.
    pub field: String,
    /// What the field is called; empty until the declaration is known.
    pub label: Text,
    /// What is wrong, and what would be right.
    pub text: Text,
}

impl FieldFault {
    /// A fault of a field not looked up in the declaration yet.
    #[must_use]
    pub const fn new(field: String, text: Text) -> Self {
        Self { field, label: Text::new("", ""), text }
    }

    /// What is wrong with which field, where the field isn't beside it.
    #[must_use]
    pub fn whole(&self) -> Text {
        if self.label.is_empty() {
            return self.text.clone();
        }
        say!("{l}: {t}", "{l}: {t}", l = self.label, t = self.text)
    }
}

/// A field that two people changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Clash {
    /// Name of the field.
    pub field: String,
    /// What was typed here.
    pub yours: Value,
    /// What stands in the record now.
    pub theirs: Value,
}

/// Why an act was not done. Nothing was written.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// The law refuses: all requirements, met ones included.
    Refused(Vec<Requirement>),
    /// The input is wrong, field by field.
    Input(Vec<FieldFault>),
    /// The actor may not.
    NotPermitted(Text),
    /// Somebody else changed the record since it was read.
    Conflict {
        /// What happened.
        text: Text,
        /// The fields that differ.
        clashes: Vec<Clash>,
    },
    /// The database or a file.
    Io(Text),
}

impl Fault {
    /// A fault of the input as a whole.
    #[must_use]
    pub fn input(text: Text) -> Self {
        Self::Input(vec![FieldFault::new(String::new(), text)])
    }

    /// A fault of one field.
    #[must_use]
    pub fn field(field: &str, text: Text) -> Self {
        Self::Input(vec![FieldFault::new(field.to_owned(), text)])
    }

    /// A file that can't be read.
    #[must_use]
    pub fn unreadable(path: &Path, error: &std::io::Error) -> Self {
        Self::Io(Self::why_unreadable(path, error))
    }

    /// Why a file can't be read, the usual reasons in our own words.
    #[must_use]
    pub fn why_unreadable(path: &Path, error: &std::io::Error) -> Text {
        let why = match error.kind() {
            ErrorKind::NotFound => Text::new("没有此文件", "there is no such file"),
            ErrorKind::PermissionDenied => Text::new("没有读取权限", "you may not read it"),
            ErrorKind::IsADirectory => Text::new("这是文件夹", "it is a folder"),
            ErrorKind::NotADirectory => {
                Text::new("路径中有一段不是文件夹", "a part of its path is no folder")
            }
            _ => Text::same(error.to_string()),
        };
        say!("无法读取 {p}: {e}", "cannot read {p}: {e}", p = path.display().to_string(), e = why)
    }

    /// The fault with the fields' labels, as declared.
    #[must_use]
    pub fn labelled(mut self, fields: &[Field]) -> Self {
        if let Self::Input(faults) = &mut self {
            for fault in faults {
                if let Some(field) = fields.iter().find(|field| field.name == fault.field) {
                    fault.label = field.label.clone();
                }
            }
        }
        self
    }

    /// The word for it in JSON and in `expect`.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Refused(_) => "refused",
            Self::Input(_) => "input",
            Self::NotPermitted(_) => "permission",
            Self::Conflict { .. } => "conflict",
            Self::Io(_) => "io",
        }
    }

    /// The exit status of the command line.
    #[must_use]
    pub const fn exit(&self) -> u8 {
        match self {
            Self::Refused(_) => 1,
            Self::Input(_) => 2,
            Self::NotPermitted(_) => 3,
            Self::Conflict { .. } => 4,
            Self::Io(_) => 5,
        }
    }

    /// The requirements that refuse.
    pub fn unmet(&self) -> impl Iterator<Item = &Requirement> {
        let all: &[Requirement] = if let Self::Refused(all) = self { all } else { &[] };
        all.iter().filter(|r| r.refuses())
    }

    /// All of it in one text.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Refused(_) => Text::join(&self.unmet().map(|r| r.text.clone()).collect::<Vec<_>>()),
            Self::Input(faults) => Text::join(&faults.iter().map(FieldFault::whole).collect::<Vec<_>>()),
            Self::NotPermitted(text) | Self::Conflict { text, .. } | Self::Io(text) => text.clone(),
        }
    }
}

impl From<DbError> for Fault {
    fn from(error: DbError) -> Self {
        Self::Io(error.text)
    }
}
