//! A person as the subject of a case (个人当事人, R26-1): the case opened on a worker of the agency or a candidate, and what is on file of
//! them put right. Having them shown is in `reveal.rs`.

use serde_json::{Map, Value, json};

use super::electronic::dropped;
use super::finding::named;
use super::open::{Opening, handlers, opened, opening};
use super::{advance, bench, stay};
use crate::commands::entry::{Command, Done, Turn};
use crate::commands::fault::Fault;
use crate::commands::inputs::{AgencyNo, CaseNo, ComplaintNo, Line, Login, Paragraph, Private};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::agency::Agency;
use crate::records::case::{CaseFile, CaseStatus, Origin};
use crate::records::document::{DocumentKind, DocumentStatus};
use crate::records::mail::MailStatus;
use crate::records::person::{IdentityNumber, Person, PersonRole};
use crate::records::violation::ViolationId;
use crate::say;
use crate::store::{Sql, documents, mail, persons};
use crate::text::secrets::Secrets;
use crate::text::{Lang, Text};

command! {
    /// 对人员立案
    OpenPersonCase "open-person-case" ["对人员立案", "open a case on a person"] {
        agency: AgencyNo = ["机构", "Agency"];
        role: PersonRole = ["人员类别", "Part of the person"];
        name: Private = ["姓名", "Name"] hint ["此后遮盖显示, 查看有记载", "masked from then on; each time it is shown is on record"];
        number: Private = ["身份证件号码", "Identity number"]
            hint ["18 位居民身份证号码, 或护照、通行证号码", "18 characters of a resident's, or that of a passport or permit"];
        address: Private = ["地址", "Address"] hint ["文书送达的地址", "where documents reach the person"];
        others: Vec<ViolationId> = ["违规情形", "Violations"] hint ["按违规情形清单, 可多选", "by the list of violations, one or more"];
        origin: Origin = ["线索来源", "Source"];
        source: Line = ["来源说明", "Source in words"] hint ["何时、何处、文号", "when, where, which document"];
        summary: Paragraph = ["涉嫌事实", "What is alleged"] hint ["不写姓名和号码, 称「当事人」", "no name, no number: say 'the person'"];
        co_handlers: Option<Vec<Login>> = ["另一经办人", "Other handlers"]
            hint ["您是经办人之一, 至少再有一人", "you are one of them; name one more at least"];
        complaint: Option<ComplaintNo> = ["投诉举报", "Complaint"]
            hint ["由投诉举报引起的, 填其编号", "its number, where one led to the case"]
            maybe origin in ["complaint"];
    }
    help: [
        "对机构工作人员或参评人员在评价活动中的违规立案, 本人为经办人之一; 不暂停机构的评价",
        "opens a case on a worker of the agency or a candidate, of whose handlers you are one; the agency is not suspended",
    ],
    key: 'P',
    group: Group::Agency,
    subject: Subject::Agency,
    who: HANDLER,
    from: From::Any,
    rules: &[RuleId::R26_1, RuleId::G42_1],
    issues: None,
}

/// Shortest name, in characters, and shortest in Latin letters: shorter ones stand in too many other words to be hidden.
const SHORTEST_NAME: [usize; 2] = [2, 5];
/// Shortest address, in characters: with street and house.
const SHORTEST_ADDRESS: usize = 6;

/// The person of a form; an address names no place that the agency or its bureau is called by alone.
fn person(
    agency: &Agency,
    role: PersonRole,
    (name, number, address): (&Private, &Private, &Private),
) -> Result<Person, Fault> {
    let shortest = SHORTEST_NAME[usize::from(name.0.is_ascii())];
    if name.0.chars().count() < shortest {
        return Err(Fault::field("name", Text::new("请填写全名", "give the full name")));
    }
    let bureau = agency.facts.bureau.full_name();
    let of_others = [agency.facts.name.as_str(), bureau.get(Lang::Zh)];
    let bare = address.0.trim();
    if bare.chars().count() < SHORTEST_ADDRESS || of_others.iter().any(|name| name.contains(bare)) {
        let text = Text::new("请填写详细地址, 到街道、门牌", "give the whole address, with street and house");
        return Err(Fault::field("address", text));
    }
    let number = IdentityNumber::parse(&number.0).map_err(|why| Fault::field("number", why))?;
    Ok(Person { role, name: name.0.clone(), number, address: address.0.clone() })
}

/// What many read doesn't name the person.
fn unnamed(person: &Person, fields: &[(&str, &str)]) -> Result<(), Fault> {
    let mut secrets = Secrets::default();
    person.hide_in(&mut secrets);
    let names = |(_, text): &&(&str, &str)| secrets.stand_in(text);
    fields.iter().find(names).map_or(Ok(()), |(field, _)| {
        let text = Text::new(
            "不写姓名、证件号码和地址: 请称「当事人」",
            "no name, number or address here: say 'the person'",
        );
        Err(Fault::field(field, text))
    })
}

impl Command for OpenPersonCase {
    type Facts = Agency;

    fn turn(_: &Scene<Agency>) -> Turn {
        Turn::Behind
    }

    fn judge(scene: &Scene<Agency>, input: Option<&Self>) -> Vec<Requirement> {
        let people = input.map(|input| handlers(&scene.actor.login, input.co_handlers.as_deref()).len());
        opening(scene, &scene.facts, RuleId::R26_1, people)
    }

    fn apply(&self, scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Done, Fault> {
        let person = person(&scene.facts, self.role, (&self.name, &self.number, &self.address))?;
        unnamed(&person, &[("source", &self.source.0), ("summary", &self.summary.0)])?;
        let violations = named(sql, None, Some(&self.others), &[])?;
        let (case, no) = opened(
            scene,
            &scene.facts,
            sql,
            &Opening {
                violations: &violations,
                origin: self.origin,
                source: &self.source.0,
                summary: &self.summary.0,
                co_handlers: self.co_handlers.as_deref(),
                complaint: self.complaint,
                certificates_held: None,
            },
        )?;
        persons::add(sql, case, &person)?;
        Ok(Done::on(no, 1))
    }
}

command! {
    /// 更正当事人信息
    CorrectPerson "correct-person" ["更正当事人信息", "correct the person"] {
        case: CaseNo = ["案件", "Case"];
        role: PersonRole = ["人员类别", "Part of the person"];
        name: Private = ["姓名", "Name"];
        number: Private = ["身份证件号码", "Identity number"];
        address: Private = ["地址", "Address"];
        reason: Line = ["更正原因", "Reason for the correction"];
    }
    help: [
        "更正个人当事人的类别、姓名、证件号码和地址, 原登记留存; 决定前更正的重新拟定处理意见, 决定后更正的再以更正通知书更正文书",
        "corrects what is on file of the person, what was there stays; before a decision it is proposed anew, after it a correction puts the paper right",
    ],
    key: '#',
    group: Group::Case,
    subject: Subject::Case,
    who: HANDLER,
    from: From::Case(&[
        CaseStatus::Verifying, CaseStatus::Noticing, CaseStatus::Hearing, CaseStatus::Served, CaseStatus::Reviewing, CaseStatus::Executing,
    ]),
    rules: &[RuleId::R25_1, RuleId::R26_1, RuleId::H1_2],
    issues: None,
}

/// Of a case about the agency there is no person to be put right or shown.
pub(super) fn about_the_agency(file: &CaseFile) -> Option<Requirement> {
    file.person.is_none().then(|| {
        let text = Text::new("当事人是机构, 没有个人信息", "it is about the agency: there is no person");
        Requirement::unmet(RuleId::H2_1, text, Mend::Nothing)
    })
}

/// The notice that names the person and stands, while nothing is decided.
fn noticed(file: &CaseFile) -> Option<String> {
    let notice = file.document(DocumentKind::Notice).filter(|_| file.decision.is_none())?;
    notice.issued_on.and(notice.number.clone())
}

/// R26-1: what is decided is decided of somebody: another person is another case.
fn same_person(file: &CaseFile, input: &CorrectPerson) -> Option<Requirement> {
    let known = file.person.as_ref().filter(|_| file.decision.is_some())?;
    let number = IdentityNumber::parse(&input.number.0).ok();
    let same = known.name == input.name.0 || number.as_ref() == Some(&known.number);
    Some(Requirement::when(
        RuleId::R26_1,
        same && known.role == input.role,
        Text::new("仍是同一当事人", "it is the same person"),
        Text::new(
            "已作决定, 姓名和号码不能都改, 类别也不能改: 另一人须另案处理",
            "it is decided: name and number don't both change, nor the part; somebody else is another case",
        ),
        Mend::Nothing,
    ))
}

impl Command for CorrectPerson {
    type Facts = CaseFile;

    fn turn(_: &Scene<CaseFile>) -> Turn {
        Turn::Behind
    }

    fn judge(scene: &Scene<CaseFile>, input: Option<&Self>) -> Vec<Requirement> {
        let file = &scene.facts;
        if let Some(none) = about_the_agency(file) {
            return vec![none];
        }
        let noticed = noticed(file);
        let mut all = vec![
            bench(scene).by_handler(scene.actor.id),
            Requirement::when(
                RuleId::R25_1,
                noticed.is_none(),
                Text::new(
                    "没有待决定的告知书写明当事人",
                    "no notice that waits for its decision names the person",
                ),
                say!("{n} 已写明当事人", "{n} names the person already", n = noticed.unwrap_or_default()),
                Mend::Somebody(Text::new(
                    "重新拟定处理意见, 更正后再拟定、告知",
                    "propose anew, correct it, propose once more and give a new notice",
                )),
            ),
        ];
        all.extend(input.and_then(|input| same_person(file, input)));
        if file.proposal.is_some() && file.decision.is_none() {
            all.push(Requirement::noted(
                RuleId::R25_1,
                Text::new("更正后须重新拟定处理意见", "after it a decision is proposed anew"),
            ));
        }
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let file = &scene.facts;
        let person = person(&file.agency, self.role, (&self.name, &self.number, &self.address))?;
        if file.person.as_ref() == Some(&person) {
            return Err(Fault::input(Text::new("没有改动", "nothing was changed")));
        }
        let same = |known: &Person| known.name == person.name && known.number == person.number;
        if !file.person.as_ref().is_some_and(same) {
            // What another agreed to binds nobody else, and what waits for their mailbox goes nowhere (G61-2).
            for waiting in file.mails.iter().filter(|mail| mail.status == MailStatus::Queued) {
                dropped(sql, waiting, "当事人信息已更正")?;
            }
            mail::withdraw(sql, file.id, scene.moment.today)?;
        }
        persons::add(sql, file.id, &person)?;
        if file.decision.is_some() {
            return stay(scene, sql);
        }
        for document in file.documents.iter().filter(|d| {
            d.kind == DocumentKind::Notice && d.status != DocumentStatus::Void && d.issued_on.is_none()
        }) {
            documents::void(sql, document.id, "当事人信息已更正")?;
        }
        advance(scene, sql, CaseStatus::Verifying)
    }

    fn prefill(scene: &Scene<CaseFile>) -> Map<String, Value> {
        let role = scene.facts.person.as_ref().map(|person| ("role".to_owned(), json!(person.role)));
        role.into_iter().collect()
    }
}
