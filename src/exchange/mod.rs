//! In and out: tables from workbooks and separated text, the ledger of agencies, exports, bundles; other programs of the system
//! (an office program, the printer) and its typefaces.
//!
//! Reads and writes files; knows records and text, and nothing of the store or the law.

pub mod bundle;
pub mod export;
pub mod field;
pub mod headings;
pub mod ledger;
pub mod mapping;
pub mod office;
pub mod printer;
mod program;
pub mod rows;
pub mod samples;
pub mod score_sheets;
mod separated;
pub mod smtp;
pub mod table;
pub mod typeface;
pub mod whole;
mod workbook;
