//! `import people`, `venues`, `banks`, `checks`, `occupations`: a sheet whose rows are acts, with a progress bar.

use serde_json::{Value, json};

use super::answer::Answer;
use super::output::progress_bar;
use super::session::Session;
use crate::commands::fault::Fault;
use crate::commands::sheets::{self, Options, Outcome, Stage, held_back};
use crate::text::{Lang, Text};

/// Imports the rows: the report, and whether all that was asked for was done.
///
/// # Errors
/// When the file is no such sheet, or the database refuses.
pub fn import(session: &mut Session, options: Options<'_>, lang: Lang) -> Result<(Answer, bool), Fault> {
    let reading = progress_bar(&Text::new("读取", "reading"), lang);
    let checking = progress_bar(&Text::new("核对", "checking"), lang);
    let moment = session.moment();
    let done =
        sheets::import(&mut session.store, &session.actor, moment, options, &mut |stage, at, total| {
            let bar = if stage == Stage::Reading { &reading } else { &checking };
            bar.set_length(total);
            bar.set_position(at);
        });
    reading.finish_and_clear();
    checking.finish_and_clear();
    let done = done?;
    Ok((answer(&done, lang), !done.held_back))
}

fn answer(done: &Outcome, lang: Lang) -> Answer {
    let problems: Vec<Value> = done
        .wrong
        .iter()
        .map(|(at, fault)| {
            let row = &done.rows[*at];
            json!({ "sheet": row.sheet, "row": row.row, "error": fault.word(), "wrong": fault.text().get(lang) })
        })
        .collect();
    let json = json!({
        "ok": !done.held_back, "dry_run": done.dry_run, "rows": done.rows.len(), "done": done.done,
        "unchanged": done.unchanged, "rejected": done.wrong.len(), "problems": problems, "ignored": done.ignored,
    });
    let held = done.held_back.then(held_back);
    let lines = done.problems().into_iter().chain(held).chain(done.summary()).collect();
    Answer::new(json, lines)
}
