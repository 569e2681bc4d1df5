//! The two languages of the product, and texts that exist in both.
//!
//! A [`Text`] can't be built without both languages, so a missing translation fails the build:
//! constants by [`Text::new`], texts with values in them by [`say!`](crate::say).

use std::borrow::Cow;
use std::fmt;

use chrono::NaiveDate;
use serde::Serialize;

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// 中文, the default.
    #[default]
    Zh,
    /// English.
    En,
}

impl std::str::FromStr for Lang {
    type Err = Text;

    fn from_str(word: &str) -> Result<Self, Text> {
        match word {
            "zh" => Ok(Self::Zh),
            "en" => Ok(Self::En),
            other => Err(crate::say!(
                "没有语言「{w}」, 可用 zh 或 en",
                "no language '{w}': use zh or en",
                w = other
            )),
        }
    }
}

/// One text in both languages.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Text {
    zh: Cow<'static, str>,
    en: Cow<'static, str>,
}

impl Text {
    /// A constant text.
    #[must_use]
    pub const fn new(zh: &'static str, en: &'static str) -> Self {
        Self { zh: Cow::Borrowed(zh), en: Cow::Borrowed(en) }
    }

    /// A text made at run time; use [`say!`](crate::say) rather than this.
    #[must_use]
    pub const fn owned(zh: String, en: String) -> Self {
        Self { zh: Cow::Owned(zh), en: Cow::Owned(en) }
    }

    /// What stands in the data, the same in both languages (a name, a number).
    #[must_use]
    pub fn same(words: impl Into<String>) -> Self {
        let words = words.into();
        Self { zh: Cow::Owned(words.clone()), en: Cow::Owned(words) }
    }

    /// The text in one language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    /// Whether there are no words in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.zh.is_empty() && self.en.is_empty()
    }

    /// Texts as lines of one text.
    #[must_use]
    pub fn joined_lines(lines: &[Self]) -> Self {
        let of = |lang| lines.iter().map(|l| l.get(lang)).collect::<Vec<_>>().join("\n");
        Self::owned(of(Lang::Zh), of(Lang::En))
    }

    /// Texts one after another, with the list comma of each language.
    #[must_use]
    pub fn join(parts: &[Self]) -> Self {
        let of = |lang, mark: &str| parts.iter().map(|p| p.get(lang)).collect::<Vec<_>>().join(mark);
        Self::owned(of(Lang::Zh, "、"), of(Lang::En, ", "))
    }
}

impl Text {
    /// A text out of what [`fmt::Debug`] made of it, where a library carries an error as one string; any other string is
    /// the same in both languages.
    #[must_use]
    pub fn of_debug(written: &str) -> Self {
        match written.split_once(" | ") {
            Some((zh, en)) => Self::owned(zh.to_owned(), en.to_owned()),
            None => Self::same(written.to_owned()),
        }
    }
}

/// For logs and test failures, and to carry both through a library's error: both languages at once.
impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} | {}", self.zh, self.en)
    }
}

/// Something that can stand inside a [`say!`](crate::say) text, in either language.
pub trait Words {
    /// The words in one language.
    fn words(&self, lang: Lang) -> Cow<'_, str>;
}

impl Words for Text {
    fn words(&self, lang: Lang) -> Cow<'_, str> {
        Cow::Borrowed(self.get(lang))
    }
}

impl Words for str {
    fn words(&self, _: Lang) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl Words for String {
    fn words(&self, _: Lang) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl<T: Words + ?Sized> Words for &T {
    fn words(&self, lang: Lang) -> Cow<'_, str> {
        (*self).words(lang)
    }
}

impl Words for Cow<'_, str> {
    fn words(&self, _: Lang) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

macro_rules! plain_words {
    ($($kind:ty),*) => {$(
        impl Words for $kind {
            fn words(&self, _: Lang) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }
        }
    )*};
}
plain_words!(i32, i64, u8, u16, u32, u64, usize, char, NaiveDate);

/// A [`Text`] with values in it: the Chinese and the English pattern, then the named values.
///
/// ```
/// use anjuan::{say, text::Lang};
/// let said = say!("还有 {n} 天", "{n} days left", n = 3);
/// assert_eq!(said.get(Lang::En), "3 days left");
/// ```
#[macro_export]
macro_rules! say {
    ($zh:literal, $en:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        // All values first, then the names: a name never hides what a later value uses.
        match ($(&$value,)*) {
            ($($name,)*) => $crate::text::Text::owned(
                format!($zh $(, $name = $crate::text::Words::words($name, $crate::text::Lang::Zh))*),
                format!($en $(, $name = $crate::text::Words::words($name, $crate::text::Lang::En))*),
            ),
        }
    }};
}
