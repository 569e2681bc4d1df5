//! What a case may end in (处理结果): the ladder from light to heavy, what stands beside it, and what goes beyond what.

use super::person::PersonRole;

crate::word_enum! {
    /// What a case may end in (处理结果). The first five are a ladder from light to heavy, three stand beside it.
    Outcome, "处理结果", "outcome" {
        /// 不予处理
        NoAction = "no-action", "不予处理", "no action";
        /// 约谈
        Talk = "talk", "约谈", "talk";
        /// 限期整改
        Rectification = "rectification", "限期整改", "rectification within a term";
        /// 警告
        Warning = "warning", "警告", "warning";
        /// 责令终止备案
        OrderedEnd = "ordered-end", "责令终止备案", "ordered end of the filing";
        /// 列入约束 (Art. 24)
        Constraint = "constraint", "实施约束措施", "constraint";
        /// 取消成绩: of a candidate
        CancelResult = "cancel-result", "取消成绩", "result cancelled";
        /// 宣布证书作废
        VoidCertificates = "void-certificates", "宣布证书作废", "certificates declared void";
    }
}

impl Outcome {
    /// Whether the general law's safeguards for grave outcomes apply (G57-1, G58-1).
    #[must_use]
    pub const fn is_grave(self) -> bool {
        matches!(self, Self::OrderedEnd | Self::CancelResult | Self::VoidCertificates)
    }

    /// Rank on the ladder; none for what stands beside it.
    const fn rank(self) -> Option<u8> {
        match self {
            Self::NoAction => Some(0),
            Self::Talk => Some(1),
            Self::Rectification => Some(2),
            Self::Warning => Some(3),
            Self::OrderedEnd => Some(4),
            Self::Constraint | Self::CancelResult | Self::VoidCertificates => None,
        }
    }

    /// Whether it can be the outcome of a case about such a person, or about the agency itself (Art. 19(2), 24, 26).
    #[must_use]
    pub const fn suits(self, person: Option<PersonRole>) -> bool {
        match (self, person) {
            (Self::NoAction | Self::Talk | Self::Warning, _) => true,
            (Self::OrderedEnd | Self::Constraint, person) => person.is_none(),
            (Self::Rectification, person) => !matches!(person, Some(PersonRole::Candidate)),
            (Self::CancelResult, person) => matches!(person, Some(PersonRole::Candidate)),
            (Self::VoidCertificates, person) => !matches!(person, Some(PersonRole::Worker)),
        }
    }

    /// Whether a set contradicts itself: no action stands alone.
    #[must_use]
    pub fn at_odds(set: &[Self]) -> bool {
        set.len() > 1 && set.contains(&Self::NoAction)
    }

    /// What of a set of outcomes goes beyond another: nothing is added, and what stands on the ladder may only give way
    /// to something lighter, one for one. No action stands alone.
    #[must_use]
    pub fn beyond(set: &[Self], limit: &[Self]) -> Vec<Self> {
        if set == [Self::NoAction] {
            return Vec::new();
        }
        let mut free: Vec<u8> = limit.iter().filter(|o| !set.contains(o)).filter_map(|o| o.rank()).collect();
        free.sort_unstable();
        let mut added: Vec<Self> = set.iter().copied().filter(|o| !limit.contains(o)).collect();
        // The heaviest takes the place of the heaviest that is dropped.
        added.sort_by_key(|o| std::cmp::Reverse(o.rank()));
        added.retain(|o| match (o.rank(), free.last()) {
            (Some(own), Some(dropped)) if *o != Self::NoAction && own < *dropped => {
                free.pop();
                false
            }
            _ => true,
        });
        if set.contains(&Self::NoAction) && !added.contains(&Self::NoAction) {
            added.push(Self::NoAction);
        }
        added
    }
}

impl Outcome {
    /// What of a set of outcomes makes another one worse, for a review: as [`beyond`](Self::beyond), but the loss of the filing itself gives
    /// way to all that is lighter. A decision that departs from its notice so wants a new notice first; a review has none to give.
    #[must_use]
    pub fn worse(set: &[Self], decided: &[Self]) -> Vec<Self> {
        let ended = decided.contains(&Self::OrderedEnd) && !set.contains(&Self::OrderedEnd);
        let lighter = |o: &Self| ended && *o != Self::NoAction && o.rank().is_some();
        Self::beyond(set, decided).into_iter().filter(|o| !lighter(o)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lighter_takes_the_place_of_heavier_and_nothing_is_added() {
        use Outcome::{Constraint, NoAction, OrderedEnd, Rectification, Talk, Warning};
        for (set, limit) in [
            (&[Warning][..], &[OrderedEnd][..]),
            (&[Warning], &[Warning]),
            (&[Talk, Constraint], &[Warning, Constraint]),
            (&[NoAction], &[Constraint]),
        ] {
            assert!(Outcome::beyond(set, limit).is_empty(), "{set:?} of {limit:?}");
        }
        for (set, limit, beyond) in [
            (&[OrderedEnd][..], &[Warning][..], &[OrderedEnd][..]),
            (&[Constraint], &[OrderedEnd], &[Constraint]),
            (&[Warning, Talk], &[Warning], &[Talk]),
            (&[Rectification, Talk], &[Warning], &[Talk]),
            (&[Warning, NoAction], &[Warning], &[NoAction]),
            (&[Warning, NoAction], &[OrderedEnd], &[NoAction]),
        ] {
            assert_eq!(Outcome::beyond(set, limit), beyond, "{set:?} of {limit:?}");
        }
    }

    #[test]
    fn a_review_may_put_several_lighter_ones_in_the_place_of_an_ordered_end() {
        use Outcome::{Constraint, NoAction, OrderedEnd, Rectification, Talk, Warning};
        for (set, decided) in [
            (&[Warning, Rectification][..], &[OrderedEnd][..]),
            (&[Warning, Rectification, Constraint], &[OrderedEnd, Constraint]),
            (&[Warning], &[OrderedEnd]),
        ] {
            assert!(Outcome::worse(set, decided).is_empty(), "{set:?} of {decided:?}");
        }
        for (set, decided, worse) in [
            (&[Warning, Constraint][..], &[OrderedEnd][..], &[Constraint][..]),
            (&[OrderedEnd, Talk], &[OrderedEnd], &[Talk]),
            (&[Warning, NoAction], &[OrderedEnd], &[NoAction]),
            (&[Warning, Talk], &[Warning], &[Talk]),
        ] {
            assert_eq!(Outcome::worse(set, decided), worse, "{set:?} of {decided:?}");
        }
    }
}
