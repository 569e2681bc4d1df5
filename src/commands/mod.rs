//! What staff can do: the catalogue of commands, and `execute`, the one way to write.
//!
//! Loads facts from `store`, lets `law` judge them, writes through `store`. Knows nothing of screens.

#[macro_use]
mod declare;

pub mod activities;
pub mod agencies;
pub mod case_file;
pub mod cases;
pub mod catalogue;
pub mod clocks;
pub mod complaints;
pub mod desk;
pub mod draws;
pub mod entry;
pub mod execute;
pub mod explain;
pub mod fault;
pub mod filings;
pub mod input;
pub mod inputs;
pub mod mailing;
pub mod office;
pub mod premises;
pub mod printing;
pub mod recount;
pub mod scene;
pub mod sheets;
pub mod spec;
pub mod visits;
