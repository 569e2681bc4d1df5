//! Designating the jurisdiction over a unit (指定管辖, R3-2): by the Corps bureau, with the reason; it is the jurisdiction then.

use serde_json::{Map, Value};

use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::{Line, Paragraph};
use crate::commands::scene::{Office, Scene};
use crate::commands::spec::{APPROVER, From, Group, Subject};
use crate::commands::{clocks, premises};
use crate::law::requirement::Requirement;
use crate::law::rules::RuleId;
use crate::records::agency::{Agency, AgencyFacts, AgencyStatus};
use crate::records::agency_kind::AgencyKind;
use crate::records::bureau::BureauId;
use crate::records::credit_code::CreditCode;
use crate::records::filing::{Designation, FilingFile, FilingKind, FilingMatter, FilingStatus};
use crate::records::ids::RecordNo;
use crate::records::staff::Staff;
use crate::say;
use crate::store::{Sql, agencies, designations, filing_papers, filings};
use crate::text::{Lang, Text};

command! {
    /// 指定管辖
    DesignateJurisdiction "designate-jurisdiction" ["指定管辖", "designate jurisdiction"] {
        name: Line = ["单位名称", "Name"];
        credit_code: CreditCode = ["统一社会信用代码", "Credit code"];
        designated: BureauId = ["指定受理单位", "Bureau designated"];
        reference: Line = ["文件", "Document"];
        reason: Paragraph = ["理由", "Reason"];
    }
    help: [
        "管辖不明确, 或尚未在册而登记地迁移的单位, 由兵团人社局指定受理其首次备案的单位; 在办的首次备案移送该单位, 重新办理",
        "the Corps bureau says which bureau takes a unit that is not in the directory and whose jurisdiction is unclear, or that moved; a first filing under way goes there, and begins anew",
    ],
    key: 'J',
    group: Group::Filing,
    subject: Subject::Bureau,
    who: APPROVER,
    from: From::Any,
    rules: &[RuleId::R3_2],
    issues: None,
}

impl Command for DesignateJurisdiction {
    type Facts = Office;

    fn judge(_: &Scene<Office>, _: Option<&Self>) -> Vec<Requirement> {
        vec![Requirement::met(
            RuleId::R3_2,
            Text::new(
                "管辖不明确的, 由兵团人社局指定",
                "unclear jurisdiction is designated by the Corps bureau",
            ),
        )]
    }

    fn apply(&self, scene: &Scene<Office>, sql: &dyn Sql) -> Result<Done, Fault> {
        let code = &self.credit_code;
        if self.designated == BureauId::CORPS {
            let text = Text::new(
                "指定师市人社局或兵团评价管理机构",
                "a division-city's bureau, or the management body",
            );
            return Err(Fault::field("designated", text));
        }
        let on_record = agencies::by_credit_code(sql, code)?;
        match &on_record {
            Some(agency) => self.fits(agency)?,
            None => self.is_unknown(sql)?,
        }
        let today = scene.moment.today;
        let new = Designation {
            name: self.name.0.clone(),
            bureau: self.designated,
            reference: self.reference.0.clone(),
            reason: self.reason.0.clone(),
            on: today,
        };
        designations::add(sql, code, &new, scene.actor.id)?;
        let moved = match on_record {
            Some(agency) => hand_over(scene, sql, &agency, &new)?,
            None => None,
        };
        let done = moved.unwrap_or_default();
        Ok(done.with("code", code.as_str().to_owned()).with("bureau", self.designated.to_string()))
    }

    /// It is the Corps bureau's to say.
    fn office(_: &Map<String, Value>, _: &Staff) -> BureauId {
        BureauId::CORPS
    }
}

impl DesignateJurisdiction {
    /// A unit that is on record is not meant by a code that was typed wrong.
    fn is_unknown(&self, sql: &dyn Sql) -> Result<(), Fault> {
        let wrong = |text: Text| Err(Fault::field("credit_code", text));
        if let Some(no) = agencies::by_name(sql, &self.name.0)? {
            let known = agencies::by_no(sql, no)?.map(|agency| agency.facts.credit_code.to_string());
            return wrong(say!(
                "「{n}」登记的代码是 {c}: 请核对名称和代码",
                "'{n}' is on record with the code {c}: check name and code",
                n = self.name.0.as_str(),
                c = known.unwrap_or_default()
            ));
        }
        let checked =
            CreditCode::parse(self.credit_code.as_str()).map_err(|e| Fault::field("credit_code", e))?;
        if checked.check_ok {
            return Ok(());
        }
        wrong(say!(
            "校验位不对: 按前 17 位应为 {e}; 早期代码确不符的, 先由受理单位登记申请",
            "the check character is wrong: the other 17 give {e}; an early code is put on record with the application first",
            e = checked.expected
        ))
    }

    /// Name and code are one unit's; and it says who takes an application: whom an agency in the directory belongs to, it
    /// leaves as it is, and who files qualification agencies is said already (R8-1).
    fn fits(&self, agency: &Agency) -> Result<(), Fault> {
        let facts = &agency.facts;
        if facts.name != self.name.0 {
            return Err(Fault::field(
                "name",
                say!(
                    "该代码登记的单位是「{n}」: 请核对名称和代码",
                    "the code is on record for '{n}': check name and code",
                    n = facts.name
                ),
            ));
        }
        if agency.status == AgencyStatus::Listed {
            return Err(Fault::field(
                "credit_code",
                say!(
                    "{n}已在册, 属{b}: 指定管辖只用于备案申请",
                    "{n} is in the directory, under {b}: a designation is for an application",
                    n = facts.name,
                    b = facts.bureau.label()
                ),
            ));
        }
        if agency.status == AgencyStatus::Applying && facts.kind == AgencyKind::Qualification {
            return Err(Fault::field(
                "credit_code",
                Text::new(
                    "职业资格评价机构向兵团人社局备案 (第八条), 不指定管辖",
                    "a qualification agency files with the Corps bureau (Art. 8): nothing to designate",
                ),
            ));
        }
        Ok(())
    }
}

/// The application that is under way goes to the bureau designated: the filing here is over, with all that was decided by who
/// was without jurisdiction, and one there begins with the materials. What others consented to and what was handed in goes
/// with it.
fn hand_over(
    scene: &Scene<Office>,
    sql: &dyn Sql,
    agency: &Agency,
    new: &Designation,
) -> Result<Option<Done>, Fault> {
    let Some(no) = filings::open_of(sql, agency.id, FilingKind::First)?.pop() else { return Ok(None) };
    let Some((mut file, _)) = filings::file(sql, no)? else { return Ok(None) };
    if let Some(FilingMatter::First { designation, .. }) = &mut file.matter {
        *designation = Some(new.written());
    }
    if file.bureau == new.bureau {
        filings::set_matter(sql, file.id, file.matter.as_ref())?;
        return Ok(Some(Done::on(no, filings::touch(sql, file.id)?)));
    }
    let facts = AgencyFacts { bureau: new.bureau, ..agency.facts.clone() };
    agencies::amend(sql, agency.id, &facts)?;
    let begun = begin_there(scene, sql, &file, &facts)?;
    close_here(scene, sql, &file, new, begun)?;
    clocks::refresh(sql, agency.no, scene.moment.today)?;
    Ok(Some(Done::on(begun, 1).with("from", no.to_string())))
}

/// The filing at the bureau designated.
fn begin_there(
    scene: &Scene<Office>,
    sql: &dyn Sql,
    file: &FilingFile,
    facts: &AgencyFacts,
) -> Result<RecordNo, Fault> {
    let today = scene.moment.today;
    let settings = serde_json::to_string(&premises::settings(sql, facts.bureau, today)?)
        .map_err(|e| Fault::Io(Text::same(e.to_string())))?;
    let checklist = premises::checklist(sql, facts, FilingKind::First, today)?;
    let from = format!("{} 向{}申请 ({})", file.applied_on, file.bureau.label().get(Lang::Zh), file.no);
    let registrar = file.step(FilingStatus::Applied).map_or(scene.actor.id, |step| step.by);
    let no = filings::apply(
        sql,
        &filings::NewFiling {
            bureau: facts.bureau,
            agency: file.agency.id,
            kind: FilingKind::First,
            assessed: file.assessed,
            status: FilingStatus::Materials,
            applied_on: today,
            scopes: &file.scopes,
            matter: file.matter.as_ref(),
            statement: &format!("{}\n{from}", file.statement),
            settings: &settings,
            checklist: &checklist,
        },
        today,
        registrar,
    )?;
    let Some((there, _)) = filings::file(sql, no)? else { return Ok(no) };
    for consent in &file.consents {
        filings::consent(sql, there.id, consent)?;
    }
    for material in &file.materials {
        let same = there.materials.iter().find(|item| item.item == material.item);
        for (item, handed_in) in
            same.into_iter().flat_map(|item| material.files.iter().map(move |f| (item, f)))
        {
            let new = filing_papers::NewFile {
                filing: there.id,
                place: item.place,
                name: &handed_in.name,
                sha256: &handed_in.sha256,
                on: handed_in.on,
                by: registrar,
            };
            filing_papers::attach(sql, &new)?;
        }
    }
    Ok(no)
}

/// The filing at who was without jurisdiction is over; a publicity that runs is stopped.
fn close_here(
    scene: &Scene<Office>,
    sql: &dyn Sql,
    file: &FilingFile,
    new: &Designation,
    begun: RecordNo,
) -> Result<(), Fault> {
    let today = scene.moment.today;
    let why = format!("指定管辖, 移送{} ({begun}): {}", new.bureau.label().get(Lang::Zh), new.written());
    if let Some(publicity) = file.publicity() {
        filings::stop(sql, publicity.id, today, &why)?;
    }
    super::lapse(sql, (file.id, file.no), today, scene.actor.id, &why)
}
