//! What an agency evaluates with (Art. 6, 7): people, venues, question banks, and what was checked of it. Conditions are
//! reckoned from these facts (`law::conditions`), never ticked.

use chrono::NaiveDate;
use serde::Serialize;

use super::agency_kind::AgencyKind;
use super::check::{Check, CheckKind};
use super::occupation::OccupationCode;
use crate::say;
use crate::text::Text;
use crate::text::clean::compact;

crate::word_enum! {
    /// What a person is for an agency (Art. 6(2)).
    PersonRole, "人员类别", "role of a person" {
        /// 命题专家: for an occupation.
        Writer = "writer", "命题专家", "item writer";
        /// 考评人员: for an occupation.
        Assessor = "assessor", "考评人员", "assessor";
        /// 内部质量督导人员
        Supervisor = "supervisor", "内部质量督导人员", "internal supervisor";
        /// 专职工作人员
        Staff = "staff", "专职工作人员", "full-time staff";
    }
}

impl PersonRole {
    /// Whether it is for one occupation.
    #[must_use]
    pub const fn is_for_an_occupation(self) -> bool {
        matches!(self, Self::Writer | Self::Assessor)
    }
}

crate::word_enum! {
    /// How a person is employed (R6-4).
    Employment, "用工方式", "employment" {
        /// 专职
        FullTime = "full-time", "专职", "full-time";
        /// 兼职, with an appointment contract.
        PartTime = "part-time", "兼职", "part-time";
    }
}

/// First and last day of a contract or a right, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Span {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub until: NaiveDate,
}

/// A person of an agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    /// Role.
    pub role: PersonRole,
    /// Name.
    pub name: String,
    /// Occupation; none for a role that is for the whole agency.
    pub occupation: Option<OccupationCode>,
    /// Employment.
    pub employment: Employment,
    /// The appointment contract (聘用协议) of a part-time one.
    pub contract: Option<Span>,
    /// Proof: certificate, contract.
    pub proof: String,
}

crate::word_enum! {
    /// By what an agency has a venue (R6-5).
    Tenure, "场地权属", "tenure" {
        /// 自有
        Owned = "owned", "自有", "owned";
        /// 使用权
        Right = "right", "使用权", "right of use";
    }
}

/// A venue (场地) with its equipment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Site {
    /// Name or address.
    pub name: String,
    /// The occupation it is for; none: for all of them.
    pub occupation: Option<OccupationCode>,
    /// Workstations (工位).
    pub workstations: u32,
    /// Video monitoring (视频监控).
    pub monitored: bool,
    /// Tenure.
    pub tenure: Tenure,
    /// The right of use, where it is one.
    pub right: Option<Span>,
    /// Proof.
    pub proof: String,
}

/// A question bank (题库) as it was built, or renewed (R6-6, R6-7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BankUpdate {
    /// Occupation.
    pub occupation: OccupationCode,
    /// Day.
    pub on: NaiveDate,
    /// Questions in it since.
    pub questions: u32,
    /// Of these, added or renewed that day.
    pub added: u32,
    /// Proof.
    pub proof: String,
}

/// An entry that ended (已退出、已停用): it stays on file, with the day and the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ended<T> {
    /// What was on record.
    pub entry: T,
    /// Day.
    pub on: NaiveDate,
    /// Reason.
    pub reason: String,
}

/// All that an agency evaluates with, as it is now: what ended is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Capacity {
    /// People.
    pub people: Vec<Person>,
    /// Venues.
    pub sites: Vec<Site>,
    /// Question banks, oldest update first.
    pub banks: Vec<BankUpdate>,
    /// Checks, oldest first.
    pub checks: Vec<Check>,
}

impl Capacity {
    /// People of a role; of those that are for an occupation, for this one.
    pub fn people_for(&self, role: PersonRole, occupation: OccupationCode) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(move |p| p.role == role && p.occupation.is_none_or(|o| o == occupation))
    }

    /// The last check of a kind; of those that are for an occupation, for this one.
    #[must_use]
    pub fn check(&self, kind: CheckKind, occupation: Option<OccupationCode>) -> Option<&Check> {
        self.checks.iter().rev().find(|c| c.kind == kind && c.occupation == occupation)
    }

    /// All of it in lines: people by role, venues, banks, checks; nothing where there is none.
    #[must_use]
    pub fn told(&self) -> Vec<Text> {
        let mut lines = Vec::new();
        for role in PersonRole::ALL {
            let names: Vec<Text> = self
                .people
                .iter()
                .filter(|person| person.role == *role)
                .map(|person| match (person.occupation, person.contract) {
                    (Some(code), Some(c)) => say!(
                        "{n} ({o}, 聘至 {u})",
                        "{n} ({o}, until {u})",
                        n = person.name.as_str(),
                        o = code.to_string(),
                        u = c.until
                    ),
                    (Some(code), None) => Text::same(format!("{} ({code})", person.name)),
                    _ => Text::same(person.name.as_str()),
                })
                .collect();
            if !names.is_empty() {
                lines.push(say!(
                    "{r} {c}: {n}",
                    "{r} {c}: {n}",
                    r = *role,
                    c = names.len(),
                    n = Text::join(&names)
                ));
            }
        }
        for site in &self.sites {
            let until = site.right.map(|r| say!(" 至 {u}", " until {u}", u = r.until)).unwrap_or_default();
            lines.push(say!(
                "场地 {n}: 工位 {w}, {t}{u}",
                "venue {n}: {w} workstations, {t}{u}",
                n = site.name.as_str(),
                w = site.workstations,
                t = site.tenure,
                u = until
            ));
        }
        for bank in &self.banks {
            lines.push(say!(
                "题库 {o}: {d} {q} 题, 新增更新 {a}",
                "bank {o}: {d}, {q} questions, {a} new",
                o = bank.occupation.to_string(),
                d = bank.on,
                q = bank.questions,
                a = bank.added
            ));
        }
        for check in &self.checks {
            let of = check.occupation.map(|code| format!(" {code}")).unwrap_or_default();
            lines.push(say!(
                "核查 {d} {k}{o}: {r} ({p}{b})",
                "checked {d} {k}{o}: {r} ({p}{b})",
                d = check.on,
                k = check.kind,
                o = of,
                b = match check.by.is_empty() {
                    true => Text::default(),
                    false => say!("; {w} 核查", "; by {w}", w = check.by.as_str()),
                },
                r = check.result(),
                p = check.proof.as_str()
            ));
        }
        lines
    }

    /// Whether nothing is on record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.people.is_empty() && self.sites.is_empty() && self.banks.is_empty() && self.checks.is_empty()
    }
}

/// Another agency of the same division-city that is filed for an occupation (R7-4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rival {
    /// Occupation.
    pub occupation: OccupationCode,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: AgencyKind,
}

/// A filing that passed though something the regulation generally wants was missing (一般性条件的例外).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Departure {
    /// The rule, by its id.
    pub rule: String,
    /// What was missing, in Chinese.
    pub what: String,
    /// The same in English.
    pub what_en: String,
    /// Why it passed all the same.
    pub reason: String,
    /// Day.
    pub on: NaiveDate,
    /// Whether the assessment was done again since.
    pub superseded: bool,
}

impl Departure {
    /// It in a line.
    #[must_use]
    pub fn told(&self) -> Text {
        say!(
            "{d} 未满足 {r} 仍予通过{s}: {w}; 理由: {y}",
            "{d} passed without {r}{s}: {w}; reason: {y}",
            d = self.on,
            r = self.rule.as_str(),
            s = if self.superseded {
                Text::new(" (其后重新评审)", " (assessed anew since)")
            } else {
                Text::default()
            },
            w = Text::owned(self.what.clone(), self.what_en.clone()),
            y = self.reason.as_str()
        )
    }
}

impl Person {
    /// Whether a name is this person's, however its blanks and width were typed.
    #[must_use]
    pub fn is_named(&self, name: &str) -> bool {
        let letters = |text: &str| compact(text).replace(['·', '•', '・'], "");
        letters(&self.name) == letters(name)
    }
}
