//! What can be picked in a form (候选): its value, how it is shown, by which names it is found.

use crate::commands::spec::Choices;
use crate::law::dispatch;
use crate::records::bureau::BureauId;
use crate::records::case::{CaseFile, Evidence};
use crate::records::errand::{Errand, Prospect};
use crate::records::ids::RecordNo;
use crate::records::level::LevelSet;
use crate::records::occupation::OccupationCode;
use crate::records::staff::Staff;
use crate::records::violation::{ListedViolation, Violation};
use crate::say;
use crate::text::{Lang, Text};

/// Something that can be picked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What goes into the field's value.
    pub value: String,
    /// What is shown.
    pub label: Text,
    /// Names it is found by.
    pub name: String,
    /// Codes it is found by.
    pub codes: String,
}

impl Candidate {
    /// A staff member.
    #[must_use]
    pub fn staff(staff: &Staff) -> Self {
        Self {
            value: staff.login.clone(),
            label: match staff.active {
                true => Text::same(format!("{} ({})", staff.name, staff.login)),
                false => {
                    say!("{n} ({l}, 已停用)", "{n} ({l}, closed)", n = staff.name, l = staff.login)
                }
            },
            name: staff.name.clone(),
            codes: staff.login.clone(),
        }
    }

    /// A record by its public number and the agency it concerns.
    #[must_use]
    pub fn record(no: RecordNo, agency: &str) -> Self {
        Self {
            value: no.to_string(),
            label: Text::same(format!("{no} {agency}")),
            name: agency.to_owned(),
            codes: no.to_string(),
        }
    }

    /// What the field says once it is picked: name and code alone, where the label goes on with what speaks for it.
    pub(super) fn in_field(&self) -> String {
        let short = format!("{} {}", self.name, self.codes);
        let label = self.label.get(Lang::Zh);
        if label.starts_with(&short) { short } else { label.to_owned() }
    }

    /// Somebody who can be sent on an errand.
    #[must_use]
    pub fn inspector(errand: &Errand, one: &Prospect) -> Self {
        Self {
            value: one.inspector.number.clone(),
            label: dispatch::told(errand, one),
            name: one.inspector.name.clone(),
            codes: one.inspector.number.clone(),
        }
    }

    /// An occupation of the catalogue.
    #[must_use]
    pub fn occupation(code: OccupationCode, name: &str) -> Self {
        let code = code.to_string();
        Self {
            label: Text::same(format!("{code} {name}")),
            name: name.to_owned(),
            codes: format!("{code} {}", code.replace('-', "")),
            value: code,
        }
    }

    /// An entry of the list of other violations.
    #[must_use]
    pub fn listed(entry: &ListedViolation) -> Self {
        Self {
            value: entry.id.to_string(),
            label: Text::same(format!("{} {}", entry.code, entry.words)),
            name: entry.words.clone(),
            codes: entry.code.clone(),
        }
    }

    /// What a case is about.
    #[must_use]
    pub fn violations(file: &CaseFile) -> Vec<Self> {
        let mut all = file.violations().to_vec();
        all.extend(file.grounds.iter().filter(|opened| !file.violations().contains(opened)));
        let one = |violation: &Violation| {
            let (value, name) = (violation.to_string(), file.named(*violation));
            let code = file.code(*violation);
            let label = say!("{v} {n}", "{v} {n}", v = code.as_str(), n = name);
            Self { name: name.get(Lang::Zh).to_owned(), codes: code, label, value }
        };
        all.iter().map(one).collect()
    }

    /// The evidence of a case.
    #[must_use]
    pub fn evidence(file: &CaseFile) -> Vec<Self> {
        let one = |(at, piece): (usize, &Evidence)| {
            let value = (at + 1).to_string();
            let label = Text::same(format!("{value} {}", piece.title));
            Self { name: piece.title.clone(), codes: value.clone(), label, value }
        };
        file.evidence.iter().enumerate().map(one).collect()
    }

    /// A line of scopes: an occupation, with its levels where they are known.
    #[must_use]
    pub fn scope(code: OccupationCode, name: &str, levels: Option<LevelSet>) -> Self {
        let levels = levels.map(|levels| levels.label().get(Lang::Zh).to_owned()).unwrap_or_default();
        let line = format!("{code} {name} {levels}");
        Self { label: Text::same(line.trim_end()), value: line, ..Self::occupation(code, name) }
    }

    /// The words of a choice too long to be listed whole.
    #[must_use]
    pub fn words(choices: &Choices) -> Vec<Self> {
        let one = |word: &&str| {
            let label = (choices.label)(word);
            let (name, codes) = (label.get(Lang::Zh).to_owned(), format!("{word} {}", label.get(Lang::En)));
            Self { value: (*word).to_owned(), label, name, codes }
        };
        choices.words.iter().map(one).collect()
    }

    /// Every bureau.
    #[must_use]
    pub fn bureaus() -> Vec<Self> {
        let one = |bureau: BureauId| Self {
            value: bureau.to_string(),
            label: bureau.label(),
            name: bureau.label().get(Lang::Zh).to_owned(),
            codes: format!("{} {}", bureau.code(), bureau.label().get(Lang::En)),
        };
        BureauId::all().map(one).collect()
    }
}
