//! 评价活动: activities planned, under way and held (Art. 12 to 17), beside the supervisions.

use super::{Line, Preset, ScreenSpec, shown};
use crate::console::context::Context;
use crate::console::theme::Meaning;
use crate::console::widgets::{Column, TableCell, Width};
use crate::records::activity::ActivityStatus;
use crate::records::level::Level;
use crate::say;
use crate::store::activities;
use crate::store::lists::{Condition, ListKind, ListRow, RowFacts, STILL_OPEN, SortKey};
use crate::text::Text;

pub(super) static SCREEN: ScreenSpec = ScreenSpec {
    kind: ListKind::Activities,
    name: Text::new("评价活动", "Activities"),
    short: Text::new("活动", "Activ."),
    help: Text::new("评价活动的方案、进展和结果", "plans of activities, where they stand, results"),
    order: (SortKey::Day, true),
    columns: &[
        Column::new(Text::new("开始", "Begins"), Width::Fixed(10), 8),
        Column::new(Text::new("机构", "Agency"), Width::Flex { min: 20 }, 9),
        Column::new(Text::new("职业", "Occupation"), Width::Flex { min: 12 }, 6),
        Column::new(Text::new("等级", "Level"), Width::Fixed(6), 4),
        Column::new(Text::new("人数", "Cand."), Width::Fixed(5), 3),
        Column::new(Text::new("状态", "Status"), Width::Fixed(10), 7),
    ],
    main: 1,
    cells,
    detail,
    presets: &[
        Preset { label: Text::new("全部", "all"), filter: "" },
        Preset { label: Text::new("计划已备", "planned"), filter: "status=planned" },
        Preset { label: Text::new("已确认", "confirmed"), filter: "status=confirmed" },
        Preset { label: Text::new("进行中", "running"), filter: "status=running" },
        Preset { label: Text::new("已结束未归档", "held, not archived"), filter: "status=held" },
    ],
    new: Some("file-plan"),
    edit: None,
    badge: |_| vec![Condition::Status(STILL_OPEN.to_owned())],
};

fn cells(row: &ListRow, cx: &Context) -> Vec<TableCell> {
    let RowFacts::Activity { name, level, starts_on, candidates, status, .. } = &row.facts else {
        return Vec::new();
    };
    let level = level.parse::<Level>().map(Level::short_label).unwrap_or_default();
    vec![
        starts_on.to_string().into(),
        row.agency.clone().into(),
        name.clone().into(),
        cx.look.say(&level).into(),
        candidates.to_string().into(),
        cx.look.say(&shown::word(status, ActivityStatus::label)).into(),
    ]
}

fn detail(row: &ListRow, cx: &Context) -> Vec<Line> {
    let Some(file) = row.no.and_then(|no| activities::file(&cx.store, no).ok().flatten()) else {
        return Vec::new();
    };
    let head = say!("{n}  {a}", "{n}  {a}", n = file.no.to_string(), a = row.agency);
    let mut lines = vec![(cx.look.say(&head).to_owned(), Meaning::Title)];
    lines.extend(file.told().iter().map(|line| (cx.look.say(line).to_owned(), Meaning::Text)));
    lines
}
