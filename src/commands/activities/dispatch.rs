//! Sending supervisors to activities (派遣督导, R21-2, R22-2): who may go, with a letter, and taking somebody off again.

use super::stay;
use crate::commands::entry::{Command, Done, Fields, Turn};
use crate::commands::fault::Fault;
use crate::commands::filings::papers::{self, Desk};
use crate::commands::inputs::{ActivityNo, Line, Paragraph, Sent};
use crate::commands::scene::Scene;
use crate::commands::spec::{From, Group, KEEPERS, Subject};
use crate::law::dispatch::dispatched;
use crate::law::requirement::{Mend, Requirement};
use crate::law::rules::RuleId;
use crate::records::activity::{ActivityFile, ActivityStatus, ActivityStep};
use crate::records::agency_kind::AgencyKind;
use crate::records::errand::Errand;
use crate::records::inspector::Inspector;
use crate::say;
use crate::store::{self, Sql, activities, inspectors, prospects};
use crate::text::clean::half_width;
use crate::text::{Lang, Text};

/// Whether it is written as numbers of the list are, and not as a name.
fn is_number(written: &str) -> bool {
    let plain = half_width(written);
    plain.is_ascii() && plain.contains(|c: char| c.is_ascii_digit())
}

/// Who on the list is meant. Of one name several: those appointed on the first day; of these one, or the number is asked for.
fn on_the_list(errand: &Errand, sql: &dyn Sql, written: &str) -> Result<Option<Inspector>, Fault> {
    let mut all = inspectors::called(sql, errand.bureau, written)?;
    if all.len() > 1 {
        all.retain(|one| one.appointed(errand.days.0));
    }
    match all.len() {
        0 if is_number(written) => {
            let text = Text::new(
                "名录中没有此证号; 名录外的人员填姓名",
                "no such number on the list: of anybody else the name",
            );
            Err(Fault::field("supervisor", text))
        }
        0 | 1 => Ok(all.pop()),
        n => {
            let text = say!(
                "名录中有 {n} 人同名, 请填证号",
                "{n} on the list have that name: give the number",
                n = n
            );
            Err(Fault::field("supervisor", text))
        }
    }
}

/// The name of who is sent, and what to say where they are not on the list. Of the bureau's list: appointed then, without an interest in the agency; and nowhere else on those days.
///
/// # Errors
/// What forbids it, or the database's.
pub(in crate::commands) fn sent(
    errand: &Errand,
    sql: &dyn Sql,
    written: &str,
) -> Result<(String, Option<Text>), Fault> {
    let listed = on_the_list(errand, sql, written)?;
    let name = listed.as_ref().map_or_else(|| written.to_owned(), |one| one.name.clone());
    let elsewhere = prospects::elsewhere(sql, errand, &name)?;
    let interest = match &listed {
        Some(one) => inspectors::interest(sql, one.id, errand.agency)?,
        None => None,
    };
    let unlisted = listed.is_none().then(|| {
        say!(
            "{n} 不在名录内, 聘任和回避没有核对",
            "{n} is not on the list: neither appointment nor interests are checked",
            n = name.as_str()
        )
    });
    let judged = dispatched(errand, listed.as_ref(), interest, elsewhere);
    if judged.iter().any(Requirement::refuses) {
        return Err(Fault::Refused(judged));
    }
    Ok((name, unlisted))
}

command! {
    /// 指派外部督导
    AssignSupervisor "assign-supervisor" ["指派外部督导", "name a supervisor"] {
        activity: ActivityNo = ["评价活动", "Activity"];
        supervisor: Sent = ["督导员", "Supervisor"] hint ["按专业、回避距离、任务量排列; 名录外的填姓名", "by fit, distance of interest and load; of somebody not on the list the name"];
        letter: Option<bool> = ["出具派遣函", "With a letter"];
    }
    help: [
        "为评价活动指派外部督导员, 社会组织的每场评价须有; 可再指派一人; 可出具派遣函",
        "names an external supervisor for the activity: every exam of a social organisation has one; a second can be named; a letter of dispatch can go with it",
    ],
    key: 's',
    group: Group::Activity,
    subject: Subject::Activity,
    who: KEEPERS,
    from: From::Activity(&[ActivityStatus::Planned, ActivityStatus::Confirmed, ActivityStatus::Running]),
    rules: &[RuleId::R21_2, RuleId::R22_2],
    issues: None,
}

/// What an external supervisor is.
const EXTERNAL: Text = Text::new(
    "外部督导员不是机构自己的督导、考务人员",
    "an external supervisor is none of the agency's own people",
);

/// R22-2: somebody is not the internal supervisor of the activity.
fn external(file: &ActivityFile, name: &str) -> Requirement {
    Requirement::when(
        RuleId::R22_2,
        file.plan.as_ref().is_none_or(|plan| plan.internal_supervisor != name),
        EXTERNAL,
        Text::new("是该活动的内部督导人员", "the internal supervisor of the activity"),
        Mend::Somebody(Text::new("另派一人", "name somebody else")),
    )
}

impl Command for AssignSupervisor {
    type Facts = ActivityFile;

    fn turn(scene: &Scene<ActivityFile>) -> Turn {
        let wants = scene.facts.agency.facts.kind == AgencyKind::SocialOrganisation;
        match (wants, scene.facts.supervisors.is_empty()) {
            (true, true) => Turn::Asked,
            _ => Turn::Behind,
        }
    }

    fn judge(scene: &Scene<ActivityFile>, input: Option<&Self>) -> Vec<Requirement> {
        let Some(input) = input else { return vec![Requirement::at_input(RuleId::R22_2, EXTERNAL)] };
        vec![external(&scene.facts, &input.supervisor.0)]
    }

    fn apply(&self, scene: &Scene<ActivityFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let (file, today) = (&scene.facts, scene.moment.today);
        let (name, unlisted) = sent(&Errand::to_activity(file), sql, &self.supervisor.0)?;
        // Named by number, it is the name that tells.
        let own = external(file, &name);
        if own.refuses() {
            return Err(Fault::Refused(vec![own]));
        }
        if file.supervisors.contains(&name) {
            return Err(Fault::field("supervisor", Text::new("已指派", "is named already")));
        }
        activities::name_supervisor(sql, file, &name, today)?;
        activities::step(sql, file.id, ActivityStep::Assigned, today, Some(scene.actor.id), &name)?;
        let done = unlisted.into_iter().fold(stay(scene, sql)?, Done::telling);
        if self.letter != Some(true) {
            return Ok(done);
        }
        let what = format!(
            "{}{}评价活动（{}），地点：{}",
            file.name,
            file.level.map(|level| level.label().get(Lang::Zh).to_owned()).unwrap_or_default(),
            file.no,
            file.occasion.place
        );
        let days = (file.occasion.starts_on, file.occasion.ends_on);
        let visit = prospects::visit_of(sql, file.id, &name)?;
        papers::dispatch(Desk::of(scene, sql), (&file.agency, file.bureau), (visit, &name, what), days, done)
    }
}

command! {
    /// 撤回派遣
    RelieveSupervisor "relieve-supervisor" ["撤回督导派遣", "take a supervisor off"] {
        activity: ActivityNo = ["评价活动", "Activity"];
        supervisor: Line = ["督导员", "Supervisor"];
        reason: Paragraph = ["理由", "Reason"];
    }
    help: [
        "撤回对督导员的派遣, 说明理由; 社会组织的评价须另派",
        "takes a supervisor off the activity, with the reason; an exam of a social organisation wants another",
    ],
    key: 'E',
    group: Group::Activity,
    subject: Subject::Activity,
    who: KEEPERS,
    from: From::Activity(&[ActivityStatus::Planned, ActivityStatus::Confirmed, ActivityStatus::Running]),
    rules: &[RuleId::R22_2],
    issues: None,
}

/// R22-2: who is left at an exam of a social organisation; of one that runs, somebody without an interest. None of other agencies.
fn left(file: &ActivityFile, off: Option<&str>) -> Option<Requirement> {
    if file.agency.facts.kind != AgencyKind::SocialOrganisation {
        return None;
    }
    let off = off.or_else(|| file.supervisors.first().map(String::as_str));
    if file.independent().any(|name| Some(name.as_str()) != off) {
        return None;
    }
    let text = Text::new("撤回之后须另派一人", "somebody else has to be named then");
    Some(match file.status {
        ActivityStatus::Running => {
            let mend = Mend::Somebody(Text::new("先另派一人", "name somebody else first"));
            Requirement::unmet(
                RuleId::R22_2,
                Text::new(
                    "评价进行中, 社会组织须有外部督导",
                    "it runs: a social organisation has an external supervisor",
                ),
                mend,
            )
        }
        _ => Requirement::noted(RuleId::R22_2, text),
    })
}

impl Command for RelieveSupervisor {
    type Facts = ActivityFile;

    fn turn(_: &Scene<ActivityFile>) -> Turn {
        Turn::Behind
    }

    fn judge(scene: &Scene<ActivityFile>, input: Option<&Self>) -> Vec<Requirement> {
        let named = &scene.facts.supervisors;
        let there = input.map_or(!named.is_empty(), |input| named.contains(&input.supervisor.0));
        let all: Vec<Text> = named.iter().map(Text::same).collect();
        let mut judged = vec![Requirement::when(
            RuleId::R22_2,
            there,
            say!("已指派 {a}", "named: {a}", a = Text::join(&all)),
            match named.is_empty() {
                true => Text::new("没有指派督导员", "nobody is named"),
                false => say!("没有指派此人; 已指派 {a}", "not named; there are {a}", a = Text::join(&all)),
            },
            Mend::Nothing,
        )];
        judged.extend(
            there.then(|| left(&scene.facts, input.map(|input| input.supervisor.0.as_str()))).flatten(),
        );
        judged
    }

    fn apply(&self, scene: &Scene<ActivityFile>, sql: &dyn Sql) -> Result<Done, Fault> {
        let (file, name) = (&scene.facts, &self.supervisor.0);
        let mut done = Vec::new();
        for no in store::visits::of_activity(sql, file.id)? {
            let Some(visit) = store::visits::file(sql, no)? else { continue };
            if visit.supervisor.as_ref() != Some(name) {
                continue;
            }
            if let Some(sheet) = visit.sheet {
                let text = say!("{d} 已提交评分表", "the score sheet came {d}", d = sheet.handed_on);
                return Err(Fault::Refused(vec![Requirement::unmet(RuleId::R22_2, text, Mend::Nothing)]));
            }
            let wanted =
                file.agency.facts.kind == AgencyKind::SocialOrganisation && file.supervisors.len() == 1;
            let by = (scene.actor.id, scene.moment.today);
            done.extend(prospects::relieve(sql, visit.id, (name, &self.reason.0), by, wanted)?);
        }
        let stayed = stay(scene, sql)?;
        Ok(done.into_iter().fold(stayed, |done, no| done.and("voided", no.to_string())))
    }

    fn prefill(scene: &Scene<ActivityFile>) -> Fields {
        let first = scene.facts.supervisors.first();
        first.map(|name| ("supervisor".to_owned(), name.as_str().into())).into_iter().collect()
    }
}
