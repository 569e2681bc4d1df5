//! A practice database, made once for each day and seed, and a console over a copy of it.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anjuan::console::context::Context;
use anjuan::console::driver::Driver;
use anjuan::console::theme::Look;
use anjuan::demo::{self, Options};
use anjuan::records::bureau::BureauId;
use anjuan::records::staff::Staff;
use anjuan::store::{Store, about, staff};
use anjuan::text::Lang;
use chrono::NaiveDate;

/// The day of the practice data.
pub fn today() -> NaiveDate {
    "2026-03-20".parse().unwrap()
}

/// A practice database in a folder of its own.
pub struct Practice {
    folder: tempfile::TempDir,
}

/// The original that every test copies: making one takes a while.
fn original() -> &'static Path {
    static MADE: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("practice.db");
        let mut store = Store::create(&path).unwrap();
        let about = about::About {
            practice: true,
            bureau: BureauId::division(8).unwrap(),
            today: Some(today()),
            made_at: "2026-03-20T09:00:00+08:00".parse().unwrap(),
        };
        about::establish(&store, &about).unwrap();
        let options = Options { seed: 7, agencies: 240, today: today() };
        demo::make(&mut store, &options, &mut |_, _| {}).unwrap_or_else(|f| panic!("{:?}", f.text()));
        drop(store);
        (folder, path)
    });
    path
}

impl Practice {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let original = original();
        for name in ["practice.db", "practice.db-wal"] {
            let from = original.with_file_name(name);
            if from.exists() {
                std::fs::copy(&from, folder.path().join(name)).unwrap();
            }
        }
        Self { folder }
    }

    /// The file.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("practice.db")
    }

    /// Another connection, as another process has one.
    pub fn store(&self) -> Store {
        Store::open(&self.path()).unwrap()
    }

    pub fn staff(&self, login: &str) -> Staff {
        staff::by_login(&self.store(), login).unwrap().unwrap()
    }

    /// A console for somebody.
    pub fn console(&self, login: &str, lang: Lang, ascii: bool, size: (u16, u16)) -> Driver {
        let store = self.store();
        let about = about::read(&store).unwrap();
        let cx = Context::new(store, about, self.staff(login), Look::new(lang, ascii), Some(today()));
        let mut driver = Driver::open(cx, size.0, size.1).unwrap();
        driver.settle();
        driver
    }
}
