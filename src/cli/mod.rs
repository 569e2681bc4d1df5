//! The command line: the same commands and queries as the console, for scripts. Pinned: see README.

pub mod act;
mod answer;
mod args;
mod attachment;
mod bundle;
mod document;
mod draw;
pub mod export;
pub mod find;
mod first;
pub mod import;
pub mod import_rows;
pub mod law;
pub mod list;
pub mod outbox;
mod output;
#[cfg(test)]
mod queries_tests;
pub mod run;
pub mod safety;
mod sample;
pub mod session;
pub mod settings;
pub mod setup;
pub mod show;
mod subcalls;
mod template;
mod usage;

use std::ffi::OsString;
use std::io::BufReader;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};
use serde_json::json;

pub use answer::Answer;
use args::{Args, Call};
use output::Output;
use session::Session;
use subcalls::{Audit, Bundle, Calendar, Draw, Import, Outbox, Rows, Statute, Template};

use crate::commands::fault::Fault;
use crate::commands::printing::Destination;
use crate::commands::sheets;
use crate::console::theme::Look;
use crate::demo::Options;
use crate::exchange::whole::Existing;
use crate::text::{Lang, Text};

/// Runs a call of the program: the exit status.
pub fn main(words: impl IntoIterator<Item = OsString>) -> ExitCode {
    let words = args::json_last(words.into_iter().collect());
    let args = match Args::try_parse_from(&words) {
        Ok(args) => args,
        Err(error) if error.use_stderr() => return ExitCode::from(usage::refused(&words, &error)),
        Err(error) => {
            // Help and version go to standard output and are no fault.
            let _ = error.print();
            return ExitCode::SUCCESS;
        }
    };
    let lang = match args.language().as_deref().unwrap_or("zh").parse::<Lang>() {
        Ok(lang) => lang,
        Err(text) => {
            return ExitCode::from(
                Output { lang: Lang::Zh, json: wants_json(args.call.as_ref()) }
                    .fault(&Fault::field("lang", text)),
            );
        }
    };
    let output = Output { lang, json: wants_json(args.call.as_ref()) };
    // Where a console is drawn, it says itself what it waits for.
    if !matches!(args.call, None | Some(Call::Seat { .. } | Call::Demo { .. })) {
        crate::store::when_kept_waiting(match lang {
            Lang::Zh => || eprintln!("数据库正由另一进程写入, 等待中…"),
            Lang::En => || eprintln!("another process writes to the database: waiting…"),
        });
    }
    ExitCode::from(match dispatch(&args, output) {
        Ok(status) => status,
        Err(fault) => output.fault(&fault),
    })
}

fn wants_json(call: Option<&Call>) -> bool {
    match call {
        Some(
            Call::Demo { out, .. }
            | Call::Init { out, .. }
            | Call::Import { what: Import::Agencies { out, .. } }
            | Call::Import {
                what:
                    Import::People(Rows { out, .. })
                    | Import::Venues(Rows { out, .. })
                    | Import::Banks(Rows { out, .. })
                    | Import::Checks(Rows { out, .. })
                    | Import::Occupations(Rows { out, .. })
                    | Import::Plans(Rows { out, .. })
                    | Import::Violations(Rows { out, .. }),
            }
            | Call::Sample { out, .. }
            | Call::Export { out, .. }
            | Call::Document { out, .. }
            | Call::Find { out, .. }
            | Call::List { out, .. }
            | Call::Show { out, .. }
            | Call::Explain { out, .. }
            | Call::Term { out, .. }
            | Call::Rules { out, .. }
            | Call::Statute { what: Statute::Import { out, .. } | Statute::Show { out, .. } }
            | Call::Calendar { what: Calendar::Import { out, .. } | Calendar::Show { out, .. } }
            | Call::Audit { what: Audit::Verify { out, .. } | Audit::Head { out } }
            | Call::Template {
                what: Template::List { out } | Template::Show { out, .. } | Template::Check { out, .. },
            }
            | Call::Outbox { what: Outbox::List { out } | Outbox::Send { out } }
            | Call::Draw {
                what: Draw::Verify { out, .. } | Draw::Export { out, .. } | Draw::DryRun { out, .. },
            }
            | Call::Bundle { what: Bundle::Export { out, .. } | Bundle::Verify { out, .. } }
            | Call::Backup { out, .. }
            | Call::Restore { out, .. }
            | Call::Settings { out }
            | Call::Attachment { out, .. }
            | Call::Doctor { out },
        ) => out.json,
        Some(Call::Do { json, .. }) => json.is_some(),
        Some(Call::Run { .. } | Call::Schema { .. }) => true,
        Some(Call::Seat { .. } | Call::Completions { .. } | Call::Man) | None => false,
    }
}

fn dispatch(args: &Args, output: Output) -> Result<u8, Fault> {
    let lang = output.lang;
    let answer = match &args.call {
        None => return open_console(args, None, output),
        Some(Call::Seat { login }) => return open_console(args, Some(login), output),
        Some(Call::Demo { seed, agencies, no_open, .. }) => {
            return demo(args, *seed, *agencies, *no_open, output);
        }
        Some(Call::Run { file, keep_going, .. }) => return run_file(args, file, *keep_going, lang),
        Some(Call::Import { what: Import::Agencies { file, dry_run, mapping, good_rows, .. } }) => {
            let options = import::Options {
                file,
                mapping: mapping.as_deref(),
                dry_run: *dry_run,
                good_rows: *good_rows,
            };
            let (answer, done) = import::agencies(&mut Session::open(args, None)?, options, lang)?;
            output.answer(&answer);
            return Ok(if done { 0 } else { Fault::input(Text::default()).exit() });
        }
        Some(Call::Import { what: Import::People(rows) }) => {
            return sheet(args, "record-person", rows, output);
        }
        Some(Call::Import { what: Import::Venues(rows) }) => {
            return sheet(args, "record-venue", rows, output);
        }
        Some(Call::Import { what: Import::Banks(rows) }) => return sheet(args, "record-bank", rows, output),
        Some(Call::Import { what: Import::Checks(rows) }) => {
            return sheet(args, "record-check", rows, output);
        }
        Some(Call::Import { what: Import::Occupations(rows) }) => {
            return sheet(args, "record-occupation", rows, output);
        }
        Some(Call::Import { what: Import::Plans(rows) }) => {
            return sheet(args, "file-plan", rows, output);
        }
        Some(Call::Import { what: Import::Violations(rows) }) => {
            return sheet(args, "record-violation", rows, output);
        }
        Some(Call::Do { command, json, id, version, fields }) => {
            let mut session = Session::open(args, None)?;
            let json = json.as_ref().and_then(Option::as_deref);
            let (answer, status) = do_one(&mut session, command, json, fields, id.clone(), *version, lang)?;
            output.answer(&answer);
            return Ok(status);
        }
        Some(Call::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Args::command(), "anjuan", &mut script);
            output::put_bytes(&script);
            return Ok(0);
        }
        Some(Call::Man) => {
            let mut page = Vec::new();
            let man = clap_mangen::Man::new(Args::command());
            man.render(&mut page).map_err(|e| Fault::Io(Text::same(e.to_string())))?;
            output::put_bytes(&page);
            return Ok(0);
        }
        Some(call) => answer(args, call, lang)?,
    };
    output.answer(&answer);
    Ok(0)
}

/// A sheet whose rows are acts of one command.
fn sheet(args: &Args, command: &str, rows: &Rows, output: Output) -> Result<u8, Fault> {
    let options =
        sheets::Options { command, file: &rows.file, dry_run: rows.dry_run, good_rows: rows.good_rows };
    let (answer, done) = import_rows::import(&mut Session::open(args, None)?, options, output.lang)?;
    output.answer(&answer);
    Ok(if done { 0 } else { Fault::input(Text::default()).exit() })
}

/// The calls that give one answer and are done.
fn answer(args: &Args, call: &Call, lang: Lang) -> Result<Answer, Fault> {
    let open = || Session::open(args, None);
    match call {
        Call::Init { bureau, login, name, .. } => {
            setup::init(&session::database_path(args)?, bureau, login, name)
        }
        Call::Sample { kind, file, .. } => sample::write(kind, file),
        Call::Export { kind, file, replace, .. } => export::export(&open()?, kind, file, *replace, lang),
        Call::Document { id, file, print, proof, replace, .. } => {
            let existing = Existing::replaced(*replace);
            let to = match file {
                Some(file) => Destination::File(file.clone(), existing),
                None => Destination::Printer(print.unwrap_or(1)),
            };
            document::document(&mut open()?, id, *proof, &to)
        }
        Call::Find { words, limit, .. } => {
            let session = open()?;
            find::find(&session.store, session.actor.bureau, session.moment(), words, *limit)
        }
        Call::List { kind, filter, limit, .. } => {
            let session = open()?;
            list::list(
                &session.store,
                &session.actor,
                kind,
                filter.as_deref(),
                *limit,
                session.moment().today,
            )
        }
        Call::Show { id, .. } => {
            let session = open()?;
            show::show(&session.store, &session.actor, session.moment(), id)
        }
        Call::Explain { id, command, .. } => act::explain_record(&open()?, id, command.as_deref(), lang),
        Call::Term { from, length, .. } => {
            let session =
                if args.database().is_some() || session::is_there(args)? { Some(open()?) } else { None };
            law::term(session.as_ref(), *from, length, lang)
        }
        Call::Rules { id, .. } => law::rules(id.as_deref(), lang),
        Call::Schema { command, .. } => act::schema(command.as_deref(), lang),
        Call::Statute { what: Statute::Import { file, .. } } => law::import_statute(&mut open()?, file),
        Call::Statute { what: Statute::Show { article, .. } } => {
            law::show_statute(&open()?, article.as_deref())
        }
        Call::Calendar { what: Calendar::Import { file, .. } } => {
            law::import_calendar(&mut open()?, file, lang)
        }
        Call::Calendar { what: Calendar::Show { year, .. } } => law::show_calendar(&open()?, *year),
        Call::Audit { what: Audit::Verify { head, .. } } => safety::verify(&open()?, head.as_deref()),
        Call::Audit { what: Audit::Head { .. } } => safety::head(&open()?),
        Call::Bundle { what: Bundle::Export { case, file, replace, .. } } => {
            let existing = Existing::replaced(*replace);
            bundle::export(&mut open()?, case, file, existing)
        }
        Call::Template { what: Template::List { .. } } => template::list(&open()?),
        Call::Template { what: Template::Show { kind, shipped, .. } } => {
            template::show(&open()?, kind, *shipped)
        }
        Call::Template { what: Template::Check { kind, file, .. } } => template::check_file(kind, file),
        Call::Outbox { what: Outbox::List { .. } } => outbox::list(&open()?),
        Call::Outbox { what: Outbox::Send { .. } } => outbox::send(&mut open()?),
        Call::Draw { what: Draw::Verify { file, .. } } => draw::verify(file),
        Call::Draw { what: Draw::Export { draw, file, replace, .. } } => {
            draw::export(&open()?, draw, file, Existing::replaced(*replace))
        }
        Call::Draw { what: Draw::DryRun { take, each, kind, .. } } => {
            draw::dry_run(&open()?, (*take, *each), kind.as_deref())
        }
        Call::Bundle { what: Bundle::Verify { file, .. } } => bundle::verify(file),
        Call::Backup { file, .. } => safety::backup(&open()?, file),
        Call::Restore { file, .. } => safety::restore(file, &session::database_path(args)?),
        Call::Settings { .. } => settings::settings(&open()?, lang),
        Call::Attachment { record, file, to, .. } => attachment::attachment(&mut open()?, record, file, to),
        Call::Doctor { .. } => safety::doctor(&open()?),
        _ => Ok(Answer::default()),
    }
}

/// `do NAME --json a=1`: what follows `--json` is an object only if it looks like one.
fn do_one(
    session: &mut Session,
    name: &str,
    json: Option<&str>,
    fields: &[String],
    id: Option<String>,
    version: Option<i64>,
    lang: Lang,
) -> Result<(Answer, u8), Fault> {
    match json {
        Some(word) if !word.trim_start().starts_with('{') => {
            let mut all = vec![word.to_owned()];
            all.extend_from_slice(fields);
            act::act(session, name, None, &all, id, version, lang)
        }
        object => act::act(session, name, object, fields, id, version, lang),
    }
}

fn run_file(args: &Args, file: &std::path::Path, keep_going: bool, lang: Lang) -> Result<u8, Fault> {
    let mut session = Session::open(args, None)?;
    let each = &mut |line: &serde_json::Value| output::put(&line.to_string());
    if file == std::path::Path::new("-") {
        return run::run(&mut session, std::io::stdin().lock(), keep_going, lang, each);
    }
    let opened = std::fs::File::open(file).map_err(|e| Fault::unreadable(file, &e))?;
    run::run(&mut session, BufReader::new(opened), keep_going, lang, each)
}

fn demo(args: &Args, seed: u64, agencies: usize, no_open: bool, output: Output) -> Result<u8, Fault> {
    let path = setup::practice_path(args.database().as_deref())?;
    let today = args.today.unwrap_or_else(|| session::moment_on(None).today);
    setup::demo(&path, &Options { seed, agencies, today }, output.lang)?;
    if no_open {
        let shown = path.display().to_string();
        output.answer(&Answer::new(json!({ "ok": true, "file": shown }), vec![Text::same(shown)]));
        return Ok(0);
    }
    open_console(
        &Args { db: Some(path), today: None, actor: args.actor.clone(), ..args.clone() },
        None,
        output,
    )
}

fn open_console(args: &Args, seat: Option<&str>, output: Output) -> Result<u8, Fault> {
    if args.call.is_none() && !session::is_there(args)? {
        let Some(path) = first::offer(args, output)? else { return Ok(0) };
        let made = Args { db: Some(path), ..args.clone() };
        return open_session(&made, None, output);
    }
    open_session(args, seat, output)
}

fn open_session(args: &Args, seat: Option<&str>, output: Output) -> Result<u8, Fault> {
    let session = Session::open(args, seat)?;
    let look = Look::new(output.lang, args.ascii);
    crate::console::run(session.store, session.actor, session.today, look).map_err(Fault::Io)
}
