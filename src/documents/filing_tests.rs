//! Documents of filings filled with made-up data: none has a gap, whatever number of scopes and reasons it lists.

use super::samples::filing_paper;
use super::*;
use crate::records::document::DocumentKind;
use crate::text::Lang;

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
        DocumentKind::Dispatch,
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
