//! Suspensions (暂停报名和评价, Art. 19(3)): what a check of an agency stops from its first moment until it is lifted.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ids::RecordNo;
use super::level::Level;
use crate::say;
use crate::text::Text;

/// An evaluation that ran when the check began, noted for reference (记录备查).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunningActivity {
    /// Public number.
    pub no: RecordNo,
    /// Name of the occupation.
    pub name: String,
    /// Level.
    pub level: Option<Level>,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// Where.
    pub place: String,
    /// How many candidates.
    pub candidates: u32,
}

/// How it was lifted (解除).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lifted {
    /// Day.
    pub on: NaiveDate,
    /// Who lifted it.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// Registration for exams and evaluation suspended by a case, certificate data held (R19-3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suspension {
    /// The case.
    pub case: RecordNo,
    /// From which day on.
    pub since: NaiveDate,
    /// What ran then.
    pub running: Vec<RunningActivity>,
    /// Certificates whose data are held (暂扣证书数据), in pieces.
    pub held: u32,
    /// How it was lifted; none while it stands.
    pub lifted: Option<Lifted>,
}

/// The mark of a suspended agency wherever it is listed (R19-3).
pub static MARK: Text = Text::new("[停]", "[susp.]");

impl Suspension {
    /// Whether it stands.
    #[must_use]
    pub const fn stands(&self) -> bool {
        self.lifted.is_none()
    }

    /// What anybody may know of it: that it stands, and since when.
    #[must_use]
    pub fn flag(&self) -> Text {
        say!(
            "自 {d} 起暂停评价报名和评价活动 (第十九条)",
            "registration and evaluation suspended since {d} (Art. 19)",
            d = self.since
        )
    }

    /// It in lines: what is suspended and held, what ran then, how it was lifted.
    #[must_use]
    pub fn told(&self) -> Vec<Text> {
        let mut lines = vec![say!(
            "暂停 {d} 起: 评价报名和评价活动; 暂扣证书数据 {h} 份; 当时正在开展 {r} 项",
            "suspended since {d}: registration and evaluation; data of {h} certificates held; {r} evaluations ran then",
            d = self.since,
            h = self.held,
            r = self.running.len()
        )];
        lines.extend(self.running.iter().map(|one| {
            say!(
                "  {n} {o} {l} {s} 至 {e}, {c} 人, {p}",
                "  {n} {o}, level {l}, {s} to {e}, {c} candidates, {p}",
                n = one.no.to_string(),
                o = one.name.as_str(),
                l = one.level.map(Level::short_label).unwrap_or_default(),
                s = one.starts_on,
                e = one.ends_on,
                c = one.candidates,
                p = one.place.as_str()
            )
        }));
        lines.extend(self.lifted.iter().map(|lifted| {
            say!(
                "解除暂停 {d} ({w}): {r}",
                "suspension lifted {d} ({w}): {r}",
                d = lifted.on,
                w = lifted.by.as_str(),
                r = lifted.reason.as_str()
            )
        }));
        lines
    }
}
