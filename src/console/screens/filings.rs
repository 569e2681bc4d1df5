//! 备案: applications for a filing and where each stands (Art. 8 to 10, 18).

use chrono::NaiveDate;

use super::{Line, Preset, ScreenSpec, shown};
use crate::console::context::Context;
use crate::console::theme::Meaning;
use crate::console::widgets::{Column, TableCell, Width};
use crate::records::credit::Preferred;
use crate::records::filing::{FilingKind, FilingStatus, WaitsFor};
use crate::say;
use crate::store::lists::{Condition, ListKind, ListRow, RowFacts, STILL_OPEN, SortKey};
use crate::text::Text;

pub(super) static SCREEN: ScreenSpec = ScreenSpec {
    kind: ListKind::Filings,
    name: Text::new("备案", "Filings"),
    short: Text::new("备案", "Filings"),
    help: Text::new("备案申请及其进展", "applications for a filing and where they stand"),
    order: (SortKey::Day, true),
    columns: &[
        Column::new(Text::new("编号", "Number"), Width::Fixed(13), 8),
        Column::new(Text::new("机构", "Agency"), Width::Flex { min: 20 }, 9),
        Column::new(Text::new("种类", "Kind"), Width::Words { least: 8, zh: 8, en: 14 }, 4),
        Column::new(Text::new("状态", "Status"), Width::Words { least: 11, zh: 11, en: 11 }, 7),
        Column::new(Text::new("等谁", "Waits for"), Width::Words { least: 10, zh: 10, en: 12 }, 6),
        Column::new(Text::new("期限", "Due"), Width::Fixed(10), 5),
        Column::new(Text::new("申请", "Applied"), Width::Fixed(10), 3),
    ],
    main: 1,
    cells,
    detail,
    presets: &[
        Preset { label: Text::new("全部", "all"), filter: "" },
        Preset { label: Text::new("在办", "under way"), filter: "status=open" },
        Preset { label: Text::new("等本局办理", "waiting for us"), filter: "waits=本局" },
        Preset { label: Text::new("分给我的", "given to me"), filter: "handler=我 status=open" },
        Preset { label: Text::new("等属地局", "waiting for its bureau"), filter: "waits=bureau" },
        Preset {
            label: Text::new("等评价管理机构", "waiting for the Corps body"), filter: "waits=center"
        },
        Preset {
            label: Text::new("等兵团人社局", "waiting for the Corps bureau"), filter: "waits=corps"
        },
        Preset { label: Text::new("公示中", "publicity"), filter: "status=publicity" },
        Preset { label: Text::new("等机构补正", "waiting for the agency"), filter: "waits=agency" },
    ],
    new: Some("apply-filing"),
    edit: None,
    badge: |_| vec![Condition::Status(STILL_OPEN.to_owned())],
};

fn cells(row: &ListRow, cx: &Context) -> Vec<TableCell> {
    let RowFacts::Filing { kind, status, applied_on, waits_for, due, preferred } = &row.facts else {
        return Vec::new();
    };
    let mark = Preferred::mark(*preferred, cx.day());
    let (late, row_due) = (due.is_some_and(|due| due < cx.day()), *due);
    let due = due.map(|due| due.to_string()).unwrap_or_default();
    vec![
        row.no.map(|no| no.to_string()).unwrap_or_default().into(),
        format!("{}{}", cx.look.say(&mark), row.agency).into(),
        cx.look.say(&shown::word(kind, FilingKind::label)).into(),
        cx.look.say(&FilingStatus::told(status, kind)).into(),
        cx.look.say(&waiting(waits_for, row_due, cx)).into(),
        TableCell::new(due, if late { Meaning::Alert } else { Meaning::Text }),
        applied_on.to_string().into(),
    ]
}

/// Whom it waits for today.
fn waiting(written: &str, due: Option<NaiveDate>, cx: &Context) -> Text {
    written.parse().map_or_else(|_| Text::same(written), |w: WaitsFor| w.on(due, cx.day()).short_label())
}

fn detail(row: &ListRow, cx: &Context) -> Vec<Line> {
    let RowFacts::Filing { kind, status, applied_on, waits_for, due, .. } = &row.facts else {
        return Vec::new();
    };
    let head = say!("{a}  {b}", "{a}  {b}", a = row.agency, b = row.bureau.label());
    let state = say!(
        "{d} 申请{k}; 现为「{s}」, 等{w}",
        "{k} applied for on {d}; now {s}, waits for {w}",
        d = *applied_on,
        k = shown::word(kind, FilingKind::label),
        s = FilingStatus::told(status, kind),
        w = waiting(waits_for, *due, cx)
    );
    let mut lines = vec![(cx.look.say(&head).to_owned(), Meaning::Title)];
    lines.push((cx.look.say(&state).to_owned(), Meaning::Text));
    if let Some(due) = due {
        let due = say!("期限 {d}", "due {d}", d = *due);
        lines.push((cx.look.say(&due).to_owned(), Meaning::Text));
    }
    lines
}
