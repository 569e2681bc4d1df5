//! The clock of a random draw (抽查期限, R21-1): its results are published in time once the checks are done.

use super::calendar::Calendar;
use super::settings::{LengthKey, Settings};
use super::terms::{self, StartDay};
use crate::records::deadline::{Clock, DeadlineState, Reckoned};
use crate::records::draw::DrawFile;
use crate::text::Text;

/// The clocks of a draw.
///
/// # Errors
/// When a day can't be counted.
pub fn of_draw(file: &DrawFile, settings: &Settings, calendar: &Calendar) -> Result<Vec<Reckoned>, Text> {
    let Some((from, _)) = file.checked else { return Ok(Vec::new()) };
    let length = settings.length(LengthKey::DrawPublicationTerm);
    let term = terms::count(calendar, from, length, StartDay::Excluded)?;
    let done = file.published.as_ref().map(|(on, _)| *on);
    Ok(vec![Reckoned {
        clock: Clock::DrawPublication,
        about: String::new(),
        from,
        length: length.to_string(),
        due: term.last_day,
        provisional: term.provisional.is_some(),
        state: DeadlineState::by(term.last_day, done),
        ended_on: done,
    }])
}
