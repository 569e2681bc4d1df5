//! Words for supervisions (督导, Art. 21 to 22).

crate::word_enum! {
    /// What kind of visit it is.
    SupervisionKind, "督导种类", "kind of supervision" {
        /// 外部督导: on site at an exam of a social organisation (R22-2).
        External = "external", "外部督导", "external";
        /// 专项督导: once in a three-year cycle (R22-1).
        Special = "special", "专项督导", "special";
        /// 双随机抽查 (R21-1)
        Random = "random", "双随机抽查", "double random";
        /// 年检 (R10-5)
        Annual = "annual", "年检", "annual";
        /// 定期评估 (R10-4)
        Evaluation = "evaluation", "定期评估", "evaluation";
    }
}

crate::word_enum! {
    /// Where a visit stands.
    SupervisionStatus, "督导状态", "status of a supervision" {
        /// 未指派
        Unassigned = "unassigned", "未指派", "unassigned";
        /// 已安排
        Planned = "planned", "已安排", "planned";
        /// 已督导, the score sheet not handed in yet (R22-4)
        Held = "held", "已督导", "held";
        /// 整改中 (R22-5)
        Rectifying = "rectifying", "整改中", "rectifying";
        /// 已办结
        Closed = "closed", "已办结", "closed";
        /// 已取消: called off before it was held
        Cancelled = "cancelled", "已取消", "called off";
    }
}

crate::word_enum! {
    /// Whether the cycle had its special supervision (本周期专项督导, R22-1).
    SpecialCover, "本周期专项督导", "special supervision of the cycle" {
        /// 未督导
        None = "none", "未督导", "not yet";
        /// 已督导
        Had = "had", "已督导", "had";
    }
}
