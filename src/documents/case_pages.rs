//! The pages of a case's file that are no documents of their own: cover (封面), contents (卷内目录), opening form (立案登记表). They
//! are made from the record when the file leaves, and carry no number.

use chrono::NaiveDate;
use serde::Serialize;

use super::parts::Party;
use super::render::{RenderError, render_as, render_source};
use super::sheet::Sheet;
use crate::records::template::CasePage;

/// What the cover and the opening form say.
#[derive(Debug, Clone, Serialize)]
pub struct CasePages {
    /// Full name of the bureau.
    pub bureau: String,
    /// Number of the case.
    pub case_no: String,
    /// Who it is about.
    pub party: Party,
    /// Grounds, each with its item.
    pub grounds: Vec<String>,
    /// Where it came from.
    pub source: String,
    /// What was alleged.
    pub summary: String,
    /// Outcomes in force; before a decision, what there is.
    pub outcomes: Vec<String>,
    /// Handlers, by name.
    pub handlers: String,
    /// Day of opening.
    pub opened_on: NaiveDate,
    /// Day of closing.
    pub closed_on: Option<NaiveDate>,
    /// Items in the file.
    pub items: usize,
    /// The contents.
    pub lines: Vec<ContentsLine>,
}

/// A line of the contents, as it is printed.
#[derive(Debug, Clone, Serialize)]
pub struct ContentsLine {
    /// What it is.
    pub title: String,
    /// Its number, if it has one.
    pub number: Option<String>,
    /// Its day.
    pub on: Option<NaiveDate>,
    /// How many pages, or what it is kept as.
    pub pages: String,
}

impl CasePages {
    /// One of the pages, by the bureau's own template where it has one.
    ///
    /// # Errors
    /// When the template is at fault.
    pub fn page(&self, page: CasePage, template: Option<&str>) -> Result<Sheet, RenderError> {
        match template {
            Some(source) => render_source(source, self),
            None => render_as(page.as_str(), self),
        }
    }
}
