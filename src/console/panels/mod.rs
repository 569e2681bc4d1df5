//! Panels over the screens: what can be done, what will happen, documents, conflicts.

pub mod actions;
pub mod confirm;
pub mod conflict;
pub mod document;
mod requirement;
