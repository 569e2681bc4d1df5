//! 复核: reviews under way, the oldest first, and until when they are to be decided (R25-4).

use super::{Line, Preset, ScreenSpec, case};
use crate::console::context::Context;
use crate::console::theme::Meaning;
use crate::console::widgets::{Column, TableCell, Width};
use crate::say;
use crate::store::cases;
use crate::store::lists::{ListKind, ListRow, RowFacts, SortKey};
use crate::text::Text;

pub(super) static SCREEN: ScreenSpec = ScreenSpec {
    kind: ListKind::Reviews,
    name: Text::new("复核", "Reviews"),
    short: Text::new("复核", "reviews"),
    help: Text::new("在办的复核及其期限", "reviews under way, and until when"),
    order: (SortKey::Day, false),
    columns: &[
        Column::new(Text::new("案件", "Case"), Width::Fixed(12), 8),
        Column::new(Text::new("机构", "Agency"), Width::Flex { min: 20 }, 9),
        Column::new(Text::new("申请", "Asked on"), Width::Fixed(10), 6),
        Column::new(Text::new("应作决定", "Due"), Width::Fixed(10), 7),
        Column::new(Text::new("进展", "Stands at"), Width::Words { least: 8, zh: 12, en: 14 }, 5),
        Column::new(Text::new("原决定人", "Decided by"), Width::Fixed(10), 4),
    ],
    main: 1,
    cells,
    detail,
    presets: &[
        Preset { label: Text::new("全部", "all"), filter: "" },
        Preset { label: Text::new("我经办的", "handled by me"), filter: "handler=我" },
    ],
    new: None,
    edit: None,
    badge: |_| Vec::new(),
};

fn cells(row: &ListRow, cx: &Context) -> Vec<TableCell> {
    let RowFacts::Review { requested_on, taken_up, approved, decided_by, due, .. } = &row.facts else {
        return Vec::new();
    };
    let late = if due.is_some_and(|due| due < cx.day()) { Meaning::Alert } else { Meaning::Text };
    let (stage, meaning) = match (approved, taken_up) {
        (true, _) => (Text::new("已审批待签发", "to be issued"), Meaning::Good),
        (false, true) => (Text::new("复核中", "under review"), Meaning::Text),
        (false, false) => (Text::new("逾期待受理", "late: take up?"), Meaning::Warning),
    };
    vec![
        row.no.map(|no| no.to_string()).unwrap_or_default().into(),
        row.agency.clone().into(),
        requested_on.to_string().into(),
        TableCell::new(due.map(|due| due.to_string()).unwrap_or_default(), late),
        TableCell::new(cx.look.say(&stage), meaning),
        decided_by.clone().unwrap_or_default().into(),
    ]
}

fn detail(row: &ListRow, cx: &Context) -> Vec<Line> {
    let found = row.no.and_then(|no| cases::file(&cx.store, no).ok().flatten());
    let mut lines = found.map(|(file, _)| case::brief(&file, cx)).unwrap_or_default();
    if let RowFacts::Review { request, .. } = &row.facts {
        let asked = say!("请求: {r}", "asks for: {r}", r = request.lines().next().unwrap_or_default());
        // Under the head, before what the case is about.
        lines.insert(lines.len().min(1), (cx.look.say(&asked).to_owned(), Meaning::Text));
    }
    lines
}
