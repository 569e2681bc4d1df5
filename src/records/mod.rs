//! Plain data: what agencies, filings, cases and their parts consist of. No input or output, no rules.
//!
//! Types here can't hold a wrong value: codes, dates and levels are checked when they are read.

/// Gives a type with `Display` and `FromStr<Err = Text>` its serde form, the canonical string, and lets it
/// stand inside a `say!` text.
macro_rules! as_string {
    ($kind:ty) => {
        impl serde::Serialize for $kind {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $kind {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let words = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(from)?;
                words.parse().map_err(|wrong: $crate::text::Text| {
                    let in_lang = |lang| wrong.get(lang).to_owned();
                    serde::de::Error::custom(format!(
                        "{} / {}",
                        in_lang($crate::text::Lang::Zh),
                        in_lang($crate::text::Lang::En)
                    ))
                })
            }
        }
    };
}
pub(crate) use as_string;

pub mod agency_code;
pub mod agency_kind;
pub mod bureau;
pub mod credit_code;
pub mod date;
pub mod level;
pub mod occupation;

pub use agency_code::AgencyCode;
pub use agency_kind::AgencyKind;
pub use bureau::BureauId;
pub use credit_code::CreditCode;
pub use level::{Level, LevelSet};
pub use occupation::{Occupation, OccupationCode};
