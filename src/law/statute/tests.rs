//! A made-up regulation of the usual shape, with every unevenness that print brings along.

use super::*;
use crate::text::Lang;
use proptest::prelude::*;

const EXAMPLE: &str = "\u{feff}示例茶会管理办法(试行)
发文单位: 示例茶会委员会
发文日期: 2030-01-02
生效日期: 2030年3月1日

示例茶会管理办法(试行)
发文单位: 示例茶会委员会
发文日期: 2030-01-02

第一章  总则

第一条  为办好示例茶会,制定本办法。

第二条  示例茶会由委员会举办,按照

第一条规定的宗旨进行。

各桌自备茶具。

第二章  茶桌

第三条  茶桌应当具备以下条件:

(一)大桌

1.坐得下十人;

2.靠窗,能看见示例山,并且不在

风口上;

   3.原则上铺桌布。

(二)小桌

1.坐得下两人。

第四条  茶桌按以下程序撤去。

(一)主人申请撤去的,当日撤去。

大桌由两人一起搬。

（二）责令撤去

茶桌有下列情形之一的,由委员会撤去。撤去前告知主人。

1.漏水的;

2.桌腿不足3.5尺的。

第三章  附则

第五条  本办法自2030年3月1日起施行。
";

fn example() -> Statute {
    parse(EXAMPLE).unwrap()
}

fn found(place: &str) -> Vec<String> {
    let lines = example().find(place.parse().unwrap()).unwrap();
    lines.into_iter().map(|line| line.text).collect()
}

#[test]
fn head_chapters_and_articles() {
    let statute = example();
    assert_eq!(statute.title, "示例茶会管理办法(试行)");
    assert_eq!(statute.issuer, "示例茶会委员会");
    assert_eq!(statute.issued.to_string(), "2030-01-02");
    assert_eq!(statute.effective.to_string(), "2030-03-01");
    let firsts: Vec<u16> = statute.chapters.iter().map(|c| c.first_article).collect();
    assert_eq!(firsts, [1, 3, 5]);
    assert_eq!(statute.articles.len(), 5);
    assert_eq!(statute.chapter_of("第四条".parse().unwrap()), Some((2, "茶桌")));
    assert_eq!(statute.chapter_of("9".parse().unwrap()), None);
}

#[test]
fn broken_lines_are_joined() {
    assert_eq!(found("第二条第一款"), ["第二条　示例茶会由委员会举办,按照第一条规定的宗旨进行。"]);
    assert_eq!(found("3(1)2"), ["2.靠窗,能看见示例山,并且不在风口上;"]);
    assert_eq!(found("第二条第二款"), ["各桌自备茶具。"]);
}

#[test]
fn items_and_sub_items() {
    assert_eq!(found("3(2)"), ["（二）小桌", "1.坐得下两人。"]);
    assert_eq!(found("3(1)3"), ["3.原则上铺桌布。"]);
    assert_eq!(found("4(2)2"), ["2.桌腿不足3.5尺的。"]);
    assert_eq!(found("第四条第一款（二）2"), ["2.桌腿不足3.5尺的。"]);
}

#[test]
fn a_paragraph_inside_an_item_belongs_to_it() {
    assert_eq!(found("4(1)"), ["（一）主人申请撤去的,当日撤去。", "大桌由两人一起搬。"]);
    let second = found("4(2)");
    assert_eq!(second[0], "（二）责令撤去");
    assert_eq!(second[1], "茶桌有下列情形之一的,由委员会撤去。撤去前告知主人。");
    assert_eq!(second.len(), 4);
    assert_eq!(example().articles[3].paragraphs.len(), 1);
}

#[test]
fn a_whole_article_keeps_its_depths() {
    let lines = example().find("第三条".parse().unwrap()).unwrap();
    let depths: Vec<u8> = lines.iter().map(|line| line.depth).collect();
    assert_eq!(depths, [0, 1, 2, 2, 2, 1, 2]);
}

#[test]
fn places_that_are_not_there() {
    for (place, part) in [
        ("6", "5 articles"),
        ("2(1)", "ends with Art. 2 para. 2"),
        ("4(2)3", "ends with Art. 4 para. 1 (2)(2)"),
    ] {
        let error = example().find(place.parse().unwrap()).unwrap_err();
        assert!(error.get(Lang::En).contains(part), "{place}: {error:?}");
    }
}

#[test]
fn what_is_no_regulation_is_refused() {
    let without = |part: &str| EXAMPLE.replace(part, "");
    for (text, part) in [
        (String::new(), "not the full text"),
        ("示例台账\n机构,日期\n".to_owned(), "not the full text"),
        (without("发文单位: 示例茶会委员会"), "发文单位"),
        (without("发文日期: 2030-01-02"), "发文日期"),
        (without("生效日期: 2030年3月1日"), "生效日期"),
        (EXAMPLE.replacen("2030-01-02", "2030-01-03", 1), "different values"),
        (EXAMPLE.replace("2030-01-02", "年初"), "'年初' is no date"),
        (EXAMPLE.replace("第四条  ", "第六条  "), "第四条 is expected"),
        (EXAMPLE.replace("第三章", "第五章"), "第三章 is expected"),
        (EXAMPLE.replace("2.漏", "5.漏").replace("1.漏", "4.漏"), "第一目 is expected"),
        (EXAMPLE.replace("(二)小桌", "(三)小桌"), "第二项 is expected"),
        (EXAMPLE.replace("(一)大桌", ""), "no item"),
        (EXAMPLE.replace("第五条  ", ""), "belongs to no article"),
    ] {
        let error = parse(&text).unwrap_err();
        assert!(error.get(Lang::En).contains(part), "{part}: {error:?}");
    }
    let error = parse(&EXAMPLE.replace("第四条  ", "第六条  ")).unwrap_err();
    assert!(error.get(Lang::En).starts_with("line 38: "), "{error:?}");
}

#[test]
fn a_regulation_without_chapters_is_read() {
    let text =
        "示例规定\n发文单位：示例会\n发文日期：2030-01-02\n生效日期：2030-01-02\n第一条　甲。\n第二条　乙。";
    let statute = parse(text).unwrap();
    assert_eq!((statute.chapters.len(), statute.articles.len()), (0, 2));
    assert_eq!(statute.articles[1].chapter, None);
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "(第[一二三]条 |第[一二]章 |（[一二]）|[12]\\.|发文日期:|[甲乙。;\n]){0,30}") {
        let head = "示例规定\n发文单位:示例会\n发文日期:2030-01-02\n生效日期:2030-01-02\n";
        for text in [text.clone(), format!("{head}{text}")] {
            if let Ok(statute) = parse(&text) {
                for article in &statute.articles {
                    prop_assert!(!statute.find(article.place()).unwrap().is_empty());
                }
            }
        }
    }
}
