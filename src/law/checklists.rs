//! What is to be handed in for a kind of filing by a kind of agency (材料清单, Art. 6 to 10, 18): the bureau's lists, and the
//! console's own where it set none.

use chrono::NaiveDate;

use crate::records::agency_kind::AgencyKind;
use crate::records::filing::FilingKind;
use crate::say;
use crate::text::Text;

/// Who hands it in, and for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handing {
    /// Kind of filing.
    pub kind: FilingKind,
    /// Kind of agency.
    pub agency: AgencyKind,
    /// Whether it is a branch of an agency that the ministry selected (R9-1).
    pub branch: bool,
}

/// A checklist that a bureau set (材料清单), with the document it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetChecklist {
    /// For which kind of filing.
    pub kind: FilingKind,
    /// For which kind of agency; none: for all.
    pub agencies: Option<AgencyKind>,
    /// First day it holds.
    pub from: NaiveDate,
    /// Its items.
    pub items: Vec<String>,
    /// Document.
    pub reference: String,
}

/// The list that holds where the bureau set none; what the articles name, in our own words.
#[must_use]
pub const fn default_items(of: Handing) -> &'static [&'static str] {
    match of.kind {
        FilingKind::First if of.branch => {
            &["备案申请书", "法人登记证书（营业执照）", "人力资源社会保障部遴选公布的文件", "总部授权文件"]
        }
        FilingKind::First if matches!(of.agency, AgencyKind::Qualification) => {
            &["备案申请书", "法人登记证书（营业执照）", "职业资格实施部门（单位）同意文件"]
        }
        FilingKind::First => &[
            "备案申请书",
            "法人登记证书（营业执照）",
            "专职人员和内部质量督导人员名册及劳动合同",
            "命题专家、考评人员名册及聘用合同",
            "场地、设备、视频监控的权属或使用权证明",
            "题库建设情况",
            "财务和收费管理制度",
            "经费保障、非营利、接受监管的承诺书",
        ],
        FilingKind::Renewal => &[
            "续期备案申请书",
            "法人登记证书（营业执照）",
            "有效期内评价工作报告",
            "现有人员、场地、题库情况",
        ],
        FilingKind::Incremental if of.branch => &["增量备案申请书", "总部授权文件"],
        FilingKind::Incremental if matches!(of.agency, AgencyKind::Qualification) => {
            &["增量备案申请书", "职业资格实施部门（单位）同意文件"]
        }
        FilingKind::Incremental => &[
            "增量备案申请书",
            "新增职业的命题专家、考评人员名册及聘用合同",
            "新增职业的场地、设备证明",
            "新增职业的题库建设情况",
        ],
        FilingKind::Narrowing => &["缩减评价范围的说明", "证书数据上传情况"],
        FilingKind::Change => &["备案信息变更原因", "登记注册机关的变更文件", "法人登记证书（营业执照）"],
        FilingKind::End => &["自愿终止备案申请书", "停止评价报名的说明", "证书数据上传情况"],
        // The bureau's own proposal: nobody hands anything in.
        FilingKind::AutoEnd | FilingKind::OrderedEnd => &[],
    }
}

/// The list that a bureau set which holds on a day: of those for the kind of agency, else of those for all, the last to begin.
#[must_use]
pub fn holding(set: &[SetChecklist], of: Handing, on: NaiveDate) -> Option<&SetChecklist> {
    let for_whom = |agencies: Option<AgencyKind>| {
        let fits =
            move |one: &&SetChecklist| one.kind == of.kind && one.agencies == agencies && one.from <= on;
        // Of two from the same day the later in the list.
        set.iter().filter(fits).max_by_key(|one| one.from)
    };
    for_whom(Some(of.agency)).or_else(|| for_whom(None))
}

/// The items that hold on a day: of the bureau's own list, else of the console's.
#[must_use]
pub fn effective(set: &[SetChecklist], of: Handing, on: NaiveDate) -> Vec<String> {
    match holding(set, of, on) {
        Some(own) => own.items.clone(),
        None => default_items(of).iter().map(|item| (*item).to_owned()).collect(),
    }
}

/// A list as it is looked through: whose, what holds, where that comes from and what is to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Kind of filing.
    pub kind: FilingKind,
    /// Kind of agency; none: all that have no list of their own.
    pub agencies: Option<AgencyKind>,
    /// Items that hold.
    pub items: Vec<String>,
    /// Since when and by which document; what is to hold later.
    pub origin: Text,
}

impl Listed {
    /// For what and for whom.
    #[must_use]
    pub fn label(&self) -> Text {
        match self.agencies {
            None => say!("材料清单: {k}", "checklist: {k}", k = self.kind),
            Some(agencies) => {
                say!("材料清单: {k} ({a})", "checklist: {k} ({a})", k = self.kind, a = agencies.label())
            }
        }
    }
}

/// The lists as they hold on a day: of every kind of filing, and of the kinds of agency that have their own.
#[must_use]
pub fn listed(set: &[SetChecklist], on: NaiveDate) -> Vec<Listed> {
    let usual = |kind| Handing { kind, agency: AgencyKind::School, branch: false };
    let kinds = FilingKind::ALL.iter().copied().filter(|kind| !default_items(usual(*kind)).is_empty());
    let own = |kind: FilingKind, agency: AgencyKind| {
        default_items(Handing { agency, ..usual(kind) }) != default_items(usual(kind))
            || set.iter().any(|one| (one.kind, one.agencies) == (kind, Some(agency)))
    };
    kinds
        .flat_map(|kind| {
            let apart = AgencyKind::ALL.into_iter().filter(move |agency| own(kind, *agency)).map(Some);
            std::iter::once(None).chain(apart).map(move |agencies| (kind, agencies))
        })
        .map(|(kind, agencies)| {
            let of = Handing { kind, agency: agencies.unwrap_or(AgencyKind::School), branch: false };
            let whose = |one: &&SetChecklist, agencies| (one.kind, one.agencies) == (kind, agencies);
            let own: Vec<SetChecklist> = set.iter().filter(|one| whose(one, agencies)).cloned().collect();
            // A kind of agency without a list of its own gets the one for all, where the bureau set that.
            let begun = own.iter().any(|one| one.from <= on);
            let all = set.iter().filter(|one| agencies.is_some() && !begun && whose(one, None));
            let those: Vec<SetChecklist> = all.cloned().chain(own).collect();
            Listed { kind, agencies, items: effective(&those, of, on), origin: origin(&those, on) }
        })
        .collect()
}

/// Since when a list holds and by which document, and what is to hold later.
fn origin(own: &[SetChecklist], on: NaiveDate) -> Text {
    let since = own.iter().filter(|one| one.from <= on).max_by_key(|one| one.from);
    let mut parts = vec![match since {
        Some(one) => say!("{d} 起, {r}", "since {d}, {r}", d = one.from, r = one.reference.as_str()),
        None => Text::new("默认", "default"),
    }];
    parts.extend(own.iter().filter(|one| one.from > on).map(|one| {
        let (many, reference) = (one.items.len(), one.reference.as_str());
        say!(
            "{d} 起改为 {n} 项 ({r})",
            "from {d}: a list of {n} ({r})",
            d = one.from,
            n = many,
            r = reference
        )
    }));
    Text::join(&parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    const fn of(kind: FilingKind, agency: AgencyKind) -> Handing {
        Handing { kind, agency, branch: false }
    }

    fn set(kind: FilingKind, agencies: Option<AgencyKind>, from: &str, item: &str) -> SetChecklist {
        SetChecklist { kind, agencies, from: d(from), items: vec![item.to_owned()], reference: String::new() }
    }

    #[test]
    fn the_list_that_began_last_holds() {
        let all = [
            set(FilingKind::Change, None, "2026-06-01", "示例二"),
            set(FilingKind::Change, None, "2026-03-01", "示例一"),
            set(FilingKind::Change, None, "2026-06-01", "示例三"),
            set(FilingKind::End, None, "2026-01-01", "示例四"),
        ];
        let school = of(FilingKind::Change, AgencyKind::School);
        let on = |day| effective(&all, school, d(day));
        assert_eq!(on("2026-02-28").len(), default_items(school).len());
        assert_eq!(on("2026-03-01"), ["示例一"]);
        assert_eq!(on("2026-05-31"), ["示例一"]);
        assert_eq!(on("2026-06-01"), ["示例三"]);
    }

    #[test]
    fn a_list_for_a_kind_of_agency_goes_before_one_for_all() {
        let all = [
            set(FilingKind::First, Some(AgencyKind::Employer), "2026-03-01", "示例一"),
            set(FilingKind::First, None, "2026-06-01", "示例二"),
        ];
        let on = |agency, day| effective(&all, of(FilingKind::First, agency), d(day));
        assert_eq!(on(AgencyKind::Employer, "2026-07-01"), ["示例一"]);
        assert_eq!(on(AgencyKind::School, "2026-07-01"), ["示例二"]);
        assert_eq!(on(AgencyKind::School, "2026-05-31").len(), 8);
    }

    #[test]
    fn every_kind_that_is_applied_for_has_a_list_and_nobody_is_asked_for_what_others_are_judged_by() {
        for kind in FilingKind::ALL {
            for agency in AgencyKind::ALL {
                let items = default_items(of(*kind, agency));
                assert_eq!(items.is_empty(), kind.is_own(), "{kind} {agency}");
            }
        }
        let experts = |of| default_items(of).iter().any(|item| item.contains("命题专家"));
        assert!(experts(of(FilingKind::First, AgencyKind::SpecialAbility)));
        assert!(!experts(of(FilingKind::First, AgencyKind::Qualification)));
        let branch = Handing { branch: true, ..of(FilingKind::First, AgencyKind::Employer) };
        assert!(!experts(branch));
    }

    #[test]
    fn lists_are_looked_through_with_what_is_to_come() {
        let mut later = set(FilingKind::End, Some(AgencyKind::Employer), "2026-09-01", "示例");
        later.reference = "示例文件".to_owned();
        let all = listed(&[later], d("2026-03-20"));
        let end: Vec<_> = all.iter().filter(|one| one.kind == FilingKind::End).collect();
        assert_eq!((end.len(), end[0].agencies, end[0].items.len()), (2, None, 3));
        assert_eq!(
            end[1].origin,
            Text::new(
                "默认、2026-09-01 起改为 1 项 (示例文件)",
                "default, from 2026-09-01: a list of 1 (示例文件)"
            )
        );
        assert_eq!(all.iter().filter(|one| one.agencies == Some(AgencyKind::Qualification)).count(), 2);
        assert!(all.iter().all(|one| one.kind != FilingKind::AutoEnd));
    }

    #[test]
    fn what_is_looked_through_is_what_an_application_gets() {
        let all = [
            set(FilingKind::First, None, "2026-03-01", "示例一"),
            set(FilingKind::First, Some(AgencyKind::Employer), "2026-06-01", "示例二"),
        ];
        for day in ["2026-02-28", "2026-03-01", "2026-06-01"] {
            for one in listed(&all, d(day)) {
                let agency = one.agencies.unwrap_or(AgencyKind::School);
                assert_eq!(
                    one.items,
                    effective(&all, of(one.kind, agency), d(day)),
                    "{day} {:?}",
                    one.label()
                );
            }
        }
    }
}
