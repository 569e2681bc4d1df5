//! What keys do: moving, finding, filtering, opening; two clerks at one record; nothing typed is lost.

use anjuan::commands::execute::{self, Request};
use anjuan::commands::scene::Moment;
use anjuan::console::keys::Key;
use anjuan::console::terminal::Input;
use anjuan::records::bureau::BureauId;
use anjuan::records::staff::Role;
use anjuan::store::sql::{Row, Sql};
use anjuan::store::{recounts, staff};
use anjuan::text::Lang;
use serde_json::json;

use crate::desk::Desk;
use crate::many;
use crate::practice::Practice;
use crate::seen::{lacks, shows};

const SIZE: (u16, u16) = (80, 24);

#[test]
fn every_key_means_one_thing_in_a_layer() {
    let desk = Desk::new();
    for keys in ["1", "2", "3", "4", "5", "6", "2 Enter", "5 Enter", "5 Enter a", "5 t", "F1", "?", ":", "F2"]
    {
        let mut driver = desk.console("wangmin", Lang::Zh, false, SIZE);
        driver.press(keys).unwrap();
        for layer in driver.bindings() {
            let mut seen = Vec::new();
            for binding in layer {
                assert!(!seen.contains(&binding.key), "{} twice after {keys}", binding.key);
                seen.push(binding.key);
                assert!(!binding.help.is_empty() && !binding.label.is_empty());
            }
        }
    }
}

#[test]
fn a_long_list_is_walked_through_whole() {
    let practice = Practice::new();
    let mut driver = practice.console("wangmin", Lang::Zh, false, SIZE);
    driver.press("2").unwrap();
    let mut seen = std::collections::BTreeSet::new();
    let mut remember = |screen: String| {
        seen.extend(screen.lines().filter(|line| line.starts_with('▸')).map(str::to_owned));
    };
    for _ in 0..90 {
        remember(driver.screen());
        driver.press("j").unwrap();
    }
    let down = seen.len();
    assert!(down >= 60, "{down} rows");
    let last = driver.screen();
    driver.press("g").unwrap();
    driver.press("End").unwrap();
    let selected = |screen: &str| screen.lines().find(|l| l.starts_with('▸')).map(str::to_owned);
    assert_eq!(selected(&driver.screen()), selected(&last));
    driver.press("Home PgDn PgDn PgUp PgUp").unwrap();
    driver.settle();
    assert!(driver.screen().lines().nth(4).unwrap().starts_with('▸'), "{}", driver.screen());
}

#[test]
fn find_and_filter_narrow_the_list() {
    let desk = Desk::new();
    let mut driver = desk.console("wangmin", Lang::Zh, false, SIZE);
    driver.press("2 /").unwrap();
    driver.type_text("化工");
    driver.settle();
    shows(&driver, "石河子示例化工技校");
    lacks(&driver, "石河子示例电力有限公司");
    driver.press("Enter").unwrap();
    driver.press("Esc").unwrap();
    shows(&driver, "石河子示例电力有限公司");
    driver.press("f").unwrap();
    driver.type_text("kind=nothing");
    driver.press("Enter").unwrap();
    shows(&driver, "nothing");
    driver.press("Ctrl-U").unwrap();
    driver.type_text("kind=school");
    driver.press("Enter").unwrap();
    lacks(&driver, "石河子示例电力有限公司");
    shows(&driver, "kind=school");
}

#[test]
fn full_width_keys_work_outside_fields() {
    let desk = Desk::new();
    let mut driver = desk.console("wangmin", Lang::Zh, false, SIZE);
    driver.type_text("５");
    shows(&driver, "AJ-2026-0001");
    driver.type_text("？");
    shows(&driver, "键位");
}

#[test]
fn help_does_what_it_shows() {
    let desk = Desk::new();
    let mut driver = desk.console("wangmin", Lang::Zh, false, SIZE);
    driver.press("5").unwrap();
    driver.press("? Enter").unwrap();
    shows(&driver, "下一步");
}

#[test]
fn another_clerks_act_shows() {
    let desk = Desk::new();
    let mut driver = desk.console("wangmin", Lang::Zh, false, SIZE);
    driver.press("5 Enter").unwrap();
    lacks(&driver, "补充说明");
    desk.done(
        "2026-03-20",
        "lina",
        "record-statement",
        json!({
            "case": "AJ-2026-0001", "received_on": "2026-03-20", "content": "补充说明",
        }),
    );
    driver.tick();
    driver.settle();
    driver.press("PgDn").unwrap();
    shows(&driver, "补充说明");
}

#[test]
fn the_selection_stays_with_the_record() {
    let desk = Desk::new();
    let mut driver = desk.console("wangmin", Lang::Zh, false, SIZE);
    driver.press("2 j").unwrap();
    let selected = |screen: String| screen.lines().find(|l| l.starts_with('▸')).map(str::to_owned);
    let before = selected(driver.screen());
    desk.done("2026-03-20", "wangmin", "register-agency", json!({
        "facts": {
            "name": "安示例学校", "kind": "school", "agency_code": null, "credit_code": "52659001MA00000077",
            "legal_representative": "示例法人", "contact": "示例联系人", "phone": "0993-2000000",
            "address": "示例路2号", "bureau": "d08", "published_on": "2024-03-15", "expires_on": "2027-03-14",
            "note": "", "scopes": [{"occupation": "6-99-02-01", "name": "示例工种·焊接", "levels": ["5"]}]
        },
        "source": "示例台账",
    }));
    driver.tick();
    driver.settle();
    shows(&driver, "安示例学校");
    assert_eq!(selected(driver.screen()), before);
}

#[test]
fn what_was_typed_is_offered_again() {
    let desk = Desk::new();
    let mut driver = desk.console("wangmin", Lang::Zh, false, SIZE);
    driver.press("5 Enter z").unwrap();
    shows(&driver, "登记证据");
    driver.press("Tab").unwrap();
    driver.type_text("示例笔录");
    driver.send(std::iter::once(Input::Hangup));
    assert_eq!(driver.left(), Some(129));
    let mut again = desk.console("wangmin", Lang::Zh, false, SIZE);
    shows(&again, "草稿");
    again.press("Enter").unwrap();
    shows(&again, "示例笔录");
}

#[test]
fn the_palette_changes_the_language_and_runs_commands() {
    let desk = Desk::new();
    let mut driver = desk.console("wangmin", Lang::Zh, false, SIZE);
    driver.press(":").unwrap();
    driver.type_text("lang en");
    driver.press("Enter").unwrap();
    shows(&driver, "PRACTICE");
    driver.press("5 :").unwrap();
    driver.type_text("add-evidence");
    driver.press("Enter").unwrap();
    shows(&driver, "AJ-2026-0001");
}

#[test]
fn who_complained_shows_only_to_those_who_handle_it() {
    let desk = Desk::new();
    for (login, sees) in [("wangmin", true), ("lina", false), ("liuqiang", false), ("sunli", false)] {
        let mut driver = desk.console(login, Lang::Zh, false, (80, 24));
        driver.press("7 Enter").unwrap();
        shows(&driver, "反映收费与公示不一致");
        // Masked to who handles it too, until they have it shown; nobody's history has it.
        assert_eq!(driver.screen().contains("示＊＊＊ 099*******09"), sees, "{login}\n{}", driver.screen());
        lacks(&driver, "张三");
        driver.press("t").unwrap();
        lacks(&driver, "0993-2000009");
        lacks(&driver, "投诉人: 示例");
        driver.press("Esc *").unwrap();
        if sees {
            driver.type_text("示例: 电话答复");
            driver.press("Ctrl-S").unwrap();
            driver.press("Enter").unwrap();
            shows(&driver, "姓名: 示例张三");
            shows(&driver, "联系方式: 0993-2000009");
            driver.press("Esc t").unwrap();
            shows(&driver, "查看投诉人");
            lacks(&driver, "张三");
        } else {
            lacks(&driver, "事由");
        }
    }
}

#[test]
fn settings_are_changed_from_a_day_on() {
    let desk = Desk::new();
    let mut driver = desk.console("sunli", Lang::Zh, false, (80, 40));
    driver.type_text(":settings");
    driver.press("Enter").unwrap();
    shows(&driver, "5个工作日   陈述申辩期限            默认");
    driver.press("Enter Tab Ctrl-U").unwrap();
    driver.type_text("7w");
    driver.press("Tab").unwrap();
    driver.type_text("4-1");
    driver.press("Tab").unwrap();
    driver.type_text("示例文件〔2026〕1号");
    // A change of a term is shown whole before it is made.
    driver.press("Ctrl-S").unwrap();
    shows(&driver, "值: 7w");
    driver.press("Enter").unwrap();
    driver.settle();
    shows(&driver, "默认、2026-04-01 起改为7个工作日");
    // A value of another sort is refused at its field.
    driver.press("Enter Tab Ctrl-U").unwrap();
    driver.type_text("示例");
    driver.press("Ctrl-S").unwrap();
    shows(&driver, "请改正标出的字段");
    // The checklists stand below, each with its items; changing one starts from what holds.
    let mut driver = desk.console("sunli", Lang::Zh, false, (80, 40));
    driver.type_text(":settings");
    driver.press("Enter End").unwrap();
    shows(&driver, "停止评价报名的说明");
    driver.press("Enter").unwrap();
    shows(&driver, "停止评价报名的说明");
    shows(&driver, "留空为各类机构");
}

#[test]
fn settings_are_shown_to_all_and_changed_by_the_administrator() {
    let desk = Desk::new();
    let mut driver = desk.console("wangmin", Lang::En, false, (80, 24));
    driver.type_text(":settings");
    driver.press("Enter").unwrap();
    shows(&driver, "5 working days");
    driver.press("Enter").unwrap();
    shows(&driver, "administrator");
    driver.press("F1").unwrap();
    shows(&driver, "R25-2");
}

#[test]
fn a_refused_step_says_why() {
    let desk = Desk::new();
    let mut driver = desk.console("wangmin", Lang::Zh, false, SIZE);
    driver.press("5 Enter d").unwrap();
    shows(&driver, "不能办理");
    shows(&driver, "2026-03-25");
}

#[test]
fn keys_to_leave_and_to_stay() {
    let desk = Desk::new();
    let mut driver = desk.console("wangmin", Lang::Zh, false, SIZE);
    driver.send([Input::Key(Key::ESC)].into_iter());
    assert_eq!(driver.left(), None);
    driver.press("5 Enter q").unwrap();
    assert_eq!(driver.left(), Some(0));
}

#[test]
fn what_was_made_is_selected() {
    let desk = Desk::new();
    let mut driver = desk.console("wangmin", Lang::Zh, false, (80, 24));
    driver.press("5").unwrap();
    shows(&driver, "▸ AJ-2026-0001");
    driver.press("n").unwrap();
    driver.type_text("化工");
    driver.press("Enter Tab Space Tab Tab 1 Tab").unwrap();
    driver.type_text("示例线索");
    driver.press("Tab").unwrap();
    driver.type_text("示例事实");
    driver.press("Tab").unwrap();
    driver.type_text("lina");
    // A burst shows the last page, and doesn't pass it: nobody could read it.
    driver.press("Enter Ctrl-S Enter").unwrap();
    shows(&driver, "Enter 办理, Esc 返回修改");
    driver.press("Enter").unwrap();
    driver.settle();
    shows(&driver, "▸ AJ-2026-0002");
}

#[test]
fn the_palette_knows_other_words() {
    let desk = Desk::new();
    for (typed, found) in [("设置", "本局设定"), ("语言", "英文界面"), ("exit", "退出")] {
        let mut driver = desk.console("wangmin", Lang::Zh, false, (80, 24));
        driver.type_text(&format!(":{typed}"));
        shows(&driver, found);
    }
}

#[test]
fn the_last_grounds_have_keys_too() {
    let desk = Desk::new();
    let mut driver = desk.console("wangmin", Lang::Zh, false, (80, 40));
    driver.press("2 Enter c").unwrap();
    shows(&driver, "[ ] c 不履行承诺造成恶劣影响");
    driver.press("c").unwrap();
    shows(&driver, "[x] c 不履行承诺造成恶劣影响");
}

#[test]
fn who_may_never_do_a_thing_is_told_before_the_form() {
    let desk = Desk::new();
    let mut driver = desk.console("sunli", Lang::Zh, false, (80, 24));
    driver.press("5").unwrap();
    lacks(&driver, "n 新建");
    driver.press("n").unwrap();
    shows(&driver, "「立案」由");
    lacks(&driver, "线索来源");
}

#[test]
fn a_form_promises_no_letters_that_it_types() {
    let desk = Desk::new();
    let mut driver = desk.console("wangmin", Lang::Zh, false, (120, 24));
    driver.press("5 e").unwrap();
    shows(&driver, "Ctrl-S 核对");
    lacks(&driver, "q 退出");
    lacks(&driver, "? 键位");
}

#[test]
fn the_phone_desk_answers_on_the_smallest_terminal_too() {
    let desk = Desk::new();
    let mut driver = desk.console("wangmin", Lang::Zh, false, (40, 12));
    driver.press("F2").unwrap();
    driver.type_text("hg");
    driver.settle();
    shows(&driver, "备案  2024-03-15");
}

#[test]
fn the_documents_of_a_record_are_leafed_through() {
    let practice = Practice::new();
    let mut driver = practice.console("wangmin", Lang::Zh, false, SIZE);
    // The oldest case has gone all its way.
    driver.press("5 G Enter v").unwrap();
    let newest = driver.screen();
    driver.press("]").unwrap();
    shows(&driver, "已是最后一份");
    driver.press("[").unwrap();
    assert_ne!(driver.screen().lines().nth(3), newest.lines().nth(3), "another document\n{newest}");
    for _ in 0..20 {
        driver.press("[").unwrap();
    }
    shows(&driver, "已是第一份");
    shows(&driver, "告知书");
    driver.press("]").unwrap();
    lacks(&driver, "已是第一份");
}

#[test]
fn a_recount_goes_on_beside_the_keys() {
    let practice = Practice::new();
    many::filings(&practice.path(), 2_300);
    let administrator = staff::all(&practice.store(), Some(BureauId::CORPS)).unwrap();
    let administrator = administrator.iter().find(|one| one.is(Role::Administrator)).unwrap();
    let mut driver = practice.console(&administrator.login, Lang::Zh, false, SIZE);
    driver.settle();
    driver.type_text(":recount-deadlines");
    driver.press("Enter Ctrl-S").unwrap();
    driver.settle();
    driver.press("Enter").unwrap();
    // The first part is done with the act; the rest goes on, and the console draws and takes keys meanwhile.
    shows(&driver, "期限正在重算, 可照常办理");
    assert!(!driver.is_idle());
    driver.press("3").unwrap();
    shows(&driver, "BA-2026-");
    driver.press("q").unwrap();
    assert_eq!(driver.left(), None);
    shows(&driver, "再按一次 q 立即退出");
    driver.settle();
    shows(&driver, "期限已重算: ");
    assert_eq!(recounts::pending(&practice.store()).unwrap(), None);
}

#[test]
fn a_recount_that_was_broken_off_goes_on_at_the_next_start_of_who_may() {
    let practice = Practice::new();
    many::filings(&practice.path(), 2_300);
    let all = staff::all(&practice.store(), Some(BureauId::CORPS)).unwrap();
    let administrator = all.iter().find(|one| one.is(Role::Administrator)).unwrap();
    // A process that was killed after the first part.
    let begun = Request::new("recount-deadlines", json!({}));
    let moment = Moment::at("2026-03-20T10:00:00+08:00".parse().unwrap(), None);
    execute::execute_once(&mut practice.store(), administrator, moment, &begun).unwrap();
    let left = recounts::pending(&practice.store()).unwrap().unwrap();
    assert!(0 < left.done && left.done < left.total, "{left:?}");
    // Who may not go on is told: the days shown may be those of before.
    let mut clerk = practice.console("wangmin", Lang::En, false, SIZE);
    clerk.settle();
    shows(&clerk, "deadlines are reckoned anew up to");
    assert_eq!(recounts::pending(&practice.store()).unwrap(), Some(left));
    let mut again = practice.console(&administrator.login, Lang::Zh, false, SIZE);
    again.settle();
    shows(&again, "期限已重算: ");
    assert_eq!(recounts::pending(&practice.store()).unwrap(), None);
}

#[test]
fn a_number_is_found_without_its_letters_and_filters_speak_the_language() {
    let practice = Practice::new();
    let query =
        "SELECT printf('%d-%04d', year, serial) FROM filings WHERE bureau = 'd08' ORDER BY id DESC LIMIT 1";
    let store = practice.store();
    let sql: &dyn Sql = &store;
    let number: String = sql.first(query, &[], Row::take).unwrap().unwrap();
    let mut driver = practice.console("wangmin", Lang::En, false, SIZE);
    driver.press("3").unwrap();
    driver.settle();
    driver.press("/").unwrap();
    driver.type_text(&number);
    driver.settle();
    driver.press("Enter").unwrap();
    driver.settle();
    shows(&driver, &format!("BA-{number}"));
    shows(&driver, "1 in all");
    driver.press("f Ctrl-U Down Down Down").unwrap();
    driver.settle();
    shows(&driver, "waits=us");
    shows(&driver, "handler=me status=open");
    lacks(&driver, "本局");
    driver.press("Enter").unwrap();
    driver.settle();
    lacks(&driver, "no filter");
}
