//! Words for cases (案件): the line of states, the grounds, kinds of evidence and of statements.

crate::word_enum! {
    /// The line of states of a case.
    CaseStatus, "案件状态", "status of a case" {
        /// 核实
        Verifying = "verifying", "核实", "verifying";
        /// 告知
        Noticing = "noticing", "告知", "notice";
        /// 陈述申辩
        Hearing = "hearing", "陈述申辩", "statement";
        /// 决定
        Decided = "decided", "决定", "decision";
        /// 送达
        Served = "served", "送达", "service";
        /// 复核
        Reviewing = "reviewing", "复核", "review";
        /// 执行
        Executing = "executing", "执行", "execution";
        /// 结案
        Closed = "closed", "结案", "closed";
    }
}

crate::word_enum! {
    /// The twelve grounds of an ordered end (R19-3), numbered as in the regulation.
    Ground, "责令终止情形", "ground" {
        /// Item 1.
        FalseMaterial = "1", "提供虚假材料或租借资质", "false filing material or a lent qualification";
        /// Item 2.
        OutsideScope = "2", "超备案职业(工种)、等级评价", "outside the filed occupation or level";
        /// Item 3.
        ForgedEligibility = "3", "伪造或纵容伪造申报资格", "forged eligibility, or abetting it";
        /// Item 4.
        Disorder = "4", "考场大面积违纪或组织舞弊", "disorder or organised cheating";
        /// Item 5.
        FalseCertificates = "5", "证书数据造假、骗补", "false certificate data or fraudulent subsidies";
        /// Item 6.
        RefusedSupervision = "6", "拒不接受监管或整改", "refusing supervision or rectification";
        /// Item 7.
        Repeated = "7", "警告整改后再犯", "again after a warning and rectification";
        /// Item 8.
        FailedInspection = "8", "年检、定期评估或整改不合格", "failed inspection, evaluation or rectification";
        /// Item 9.
        Dishonesty = "9", "严重失信、被处罚或追究刑责", "serious dishonesty, punishment or prosecution";
        /// Item 10.
        Accident = "10", "评价中发生一般及以上事故", "a safety accident in evaluation";
        /// Item 11.
        TrainingWithdrawn = "11", "违规培训被取消资质", "training qualification withdrawn";
        /// Item 12.
        BrokenCommitment = "12", "不履行承诺造成恶劣影响", "broken commitments with serious harm";
    }
}

crate::word_enum! {
    /// Where a case came from (线索来源).
    Origin, "线索来源", "source" {
        /// 督导检查
        Supervision = "supervision", "督导检查", "supervision";
        /// 投诉举报
        Complaint = "complaint", "投诉举报", "complaint";
        /// 移送
        Referral = "referral", "移送", "referral";
        /// 证书核查
        CertificateCheck = "certificate-check", "证书核查", "certificate check";
        /// 其他人社部门
        OtherBureau = "other-bureau", "其他人社部门", "another bureau";
    }
}

crate::word_enum! {
    /// Kinds of evidence (证据种类, 行政处罚法 46).
    EvidenceKind, "证据种类", "kind of evidence" {
        /// 书证
        Documentary = "documentary", "书证", "documentary";
        /// 物证
        Physical = "physical", "物证", "physical";
        /// 视听资料
        Audiovisual = "audiovisual", "视听资料", "audiovisual";
        /// 电子数据
        Electronic = "electronic", "电子数据", "electronic data";
        /// 证人证言
        Witness = "witness", "证人证言", "testimony";
        /// 当事人的陈述
        Party = "party", "当事人的陈述", "statement of the party";
        /// 鉴定意见
        Expert = "expert", "鉴定意见", "expert opinion";
        /// 勘验笔录、现场笔录
        Inspection = "inspection", "勘验、现场笔录", "record of an inspection";
    }
}

crate::word_enum! {
    /// What the agency handed in against the notice (R25-2).
    StatementKind, "陈述申辩", "statement or waiver" {
        /// 陈述申辩意见
        Statement = "statement", "陈述申辩意见", "statement and defence";
        /// 书面放弃
        Waiver = "waiver", "书面放弃", "waiver in writing";
    }
}
