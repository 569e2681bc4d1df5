//! Applying for a renewal or a wider scope (备案申请): in time, or late with an approver's acceptance (R10-2).

use chrono::NaiveDate;

use super::papers::{self, Desk};
use super::{OPEN, advance, board, done};
use crate::commands::clocks;
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{AgencyNo, FilingNo, Line, Paragraph, ScopeLines};
use crate::commands::premises;
use crate::commands::scene::Scene;
use crate::commands::spec::{APPROVER, From, Group, HANDLER, Subject};
use crate::law::constraints::unconstrained;
use crate::law::filings::{begun, renewable, wants_acceptance};
use crate::law::leaving::{listed, not_ending};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::law::scopes::{as_catalogued, eligible};
use crate::records::agency::{Agency, Scope};
use crate::records::agency_kind::AgencyKind;
use crate::records::bureau::BureauId;
use crate::records::document::DocumentKind;
use crate::records::filing::{FilingFile, FilingKind, FilingStatus};
use crate::records::level::LevelSet;
use crate::records::occupation::OccupationCode;
use crate::say;
use crate::store::{Sql, filings};
use crate::text::Text;

crate::word_enum! {
    /// What an agency of the directory applies for here.
    Matter, "备案事项", "matter" {
        /// 续期 (R10-2)
        Renewal = "renewal", "续期", "renewal";
        /// 增量备案 (R18-3)
        Incremental = "incremental", "增加范围", "wider scope";
    }
}

command! {
    /// 登记备案申请
    ApplyFiling "apply-filing" ["登记备案申请", "register an application"] {
        agency: AgencyNo = ["机构", "Agency"];
        kind: Matter = ["申请事项", "Applied for"];
        applied_on: NaiveDate = ["申请日期", "Applied on"];
        scopes: Option<ScopeLines> = ["增加的范围", "Scopes to add"]
            hint ["每行: 职业编码 名称 等级, 如 6-99-02-01 示例工种 五级至三级", "a line each: code, name, levels: 6-99-02-01 示例工种 5-3"]
            when kind in ["incremental"];
        statement: Paragraph = ["申请内容", "What the application says"];
    }
    help: [
        "登记机构的续期或增加范围申请; 期满前 3 个月以内的续期申请须审批人接受, 期满后不予受理",
        "registers an application for renewal or a wider scope; a late renewal wants an approver's acceptance",
    ],
    key: 'b',
    group: Group::Agency,
    subject: Subject::Agency,
    who: HANDLER,
    from: From::Any,
    rules: &[RuleId::R8_2, RuleId::R10_2, RuleId::R4_2, RuleId::R18_3, RuleId::R24_3],
    issues: Some(DocumentKind::Acceptance),
}

impl Matter {
    const fn filing(self) -> FilingKind {
        match self {
            Self::Renewal => FilingKind::Renewal,
            Self::Incremental => FilingKind::Incremental,
        }
    }
}

/// Reads the scopes, one a line: code, name, levels.
pub(super) fn scopes_of(lines: &str) -> Result<Vec<Scope>, Fault> {
    let wrong = |text: Text| Fault::field("scopes", text);
    let read = |line: &str| -> Result<Scope, Fault> {
        let short =
            || wrong(say!("「{l}」应为: 编码 名称 等级", "'{l}' must be: code name levels", l = line));
        let (code, rest) = line.split_once(char::is_whitespace).ok_or_else(short)?;
        let rest = rest.trim();
        // An item of a special-ability agency has no levels: then all of it is the name.
        let (name, levels) = match rest.rsplit_once(char::is_whitespace) {
            Some((name, "-" | "无")) => (name, LevelSet::EMPTY),
            Some((name, levels)) => match levels.parse() {
                Ok(levels) => (name, levels),
                Err(why) if levels.contains('级') => return Err(wrong(why)),
                Err(_) => (rest, LevelSet::EMPTY),
            },
            None if rest.is_empty() => return Err(short()),
            None => (rest, LevelSet::EMPTY),
        };
        Ok(Scope { occupation: code.parse().map_err(wrong)?, name: name.trim().to_owned(), levels })
    };
    let mut all: Vec<Scope> =
        lines.lines().map(str::trim).filter(|l| !l.is_empty()).map(read).collect::<Result<_, _>>()?;
    all.sort_by(|a, b| (a.occupation, &a.name).cmp(&(b.occupation, &b.name)));
    if all.windows(2).any(|w| (w[0].occupation, &w[0].name) == (w[1].occupation, &w[1].name)) {
        return Err(wrong(Text::new("同一职业(工种)重复", "an occupation stands twice")));
    }
    Ok(all)
}

/// The occupations that scopes in a field name, as far as they can be read.
pub(super) fn named(lines: Option<&ScopeLines>) -> Vec<OccupationCode> {
    let scopes = lines.and_then(|lines| scopes_of(&lines.0).ok()).unwrap_or_default();
    scopes.iter().map(|scope| scope.occupation).collect()
}

/// Levels are filed too (R12-1); the items of a special-ability agency have none.
pub(super) fn with_levels(kind: AgencyKind, scopes: &[Scope]) -> Result<(), Fault> {
    let levelled = kind != AgencyKind::SpecialAbility;
    let Some(scope) = scopes.iter().find(|scope| scope.levels.is_empty() == levelled) else { return Ok(()) };
    let name = scope.name.as_str();
    Err(Fault::field(
        "scopes",
        match levelled {
            true => say!("{n} 没有写等级, 如 五级至三级", "{n} has no level: as 5-3", n = name),
            false => say!("{n} 是专项能力项目, 不分等级", "{n} is an item, which has no levels", n = name),
        },
    ))
}

/// What is judged once the matter is chosen; a constraint is told beforehand (R18-3).
fn of_either(scene: &Scene<Agency>, expiry: NaiveDate) -> Vec<Requirement> {
    let renewal = Requirement::at_input(
        RuleId::R10_2,
        say!(
            "续期须在期满 ({d}) 前 3 个月申请",
            "a renewal is applied for 3 months before the expiry ({d})",
            d = expiry
        ),
    );
    let constrained = unconstrained(&scene.facts.known.constraints, scene.moment.today);
    let told = constrained.into_iter().filter(Requirement::refuses);
    std::iter::once(renewal).chain(told.map(|held| Requirement::at_input(held.rule, held.text))).collect()
}

/// R8-1: a qualification agency is filed with the Corps bureau, whatever a ledger said; nothing where it is.
fn at_the_corps(scene: &Scene<Agency>) -> Option<Requirement> {
    let facts = &scene.facts.facts;
    let elsewhere = facts.kind == AgencyKind::Qualification && facts.bureau != BureauId::CORPS;
    elsewhere.then(|| {
        let corps = BureauId::CORPS.label();
        let text = say!("职业资格评价机构由{o}备案", "a qualification agency is filed with {o}", o = corps);
        Requirement::unmet(RuleId::R8_1, text, Mend::Somebody(corps))
    })
}

impl Command for ApplyFiling {
    type Facts = Agency;
    const NAMES_OCCUPATIONS: bool = true;

    fn judge(scene: &Scene<Agency>, input: Option<&Self>) -> Vec<Requirement> {
        let mut all = vec![listed(&scene.facts, RuleId::R8_2)];
        all.extend(at_the_corps(scene));
        if let Some(input) = input {
            all.extend(not_ending(&scene.facts, input.kind == Matter::Renewal));
        }
        let Some(filed) = scene.facts.facts.validity else { return all };
        let expiry = filed.expires_on;
        match input {
            Some(input) if input.kind == Matter::Renewal => {
                all.push(begun(filed, input.applied_on));
                all.push(renewable(&scene.calendar, expiry, input.applied_on));
            }
            Some(input) => {
                all.push(Requirement::when(
                    RuleId::R8_2,
                    scene.facts.in_force(input.applied_on),
                    say!("备案有效至 {d}", "in force until {d}", d = expiry),
                    say!("备案已于 {d} 期满", "the filing expired on {d}", d = expiry),
                    Mend::Nothing,
                ));
                all.extend(unconstrained(&scene.facts.known.constraints, scene.moment.today));
                if let Some(Ok(scopes)) = input.scopes.as_ref().map(|s| scopes_of(&s.0)) {
                    all.push(eligible(scene.facts.facts.kind, &scopes, &scene.listed));
                    all.extend(as_catalogued(scene.facts.facts.kind, &scopes, &scene.listed));
                }
            }
            None => all.extend(of_either(scene, expiry)),
        }
        all
    }

    fn occupations(&self) -> Vec<OccupationCode> {
        named(self.scopes.as_ref())
    }

    fn apply(&self, scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Done, Fault> {
        let (agency, today) = (&scene.facts, scene.moment.today);
        let filed_for = super::filed(agency)?;
        check_day("applied_on", self.applied_on, filed_for.published_on, today)?;
        let kind = self.kind.filing();
        if let Some(no) = filings::open_of(sql, agency.id, kind)?.first() {
            let text = say!("同一事项在办: {n}", "one is under way: {n}", n = no.to_string());
            return Err(Fault::field("kind", text));
        }
        let scopes = self.scopes.as_ref().map(|s| scopes_of(&s.0)).transpose()?.unwrap_or_default();
        with_levels(agency.facts.kind, &scopes)?;
        let standing = &agency.facts.scopes;
        let filed = |new: &Scope| {
            let same = |s: &&Scope| (s.occupation, &s.name) == (new.occupation, &new.name);
            standing.iter().find(same).is_some_and(|s| s.levels.covers(new.levels))
        };
        if let Some(new) = scopes.iter().find(|new| filed(new)) {
            let text = say!("{n}已在备案范围内", "{n} is in the filed scope already", n = new.name.as_str());
            return Err(Fault::field("scopes", text));
        }
        let late = match self.kind {
            Matter::Incremental => false,
            Matter::Renewal => {
                wants_acceptance(&scene.calendar, filed_for.expires_on, self.applied_on, today)
                    .map_err(Fault::input)?
            }
        };
        let settings = scene.settings_written()?;
        let checklist = premises::checklist(sql, &agency.facts, kind, today)?;
        let no = filings::apply(
            sql,
            &filings::NewFiling {
                bureau: agency.facts.bureau,
                agency: agency.id,
                kind,
                assessed: kind.is_assessed(agency.facts.is_selected_elsewhere()),
                status: if late { FilingStatus::Applied } else { FilingStatus::Materials },
                applied_on: self.applied_on,
                scopes: &scopes,
                matter: None,
                statement: &self.statement.0,
                settings: &settings,
                checklist: &checklist,
            },
            today,
            scene.actor.id,
        )?;
        clocks::refresh(sql, agency.no, today)?;
        let done = Done::on(no, 1).with("late", late);
        match late {
            // Taken up only once an approver accepts it.
            true => Ok(done),
            false => papers::issue(Desk::of(scene, sql), no, DocumentKind::Acceptance, done),
        }
    }
}

command! {
    /// 受理迟延申请
    AcceptLateFiling "accept-late-filing" ["受理迟延申请", "accept a late application"] {
        filing: FilingNo = ["备案", "Filing"];
        accept: bool = ["受理", "Accept"];
        reason: Line = ["理由", "Reason"];
    }
    help: [
        "对期满前 3 个月以内的续期申请决定是否受理, 写明理由",
        "says whether a renewal applied for late is taken up, and why",
    ],
    key: 'K',
    group: Group::Filing,
    subject: Subject::Filing,
    who: APPROVER,
    from: From::Filing(OPEN),
    rules: &[RuleId::R10_2, RuleId::H1_1],
    issues: Some(DocumentKind::Acceptance),
}

impl Command for AcceptLateFiling {
    type Facts = FilingFile;

    fn judge(scene: &Scene<FilingFile>, input: Option<&Self>) -> Vec<Requirement> {
        let (rule, board) = (RuleId::R10_2, board(scene));
        let waits = match board.waits_for_acceptance() {
            Err(wrong) => Requirement::unmet(rule, wrong, Mend::Nothing),
            Ok(true) => Requirement::met(rule, Text::new("迟延申请待受理", "a late application waits")),
            // The expiry was corrected since: in time, it can't be turned down as late.
            Ok(false) if scene.facts.status == FilingStatus::Applied => Requirement::when(
                rule,
                input.is_none_or(|input| input.accept),
                Text::new("申请并未迟延, 应予受理", "the application is in time: it is taken up"),
                Text::new("申请并未迟延, 应当受理", "the application is in time: it must be taken up"),
                Mend::Somebody(Text::new("选择受理", "accept it")),
            ),
            Ok(false) => Requirement::unmet(
                RuleId::H2_1,
                Text::new("没有待受理的迟延申请", "no late application waits"),
                Mend::Nothing,
            ),
        };
        vec![waits, board.other_than(scene.actor.id, &[FilingStatus::Applied])]
    }

    fn apply(&self, scene: &Scene<FilingFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        done(scene, sql, FilingStatus::Applied, self.accept, &self.reason.0)?;
        let (desk, no) = (Desk::of(scene, sql), scene.facts.no);
        if self.accept {
            filings::accept(sql, scene.facts.id, &self.reason.0)?;
            let done = match scene.facts.status {
                FilingStatus::Applied => advance(scene, sql, FilingStatus::Materials)?,
                _ => super::stay(scene, sql)?,
            };
            return papers::issue(desk, no, DocumentKind::Acceptance, done);
        }
        filings::end(sql, scene.facts.id, &self.reason.0)?;
        let done = advance(scene, sql, FilingStatus::Refused)?;
        papers::issue(desk, no, DocumentKind::Refusal, done)
    }
}
