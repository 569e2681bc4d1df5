//! Forms as a clerk uses them: every command's form, dates, dependent fields, faults, drafts, conflicts, the last page.

mod forms_support;

use anjuan::commands::catalogue;
use anjuan::commands::scene::Key as Subject;
use anjuan::commands::spec::{self, Spec};
use anjuan::console::forms;
use anjuan::console::panels::{actions, document};
use anjuan::text::Lang;
use forms_support::{Stage, bureau};
use serde_json::{Map, json};

fn spec(name: &str) -> &'static Spec {
    catalogue::find(name).unwrap().spec()
}

fn key_of(spec: &Spec) -> Subject {
    match spec.subject {
        spec::Subject::Bureau => Subject::Bureau(bureau()),
        spec::Subject::Agency => Subject::Record("JG-00001".parse().unwrap()),
        spec::Subject::Case => Subject::Record("AJ-2026-0001".parse().unwrap()),
        spec::Subject::Filing => Subject::Record("BA-2026-0001".parse().unwrap()),
        spec::Subject::Complaint => Subject::Record("TS-2026-0001".parse().unwrap()),
        spec::Subject::Activity => Subject::Record("HD-2026-0001".parse().unwrap()),
        spec::Subject::Draw => Subject::Record("SJ-2026-0001".parse().unwrap()),
        spec::Subject::Visit => Subject::Record("DD-2026-0001".parse().unwrap()),
    }
}

fn open(stage: &mut Stage, name: &str) {
    let spec = spec(name);
    let form = forms::open(&stage.cx, spec, &key_of(spec), Map::new(), None);
    stage.push(form);
}

/// At the form of the notice's service, a case with its notice issued.
fn serving(lang: Lang, size: (u16, u16)) -> Stage {
    let mut stage = Stage::new("wangmin", lang, size);
    stage.issue_notice();
    open(&mut stage, "serve-notice");
    stage
}

#[test]
fn every_command_opens_in_both_languages_at_every_size() {
    for lang in [Lang::Zh, Lang::En] {
        for size in [(80, 24), (40, 12), (120, 40), (20, 5), (3, 2), (1, 1)] {
            let mut stage = Stage::new("wangmin", lang, size);
            for spec in catalogue::specs() {
                for key in [key_of(spec), Subject::Bureau(bureau())] {
                    let form = forms::open(&stage.cx, spec, &key, Map::new(), None);
                    stage.push(form);
                    for _ in 0..spec.fields.len() {
                        stage.press("F4 x Space Down Tab");
                    }
                    stage.press("Ctrl-S Enter Up Esc Esc 3 PgUp PgDn");
                    stage.layers.clear();
                }
            }
        }
    }
}

#[test]
fn fields_that_depend_on_the_method_come_and_go() {
    let mut stage = serving(Lang::Zh, (80, 24));
    insta::assert_snapshot!("serve_notice_zh", stage.screen());
    stage.lacks("签收人");
    stage.press("1");
    stage.shows("签收人");
    stage.lacks("见证人");
    stage.press("２");
    stage.shows("见证人");
    stage.lacks("签收人");
    let english = serving(Lang::En, (80, 24));
    insta::assert_snapshot!("serve_notice_en", english.screen());
    let narrow = serving(Lang::Zh, (40, 12));
    insta::assert_snapshot!("serve_notice_narrow", narrow.screen());
}

#[test]
fn dates_are_shown_whole_while_typed_short() {
    let mut stage = serving(Lang::Zh, (80, 24));
    stage.press("Tab");
    stage.type_text("３-5");
    stage.shows("2026-03-05 周四");
    stage.press("Ctrl-U");
    stage.type_text("+5w");
    stage.shows("2026-03-27 周五");
    stage.press("F4 Up Up Enter");
    stage.shows("2026-03-13 周五");
    stage.press("Ctrl-U");
    stage.type_text("32");
    stage.press("Tab");
    stage.shows("没有「32」这一天");
}

/// How many lines say only that the field above them must be filled in.
fn lacking(stage: &Stage) -> usize {
    stage.screen().lines().filter(|line| line.replace(['│', '|', ' '], "") == "必填").count()
}

#[test]
fn all_faults_stand_at_their_fields_at_once() {
    let mut stage = serving(Lang::Zh, (80, 24));
    stage.press("1 Ctrl-S");
    stage.shows("请改正标出的字段");
    assert_eq!(lacking(&stage), 2);
    // The cursor stands at the first of them.
    stage.type_text("18");
    assert_eq!(lacking(&stage), 1);
    // What only the act itself can judge stands at its field too.
    stage.press("Ctrl-U");
    stage.type_text("2-1");
    stage.press("Tab");
    stage.type_text("示例张三");
    stage.press("Ctrl-S");
    stage.shows("不能早于 2026-02-26");
}

#[test]
fn the_last_page_shows_what_will_happen_and_does_it() {
    let mut stage = serving(Lang::Zh, (80, 40));
    stage.press("1 Tab");
    stage.type_text("18");
    stage.press("Tab");
    stage.type_text("示例张三");
    stage.press("Ctrl-S");
    stage.shows("送达方式: 直接送达");
    stage.shows("送达日期: 2026-03-18 周三");
    stage.shows("[G61-2 ");
    stage.shows("送达回证");
    assert_eq!(stage.drafts().len(), 1);
    stage.press("Enter");
    assert!(stage.layers.is_empty());
    assert!(stage.drafts().is_empty());
    assert!(stage.cx.said().unwrap().get(Lang::Zh).contains("AJ-2026-0001"));
}

#[test]
fn a_refusal_keeps_the_requirements_in_sight_and_what_was_typed() {
    let mut stage = serving(Lang::Zh, (80, 24));
    stage.press("5 Tab");
    stage.type_text("18");
    for _ in 0..4 {
        stage.press("Tab");
        stage.type_text("示例文字");
    }
    stage.press("Ctrl-S");
    stage.shows("尚有要求未满足");
    stage.press("Enter");
    stage.shows("尚有要求未满足");
    stage.press("Esc");
    stage.shows("示例文字");
    assert_eq!(stage.drafts().len(), 1);
}

#[test]
fn what_is_typed_is_kept_as_a_draft_and_comes_back() {
    let mut stage = serving(Lang::Zh, (80, 24));
    stage.press("1 Tab");
    stage.type_text("18");
    stage.press("Tab");
    stage.type_text("示例");
    assert_eq!(stage.drafts()[0].fields["signer"], json!("示例"));
    // A kill: nothing is closed, nothing saved any more.
    stage.layers.clear();
    open(&mut stage, "serve-notice");
    stage.shows("的草稿");
    stage.shows("2026-03-18");
    stage.shows("示例");
    // Esc alone destroys nothing.
    stage.press("Esc Esc Esc");
    stage.shows("留作草稿");
    assert_eq!(stage.drafts().len(), 1);
    stage.press("1");
    assert!(stage.layers.is_empty());
    assert_eq!(stage.drafts().len(), 1);
    open(&mut stage, "serve-notice");
    stage.press("Esc 3");
    assert!(stage.layers.is_empty() && stage.drafts().is_empty());
    open(&mut stage, "serve-notice");
    stage.press("Esc");
    assert!(stage.layers.is_empty(), "untouched, it closes at once");
}

#[test]
fn two_clerks_see_both_versions_side_by_side() {
    for size in [(80, 24), (40, 16)] {
        let mut stage = Stage::new("wangmin", Lang::Zh, size);
        open(&mut stage, "amend-case");
        stage.press("Tab Ctrl-U");
        stage.type_text("示例来源甲");
        stage.press("Tab Tab");
        stage.type_text("示例更正");
        stage.done(
            forms_support::TODAY,
            "lina",
            "amend-case",
            json!({
                "case": "AJ-2026-0001", "source": "示例来源乙", "summary": "示例事实乙", "reason": "示例",
            }),
        );
        let mut top = stage.layers.pop().unwrap();
        top.refresh(&mut stage.cx);
        stage.push(top);
        stage.shows("他人修改");
        stage.press("Ctrl-S");
        stage.shows("(x) 我填的: 示例来源甲");
        stage.shows("( ) 现记录: 示例来源乙");
        // What was not touched here gives way by itself.
        stage.shows("(x) 现记录: 示例事实乙");
        stage.press("Right");
        stage.shows("(x) 现记录: 示例来源乙");
        stage.press("Left Enter");
        stage.shows("来源说明: 示例来源甲");
        stage.shows("涉嫌事实: 示例事实乙");
        stage.press("Enter");
        assert!(stage.layers.is_empty(), "{}", stage.screen());
        let (file, _) =
            anjuan::store::cases::file(&stage.cx.store, "AJ-2026-0001".parse().unwrap()).unwrap().unwrap();
        assert_eq!((file.source.as_str(), file.summary.as_str()), ("示例来源甲", "示例事实乙"));
    }
}

#[test]
fn the_actions_panel_explains_itself() {
    let mut stage = Stage::new("wangmin", Lang::Zh, (80, 30));
    let case = Subject::Record("AJ-2026-0001".parse().unwrap());
    let panel = actions::open(&stage.cx, spec::Subject::Case, case).unwrap();
    stage.push(panel);
    insta::assert_snapshot!("actions_zh", stage.screen());
    stage.press("F1");
    assert_eq!(stage.layers.len(), 2, "the article stands over the panel");
    stage.press("Esc");
    stage.press("N");
    assert!(stage.cx.said().unwrap().get(Lang::Zh).contains("审批"));
    stage.press("p");
    stage.shows("认定情形");
    let mut stage = Stage::new("wangmin", Lang::En, (80, 30));
    let panel = actions::open(&stage.cx, spec::Subject::Case, case).unwrap();
    stage.push(panel);
    insta::assert_snapshot!("actions_en", stage.screen());
    stage.press("2");
    assert!(!stage.screen().contains("Open now"));
}

#[test]
fn panels_hold_at_any_size() {
    for size in [(40, 12), (10, 4), (2, 2), (1, 1)] {
        for name in ["add-evidence", "open-case", "add-staff", "answer-complaint"] {
            let mut stage = Stage::new("wangmin", Lang::Zh, size);
            let (subject, key) = (spec(name).subject, key_of(spec(name)));
            let panel = actions::open(&stage.cx, subject, key).unwrap();
            stage.push(panel);
            stage.press("Down Down End Right Right Up PgUp Left Home PgDn");
        }
    }
}

#[test]
fn a_command_without_fields_goes_straight_to_its_last_page() {
    let mut stage = Stage::new("liuqiang", Lang::Zh, (80, 24));
    open(&mut stage, "approve-notice");
    stage.shows("尚有要求未满足");
    stage.press("Esc");
    assert!(stage.layers.is_empty());
}

#[test]
fn documents_are_read_as_they_stand() {
    let mut stage = Stage::new("wangmin", Lang::Zh, (80, 24));
    stage.issue_notice();
    let sheet = document::open(&stage.cx, "WS-2026-0001".parse().unwrap()).unwrap();
    stage.push(sheet);
    stage.shows("SHA-256");
    stage.press("PgDn End y");
    assert!(stage.cx.take_copied().unwrap().contains("石河子示例培训学校"));
    stage.press("Esc");
    assert!(stage.layers.is_empty());
    assert!(document::open(&stage.cx, "WS-2026-0099".parse().unwrap()).is_err());
}

#[test]
fn a_form_asks_which_record_it_is_about_where_nobody_said() {
    let mut stage = Stage::new("wangmin", Lang::Zh, (80, 24));
    let form = forms::open(&stage.cx, spec("log-call"), &Subject::Bureau(bureau()), Map::new(), None);
    stage.push(form);
    stage.type_text("shzsl");
    stage.shows("JG-00001 石河子示例培训学校");
    stage.press("Enter Tab");
    stage.type_text("示例问题");
    stage.press("Ctrl-S");
    assert!(stage.layers.is_empty(), "{}", stage.screen());
}

#[test]
fn people_are_picked_by_pinyin() {
    let mut stage = Stage::new("wangmin", Lang::Zh, (80, 24));
    open(&mut stage, "open-case");
    stage.press("2 Enter Enter 1 Enter");
    stage.type_text("示例线索");
    stage.press("Enter");
    stage.paste("示例事实\n第二行");
    stage.press("Tab");
    stage.type_text("lina");
    stage.press("Enter Ctrl-S");
    stage.shows("另一经办人: 示例李娜 (lina)");
    stage.press("Enter");
    assert!(stage.layers.is_empty(), "{}", stage.screen());
    assert!(stage.cx.said().unwrap().get(Lang::Zh).contains("AJ-"));
}
