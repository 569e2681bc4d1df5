//! The conditions of a filing (备案条件, Art. 6, 7), reckoned from the facts of the agency: what is met, by what, and by how
//! much what is not falls short. Judged when a filing is assessed.

use chrono::NaiveDate;

use super::calendar::Calendar;
use super::capacity::{BANK_RENEWAL, appointed, bank_years, fit, fitting, named};
use super::requirement::{Mend, Requirement};
use super::rules::RuleId;
use super::settings::{Settings, SwitchKey};
use super::terms::{self, StartDay};
use crate::records::agency::Scope;
use crate::records::agency_kind::AgencyKind;
use crate::records::capacity::{Capacity, Employment, Person, PersonRole, Rival};
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
    /// Working days of the bureau.
    pub calendar: &'a Calendar,
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
        all.extend(self.bank_renewal(scope));
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
        let staff = || of(PersonRole::Staff).filter(|p| p.employment == Employment::FullTime);
        let supervisors = || of(PersonRole::Supervisor);
        let (s, v) = (staff().count(), supervisors().count());
        let text = say!(
            "专职工作人员 {s} 人, 内部质量督导人员 {v} 人 (至少各 1 人)",
            "full-time staff: {s}, internal supervisors: {v} (one of each at least)",
            s = s,
            v = v
        );
        let who = named(staff().chain(supervisors()));
        let met = say!("{t}: {w}", "{t}: {w}", t = text, w = who);
        Requirement::when(RuleId::R6_2, s > 0 && v > 0, met, text, to_record())
    }

    /// R6-4: every part-time assessor of what is judged has a running contract of 1 to 3 years; one whose contract is still
    /// to begin is none yet.
    fn part_timers(&self) -> Requirement {
        let of_these =
            |p: &&Person| p.occupation.is_none_or(|o| self.scopes.iter().any(|s| s.occupation == o));
        let begun = |p: &&Person| p.contract.is_none_or(|c| c.from <= self.today);
        let part_time = |p: &&Person| p.role == PersonRole::Assessor && p.employment == Employment::PartTime;
        let mut all: Vec<&Person> =
            self.capacity.people.iter().filter(part_time).filter(of_these).filter(begun).collect();
        // Who assesses several occupations under one contract is one person.
        all.sort_by(|a, b| (&a.name, a.contract).cmp(&(&b.name, b.contract)));
        all.dedup_by(|a, b| (&a.name, a.contract) == (&b.name, b.contract));
        let lacking: Vec<Text> = all
            .iter()
            .filter_map(|p| {
                let wrong = appointed(p, self.today).err()?;
                Some(say!("{n} {w}", "{n} {w}", n = p.name.as_str(), w = wrong))
            })
            .collect();
        let count = all.len();
        let terms = say!(
            "兼职考评人员 {n} 人, 聘用协议均为 1 至 3 年且有效",
            "part-time assessors: {n}, each with a running contract of 1 to 3 years",
            n = count
        );
        let met = match count {
            0 => Text::new("没有兼职考评人员", "no part-time assessor"),
            _ => say!("{t}: {w}", "{t}: {w}", t = terms, w = named(all.into_iter())),
        };
        Requirement::when(
            RuleId::R6_4,
            lacking.is_empty(),
            met,
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
            all.filter(move |p| role != PersonRole::Assessor || appointed(p, self.today).is_ok())
        };
        let (writers, assessors) = (able(PersonRole::Writer).count(), able(PersonRole::Assessor).count());
        let text = say!(
            "命题专家 {w} 人 (一般 2 人以上), 考评人员 {a} 人 (一般 3 人以上)",
            "item writers: {w} (2 or more as a rule), assessors: {a} (3 or more)",
            w = writers,
            a = assessors
        );
        let who = named(able(PersonRole::Writer).chain(able(PersonRole::Assessor)));
        let met = say!("{t}: {n}", "{t}: {n}", t = text, n = who);
        Requirement::when(
            RuleId::R6_3,
            writers >= WRITERS && assessors >= ASSESSORS,
            of(scope, &met),
            of(scope, &text),
            to_record(),
        )
    }

    /// R6-5: a venue with monitoring, owned or with a right of 3 years, and equipment that fits. Where none is, what each lacks.
    fn venue(&self, scope: &Scope) -> Requirement {
        let refused = |text: &Text| Requirement::unmet(RuleId::R6_5, of(scope, text), to_record());
        let mut lacking = Vec::new();
        for site in self.capacity.sites.iter().filter(|s| s.occupation.is_none_or(|o| o == scope.occupation))
        {
            let Err(wrong) = fit(site, self.today) else {
                return match self.counts(CheckKind::Equipment, Some(scope.occupation)) {
                    Err(unchecked) => refused(&unchecked),
                    Ok(check) => Requirement::met(RuleId::R6_5, of(scope, &fitting(site, check))),
                };
            };
            lacking.push(say!("{n} {w}", "{n}: {w}", n = site.name.as_str(), w = wrong));
        }
        match lacking.is_empty() {
            true => refused(&Text::new("没有登记场地", "no venue is on record")),
            false => refused(&say!(
                "{l}; 使用权应有 3 年以上且在有效期内",
                "{l}; a right of use is for 3 years or more, and running",
                l = Text::join(&lacking)
            )),
        }
    }

    /// R6-6: a question bank.
    fn bank(&self, scope: &Scope) -> Requirement {
        let last = self.capacity.banks.iter().rev().find(|b| b.occupation == scope.occupation);
        match last {
            Some(bank) => {
                let text = say!(
                    "题库 {n} 题 ({d}, {p})",
                    "question bank of {n} ({d}, {p})",
                    n = bank.questions,
                    d = bank.on,
                    p = bank.proof.as_str()
                );
                Requirement::met(RuleId::R6_6, of(scope, &text))
            }
            None => {
                let text = Text::new("没有登记题库", "no question bank is on record");
                Requirement::unmet(RuleId::R6_6, of(scope, &text), to_record())
            }
        }
    }

    /// R6-7: how far the bank is renewed in the year that runs. A deadline: it refuses nothing.
    fn bank_renewal(&self, scope: &Scope) -> Option<Requirement> {
        let rule = RuleId::R6_7;
        let year = bank_years(&self.capacity.banks, scope.occupation).into_iter().next_back()?;
        let term = match terms::count(self.calendar, year.from, BANK_RENEWAL, StartDay::Excluded) {
            Ok(term) => term,
            Err(wrong) => return Some(Requirement::lacking(rule, of(scope, &wrong), Mend::Nothing)),
        };
        let (until, wanted, added) = (term.last_day, year.wanted(), year.added);
        let provisional = match &term.provisional {
            Some(lacking) => say!(" (暂定: {y})", " (provisional: {y})", y = lacking.why),
            None => Text::default(),
        };
        let text = say!(
            "题库应在 {d}{p} 以前新增或更新 {w} 题 (20%), 已有 {a} 题, 差 {l} 题",
            "by {d}{p} {w} questions of the bank are to be new (20%): {a} are, {l} lack",
            d = until,
            p = provisional,
            w = wanted,
            a = added,
            l = wanted.saturating_sub(added)
        );
        let late =
            say!("{t}, 逾期 {n} 天", "{t}, {n} days late", t = text, n = (self.today - until).num_days());
        let mend = Mend::Somebody(Text::new(
            "更新题库并登记; 不影响本次评审",
            "renew the bank and record it; it refuses nothing",
        ));
        Some(match self.today > until {
            true => Requirement::lacking(rule, of(scope, &late), mend),
            false => Requirement::noted(rule, of(scope, &text)),
        })
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
