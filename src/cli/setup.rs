//! `init` and `demo`: making a database, a real one or one for practice.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde_json::json;

use super::answer::Answer;
use super::output::progress_bar;
use super::session::moment_on;
use crate::commands::fault::Fault;
use crate::commands::office::accounts::check_login;
use crate::demo::{self, Options};
use crate::records::bureau::BureauId;
use crate::records::ids::StaffId;
use crate::records::staff::{Role, Staff};
use crate::say;
use crate::store::about::{self, About};
use crate::store::{self, Store, fresh};
use crate::text::clean::clean;
use crate::text::{Lang, Text};

/// Makes an empty real database with its first administrator.
///
/// # Errors
/// When the bureau isn't known, the login is no login, or the file is there.
pub fn init(path: &Path, bureau: &str, login: &str, name: &str) -> Result<Answer, Fault> {
    let bureau = BureauId::find(bureau).map_err(|e| Fault::field("bureau", e))?;
    check_login(login).map_err(|e| Fault::field("login", e))?;
    let name = clean(name).into_owned();
    if name.is_empty() || name.chars().count() > 60 {
        return Err(Fault::field("name", Text::new("姓名为 1 至 60 字", "a name has 1 to 60 characters")));
    }
    let first = Staff {
        id: StaffId(0),
        login: login.to_owned(),
        name,
        bureau,
        roles: vec![Role::Administrator],
        active: true,
        version: 1,
    };
    fresh::make_folder(path)?;
    fresh::make(path, |draft| {
        let store = Store::create(draft)?;
        let at = moment_on(None).at;
        about::establish(&store, &About { practice: false, bureau, today: None, made_at: at })?;
        store::staff::add(&store, &first)?;
        store::seals::seal_made(&store)
    })?;
    let shown = path.display().to_string();
    Ok(Answer::new(
        json!({ "ok": true, "file": shown, "bureau": bureau, "login": login }),
        vec![
            say!("已建库 {p}", "made {p}", p = shown),
            say!(
                "{b}, 管理员 {l}; 下一步: anjuan do add-staff 开户, anjuan import agencies 导入台账",
                "{b}, administrator {l}; next: anjuan do add-staff for accounts, anjuan import agencies for the ledger",
                b = bureau.label(),
                l = login
            ),
        ],
    ))
}

/// Where a practice database goes: the path given, or a new file of its own in the temporary folder.
///
/// # Errors
/// When there is no temporary folder.
pub fn practice_path(given: Option<&Path>) -> Result<PathBuf, Fault> {
    if let Some(path) = given {
        return Ok(path.to_owned());
    }
    let folder = tempfile::Builder::new().prefix("anjuan-demo-").tempdir().map_err(|e| {
        Fault::Io(say!("无法建临时目录: {e}", "cannot make a temporary folder: {e}", e = e.to_string()))
    })?;
    Ok(folder.keep().join("demo.db"))
}

/// Makes an empty practice database of the eighth division.
///
/// # Errors
/// When the file is there or can't be written.
pub fn practice(path: &Path, today: NaiveDate) -> Result<Store, Fault> {
    let bureau = BureauId::division(8).unwrap_or(BureauId::CORPS);
    let store = Store::create(path)?;
    let about = About { practice: true, bureau, today: Some(today), made_at: moment_on(Some(today)).at };
    about::establish(&store, &about)?;
    Ok(store)
}

/// Makes a practice database with its data, whole or not at all.
///
/// # Errors
/// When the file is there or can't be written, or the options are out of bounds.
pub fn demo(path: &Path, options: &Options, lang: Lang) -> Result<(), Fault> {
    fresh::make_folder(path)?;
    fresh::make(path, |draft| {
        let mut store = practice(draft, options.today)?;
        let bar = progress_bar(&Text::new("生成练习数据", "making practice data"), lang);
        let made = demo::make(&mut store, options, &mut |done, total| {
            bar.set_length(total as u64);
            bar.set_position(done as u64);
        });
        bar.finish_and_clear();
        made?;
        store::seals::seal_made(&store)?;
        Ok(())
    })
}
