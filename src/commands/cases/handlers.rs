//! Who handles a case (经办人): adding one, and stepping aside (回避、更换, G43-1).

use super::open::own_handler;
use super::review::ANOTHER_APPROVER;
use super::{bench, stay};
use crate::commands::entry::{Command, Done};
use crate::commands::fault::Fault;
use crate::commands::inputs::{Account, CaseNo, Line, Login};
use crate::commands::scene::Scene;
use crate::commands::spec::{APPROVER, From, Group, Subject};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::case::{CaseFile, CaseStatus, Handler, KeptOut};
use crate::say;
use crate::store::{Sql, case_writes, staff};
use crate::text::Text;

/// Every status but the last.
pub(super) const OPEN: &[CaseStatus] = &[
    CaseStatus::Verifying,
    CaseStatus::Noticing,
    CaseStatus::Hearing,
    CaseStatus::Decided,
    CaseStatus::Served,
    CaseStatus::Reviewing,
    CaseStatus::Executing,
];

command! {
    /// 更换经办人
    ReplaceHandler "replace-handler" ["更换经办人", "replace a handler"] {
        case: CaseNo = ["案件", "Case"];
        out: Option<Account> = ["退出的经办人", "Handler who leaves"]
            hint ["只增加时留空", "leave empty to add one only"];
        interest: Option<bool> = ["因利害关系回避", "Steps aside for an interest"]
            hint ["「是」或不填的, 不再经办本案", "with yes, or left empty, they never come back to the case"];
        joins: Option<Login> = ["新的经办人", "Handler who joins"];
        reason: Line = ["原因", "Reason"]
            hint ["回避须写明利害关系", "for a recusal, say what the interest is"];
    }
    help: [
        "经办人回避、更换或增加, 写明原因; 不得少于两人",
        "a handler steps aside, is replaced or added, with the reason; never fewer than two",
    ],
    key: 'H',
    group: Group::Case,
    subject: Subject::Case,
    who: APPROVER,
    from: From::Case(CaseStatus::ALL),
    rules: &[RuleId::G43_1, RuleId::G42_1, RuleId::R25_4, RuleId::H1_1],
    issues: None,
}

impl Command for ReplaceHandler {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, input: Option<&Self>) -> Vec<Requirement> {
        let mut all = in_charge(scene);
        let Some(input) = input else { return all };
        all.extend(input.out.as_ref().map(|Account(out)| leaves(&scene.facts, out)));
        all.extend(input.joins.as_ref().map(|Login(joins)| joining(scene, joins)));
        if input.out.is_some()
            && (scene.settings.rule_on(RuleId::G43_1) || scene.settings.rule_on(RuleId::G42_1))
        {
            let stays = |h: &&Handler| input.out.as_ref().is_none_or(|Account(out)| h.staff.login != *out);
            let after =
                scene.facts.able_handlers().filter(stays).count() + usize::from(input.joins.is_some());
            all.push(Requirement::when(
                RuleId::G43_1,
                after >= 2,
                Text::new("更换后仍有两人以上", "two or more remain"),
                Text::new("更换后经办人会少于两人", "fewer than two would remain"),
                Mend::Somebody(Text::new("同时指定新的经办人", "name somebody who joins")),
            ));
        }
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        if self.out.is_none() && self.joins.is_none() {
            return Err(Fault::field(
                "joins",
                Text::new("退出或新增, 至少填一项", "name who leaves or who joins"),
            ));
        }
        let (case, today) = (scene.facts.id, scene.moment.today);
        if let Some(Login(login)) = &self.joins {
            let joins = own_handler(sql, scene.facts.bureau, "joins", login)?;
            case_writes::add_handler(sql, case, joins.id, today)?;
        }
        if let Some(Account(login)) = &self.out
            && let Some(out) = staff::by_login(sql, login)?
        {
            case_writes::end_handler(sql, case, out.id, today, self.interest != Some(false), &self.reason.0)?;
        }
        stay(scene, sql)
    }
}

/// G43-1: whoever is in charge decides, and has no part in the case.
fn in_charge(scene: &Scene<CaseFile>) -> Vec<Requirement> {
    let other = Requirement::when(
        RuleId::G43_1,
        !scene.facts.ever_handled_by(scene.actor.id),
        Text::new("由非经办的负责人决定", "decided by somebody in charge who is no handler"),
        Text::new("经办人不能决定自己的回避", "a handler does not decide on recusals of the case"),
        Mend::Somebody(Text::new("另一审批人", "another approver")),
    );
    let over = scene.facts.status == CaseStatus::Closed && scene.facts.decision.is_none();
    let over = over.then(|| {
        let text = Text::new(
            "未作处理决定即结案, 不再办理",
            "the case was closed without a decision: nothing is done in it any more",
        );
        Requirement::unmet(RuleId::H2_1, text, Mend::Nothing)
    });
    // A review may come: who decided doesn't choose who handles it and who doesn't.
    let reviewed = !scene.facts.deciders.is_empty();
    let all = std::iter::once(other).chain(bench(scene).recused(scene.actor.id));
    all.chain(reviewed.then(|| no_choice_of_the_decider(scene))).chain(over).collect()
}

/// R25-4: who decided has no part in a review, asked for or still to come, nor in who handles it.
fn no_choice_of_the_decider(scene: &Scene<CaseFile>) -> Requirement {
    Requirement::when(
        RuleId::R25_4,
        !scene.facts.deciders.contains(&scene.actor.id),
        Text::new("由未作出本案决定的人决定", "decided by somebody who did not make the decision"),
        Text::new(
            "作出决定的人不能更换经办人或决定回避: 决定可能申请复核",
            "whoever made the decision changes no handlers and recuses nobody: a review of it may be asked for",
        ),
        Mend::Somebody(ANOTHER_APPROVER),
    )
}

fn is_handler(file: &CaseFile, login: &str) -> bool {
    file.handlers.iter().any(|h| h.staff.login == login)
}

fn leaves(file: &CaseFile, out: &str) -> Requirement {
    Requirement::when(
        RuleId::G43_1,
        is_handler(file, out),
        say!("{l} 是本案经办人", "{l} is a handler of the case", l = out),
        say!("{l} 不是本案经办人", "{l} is no handler of the case", l = out),
        Mend::Somebody(Text::new("改选", "choose another")),
    )
}

/// G43-1: who stepped aside stays aside. H1-1, G58-1: who approved or checked something in the case does not handle it.
fn joining(scene: &Scene<CaseFile>, joins: &str) -> Requirement {
    let file = &scene.facts;
    let followed = |why: &KeptOut| *why == KeptOut::Approved || scene.settings.rule_on(RuleId::G43_1);
    let mut kept_out = file.kept_out.iter().filter(|(login, _)| login == joins).map(|(_, why)| *why);
    let kept_out = kept_out.find(followed);
    let (rule, text) = match kept_out {
        _ if is_handler(file, joins) => {
            (RuleId::G43_1, say!("{l} 已是本案经办人", "{l} is a handler of the case already", l = joins))
        }
        Some(KeptOut::SteppedAside) => (
            RuleId::G43_1,
            say!("{l} 已退出或回避本案, 不再经办", "{l} stepped aside from the case and stays so", l = joins),
        ),
        Some(KeptOut::Approved) => (
            RuleId::H1_1,
            say!(
                "{l} 已在本案审批、审核过, 不能再经办",
                "{l} approved or checked something in the case, and can't handle it now",
                l = joins
            ),
        ),
        None => return Requirement::met(RuleId::G43_1, say!("{l} 加入", "{l} joins", l = joins)),
    };
    Requirement::unmet(rule, text, Mend::Somebody(Text::new("改选", "choose another")))
}

command! {
    /// 登记回避
    Recuse "recuse" ["登记回避", "record a recusal"] {
        case: CaseNo = ["案件", "Case"];
        who: Login = ["回避人员", "Who is recused"]
            hint ["审批、审核或复核人员; 经办人用「更换经办人」", "who would approve, check or review; for a handler use 'replace a handler'"];
        reason: Line = ["利害关系", "What the interest is"];
    }
    help: [
        "审批、审核、复核人员与本案有利害关系的回避, 由他人决定; 此后在本案不能办理任何事项",
        "an approver, checker or reviewer with an interest is recused, by somebody else's decision, and does nothing in the case",
    ],
    key: 'E',
    group: Group::Case,
    subject: Subject::Case,
    who: APPROVER,
    from: From::Case(CaseStatus::ALL),
    rules: &[RuleId::G43_1, RuleId::R25_4],
    issues: None,
}

impl Command for Recuse {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, input: Option<&Self>) -> Vec<Requirement> {
        let mut all = in_charge(scene);
        let Some(Self { who: Login(who), .. }) = input else { return all };
        all.push(Requirement::when(
            RuleId::G43_1,
            *who != scene.actor.login,
            Text::new("由他人决定", "decided by somebody else"),
            Text::new("不能决定自己的回避", "nobody decides on the own recusal"),
            Mend::Somebody(Text::new("另一审批人", "another approver")),
        ));
        all.push(Requirement::when(
            RuleId::G43_1,
            !is_handler(&scene.facts, who),
            say!("{l} 不是经办人", "{l} is no handler", l = who),
            say!(
                "{l} 是经办人, 用「更换经办人」, 不得少于两人",
                "{l} is a handler: replace them, so that two remain",
                l = who
            ),
            Mend::Somebody(Text::new("更换经办人", "replace the handler")),
        ));
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let Login(login) = &self.who;
        let who = staff::by_login(sql, login)?.filter(|s| s.bureau == scene.facts.bureau);
        let who = who.ok_or_else(|| {
            let own = scene.facts.bureau.label();
            Fault::field("who", say!("{l} 不是{b}的人员", "{l} is not of {b}", l = login, b = own))
        })?;
        if scene.facts.recusals.iter().any(|r| r.staff == who.id) {
            return Err(Fault::field("who", say!("{l} 已回避", "{l} is recused already", l = login)));
        }
        case_writes::recuse(sql, scene.facts.id, who.id, scene.moment.today, scene.actor.id, &self.reason.0)?;
        stay(scene, sql)
    }
}

command! {
    /// 解除回避
    LiftRecusal "lift-recusal" ["解除回避", "lift a recusal"] {
        case: CaseNo = ["案件", "Case"];
        who: Account = ["人员", "Who"];
        reason: Line = ["原因", "Reason"]
            hint ["利害关系不存在或已消除的, 写明依据", "why there is no interest, or none any more"];
    }
    help: [
        "登记有误或利害关系已不存在的回避(经办人退出时的在内), 由他人解除, 写明原因",
        "lifts a recusal made by mistake, or whose interest is gone, a former handler's too, by somebody else, with the reason",
    ],
    key: 'J',
    group: Group::Case,
    subject: Subject::Case,
    who: APPROVER,
    from: From::Case(CaseStatus::ALL),
    rules: &[RuleId::G43_1, RuleId::R25_4],
    issues: None,
}

/// Logins of those with an interest in the case: recused, or stepped aside as a handler.
fn kept_aside(file: &CaseFile) -> impl Iterator<Item = &str> {
    let aside = file.kept_out.iter().filter(|(_, why)| *why == KeptOut::SteppedAside);
    aside.map(|(login, _)| login.as_str())
}

impl Command for LiftRecusal {
    type Facts = CaseFile;

    fn judge(scene: &Scene<CaseFile>, _: Option<&Self>) -> Vec<Requirement> {
        let mut all = in_charge(scene);
        all.push(Requirement::when(
            RuleId::G43_1,
            kept_aside(&scene.facts).next().is_some(),
            Text::new("本案有回避登记", "somebody is recused from the case"),
            Text::new("本案没有回避登记", "nobody is recused from the case"),
            Mend::Nothing,
        ));
        all
    }

    fn apply(&self, scene: &Scene<CaseFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let Account(login) = &self.who;
        let who = staff::by_login(sql, login)?;
        let recused = who.filter(|_| kept_aside(&scene.facts).any(|aside| aside == login));
        let who = recused.ok_or_else(|| {
            Fault::field("who", say!("{l} 没有回避", "{l} is not recused", l = login.as_str()))
        })?;
        case_writes::lift_recusal(sql, scene.facts.id, who.id, scene.moment.today, &self.reason.0)?;
        case_writes::lift_interest(sql, scene.facts.id, who.id)?;
        stay(scene, sql)
    }
}
