//! One act on several records: marked in a list, filled in once, done for each, a result a row.

use anjuan::console::driver::Driver;
use anjuan::text::Lang;
use serde_json::json;

use crate::desk::Desk;
use crate::practice::Practice;

/// Presses keys one by one; a word in angle brackets is typed.
fn press(driver: &mut Driver, keys: &str) {
    for key in keys.split_whitespace() {
        match key.strip_prefix('<') {
            Some(text) => drop(driver.type_text(text)),
            None => drop(driver.press(key).unwrap()),
        }
        driver.settle();
    }
}

#[test]
fn several_records_are_done_in_one_act_with_a_result_a_row() {
    let practice = Practice::new();
    let mut driver = practice.console("wangmin", Lang::Zh, false, (80, 24));
    press(&mut driver, "3 f <status=open Enter x x x");
    assert!(driver.screen().contains("已选 3"), "{}", driver.screen());
    press(&mut driver, "a");
    assert!(driver.screen().contains("批量办理 3 件"), "{}", driver.screen());
    // Each is named, before the choice and before the act: the list may show others by now.
    assert!(driver.screen().matches("BA-20").count() >= 3, "{}", driver.screen());
    press(&mut driver, "H <lina Enter Ctrl-S");
    assert!(driver.screen().contains("等 3 件"), "{}", driver.screen());
    let last = driver.screen();
    assert!(last.contains("办理的") && last.matches("BA-20").count() >= 3, "{last}");
    press(&mut driver, "Enter");
    assert!(driver.screen().contains("已办 3, 未办 0"), "{}", driver.screen());
    press(&mut driver, "Esc");
    assert!(!driver.screen().contains("已选"), "{}", driver.screen());
    // Found by who handles them.
    press(&mut driver, "f Ctrl-U <handler=lina Enter");
    assert!(driver.screen().contains("共 3"), "{}", driver.screen());
}

#[test]
fn one_that_is_refused_says_why_and_stays_marked() {
    let practice = Practice::new();
    let mut driver = practice.console("wangmin", Lang::Zh, false, (80, 40));
    press(&mut driver, "3 f <status=open Enter X a W <示例 Ctrl-S");
    assert!(driver.screen().contains("登记撤回申请"), "{}", driver.screen());
    press(&mut driver, "Enter");
    let told = driver.screen();
    assert!(told.contains("未办 0"), "{told}");
    press(&mut driver, "Esc f Ctrl-U <status=refused Enter x");
    if driver.screen().contains("已选 1") {
        press(&mut driver, "a");
        assert!(driver.screen().contains("没有您可办的事项"), "{}", driver.screen());
    }
    // Some take it, some don't: those at other steps are refused, with the reason.
    let practice = Practice::new();
    let mut driver = practice.console("wangmin", Lang::Zh, false, (80, 40));
    press(&mut driver, "3 f <status=open Enter X a R");
    press(&mut driver, "<2026-03-20 Tab <示例电话 Ctrl-S");
    // Told before the act too: for how many, and why not for the others.
    let told = driver.screen();
    assert!(told.contains("可办") && told.contains("不能办理的: BA-"), "{told}");
    press(&mut driver, "Enter");
    let told = driver.screen();
    assert!(told.contains("登记催补正: 已办") && !told.contains("未办 0"), "{told}");
    assert!(told.contains("没有待答复的补正") || told.contains("此步在"), "{told}");
    press(&mut driver, "Esc");
    assert!(driver.screen().contains("已选"), "{}", driver.screen());
}

#[test]
fn filings_of_all_kinds_are_published_in_one_act_and_a_code_is_no_hindrance() {
    let practice = Practice::new();
    let mut driver = practice.console("majie", Lang::Zh, false, (80, 40));
    // A first filing, which wants a code, is the first of those marked.
    press(&mut driver, "3 f <waits=corps Space <kind=first Enter x f Ctrl-U <waits=corps Enter X a");
    assert!(driver.screen().contains("统一公布"), "{}", driver.screen());
    // One line names another filing: these need no code, and take none.
    press(&mut driver, "P <BA-2020-0001 Space <S000066000101 Tab <示例: Ctrl-S");
    assert!(driver.screen().contains("等 "), "{}", driver.screen());
    press(&mut driver, "Enter");
    let told = driver.screen();
    assert!(told.contains("统一公布: 已办") && !told.contains("已办 0"), "{told}");
    assert!(told.contains("首次备案须统一编码") && !told.contains("机构编码的变更"), "{told}");
}

#[test]
fn an_act_on_many_goes_on_beside_the_keys_and_shows_how_far_it_is() {
    let desk = Desk::new();
    for n in 2..=501 {
        let case = format!("AJ-2026-{n:04}");
        let (day, on) = ("2026-03-20", json!({ "case": case }));
        let with = |more: serde_json::Value| {
            let mut fields = on.clone();
            fields.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            fields
        };
        let opened = json!({
            "agency": "JG-00001", "grounds": ["2"], "origin": "referral", "source": "示例", "summary": "示例",
            "co_handlers": ["lina"],
        });
        desk.done(day, "wangmin", "open-case", opened);
        let piece = json!({
            "kind": "documentary", "title": "示例", "source": "示例", "collector": "示例", "collected_on": day,
        });
        desk.done(day, "wangmin", "add-evidence", with(piece));
        let proposed = json!({
            "grounds": ["2"], "outcomes": ["warning"], "facts": "示例", "reasons": "示例", "basis": "示例",
        });
        desk.done(day, "wangmin", "propose-decision", with(proposed));
        desk.done(day, "wangmin", "draft-notice", with(json!({ "place": "示例", "contact": "示例" })));
        desk.done(day, "liuqiang", "approve-notice", on);
    }
    let mut driver = desk.console("wangmin", Lang::Zh, false, (80, 24));
    press(&mut driver, "5 f <status=noticing Enter X a i");
    assert!(driver.screen().contains("500 件, 可办 500 件"), "{}", driver.screen());
    driver.press("Enter").unwrap();
    // The first is done at once, the others beside the keys; lists can be looked at meanwhile.
    assert!(driver.screen().contains("批量办理 ["), "{}", driver.screen());
    driver.settle();
    assert!(driver.screen().contains("已办 500, 未办 0"), "{}", driver.screen());
    assert!(!driver.screen().contains("批量办理 ["), "{}", driver.screen());
    // Each has a number of its own, and none is left out.
    let store = desk.store();
    let mut numbers: Vec<i64> = (2..=501)
        .map(|n| {
            let no = format!("AJ-2026-{n:04}").parse().unwrap();
            let (file, _) = anjuan::store::cases::file(&store, no).unwrap().unwrap();
            let number = file.documents[0].number.clone().unwrap();
            number.rsplit('〕').next().unwrap().trim_end_matches('号').parse().unwrap()
        })
        .collect();
    numbers.sort_unstable();
    let first = numbers[0];
    assert_eq!(numbers, (first..first + 500).collect::<Vec<_>>());
}
