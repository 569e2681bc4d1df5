//! Correcting what was published of an agency (更正公布): the wrong publication stays on file, with the reason.

use chrono::NaiveDate;

use super::CORPS_APPROVER;
use super::apply::{named, scopes_of, with_levels};
use super::change::free;
use super::leave::without;
use super::papers::{self, Desk};
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{AgencyNo, Line, Paragraph, ScopeLines};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, Subject};
use crate::law::leaving::listed;
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::law::scopes::eligible;
use crate::law::terms;
use crate::records::agency::{Agency, AgencyFacts, Publication, Scope, Validity};
use crate::records::agency_code::AgencyCode;
use crate::records::bureau::BureauId;
use crate::records::document::DocumentKind;
use crate::records::filing::{FilingKind, FilingStatus};
use crate::records::occupation::OccupationCode;
use crate::say;
use crate::store::{Sql, agencies, ends, filings, publications};
use crate::text::Text;

command! {
    /// 更正公布
    CorrectPublication "correct-publication" ["更正公布", "correct a publication"] {
        agency: AgencyNo = ["机构", "Agency"];
        agency_code: Option<Line> = ["机构编码", "Agency code"] hint ["不变的留空", "leave empty what stays"];
        published_on: Option<NaiveDate> = ["公布日期", "Published on"]
            hint ["首次公布的日期; 有效期随之重算", "of the first publication; the validity follows"];
        scopes: Option<ScopeLines> = ["评价范围", "Scopes"]
            hint ["更正后的全部范围, 每行: 职业编码 名称 等级", "all of them as corrected, a line each: code, name, levels"];
        reason: Paragraph = ["更正原因", "What was wrong"];
    }
    help: [
        "更正公布有误的编码、日期或范围; 原公布留存, 目录当日更新",
        "corrects code, day or scopes of a publication; the old one stays on file, the directory follows the same day",
    ],
    key: 'K',
    group: Group::Agency,
    subject: Subject::Agency,
    who: CORPS_APPROVER,
    from: From::Any,
    rules: &[RuleId::R8_2, RuleId::R10_1, RuleId::R4_2, RuleId::R18_4, RuleId::H1_1],
    issues: Some(DocumentKind::Publication),
}

impl CorrectPublication {
    /// What is published from now on.
    fn facts(&self, agency: &Agency, standing: Validity, today: NaiveDate) -> Result<AgencyFacts, Fault> {
        let mut facts = agency.facts.clone();
        if let Some(code) = &self.agency_code {
            let code: AgencyCode = code.0.parse().map_err(|wrong| Fault::field("agency_code", wrong))?;
            facts.agency_code = Some(code);
        }
        if let Some(on) = self.published_on {
            check_day("published_on", on, NaiveDate::MIN, today)?;
            // A renewal counts on from the old expiry (R10-3): only the first validity follows its publication.
            let first = terms::validity(standing.published_on).map_err(Fault::input)?;
            if first.until != standing.expires_on {
                let text = Text::new(
                    "已续期或有效期另有规定的, 不能由公布日期推算",
                    "renewed since, or of another validity: it does not follow the day of publication",
                );
                return Err(Fault::field("published_on", text));
            }
            let until = terms::validity(on).map_err(Fault::input)?.until;
            facts.validity = Some(Validity { published_on: on, expires_on: until });
        }
        if let Some(lines) = &self.scopes {
            facts.scopes = scopes_of(&lines.0)?;
            if facts.scopes.is_empty() {
                return Err(Fault::field("scopes", Text::new("至少一个职业", "one occupation at least")));
            }
            with_levels(facts.kind, &facts.scopes)?;
        }
        Ok(facts)
    }
}

/// R10-1: the day of a publication is one between its approval and the day it was made here: a later one would prolong the
/// filing without a renewal.
fn between(sql: &dyn Sql, agency: &Agency, facts: &AgencyFacts) -> Result<(), Fault> {
    let Some(on) = facts.validity.map(|validity| validity.published_on) else { return Ok(()) };
    let all = publications::of_agency(sql, agency.id)?;
    // The validity began with the first publication of its filing; what came after (corrections, wider scopes) moves no day.
    let standing = agency.facts.validity;
    let began = |p: &&Publication| standing.is_some_and(|s| s.published_on == p.validity.published_on);
    let Some(given) = all.iter().find(began).or(all.first()) else { return Ok(()) };
    let Some(first) = all.iter().find(|p| p.filing == given.filing) else { return Ok(()) };
    let made = first.made_on;
    let filing = filings::file(sql, first.filing)?.map(|(file, _)| file);
    let approved = filing.and_then(|file| Some(file.step(FilingStatus::Approval)?.on)).unwrap_or(made);
    check_day("published_on", on, approved, made)
}

/// What was approved and is still filed for: what the last filing published, less what was given up since (R18-4).
fn approved(sql: &dyn Sql, agency: &Agency) -> Result<Vec<Scope>, Fault> {
    let all = publications::of_agency(sql, agency.id)?;
    let Some(last) = all.last() else { return Ok(agency.facts.scopes.clone()) };
    // Corrections of it are no filings: the first says what was approved.
    let first = all.iter().find(|p| p.filing == last.filing).unwrap_or(last);
    let mut scopes = first.scopes.clone();
    for no in ends::settled_since(sql, agency.id, FilingKind::Narrowing, last.filing)? {
        let given_up = filings::file(sql, no)?.map(|(file, _)| file.scopes).unwrap_or_default();
        scopes = without(&scopes, &given_up);
    }
    Ok(scopes)
}

/// R8-2, R18-4: a correction says what was approved, no more and no less. A scope that never went through a filing is applied
/// for, with all that this asks (R3-3, R7-4, R8-3); one that did is given up by a narrower scope.
fn approved_only(sql: &dyn Sql, agency: &Agency, facts: &AgencyFacts) -> Result<(), Fault> {
    let approved = approved(sql, agency)?;
    let covered = |all: &[Scope], one: &Scope| {
        let same = |s: &&Scope| (s.occupation, &s.name) == (one.occupation, &one.name);
        all.iter().find(same).is_some_and(|s| s.levels.covers(one.levels))
    };
    let refused =
        |rule, text, mend| Err(Fault::Refused(vec![Requirement::unmet(rule, text, Mend::Somebody(mend))]));
    if let Some(new) = facts.scopes.iter().find(|new| !covered(&approved, new)) {
        let text = say!(
            "{n} {l} 没有经过备案, 不是更正: 办理增加范围",
            "{n} {l} never went through a filing: that is no correction, a wider scope is applied for",
            n = new.name.as_str(),
            l = new.levels.label()
        );
        let mend = Text::new("登记增加范围的申请", "register an application for a wider scope");
        return refused(RuleId::R8_2, text, mend);
    }
    if let Some(old) = approved.iter().find(|old| !covered(&facts.scopes, old)) {
        let text = say!(
            "{n} {l} 经备案同意, 不能以更正减去: 办理缩减范围",
            "{n} {l} was approved: it is no correction to take it away, the scope is narrowed",
            n = old.name.as_str(),
            l = old.levels.label()
        );
        let mend = Text::new("登记缩减范围的申请", "register an application for a narrower scope");
        return refused(RuleId::R18_4, text, mend);
    }
    Ok(())
}

/// R8-2: what is published is the Corps bureau's.
pub(super) fn by_the_corps(scene: &Scene<Agency>) -> Requirement {
    Requirement::when(
        RuleId::R8_2,
        scene.actor.bureau == BureauId::CORPS,
        say!("由{o}办理", "for {o}", o = BureauId::CORPS.label()),
        say!("须由{o}办理", "it is for {o}", o = BureauId::CORPS.label()),
        Mend::Somebody(BureauId::CORPS.label()),
    )
}

impl Command for CorrectPublication {
    type Facts = Agency;

    const NAMES_OCCUPATIONS: bool = true;

    fn judge(scene: &Scene<Agency>, input: Option<&Self>) -> Vec<Requirement> {
        let agency = &scene.facts;
        let made = agency.known.published_by;
        let other = Requirement::when(
            RuleId::H1_1,
            made.is_some_and(|by| by != scene.actor.id),
            Text::new("由公布人以外的人更正", "by somebody else than who published"),
            match made {
                Some(_) => Text::new(
                    "公布人不能自行更正, 须由另一审批人",
                    "who published doesn't correct it: another approver does",
                ),
                None => Text::new(
                    "没有在此公布过; 台账登记的由登记更正",
                    "it was not published here: what a ledger says is corrected there",
                ),
            },
            Mend::Somebody(Text::new("另一审批人", "another approver")),
        );
        let mut all = vec![listed(agency, RuleId::R8_2), by_the_corps(scene), other];
        if let Some(Ok(scopes)) = input.and_then(|i| i.scopes.as_ref()).map(|s| scopes_of(&s.0)) {
            all.push(eligible(agency.facts.kind, &scopes, &scene.listed));
        }
        all
    }

    fn occupations(&self) -> Vec<OccupationCode> {
        named(self.scopes.as_ref())
    }

    fn apply(&self, scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Done, Fault> {
        let (agency, today) = (&scene.facts, scene.moment.today);
        let standing = super::filed(agency)?;
        let facts = self.facts(agency, standing, today)?;
        if facts == agency.facts {
            return Err(Fault::input(Text::new("没有改动", "nothing was changed")));
        }
        if self.published_on.is_some() {
            between(sql, agency, &facts)?;
        }
        free(sql, agency, &facts)?;
        approved_only(sql, agency, &facts)?;
        let validity = facts.validity.unwrap_or(standing);
        let version = agencies::amend(sql, agency.id, &facts)?;
        publications::correct(sql, agency.id, &facts, validity, today, scene.actor.id, &self.reason.0)?;
        let done = Done::on(agency.no, version).with("expires_on", validity.expires_on.to_string());
        let Some(last) = publications::of_agency(sql, agency.id)?.pop() else { return Ok(done) };
        let desk = Desk::of(scene, sql);
        let done = papers::issue(desk, last.filing, DocumentKind::Publication, done)?;
        papers::issue(desk, last.filing, DocumentKind::Certificate, done)
    }
}
