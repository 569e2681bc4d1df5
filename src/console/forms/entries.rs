//! The fields of a form with their widgets: which are asked for, what is in them, what is wrong with them.

use serde_json::{Map, Value};

use super::widget::{Desk, Widget, make};
use crate::commands::fault::FieldFault;
use crate::commands::input::asked;
use crate::commands::spec;
use crate::text::Text;

/// A field and its widget.
pub struct Entry {
    /// The declaration.
    pub field: &'static spec::Field,
    /// Where it is filled in.
    pub widget: Box<dyn Widget>,
    /// What is wrong with it.
    pub fault: Option<Text>,
}

/// All fields of a form.
pub struct Entries(pub Vec<Entry>);

impl Entries {
    /// Widgets for the fields, with values in them; fields named in `left_out` are known, or not asked here, and get none.
    pub fn new(
        fields: &'static [spec::Field],
        left_out: &[&str],
        values: &Map<String, Value>,
        desk: &Desk,
    ) -> Self {
        let shown = fields.iter().filter(|field| !left_out.contains(&field.name));
        let entry = |field: &'static spec::Field| {
            let value = values.get(field.name).unwrap_or(&Value::Null);
            Entry { field, widget: make(field, value, desk), fault: None }
        };
        Self(shown.map(entry).collect())
    }

    /// All that is filled in, fields that aren't asked for now included: a draft keeps them.
    pub fn typed(&self) -> Map<String, Value> {
        let values = self.0.iter().map(|e| (e.field.name.to_owned(), e.widget.value()));
        values.filter(|(_, value)| !value.is_null()).collect()
    }

    /// What is filled in of what is asked for.
    pub fn values(&self) -> Map<String, Value> {
        let mut values = self.typed();
        let all = values.clone();
        for entry in self.0.iter().filter(|e| !asked(e.field, &all)) {
            values.remove(entry.field.name);
        }
        values
    }

    /// The places of the fields that are asked for.
    pub fn asked(&self) -> Vec<usize> {
        let values = self.typed();
        let places = self.0.iter().enumerate().filter(|(_, e)| asked(e.field, &values));
        places.map(|(place, _)| place).collect()
    }

    /// Puts a value into a field.
    pub fn set(&mut self, name: &str, value: &Value, desk: &Desk) {
        if let Some(entry) = self.0.iter_mut().find(|e| e.field.name == name) {
            entry.widget = make(entry.field, value, desk);
        }
    }

    /// Puts faults at their fields; those of no field that is shown come back.
    pub fn blame(&mut self, faults: Vec<FieldFault>) -> Vec<Text> {
        let asked = self.asked();
        let mut others = Vec::new();
        for FieldFault { field, text, .. } in faults {
            let entry =
                self.0.iter_mut().enumerate().find(|(at, e)| e.field.name == field && asked.contains(at));
            match entry {
                Some((_, entry)) => entry.fault = Some(text),
                None => others.push(text),
            }
        }
        others
    }

    /// Forgets all faults.
    pub fn absolve(&mut self) {
        for entry in &mut self.0 {
            entry.fault = None;
        }
    }
}
