//! The database: opening, reading, writing, the audit chain. All SQL of the project is here.
//!
//! Decides nothing: who may and what the law wants is judged in `commands` and `law`.

pub mod about;
pub mod activities;
pub mod agencies;
pub mod attachments;
pub mod audit;
pub mod backup;
pub mod batches;
pub mod breaches;
pub mod calendars;
pub mod calls;
pub mod capacity;
pub mod case_writes;
pub mod cases;
pub mod certificates;
mod chained;
pub mod complaints;
pub mod constraints;
pub mod deadlines;
pub mod designations;
pub mod desk;
pub mod documents;
pub mod drafts;
pub mod draws;
pub mod ends;
mod error;
pub mod filing_papers;
mod filing_parts;
pub mod filings;
pub mod fresh;
pub mod inspectors;
pub mod integrity;
pub mod lists;
pub mod mail;
pub mod occupations;
pub mod persons;
pub mod practice;
pub mod publications;
pub mod recounts;
pub mod referrals;
pub mod reminders;
pub mod seals;
pub mod series;
pub mod settings;
pub mod sql;
mod sqlite;
pub mod staff;
pub mod statutes;
pub mod suspensions;
pub mod templates;
pub mod violations;
pub mod visits;

pub use error::DbError;
pub use sql::{Sql, Value};
pub use sqlite::{Store, Tx, hurried, when_kept_waiting};
