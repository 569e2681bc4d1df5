//! `find`: what the phone desk finds, best first.

use serde_json::{Value, json};

use super::answer::Answer;
use crate::commands::desk::Finder;
use crate::commands::fault::Fault;
use crate::commands::scene::Moment;
use crate::records::agency::Standing;
use crate::records::bureau::BureauId;
use crate::records::suspension::MARK;
use crate::say;
use crate::store::Sql;
use crate::store::desk::Line;
use crate::text::{Text, cells};

/// Agencies by name, code, telephone number or number of a record; or by what they may assess, where. The public part
/// only, whatever the bureau.
///
/// # Errors
/// When the database can't be read.
pub fn find(
    sql: &dyn Sql,
    asker: BureauId,
    moment: Moment,
    words: &[String],
    limit: usize,
) -> Result<Answer, Fault> {
    let today = moment.today;
    let found = Finder::load(sql, asker, today)?.find(sql, &words.join(" "), limit)?;
    let json = found.lines.iter().map(|line| shown(line, moment)).collect();
    let mut text: Vec<Text> = found.lines.iter().map(|line| in_words(line, moment)).collect();
    if text.is_empty() {
        text.push(Text::new("没有找到", "none found"));
    }
    Ok(Answer::new(Value::Array(json), text))
}

fn shown(line: &Line, moment: Moment) -> Value {
    json!({
        "no": line.no,
        "name": line.name,
        "kind": line.kind,
        "status": line.status,
        "in_force": matches!(line.standing(moment.today), Standing::InForce(_)),
        "bureau": line.bureau,
        "published_on": line.validity.map(|v| v.published_on),
        "expires_on": line.validity.map(|v| v.expires_on),
        "phone": line.phone,
        "suspended": line.suspended,
    })
}

/// The mark of a suspended agency, after what it stands behind.
pub(super) fn mark(suspended: bool) -> Text {
    if suspended { say!(" {m}", " {m}", m = MARK.clone()) } else { Text::default() }
}

fn in_words(line: &Line, moment: Moment) -> Text {
    let force = match (line.standing(moment.today), line.validity) {
        (Standing::InForce(_), Some(v)) => {
            say!("{s} 至 {d}", "{s} until {d}", s = line.status, d = v.expires_on)
        }
        (Standing::Expired(_), Some(v)) => say!("已过期 {d}", "expired {d}", d = v.expires_on),
        _ => line.status.label(),
    };
    say!(
        "{no}  {n}  {k}  {f}{m}  {b}  {p}",
        "{no}  {n}  {k}  {f}{m}  {b}  {p}",
        no = line.no.to_string(),
        n = cells::pad(&line.name, 40),
        k = line.kind.short_label(),
        f = force,
        m = mark(line.suspended),
        b = line.bureau.short_label(),
        p = line.phone
    )
}
