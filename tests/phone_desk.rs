//! The phone desk as a clerk meets it: over any screen, found while typing, the answer under the list.

use anjuan::console::context::Context;
use anjuan::console::driver::Driver;
use anjuan::console::theme::Look;
use anjuan::demo::{self, Options};
use anjuan::records::bureau::BureauId;
use anjuan::store::about::{self, About};
use anjuan::store::lists::{self, ListKind, ListRow, Query, RowFacts, Step};
use anjuan::store::{Sql, Store, agencies};
use anjuan::text::{Lang, cells};

/// A console on practice data of one day.
fn console(folder: &std::path::Path, lang: Lang, width: u16, height: u16) -> Driver {
    let mut store = Store::create(&folder.join("desk.db")).unwrap();
    let today = "2026-03-20".parse().unwrap();
    let bureau = BureauId::division(8).unwrap();
    let made_at = "2026-03-20T09:41:00+08:00".parse().unwrap();
    let about = About { practice: true, bureau, today: Some(today), made_at };
    about::establish(&store, &about).unwrap();
    let team = demo::make(&mut store, &Options { seed: 7, agencies: 60, today }, &mut |_, _| ()).unwrap();
    let cx = Context::new(store, about, team[0].clone(), Look::new(lang, true), Some(today));
    let mut driver = Driver::open(cx, width, height).unwrap();
    driver.settle();
    driver.press("Esc").unwrap();
    driver
}

fn own_agencies(driver: &mut Driver) -> Vec<ListRow> {
    let cx = driver.context();
    let query = Query::new(ListKind::Agencies, cx.actor.bureau);
    lists::window(&cx.store, &query, None, Step::After, 100).unwrap()
}

/// An agency of the actor's bureau with an open case.
fn restricted(driver: &mut Driver) -> ListRow {
    let mut rows = own_agencies(driver).into_iter();
    rows.find(|row| matches!(row.facts, RowFacts::Agency { open_cases, .. } if open_cases > 0)).unwrap()
}

#[test]
fn a_caller_is_answered_from_any_screen() {
    let folder = tempfile::tempdir().unwrap();
    let mut driver = console(folder.path(), Lang::Zh, 80, 24);
    let row = restricted(&mut driver);
    for screen in ["1", "2", "5"] {
        driver.press(screen).unwrap();
        let below = driver.screen();
        driver.press("F2").unwrap();
        driver.type_text(&row.no.unwrap().to_string());
        let shown = driver.screen();
        assert!(shown.contains("来电速查") && shown.contains("1 家"), "{shown}");
        for topic in ["在册", "范围", "续期", "[不对外]", "在办案件 AJ-"] {
            assert!(shown.contains(topic), "{topic}\n{shown}");
        }
        driver.press("Esc").unwrap();
        assert_eq!(driver.screen(), below);
    }
}

#[test]
fn what_is_typed_is_found_letter_by_letter() {
    let folder = tempfile::tempdir().unwrap();
    let mut driver = console(folder.path(), Lang::Zh, 120, 40);
    let row = restricted(&mut driver);
    let sql: &dyn Sql = &driver.context().store;
    let agency = agencies::by_no(sql, row.no.unwrap()).unwrap().unwrap();
    driver.press("F2").unwrap();
    for typed in [agency.facts.name.as_str(), agency.facts.credit_code.as_str(), &agency.facts.phone] {
        for c in typed.chars() {
            driver.type_text(&c.to_string());
        }
        let shown = driver.screen();
        assert!(shown.contains(cells::cut(&agency.facts.name, 20)), "{typed}\n{shown}");
        assert!(!shown.contains(&agency.facts.phone) || typed == agency.facts.phone, "{shown}");
        driver.press("Ctrl-U").unwrap();
    }
    driver.type_text("zzzqqq");
    assert!(driver.screen().contains("0 家"), "{}", driver.screen());
}

#[test]
fn the_answer_is_copied_without_what_is_not_for_the_caller() {
    let folder = tempfile::tempdir().unwrap();
    let mut driver = console(folder.path(), Lang::Zh, 80, 24);
    let row = restricted(&mut driver);
    driver.press("F2").unwrap();
    driver.type_text(&row.no.unwrap().to_string());
    for key in ["Ctrl-Y", "F4"] {
        driver.press(key).unwrap();
        let copied = driver.context().take_copied().unwrap();
        assert!(copied.contains(&row.agency) && copied.contains("续期"), "{copied}");
        assert!(!copied.contains("AJ-") && !copied.contains("来电"), "{copied}");
    }
}

#[test]
fn enter_logs_the_call_and_the_record_is_one_key_away() {
    let folder = tempfile::tempdir().unwrap();
    let mut driver = console(folder.path(), Lang::Zh, 80, 24);
    let row = restricted(&mut driver);
    driver.press("F2").unwrap();
    driver.type_text(&row.no.unwrap().to_string());
    driver.press("Enter").unwrap();
    assert!(driver.screen().contains("登记来电"), "{}", driver.screen());
    driver.press("Esc").unwrap();
    for key in ["Ctrl-O", "F3"] {
        driver.press(key).unwrap();
        assert!(driver.screen().contains("统一社会信用代码"), "{}", driver.screen());
        driver.press("Esc").unwrap();
        assert!(driver.screen().contains("来电速查"), "{}", driver.screen());
    }
}

#[test]
fn it_holds_at_any_size_in_both_languages() {
    for lang in [Lang::Zh, Lang::En] {
        let folder = tempfile::tempdir().unwrap();
        let mut driver = console(folder.path(), lang, 80, 24);
        driver.press("F2").unwrap();
        for (width, height) in
            [(80, 24), (120, 40), (200, 60), (40, 12), (20, 6), (21, 7), (10, 3), (1, 1), (111, 9)]
        {
            driver.resize(width, height);
            driver.type_text("s");
            driver.press("Down Down PgDn Up").unwrap();
            for line in driver.screen().lines() {
                assert!(cells::width(line) <= width.into(), "{width}x{height}: {line}");
            }
        }
    }
}
