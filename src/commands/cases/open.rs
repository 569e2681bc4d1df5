//! Opening a case (立案), and correcting what was noted then.

use serde_json::{Map, Value, json};

use super::finding::named;
use super::handlers::OPEN;
use super::stay;
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::{AgencyNo, CaseNo, ComplaintNo, Line, Login, Paragraph};
use crate::commands::scene::{Facts, Scene};
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::law::cases::two_handlers;
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::agency::{Agency, AgencyStatus};
use crate::records::case::{CaseFile, Ground, Origin};
use crate::records::complaint::Complaint;
use crate::records::ids::{CaseId, RecordNo};
use crate::records::staff::Role;
use crate::records::violation::{Violation, ViolationId};
use crate::store::{self, Sql, case_writes, suspensions};
use crate::text::Text;

command! {
    /// 立案
    OpenCase "open-case" ["立案", "open a case"] {
        agency: AgencyNo = ["机构", "Agency"];
        grounds: Option<Vec<Ground>> = ["情形", "Grounds"]
            hint ["第十九条（二）所列, 可多选", "of Art. 19(2), one or more"];
        others: Option<Vec<ViolationId>> = ["其他违规", "Other violations"]
            hint ["按违规情形清单, 可多选", "by the list of other violations, one or more"];
        origin: Origin = ["线索来源", "Source"];
        source: Line = ["来源说明", "Source in words"]
            hint ["何时、何处、文号", "when, where, which document"];
        summary: Paragraph = ["涉嫌事实", "What is alleged"];
        co_handlers: Option<Vec<Login>> = ["另一经办人", "Other handlers"]
            hint ["您是经办人之一, 至少再有一人", "you are one of them; name one more at least"];
        certificates_held: Option<u32> = ["暂扣的证书数据(份)", "Certificates held"]
            hint ["十二种情形立案即暂停报名和评价, 暂扣证书数据 (第十九条)", "on one of the twelve grounds the case suspends registration and evaluation, and holds certificate data (Art. 19)"];
        complaint: Option<ComplaintNo> = ["投诉举报", "Complaint"]
            hint ["由投诉举报引起的, 填其编号", "its number, where one led to the case"]
            maybe origin in ["complaint"];
    }
    help: [
        "对机构的违规线索立案核实, 本人为经办人之一; 属十二种情形的, 自立案起暂停其评价报名和评价活动, 暂扣证书数据",
        "opens a case on an agency, of whose handlers you are one; on one of the twelve grounds its registration and evaluation are suspended from then on, certificate data held",
    ],
    key: 'c',
    group: Group::Agency,
    subject: Subject::Agency,
    who: HANDLER,
    from: From::Any,
    rules: &[RuleId::R19_3, RuleId::G42_1],
    issues: None,
}

/// Who handles it: the one who opens it, and those named, each once.
pub(in crate::commands) fn handlers(own: &str, others: Option<&[Login]>) -> Vec<String> {
    let mut all = vec![own.to_owned()];
    for Login(login) in others.iter().copied().flatten() {
        if !all.contains(login) {
            all.push(login.clone());
        }
    }
    all
}

/// What opening a case wants of the agency and of the handlers, whomever it is about.
pub(in crate::commands) fn opening<F>(
    scene: &Scene<F>,
    agency: &Agency,
    rule: RuleId,
    handlers: Option<usize>,
) -> Vec<Requirement> {
    let applying = agency.status == AgencyStatus::Applying;
    let filed = !applying && (agency.facts.validity.is_some() || agency.known.was_filed);
    let mut all = vec![Requirement::when(
        rule,
        filed,
        Text::new(
            "机构已备案, 违规由属地核实",
            "the agency is filed: violations are verified by the bureau in charge",
        ),
        if applying {
            Text::new(
                "首次备案在办: 先予备案或不予备案, 再按管辖立案",
                "its first filing is under way: settle that first, then the bureau in charge opens a case",
            )
        } else {
            Text::new(
                "该单位从未备案, 不是评价机构: 不予备案或移送, 不按第十九条立案",
                "the unit was never filed: its application is refused or it is referred, Art. 19 is no ground",
            )
        },
        Mend::Nothing,
    )];
    match handlers {
        Some(count) => all.extend(two_handlers(&scene.settings, count)),
        None if scene.settings.rule_on(RuleId::G42_1) => all
            .push(Requirement::at_input(RuleId::G42_1, Text::new("经办人两人以上", "two handlers or more"))),
        None => {}
    }
    all
}

impl Command for OpenCase {
    type Facts = Agency;

    fn judge(scene: &Scene<Agency>, input: Option<&Self>) -> Vec<Requirement> {
        let people = input.map(|input| handlers(&scene.actor.login, input.co_handlers.as_deref()).len());
        opening(scene, &scene.facts, RuleId::R19_3, people)
    }

    fn apply(&self, scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Done, Fault> {
        let violations = named(sql, self.grounds.as_deref(), self.others.as_deref(), &[])?;
        let (_, no) = opened(
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
                certificates_held: self.certificates_held,
            },
        )?;
        Ok(Done::on(no, 1))
    }

    fn prefill(scene: &Scene<Agency>) -> Map<String, Value> {
        held(&scene.facts)
    }
}

/// What a form on certificates held starts with: those of the agency's activities that are not uploaded.
pub(in crate::commands) fn held(agency: &Agency) -> Map<String, Value> {
    let left = not_uploaded(agency);
    (left > 0).then(|| ("certificates_held".to_owned(), json!(left))).into_iter().collect()
}

/// Certificates of an agency's activities that are not uploaded.
fn not_uploaded(agency: &Agency) -> u32 {
    agency.known.not_uploaded.iter().filter_map(|batch| batch.left).sum()
}

/// From the moment the check begins on one of the twelve grounds, registration and evaluation are suspended (R19-3); other violations
/// suspend nothing.
fn begin_check<F>(
    scene: &Scene<F>,
    agency: &Agency,
    sql: &dyn Sql,
    (case, violations): (CaseId, &[Violation]),
    held: Option<u32>,
) -> Result<(), Fault> {
    if violations.iter().any(|violation| violation.ground().is_some()) {
        suspensions::begin(
            sql,
            case,
            agency.id,
            scene.moment.today,
            held.unwrap_or_else(|| not_uploaded(agency)),
        )?;
    } else if held.is_some_and(|held| held > 0 && held != not_uploaded(agency)) {
        // What the form began with is no answer.
        let text = Text::new(
            "不属十二种情形的立案不暂停、不暂扣",
            "other violations suspend nothing, and hold no certificates",
        );
        return Err(Fault::field("certificates_held", text));
    }
    Ok(())
}

/// What a case is opened with, whomever it is about.
pub(in crate::commands) struct Opening<'a> {
    pub(in crate::commands) violations: &'a [Violation],
    pub(in crate::commands) origin: Origin,
    pub(in crate::commands) source: &'a str,
    pub(in crate::commands) summary: &'a str,
    pub(in crate::commands) co_handlers: Option<&'a [Login]>,
    pub(in crate::commands) complaint: Option<ComplaintNo>,
    pub(in crate::commands) certificates_held: Option<u32>,
}

/// Puts a case on file with its handlers, with the complaint that led to it, and with what its check suspends.
pub(in crate::commands) fn opened<F: Facts>(
    scene: &Scene<F>,
    agency: &Agency,
    sql: &dyn Sql,
    opening: &Opening<'_>,
) -> Result<(CaseId, RecordNo), Fault> {
    let (bureau, today) = (agency.facts.bureau, scene.moment.today);
    let mut people = Vec::new();
    for login in handlers(&scene.actor.login, opening.co_handlers) {
        people.push(own_handler(sql, bureau, "co_handlers", &login)?);
    }
    let complaint = opening.complaint.map(|no| about(sql, no, agency)).transpose()?;
    let settings = scene.settings_written()?;
    let (case, no) = case_writes::open(
        sql,
        &case_writes::NewCase {
            bureau,
            agency: agency.id,
            on: today,
            grounds: opening.violations,
            origin: opening.origin,
            source: opening.source,
            summary: opening.summary,
            settings: &settings,
        },
    )?;
    if let Some(complaint) = &complaint {
        store::complaints::led_to(sql, complaint.id, case)?;
    }
    for staff in people {
        case_writes::add_handler(sql, case, staff.id, today)?;
    }
    begin_check(scene, agency, sql, (case, opening.violations), opening.certificates_held)?;
    Ok((case, no))
}

/// The complaint about an agency that leads to a case.
pub(super) fn about(
    sql: &dyn Sql,
    ComplaintNo(no): ComplaintNo,
    agency: &Agency,
) -> Result<Complaint, Fault> {
    let found = store::complaints::by_no(sql, no)?
        .filter(|complaint| complaint.agency == agency.id && complaint.bureau == agency.facts.bureau);
    let wrong = || {
        let text = crate::say!(
            "{n} 不是对该机构的投诉举报",
            "{n} is no complaint about the agency",
            n = no.to_string()
        );
        Fault::field("complaint", text)
    };
    let complaint = found.ok_or_else(wrong)?;
    match complaint.case {
        None => Ok(complaint),
        Some(case) => {
            let text = crate::say!("已由其立案 {c}", "it led to case {c} already", c = case.to_string());
            Err(Fault::field("complaint", text))
        }
    }
}

/// A handler of the case's own bureau by login.
pub(super) fn own_handler(
    sql: &dyn Sql,
    bureau: crate::records::bureau::BureauId,
    field: &str,
    login: &str,
) -> Result<crate::records::staff::Staff, Fault> {
    store::staff::by_login(sql, login)?
        .filter(|s| s.active && s.bureau == bureau && s.is(Role::Handler))
        .ok_or_else(|| {
            Fault::field(
                field,
                crate::say!(
                    "{l} 不是 {b} 的经办人",
                    "{l} is no handler of {b}",
                    l = login,
                    b = bureau.label()
                ),
            )
        })
}

command! {
    /// 更正立案登记
    AmendCase "amend-case" ["更正登记", "correct the record"] {
        case: CaseNo = ["案件", "Case"];
        origin: Option<Origin> = ["线索来源", "Source"];
        source: Line = ["来源说明", "Source in words"];
        summary: Paragraph = ["涉嫌事实", "What is alleged"];
        reason: Line = ["更正原因", "Reason for the correction"];
    }
    help: [
        "更正立案时登记的内容; 原内容留在经过里",
        "corrects what was noted at the opening; the old words stay in the history",
    ],
    key: 'e',
    group: Group::Case,
    subject: Subject::Case,
    who: HANDLER,
    from: From::Case(OPEN),
    rules: &[RuleId::H1_2],
    issues: None,
}

impl Command for AmendCase {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        vec![super::bench(scene).by_handler(scene.actor.id)]
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let file = &scene.facts;
        let origin = self.origin.or(file.origin);
        if (self.source.0 == file.source && self.summary.0 == file.summary) && origin == file.origin {
            return Err(Fault::input(Text::new("没有改动", "nothing was changed")));
        }
        case_writes::amend(sql, file.id, origin, &self.source.0, &self.summary.0)?;
        stay(scene, sql)
    }

    fn prefill(scene: &Scene<CaseFile>) -> Map<String, Value> {
        let file = &scene.facts;
        let mut fields = Map::new();
        fields.extend(file.origin.map(|origin| ("origin".to_owned(), json!(origin))));
        fields.insert("source".to_owned(), json!(file.source));
        fields.insert("summary".to_owned(), json!(file.summary));
        fields
    }
}
