//! Filling the templates. Data is inert: it can bring in neither markup, nor template syntax, nor controls.
//!
//! Each line of a template begins with its tag, and data holds no line end when it is written, so whatever
//! stands in the data stays inside the block in which the template put it.

use std::fmt::Write;

use chrono::NaiveDate;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, ValueKind};
use minijinja::{Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value};
use serde::Serialize;
use thiserror::Error as ThisError;

use super::layout::chinese_date;
use super::number::blank_number;
use super::parts::Content;
use super::sheet::{Block, Sheet, SheetError};
use crate::records::template::TemplateKind;
use crate::say;
use crate::text::Text;
use crate::text::clean::clean_lines;

/// Stands for an empty field in a draft, so that it is seen.
pub(super) const GAP: &str = "【待填】";
/// Ends a paragraph inside a field. Cleaned data never has it.
const PARAGRAPH: char = '\u{2029}';
/// What a pen fills in is left empty on purpose.
const BY_HAND: &str = "\u{2029}";
/// Steps that putting a document into words may take; two hundred pages take some ten thousand.
const FUEL: u64 = 2_000_000;
const BLANK_DATE: &str = "    年  月  日";

const TEMPLATES: [(&str, &str); 26] = [
    ("case-cover", include_str!("../../data/templates/case-cover.j2")),
    ("case-contents", include_str!("../../data/templates/case-contents.j2")),
    ("opening-form", include_str!("../../data/templates/opening-form.j2")),
    ("party", include_str!("../../data/templates/party.j2")),
    ("evidence", include_str!("../../data/templates/evidence.j2")),
    ("remedies", include_str!("../../data/templates/remedies.j2")),
    ("courts", include_str!("../../data/templates/courts.j2")),
    ("recourse", include_str!("../../data/templates/recourse.j2")),
    ("notice", include_str!("../../data/templates/notice.j2")),
    ("decision", include_str!("../../data/templates/decision.j2")),
    ("review-decision", include_str!("../../data/templates/review-decision.j2")),
    ("correction", include_str!("../../data/templates/correction.j2")),
    ("announcement", include_str!("../../data/templates/announcement.j2")),
    ("proof-of-service", include_str!("../../data/templates/proof-of-service.j2")),
    ("scopes", include_str!("../../data/templates/scopes.j2")),
    ("acceptance", include_str!("../../data/templates/acceptance.j2")),
    ("completion-request", include_str!("../../data/templates/completion-request.j2")),
    ("survey-record", include_str!("../../data/templates/survey-record.j2")),
    ("assessment-report", include_str!("../../data/templates/assessment-report.j2")),
    ("publicity-notice", include_str!("../../data/templates/publicity-notice.j2")),
    ("approval", include_str!("../../data/templates/approval.j2")),
    ("refusal", include_str!("../../data/templates/refusal.j2")),
    ("publication", include_str!("../../data/templates/publication.j2")),
    ("certificate", include_str!("../../data/templates/certificate.j2")),
    ("reminder", include_str!("../../data/templates/reminder.j2")),
    ("dispatch", include_str!("../../data/templates/dispatch.j2")),
];

/// Why a document could not be put into words: a fault of a template, never of the data.
#[derive(Debug, ThisError)]
pub enum RenderError {
    /// The template failed.
    #[error("template: {0}")]
    Template(#[from] Error),
    /// What it gave is no markup.
    #[error(transparent)]
    Markup(#[from] SheetError),
}

impl RenderError {
    /// What to tell a person.
    #[must_use]
    pub fn text(&self) -> Text {
        say!(
            "文书模板有误, 无法生成文书: {why}。请联系管理员",
            "the document's template is faulty: {why}; tell the administrator",
            why = self.to_string()
        )
    }
}

/// Puts a content into words. Fields that are empty show as 【待填】; a draft has a blank number and date.
///
/// # Errors
/// When the template is at fault; the tests fill each of them.
pub fn render<C: Content>(content: &C) -> Result<Sheet, RenderError> {
    render_as(content.kind().as_str(), content)
}

/// As [`render`], with the template that a bureau put in the place of the shipped one, where it did.
///
/// # Errors
/// When the template is at fault.
pub fn render_with<C: Content>(content: &C, template: Option<&str>) -> Result<Sheet, RenderError> {
    match template {
        None => render(content),
        Some(source) => render_source(source, content),
    }
}

/// The shipped template of a kind.
#[must_use]
pub fn shipped(kind: impl Into<TemplateKind>) -> &'static str {
    let kind = kind.into();
    TEMPLATES.iter().find(|(name, _)| *name == kind.as_str()).map_or("", |(_, source)| source)
}

/// Puts data into the words of a template's source.
///
/// # Errors
/// As [`render`].
pub(super) fn render_source<T: Serialize>(source: &str, data: &T) -> Result<Sheet, RenderError> {
    let written = environment()?.render_str(source, Value::from(Serde(data)))?;
    read_sheet(&written)
}

/// Puts data into the words of a template by its name.
///
/// # Errors
/// As [`render`].
pub(super) fn render_as<T: Serialize>(template: &str, data: &T) -> Result<Sheet, RenderError> {
    let written = environment()?.get_template(template)?.render(Value::from(Serde(data)))?;
    read_sheet(&written)
}

fn read_sheet(written: &str) -> Result<Sheet, RenderError> {
    let mut sheet = Sheet::default();
    for line in written.split('\n').filter(|line| !line.is_empty()) {
        let mut paragraphs = line.split(PARAGRAPH);
        let first: Sheet = paragraphs.next().unwrap_or_default().parse()?;
        for block in first.blocks {
            let rest: Vec<Block> = paragraphs.by_ref().map(|paragraph| block.continued(paragraph)).collect();
            sheet.blocks.push(block);
            sheet.blocks.extend(rest);
        }
    }
    Ok(sheet)
}

fn environment() -> Result<Environment<'static>, Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    // A template of the bureau's own may loop, but not for ever.
    environment.set_fuel(Some(FUEL));
    environment.set_syntax(
        SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()?,
    );
    environment.set_formatter(write_value);
    environment.add_filter("chinese_date", |date: &str| read_date(date).map(chinese_date));
    environment.add_filter("or_blank_date", |date: Option<String>| match date {
        Some(date) => read_date(&date).map(chinese_date),
        None => Ok(BLANK_DATE.to_owned()),
    });
    environment.add_filter("or_blank", |number: Option<String>, series: &str| {
        number.unwrap_or_else(|| blank_number(series))
    });
    environment.add_filter("by_hand", |value: Option<String>| value.unwrap_or_else(|| BY_HAND.to_owned()));
    environment.add_filter("sentence", |text: &str| sentence(text));
    for (name, source) in TEMPLATES {
        environment.add_template(name, source)?;
    }
    Ok(environment)
}

/// Writes one value: cleaned, its line ends turned into [`PARAGRAPH`], an empty one as [`GAP`].
fn write_value(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.is_undefined() {
        return Err(ErrorKind::UndefinedError.into());
    }
    let Some(text) = value.as_str() else {
        let number = value.kind() == ValueKind::Number;
        return if number { Ok(write!(out, "{value}")?) } else { Ok(out.write_str(GAP)?) };
    };
    if text == BY_HAND {
        return Ok(());
    }
    let text = clean_lines(text);
    let mut paragraphs = text.split('\n').filter(|paragraph| !paragraph.trim().is_empty());
    let Some(first) = paragraphs.next() else { return Ok(out.write_str(GAP)?) };
    out.write_str(first)?;
    for paragraph in paragraphs {
        out.write_char(PARAGRAPH)?;
        out.write_str(paragraph)?;
    }
    Ok(())
}

/// Ends a text with a full stop where it has no end yet; an empty one stays empty, and shows as such.
fn sentence(text: &str) -> String {
    let text = clean_lines(text).into_owned();
    let ended = text.ends_with(['。', '！', '？', '；', '.', '!', '?', ';', '”', '」']);
    if ended || text.trim().is_empty() { text } else { text + "。" }
}

fn read_date(date: &str) -> Result<NaiveDate, Error> {
    date.parse().map_err(|_| Error::new(ErrorKind::InvalidOperation, format!("not a date: {date}")))
}
