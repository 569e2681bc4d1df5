//! Layers driven without a terminal: keys in, screen out; a database with a case ready for its notice.

use anjuan::commands::execute::{self, Request};
use anjuan::commands::scene::Moment;
use anjuan::console::context::Context;
use anjuan::console::keys::{Key, normalise};
use anjuan::console::layer::{Flow, Layer};
use anjuan::console::theme::Look;
use anjuan::records::bureau::BureauId;
use anjuan::records::ids::StaffId;
use anjuan::records::staff::{Role, Staff};
use anjuan::store::{self, Store, about::About};
use anjuan::text::Lang;
use chrono::NaiveDate;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Position;
use serde_json::{Value, json};

pub const TODAY: &str = "2026-03-20";

/// A stack of layers on a test terminal.
pub struct Stage {
    pub cx: Context,
    pub layers: Vec<Box<dyn Layer>>,
    terminal: Terminal<TestBackend>,
    pub cursor: Option<Position>,
    /// What was drawn last.
    shown: Buffer,
    folder: tempfile::TempDir,
}

pub fn bureau() -> BureauId {
    BureauId::division(8).unwrap()
}

fn moment(day: &str) -> Moment {
    let today: NaiveDate = day.parse().unwrap();
    let at = format!("{day}T10:00:00+08:00").parse().unwrap();
    Moment { at, today }
}

fn person(store: &Store, login: &str, name: &str, role: Role) {
    let staff = Staff {
        id: StaffId(0),
        login: login.into(),
        name: name.into(),
        bureau: bureau(),
        roles: vec![role],
        active: true,
        version: 1,
    };
    store::staff::add(store, &staff).unwrap();
}

impl Stage {
    /// A database with one agency and one case, at which the named person sits.
    pub fn new(login: &str, lang: Lang, size: (u16, u16)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::create(&folder.path().join("示例.db")).unwrap();
        let about = About { practice: true, bureau: bureau(), today: None, made_at: moment(TODAY).at };
        store::about::establish(&store, &about).unwrap();
        for (login, name, role) in [
            ("wangmin", "示例王敏", Role::Handler),
            ("lina", "示例李娜", Role::Handler),
            ("liuqiang", "示例刘强", Role::Approver),
            ("admin", "示例管理", Role::Administrator),
        ] {
            person(&store, login, name, role);
        }
        let actor = store::staff::by_login(&store, login).unwrap().unwrap();
        let look = Look::new(lang, true);
        let cx = Context::new(store, about, actor, look, Some(TODAY.parse().unwrap()));
        let terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
        let mut stage =
            Self { cx, layers: Vec::new(), terminal, cursor: None, shown: Buffer::default(), folder };
        stage.fill();
        stage
    }

    /// Another connection to the same database: another clerk.
    pub fn other(&self) -> Store {
        Store::open(&self.folder.path().join("示例.db")).unwrap()
    }

    fn fill(&mut self) {
        self.done("2026-02-24", "wangmin", "register-agency", json!({
            "facts": {
                "name": "石河子示例培训学校", "kind": "social", "agency_code": null,
                "credit_code": "52659001MA0000002Q", "legal_representative": "示例法人", "contact": "示例联系人",
                "phone": "0993-2000000", "address": "第八师石河子市示例路1号", "bureau": "d08",
                "published_on": "2025-09-15", "expires_on": "2028-09-14", "note": "",
                "scopes": [{"occupation": "6-99-02-01", "name": "示例工种·焊接", "levels": ["5", "4"]}]
            },
            "source": "示例台账",
        }));
        self.done("2026-02-24", "wangmin", "open-case", json!({
            "agency": "JG-00001", "grounds": ["2"], "origin": "supervision", "source": "示例督导发现", "summary": "涉嫌超备案等级开展评价",
            "co_handlers": ["lina"],
        }));
        self.done("2026-02-25", "wangmin", "register-complaint", json!({
            "agency": "JG-00001", "channel": "phone", "received_on": "2026-02-24", "content": "示例: 反映收费不实",
            "complainant": "示例张三",
        }));
        self.done("2026-02-25", "wangmin", "file-plan", json!({
            "agency": "JG-00001", "occupation": "6-99-02-01", "level": "5", "starts_on": "2026-04-08", "ends_on": "2026-04-08",
            "place": "示例考点", "applied": 20, "refused": 0, "admitted": 20, "sessions": 1, "largest_session": 20, "workstations": 20,
            "standard": "national", "paper": "corps", "staff": "示例考务组", "internal_supervisor": "示例督导甲",
        }));
    }

    /// Takes the case to where its notice is issued.
    pub fn issue_notice(&mut self) {
        let case = "AJ-2026-0001";
        self.done(
            "2026-02-24",
            "wangmin",
            "add-evidence",
            json!({
                "case": case, "kind": "inspection", "title": "现场笔录", "source": "示例督导组",
                "collector": "示例王敏", "collected_on": "2026-02-24",
            }),
        );
        self.done("2026-02-25", "wangmin", "propose-decision", json!({
            "case": case, "grounds": ["2"], "outcomes": ["warning"], "facts": "示例批次超备案等级评价38人",
            "reasons": "违反备案范围规定", "basis": "管理办法第十九条",
        }));
        self.done(
            "2026-02-26",
            "wangmin",
            "draft-notice",
            json!({
                "case": case, "place": "示例市示例路1号", "contact": "示例王敏 0993-2000001",
            }),
        );
        self.done("2026-02-26", "liuqiang", "approve-notice", json!({ "case": case }));
        self.done("2026-02-26", "wangmin", "issue-notice", json!({ "case": case }));
    }

    /// Does an act as somebody, on a day.
    pub fn done(&mut self, day: &str, login: &str, command: &str, fields: Value) {
        let mut store = self.other();
        let actor = store::staff::by_login(&store, login).unwrap().unwrap();
        execute::execute(&mut store, &actor, moment(day), &Request::new(command, fields)).unwrap();
    }

    pub fn push(&mut self, layer: Box<dyn Layer>) {
        self.layers.push(layer);
        self.draw();
    }

    /// Presses keys by name as one burst, drawn after each all the same.
    pub fn press(&mut self, names: &str) {
        for name in names.split_whitespace() {
            self.key(name.parse().unwrap());
        }
        self.settle();
        self.draw();
    }

    pub fn type_text(&mut self, text: &str) {
        for c in text.chars() {
            self.key(Key::char(c));
        }
        self.settle();
        self.draw();
    }

    pub fn paste(&mut self, text: &str) {
        let Some(top) = self.layers.last_mut() else { return };
        top.paste(text, &mut self.cx);
        self.settle();
        self.draw();
    }

    fn key(&mut self, key: Key) {
        let Some(top) = self.layers.last_mut() else { return };
        let key = normalise(key, top.in_text());
        match top.handle(key, &mut self.cx) {
            Flow::Close => drop(self.layers.pop()),
            Flow::Push(layer) => self.layers.push(layer),
            Flow::Replace(layer) | Flow::Go(layer) => {
                self.layers.pop();
                self.layers.push(layer);
            }
            Flow::Ignored | Flow::Handled | Flow::Resend(_) | Flow::Quit => {}
        }
        self.draw();
    }

    /// No key is waiting.
    fn settle(&mut self) {
        if let Some(top) = self.layers.last_mut() {
            top.settle(&mut self.cx);
        }
    }

    pub fn draw(&mut self) {
        let (cx, top, mut cursor) = (&self.cx, self.layers.last_mut(), None);
        let shown = &mut self.shown;
        let Some(top) = top else { return };
        let _ = top.bindings(cx);
        self.terminal
            .draw(|frame| {
                let area = frame.area();
                cursor = top.draw(frame, area, cx);
                *shown = frame.buffer_mut().clone();
            })
            .unwrap();
        self.cursor = cursor;
        let buffer = &self.shown;
        if let Some(at) = cursor {
            assert!(buffer.area.contains(at), "the cursor is on the screen: {at}");
        }
        let half = |at: Position| {
            buffer[at].cell_width() > 1
                && (at.x + 1 >= buffer.area.right() || buffer[(at.x + 1, at.y)].symbol() != " ")
        };
        assert!(!buffer.area.positions().any(half), "no half of a wide character");
    }

    pub fn screen(&self) -> String {
        let buffer = &self.shown;
        let mut rows = Vec::new();
        for y in 0..buffer.area.height {
            let (mut line, mut x) = (String::new(), 0);
            while x < buffer.area.width {
                let cell = &buffer[(x, y)];
                line.push_str(cell.symbol());
                x += cell.cell_width().max(1);
            }
            rows.push(line.trim_end().to_owned());
        }
        rows.join("\n")
    }

    #[track_caller]
    pub fn shows(&self, text: &str) {
        assert!(self.screen().contains(text), "{text:?} is not on the screen:\n{}", self.screen());
    }

    #[track_caller]
    pub fn lacks(&self, text: &str) {
        assert!(!self.screen().contains(text), "{text:?} is on the screen:\n{}", self.screen());
    }

    /// The drafts of who sits here.
    pub fn drafts(&self) -> Vec<store::drafts::Draft> {
        store::drafts::of_staff(&self.cx.store, self.cx.actor.id).unwrap()
    }
}
