//! A small database of a few made-up records, the same every time: for pictures of screens and for acts.

use anjuan::commands::execute::{self, Request};
use anjuan::commands::scene::Moment;
use anjuan::console::context::Context;
use anjuan::console::driver::Driver;
use anjuan::console::theme::Look;
use anjuan::records::bureau::BureauId;
use anjuan::records::credit_code::CreditCode;
use anjuan::records::ids::StaffId;
use anjuan::records::staff::{Role, Staff};
use anjuan::store::about::{self, About};
use anjuan::store::{Store, staff};
use anjuan::text::Lang;
use serde_json::{Value, json};

const TODAY: &str = "2026-03-20";

pub struct Desk {
    folder: tempfile::TempDir,
}

fn moment(day: &str) -> Moment {
    Moment { at: format!("{day}T10:00:00+08:00").parse().unwrap(), today: day.parse().unwrap() }
}

impl Desk {
    /// Three agencies, one of them with a case whose time for a statement runs.
    pub fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        let store = Store::create(&desk.path()).unwrap();
        let bureau = BureauId::division(8).unwrap();
        let made_at = moment(TODAY).at;
        let about = About { practice: true, bureau, today: Some(TODAY.parse().unwrap()), made_at };
        about::establish(&store, &about).unwrap();
        for (login, name, role) in [
            ("wangmin", "示例王敏", Role::Handler),
            ("lina", "示例李娜", Role::Handler),
            ("liuqiang", "示例刘强", Role::Approver),
            ("sunli", "示例孙丽", Role::Administrator),
        ] {
            let (login, name, roles) = (login.into(), name.into(), vec![role]);
            let person = Staff { id: StaffId(0), login, name, bureau, roles, active: true, version: 1 };
            staff::add(&store, &person).unwrap();
        }
        for (name, code, kind, expires) in [
            ("石河子示例焊工学校", "52659001MA0000002Q", "social", "2026-04-10"),
            ("石河子示例化工技校", "52659001MA00000034", "school", "2028-09-14"),
            ("石河子示例电力有限公司", "91659001MA0000005X", "employer", "2027-03-14"),
        ] {
            desk.register(name, code, kind, expires);
        }
        desk.case();
        desk.done(
            "2026-03-19",
            "lina",
            "register-complaint",
            json!({
                "agency": "JG-00001", "channel": "phone", "received_on": "2026-03-18", "handler": "wangmin",
                "content": "示例: 反映收费与公示不一致", "complainant": "示例张三", "contact": "0993-2000009",
            }),
        );
        desk
    }

    fn register(&self, name: &str, code: &str, kind: &str, expires: &str) {
        let checked = CreditCode::parse(code).unwrap();
        let code = format!("{}{}", &code[..17], checked.expected);
        self.done(
            "2026-02-20",
            "wangmin",
            "register-agency",
            json!({
                "facts": {
                    "name": name, "kind": kind, "agency_code": null, "credit_code": code,
                    "legal_representative": "示例法人", "contact": "示例联系人", "phone": "0993-2000000",
                    "address": "第八师石河子市示例路1号", "bureau": "d08", "published_on": "2024-03-15",
                    "expires_on": expires, "note": "",
                    "scopes": [{"occupation": "6-99-02-01", "name": "示例工种·焊接", "levels": ["5", "4"]}]
                },
                "source": "示例台账",
            }),
        );
    }

    fn case(&self) {
        let case = "AJ-2026-0001";
        self.done(
            "2026-03-02",
            "wangmin",
            "open-case",
            json!({
                "agency": "JG-00001", "grounds": ["2"], "origin": "supervision", "source": "示例督导发现",
                "summary": "涉嫌超备案等级开展评价", "co_handlers": ["lina"],
            }),
        );
        self.done(
            "2026-03-03",
            "wangmin",
            "add-evidence",
            json!({
                "case": case, "kind": "inspection", "title": "现场笔录", "source": "示例督导组",
                "collector": "示例王敏", "collected_on": "2026-03-02",
            }),
        );
        self.done("2026-03-04", "wangmin", "propose-decision", json!({
            "case": case, "grounds": ["2"], "outcomes": ["warning"], "facts": "示例批次超备案等级评价38人",
            "reasons": "违反备案范围规定", "basis": "管理办法第十九条",
        }));
        self.done(
            "2026-03-05",
            "wangmin",
            "draft-notice",
            json!({
                "case": case, "place": "示例市示例路1号", "contact": "示例王敏 0993-2000001",
            }),
        );
        self.done("2026-03-06", "liuqiang", "approve-notice", json!({ "case": case }));
        self.done("2026-03-16", "wangmin", "issue-notice", json!({ "case": case }));
        self.done(
            "2026-03-18",
            "wangmin",
            "serve-notice",
            json!({
                "case": case, "acted_on": "2026-03-18", "method": "direct", "signer": "示例法人",
            }),
        );
    }

    fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("desk.db")
    }

    /// Another connection, as another clerk's process has one.
    pub fn store(&self) -> Store {
        Store::open(&self.path()).unwrap()
    }

    /// Does an act as somebody, on a day, from another process.
    pub fn done(&self, day: &str, login: &str, command: &str, fields: Value) {
        let mut store = self.store();
        let actor = staff::by_login(&store, login).unwrap().unwrap();
        execute::execute(&mut store, &actor, moment(day), &Request::new(command, fields))
            .unwrap_or_else(|fault| panic!("{command}: {:?}", fault.text()));
    }

    pub fn console(&self, login: &str, lang: Lang, ascii: bool, size: (u16, u16)) -> Driver {
        let store = self.store();
        let about = about::read(&store).unwrap();
        let actor = staff::by_login(&store, login).unwrap().unwrap();
        let cx = Context::new(store, about, actor, Look::new(lang, ascii), about.today);
        let mut driver = Driver::open(cx, size.0, size.1).unwrap();
        driver.settle();
        driver
    }
}
