//! The conditions of a filing (备案条件, Art. 6, 7), reckoned from the facts of the agency: what is met, by what, and by how
//! much what is not falls short. Judged when a filing is assessed.

use chrono::{Datelike, Months, NaiveDate};

use super::requirement::{Mend, Requirement};
use super::rules::RuleId;
use super::settings::{Settings, SwitchKey};
use crate::records::agency::Scope;
use crate::records::agency_kind::AgencyKind;
use crate::records::capacity::{Capacity, Employment, Person, PersonRole, Rival, Site, Span, Tenure};
use crate::records::check::{Check, CheckKind};
use crate::records::occupation::OccupationCode;
use crate::say;
use crate::text::Text;

/// Item writers an occupation generally has (R6-3).
const WRITERS: usize = 2;
/// Assessors an occupation generally has (R6-3).
const ASSESSORS: usize = 3;

/// What the conditions are judged from.
#[derive(Debug, Clone, Copy)]
pub struct Conditions<'a> {
    /// Kind of the agency: Art. 7 asks more of some.
    pub kind: AgencyKind,
    /// What it has.
    pub capacity: &'a Capacity,
    /// What it is or is to be filed for.
    pub scopes: &'a [Scope],
    /// Other agencies of the division-city filed for the same (R7-4).
    pub rivals: &'a [Rival],
    /// Settings.
    pub settings: &'a Settings,
    /// The application: lists are looked up for it, not before.
    pub applied_on: Option<NaiveDate>,
    /// The day of judgement.
    pub today: NaiveDate,
}

/// The rule that a check is for.
#[must_use]
pub const fn rule_of(check: CheckKind) -> RuleId {
    match check {
        CheckKind::LegalPerson | CheckKind::Finance | CheckKind::Credit => RuleId::R6_1,
        CheckKind::Unit => RuleId::R6_2,
        CheckKind::Equipment => RuleId::R6_5,
        CheckKind::Funding | CheckKind::Commitment => RuleId::R6_8,
        CheckKind::Enterprise | CheckKind::Business | CheckKind::Allowance => RuleId::R7_1,
        CheckKind::Active | CheckKind::Influence | CheckKind::Needed => RuleId::R7_2,
        CheckKind::AnnualCheck | CheckKind::Abnormal | CheckKind::Illegal => RuleId::R7_3,
    }
}

/// The text of one occupation's condition.
fn of(scope: &Scope, text: &Text) -> Text {
    say!("{n}: {t}", "{n}: {t}", n = scope.name.as_str(), t = text)
}

/// Whether a span is this many years or longer, both days included.
fn lasts(span: Span, years: u32) -> bool {
    let same = span.from.checked_add_months(Months::new(12 * years));
    // From 29 February it ends on the 28th: the day before the 29th that isn't there.
    let end = same.and_then(|day| if day.day() == span.from.day() { day.pred_opt() } else { Some(day) });
    end.is_some_and(|end| span.until >= end)
}

/// R6-4: a contract of one to three years that is running; one written to the same date counts as whole years.
fn is_appointed(person: &Person, today: NaiveDate) -> bool {
    let within = |c: Span| {
        let most = c.from.checked_add_months(Months::new(12 * 3));
        lasts(c, 1) && most.is_some_and(|most| c.until <= most) && (c.from..=c.until).contains(&today)
    };
    person.employment == Employment::FullTime || person.contract.is_some_and(within)
}

/// R6-5: monitored, and owned or with a running right of use of three years or more.
fn is_fit(site: &Site, today: NaiveDate) -> bool {
    let right = |r: Span| lasts(r, 3) && (r.from..=r.until).contains(&today);
    site.workstations > 0 && site.monitored && (site.tenure == Tenure::Owned || site.right.is_some_and(right))
}

fn names<'a>(people: impl Iterator<Item = &'a Person>) -> Text {
    let all: Vec<Text> = people.map(|p| Text::same(p.name.as_str())).collect();
    Text::join(&all)
}

fn to_record() -> Mend {
    Mend::Somebody(Text::new("登记相应事实", "put the facts on record"))
}

impl Conditions<'_> {
    /// Every condition, the agency's own first, then occupation by occupation.
    #[must_use]
    pub fn judged(&self) -> Vec<Requirement> {
        let mut all = self.of_the_agency();
        let mut seen: Vec<OccupationCode> = Vec::new();
        for scope in self.scopes {
            // Work types of one occupation share its people, venue and bank.
            if !seen.contains(&scope.occupation) {
                seen.push(scope.occupation);
                all.extend(self.of_an_occupation(scope));
            }
        }
        all
    }

    fn of_the_agency(&self) -> Vec<Requirement> {
        let mut all = vec![
            self.checks(RuleId::R6_1, &[CheckKind::LegalPerson, CheckKind::Finance, CheckKind::Credit]),
            self.checks(RuleId::R6_2, &[CheckKind::Unit]),
            self.own_people(),
            self.part_timers(),
            self.checks(RuleId::R6_8, &[CheckKind::Funding, CheckKind::Commitment]),
        ];
        match self.kind {
            AgencyKind::Employer => {
                all.push(self.checks(RuleId::R7_1, &[CheckKind::Enterprise, CheckKind::Allowance]));
            }
            AgencyKind::SocialOrganisation => {
                all.push(self.checks(RuleId::R7_2, &[CheckKind::Active]));
                let lists = [CheckKind::AnnualCheck, CheckKind::Abnormal, CheckKind::Illegal];
                all.push(self.checks(RuleId::R7_3, &lists));
            }
            _ => {}
        }
        all
    }

    fn of_an_occupation(&self, scope: &Scope) -> Vec<Requirement> {
        let mut all = vec![self.experts(scope), self.venue(scope), self.bank(scope)];
        match self.kind {
            AgencyKind::Employer => all.push(self.checked(RuleId::R7_1, scope, CheckKind::Business)),
            AgencyKind::SocialOrganisation => all.push(self.influence(scope)),
            _ => {}
        }
        let any = self.settings.is_on(SwitchKey::OneOrgPerOccupationAnyAgency);
        if any || self.kind == AgencyKind::SocialOrganisation {
            all.push(self.alone(scope));
        }
        all
    }

    /// A check that counts: the last of its kind, of a list only one made for this application.
    fn counts(&self, kind: CheckKind, occupation: Option<OccupationCode>) -> Result<&Check, Text> {
        let last = self.capacity.check(kind, occupation);
        match (last, self.applied_on) {
            (None, _) => Err(say!("{k}: 未核查", "{k}: not checked", k = kind)),
            (Some(check), _) if !check.passed => {
                Err(say!("{k}: {d} 核查不符", "{k}: found not so on {d}", k = kind, d = check.on))
            }
            (Some(check), Some(applied)) if kind.is_of_a_list() && check.on < applied => Err(say!(
                "{k}: {d} 核查在申请之前, 须再查",
                "{k}: looked up on {d}, before the application: once more",
                k = kind,
                d = check.on
            )),
            (Some(check), _) => Ok(check),
        }
    }

    /// Several checks of the agency under one rule.
    fn checks(&self, rule: RuleId, kinds: &[CheckKind]) -> Requirement {
        let results: Vec<_> = kinds.iter().map(|kind| (kind, self.counts(*kind, None))).collect();
        let lacking: Vec<Text> = results.iter().filter_map(|(_, r)| r.as_ref().err().cloned()).collect();
        if !lacking.is_empty() {
            let mend = Mend::Somebody(Text::new("核查并登记", "check it and record that"));
            return Requirement::unmet(rule, Text::join(&lacking), mend);
        }
        let met: Vec<Text> = results
            .iter()
            .filter_map(|(kind, r)| {
                let check = r.as_ref().ok()?;
                Some(say!(
                    "{k} ({s}{p}, {d})",
                    "{k} ({s}{p}, {d})",
                    k = **kind,
                    s = check.size.map(|size| say!("{s}, ", "{s}, ", s = size)).unwrap_or_default(),
                    p = check.proof.as_str(),
                    d = check.on
                ))
            })
            .collect();
        Requirement::met(rule, Text::join(&met))
    }

    fn checked(&self, rule: RuleId, scope: &Scope, kind: CheckKind) -> Requirement {
        match self.counts(kind, Some(scope.occupation)) {
            Ok(check) => {
                let proof = check.proof.as_str();
                Requirement::met(rule, of(scope, &say!("{k} ({p})", "{k} ({p})", k = kind, p = proof)))
            }
            Err(lacking) => {
                let mend = Mend::Somebody(Text::new("核查并登记", "check it and record that"));
                Requirement::unmet(rule, of(scope, &lacking), mend)
            }
        }
    }

    /// R6-2: full-time staff, and internal supervisors.
    fn own_people(&self) -> Requirement {
        let of = |role: PersonRole| self.capacity.people.iter().filter(move |p| p.role == role);
        let full_time = |p: &&Person| p.employment == Employment::FullTime;
        let (staff, supervisors) =
            (of(PersonRole::Staff).filter(full_time).count(), of(PersonRole::Supervisor).count());
        let text = say!(
            "专职工作人员 {s} 人, 内部质量督导人员 {v} 人",
            "full-time staff: {s}, internal supervisors: {v}",
            s = staff,
            v = supervisors
        );
        Requirement::when(RuleId::R6_2, staff > 0 && supervisors > 0, text.clone(), text, to_record())
    }

    /// R6-4: every part-time assessor of what is judged has a running contract of 1 to 3 years; one whose contract is still
    /// to begin is none yet.
    fn part_timers(&self) -> Requirement {
        let of_these =
            |p: &&Person| p.occupation.is_none_or(|o| self.scopes.iter().any(|s| s.occupation == o));
        let begun = |p: &&Person| p.contract.is_none_or(|c| c.from <= self.today);
        let of_role = |p: &&Person| p.role == PersonRole::Assessor;
        let assessors = || self.capacity.people.iter().filter(of_role).filter(of_these).filter(begun);
        let lacking: Vec<Text> = assessors()
            .filter(|p| !is_appointed(p, self.today))
            .map(|p| match p.contract {
                Some(c) => {
                    let (from, until) = (c.from, c.until);
                    say!("{n} {f} 至 {u}", "{n} {f} to {u}", n = p.name.as_str(), f = from, u = until)
                }
                None => say!("{n} 无聘用协议", "{n}: no contract", n = p.name.as_str()),
            })
            .collect();
        let part_time = assessors().filter(|p| p.employment == Employment::PartTime).count();
        Requirement::when(
            RuleId::R6_4,
            lacking.is_empty(),
            say!(
                "兼职考评人员 {n} 人, 聘用协议均为 1 至 3 年且有效",
                "part-time assessors: {n}, each with a running contract of 1 to 3 years",
                n = part_time
            ),
            say!(
                "聘用协议应为 1 至 3 年且在有效期内: {l}",
                "a contract is for 1 to 3 years, and running: {l}",
                l = Text::join(&lacking)
            ),
            Mend::Somebody(Text::new("续聘或退出后再登记", "appoint them anew, or end their part")),
        )
    }

    /// R6-3: two item writers and three assessors, who may act.
    fn experts(&self, scope: &Scope) -> Requirement {
        let able = |role| {
            let all = self.capacity.people_for(role, scope.occupation);
            all.filter(move |p| role != PersonRole::Assessor || is_appointed(p, self.today))
        };
        let (writers, assessors) = (able(PersonRole::Writer).count(), able(PersonRole::Assessor).count());
        let text = say!(
            "命题专家 {w} 人 (一般 2 人以上), 考评人员 {a} 人 (一般 3 人以上)",
            "item writers: {w} (2 or more as a rule), assessors: {a} (3 or more)",
            w = writers,
            a = assessors
        );
        let who = names(able(PersonRole::Writer).chain(able(PersonRole::Assessor)));
        let met = say!("{t}: {n}", "{t}: {n}", t = text, n = who);
        Requirement::when(
            RuleId::R6_3,
            writers >= WRITERS && assessors >= ASSESSORS,
            of(scope, &met),
            of(scope, &text),
            to_record(),
        )
    }

    /// R6-5: a venue with monitoring, owned or with a right of 3 years, and equipment that fits.
    fn venue(&self, scope: &Scope) -> Requirement {
        let sites: Vec<&Site> = self
            .capacity
            .sites
            .iter()
            .filter(|s| s.occupation.is_none_or(|o| o == scope.occupation))
            .collect();
        let refused = |text: &Text| Requirement::unmet(RuleId::R6_5, of(scope, text), to_record());
        let Some(fit) = sites.iter().find(|s| is_fit(s, self.today)) else {
            let Some(first) = sites.first() else {
                return refused(&Text::new("没有登记场地", "no venue is on record"));
            };
            return refused(&unfit(first));
        };
        if let Err(lacking) = self.counts(CheckKind::Equipment, Some(scope.occupation)) {
            return refused(&lacking);
        }
        let (name, places) = (fit.name.as_str(), fit.workstations);
        let text = say!(
            "{n}, {t}, 工位 {w} 个, 有视频监控",
            "{n}, {t}, {w} workstations, monitored",
            n = name,
            t = fit.tenure,
            w = places
        );
        Requirement::met(RuleId::R6_5, of(scope, &text))
    }

    fn bank(&self, scope: &Scope) -> Requirement {
        let last = self.capacity.banks.iter().rev().find(|b| b.occupation == scope.occupation);
        Requirement::when(
            RuleId::R6_6,
            last.is_some(),
            of(
                scope,
                &say!(
                    "题库 {n} 题 ({d})",
                    "question bank of {n} ({d})",
                    n = last.map(|b| b.questions).unwrap_or_default(),
                    d = last.map(|b| b.on.to_string()).unwrap_or_default()
                ),
            ),
            of(scope, &Text::new("没有登记题库", "no question bank is on record")),
            to_record(),
        )
    }

    /// R7-2: influence and experience, waived for an occupation that is needed.
    fn influence(&self, scope: &Scope) -> Requirement {
        match self.counts(CheckKind::Needed, Some(scope.occupation)) {
            Ok(check) => {
                let text = say!(
                    "急需紧缺职业, 不要求影响力 ({p})",
                    "urgently short: no influence wanted ({p})",
                    p = check.proof.as_str()
                );
                Requirement::met(RuleId::R7_2, of(scope, &text))
            }
            Err(_) => self.checked(RuleId::R7_2, scope, CheckKind::Influence),
        }
    }

    /// R7-4: the only social organisation of the division-city for the occupation, or the only agency of any kind.
    fn alone(&self, scope: &Scope) -> Requirement {
        let any = self.settings.is_on(SwitchKey::OneOrgPerOccupationAnyAgency);
        let others: Vec<Text> = self
            .rivals
            .iter()
            .filter(|r| r.occupation == scope.occupation)
            .filter(|r| any || r.kind == AgencyKind::SocialOrganisation)
            .map(|r| Text::same(r.name.as_str()))
            .collect();
        Requirement::when(
            RuleId::R7_4,
            others.is_empty(),
            of(scope, &Text::new("本师市该职业没有其他机构", "no other one in the division-city")),
            of(
                scope,
                &say!(
                    "本师市该职业已有: {o}",
                    "the division-city has one already: {o}",
                    o = Text::join(&others)
                ),
            ),
            Mend::Somebody(Text::new("审批人写明理由", "an approver gives the reason")),
        )
    }
}

/// What a venue lacks (R6-5).
fn unfit(site: &Site) -> Text {
    let name = site.name.as_str();
    match (site.monitored, site.workstations, site.right) {
        (false, ..) => say!("{n} 没有视频监控", "{n} has no video monitoring", n = name),
        (_, 0, _) => say!("{n} 没有工位", "{n} has no workstation", n = name),
        (.., Some(right)) => say!(
            "{n} 使用权 {f} 至 {u}, 应有 3 年以上且在有效期内",
            "{n}: right of use {f} to {u}; 3 years or more, and running, are wanted",
            n = name,
            f = right.from,
            u = right.until
        ),
        _ => say!("{n} 不符合", "{n} does not fit", n = name),
    }
}
