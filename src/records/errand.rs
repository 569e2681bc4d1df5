//! Where somebody is to be sent (派遣), and who could be: what a bureau weighs when it names a supervisor.

use chrono::NaiveDate;

use super::activity::ActivityFile;
use super::agency::Agency;
use super::bureau::BureauId;
use super::ids::{ActivityId, AgencyId, RecordNo};
use super::inspector::{Inspector, Interest};
use super::occupation::OccupationCode;

/// Where somebody is to be sent, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errand {
    /// The bureau that sends.
    pub bureau: BureauId,
    /// The agency.
    pub agency: AgencyId,
    /// Its name.
    pub agency_name: String,
    /// The activity and its place, where it is to one.
    pub activity: Option<(ActivityId, String)>,
    /// What is evaluated there; none where the visit is to the agency as a whole.
    pub occupation: Option<OccupationCode>,
    /// First and last day.
    pub days: (NaiveDate, NaiveDate),
}

impl Errand {
    /// To an activity.
    #[must_use]
    pub fn to_activity(file: &ActivityFile) -> Self {
        Self {
            bureau: file.bureau,
            agency: file.agency.id,
            agency_name: file.agency.facts.name.clone(),
            activity: Some((file.id, file.occasion.place.clone())),
            occupation: Some(file.occupation),
            days: (file.occasion.starts_on, file.occasion.ends_on),
        }
    }

    /// To an agency, on a day.
    #[must_use]
    pub fn to_agency(agency: &Agency, on: NaiveDate) -> Self {
        Self {
            bureau: agency.facts.bureau,
            agency: agency.id,
            agency_name: agency.facts.name.clone(),
            activity: None,
            occupation: None,
            days: (on, on),
        }
    }
}

/// Somebody on the list who could be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prospect {
    /// Who.
    pub inspector: Inspector,
    /// An interest in the agency (R21-2).
    pub interest: Option<Interest>,
    /// Where they are on those days.
    pub elsewhere: Option<RecordNo>,
    /// Visits of theirs in the twelve months up to those days.
    pub load: u32,
    /// The last day on which they were at that agency.
    pub last_here: Option<NaiveDate>,
}
