//! 督导: supervisions planned and done (Art. 15, 22).

use super::{Line, Preset, ScreenSpec, shown};
use crate::console::context::Context;
use crate::console::theme::Meaning;
use crate::console::widgets::{Column, TableCell, Width};
use crate::records::supervision::{SupervisionKind, SupervisionStatus};
use crate::say;
use crate::store::lists::{Condition, ListKind, ListRow, RowFacts, SortKey};
use crate::text::Text;

pub(super) static SCREEN: ScreenSpec = ScreenSpec {
    kind: ListKind::Supervisions,
    name: Text::new("督导", "Supervision"),
    short: Text::new("督导", "Superv."),
    help: Text::new("督导安排与结果", "supervisions planned and done"),
    order: (SortKey::Day, true),
    columns: &[
        Column::new(Text::new("日期", "Day"), Width::Fixed(10), 8),
        Column::new(Text::new("机构", "Agency"), Width::Flex { min: 20 }, 9),
        Column::new(Text::new("种类", "Kind"), Width::Fixed(13), 5),
        Column::new(Text::new("督导员", "Supervisor"), Width::Fixed(10), 6),
        Column::new(Text::new("状态", "Status"), Width::Fixed(10), 7),
        Column::new(Text::new("结果", "Finding"), Width::Flex { min: 8 }, 3),
    ],
    main: 1,
    cells,
    detail,
    presets: &[
        Preset { label: Text::new("全部", "all"), filter: "" },
        Preset { label: Text::new("未指派", "unassigned"), filter: "status=unassigned" },
        Preset { label: Text::new("已安排", "planned"), filter: "status=planned" },
        Preset { label: Text::new("整改中", "rectifying"), filter: "status=rectifying" },
        Preset { label: Text::new("外部督导", "external"), filter: "kind=external" },
    ],
    new: None,
    edit: None,
    badge: |cx| vec![Condition::From(cx.day())],
};

fn nobody() -> Text {
    Text::new("未指派", "nobody yet")
}

fn cells(row: &ListRow, cx: &Context) -> Vec<TableCell> {
    let RowFacts::Supervision { kind, planned_on, supervisor, status, finding } = &row.facts else {
        return Vec::new();
    };
    let who = match supervisor {
        Some(name) => name.clone().into(),
        None => TableCell::new(cx.look.say(&nobody()), Meaning::Warning),
    };
    vec![
        planned_on.to_string().into(),
        row.agency.clone().into(),
        cx.look.say(&shown::word(kind, SupervisionKind::label)).into(),
        who,
        cx.look.say(&shown::word(status, SupervisionStatus::label)).into(),
        finding.clone().into(),
    ]
}

fn detail(row: &ListRow, cx: &Context) -> Vec<Line> {
    let RowFacts::Supervision { kind, planned_on, supervisor, status, finding } = &row.facts else {
        return Vec::new();
    };
    let head = say!("{a}  {b}", "{a}  {b}", a = row.agency, b = row.bureau.label());
    let (k, s) = (shown::word(kind, SupervisionKind::label), shown::word(status, SupervisionStatus::label));
    let state = match supervisor {
        // The status says that nobody is assigned: once is enough.
        None => say!("{k}, 安排在 {d}; {s}", "{k}, planned for {d}; {s}", k = k, d = *planned_on, s = s),
        Some(who) => say!(
            "{k}, 安排在 {d}; 督导员 {w}; {s}",
            "{k}, planned for {d}; supervisor {w}; {s}",
            k = k,
            d = *planned_on,
            w = who.as_str(),
            s = s
        ),
    };
    let mut lines = vec![
        (cx.look.say(&head).to_owned(), Meaning::Title),
        (cx.look.say(&state).to_owned(), Meaning::Text),
    ];
    if !finding.is_empty() {
        lines.push((finding.clone(), Meaning::Text));
    }
    lines
}
