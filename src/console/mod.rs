//! The terminal program: what a person sees and types. Decides nothing about the law or the records.

pub mod keys;
pub mod terminal;
pub mod theme;
pub mod widgets;
