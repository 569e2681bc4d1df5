//! `import agencies`: a ledger of agencies, row by row through the same choke point as every act.

use std::path::Path;

use serde_json::{Value, json};

use super::answer::Answer;
use super::output::progress_bar;
use super::session::Session;
use crate::commands::agencies::register::RegisterAgency;
use crate::commands::execute::{Keep, Reply, Request, execute_good};
use crate::commands::fault::Fault;
use crate::commands::scene::may;
use crate::commands::sheets::held_back;
use crate::exchange::ledger::{self, Ledger, LedgerAgency};
use crate::exchange::mapping::Mapping;
use crate::records::agency::{AgencyFacts, Scope, Validity};
use crate::say;
use crate::text::{Lang, Text};

/// How to import.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// The ledger.
    pub file: &'a Path,
    /// Mapping of columns, where the headings are unusual.
    pub mapping: Option<&'a Path>,
    /// Check only.
    pub dry_run: bool,
    /// Take the good agencies even if others have errors.
    pub good_rows: bool,
}

/// Imports a ledger: the report, and whether all that was asked for was done.
///
/// # Errors
/// When the file is no ledger, or the database can't be written; then nothing was written.
pub fn agencies(session: &mut Session, options: Options<'_>, lang: Lang) -> Result<(Answer, bool), Fault> {
    let mapping = match options.mapping {
        Some(path) => Mapping::read(path).map_err(Fault::input)?,
        None => Mapping::default(),
    };
    std::fs::File::open(options.file).map_err(|e| Fault::unreadable(options.file, &e))?;
    let bar = progress_bar(&Text::new("读取", "reading"), lang);
    let ledger = ledger::read(options.file, &mapping, &mut |rows, total| {
        total.inspect(|t| bar.set_length(*t));
        bar.set_position(rows);
    })
    .map_err(Fault::input)?;
    bar.finish_and_clear();
    let mut report = Report::of(session, ledger);
    if !report.ledger.left_out.is_empty() && !options.good_rows {
        report.held_back = true;
        return Ok((report.answer(lang, options.dry_run), false));
    }
    report.execute(session, options, lang)?;
    Ok((report.answer(lang, options.dry_run), !report.held_back))
}

/// What an import found and did.
struct Report {
    ledger: Ledger,
    /// Places in the ledger's list of agencies that the actor may register.
    own: Vec<usize>,
    /// Those that are other bureaus'.
    foreign: Vec<usize>,
    /// Those of its own that were refused, and why.
    refused: Vec<(usize, Fault)>,
    /// Nothing went in because of errors.
    held_back: bool,
    counts: [usize; 3],
    /// What was amended of agencies on record, each by its place in the ledger.
    amended: Vec<(usize, Vec<Text>)>,
}

const CHANGES: [&str; 3] = ["added", "amended", "none"];

impl Report {
    fn of(session: &Session, ledger: Ledger) -> Self {
        let (own, foreign) = (0..ledger.agencies.len())
            .partition(|at| may(RegisterAgency::SPEC, &session.actor, ledger.agencies[*at].bureau).is_ok());
        Self {
            ledger,
            own,
            foreign,
            refused: Vec::new(),
            held_back: false,
            counts: [0; 3],
            amended: Vec::new(),
        }
    }

    fn execute(&mut self, session: &mut Session, options: Options<'_>, lang: Lang) -> Result<(), Fault> {
        let file = options.file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let requests: Vec<Request> =
            self.own.iter().map(|at| request(&self.ledger.agencies[*at], &file)).collect();
        let bar = progress_bar(&Text::new("登记", "registering"), lang);
        bar.set_length(requests.len() as u64);
        let keep = |done: &[Result<Reply, Fault>]| {
            let kept = !options.dry_run && (options.good_rows || done.iter().all(Result::is_ok));
            if kept { Keep::Yes } else { Keep::No }
        };
        let moment = session.moment();
        let replies = execute_good(&mut session.store, &session.actor, moment, &requests, keep, |done| {
            if done % 64 == 0 {
                bar.set_position(done as u64);
            }
        })?;
        bar.finish_and_clear();
        for (at, reply) in self.own.iter().zip(replies) {
            match reply {
                Ok(reply) => {
                    let change = CHANGES.iter().position(|change| *change == changed(&reply));
                    self.counts[change.unwrap_or(CHANGES.len() - 1)] += 1;
                    let told = differences(&reply);
                    if !told.is_empty() {
                        self.amended.push((*at, told));
                    }
                }
                Err(fault) => self.refused.push((*at, fault)),
            }
        }
        // Without one good row nothing was imported, whatever was asked for.
        let none_good =
            self.refused.len() == self.own.len() && self.rejected() > 0 && self.foreign.is_empty();
        self.held_back = none_good || (!self.refused.is_empty() && !options.good_rows);
        if self.held_back {
            self.counts = [0; 3];
            self.amended.clear();
        }
        Ok(())
    }

    fn answer(&self, lang: Lang, dry_run: bool) -> Answer {
        let foreign: Vec<Value> = self
            .foreign
            .iter()
            .map(|at| &self.ledger.agencies[*at])
            .map(|a| json!({ "name": a.name, "bureau": a.bureau, "rows": a.source.rows }))
            .collect();
        let mut problems: Vec<Value> = self.ledger.problems.iter().map(|p| problem_json(p, lang)).collect();
        problems.extend(self.refused.iter().map(|(at, fault)| {
            let source = &self.ledger.agencies[*at].source;
            json!({
                "sheet": source.sheet, "row": source.rows.first(), "column": null, "error": fault.word(),
                "wrong": fault.text().get(lang), "severity": "error",
            })
        }));
        let mut json = json!({
            "ok": !self.held_back,
            "dry_run": dry_run,
            "agencies": self.ledger.agencies.len(),
            "added": self.counts[0], "amended": self.counts[1], "unchanged": self.counts[2],
            "changes": self.amended.iter().map(|(at, told)| {
                let told: Vec<&str> = told.iter().map(|one| one.get(lang)).collect();
                json!({ "name": self.ledger.agencies[*at].name, "changed": told })
            }).collect::<Vec<_>>(),
            "rejected": self.rejected(),
            "left_out": self.ledger.left_out,
            "foreign": foreign,
            "problems": problems,
        });
        if self.held_back {
            json["error"] = json!("input");
            json["message"] = json!(held_back().get(lang));
        }
        Answer::new(json, self.lines(dry_run))
    }

    fn rejected(&self) -> usize {
        self.ledger.left_out.len() + self.refused.len()
    }

    fn lines(&self, dry_run: bool) -> Vec<Text> {
        let mut lines: Vec<Text> = self.ledger.problems.iter().map(ledger::RowProblem::message).collect();
        lines.extend(self.refused.iter().map(|(at, fault)| {
            let agency = &self.ledger.agencies[*at];
            say!("{p} {n}: {t}", "{p} {n}: {t}", p = place(agency), n = agency.name, t = fault.text())
        }));
        lines.extend(self.foreign.iter().map(|at| &self.ledger.agencies[*at]).map(|a| {
            say!(
                "{p}: {n} 属 {b}, 不由您导入",
                "{p}: {n} is under {b}, not for you to import",
                p = place(a),
                n = a.name,
                b = a.bureau.label()
            )
        }));
        // One row with an error keeps the whole agency out: say which rows that are.
        lines.extend(self.ledger.left_out.iter().filter(|out| out.source.rows.len() > 1).map(|out| {
            let rows: Vec<Text> = out.source.rows.iter().map(|row| Text::same(row.to_string())).collect();
            say!(
                "{s} 第 {r} 行: {n} 有一行有错, 各行都未导入",
                "{s}, rows {r}: {n} has an error in one row, all of them are left out",
                s = out.source.sheet.as_str(),
                r = Text::join(&rows),
                n = if out.name.is_empty() {
                    Text::new("(无名称)", "(no name)")
                } else {
                    Text::same(out.name.as_str())
                }
            )
        }));
        lines.extend(self.amended.iter().map(|(at, told)| {
            let agency = &self.ledger.agencies[*at];
            say!(
                "{p} 更新 {n}: {t}",
                "{p} amended {n}: {t}",
                p = place(agency),
                n = agency.name,
                t = Text::join(told)
            )
        }));
        if self.held_back {
            lines.push(held_back());
        }
        let [added, amended, unchanged] = self.counts;
        lines.push(say!(
            "机构 {t} 家: 新增 {a}, 更新 {m}, 不变 {u}; 有错未导入 {r}; 他局 {f}",
            "{t} agencies: {a} added, {m} amended, {u} unchanged; {r} with errors left out; {f} of other bureaus",
            t = self.ledger.agencies.len() + self.ledger.left_out.len(),
            a = added,
            m = amended,
            u = unchanged,
            r = self.rejected(),
            f = self.foreign.len()
        ));
        if dry_run {
            lines.push(Text::new("试运行: 没有写入", "dry run: nothing was written"));
        }
        lines
    }
}

fn place(agency: &LedgerAgency) -> Text {
    let row = agency.source.rows.first().copied().unwrap_or_default();
    say!("{s} 第 {r} 行", "{s}, row {r}", s = agency.source.sheet, r = row)
}

fn problem_json(problem: &ledger::RowProblem, lang: Lang) -> Value {
    json!({
        "sheet": problem.sheet, "row": problem.row, "column": problem.column, "heading": problem.heading.get(lang),
        "found": problem.found, "wrong": problem.wrong.get(lang), "right": problem.right.get(lang),
        "severity": problem.severity,
    })
}

/// What an amendment changed, in words.
fn differences(reply: &Reply) -> Vec<Text> {
    let all = reply.more.get("changed").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let word = |one: &Value, lang: &str| one[lang].as_str().unwrap_or_default().to_owned();
    all.iter().map(|one| Text::owned(word(one, "zh"), word(one, "en"))).collect()
}

fn changed(reply: &Reply) -> &str {
    reply.more.get("change").and_then(Value::as_str).unwrap_or_default()
}

fn request(agency: &LedgerAgency, file: &str) -> Request {
    let words = |part: &Option<String>| part.clone().unwrap_or_default();
    let facts = AgencyFacts {
        name: agency.name.clone(),
        kind: agency.kind,
        agency_code: agency.agency_code.clone(),
        credit_code: agency.credit_code.clone(),
        legal_representative: words(&agency.legal_representative),
        contact: words(&agency.contact),
        phone: words(&agency.phone),
        address: words(&agency.address),
        bureau: agency.bureau,
        validity: Some(Validity { published_on: agency.published_on, expires_on: agency.expires_on }),
        branch_of: None,
        note: words(&agency.note),
        scopes: agency
            .scopes
            .iter()
            .map(|s| Scope {
                occupation: s.occupation.code,
                name: s.occupation.work_type.clone(),
                levels: s.levels,
            })
            .collect(),
    };
    let row = agency.source.rows.first().copied().unwrap_or_default();
    let source = format!("{file} {} {row}", agency.source.sheet);
    Request::new("register-agency", json!({ "facts": facts, "source": source }))
}
