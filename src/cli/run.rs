//! Scenario files (剧本): one JSON command a line. The same file is test, demonstration, bulk entry and bug report.

use std::collections::BTreeMap;
use std::io::{BufRead, Read};

use chrono::{FixedOffset, NaiveDate, TimeZone};
use serde_json::{Map, Value, json};

use super::output::{fault_json, reply_json};
use super::session::{Session, moment_on, real};
use crate::commands::execute::{Reply, Request, execute};
use crate::commands::fault::Fault;
use crate::commands::scene::Moment;
use crate::records::date::parse_date;
use crate::say;
use crate::store;
use crate::text::{Lang, Text};

/// Exit status of a line that was done although a refusal was expected.
const UNEXPECTED: u8 = 1;
/// Longest line, in bytes.
const LINE_MAX: usize = 4 * 1024 * 1024;

/// Runs a scenario, handing over a JSON result a line; the exit status.
///
/// # Errors
/// When the file can't be read.
pub fn run(
    session: &mut Session,
    mut lines: impl BufRead,
    keep_going: bool,
    lang: Lang,
    each: &mut dyn FnMut(&Value),
) -> Result<u8, Fault> {
    let mut runner = Runner { session, saved: BTreeMap::new(), lang };
    let mut worst = 0;
    for number in 1.. {
        let Some(line) = next_line(&mut lines)? else { break };
        if let Ok(text) = &line
            && (text.is_empty() || text.starts_with('#'))
        {
            continue;
        }
        let (shown, status) = runner.line(number, line);
        each(&shown);
        if status != 0 {
            worst = if worst == 0 { status } else { worst };
            if !keep_going {
                break;
            }
        }
    }
    Ok(worst)
}

/// The next line, trimmed, or what is wrong with it; nothing at the end. Of a line that is too long no more is kept than
/// shows that.
fn next_line(lines: &mut impl BufRead) -> Result<Option<Result<String, Fault>>, Fault> {
    let failed = |e: std::io::Error| {
        Fault::Io(say!("剧本读不下去: {e}", "the scenario can't be read on: {e}", e = e.to_string()))
    };
    let mut bytes = Vec::new();
    if lines.by_ref().take(LINE_MAX as u64 + 1).read_until(b'\n', &mut bytes).map_err(failed)? == 0 {
        return Ok(None);
    }
    if bytes.len() > LINE_MAX {
        if bytes.last() != Some(&b'\n') {
            lines.skip_until(b'\n').map_err(failed)?;
        }
        return Ok(Some(Err(Fault::input(Text::new("这一行太长", "the line is too long")))));
    }
    Ok(Some(match String::from_utf8(bytes) {
        Ok(text) => Ok(text.trim_start_matches('\u{feff}').trim().to_owned()),
        Err(_) => Err(Fault::input(Text::new(
            "这一行不是 UTF-8 文本; 请将文件另存为 UTF-8",
            "the line is no text in UTF-8: save the file as UTF-8",
        ))),
    }))
}

struct Runner<'a> {
    session: &'a mut Session,
    saved: BTreeMap<String, Value>,
    lang: Lang,
}

/// What stands around the fields of a line.
struct Frame {
    request: Request,
    on: Option<NaiveDate>,
    actor: Option<String>,
    save: Option<String>,
    expect: Option<String>,
}

impl Runner<'_> {
    fn line(&mut self, number: usize, line: Result<String, Fault>) -> (Value, u8) {
        let (result, expect) = match line.and_then(|line| self.frame(&line)) {
            Err(fault) => (Err(fault), None),
            Ok(frame) => (self.act(&frame), frame.expect.clone()),
        };
        let mut shown = match &result {
            Ok(reply) => reply_json(reply),
            Err(fault) => fault_json(fault, self.lang),
        };
        let status = verdict(&result, expect.as_deref());
        shown["line"] = json!(number);
        if let Some(expect) = expect {
            shown["expected"] = json!(expect);
            shown["as_expected"] = json!(status == 0);
        }
        (shown, status)
    }

    fn frame(&self, line: &str) -> Result<Frame, Fault> {
        let value: Value = serde_json::from_str(line)
            .map_err(|e| Fault::input(say!("不是 JSON: {e}", "this is no JSON: {e}", e = e.to_string())))?;
        let Value::Object(mut map) = self.filled(value)? else {
            return Err(Fault::input(Text::new("一行应是一个 JSON 对象", "a line is one JSON object")));
        };
        let name = word(&mut map, "do")?.ok_or_else(|| {
            Fault::field("do", Text::new("缺少 do: 哪个命令", "do is missing: which command"))
        })?;
        let on = word(&mut map, "on")?
            .map(|day| parse_date(&day).map_err(|e| Fault::field("on", e)))
            .transpose()?;
        let version = match map.remove("version") {
            None | Some(Value::Null) => None,
            Some(value) => Some(value.as_i64().ok_or_else(|| {
                Fault::field("version", Text::new("version 应为整数", "version must be a whole number"))
            })?),
        };
        Ok(Frame {
            on,
            actor: word(&mut map, "as")?,
            save: word(&mut map, "save")?,
            expect: word(&mut map, "expect")?,
            request: Request { id: word(&mut map, "id")?, name, version, fields: map },
        })
    }

    /// Puts saved ids in the place of `$name`, wherever they stand.
    fn filled(&self, value: Value) -> Result<Value, Fault> {
        Ok(match value {
            Value::String(text) => match text.strip_prefix('$') {
                Some(name) => self.saved.get(name).cloned().ok_or_else(|| {
                    Fault::input(say!("没有保存过 ${n}", "nothing was saved as ${n}", n = name))
                })?,
                None => Value::String(text),
            },
            Value::Array(all) => {
                Value::Array(all.into_iter().map(|v| self.filled(v)).collect::<Result<_, _>>()?)
            }
            Value::Object(map) => Value::Object(
                map.into_iter().map(|(k, v)| Ok((k, self.filled(v)?))).collect::<Result<_, Fault>>()?,
            ),
            other => other,
        })
    }

    fn act(&mut self, frame: &Frame) -> Result<Reply, Fault> {
        if !self.session.about.practice && (frame.on.is_some() || frame.actor.is_some()) {
            return Err(real());
        }
        let actor = match &frame.actor {
            Some(login) => store::staff::by_login(&self.session.store, login)?.ok_or_else(|| {
                Fault::NotPermitted(say!("没有账户 {l}", "there is no account {l}", l = login))
            })?,
            None => self.session.actor.clone(),
        };
        let moment = frame.on.map_or_else(|| self.session.moment(), morning_of);
        let reply = execute(&mut self.session.store, &actor, moment, &frame.request)?;
        if let Some(name) = &frame.save {
            self.saved.insert(name.clone(), Value::String(reply.id.clone()));
        }
        Ok(reply)
    }
}

/// Nine o'clock of a made-up day.
fn morning_of(day: NaiveDate) -> Moment {
    let at = FixedOffset::east_opt(8 * 3600)
        .and_then(|zone| zone.from_local_datetime(&day.and_hms_opt(9, 0, 0)?).single());
    at.map_or_else(|| moment_on(Some(day)), |at| Moment { at, today: day })
}

fn word(map: &mut Map<String, Value>, name: &str) -> Result<Option<String>, Fault> {
    match map.remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Fault::field(name, say!("{n} 应为文字", "{n} must be a text", n = name))),
    }
}

/// The exit status of a line: 0 when it came out as expected.
fn verdict(result: &Result<Reply, Fault>, expect: Option<&str>) -> u8 {
    let Some(expect) = expect else { return result.as_ref().err().map_or(0, Fault::exit) };
    let (word, rule) = expect.split_once(':').map_or((expect, None), |(w, r)| (w, Some(r)));
    match result {
        Ok(_) if word == "ok" => 0,
        Ok(_) => UNEXPECTED,
        Err(fault) => {
            let stands = |rule: &str| fault.unmet().any(|r| r.rule.as_str() == rule);
            // Several rules: each of them refuses.
            let by_rule = rule.is_none_or(|rules| rules.split(',').all(stands));
            if fault.word() == word && by_rule { 0 } else { fault.exit() }
        }
    }
}
