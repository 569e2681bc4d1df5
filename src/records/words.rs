//! `word_enum!`: an enum whose values have one written form (database, JSON, command line) and a label.

/// Declares an enum with, per value, its written form and its label in both languages.
///
/// Gives `ALL`, `as_str`, `label`, `Display`, `FromStr` (its error names the possible forms), serde as the
/// written form, and [`Words`](crate::text::Words) by the label.
#[macro_export]
macro_rules! word_enum {
    (
        $(#[$outer:meta])*
        $name:ident, $what_zh:literal, $what_en:literal {
            $( $(#[$inner:meta])* $variant:ident = $word:literal, $zh:literal, $en:literal; )+
        }
    ) => {
        $(#[$outer])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $( $(#[$inner])* $variant, )+ }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// What the values are, for forms and errors.
            pub const WHAT: $crate::text::Text = $crate::text::Text::new($what_zh, $what_en);
            /// The written forms, in the order of `ALL`.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The written form.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The label.
            #[must_use]
            pub const fn label(self) -> $crate::text::Text {
                match self { $(Self::$variant => $crate::text::Text::new($zh, $en),)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::text::Text;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                match word {
                    $($word | $zh => Ok(Self::$variant),)+
                    other => Err($crate::say!(
                        "{what}没有「{w}」, 可用: {all}", "{what} has no '{w}': use one of {all}",
                        what = Self::WHAT, w = other, all = $crate::text::Text::new(
                            concat!($($zh, " "),+), concat!($($word, " "),+),
                        ),
                    )),
                }
            }
        }

        impl $crate::text::Words for $name {
            fn words(&self, lang: $crate::text::Lang) -> std::borrow::Cow<'_, str> {
                std::borrow::Cow::Owned(self.label().get(lang).to_owned())
            }
        }

        $crate::serde_by_text!($name);
    };
}

/// serde of a type as the text of its `Display` and `FromStr`.
#[macro_export]
macro_rules! serde_by_text {
    ($name:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let word = <std::borrow::Cow<'de, str>>::deserialize(from)?;
                word.parse().map_err(|e| serde::de::Error::custom(format!("{e:?}")))
            }
        }
    };
}
