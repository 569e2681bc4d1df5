//! 文书: notices, decisions and the like, and where each stands.

use super::{Line, Preset, ScreenSpec};
use crate::console::context::Context;
use crate::console::theme::Meaning;
use crate::console::widgets::{Column, TableCell, Width};
use crate::records::document::DocumentStatus;
use crate::say;
use crate::store::documents;
use crate::store::lists::{Condition, ListKind, ListRow, RowFacts, SortKey};
use crate::text::Text;

pub(super) static SCREEN: ScreenSpec = ScreenSpec {
    kind: ListKind::Documents,
    name: Text::new("文书", "Documents"),
    short: Text::new("文书", "Docs"),
    help: Text::new("案件、备案的文书", "documents of cases and filings"),
    order: (SortKey::Day, true),
    columns: &[
        Column::new(Text::new("编号", "Record"), Width::Fixed(12), 5),
        Column::new(Text::new("文书", "Document"), Width::Words { least: 10, zh: 10, en: 19 }, 8),
        Column::new(Text::new("机构", "Agency"), Width::Flex { min: 20 }, 9),
        Column::new(Text::new("状态", "Status"), Width::Words { least: 8, zh: 8, en: 9 }, 7),
        Column::new(Text::new("文号", "Number"), Width::Flex { min: 14 }, 3),
        Column::new(Text::new("拟稿", "Drafted"), Width::Fixed(10), 4),
        Column::new(Text::new("所属", "Belongs to"), Width::Fixed(12), 2),
    ],
    main: 2,
    cells,
    detail,
    presets: &[
        Preset { label: Text::new("全部", "all"), filter: "" },
        Preset { label: Text::new("待审批", "waiting for approval"), filter: "status=draft" },
        Preset { label: Text::new("待签发", "waiting for issue"), filter: "status=approved" },
        Preset { label: Text::new("已签发", "issued"), filter: "status=issued" },
        Preset { label: Text::new("已送达", "served"), filter: "status=served" },
    ],
    new: None,
    edit: None,
    badge: |_| vec![Condition::Status(DocumentStatus::Draft.as_str().to_owned())],
};

fn cells(row: &ListRow, cx: &Context) -> Vec<TableCell> {
    let RowFacts::Document { kind, status, number, drafted_on, of, announced_until } = &row.facts else {
        return Vec::new();
    };
    let standing = match status {
        DocumentStatus::Issued if !kind.is_served() => Meaning::Good,
        DocumentStatus::Draft | DocumentStatus::Approved | DocumentStatus::Issued => Meaning::Warning,
        DocumentStatus::Served if announced_until.is_some() => Meaning::Warning,
        DocumentStatus::Served => Meaning::Good,
        DocumentStatus::Void => Meaning::Muted,
    };
    vec![
        row.no.map(|no| no.to_string()).unwrap_or_default().into(),
        cx.look.say(&kind.label()).into(),
        row.agency.clone().into(),
        TableCell::new(cx.look.say(&status.standing(*announced_until)), standing),
        number.clone().unwrap_or_default().into(),
        drafted_on.to_string().into(),
        of.to_string().into(),
    ]
}

fn detail(row: &ListRow, cx: &Context) -> Vec<Line> {
    let RowFacts::Document { kind, status, number, of, announced_until, .. } = &row.facts else {
        return Vec::new();
    };
    let head = say!(
        "{k}  {n}  {s}",
        "{k}  {n}  {s}",
        k = *kind,
        n = number.clone().unwrap_or_default(),
        s = status.standing(*announced_until)
    );
    let of = say!("{a}  {c}", "{a}  {c}", a = row.party(), c = of.to_string());
    let mut lines =
        vec![(cx.look.say(&head).to_owned(), Meaning::Title), (cx.look.say(&of).to_owned(), Meaning::Text)];
    let document = row.no.and_then(|no| documents::by_no(&cx.store, no).ok().flatten());
    if let Some(service) = document.as_ref().and_then(|d| d.service.as_ref()) {
        let served = say!(
            "{d} {m} ({w})",
            "{m} on {d} ({w})",
            d = service.acted_on,
            m = service.proof.method(),
            w = service.server
        );
        lines.push((cx.look.say(&served).to_owned(), Meaning::Text));
    }
    if let Some(until) = announced_until {
        let until = say!("公告至 {u}, 期满视为送达", "announced until {u}, served then", u = *until);
        lines.push((cx.look.say(&until).to_owned(), Meaning::Warning));
    }
    lines
}
