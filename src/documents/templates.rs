//! A bureau's own version of a template (文书模板), held against the shipped one: it states all that that states, or it isn't taken.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::Value;

use super::render::{RenderError, render_source, shipped};
use super::samples;
use super::sheet::Sheet;
use crate::records::template::TemplateKind;
use crate::say;
use crate::text::Text;

/// Longest source of a template, in bytes.
pub const TEMPLATE_MAX: usize = 64 * 1024;

/// Words in which the shipped templates tell a party its rights: a version tells them too, as often (R25-2, R25-3, G59-1).
const RIGHTS: [&str; 5] = ["有权进行陈述和申辩", "视为放弃", "申请复核", "申请行政复议", "提起行政诉讼"];

/// Why a template isn't taken.
#[derive(Debug)]
pub enum TemplateFault {
    /// It is no template, or asks for what there is not.
    Render(RenderError),
    /// It leaves out what the shipped one states.
    LeavesOut(Vec<String>),
}

impl TemplateFault {
    /// What to tell a person.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Render(error) => error.text(),
            Self::LeavesOut(fields) => {
                let fields: Vec<Text> = fields.iter().map(Text::same).collect();
                say!(
                    "模板缺少应写明的内容: {f}",
                    "the template leaves out what must be stated: {f}",
                    f = Text::join(&fields)
                )
            }
        }
    }
}

/// Holds a template against the shipped one: it renders for every case of its kind, and states each field that the shipped one
/// states (R25-1, G59-1). The sheets of the samples, to be looked at.
///
/// # Errors
/// What is wrong with it.
pub fn check(kind: impl Into<TemplateKind>, source: &str) -> Result<Vec<Sheet>, TemplateFault> {
    let kind = kind.into();
    let mut sheets = Vec::new();
    let mut left_out = BTreeSet::new();
    for sample in samples::of(kind) {
        let (marked, fields) = marked(&sample);
        let ours = render_source(shipped(kind), &marked).map_err(TemplateFault::Render)?.to_string();
        let theirs = render_source(source, &marked).map_err(TemplateFault::Render)?.to_string();
        let lost =
            |(mark, _): &&(String, String)| ours.contains(mark.as_str()) && !theirs.contains(mark.as_str());
        let rights =
            RIGHTS.iter().filter(|right| ours.matches(**right).count() > theirs.matches(**right).count());
        // A person is no unit, and is dealt with under another article (R26-1).
        for (word, wanted) in [("你单位", false), ("第二十六条", true)] {
            let (shipped, own) = (ours.contains(word), theirs.contains(word));
            if shipped == wanted && own != wanted {
                left_out.insert(if wanted { word.to_owned() } else { format!("party.person ({word})") });
            }
        }
        left_out.extend(rights.map(|right| (*right).to_owned()));
        left_out.extend(fields.iter().filter(lost).map(|(_, field)| field.clone()));
        sheets.push(render_source(source, &sample).map_err(TemplateFault::Render)?);
    }
    match left_out.is_empty() {
        true => Ok(sheets),
        false => Err(TemplateFault::LeavesOut(left_out.into_iter().collect())),
    }
}

/// A sample with a mark of its own in each field, and which mark is which field. Days are days of their own; what the templates
/// ask for by its value stays.
fn marked(sample: &Value) -> (Value, Vec<(String, String)>) {
    let mut fields = Vec::new();
    let value = put_marks(sample, "", &mut fields);
    (value, fields)
}

fn put_marks(value: &Value, path: &str, fields: &mut Vec<(String, String)>) -> Value {
    let inside = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match value {
        Value::Object(map) => {
            let marked =
                map.iter().map(|(name, value)| (name.clone(), put_marks(value, &inside(name), fields)));
            Value::Object(marked.collect())
        }
        Value::Array(all) => {
            let marked = all
                .iter()
                .enumerate()
                .map(|(at, one)| put_marks(one, &inside(&(at + 1).to_string()), fields));
            Value::Array(marked.collect())
        }
        Value::String(_) if path.ends_with("kind") => value.clone(),
        Value::String(text) => {
            let number = fields.len();
            if text.parse::<NaiveDate>().is_ok() {
                // 2031-01-01 and on: no two fields have the same day.
                let day =
                    NaiveDate::from_ymd_opt(2031, 1, 1).map(|first| first + chrono::Days::new(number as u64));
                let day = day.unwrap_or_default();
                fields.push((super::chinese_date(day), path.to_owned()));
                return Value::String(day.to_string());
            }
            // Long, with a head and a tail of its own: what is cut short is seen to be.
            let mark = format!("项{number:03}{}止{number:03}", "示例文字".repeat(60));
            fields.push((mark.clone(), path.to_owned()));
            Value::String(mark)
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::document::DocumentKind;
    use crate::records::template::CasePage;
    use crate::text::Lang;

    #[test]
    fn every_shipped_template_states_what_it_states() {
        for kind in TemplateKind::all() {
            let sheets = check(kind, shipped(kind)).unwrap_or_else(|why| panic!("{kind}: {:?}", why.text()));
            assert!(!sheets.is_empty(), "{kind}");
        }
    }

    #[test]
    fn a_line_left_out_is_named() {
        for (kind, line, field) in [
            (DocumentKind::Notice, "reasons", "reasons"),
            (DocumentKind::Notice, "statement.term", "statement.term"),
            (DocumentKind::Decision, "execution.until", "execution.until"),
            (DocumentKind::Decision, "include \"courts\"", "remedies.litigation.to"),
            (DocumentKind::Decision, "hearing.why", "hearing.why"),
            (DocumentKind::Decision, "discussed_on | chinese_date", "discussed_on"),
            (DocumentKind::Certificate, "standing.until", "standing.until"),
        ]
        .map(|(kind, line, field)| (TemplateKind::from(kind), line, field))
        .into_iter()
        .chain([
            (CasePage::Cover.into(), "handlers", "handlers"),
            (CasePage::Opening.into(), "summary", "summary"),
            (CasePage::Contents.into(), "line.title", "lines.1.title"),
        ]) {
            let kept: Vec<&str> = shipped(kind).lines().filter(|l| !l.contains(line)).collect();
            let less = kept.join("\n") + "\n";
            let less = if line == "hearing.why" {
                shipped(kind).replace("理由：{{ hearing.why | sentence }}", "略")
            } else {
                less
            };
            let why = check(kind, &less).expect_err(line).text();
            assert!(why.get(Lang::En).contains(field), "{line}: {}", why.get(Lang::En));
        }
    }

    #[test]
    fn what_is_no_template_is_refused() {
        let notice = shipped(DocumentKind::Notice);
        for wrong in [
            notice.replace("{{ facts", "{{ fakts"),
            notice.replace("body|", "no-such-tag|"),
            format!(
                "{notice}{{% for a in range(100000) %}}{{% for b in range(100000) %}}{{% endfor %}}{{% endfor %}}\n"
            ),
            format!("{notice}{{% if %}}\n"),
            "示例".to_owned(),
            String::new(),
        ] {
            assert!(check(DocumentKind::Notice, &wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn words_can_be_changed() {
        let own = shipped(DocumentKind::Notice).replace("涉嫌违纪违规", "涉嫌违反规定");
        let sheets = check(DocumentKind::Notice, &own).unwrap();
        assert!(sheets[0].to_string().contains("涉嫌违反规定"));
    }
}
