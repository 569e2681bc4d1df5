//! When a filing may change, narrow or end (Art. 18, 19(1)): the console proposes from the facts, a person decides. Judged
//! when it is proposed, and again when it is settled.

use chrono::{Days, NaiveDate};

use super::calendar::Calendar;
use super::cases::wait_out;
use super::filings::validity_began;
use super::length::{Length, Unit};
use super::requirement::{Mend, Requirement};
use super::rules::{self, RuleId};
use super::settings::{Settings, SwitchKey};
use super::terms::{self, StartDay};
use crate::records::agency::{Agency, AgencyStatus, NotUploaded, Validity};
use crate::records::filing::{EndGround, FilingFile, FilingKind, FilingMatter, FilingStatus};
use crate::records::ids::{RecordNo, StaffId};
use crate::say;
use crate::text::Text;

/// How long an agency may hold no evaluation before it may end by itself (R19-2).
pub const YEAR_WITHOUT: Length = Length::constant(12, Unit::Months);

/// How long an ordered end is made public before the filing is cancelled (R19-4).
pub const ORDERED_PUBLICITY: Length = Length::constant(7, Unit::WorkingDays);

/// After so many days a term's end is over whatever days off there were.
const LONG_AGO: Days = Days::new(31);

/// The rule that a kind of leaving goes by.
#[must_use]
pub const fn rule(kind: FilingKind, matter: Option<&FilingMatter>) -> RuleId {
    match (kind, matter) {
        (FilingKind::Change, _) => RuleId::R18_1,
        (FilingKind::Narrowing, _) => RuleId::R18_4,
        (FilingKind::End, _) => RuleId::R18_5,
        (FilingKind::OrderedEnd, _) => RuleId::R19_4,
        (_, Some(FilingMatter::Automatic { ground: EndGround::Inactive, .. })) => RuleId::R19_2,
        _ => RuleId::R19_1,
    }
}

/// R19-1, R19-2: the ground of an automatic end holds on a day. `told`: the day of the last evaluation as it was found out.
#[must_use]
pub fn holds(
    agency: &Agency,
    ground: EndGround,
    told: Option<NaiveDate>,
    calendar: &Calendar,
    today: NaiveDate,
) -> Requirement {
    match ground {
        EndGround::Expired => expired(agency, today),
        EndGround::LegalPersonEnded => Requirement::met(
            RuleId::R19_1,
            match &agency.known.legal_person_lost {
                Some((on, proof)) => say!(
                    "{d} 核查独立法人不符 ({p}); 主体资格终止的, 凭证明文件",
                    "its legal person was found not so on {d} ({p}); where it has ended, by the document",
                    d = *on,
                    p = proof.as_str()
                ),
                None => Text::new(
                    "主体资格终止, 以证明文件为据",
                    "the legal person has ended, by the document on file",
                ),
            },
        ),
        EndGround::Inactive => inactive(agency, told, calendar, today),
    }
}

/// The ground that the facts on record propose for an automatic end, if one does: the console proposes, a person decides.
#[must_use]
pub fn proposed(agency: &Agency, calendar: &Calendar, today: NaiveDate) -> Option<EndGround> {
    let held = |ground: &EndGround| match ground {
        EndGround::LegalPersonEnded => agency.known.legal_person_lost.is_some(),
        _ => !holds(agency, *ground, None, calendar, today).refuses(),
    };
    let listed = agency.status == AgencyStatus::Listed && agency.known.end_under_way.is_none();
    let all = [EndGround::LegalPersonEnded, EndGround::Expired, EndGround::Inactive];
    all.into_iter().find(held).filter(|_| listed)
}

/// The renewal of this validity that was refused: day of the application, and number.
#[must_use]
pub fn refused_renewal(agency: &Agency) -> Option<(NaiveDate, RecordNo)> {
    let began = validity_began(agency.facts.validity?);
    agency.known.renewal_refused.filter(|(on, _)| *on >= began)
}

fn expired(agency: &Agency, today: NaiveDate) -> Requirement {
    let rule = RuleId::R19_1;
    let Some(Validity { expires_on: expiry, .. }) = agency.facts.validity else {
        return listed(agency, rule);
    };
    let refused = |text, mend| Requirement::unmet(rule, text, mend);
    if today <= expiry {
        return refused(
            say!("有效期至 {d}, 尚未期满", "valid until {d}: not expired", d = expiry),
            Mend::Time { until: expiry },
        );
    }
    match agency.known.renewal_applied {
        Some(on) => refused(
            say!("{d} 已书面申请续期, 尚在办理", "a renewal was applied for on {d} and is under way", d = on),
            Mend::Somebody(Text::new("先办结续期", "settle the renewal first")),
        ),
        None => Requirement::met(
            rule,
            match refused_renewal(agency) {
                Some((on, no)) => say!(
                    "已于 {d} 期满, {o} 的续期申请不予备案 ({n})",
                    "expired on {d}, the renewal applied for on {o} was refused ({n})",
                    d = expiry,
                    o = on,
                    n = no.to_string()
                ),
                None => {
                    say!("已于 {d} 期满, 未申请续期", "expired on {d}, no renewal applied for", d = expiry)
                }
            },
        ),
    }
}

/// The day from which an agency has held no evaluation as far as the records say (R19-2): that of the last one on record, else
/// that of its publication or renewal here. None where nothing is known: of an agency from a ledger the evaluations of before are
/// not on record. It is reminded by this; an end wants the last evaluation itself, on record or found out.
#[must_use]
pub fn idle_since(agency: &Agency) -> Option<NaiveDate> {
    let validity = agency.facts.validity?;
    let known = &agency.known;
    let since = known.last_evaluation.or(known.published_here)?;
    Some(since.max(validity.published_on))
}

fn inactive(agency: &Agency, told: Option<NaiveDate>, calendar: &Calendar, today: NaiveDate) -> Requirement {
    let rule = RuleId::R19_2;
    let Some(validity) = agency.facts.validity else { return listed(agency, rule) };
    if let Some(on) = told.filter(|on| *on > today) {
        let text =
            say!("最近一次评价日期 {d} 在今天之后", "the last evaluation, {d}, lies after today", d = on);
        return Requirement::unmet(rule, text, Mend::Nothing);
    }
    // What was found out goes before what is not known, never before what is.
    let Some(since) = agency.known.last_evaluation.max(told).map(|on| on.max(validity.published_on)) else {
        return Requirement::unmet(
            rule,
            Text::new(
                "没有评价活动的登记, 不能据此认定一年未开展",
                "no evaluation is on record: that says nothing of a year without one",
            ),
            Mend::Somebody(Text::new(
                "查明最近一次评价的日期并填写",
                "find out the day of its last evaluation, and enter it",
            )),
        );
    };
    let of = match agency.known.last_evaluation.max(told) {
        Some(on) if on > validity.published_on => {
            say!("最近一次评价 {d}, 其后一年", "last evaluation {d}, the year after it", d = on)
        }
        _ => say!(
            "{d} 公布以来没有评价, 一年",
            "no evaluation since the publication on {d}, the year",
            d = since
        ),
    };
    match terms::count(calendar, since, YEAR_WITHOUT, StartDay::Excluded) {
        // No arrangement carries a year that ended long ago to today, loaded or not.
        Ok(year) if year.last_day.checked_add_days(LONG_AGO).is_some_and(|long| long < today) => {
            let text = say!("{w}已于 {d} 届满", "{w} ended on {d}", w = of, d = year.last_day);
            Requirement::met(rule, text)
        }
        Ok(year) => wait_out(rule, &year, today, &of),
        Err(wrong) => Requirement::unmet(rule, wrong, Mend::Nothing),
    }
}

/// H2-1: no other end is under way; nothing where none is.
#[must_use]
pub fn ended_already(agency: &Agency) -> Option<Requirement> {
    let (no, _) = agency.known.end_under_way?;
    let text = say!("终止已在办: {n}", "an end is under way: {n}", n = no.to_string());
    Some(Requirement::unmet(RuleId::H2_1, text, Mend::Somebody(Text::new("先办结", "settle it first"))))
}

/// H2-1: a renewal or a wider scope waits while the agency leaves. One applied for while an automatic end is under way is put
/// on file all the same, for the end hangs on it (R19-1); a voluntary end the agency takes back first. Nothing where no end is
/// under way.
#[must_use]
pub fn not_ending(agency: &Agency, applying: bool) -> Option<Requirement> {
    match agency.known.end_under_way? {
        (no, FilingKind::AutoEnd) if applying => Some(Requirement::noted(
            RuleId::R19_1,
            say!(
                "自动终止在办 ({n}): 申请登记后, 先核实有无书面续期申请",
                "an automatic end is under way ({n}): once this is on file, it is checked against it",
                n = no.to_string()
            ),
        )),
        _ => ended_already(agency),
    }
}

/// R20-1: what an agency that left the directory still has to do, with the article.
#[must_use]
pub fn duty_after(agency: &Agency) -> Option<Text> {
    let rule = rules::get(RuleId::R20_1);
    (agency.status == AgencyStatus::Cancelled)
        .then(|| say!("{s} ({a})", "{s} ({a})", s = rule.summary.clone(), a = rule.source.label()))
}

/// Whether the agency is in the directory.
#[must_use]
pub fn listed(agency: &Agency, rule: RuleId) -> Requirement {
    Requirement::when(
        rule,
        agency.status == AgencyStatus::Listed,
        Text::new("机构在册", "the agency is in the directory"),
        match agency.status {
            AgencyStatus::Cancelled => Text::new("机构已取消备案", "the filing of the agency is cancelled"),
            _ => Text::new("机构还没有备案", "the agency is not filed yet"),
        },
        Mend::Nothing,
    )
}

/// R19-4: an end that was ordered goes before any other; nothing where none is under way.
#[must_use]
pub fn ordered_first(file: &FilingFile) -> Option<Requirement> {
    match file.agency.known.end_under_way {
        Some((no, FilingKind::OrderedEnd)) if file.kind.ends() && file.kind != FilingKind::OrderedEnd => {
            let text = say!("责令终止在办: {n}", "an ordered end is under way: {n}", n = no.to_string());
            let mend = Text::new("办结责令终止, 本件随之终结", "settle that: this lapses with it");
            Some(Requirement::unmet(RuleId::R19_4, text, Mend::Somebody(mend)))
        }
        _ => None,
    }
}

/// R19-4: the decision that orders an end is in force and served; by the bureau's setting the cancellation waits until no review
/// can touch it. Nothing where none ordered it.
#[must_use]
pub fn ordered(file: &FilingFile, settings: &Settings, actor: StaffId) -> Vec<Requirement> {
    let (rule, Some(order)) = (RuleId::R19_4, &file.order) else { return Vec::new() };
    let mut all = vec![
        Requirement::when(
            rule,
            order.in_force,
            Text::new("责令终止的决定有效", "the end is ordered"),
            Text::new("责令终止的决定已变更或撤销", "the order was changed or withdrawn in a review"),
            Mend::Nothing,
        ),
        Requirement::when(
            rule,
            order.served,
            Text::new("处理决定书已送达", "the decision is served"),
            Text::new("处理决定书还没有送达", "the decision is not served"),
            Mend::Somebody(Text::new("登记送达", "record its service")),
        ),
    ];
    if settings.rule_on(RuleId::G43_1) {
        all.push(Requirement::when(
            RuleId::G43_1,
            !order.recused.contains(&actor),
            Text::new("没有回避情形", "no interest in the case"),
            Text::new("您在本案中已回避", "you are recused from the case"),
            Mend::Somebody(Text::new("由其他审批人核准", "another approver settles it")),
        ));
    }
    all.push(Requirement::when(
        RuleId::H1_1,
        !order.handlers.contains(&actor),
        Text::new("不是案件经办人", "no handler of the case"),
        Text::new("您经办过本案, 不能核准", "you handle the case, or did: somebody else settles it"),
        Mend::Somebody(Text::new("由其他审批人核准", "another approver settles it")),
    ));
    if settings.is_on(SwitchKey::CancellationWaitsForReview) {
        all.push(match &order.open_to_review {
            None => Requirement::met(
                rule,
                Text::new("复核期满或复核已决定", "the time for a review is over, or it was decided"),
            ),
            Some((why, until)) => Requirement::unmet(
                rule,
                say!(
                    "复核期满或复核决定后再取消备案 (本局设定): {w}",
                    "cancelled once no review can touch it (bureau setting): {w}",
                    w = *why
                ),
                match until {
                    Some(until) => Mend::Time { until: *until },
                    None => Mend::Somebody(Text::new("先作出复核决定", "the review is decided first")),
                },
            ),
        });
    }
    all
}

/// Certificates of its activities that are not uploaded by our own records: of the occupations given up alone, where only its scope gets
/// narrower (R18-4). None, and none of an end for idleness, which they don't hold up.
#[must_use]
pub fn not_uploaded(file: &FilingFile) -> Option<Requirement> {
    let given_up = |batch: &&NotUploaded| {
        file.kind != FilingKind::Narrowing
            || file.scopes.iter().any(|scope| scope.occupation == batch.occupation)
    };
    let left: Vec<Text> = file
        .agency
        .known
        .not_uploaded
        .iter()
        .filter(given_up)
        .map(|batch| match batch.left {
            Some(left) => say!("{n} {l} 份", "{n}: {l}", n = batch.no.to_string(), l = left),
            None => say!("{n} 结果未登记", "{n}: results not recorded", n = batch.no.to_string()),
        })
        .collect();
    let asks = file.kind == FilingKind::Narrowing || (file.kind.ends() && !file.is_inactive_end());
    (!left.is_empty() && asks).then(|| {
        Requirement::unmet(
            rule(file.kind, file.matter.as_ref()),
            say!(
                "登记的证书还没有上传: {l}",
                "certificates on record are not uploaded: {l}",
                l = Text::join(&left)
            ),
            Mend::Somebody(Text::new("先登记上传", "record their upload first")),
        )
    })
}

/// H2-1: the data of an end for idleness were checked, whatever was found (R19-2).
#[must_use]
pub fn data_checked(file: &FilingFile) -> Requirement {
    let step = file.step(FilingStatus::Materials);
    Requirement::when(
        RuleId::H2_1,
        step.is_some(),
        match step.is_some_and(|step| step.passed) {
            true => Text::new("收尾数据已核实", "the outstanding data were checked"),
            false => Text::new(
                "收尾数据已核实, 尚有未上传的, 由机构继续维护",
                "the data were checked; what is outstanding the agency still maintains",
            ),
        },
        Text::new("收尾数据还没有核实", "the outstanding data are not checked"),
        Mend::Somebody(Text::new("经办人核实收尾数据", "a handler checks the outstanding data")),
    )
}

/// What a leaving is settled on, judged again: it stands in the directory, its ground still holds, its data were checked.
#[must_use]
pub fn settled_on(file: &FilingFile, calendar: &Calendar, today: NaiveDate) -> Vec<Requirement> {
    let rule = rule(file.kind, file.matter.as_ref());
    let mut all = vec![listed(&file.agency, rule)];
    if let Some(FilingMatter::Automatic { ground, last_evaluation }) = file.matter {
        all.push(holds(&file.agency, ground, last_evaluation, calendar, today));
    }
    let checked = file.step(FilingStatus::Materials).is_some_and(|step| step.passed);
    all.push(match file.kind {
        FilingKind::Change => Requirement::when(
            rule,
            checked,
            Text::new("材料已审核", "the materials were reviewed"),
            Text::new("材料还没有审核", "the materials are not reviewed"),
            Mend::Somebody(Text::new("经办人审核", "a handler reviews them")),
        ),
        // Art. 19(1)2 asks for the publicity, not for the data: they are checked before it, and what is outstanding the agency
        // still maintains (R20-1).
        _ if file.is_inactive_end() => data_checked(file),
        _ => Requirement::when(
            rule,
            checked,
            Text::new(
                "证书数据已全部上传, 无收尾数据",
                "all certificates are uploaded, no data is outstanding",
            ),
            Text::new("证书数据是否全部上传还没有核实", "that all certificates are uploaded is not checked"),
            Mend::Somebody(Text::new("经办人核实收尾数据", "a handler checks the outstanding data")),
        ),
    });
    all
}
