//! A session of the command line: which database, who acts, on which day. Made-up days and actors are for practice.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use etcetera::BaseStrategy;

use super::args::Args;
use crate::commands::fault::Fault;
use crate::commands::scene::Moment;
use crate::console::context::bureau_time;
use crate::records::staff::{Role, Staff};
use crate::say;
use crate::store::about::About;
use crate::store::{self, Store};
use crate::text::Text;

/// An open database and who acts on it.
#[derive(Debug)]
pub struct Session {
    /// The database.
    pub store: Store,
    /// What it is.
    pub about: About,
    /// Who acts.
    pub actor: Staff,
    /// The made-up day of a practice database.
    pub today: Option<NaiveDate>,
}

impl Session {
    /// Opens the database of the call.
    ///
    /// # Errors
    /// When it isn't there or isn't ours, nobody by this login has an account, or a made-up day or actor is asked
    /// of a real database.
    pub fn open(args: &Args, seat: Option<&str>) -> Result<Self, Fault> {
        let store = Store::open(&database_path(args)?)?;
        let about = store::about::read(&store)?;
        if !about.practice && (args.today.is_some() || args.actor.is_some()) {
            return Err(real());
        }
        let actor = match args.actor.as_deref().or(seat) {
            Some(login) => by_login(&store, login)?,
            None if about.practice => first_account(&store, &about)?,
            None => by_login(&store, &system_login()?)?,
        };
        Ok(Self { store, about, actor, today: args.today.or(about.today) })
    }

    /// The moment of an act done now.
    #[must_use]
    pub fn moment(&self) -> Moment {
        moment_on(self.today)
    }
}

/// Now, or now on a made-up day.
#[must_use]
pub fn moment_on(today: Option<NaiveDate>) -> Moment {
    Moment::at(bureau_time(), today)
}

/// What is said where a real database gets a made-up day or actor.
#[must_use]
pub fn real() -> Fault {
    Fault::NotPermitted(Text::new(
        "这是正式库: 日期和操作人不能另行指定, 只有练习库可以",
        "this is a real database: day and actor can't be made up, only a practice database takes them",
    ))
}

/// Where the database of a call is: `--db` or `ANJUAN_DB`, else under the XDG data folder.
///
/// # Errors
/// When there is no home folder.
pub fn database_path(args: &Args) -> Result<PathBuf, Fault> {
    if let Some(path) = args.database() {
        return Ok(path);
    }
    let folders = etcetera::base_strategy::choose_base_strategy().map_err(|_| {
        Fault::Io(Text::new(
            "找不到用户主目录; 请用 --db 指明数据库",
            "there is no home folder: name the database by --db",
        ))
    })?;
    Ok(folders.data_dir().join("anjuan").join("anjuan.db"))
}

/// Whether the database of the call is there.
///
/// # Errors
/// As [`database_path`].
pub fn is_there(args: &Args) -> Result<bool, Fault> {
    Ok(Path::exists(&database_path(args)?))
}

/// The login of the operating system's user.
///
/// # Errors
/// When the system doesn't know it.
pub fn system_login() -> Result<String, Fault> {
    nix::unistd::User::from_uid(nix::unistd::getuid()).ok().flatten().map(|user| user.name).ok_or_else(|| {
        Fault::NotPermitted(Text::new("无法确认系统用户", "the system does not know this user"))
    })
}

fn by_login(store: &Store, login: &str) -> Result<Staff, Fault> {
    match store::staff::by_login(store, login)? {
        Some(staff) if staff.active => Ok(staff),
        Some(_) => Err(Fault::NotPermitted(say!("账户 {l} 已停用", "account {l} is closed", l = login))),
        None => Err(Fault::NotPermitted(say!(
            "{l} 在本库没有账户; 请管理员用 add-staff 开户",
            "{l} has no account in this database: an administrator adds one by add-staff",
            l = login
        ))),
    }
}

/// Who sits at a practice database when nobody is named: its bureau's first handler.
fn first_account(store: &Store, about: &About) -> Result<Staff, Fault> {
    let mut staff = store::staff::all(store, Some(about.bureau))?;
    staff.retain(|s| s.active);
    staff.sort_by_key(|s| (!s.is(Role::Handler), s.id));
    staff.into_iter().next().ok_or_else(|| {
        Fault::NotPermitted(Text::new("练习库里没有账户", "the practice database has no account"))
    })
}
