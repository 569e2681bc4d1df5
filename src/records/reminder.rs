//! Reminders to agencies (提醒): of a renewal, of an evaluation that is to be held, of a question bank.

crate::word_enum! {
    /// What an agency is reminded of.
    ReminderMatter, "提醒事项", "what it is reminded of" {
        /// 续期 (R10-2)
        Renewal = "renewal", "续期申请", "renewal";
        /// 开展评价 (R19-2)
        Inactivity = "inactivity", "开展评价活动", "holding evaluations";
    }
}
