//! 规则编号: the names of the rules, `R25-2` for the second rule of article 25, `G…` for the general law.
//!
//! Pure. The order is that of the chapters; the table in `rules` is built in the same order.

use std::fmt;
use std::str::FromStr;

use crate::say;
use crate::text::{Lang, Text, Words};

/// Declares the ids with their written form.
macro_rules! ids {
    ($($name:ident = $word:literal,)+) => {
        /// The name of a rule. There is a rule behind every one (see [`get`](super::get)).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum RuleId {
            $(#[doc = concat!("`", $word, "`")] $name,)+
        }

        impl RuleId {
            /// Every id, in the order of the catalogue.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The written form.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }
        }
    };
}

ids! {
    R2_1 = "R2-1",
    R3_1 = "R3-1",
    R3_2 = "R3-2",
    R3_3 = "R3-3",
    R3_4 = "R3-4",
    R4_1 = "R4-1",
    R4_2 = "R4-2",
    R4_3 = "R4-3",
    R6_1 = "R6-1",
    R6_2 = "R6-2",
    R6_3 = "R6-3",
    R6_4 = "R6-4",
    R6_5 = "R6-5",
    R6_6 = "R6-6",
    R6_7 = "R6-7",
    R6_8 = "R6-8",
    R7_1 = "R7-1",
    R7_2 = "R7-2",
    R7_3 = "R7-3",
    R7_4 = "R7-4",
    R8_1 = "R8-1",
    R8_2 = "R8-2",
    R8_3 = "R8-3",
    R8_4 = "R8-4",
    R8_5 = "R8-5",
    R9_1 = "R9-1",
    R10_1 = "R10-1",
    R10_2 = "R10-2",
    R10_3 = "R10-3",
    R10_4 = "R10-4",
    R10_5 = "R10-5",
    R11_1 = "R11-1",
    R12_1 = "R12-1",
    R12_2 = "R12-2",
    R13_1 = "R13-1",
    R13_2 = "R13-2",
    R14_1 = "R14-1",
    R14_2 = "R14-2",
    R15_1 = "R15-1",
    R16_1 = "R16-1",
    R17_1 = "R17-1",
    R18_1 = "R18-1",
    R18_2 = "R18-2",
    R18_3 = "R18-3",
    R18_4 = "R18-4",
    R18_5 = "R18-5",
    R19_1 = "R19-1",
    R19_2 = "R19-2",
    R19_3 = "R19-3",
    R19_4 = "R19-4",
    R19_5 = "R19-5",
    R20_1 = "R20-1",
    R21_1 = "R21-1",
    R21_2 = "R21-2",
    R21_3 = "R21-3",
    R22_1 = "R22-1",
    R22_2 = "R22-2",
    R22_3 = "R22-3",
    R22_4 = "R22-4",
    R22_5 = "R22-5",
    R23_1 = "R23-1",
    R23_2 = "R23-2",
    R24_1 = "R24-1",
    R24_2 = "R24-2",
    R24_3 = "R24-3",
    R25_1 = "R25-1",
    R25_2 = "R25-2",
    R25_3 = "R25-3",
    R25_4 = "R25-4",
    R26_1 = "R26-1",
    R27_1 = "R27-1",
    R28_1 = "R28-1",
    G42_1 = "G42-1",
    G43_1 = "G43-1",
    G45_1 = "G45-1",
    G57_1 = "G57-1",
    G58_1 = "G58-1",
    G60_1 = "G60-1",
    G61_1 = "G61-1",
    G48_1 = "G48-1",
    G61_2 = "G61-2",
    G59_1 = "G59-1",
    H1_1 = "H1-1",
    H1_2 = "H1-2",
    H2_1 = "H2-1",
    H3_1 = "H3-1",
    H4_1 = "H4-1",
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for RuleId {
    type Err = Text;

    fn from_str(word: &str) -> Result<Self, Text> {
        let wanted = word.trim();
        let found = Self::ALL.iter().find(|id| id.as_str().eq_ignore_ascii_case(wanted));
        found.copied().ok_or_else(|| {
            say!(
                "没有规则「{w}」, 编号形如 R25-2 或 G42-1, 可用 anjuan rules 查看全部",
                "no rule '{w}': ids look like R25-2 or G42-1, see them all with anjuan rules",
                w = word
            )
        })
    }
}

impl Words for RuleId {
    fn words(&self, _: Lang) -> std::borrow::Cow<'_, str> {
        std::borrow::Cow::Borrowed(self.as_str())
    }
}

crate::serde_by_text!(RuleId);
