//! The phone desk (来电速查): from what a clerk types to what a caller may be told. Reads only.
//!
//! [`Finder`] finds agencies, by name or by what they may assess; [`card`] says what there is to say about one.

mod card;
mod finder;
mod question;
#[cfg(test)]
mod tests;

pub use card::{Audience, Card, CardLine, Tone, Topic, card};
pub use finder::{Finder, Found};
pub use question::Asked;
