//! A requirement in lines: whether it is met, what is there or missing, its source, and what would mend it.

use crate::console::theme::{Look, Meaning};
use crate::law::requirement::{Mend, Requirement, State};
use crate::say;
use crate::text::Text;

/// The mark and the meaning of a state.
#[must_use]
pub fn mark(requirement: &Requirement, look: Look) -> (&'static str, Meaning) {
    match requirement.state {
        State::Met => (look.marks.yes, Meaning::Good),
        State::Unmet(_) => (look.marks.no, Meaning::Alert),
        State::Lacking(_) => (look.marks.no, Meaning::Warning),
        State::AtInput => (look.marks.pending, Meaning::Muted),
        State::Noted => ("!", Meaning::Warning),
    }
}

/// Mark, text, rule and source.
#[must_use]
pub fn head(requirement: &Requirement, look: Look) -> (String, Meaning) {
    let (mark, meaning) = mark(requirement, look);
    let rule = requirement.rule.rule();
    let later = Text::new(" (填表时判断)", " (judged with the form)");
    let later = if requirement.state == State::AtInput { look.say(&later) } else { "" };
    let source = rule.source.label();
    let words = look.say(&requirement.text);
    (format!("{mark} {words}{later}  [{} {}]", rule.id.as_str(), look.say(&source)), meaning)
}

/// A condition of a filing in a line: mark, rule, how strongly it binds, what is there or lacks.
#[must_use]
pub fn condition(requirement: &Requirement, look: Look) -> String {
    format!("{} {}", mark(requirement, look).0, look.say(&requirement.as_condition()))
}

/// What mends it, where it is unmet.
#[must_use]
pub fn mend(requirement: &Requirement) -> Option<Text> {
    let (State::Unmet(mend) | State::Lacking(mend)) = &requirement.state else { return None };
    Some(match mend {
        Mend::Time { until } => say!("等到 {d} 期满之后", "wait until {d} is over", d = *until),
        Mend::Calendar { years, until } => {
            let years: Vec<Text> = years.iter().map(|y| Text::same(y.to_string())).collect();
            say!(
                "先导入 {y} 年放假安排; 按现有日历为 {d}",
                "load the calendar of {y} first; as far as known it is {d}",
                y = Text::join(&years),
                d = *until
            )
        }
        Mend::Somebody(what) => what.clone(),
        Mend::Nothing => Text::new("无法补正", "nothing can mend it"),
    })
}

/// All lines of it.
#[must_use]
pub fn lines(requirement: &Requirement, look: Look) -> Vec<(String, Meaning)> {
    let mut lines = vec![head(requirement, look)];
    if let Some(mend) = mend(requirement) {
        lines.push((format!("  - {}", look.say(&mend)), Meaning::Text));
    }
    lines
}
