//! Plans of supervision (督导计划, Art. 10, 22): the visits of a kind that a bureau planned at once, and how far they are.

use chrono::NaiveDate;
use serde::Serialize;

use super::agency::Validity;
use super::ids::{AgencyId, PlanId};
use super::supervision::SupervisionKind;

/// A plan and its progress.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SupervisionPlan {
    /// Row.
    #[serde(skip)]
    pub id: PlanId,
    /// What it is called: 2026年年检.
    pub title: String,
    /// The kind of visit.
    pub kind: SupervisionKind,
    /// First and last day.
    pub days: (NaiveDate, NaiveDate),
    /// Visits planned.
    pub visits: u32,
    /// Of these, held.
    pub held: u32,
    /// Of these, not held though their day is over.
    pub late: u32,
}

/// An agency that a plan may hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plannable {
    /// Row.
    pub id: AgencyId,
    /// Its validity.
    pub validity: Validity,
    /// The last visit of the kind that was held.
    pub held: Option<NaiveDate>,
    /// The last day for which one is planned, today or later.
    pub planned: Option<NaiveDate>,
}
