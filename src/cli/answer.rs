//! What a call answers: one JSON document, or lines of text.

use serde_json::Value;

use crate::text::{Lang, Text};

/// An answer in both forms.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    /// For scripts.
    pub json: Value,
    /// For people, a line each.
    pub text: Vec<Text>,
    /// What is to be known besides, in either form: said on standard error.
    pub remarks: Vec<Text>,
}

impl Answer {
    /// An answer of these two forms.
    #[must_use]
    pub const fn new(json: Value, text: Vec<Text>) -> Self {
        Self { json, text, remarks: Vec::new() }
    }

    /// With something to be known besides.
    #[must_use]
    pub fn remarked(mut self, remark: Option<Text>) -> Self {
        self.remarks.extend(remark);
        self
    }

    /// The lines in one language, joined.
    #[must_use]
    pub fn lines(&self, lang: Lang) -> String {
        self.text.iter().map(|t| t.get(lang)).collect::<Vec<_>>().join("\n")
    }
}
