//! `draw`: a random draw's public record written out, one that was published repeated from itself alone, and a trial.

use std::io::Write;
use std::path::Path;

use serde_json::json;

use super::answer::Answer;
use super::law::read_text;
use super::session::Session;
use super::show::broken;
use crate::commands::draws::draft;
use crate::commands::fault::Fault;
use crate::commands::premises;
use crate::exchange::whole::{Existing, Stop, write_whole};
use crate::law::draw_check::faults;
use crate::law::draws;
use crate::law::requirement::Requirement;
use crate::records::agency_kind::AgencyKind;
use crate::records::draw::DrawRecord;
use crate::records::ids::RecordNo;
use crate::records::staff::Relation;
use crate::say;
use crate::store;
use crate::text::Text;

/// Repeats a draw from its published record; no database is asked.
///
/// # Errors
/// When the file is no such record, or anything in it isn't what seed and lists give.
pub fn verify(path: &Path) -> Result<Answer, Fault> {
    let text = read_text(path)?;
    let record: DrawRecord = serde_json::from_str(&text).map_err(|e| {
        let name = path.display().to_string();
        Fault::field(
            "file",
            say!(
                "「{f}」不是双随机抽取的公布记录: {w}",
                "'{f}' is no published record of a random draw: {w}",
                f = name,
                w = e.to_string()
            ),
        )
    })?;
    let wrong = faults(&record);
    if !wrong.is_empty() {
        return Err(Fault::Io(Text::joined_lines(&wrong)));
    }
    let mut lines = vec![say!(
        "{n} {t}: 按种子 {s} 和名录重复抽取, 结果相符 ({a} 家中抽取 {k} 家, {i} 人中每家 {e} 人, 补抽 {r} 次)",
        "{n} {t}: repeated from seed {s} and the lists, the result is the same ({k} of {a} agencies, {e} of {i} inspectors each, redraws: {r})",
        n = record.no.to_string(),
        t = record.title.as_str(),
        s = record.seed.as_str(),
        a = record.agencies.len(),
        k = record.result.len(),
        i = record.inspectors.len(),
        e = record.each,
        r = record.redraws.len()
    )];
    lines.extend(picks(&record));
    let json = json!({
        "ok": true, "draw": record.no.to_string(), "seed": record.seed, "agencies": record.agencies.len(),
        "inspectors": record.inspectors.len(), "agencies_sha256": record.agencies_sha256,
        "inspectors_sha256": record.inspectors_sha256, "result": record.standing(),
    });
    Ok(Answer::new(json, lines))
}

fn picks(record: &DrawRecord) -> impl Iterator<Item = Text> {
    record.standing().into_iter().map(|pick| {
        say!(
            "{a}  {n}: {i}",
            "{a}  {n}: {i}",
            a = pick.agency.to_string(),
            n = record.agency(pick.agency),
            i = record.names(&pick.inspectors)
        )
    })
}

/// Writes the record of a draw as it is to be published.
///
/// # Errors
/// When there is no such draw, it is a foreign bureau's, or the file can't be written.
pub fn export(session: &Session, draw: &str, path: &Path, existing: Existing) -> Result<Answer, Fault> {
    let no: RecordNo = draw.parse().map_err(|e| Fault::field("draw", e))?;
    let found = store::draws::file(&session.store, no)?;
    let none = || Fault::field("draw", say!("没有抽取 {n}", "there is no draw {n}", n = no.to_string()));
    let file = found
        .filter(|file| Relation::of(session.actor.bureau, file.bureau) != Relation::Foreign)
        .ok_or_else(none)?;
    let text = serde_json::to_string_pretty(&file.record).map_err(|e| broken(&e))?;
    let write = |to: &mut std::fs::File| {
        to.write_all(text.as_bytes())?;
        to.write_all(b"\n").map_err(Stop::from)
    };
    write_whole(path, existing, write).map_err(Fault::Io)?;
    let shown = path.display().to_string();
    let told = say!(
        "已写出 {n} 的公布记录到 {f}",
        "wrote the public record of {n} to {f}",
        n = no.to_string(),
        f = shown.as_str()
    );
    Ok(Answer::new(json!({ "ok": true, "draw": no.to_string(), "file": shown }), vec![told]))
}

/// Draws with a seed of its own that is thrown away: whether the lists suffice, and how the tickets lie.
///
/// # Errors
/// When the lists don't suffice, or the database can't be read.
pub fn dry_run(session: &Session, (take, each): (u32, u32), kind: Option<&str>) -> Result<Answer, Fault> {
    let kind: Option<AgencyKind> =
        kind.map(str::parse).transpose().map_err(|e: Text| Fault::field("kind", e))?;
    let (bureau, today) = (session.actor.bureau, session.moment().today);
    let settings = premises::settings(&session.store, bureau, today)?;
    let mut record = draft(&session.store, (bureau, &settings), kind, today)?;
    (record.take, record.each) = (take, each.max(draws::FEWEST));
    let possible = draws::possible(&record);
    if possible.iter().any(Requirement::refuses) {
        return Err(Fault::Refused(possible));
    }
    record.result = draws::drawn(&record);
    let mut lines =
        vec![Text::new("试抽, 不作数, 不写入", "a trial: it counts for nothing, nothing is written")];
    lines.extend(possible.iter().map(|requirement| requirement.text.clone()));
    let classes = draws::classes(&record.agencies);
    lines.extend(classes.iter().map(|(tickets, count)| {
        say!("{t} 签的机构 {n} 家", "agencies with {t} tickets: {n}", t = *tickets, n = *count)
    }));
    lines.extend(picks(&record));
    let json = json!({
        "dry_run": true, "agencies": record.agencies.len(), "inspectors": record.inspectors.len(),
        "tickets": classes.iter().map(|(tickets, count)| json!({ "tickets": tickets, "agencies": count })).collect::<Vec<_>>(),
        "result": record.result,
    });
    Ok(Answer::new(json, lines))
}
