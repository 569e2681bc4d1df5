//! Leaving the directory, whole or in part (Art. 18(4), 18(5), 19(1)): a narrower scope, a voluntary end, and the automatic
//! end, which the bureau proposes from the facts. `settle.rs` decides them.

use chrono::NaiveDate;

use super::papers::{self, Desk};
use crate::commands::clocks;
use crate::commands::entry::{Command, Done, Fields, Turn};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{AgencyNo, Line, Paragraph, ScopeLines};
use crate::commands::premises;
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, HANDLER, Subject};
use crate::law::leaving::{ended_already, holds, listed, proposed};
use crate::law::requirement::{Mend, Requirement, State};
use crate::law::rules::RuleId;
use crate::records::agency::{Agency, Scope};
use crate::records::document::DocumentKind;
use crate::records::filing::{EndGround, FilingKind, FilingMatter, FilingStatus};
use crate::records::level::LevelSet;
use crate::say;
use crate::store::{Sql, filings};
use crate::text::Text;

/// What is put on file to leave or to change by.
pub(super) struct Leaving<'a> {
    pub(super) kind: FilingKind,
    pub(super) applied_on: NaiveDate,
    pub(super) scopes: &'a [Scope],
    pub(super) matter: Option<FilingMatter>,
    pub(super) statement: &'a str,
}

pub(super) fn file(scene: &Scene<Agency>, sql: &dyn Sql, leaving: &Leaving<'_>) -> Result<Done, Fault> {
    let (agency, today) = (&scene.facts, scene.moment.today);
    let filed = super::filed(agency)?;
    check_day("applied_on", leaving.applied_on, filed.published_on, today)?;
    for kind in [
        FilingKind::Change,
        FilingKind::Narrowing,
        FilingKind::End,
        FilingKind::AutoEnd,
        FilingKind::OrderedEnd,
    ] {
        if let Some(no) = filings::open_of(sql, agency.id, kind)?.first() {
            let text = say!("{k}在办: {n}", "a {k} is under way: {n}", k = kind, n = no.to_string());
            return Err(Fault::input(text));
        }
    }
    let settings = scene.settings_written()?;
    let checklist = premises::checklist(sql, &agency.facts, leaving.kind, today)?;
    let no = filings::apply(
        sql,
        &filings::NewFiling {
            bureau: agency.facts.bureau,
            agency: agency.id,
            kind: leaving.kind,
            assessed: leaving.kind.is_assessed(agency.facts.is_selected_elsewhere()),
            status: FilingStatus::Materials,
            applied_on: leaving.applied_on,
            scopes: leaving.scopes,
            matter: leaving.matter.as_ref(),
            statement: leaving.statement,
            settings: &settings,
            checklist: &checklist,
        },
        today,
        scene.actor.id,
    )?;
    clocks::refresh(sql, agency.no, today)?;
    let done = Done::on(no, 1);
    match leaving.kind {
        // The bureau's own proposal: nobody applied.
        own if own.is_own() => Ok(done),
        _ => papers::issue(Desk::of(scene, sql), no, DocumentKind::Acceptance, done),
    }
}

command! {
    /// 登记缩减范围
    ApplyNarrowing "apply-narrowing" ["登记缩减范围", "register a narrower scope"] {
        agency: AgencyNo = ["机构", "Agency"];
        applied_on: NaiveDate = ["申请日期", "Applied on"];
        scopes: ScopeLines = ["缩减的范围", "Scopes given up"]
            hint ["每行: 职业编码 名称 等级; 只写编码为整个职业", "a line each: code name levels; the code alone is the whole"];
        statement: Paragraph = ["申请内容", "What the application says"];
    }
    help: [
        "登记机构缩减评价范围的申请; 核实相关证书数据全部上传后才能核准",
        "registers that the agency gives up part of its scope; settled once its certificates are known to be uploaded",
    ],
    key: 'w',
    group: Group::Agency,
    subject: Subject::Agency,
    who: HANDLER,
    from: From::Any,
    rules: &[RuleId::R18_4],
    issues: Some(DocumentKind::Acceptance),
}

impl Command for ApplyNarrowing {
    type Facts = Agency;

    fn judge(scene: &Scene<Agency>, _: Option<&Self>) -> Vec<Requirement> {
        vec![listed(&scene.facts, RuleId::R18_4)]
    }

    fn apply(&self, scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Done, Fault> {
        let lines = self.scopes.0.lines().map(str::trim).filter(|line| !line.is_empty());
        let scopes: Vec<Scope> = lines.map(|line| given_up(&scene.facts, line)).collect::<Result<_, _>>()?;
        if without(&scene.facts.facts.scopes, &scopes).is_empty() {
            let text = Text::new(
                "全部范围都缩减的, 应办理自愿终止",
                "nothing would be left: that is a voluntary end",
            );
            return Err(Fault::field("scopes", text));
        }
        file(
            scene,
            sql,
            &Leaving {
                kind: FilingKind::Narrowing,
                applied_on: self.applied_on,
                scopes: &scopes,
                matter: None,
                statement: &self.statement.0,
            },
        )
    }
}

/// Reads a line: code, name where the code has several, levels where not all of them go.
fn given_up(agency: &Agency, line: &str) -> Result<Scope, Fault> {
    let wrong = |text: Text| Fault::field("scopes", text);
    let mut words: Vec<&str> = line.split_whitespace().collect();
    let code = words.first().map_or("", |word| *word).parse().map_err(wrong)?;
    let levels: Option<LevelSet> = match words.last() {
        Some(last) if words.len() > 1 => last.parse().ok().filter(|set: &LevelSet| !set.is_empty()),
        _ => None,
    };
    if levels.is_some() {
        words.pop();
    }
    let name = words[1..].join(" ");
    let of = |s: &&Scope| s.occupation == code && (name.is_empty() || s.name == name);
    let mut found = agency.facts.scopes.iter().filter(of);
    let (Some(standing), None) = (found.next(), found.next()) else {
        return Err(wrong(say!(
            "「{l}」应指明备案范围内的一个职业(工种)",
            "'{l}' must name one occupation of the filed scope",
            l = line
        )));
    };
    let levels = levels.unwrap_or(standing.levels);
    if !standing.levels.covers(levels) {
        let text =
            say!("「{l}」的等级不在备案范围内", "the levels of '{l}' are not in the filed scope", l = line);
        return Err(wrong(text));
    }
    Ok(Scope { levels, ..standing.clone() })
}

/// A scope without what is given up.
pub(super) fn without(standing: &[Scope], given_up: &[Scope]) -> Vec<Scope> {
    let mut left = Vec::new();
    for scope in standing {
        let gone = given_up.iter().find(|g| (g.occupation, &g.name) == (scope.occupation, &scope.name));
        match gone {
            None => left.push(scope.clone()),
            Some(gone) => {
                let levels = scope.levels.without(gone.levels);
                if !levels.is_empty() {
                    left.push(Scope { levels, ..scope.clone() });
                }
            }
        }
    }
    left
}

command! {
    /// 登记自愿终止
    ApplyEnd "apply-end" ["登记自愿终止", "register a voluntary end"] {
        agency: AgencyNo = ["机构", "Agency"];
        stopped_on: NaiveDate = ["停止报名日期", "Registration stopped on"];
        uploaded_on: NaiveDate = ["证书数据全部上传日期", "All certificates uploaded on"];
        applied_on: NaiveDate = ["申请日期", "Applied on"];
        statement: Paragraph = ["申请内容", "What the application says"];
    }
    help: [
        "登记机构自愿终止备案的申请: 先停止评价报名, 证书数据全部上传之后才能申请",
        "registers a voluntary end: registration for exams stopped first, then all certificates uploaded, then the application",
    ],
    key: 'x',
    group: Group::Agency,
    subject: Subject::Agency,
    who: HANDLER,
    from: From::Any,
    rules: &[RuleId::R18_5],
    issues: Some(DocumentKind::Acceptance),
}

impl Command for ApplyEnd {
    type Facts = Agency;

    fn judge(scene: &Scene<Agency>, input: Option<&Self>) -> Vec<Requirement> {
        let rule = RuleId::R18_5;
        let order = Text::new(
            "先停止报名, 再上传全部证书数据, 后申请",
            "registration stopped, then all certificates uploaded, then applied",
        );
        let ordered = match input {
            None => Requirement::at_input(rule, order),
            Some(input) => Requirement::when(
                rule,
                input.stopped_on <= input.uploaded_on && input.uploaded_on <= input.applied_on,
                order,
                say!(
                    "停止报名 {s}、全部上传 {u}、申请 {a}: 先后不符",
                    "registration stopped {s}, all uploaded {u}, applied {a}: not in this order",
                    s = input.stopped_on,
                    u = input.uploaded_on,
                    a = input.applied_on
                ),
                Mend::Somebody(Text::new("机构停报、上传之后重新申请", "the agency applies after both")),
            ),
        };
        vec![listed(&scene.facts, rule), ordered]
    }

    fn apply(&self, scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Done, Fault> {
        let filed = super::filed(&scene.facts)?;
        check_day("stopped_on", self.stopped_on, filed.published_on, scene.moment.today)?;
        let matter = FilingMatter::Voluntary { stopped_on: self.stopped_on, uploaded_on: self.uploaded_on };
        file(
            scene,
            sql,
            &Leaving {
                kind: FilingKind::End,
                applied_on: self.applied_on,
                scopes: &[],
                matter: Some(matter),
                statement: &self.statement.0,
            },
        )
    }
}

command! {
    /// 提出自动终止
    ProposeEnd "propose-end" ["提出自动终止", "propose an automatic end"] {
        agency: AgencyNo = ["机构", "Agency"];
        ground: EndGround = ["情形", "Ground"];
        document: Option<Line> = ["主体终止的证明文件", "Document of the legal person's end"]
            when ground in ["legal-person-ended"];
        last_evaluation: Option<NaiveDate> = ["查明的最近一次评价日期", "Last evaluation, as found out"]
            hint ["没有登记其评价活动的须填; 从未开展的填公布日期", "wanted where none is on record; never held: the day of publication"]
            maybe ground in ["inactive"];
        inquiry: Option<Line> = ["机构的说明, 有无正当理由", "What the agency says, and whether it is a good reason"]
            when ground in ["inactive"];
        statement: Paragraph = ["事实", "Facts"];
    }
    help: [
        "期满未申请续期、主体资格终止或一年以上不开展评价的, 提出自动终止; 核实后由审批人决定",
        "proposes the end of a filing that expired, whose legal person ended, or that was idle for a year; an approver decides",
    ],
    key: 'X',
    group: Group::Agency,
    subject: Subject::Agency,
    who: HANDLER,
    from: From::Any,
    rules: &[RuleId::R19_1, RuleId::R19_2],
    issues: None,
}

impl Command for ProposeEnd {
    type Facts = Agency;

    fn judge(scene: &Scene<Agency>, input: Option<&Self>) -> Vec<Requirement> {
        let today = scene.moment.today;
        let mut all = vec![listed(&scene.facts, RuleId::R19_1)];
        all.extend(ended_already(&scene.facts));
        match input {
            Some(input) => {
                all.push(holds(&scene.facts, input.ground, input.last_evaluation, &scene.calendar, today))
            }
            // What the facts say, before a ground is chosen: the one that holds, or of each why not; the legal person's end a
            // document says.
            None => {
                let told = |ground| match holds(&scene.facts, ground, None, &scene.calendar, today) {
                    Requirement { rule, text, state: State::Unmet(mend) } => {
                        Requirement::lacking(rule, text, mend)
                    }
                    met => met,
                };
                match proposed(&scene.facts, &scene.calendar, today) {
                    Some(ground) => all.push(told(ground)),
                    None => all.extend([EndGround::Expired, EndGround::Inactive].map(told)),
                }
                if scene.facts.known.legal_person_lost.is_none() {
                    all.push(Requirement::at_input(
                        RuleId::R19_1,
                        Text::new(
                            "主体资格终止的, 凭证明文件",
                            "where the legal person has ended, a document that says so",
                        ),
                    ));
                }
            }
        }
        all
    }

    /// The ground that the facts propose, if one does.
    fn prefill(scene: &Scene<Agency>) -> Fields {
        let ground = proposed(&scene.facts, &scene.calendar, scene.moment.today);
        ground.map(|ground| ("ground".to_owned(), ground.as_str().into())).into_iter().collect()
    }

    fn turn(scene: &Scene<Agency>) -> Turn {
        match proposed(&scene.facts, &scene.calendar, scene.moment.today) {
            Some(_) => Turn::Asked,
            None => Turn::Behind,
        }
    }

    fn apply(&self, scene: &Scene<Agency>, sql: &dyn Sql) -> Result<Done, Fault> {
        let found = [&self.document, &self.inquiry].into_iter().flatten().map(|part| part.0.as_str());
        let statement = std::iter::once(self.statement.0.as_str()).chain(found).collect::<Vec<_>>();
        file(
            scene,
            sql,
            &Leaving {
                kind: FilingKind::AutoEnd,
                applied_on: scene.moment.today,
                scopes: &[],
                matter: Some(FilingMatter::Automatic {
                    ground: self.ground,
                    last_evaluation: self.last_evaluation,
                }),
                statement: &statement.join("\n"),
            },
        )
    }
}
