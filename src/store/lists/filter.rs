//! Filters as people type them: `status=hearing bureau=八师 from=2026-03-01 焊工`.

use super::Condition;
use crate::records::bureau::BureauId;
use crate::records::date::parse_date;
use crate::say;
use crate::text::Text;
use crate::text::clean::{clean, half_width};

/// Reads a filter: `key=value` parted by spaces, all of which must hold; a word without a key is looked for in the
/// name of the agency and the number of the record. Keys: status 状态, bureau 属地, kind 类型, waits 等待, handler 经办
/// (a login, or 我), from 自, until 至.
///
/// # Errors
/// Which part is not understood, and what it may be.
pub fn parse_filter(expr: &str) -> Result<Vec<Condition>, Text> {
    let expr = clean(expr);
    half_width(&expr).split_whitespace().map(part).collect()
}

fn part(part: &str) -> Result<Condition, Text> {
    let Some((key, value)) = part.split_once('=') else { return Ok(Condition::Words(part.to_owned())) };
    if value.is_empty() {
        return Err(say!("「{p}」缺少值", "'{p}' has no value", p = part));
    }
    let words = || value.to_owned();
    match key.to_lowercase().as_str() {
        "status" | "状态" => Ok(Condition::Status(words())),
        "bureau" | "属地" => BureauId::find(value).map(Condition::Bureau),
        "kind" | "类型" => Ok(Condition::Kind(words())),
        "waits" | "等待" => Ok(Condition::WaitsFor(words())),
        "handler" | "经办" => Ok(Condition::Handler(words())),
        "from" | "自" => parse_date(value).map(Condition::From),
        "until" | "至" => parse_date(value).map(Condition::Until),
        _ => Err(say!(
            "没有筛选项「{k}」, 可用: status 状态, bureau 属地, kind 类型, waits 等待, handler 经办, from 自, until 至",
            "no filter '{k}': use status, bureau, kind, waits, handler, from, until",
            k = key
        )),
    }
}
