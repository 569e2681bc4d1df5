//! Publication (统一公布) by the Corps bureau: from that day on the directory and the whitelist have it (R21-3).

use chrono::NaiveDate;

use super::approve::still_filed;
use super::assess::unmet_since;
use super::change::free;
use super::papers::{self, Desk};
use super::{CORPS_APPROVER, advance, board, done, no_such_step};
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::{FilingNo, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, Subject};
use crate::law::constraints::unconstrained;
use crate::law::leaving::listed;
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::law::terms;
use crate::records::agency::{AgencyFacts, AgencyStatus, Scope, Validity};
use crate::records::agency_code::AgencyCode;
use crate::records::bureau::BureauId;
use crate::records::document::DocumentKind;
use crate::records::filing::{FilingFile, FilingKind, FilingStatus};
use crate::records::ids::RecordNo;
use crate::say;
use crate::store::{Sql, agencies, publications};
use crate::text::Text;

command! {
    /// 统一公布
    PublishFiling "publish-filing" ["统一公布", "publish the filing"] {
        filing: FilingNo = ["备案", "Filing"];
        agency_code: Option<Paragraph> = ["机构编码", "Agency code"]
            hint ["首次备案必填 13 位; 批量的每行一件: 备案编号 编码", "13 characters, for a first filing; for several a line each: filing, code"];
        opinion: Paragraph = ["意见", "Opinion"];
    }
    help: ["兵团人社局统一公布: 首次备案统一编码, 自公布之日起 3 年; 续期自原期满次日起延 3 年; 增加的范围即日列入目录", "the Corps bureau publishes it: a first filing gets its code and 3 years from this day, a renewal 3 more"],
    key: 'P',
    group: Group::Filing,
    subject: Subject::Filing,
    who: CORPS_APPROVER,
    from: From::Filing(&[FilingStatus::Approval]),
    rules: &[
        RuleId::R8_1, RuleId::R8_2, RuleId::R8_5, RuleId::R10_1, RuleId::R10_2, RuleId::R10_3, RuleId::R4_2,
        RuleId::R18_3, RuleId::R6_1, RuleId::R6_2, RuleId::R6_3, RuleId::R6_4, RuleId::R6_5, RuleId::R6_6, RuleId::R6_8,
        RuleId::R7_1, RuleId::R7_2, RuleId::R7_3, RuleId::R7_4, RuleId::R8_3, RuleId::R3_3, RuleId::H1_1,
    ],
    issues: Some(DocumentKind::Publication),
}

/// R8-1: a first filing gets its unified code with its publication.
fn coded(file: &FilingFile, input: Option<&PublishFiling>) -> Option<Requirement> {
    let wanted = file.kind == FilingKind::First && file.agency.facts.agency_code.is_none();
    let text = Text::new("首次备案须统一编码", "a first filing gets its unified code");
    wanted.then(|| match input {
        None => Requirement::at_input(RuleId::R8_1, text),
        Some(input) => Requirement::when(
            RuleId::R8_1,
            input.code_for(file).is_some(),
            Text::new("已填机构编码", "the agency code is given"),
            text,
            Mend::Somebody(Text::new("填写机构编码", "fill in the agency code")),
        ),
    })
}

/// R8-2: the certificate names where the agency is and who represents it; what an old ledger lacks is put on record first.
fn registered(file: &FilingFile, way: RuleId) -> Option<Requirement> {
    let facts = &file.agency.facts;
    let named = [
        (&facts.address, Text::new("地址", "the address")),
        (&facts.legal_representative, Text::new("法定代表人", "the legal representative")),
    ];
    let lacks: Vec<Text> =
        named.into_iter().filter(|(fact, _)| fact.is_empty()).map(|(_, label)| label).collect();
    (!lacks.is_empty()).then(|| {
        let text = say!("备案证书缺: {l}", "the certificate lacks: {l}", l = Text::join(&lacks));
        let mend = Text::new(
            "属地局经办人更正登记, 补上所缺",
            "a handler of the bureau corrects the agency's record",
        );
        Requirement::unmet(way, text, Mend::Somebody(mend))
    })
}

impl PublishFiling {
    /// The code given for a filing: all that is given, or, where lines begin with numbers of filings, what its own line says.
    fn code_for(&self, file: &FilingFile) -> Option<&str> {
        let given = self.agency_code.as_ref()?.0.trim();
        let line = |line: &'_ str| {
            let (no, _) = line.trim().split_once(char::is_whitespace)?;
            no.parse::<RecordNo>().ok()
        };
        if !given.lines().any(|of| line(of).is_some()) {
            return (!given.is_empty()).then_some(given);
        }
        let own = given.lines().find(|of| line(of) == Some(file.no))?;
        own.trim().split_once(char::is_whitespace).map(|(_, code)| code.trim())
    }
}

/// Every step before: who did one of them doesn't publish it as well (H1-1).
const BEFORE_PUBLICATION: &[FilingStatus] = &[
    FilingStatus::Applied,
    FilingStatus::Materials,
    FilingStatus::Survey,
    FilingStatus::Assessment,
    FilingStatus::Recheck,
    FilingStatus::Publicity,
    FilingStatus::Approval,
];

impl Command for PublishFiling {
    type Facts = FilingFile;

    fn judge(scene: &Scene<FilingFile>, input: Option<&Self>) -> Vec<Requirement> {
        let (file, board) = (&scene.facts, board(scene));
        if let Some(none) = no_such_step(file.kind.is_published()) {
            return vec![none];
        }
        let mut all = vec![
            board.office(&scene.actor, BureauId::CORPS),
            board.other_than(scene.actor.id, BEFORE_PUBLICATION),
        ];
        match file.kind {
            FilingKind::Incremental => {
                all.push(in_force(file, scene.moment.today));
                all.extend(unconstrained(&file.agency.known.constraints, scene.moment.today));
            }
            FilingKind::Renewal => all.push(listed(&file.agency, RuleId::R8_2)),
            _ => all.extend(coded(file, input)),
        }
        all.extend(still_filed(scene));
        all.extend(registered(file, board.way()));
        all.extend(board.approval_stands());
        all.extend(unmet_since(scene).into_iter().map(approved_anew));
        all
    }

    fn left_out(scene: &Scene<FilingFile>) -> &'static [&'static str] {
        let file = &scene.facts;
        let coded = file.kind != FilingKind::First && file.agency.facts.agency_code.is_some();
        if coded { &["agency_code"] } else { &[] }
    }

    fn apply(&self, scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let file = &scene.facts;
        let mut facts = published(file, scene.moment.today)?;
        if let Some(given) = self.code_for(file) {
            facts.agency_code = Some(unified_code(file, given)?);
            free(sql, &file.agency, &facts)?;
        }
        agencies::amend(sql, file.agency.id, &facts)?;
        agencies::set_status(sql, file.agency.no, AgencyStatus::Listed)?;
        let validity =
            facts.validity.ok_or_else(|| Fault::input(Text::new("缺少有效期", "there is no validity")))?;
        publications::make(
            sql,
            file.id,
            file.agency.id,
            &facts,
            validity,
            scene.moment.today,
            scene.actor.id,
        )?;
        done(scene, sql, FilingStatus::Published, true, &self.opinion.0)?;
        let done = advance(scene, sql, FilingStatus::Published)?;
        let done = done
            .with("agency", file.agency.no.to_string())
            .with("expires_on", validity.expires_on.to_string());
        let desk = Desk::of(scene, sql);
        let done = papers::issue(desk, file.no, DocumentKind::Publication, done)?;
        papers::issue(desk, file.no, DocumentKind::Certificate, done)
    }
}

/// A condition that is not met since the approval is for the bureau to say something of, not for who publishes.
fn approved_anew(judged: Requirement) -> Requirement {
    let mend = Text::new(
        "由属地局审批人重新研究同意, 或不予备案",
        "the bureau's approver approves it anew, or refuses it",
    );
    Requirement::unmet(judged.rule, judged.text, Mend::Somebody(mend))
}

/// The code given, if it is one; only a first filing gets one.
fn unified_code(file: &FilingFile, given: &str) -> Result<AgencyCode, Fault> {
    let wrong = |text| Fault::field("agency_code", text);
    let code: AgencyCode = given.parse().map_err(wrong)?;
    let standing = file.agency.facts.agency_code.as_ref();
    if standing.is_some_and(|s| *s != code) || (standing.is_none() && file.kind != FilingKind::First) {
        let text = Text::new(
            "机构编码的变更按重要事项变更办理",
            "a code is changed by a change of important facts, not here",
        );
        return Err(wrong(text));
    }
    Ok(code)
}

/// Only what stands can be widened: an agency in the directory that has not expired.
fn in_force(file: &FilingFile, today: NaiveDate) -> Requirement {
    Requirement::when(
        RuleId::R8_2,
        file.agency.in_force(today),
        Text::new("机构备案有效", "the filing of the agency stands"),
        Text::new("机构备案已取消或已期满", "the filing of the agency is cancelled or expired"),
        Mend::Nothing,
    )
}

/// What is registered of the agency from the publication on (R10-1, R10-3, R18-3).
fn published(file: &FilingFile, today: NaiveDate) -> Result<AgencyFacts, Fault> {
    let mut facts = file.agency.facts.clone();
    facts.validity = match (file.kind, facts.validity) {
        (FilingKind::First, _) => {
            let until = terms::validity(today).map_err(Fault::input)?.until;
            Some(Validity { published_on: today, expires_on: until })
        }
        (FilingKind::Renewal, Some(filed)) => {
            let until = terms::renewed(filed.expires_on).map_err(Fault::input)?.until;
            Some(Validity { expires_on: until, ..filed })
        }
        (_, standing) => standing,
    };
    for added in &file.scopes {
        let same = |s: &&mut Scope| (s.occupation, &s.name) == (added.occupation, &added.name);
        match facts.scopes.iter_mut().find(same) {
            Some(standing) => standing.levels = standing.levels.union(added.levels),
            None => facts.scopes.push(added.clone()),
        }
    }
    Ok(facts)
}
