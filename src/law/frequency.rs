//! Risk-based frequency of supervision (督导频次, R22-3): points from volume, pass rate against the peers, complaints, findings and credit,
//! by the bureau's settings; the officer decides. Pure.

use chrono::{Days, NaiveDate};

use super::requirement::{Mend, Requirement};
use super::rules::RuleId;
use super::settings::{CountKey, Settings};
use crate::records::agency_kind::AgencyKind;
use crate::records::credit::CreditEffect;
use crate::records::frequency::{Frequency, Proposed, RiskFactor, RiskFigures, RiskPoints};
use crate::say;
use crate::text::Text;

/// The most points that volume gives.
const MOST_VOLUME: u32 = 5;
/// How long a proposal can be decided on.
const FRESH: Days = Days::new(90);
/// All activities.
const ALL: u32 = 100;

/// What is proposed from the figures and the credit effects in force. Points times the percent of a point, and no less than the least;
/// of the activities of twelve months so many are visited, rounded up, and one at least.
#[must_use]
pub fn proposal(figures: RiskFigures, credit: &[CreditEffect], settings: &Settings) -> Proposed {
    let of = |key| settings.count(key);
    let signed = |points: u32| i32::try_from(points).unwrap_or(i32::MAX);
    let volume = (figures.examined / of(CountKey::RiskVolumeStep)).min(MOST_VOLUME);
    let above = figures
        .rate()
        .zip(figures.peers_rate())
        .is_some_and(|(own, peers)| own >= peers.saturating_add(of(CountKey::RiskPassGap)));
    let weighed = [
        (RiskFactor::Volume, signed(volume)),
        (RiskFactor::PassRate, if above { signed(of(CountKey::RiskPassPoints)) } else { 0 }),
        (
            RiskFactor::Complaints,
            signed(figures.complaints.saturating_mul(of(CountKey::RiskComplaintPoints))),
        ),
        (RiskFactor::Findings, signed(figures.findings.saturating_mul(of(CountKey::RiskFindingPoints)))),
        (
            RiskFactor::BadCredit,
            if credit.contains(&CreditEffect::MoreChecks) { signed(of(CountKey::RiskBadPoints)) } else { 0 },
        ),
        (
            RiskFactor::GoodCredit,
            if credit.contains(&CreditEffect::FewerChecks) {
                -signed(of(CountKey::RiskGoodPoints))
            } else {
                0
            },
        ),
    ];
    let points: Vec<RiskPoints> = weighed
        .into_iter()
        .filter(|(_, points)| *points != 0)
        .map(|(factor, points)| RiskPoints { factor, points })
        .collect();
    let sum = points.iter().fold(0_i32, |sum, one| sum.saturating_add(one.points));
    let must_check = credit.contains(&CreditEffect::MustCheck);
    let weighed = u32::try_from(sum).unwrap_or(0).saturating_mul(of(CountKey::RiskPercentPerPoint));
    let percent = match must_check {
        true => ALL,
        false => weighed.max(of(CountKey::RiskLeastPercent)).min(ALL),
    };
    let visits = u64::from(figures.activities) * u64::from(percent);
    let visits = u32::try_from(visits.div_ceil(u64::from(ALL))).unwrap_or(u32::MAX).max(1);
    Proposed { figures, points, percent, visits, must_check }
}

/// R22-3: of employers, schools and special-ability agencies; of a social organisation every exam is supervised (R22-2).
#[must_use]
pub fn by_risk(kind: AgencyKind) -> Requirement {
    let weighed = matches!(kind, AgencyKind::Employer | AgencyKind::School | AgencyKind::SpecialAbility);
    Requirement::when(
        RuleId::R22_3,
        weighed,
        Text::new("按风险确定督导频次", "its frequency goes by risk"),
        match kind {
            AgencyKind::SocialOrganisation => {
                Text::new("社会培训评价组织逢考必督", "every exam of a social organisation is supervised")
            }
            _ => Text::new(
                "只适用于用人单位、院校、专项机构",
                "of employers, schools and special-ability agencies alone",
            ),
        },
        Mend::Nothing,
    )
}

/// R22-3: a decision rests on a proposal with its figures, not an old one; a lower frequency has its reason.
#[must_use]
pub fn decidable(
    last: Option<&Frequency>,
    decided: Option<(u32, u32, bool)>,
    today: NaiveDate,
) -> Vec<Requirement> {
    let fresh = last.filter(|last| last.proposed_on + FRESH >= today);
    let mend = Mend::Somebody(Text::new("先拟定频次", "propose a frequency first"));
    let mut all = vec![Requirement::when(
        RuleId::R22_3,
        fresh.is_some(),
        fresh.map_or_else(Text::default, |last| say!("{d} 已拟定", "proposed {d}", d = last.proposed_on)),
        match last {
            Some(last) => {
                say!("{d} 拟定的已超过 90 天", "that of {d} is older than 90 days", d = last.proposed_on)
            }
            None => Text::new("还没有拟定频次", "none is proposed yet"),
        },
        mend,
    )];
    all.extend(fresh.and_then(|last| last.decided.as_ref()).map(|decided| {
        let text = say!("{d} 已确定", "decided on {d}", d = decided.on);
        let mend = Mend::Somebody(Text::new("重新拟定之后", "once it is proposed anew"));
        Requirement::unmet(RuleId::R22_3, text, mend)
    }));
    let Some((last, (percent, visits, reasoned))) = fresh.zip(decided) else { return all };
    let lower = percent < last.proposed.percent || visits < last.proposed.visits;
    if last.proposed.must_check {
        all.push(Requirement::when(
            RuleId::R24_3,
            !lower,
            Text::new("必督对象, 不低于拟定的频次", "on the must-check list: no lower than proposed"),
            Text::new(
                "必督对象, 不得低于拟定的频次",
                "on the must-check list: it can't be lower than proposed",
            ),
            Mend::Somebody(Text::new(
                "约束措施解除之后重新拟定",
                "propose anew once the constraint is lifted",
            )),
        ));
        return all;
    }
    all.push(Requirement::when(
        RuleId::R22_3,
        !lower || reasoned,
        Text::new("不低于拟定的频次, 或写明理由", "no lower than proposed, or with a reason"),
        Text::new("低于拟定的频次, 须写明理由", "lower than proposed: say why"),
        Mend::Somebody(Text::new("写明理由", "give the reason")),
    ));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures() -> RiskFigures {
        RiskFigures {
            activities: 12,
            examined: 400,
            passed: 320,
            peers_examined: 1_000,
            peers_passed: 700,
            ..RiskFigures::default()
        }
    }

    fn of(figures: RiskFigures, credit: &[CreditEffect]) -> (u32, u32) {
        let told = proposal(figures, credit, &Settings::default());
        (told.percent, told.visits)
    }

    #[test]
    fn each_factor_adds_its_points() {
        // 400 examined are two points; 80 against 70 percent are two more.
        assert_eq!(of(figures(), &[]), (40, 5));
        assert_eq!(of(RiskFigures { passed: 319, ..figures() }, &[]), (20, 3));
        assert_eq!(of(RiskFigures { complaints: 1, ..figures() }, &[]), (60, 8));
        assert_eq!(of(RiskFigures { findings: 3, ..figures() }, &[]), (70, 9));
        assert_eq!(of(figures(), &[CreditEffect::FewerChecks]), (20, 3));
        assert_eq!(of(figures(), &[CreditEffect::MoreChecks]), (80, 10));
    }

    #[test]
    fn the_least_and_the_most() {
        assert_eq!(of(RiskFigures::default(), &[]), (10, 1));
        assert_eq!(of(RiskFigures::default(), &[CreditEffect::FewerChecks]), (10, 1));
        assert_eq!(of(RiskFigures { complaints: 99, ..figures() }, &[]), (100, 12));
        assert_eq!(
            of(RiskFigures { activities: 3, ..RiskFigures::default() }, &[CreditEffect::MustCheck]),
            (100, 3)
        );
        assert_eq!(of(RiskFigures { examined: 100_000, passed: 0, ..figures() }, &[]), (50, 6));
    }
}
