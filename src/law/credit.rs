//! What follows from an agency's credit file (诚信档案, R24-1 to R24-3): incentives and constraints, derived, from when until when. Pure.
//!
//! What forbids something is a constraint by a decision of a case, which was noticed before (R25-1), or a bad record by another
//! authority's final document. A bad record of the bureau's own supervision alone brings more checks: to forbid, a case is opened.

use chrono::NaiveDate;

use super::requirement::{Mend, Requirement};
use super::rules::{REGULATION_FROM, RuleId};
use crate::records::agency::{Constrained, Constraint};
use crate::records::credit::{CreditEffect, CreditEntry, CreditSource, CreditStanding};
use crate::records::ids::StaffId;
use crate::say;
use crate::text::Text;

/// What a constraint brings (Art. 24(2)).
const CONSTRAINED: &[CreditEffect] = &[
    CreditEffect::MoreChecks,
    CreditEffect::MustCheck,
    CreditEffect::NoWiderScope,
    CreditEffect::NoElsewhere,
    CreditEffect::NoCompetition,
];
/// What an excellent result brings (Art. 24(1)).
const EXCELLENT: &[CreditEffect] = &[
    CreditEffect::FewerChecks,
    CreditEffect::PriorityScope,
    CreditEffect::PrioritySelection,
    CreditEffect::PriorityCompetition,
];
/// What a bad record brings that forbids nothing.
const WATCHED: &[CreditEffect] = &[CreditEffect::MoreChecks, CreditEffect::MustCheck];

/// What an entry brings while it is in force.
#[must_use]
pub fn effects_of(
    standing: CreditStanding,
    source: CreditSource,
    found_on: NaiveDate,
) -> &'static [CreditEffect] {
    match (standing, source) {
        (CreditStanding::Excellent, _) => EXCELLENT,
        // What was before the regulation is bound by none of its prohibitions (R28-1).
        (CreditStanding::Bad, CreditSource::Authority) if found_on >= REGULATION_FROM => CONSTRAINED,
        (CreditStanding::Bad, _) => WATCHED,
    }
}

/// The constraints that entries of the file are: bad records by another authority's final document, confirmed.
#[must_use]
pub fn constraints(entries: &[CreditEntry]) -> Vec<Constraint> {
    let forbids = |entry: &&CreditEntry| {
        effects_of(entry.standing, entry.source, entry.found_on).contains(&CreditEffect::NoWiderScope)
    };
    let held = |entry: &CreditEntry| {
        let since = entry.confirmed_on?;
        Some(Constraint { by: Constrained::Entry(entry.number), since, until: Some(entry.last_day()) })
    };
    entries.iter().filter(forbids).filter_map(held).collect()
}

/// What is in force on a day, each with its last day where it has one. Incentives rest while anything bad is in force.
#[must_use]
pub fn in_force(
    entries: &[CreditEntry],
    constraints: &[Constraint],
    on: NaiveDate,
) -> Vec<(CreditEffect, Option<NaiveDate>)> {
    let held = constraints.iter().filter(|held| held.holds(on));
    let mut terms: Vec<(&[CreditEffect], Option<NaiveDate>)> =
        held.map(|held| (CONSTRAINED, held.until)).collect();
    let entered = entries.iter().filter(|entry| entry.holds(on));
    terms.extend(entered.map(|e| (effects_of(e.standing, e.source, e.found_on), Some(e.last_day()))));
    let bad = terms.iter().any(|(effects, _)| effects.contains(&CreditEffect::MoreChecks));
    let of = |effect: CreditEffect| {
        if bad && EXCELLENT.contains(&effect) {
            return None;
        }
        let mut ends = terms.iter().filter(|(all, _)| all.contains(&effect)).map(|(_, until)| *until);
        let first = ends.next()?;
        // One without an end outlasts all.
        let last = ends.fold(first, |a, b| a.zip(b).map(|(a, b)| a.max(b)));
        Some((effect, last))
    };
    CreditEffect::ALL.iter().filter_map(|effect| of(*effect)).collect()
}

/// R24-1: an excellent result comes from supervision, annual inspection or periodic evaluation.
#[must_use]
pub fn sourced(standing: CreditStanding, source: CreditSource) -> Requirement {
    let own = matches!(source, CreditSource::Supervision | CreditSource::Annual | CreditSource::Evaluation);
    Requirement::when(
        RuleId::R24_1,
        standing == CreditStanding::Bad || own,
        Text::new("写明来源、日期、期限", "with source, day and term"),
        Text::new(
            "优秀结果只来自督导、年检、定期评估",
            "an excellent result comes from supervision, annual inspection or periodic evaluation",
        ),
        Mend::Somebody(Text::new("改选来源", "choose another source")),
    )
}

/// What an entry brings once it is confirmed, told beforehand (R24-2, R24-3).
#[must_use]
pub fn brings(
    (standing, source, found_on): (CreditStanding, CreditSource, NaiveDate),
    in_force: &[(CreditEffect, Option<NaiveDate>)],
) -> Vec<Requirement> {
    let rule = match standing {
        CreditStanding::Excellent => RuleId::R24_2,
        CreditStanding::Bad => RuleId::R24_3,
    };
    let effects: Vec<Text> =
        effects_of(standing, source, found_on).iter().map(|effect| effect.label()).collect();
    let told = say!("确认之后: {e}", "once confirmed: {e}", e = Text::join(&effects));
    let mut all = vec![Requirement::noted(rule, told)];
    let rests = in_force.iter().any(|(effect, _)| *effect == CreditEffect::MoreChecks);
    if standing == CreditStanding::Excellent && rests {
        let text = Text::new(
            "有约束措施或不良记录, 其间激励暂不适用",
            "a constraint or a bad record is in force: until it ends the incentives rest",
        );
        all.push(Requirement::noted(RuleId::R24_2, text));
    }
    if standing == CreditStanding::Bad && source == CreditSource::Authority && found_on < REGULATION_FROM {
        let text = Text::new(
            "施行前的记录, 只作重点监管, 不作禁止",
            "a record of before the regulation: more checks, nothing forbidden",
        );
        all.push(Requirement::noted(RuleId::R28_1, text));
    }
    if standing == CreditStanding::Bad && source != CreditSource::Authority {
        let text = Text::new(
            "不得增量备案、跨师市评价的约束须立案, 告知之后决定",
            "to forbid a wider scope or activities across divisions a case is opened, and decided after its notice",
        );
        all.push(Requirement::noted(RuleId::R25_1, text));
    }
    all
}

/// R24-1, H1-1: which entry an approver may confirm: one that waits, entered by somebody else.
#[must_use]
pub fn confirmable(entries: &[CreditEntry], number: Option<u32>, actor: StaffId) -> Vec<Requirement> {
    let waiting = entries.iter().find(|e| e.waits() && number.is_none_or(|number| e.number == number));
    let mut all = vec![Requirement::when(
        RuleId::R24_1,
        waiting.is_some(),
        Text::new("有待确认的诚信记录", "an entry waits"),
        Text::new("没有待确认的诚信记录", "no entry waits"),
        Mend::Nothing,
    )];
    all.extend(waiting.map(|entry| {
        Requirement::when(
            RuleId::H1_1,
            entry.entered.0 != actor,
            Text::new("登记与确认不是同一人", "entered and confirmed by different people"),
            Text::new("登记的人不能确认", "who entered it does not confirm"),
            Mend::Somebody(Text::new("另一审批人", "another approver")),
        )
    }));
    all
}

/// R24-1: an entry ends that waits, or is in force; what is in force an approver ends, what waits whoever entered it as well.
#[must_use]
pub fn endable(
    entries: &[CreditEntry],
    number: Option<u32>,
    today: NaiveDate,
    (actor, approves): (StaffId, bool),
) -> Vec<Requirement> {
    let ends = |entry: &&CreditEntry| ends(entry, today) && number.is_none_or(|n| entry.number == n);
    let found: Vec<&CreditEntry> = entries.iter().filter(ends).collect();
    let mut all = vec![Requirement::when(
        RuleId::R24_1,
        !found.is_empty(),
        Text::new("有待确认或未期满的诚信记录", "an entry waits or is not over"),
        Text::new("没有待确认或未期满的诚信记录", "no entry waits or is not over"),
        Mend::Nothing,
    )];
    if !found.is_empty() {
        all.push(Requirement::when(
            RuleId::H1_1,
            approves || found.iter().any(|entry| entry.waits() && entry.entered.0 == actor),
            Text::new(
                "由审批人终止, 或登记人撤回未确认的",
                "an approver ends it, or who entered it takes back what waits",
            ),
            Text::new(
                "登记人只能撤回自己登记、尚未确认的记录",
                "who enters takes back only what they entered and waits",
            ),
            Mend::Somebody(Text::new("审批人", "an approver")),
        ));
    }
    all
}

/// Whether an entry can be ended: it waits, or its term is not over.
#[must_use]
pub fn ends(entry: &CreditEntry, today: NaiveDate) -> bool {
    entry.waits() || entry.ended.is_none() && entry.until >= today
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::ids::CreditEntryId;

    fn day(written: &str) -> NaiveDate {
        written.parse().unwrap()
    }

    fn entry(number: u32, standing: CreditStanding, source: CreditSource, until: &str) -> CreditEntry {
        CreditEntry {
            id: CreditEntryId(i64::from(number)),
            number,
            standing,
            source,
            reference: "示例文号".to_owned(),
            facts: "示例".to_owned(),
            found_on: day("2026-01-05"),
            until: day(until),
            entered: (StaffId(1), day("2026-01-06")),
            confirmed_on: Some(day("2026-01-07")),
            ended: None,
        }
    }

    fn effects(entries: &[CreditEntry], on: &str) -> Vec<CreditEffect> {
        in_force(entries, &constraints(entries), day(on)).into_iter().map(|(effect, _)| effect).collect()
    }

    #[test]
    fn from_its_confirmation_to_its_last_day() {
        let good = entry(1, CreditStanding::Excellent, CreditSource::Annual, "2026-12-31");
        let all = std::slice::from_ref(&good);
        assert_eq!(effects(all, "2026-01-06"), []);
        assert_eq!(effects(all, "2026-01-07"), EXCELLENT);
        assert_eq!(effects(all, "2026-12-31"), EXCELLENT);
        assert_eq!(effects(all, "2027-01-01"), []);
        let waiting = CreditEntry { confirmed_on: None, ..good };
        assert_eq!(effects(&[waiting], "2026-06-01"), []);
    }

    #[test]
    fn an_end_stops_it_that_day() {
        let mut bad = entry(1, CreditStanding::Bad, CreditSource::Authority, "2027-12-31");
        bad.ended = Some((day("2026-06-10"), "示例: 信用修复".to_owned()));
        assert_eq!(effects(std::slice::from_ref(&bad), "2026-06-09"), CONSTRAINED);
        assert_eq!(effects(&[bad], "2026-06-10"), []);
    }

    #[test]
    fn own_supervision_forbids_nothing_by_itself() {
        let bad = entry(1, CreditStanding::Bad, CreditSource::Supervision, "2026-12-31");
        assert_eq!(effects(std::slice::from_ref(&bad), "2026-02-01"), WATCHED);
        assert!(constraints(&[bad]).is_empty());
    }

    #[test]
    fn incentives_rest_while_something_bad_is_in_force() {
        let good = entry(1, CreditStanding::Excellent, CreditSource::Evaluation, "2026-12-31");
        let bad = entry(2, CreditStanding::Bad, CreditSource::Complaint, "2026-03-31");
        let all = [good, bad];
        assert_eq!(effects(&all, "2026-03-31"), WATCHED);
        assert_eq!(effects(&all, "2026-04-01"), EXCELLENT);
    }

    #[test]
    fn a_constraint_without_an_end_outlasts_a_term() {
        let bad = entry(1, CreditStanding::Bad, CreditSource::Authority, "2026-12-31");
        let case = "AJ-2026-0001".parse().unwrap();
        let by_case = Constraint { by: Constrained::Case(case), since: day("2026-02-01"), until: None };
        let mut held = constraints(std::slice::from_ref(&bad));
        held.push(by_case);
        let told = in_force(&[bad], &held, day("2026-03-01"));
        assert!(told.iter().all(|(_, until)| until.is_none()), "{told:?}");
    }
}
