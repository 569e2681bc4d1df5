//! The windows over a record: facts and conditions, how a day was counted, the catalogue, sheets; and what leads from a document
//! to its case.

use anjuan::text::Lang;

use crate::desk::Desk;
use crate::practice::Practice;
use crate::seen::{lacks, shows};

const USUAL: (u16, u16) = (80, 24);
const WIDE: (u16, u16) = (120, 40);

#[test]
fn a_person_is_recorded_beside_the_agency_changed_and_ended() {
    let desk = Desk::new();
    let mut driver = desk.console("wangmin", Lang::Zh, false, USUAL);
    driver.press("2 Enter F5").unwrap();
    shows(&driver, "人员 0");
    driver.press("n 3 Tab").unwrap();
    driver.type_text("示例新人");
    driver.press("Tab Space Tab").unwrap();
    driver.type_text("示例证明");
    driver.press("Ctrl-S").unwrap();
    driver.settle();
    driver.press("Enter").unwrap();
    driver.settle();
    shows(&driver, "人员 1");
    shows(&driver, "示例新人");
    // Changed: the form comes filled in.
    driver.press("e").unwrap();
    shows(&driver, "示例新人");
    shows(&driver, "示例证明");
    driver.press("Esc").unwrap();
    // Ended: with a reason, and what was stays in sight.
    driver.press("Enter").unwrap();
    shows(&driver, "原因");
    driver.press("Ctrl-S").unwrap();
    shows(&driver, "请改正标出的字段");
    driver.type_text("3-20");
    driver.press("Tab").unwrap();
    driver.type_text("示例: 离职");
    driver.press("Ctrl-S").unwrap();
    driver.settle();
    driver.press("Enter").unwrap();
    driver.settle();
    shows(&driver, "人员 0");
    shows(&driver, "示例新人");
    shows(&driver, "示例: 离职");
}

#[test]
fn what_concerns_the_agency_of_a_filing_is_begun_from_the_filing() {
    let practice = Practice::new();
    let mut driver = practice.console("wangmin", Lang::Zh, false, WIDE);
    driver.press("3 Enter").unwrap();
    let head = driver.screen().lines().nth(3).unwrap().to_owned();
    let name = head.split_whitespace().find(|word| word.contains("示例")).unwrap().to_owned();
    driver.type_text(":record-check");
    driver.press("Enter").unwrap();
    shows(&driver, &format!("{name} ─"));
    shows(&driver, "登记核查 - JG-");
}

#[test]
fn conditions_say_what_is_lacking_and_by_which_rule() {
    let desk = Desk::new();
    let mut driver = desk.console("wangmin", Lang::En, false, WIDE);
    driver.press("2 Enter F5 Tab Tab Tab Tab").unwrap();
    shows(&driver, "✗ R6-3");
    shows(&driver, "by Art. 6");
    driver.press("F1").unwrap();
    shows(&driver, "R6-");
    driver.press("Esc").unwrap();
    shows(&driver, "People and facilities");
}

#[test]
fn a_filing_counts_its_day_before_the_reader() {
    let practice = Practice::new();
    for (lang, title, first) in
        [(Lang::Zh, "期限如何计算", "不计"), (Lang::En, "How it was counted", "not counted")]
    {
        let mut driver = practice.console("wangmin", lang, false, WIDE);
        driver.press("3 Enter F6").unwrap();
        shows(&driver, title);
        shows(&driver, first);
        driver.press("Esc").unwrap();
        lacks(&driver, title);
    }
}

#[test]
fn a_validity_never_stands_still() {
    let desk = Desk::new();
    let mut driver = desk.console("wangmin", Lang::En, false, WIDE);
    driver.press("2 Enter F6").unwrap();
    shows(&driver, "filing expires");
    lacks(&driver, "stood still");
}

#[test]
fn the_catalogue_is_searched_and_kept_at_the_console() {
    let practice = Practice::new();
    let mut driver = practice.console("wangmin", Lang::Zh, false, USUAL);
    driver.type_text(":occupations");
    driver.press("Enter").unwrap();
    shows(&driver, "6-99-02-01");
    driver.type_text("hangj");
    driver.settle();
    driver.press("Ctrl-U").unwrap();
    driver.type_text("焊接");
    driver.settle();
    shows(&driver, "示例工种·焊接");
    lacks(&driver, "示例工种·烹饪");
}

#[test]
fn a_sheet_is_tried_before_it_goes_in() {
    let desk = Desk::new();
    let folder = tempfile::tempdir().unwrap();
    let sheet = folder.path().join("p.csv");
    let rows = "机构,类别,姓名,职业编码,用工方式,证明,备注\n\
                JG-00001,专职工作人员,示例甲,,专职,示例,无\n\
                JG-09999,专职工作人员,示例乙,,专职,示例,\n";
    std::fs::write(&sheet, rows).unwrap();
    let mut driver = desk.console("wangmin", Lang::Zh, false, WIDE);
    let people = |driver: &mut anjuan::console::driver::Driver| {
        driver.type_text(":import");
        driver.press("Enter").unwrap();
        driver.type_text(sheet.to_str().unwrap());
        driver.press("Enter").unwrap();
        driver.settle();
    };
    people(&mut driver);
    shows(&driver, "第 3 行");
    shows(&driver, "备注");
    shows(&driver, "没有写入");
    let count = || {
        let store = desk.store();
        let no = "JG-00001".parse().unwrap();
        let agency = anjuan::store::agencies::by_no(&store, no).unwrap().unwrap();
        anjuan::store::capacity::of_agency(&store, agency.id).unwrap().people.len()
    };
    assert_eq!(count(), 0);
    std::fs::write(&sheet, rows.replace("JG-09999", "JG-00002")).unwrap();
    driver.press("Esc").unwrap();
    people(&mut driver);
    lacks(&driver, "第 3 行");
    driver.press("Enter").unwrap();
    driver.settle();
    assert_eq!(count(), 1);
    shows(&driver, "登记 2");
}

#[test]
fn a_document_leads_to_its_case() {
    let desk = Desk::new();
    let mut driver = desk.console("wangmin", Lang::Zh, false, USUAL);
    driver.press("6 a").unwrap();
    shows(&driver, "AJ-2026-0001");
    driver.press("Esc").unwrap();
    driver.press("o").unwrap();
    driver.settle();
    shows(&driver, "AJ-2026-0001");
}

#[test]
fn a_document_is_saved_from_its_preview() {
    let practice = Practice::new();
    let folder = tempfile::tempdir().unwrap();
    let mut driver = practice.console("wangmin", Lang::Zh, false, USUAL);
    driver.press("6 Enter w").unwrap();
    shows(&driver, "存成文件");
    shows(&driver, ".docx");
    // Up and down go through the endings; the name stays.
    driver.press("Down").unwrap();
    shows(&driver, ".pdf");
    driver.press("Down").unwrap();
    shows(&driver, ".txt");
    driver.press("Ctrl-U").unwrap();
    let file = folder.path().join("示例.docx");
    driver.type_text(file.to_str().unwrap());
    driver.press("Enter").unwrap();
    driver.settle();
    shows(&driver, "已写出");
    assert!(std::fs::read(&file).unwrap().starts_with(b"PK"));
    // Another of that name is not written over it, and what was typed stays.
    driver.press("w Ctrl-U").unwrap();
    driver.type_text(file.to_str().unwrap());
    driver.press("Enter").unwrap();
    shows(&driver, "已有同名文件");
    shows(&driver, "存成文件");
    driver.press("Ctrl-U").unwrap();
    driver.type_text("示例.odt");
    driver.press("Enter").unwrap();
    shows(&driver, "扩展名应为");
}

#[test]
fn queues_of_reviews_and_of_what_is_to_be_served_stand_beside_their_screens() {
    let practice = Practice::new();
    let mut driver = practice.console("wangmin", Lang::Zh, false, USUAL);
    driver.press("5 Tab").unwrap();
    driver.settle();
    shows(&driver, "应作决定");
    shows(&driver, "复核  按日期升序");
    // Its case opens, and what can be done is the case's.
    driver.press("Enter").unwrap();
    shows(&driver, "下一步");
    driver.press("Esc Tab").unwrap();
    shows(&driver, "下一期限");
    driver.press("6 Tab").unwrap();
    driver.settle();
    shows(&driver, "应送达");
    shows(&driver, "待送达  按日期升序");
    driver.press("a").unwrap();
    shows(&driver, "登记送达");
    driver.press("Esc Tab").unwrap();
    shows(&driver, "拟稿");
    // Found by name from anywhere.
    driver.press("1 :").unwrap();
    driver.type_text("to-serve");
    driver.press("Enter").unwrap();
    shows(&driver, "应送达");
}

#[test]
fn the_contents_of_a_case_are_read_and_its_file_written_out() {
    let practice = Practice::new();
    let folder = tempfile::tempdir().unwrap();
    let mut driver = practice.console("wangmin", Lang::Zh, false, USUAL);
    driver.press("6 f").unwrap();
    driver.type_text("kind=decision status=served");
    driver.press("Enter Enter o F7").unwrap();
    shows(&driver, "卷内目录");
    shows(&driver, "封面");
    shows(&driver, "立案登记表");
    driver.press("Down Down Down Enter").unwrap();
    shows(&driver, "正文已固定");
    driver.press("Esc w").unwrap();
    shows(&driver, ".zip");
    driver.press("Ctrl-U").unwrap();
    let file = folder.path().join("案卷.zip");
    driver.type_text(file.to_str().unwrap());
    driver.press("Enter").unwrap();
    driver.settle();
    shows(&driver, "已写出案卷");
    assert!(std::fs::read(&file).unwrap().starts_with(b"PK"));
}

#[test]
fn the_schedule_shows_a_week_or_a_month_and_leads_to_an_activity() {
    let practice = Practice::new();
    let mut driver = practice.console("wangmin", Lang::Zh, false, (80, 24));
    driver.press("4 w").unwrap();
    shows(&driver, "日程 2026 年 3 月");
    shows(&driver, "▸20 =");
    shows(&driver, "外部督导");
    driver.press("m").unwrap();
    shows(&driver, "▸20 =");
    shows(&driver, " 30 ");
    // Days, weeks and months, and back to today.
    driver.press("l PgDn").unwrap();
    shows(&driver, "── 2026-03-28");
    driver.press("> h").unwrap();
    shows(&driver, "── 2026-04-27");
    driver.press("t").unwrap();
    shows(&driver, "── 2026-03-20");
    driver.press("m Enter").unwrap();
    shows(&driver, "下一步");
    shows(&driver, "HD-2026-");
    driver.press("Esc a").unwrap();
    shows(&driver, "办理");
    driver.press("Esc Esc").unwrap();
    shows(&driver, "督导员      状态");
    let mut driver = practice.console("wangmin", Lang::En, false, (120, 40));
    driver.press("4 w m").unwrap();
    shows(&driver, "Schedule 2026-3");
    shows(&driver, "!: without supervisor");
}
