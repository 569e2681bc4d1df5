//! People of an agency (人员, Art. 6(2)): put on record with their proof, ended with the reason.

use chrono::NaiveDate;

use super::{CHANGED, not_on_record, stay};
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{AgencyNo, Line};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::records::agency::Agency;
use crate::records::capacity::{Employment, Person, PersonRole, Span};
use crate::records::occupation::OccupationCode;
use crate::store::{Sql, capacity};
use crate::text::Text;

command! {
    /// 登记人员
    RecordPerson "record-person" ["登记人员", "record a person"] {
        agency: AgencyNo = ["机构", "Agency"];
        role: PersonRole = ["类别", "Role"];
        name: Line = ["姓名", "Name"];
        occupation: Option<OccupationCode> = ["职业编码", "Occupation code"] when role in ["writer", "assessor"];
        employment: Employment = ["用工方式", "Employment"];
        contract_from: Option<NaiveDate> = ["聘期起", "Contract from"] when employment in ["part-time"];
        contract_until: Option<NaiveDate> = ["聘期止", "Contract until"] when employment in ["part-time"];
        proof: Line = ["证明", "Proof"] hint ["资格证、聘用协议等", "certificate, contract and the like"];
    }
    help: [
        "登记命题专家、考评人员、内部质量督导人员、专职工作人员, 已登记的以新登记为准; 备案条件由此计算",
        "puts item writers, assessors, internal supervisors and staff on record, anew where something changed; the conditions are reckoned from them",
    ],
    key: 'r',
    group: Group::Agency,
    subject: Subject::Agency,
    who: HANDLER,
    from: From::Any,
    rules: &[RuleId::R6_2, RuleId::R6_3, RuleId::R6_4],
    issues: None,
}

impl RecordPerson {
    fn person(&self) -> Result<Person, Fault> {
        let contract = self.contract_from.zip(self.contract_until).map(|(from, until)| Span { from, until });
        if contract.is_some_and(|c| c.until < c.from) {
            return Err(Fault::field(
                "contract_until",
                Text::new("不能早于聘期起", "can't be before its first day"),
            ));
        }
        Ok(Person {
            role: self.role,
            name: self.name.0.clone(),
            occupation: self.occupation,
            employment: self.employment,
            contract,
            proof: self.proof.0.clone(),
        })
    }
}

fn same(one: &Person, other: &Person) -> bool {
    (one.role, one.occupation) == (other.role, other.occupation) && one.is_named(&other.name)
}

impl Command for RecordPerson {
    type Facts = Agency;

    fn judge(_: &Scene<Agency>, _: Option<&Self>) -> Vec<Requirement> {
        let text = Text::new("据实登记, 条件在评估时判断", "recorded as it is; the assessment judges it");
        vec![Requirement::met(RuleId::R6_2, text)]
    }

    fn apply(&self, scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Done, Fault> {
        let (person, agency, today) = (self.person()?, &scene.facts, scene.moment.today);
        let known = capacity::of_agency(sql, agency.id)?.people;
        match known.iter().find(|p| same(p, &person)) {
            Some(standing) if Person { name: standing.name.clone(), ..person.clone() } == *standing => {
                return Ok(Done::unchanged(agency.no, agency.version));
            }
            // A new contract, say: the entry before stays on file as ended.
            Some(standing) => capacity::end_person(sql, agency.id, standing, today, CHANGED)?,
            None => {}
        }
        capacity::add_person(sql, agency.id, &person, today)?;
        stay(scene, sql)
    }
}

command! {
    /// 登记人员退出
    EndPerson "end-person" ["登记人员退出", "end a person's part"] {
        agency: AgencyNo = ["机构", "Agency"];
        role: PersonRole = ["类别", "Role"];
        name: Line = ["姓名", "Name"];
        occupation: Option<OccupationCode> = ["职业编码", "Occupation code"] when role in ["writer", "assessor"];
        ended_on: NaiveDate = ["退出日期", "Ended on"];
        reason: Line = ["原因", "Reason"];
    }
    help: ["登记人员退出或聘期终了; 原登记留存", "ends a person's part in the agency; the entry stays on file"],
    key: 'R',
    group: Group::Agency,
    subject: Subject::Agency,
    who: HANDLER,
    from: From::Any,
    rules: &[RuleId::R6_2, RuleId::R6_3, RuleId::R6_4],
    issues: None,
}

impl Command for EndPerson {
    type Facts = Agency;

    fn judge(_: &Scene<Agency>, _: Option<&Self>) -> Vec<Requirement> {
        vec![Requirement::met(RuleId::R6_2, Text::new("据实登记", "recorded as it is"))]
    }

    fn apply(&self, scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Done, Fault> {
        check_day("ended_on", self.ended_on, NaiveDate::MIN, scene.moment.today)?;
        let of = self.occupation;
        let people = capacity::of_agency(sql, scene.facts.id)?.people;
        let found =
            people.iter().find(|p| (p.role, p.occupation) == (self.role, of) && p.is_named(&self.name.0));
        let Some(person) = found else {
            let of_role = people.iter().filter(|p| p.role == self.role);
            return Err(not_on_record("name", of_role.map(|p| p.name.as_str())));
        };
        capacity::end_person(sql, scene.facts.id, person, self.ended_on, &self.reason.0)?;
        stay(scene, sql)
    }
}
