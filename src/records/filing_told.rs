//! A filing in lines of words, for its screen and for `show`.

use super::filing::{FilingFile, FilingKind, FilingMatter, FilingStatus, FilingStep, MaterialState, Round};
use crate::say;
use crate::text::Text;

/// What an end or a change rests on.
fn rests_on(matter: &FilingMatter) -> Vec<Text> {
    match matter {
        FilingMatter::First { designation, selection, .. } => {
            let designated = |d: &String| say!("管辖依据: {d}", "jurisdiction by: {d}", d = d.as_str());
            let selected =
                |d: &String| say!("人社部遴选: {d}", "selected by the ministry: {d}", d = d.as_str());
            designation.iter().map(designated).chain(selection.iter().map(selected)).collect()
        }
        FilingMatter::Voluntary { stopped_on, uploaded_on } => vec![say!(
            "停止报名 {s}, 证书数据全部上传 {u}",
            "registration stopped {s}, all certificates uploaded {u}",
            s = *stopped_on,
            u = *uploaded_on
        )],
        FilingMatter::Automatic { ground, last_evaluation } => {
            let found = last_evaluation
                .map(|on| say!("查明最近一次评价在 {d}", "last evaluation, as found out: {d}", d = on));
            std::iter::once(say!("情形: {g}", "ground: {g}", g = *ground)).chain(found).collect()
        }
        FilingMatter::Ordered { case, decision } => {
            let case = case.to_string();
            vec![say!("案件 {c}, 处理决定书 {n}", "case {c}, decision {n}", c = case, n = decision.as_str())]
        }
        FilingMatter::Change { facts, before, document, certificate } => {
            let mut lines = facts.told(before);
            lines.push(say!(
                "变更文件 {d}, 法人证书 {c}",
                "registrar's document {d}, legal-person certificate {c}",
                d = document.as_str(),
                c = certificate.as_str()
            ));
            lines
        }
    }
}

impl Round {
    /// What was asked for, in a line.
    fn listed(&self) -> String {
        self.items.lines().map(str::trim).filter(|item| !item.is_empty()).collect::<Vec<_>>().join("; ")
    }

    /// From when to when it stopped the time to settle the filing (中止计算).
    #[must_use]
    pub fn stood_still(&self) -> Text {
        let asked = self.requested_on;
        match self.answered_on {
            Some(until) => say!(
                "  办理期限 {a} 至 {b} 中止计算 (补正)",
                "  the time to settle it stood still {a} to {b} (completion)",
                a = asked,
                b = until
            ),
            None => say!(
                "  办理期限自 {a} 起中止计算 (补正)",
                "  the time to settle it stands still since {a} (completion)",
                a = asked
            ),
        }
    }

    /// Whether what was asked for came at once, so that one line says it all.
    fn came_at_once(&self) -> bool {
        self.answered_on.is_some() && self.asked.iter().all(|asked| asked.answered_on == self.answered_on)
    }
}

/// What came of a request in parts, and the reminders.
fn answers(round: &Round) -> Vec<(Text, bool)> {
    let mut lines = Vec::new();
    if !round.came_at_once() {
        for asked in &round.asked {
            if let Some(on) = asked.answered_on {
                let what = asked.answer.as_deref().map(|what| format!(" ({what})")).unwrap_or_default();
                let item = format!("{}{what}", asked.item);
                lines.push((say!("  已收 {d}: {i}", "  came on {d}: {i}", d = on, i = item), false));
            }
        }
    }
    for (on, how) in &round.reminders {
        lines.push((say!("  催补正 {d}: {h}", "  reminded on {d}: {h}", d = *on, h = how.as_str()), false));
    }
    lines
}

/// The checklist in a line, what lacks in lines of its own, then what is not needed and the files.
fn checklist(file: &FilingFile) -> Vec<(Text, bool)> {
    let all = file.materials.len();
    if all == 0 {
        return Vec::new();
    }
    let there = file.materials.iter().filter(|m| m.state != MaterialState::Missing).count();
    let open = !file.status.is_closed();
    let mut lines =
        vec![(say!("材料清单 {t}/{n}", "checklist: {t} of {n}", t = there, n = all), open && there < all)];
    for material in &file.materials {
        let lacks = material.state == MaterialState::Missing;
        if lacks || !material.note.is_empty() || !material.files.is_empty() {
            lines.push((material.told(), open && lacks));
        }
    }
    lines
}

impl FilingFile {
    /// The filing in lines, each with whether it waits for something: what was applied for, what lacked, each step,
    /// publicity and objections.
    #[must_use]
    pub fn told(&self) -> Vec<(Text, bool)> {
        let file = self;
        let begun = match file.kind.is_own() {
            true => Text::new("提出", "proposed on"),
            false => Text::new("申请", "applied for on"),
        };
        let (day, text) = (file.applied_on, file.statement.as_str());
        let mut lines = vec![(say!("{d} {b}: {t}", "{b} {d}: {t}", d = day, b = begun, t = text), false)];
        for scope in &file.scopes {
            let (code, name) = (scope.occupation.to_string(), scope.name.as_str());
            let verb = match file.kind {
                FilingKind::Narrowing => Text::new("缩减", "gives up"),
                FilingKind::First => Text::new("范围", "scope"),
                _ => Text::new("增加", "adds"),
            };
            let levels = scope.levels.label();
            let text = say!("{v} {c} {n} {l}", "{v} {c} {n} {l}", v = verb, c = code, n = name, l = levels);
            lines.push((text, false));
        }
        lines.extend(file.matter.iter().flat_map(rests_on).map(|text| (text, false)));
        lines.extend(file.departures.iter().map(|departure| (departure.told(), !departure.superseded)));
        lines.extend(file.consents.iter().map(|consent| {
            let (who, document) = (consent.department.as_str(), consent.reference.as_str());
            let (day, about) = (consent.on, consent.about);
            (say!("{a} {d}: {w}, {r}", "{a} {d}: {w}, {r}", a = about, d = day, w = who, r = document), false)
        }));
        lines.extend(
            file.handler.iter().map(|who| (say!("经办人 {w}", "handled by {w}", w = who.as_str()), false)),
        );
        lines.extend(checklist(file));
        for round in &file.rounds {
            let (asked, until) = (round.requested_on, round.due);
            let items = round.listed();
            lines.push(match (&round.answer, round.answered_on) {
                (Some(answer), Some(on)) => (
                    say!(
                        "补正 {a} ({i}): {d} 收到 {t}",
                        "asked on {a} ({i}): came on {d}, {t}",
                        a = asked,
                        i = items,
                        d = on,
                        t = answer.as_str()
                    ),
                    false,
                ),
                _ => (
                    say!(
                        "补正 {a}, 限 {u} 以前 (含当日): {i}",
                        "asked on {a}, by {u}: {i}",
                        a = asked,
                        u = until,
                        i = items
                    ),
                    true,
                ),
            });
            lines.extend(answers(round));
            lines.push((round.stood_still(), false));
        }
        lines.extend(file.documents.iter().map(|document| (document.told(), false)));
        // The application and the publicity have lines of their own.
        let registration = file.steps.first().filter(|s| s.opinion == file.statement);
        let shown = |s: &&FilingStep| s.step != FilingStatus::Publicity && Some(*s) != registration;
        for step in file.steps.iter().filter(shown) {
            let result = if step.passed { Text::new("✓", "✓") } else { Text::new("✗", "✗") };
            let (who, opinion) = (step.who(), step.opinion.as_str());
            let text = say!(
                "{s} {r} {d} ({n}): {o}",
                "{s} {r} {d} ({n}): {o}",
                s = step.step.label_for(file.kind),
                r = result,
                d = step.day(),
                n = who,
                o = opinion
            );
            lines.push((text, false));
        }
        for publicity in &file.publicities {
            let (day, at) = (publicity.posted_on, publicity.posted_at.as_str());
            let text = match publicity.stopped_on {
                Some(on) => {
                    say!("公示 {d} {a}, {s} 停止", "posted {d} {a}, stopped {s}", d = day, a = at, s = on)
                }
                None => match publicity.told_until {
                    Some(until) => {
                        say!("公示 {d} 至 {u} {a}", "posted {d} to {u} {a}", d = day, u = until, a = at)
                    }
                    None => say!("公示 {d} {a}", "posted {d} {a}", d = day, a = at),
                },
            };
            lines.push((text, false));
            lines.push((say!("公示内容: {t}", "text: {t}", t = publicity.text.as_str()), false));
            for objection in &publicity.objections {
                let on = objection.received_on;
                let content = format!("{} {}", objection.objector, objection.content);
                let content = content.trim();
                lines.push(match &objection.answer {
                    Some(answer) => (
                        say!(
                            "异议 {d}: {c}  {u}, 答复: {a}",
                            "objection {d}: {c}  {u}, answer: {a}",
                            d = on,
                            c = content,
                            u = match objection.upheld {
                                Some(true) => Text::new("成立", "upheld"),
                                _ => Text::new("不成立", "not upheld"),
                            },
                            a = answer.as_str()
                        ),
                        false,
                    ),
                    None => (
                        say!("异议 {d} (未答复): {c}", "objection {d} (open): {c}", d = on, c = content),
                        true,
                    ),
                });
            }
        }
        lines
    }
}
