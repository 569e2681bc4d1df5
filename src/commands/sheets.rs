//! Sheets whose rows are acts (人员、场地、题库、核查、职业): read, judged row by row, and taken in one transaction, through the same
//! choke point as every act. The headings are the labels of the form.

use std::path::Path;

use serde_json::{Map, Value};

use super::catalogue;
use super::execute::{Keep, Reply, Request, execute_good};
use super::fault::Fault;
use super::scene::Moment;
use super::spec::Spec;
use crate::exchange::rows::{self, Heading, SheetRow};
use crate::records::credit_code::CreditCode;
use crate::records::ids::RecordNo;
use crate::records::staff::Staff;
use crate::say;
use crate::store::{Sql, Store, agencies};
use crate::text::{Lang, Text};

/// The kinds of sheets: name, what a row of it is.
pub const SHEETS: [(&str, Text, &str); 7] = [
    ("people", Text::new("人员", "people"), "record-person"),
    ("venues", Text::new("场地", "venues"), "record-venue"),
    ("banks", Text::new("题库", "question banks"), "record-bank"),
    ("checks", Text::new("核查", "checks"), "record-check"),
    ("occupations", Text::new("职业目录", "occupations"), "record-occupation"),
    ("plans", Text::new("考务方案", "exam plans"), "file-plan"),
    ("violations", Text::new("违规情形", "other violations"), "record-violation"),
];

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

/// What is under way, for a progress bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Reading the file.
    Reading,
    /// Judging the rows.
    Checking,
}

/// What became of a sheet.
#[derive(Debug)]
pub struct Outcome {
    /// Its rows.
    pub rows: Vec<SheetRow>,
    /// Rows that were not taken, each by its place among them, and why.
    pub wrong: Vec<(usize, Fault)>,
    /// How many were recorded.
    pub done: usize,
    /// How many stood so already.
    pub unchanged: usize,
    /// Nothing went in because of errors.
    pub held_back: bool,
    /// Whether it was only tried.
    pub dry_run: bool,
    /// Headings that mean nothing here.
    pub ignored: Vec<String>,
}

/// Imports the rows of a sheet.
///
/// # Errors
/// When the file is no such sheet, or the database refuses.
pub fn import(
    store: &mut Store,
    actor: &Staff,
    moment: Moment,
    options: Options<'_>,
    progress: &mut dyn FnMut(Stage, u64, u64),
) -> Result<Outcome, Fault> {
    let found =
        catalogue::find(options.command).ok_or_else(|| Fault::input(catalogue::unknown(options.command)))?;
    let spec = found.spec();
    std::fs::File::open(options.file).map_err(|e| Fault::unreadable(options.file, &e))?;
    let read = rows::read(options.file, &headings(spec), &mut |at, total| {
        progress(Stage::Reading, at, total.unwrap_or_default());
    })
    .map_err(Fault::input)?;
    let rows = read.rows;
    let requests: Vec<Request> =
        rows.iter().map(|row| request(store, spec, row)).collect::<Result<_, _>>()?;
    let keep = |done: &[Result<Reply, Fault>]| {
        let kept = !options.dry_run && (options.good_rows || done.iter().all(Result::is_ok));
        if kept { Keep::Yes } else { Keep::No }
    };
    let total = requests.len() as u64;
    let tried = execute_good(store, actor, moment, &requests, keep, |done| {
        progress(Stage::Checking, done as u64, total);
    })?;
    let good = tried.iter().filter(|result| result.is_ok()).count();
    let unchanged = tried.iter().flatten().filter(|reply| reply.unchanged).count();
    let wrong = |(at, result): (usize, Result<Reply, Fault>)| Some((at, result.err()?));
    let wrong: Vec<(usize, Fault)> = tried.into_iter().enumerate().filter_map(wrong).collect();
    let held_back = !wrong.is_empty() && (!options.good_rows || good == 0);
    let (done, unchanged) = if held_back { (0, 0) } else { (good - unchanged, unchanged) };
    Ok(Outcome { rows, wrong, done, unchanged, held_back, dry_run: options.dry_run, ignored: read.ignored })
}

impl Outcome {
    /// Each bad row with its place, and columns that were not used.
    #[must_use]
    pub fn problems(&self) -> Vec<Text> {
        let mut lines: Vec<Text> = self
            .wrong
            .iter()
            .map(|(at, fault)| {
                let row = &self.rows[*at];
                let sheet = row.sheet.as_str();
                say!("{s} 第 {r} 行: {w}", "{s}, row {r}: {w}", s = sheet, r = row.row, w = fault.text())
            })
            .collect();
        if !self.ignored.is_empty() {
            let names: Vec<Text> = self.ignored.iter().map(Text::same).collect();
            lines.push(say!("未用到的列: {n}", "columns not used: {n}", n = Text::join(&names)));
        }
        lines
    }

    /// How many went in.
    #[must_use]
    pub fn summary(&self) -> Vec<Text> {
        let mut lines = vec![say!(
            "{t} 行: 登记 {d}, 未变 {u}, 有错 {w}",
            "{t} rows: {d} recorded, {u} unchanged, {w} with errors",
            t = self.rows.len(),
            d = self.done,
            u = self.unchanged,
            w = self.wrong.len()
        )];
        if self.dry_run {
            lines.push(Text::new("试运行: 没有写入", "dry run: nothing was written"));
        }
        lines
    }
}

/// Why nothing went in.
#[must_use]
pub const fn held_back() -> Text {
    Text::new(
        "有错误, 没有导入任何内容; 改正后再导入; 其中有无误的, 可加 --good-rows 先导入",
        "there are errors, nothing was imported: correct them; where some are good, --good-rows takes those",
    )
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
