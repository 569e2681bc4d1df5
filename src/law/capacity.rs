//! How what an agency evaluates with stands against Art. 6: whether a part-time assessor is appointed (R6-4), whether a venue
//! fits (R6-5), in which year of renewal a question bank is (R6-7); and by how much what doesn't falls short.

use chrono::{Datelike, Months, NaiveDate};

use super::length::{Length, Unit};
use crate::records::capacity::{BankUpdate, Employment, Person, Site, Span, Tenure};
use crate::records::check::Check;
use crate::records::occupation::OccupationCode;
use crate::say;
use crate::text::Text;

/// The shortest and the longest appointment of a part-time assessor, in years (R6-4).
const APPOINTMENT: (u32, u32) = (1, 3);
/// The shortest right of use of a venue, in years (R6-5).
const RIGHT_OF_USE: u32 = 3;
/// How often a question bank is renewed (R6-7).
pub const BANK_RENEWAL: Length = Length::constant(1, Unit::Years);
/// The part of a bank that is new by then: one in so many (R6-7).
const ONE_IN: u32 = 5;

/// The last day of a span that lasts so many years from a day, both included.
fn years_from(from: NaiveDate, years: u32) -> Option<NaiveDate> {
    let same = from.checked_add_months(Months::new(12 * years))?;
    // From 29 February it ends on the 28th: the day before the 29th that isn't there.
    if same.day() == from.day() { same.pred_opt() } else { Some(same) }
}

/// That a span is not running on a day, if so.
fn not_running(span: Span, today: NaiveDate) -> Option<Text> {
    if today < span.from {
        return Some(say!("自 {d} 起, 尚未开始", "from {d}, not begun", d = span.from));
    }
    (today > span.until).then(|| {
        let over = (today - span.until).num_days();
        say!("已于 {d} 到期, 过期 {n} 天", "ended on {d}, {n} days ago", d = span.until, n = over)
    })
}

/// That a span is shorter than so many years, and by how many days, if so.
fn too_short(span: Span, years: u32) -> Option<Text> {
    let least = years_from(span.from, years)?;
    (span.until < least).then(|| {
        let (lacking, until) = ((least - span.until).num_days(), span.until);
        say!(
            "{f} 至 {u}, 不足 {y} 年, 差 {n} 天",
            "{f} to {u}: short of {y} years by {n} days",
            f = span.from,
            u = until,
            y = years,
            n = lacking
        )
    })
}

/// R6-4: a contract of one to three years that is running; one written to the same date counts as whole years.
///
/// # Errors
/// What is wrong with it, and by how much.
pub fn appointed(person: &Person, today: NaiveDate) -> Result<(), Text> {
    if person.employment == Employment::FullTime {
        return Ok(());
    }
    let Some(contract) = person.contract else { return Err(Text::new("无聘用协议", "no contract")) };
    let (least, most) = APPOINTMENT;
    let longest = contract.from.checked_add_months(Months::new(12 * most)).unwrap_or(NaiveDate::MAX);
    let too_long = (contract.until > longest).then(|| {
        say!(
            "{f} 至 {u}, 超过 {y} 年 {n} 天",
            "{f} to {u}: {n} days over {y} years",
            f = contract.from,
            u = contract.until,
            y = most,
            n = (contract.until - longest).num_days()
        )
    });
    let wrong = too_short(contract, least).or(too_long).or_else(|| not_running(contract, today));
    wrong.map_or(Ok(()), Err)
}

/// R6-5: monitored, and owned or with a running right of use of three years or more.
///
/// # Errors
/// All that is wrong with it, and by how much.
pub fn fit(site: &Site, today: NaiveDate) -> Result<(), Text> {
    let mut wrong = Vec::new();
    if !site.monitored {
        wrong.push(Text::new("没有视频监控", "no video monitoring"));
    }
    if site.workstations == 0 {
        wrong.push(Text::new("没有工位", "no workstation"));
    }
    if site.tenure == Tenure::Right {
        wrong.extend(match site.right {
            None => Some(Text::new("没有使用权期限", "no right of use on record")),
            Some(right) => too_short(right, RIGHT_OF_USE)
                .or_else(|| not_running(right, today))
                .map(|short| say!("使用权 {s}", "right of use {s}", s = short)),
        });
    }
    if wrong.is_empty() { Ok(()) } else { Err(Text::join(&wrong)) }
}

/// A venue that fits, with its proof and that of its equipment (R6-5).
pub(super) fn fitting(site: &Site, equipment: &Check) -> Text {
    let right = site.right.map(|r| say!(" {f} 至 {u}", " {f} to {u}", f = r.from, u = r.until));
    say!(
        "{n} ({p}), {t}{r}, 工位 {w} 个, 有视频监控; 设备相符 ({e})",
        "{n} ({p}), {t}{r}, {w} workstations, monitored; equipment fits ({e})",
        n = site.name.as_str(),
        p = site.proof.as_str(),
        t = site.tenure,
        r = right.unwrap_or_default(),
        w = site.workstations,
        e = equipment.proof.as_str()
    )
}

/// The most people that are named; of more the number is told.
const NAMED: usize = 6;

/// Who they are, each with a proof.
pub(super) fn named<'a>(people: impl Iterator<Item = &'a Person>) -> Text {
    let all: Vec<&Person> = people.collect();
    let mut told: Vec<Text> = all
        .iter()
        .take(NAMED)
        .map(|p| say!("{n} ({p})", "{n} ({p})", n = p.name.as_str(), p = p.proof.as_str()))
        .collect();
    if all.len() > NAMED {
        told.push(say!("等 {n} 人", "{n} in all", n = all.len()));
    }
    Text::join(&told)
}

/// A year in which one in five questions of a bank is to be added or renewed (R6-7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BankYear {
    /// The day from which it runs: that the bank was built, or that it was renewed by so much last.
    pub from: NaiveDate,
    /// The day on which that was done.
    pub done: Option<NaiveDate>,
    /// Questions added or renewed in it.
    pub added: u32,
    /// Questions of the bank at the last of these.
    pub questions: u32,
}

impl BankYear {
    /// Questions that are to be added or renewed in it.
    #[must_use]
    pub const fn wanted(&self) -> u32 {
        self.questions.div_ceil(ONE_IN)
    }
}

/// The years of the bank of an occupation, the one that runs now last; none where there is no bank. One in five, whatever the
/// parts it comes in.
#[must_use]
pub fn bank_years(banks: &[BankUpdate], occupation: OccupationCode) -> Vec<BankYear> {
    let mut updates = banks.iter().filter(|bank| bank.occupation == occupation);
    let Some(built) = updates.next() else { return Vec::new() };
    let begun = |of: &BankUpdate| BankYear { from: of.on, done: None, added: 0, questions: of.questions };
    let mut now = begun(built);
    let mut all = Vec::new();
    for update in updates {
        now.added = now.added.saturating_add(update.added);
        now.questions = update.questions;
        if now.added >= now.wanted() {
            all.push(BankYear { done: Some(update.on), ..now });
            now = begun(update);
        }
    }
    all.push(now);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::capacity::PersonRole;
    use crate::text::Lang;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn part_timer(from: &str, until: &str) -> Person {
        Person {
            role: PersonRole::Assessor,
            name: "示例".into(),
            occupation: None,
            employment: Employment::PartTime,
            contract: Some(Span { from: day(from), until: day(until) }),
            proof: "示例".into(),
        }
    }

    #[test]
    fn a_contract_is_for_one_to_three_years_and_running() {
        let today = day("2026-03-02");
        for (from, until, said) in [
            ("2026-03-02", "2027-03-01", None),
            ("2026-03-02", "2027-02-28", Some("2026-03-02 至 2027-02-28, 不足 1 年, 差 1 天")),
            ("2023-03-02", "2026-03-02", None),
            ("2024-02-29", "2027-02-28", None),
            ("2026-01-01", "2030-01-01", Some("2026-01-01 至 2030-01-01, 超过 3 年 365 天")),
            ("2024-03-02", "2026-03-01", Some("已于 2026-03-01 到期, 过期 1 天")),
            ("2026-03-03", "2027-03-02", Some("自 2026-03-03 起, 尚未开始")),
        ] {
            let told = appointed(&part_timer(from, until), today).err();
            assert_eq!(told.as_ref().map(|t| t.get(Lang::Zh)), said, "{from} {until}");
        }
    }

    #[test]
    fn a_venue_tells_all_that_it_lacks() {
        let site = |from: &str, until: &str| Site {
            name: "示例".into(),
            occupation: None,
            workstations: 10,
            monitored: true,
            tenure: Tenure::Right,
            right: Some(Span { from: day(from), until: day(until) }),
            proof: "示例".into(),
        };
        let today = day("2026-03-02");
        assert_eq!(fit(&site("2025-01-01", "2027-12-31"), today), Ok(()));
        let short = fit(&site("2025-01-01", "2027-11-30"), today).unwrap_err();
        assert_eq!(short.get(Lang::Zh), "使用权 2025-01-01 至 2027-11-30, 不足 3 年, 差 31 天");
        let both =
            fit(&Site { workstations: 0, monitored: false, ..site("2023-01-01", "2026-03-01") }, today);
        assert_eq!(
            both.unwrap_err().get(Lang::Zh),
            "没有视频监控、没有工位、使用权 已于 2026-03-01 到期, 过期 1 天"
        );
    }

    #[test]
    fn a_bank_is_renewed_by_one_in_five() {
        let code: OccupationCode = "6-99-02-01".parse().unwrap();
        let update = |on: &str, questions, added| BankUpdate {
            occupation: code,
            on: day(on),
            questions,
            added,
            proof: "示例".into(),
        };
        let banks =
            [update("2024-01-10", 100, 100), update("2024-06-01", 110, 21), update("2024-09-01", 112, 2)];
        let years = bank_years(&banks, code);
        assert_eq!(years.len(), 2);
        assert_eq!((years[0].added, years[0].wanted(), years[0].done), (23, 23, Some(day("2024-09-01"))));
        assert!(bank_years(&[], code).is_empty());
    }
}
