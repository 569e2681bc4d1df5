//! A field's value as people read it: labels for words, names for logins, weekdays with dates.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Value;

use super::picker::Candidate;
use super::widget::{Desk, typed};
use super::{date, flag};
use crate::commands::spec::{Choices, Kind};
use crate::law::length::Length;
use crate::records::bureau::BureauId;
use crate::records::filing_paper::Mark;
use crate::say;
use crate::text::Text;

/// What stands for nothing.
const NOTHING: Text = Text::new("(空)", "(empty)");

/// The value in words.
#[must_use]
pub fn of(kind: &Kind, value: &Value, desk: &Desk) -> Text {
    if value.is_null() || value.as_str().is_some_and(str::is_empty) {
        return NOTHING;
    }
    if let Value::Array(all) = value {
        return Text::join(&all.iter().map(|one| of(kind, one, desk)).collect::<Vec<_>>());
    }
    if let (Kind::Marks, Ok(mark)) = (kind, Mark::deserialize(value)) {
        return mark.told();
    }
    let written = typed(value);
    let found = match kind {
        Kind::Date => written.parse::<NaiveDate>().ok().map(|day| date::in_words(day, &desk.calendar)),
        Kind::Flag => value.as_bool().map(|yes| flag::word(yes).clone()),
        Kind::Length => written.parse::<Length>().ok().map(|length| say!("{l}", "{l}", l = length)),
        Kind::Choice(choices) | Kind::Several(choices) => label(choices, &written),
        Kind::Staff | Kind::Account | Kind::People => labelled(&desk.accounts, &written),
        Kind::Agency
        | Kind::Case
        | Kind::Complaint
        | Kind::Filing
        | Kind::Activity
        | Kind::Draw
        | Kind::Visit => {
            let records = kind.record().and_then(|kind| desk.records_of(kind));
            records.and_then(|records| labelled(&records.first, &written))
        }
        Kind::Occupation => labelled(&desk.occupations, &written),
        Kind::Listed => labelled(&desk.listed, &written),
        Kind::Violation => labelled(&desk.violations, &written),
        Kind::Evidence => labelled(&desk.evidence, &written),
        Kind::Bureau => BureauId::find(&written).ok().map(|b| b.label()),
        Kind::Inspector => labelled(&desk.inspectors, &written),
        Kind::Line
        | Kind::CreditCode
        | Kind::Paragraph
        | Kind::Scopes
        | Kind::Number
        | Kind::File
        | Kind::Marks
        | Kind::Scores
        | Kind::Data => None,
    };
    found.unwrap_or_else(|| Text::same(written))
}

fn labelled(among: &[Candidate], word: &str) -> Option<Text> {
    among.iter().find(|candidate| candidate.value == word).map(|candidate| candidate.label.clone())
}

fn label(choices: &Choices, word: &str) -> Option<Text> {
    choices.words.contains(&word).then(|| (choices.label)(word))
}
