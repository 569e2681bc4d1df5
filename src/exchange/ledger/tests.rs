//! Ledgers made up for the purpose, as workbooks with merged cells and as separated text.

use std::path::PathBuf;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::*;
use crate::records::Level;
use crate::text::Lang;

const HEADINGS: [&str; 16] = [
    "序号",
    "机构名称",
    "机构类型",
    "机构编码",
    "统一社会信用代码",
    "法定代表人",
    "联系人",
    "联系电话",
    "机构地址",
    "备案部门",
    "职业编码",
    "职业(工种)",
    "等级",
    "备案日期",
    "有效期至",
    "备注",
];
const FIRST: &str = "1|示例培训学校|社会培训评价组织|S000066000001|52659002MA7700014U|示例甲|示例乙|０９９３ 2000000|第八师石河子市示例路1号|第八师石河子市|6-99-02-03|示例工种·纺织|四级至二级|2024年2月12日|2027-02-11|";
const SECOND: &str = "2|示例农机有限公司|用人单位|Y000066000002|91659001ma7700014c|示例丙|示例丁|１３９00000000|八师示例路2号|八师|5-99-03-01|示例工种·农机|5-3级|20250301|2028.2.29|示例";

fn csv_of(lines: &[String]) -> Result<Ledger, Text> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("示例.csv");
    let quoted =
        |line: &String| line.split('|').map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",");
    let text: Vec<String> = std::iter::once(HEADINGS.join(",")).chain(lines.iter().map(quoted)).collect();
    std::fs::write(&path, text.join("\n")).unwrap();
    read(&path, &Mapping::default(), &mut |_, _| ())
}

/// The line with one cell replaced; the column counts from 0.
fn with(line: &str, column: usize, words: &str) -> String {
    let mut cells: Vec<&str> = line.split('|').collect();
    cells[column] = words;
    cells.join("|")
}

/// The problems of a good ledger in which one cell was replaced.
fn problems_of(column: usize, words: &str) -> Vec<RowProblem> {
    csv_of(&[FIRST.to_owned(), with(SECOND, column, words)]).unwrap().problems
}

fn workbook(folder: &tempfile::TempDir) -> PathBuf {
    let path = folder.path().join("示例.xlsx");
    let (mut book, plain) = (Workbook::new(), Format::new());
    let sheet = book.add_worksheet();
    sheet.set_name("示例台账").unwrap();
    sheet.merge_range(0, 0, 0, 15, "示例台账标题", &plain).unwrap();
    sheet.write(1, 0, "填报单位:示例").unwrap();
    let lines = [(3, FIRST), (6, SECOND)];
    for (column, heading) in (0_u16..).zip(HEADINGS) {
        sheet.write(2, column, heading).unwrap();
        for (row, line) in lines {
            let words = line.split('|').nth(column.into()).unwrap();
            match column {
                10..=12 => sheet.write(row, column, words).map(|_| ()).unwrap(),
                _ => sheet.merge_range(row, column, row + 1, column, words, &plain).map(|_| ()).unwrap(),
            }
        }
    }
    for (row, code, work_type) in [(4, "4-99-01-01", "示例工种·餐饮"), (7, "6-99-02-01", "示例工种·焊接")]
    {
        sheet
            .write(row, 10, code)
            .unwrap()
            .write(row, 11, work_type)
            .unwrap()
            .write(row, 12, "技师")
            .unwrap();
    }
    let day = ExcelDateTime::from_ymd(2028, 2, 29).unwrap();
    sheet.write_with_format(6, 14, &day, &Format::new().set_num_format("yyyy-mm-dd")).unwrap();
    sheet.write(9, 0, "合计").unwrap().write(9, 1, "2家").unwrap();
    sheet.write(10, 0, "填表人:示例").unwrap();
    book.add_worksheet().write(0, 0, "本表为示例").unwrap();
    book.save(&path).unwrap();
    path
}

#[test]
fn a_workbook_with_merged_cells() {
    let folder = tempfile::tempdir().unwrap();
    let mut told = 0;
    let ledger = read(&workbook(&folder), &Mapping::default(), &mut |_, _| told += 1).unwrap();
    assert_eq!(ledger.problems, []);
    assert_eq!((ledger.agencies.len(), ledger.left_out.len()), (2, 0));
    assert_eq!(ledger.skipped_sheets.len(), 1);
    assert!(told > 5);
    let second = &ledger.agencies[1];
    assert_eq!(second.source, Source { sheet: "示例台账".to_owned(), rows: vec![7, 8] });
    assert_eq!(second.credit_code.as_str(), "91659001MA7700014C");
    assert_eq!(second.phone.as_deref(), Some("13900000000"));
    assert_eq!(second.bureau.code(), "d08");
    assert_eq!(second.expires_on.to_string(), "2028-02-29");
    assert_eq!(second.note.as_deref(), Some("示例"));
    assert_eq!(second.scopes.len(), 2);
    assert_eq!(second.scopes[0].levels, LevelSet::between(Level::Five, Level::Three));
    assert_eq!(ledger.agencies[0].phone.as_deref(), Some("0993-2000000"));
}

#[test]
fn separated_text_repeats_the_agency_in_each_row() {
    let again = with(&with(FIRST, 10, "4-99-01-01"), 11, "示例工种·餐饮");
    let lines = [FIRST.to_owned(), again, SECOND.to_owned()];
    let ledger = csv_of(&lines).unwrap();
    assert_eq!(ledger.problems, []);
    assert_eq!(ledger.agencies.len(), 2);
    assert_eq!(ledger.agencies[0].scopes.len(), 2);
    let apart = csv_of(&[lines[0].clone(), lines[2].clone(), with(&lines[1], 0, "3")]).unwrap();
    assert_eq!(apart.agencies[0].scopes, ledger.agencies[0].scopes);
    assert_eq!(apart.agencies[0].source.rows, [2, 4]);
}

#[test]
fn each_wrong_cell_is_told_with_its_place() {
    for (column, words, letter, part) in [
        (1, "", "B", "缺少机构名称"),
        (2, "示例", "C", "没有机构类型"),
        (3, "Y1", "D", "13 位"),
        (4, "91659001MA77", "E", "18 位"),
        (4, "", "E", "缺少统一社会信用代码"),
        (9, "第二十师", "J", "没有备案部门"),
        (10, "示例", "K", "职业编码应写作"),
        (10, "2-99-03-01", "K", "第 2 大类"),
        (11, "", "L", "缺少职业(工种)"),
        (12, "九级", "M", "没有等级"),
        (13, "2025-02-30", "N", "没有「2025-02-30」"),
        (14, "长期", "O", "不是日期"),
        (14, "2024-02-29", "O", "早于备案日期"),
    ] {
        let problems = problems_of(column, words);
        assert_eq!(problems.len(), 1, "{words}: {problems:?}");
        let problem = &problems[0];
        assert_eq!((problem.row, problem.column.as_str()), (3, letter));
        assert_eq!(problem.severity, Severity::Error);
        assert!(problem.wrong.get(Lang::Zh).contains(part), "{problem:?}");
        assert!(!problem.right.is_empty());
        assert!(problem.message().get(Lang::En).contains("row 3"));
    }
    assert!(problems_of(14, "长期")[0].right.get(Lang::Zh).contains("2028-02-29"));
}

#[test]
fn warnings_keep_nothing_out() {
    for (column, words, part) in
        [(4, "91659001MA7700014D", "应为 C"), (14, "2028-02-27", "不是 3 年"), (7, "示例", "不像电话")]
    {
        let ledger = csv_of(&[with(SECOND, column, words)]).unwrap();
        assert_eq!(ledger.agencies.len(), 1);
        assert_eq!(ledger.warnings().count(), 1);
        assert!(ledger.problems[0].wrong.get(Lang::Zh).contains(part), "{:?}", ledger.problems);
    }
}

#[test]
fn the_same_codes_for_two_agencies() {
    let problems = problems_of(4, "52659002MA7700014U");
    assert!(problems[0].wrong.get(Lang::Zh).contains("第 2 行「示例培训学校」"), "{problems:?}");
    let problems = problems_of(3, "S000066000001");
    assert_eq!(problems[0].column, "D");
    let other_phone = with(&with(SECOND, 7, "13900000001"), 10, "6-99-02-01");
    let ledger = csv_of(&[SECOND.to_owned(), other_phone]).unwrap();
    assert!(ledger.problems[0].wrong.get(Lang::Zh).contains("同一机构的联系电话"));
    assert_eq!((ledger.agencies.len(), ledger.left_out.len()), (0, 1));
}

#[test]
fn repeated_occupations_count_once() {
    let ledger = csv_of(&[SECOND.to_owned(), SECOND.to_owned(), with(SECOND, 12, "技师")]).unwrap();
    assert_eq!(ledger.warnings().count(), 1);
    assert_eq!(ledger.agencies[0].scopes.len(), 1);
    assert!(ledger.agencies[0].scopes[0].levels.contains(Level::Two));
}

#[test]
fn other_headings_need_a_mapping() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("示例.csv");
    let text = format!("{}\n{}", HEADINGS.join(",").replace("机构名称", "全称"), SECOND.replace('|', ","));
    std::fs::write(&path, text).unwrap();
    let refusal = read(&path, &Mapping::default(), &mut |_, _| ()).unwrap_err();
    assert!(refusal.get(Lang::Zh).contains("缺少: 机构名称"), "{refusal:?}");
    let mapping = Mapping::parse("name = \"全称\"").unwrap();
    assert_eq!(read(&path, &mapping, &mut |_, _| ()).unwrap().agencies.len(), 1);
    std::fs::write(&path, "示例\n").unwrap();
    assert!(read(&path, &mapping, &mut |_, _| ()).unwrap_err().get(Lang::En).contains("no headings"));
}
