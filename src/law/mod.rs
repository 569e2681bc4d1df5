//! 法: the regulation as code. Articles, rules, the working calendar, terms, settings, the imported text.
//!
//! Pure: no I/O, no clock, no database. What day it is and what is on file are passed in. May use `records`
//! and `text`, and nothing else of the crate.

pub mod activities;
pub mod activity_clocks;
pub mod agency_clocks;
pub mod arrangement;
pub mod article;
pub mod batches;
pub mod breaches;
pub mod calendar;
pub mod capacity;
pub mod cases;
pub mod certified;
pub mod checklists;
pub mod clocks;
pub mod complaints;
pub mod conditions;
pub mod constraints;
pub mod contents;
pub mod credit;
pub mod crossings;
pub mod cycles;
pub mod dispatch;
pub mod draw_check;
pub mod draw_clocks;
pub mod draws;
mod filing_conditions;
pub mod filings;
pub mod frequency;
mod grounds;
pub mod leaving;
pub mod length;
pub mod noticed;
pub mod numeral;
pub mod pauses;
mod persons;
pub mod requirement;
pub mod reviews;
pub mod rules;
pub mod safeguards;
pub mod scopes;
pub mod scores;
pub mod service;
pub mod settings;
pub mod standing;
pub mod statute;
pub mod terms;
pub mod visits;

#[cfg(test)]
mod agency_tests;
