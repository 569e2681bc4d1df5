//! When a filing may change, narrow or end (Art. 18, 19(1)): the console proposes from the facts, a person decides. Judged
//! when it is proposed, and again when it is settled.

use chrono::{Months, NaiveDate};

use super::requirement::{Mend, Requirement};
use super::rules::RuleId;
use crate::records::agency::{Agency, AgencyStatus, Validity};
use crate::records::filing::{EndGround, FilingFile, FilingKind, FilingMatter, FilingStatus};
use crate::say;
use crate::text::Text;

/// The rule that a kind of leaving goes by.
#[must_use]
pub const fn rule(kind: FilingKind, matter: Option<&FilingMatter>) -> RuleId {
    match (kind, matter) {
        (FilingKind::Change, _) => RuleId::R18_1,
        (FilingKind::Narrowing, _) => RuleId::R18_4,
        (FilingKind::End, _) => RuleId::R18_5,
        (_, Some(FilingMatter::Automatic { ground: EndGround::Inactive })) => RuleId::R19_2,
        _ => RuleId::R19_1,
    }
}

/// R19-1, R19-2: the ground of an automatic end holds on a day.
#[must_use]
pub fn holds(agency: &Agency, ground: EndGround, today: NaiveDate) -> Requirement {
    match ground {
        EndGround::Expired => expired(agency, today),
        EndGround::LegalPersonEnded => Requirement::met(
            RuleId::R19_1,
            Text::new("主体资格终止, 以证明文件为据", "the legal person has ended, by the document on file"),
        ),
        EndGround::Inactive => inactive(agency, today),
    }
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
            say!("已于 {d} 期满, 未申请续期", "expired on {d}, no renewal applied for", d = expiry),
        ),
    }
}

/// The day from which an agency has held no evaluation: that of the last one, or of its publication (R19-2).
#[must_use]
pub fn evaluated_since(agency: &Agency, published: NaiveDate) -> NaiveDate {
    agency.known.last_evaluation.unwrap_or(published).max(published)
}

/// The last day of the year without an evaluation (R19-2).
#[must_use]
pub fn year_without(agency: &Agency, published: NaiveDate) -> NaiveDate {
    evaluated_since(agency, published).checked_add_months(Months::new(12)).unwrap_or(NaiveDate::MAX)
}

fn inactive(agency: &Agency, today: NaiveDate) -> Requirement {
    let Some(Validity { published_on, .. }) = agency.facts.validity else {
        return listed(agency, RuleId::R19_2);
    };
    let until = year_without(agency, published_on);
    let since = match agency.known.last_evaluation {
        Some(on) => say!("最近一次评价在 {d}", "the last evaluation was on {d}", d = on),
        None => say!(
            "自 {d} 公布以来没有评价记录",
            "no evaluation on file since the publication on {d}",
            d = published_on
        ),
    };
    Requirement::when(
        RuleId::R19_2,
        today > until,
        say!("{s}, 已满一年", "{s}, more than a year ago", s = since),
        say!("{s}, 一年至 {d} 届满", "{s}: the year ends on {d}", s = since, d = until),
        Mend::Time { until },
    )
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

/// What a leaving is settled on, judged again: it stands in the directory, its ground still holds, its data were checked.
#[must_use]
pub fn settled_on(file: &FilingFile, today: NaiveDate) -> Vec<Requirement> {
    let rule = rule(file.kind, file.matter.as_ref());
    let mut all = vec![listed(&file.agency, rule)];
    if let Some(FilingMatter::Automatic { ground }) = file.matter {
        all.push(holds(&file.agency, ground, today));
    }
    let checked = file.step(FilingStatus::Materials).is_some_and(|step| step.passed);
    all.push(match file.is_inactive_end() || file.kind == FilingKind::Change {
        true => Requirement::when(
            rule,
            checked,
            Text::new("材料已审核", "the materials were reviewed"),
            Text::new("材料还没有审核", "the materials are not reviewed"),
            Mend::Somebody(Text::new("经办人审核", "a handler reviews them")),
        ),
        false => Requirement::when(
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
