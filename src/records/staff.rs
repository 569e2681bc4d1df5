//! Staff of the bureaus (人员) and what they may be.

use serde::{Deserialize, Serialize};

use super::bureau::BureauId;
use super::ids::StaffId;

crate::word_enum! {
    /// A role (角色). Somebody may have several, but an administrator no other: they decide no case.
    Role, "角色", "role" {
        /// 经办
        Handler = "handler", "经办", "handler";
        /// 审批
        Approver = "approver", "审批", "approver";
        /// 督导
        Supervisor = "supervisor", "督导", "supervisor";
        /// 审计, read-only
        Auditor = "auditor", "审计", "auditor";
        /// 重开: reopening closed cases is a right of its own
        Reopener = "reopener", "重开", "reopener";
        /// 管理
        Administrator = "administrator", "管理", "administrator";
    }
}

/// An account (账户): a person of one bureau.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    /// Row.
    #[serde(skip, default = "nobody")]
    pub id: StaffId,
    /// Login name: the operating system's, or the one the forced command names.
    pub login: String,
    /// Name of the person.
    pub name: String,
    /// The bureau the person works for.
    pub bureau: BureauId,
    /// Roles, at least one.
    pub roles: Vec<Role>,
    /// Whether the account may still be used.
    pub active: bool,
    /// Version, from 1.
    pub version: i64,
}

const fn nobody() -> StaffId {
    StaffId(0)
}

impl Staff {
    /// Whether the person has the role.
    #[must_use]
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

/// How an actor's bureau stands to a record's bureau.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Relation {
    /// The record is the actor's bureau's own.
    Own,
    /// The actor is in a Corps body; the record is a division-city's.
    Above,
    /// The record is another division-city's, but what it is about takes place in the actor's (跨师市, R23-2).
    Host,
    /// None of these: the record is not for the actor's eyes.
    Foreign,
}

impl Relation {
    /// The relation of an actor's bureau to a record's.
    #[must_use]
    pub fn of(actor: BureauId, record: BureauId) -> Self {
        if actor == record {
            Self::Own
        } else if actor.is_corps() {
            Self::Above
        } else {
            Self::Foreign
        }
    }

    /// The same, where what the record is about takes place at `host`.
    #[must_use]
    pub fn with_host(actor: BureauId, record: BureauId, host: Option<BureauId>) -> Self {
        match Self::of(actor, record) {
            Self::Foreign if host == Some(actor) => Self::Host,
            relation => relation,
        }
    }
}
