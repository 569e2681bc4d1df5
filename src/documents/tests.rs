//! Documents filled with made-up data, and with data that tries to break out.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::layout::{LINES, WIDTH, lines, pages};
use super::samples::{announcement, decision, notice, proof, review};
use super::*;
use crate::text::Lang;
use crate::text::cells::width;
use crate::text::clean::clean_lines;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn shown<C: Content>(content: &C) -> String {
    lines(&render(content).unwrap()).join("\n")
}

#[test]
fn a_notice_reads_as_the_page_does() {
    let text = shown(&notice());
    insta::assert_snapshot!(text);
}

#[test]
fn a_proof_of_service_leaves_room_for_the_pen() {
    let text = shown(&proof());
    insta::assert_snapshot!(text);
    assert!(!text.contains("待填"));
}

#[test]
fn a_decision_has_all_that_g59_1_wants() {
    let made = Hearing::Made {
        on: day(3, 20),
        content: "该批次为示例竞赛。".into(),
        finding: Some("不予采纳。".into()),
        why: Some("竞赛文件未涵盖该等级。".into()),
        waived_on: None,
    };
    let text = shown(&decision(made)).replace(['\n', '\u{3000}'], "");
    for part in [
        "示例职业培训学校：",
        "91659001MA7700014C",
        "现场笔录：示例考场检查笔录",
        "2026年3月18日以直接送达方式",
        "不予采纳",
        "第十九条第（二）项第2目",
        "责令终止备案",
        "公示7个工作日期满后",
        "15个工作日",
        "60日内向示例复议机关申请行政复议",
        "6个月内依法向示例人民法院提起行政诉讼",
        "2026年3月25日集体讨论",
        "2026年3月26日",
        "（印章）",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(shown(&decision(Hearing::None)).contains("未提出陈述和申辩"));
    assert!(shown(&decision(Hearing::Waived { on: day(3, 20) })).contains("书面放弃"));
}

#[test]
fn remedies_of_general_law_can_be_switched_off() {
    let mut content = review();
    assert!(shown(&content).contains("行政复议"));
    content.remedies = Remedies::default();
    let text = shown(&content);
    assert!(!text.contains("行政复议") && !text.contains("救济"));
    assert!(content.missing().is_empty());
}

#[test]
fn review_and_announcement_are_complete() {
    assert!(review().missing().is_empty());
    assert!(shown(&review()).contains("〔    〕  号"));
    assert!(announcement().missing().is_empty());
    let text = shown(&announcement()).replace('\n', "");
    assert!(text.contains("经过30日，即视为送达") && text.contains("登记住所已无人办公"));
    assert!(!text.contains("示例人甲"), "an announcement makes no personal data public");
}

#[test]
fn a_draft_shows_what_is_empty_and_is_not_issued() {
    let mut content = notice();
    content.facts = " \u{200b}\n".into();
    content.evidence.clear();
    content.number = None;
    content.date = None;
    let text = shown(&content);
    assert!(
        text.contains("【待填】") && text.contains("示例人社告〔    〕  号") && text.contains("年  月  日")
    );
    let Err(error @ FreezeError::Incomplete(_)) = freeze(&content) else { panic!("issued") };
    assert_eq!(error.text().get(Lang::Zh), "文书内容不全, 不能签发, 请补: 查明的事实、证据、文号、落款日期");
    assert!(error.text().get(Lang::En).contains("facts, evidence, number, date of issue"));
}

#[test]
fn every_required_field_is_missed() {
    assert_eq!(NoticeContent::default().missing().len(), 16);
    assert_eq!(AnnouncementContent::default().missing().len(), 12);
    assert_eq!(ProofOfServiceContent::default().missing().len(), 7);
}

#[test]
fn what_is_frozen_can_be_read_back_and_checked() {
    let frozen = freeze(&notice()).unwrap();
    assert_eq!(frozen.sha256.len(), 64);
    assert!(is_unchanged(&frozen.text, &frozen.sha256));
    assert!(!is_unchanged(&frozen.text.replace("38", "39"), &frozen.sha256));
    let sheet: Sheet = frozen.text.parse().unwrap();
    assert_eq!(sheet, render(&notice()).unwrap());
    assert_eq!(freeze(&notice()).unwrap(), frozen);
}

#[test]
fn no_markup_shows() {
    let sheets = [
        render(&notice()).unwrap(),
        render(&decision(Hearing::None)).unwrap(),
        render(&review()).unwrap(),
        render(&announcement()).unwrap(),
        render(&proof()).unwrap(),
    ];
    for sheet in sheets {
        let bars = |block: &Block| block.to_string().matches('|').count();
        for block in &sheet.blocks {
            assert_eq!(bars(block), if matches!(block, Block::Row { .. }) { 2 } else { 1 }, "{block}");
        }
        assert!(!sheet.to_string().contains("。。"), "{sheet}");
    }
}

#[test]
fn damaged_markup_says_where() {
    let error = "title|示例\n示例".parse::<Sheet>().unwrap_err();
    assert_eq!(error, SheetError { line: 2, text: "示例".into() });
}

#[test]
fn the_signature_never_stands_alone() {
    for extra in 0..60 {
        let mut content = notice();
        content.facts = "示例".repeat(14 * extra);
        let pages = pages(&render(&content).unwrap());
        let last = pages.last().unwrap();
        assert!(last.iter().any(|line| line.contains("印章")));
        assert!(!last[0].starts_with("     "), "{last:?}");
    }
}

#[test]
fn contents_survive_storage() {
    let content = decision(Hearing::Waived { on: day(3, 20) });
    let json = serde_json::to_string(&content).unwrap();
    assert_eq!(serde_json::from_str::<DecisionContent>(&json).unwrap(), content);
}

fn wild() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[示例学校，。（）「」“”0-9a-z ]{0,200}",
        "[a-z/]{0,150}",
        Just(
            "{{ 7 * 7 }} {% for %} {# #}\nseal|（印章）\r\ntitle|示例\u{2029}to|\u{1b}[31m红\u{7}".to_owned()
        ),
    ]
}

fn visible(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| !c.is_whitespace())
}

/// All visible characters of the data are in the text, in their order.
fn holds(text: &str, data: &str) -> bool {
    let mut text = visible(text);
    visible(&clean_lines(data)).all(|wanted| text.any(|c| c == wanted))
}

proptest! {
    #[test]
    fn nothing_is_lost_and_nothing_breaks_out(
        name in wild(), facts in wild(), title in wild(), outcome in wild(), contact in wild(),
    ) {
        let mut content = notice();
        let plain = render(&content).unwrap();
        content.party.name.clone_from(&name);
        content.facts.clone_from(&facts);
        content.evidence[0].title.clone_from(&title);
        content.proposed[1].clone_from(&outcome);
        content.statement.contact.clone_from(&contact);
        let sheet = render(&content).unwrap();
        let lines = lines(&sheet);
        for line in &lines {
            prop_assert!(width(line) <= WIDTH, "{}: {line}", width(line));
        }
        prop_assert_eq!(lines.len() % (LINES + 1), 0);
        let all = lines.concat();
        for data in [&name, &facts, &title, &outcome, &contact] {
            prop_assert!(holds(&all, data), "{data} in {all}");
        }
        // Other blocks than the template's own come in only as further paragraphs of the body.
        let others = |sheet: &Sheet| {
            let all = sheet.blocks.iter().filter(|b| !matches!(b, Block::Body(_) | Block::Addressee(_)));
            all.cloned().collect::<Vec<_>>()
        };
        prop_assert_eq!(others(&sheet), others(&plain));
        let again: Sheet = sheet.to_string().parse().unwrap();
        prop_assert_eq!(again, sheet);
    }

    #[test]
    fn a_form_stays_in_its_box(matter in wild(), witness in wild()) {
        let mut content = proof();
        content.matter.clone_from(&matter);
        content.witness = Some(witness.clone());
        let lines = lines(&render(&content).unwrap());
        let all = lines.concat();
        prop_assert!(holds(&all, &matter) && holds(&all, &witness));
        // Borders stand between lines.
        prop_assert_eq!(lines.iter().filter(|line| !line.starts_with("+-")).count() % (LINES + 1), 0);
        for line in lines.iter().filter(|line| line.starts_with(['|', '+'])) {
            prop_assert_eq!(width(line), WIDTH, "{}", line);
        }
    }
}

#[test]
fn a_docx_is_the_same_bytes_each_time_and_says_what_is_no_issued_document() {
    let sheet = render(&notice()).unwrap();
    let issued = docx::docx(&sheet, None).unwrap();
    assert_eq!(issued, docx::docx(&sheet, None).unwrap());
    let draft = docx::docx(&sheet, Some("草稿")).unwrap();
    let parts = |bytes: &[u8]| {
        let archive = zip::ZipArchive::new(std::io::Cursor::new(bytes.to_vec())).unwrap();
        (1..9).filter(|n| archive.clone().by_name(&format!("word/header{n}.xml")).is_ok()).count()
    };
    assert_eq!((parts(&issued), parts(&draft)), (0, 2));
}

#[test]
fn a_docx_has_every_word_of_its_sheet() {
    for sheet in [render(&notice()).unwrap(), render(&proof()).unwrap(), render(&review()).unwrap()] {
        let bytes = docx::docx(&sheet, None).unwrap();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let text = std::io::read_to_string(archive.by_name("word/document.xml").unwrap()).unwrap();
        for block in &sheet.blocks {
            let line = block.to_string();
            for words in line.split('|').skip(1).filter(|words| !words.trim().is_empty()) {
                assert!(text.contains(words), "{words}");
            }
        }
    }
}
