//! What the agencies of the practice database evaluate with, where a filing is to be assessed: most have all, some lack
//! something.

use chrono::{Days, Months, NaiveDate};

use super::World;
use super::filings::Planned;
use crate::commands::fault::Fault;
use crate::commands::scene::{Facts, Key};
use crate::law::filings::Board;
use crate::records::agency::{AgencyFacts, Scope};
use crate::records::capacity::{BankUpdate, Employment, Person, PersonRole, Site, Span, Tenure};
use crate::records::check::{Check, CheckKind, EnterpriseSize};
use crate::records::filing::{FilingFile, FilingStatus};
use crate::records::ids::{AgencyId, RecordNo, StaffId};
use crate::records::occupation::OccupationCode;
use crate::store::{Sql, agencies, capacity, staff};
use crate::text::Lang;

/// Puts on record what an agency has, seen from the day it applied.
pub(super) fn equip(
    world: &World<'_>,
    sql: &dyn Sql,
    planned: &Planned,
    agency: AgencyId,
) -> Result<(), Fault> {
    let facts = agencies::by_id(sql, agency)?.facts;
    let scopes = facts.scopes.clone();
    with(world, sql, planned, agency, &facts, &scopes)
}

/// As [`equip`], for the scopes that an applicant applies for.
pub(super) fn with(
    world: &World<'_>,
    sql: &dyn Sql,
    planned: &Planned,
    agency: AgencyId,
    facts: &AgencyFacts,
    scopes: &[Scope],
) -> Result<(), Fault> {
    let login = &world.team(planned.bureau).handlers[0].login;
    let by = staff::by_login(sql, login)?.map_or(StaffId(0), |s| s.id);
    let maker = Maker { sql, agency, facts, by, on: planned.applied_on };
    maker.own()?;
    let mut done = Vec::new();
    let assessed = planned.status > FilingStatus::Assessment;
    for scope in scopes {
        if !done.contains(&scope.occupation) {
            // Of every three agencies one has an assessor too few for its first occupation, one a contract that is over; not
            // of those that were assessed already.
            let lacks = if done.is_empty() && !assessed { planned.at % 3 } else { 2 };
            maker.occupation(scope.occupation, lacks)?;
            done.push(scope.occupation);
        }
    }
    Ok(())
}

/// What an assessed filing passed without (R7-4 and the like), with a reason.
pub(super) fn depart(world: &World<'_>, sql: &dyn Sql, planned: &Planned, no: RecordNo) -> Result<(), Fault> {
    if planned.status <= FilingStatus::Assessment || planned.status.is_closed() {
        return Ok(());
    }
    let today = world.options.today;
    let (file, settings) = FilingFile::load(sql, &Key::Record(no), today)?;
    let assessor = file.step(FilingStatus::Assessment).filter(|_| file.assessed);
    let Some((by, on)) = assessor.map(|step| (step.by, step.on)) else { return Ok(()) };
    let board = Board { file: &file, settings: &settings, calendar: &world.calendar, today };
    for unmet in board.conditions().iter().filter(|c| c.refuses()) {
        let (rule, what) = (unmet.rule.to_string(), unmet.text.get(Lang::Zh));
        capacity::depart(sql, file.id, &rule, what, "示例: 当地产业需要", by, on)?;
    }
    Ok(())
}

/// Who puts what on record, and when.
struct Maker<'a> {
    sql: &'a dyn Sql,
    agency: AgencyId,
    facts: &'a AgencyFacts,
    by: StaffId,
    on: NaiveDate,
}

impl Maker<'_> {
    fn person(
        &self,
        role: PersonRole,
        name: &str,
        occupation: Option<OccupationCode>,
        contract: Option<Span>,
    ) -> Result<(), Fault> {
        let person = Person {
            role,
            name: format!("示例{name}"),
            occupation,
            employment: if contract.is_some() { Employment::PartTime } else { Employment::FullTime },
            contract,
            proof: "示例资格证".to_owned(),
        };
        Ok(capacity::add_person(self.sql, self.agency, &person, self.on)?)
    }

    fn checks(&self, occupation: Option<OccupationCode>) -> Result<(), Fault> {
        let asked = |kind: &&CheckKind| {
            kind.is_asked_of(self.facts.kind)
                && kind.is_for_an_occupation() == occupation.is_some()
                && **kind != CheckKind::Needed
        };
        for kind in CheckKind::ALL.iter().filter(asked) {
            let proof = "示例核查记录".to_owned();
            let size = (*kind == CheckKind::Enterprise).then_some(EnterpriseSize::Medium);
            let by = String::new();
            let check = Check { kind: *kind, occupation, on: self.on, passed: true, size, proof, by };
            capacity::add_check(self.sql, self.agency, &check, self.by)?;
        }
        Ok(())
    }

    /// What is the whole agency's.
    fn own(&self) -> Result<(), Fault> {
        self.person(PersonRole::Staff, "专职", None, None)?;
        self.person(PersonRole::Supervisor, "督导", None, None)?;
        let site = Site {
            name: format!("{} 1号楼", self.facts.address),
            occupation: None,
            workstations: 30,
            monitored: true,
            tenure: Tenure::Owned,
            right: None,
            proof: "示例产权证".to_owned(),
        };
        capacity::add_site(self.sql, self.agency, &site, self.on)?;
        self.checks(None)
    }

    /// What is one occupation's; `lacks`: 0 an assessor, 1 a running contract, 2 nothing.
    fn occupation(&self, code: OccupationCode, lacks: usize) -> Result<(), Fault> {
        for name in ["命题甲", "命题乙"] {
            self.person(PersonRole::Writer, name, Some(code), None)?;
        }
        let from = self.on - Days::new(if lacks == 1 { 760 } else { 200 });
        let contract = Span { from, until: from + Months::new(24) - Days::new(1) };
        let assessors = [("考评甲", None), ("考评乙", None), ("考评丙", Some(contract))];
        for (name, contract) in assessors.into_iter().take(if lacks == 0 { 2 } else { 3 }) {
            self.person(PersonRole::Assessor, name, Some(code), contract)?;
        }
        let bank = BankUpdate {
            occupation: code,
            on: self.on - Days::new(120),
            questions: 600,
            added: 600,
            proof: "示例题库清单".to_owned(),
        };
        capacity::update_bank(self.sql, self.agency, &bank)?;
        self.checks(Some(code))
    }
}
