//! What happened at an activity, held against the rules that its plan was judged by (违规情形): the same judgement, which refuses nothing
//! here, as what happened can't be refused. Pure.

use chrono::NaiveDate;

use super::activities::{Exam, changed, crowded, not_suspended};
use super::requirement::{Mend, Requirement};
use super::rules::{REGULATION_FROM, RuleId};
use crate::records::activity::{Across, ActivityFile, Occasion, Permille};
use crate::records::agency::{Constraint, Suspended};
use crate::records::agency_kind::AgencyKind;
use crate::records::breach::{Breach, Broken};
use crate::records::case::Ground;
use crate::records::ids::RecordNo;
use crate::say;
use crate::text::Text;

/// The rule of a breach.
#[must_use]
pub const fn rule(broken: Broken) -> RuleId {
    match broken {
        Broken::Eligibility => RuleId::R11_1,
        Broken::Scope => RuleId::R12_1,
        Broken::Standard => RuleId::R12_2,
        Broken::Paper => RuleId::R13_1,
        Broken::PaperChanged => RuleId::R13_2,
        Broken::Plan => RuleId::R14_1,
        Broken::Change => RuleId::R14_2,
        Broken::Certificates => RuleId::R17_1,
        Broken::Suspended => RuleId::R19_3,
        Broken::Unsupervised => RuleId::R22_2,
        Broken::Across => RuleId::R23_1,
        Broken::Constrained => RuleId::R24_3,
    }
}

/// The one of the twelve grounds of an ordered end that a breach falls under by its words, if it does; others are for the list of other
/// violations.
#[must_use]
pub const fn ground(broken: Broken) -> Option<Ground> {
    match broken {
        Broken::Scope => Some(Ground::OutsideScope),
        Broken::Eligibility => Some(Ground::ForgedEligibility),
        Broken::Suspended => Some(Ground::RefusedSupervision),
        _ => None,
    }
}

/// An activity as it was found to have been held.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// What, when, where.
    pub exam: Exam<'a>,
    /// By its plan, where one was filed before it began.
    pub planned: Option<&'a Occasion>,
    /// In which division.
    pub across: &'a Across,
    /// Whether it was a competition.
    pub competes: bool,
    /// Candidates of the largest session and workstations, where they are known.
    pub stations: Option<(u32, u32)>,
    /// How much of the paper was changed, and the approval of that.
    pub changed: (Permille, Option<&'a str>),
    /// Whether an external supervisor was there.
    pub supervised: bool,
    /// Constraints on the agency.
    pub constraints: &'a [Constraint],
    /// What suspended it, from when until when.
    pub suspensions: &'a [Suspended],
}

impl Found<'_> {
    /// Each rule held against what happened: met, or broken. Before the regulation none is (R28-1).
    #[must_use]
    pub fn judged(&self) -> Vec<Requirement> {
        let occasion = self.exam.occasion;
        if occasion.ends_on < REGULATION_FROM {
            let text = say!(
                "{d} 施行前的活动, 只作记录",
                "held before the regulation ({d}): recorded, and bound by none of it",
                d = REGULATION_FROM
            );
            return vec![Requirement::noted(RuleId::R28_1, text)];
        }
        // Of one that left the directory since, the validity tells.
        let mut all = vec![self.exam.in_force(true), self.exam.filed(), self.planned()];
        all.extend(self.moved());
        all.extend(self.stations.map(|(largest, stations)| crowded(largest, stations)));
        all.push(changed(self.changed.0, self.changed.1));
        all.extend(self.exam.elsewhere(self.across, self.competes, self.constraints));
        all.push(not_suspended(&self.suspended_then(), occasion.starts_on));
        all.extend(self.supervised());
        all
    }

    /// What suspended it when it began: one that began before is recorded for reference, no more (R19-3).
    fn suspended_then(&self) -> Vec<(RecordNo, NaiveDate)> {
        let on = self.exam.occasion.starts_on;
        let held = |one: &&Suspended| one.since < on && one.until.is_none_or(|until| on < until);
        self.suspensions.iter().filter(held).map(|one| (one.case, one.since)).collect()
    }

    fn planned(&self) -> Requirement {
        Requirement::when(
            RuleId::R14_1,
            self.planned.is_some(),
            Text::new("考务方案事先报备", "its plan was filed before"),
            Text::new("没有事先报备考务方案", "no plan was filed before it"),
            Mend::Nothing,
        )
    }

    fn moved(&self) -> Option<Requirement> {
        let planned = self.planned?;
        Some(Requirement::when(
            RuleId::R14_2,
            planned == self.exam.occasion,
            Text::new("时间、地点与方案相同", "time and place are those of its plan"),
            say!(
                "没有申请变更, 改为 {f} 至 {u} {p}",
                "no change was asked for: held {f} to {u}, {p}",
                f = self.exam.occasion.starts_on,
                u = self.exam.occasion.ends_on,
                p = self.exam.occasion.place.as_str()
            ),
            Mend::Nothing,
        ))
    }

    fn supervised(&self) -> Option<Requirement> {
        (self.exam.agency.facts.kind == AgencyKind::SocialOrganisation).then(|| {
            Requirement::when(
                RuleId::R22_2,
                self.supervised,
                Text::new("有外部督导在场", "an external supervisor was there"),
                Text::new(
                    "没有外部督导在场; 本批证书暂缓上传",
                    "no external supervisor was there; the batch of certificates is held",
                ),
                Mend::Nothing,
            )
        })
    }
}

/// The breaches in a judgement: what is unmet, each with its rule.
#[must_use]
pub fn breaches(judged: &[Requirement]) -> Vec<(Broken, Text)> {
    let unmet = judged.iter().filter(|requirement| requirement.falls_short());
    let of = |requirement: &Requirement| {
        let broken = Broken::ALL.iter().copied().find(|broken| rule(*broken) == requirement.rule)?;
        Some((broken, requirement.text.clone()))
    };
    unmet.filter_map(of).collect()
}

/// A judgement of what happened as the preview of recording it shows: what is unmet is noted as a breach, and refuses nothing.
#[must_use]
pub fn noted(judged: Vec<Requirement>) -> Vec<Requirement> {
    let each = |requirement: Requirement| match requirement.falls_short() {
        true => Requirement::noted(
            requirement.rule,
            say!("记为违规: {t}", "recorded as a breach: {t}", t = requirement.text),
        ),
        false => requirement,
    };
    judged.into_iter().map(each).collect()
}

/// What opening a case on an activity's breaches wants: one that led to none yet.
#[must_use]
pub fn to_open(file: &ActivityFile) -> Requirement {
    let waiting: Vec<Text> = waiting(file).map(|breach| breach.broken.label()).collect();
    Requirement::when(
        RuleId::R19_3,
        !waiting.is_empty(),
        say!("未立案的违规: {b}", "breaches without a case: {b}", b = Text::join(&waiting)),
        Text::new("没有未立案的违规登记", "no breach is on file that led to no case"),
        Mend::Somebody(Text::new("先登记违规情形", "record the breach first")),
    )
}

/// The breaches of an activity that led to no case yet.
pub fn waiting(file: &ActivityFile) -> impl Iterator<Item = &Breach> {
    file.breaches.iter().filter(|breach| breach.case.is_none())
}
