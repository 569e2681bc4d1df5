//! A requirement of an act: its rule, whether it is met, and what would mend it. Menu and refusal both show these.

use chrono::NaiveDate;
use serde::Serialize;

use super::rules::RuleId;
use crate::say;
use crate::text::Text;

/// How an unmet requirement can be mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mend {
    /// Time will: possible after this last day.
    Time {
        /// The last day of waiting.
        until: NaiveDate,
    },
    /// Time will, once the calendar of these years is loaded.
    Calendar {
        /// Years to load.
        years: Vec<i32>,
        /// The day as far as it is known.
        until: NaiveDate,
    },
    /// Somebody must do something first.
    Somebody(Text),
    /// Nothing will.
    Nothing,
}

/// Whether a requirement is met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Met.
    Met,
    /// Not met.
    Unmet(Mend),
    /// Not met as the facts stand; the form can say what goes all the same: not passed, or the reason.
    Lacking(Mend),
    /// Judged when the form is filled in.
    AtInput,
    /// Refuses nothing: what the act brings with it, to be known beforehand.
    Noted,
}

/// One requirement, judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// The rule it comes from.
    pub rule: RuleId,
    /// What is there, or what is missing.
    pub text: Text,
    /// Met or not.
    pub state: State,
}

impl Requirement {
    /// A requirement that is met, with the fact that meets it.
    #[must_use]
    pub const fn met(rule: RuleId, text: Text) -> Self {
        Self { rule, text, state: State::Met }
    }

    /// A requirement that the form will show to be met or not.
    #[must_use]
    pub const fn at_input(rule: RuleId, text: Text) -> Self {
        Self { rule, text, state: State::AtInput }
    }

    /// What an act brings with it, told before it is done.
    #[must_use]
    pub const fn noted(rule: RuleId, text: Text) -> Self {
        Self { rule, text, state: State::Noted }
    }

    /// A requirement that is not met, in the way of some answers of the form only.
    #[must_use]
    pub const fn lacking(rule: RuleId, text: Text, mend: Mend) -> Self {
        Self { rule, text, state: State::Lacking(mend) }
    }

    /// An unmet one, in the way of some answers of the form only.
    #[must_use]
    pub fn as_lacking(self) -> Self {
        match self.state {
            State::Unmet(mend) => Self { state: State::Lacking(mend), ..self },
            _ => self,
        }
    }

    /// An unmet requirement.
    #[must_use]
    pub const fn unmet(rule: RuleId, text: Text, mend: Mend) -> Self {
        Self { rule, text, state: State::Unmet(mend) }
    }

    /// Met or not by a condition: the text of each side, and what mends it.
    #[must_use]
    pub fn when(rule: RuleId, holds: bool, met: Text, unmet: Text, mend: Mend) -> Self {
        if holds { Self::met(rule, met) } else { Self::unmet(rule, unmet, mend) }
    }

    /// The order in which requirements are read: what stands in the way first, then what lacks, then what is only noted.
    #[must_use]
    pub const fn urgency(&self) -> u8 {
        match self.state {
            State::Unmet(_) => 0,
            State::Lacking(_) => 1,
            State::Noted => 2,
            State::AtInput | State::Met => 3,
        }
    }

    /// It as a condition: rule, how strongly it binds, what is there or lacks.
    #[must_use]
    pub fn as_condition(&self) -> Text {
        let (rule, binds) = (self.rule.to_string(), self.rule.rule().strength.label());
        say!("{r} {s}  {t}", "{r} {s}  {t}", r = rule, s = binds, t = self.text)
    }

    /// Whether it refuses the act.
    #[must_use]
    pub const fn refuses(&self) -> bool {
        matches!(self.state, State::Unmet(_))
    }

    /// Whether what it asks for is not there, refused for or not.
    #[must_use]
    pub const fn falls_short(&self) -> bool {
        matches!(self.state, State::Unmet(_) | State::Lacking(_))
    }

    /// Whether waiting mends it, though it may take a calendar that isn't loaded yet.
    #[must_use]
    pub const fn mended_by_time(&self) -> bool {
        matches!(self.state, State::Unmet(Mend::Time { .. } | Mend::Calendar { .. }))
    }

    /// Whether nothing mends it.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        matches!(self.state, State::Unmet(Mend::Nothing))
    }

    /// The last day of waiting, where time mends it.
    #[must_use]
    pub const fn until(&self) -> Option<NaiveDate> {
        match &self.state {
            State::Unmet(Mend::Time { until }) => Some(*until),
            _ => None,
        }
    }
}

/// A requirement as the command line's JSON shows it.
#[derive(Debug, Clone, Serialize)]
pub struct Shown {
    /// Rule id.
    pub rule: String,
    /// Article or other source.
    pub article: String,
    /// What is missing.
    pub message: String,
    /// Until when time mends it.
    pub until: Option<NaiveDate>,
}
