//! An activity in lines (评价活动), as views and the command line tell it: plan, supervisors, papers across divisions, changes, results, batch,
//! breaches, steps.

use super::activity::{ActivityFile, Change, Occasion, Permille, Plan, Results};
use super::breach::Breach;
use super::crossing::Crossing;
use crate::say;
use crate::text::Text;

impl ActivityFile {
    /// The activity in lines: plan, steps, changes, results.
    #[must_use]
    pub fn told(&self) -> Vec<Text> {
        let Occasion { starts_on, ends_on, place } = &self.occasion;
        let mut lines = vec![
            say!("{w} ({c})", "{w} ({c})", w = self.what(), c = self.occupation.to_string()),
            say!("{f} 至 {u}  {p}", "{f} to {u}  {p}", f = *starts_on, u = *ends_on, p = place.as_str()),
        ];
        lines.extend(self.plan.iter().flat_map(planned));
        if !self.supervisors.is_empty() {
            let names: Vec<Text> = self.supervisors.iter().map(Text::same).collect();
            lines.push(say!("外部督导 {n}", "external supervisor: {n}", n = Text::join(&names)));
        }
        lines.extend(self.crossings.iter().map(Crossing::told));
        lines.extend(self.changes.iter().map(changed));
        lines.extend(self.results.iter().map(came_to));
        lines.extend(self.batch.told());
        lines.extend(self.breaches.iter().map(Breach::told));
        lines.extend(self.relieved.iter().map(|(on, name, reason)| {
            say!(
                "{d} 撤回 {n}: {r}",
                "{d} {n} taken off: {r}",
                d = *on,
                n = name.as_str(),
                r = reason.as_str()
            )
        }));
        lines.extend(self.steps.iter().map(|(step, on, note)| match note.is_empty() {
            true => say!("{s} {d}", "{s} {d}", s = *step, d = *on),
            false => say!("{s} {d}: {n}", "{s} {d}: {n}", s = *step, d = *on, n = note.as_str()),
        }));
        lines
    }
}

fn planned(plan: &Plan) -> Vec<Text> {
    let reference = |given: &Option<String>| given.as_ref().map(|r| format!(" ({r})")).unwrap_or_default();
    let mut lines = vec![
        say!(
            "标准 {s}{r}; 试卷 {p}{q}",
            "standard: {s}{r}; paper: {p}{q}",
            s = plan.standard,
            r = reference(&plan.standard_reference),
            p = plan.paper,
            q = reference(&plan.paper_reference)
        ),
        say!(
            "申请 {a} 人, 退回 {r} 人, 准予 {n} 人; {s} 场, 每场至多 {m} 人, 工位 {w} 个",
            "applied {a}, refused {r}, admitted {n}; sessions: {s}, of {m} at most, workstations: {w}",
            a = plan.applied,
            r = plan.refused,
            n = plan.admitted,
            s = plan.sessions,
            m = plan.largest_session,
            w = plan.workstations
        ),
        say!(
            "考务 {s}; 内部督导 {i}",
            "on duty: {s}; internal supervisor: {i}",
            s = plan.staff.as_str(),
            i = plan.internal_supervisor.as_str()
        ),
    ];
    if plan.changed > Permille(0) {
        let text = say!(
            "试卷调整 {c}{a}",
            "paper changed by {c}{a}",
            c = plan.changed.to_string(),
            a = reference(&plan.change_approval)
        );
        lines.push(text);
    }
    lines.extend(
        plan.competition.as_ref().map(|name| say!("竞赛 {n}", "competition: {n}", n = name.as_str())),
    );
    let across = &plan.across;
    if across.consent.is_some() || across.authorisation.is_some() {
        lines.push(say!(
            "活动所在地 {b}; 同意{c}, 授权{a}",
            "held at {b}; consent{c}, authorisation{a}",
            b = across.held_at.label(),
            c = reference(&across.consent),
            a = reference(&across.authorisation)
        ));
    }
    lines
}

fn changed(change: &Change) -> Text {
    let asked = say!(
        "变更申请 {d}: {f} 至 {u} {p}; {r}",
        "change asked for {d}: {f} to {u} {p}; {r}",
        d = change.requested_on,
        f = change.to.starts_on,
        u = change.to.ends_on,
        p = change.to.place.as_str(),
        r = change.reason.as_str()
    );
    match &change.answer {
        None => say!("{a}; 未答复", "{a}; not answered", a = asked),
        Some((on, true, words)) => {
            say!("{a}; {d} 同意: {w}", "{a}; granted {d}: {w}", a = asked, d = *on, w = words.as_str())
        }
        Some((on, false, words)) => {
            say!("{a}; {d} 不同意: {w}", "{a}; refused {d}: {w}", a = asked, d = *on, w = words.as_str())
        }
    }
}

fn came_to(results: &Results) -> Text {
    let numbers = results.numbers.as_ref().map(|(first, last)| format!(" ({first} - {last})"));
    say!(
        "实考 {e} 人, 合格 {p} 人, 证书 {c} 份{n}",
        "examined {e}, passed {p}, certificates {c}{n}",
        e = results.examined,
        p = results.passed,
        c = results.certificates,
        n = numbers.unwrap_or_default()
    )
}
