//! Scenario files for tests: where they are, who is in them, and playing one.

use std::io::BufReader;
use std::path::{Path, PathBuf};

use anjuan::cli::run::run;
use anjuan::cli::session::Session;
use anjuan::cli::setup::practice;
use anjuan::records::bureau::BureauId;
use anjuan::records::ids::StaffId;
use anjuan::records::staff::{Role, Staff};
use anjuan::store::{self, Store};
use anjuan::text::Lang;

fn person(store: &Store, login: &str, division: u8, role: Role) -> Staff {
    let staff = Staff {
        id: StaffId(0),
        login: login.to_owned(),
        name: format!("示例{login}"),
        bureau: BureauId::division(division).unwrap(),
        roles: vec![role],
        active: true,
        version: 1,
    };
    store::staff::add(store, &staff).unwrap();
    staff
}

/// A database with the people of the scenarios.
pub fn session(folder: &Path) -> Session {
    let store = practice(&folder.join("s.db"), "2026-03-02".parse().unwrap()).unwrap();
    let actor = person(&store, "wangmin", 8, Role::Handler);
    for (login, division, role) in [
        ("lina", 8, Role::Handler),
        ("sunli", 8, Role::Handler),
        ("liuqiang", 8, Role::Approver),
        ("zhaolei", 8, Role::Approver),
        ("admin", 8, Role::Administrator),
        ("fengjie", 6, Role::Handler),
        ("admin6", 6, Role::Administrator),
    ] {
        person(&store, login, division, role);
    }
    for (login, bureau) in
        [("center", BureauId::CENTER), ("center2", BureauId::CENTER), ("corps", BureauId::CORPS)]
    {
        let staff = Staff { bureau, ..person(&store, &format!("{login}-of-8"), 8, Role::Approver) };
        store::staff::add(&store, &Staff { login: login.to_owned(), ..staff }).unwrap();
    }
    let people = [("corps2", Role::Approver), ("corpsha", Role::Handler), ("corpsadm", Role::Administrator)];
    for (login, role) in people {
        let staff = Staff { bureau: BureauId::CORPS, ..person(&store, &format!("{login}-of-8"), 8, role) };
        store::staff::add(&store, &Staff { login: login.to_owned(), ..staff }).unwrap();
    }
    for bureau in BureauId::all() {
        store::about::set_contact(&store, bureau, "示例路 1 号, 电话 0993-2000000").unwrap();
    }
    let about = store::about::read(&store).unwrap();
    Session { store, about, actor, today: None }
}

/// The scenario files.
pub fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// A scenario file played to its end, or until before the first line that contains a text.
pub fn played(folder: &Path, name: &str, until: Option<&str>) -> Session {
    let mut session = session(folder);
    let file = files().into_iter().find(|f| f.ends_with(name)).unwrap();
    let text = std::fs::read_to_string(file).unwrap();
    let text = text
        .lines()
        .take_while(|line| until.is_none_or(|stop| !line.contains(stop)))
        .collect::<Vec<_>>()
        .join("\n");
    run(&mut session, BufReader::new(text.as_bytes()), false, Lang::En, &mut |_| {}).unwrap();
    session
}
