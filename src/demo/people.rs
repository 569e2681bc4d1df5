//! The staff of the practice database: in each bureau two handlers, two approvers, a supervisor, an administrator,
//! an auditor; and the bureaus' contact lines.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::dice::Dice;
use super::names::{self, ITEMS, QUALIFICATIONS, TRADES};
use crate::commands::execute::Request;
use crate::commands::fault::Fault;
use crate::exchange::samples;
use crate::records::bureau::BureauId;
use crate::records::ids::StaffId;
use crate::records::staff::{Role, Staff};
use crate::store::{self, Store};
use crate::text::Lang;

/// Roles of the seven in a bureau, in the order of [`Team`].
const ROLES: [Role; 7] = [
    Role::Handler,
    Role::Handler,
    Role::Approver,
    Role::Approver,
    Role::Supervisor,
    Role::Administrator,
    Role::Auditor,
];

/// The people of the bureau at whose console one sits.
const HOME: [(&str, &str); 7] = [
    ("示例王敏", "wangmin"),
    ("示例李娜", "lina"),
    ("示例刘强", "liuqiang"),
    ("示例赵磊", "zhaolei"),
    ("示例陈静", "chenjing"),
    ("示例孙丽", "sunli"),
    ("示例周平", "zhouping"),
];

/// The bureau at whose console one sits: 第八师石河子市.
pub(super) fn home() -> BureauId {
    BureauId::division(8).unwrap_or(BureauId::CENTER)
}

/// The people of one bureau.
#[derive(Debug, Clone)]
pub(super) struct Team {
    pub bureau: BureauId,
    pub handlers: [Staff; 2],
    pub approvers: [Staff; 2],
    pub supervisor: Staff,
    pub administrator: Staff,
    auditor: Staff,
}

impl Team {
    /// Everybody, handlers first.
    pub fn everybody(&self) -> impl Iterator<Item = &Staff> {
        let rest = [&self.supervisor, &self.administrator, &self.auditor];
        self.handlers.iter().chain(&self.approvers).chain(rest)
    }
}

/// The teams of all bureaus, by the order of [`BureauId::all`], as they are to be. No row numbers yet.
pub(super) fn teams(seed: u64) -> Vec<Team> {
    let mut dice = Dice::new(seed, 1);
    let mut taken: BTreeSet<String> = HOME.iter().map(|(_, login)| (*login).to_owned()).collect();
    BureauId::all().map(|bureau| team(bureau, &mut dice, &mut taken)).collect()
}

fn team(bureau: BureauId, dice: &mut Dice, taken: &mut BTreeSet<String>) -> Team {
    let mut person = |at: usize| {
        let (name, login) = if bureau == home() {
            (HOME[at].0.to_owned(), HOME[at].1.to_owned())
        } else {
            fresh(dice, taken)
        };
        let mut roles = vec![ROLES[at]];
        // The second approver may also reopen closed cases.
        roles.extend((at == 3).then_some(Role::Reopener));
        Staff { id: StaffId(0), login, name, bureau, roles, active: true, version: 1 }
    };
    Team {
        bureau,
        handlers: [person(0), person(1)],
        approvers: [person(2), person(3)],
        supervisor: person(4),
        administrator: person(5),
        auditor: person(6),
    }
}

/// A person whose login nobody has.
fn fresh(dice: &mut Dice, taken: &mut BTreeSet<String>) -> (String, String) {
    loop {
        let (name, login) = names::person_with_login(dice);
        if taken.insert(login.clone()) {
            return (name, login);
        }
    }
}

/// The one account that no command can make: the first administrator, of the Corps bureau.
pub(super) fn first_administrator(store: &Store, teams: &[Team]) -> Result<Staff, Fault> {
    let Some(team) = teams.iter().find(|t| t.bureau == BureauId::CORPS) else {
        return Err(Fault::Io(crate::text::Text::new("没有兵团人社局", "there is no Corps bureau")));
    };
    store::staff::add(store, &team.administrator)?;
    Ok(team.administrator.clone())
}

/// What the first administrator enters: the other accounts, where the bureaus can be reached, the occupations.
pub(super) fn entries(teams: &[Team], first: &Staff) -> Vec<Request> {
    let accounts = teams.iter().flat_map(Team::everybody).filter(|s| s.login != first.login).map(|staff| {
        let fields = json!({
            "login": staff.login, "name": staff.name, "roles": staff.roles, "bureau": staff.bureau.code(),
        });
        Request::new("add-staff", fields)
    });
    let contacts = teams.iter().map(|team| {
        let fields = json!({ "contact": contact(team.bureau), "bureau": team.bureau.code() });
        Request::new("change-contact", fields)
    });
    let lists = [(TRADES, "classification"), (QUALIFICATIONS, "qualification"), (ITEMS, "special-items")];
    let occupations = lists.into_iter().flat_map(|(all, list)| {
        all.iter().map(move |(code, name, _)| {
            let fields = json!({ "code": code, "name": name, "list": list, "reference": "示例目录" });
            Request::new("record-occupation", fields)
        })
    });
    accounts.chain(contacts).chain(occupations).chain(violations()).collect()
}

/// The sample list of other violations, row by row.
fn violations() -> Vec<Request> {
    let mut sheet = csv::Reader::from_reader(samples::VIOLATIONS.as_bytes());
    let names = ["code", "words", "article", "measure", "reference"];
    let request = |row: csv::StringRecord| {
        let fields = names.iter().zip(row.iter()).map(|(name, value)| ((*name).to_owned(), value.into()));
        Request::new("record-violation", Value::Object(fields.collect()))
    };
    sheet.records().flatten().map(request).collect()
}

/// Where a bureau can be reached, as documents print it.
fn contact(bureau: BureauId) -> String {
    format!("{}, 电话 {}", address(bureau), phone(bureau))
}

/// Where a bureau is: 石河子市示例路8号.
pub(super) fn address(bureau: BureauId) -> String {
    let place = bureau.city().unwrap_or_else(|| bureau.label().get(Lang::Zh).to_owned());
    format!("{place}示例路{}号", place_of(bureau))
}

/// Its telephone: 0993-2000108.
pub(super) fn phone(bureau: BureauId) -> String {
    format!("0993-20001{:02}", place_of(bureau))
}

fn place_of(bureau: BureauId) -> usize {
    BureauId::all().position(|b| b == bureau).unwrap_or(0) + 1
}
