//! What the law wants of the steps of a case (Art. 25 and the general law): requirements from the facts, pure.

use chrono::NaiveDate;

use super::article::Article;
use super::calendar::Calendar;
use super::requirement::{Mend, Requirement};
use super::rules::RuleId;
use super::service;
use super::settings::{LengthKey, Settings, SwitchKey};
use super::terms::{self, StartDay, Term};
use crate::records::case::{CaseFile, Ground, Recusal, Statement, StatementKind};
use crate::records::document::{Document, DocumentKind};
use crate::records::ids::StaffId;
use crate::records::violation::Violation;
use crate::say;
use crate::text::Text;

/// The facts of a case and what they are judged by.
#[derive(Debug, Clone, Copy)]
pub struct Bench<'a> {
    /// The case.
    pub file: &'a CaseFile,
    /// The settings it pinned.
    pub settings: &'a Settings,
    /// Working days of its bureau.
    pub calendar: &'a Calendar,
    /// The day of judgement.
    pub today: NaiveDate,
}

impl Bench<'_> {
    fn notice(&self) -> Option<&Document> {
        self.file.document(DocumentKind::Notice)
    }

    /// The term for a statement, once the notice is served (or will be deemed so).
    ///
    /// # Errors
    /// When the day can't be counted.
    pub fn statement_term(&self) -> Result<Option<Term>, Text> {
        let Some(service) = self.notice().and_then(|n| n.service.as_ref()) else { return Ok(None) };
        let from = service::deemed(service, self.settings, self.calendar)?.on;
        let length = self.settings.length(LengthKey::StatementTerm);
        terms::count(self.calendar, from, length, StartDay::Excluded).map(Some)
    }

    /// The first day on which the agency counts as told by the notice in force.
    pub(super) fn told_on(&self) -> Option<NaiveDate> {
        let service = self.notice()?.service.as_ref()?;
        service::deemed(service, self.settings, self.calendar).ok().map(|deemed| deemed.after())
    }

    /// Whether the document of a kind now in force is served, for a rule.
    #[must_use]
    pub fn served(&self, rule: RuleId, kind: DocumentKind) -> Requirement {
        service::served(rule, self.file.document(kind), self.settings, self.calendar, self.today)
    }

    /// R25-2, first half: the notice is served; second half: the time for a statement is over or waived.
    #[must_use]
    pub fn heard(&self) -> Vec<Requirement> {
        let rule = RuleId::R25_2;
        let served = self.served(rule, DocumentKind::Notice);
        if self.notice().is_none_or(|n| n.service.is_none()) {
            return vec![served];
        }
        vec![served, self.time_over()]
    }

    fn time_over(&self) -> Requirement {
        let rule = RuleId::R25_2;
        if let Some(waiver) = self.waiver() {
            let said = say!("{d} 已书面放弃", "waived in writing on {d}", d = waiver.on);
            return Requirement::met(rule, said);
        }
        if let Some(first) = self.ended_by_statement() {
            return self.ended_on(first.on);
        }
        match self.statement_term() {
            Err(wrong) => Requirement::unmet(rule, wrong, Mend::Nothing),
            Ok(None) => Requirement::at_input(rule, Text::default()),
            Ok(Some(term)) => wait_out(
                rule,
                &term,
                self.today,
                &Text::new("陈述申辩期 (本局设定) ", "the time for a statement (bureau setting)"),
            ),
        }
    }

    /// The time ended on a day, by a statement and the bureau's setting: what waits for its end is possible from the first
    /// working day after.
    fn ended_on(&self, day: NaiveDate) -> Requirement {
        let (rule, next) = (RuleId::R25_2, terms::Length::constant(1, terms::Unit::WorkingDays));
        let said = say!(
            "{d} 已陈述申辩, 按本局设定陈述申辩期即止",
            "a statement came in on {d}, which ends the time by the bureau's setting",
            d = day
        );
        match terms::count(self.calendar, day, next, StartDay::Excluded) {
            Err(wrong) => Requirement::unmet(rule, wrong, Mend::Nothing),
            Ok(Term { provisional: Some(lacking), last_day, .. }) => Requirement::unmet(
                rule,
                say!(
                    "{s}, 暂定 {f} 起可办: {w}",
                    "{s}: provisionally possible from {f}: {w}",
                    s = said,
                    f = last_day,
                    w = lacking.why
                ),
                Mend::Calendar { years: lacking.years, until: last_day },
            ),
            Ok(term) if self.today < term.last_day => Requirement::unmet(
                rule,
                say!("{s}, {f} 起可办", "{s}: possible from {f}", s = said, f = term.last_day),
                Mend::Time { until: day },
            ),
            Ok(_) => Requirement::met(rule, said),
        }
    }

    /// The first waiver in writing of what the notice in force gave. One from before the agency counted as told waives
    /// nothing.
    #[must_use]
    pub fn waiver(&self) -> Option<&Statement> {
        let told_on = self.told_on()?;
        let counts =
            |s: &&Statement| s.kind == StatementKind::Waiver && (told_on..=self.today).contains(&s.on);
        self.file.against_the_notice().find(counts)
    }

    /// The statement that ended the time, where the bureau's setting has it so.
    #[must_use]
    pub fn ended_by_statement(&self) -> Option<&Statement> {
        // What came in before the notice was acted on answers one that it replaced.
        let reached = self.notice()?.service.as_ref()?.acted_on;
        let mut said = self.file.against_the_notice().filter(|s| s.kind == StatementKind::Statement);
        let ends = self.settings.is_on(SwitchKey::StatementEndsTime);
        // What comes in after the time ended it no more.
        let last = self.statement_term().ok().flatten()?.last_day;
        said.find(|s| ends && (reached..=self.today.min(last)).contains(&s.on))
    }

    /// R25-1: proposed decision, facts, reasons, basis, and evidence for the facts.
    #[must_use]
    pub fn proposed(&self) -> Vec<Requirement> {
        let rule = RuleId::R25_1;
        let by_handler = Mend::Somebody(Text::new("经办人补齐", "a handler completes it"));
        let mut all = vec![Requirement::when(
            rule,
            self.file.proposal.is_some(),
            Text::new("拟决定、事实、理由、依据俱全", "proposal, facts, reasons and basis are complete"),
            Text::new("还没有拟处理意见", "there is no proposed decision"),
            by_handler.clone(),
        )];
        all.push(Requirement::when(
            rule,
            !self.file.evidence.is_empty(),
            say!("证据 {n} 件在卷", "evidence on file: {n}", n = self.file.evidence.len()),
            Text::new("认定的事实还没有证据", "there is no evidence of the facts"),
            by_handler,
        ));
        all
    }

    /// G42-1: two handlers or more, who still are handlers: a closed account handles nothing.
    #[must_use]
    pub fn two_handlers(&self) -> Option<Requirement> {
        let gone = self.file.handlers.iter().find(|h| !h.is_able());
        match (two_handlers(self.settings, self.file.able_handlers().count())?, gone) {
            (judged, Some(gone)) if judged.refuses() => Some(Requirement::unmet(
                RuleId::G42_1,
                say!(
                    "经办人不得少于两人; {n} 已停用账户或不再经办",
                    "two handlers or more: {n} has no account or role any more",
                    n = gone.staff.name.as_str()
                ),
                Mend::Somebody(Text::new("审批人更换经办人", "an approver replaces that handler")),
            )),
            (judged, _) => Some(judged),
        }
    }

    /// H1-2: steps of the case are for its handlers.
    #[must_use]
    pub fn by_handler(&self, actor: StaffId) -> Requirement {
        let names: Vec<Text> = self.file.handlers.iter().map(|h| Text::same(&h.staff.name)).collect();
        let names = Text::join(&names);
        Requirement::when(
            RuleId::H1_2,
            self.file.handled_by(actor),
            Text::new("您是本案经办人", "you are a handler of the case"),
            say!("由本案经办人办理: {n}", "for the handlers of the case: {n}", n = names),
            Mend::Somebody(names.clone()),
        )
    }

    /// H1-1: whoever proposed or drafted does not approve, nor does anybody who is or was a handler of the case.
    #[must_use]
    pub fn four_eyes(&self, actor: StaffId, drafter: Option<StaffId>) -> Vec<Requirement> {
        let own = self.file.ever_handled_by(actor)
            || drafter == Some(actor)
            || self.file.proposal.as_ref().is_some_and(|p| p.by == actor);
        let other = Requirement::when(
            RuleId::H1_1,
            !own,
            Text::new("提出与审批不是同一人", "proposed and approved by different people"),
            Text::new(
                "提出、拟稿或经办的人不能审批",
                "whoever proposed, drafted or handles the case does not approve",
            ),
            Mend::Somebody(Text::new("另一审批人", "another approver")),
        );
        std::iter::once(other).chain(self.recused(actor)).collect()
    }

    /// H1-1: whoever struck out what was on file doesn't decide on what is left: the decision, and of what was struck out
    /// since, its review.
    #[must_use]
    pub fn struck_nothing(&self, actor: StaffId) -> Requirement {
        let since = self.file.decision.as_ref().map_or(self.file.opened_on, |decision| decision.on);
        Requirement::when(
            RuleId::H1_1,
            !self.file.struck_by(actor, since),
            Text::new("作废登记与作出决定不是同一人", "struck out and decided by different people"),
            Text::new(
                "作废过本案登记的人不能作出本案决定",
                "whoever struck out an entry of the case does not decide it",
            ),
            Mend::Somebody(Text::new(
                "另一审批人; 没有的, 由管理员增加一名",
                "another approver; where there is none, the administrator adds one",
            )),
        )
    }

    /// The recusal of somebody, where the bureau follows G43-1.
    fn recusal(&self, staff: StaffId) -> Option<&Recusal> {
        let followed = self.settings.rule_on(RuleId::G43_1);
        self.file.recusals.iter().find(|r| followed && r.staff == staff)
    }

    /// G43-1: what somebody approved who was recused since is approved anew before it is issued.
    #[must_use]
    pub fn approver_recused(&self, document: &Document) -> Option<Requirement> {
        let recusal = self.recusal(document.approved_by?)?;
        Some(Requirement::unmet(
            RuleId::G43_1,
            say!(
                "审批人 {n} 已回避本案, 须退回重新审批",
                "{n}, who approved it, was recused from the case: return it and approve it anew",
                n = recusal.name.as_str()
            ),
            Mend::Somebody(Text::new("退回, 由另一审批人审批", "return it; another approver approves it")),
        ))
    }

    /// G43-1: who was recused from the case does nothing in it; none where the actor was not.
    #[must_use]
    pub fn recused(&self, actor: StaffId) -> Option<Requirement> {
        let recusal = self.recusal(actor)?;
        Some(Requirement::unmet(
            RuleId::G43_1,
            say!("您已回避本案 ({d})", "you were recused from the case on {d}", d = recusal.on),
            Mend::Somebody(Text::new("由其他人员办理", "somebody else does it")),
        ))
    }

    /// G45-1: the decision says what of the statement was accepted, and why not the rest.
    #[must_use]
    pub fn statement_answered(&self, answered: Option<bool>) -> Option<Requirement> {
        if !self.settings.rule_on(RuleId::G45_1) || self.file.spoken().next().is_none() {
            return None;
        }
        let rule = RuleId::G45_1;
        Some(match answered {
            None => Requirement::at_input(
                rule,
                Text::new(
                    "写明陈述申辩意见采纳与否及理由",
                    "say what of the statement is accepted, and why not the rest",
                ),
            ),
            Some(given) => Requirement::when(
                rule,
                given,
                Text::new("陈述申辩意见已复核", "the statement was heard and answered"),
                Text::new(
                    "须写明陈述申辩意见采纳与否及理由",
                    "the decision must say what of the statement was accepted, and why",
                ),
                Mend::Somebody(Text::new("填写采纳情况", "fill it in")),
            ),
        })
    }
}

/// The provision that a violation of a case breaks, as a document cites it.
#[must_use]
pub fn provision(file: &CaseFile, violation: Violation) -> Text {
    match violation {
        Violation::Ground(ground) => say!("{p}", "{p}", p = place(ground)),
        Violation::Listed(id) => {
            let entry = file.listed.iter().find(|entry| entry.id == id);
            entry.map(|entry| Text::same(&entry.article)).unwrap_or_default()
        }
    }
}

/// The place of a ground in the regulation: 第十九条（二）2.
#[must_use]
pub fn place(ground: Ground) -> Article {
    let item = Ground::ALL.iter().position(|g| *g == ground).unwrap_or(0);
    // Twelve grounds: the number always fits.
    Article::constant(19, 0, 2, item as u16 + 1)
}

/// G42-1 for a number of handlers, where the bureau follows it.
#[must_use]
pub fn two_handlers(settings: &Settings, handlers: usize) -> Option<Requirement> {
    settings.rule_on(RuleId::G42_1).then(|| {
        Requirement::when(
            RuleId::G42_1,
            handlers >= 2,
            say!("经办人 {n} 人", "{n} handlers", n = handlers),
            say!("经办人不得少于两人, 现有 {n} 人", "two handlers or more, there is {n}", n = handlers),
            Mend::Somebody(Text::new("增加一名经办人", "add a handler")),
        )
    })
}

/// What waits for a term to be over: possible from the first working day after its last day.
#[must_use]
pub fn wait_out(rule: RuleId, term: &Term, today: NaiveDate, what: &Text) -> Requirement {
    if let Some(lacking) = &term.provisional {
        return Requirement::unmet(
            rule,
            say!(
                "{w}暂定至 {d}: {y}",
                "{w} ends provisionally on {d}: {y}",
                w = what,
                d = term.last_day,
                y = lacking.why
            ),
            Mend::Calendar { years: lacking.years.clone(), until: term.last_day },
        );
    }
    if term.is_over(today) {
        return Requirement::met(
            rule,
            say!("{w}已于 {d} 届满", "{w} ended on {d}", w = what, d = term.last_day),
        );
    }
    let from = term.possible_from.map(|d| d.to_string()).unwrap_or_default();
    Requirement::unmet(
        rule,
        say!(
            "{w}至 {d}, {f} 起可办",
            "{w} runs until {d}, possible from {f}",
            w = what,
            d = term.last_day,
            f = from
        ),
        Mend::Time { until: term.last_day },
    )
}
