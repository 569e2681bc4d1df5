//! 投诉: complaints and reports about agencies, and where they stand (Art. 27).

use super::{Line, Preset, ScreenSpec};
use crate::console::context::Context;
use crate::console::theme::Meaning;
use crate::console::widgets::{Column, TableCell, Width};
use crate::records::complaint::ComplaintStatus;
use crate::say;
use crate::store::lists::{Condition, ListKind, ListRow, RowFacts, SortKey};
use crate::text::Text;

pub(super) static SCREEN: ScreenSpec = ScreenSpec {
    kind: ListKind::Complaints,
    name: Text::new("投诉", "Complaints"),
    short: Text::new("投诉", "Compl."),
    help: Text::new("投诉举报及其办理", "complaints and reports and where they stand"),
    order: (SortKey::Day, true),
    columns: &[
        Column::new(Text::new("编号", "Number"), Width::Fixed(12), 6),
        Column::new(Text::new("机构", "Agency"), Width::Flex { min: 20 }, 9),
        Column::new(Text::new("渠道", "Channel"), Width::Fixed(8), 5),
        Column::new(Text::new("状态", "Status"), Width::Fixed(8), 8),
        Column::new(Text::new("收到", "Came in"), Width::Fixed(10), 7),
        Column::new(Text::new("承办人", "Handled by"), Width::Fixed(10), 4),
        Column::new(Text::new("核查结果", "Finding"), Width::Words { least: 8, zh: 8, en: 15 }, 3),
    ],
    main: 1,
    cells,
    detail,
    presets: &[
        Preset { label: Text::new("全部", "all"), filter: "" },
        Preset { label: Text::new("在办", "being checked"), filter: "status=checking" },
        Preset { label: Text::new("已答复", "answered"), filter: "status=answered" },
    ],
    new: Some("register-complaint"),
    edit: None,
    badge: |_| vec![Condition::Status(ComplaintStatus::Checking.as_str().to_owned())],
};

fn cells(row: &ListRow, cx: &Context) -> Vec<TableCell> {
    let RowFacts::Complaint { channel, status, received_on, finding, handler, .. } = &row.facts else {
        return Vec::new();
    };
    let standing = match status {
        ComplaintStatus::Checking => Meaning::Warning,
        ComplaintStatus::Answered => Meaning::Good,
    };
    let finding = finding.map_or_else(Text::default, |finding| finding.label());
    vec![
        row.no.map(|no| no.to_string()).unwrap_or_default().into(),
        row.agency.clone().into(),
        cx.look.say(&channel.label()).into(),
        TableCell::new(cx.look.say(&status.label()), standing),
        received_on.to_string().into(),
        handler.clone().into(),
        cx.look.say(&finding).into(),
    ]
}

fn detail(row: &ListRow, cx: &Context) -> Vec<Line> {
    let RowFacts::Complaint { status, handler, content, case, .. } = &row.facts else { return Vec::new() };
    let head = say!("{a}  {s}", "{a}  {s}", a = row.agency, s = *status);
    let by = say!("承办 {h}", "handled by {h}", h = handler);
    let mut lines = vec![
        (cx.look.say(&head).to_owned(), Meaning::Title),
        (content.replace('\n', " "), Meaning::Text),
        (cx.look.say(&by).to_owned(), Meaning::Muted),
    ];
    if let Some(case) = case {
        let led = say!("已立案 {c}", "led to case {c}", c = case.to_string());
        lines.push((cx.look.say(&led).to_owned(), Meaning::Text));
    }
    lines
}
