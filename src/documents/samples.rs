//! Made-up contents of each kind of document: what a changed template is held against, and what the tests fill in.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

use super::*;
use crate::records::document::DocumentKind;
use crate::records::template::TemplateKind;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap_or_default()
}

fn written<T: Serialize>(content: &T) -> Value {
    serde_json::to_value(content).unwrap_or_default()
}

/// The samples of a kind: one for each way in which it is filled.
pub(super) fn of(kind: TemplateKind) -> Vec<Value> {
    match kind {
        TemplateKind::Document(kind) => of_document(kind),
        // The pages of a file all have the same content.
        TemplateKind::Page(_) => {
            vec![written(&case_pages()), written(&CasePages { party: person(), ..case_pages() })]
        }
    }
}

fn case_pages() -> CasePages {
    CasePages {
        bureau: "示例师市人力资源和社会保障局".into(),
        case_no: "AJ-2026-0007".into(),
        party: party(),
        grounds: vec!["第十九条第（二）项第2目：超备案职业（工种）、等级开展评价".into()],
        source: "督导检查: 示例督导发现".into(),
        summary: "涉嫌超备案等级开展评价".into(),
        outcomes: vec!["警告".into()],
        handlers: "示例人乙、示例人丁".into(),
        opened_on: day(3, 2),
        closed_on: Some(day(4, 20)),
        items: 1,
        lines: vec![ContentsLine {
            title: "处理决定书".into(),
            number: Some("示例人社决〔2026〕2号".into()),
            on: Some(day(3, 26)),
            pages: "2页".into(),
        }],
    }
}

fn of_document(kind: DocumentKind) -> Vec<Value> {
    match kind {
        DocumentKind::Notice => {
            let found = NoticeContent { findings: findings(), ..notice() };
            vec![written(&notice()), written(&found), written(&NoticeContent { party: person(), ..notice() })]
        }
        DocumentKind::Decision => {
            let mut all = decisions();
            all.push(DecisionContent { party: person(), ..decision(Hearing::None) });
            all.iter().map(written).collect()
        }
        DocumentKind::ReviewDecision => {
            let changed =
                ReviewDecisionContent { results: vec!["警告".into(), "限期整改".into()], ..review() };
            let of_person = ReviewDecisionContent { applicant: person(), ..review() };
            vec![written(&review()), written(&changed), written(&of_person)]
        }
        DocumentKind::Correction => vec![written(&correction())],
        DocumentKind::Announcement => {
            let of_person = AnnouncementContent { recipient: person(), ..announcement() };
            vec![written(&announcement()), written(&of_person)]
        }
        DocumentKind::ProofOfService => vec![written(&proof()), written(&signed())],
        other @ (DocumentKind::Approval | DocumentKind::Refusal) => {
            // Of what was applied for, and of what the bureau ends by itself.
            let ended = FilingPaper {
                applied_on: None,
                grounds: "示例依据".into(),
                matter: "自动终止备案".into(),
                ..filing_paper(other)
            };
            vec![written(&filing_paper(other)), written(&ended)]
        }
        other => vec![written(&filing_paper(other))],
    }
}

fn findings() -> Vec<FindingLine> {
    vec![FindingLine { about: "示例情形".into(), facts: "示例事实".into(), evidence: "1、2".into() }]
}

fn decisions() -> Vec<DecisionContent> {
    let made = Hearing::Made {
        on: day(3, 20),
        content: "该批次为示例竞赛。".into(),
        finding: Some("不予采纳。".into()),
        why: Some("竞赛文件未涵盖该等级。".into()),
        waived_on: Some(day(3, 21)),
    };
    let earlier =
        vec![EarlierNotice { number: "示例人社告〔2026〕1号".into(), issued_on: day(2, 27) }];
    vec![
        decision(Hearing::None),
        decision(Hearing::Waived { on: day(3, 20) }),
        DecisionContent { earlier, findings: findings(), ..decision(made) },
        DecisionContent { discussed_on: None, ..decision(Hearing::None) },
    ]
}

fn correction() -> CorrectionContent {
    CorrectionContent {
        bureau: "示例师市人力资源和社会保障局".into(),
        series: "示例人社更".into(),
        number: Some("示例人社更〔2026〕1号".into()),
        party: party(),
        document: OtherDocument {
            title: "处理决定书".into(), number: "示例人社决〔2026〕2号".into()
        },
        issued_on: day(3, 26),
        stands: "示例人民法元".into(),
        reads: "示例人民法院".into(),
        reason: "笔误".into(),
        date: Some(day(4, 1)),
    }
}

fn signed() -> ProofOfServiceContent {
    ProofOfServiceContent {
        method: Some("直接送达".into()),
        signed_by: Some("示例人甲".into()),
        signed_on: Some(day(3, 3)),
        instead: Some("示例代收理由".into()),
        refusal: Some("示例拒收理由".into()),
        witness: Some("示例见证人".into()),
        remarks: Some("示例备注".into()),
        servers: Some("示例人乙".into()),
        ..proof()
    }
}

pub(super) fn party() -> Party {
    Party {
        name: "示例职业培训学校".into(),
        credit_code: "91659001MA7700014C".into(),
        address: "示例市示例路1号".into(),
        legal_representative: "示例人甲".into(),
        ..Party::default()
    }
}

/// A candidate of that school.
fn person() -> Party {
    Party {
        name: "示例考生丙".into(),
        address: "示例市示例路9号".into(),
        person: true,
        identity_number: "11010519491231002X".into(),
        role: "参评人员（示例职业培训学校）".into(),
        ..Party::default()
    }
}

pub(super) fn evidence() -> Vec<EvidenceLine> {
    vec![
        EvidenceLine {
            kind: "现场笔录".into(), title: "示例考场检查笔录".into(), source: "本局检查".into()
        },
        EvidenceLine {
            kind: "书证".into(), title: "示例批次评价计划".into(), source: "该校提供".into()
        },
    ]
}

pub(super) fn grounds() -> Vec<GroundLine> {
    vec![GroundLine {
        article: "第十九条第（二）项第2目".into(),
        summary: "超备案职业（工种）、等级开展评价".into(),
    }]
}

pub(super) fn remedies() -> Remedies {
    Remedies {
        review: Remedy { term: "15个工作日".into(), to: "本局".into() },
        reconsideration: Some(Remedy { term: "60日".into(), to: "示例复议机关".into() }),
        litigation: Some(Remedy { term: "6个月".into(), to: "示例人民法院".into() }),
    }
}

pub(super) fn notice() -> NoticeContent {
    NoticeContent {
        findings: Vec::new(),
        bureau: "示例师市人力资源和社会保障局".into(),
        series: "示例人社告".into(),
        number: Some("示例人社告〔2026〕3号".into()),
        party: party(),
        facts: "2026年2月14日，该校对38人开展示例工种三级评价，超出其备案的等级。".into(),
        evidence: evidence(),
        grounds: grounds(),
        proposed: vec!["责令终止备案".into(), "宣布38份证书作废".into()],
        reasons: "该校明知备案等级而超出开展评价。".into(),
        basis: "《兵团技能人才评价机构管理办法（试行）》第十九条。".into(),
        statement: StatementRight {
            term: "自收到本告知书之日起5个工作日内".into(),
            how: "书面或口头".into(),
            place: "示例路2号301室".into(),
            contact: "示例人乙，0993-2000000".into(),
            silence: "逾期未提出的，视为放弃陈述和申辩的权利。".into(),
        },
        date: Some(day(3, 2)),
    }
}

pub(super) fn decision(hearing: Hearing) -> DecisionContent {
    let notice = notice();
    DecisionContent {
        findings: Vec::new(),
        bureau: notice.bureau,
        series: "示例人社决".into(),
        number: Some("示例人社决〔2026〕2号".into()),
        party: party(),
        facts: notice.facts,
        evidence: evidence(),
        earlier: Vec::new(),
        notice: NoticeGiven {
            number: "示例人社告〔2026〕3号".into(),
            served_on: day(3, 18),
            method: "直接送达".into(),
        },
        hearing,
        reasons: notice.reasons,
        grounds: grounds(),
        basis: notice.basis,
        discussed_on: Some(day(3, 25)),
        outcomes: notice.proposed,
        execution: Execution {
            how: "由本局取消备案并公布".into(), until: "公示7个工作日期满后".into()
        },
        remedies: remedies(),
        date: Some(day(3, 26)),
    }
}

pub(super) fn review() -> ReviewDecisionContent {
    ReviewDecisionContent {
        bureau: "示例师市人力资源和社会保障局".into(),
        series: "示例人社复".into(),
        number: None,
        applicant: party(),
        decision: DecisionReviewed {
            number: "示例人社决〔2026〕2号".into(),
            date: day(3, 26),
            outcomes: vec!["责令终止备案".into()],
        },
        requested_on: day(4, 9),
        request: "撤销原处理决定".into(),
        reasons: "该批次系示例竞赛".into(),
        facts: "竞赛文件未涵盖该等级。".into(),
        grounds: "申请人的理由不能成立。".into(),
        basis: "《兵团技能人才评价机构管理办法（试行）》第二十五条。".into(),
        outcome: "维持原处理决定。".into(),
        results: Vec::new(),
        remedies: remedies(),
        date: Some(day(4, 20)),
    }
}

pub(super) fn announcement() -> AnnouncementContent {
    AnnouncementContent {
        bureau: "示例师市人力资源和社会保障局".into(),
        series: "示例人社公".into(),
        number: Some("示例人社公〔2026〕1号".into()),
        recipient: party(),
        document: OtherDocument {
            title: "处理决定事先告知书".into(),
            number: "示例人社告〔2026〕3号".into(),
        },
        reason: "受送达人下落不明".into(),
        attempts: vec![FailedAttempt {
            on: day(2, 20),
            method: "直接送达".into(),
            result: "登记住所已无人办公".into(),
        }],
        summary: "拟责令终止备案。".into(),
        term: "30日".into(),
        collect: "示例路2号301室".into(),
        rights: "你单位可自视为送达之日起5个工作日内提出陈述和申辩。".into(),
        contact: "示例人乙，0993-2000000".into(),
        date: Some(day(3, 2)),
    }
}

pub(super) fn proof() -> ProofOfServiceContent {
    ProofOfServiceContent {
        bureau: "示例师市人力资源和社会保障局".into(),
        matter: "示例职业培训学校超备案等级评价案 AJ-2026-0007".into(),
        document: OtherDocument {
            title: "处理决定事先告知书".into(),
            number: "示例人社告〔2026〕3号".into(),
        },
        copies: 1,
        recipient: "示例职业培训学校".into(),
        address: "示例市示例路1号".into(),
        ..ProofOfServiceContent::default()
    }
}

pub(super) fn filing_paper(kind: DocumentKind) -> FilingPaper {
    let line = |code: &str| ScopeLine {
        code: code.into(),
        name: "示例工种·焊接".into(),
        levels: "五级至三级".into(),
    };
    FilingPaper {
        bureau: "示例人力资源和社会保障局".into(),
        series: "示例人社备".into(),
        number: Some("示例人社备〔2026〕1号".into()),
        recipient: Party {
            name: "示例职业培训学校".into(),
            credit_code: "91659001MA7700014C".into(),
            address: "示例市示例路1号".into(),
            legal_representative: "示例人甲".into(),
            ..Party::default()
        },
        filing: "BA-2026-0001".into(),
        matter: "续期备案".into(),
        basis: "第十条".into(),
        applied_on: Some(day(3, 2)),
        scopes: vec![line("6-99-02-01"), line("6-99-02-02")],
        items: vec!["示例材料".into()],
        until: Some(day(3, 20)),
        term: "20个工作日".into(),
        text: "示例意见".into(),
        result: "通过".into(),
        people: "示例人乙".into(),
        done_on: Some(day(3, 2)),
        departures: vec!["R6-3 示例: 示例理由一".into(), "R7-4 示例: 示例理由二".into()],
        publicity: Some(PublicityDays {
            from: day(3, 2),
            until: day(3, 9),
            length: "5个工作日".into(),
            at: "示例网站".into(),
        }),
        standing: Some(Standing {
            code: "S000065900001".into(),
            kind: "用人单位".into(),
            bureau: "示例局".into(),
            from: day(3, 2),
            until: day(3, 1),
        }),
        remedies: Some(Remedies {
            review: Remedy::default(),
            reconsideration: Some(Remedy { term: "60日".into(), to: "示例复议机关".into() }),
            litigation: None,
        }),
        contact: "示例科 0990-0000000".into(),
        date: Some(day(3, 2)),
        ..FilingPaper::of(kind)
    }
}
