//! The parts that several documents share, and what every content of a document can do.

use serde::{Deserialize, Serialize};

use crate::records::agency::AgencyFacts;
use crate::records::document::DocumentKind;
use crate::records::person::Person;
use crate::say;
use crate::text::clean::clean;
use crate::text::{Lang, Text};

/// What a document says; the template of its kind puts it into words.
pub trait Content: Serialize {
    /// The kind of document that it fills.
    fn kind(&self) -> DocumentKind;

    /// The required fields that are empty: with any, the document can't be issued.
    fn missing(&self) -> Vec<Text>;

    /// What issuing itself adds and is not there yet: the number, the date.
    fn not_issued(&self) -> Vec<Text>;
}

/// The party that a document is about (当事人), named in full: an agency, or a person.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Party {
    /// Full name.
    pub name: String,
    /// Unified social credit code; of an agency alone.
    pub credit_code: String,
    /// Registered address, or where documents reach the person.
    pub address: String,
    /// Legal representative, or who is in charge; of an agency alone.
    pub legal_representative: String,
    /// Whether it is a person.
    #[serde(default)]
    pub person: bool,
    /// Number of the document of identity; of a person alone.
    #[serde(default)]
    pub identity_number: String,
    /// Part of the person (参评人员), and of which agency; of a person alone.
    #[serde(default)]
    pub role: String,
}

impl Party {
    /// An agency, as it is registered.
    #[must_use]
    pub fn of(facts: &AgencyFacts) -> Self {
        Self {
            name: facts.name.clone(),
            credit_code: facts.credit_code.to_string(),
            address: facts.address.clone(),
            legal_representative: facts.legal_representative.clone(),
            ..Self::default()
        }
    }

    /// A person of an agency.
    #[must_use]
    pub fn of_person(person: &Person, agency: &AgencyFacts) -> Self {
        Self {
            name: person.name.clone(),
            address: person.address.clone(),
            person: true,
            identity_number: person.number.as_str().to_owned(),
            role: format!("{}（{}）", person.role.label().get(Lang::Zh), agency.name),
            ..Self::default()
        }
    }

    /// How a document speaks to it.
    #[must_use]
    pub const fn you(&self) -> &'static str {
        if self.person { "你" } else { "你单位" }
    }
}

/// One piece of evidence, as a document lists it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct EvidenceLine {
    /// Kind (书证, 现场笔录, ...).
    pub kind: String,
    /// What it is.
    pub title: String,
    /// Where it comes from.
    pub source: String,
}

/// What was found of one violation, of several.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FindingLine {
    /// Which violation, in short.
    pub about: String,
    /// Facts found.
    pub facts: String,
    /// Numbers of the pieces of evidence in the list: 1、3.
    pub evidence: String,
}

/// One provision violated.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct GroundLine {
    /// Article, paragraph and item: 第十九条第（二）项第2目.
    pub article: String,
    /// What it forbids, in short, without a full stop.
    pub summary: String,
}

/// How a decision is carried out (履行方式和期限).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Execution {
    /// How.
    pub how: String,
    /// Until when, in words.
    pub until: String,
}

/// One remedy: within what term, and with whom.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Remedy {
    /// Term in words: 15个工作日, 60日, 6个月.
    pub term: String,
    /// The body or court.
    pub to: String,
}

/// The remedies that a decision names (G59-1). Those of general law can be switched off by settings.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Remedies {
    /// Review by the bureau that decided (Art. 25); not printed by a review decision.
    pub review: Remedy,
    /// 行政复议.
    pub reconsideration: Option<Remedy>,
    /// 行政诉讼.
    pub litigation: Option<Remedy>,
}

/// Another document that is named by title and number.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OtherDocument {
    /// Title, without book marks: 处理决定书.
    pub title: String,
    /// Number as printed.
    pub number: String,
}

/// The label of the number, where it is missing.
pub(super) const NUMBER: Text = Text::new("文号", "number");
/// The label of the date, where it is missing.
pub(super) const DATE: Text = Text::new("落款日期", "date of issue");
/// The label of the bureau, where it is missing.
pub(super) const BUREAU: Text = Text::new("发文机关", "issuing bureau");

/// Collects the labels of what is empty.
#[derive(Default)]
pub(super) struct Lacks(Vec<Text>);

impl Lacks {
    pub(super) fn text(mut self, value: &str, label: Text) -> Self {
        if clean(value).is_empty() {
            self.0.push(label);
        }
        self
    }

    /// A list that may not be empty, nor any of its texts.
    pub(super) fn texts<'a>(mut self, values: impl IntoIterator<Item = &'a str>, label: Text) -> Self {
        let mut values = values.into_iter().peekable();
        if values.peek().is_none() || values.any(|value| clean(value).is_empty()) {
            self.0.push(label);
        }
        self
    }

    pub(super) fn given<T>(mut self, value: Option<&T>, label: Text) -> Self {
        if value.is_none() {
            self.0.push(label);
        }
        self
    }

    pub(super) fn party(self, party: &Party) -> Self {
        let named = self.text(&party.name, Text::new("当事人名称", "name of the party"));
        if party.person {
            return named
                .text(&party.identity_number, Text::new("身份证件号码", "identity number"))
                .text(&party.address, Text::new("住址", "address"));
        }
        named
            .text(&party.credit_code, Text::new("统一社会信用代码", "unified social credit code"))
            .text(&party.address, Text::new("住所", "address"))
            .text(&party.legal_representative, Text::new("法定代表人(负责人)", "legal representative"))
    }

    pub(super) fn evidence(self, evidence: &[EvidenceLine]) -> Self {
        let parts = evidence.iter().flat_map(|piece| [&*piece.kind, &piece.title, &piece.source]);
        self.texts(parts, Text::new("证据", "evidence"))
    }

    pub(super) fn grounds(self, grounds: &[GroundLine]) -> Self {
        let parts = grounds.iter().flat_map(|ground| [&*ground.article, &ground.summary]);
        self.texts(parts, Text::new("违反的规定", "provision violated"))
    }

    pub(super) fn remedy(self, remedy: &Remedy, what: &Text) -> Self {
        self.text(&remedy.term, say!("{what}的期限", "term of the {what}", what = what))
            .text(&remedy.to, say!("{what}的受理机关", "body for the {what}", what = what))
    }

    pub(super) fn courts(self, remedies: &Remedies) -> Self {
        let some = |lacks: Self, remedy: &Option<Remedy>, what: Text| match remedy {
            Some(remedy) => lacks.remedy(remedy, &what),
            None => lacks,
        };
        let lacks =
            some(self, &remedies.reconsideration, Text::new("行政复议", "administrative reconsideration"));
        some(lacks, &remedies.litigation, Text::new("行政诉讼", "administrative litigation"))
    }

    pub(super) fn list(self) -> Vec<Text> {
        self.0
    }
}
