//! The terminal program: what a person sees and types. Decides nothing about the law or the records.

pub mod app;
mod chrome;
pub mod context;
pub mod driver;
pub mod finder;
pub mod forms;
pub mod keys;
pub mod layer;
pub mod panels;
pub mod screens;
mod session;
pub mod terminal;
pub mod theme;
pub mod widgets;
pub mod worker;

pub use session::run;
