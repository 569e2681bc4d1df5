//! A document as a list of blocks, and the plain markup in which it is kept: a line a block, `tag|text`.
//!
//! The markup is the canonical text of a document: it is what is frozen, and what every layout starts from.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::text::secrets::Secrets;

/// One block of a document. Texts are clean single lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A line of the title, centred.
    Title(String),
    /// The number, centred.
    Number(String),
    /// Whom it is addressed to, flush left.
    Addressee(String),
    /// A heading of the body.
    Heading(String),
    /// A paragraph of the body, its first line set in by two characters.
    Body(String),
    /// The issuing bureau at the end, on the right.
    Signature(String),
    /// The date at the end, on the right.
    Date(String),
    /// The place for the seal, on the right.
    Seal(String),
    /// A row of a form; an empty label continues the row before.
    Row {
        /// What the row is.
        label: String,
        /// What stands in it; empty for a pen to fill.
        value: String,
    },
}

/// A whole document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// Its blocks in order.
    pub blocks: Vec<Block>,
}

/// Markup that is none: only a template or a damaged record can bring it about.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("not a document's markup: line {line}: {text}")]
pub struct SheetError {
    /// Line number from 1.
    pub line: usize,
    /// The line.
    pub text: String,
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Title(text) => write!(f, "title|{text}"),
            Self::Number(text) => write!(f, "number|{text}"),
            Self::Addressee(text) => write!(f, "to|{text}"),
            Self::Heading(text) => write!(f, "heading|{text}"),
            Self::Body(text) => write!(f, "body|{text}"),
            Self::Signature(text) => write!(f, "signature|{text}"),
            Self::Date(text) => write!(f, "date|{text}"),
            Self::Seal(text) => write!(f, "seal|{text}"),
            Self::Row { label, value } => write!(f, "row|{label}|{value}"),
        }
    }
}

impl Block {
    fn parse(line: &str) -> Option<Self> {
        let (tag, text) = line.split_once('|')?;
        let owned = text.to_owned();
        Some(match tag {
            "title" => Self::Title(owned),
            "number" => Self::Number(owned),
            "to" => Self::Addressee(owned),
            "heading" => Self::Heading(owned),
            "body" => Self::Body(owned),
            "signature" => Self::Signature(owned),
            "date" => Self::Date(owned),
            "seal" => Self::Seal(owned),
            "row" => {
                let (label, value) = text.split_once('|')?;
                Self::Row { label: label.to_owned(), value: value.to_owned() }
            }
            _ => return None,
        })
    }

    /// What stands in it.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Title(text)
            | Self::Number(text)
            | Self::Addressee(text)
            | Self::Heading(text)
            | Self::Body(text)
            | Self::Signature(text)
            | Self::Date(text)
            | Self::Seal(text)
            | Self::Row { value: text, .. } => text,
        }
    }

    /// The same kind of block with further text: the next paragraph of one field.
    pub(super) fn continued(&self, text: &str) -> Self {
        let text = text.to_owned();
        match self {
            Self::Title(_) => Self::Title(text),
            Self::Number(_) => Self::Number(text),
            Self::Addressee(_) => Self::Addressee(text),
            Self::Heading(_) => Self::Heading(text),
            Self::Body(_) => Self::Body(text),
            Self::Signature(_) => Self::Signature(text),
            Self::Date(_) => Self::Date(text),
            Self::Seal(_) => Self::Seal(text),
            Self::Row { .. } => Self::Row { label: String::new(), value: text },
        }
    }
}

impl Sheet {
    /// It as it is shown to whom its secrets aren't: each as wide as what it stands for, so that lines break where they do.
    #[must_use]
    pub fn hiding(&self, secrets: &Secrets) -> Self {
        let hidden = |block: &Block| match block {
            Block::Row { label, value } => Block::Row { label: label.clone(), value: secrets.hide(value) },
            other => other.continued(&secrets.hide(other.words())),
        };
        Self { blocks: self.blocks.iter().map(hidden).collect() }
    }
}

impl fmt::Display for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.blocks.iter().try_for_each(|block| writeln!(f, "{block}"))
    }
}

impl FromStr for Sheet {
    type Err = SheetError;

    fn from_str(markup: &str) -> Result<Self, SheetError> {
        let mut blocks = Vec::new();
        for (at, line) in markup.split('\n').enumerate().filter(|(_, line)| !line.is_empty()) {
            let block = Block::parse(line);
            blocks.push(block.ok_or_else(|| SheetError { line: at + 1, text: line.to_owned() })?);
        }
        Ok(Self { blocks })
    }
}
