//! Documents of filings filled with made-up data: none has a gap, whatever number of scopes and reasons it lists.

use chrono::NaiveDate;

use super::*;
use crate::records::document::DocumentKind;
use crate::text::Lang;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn filing_paper(kind: DocumentKind) -> FilingPaper {
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

#[test]
fn a_document_of_a_filing_has_no_gap_with_any_number_of_scopes_and_reasons() {
    for kind in [
        DocumentKind::Acceptance,
        DocumentKind::CompletionRequest,
        DocumentKind::SurveyRecord,
        DocumentKind::AssessmentReport,
        DocumentKind::PublicityNotice,
        DocumentKind::Approval,
        DocumentKind::Refusal,
        DocumentKind::Publication,
        DocumentKind::Certificate,
        DocumentKind::Reminder,
    ] {
        let frozen = freeze(&filing_paper(kind)).unwrap();
        assert!(!frozen.text.contains("待填"), "{}", frozen.text);
    }
    // The bureau proposes an automatic end itself: nobody applied.
    for kind in [DocumentKind::Approval, DocumentKind::Refusal] {
        let ended = FilingPaper {
            applied_on: None,
            grounds: "示例".into(),
            matter: "自动终止备案".into(),
            ..filing_paper(kind)
        };
        let frozen = freeze(&ended).unwrap();
        assert!(!frozen.text.contains("关于同意") && !frozen.text.contains("申请（"), "{}", frozen.text);
    }
}

#[test]
fn what_a_template_asks_for_and_nobody_gave_is_named_and_not_issued() {
    let mut paper = filing_paper(DocumentKind::Certificate);
    paper.recipient.address.clear();
    paper.recipient.legal_representative = " ".into();
    let Err(error @ FreezeError::Incomplete(_)) = freeze(&paper) else { panic!("issued") };
    assert_eq!(error.text().get(Lang::Zh), "文书内容不全, 不能签发, 请补: 「地址」、「法定代表人」");
}

#[test]
fn a_form_closes_above_the_signature() {
    let shown = layout::lines(&render(&filing_paper(DocumentKind::Certificate)).unwrap()).join("\n");
    let (last_border, signature) = (shown.rfind("+--").unwrap(), shown.rfind("示例人力资源").unwrap());
    assert!(last_border < signature, "{shown}");
}
