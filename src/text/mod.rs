//! Words for people: two languages, measured in terminal cells, cleaned of control characters, fingerprinted.
//!
//! Knows nothing of the rest of the crate; everything else may use it.

pub mod cells;
pub mod clean;
pub mod hash;
mod lang;
pub mod secrets;

pub use lang::{Lang, Text, Words};
