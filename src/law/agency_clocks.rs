//! The clocks of an agency (机构期限): expiry and renewal, when it is reminded, the yearly renewal of its question banks
//! (R6-7), and how long it has held no evaluation (R19-2).

use chrono::{Months, NaiveDate};

use super::calendar::Calendar;
use super::capacity::{BANK_RENEWAL, bank_years};
use super::leaving::{YEAR_WITHOUT, idle_since};
use super::length::{Length, Unit};
use super::terms::{self, StartDay};
use crate::records::agency::{Agency, AgencyStatus, Validity};
use crate::records::credit::CreditEntry;
use crate::records::deadline::{Clock, DeadlineState, Reckoned};
use crate::records::occupation::OccupationCode;
use crate::records::reminder::ReminderMatter;
use crate::records::supervision::SupervisionKind;
use crate::text::Text;

/// How long before its expiry an agency is reminded to renew: the console's own stages, the regulation gives none.
pub const RENEWAL_REMINDERS: [Length; 2] =
    [Length::constant(-6, Unit::Months), Length::constant(-4, Unit::Months)];
/// How long after its last evaluation an agency is reminded to hold one, before the year of R19-2 is over: the console's own
/// stages.
pub const INACTIVITY_REMINDERS: [Length; 2] =
    [Length::constant(9, Unit::Months), Length::constant(11, Unit::Months)];
/// How soon an entry of the credit file is confirmed, or ended: the console's own, the regulation gives none.
pub const CREDIT_CONFIRMATION: Length = Length::constant(5, Unit::WorkingDays);
/// The clocks of an agency: its expiry (R10-1) and the last day to apply for renewal (R10-2), which the application that is
/// under way met or missed; of one in the directory, when it is to be reminded, its banks are to be renewed and it is to be supervised (R22-1) as well.
///
/// # Errors
/// When a day can't be counted.
pub fn of_agency(
    agency: &Agency,
    renewal_applied: Option<NaiveDate>,
    calendar: &Calendar,
    today: NaiveDate,
) -> Result<Vec<Reckoned>, Text> {
    let Some(validity) = agency.facts.validity else { return Ok(Vec::new()) };
    let Validity { published_on, expires_on: expiry } = validity;
    let renewal = terms::renewal_deadline(calendar, expiry)?;
    let listed = agency.status == AgencyStatus::Listed;
    let given = |clock, about, from, length: String, due| Reckoned {
        clock,
        about,
        from,
        length,
        due,
        provisional: false,
        state: if listed { DeadlineState::Open } else { DeadlineState::Void },
        ended_on: (!listed).then_some(due.min(today)),
    };
    let mut lead =
        given(Clock::Renewal, expiry.to_string(), expiry, terms::RENEWAL_LEAD.to_string(), renewal.last_day);
    if let (Some(on), DeadlineState::Open) = (renewal_applied, lead.state) {
        lead.state = DeadlineState::by(renewal.last_day, Some(on));
        lead.ended_on = Some(on);
    }
    let mut all =
        vec![given(Clock::Expiry, String::new(), published_on, terms::VALIDITY.to_string(), expiry), lead];
    if listed {
        let clocks = Clocks { agency, calendar };
        // Afterwards the day that was missed says it.
        if renewal_applied.is_none() && today <= renewal.last_day {
            all.extend(clocks.renewal_reminders(validity)?);
        }
        all.push(special(agency, validity, today));
        all.extend(clocks.inactivity()?);
        all.extend(clocks.banks()?);
        all.extend(clocks.credit()?);
    }
    Ok(all)
}

/// R22-1: one special supervision in each cycle, the validity. What is done after its end was missed.
fn special(agency: &Agency, validity: Validity, today: NaiveDate) -> Reckoned {
    let from = super::filings::validity_began(validity);
    let mut held = agency
        .known
        .inspections
        .iter()
        .filter(|(kind, on)| *kind == SupervisionKind::Special && *on >= from && *on <= today);
    let done = held.next().map(|(_, on)| *on);
    Reckoned {
        clock: Clock::SpecialSupervision,
        about: validity.expires_on.to_string(),
        from,
        length: terms::VALIDITY.to_string(),
        due: validity.expires_on,
        provisional: false,
        state: DeadlineState::by(validity.expires_on, done),
        ended_on: done,
    }
}

struct Clocks<'a> {
    agency: &'a Agency,
    calendar: &'a Calendar,
}

impl Clocks<'_> {
    /// A clock from a day on, done on a day or still open.
    fn counted(
        &self,
        clock: Clock,
        about: String,
        from: NaiveDate,
        length: Length,
        done: impl FnOnce(NaiveDate) -> Option<NaiveDate>,
    ) -> Result<Reckoned, Text> {
        let term = terms::count(self.calendar, from, length, StartDay::Excluded)?;
        let ended_on = done(term.last_day);
        Ok(Reckoned {
            clock,
            about,
            from,
            length: length.to_string(),
            due: term.last_day,
            provisional: term.provisional.is_some(),
            state: DeadlineState::by(term.last_day, ended_on),
            ended_on,
        })
    }

    /// Stages of being reminded, as far as they are done, and the next one: one open at a time. A reminder ends the next
    /// stage, be it early, and every other whose day has come.
    fn stages(
        &self,
        clock: Clock,
        matter: ReminderMatter,
        from: NaiveDate,
        since: NaiveDate,
        lengths: &[Length],
    ) -> Result<Vec<Reckoned>, Text> {
        let reminded = self.agency.known.reminders.iter();
        let mut days =
            reminded.filter(|(of, on)| *of == matter && *on >= since).map(|(_, on)| *on).peekable();
        let mut ended: Option<NaiveDate> = None;
        let mut all = Vec::new();
        for length in lengths {
            let about = format!("{from}/{length}");
            // The reminder before this one covers it where it came after this day.
            let next = self.counted(clock, about, from, *length, |due| {
                ended.filter(|on| *on >= due).or_else(|| days.next())
            })?;
            ended = next.ended_on;
            all.push(next);
            if ended.is_none() {
                break;
            }
        }
        Ok(all)
    }

    fn renewal_reminders(&self, validity: Validity) -> Result<Vec<Reckoned>, Text> {
        // One of years before says nothing of this expiry.
        let year_before =
            validity.expires_on.checked_sub_months(Months::new(12)).unwrap_or(validity.expires_on);
        let since = super::filings::validity_began(validity).max(year_before);
        let matter = ReminderMatter::Renewal;
        self.stages(Clock::RenewalReminder, matter, validity.expires_on, since, &RENEWAL_REMINDERS)
    }

    /// Two reminders, then the year itself, which nothing but an evaluation ends. Where nothing is known, nothing is told.
    fn inactivity(&self) -> Result<Vec<Reckoned>, Text> {
        let Some(from) = idle_since(self.agency) else { return Ok(Vec::new()) };
        let (clock, matter) = (Clock::Inactivity, ReminderMatter::Inactivity);
        let mut all = self.stages(clock, matter, from, from, &INACTIVITY_REMINDERS)?;
        if all.last().is_none_or(|last| last.ended_on.is_some()) {
            all.push(self.counted(Clock::YearWithout, from.to_string(), from, YEAR_WITHOUT, |_| None)?);
        }
        Ok(all)
    }

    /// R6-7: of each bank of what it is filed for, the years that ran out or run now.
    fn banks(&self) -> Result<Vec<Reckoned>, Text> {
        let mut codes: Vec<OccupationCode> = self.agency.facts.scopes.iter().map(|s| s.occupation).collect();
        codes.dedup();
        let mut all = Vec::new();
        for code in codes {
            for year in bank_years(&self.agency.known.banks, code) {
                all.push(self.bank(code, year.from, year.done)?);
            }
        }
        Ok(all)
    }

    /// R24-1: each entry of its credit file, until an approver confirms it, or ends it.
    fn credit(&self) -> Result<Vec<Reckoned>, Text> {
        let of = |entry: &CreditEntry| {
            let done = entry.confirmed_on.or_else(|| entry.ended.as_ref().map(|(on, _)| *on));
            let about = format!("credit/{}", entry.number);
            self.counted(Clock::CreditConfirmation, about, entry.entered.1, CREDIT_CONFIRMATION, |_| done)
        };
        self.agency.known.credit.iter().map(of).collect()
    }

    fn bank(&self, code: OccupationCode, from: NaiveDate, done: Option<NaiveDate>) -> Result<Reckoned, Text> {
        self.counted(Clock::BankRenewal, format!("{code}/{from}"), from, BANK_RENEWAL, |_| done)
    }
}
