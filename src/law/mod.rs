//! 法: the regulation as code. Articles, rules, the working calendar, terms, settings, the imported text.
//!
//! Pure: no I/O, no clock, no database. What day it is and what is on file are passed in. May use `records`
//! and `text`, and nothing else of the crate.

/// serde of a type as the text of its `Display` and `FromStr`.
macro_rules! serde_as_word {
    ($name:ty) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let word = <String as serde::Deserialize>::deserialize(from)?;
                word.parse().map_err(|e: $crate::text::Text| {
                    serde::de::Error::custom(e.get($crate::text::Lang::Zh).to_owned())
                })
            }
        }
    };
}

pub mod arrangement;
pub mod article;
pub mod calendar;
pub mod length;
pub mod numeral;
pub mod rules;
pub mod settings;
pub mod statute;
pub mod terms;
