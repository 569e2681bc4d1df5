//! Random draws (双随机抽取, Art. 21): the public record, from which anybody repeats the draw, and what became of it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::agency_kind::AgencyKind;
use super::bureau::BureauId;
use super::deadline::Deadline;
use super::ids::{DrawId, RecordNo};
use super::inspector::Interest;
use crate::say;
use crate::text::Text;

crate::word_enum! {
    /// Where a draw stands.
    DrawStatus, "抽查状态", "status of a draw" {
        /// 已抽取, the checks under way
        Drawn = "drawn", "检查中", "checks under way";
        /// 检查完成, results to be published
        Checked = "checked", "待公布", "to be published";
        /// 已公布
        Published = "published", "已公布", "published";
    }
}

/// An agency in the list that was drawn from, with its tickets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entrant {
    /// The agency.
    pub no: RecordNo,
    /// Its name.
    pub name: String,
    /// How many tickets it has.
    pub tickets: u32,
    /// Why so many, where it isn't the usual number.
    pub why: Option<String>,
}

/// An inspector in the list that was drawn from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedInspector {
    /// Number.
    pub number: String,
    /// Name.
    pub name: String,
    /// Where they work.
    pub unit: String,
}

/// Who is not drawn for which agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recusal {
    /// The inspector, by number.
    pub inspector: String,
    /// The agency.
    pub agency: RecordNo,
    /// Why.
    pub interest: Interest,
}

/// An agency that was drawn, with its inspectors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pick {
    /// The agency.
    pub agency: RecordNo,
    /// Its inspectors, by number.
    pub inspectors: Vec<String>,
}

/// A recusal after the draw, and who was drawn instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Redraw {
    /// Day.
    pub on: NaiveDate,
    /// Who steps aside for which agency, and why.
    pub recusal: Recusal,
    /// Who else of the list had an interest in the agency by then, or was appointed no more.
    pub also: Vec<String>,
    /// The inspectors of that agency since.
    pub inspectors: Vec<String>,
}

/// What is published of a draw: lists, seed, method, result. Its JSON is the file that `draw verify` reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawRecord {
    /// Which form of record and method this is.
    pub format: String,
    /// Public number.
    pub no: RecordNo,
    /// The bureau.
    pub bureau: String,
    /// What it is about.
    pub title: String,
    /// Time of the draw.
    pub drawn_at: String,
    /// Who drew.
    pub operator: String,
    /// Who watched.
    pub witness: String,
    /// How it is drawn, in words that anybody can follow.
    pub method: String,
    /// The seed.
    pub seed: String,
    /// Where that comes from.
    pub seed_source: String,
    /// The kind of agency that the list was of; none of every kind.
    pub kind: Option<AgencyKind>,
    /// How many agencies were drawn.
    pub take: u32,
    /// How many inspectors for each.
    pub each: u32,
    /// The agencies, in the order of their numbers.
    pub agencies: Vec<Entrant>,
    /// SHA-256 of that list.
    pub agencies_sha256: String,
    /// The inspectors, in the order of their numbers.
    pub inspectors: Vec<ListedInspector>,
    /// SHA-256 of that list.
    pub inspectors_sha256: String,
    /// Who had an interest then.
    pub recusals: Vec<Recusal>,
    /// What was drawn, in the order drawn.
    pub result: Vec<Pick>,
    /// What was drawn anew since.
    #[serde(default)]
    pub redraws: Vec<Redraw>,
}

impl DrawRecord {
    /// The agencies with their inspectors as they stand after all redraws.
    #[must_use]
    pub fn standing(&self) -> Vec<Pick> {
        let last = |agency| self.redraws.iter().rfind(|redraw| redraw.recusal.agency == agency);
        let now = |pick: &Pick| match last(pick.agency) {
            Some(redraw) => Pick { agency: pick.agency, inspectors: redraw.inspectors.clone() },
            None => pick.clone(),
        };
        self.result.iter().map(now).collect()
    }

    /// The inspectors of an agency as they stand after all redraws; none of one that wasn't drawn.
    #[must_use]
    pub fn standing_of(&self, agency: RecordNo) -> Vec<String> {
        let last = self.redraws.iter().rfind(|redraw| redraw.recusal.agency == agency);
        let drawn = || self.result.iter().find(|pick| pick.agency == agency).map(|pick| &pick.inspectors);
        last.map(|redraw| &redraw.inspectors).or_else(drawn).cloned().unwrap_or_default()
    }

    /// The name of an inspector of its list.
    #[must_use]
    pub fn inspector(&self, number: &str) -> &str {
        let found = self.inspectors.iter().find(|inspector| inspector.number == number);
        found.map_or("", |inspector| inspector.name.as_str())
    }

    /// The name of an agency of its list.
    #[must_use]
    pub fn agency(&self, no: RecordNo) -> &str {
        self.agencies.iter().find(|agency| agency.no == no).map_or("", |agency| agency.name.as_str())
    }

    /// The names of inspectors.
    #[must_use]
    pub fn names(&self, numbers: &[String]) -> String {
        numbers.iter().map(|number| self.inspector(number)).collect::<Vec<_>>().join("、")
    }
}

/// A draw with all that a judgement about it needs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DrawFile {
    /// Row.
    #[serde(skip)]
    pub id: DrawId,
    /// Public number.
    pub no: RecordNo,
    /// The bureau.
    pub bureau: BureauId,
    /// Day.
    pub drawn_on: NaiveDate,
    /// Until when the checks are to be done.
    pub check_by: NaiveDate,
    /// Where it stands.
    pub status: DrawStatus,
    /// What is public of it.
    pub record: DrawRecord,
    /// When the checks were done, and what came of them.
    pub checked: Option<(NaiveDate, String)>,
    /// When and where the results were published.
    pub published: Option<(NaiveDate, String)>,
    /// Deadlines.
    pub deadlines: Vec<Deadline>,
    /// Version, from 1.
    pub version: i64,
}

impl DrawFile {
    /// The draw in lines: what it is, what was drawn, what was drawn anew, results.
    #[must_use]
    pub fn told(&self) -> Vec<Text> {
        let record = &self.record;
        let tickets: u64 = record.agencies.iter().map(|agency| u64::from(agency.tickets)).sum();
        let mut lines = vec![
            say!(
                "{d} 抽取 {t} 家, 每家 {e} 人; 检查至 {c}",
                "drawn {d}: {t} agencies, {e} inspectors each; checks by {c}",
                d = self.drawn_on,
                t = record.take,
                e = record.each,
                c = self.check_by
            ),
            say!(
                "机构名录 {a} 家 {n} 签, 检查人员 {i} 人, 回避 {r} 项",
                "list of {a} agencies with {n} tickets, {i} inspectors, interests: {r}",
                a = record.agencies.len(),
                n = tickets,
                i = record.inspectors.len(),
                r = record.recusals.len()
            ),
            say!(
                "操作 {o}, 见证 {w}; 种子 {s} ({f})",
                "drawn by {o}, watched by {w}; seed {s} ({f})",
                o = record.operator.as_str(),
                w = record.witness.as_str(),
                s = record.seed.as_str(),
                f = record.seed_source.as_str()
            ),
        ];
        lines.extend(record.standing().iter().map(|pick| {
            say!(
                "{a}  {n}: {i}",
                "{a}  {n}: {i}",
                a = pick.agency.to_string(),
                n = record.agency(pick.agency),
                i = record.names(&pick.inspectors)
            )
        }));
        lines.extend(record.redraws.iter().map(|redraw| {
            say!(
                "{d} {i} 回避 {a} ({w}), 补抽后: {n}",
                "{d}: {i} stepped aside of {a} ({w}); since then {n}",
                d = redraw.on,
                i = record.inspector(&redraw.recusal.inspector),
                a = redraw.recusal.agency.to_string(),
                w = redraw.recusal.interest,
                n = record.names(&redraw.inspectors)
            )
        }));
        lines.extend(self.checked.iter().map(|(on, summary)| {
            say!("{d} 检查完成: {s}", "checks done {d}: {s}", d = *on, s = summary.as_str())
        }));
        lines.extend(self.published.iter().map(|(on, place)| {
            say!("{d} 公布结果: {p}", "results published {d}: {p}", d = *on, p = place.as_str())
        }));
        lines
    }
}
