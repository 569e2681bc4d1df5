//! `do`, `explain`, `schema`: the catalogue of commands for scripts.

use serde_json::{Map, Value, json};

use super::answer::Answer;
use super::output::{fault_json, reply_json, requirement_json, requirement_line};
use super::session::Session;
use crate::commands::cases::reveal::{self, SHOWN};
use crate::commands::catalogue;
use crate::commands::clocks;
use crate::commands::execute::{Keep, Reply, Request, execute, execute_each};
use crate::commands::explain::{Action, explain};
use crate::commands::fault::Fault;
use crate::commands::office::handover;
use crate::commands::scene::Key;
use crate::commands::spec::{Field, Kind, Need, Spec, Subject};
use crate::law::requirement::State;
use crate::records::document::DocumentKind;
use crate::records::filing_paper::MaterialState;
use crate::records::ids::{RecordKind, RecordNo};
use crate::say;
use crate::text::{Lang, Text};

/// One command, fields from a JSON object and from `field=value`; on several records parted by commas, one act each. With
/// the exit status.
///
/// # Errors
/// Why it was not done.
pub fn act(
    session: &mut Session,
    name: &str,
    object: Option<&str>,
    pairs: &[String],
    id: Option<String>,
    version: Option<i64>,
    lang: Lang,
) -> Result<(Answer, u8), Fault> {
    let fields = fields(object, pairs)?;
    let moment = session.moment();
    let request = Request { name: name.to_owned(), fields, id, version };
    if let Some(each) = of_each(&request)? {
        return Ok(act_each(session, &each, lang));
    }
    let reply = execute(&mut session.store, &session.actor, moment, &request)?;
    Ok((Answer::new(reply_json(&reply), reply_lines(name, &reply)), 0))
}

/// The same command on each of several records, parted by commas; none where one is named.
fn of_each(request: &Request) -> Result<Option<Vec<(String, Request)>>, Fault> {
    let subject = catalogue::find(&request.name).and_then(|found| found.spec().subject.field());
    let Some(field) = subject else { return Ok(None) };
    let named = request.fields.get(field).and_then(Value::as_str).unwrap_or_default();
    let records: Vec<&str> =
        named.split([',', '、', '，']).map(str::trim).filter(|no| !no.is_empty()).collect();
    if records.len() < 2 {
        return Ok(None);
    }
    if request.id.is_some() || request.version.is_some() {
        let text = Text::new(
            "办理多件时不能给 --id 或 --version",
            "with several records there is no --id and no --version",
        );
        return Err(Fault::input(text));
    }
    let one = |no: &&str| {
        let mut fields = request.fields.clone();
        fields.insert(field.to_owned(), Value::from(*no));
        ((*no).to_owned(), Request { fields, ..request.clone() })
    };
    Ok(Some(records.iter().map(one).collect()))
}

/// Each in a transaction of its own: one that is refused doesn't stop the others, and says why. The exit status is that of
/// the first that was not done.
fn act_each(session: &mut Session, each: &[(String, Request)], lang: Lang) -> (Answer, u8) {
    let moment = session.moment();
    let requests: Vec<Request> = each.iter().map(|(_, request)| request.clone()).collect();
    let results = execute_each(&mut session.store, &session.actor, moment, &requests, Keep::Yes, |_| {});
    let (mut json, mut text, mut status) = (Vec::new(), Vec::new(), 0);
    for ((no, request), result) in each.iter().zip(results) {
        match result {
            Ok(reply) => {
                json.push(reply_json(&reply));
                text.extend(reply_lines(&request.name, &reply));
            }
            Err(fault) => {
                let mut told = fault_json(&fault, lang);
                told["id"] = json!(no);
                json.push(told);
                text.push(say!("{n}: {w}", "{n}: {w}", n = no.as_str(), w = fault.text()));
                status = if status == 0 { fault.exit() } else { status };
            }
        }
    }
    (Answer::new(Value::Array(json), text), status)
}

fn fields(object: Option<&str>, pairs: &[String]) -> Result<Map<String, Value>, Fault> {
    let mut fields = match object.map(serde_json::from_str) {
        None => Map::new(),
        Some(Ok(Value::Object(map))) => map,
        Some(_) => {
            return Err(Fault::field(
                "json",
                Text::new("--json 后应是 JSON 对象", "--json takes a JSON object"),
            ));
        }
    };
    for pair in pairs {
        let Some((name, value)) = pair.split_once('=') else {
            return Err(Fault::input(say!("「{p}」应写成 字段=值", "write '{p}' as field=value", p = pair)));
        };
        if fields.insert(name.to_owned(), Value::String(value.to_owned())).is_some() {
            return Err(Fault::field(name, Text::new("给了两次, 请只留一个", "is given twice: keep one")));
        }
    }
    Ok(fields)
}

fn reply_lines(name: &str, reply: &Reply) -> Vec<Text> {
    let label = catalogue::find(name).map(|f| f.spec().label.clone()).unwrap_or_default();
    let mut lines = vec![match reply.version {
        Some(version) => {
            say!("{l}: {i} (第 {v} 版)", "{l}: {i} (version {v})", l = label, i = reply.id, v = version)
        }
        None => say!("{l}: 已办", "{l}: done", l = label),
    }];
    lines.extend(reveal::told(reply).iter().map(|line| say!("  {l}", "  {l}", l = line)));
    lines.extend(reply.more.iter().filter(|(name, _)| *name != SHOWN).map(|(name, value)| {
        let value = match value {
            Value::Bool(true) => Text::new("是", "yes"),
            Value::Bool(false) => Text::new("否", "no"),
            // What hangs on a calendar that is not there.
            Value::Null => Text::new("尚不能定", "not to be told yet"),
            Value::String(word) => Text::same(word.as_str()),
            Value::Array(papers) if name == "papers" => papers_told(papers),
            Value::Array(moved) if name == "moved" => clocks::all_moved_told(moved),
            Value::Array(kept) if name == "kept" => handover::kept_told(kept),
            Value::Array(words) if words.iter().all(Value::is_string) => {
                Text::join(&words.iter().filter_map(Value::as_str).map(Text::same).collect::<Vec<_>>())
            }
            other => Text::same(other.to_string()),
        };
        say!("  {n}: {v}", "  {n}: {v}", n = told_as(name), v = value)
    }));
    lines
}

/// Documents that an act issued: kind, printed number, public number.
fn papers_told(papers: &[Value]) -> Text {
    let told = |paper: &Value| {
        let part = |name: &str| paper[name].as_str().unwrap_or_default().to_owned();
        let kind = part("kind").parse::<DocumentKind>().map(DocumentKind::label).unwrap_or_default();
        say!("{k} {n} ({d})", "{k} {n} ({d})", k = kind, n = part("number"), d = part("document"))
    };
    Text::join(&papers.iter().map(told).collect::<Vec<_>>())
}

/// What an act tells beside the record's number, by the name that scripts know it by.
const TOLD: &[(&str, Text)] = &[
    ("added", Text::new("新增", "added")),
    ("agency", Text::new("机构", "agency")),
    ("articles", Text::new("条", "articles")),
    ("change", Text::new("变动", "change")),
    ("chapters", Text::new("章", "chapters")),
    ("document", Text::new("文书", "document")),
    ("expires_on", Text::new("有效期至", "valid until")),
    ("handed", Text::new("已交", "handed over")),
    ("kept", Text::new("未交", "not handed over")),
    ("late", Text::new("逾期", "late")),
    ("login", Text::new("账户", "account")),
    ("moved", Text::new("变动的期限", "deadlines moved")),
    ("number", Text::new("文号", "printed number")),
    ("open_cases", Text::new("在办案件", "open cases")),
    ("proof", Text::new("送达文书", "proof of service")),
    ("proof_number", Text::new("送达文书文号", "number of the proof")),
    ("proof_sha256", Text::new("送达文书 SHA-256", "SHA-256 of the proof")),
    ("content_sha256", Text::new("内容 SHA-256", "SHA-256 of the content")),
    ("proof_content_sha256", Text::new("送达文书内容 SHA-256", "SHA-256 of the proof's content")),
    ("served", Text::new("送达的文书", "document served")),
    ("code", Text::new("代码", "code")),
    ("bureau", Text::new("单位", "bureau")),
    ("name", Text::new("名称", "name")),
    ("served_on", Text::new("送达日期", "served on")),
    ("approved", Text::new("审批的文书", "document approved")),
    ("approved_sha256", Text::new("审批内容 SHA-256", "SHA-256 of what was approved")),
    ("papers", Text::new("文书", "documents")),
    ("still_open", Text::new("尚缺", "still missing")),
    ("struck", Text::new("作废", "struck out")),
    ("suspended", Text::new("评价被暂停", "its evaluations are suspended")),
    ("title", Text::new("标题", "title")),
    ("value", Text::new("取值", "value")),
    ("voided", Text::new("作废的文书", "documents made void")),
    ("weighed", Text::new("决定已复核", "weighed by the decision")),
    ("year", Text::new("年份", "year")),
    ("sent_to", Text::new("发往", "sent to")),
    ("message_id", Text::new("邮件编号", "id of the message")),
    ("queued", Text::new("待发文书", "document to be sent")),
    ("scan_of", Text::new("回证的文书", "document of the proof")),
    ("scan_sha256", Text::new("扫描件 SHA-256", "SHA-256 of the scan")),
    ("entry", Text::new("条目", "entry")),
    ("template_sha256", Text::new("模板 SHA-256", "SHA-256 of the template")),
    ("sha256", Text::new("SHA-256", "SHA-256")),
];

fn told_as(name: &str) -> Text {
    let found = TOLD.iter().find(|(known, _)| *known == name);
    found.map_or_else(|| Text::same(name), |(_, text)| text.clone())
}

/// What can be done with a record now, and each requirement.
///
/// # Errors
/// When there is no such record or command.
pub fn explain_record(
    session: &Session,
    id: &str,
    command: Option<&str>,
    lang: Lang,
) -> Result<Answer, Fault> {
    let no: RecordNo = id.parse().map_err(|e| Fault::field("id", e))?;
    let subject = match no.kind {
        RecordKind::Agency => Subject::Agency,
        RecordKind::Case => Subject::Case,
        RecordKind::Complaint => Subject::Complaint,
        RecordKind::Filing => Subject::Filing,
        RecordKind::Activity => Subject::Activity,
        RecordKind::Draw => Subject::Draw,
        RecordKind::Supervision => Subject::Visit,
        _ => {
            return Err(Fault::field(
                "id",
                Text::new(
                    "文书不单独办理, 请用其所属案件或备案的编号",
                    "nothing is done with a document alone: give the number of its case or filing",
                ),
            ));
        }
    };
    if let Some(name) = command
        && catalogue::find(name).is_none_or(|f| f.spec().subject != subject)
    {
        return Err(Fault::field("command", catalogue::unknown(name)));
    }
    let mut actions = explain(&session.store, &session.actor, session.moment(), subject, &Key::Record(no))?;
    match command {
        Some(name) => actions.retain(|a| a.spec.name == name),
        None => actions.retain(|a| a.in_state),
    }
    let json = Value::Array(actions.iter().map(|a| action_json(a, lang)).collect());
    let text = actions.iter().flat_map(action_lines).collect();
    Ok(Answer::new(json, text))
}

fn action_json(action: &Action, lang: Lang) -> Value {
    let requirements: Vec<Value> = action
        .requirements
        .iter()
        .map(|r| {
            let mut shown = requirement_json(r, lang);
            shown["state"] = json!(match r.state {
                State::Met => "met",
                State::Unmet(_) => "unmet",
                State::Lacking(_) => "lacking",
                State::AtInput => "at-input",
                State::Noted => "noted",
            });
            shown
        })
        .collect();
    json!({
        "command": action.spec.name,
        "label": action.spec.label.get(lang),
        "possible": action.is_open(),
        "barred": action.barred.as_ref().map(|b| b.get(lang)),
        "requirements": requirements,
    })
}

fn action_lines(action: &Action) -> Vec<Text> {
    let can =
        if action.is_open() { Text::new("可办", "possible") } else { Text::new("不可办", "not now") };
    let mut lines =
        vec![say!("{l} ({n}) {c}", "{l} ({n}) {c}", l = action.spec.label, n = action.spec.name, c = can)];
    lines.extend(action.barred.iter().map(|b| say!("  x {b}", "  x {b}", b = b)));
    lines.extend(action.requirements.iter().map(requirement_line));
    lines
}

/// The JSON schema of one command, or of all.
///
/// # Errors
/// When there is no such command.
pub fn schema(command: Option<&str>, lang: Lang) -> Result<Answer, Fault> {
    let json = match command {
        Some(name) => {
            let found = catalogue::find(name).ok_or_else(|| Fault::input(catalogue::unknown(name)))?;
            spec_schema(found.spec(), lang)
        }
        None => Value::Array(catalogue::specs().map(|s| spec_schema(s, lang)).collect()),
    };
    let text = vec![Text::same(format!("{json:#}"))];
    Ok(Answer::new(json, text))
}

fn spec_schema(spec: &Spec, lang: Lang) -> Value {
    let properties: Map<String, Value> =
        spec.fields.iter().map(|f| (f.name.to_owned(), field_schema(f, lang))).collect();
    let required: Vec<&str> =
        spec.fields.iter().filter(|f| f.need == Need::Required).map(|f| f.name).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": spec.name,
        "description": spec.help.get(lang),
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
        "required": required,
        "rules": spec.rules.iter().map(|r| r.to_string()).collect::<Vec<_>>(),
    })
}

fn field_schema(field: &Field, lang: Lang) -> Value {
    let mut schema = match field.kind {
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Number => json!({ "type": "integer", "minimum": 0 }),
        Kind::Date => json!({ "type": "string", "format": "date" }),
        Kind::Choice(choices) => json!({ "type": "string", "enum": choices.words }),
        Kind::Several(choices) => {
            json!({ "type": "array", "items": { "type": "string", "enum": choices.words } })
        }
        Kind::People | Kind::Listed | Kind::Evidence => {
            json!({ "type": "array", "items": { "type": "string" } })
        }
        Kind::Marks => json!({ "type": "array", "items": {
            "type": "object",
            "properties": {
                "place": { "type": "integer", "minimum": 1 },
                "item": { "type": "string" },
                "state": { "type": "string", "enum": MaterialState::WORDS },
                "note": { "type": "string" },
            },
            "required": ["place", "state"],
        } }),
        Kind::Scores => json!({ "type": "array", "items": {
            "type": "object",
            "properties": {
                "place": { "type": "integer", "minimum": 1 },
                "item": { "type": "string" },
                "points": { "type": "integer", "minimum": 0 },
                "deducted": { "type": "integer", "minimum": 0 },
                "vetoed": { "type": "boolean" },
                "reason": { "type": "string" },
            },
            "required": ["place"],
        } }),
        Kind::Data => json!({ "type": "object" }),
        Kind::Line | Kind::Inspector => {
            json!({ "type": "string", "maxLength": crate::commands::input::LINE_MAX })
        }
        Kind::Paragraph | Kind::Scopes => {
            json!({ "type": "string", "maxLength": crate::commands::input::PARAGRAPH_MAX })
        }
        Kind::Length
        | Kind::Staff
        | Kind::Account
        | Kind::Agency
        | Kind::Case
        | Kind::Complaint
        | Kind::Activity
        | Kind::Draw
        | Kind::Visit
        | Kind::Filing
        | Kind::Bureau
        | Kind::Violation
        | Kind::Occupation
        | Kind::CreditCode
        | Kind::File => json!({ "type": "string" }),
    };
    schema["title"] = json!(field.label.get(lang));
    if !field.hint.get(lang).is_empty() {
        schema["description"] = json!(field.hint.get(lang));
    }
    if let Need::RequiredWhen(other, values) | Need::OptionalWhen(other, values) = field.need {
        schema["x-when"] = json!({ other: values });
    }
    schema
}
