//! Plain data of the field: agencies, cases, documents, staff, codes, bureaus. No I/O, no rules.
//!
//! May use `text` and nothing else of the crate.

#[macro_use]
mod words;

pub mod activity;
mod activity_told;
pub mod agency;
pub mod agency_code;
pub mod agency_kind;
pub mod batch;
pub mod breach;
pub mod bureau;
pub mod capacity;
pub mod case;
mod case_facts;
pub mod case_told;
mod case_words;
pub mod certificates;
pub mod check;
pub mod complaint;
pub mod credit;
pub mod credit_code;
pub mod crossing;
pub mod date;
pub mod deadline;
pub mod document;
pub mod draw;
pub mod errand;
pub mod filing;
mod filing_matter;
pub mod filing_paper;
mod filing_told;
pub mod frequency;
pub mod ids;
pub mod inspector;
pub mod level;
pub mod mail;
pub mod occupation;
pub mod outcome;
pub mod person;
pub mod plan;
pub mod referral;
pub mod reminder;
pub mod review;
pub mod score;
pub mod service;
pub mod staff;
pub mod supervision;
pub mod suspension;
pub mod template;
pub mod violation;
pub mod visit;

pub use agency_code::AgencyCode;
pub use agency_kind::AgencyKind;
pub use bureau::BureauId;
pub use credit_code::CreditCode;
pub use level::{Level, LevelSet};
pub use occupation::{Occupation, OccupationCode};
