//! The terminal program: what a person sees and types. Decides nothing about the law or the records.

pub mod context;
pub mod forms;
pub mod keys;
pub mod layer;
pub mod panels;
pub mod terminal;
pub mod theme;
pub mod widgets;
