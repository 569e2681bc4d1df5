//! What is judged of an evaluation activity (评价活动, Art. 12 to 17, 22, 23): its plan before it is filed and confirmed, its start.
//! Pure.

use chrono::NaiveDate;

use super::requirement::{Mend, Requirement};
use super::rules::RuleId;
use crate::records::activity::{Across, ActivityFile, Occasion, PaperSource, Permille, Plan, Standard};
use crate::records::agency::{Agency, AgencyStatus, Constraint};
use crate::records::agency_kind::AgencyKind;
use crate::records::ids::RecordNo;
use crate::records::level::Level;
use crate::records::occupation::OccupationCode;
use crate::say;
use crate::text::Text;

/// Most of a paper's total score that may be changed (R13-2).
const MOST_CHANGED: Permille = Permille(100);

/// An activity that is planned: what, when and where, by which plan.
#[derive(Debug, Clone, Copy)]
pub struct Exam<'a> {
    /// The agency.
    pub agency: &'a Agency,
    /// Occupation.
    pub occupation: OccupationCode,
    /// Level; a special ability has none.
    pub level: Option<Level>,
    /// When and where.
    pub occasion: &'a Occasion,
}

impl<'a> Exam<'a> {
    /// One on file.
    #[must_use]
    pub const fn of(file: &'a ActivityFile) -> Self {
        Self {
            agency: &file.agency,
            occupation: file.occupation,
            level: file.level,
            occasion: &file.occasion,
        }
    }

    /// R12-1: the filing is in force on every day of it, and the occupation at that level is filed.
    #[must_use]
    pub fn in_scope(&self) -> Vec<Requirement> {
        vec![self.in_force(self.agency.status == AgencyStatus::Listed), self.filed()]
    }

    /// R12-1: the filing is in force on every day of it, of an agency that is in the directory.
    #[must_use]
    pub fn in_force(&self, listed: bool) -> Requirement {
        let facts = &self.agency.facts;
        let Occasion { starts_on, ends_on, .. } = *self.occasion;
        let holds =
            facts.validity.is_some_and(|validity| validity.holds(starts_on) && validity.holds(ends_on));
        let until = facts.validity.map(|validity| validity.expires_on.to_string()).unwrap_or_default();
        Requirement::when(
            RuleId::R12_1,
            holds && listed,
            say!("备案有效期至 {u}", "the filing is in force until {u}", u = until.as_str()),
            match listed {
                true => say!(
                    "活动不全在备案有效期内 (至 {u})",
                    "not all of it lies in the filing's validity (until {u})",
                    u = until.as_str()
                ),
                false => Text::new("机构不在册", "the agency is not in the directory"),
            },
            Mend::Somebody(Text::new("续期公布之后, 或改期", "after a renewal, or at another time")),
        )
    }

    /// R12-1: the occupation is filed, at that level.
    #[must_use]
    pub fn filed(&self) -> Requirement {
        let filed = self.agency.facts.scopes.iter().find(|scope| scope.occupation == self.occupation);
        let level = filed.is_some_and(|scope| match self.level {
            Some(level) => scope.levels.contains(level),
            None => scope.levels.iter().next().is_none(),
        });
        Requirement::when(
            RuleId::R12_1,
            filed.is_some() && level,
            Text::new("职业和等级已备案", "occupation and level are filed"),
            match filed {
                None => {
                    say!("职业 {o} 未备案", "occupation {o} is not filed", o = self.occupation.to_string())
                }
                Some(scope) => say!(
                    "等级未备案: {n} 备案的是 {l}",
                    "the level is not filed: of {n} it is {l}",
                    n = scope.name.as_str(),
                    l = scope.levels.label()
                ),
            },
            Mend::Somebody(Text::new("增量备案之后", "after a wider scope is filed")),
        )
    }

    /// R23-1, R24-3: outside its division-city only with both papers; that, and a competition, not while a credit measure forbids it.
    /// None of an ordinary activity at home.
    #[must_use]
    pub fn elsewhere(&self, across: &Across, competes: bool, constraints: &[Constraint]) -> Vec<Requirement> {
        let away = across.held_at != self.agency.facts.bureau;
        let paper = |given: &Option<String>, met: Text, unmet: Text, mend: Text| {
            Requirement::when(RuleId::R23_1, given.is_some(), met, unmet, Mend::Somebody(mend))
        };
        let mut all = Vec::new();
        if away {
            all.push(paper(
                &across.consent,
                Text::new("登记地局已书面同意", "the bureau of registration consented in writing"),
                Text::new("没有登记地局的书面同意", "no written consent of the bureau of registration"),
                Text::new("登记地局出具同意", "the bureau of registration consents"),
            ));
            all.push(paper(
                &across.authorisation,
                Text::new("活动所在地局已授权", "the bureau where it is held authorised it"),
                Text::new("没有活动所在地局的授权", "no authorisation of the bureau where it is held"),
                Text::new("活动所在地局授权", "the bureau where it is held authorises it"),
            ));
        }
        if away || competes {
            let held = constraints.iter().find(|c| c.reaches(self.occasion.starts_on, self.occasion.ends_on));
            all.push(Requirement::when(
                RuleId::R24_3,
                held.is_none(),
                Text::new("没有执行中的约束措施", "no constraint is in force"),
                say!(
                    "约束措施执行中 ({c}), 不得跨师市开展评价, 不得承办竞赛",
                    "a constraint is in force ({c}): no activity across divisions, no competition",
                    c = held.map(|held| held.by.told()).unwrap_or_default()
                ),
                Mend::Somebody(held.map(Constraint::ends_with).unwrap_or_default()),
            ));
        }
        all
    }

    /// R12-2, R13-1, R13-2, R14-1: what its plan says of standard, paper and candidates.
    #[must_use]
    pub fn planned(&self, plan: &Plan) -> Vec<Requirement> {
        vec![
            self.standard(plan),
            self.paper(plan),
            changed(plan.changed, plan.change_approval.as_deref()),
            crowded(plan.largest_session, plan.workstations),
        ]
    }

    fn standard(&self, plan: &Plan) -> Requirement {
        let own = plan.standard == Standard::Own;
        let employer = self.agency.facts.kind == AgencyKind::Employer;
        // Special abilities have no level, and a standard of their own kind.
        if (plan.standard == Standard::Special) != self.level.is_none() {
            return Requirement::unmet(
                RuleId::R12_1,
                Text::new(
                    "专项职业能力按专项职业能力考核规范, 分等级的职业按国家、行业或企业规范",
                    "a special ability goes by a standard of special abilities, an occupation with levels by another",
                ),
                Mend::Somebody(Text::new("改选评价标准", "choose another standard")),
            );
        }
        Requirement::when(
            RuleId::R12_2,
            !own || (employer && plan.standard_reference.is_some()),
            say!("标准: {s}", "standard: {s}", s = plan.standard),
            match employer {
                true => Text::new(
                    "企业自主开发的评价规范须有部鉴定中心的审核文号",
                    "an employer's own standard wants the review number of the ministry's testing centre",
                ),
                false => Text::new(
                    "只有用人单位可以用自主开发的评价规范",
                    "only an employer may use a standard of its own",
                ),
            },
            Mend::Somebody(Text::new(
                "填写审核文号, 或改用国家、行业标准",
                "give its number, or use another standard",
            )),
        )
    }

    fn paper(&self, plan: &Plan) -> Requirement {
        let own_rules = matches!(self.agency.facts.kind, AgencyKind::Employer | AgencyKind::School);
        let (fits, unmet) = match plan.paper {
            PaperSource::Corps => (true, Text::default()),
            PaperSource::Agency => (
                plan.paper_reference.is_some(),
                Text::new(
                    "兵团题库尚无试题的才用机构题库, 须有评价管理机构的审核文号",
                    "the agency's bank only where the Corps bank has none, with the management body's approval",
                ),
            ),
            PaperSource::OwnRules => (
                own_rules && plan.paper_reference.is_some(),
                match own_rules {
                    true => {
                        Text::new("写明自主评价试卷所依据的文件", "name the document that own papers follow")
                    }
                    false => Text::new(
                        "只有用人单位和院校可以用自主评价试卷",
                        "only employers and schools use papers of their own",
                    ),
                },
            ),
        };
        Requirement::when(
            RuleId::R13_1,
            fits,
            say!("试卷: {p}", "paper: {p}", p = plan.paper),
            unmet,
            Mend::Somebody(Text::new(
                "填写文号, 或从兵团题库抽取",
                "give the reference, or draw it from the Corps bank",
            )),
        )
    }
}

/// R13-2: a paper is changed by a tenth at most, and with approval.
#[must_use]
pub fn changed(by: Permille, approval: Option<&str>) -> Requirement {
    let small = by <= MOST_CHANGED;
    let approved = by == Permille(0) || approval.is_some();
    Requirement::when(
        RuleId::R13_2,
        small && approved,
        say!("试卷调整 {c}", "the paper is changed by {c}", c = by.to_string()),
        match small {
            false => say!(
                "试卷调整 {c}, 超过卷面总分的 {m}",
                "the paper is changed by {c}, more than {m} of its total score",
                c = by.to_string(),
                m = MOST_CHANGED.to_string()
            ),
            true => Text::new(
                "试卷调整须经评价管理机构同意",
                "a change of the paper wants the management body's approval",
            ),
        },
        match small {
            true => Mend::Somebody(Text::new("填写同意文号", "give the number of the approval")),
            false => Mend::Nothing,
        },
    )
}

/// R14-1: no session has more candidates than workstations.
#[must_use]
pub fn crowded(largest_session: u32, workstations: u32) -> Requirement {
    Requirement::when(
        RuleId::R14_1,
        largest_session <= workstations,
        say!(
            "每场至多 {n} 人, 工位 {w} 个",
            "{n} candidates a session at most, workstations: {w}",
            n = largest_session,
            w = workstations
        ),
        say!(
            "每场 {n} 人, 多于工位 {w} 个",
            "{n} candidates in a session, more than {w} workstations",
            n = largest_session,
            w = workstations
        ),
        Mend::Somebody(Text::new("分场, 或增加工位", "more sessions, or more workstations")),
    )
}

/// R14-1: the plan comes before the activity.
#[must_use]
pub fn in_advance(starts_on: NaiveDate, on: NaiveDate) -> Requirement {
    Requirement::when(
        RuleId::R14_1,
        on < starts_on,
        say!("活动自 {d} 起, 事先报备", "it begins on {d}: filed before that", d = starts_on),
        say!(
            "活动 {d} 已开始, 考务方案应事先报备",
            "it began on {d}: the plan is filed before that",
            d = starts_on
        ),
        Mend::Nothing,
    )
}

/// R14-1: a plan is confirmed by the day on which it begins.
#[must_use]
pub fn confirmed_in_time(starts_on: NaiveDate, today: NaiveDate) -> Requirement {
    Requirement::when(
        RuleId::R14_1,
        today <= starts_on,
        say!("活动 {d} 开始", "it begins on {d}", d = starts_on),
        say!("活动日期 {d} 已过, 不再确认", "its day, {d}, is over: it is confirmed no more", d = starts_on),
        Mend::Nothing,
    )
}

/// R19-3: nothing is evaluated on a day on which a case suspends it.
#[must_use]
pub fn not_suspended(by: &[(RecordNo, NaiveDate)], on: NaiveDate) -> Requirement {
    let cases: Vec<Text> =
        by.iter().filter(|(_, since)| *since <= on).map(|(no, _)| Text::same(no.to_string())).collect();
    Requirement::when(
        RuleId::R19_3,
        cases.is_empty(),
        Text::new("评价活动没有被暂停", "its evaluations are not suspended"),
        say!(
            "评价报名和评价活动被暂停 ({c})",
            "registration and evaluation are suspended ({c})",
            c = Text::join(&cases)
        ),
        Mend::Somebody(Text::new("审批人解除暂停之后", "after an approver lifts it")),
    )
}

/// R22-2: an exam of a social organisation has an external supervisor; none of other agencies.
#[must_use]
pub fn supervised(file: &ActivityFile) -> Option<Requirement> {
    (file.agency.facts.kind == AgencyKind::SocialOrganisation).then(|| {
        let names: Vec<Text> = file.independent().map(Text::same).collect();
        // One who has an interest in the agency is none (R21-2).
        let (rule, unmet) = match file.supervisors.is_empty() {
            true => (RuleId::R22_2, Text::new("还没有指派外部督导", "no external supervisor is named")),
            false => (
                RuleId::R21_2,
                Text::new(
                    "指派的外部督导有回避情形",
                    "the external supervisor has an interest in the agency",
                ),
            ),
        };
        Requirement::when(
            if names.is_empty() { rule } else { RuleId::R22_2 },
            !names.is_empty(),
            say!("外部督导 {n}", "external supervisor: {n}", n = Text::join(&names)),
            unmet,
            Mend::Somebody(Text::new("另派外部督导", "name another supervisor")),
        )
    })
}

/// R14-2: no change of time or venue waits for its answer.
#[must_use]
pub fn settled(file: &ActivityFile) -> Option<Requirement> {
    file.asked().map(|change| {
        Requirement::unmet(
            RuleId::R14_2,
            say!(
                "{d} 的变更申请还没有答复",
                "the change asked for on {d} is not answered",
                d = change.requested_on
            ),
            Mend::Somebody(Text::new("先答复变更申请", "answer it first")),
        )
    })
}

/// R14-2: a change is applied for before the activity begins.
#[must_use]
pub fn asked_in_time(starts_on: NaiveDate, on: NaiveDate) -> Requirement {
    Requirement::when(
        RuleId::R14_2,
        on < starts_on,
        say!("活动 {d} 开始, 事先申请", "it begins on {d}: applied for before", d = starts_on),
        say!("活动 {d} 已开始, 不能再申请变更", "it began on {d}: no change can be asked for", d = starts_on),
        Mend::Nothing,
    )
}

/// R14-2: it begins on a day that was planned.
#[must_use]
pub fn on_its_day(occasion: &Occasion, today: NaiveDate) -> Requirement {
    let Occasion { starts_on, ends_on, .. } = *occasion;
    let mend = match starts_on.pred_opt() {
        Some(eve) if today < starts_on => Mend::Time { until: eve },
        _ => Mend::Nothing,
    };
    Requirement::when(
        RuleId::R14_2,
        (starts_on..=ends_on).contains(&today),
        say!("按方案自 {f} 至 {u}", "by its plan from {f} to {u}", f = starts_on, u = ends_on),
        say!(
            "方案的日期是 {f} 至 {u}; 改期先申请变更",
            "it is planned from {f} to {u}; another time wants a change first",
            f = starts_on,
            u = ends_on
        ),
        mend,
    )
}
