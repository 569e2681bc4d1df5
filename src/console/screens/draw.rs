//! A random draw (双随机抽取): where it stands, what comes next, what was drawn and from which lists.

use super::shown::{self, Reached};
use super::view::{Loaded, missing};
use crate::console::context::Context;
use crate::console::panels::history;
use crate::console::theme::Meaning;
use crate::records::deadline::DeadlineState;
use crate::records::draw::DrawStatus;
use crate::records::ids::RecordNo;
use crate::say;
use crate::store::{audit, draws};
use crate::text::Text;

/// Entries of the history that the view shows; `t` shows all.
const RECENT: i64 = 4;

/// Reads a draw for its view.
pub(super) fn load(no: RecordNo, cx: &Context) -> Result<Loaded, Text> {
    let file = draws::file(&cx.store, no).map_err(|e| e.text)?.ok_or_else(|| missing(no))?;
    let title = say!("{n} {a}", "{n} {a}", n = no.to_string(), a = file.record.title);
    let head = say!("{t}  {b}", "{t}  {b}", t = title, b = file.bureau.short_label());
    let open = file.deadlines.iter().filter(|deadline| deadline.state == DeadlineState::Open);
    let mut lines: Vec<_> = open.map(|deadline| shown::deadline_line(deadline, cx)).collect();
    lines.extend(file.told().iter().map(|line| (cx.look.say(line).to_owned(), Meaning::Text)));
    let verify = say!(
        "核对: anjuan draw export {n} 文件, 再 anjuan draw verify 文件",
        "to check: anjuan draw export {n} FILE, then anjuan draw verify FILE",
        n = no.to_string()
    );
    lines.push((cx.look.say(&verify).to_owned(), Meaning::Muted));
    let recent = audit::history(&cx.store, &no.to_string(), i64::MAX, RECENT).map_err(|e| e.text)?;
    lines.extend(recent.iter().map(|entry| (history::line(entry, cx), Meaning::Muted)));
    let reached = |status: DrawStatus| match status {
        _ if status == file.status => Reached::Now,
        _ if status > file.status => Reached::Open,
        _ => Reached::Done,
    };
    let states: Vec<_> = DrawStatus::ALL.iter().map(|status| (status.label(), reached(*status))).collect();
    Ok(Loaded {
        title,
        version: file.version,
        head: vec![(cx.look.say(&head).to_owned(), Meaning::Title)],
        states: shown::line_of_states(&states, cx.look),
        facts: lines,
        document: None,
        equipped: None,
        facts_first: false,
    })
}
