//! Mapping files: which heading of a file stands for which field, where headings are unusual.
//!
//! JSON (`{"name": "单位全称"}`), or lines as in TOML (`name = "单位全称"`, `#` comments).

use std::collections::BTreeMap;
use std::path::Path;

use super::field::Field;
use crate::say;
use crate::text::Text;
use crate::text::clean::clean;

/// The largest mapping file, in bytes.
const MAX_FILE: u64 = 1 << 20;

/// Headings given by hand, by field. The empty one changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping(BTreeMap<Field, String>);

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// When it can't be read, isn't of either form, or names a field that there isn't.
    pub fn read(path: &Path) -> Result<Self, Text> {
        let name = path.to_string_lossy();
        let unreadable = |why: String| {
            say!(
                "读不了对照文件「{name}」: {why}",
                "can't read the mapping file '{name}': {why}",
                name = clean(&name),
                why = why
            )
        };
        let about = std::fs::metadata(path).map_err(|error| unreadable(error.to_string()))?;
        if !about.is_file() || about.len() > MAX_FILE {
            return Err(unreadable("> 1 MB".to_owned()));
        }
        let text = std::fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
        Self::parse(&text)
    }

    /// Reads the text of a mapping file.
    ///
    /// # Errors
    /// As [`Mapping::read`].
    pub fn parse(text: &str) -> Result<Self, Text> {
        let text = text.trim_start_matches('\u{feff}');
        let pairs = if text.trim_start().starts_with('{') { json_pairs(text)? } else { line_pairs(text)? };
        pairs
            .into_iter()
            .map(|(key, heading)| Ok((field_of(&key)?, heading)))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// The heading given for a field.
    #[must_use]
    pub fn heading(&self, field: Field) -> Option<&str> {
        self.0.get(&field).map(String::as_str)
    }
}

fn field_of(key: &str) -> Result<Field, Text> {
    let known = |field: &Field| field.key() == key || field.heading().get(crate::text::Lang::Zh) == key;
    Field::ALL.into_iter().find(known).ok_or_else(|| {
        let keys: Vec<Text> = Field::ALL.iter().map(|field| Text::same(field.key())).collect();
        say!(
            "对照文件里没有字段「{key}」, 可用: {all}",
            "the mapping file names no field '{key}'; there are: {all}",
            key = clean(key),
            all = Text::join(&keys)
        )
    })
}

fn json_pairs(text: &str) -> Result<Vec<(String, String)>, Text> {
    let map: BTreeMap<String, String> = serde_json::from_str(text).map_err(|error| {
        say!(
            "对照文件不是「字段: 列名」的 JSON 对象: {why}",
            "the mapping file is no JSON object of field and heading: {why}",
            why = error.to_string()
        )
    })?;
    Ok(map.into_iter().collect())
}

fn line_pairs(text: &str) -> Result<Vec<(String, String)>, Text> {
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
    lines
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#') && !line.starts_with('['))
        .map(|(number, line)| {
            pair_of(line).ok_or_else(|| {
                say!(
                    "对照文件第 {n} 行看不懂, 应写作 name = \"单位全称\"",
                    "can't read line {n} of the mapping file: write name = \"the heading\"",
                    n = number
                )
            })
        })
        .collect()
}

fn pair_of(line: &str) -> Option<(String, String)> {
    let (key, rest) = line.split_once('=')?;
    let rest = rest.trim();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (heading, after) = rest[1..].split_once(quote)?;
    let after = after.trim();
    let ends = after.is_empty() || after.starts_with('#');
    ends.then(|| (key.trim().trim_matches(['"', '\'']).to_owned(), heading.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_say_the_same() {
        let lines = Mapping::parse("# 示例\nname = \"单位全称\" # 注\n\"备案日期\" = '公布日'\n").unwrap();
        let json = Mapping::parse(r#"{"name": "单位全称", "published_on": "公布日"}"#).unwrap();
        assert_eq!(lines, json);
        assert_eq!(json.heading(Field::Name), Some("单位全称"));
        assert_eq!(json.heading(Field::Phone), None);
    }

    #[test]
    fn wrong_files_say_why() {
        for wrong in ["nome = \"x\"", "name", "name = x", "{\"name\": 1}", "name = \"x\" y"] {
            assert!(Mapping::parse(wrong).is_err(), "{wrong}");
        }
    }
}
