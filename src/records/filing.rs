//! Words for filings (备案办理, Art. 8 to 10, 18): what is applied for, where it stands, whom it waits for.

crate::word_enum! {
    /// What is applied for.
    FilingKind, "备案事项", "kind of filing" {
        /// 首次备案 (R8-2)
        First = "first", "首次备案", "first filing";
        /// 续期 (R10-2)
        Renewal = "renewal", "续期", "renewal";
        /// 增量备案 (R18-3)
        Incremental = "incremental", "增加范围", "wider scope";
        /// 缩小范围 (R18-4)
        Narrowing = "narrowing", "缩小范围", "narrower scope";
        /// 重要事项变更 (R18-1)
        Change = "change", "重要变更", "change of facts";
        /// 自愿终止 (R18-5)
        End = "end", "自愿终止", "voluntary end";
    }
}

crate::word_enum! {
    /// The line of steps of a filing (R8-2), none skipped, and how it may end before its end.
    FilingStatus, "备案状态", "status of a filing" {
        /// 申请
        Applied = "applied", "申请", "applied";
        /// 材料审核
        Materials = "materials", "材料审核", "materials review";
        /// 补正: returned to the agency with a list of what lacks.
        Returned = "returned", "补正", "returned for completion";
        /// 现场查勘
        Survey = "survey", "现场查勘", "site survey";
        /// 评估评审
        Assessment = "assessment", "评估评审", "assessment";
        /// 复核 by the Corps management body
        Recheck = "recheck", "兵团复核", "re-check";
        /// 公示
        Publicity = "publicity", "公示", "publicity";
        /// 研究同意
        Approval = "approval", "研究同意", "approval";
        /// 统一公布 by the Corps bureau: the end of the line.
        Published = "published", "已公布", "published";
        /// 不予备案
        Refused = "refused", "不予备案", "refused";
        /// 机构撤回
        Withdrawn = "withdrawn", "机构撤回", "withdrawn";
    }
}

crate::word_enum! {
    /// Whom a filing waits for.
    WaitsFor, "等待方", "whom it waits for" {
        /// 本局
        Bureau = "bureau", "本局", "this bureau";
        /// 机构
        Agency = "agency", "机构", "the agency";
        /// 兵团评价管理机构
        Center = "center", "兵团评价管理机构", "the Corps management body";
        /// 兵团人社局
        Corps = "corps", "兵团人社局", "the Corps bureau";
        /// 公示期满
        Time = "time", "公示期满", "the end of the publicity";
        /// 无
        Nobody = "nobody", "无", "nobody";
    }
}

impl FilingStatus {
    /// Whether nothing more is done with it.
    #[must_use]
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::Published | Self::Refused | Self::Withdrawn)
    }

    /// Whom a filing at this step waits for; after its approval the Corps bureau publishes it.
    #[must_use]
    pub const fn waits_for(self) -> WaitsFor {
        match self {
            Self::Applied | Self::Materials | Self::Survey | Self::Assessment => WaitsFor::Bureau,
            Self::Returned => WaitsFor::Agency,
            Self::Recheck => WaitsFor::Center,
            Self::Publicity => WaitsFor::Time,
            Self::Approval => WaitsFor::Corps,
            Self::Published | Self::Refused | Self::Withdrawn => WaitsFor::Nobody,
        }
    }
}
