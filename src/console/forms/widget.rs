//! What the widget of a field can do, and which widget a field gets. No database: what they need is handed over.

use std::rc::Rc;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use serde_json::Value;

use super::choice::Choice;
use super::data::Data;
use super::date::Date;
use super::file::File;
use super::flag::Flag;
use super::line::Line;
use super::marks::Marks;
use super::paragraph::Paragraph;
use super::picker::{Candidate, Picker, Records};
use super::scopes::Scopes;
use super::scores::Scores;
use super::several::Several;
use crate::commands::spec::{Field, Kind, Subject};
use crate::console::keys::Key;
use crate::console::theme::{Look, Meaning};
use crate::console::widgets::Edit;
use crate::law::calendar::Calendar;
use crate::text::Text;

/// Choices of more words than there are digits are picked by typing.
const LISTED: usize = 9;

/// The place to fill one field in.
pub trait Widget {
    /// What is filled in, as the check of the input takes it; `Null` for nothing.
    fn value(&self) -> Value;

    /// A key while it has the focus.
    fn handle(&mut self, key: Key) -> Edit;

    /// Pasted text.
    fn paste(&mut self, _text: &str) -> Edit {
        Edit::Ignored
    }

    /// How many rows it wants.
    fn rows(&self, _width: u16, _focused: bool) -> u16 {
        1
    }

    /// Draws; where the terminal's cursor belongs.
    fn draw(&mut self, area: Rect, buffer: &mut Buffer, look: Look, focused: bool) -> Option<Position>;

    /// What is to be said under it: how the text was understood.
    fn note(&self, _focused: bool) -> Option<(Text, Meaning)> {
        None
    }

    /// Whether letters are text.
    fn in_text(&self) -> bool {
        true
    }

    /// The focus goes elsewhere.
    fn leave(&mut self) {}
}

/// What the widgets of a form need to know.
#[derive(Debug)]
pub struct Desk {
    /// The bureau's date.
    pub today: NaiveDate,
    /// Working days.
    pub calendar: Rc<Calendar>,
    /// Who can be picked.
    pub staff: Vec<Candidate>,
    /// Whose account there is, the closed ones included.
    pub accounts: Vec<Candidate>,
    /// Records that fields ask for, by kind.
    pub records: Vec<(Subject, Records)>,
    /// Entries of the list of other violations; empty where no field asks for them.
    pub listed: Vec<Candidate>,
    /// What the case is about.
    pub violations: Vec<Candidate>,
    /// The case's evidence.
    pub evidence: Vec<Candidate>,
    /// Who can be sent, the best first.
    pub inspectors: Vec<Candidate>,
    /// Occupations; empty where no field asks for one.
    pub occupations: Vec<Candidate>,
    /// Lines of scopes: the agency's own whole, then what the catalogue has; empty where no field asks for them.
    pub scopes: Vec<Candidate>,
}

impl Desk {
    /// The records of a kind that can be picked.
    #[must_use]
    pub fn records_of(&self, kind: Subject) -> Option<&Records> {
        self.records.iter().find(|(of, _)| *of == kind).map(|(_, records)| records)
    }
}

/// The widget of a field, with a value in it.
#[must_use]
pub fn make(field: &Field, value: &Value, desk: &Desk) -> Box<dyn Widget> {
    match field.kind {
        Kind::Line | Kind::CreditCode => Box::new(Line::new(value)),
        Kind::Number => Box::new(Line::number(value)),
        Kind::Length => Box::new(Line::length(value)),
        Kind::Paragraph => Box::new(Paragraph::new(value)),
        Kind::Date => Box::new(Date::new(value, desk.today, Rc::clone(&desk.calendar))),
        Kind::Flag => Box::new(Flag::new(value)),
        Kind::Choice(choices) if choices.words.len() > LISTED => {
            Box::new(Picker::one(Candidate::words(&choices), value))
        }
        Kind::Choice(choices) => Box::new(Choice::new(choices, value)),
        Kind::Several(choices) => Box::new(Several::new(choices, value)),
        Kind::Staff => Box::new(Picker::one(desk.staff.clone(), value)),
        Kind::Account => Box::new(Picker::one(desk.accounts.clone(), value)),
        Kind::People => Box::new(Picker::many(desk.staff.clone(), value)),
        Kind::Listed => Box::new(Picker::many(desk.listed.clone(), value)),
        Kind::Violation => Box::new(Picker::one(desk.violations.clone(), value)),
        Kind::Inspector => Box::new(Picker::offered(desk.inspectors.clone(), value)),
        Kind::Evidence => Box::new(Picker::many(desk.evidence.clone(), value)),
        Kind::Agency
        | Kind::Case
        | Kind::Complaint
        | Kind::Filing
        | Kind::Activity
        | Kind::Draw
        | Kind::Visit => {
            let records = field.kind.record().and_then(|kind| desk.records_of(kind)).cloned();
            Box::new(Picker::among(records.unwrap_or_default(), value))
        }
        Kind::Bureau => Box::new(Picker::one(Candidate::bureaus(), value)),
        Kind::Occupation => Box::new(Picker::one(desk.occupations.clone(), value)),
        Kind::Scopes => Box::new(Scopes::new(desk.scopes.clone(), value)),
        Kind::File => Box::new(File::new(value)),
        Kind::Marks => Box::new(Marks::new(value)),
        Kind::Scores => Box::new(Scores::new(value)),
        Kind::Data => Box::new(Data::new(value)),
    }
}

/// A value as a line of text.
#[must_use]
pub fn typed(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A text as a value; nothing for an empty one.
#[must_use]
pub fn value_of(text: &str) -> Value {
    if text.trim().is_empty() { Value::Null } else { Value::String(text.to_owned()) }
}
