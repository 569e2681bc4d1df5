//! Applying for a first filing (首次备案, R8-1, R8-2, R8-4, R9-1): the applicant is put on record, not in the directory.

use chrono::NaiveDate;

use super::apply::{named, scopes_of, with_levels};
use super::papers::{self, Desk};
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{Line, Paragraph, ScopeLines};
use crate::commands::premises;
use crate::commands::scene::{Office, Scene};
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::{REGULATION_FROM, RuleId};
use crate::law::scopes::{as_catalogued, eligible};
use crate::records::agency::{Agency, AgencyFacts, AgencyStatus};
use crate::records::agency_kind::AgencyKind;
use crate::records::bureau::BureauId;
use crate::records::credit_code::CreditCode;
use crate::records::document::DocumentKind;
use crate::records::filing::{Before, FilingKind, FilingMatter, FilingStatus};
use crate::records::ids::{AgencyId, RecordNo};
use crate::records::occupation::OccupationCode;
use crate::say;
use crate::store::{Sql, agencies, designations, filings};
use crate::text::Text;

command! {
    /// 登记首次备案申请
    ApplyFirst "apply-first" ["登记首次备案申请", "register a first application"] {
        name: Line = ["单位名称", "Name"];
        kind: AgencyKind = ["机构类型", "Kind"];
        credit_code: CreditCode = ["统一社会信用代码", "Credit code"];
        credit_reason: Option<Line> = ["代码校验不符的说明", "Why the code fails its check"]
            hint ["早期代码校验位不符的必填", "needed for an early code that fails its check character"];
        legal_representative: Line = ["法定代表人", "Legal representative"];
        contact: Line = ["联系人", "Contact"];
        phone: Line = ["联系电话", "Telephone"];
        address: Line = ["地址", "Address"];
        scopes: ScopeLines = ["申请的范围", "Scopes applied for"]
            hint ["每行: 职业编码 名称 等级, 如 6-99-02-01 示例工种 五级至三级; 专项项目不写等级", "a line each: code, name, levels: 6-99-02-01 示例工种 5-3; no levels for items"];
        branch_of: Option<Line> = ["所属的部门行业评价机构", "Branch of"]
            hint ["人社部遴选机构的分支机构填写", "for the branch of an agency that the ministry selected"];
        selection: Option<Line> = ["人社部遴选的文件", "Selection by the ministry"]
            hint ["分支机构必填: 遴选文件的文号", "needed for a branch: the document that selected its agency"];
        affiliated: Option<Line> = ["兵团直属单位的依据", "Directly under the Corps, by"]
            hint ["兵团评价管理机构受理时必填", "needed where the Corps management body takes it"];
        applied_on: NaiveDate = ["申请日期", "Applied on"];
        statement: Paragraph = ["申请内容", "What the application says"];
    }
    help: [
        "登记单位的首次备案申请; 公布之前不在册。等级认定、专项考核机构逐步审查; 职业资格机构由兵团人社局凭实施部门同意备案",
        "puts a first application on file; nobody is in the directory before its publication",
    ],
    key: 'f',
    group: Group::Filing,
    subject: Subject::Bureau,
    who: HANDLER,
    from: From::Any,
    rules: &[RuleId::R3_1, RuleId::R3_2, RuleId::R8_1, RuleId::R8_2, RuleId::R8_4, RuleId::R9_1, RuleId::R4_1, RuleId::R4_2, RuleId::R4_3],
    issues: Some(DocumentKind::Acceptance),
}

/// R8-1: a qualification agency is filed with the Corps bureau; any other with the bureau of its registration.
fn at_its_office(bureau: BureauId, kind: AgencyKind) -> Requirement {
    let qualification = kind == AgencyKind::Qualification;
    let rule = if qualification { RuleId::R8_1 } else { RuleId::R8_2 };
    // What is registered with the Corps itself goes to its management body (R3-1).
    let (fits, office) = match (qualification, bureau) {
        (true, bureau) => (bureau == BureauId::CORPS, BureauId::CORPS.label()),
        (false, BureauId::CORPS) => (
            false,
            Text::new(
                "登记地师市人社局或兵团评价管理机构",
                "the bureau of registration, or the Corps management body",
            ),
        ),
        (false, bureau) => (true, bureau.label()),
    };
    Requirement::when(
        rule,
        fits,
        say!("由{b}受理", "taken by {b}", b = bureau.label()),
        say!("此类机构由{o}受理", "this kind is taken by {o}", o = office),
        Mend::Somebody(office),
    )
}

/// R3-1, R3-2: by which document the bureau takes the unit, if one is needed: a designation, or for the management body the
/// unit's direct affiliation.
fn taken_by(
    input: &ApplyFirst,
    sql: &dyn Sql,
    bureau: BureauId,
    code: &CreditCode,
) -> Result<Option<String>, Fault> {
    let refused =
        |rule, text, who| Err(Fault::Refused(vec![Requirement::unmet(rule, text, Mend::Somebody(who))]));
    // Who files it is said by the regulation (R8-1): nothing to designate.
    if input.kind == AgencyKind::Qualification {
        return Ok(None);
    }
    // A designation is the jurisdiction then, also against the bureau of registration.
    if let Some(designated) = designations::of(sql, code)? {
        if designated.bureau != bureau {
            let office = designated.bureau.label();
            let text = say!(
                "已由{r}指定{o}管辖",
                "{o} has jurisdiction, designated by {r}",
                r = designated.reference,
                o = office
            );
            return refused(RuleId::R3_2, text, office);
        }
        if designated.name != input.name.0 {
            return Err(Fault::field(
                "name",
                say!(
                    "该代码由{r}指定管辖的单位是「{n}」: 请核对名称和代码",
                    "{r} designates this code for '{n}': check name and code",
                    r = designated.reference,
                    n = designated.name
                ),
            ));
        }
        return Ok(Some(designated.written()));
    }
    if bureau != BureauId::CENTER {
        if input.affiliated.is_some() {
            // Whoever is directly under the Corps is taken by its management body, by nobody else (R3-1).
            let center = BureauId::CENTER.label();
            let text =
                say!("兵团直属单位由{o}受理", "a unit directly under the Corps is taken by {o}", o = center);
            return refused(RuleId::R3_1, text, center);
        }
        return at_registration(sql, bureau, code).map(|()| None);
    }
    match &input.affiliated {
        Some(by) => at_registration(sql, bureau, code).map(|()| Some(by.0.clone())),
        None => refused(
            RuleId::R3_1,
            Text::new(
                "兵团评价管理机构只受理兵团直属单位: 须填写直属关系的依据",
                "the management body takes units directly under the Corps: say by which document it is one",
            ),
            Text::new(
                "填写直属依据, 或由登记地师市人社局受理",
                "fill it in; or the bureau of registration takes it",
            ),
        ),
    }
}

/// R3-1: the bureau where the unit is registered takes it, and its credit code tells where that was. Another one takes it
/// where the Corps bureau designated it (R3-2), as it does for a unit that moved.
fn at_registration(sql: &dyn Sql, bureau: BureauId, code: &CreditCode) -> Result<(), Fault> {
    let region = code.region();
    // Units of the Corps are registered in Xinjiang; which of them are under the Corps itself no code tells.
    let elsewhere = match BureauId::of_region(region) {
        Some(other) => bureau.is_division() && other != bureau,
        None => !region.starts_with("65"),
    };
    // One that was filed elsewhere, and one that another bureau took up where no code tells whose it is (R3-2).
    let was_under = agencies::by_credit_code(sql, code)?
        .filter(|agency| {
            agency.status == AgencyStatus::Cancelled || BureauId::of_region(region) != Some(bureau)
        })
        // An application elsewhere that came to nothing doesn't hold a unit that is directly under the Corps (R3-1).
        .filter(|agency| bureau != BureauId::CENTER || agency.status != AgencyStatus::NotFiled)
        .map(|agency| agency.facts.bureau)
        .filter(|under| *under != bureau);
    if !(elsewhere || was_under.is_some()) {
        return Ok(());
    }
    let office = was_under.or_else(|| BureauId::of_region(region));
    let text = say!(
        "信用代码登记地 {r}{o}; 由本局受理须先由兵团人社局指定管辖",
        "the credit code was given in {r}{o}: taken here only where the Corps bureau designates it",
        r = region,
        o = office.map(|b| say!(", 属{b}", ", under {b}", b = b.label())).unwrap_or_default()
    );
    let mend = Mend::Somebody(BureauId::CORPS.label());
    Err(Fault::Refused(vec![Requirement::unmet(RuleId::R3_1, text, mend)]))
}

/// R9-1: a branch is of a level agency that the ministry selected, by its document.
fn is_branch(input: &ApplyFirst) -> Option<Requirement> {
    if input.branch_of.is_none() && input.selection.is_none() {
        return None;
    }
    let both = input.branch_of.is_some() && input.selection.is_some();
    Some(Requirement::when(
        RuleId::R9_1,
        both && input.kind.is_level_agency(),
        Text::new("人社部遴选机构的分支", "a branch of an agency that the ministry selected"),
        if both {
            Text::new("分支机构应为职业技能等级认定机构", "a branch is a level agency")
        } else {
            Text::new(
                "分支机构须填写所属机构和人社部遴选文件",
                "a branch names its agency, and the document by which the ministry selected that",
            )
        },
        Mend::Somebody(Text::new("改正申请", "correct the application")),
    ))
}

/// Who applies may be on record: as out of the directory, or as not filed then. The row stays theirs.
fn known(sql: &dyn Sql, code: &CreditCode) -> Result<Option<Agency>, Fault> {
    let Some(agency) = agencies::by_credit_code(sql, code)? else { return Ok(None) };
    let no = agency.no.to_string();
    let refused = |text| Err(Fault::field("credit_code", text));
    match agency.status {
        AgencyStatus::Listed => refused(say!(
            "{n} 已在册, 办理续期或增加范围",
            "{n} is in the directory: renew it, or widen its scope",
            n = no
        )),
        AgencyStatus::Applying => {
            refused(say!("{n} 的首次备案在办", "the first filing of {n} is under way", n = no))
        }
        _ => Ok(Some(agency)),
    }
}

impl ApplyFirst {
    fn code(&self) -> Result<CreditCode, Fault> {
        let wrong = |text: Text| Fault::field("credit_code", text);
        let checked = CreditCode::parse(self.credit_code.as_str()).map_err(wrong)?;
        if checked.check_ok || self.credit_reason.is_some() {
            return Ok(checked.code);
        }
        Err(wrong(say!(
            "校验位不对: 按前 17 位应为 {e}; 早期代码请写明说明",
            "the check character is wrong: the other 17 give {e}; say why where it is an early code",
            e = checked.expected
        )))
    }

    fn facts(&self, bureau: BureauId) -> Result<AgencyFacts, Fault> {
        Ok(AgencyFacts {
            name: self.name.0.clone(),
            kind: self.kind,
            agency_code: None,
            credit_code: self.code()?,
            legal_representative: self.legal_representative.0.clone(),
            contact: self.contact.0.clone(),
            phone: self.phone.0.clone(),
            address: self.address.0.clone(),
            bureau,
            validity: None,
            branch_of: self.branch_of.as_ref().map(|line| line.0.clone()),
            note: self.credit_reason.as_ref().map(|line| line.0.clone()).unwrap_or_default(),
            // It has none before the publication: what it applies for stands in the filing.
            scopes: Vec::new(),
        })
    }
}

/// Puts the applicant on record: a new row, or its old one, with how that stood.
fn on_record(sql: &dyn Sql, facts: &AgencyFacts) -> Result<(RecordNo, AgencyId, Option<Before>), Fault> {
    let Some(old) = known(sql, &facts.credit_code)? else {
        let (no, id) = agencies::add(sql, AgencyStatus::Applying, facts)?;
        return Ok((no, id, None));
    };
    // Its code stays its own (R8-1), where it can be one of its kind.
    let agency_code = old.facts.agency_code.clone().filter(|code| code.fits(facts.kind));
    let facts = AgencyFacts { agency_code, ..facts.clone() };
    agencies::amend(sql, old.id, &facts)?;
    agencies::set_status(sql, old.no, AgencyStatus::Applying)?;
    Ok((old.no, old.id, Some(Before { status: old.status, facts: old.facts, applied: facts })))
}

impl Command for ApplyFirst {
    type Facts = Office;
    const NAMES_OCCUPATIONS: bool = true;

    fn judge(scene: &Scene<Office>, input: Option<&Self>) -> Vec<Requirement> {
        let Some(input) = input else {
            return vec![Requirement::at_input(
                RuleId::R8_2,
                Text::new("按机构类型受理", "taken by the office for its kind"),
            )];
        };
        let mut all = vec![at_its_office(scene.facts.0, input.kind)];
        all.extend(is_branch(input));
        if let Ok(scopes) = scopes_of(&input.scopes.0) {
            all.push(eligible(input.kind, &scopes, &scene.listed));
            all.extend(as_catalogued(input.kind, &scopes, &scene.listed));
        }
        all
    }

    fn occupations(&self) -> Vec<OccupationCode> {
        named(Some(&self.scopes))
    }

    fn apply(&self, scene: &Scene<Office>, sql: &dyn Sql) -> Result<Done, Fault> {
        let today = scene.moment.today;
        check_day("applied_on", self.applied_on, REGULATION_FROM, today)?;
        let scopes = scopes_of(&self.scopes.0)?;
        if scopes.is_empty() {
            return Err(Fault::field("scopes", Text::new("至少一个职业", "one occupation at least")));
        }
        with_levels(self.kind, &scopes)?;
        let facts = self.facts(scene.facts.0)?;
        let designation = taken_by(self, sql, scene.facts.0, &facts.credit_code)?;
        let (agency_no, agency, before) = on_record(sql, &facts)?;
        let written = |line: &Option<Line>| line.as_ref().map(|line| line.0.clone());
        let matter = FilingMatter::First {
            designation,
            selection: written(&self.selection),
            before: before.map(Box::new),
        };
        let settings = scene.settings_written()?;
        let checklist = premises::checklist(sql, &facts, FilingKind::First, today)?;
        let no = filings::apply(
            sql,
            &filings::NewFiling {
                bureau: facts.bureau,
                agency,
                kind: FilingKind::First,
                assessed: FilingKind::First.is_assessed(facts.is_selected_elsewhere()),
                status: FilingStatus::Materials,
                applied_on: self.applied_on,
                scopes: &scopes,
                matter: Some(&matter),
                statement: &self.statement.0,
                settings: &settings,
                checklist: &checklist,
            },
            today,
            scene.actor.id,
        )?;
        let done = Done::on(no, 1).with("agency", agency_no.to_string());
        papers::issue(Desk::of(scene, sql), no, DocumentKind::Acceptance, done)
    }
}
