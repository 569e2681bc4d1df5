//! 案件: violation cases and where each stands (Art. 19, 25).

use super::{Line, Preset, ScreenSpec, case};
use crate::console::context::Context;
use crate::console::theme::Meaning;
use crate::console::widgets::{Column, TableCell, Width};
use crate::records::case::CaseStatus;
use crate::records::violation::Violation;
use crate::store::lists::{Condition, ListKind, ListRow, RowFacts, STILL_OPEN, SortKey};
use crate::store::{cases, violations};
use crate::text::Text;

pub(super) static SCREEN: ScreenSpec = ScreenSpec {
    kind: ListKind::Cases,
    name: Text::new("案件", "Cases"),
    short: Text::new("案件", "Cases"),
    help: Text::new("违规案件及其进展", "violation cases and where they stand"),
    order: (SortKey::Day, true),
    columns: &[
        Column::new(Text::new("编号", "Number"), Width::Fixed(12), 8),
        Column::new(Text::new("机构", "Agency"), Width::Flex { min: 20 }, 9),
        Column::new(Text::new("状态", "Stands at"), Width::Fixed(10), 7),
        Column::new(Text::new("下一期限", "Next due"), Width::Fixed(10), 6),
        Column::new(Text::new("立案", "Opened"), Width::Fixed(10), 4),
        Column::new(Text::new("情形", "Ground"), Width::Flex { min: 14 }, 3),
    ],
    main: 1,
    cells,
    detail,
    presets: &[
        Preset { label: Text::new("全部", "all"), filter: "" },
        Preset { label: Text::new("我经办的", "handled by me"), filter: "handler=我 status=open" },
        Preset { label: Text::new("核实", "verifying"), filter: "status=verifying" },
        Preset { label: Text::new("告知", "notice"), filter: "status=noticing" },
        Preset { label: Text::new("陈述申辩", "statement"), filter: "status=hearing" },
        Preset { label: Text::new("决定", "decision"), filter: "status=decided" },
        Preset { label: Text::new("送达", "service"), filter: "status=served" },
        Preset { label: Text::new("复核", "review"), filter: "status=reviewing" },
        Preset { label: Text::new("执行", "execution"), filter: "status=executing" },
        Preset { label: Text::new("结案", "closed"), filter: "status=closed" },
    ],
    new: Some("open-case"),
    edit: Some("amend-case"),
    badge: |_| vec![Condition::Status(STILL_OPEN.to_owned())],
};

fn cells(row: &ListRow, cx: &Context) -> Vec<TableCell> {
    let RowFacts::Case { status, opened_on, grounds, next_due } = &row.facts else { return Vec::new() };
    let late = next_due.is_some_and(|due| due < cx.day());
    let stands = if *status == CaseStatus::Closed { Meaning::Muted } else { Meaning::Text };
    let grounds: Vec<Text> = grounds.iter().map(|violation| named(*violation, cx)).collect();
    vec![
        row.no.map(|no| no.to_string()).unwrap_or_default().into(),
        row.agency.clone().into(),
        TableCell::new(cx.look.say(&status.label()), stands),
        TableCell::new(
            next_due.map(|due| due.to_string()).unwrap_or_default(),
            if late { Meaning::Alert } else { Meaning::Text },
        ),
        opened_on.to_string().into(),
        cx.look.say(&Text::join(&grounds)).into(),
    ]
}

/// What a violation is called; of the rows in sight alone the list of other violations is asked.
fn named(violation: Violation, cx: &Context) -> Text {
    match violation {
        Violation::Ground(ground) => ground.label(),
        Violation::Listed(id) => {
            let entry = violations::by_id(&cx.store, id).ok().flatten();
            Text::same(entry.map_or_else(|| id.to_string(), |entry| entry.words))
        }
    }
}

fn detail(row: &ListRow, cx: &Context) -> Vec<Line> {
    let found = row.no.and_then(|no| cases::file(&cx.store, no).ok().flatten());
    found.map(|(file, _)| case::brief(&file, cx)).unwrap_or_default()
}
