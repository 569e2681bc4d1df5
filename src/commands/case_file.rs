//! A case's file (案卷) as one bundle: cover, contents, opening form, documents with their proofs of service, evidence, the whole
//! record and its history, each with its hash. Reads, and changes nothing on
//! file, but that what shows a person in the clear is put on record first.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Value, json};

use super::cases::paper;
use super::cases::reveal::{self, Purpose};
use super::cases::writer::{party, zh};
use super::fault::Fault;
use super::scene::{Key, Moment, Scene};
use crate::documents::{CasePages, ContentsLine, Sheet, docx, is_unchanged, layout};
use crate::exchange::bundle::{self, Writer};
use crate::exchange::whole::{Existing, Stop};
use crate::law::cases::provision;
use crate::law::contents::{Line, Place, contents};
use crate::records::case::{CaseFile, ReviewOutcome};
use crate::records::document::{Document, DocumentStatus};
use crate::records::ids::RecordNo;
use crate::records::staff::Staff;
use crate::records::template::CasePage;
use crate::say;
use crate::store::audit::{self, Entry};
use crate::store::{Sql, Store, attachments};
use crate::text::Text;
use crate::text::clean::clean;
use crate::text::hash::fingerprint;

/// The form of bundles, for whoever reads one later.
const FORM: u32 = 1;
/// Bytes of a file's name without its ending; a file system takes 255.
const MOST_NAME: usize = 180;
const MANIFEST: &str = "manifest.json";
const HISTORY: &str = "history.jsonl";
const RECORD: &str = "record.json";

/// The pages of a file in their order: what each is, and what stands on it.
#[derive(Debug)]
pub struct Contents {
    /// The lines.
    pub lines: Vec<Line>,
    sheets: BTreeMap<usize, Sheet>,
    pages: Vec<Text>,
}

/// The contents of a case's file with the number of pages of each.
///
/// # Errors
/// When the case isn't there or is a foreign bureau's, or a document of it can't be read.
pub fn read(
    sql: &dyn Sql,
    actor: &Staff,
    moment: Moment,
    no: RecordNo,
) -> Result<(Scene<CaseFile>, Contents), Fault> {
    let scene = Scene::<CaseFile>::load(sql, actor, moment, &Key::Record(no))?;
    let lines = contents(&scene.facts);
    let (mut sheets, mut pages) = (BTreeMap::new(), Vec::new());
    for (at, line) in lines.iter().enumerate() {
        pages.push(match line.place {
            Place::Document(document) => match written(sql, &scene, document, (actor, moment))? {
                Some(sheet) => {
                    let count = layout::pages(&sheet).len();
                    sheets.insert(at, sheet);
                    say!("{n}页", "pages: {n}", n = count)
                }
                None => Text::new("未成文", "never written"),
            },
            Place::Evidence(piece) => match scene.facts.evidence.get(piece).and_then(|e| e.file.as_ref()) {
                Some(_) => Text::new("电子文件", "a file"),
                None => Text::new("原件另存", "kept apart"),
            },
            Place::Cover | Place::Contents | Place::Opening => say!("{n}页", "pages: {n}", n = 1),
        });
    }
    let own = own_pages(&scene.facts, &lines, &pages);
    for (at, line) in lines.iter().enumerate() {
        let page = match line.place {
            Place::Cover => CasePage::Cover,
            Place::Contents => CasePage::Contents,
            Place::Opening => CasePage::Opening,
            Place::Document(_) | Place::Evidence(_) => continue,
        };
        let made = own.page(page, scene.templates.of(page, moment.today));
        sheets.insert(at, made.map_err(|e| Fault::input(e.text()))?);
    }
    Ok((scene, Contents { lines, sheets, pages }))
}

impl Contents {
    /// How many pages a line has, or what it is kept as.
    #[must_use]
    pub fn pages(&self, at: usize) -> Text {
        self.pages.get(at).cloned().unwrap_or_default()
    }
}

/// What stands in a document: what was issued as it was frozen, an open draft as it would be now. A draft that was made void
/// never became a document: what was drafted is in the record, and nobody puts it into other words today. An open one that lacks
/// something has no words yet.
fn written(
    sql: &dyn Sql,
    scene: &Scene<CaseFile>,
    no: RecordNo,
    (actor, moment): (&Staff, Moment),
) -> Result<Option<Sheet>, Fault> {
    let void = |d: &&Document| d.no == no && d.status == DocumentStatus::Void && d.text.is_none();
    if scene.facts.papers().any(|document| void(&document)) {
        return Ok(None);
    }
    match paper::read(sql, actor, moment, no) {
        Ok((_, sheet)) => Ok(Some(sheet)),
        Err(Fault::Input(_)) => Ok(None),
        Err(fault) => Err(fault),
    }
}

fn own_pages(file: &CaseFile, lines: &[Line], pages: &[Text]) -> CasePages {
    let names: Vec<&str> = file.handlers.iter().map(|h| h.staff.name.as_str()).collect();
    let grounds =
        file.grounds.iter().map(|g| format!("{}：{}", zh(&provision(file, *g)), zh(&file.named(*g))));
    CasePages {
        bureau: zh(&file.bureau.full_name()),
        case_no: file.no.to_string(),
        party: party(file),
        grounds: grounds.collect(),
        source: zh(&file.came_from()),
        summary: file.summary.clone(),
        outcomes: outcomes(file),
        handlers: names.join("、"),
        opened_on: file.opened_on,
        closed_on: file.closed_on,
        items: lines.len(),
        lines: lines
            .iter()
            .zip(pages)
            .map(|(line, pages)| ContentsLine {
                title: zh(&line.title),
                number: line.number.clone(),
                on: line.on,
                pages: zh(pages),
            })
            .collect(),
    }
}

/// What the case came to: what a review put in its place, what was decided, or that nothing is yet.
fn outcomes(file: &CaseFile) -> Vec<String> {
    let labels = |outcomes: &[crate::records::outcome::Outcome]| -> Vec<String> {
        outcomes.iter().map(|outcome| zh(&outcome.label())).collect()
    };
    match (file.overturned(), &file.decision) {
        (Some(review), _) if file.overturned_on().is_some() => match review.outcome {
            Some(ReviewOutcome::Withdrawn) => vec!["复核撤销原决定".to_owned()],
            _ => labels(&review.outcomes),
        },
        (_, Some(decision)) => labels(&decision.outcomes),
        (_, None) if file.closed_on.is_some() => vec!["核查不成立".to_owned()],
        (_, None) => vec!["尚未决定".to_owned()],
    }
}

/// Writes a case's file as a bundle; how many files, and the fingerprint that stands for all of it.
///
/// # Errors
/// When the case isn't there or is a foreign bureau's, it is about a person whom the actor may not see, something in it can't be read or isn't what was put on file, or the
/// bundle can't be written.
pub fn export(
    store: &mut Store,
    actor: &Staff,
    moment: Moment,
    no: RecordNo,
    (to, existing): (&Path, Existing),
) -> Result<(usize, String), Fault> {
    reveal::leaves(store, actor, moment, no, (Purpose::Bundle, &to.to_string_lossy()))?;
    let sql: &dyn Sql = store;
    let (scene, contents) = read(sql, actor, moment, no)?;
    let mut history = audit::history(sql, &no.to_string(), i64::MAX, i64::MAX)?;
    history.reverse();
    let head = audit::head(sql)?.map(|head| json!({ "seq": head.seq, "hash": head.hash }));
    let mut count = 0;
    let fingerprint = bundle::write(to, existing, &no.to_string(), |writer| {
        let mut bundle = Bundle { writer, files: Vec::new() };
        for (at, line) in contents.lines.iter().enumerate() {
            bundle.line(sql, &scene.facts, at, line, contents.sheets.get(&at))?;
        }
        let record = serde_json::to_vec_pretty(&scene.facts)?;
        bundle.add(RECORD, &record, json!({ "what": "record" }))?;
        bundle.add(
            HISTORY,
            jsonl(&history)?.as_bytes(),
            json!({ "what": "history", "entries": history.len() }),
        )?;
        let manifest = json!({
            "form": FORM, "case": no.to_string(), "bureau": scene.facts.bureau, "exported_on": moment.today,
            "by": actor.login, "chain": head, "contents": listed(&contents.lines), "files": bundle.files,
        });
        count = bundle.files.len();
        bundle.writer.add(MANIFEST, &serde_json::to_vec_pretty(&manifest)?)?;
        Ok(())
    });
    Ok((count, fingerprint.map_err(Fault::Io)?))
}

/// The contents, for whoever reads the manifest.
fn listed(lines: &[Line]) -> Vec<Value> {
    lines
        .iter()
        .map(|line| {
            let of = match line.place {
                Place::Document(no) => json!(no.to_string()),
                Place::Evidence(at) => json!(at + 1),
                Place::Cover | Place::Contents | Place::Opening => Value::Null,
            };
            json!({ "title": zh(&line.title), "number": line.number, "on": line.on, "of": of })
        })
        .collect()
}

fn jsonl(history: &[Entry]) -> Result<String, serde_json::Error> {
    history.iter().map(|entry| Ok(serde_json::to_string(entry)? + "\n")).collect()
}

struct Bundle<'a, 'b> {
    writer: &'a mut Writer<'b>,
    files: Vec<Value>,
}

impl Bundle<'_, '_> {
    fn add(&mut self, name: &str, bytes: &[u8], mut about: Value) -> Result<(), Stop> {
        about["sha256"] = json!(self.writer.add(name, bytes)?);
        about["file"] = json!(name);
        self.files.push(about);
        Ok(())
    }

    /// The files of a line of the contents.
    fn line(
        &mut self,
        sql: &dyn Sql,
        file: &CaseFile,
        at: usize,
        line: &Line,
        sheet: Option<&Sheet>,
    ) -> Result<(), Stop> {
        let number = line.number.as_deref().unwrap_or_default();
        let name = harmless(&format!("{:02}-{}{number}", at + 1, zh(&line.title)));
        if let Place::Evidence(piece) = line.place {
            return self.evidence(sql, file, piece, &name);
        }
        let of = match line.place {
            Place::Document(no) => json!(no.to_string()),
            _ => Value::Null,
        };
        let document = match line.place {
            Place::Document(no) => file.papers().find(|document| document.no == no),
            _ => None,
        };
        let Some(sheet) = sheet else {
            // What was drafted, as it was.
            let Some(document) = document else { return Ok(()) };
            let drafted = serde_json::to_vec_pretty(&document.content)?;
            return self.add(&format!("{name}.json"), &drafted, json!({ "what": "draft", "of": of }));
        };
        let warning = document.and_then(|document| document.status.warning());
        // What was issued is there as it was frozen: its sum is the one that the chain has.
        if let Some((text, hash)) = document.and_then(|d| Some((d.text.as_ref()?, d.sha256.as_ref()?))) {
            if !is_unchanged(text, hash) {
                return Err(altered(&name));
            }
            self.add(
                &format!("{name}.frozen"),
                text.as_bytes(),
                json!({ "what": "frozen", "of": of, "issued": hash }),
            )?;
        }
        let docx = docx::docx(sheet, warning).map_err(|e| Stop::Content(e.text()))?;
        self.add(&format!("{name}.docx"), &docx, json!({ "what": "page", "of": of }))?;
        let text = layout::lines(sheet).join("\n") + "\n";
        self.add(&format!("{name}.txt"), text.as_bytes(), json!({ "what": "page", "of": of }))?;
        for scan in document.iter().flat_map(|document| &document.scans) {
            let about = json!({ "what": "scan", "of": of, "filed": scan.sha256 });
            self.kept(sql, &format!("{name} 回证"), (&scan.name, &scan.sha256), about)?;
        }
        Ok(())
    }

    fn evidence(&mut self, sql: &dyn Sql, file: &CaseFile, at: usize, name: &str) -> Result<(), Stop> {
        let Some(piece) = file.evidence.get(at) else { return Ok(()) };
        let (Some(own), Some(hash)) = (&piece.file, &piece.sha256) else { return Ok(()) };
        self.kept(sql, name, (own, hash), json!({ "what": "evidence", "of": at + 1, "filed": hash }))
    }

    /// A file that was put on file, under a name of its place and its own.
    fn kept(
        &mut self,
        sql: &dyn Sql,
        name: &str,
        (own, hash): (&str, &str),
        about: Value,
    ) -> Result<(), Stop> {
        let bytes = attachments::bytes(sql, hash).map_err(|e| Stop::Content(e.text))?.unwrap_or_default();
        if fingerprint(&bytes) != hash {
            return Err(altered(name));
        }
        let ending =
            Path::new(own).extension().map(|e| format!(".{}", e.to_string_lossy())).unwrap_or_default();
        let stem = own.strip_suffix(ending.as_str()).unwrap_or(own);
        let name = harmless(&format!("{name} {stem}")) + &harmless(&ending);
        self.add(&name, &bytes, about)
    }
}

fn altered(name: &str) -> Stop {
    Stop::Content(say!(
        "{n} 与入卷时不符, 没有写出; 请以备份和审计链为准",
        "{n} is not what was put on file: nothing is written; go by a backup and the audit chain",
        n = name
    ))
}

/// A name that is one file in any folder, and short enough for any.
fn harmless(name: &str) -> String {
    let name = clean(name).replace(['/', '\\', ':', '*', '?', '"', '<', '>', '|'], "_");
    let end = (0..=name.len().min(MOST_NAME)).rev().find(|at| name.is_char_boundary(*at)).unwrap_or(0);
    name[..end].trim_end_matches([' ', '.']).to_owned()
}

/// What a bundle turned out to be.
#[derive(Debug)]
pub struct Report {
    /// The case.
    pub case: String,
    /// How many files it has.
    pub files: usize,
    /// Entries of its history.
    pub entries: usize,
    /// The hash that stands for all of it.
    pub fingerprint: String,
    /// What is wrong with it.
    pub faults: Vec<Text>,
}

/// Holds a bundle against its own sums, what was issued and put on file against the hashes of that day, and each entry of the
/// history against its own. Needs no database.
///
/// # Errors
/// When it can't be read, or is no bundle of a case.
pub fn verify(path: &Path) -> Result<Report, Fault> {
    let found = bundle::verify(path, |name| name == MANIFEST || name == HISTORY).map_err(Fault::Io)?;
    let manifest = found.kept.get(MANIFEST).and_then(|bytes| serde_json::from_slice::<Value>(bytes).ok());
    let manifest = manifest.filter(|manifest| manifest["form"] == FORM).ok_or_else(|| {
        Fault::input(say!(
            "「{p}」不是案卷包",
            "'{p}' is no bundle of a case",
            p = path.display().to_string()
        ))
    })?;
    let mut faults = found.faults;
    let (entries, results) =
        history(found.kept.get(HISTORY).map(Vec::as_slice).unwrap_or_default(), &mut faults);
    let mut named = BTreeSet::from([MANIFEST]);
    for about in manifest["files"].as_array().into_iter().flatten() {
        let name = about["file"].as_str().unwrap_or_default();
        named.insert(name);
        let is = found.sums.get(name).map(String::as_str);
        // What was issued or put on file has the hash that its act wrote into the history of that day.
        let then = about["issued"].as_str().or(about["filed"].as_str());
        let told = then.is_none_or(|hash| hash.len() == 64 && results.contains(hash) && is == then);
        if is != about["sha256"].as_str() || !told {
            let name = clean(name).into_owned();
            faults.push(say!("{n} 不是入卷时的那一份", "{n} is not what was put on file", n = name));
        }
        if name == HISTORY && about["entries"] != entries {
            faults.push(Text::new("经过的条数不对", "the history has not its number of entries"));
        }
    }
    for name in [RECORD, HISTORY].into_iter().filter(|name| !named.contains(name)) {
        faults.push(say!("缺少 {n}", "{n} is missing", n = name));
    }
    for name in found.sums.keys().filter(|name| !named.contains(name.as_str())) {
        faults.push(say!("多出 {n}", "{n} doesn't belong to it", n = clean(name).into_owned()));
    }
    Ok(Report {
        case: clean(manifest["case"].as_str().unwrap_or_default()).into_owned(),
        files: found.sums.len(),
        entries,
        fingerprint: found.fingerprint,
        faults,
    })
}

/// Each entry has its own hash, and they follow one another: how many there are, and what they say came of them.
fn history(lines: &[u8], faults: &mut Vec<Text>) -> (usize, String) {
    let (mut last, mut count, mut results) = (0, 0, String::new());
    for line in lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        count += 1;
        match serde_json::from_slice::<Entry>(line) {
            Ok(entry) if entry.is_whole() && entry.seq > last => {
                last = entry.seq;
                results.push_str(&entry.result);
                results.push('\n');
            }
            Ok(entry) => faults.push(say!(
                "经过第 {n} 条被改动过",
                "entry {n} of the history was altered",
                n = entry.seq
            )),
            Err(_) => faults.push(say!("经过第 {n} 行看不懂", "line {n} of the history is none", n = count)),
        }
    }
    (count, results)
}
