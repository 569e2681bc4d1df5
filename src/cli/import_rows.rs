//! `import people`, `venues`, `banks`, `checks`, `occupations`: a sheet whose rows are acts, through the same choke point as
//! every act. The headings are the labels of the form.

use std::path::Path;

use serde_json::{Map, Value, json};

use super::answer::Answer;
use super::import::held_back;
use super::output::progress_bar;
use super::session::Session;
use crate::commands::catalogue;
use crate::commands::execute::{Keep, Reply, Request, execute_good};
use crate::commands::fault::Fault;
use crate::commands::spec::Spec;
use crate::exchange::rows::{self, Heading, SheetRow};
use crate::records::credit_code::CreditCode;
use crate::records::ids::RecordNo;
use crate::say;
use crate::store::{Sql, agencies};
use crate::text::{Lang, Text};

/// How to import.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// The command that each row is.
    pub command: &'a str,
    /// The sheet.
    pub file: &'a Path,
    /// Check only.
    pub dry_run: bool,
    /// Take the good rows even if others have errors.
    pub good_rows: bool,
}

/// Imports the rows: the report, and whether all that was asked for was done.
///
/// # Errors
/// When the file is no such sheet, or the database refuses.
pub fn import(session: &mut Session, options: Options<'_>, lang: Lang) -> Result<(Answer, bool), Fault> {
    let found =
        catalogue::find(options.command).ok_or_else(|| Fault::input(catalogue::unknown(options.command)))?;
    let spec = found.spec();
    std::fs::File::open(options.file).map_err(|e| Fault::unreadable(options.file, &e))?;
    let bar = progress_bar(&Text::new("读取", "reading"), lang);
    let rows = rows::read(options.file, &headings(spec), &mut |at, total| {
        total.inspect(|t| bar.set_length(*t));
        bar.set_position(at);
    })
    .map_err(Fault::input)?;
    bar.finish_and_clear();
    let requests: Vec<Request> =
        rows.iter().map(|row| request(&session.store, spec, row)).collect::<Result<_, _>>()?;
    let bar = progress_bar(&Text::new("核对", "checking"), lang);
    bar.set_length(requests.len() as u64);
    let moment = session.moment();
    let keep = |done: &[Result<Reply, Fault>]| {
        let kept = !options.dry_run && (options.good_rows || done.iter().all(Result::is_ok));
        if kept { Keep::Yes } else { Keep::No }
    };
    let tried = execute_good(&mut session.store, &session.actor, moment, &requests, keep, |done| {
        bar.set_position(done as u64);
    })?;
    bar.finish_and_clear();
    let good = tried.iter().filter(|result| result.is_ok()).count();
    let unchanged = tried.iter().flatten().filter(|reply| reply.unchanged).count();
    let wrong = |(at, result): (usize, Result<Reply, Fault>)| Some((at, result.err()?));
    let wrong: Vec<(usize, Fault)> = tried.into_iter().enumerate().filter_map(wrong).collect();
    let held_back = !wrong.is_empty() && (!options.good_rows || good == 0);
    let (done, unchanged) = if held_back { (0, 0) } else { (good - unchanged, unchanged) };
    let report = Report { rows: &rows, wrong, done, unchanged, held_back };
    Ok((report.answer(lang, options.dry_run), !held_back))
}

/// What became of the rows.
struct Report<'a> {
    rows: &'a [SheetRow],
    wrong: Vec<(usize, Fault)>,
    done: usize,
    /// What stood so already.
    unchanged: usize,
    held_back: bool,
}

impl Report<'_> {
    fn answer(&self, lang: Lang, dry_run: bool) -> Answer {
        let problems: Vec<Value> = self
            .wrong
            .iter()
            .map(|(at, fault)| {
                let row = &self.rows[*at];
                json!({ "sheet": row.sheet, "row": row.row, "error": fault.word(), "wrong": fault.text().get(lang) })
            })
            .collect();
        let json = json!({
            "ok": !self.held_back, "dry_run": dry_run, "rows": self.rows.len(), "done": self.done,
            "unchanged": self.unchanged,
            "rejected": self.wrong.len(), "problems": problems,
        });
        let mut lines: Vec<Text> = self
            .wrong
            .iter()
            .map(|(at, fault)| {
                let row = &self.rows[*at];
                let sheet = row.sheet.as_str();
                say!("{s} 第 {r} 行: {w}", "{s}, row {r}: {w}", s = sheet, r = row.row, w = fault.text())
            })
            .collect();
        if self.held_back {
            lines.push(held_back());
        }
        lines.push(say!(
            "{t} 行: 登记 {d}, 未变 {u}, 有错 {w}",
            "{t} rows: {d} recorded, {u} unchanged, {w} with errors",
            t = self.rows.len(),
            d = self.done,
            u = self.unchanged,
            w = self.wrong.len()
        ));
        if dry_run {
            lines.push(Text::new("试运行: 没有写入", "dry run: nothing was written"));
        }
        Answer::new(json, lines)
    }
}

/// The headings of a command's sheet: labels of its fields in both languages, and their names.
fn headings(spec: &Spec) -> Vec<Heading> {
    let names = |field: &crate::commands::spec::Field| {
        let (zh, en) = (field.label.get(Lang::Zh).to_owned(), field.label.get(Lang::En).to_owned());
        let mut names = vec![zh, en, field.name.to_owned()];
        if field.name == "agency" {
            names.extend(["机构名称", "统一社会信用代码", "机构编码", "机构编号"].map(str::to_owned));
        }
        names
    };
    spec.fields.iter().map(|field| Heading { field: field.name, names: names(field) }).collect()
}

/// The request that a row is; its agency named by number, credit code, agency code or name.
fn request(sql: &dyn Sql, spec: &Spec, row: &SheetRow) -> Result<Request, Fault> {
    let mut fields = Map::new();
    for (field, value) in &row.values {
        let value = match *field {
            "agency" => agency(sql, value)?.map_or_else(|| value.clone(), |no| no.to_string()),
            _ => value.clone(),
        };
        fields.insert((*field).to_owned(), Value::String(value));
    }
    Ok(Request::new(spec.name, Value::Object(fields)))
}

fn agency(sql: &dyn Sql, named: &str) -> Result<Option<RecordNo>, Fault> {
    if named.parse::<RecordNo>().is_ok() {
        return Ok(None);
    }
    if let Ok(checked) = CreditCode::parse(named)
        && let Some(agency) = agencies::by_credit_code(sql, &checked.code)?
    {
        return Ok(Some(agency.no));
    }
    Ok(match agencies::code_taken(sql, named, None)? {
        Some(no) => Some(no),
        None => agencies::by_name(sql, named)?,
    })
}
