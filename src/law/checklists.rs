//! What is to be handed in for a kind of filing (材料清单, Art. 6 to 10, 18): the console's own lists, where the bureau set none.

use chrono::NaiveDate;

use crate::records::filing::FilingKind;

/// The list that holds where the bureau set none; what the articles name, in our own words.
#[must_use]
pub const fn default_items(kind: FilingKind) -> &'static [&'static str] {
    match kind {
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
        FilingKind::AutoEnd => &[],
    }
}

/// The list of a kind that holds on a day: of those that a bureau set the last to begin, else the console's own.
#[must_use]
pub fn effective(set: &[(NaiveDate, Vec<String>)], kind: FilingKind, on: NaiveDate) -> Vec<String> {
    let holding = set.iter().filter(|(from, _)| *from <= on);
    // Of two from the same day the later in the list.
    match holding.max_by_key(|(from, _)| *from) {
        Some((_, items)) => items.clone(),
        None => default_items(kind).iter().map(|item| (*item).to_owned()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_that_began_last_holds() {
        let d = |text: &str| text.parse::<NaiveDate>().unwrap();
        let items = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
        let set = [
            (d("2026-06-01"), items(&["示例二"])),
            (d("2026-03-01"), items(&["示例一"])),
            (d("2026-06-01"), items(&["示例三"])),
        ];
        let on = |day| effective(&set, FilingKind::Change, d(day));
        assert_eq!(on("2026-02-28").len(), default_items(FilingKind::Change).len());
        assert_eq!(on("2026-03-01"), ["示例一"]);
        assert_eq!(on("2026-05-31"), ["示例一"]);
        assert_eq!(on("2026-06-01"), ["示例三"]);
    }

    #[test]
    fn every_kind_that_is_applied_for_has_a_list() {
        for kind in FilingKind::ALL {
            assert_eq!(default_items(*kind).is_empty(), *kind == FilingKind::AutoEnd, "{kind}");
        }
    }
}
