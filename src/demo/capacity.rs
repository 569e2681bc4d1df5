//! What the agencies of the practice database evaluate with, where a filing is to be assessed: most have all, some lack
//! something.

use chrono::{Days, Months, NaiveDate};

use super::World;
use super::applicants::Application;
use super::filings::Planned;
use crate::commands::fault::Fault;
use crate::commands::scene::{Facts, Key};
use crate::law::filings::Board;
use crate::records::agency::{AgencyFacts, Scope};
use crate::records::bureau::BureauId;
use crate::records::capacity::{BankUpdate, Employment, Person, PersonRole, Site, Span, Tenure};
use crate::records::check::{Check, CheckKind, EnterpriseSize};
use crate::records::filing::{FilingFile, FilingStatus};
use crate::records::ids::{AgencyId, RecordNo, StaffId};
use crate::records::occupation::OccupationCode;
use crate::store::{Sql, Store, agencies, capacity, filings, staff};

/// Puts on record what an agency has, seen from the day it applied.
pub(super) fn equip(
    world: &World<'_>,
    sql: &dyn Sql,
    planned: &Planned,
    agency: AgencyId,
) -> Result<(), Fault> {
    let facts = agencies::by_id(sql, agency)?.facts;
    let scopes = facts.scopes.clone();
    let by = first_handler(world, sql, planned.bureau)?;
    let maker = Maker { sql, agency, facts: &facts, by, on: planned.applied_on };
    let assessed = planned.status > FilingStatus::Assessment;
    maker.all(&scopes, if assessed { 2 } else { planned.at % 3 })
}

/// As [`equip`], for the scopes that an applicant applies for.
pub(super) fn of_applicant(
    world: &World<'_>,
    store: &mut Store,
    application: &Application,
    filing: RecordNo,
    on: NaiveDate,
) -> Result<(), Fault> {
    let tx = store.begin()?;
    let Some((file, _)) = filings::file(&tx, filing)? else { return Ok(()) };
    let by = first_handler(world, &tx, file.bureau)?;
    let maker = Maker { sql: &tx, agency: file.agency.id, facts: &application.facts, by, on };
    maker.all(&file.scopes, application.lacks())?;
    Ok(tx.commit()?)
}

fn first_handler(world: &World<'_>, sql: &dyn Sql, bureau: BureauId) -> Result<StaffId, Fault> {
    Ok(staff::by_login(sql, &world.team(bureau).handlers[0].login)?.map_or(StaffId(0), |s| s.id))
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
        let rule = unmet.rule.to_string();
        capacity::depart(sql, file.id, &rule, &unmet.text, "示例: 当地产业需要", by, on)?;
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
    /// What is the whole agency's, and each occupation's. `lacks`: of the first an assessor (0), a running contract (1), nothing
    /// (2); of every three agencies that are not assessed yet one each.
    fn all(&self, scopes: &[Scope], lacks: usize) -> Result<(), Fault> {
        self.own()?;
        let mut done = Vec::new();
        for scope in scopes {
            if !done.contains(&scope.occupation) {
                self.occupation(scope.occupation, if done.is_empty() { lacks } else { 2 })?;
                done.push(scope.occupation);
            }
        }
        Ok(())
    }

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
