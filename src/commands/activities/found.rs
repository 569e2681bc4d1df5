//! What happened at an activity against the rules (登记查实情况): one that was held though not begun here, and a breach found later.
//! Nothing of it is refused, as it happened; what is broken is recorded, each with its rule.

use chrono::NaiveDate;

use super::{TO_COME, advance, stay};
use crate::commands::entry::{Command, Done, Fields, Turn};
use crate::commands::fault::Fault;
use crate::commands::input::check_day;
use crate::commands::inputs::{ActivityNo, Line, Paragraph};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, KEEPERS, KEEPERS_OF_BOTH, Subject};
use crate::law::activities::Exam;
use crate::law::breaches::{self, Found, noted};
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::{REGULATION_FROM, RuleId};
use crate::records::activity::{
    Across, ActivityFile, ActivityStatus, ActivityStep, Change, Occasion, Permille,
};
use crate::records::agency_kind::AgencyKind;
use crate::records::batch::{BatchAct, BatchEntry};
use crate::records::breach::Broken;
use crate::records::ids::ActivityId;
use crate::say;
use crate::store::{self, Sql, activities, batches};
use crate::text::{Lang, Text};

command! {
    /// 登记已举行
    RecordHeld "record-held" ["登记已举行", "record that it was held"] {
        activity: ActivityNo = ["评价活动", "Activity"];
        starts_on: NaiveDate = ["实际开始", "Began on"];
        ends_on: NaiveDate = ["实际结束", "Ended on"];
        place: Line = ["实际地点", "Place"];
        candidates: u32 = ["实际参加人数", "Candidates"];
        largest_session: u32 = ["每场至多人数", "Largest session"];
        workstations: u32 = ["工位数", "Workstations"];
        changed: Option<Line> = ["试卷实际调整(%)", "Paper changed, percent"] hint ["占卷面总分, 没有的不填", "of the total score; none if empty"];
        supervised: bool = ["外部督导在场", "External supervisor present"];
        facts: Paragraph = ["查实经过", "How it was found"];
    }
    help: [
        "登记没有按步骤登记开考、但已举行的评价活动; 违反规定之处记为违规, 无外部督导的批次证书暂缓上传",
        "records an activity that was held though its start was not: what broke a rule becomes a breach, the certificates of one without a supervisor are held",
    ],
    key: 'D',
    group: Group::Activity,
    subject: Subject::Activity,
    who: KEEPERS,
    from: From::Activity(TO_COME),
    rules: &[
        RuleId::R12_1, RuleId::R13_2, RuleId::R14_1, RuleId::R14_2, RuleId::R19_3, RuleId::R22_2, RuleId::R23_1, RuleId::R24_3,
    ],
    issues: None,
}

/// It is over: what is to come can't be found out.
pub(super) fn over(ends_on: NaiveDate, today: NaiveDate) -> Option<Requirement> {
    (ends_on > today).then(|| {
        let text = say!("至 {d}, 结束后登记", "it goes on until {d}: recorded after that", d = ends_on);
        Requirement::unmet(RuleId::R14_1, text, Mend::Time { until: ends_on.pred_opt().unwrap_or(ends_on) })
    })
}

/// A percentage as typed; none where nothing is.
pub(super) fn percent(written: &Option<Line>) -> Result<Permille, Text> {
    written.as_ref().map_or(Ok(Permille::default()), |written| Permille::parse(&written.0))
}

impl RecordHeld {
    fn occasion(&self) -> Occasion {
        Occasion { starts_on: self.starts_on, ends_on: self.ends_on, place: self.place.0.clone() }
    }

    /// Each rule held against what is typed.
    fn judged(&self, file: &ActivityFile) -> Vec<Requirement> {
        let occasion = self.occasion();
        let at_home = || Across { held_at: file.agency.facts.bureau, consent: None, authorisation: None };
        let across = file.across().unwrap_or_else(at_home);
        let plan = file.plan.as_ref();
        let approval = plan.and_then(|plan| plan.change_approval.as_deref());
        // A change that was asked for before, and granted or not answered yet, was asked for; one that was refused may not be made.
        let open = |change: &Change| change.answer.as_ref().is_none_or(|(_, granted, _)| *granted);
        let asked = file.changes.iter().any(|change| change.to == occasion && open(change));
        let planned = if asked { &occasion } else { &file.occasion };
        let filed = file.planned_on.is_none_or(|on| on < occasion.starts_on);
        Found {
            exam: Exam { occasion: &occasion, ..Exam::of(file) },
            planned: filed.then_some(planned),
            across: &across,
            competes: plan.is_some_and(|plan| plan.competition.is_some()),
            stations: Some((self.largest_session, self.workstations)),
            changed: (percent(&self.changed).unwrap_or_default(), approval),
            supervised: self.supervised,
            constraints: &file.agency.known.constraints,
            suspensions: &file.agency.known.suspensions,
        }
        .judged()
    }
}

impl Command for RecordHeld {
    type Facts = ActivityFile;

    fn turn(scene: &Scene<ActivityFile>) -> Turn {
        match scene.facts.occasion.ends_on < scene.moment.today {
            true => Turn::Asked,
            false => Turn::Behind,
        }
    }

    fn judge(scene: &Scene<ActivityFile>, input: Option<&Self>) -> Vec<Requirement> {
        let Some(input) = input else {
            let text = Text::new("按实际情况核对规定", "what happened is held against the rules");
            return vec![Requirement::at_input(RuleId::R14_1, text)];
        };
        let mut all = noted(input.judged(&scene.facts));
        all.extend(over(input.ends_on, scene.moment.today));
        all
    }

    fn apply(&self, scene: &Scene<ActivityFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let (file, by) = (&scene.facts, scene.actor.id);
        percent(&self.changed).map_err(|why| Fault::field("changed", why))?;
        fits(&self.occasion(), (self.candidates, Some(self.largest_session)))?;
        activities::held(sql, file.id, &self.occasion(), self.candidates)?;
        activities::step(sql, file.id, ActivityStep::Begun, self.starts_on, Some(by), &self.facts.0)?;
        let found = breaches::breaches(&self.judged(file));
        let more = keep(scene, sql, file.id, &found)?;
        Ok(Done { more, ..advance(scene, sql, ActivityStatus::Held)? })
    }

    fn prefill(scene: &Scene<ActivityFile>) -> Fields {
        let file = &scene.facts;
        let mut fields = Fields::new();
        let Occasion { starts_on, ends_on, place } = &file.occasion;
        fields.insert("starts_on".to_owned(), starts_on.to_string().into());
        fields.insert("ends_on".to_owned(), ends_on.to_string().into());
        fields.insert("place".to_owned(), place.as_str().into());
        fields.insert("candidates".to_owned(), file.candidates.into());
        if let Some(plan) = &file.plan {
            fields.insert("largest_session".to_owned(), plan.largest_session.into());
            fields.insert("workstations".to_owned(), plan.workstations.into());
            if plan.changed > Permille(0) {
                fields.insert("changed".to_owned(), format!("{}", plan.changed).into());
            }
        }
        fields
    }
}

/// Whether days and numbers go together.
pub(super) fn fits(occasion: &Occasion, (candidates, largest): (u32, Option<u32>)) -> Result<(), Fault> {
    occasion.check().map_err(|why| Fault::field("ends_on", why))?;
    if candidates == 0 {
        return Err(Fault::field("candidates", Text::new("至少 1", "one at least")));
    }
    if largest.is_some_and(|largest| largest > candidates) {
        let text = Text::new("多于参加人数", "more than took part");
        return Err(Fault::field("largest_session", text));
    }
    Ok(())
}

/// Puts breaches on file; the batch of one that nobody supervised is held (R22-2). What the reply tells of it.
pub(super) fn keep<F>(
    scene: &Scene<F>,
    sql: &dyn Sql,
    id: ActivityId,
    found: &[(Broken, Text)],
) -> Result<Fields, Fault> {
    let (by, today) = (scene.actor.id, scene.moment.today);
    let mut done = Done::default();
    for (broken, text) in found {
        store::breaches::add(sql, id, (*broken, text.get(Lang::Zh)), today, by)?;
        done = done.and("breaches", broken.as_str());
    }
    if found.iter().any(|(broken, _)| *broken == Broken::Unsupervised) {
        hold(sql, (id, today), Broken::Unsupervised.label().get(Lang::Zh), scene)?;
        done = done.with("held", true);
    }
    Ok(done.more)
}

fn hold<F>(
    sql: &dyn Sql,
    (id, on): (ActivityId, NaiveDate),
    why: &str,
    scene: &Scene<F>,
) -> Result<(), Fault> {
    let entry = BatchEntry { act: BatchAct::Held, pieces: 0, on, note: why.to_owned() };
    // Each reason is on file, so that who releases it sees them all.
    Ok(batches::add(sql, id, &entry, scene.actor.id)?)
}

command! {
    /// 登记违规情形
    RecordBreach "record-breach" ["登记违规情形", "record a breach"] {
        activity: ActivityNo = ["评价活动", "Activity"];
        broken: Broken = ["违反的规定", "Rule broken"];
        facts: Paragraph = ["违规事实", "What happened"];
        found_on: NaiveDate = ["查实日期", "Found on"];
    }
    help: [
        "登记评价活动中查实的违规情形, 可由此立案; 无外部督导的, 本批证书暂缓上传",
        "records what an activity broke, which can lead to a case; where nobody supervised it, its batch of certificates is held",
    ],
    key: 'B',
    group: Group::Activity,
    subject: Subject::Activity,
    who: KEEPERS_OF_BOTH,
    from: From::Activity(&[ActivityStatus::Running, ActivityStatus::Held, ActivityStatus::Archived]),
    rules: &[RuleId::R22_2],
    issues: None,
}

impl Command for RecordBreach {
    type Facts = ActivityFile;

    fn turn(_: &Scene<ActivityFile>) -> Turn {
        Turn::Behind
    }

    fn judge(scene: &Scene<ActivityFile>, input: Option<&Self>) -> Vec<Requirement> {
        let social = scene.facts.agency.facts.kind == AgencyKind::SocialOrganisation;
        let before = scene.facts.occasion.ends_on < REGULATION_FROM;
        let Some(input) = input else {
            let text = Text::new("写明事实和违反的规定", "say what happened, and which rule it broke");
            return vec![Requirement::at_input(RuleId::R14_1, text)];
        };
        let rule = breaches::rule(input.broken);
        if before {
            let text = Text::new("施行前的活动不受本办法约束", "it was held before the regulation applied");
            return vec![Requirement::unmet(RuleId::R28_1, text, Mend::Nothing)];
        }
        if input.broken == Broken::Unsupervised && !social {
            let text = Text::new(
                "只有社会组织的评价必须有外部督导",
                "only exams of social organisations must have one",
            );
            return vec![Requirement::unmet(rule, text, Mend::Nothing)];
        }
        vec![Requirement::noted(rule, say!("记为违规: {b}", "recorded as a breach: {b}", b = input.broken))]
    }

    fn apply(&self, scene: &Scene<ActivityFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let file = &scene.facts;
        check_day("found_on", self.found_on, file.occasion.starts_on, scene.moment.today)?;
        if file.breaches.iter().any(|known| known.broken == self.broken && known.facts == self.facts.0) {
            return Err(Fault::field("facts", Text::new("已登记", "is recorded already")));
        }
        store::breaches::add(sql, file.id, (self.broken, &self.facts.0), self.found_on, scene.actor.id)?;
        let done = stay(scene, sql)?;
        if self.broken != Broken::Unsupervised {
            return Ok(done);
        }
        hold(sql, (file.id, scene.moment.today), self.broken.label().get(Lang::Zh), scene)?;
        Ok(done.with("held", true))
    }
}
