//! What the law wants of the steps of a filing (Art. 8, 10, 18): requirements from the facts, pure.

use chrono::{Months, NaiveDate};

use super::calendar::Calendar;
use super::cases::wait_out;
use super::leaving;
use super::requirement::{Mend, Requirement, State};
use super::rules::RuleId;
use super::settings::{LengthKey, Settings, SwitchKey};
use super::terms::{self, StartDay, Term};
use crate::records::agency::{Agency, AgencyStatus, Validity};
use crate::records::agency_kind::AgencyKind;
use crate::records::bureau::BureauId;
use crate::records::filing::{ConsentKind, FilingFile, FilingKind, FilingStatus, FilingStep};
use crate::records::ids::StaffId;
use crate::records::staff::Staff;
use crate::records::supervision::SupervisionKind;
use crate::say;
use crate::text::Text;

/// The facts of a filing and what they are judged by.
#[derive(Debug, Clone, Copy)]
pub struct Board<'a> {
    /// The filing.
    pub file: &'a FilingFile,
    /// The settings it pinned.
    pub settings: &'a Settings,
    /// Working days of its bureau.
    pub calendar: &'a Calendar,
    /// The day of judgement.
    pub today: NaiveDate,
}

/// When a renewal was applied for (R10-2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RenewalTime {
    /// At least three months before the expiry.
    InTime,
    /// Later, but before the expiry: an approver accepts it, with a reason.
    Late {
        /// The last day in time.
        last_day: NaiveDate,
    },
    /// After the expiry: refused, the filing ends (R19-1).
    Expired,
}

/// When a renewal of a filing with an expiry was applied for.
///
/// # Errors
/// When the day can't be counted.
pub fn renewal_time(
    calendar: &Calendar,
    expiry: NaiveDate,
    applied_on: NaiveDate,
) -> Result<RenewalTime, Text> {
    let last_day = terms::renewal_deadline(calendar, expiry)?.last_day;
    Ok(if applied_on > expiry {
        RenewalTime::Expired
    } else if applied_on > last_day {
        RenewalTime::Late { last_day }
    } else {
        RenewalTime::InTime
    })
}

/// Whether a renewal waits for an approver: it came late, or it was put on file when the time was over, so that the day it is
/// said to have come on wants somebody else's eyes (R10-2).
///
/// # Errors
/// When the day can't be counted.
pub fn wants_acceptance(
    calendar: &Calendar,
    expiry: NaiveDate,
    applied_on: NaiveDate,
    registered_on: NaiveDate,
) -> Result<bool, Text> {
    Ok(renewal_time(calendar, expiry, applied_on.max(registered_on))? != RenewalTime::InTime)
}

/// The first day of the validity that a filing is in: of its publication, or of its last renewal (R10-1, R10-3).
#[must_use]
pub fn validity_began(filed: Validity) -> NaiveDate {
    if terms::validity(filed.published_on).is_ok_and(|first| first.until == filed.expires_on) {
        return filed.published_on;
    }
    // From the day after the old expiry (R10-3), three years back from the day after this one.
    let after = filed.expires_on.succ_opt().and_then(|day| day.checked_sub_months(Months::new(12 * 3)));
    after.unwrap_or(filed.published_on).max(filed.published_on)
}

/// R10-5: a renewal rests on the special supervision and the annual inspections of the validity; where the former is
/// missing, the bureau's own omission, the approver says why it passes all the same. `explained`: whether that is said;
/// none before the form is filled in.
#[must_use]
pub fn supervised(agency: &Agency, filed: Validity, explained: Option<bool>) -> Requirement {
    let rule = RuleId::R10_5;
    let began = validity_began(filed);
    let of = |kind: SupervisionKind| {
        let days = agency.known.inspections.iter().filter(move |(k, on)| *k == kind && *on >= began);
        days.map(|(_, on)| Text::same(on.to_string())).collect::<Vec<_>>()
    };
    let (special, annual) = (of(SupervisionKind::Special), of(SupervisionKind::Annual));
    let annual = match annual.is_empty() {
        true => Text::new("无记录", "none on file"),
        false => Text::join(&annual),
    };
    if !special.is_empty() {
        let days = Text::join(&special);
        return Requirement::met(
            rule,
            say!(
                "专项督导 {s}; 年检 {a}",
                "special supervision {s}; annual inspections: {a}",
                s = days,
                a = annual
            ),
        );
    }
    let missing = say!(
        "自 {d} 以来没有专项督导记录; 年检: {a}",
        "no special supervision on file since {d}; annual inspections: {a}",
        d = began,
        a = annual
    );
    match explained {
        None => Requirement::at_input(rule, missing),
        Some(given) => Requirement::when(
            rule,
            given,
            say!("{m}; 已写明理由", "{m}; the reason is given", m = missing),
            missing,
            Mend::Somebody(Text::new(
                "审批人写明仍予通过的理由",
                "the approver says why it passes all the same",
            )),
        ),
    }
}

/// R10-2: the validity that is renewed has begun: nothing is renewed twice ahead.
#[must_use]
pub fn begun(filed: Validity, applied_on: NaiveDate) -> Requirement {
    let began = validity_began(filed);
    Requirement::when(
        RuleId::R10_2,
        began <= applied_on,
        say!("本有效期自 {d} 起", "the validity began on {d}", d = began),
        say!(
            "已续期: 新有效期自 {d} 起, 此前不再受理续期",
            "renewed already: the new validity begins on {d}, no renewal is taken before",
            d = began
        ),
        Mend::Nothing,
    )
}

/// R10-2 and R19-1 for an application for renewal made on a day.
#[must_use]
pub fn renewable(calendar: &Calendar, expiry: NaiveDate, applied_on: NaiveDate) -> Requirement {
    let rule = RuleId::R10_2;
    match renewal_time(calendar, expiry, applied_on) {
        Err(wrong) => Requirement::unmet(rule, wrong, Mend::Nothing),
        Ok(RenewalTime::InTime) => Requirement::met(
            rule,
            say!("有效期至 {d}, 在期满 3 个月前申请", "valid until {d}, applied for in time", d = expiry),
        ),
        Ok(RenewalTime::Late { last_day }) => Requirement::met(
            rule,
            say!(
                "应在 {d} 以前 (含当日) 申请; 属迟延, 须审批人接受",
                "due by {d}: late, an approver must accept it",
                d = last_day
            ),
        ),
        Ok(RenewalTime::Expired) => Requirement::unmet(
            rule,
            say!(
                "已于 {d} 期满, 不予受理; 按自动终止办理 (R19-1)",
                "expired on {d}: not accepted, to be ended by R19-1",
                d = expiry
            ),
            Mend::Somebody(Text::new("提出自动终止 (propose-end)", "propose its end (propose-end)")),
        ),
    }
}

/// R8-2: the first filing of an agency that is not in the directory.
#[must_use]
pub fn applying(agency: &Agency) -> Requirement {
    Requirement::when(
        RuleId::R8_2,
        agency.status == AgencyStatus::Applying,
        Text::new("首次备案在办", "its first filing is under way"),
        Text::new("机构已在册或已撤出, 不是首次备案", "the agency is filed already, or out: no first filing"),
        Mend::Nothing,
    )
}

impl Board<'_> {
    /// R8-1: the department that implements the qualification agreed; none where that is not asked.
    #[must_use]
    pub fn implementing_consent(&self) -> Option<Requirement> {
        let wanted = self.file.agency.facts.kind == AgencyKind::Qualification
            && matches!(self.file.kind, FilingKind::First | FilingKind::Incremental);
        let all = || self.file.consents_to(ConsentKind::Implementing);
        // It agrees first, then the agency is filed.
        let given = all().filter(|consent| consent.on <= self.file.applied_on).last();
        let late = all().last().filter(|_| given.is_none());
        wanted.then(|| {
            Requirement::when(
                RuleId::R8_1,
                given.is_some(),
                say!(
                    "{d}已同意 ({r}, {o})",
                    "{d} agreed ({r}, {o})",
                    d = given.map(|c| c.department.clone()).unwrap_or_default(),
                    r = given.map(|c| c.reference.clone()).unwrap_or_default(),
                    o = given.map(|c| c.on.to_string()).unwrap_or_default()
                ),
                match late {
                    Some(consent) => say!(
                        "同意文件 ({c}) 晚于申请日期 ({a}): 先同意, 后备案",
                        "the consent ({c}) is later than the application ({a}): it comes first",
                        c = consent.on,
                        a = self.file.applied_on
                    ),
                    None => Text::new(
                        "须先有职业资格实施部门的同意文件",
                        "the department that implements the qualification agrees first, in writing",
                    ),
                },
                Mend::Somebody(match late {
                    Some(_) => Text::new("撤回后重新申请", "withdraw it, and apply anew"),
                    None => Text::new("登记同意文件", "record its consent"),
                }),
            )
        })
    }

    /// Whether the application came late and nobody has accepted it yet.
    ///
    /// # Errors
    /// When the day can't be counted.
    pub fn waits_for_acceptance(&self) -> Result<bool, Text> {
        if self.file.kind != FilingKind::Renewal || self.file.acceptance.is_some() {
            return Ok(false);
        }
        let Some(filed) = self.file.agency.facts.validity else { return Ok(false) };
        let registered = self.file.registered_on();
        wants_acceptance(self.calendar, filed.expires_on, self.file.applied_on, registered)
    }

    /// R10-2: a late application was accepted; none where it came in time.
    #[must_use]
    pub fn accepted(&self) -> Option<Requirement> {
        let rule = RuleId::R10_2;
        match self.waits_for_acceptance() {
            Err(wrong) => Some(Requirement::unmet(rule, wrong, Mend::Nothing)),
            Ok(waits) => waits.then(|| {
                Requirement::unmet(
                    rule,
                    Text::new(
                        "申请迟延, 或逾期才登记, 须审批人受理",
                        "the application is late, or was registered late: an approver must accept it",
                    ),
                    Mend::Somebody(Text::new("审批人受理迟延申请", "an approver accepts it")),
                )
            }),
        }
    }

    /// The rule whose way the agency goes: a special-ability agency the one of a level agency (R8-4), a branch and a
    /// qualification agency their own where they are not assessed (R9-1, R8-1).
    #[must_use]
    pub fn way(&self) -> RuleId {
        let facts = &self.file.agency.facts;
        match facts.kind {
            AgencyKind::SpecialAbility => RuleId::R8_4,
            _ if self.file.assessed => RuleId::R8_2,
            AgencyKind::Qualification => RuleId::R8_1,
            _ if facts.branch_of.is_some() => RuleId::R9_1,
            _ => RuleId::R8_2,
        }
    }

    /// R8-2: a step is for the office that the regulation names.
    #[must_use]
    pub fn office(&self, actor: &Staff, office: BureauId) -> Requirement {
        Requirement::when(
            self.way(),
            actor.bureau == office,
            say!("由{o}办理", "for {o}", o = office.label()),
            say!("此环节由{o}办理", "this step is for {o}", o = office.label()),
            Mend::Somebody(office.label()),
        )
    }

    /// H1-1: whoever did one of these steps does not do this one too.
    #[must_use]
    pub fn other_than(&self, actor: StaffId, steps: &[FilingStatus]) -> Requirement {
        let own = steps.iter().find(|step| self.file.did(actor, **step));
        Requirement::when(
            RuleId::H1_1,
            own.is_none(),
            Text::new("与前面环节不是同一人", "done by somebody else than the steps before"),
            say!(
                "您已办理「{s}」, 此环节须由他人办理",
                "you did '{s}': somebody else does this",
                s = own.map(|s| s.label()).unwrap_or_default()
            ),
            Mend::Somebody(Text::new("另一人员", "somebody else")),
        )
    }

    /// R8-2: a step was passed.
    #[must_use]
    pub fn passed(&self, step: FilingStatus) -> Requirement {
        self.judged(step, self.file.step(step))
    }

    fn judged(&self, step: FilingStatus, done: Option<&FilingStep>) -> Requirement {
        Requirement::when(
            self.way(),
            done.is_some_and(|s| s.passed),
            say!(
                "{s}已通过 ({n})",
                "{s} passed ({n})",
                s = step,
                n = done.map(|d| d.name.clone()).unwrap_or_default()
            ),
            say!("{s}还没有通过", "{s} is not passed", s = step),
            Mend::Somebody(say!("先办理{s}", "do the {s} first", s = step)),
        )
    }

    /// The time of the publicity (R8-5), once it is posted.
    ///
    /// # Errors
    /// When the day can't be counted.
    pub fn publicity_term(&self) -> Result<Option<Term>, Text> {
        self.file.publicity().map(|publicity| self.publicity_from(publicity.posted_on)).transpose()
    }

    /// The time of a publicity that is posted on a day.
    ///
    /// # Errors
    /// When the day can't be counted.
    pub fn publicity_from(&self, posted_on: NaiveDate) -> Result<Term, Text> {
        let start = match self.settings.is_on(SwitchKey::PublicityCountsPostingDay) {
            true => StartDay::Included,
            false => StartDay::Excluded,
        };
        let length = match self.file.is_inactive_end() {
            // Seven working days by the regulation itself.
            _ if self.file.kind == FilingKind::OrderedEnd => leaving::ORDERED_PUBLICITY,
            true => self.settings.length(LengthKey::InactiveEndPublicityTerm),
            false => self.settings.length(LengthKey::FilingPublicityTerm),
        };
        terms::count(self.calendar, posted_on, length, start)
    }

    /// R3-2: a first filing whose jurisdiction the Corps bureau gave to another bureau goes on there; nothing where it did
    /// not.
    #[must_use]
    pub fn designated_elsewhere(&self) -> Option<Requirement> {
        let to = self.file.agency.known.designated?;
        let elsewhere = self.file.kind == FilingKind::First && to != self.file.bureau;
        elsewhere.then(|| {
            Requirement::unmet(
                RuleId::R3_2,
                say!("已指定{o}管辖", "{o} has jurisdiction, by designation", o = to.label()),
                Mend::Somebody(say!(
                    "本件登记撤回或不予备案, 由{o}受理",
                    "this one is withdrawn or refused, {o} takes it",
                    o = to.label()
                )),
            )
        })
    }

    /// R8-2, R19-2: the publicity is over, and each objection answered; an upheld one stopped it.
    #[must_use]
    pub fn made_public(&self) -> Vec<Requirement> {
        let rule = match self.file.is_inactive_end() {
            _ if self.file.kind == FilingKind::OrderedEnd => RuleId::R19_4,
            true => RuleId::R19_2,
            false => self.way(),
        };
        let mut all = vec![match self.publicity_term() {
            Err(wrong) => Requirement::unmet(rule, wrong, Mend::Nothing),
            Ok(None) => match self.file.publicities.iter().filter_map(|p| p.stopped_on).max() {
                Some(on) => Requirement::unmet(
                    rule,
                    say!("公示已于 {d} 停止", "the publicity was stopped on {d}", d = on),
                    Mend::Somebody(Text::new(
                        "改正后由经办人重新公示, 或不予备案",
                        "a handler posts it anew once that is mended, or it is refused",
                    )),
                ),
                None => Requirement::unmet(
                    rule,
                    Text::new("还没有公示", "it was not made public"),
                    Mend::Somebody(Text::new("经办人公示", "a handler posts it")),
                ),
            },
            Ok(Some(term)) => match self.file.publicity().and_then(|p| p.told_until) {
                // The public may object up to the day that it was told, whatever a calendar says since.
                Some(told) if told > term.last_day && self.today <= told => Requirement::unmet(
                    rule,
                    say!("公示公告的截止日为 {d}", "the public was told that it runs until {d}", d = told),
                    Mend::Time { until: told },
                ),
                _ => wait_out(rule, &term, self.today, &Text::new("公示期", "the publicity")),
            },
        }];
        let open = self.file.unanswered().count();
        all.push(Requirement::when(
            rule,
            open == 0,
            Text::new("没有未答复的异议", "no objection is unanswered"),
            say!("有 {n} 件异议还没有答复", "unanswered objections: {n}", n = open),
            Mend::Somebody(Text::new("答复异议", "answer them")),
        ));
        all
    }

    /// R8-5: whether the approval still holds: the publicity was over on its day, and no objection is unanswered. A
    /// calendar may have moved the end, and an objection may have been put on file since.
    #[must_use]
    pub fn approval_stands(&self) -> Vec<Requirement> {
        let mut all = vec![self.judged(FilingStatus::Approval, self.file.approval())];
        let approval = self.file.approval().filter(|_| self.file.assessed);
        all.extend(approval.into_iter().flat_map(|step| Self { today: step.on, ..*self }.made_public()));
        for judged in &mut all {
            if let State::Unmet(mend) = &mut judged.state {
                *mend = Mend::Somebody(Text::new(
                    "答复异议、公示期满之后, 审批人重新研究同意",
                    "an approver approves it anew, with objections answered and the publicity over",
                ));
            }
        }
        all
    }
}
