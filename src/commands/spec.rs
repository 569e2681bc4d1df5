//! How a command is declared: once, here, with everything that forms, menus, palette, help, command line, JSON
//! schema and the permission test derive from it.

use crate::law::rules::RuleId;
use crate::records::activity::ActivityStatus;
use crate::records::agency_kind::AgencyKind;
use crate::records::case::CaseStatus;
use crate::records::document::DocumentKind;
use crate::records::filing::FilingStatus;
use crate::records::staff::{Relation, Role};
use crate::text::Text;

/// What a command acts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// Nothing yet: it makes a record, or is about the bureau itself.
    Bureau,
    /// An agency, named by the field `agency`.
    Agency,
    /// A case, named by the field `case`.
    Case,
    /// A complaint, named by the field `complaint`.
    Complaint,
    /// A filing, named by the field `filing`.
    Filing,
    /// An activity, named by the field `activity`.
    Activity,
    /// A random draw, named by the field `draw`.
    Draw,
    /// A visit, named by the field `supervision`.
    Visit,
}

impl Subject {
    /// The field that names the subject, if there is one.
    #[must_use]
    pub const fn field(self) -> Option<&'static str> {
        match self {
            Self::Bureau => None,
            Self::Agency => Some("agency"),
            Self::Case => Some("case"),
            Self::Complaint => Some("complaint"),
            Self::Filing => Some("filing"),
            Self::Activity => Some("activity"),
            Self::Draw => Some("draw"),
            Self::Visit => Some("supervision"),
        }
    }
}

/// The choices of a field: written form and label.
#[derive(Debug, Clone, Copy)]
pub struct Choices {
    /// Written forms.
    pub words: &'static [&'static str],
    /// The label of a written form.
    pub label: fn(&str) -> Text,
}

/// The type of a field: which form widget, which JSON type, how the command line reads it.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// One line of text, at most 500 characters.
    Line,
    /// Several lines of text, at most 20,000 characters.
    Paragraph,
    /// A date.
    Date,
    /// Yes or no.
    Flag,
    /// A whole number.
    Number,
    /// A length of time (`5w`).
    Length,
    /// One of a few words.
    Choice(Choices),
    /// Several of a few words.
    Several(Choices),
    /// A staff member, by login.
    Staff,
    /// A staff member whose account may be closed, by login.
    Account,
    /// Several staff members, by login.
    People,
    /// An agency, by public number.
    Agency,
    /// A case, by public number.
    Case,
    /// A complaint, by public number.
    Complaint,
    /// A filing, by public number.
    Filing,
    /// An activity, by public number.
    Activity,
    /// A random draw, by public number.
    Draw,
    /// A visit, by public number.
    Visit,
    /// A bureau, by name.
    Bureau,
    /// A unified social credit code, 18 characters.
    CreditCode,
    /// An occupation, by code.
    Occupation,
    /// Scopes, one a line: code, name, levels.
    Scopes,
    /// Several entries of the list of other violations, by code or row.
    Listed,
    /// One violation of the case: a ground, or an entry of the list.
    Violation,
    /// An inspector or supervisor to be sent: of the bureau's list by number or name, or somebody else's name.
    Inspector,
    /// Several pieces of the case's evidence, by number.
    Evidence,
    /// A file on this machine, by path.
    File,
    /// Marks on the items of a list of the record (see [`Mark`](crate::records::filing_paper::Mark)).
    Marks,
    /// Marks on the indicators of a score sheet (see [`ScoreMark`](crate::records::score::ScoreMark)).
    Scores,
    /// A list of records typed elsewhere (an import): no widget.
    Data,
}

impl Kind {
    /// The kind of record that it names by public number, if it does.
    #[must_use]
    pub const fn record(&self) -> Option<Subject> {
        match self {
            Self::Agency => Some(Subject::Agency),
            Self::Case => Some(Subject::Case),
            Self::Complaint => Some(Subject::Complaint),
            Self::Filing => Some(Subject::Filing),
            Self::Activity => Some(Subject::Activity),
            Self::Draw => Some(Subject::Draw),
            Self::Visit => Some(Subject::Visit),
            _ => None,
        }
    }
}

/// Whether a field must be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Always.
    Required,
    /// Never.
    Optional,
    /// Only when another field has one of these values; otherwise it must be empty.
    RequiredWhen(&'static str, &'static [&'static str]),
    /// May be filled in only when another field has one of these values.
    OptionalWhen(&'static str, &'static [&'static str]),
}

/// A field of a command.
#[derive(Debug)]
pub struct Field {
    /// Name in JSON and on the command line.
    pub name: &'static str,
    /// Label in forms.
    pub label: Text,
    /// Hint under the field; may be empty.
    pub hint: Text,
    /// Type.
    pub kind: Kind,
    /// Whether it must be filled in.
    pub need: Need,
    /// Whether the audit, which many read, keeps only that it was filled in.
    pub private: bool,
}

/// Who may: a role, in a relation of bureaus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// Role.
    pub role: Role,
    /// Relation of the actor's bureau to the record's.
    pub relation: Relation,
}

/// From which states.
#[derive(Debug, Clone, Copy)]
pub enum From {
    /// No state is asked for.
    Any,
    /// The case is in one of these.
    Case(&'static [CaseStatus]),
    /// The filing is in one of these.
    Filing(&'static [FilingStatus]),
    /// The activity is in one of these.
    Activity(&'static [ActivityStatus]),
}

/// Where a record stands in its line of states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// A case.
    Case(CaseStatus),
    /// A filing.
    Filing(FilingStatus),
    /// An activity.
    Activity(ActivityStatus),
}

impl From {
    /// How much it belongs to a stage, the closest first: what the stage brings comes before what earlier stages allowed
    /// too, and what few stages allow before what many do.
    #[must_use]
    pub fn closeness(&self, stage: Option<Stage>) -> (usize, usize) {
        match (self, stage) {
            (Self::Case(states), Some(Stage::Case(now))) => {
                (states.iter().filter(|s| **s <= now).count(), states.len())
            }
            (Self::Filing(states), Some(Stage::Filing(now))) => {
                (states.iter().filter(|s| **s <= now).count(), states.len())
            }
            (Self::Activity(states), Some(Stage::Activity(now))) => {
                (states.iter().filter(|s| **s <= now).count(), states.len())
            }
            _ => (usize::MAX, usize::MAX),
        }
    }

    /// The written forms of its states.
    #[must_use]
    pub fn words(&self) -> Vec<&'static str> {
        match self {
            Self::Any => Vec::new(),
            Self::Case(states) => states.iter().map(|s| s.as_str()).collect(),
            Self::Filing(states) => states.iter().map(|s| s.as_str()).collect(),
            Self::Activity(states) => states.iter().map(|s| s.as_str()).collect(),
        }
    }

    /// The labels of its states.
    #[must_use]
    pub fn labels(&self) -> Vec<Text> {
        match self {
            Self::Any => Vec::new(),
            Self::Case(states) => states.iter().map(|s| s.label()).collect(),
            Self::Filing(states) => states.iter().map(|s| s.label()).collect(),
            Self::Activity(states) => states.iter().map(|s| s.label()).collect(),
        }
    }

    /// How a record at a stage stands to its states, where it is in none of them.
    #[must_use]
    pub fn leaves_out(&self, stage: Stage) -> Option<Order> {
        let to_come = match (self, stage) {
            (Self::Case(states), Stage::Case(now)) if !states.contains(&now) => {
                // A case goes on from the review to what follows it: what belongs to any later state is still to come.
                states.iter().any(|s| *s > now)
            }
            (Self::Filing(states), Stage::Filing(now)) if !states.contains(&now) => {
                states.iter().all(|s| *s > now)
            }
            (Self::Activity(states), Stage::Activity(now)) if !states.contains(&now) => {
                states.iter().all(|s| *s > now)
            }
            _ => return None,
        };
        Some(if to_come { Order::Early } else { Order::Over })
    }
}

/// How a step stands out of its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Its turn is still to come.
    Early,
    /// Its turn is over.
    Over,
}

impl Stage {
    /// The label of the state.
    #[must_use]
    pub const fn label(self) -> Text {
        match self {
            Self::Case(status) => status.label(),
            Self::Filing(status) => status.label(),
            Self::Activity(status) => status.label(),
        }
    }
}

/// Where in the console a command is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// On a case.
    Case,
    /// On an agency.
    Agency,
    /// On a complaint.
    Complaint,
    /// On a filing.
    Filing,
    /// On an activity.
    Activity,
    /// On a random draw.
    Draw,
    /// On a visit.
    Visit,
    /// For the administrator.
    Administration,
}

/// A command, declared.
#[derive(Debug)]
pub struct Spec {
    /// Name on the command line and in scenario files.
    pub name: &'static str,
    /// Label in menus.
    pub label: Text,
    /// What it does, in a sentence.
    pub help: Text,
    /// Key in the actions panel.
    pub key: char,
    /// Where it is offered.
    pub group: Group,
    /// What it acts on.
    pub subject: Subject,
    /// Fields, in the order of the form; the one that names the subject first.
    pub fields: &'static [Field],
    /// Who may.
    pub who: &'static [Grant],
    /// From which states.
    pub from: From,
    /// Rules that it is judged by.
    pub rules: &'static [RuleId],
    /// Document that it issues, if it does.
    pub issues: Option<DocumentKind>,
}

/// A handler of the record's own bureau.
pub const HANDLER: &[Grant] = &[Grant { role: Role::Handler, relation: Relation::Own }];
/// An approver of the record's own bureau.
pub const APPROVER: &[Grant] = &[Grant { role: Role::Approver, relation: Relation::Own }];
/// A handler or approver of the record's own bureau.
pub const CASE_STAFF: &[Grant] = &[
    Grant { role: Role::Handler, relation: Relation::Own },
    Grant { role: Role::Approver, relation: Relation::Own },
];
/// Who keeps activities, visits and draws: handlers and supervisors of the record's own bureau.
pub const KEEPERS: &[Grant] = &[
    Grant { role: Role::Handler, relation: Relation::Own },
    Grant { role: Role::Supervisor, relation: Relation::Own },
];
/// Who keeps activities and visits, and the approvers of the record's own bureau.
pub const KEEPERS_AND_APPROVER: &[Grant] = &[
    Grant { role: Role::Handler, relation: Relation::Own },
    Grant { role: Role::Supervisor, relation: Relation::Own },
    Grant { role: Role::Approver, relation: Relation::Own },
];
/// Who approves at the bureau of another division-city where an activity is held (R23-1).
pub const HOST_APPROVER: &[Grant] = &[Grant { role: Role::Approver, relation: Relation::Host }];
/// Who keeps activities, those of the bureau of another division-city where one is held too (R23-2).
pub const KEEPERS_OF_BOTH: &[Grant] = &[
    Grant { role: Role::Handler, relation: Relation::Own },
    Grant { role: Role::Supervisor, relation: Relation::Own },
    Grant { role: Role::Handler, relation: Relation::Host },
    Grant { role: Role::Supervisor, relation: Relation::Host },
];
/// An administrator: of the own bureau, and in a Corps body for all.
pub const ADMINISTRATOR: &[Grant] = &[
    Grant { role: Role::Administrator, relation: Relation::Own },
    Grant { role: Role::Administrator, relation: Relation::Above },
];
/// Whoever registers agencies: handlers for their bureau, administrators, those of a Corps body for all.
pub const REGISTRAR: &[Grant] = &[
    Grant { role: Role::Handler, relation: Relation::Own },
    Grant { role: Role::Administrator, relation: Relation::Own },
    Grant { role: Role::Administrator, relation: Relation::Above },
];
/// Whoever answers callers.
pub const DESK: &[Grant] = &[
    Grant { role: Role::Handler, relation: Relation::Own },
    Grant { role: Role::Approver, relation: Relation::Own },
    Grant { role: Role::Supervisor, relation: Relation::Own },
    Grant { role: Role::Handler, relation: Relation::Above },
    Grant { role: Role::Approver, relation: Relation::Above },
    Grant { role: Role::Supervisor, relation: Relation::Above },
];

/// A Rust type that stands in a field.
pub trait Input {
    /// Its kind.
    const KIND: Kind;
    /// Whether the type alone makes the field optional.
    const OPTIONAL: bool = false;
    /// Whether the audit keeps only that it was filled in.
    const PRIVATE: bool = false;
}

impl<T: Input> Input for Option<T> {
    const KIND: Kind = T::KIND;
    const PRIVATE: bool = T::PRIVATE;
    const OPTIONAL: bool = true;
}

impl Input for chrono::NaiveDate {
    const KIND: Kind = Kind::Date;
}

impl Input for bool {
    const KIND: Kind = Kind::Flag;
}

impl Input for Vec<crate::records::score::ScoreMark> {
    const KIND: Kind = Kind::Scores;
}

impl Input for Vec<crate::records::filing_paper::Mark> {
    const KIND: Kind = Kind::Marks;
}

impl Input for u32 {
    const KIND: Kind = Kind::Number;
}

impl Input for crate::records::credit_code::CreditCode {
    const KIND: Kind = Kind::CreditCode;
}

impl Input for crate::records::occupation::OccupationCode {
    const KIND: Kind = Kind::Occupation;
}

/// Makes a [`word_enum!`](crate::word_enum) a field type, alone and as a list.
macro_rules! choice_input {
    ($($kind:ty),+ $(,)?) => {$(
        impl Input for $kind {
            const KIND: Kind = Kind::Choice(Choices {
                words: <$kind>::WORDS,
                label: |word| word.parse::<$kind>().map(<$kind>::label).unwrap_or_default(),
            });
        }
        impl Input for Vec<$kind> {
            const KIND: Kind = Kind::Several(Choices {
                words: <$kind>::WORDS,
                label: |word| word.parse::<$kind>().map(<$kind>::label).unwrap_or_default(),
            });
        }
    )+};
}
impl Input for AgencyKind {
    const KIND: Kind = Kind::Choice(Choices {
        words: Self::CODES,
        label: |word| word.parse().map(Self::label).unwrap_or_default(),
    });
}

choice_input!(
    Role,
    crate::records::filing::ConsentKind,
    crate::records::occupation::OccupationList,
    crate::records::certificates::CertificateMatter,
    crate::records::check::CheckKind,
    crate::records::check::EnterpriseSize,
    crate::records::capacity::Employment,
    crate::records::capacity::PersonRole,
    crate::records::capacity::Tenure,
    crate::records::case::Ground,
    crate::records::case::Origin,
    crate::records::document::DocumentKind,
    crate::records::mail::MailSecurity,
    crate::records::activity::PaperSource,
    crate::records::breach::Broken,
    crate::records::credit::CreditStanding,
    crate::records::credit::CreditSource,
    crate::records::inspector::Interest,
    crate::records::visit::Opinion,
    crate::records::supervision::SupervisionKind,
    crate::records::activity::Standard,
    crate::records::person::PersonRole,
    crate::records::template::TemplateKind,
    crate::records::referral::PersonKind,
    super::cases::reveal::Purpose,
    crate::records::referral::ReferredTo,
    crate::records::case::Outcome,
    crate::records::case::EvidenceKind,
    crate::records::case::ReviewOutcome,
    crate::records::case::StatementKind,
    crate::records::service::ServiceMethod,
    crate::records::complaint::Channel,
    crate::commands::filings::Matter,
    crate::records::reminder::ReminderMatter,
    crate::commands::cases::strike::ServedKind,
    crate::records::filing::EndGround,
    crate::records::filing::FilingKind,
    crate::records::complaint::ComplaintFinding,
);
