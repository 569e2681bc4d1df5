//! A row of the schedule, and what lacks for its activity: each with the article that wants it.

use chrono::Days;

use super::Line;
use crate::console::context::Context;
use crate::console::theme::Meaning;
use crate::console::widgets::{Column, TableCell, Width};
use crate::records::activity::ActivityStatus;
use crate::records::level::Level;
use crate::records::suspension::MARK;
use crate::say;
use crate::store::schedule::Exam;
use crate::text::Text;

pub(super) static COLUMNS: [Column; 6] = [
    Column::new(Text::new("机构", "Agency"), Width::Flex { min: 18 }, 9),
    Column::new(Text::new("职业等级", "What"), Width::Flex { min: 12 }, 6),
    Column::new(Text::new("地点", "Place"), Width::Flex { min: 8 }, 3),
    Column::new(Text::new("人数", "Cand."), Width::Fixed(5), 4),
    Column::new(Text::new("状态", "Status"), Width::Fixed(9), 7),
    Column::new(Text::new("外部督导", "Supervisor"), Width::Fixed(12), 8),
];

/// Whether it has no external supervisor though it wants one.
fn unsupervised(exam: &Exam) -> bool {
    exam.wants_supervisor && exam.supervisors.is_none()
}

/// How loud the lack of a supervisor is: from the day before it is a breach (R22-2).
fn loudness(exam: &Exam, cx: &Context) -> Meaning {
    let near = exam.starts_on <= cx.day() + Days::new(1);
    if near { Meaning::Alert } else { Meaning::Warning }
}

pub(super) fn cells(exam: &Exam, cx: &Context) -> Vec<TableCell> {
    let agency = match exam.suspended {
        true => TableCell::new(format!("{} {}", cx.look.say(&MARK), exam.agency), Meaning::Warning),
        false => exam.agency.clone().into(),
    };
    let level = exam.level.map(Level::short_label).unwrap_or_default();
    let supervisor = match &exam.supervisors {
        Some(names) => names.clone().into(),
        None if exam.wants_supervisor => {
            TableCell::new(cx.look.say(&Text::new("缺", "none")), loudness(exam, cx))
        }
        None => "-".into(),
    };
    vec![
        agency,
        format!("{} {}", exam.name, cx.look.say(&level)).into(),
        exam.place.clone().into(),
        exam.candidates.to_string().into(),
        cx.look.say(&exam.status.label()).into(),
        supervisor,
    ]
}

/// The activity in lines: what it is, then what lacks.
pub(super) fn told(exam: &Exam, cx: &Context) -> Vec<Line> {
    let head = say!(
        "{n}  {f} 至 {u}  {p}  {c} 人",
        "{n}  {f} to {u}  {p}  candidates: {c}",
        n = exam.no.to_string(),
        f = exam.starts_on,
        u = exam.ends_on,
        p = exam.place.as_str(),
        c = exam.candidates
    );
    let mut lines = vec![(cx.look.say(&head).to_owned(), Meaning::Text)];
    lines.extend(lacks(exam, cx).into_iter().map(|(text, meaning)| (cx.look.say(&text).to_owned(), meaning)));
    lines
}

fn lacks(exam: &Exam, cx: &Context) -> Vec<(Text, Meaning)> {
    let to_come = matches!(exam.status, ActivityStatus::Planned | ActivityStatus::Confirmed);
    let over = matches!(exam.status, ActivityStatus::Held | ActivityStatus::Archived);
    let mut all = Vec::new();
    if unsupervised(exam) {
        let text = match over || exam.status == ActivityStatus::Running {
            true => Text::new(
                "没有外部督导登记: 无督导举行的属违规 (第22条)",
                "no external supervisor on record: held without one it is a breach (Art. 22)",
            ),
            false => Text::new(
                "缺外部督导, 不得确认、开考 (第22条)",
                "no external supervisor: neither confirmed nor begun (Art. 22)",
            ),
        };
        all.push((text, loudness(exam, cx)));
    }
    if exam.suspended && !over {
        let text = Text::new("机构评价活动被暂停 (第19条)", "evaluation is suspended (Art. 19)");
        all.push((text, Meaning::Alert));
    }
    if exam.paper_lacks && to_come {
        let text = Text::new(
            "跨师市的同意、授权未齐 (第23条)",
            "consent or authorisation across divisions lacks (Art. 23)",
        );
        all.push((text, Meaning::Warning));
    }
    if exam.change_asked {
        let text = Text::new("变更申请未答复 (第14条)", "a change waits for its answer (Art. 14)");
        all.push((text, Meaning::Warning));
    }
    if exam.status == ActivityStatus::Planned && all.is_empty() {
        all.push((
            Text::new("考务方案未确认 (第14条)", "the plan is not confirmed (Art. 14)"),
            Meaning::Warning,
        ));
    }
    all
}
