//! Accounts of staff (账户): adding one, changing its roles, closing it.

use serde_json::{Map, Value};

use super::named_bureau;
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::{Account, Line};
use crate::commands::scene::{Office, Scene};
use crate::commands::spec::{ADMINISTRATOR, From, Group, Subject};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::bureau::BureauId;
use crate::records::ids::StaffId;
use crate::records::staff::{Role, Staff};
use crate::say;
use crate::store::{Sql, cases, staff};
use crate::text::Text;

command! {
    /// 新增账户
    AddStaff "add-staff" ["新增账户", "add an account"] {
        login: Line = ["登录名", "Login"] hint ["小写字母、数字、- 和 _", "small letters, digits, - and _"];
        name: Line = ["姓名", "Name"];
        roles: Vec<Role> = ["角色", "Roles"] hint ["管理员不兼其他角色", "an administrator has no other role"];
        bureau: Option<BureauId> = ["单位", "Bureau"] hint ["留空为本局", "the own bureau when empty"];
    }
    help: ["给工作人员开账户", "gives a staff member an account"],
    key: 'a',
    group: Group::Administration,
    subject: Subject::Bureau,
    who: ADMINISTRATOR,
    from: From::Any,
    rules: &[RuleId::H1_1],
    issues: None,
}

/// An administrator decides no case: no other role beside it (H1-1).
fn apart(roles: &[Role]) -> Requirement {
    Requirement::when(
        RuleId::H1_1,
        roles.len() == 1 || !roles.contains(&Role::Administrator),
        Text::new("管理与办案分开", "administration is apart from cases"),
        Text::new("管理员不能兼其他角色", "an administrator has no other role"),
        Mend::Somebody(Text::new("另开一个账户", "use another account")),
    )
}

/// Checks a login: 1 to 32 small letters, digits, `-`, `_`, beginning with a letter.
///
/// # Errors
/// What it should look like.
pub fn check_login(login: &str) -> Result<(), Text> {
    let fine = login.len() <= 32
        && login.starts_with(|c: char| c.is_ascii_lowercase())
        && login.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_');
    if fine {
        return Ok(());
    }
    Err(Text::new(
        "登录名以小写字母开头, 只用小写字母、数字、- 和 _, 不超过 32 个",
        "a login begins with a small letter and has small letters, digits, - and _, 32 at most",
    ))
}

impl Command for AddStaff {
    type Facts = Office;

    fn judge(_: &Scene<Office>, input: Option<&Self>) -> Vec<Requirement> {
        input.map(|i| apart(&i.roles)).into_iter().collect()
    }

    fn apply(&self, scene: &Scene<Office>, sql: &dyn Sql) -> Result<Done, Fault> {
        check_login(&self.login.0).map_err(|e| Fault::field("login", e))?;
        if staff::by_login(sql, &self.login.0)?.is_some() {
            return Err(Fault::field(
                "login",
                say!("登录名 {l} 已有人使用", "login {l} is taken", l = self.login.0),
            ));
        }
        staff::add(
            sql,
            &Staff {
                id: StaffId(0),
                login: self.login.0.clone(),
                name: self.name.0.clone(),
                bureau: scene.facts.0,
                roles: self.roles.clone(),
                active: true,
                version: 1,
            },
        )?;
        Ok(Done::default().with("login", self.login.0.clone()))
    }

    fn office(fields: &Map<String, Value>, actor: &Staff) -> BureauId {
        named_bureau(fields, actor)
    }
}

command! {
    /// 变更账户
    ChangeStaff "change-staff" ["变更账户", "change an account"] {
        login: Account = ["登录名", "Login"];
        roles: Option<Vec<Role>> = ["角色", "Roles"];
        close: Option<bool> = ["停用", "Close the account"]
            hint ["「否」重新启用", "'no' opens it again"];
        bureau: Option<BureauId> = ["单位", "Bureau"];
        reason: Line = ["原因", "Reason"];
    }
    help: ["变更角色或停用账户, 写明原因", "changes the roles or closes the account, with the reason"],
    key: 'b',
    group: Group::Administration,
    subject: Subject::Bureau,
    who: ADMINISTRATOR,
    from: From::Any,
    rules: &[RuleId::H1_1],
    issues: None,
}

impl Command for ChangeStaff {
    type Facts = Office;

    fn judge(_: &Scene<Office>, input: Option<&Self>) -> Vec<Requirement> {
        input.and_then(|i| i.roles.as_deref()).map(apart).into_iter().collect()
    }

    fn apply(&self, scene: &Scene<Office>, sql: &dyn Sql) -> Result<Done, Fault> {
        let mut person =
            staff::by_login(sql, &self.login.0)?.filter(|s| s.bureau == scene.facts.0).ok_or_else(|| {
                Fault::field("login", Text::new("不是该单位的账户", "no account of that bureau"))
            })?;
        let closes = self.close == Some(true);
        let leaves = closes || self.roles.as_ref().is_some_and(|r| !r.contains(&Role::Administrator));
        if person.is(Role::Administrator) && leaves {
            let others = staff::all(sql, Some(person.bureau))?
                .into_iter()
                .any(|s| s.active && s.is(Role::Administrator) && s.id != person.id);
            if !others {
                return Err(Fault::field(
                    "login",
                    Text::new("最后一名管理员不能停用或改任", "the last administrator stays one"),
                ));
            }
        }
        if let Some(roles) = &self.roles {
            person.roles.clone_from(roles);
        }
        if let Some(close) = self.close {
            person.active = !close;
        }
        staff::change(sql, &person)?;
        // What stops with the account is told at once: others are to take it over.
        let open = if person.active && person.is(Role::Handler) {
            Vec::new()
        } else {
            cases::open_of_handler(sql, person.id)?
        };
        let done = Done::default().with("login", person.login);
        match open.is_empty() {
            true => Ok(done),
            false => {
                let numbers: Vec<String> = open.iter().map(ToString::to_string).collect();
                Ok(done.with("open_cases", numbers.join(" ")))
            }
        }
    }

    fn office(fields: &Map<String, Value>, actor: &Staff) -> BureauId {
        named_bureau(fields, actor)
    }
}
