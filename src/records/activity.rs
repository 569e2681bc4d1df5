//! Words for evaluation activities (评价活动, Art. 11 to 17).

crate::word_enum! {
    /// Where an activity stands.
    ActivityStatus, "活动状态", "status of an activity" {
        /// 计划已备: the exam plan is filed (R14-1).
        Planned = "planned", "计划已备", "planned";
        /// 已确认: for a social organisation, an external supervisor is named (R22-2).
        Confirmed = "confirmed", "已确认", "confirmed";
        /// 进行中
        Running = "running", "进行中", "running";
        /// 已结束, its archive not complete yet (R16-1)
        Held = "held", "已结束", "held";
        /// 已归档
        Archived = "archived", "已归档", "archived";
        /// 已取消
        Cancelled = "cancelled", "已取消", "cancelled";
    }
}
