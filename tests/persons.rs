//! A person as the subject of a case: masked wherever they are shown, in the clear on paper alone, and each time that is on record.

#[path = "support/scenario.rs"]
mod scenario;

use std::path::Path;

use anjuan::cli::session::Session;
use anjuan::cli::show;
use anjuan::commands::case_file;
use anjuan::commands::execute::{Reply, Request, execute};
use anjuan::commands::explain::explain;
use anjuan::commands::fault::Fault;
use anjuan::commands::printing::{self, Destination};
use anjuan::commands::scene::Key;
use anjuan::commands::spec::Subject;
use anjuan::console::context::Context;
use anjuan::console::driver::Driver;
use anjuan::console::theme::Look;
use anjuan::exchange::whole::Existing;
use anjuan::law::rules::RuleId;
use anjuan::records::ids::RecordNo;
use anjuan::records::staff::Staff;
use anjuan::store::lists::{self, ListKind, Query, Step};
use anjuan::store::{self, audit};
use anjuan::text::{Lang, Text};
use serde_json::{Value, json};

/// What nobody sees who didn't have it shown.
const CLEAR: [&str; 8] = [
    "示例考生甲",
    "示例考生丁",
    "11010519491231002X",
    "示例市示例路",
    "示例职员乙",
    "440524188001010014",
    "示例投诉人丙",
    "2000009",
];

fn hides(told: &str) {
    for word in CLEAR {
        assert!(!told.contains(word), "{word} stands in\n{told}");
    }
}

fn staff(session: &Session, login: &str) -> Staff {
    store::staff::by_login(&session.store, login).unwrap().unwrap()
}

/// The first case about a person.
fn case(session: &Session) -> RecordNo {
    let query = Query::new(ListKind::Cases, session.actor.bureau);
    let rows = lists::window(&session.store, &query, None, Step::After, 9).unwrap();
    rows.iter()
        .filter(|row| row.person.is_some())
        .filter_map(|row| row.no)
        .min_by_key(|no| no.serial)
        .unwrap()
}

/// How often the person was shown, by the case's history.
fn shown(session: &Session, case: RecordNo) -> usize {
    let history = audit::history(&session.store, &case.to_string(), i64::MAX, i64::MAX).unwrap();
    history.iter().filter(|entry| entry.command == "reveal-person").count()
}

#[test]
fn the_person_is_masked_wherever_the_case_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let session = scenario::played(folder.path(), "persons.jsonl", None);
    let moment = session.moment();
    for kind in [
        ListKind::Cases,
        ListKind::Documents,
        ListKind::ToServe,
        ListKind::Deadlines,
        ListKind::Complaints,
        ListKind::Audit,
    ] {
        let query = Query::new(kind, session.actor.bureau);
        for row in lists::window(&session.store, &query, None, Step::After, 500).unwrap() {
            hides(&serde_json::to_string(&row).unwrap());
            let Some(no) = row.no else { continue };
            let told = show::show(&session.store, &session.actor, moment, &no.to_string()).unwrap();
            hides(&told.json.to_string());
            hides(Text::joined_lines(&told.text).get(Lang::Zh));
            hides(Text::joined_lines(&told.text).get(Lang::En));
        }
    }
    let person = Query::new(ListKind::Cases, session.actor.bureau);
    let rows = lists::window(&session.store, &person, None, Step::After, 9).unwrap();
    let named: Vec<_> = rows.iter().map(|row| row.party().get(Lang::Zh).to_owned()).collect();
    assert!(named.iter().any(|name| name == "参评人员 示＊＊＊＊ (石河子示例人员学校1)"), "{named:?}");
}

#[test]
fn what_leaves_in_the_clear_is_on_record_and_for_few() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = scenario::played(folder.path(), "persons.jsonl", None);
    let (case, moment) = (case(&session), session.moment());
    let (file, _) = store::cases::file(&session.store, case).unwrap().unwrap();
    let notice = file.documents.iter().find(|d| d.issued_on.is_some()).unwrap().no;
    let before = shown(&session, case);
    for login in ["sunli", "admin"] {
        let actor = staff(&session, login);
        let path = folder.path().join(format!("{login}.txt"));
        let paper = printing::read(&session.store, &actor, moment, notice).unwrap();
        let to = Destination::File(path.clone(), Existing::Keep);
        let refused = printing::send(&mut session.store, &actor, moment, &paper, &to);
        let by_rule =
            matches!(&refused, Err(Fault::Refused(all)) if all.iter().any(|r| r.rule == RuleId::H4_1));
        assert!(by_rule || matches!(refused, Err(Fault::NotPermitted(_))), "{login}: {refused:?}");
        let bundle = case_file::export(&mut session.store, &actor, moment, case, (&path, Existing::Keep));
        assert!(bundle.is_err() && !path.exists(), "{login}");
    }
    assert_eq!(shown(&session, case), before);
    let actor = staff(&session, "lina");
    let path = folder.path().join("notice.txt");
    let paper = printing::read(&session.store, &actor, moment, notice).unwrap();
    printing::send(
        &mut session.store,
        &actor,
        moment,
        &paper,
        &Destination::File(path.clone(), Existing::Keep),
    )
    .unwrap();
    let text = std::fs::read_to_string(path).unwrap();
    for words in ["示例考生甲：", "身份证件号码：11010519491231002X", "参评人员", "第二十六条", "你对上述"]
    {
        assert!(text.replace(['\n', '　'], "").contains(words), "{words}\n{text}");
    }
    assert!(!text.contains("你单位") && !text.contains("法定代表人"), "{text}");
    assert_eq!(shown(&session, case), before + 1);
    let to = folder.path().join("case.zip");
    case_file::export(&mut session.store, &actor, moment, case, (&to, Existing::Keep)).unwrap();
    assert!(case_file::verify(&to).unwrap().faults.is_empty());
    assert_eq!(shown(&session, case), before + 2);
}

/// The console of somebody, at a size.
fn console(path: &Path, login: &str, lang: Lang) -> Driver {
    let store = store::Store::open(path).unwrap();
    let about = store::about::read(&store).unwrap();
    let actor = store::staff::by_login(&store, login).unwrap().unwrap();
    let today = about.today;
    let mut driver =
        Driver::open(Context::new(store, about, actor, Look::new(lang, false), today), 80, 24).unwrap();
    driver.settle();
    driver
}

#[test]
fn the_console_shows_the_person_to_who_asks_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let session = scenario::played(folder.path(), "persons.jsonl", Some("# A slip in the name"));
    let case = case(&session);
    let before = shown(&session, case);
    let path = folder.path().join("s.db");
    for (lang, name) in [(Lang::Zh, "姓名: 示例考生甲"), (Lang::En, "name: 示例考生甲")] {
        let mut driver = console(&path, "wangmin", lang);
        driver.press("5").unwrap();
        hides(&driver.screen());
        driver.press("Enter").unwrap();
        assert!(driver.screen().contains("示＊＊＊＊"), "{}", driver.screen());
        for keys in ["v", "Esc t", "Esc a"] {
            driver.press(keys).unwrap();
            hides(&driver.screen());
        }
        driver.press("Esc *").unwrap();
        driver.type_text("示例: 核对");
        driver.press("Ctrl-S").unwrap();
        driver.press("Enter").unwrap();
        assert!(driver.screen().contains(name), "{}", driver.screen());
        driver.press("Esc").unwrap();
        hides(&driver.screen());
    }
    assert_eq!(shown(&session, case), before + 2);
    // Who neither handles the case nor approves is told so, and no form opens.
    let mut driver = console(&path, "sunli", Lang::En);
    driver.press("5 Enter *").unwrap();
    assert!(driver.screen().contains("for the handlers of the case"), "{}", driver.screen());
    assert_eq!(shown(&session, case), before + 2);
}

/// An act of somebody, which goes through.
fn done(session: &mut Session, login: &str, name: &str, fields: Value) -> Reply {
    let (actor, moment) = (staff(session, login), session.moment());
    let request = Request::new(name, fields);
    execute(&mut session.store, &actor, moment, &request)
        .unwrap_or_else(|fault| panic!("{name}: {:?}", fault.text()))
}

#[test]
fn what_somebody_agreed_to_binds_nobody_who_takes_their_place() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = scenario::played(folder.path(), "persons.jsonl", Some("# The twelve grounds"));
    let case = case(&session);
    let consent = json!({ "case": case, "address": "Shili@mail.test", "reference": "示例确认书", "consented_on": "2026-03-02" });
    done(&mut session, "wangmin", "record-electronic-consent", consent);
    let (file, _) = store::cases::file(&session.store, case).unwrap().unwrap();
    assert!(file.consent().is_some());
    // Said in other words and letters it is masked too, to whoever reads.
    let evidence = json!({ "case": case, "kind": "documentary", "title": "示例考生 甲(11010519491231002x)的准考证",
        "source": "shili@MAIL.test", "collector": "示例", "collected_on": "2026-03-02" });
    done(&mut session, "wangmin", "add-evidence", evidence);
    let told = show::show(&session.store, &session.actor, session.moment(), &case.to_string()).unwrap();
    let all = told.json.to_string() + Text::joined_lines(&told.text).get(Lang::Zh);
    for word in ["考生 甲", "31002x", "shili@MAIL", "Shili@mail"] {
        assert!(!all.contains(word), "{word}: {all}");
    }
    let other = json!({ "case": case, "role": "candidate", "name": "示例考生戊", "number": "E7654321",
        "address": "示例市示例路5号", "reason": "示例: 认错人" });
    done(&mut session, "wangmin", "correct-person", other);
    let (file, _) = store::cases::file(&session.store, case).unwrap().unwrap();
    assert!(file.consent().is_none(), "{:?}", file.consents);
    // The one before stays masked in what was written of them, the new one in the history before.
    let told = show::show(&session.store, &session.actor, session.moment(), &case.to_string()).unwrap();
    assert!(!told.json.to_string().contains("考生 甲") && !told.json.to_string().contains("考生戊"));
}

#[test]
fn the_contents_of_the_file_and_what_is_judged_name_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = scenario::played(folder.path(), "persons.jsonl", Some("# The twelve grounds"));
    let case = case(&session);
    for (name, fields) in [
        (
            "record-electronic-consent",
            json!({ "case": case, "address": "shili@mail.test", "reference": "示例确认书", "consented_on": "2026-03-02" }),
        ),
        (
            "add-evidence",
            json!({ "case": case, "kind": "documentary", "title": "示例考生甲的准考证", "source": "示例", "collector": "示例", "collected_on": "2026-03-02" }),
        ),
    ] {
        done(&mut session, "wangmin", name, fields);
    }
    for login in ["wangmin", "sunli"] {
        let (actor, moment) = (staff(&session, login), session.moment());
        let actions = explain(&session.store, &actor, moment, Subject::Case, &Key::Record(case)).unwrap();
        for action in &actions {
            let told: Vec<Text> = action.requirements.iter().map(|r| r.text.clone()).collect();
            let told = format!("{:?} {:?}", Text::joined_lines(&told), action.prefill);
            assert!(!told.contains("shili@mail.test"), "{}: {told}", action.spec.name);
            hides(&told);
        }
    }
    let mut driver = console(&folder.path().join("s.db"), "sunli", Lang::Zh);
    driver.press("5 Enter F7").unwrap();
    assert!(driver.screen().contains("的准考证"), "{}", driver.screen());
    hides(&driver.screen());
}
