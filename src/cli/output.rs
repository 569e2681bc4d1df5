//! Writing answers: one JSON document on standard output, or text; messages and faults on standard error.

use std::borrow::Cow;
use std::io::Write;

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};

use super::answer::Answer;
use crate::commands::execute::Reply;
use crate::commands::fault::{Fault, FieldFault};
use crate::law::requirement::{Mend, Requirement, State};
use crate::text::clean::may_type;
use crate::text::{Lang, Text};

/// How to write.
#[derive(Debug, Clone, Copy)]
pub struct Output {
    /// Language of texts.
    pub lang: Lang,
    /// JSON instead of text.
    pub json: bool,
}

impl Output {
    /// Writes an answer; a closed pipe is nobody's fault.
    pub fn answer(&self, answer: &Answer) {
        if self.json {
            put(&format!("{:#}", answer.json));
        } else {
            put(&answer.lines(self.lang));
        }
        for remark in &answer.remarks {
            self.note(remark);
        }
    }

    /// Writes a fault and gives its exit status.
    #[must_use]
    pub fn fault(&self, fault: &Fault) -> u8 {
        if self.json {
            put(&fault_json(fault, self.lang).to_string());
        } else {
            for line in fault_lines(fault) {
                self.note(&line);
            }
        }
        fault.exit()
    }

    /// Says something on standard error.
    pub fn note(&self, text: &Text) {
        let mut out = std::io::stderr().lock();
        let _ = writeln!(out, "{}", harmless(text.get(self.lang)));
    }
}

/// Writes a line on standard output.
pub fn put(line: &str) {
    let mut out = std::io::stdout().lock();
    // A reader that went away (head, less) wants no more.
    let _ = writeln!(out, "{}", harmless(line));
    let _ = out.flush();
}

/// Writes what a generator made, as it is.
pub fn put_bytes(bytes: &[u8]) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(bytes);
    let _ = out.flush();
}

/// The text with control and invisible characters written out as `\u001b`: what came from a file, a field or a command
/// line is echoed in messages, and must not steer the terminal. In JSON it stays the same text.
fn harmless(text: &str) -> Cow<'_, str> {
    let plain = |c: char| c == '\n' || may_type(c);
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if plain(c) {
            out.push(c);
        } else {
            let mut units = [0; 2];
            out.extend(c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    Cow::Owned(out)
}

/// A reply as JSON.
#[must_use]
pub fn reply_json(reply: &Reply) -> Value {
    let mut value = json!({ "ok": true, "id": reply.id, "version": reply.version });
    if let Value::Object(map) = &mut value {
        map.extend(reply.more.clone());
    }
    value
}

/// A fault as JSON.
#[must_use]
pub fn fault_json(fault: &Fault, lang: Lang) -> Value {
    let unmet: Vec<Value> = fault.unmet().map(|r| requirement_json(r, lang)).collect();
    let mut value = json!({
        "ok": false, "error": fault.word(), "message": fault.text().get(lang), "unmet": unmet,
    });
    match fault {
        Fault::Input(faults) => {
            let fields: Vec<Value> =
                faults.iter().map(|f| json!({ "field": f.field, "message": f.text.get(lang) })).collect();
            value["fields"] = Value::Array(fields);
        }
        Fault::Conflict { clashes, .. } => {
            let fields: Vec<Value> = clashes
                .iter()
                .map(|c| json!({ "field": c.field, "yours": c.yours, "theirs": c.theirs }))
                .collect();
            value["fields"] = Value::Array(fields);
        }
        _ => {}
    }
    value
}

/// A requirement as JSON.
#[must_use]
pub fn requirement_json(requirement: &Requirement, lang: Lang) -> Value {
    json!({
        "rule": requirement.rule.to_string(),
        "article": requirement.rule.rule().source.label().get(lang),
        "message": requirement.text.get(lang),
        "until": requirement.until(),
    })
}

/// A requirement as a line of text: mark, what is there or missing, rule and source, what mends it.
#[must_use]
pub fn requirement_line(requirement: &Requirement) -> Text {
    let mark = match requirement.state {
        State::Met => "+",
        State::Unmet(_) | State::Lacking(_) => "x",
        State::AtInput => "?",
        State::Noted => "!",
    };
    let mends = match &requirement.state {
        State::Unmet(mend) | State::Lacking(mend) => mend_words(mend),
        State::Met | State::AtInput | State::Noted => Text::default(),
    };
    crate::say!(
        "  {m} {t}  [{r} {s}]{h}",
        "  {m} {t}  [{r} {s}]{h}",
        m = mark,
        t = requirement.text,
        r = requirement.rule.to_string(),
        s = requirement.rule.rule().source.label(),
        h = mends
    )
}

/// What would mend an unmet requirement, led by a separator.
fn mend_words(mend: &Mend) -> Text {
    match mend {
        Mend::Time { until } => crate::say!(" - 等到 {d} 之后", " - wait until after {d}", d = *until),
        Mend::Calendar { years, .. } => {
            let years: Vec<String> = years.iter().map(i32::to_string).collect();
            crate::say!(" - 先导入 {y} 年放假安排", " - load the calendar of {y} first", y = years.join(", "))
        }
        Mend::Somebody(who) => crate::say!(" - {w}", " - {w}", w = who),
        Mend::Nothing => Text::new(" - 不可办", " - not possible"),
    }
}

fn fault_lines(fault: &Fault) -> Vec<Text> {
    match fault {
        Fault::Refused(_) => {
            let mut lines = vec![Text::new("不予办理:", "refused:")];
            lines.extend(fault.unmet().map(requirement_line));
            lines
        }
        Fault::Input(faults) => faults.iter().map(FieldFault::whole).collect(),
        other => vec![other.text()],
    }
}

/// A progress bar on standard error, for people: nothing is shown where that is no terminal.
#[must_use]
pub fn progress_bar(what: &Text, lang: Lang) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} [{bar:40}] {pos}/{len}")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("=> ");
    ProgressBar::new(0).with_style(style).with_message(what.get(lang).to_owned())
}
