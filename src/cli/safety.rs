//! `audit`, `backup`, `restore`, `doctor`: whether all is whole, and keeping it so.

use std::path::Path;

use serde_json::json;

use super::answer::Answer;
use super::session::Session;
use crate::commands::fault::Fault;
use crate::commands::premises;
use crate::say;
use crate::store::audit::{self, Verdict};
use crate::store::{self, Store};
use crate::text::Text;
use crate::text::cells::{Ambiguous, width_in};

/// Checks the chain.
///
/// # Errors
/// When it is broken, or doesn't go through the head.
pub fn verify(session: &Session, head: Option<&str>) -> Result<Answer, Fault> {
    if let Some(head) = head
        && !(head.len() == 64 && head.bytes().all(|b| b.is_ascii_hexdigit()))
    {
        return Err(Fault::field(
            "head",
            Text::new("链头应是 64 位十六进制数字", "a head is 64 hexadecimal digits"),
        ));
    }
    let head = head.map(str::to_ascii_lowercase);
    match audit::verify(&session.store, head.as_deref())? {
        Verdict::Whole { entries, met: false } => Err(Fault::Io(say!(
            "审计链 {n} 条首尾相接, 但不经过所给的链头: 链头抄错, 或数据库已不是当时的那个",
            "the chain of {n} entries is whole, but does not go through that head: it was copied wrongly, or this is \
             not the database of then",
            n = entries
        ))),
        Verdict::Whole { entries, .. } => {
            // The chain holds what was done; what was frozen then must still be it.
            let mut altered = store::integrity::altered(&session.store)?;
            altered.extend(session.store.integrity()?.into_iter().map(Text::same));
            if !altered.is_empty() {
                return Err(Fault::Io(Text::joined_lines(&altered)));
            }
            Ok(Answer::new(
                json!({ "ok": true, "entries": entries }),
                vec![say!(
                    "审计链完整, {n} 条; 每一行记录、文书、附件、条文与链上所载相符",
                    "the chain is whole, {n} entries; every row, document, file and the regulation are what it says",
                    n = entries
                )],
            ))
        }
        Verdict::Broken { seq, why } => Err(Fault::Io(say!(
            "审计链在第 {s} 条断开: {w}",
            "the chain is broken at entry {s}: {w}",
            s = seq,
            w = why
        ))),
    }
}

/// The head of the chain.
///
/// # Errors
/// When the database can't be read.
pub fn head(session: &Session) -> Result<Answer, Fault> {
    let head = audit::head(&session.store)?;
    Ok(match head {
        Some(head) => Answer::new(
            json!({ "seq": head.seq, "hash": head.hash, "at": head.at }),
            vec![say!("{h}  第 {s} 条 {a}", "{h}  entry {s} {a}", h = head.hash, s = head.seq, a = head.at)],
        ),
        None => Answer::new(
            json!({ "seq": 0, "hash": null, "at": null }),
            vec![Text::new("链上还没有条目", "there is no entry yet")],
        ),
    })
}

/// Writes a backup.
///
/// # Errors
/// When the file exists or can't be written.
pub fn backup(session: &Session, file: &Path) -> Result<Answer, Fault> {
    store::backup::backup(&session.store, file)?;
    let file = file.display().to_string();
    Ok(Answer::new(
        json!({ "ok": true, "file": file }),
        vec![say!("已备份到 {f}", "backed up to {f}", f = file)],
    ))
}

/// Makes the database from a backup.
///
/// # Errors
/// When the backup is damaged, or there is a database already.
pub fn restore(from: &Path, to: &Path) -> Result<Answer, Fault> {
    store::backup::restore(from, to)?;
    let entries = match audit::verify(&Store::open(to)?, None)? {
        Verdict::Whole { entries, .. } => entries,
        Verdict::Broken { seq, why } => {
            return Err(Fault::Io(say!(
                "已恢复, 但审计链在第 {s} 条断开: {w}",
                "restored, but the chain is broken at entry {s}: {w}",
                s = seq,
                w = why
            )));
        }
    };
    let to = to.display().to_string();
    Ok(Answer::new(
        json!({ "ok": true, "file": to, "entries": entries }),
        vec![say!(
            "已恢复到 {f}, 审计链 {n} 条完整",
            "restored to {f}, chain of {n} entries whole",
            f = to,
            n = entries
        )],
    ))
}

/// Text that shows whether the terminal's widths are those that the console counts on.
const RULER: [(&str, usize); 5] = [
    ("0123456789012345678901234567890123456789", 40),
    ("案卷案卷案卷案卷案卷案卷案卷案卷案卷案卷", 40),
    ("一|二|三|四|五|六|七|八|九|十|十|十|十|~", 40),
    ("──────────────────── 20", 23),
    ("…·“”●→①±×§ 10", 13),
];

/// Checks database, chain, calendar, statute and terminal.
///
/// # Errors
/// When something is broken.
pub fn doctor(session: &Session) -> Result<Answer, Fault> {
    let mut lines = vec![say!("数据库 {p}", "database {p}", p = session.store.path().display().to_string())];
    let broken = session.store.integrity()?;
    let chain = audit::verify(&session.store, None)?;
    let calendar = premises::calendar(&session.store, session.actor.bureau)?;
    let year = chrono::Datelike::year(&session.moment().today);
    let next = calendar.is_loaded(year + 1);
    lines.push(match broken.first() {
        None => Text::new("+ 文件完整", "+ the file is whole"),
        Some(wrong) => say!("x 文件损坏: {w}", "x the file is damaged: {w}", w = wrong),
    });
    lines.push(match &chain {
        Verdict::Whole { entries, .. } => {
            say!("+ 审计链完整, {n} 条", "+ the chain is whole, {n} entries", n = *entries)
        }
        Verdict::Broken { seq, why } => {
            say!("x 审计链在第 {s} 条断开: {w}", "x the chain is broken at entry {s}: {w}", s = *seq, w = why)
        }
    });
    let altered = store::integrity::altered(&session.store)?;
    lines.push(match altered.is_empty() {
        true => Text::new(
            "+ 每一行记录、文书、附件、条文与审计链相符",
            "+ every row, document, file and the regulation match the chain",
        ),
        false => say!("x {w}", "x {w}", w = Text::join(&altered)),
    });
    lines.push(if calendar.is_loaded(year) {
        say!("+ {y} 年放假安排已导入", "+ the arrangement of {y} is loaded", y = year)
    } else {
        say!("x {y} 年放假安排未导入", "x the arrangement of {y} is not loaded", y = year)
    });
    if !next {
        lines.push(say!(
            "? {y} 年放假安排未导入, 跨年的日期为暂定",
            "? the arrangement of {y} is not loaded: dates beyond the year are provisional",
            y = year + 1
        ));
    }
    if let Some(recount) = store::recounts::pending(&session.store)? {
        lines.push(say!(
            "? 期限重算到 {d}/{t}, 没有算完: 管理员办理「重算期限」 (do recount-deadlines)",
            "? deadlines are reckoned anew up to {d} of {t}, not finished: an administrator goes on with recount-deadlines",
            d = recount.done,
            t = recount.total
        ));
    }
    lines.push(match store::statutes::current(&session.store)? {
        Some(_) => Text::new("+ 条文已导入", "+ the regulation's text is loaded"),
        None => Text::new(
            "? 条文未导入, F1 只显示摘要",
            "? the regulation's text is not loaded: F1 shows summaries",
        ),
    });
    lines.extend(ruler());
    let whole = broken.is_empty() && altered.is_empty() && matches!(chain, Verdict::Whole { .. });
    if !whole {
        return Err(Fault::Io(Text::joined_lines(&lines)));
    }
    Ok(Answer::new(
        json!({ "ok": true, "calendar": calendar.is_loaded(year), "next_year": next, "integrity": "ok" }),
        lines,
    ))
}

fn ruler() -> Vec<Text> {
    let mut lines = vec![Text::new(
        "宽度尺: 每行的 | 应当对齐; 后两行若不齐, 请加 --ascii",
        "width ruler: the | of each line should stand in one column; if the last two don't, use --ascii",
    )];
    for (text, cells) in RULER {
        let narrow = width_in(text, Ambiguous::Narrow);
        debug_assert_eq!(narrow, cells);
        lines.push(Text::same(format!("{text}{}|", " ".repeat(42usize.saturating_sub(narrow)))));
    }
    lines
}
