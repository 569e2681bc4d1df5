//! Finding a subject from what a clerk types: Chinese, pinyin initials, full or partial pinyin, codes, phones.
//!
//! Pure: no I/O and no database. The store hands the entries over, the console and the command line ask.
//! [`PinyinKey`] is for a database column; the [`Index`] needs names and codes only and works the readings
//! out itself, once for each distinct character.

mod fold;
mod index;
mod pattern;
pub mod pinyin;
mod query;
mod search;
mod symbols;
#[cfg(test)]
mod tests;
mod words;

pub use index::{Builder, Entry, Index};
pub use pinyin::PinyinKey;
pub use query::{Query, Script, Word};
pub use search::Hits;
