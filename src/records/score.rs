//! Score sheets by indicators (质量督导评分表, Art. 22): a form that a bureau imported, version by version, and the marks on one sheet.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ids::ScoreFormId;
use super::supervision::SupervisionKind;
use crate::say;
use crate::text::Text;

/// The points of a whole sheet.
pub const FULL: u32 = 100;

/// An indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// First level (一级指标).
    pub first: String,
    /// Second level (二级指标).
    pub second: String,
    /// Points; of a veto item none.
    pub points: u32,
    /// Scoring note (评分说明).
    #[serde(default)]
    pub note: String,
    /// Whether it decides the whole sheet (一票否决).
    #[serde(default)]
    pub veto: bool,
}

/// A form, as it holds from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScoreForm {
    /// Row.
    #[serde(skip)]
    pub id: ScoreFormId,
    /// For which kind of visit.
    pub kind: SupervisionKind,
    /// What it is called.
    pub title: String,
    /// Its version among the bureau's of the kind, from 1.
    pub version: u32,
    /// The first day that it holds.
    pub from: NaiveDate,
    /// Its indicators.
    pub indicators: Vec<Indicator>,
}

impl ScoreForm {
    /// Title and version.
    #[must_use]
    pub fn told(&self) -> Text {
        say!(
            "《{t}》第 {v} 版 ({n} 项指标)",
            "'{t}', version {v} ({n} indicators)",
            t = self.title.as_str(),
            v = self.version,
            n = self.indicators.len()
        )
    }

    /// The marks of a sheet on which nothing is deducted yet.
    #[must_use]
    pub fn blank(&self) -> Vec<ScoreMark> {
        (1..)
            .zip(&self.indicators)
            .map(|(place, one)| ScoreMark {
                place,
                item: one.second.clone(),
                points: one.points,
                deducted: 0,
                vetoed: one.veto.then_some(false),
                reason: String::new(),
            })
            .collect()
    }
}

/// What is marked on one indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreMark {
    /// Its place in the form, from 1.
    pub place: u32,
    /// What it is, for people; the form's own words count.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub item: String,
    /// Its points, for people; the form's count.
    #[serde(default)]
    pub points: u32,
    /// Points deducted.
    #[serde(default)]
    pub deducted: u32,
    /// Of a veto item, whether it was found; of others none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vetoed: Option<bool>,
    /// The reason of the deduction or the veto.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl ScoreMark {
    /// Whether something is marked.
    #[must_use]
    pub const fn is_marked(&self) -> bool {
        self.deducted > 0 || matches!(self.vetoed, Some(true))
    }

    /// It in a line; an indicator on which nothing was deducted says so.
    #[must_use]
    pub fn told(&self) -> Text {
        let what = if self.item.is_empty() { self.place.to_string() } else { self.item.clone() };
        match (self.vetoed, self.deducted) {
            (Some(true), _) => {
                say!("{w}: 一票否决, {r}", "{w}: veto, {r}", w = what, r = self.reason.as_str())
            }
            (_, 0) => say!("{w}: 不扣分", "{w}: nothing off", w = what),
            (_, n) => {
                say!("{w}: 扣 {n} 分, {r}", "{w}: {n} off, {r}", w = what, n = n, r = self.reason.as_str())
            }
        }
    }
}

/// The marks of a sheet that was handed in, by the form that they are of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Marked {
    /// The form.
    pub form: ScoreForm,
    /// What is marked on it, only where something is.
    pub marks: Vec<ScoreMark>,
}
