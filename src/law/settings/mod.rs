//! 本局设定: the values that the regulation leaves to the bureau, and the switches of the general law.
//!
//! Pure. An [`Entry`] holds from its date and names its document; [`Settings`] is what holds on one day, whole,
//! as a case keeps it from its opening. What comes from here is shown as 「本局设定」, never as an article.

mod keys;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use keys::{CountKey, LengthKey, SettingKey, SwitchKey};

use super::length::Length;
use super::rules::RuleId;
use crate::say;
use crate::text::{Lang, Text};

/// A key with a value of its sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Setting {
    /// A length; always forward.
    Length(LengthKey, Length),
    /// On or off.
    Switch(SwitchKey, bool),
    /// A number, from 1 to [`MOST`].
    Count(CountKey, u32),
}

/// The largest number that a setting takes.
pub const MOST: u32 = 1_000;

impl Setting {
    /// Reads a value: a length like `5w`, or `true`, `false`, `是`, `否`.
    ///
    /// # Errors
    /// A value of the wrong sort, or a length backward.
    pub fn parse(key: SettingKey, value: &str) -> Result<Self, Text> {
        match key {
            SettingKey::Length(key) => {
                let length: Length = value.parse().map_err(|e: Text| named(key.name(), &e))?;
                if length.is_backward() {
                    let why = Text::new("期限不能为负", "the length can't be below zero");
                    return Err(named(key.name(), &why));
                }
                Ok(Self::Length(key, length))
            }
            SettingKey::Count(key) => match value.trim().parse() {
                Ok(count) if (1..=MOST).contains(&count) => Ok(Self::Count(key, count)),
                _ => {
                    let why = say!(
                        "「{w}」应为 1 至 {m} 的数",
                        "'{w}' should be a number from 1 to {m}",
                        w = value.trim(),
                        m = MOST
                    );
                    Err(named(key.name(), &why))
                }
            },
            SettingKey::Switch(key) => match value.trim() {
                "true" | "是" => Ok(Self::Switch(key, true)),
                "false" | "否" => Ok(Self::Switch(key, false)),
                other => {
                    let why = say!("「{w}」应为 true 或 false", "'{w}' should be true or false", w = other);
                    Err(named(key.name(), &why))
                }
            },
        }
    }

    /// Its key.
    #[must_use]
    pub const fn key(&self) -> SettingKey {
        match self {
            Self::Length(key, _) => SettingKey::Length(*key),
            Self::Switch(key, _) => SettingKey::Switch(*key),
            Self::Count(key, _) => SettingKey::Count(*key),
        }
    }

    /// The value as it is written: `5w`, `true`.
    #[must_use]
    pub fn value(&self) -> String {
        match self {
            Self::Length(_, length) => length.to_string(),
            Self::Switch(_, on) => on.to_string(),
            Self::Count(_, count) => count.to_string(),
        }
    }

    /// The value in words.
    #[must_use]
    pub fn value_words(&self) -> Text {
        match self {
            Self::Length(_, length) => say!("{l}", "{l}", l = *length),
            Self::Switch(_, true) => Text::new("是", "yes"),
            Self::Switch(_, false) => Text::new("否", "no"),
            Self::Count(_, count) => Text::same(count.to_string()),
        }
    }
}

fn named(key: &str, why: &Text) -> Text {
    say!("设定 {key}: {why}", "setting {key}: {why}", key = key, why = why)
}

/// A value that the bureau set, from a day on, by a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Key and value.
    pub setting: Setting,
    /// The first day on which it holds.
    pub from: NaiveDate,
    /// The document that it rests on.
    pub reference: String,
}

/// All settings as they hold on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    lengths: BTreeMap<LengthKey, Length>,
    switches: BTreeMap<SwitchKey, bool>,
    counts: BTreeMap<CountKey, u32>,
}

/// What holds where the bureau set nothing.
impl Default for Settings {
    fn default() -> Self {
        Self {
            lengths: LengthKey::ALL.iter().map(|key| (*key, key.default_value())).collect(),
            switches: SwitchKey::ALL.iter().map(|key| (*key, key.default_value())).collect(),
            counts: CountKey::ALL.iter().map(|key| (*key, key.default_value())).collect(),
        }
    }
}

impl Settings {
    /// The value of a length.
    #[must_use]
    pub fn length(&self, key: LengthKey) -> Length {
        self.lengths.get(&key).copied().unwrap_or(key.default_value())
    }

    /// Whether a switch is on.
    #[must_use]
    pub fn is_on(&self, key: SwitchKey) -> bool {
        self.switches.get(&key).copied().unwrap_or(key.default_value())
    }

    /// The value of a number.
    #[must_use]
    pub fn count(&self, key: CountKey) -> u32 {
        self.counts.get(&key).copied().unwrap_or(key.default_value())
    }

    /// Whether a rule is followed: every rule of the regulation is, those of the general law unless the bureau
    /// switched them off.
    #[must_use]
    pub fn rule_on(&self, id: RuleId) -> bool {
        let switch = SwitchKey::ALL.iter().find(|k| k.rule() == id && id.rule().is_general_law());
        switch.is_none_or(|key| self.is_on(*key))
    }

    /// Puts a value in.
    pub fn put(&mut self, setting: Setting) {
        match setting {
            Setting::Length(key, length) => {
                self.lengths.insert(key, length);
            }
            Setting::Switch(key, on) => {
                self.switches.insert(key, on);
            }
            Setting::Count(key, count) => {
                self.counts.insert(key, count);
            }
        }
    }

    /// The setting under a key.
    #[must_use]
    pub fn get(&self, key: SettingKey) -> Setting {
        match key {
            SettingKey::Length(key) => Setting::Length(key, self.length(key)),
            SettingKey::Switch(key) => Setting::Switch(key, self.is_on(key)),
            SettingKey::Count(key) => Setting::Count(key, self.count(key)),
        }
    }

    /// Every setting, with the defaults where the bureau set none.
    pub fn all(&self) -> impl Iterator<Item = Setting> {
        SettingKey::all().map(|key| self.get(key))
    }
}

/// The settings that hold on a day: of each key the entry that began last; of two from the same day the later
/// in the list.
#[must_use]
pub fn effective(entries: &[Entry], on: NaiveDate) -> Settings {
    let mut holding: Vec<&Entry> = entries.iter().filter(|entry| entry.from <= on).collect();
    holding.sort_by_key(|entry| entry.from);
    let mut settings = Settings::default();
    for entry in holding {
        settings.put(entry.setting);
    }
    settings
}

/// Where the value of a setting comes from on a day, and what is to hold later, each with its document.
#[must_use]
pub fn origin(setting: &Setting, entries: &[Entry], today: NaiveDate) -> Text {
    let of_key = |entry: &&Entry| entry.setting.key() == setting.key();
    // Of two from the same day the later in the list holds, as in `effective`.
    let since = entries.iter().filter(of_key).filter(|e| e.from <= today).max_by_key(|e| e.from);
    let mut parts = vec![match since {
        Some(entry) => {
            say!("{d} 起, {r}", "since {d}, {r}", d = entry.from, r = entry.reference.as_str())
        }
        None => Text::new("默认", "default"),
    }];
    parts.extend(entries.iter().filter(of_key).filter(|e| e.from > today).map(|entry| {
        say!(
            "{d} 起改为{v} ({r})",
            "from {d}: {v} ({r})",
            d = entry.from,
            v = entry.setting.value_words(),
            r = entry.reference.as_str()
        )
    }));
    Text::join(&parts)
}

/// Written whole, defaults included: a default that changes later does not change a case that was pinned.
impl Serialize for Settings {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.all().map(|setting| (setting.key(), setting.value())))
    }
}

impl<'de> Deserialize<'de> for Settings {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let written = BTreeMap::<String, String>::deserialize(from)?;
        let mut settings = Self::default();
        for (key, value) in written {
            let setting = key.parse().and_then(|key| Setting::parse(key, &value));
            settings.put(setting.map_err(|e: Text| serde::de::Error::custom(e.get(Lang::Zh).to_owned()))?);
        }
        Ok(settings)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::law::rules;

    fn d(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn entry(key: &str, value: &str, from: &str) -> Entry {
        let setting = Setting::parse(key.parse().unwrap(), value).unwrap();
        Entry { setting, from: d(from), reference: "示例规定".to_owned() }
    }

    #[test]
    fn names_are_unique_and_read_back() {
        let names: BTreeSet<&str> = SettingKey::all().map(SettingKey::name).collect();
        assert_eq!(names.len(), SettingKey::all().count());
        for key in SettingKey::all() {
            assert_eq!(key.name().parse::<SettingKey>().unwrap(), key);
            assert_eq!(Setting::parse(key, &key.default_setting().value()).unwrap(), key.default_setting());
            assert!(!key.label().is_empty() && !key.help().is_empty());
            assert!(!key.default_setting().value_words().is_empty());
        }
        assert!("示例设定".parse::<SettingKey>().is_err());
    }

    #[test]
    fn values_are_of_their_sort() {
        for (key, value) in [
            ("statement_term", "true"),
            ("statement_term", "-5w"),
            ("statement_term", ""),
            ("statement_ends_time", "5w"),
            ("rule_g42_1", "maybe"),
            ("draw_tickets_usual", "0"),
            ("draw_tickets_usual", "1001"),
            ("draw_tickets_usual", "2.5"),
        ] {
            assert!(Setting::parse(key.parse().unwrap(), value).is_err(), "{key} {value}");
        }
        assert_eq!(entry("rule_g42_1", "否", "2026-01-01").setting.value(), "false");
    }

    #[test]
    fn each_day_has_its_own_settings() {
        let entries = [
            entry("statement_term", "10w", "2026-06-01"),
            entry("statement_term", "7w", "2026-03-01"),
            entry("statement_ends_time", "true", "2026-03-01"),
            entry("statement_ends_time", "false", "2026-03-01"),
        ];
        let term = |on| effective(&entries, d(on)).length(LengthKey::StatementTerm).to_string();
        assert_eq!(term("2026-02-28"), "5w");
        assert_eq!(term("2026-03-01"), "7w");
        assert_eq!(term("2026-06-01"), "10w");
        assert!(!effective(&entries, d("2026-03-01")).is_on(SwitchKey::StatementEndsTime));
    }

    #[test]
    fn every_rule_of_the_general_law_has_a_switch_and_no_other() {
        for rule in rules::all() {
            let mut settings = Settings::default();
            assert!(settings.rule_on(rule.id), "{}", rule.id);
            for key in SwitchKey::ALL {
                settings.put(Setting::Switch(*key, false));
            }
            assert_eq!(settings.rule_on(rule.id), !rule.is_general_law(), "{}", rule.id);
        }
    }

    #[test]
    fn a_pinned_copy_is_whole() {
        let settings = effective(&[entry("decision_term", "60d", "2026-01-01")], d("2026-01-01"));
        let json = serde_json::to_value(&settings).unwrap();
        assert_eq!(json["decision_term"], "60d");
        assert_eq!(json["statement_term"], "5w");
        assert_eq!(json.as_object().unwrap().len(), SettingKey::all().count());
        let back: Settings = serde_json::from_value(json).unwrap();
        assert_eq!(back, settings);
        assert!(serde_json::from_str::<Settings>(r#"{"statement_term":"soon"}"#).is_err());
        assert!(serde_json::from_str::<Settings>(r#"{"no_such":"5w"}"#).is_err());
    }
}
