//! Checking input against a command's declaration: all faults at once, field by field; clean values out.

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::fault::{Fault, FieldFault};
use super::inputs::PieceNo;
use super::spec::{Choices, Field, Kind, Need, Spec};
use crate::law::terms::Length;
use crate::records::bureau::BureauId;
use crate::records::case::Ground;
use crate::records::credit_code::CreditCode;
use crate::records::date::parse_date;
use crate::records::filing_paper::{Mark, MaterialState};
use crate::records::ids::RecordNo;
use crate::records::occupation::OccupationCode;
use crate::records::score::ScoreMark;
use crate::records::staff::Staff;
use crate::records::violation::ViolationId;
use crate::say;
use crate::store::{self, Sql};
use crate::text::Text;
use crate::text::clean::{clean, clean_lines, half_width};
use crate::text::hash::fingerprint;
use crate::text::secrets::Secrets;

/// Longest line, in characters.
pub const LINE_MAX: usize = 500;
/// What the audit keeps of a private field.
pub const PRIVATE: &str = "***";
/// Longest paragraph, in characters.
pub const PARAGRAPH_MAX: usize = 20_000;

/// Checks the fields of a command and brings them into their written form; empty ones are left out.
///
/// # Errors
/// [`Fault::Input`] with a fault for each wrong, missing or unknown field.
pub fn check(sql: &dyn Sql, spec: &Spec, given: &Map<String, Value>) -> Result<Map<String, Value>, Fault> {
    let mut faults = Vec::new();
    let mut clean = Map::new();
    for name in given.keys().filter(|name| !spec.fields.iter().any(|f| f.name == name.as_str())) {
        let known: Vec<&str> = spec.fields.iter().map(|f| f.name).collect();
        faults.push(FieldFault::new(
            name.clone(),
            say!(
                "没有字段「{n}」, 可用: {k}",
                "no field '{n}': there are {k}",
                n = name,
                k = known.join(" ")
            ),
        ));
    }
    for field in spec.fields {
        match given.get(field.name).filter(|v| !is_empty(v)) {
            None => {}
            Some(value) => match value_of(sql, field, value) {
                Ok(value) => {
                    clean.insert(field.name.to_owned(), value);
                }
                Err(text) => faults.push(FieldFault::new(field.name.to_owned(), text)),
            },
        }
    }
    faults.extend(spec.fields.iter().filter_map(|field| missing(field, &clean, &faults)).collect::<Vec<_>>());
    if faults.is_empty() { Ok(clean) } else { Err(Fault::Input(faults).labelled(spec.fields)) }
}

/// The fields as the audit keeps them: of private ones only that they were filled in.
#[must_use]
pub fn for_the_audit(spec: &Spec, fields: &Map<String, Value>) -> Map<String, Value> {
    let mut all = fields.clone();
    for field in spec.fields.iter().filter(|field| field.private) {
        if let Some(value) = all.get_mut(field.name) {
            *value = Value::from(PRIVATE);
        }
    }
    all
}

/// A value without what is not said in the clear.
pub fn hide(secrets: &Secrets, value: &mut Value) {
    if secrets.is_empty() {
        return;
    }
    match value {
        Value::String(text) => *text = secrets.hide(text),
        Value::Array(all) => all.iter_mut().for_each(|one| hide(secrets, one)),
        Value::Object(map) => map.values_mut().for_each(|one| hide(secrets, one)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// As [`hide`], in the fields of a command that hold words: numbers of records, codes and logins stay what they are.
pub fn hide_words(secrets: &Secrets, spec: &Spec, fields: &mut Value) {
    let words = |name: &str| {
        let field = spec.fields.iter().find(|field| field.name == name);
        field.is_some_and(|field| {
            matches!(field.kind, Kind::Line | Kind::Inspector | Kind::Paragraph | Kind::Data)
        })
    };
    if let Value::Object(map) = fields {
        map.iter_mut().filter(|(name, _)| words(name)).for_each(|(_, value)| hide(secrets, value));
    }
}

/// The hash of what the private fields hold; none where none is filled in.
#[must_use]
pub fn private_hash(spec: &Spec, fields: &Map<String, Value>) -> Option<String> {
    let private: Map<String, Value> = spec
        .fields
        .iter()
        .filter(|field| field.private)
        .filter_map(|field| Some((field.name.to_owned(), fields.get(field.name)?.clone())))
        .collect();
    let written = (!private.is_empty()).then(|| Value::Object(private).to_string())?;
    Some(fingerprint(written.as_bytes()))
}

/// What happened can't lie in the future, nor before what it follows.
pub(super) fn check_day(field: &str, day: NaiveDate, from: NaiveDate, today: NaiveDate) -> Result<(), Fault> {
    if day > today {
        return Err(Fault::field(
            field,
            say!("{d} 在今天 ({t}) 之后", "{d} is after today ({t})", d = day, t = today),
        ));
    }
    if day < from {
        return Err(Fault::field(field, say!("不能早于 {f}", "cannot be before {f}", f = from)));
    }
    Ok(())
}

/// Whether a field is asked for, given the others.
#[must_use]
pub fn asked(field: &Field, others: &Map<String, Value>) -> bool {
    match field.need {
        Need::Required | Need::Optional => true,
        Need::RequiredWhen(other, values) | Need::OptionalWhen(other, values) => {
            others.get(other).and_then(Value::as_str).is_some_and(|v| values.contains(&v))
        }
    }
}

/// The id of a request: 1 to 64 letters, digits, `-`, `_`, `.`, `:`.
///
/// # Errors
/// When it is anything else.
pub fn request_id(id: &str) -> Result<&str, Fault> {
    let fine = (1..=64).contains(&id.len())
        && id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b':'));
    if fine {
        return Ok(id);
    }
    Err(Fault::field(
        "id",
        Text::new(
            "操作编号须为 1 至 64 个字母、数字或 - _ . :",
            "an id has 1 to 64 letters, digits or - _ . :",
        ),
    ))
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(all) => all.is_empty(),
        _ => false,
    }
}

fn missing(field: &Field, clean: &Map<String, Value>, faults: &[FieldFault]) -> Option<FieldFault> {
    let there = clean.contains_key(field.name);
    let text = match field.need {
        _ if faults.iter().any(|f| f.field == field.name) => return None,
        Need::Required if !there => Text::new("必填", "must be filled in"),
        Need::RequiredWhen(..) if !there && asked(field, clean) => Text::new("必填", "must be filled in"),
        Need::RequiredWhen(other, _) | Need::OptionalWhen(other, _) if there && !asked(field, clean) => {
            say!("与所选的 {o} 不符, 应留空", "does not go with {o}: leave it empty", o = other)
        }
        _ => return None,
    };
    Some(FieldFault::new(field.name.to_owned(), text))
}

fn value_of(sql: &dyn Sql, field: &Field, value: &Value) -> Result<Value, Text> {
    match field.kind {
        Kind::Line | Kind::Inspector | Kind::File => line(value, LINE_MAX).map(Value::String),
        Kind::Paragraph | Kind::Scopes => paragraph(value).map(Value::String),
        Kind::Date => parse_date(&text(value)?).map(|d| Value::String(d.to_string())),
        Kind::Flag => flag(value).map(Value::Bool),
        Kind::Number => number(value).map(Value::from),
        Kind::Length => text(value)?.parse::<Length>().map(|l| Value::String(l.to_string())),
        Kind::Choice(choices) => choice(&choices, &text(value)?).map(Value::String),
        Kind::Several(choices) => list(value, |word| choice(&choices, word)),
        Kind::Staff => staff(sql, &text(value)?).map(Value::String),
        Kind::Account => account(sql, &text(value)?).map(|staff| Value::String(staff.login)),
        Kind::People => list(value, |word| staff(sql, word)),
        Kind::Agency
        | Kind::Case
        | Kind::Complaint
        | Kind::Filing
        | Kind::Activity
        | Kind::Draw
        | Kind::Visit => {
            half_width(&text(value)?).parse::<RecordNo>().map(|no| Value::String(no.to_string()))
        }
        Kind::Occupation => {
            text(value)?.parse::<OccupationCode>().map(|code| Value::String(code.to_string()))
        }
        Kind::CreditCode => CreditCode::parse(&text(value)?).map(|c| Value::String(c.code.to_string())),
        Kind::Bureau => BureauId::find(&text(value)?).map(|b| Value::String(b.to_string())),
        Kind::Listed => list(value, |word| listed(sql, word).map(|id| id.to_string())),
        Kind::Violation => violation(sql, &text(value)?).map(Value::String),
        Kind::Evidence => list(value, |word| half_width(word).parse::<PieceNo>().map(|no| no.to_string())),
        Kind::Marks => marks(value),
        Kind::Scores => scores(value),
        Kind::Data => Ok(value.clone()),
    }
}

/// Marks as a list of objects, that list as a text, or the places of what is there, with commas between.
fn marks(value: &Value) -> Result<Value, Text> {
    let wrong = |_| {
        let words = || MaterialState::ALL.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        say!(
            "应为已收的项号, 如 1,3; 或 [{{\"place\": 1, \"state\": \"there\"}}], state 可用 {s}, note 为备注",
            "must be the numbers of what is there, as 1,3; or [{{\"place\": 1, \"state\": \"there\"}}], where state is one of {s}, and note a remark",
            s = words()
        )
    };
    let places = |text: &str| -> Option<Vec<Mark>> {
        let numbers = text.split([',', '、', '，', ' ']).filter(|part| !part.is_empty());
        let there =
            |place| Mark { place, item: String::new(), state: MaterialState::There, note: String::new() };
        numbers.map(|part| half_width(part).parse().ok().map(there)).collect()
    };
    let read: Vec<Mark> = match value {
        Value::String(text) => match places(text) {
            Some(marks) => marks,
            None => serde_json::from_str(text).map_err(wrong)?,
        },
        other => serde_json::from_value(other.clone()).map_err(wrong)?,
    };
    let cleaned = |mark: Mark| Mark {
        item: clean(&mark.item).into_owned(),
        note: clean(&mark.note).into_owned(),
        ..mark
    };
    let all: Vec<Mark> = read.into_iter().map(cleaned).collect();
    if all.iter().any(|mark| mark.note.chars().count() > LINE_MAX || mark.item.chars().count() > LINE_MAX) {
        return Err(say!("备注最多 {n} 字", "a remark has at most {n} characters", n = LINE_MAX));
    }
    serde_json::to_value(all).map_err(wrong)
}

/// Marks on indicators as a list of objects, or that list as a text.
fn scores(value: &Value) -> Result<Value, Text> {
    let wrong = |_| {
        Text::new(
            "应为 [{\"place\": 1, \"deducted\": 3, \"reason\": \"理由\"}], 一票否决项为 \"vetoed\": true",
            "must be [{\"place\": 1, \"deducted\": 3, \"reason\": \"why\"}], of a veto item \"vetoed\": true",
        )
    };
    let read: Vec<ScoreMark> = match value {
        Value::String(text) => serde_json::from_str(text).map_err(wrong)?,
        other => serde_json::from_value(other.clone()).map_err(wrong)?,
    };
    let cleaned = |mark: ScoreMark| ScoreMark {
        item: clean(&mark.item).into_owned(),
        reason: clean(&mark.reason).into_owned(),
        ..mark
    };
    let all: Vec<ScoreMark> = read.into_iter().map(cleaned).collect();
    if all.iter().any(|mark| mark.reason.chars().count() > LINE_MAX || mark.item.chars().count() > LINE_MAX) {
        return Err(say!("理由最多 {n} 字", "a reason has at most {n} characters", n = LINE_MAX));
    }
    serde_json::to_value(all).map_err(wrong)
}

fn text(value: &Value) -> Result<String, Text> {
    match value {
        Value::String(text) => Ok(clean(text).into_owned()),
        Value::Number(n) => Ok(n.to_string()),
        _ => Err(Text::new("应为文字", "must be a text")),
    }
}

fn line(value: &Value, most: usize) -> Result<String, Text> {
    let line = text(value)?;
    if line.is_empty() {
        return Err(Text::new("清除控制字符后为空", "is empty once control characters are taken out"));
    }
    at_most(line, most)
}

fn paragraph(value: &Value) -> Result<String, Text> {
    let Value::String(raw) = value else { return Err(Text::new("应为文字", "must be a text")) };
    let cleaned = clean_lines(raw).trim().to_owned();
    if cleaned.is_empty() {
        return Err(Text::new("清除控制字符后为空", "is empty once control characters are taken out"));
    }
    // Facts, reasons, opinions: a mark alone says nothing (R25-1, G59-1).
    if !cleaned.chars().any(char::is_alphanumeric) {
        return Err(Text::new("只有标点, 没有文字", "has no words, only marks"));
    }
    at_most(cleaned, PARAGRAPH_MAX)
}

fn at_most(text: String, most: usize) -> Result<String, Text> {
    let length = text.chars().count();
    if length <= most {
        return Ok(text);
    }
    Err(say!("太长: {n} 字, 最多 {m} 字", "too long: {n} characters, at most {m}", n = length, m = most))
}

fn flag(value: &Value) -> Result<bool, Text> {
    match value {
        Value::Bool(yes) => Ok(*yes),
        Value::String(word) => match word.trim().to_lowercase().as_str() {
            "true" | "yes" | "y" | "1" | "是" => Ok(true),
            "false" | "no" | "n" | "0" | "否" => Ok(false),
            _ => Err(Text::new("应为 true 或 false", "must be true or false")),
        },
        _ => Err(Text::new("应为 true 或 false", "must be true or false")),
    }
}

fn number(value: &Value) -> Result<u32, Text> {
    half_width(&text(value)?)
        .parse()
        .map_err(|_| Text::new("应为不小于零的整数", "must be a whole number, zero or more"))
}

fn choice(choices: &Choices, word: &str) -> Result<String, Text> {
    let word = half_width(word.trim());
    choices
        .words
        .iter()
        .find(|w| **w == word || (choices.label)(w).get(crate::text::Lang::Zh) == word)
        .map(|w| (*w).to_owned())
        .ok_or_else(|| {
            let labels: Vec<Text> = choices.words.iter().map(|w| (choices.label)(w)).collect();
            let all = Text::owned(
                Text::join(&labels).get(crate::text::Lang::Zh).to_owned(),
                choices.words.join(" "),
            );
            say!("没有「{w}」, 可用: {a}", "no '{w}': use one of {a}", w = word, a = all)
        })
}

/// A JSON list, or a text with commas between; each value once.
fn list(value: &Value, each: impl Fn(&str) -> Result<String, Text>) -> Result<Value, Text> {
    let words: Vec<String> = match value {
        Value::Array(all) => all.iter().map(text).collect::<Result<_, _>>()?,
        one => {
            text(one)?.split([',', '、', '，', ' ']).map(str::to_owned).filter(|w| !w.is_empty()).collect()
        }
    };
    let mut found: Vec<Value> = Vec::new();
    for word in words {
        let value = Value::String(each(&word)?);
        if !found.contains(&value) {
            found.push(value);
        }
    }
    Ok(Value::Array(found))
}

/// An entry of the list of other violations in force, by its code or its row.
fn listed(sql: &dyn Sql, word: &str) -> Result<ViolationId, Text> {
    let word = half_width(word.trim());
    let found = match word.parse() {
        Ok(id) => store::violations::by_id(sql, id),
        Err(_) => store::violations::by_code(sql, &word),
    };
    let entry = found.map_err(|e| e.text)?.ok_or_else(|| {
        say!(
            "违规情形清单里没有「{w}」; 清单见 :violations 或 anjuan list violations, 未导入的先导入",
            "the list of other violations has no '{w}': :violations or anjuan list violations shows it, import it first",
            w = word
        )
    })?;
    Ok(entry.id)
}

/// A violation: one of the twelve grounds, or an entry of the list.
fn violation(sql: &dyn Sql, word: &str) -> Result<String, Text> {
    let word = half_width(word.trim());
    match word.parse::<Ground>() {
        Ok(ground) => Ok(ground.to_string()),
        Err(_) => listed(sql, &word).map(|id| id.to_string()),
    }
}

fn staff(sql: &dyn Sql, login: &str) -> Result<String, Text> {
    match account(sql, login)? {
        staff if staff.active => Ok(staff.login),
        _ => Err(say!("账户 {l} 已停用", "account {l} is closed", l = login)),
    }
}

fn account(sql: &dyn Sql, login: &str) -> Result<Staff, Text> {
    let found = store::staff::by_login(sql, login).map_err(|e| e.text)?;
    found.ok_or_else(|| say!("没有账户 {l}", "there is no account {l}", l = login))
}
