//! 待送达: what is issued and waits to be served, the oldest first, and until when (G61-1).

use super::{Line, Preset, ScreenSpec};
use crate::console::context::Context;
use crate::console::theme::Meaning;
use crate::console::widgets::{Column, TableCell, Width};
use crate::say;
use crate::store::documents;
use crate::store::lists::{ListKind, ListRow, RowFacts, SortKey};
use crate::text::Text;

pub(super) static SCREEN: ScreenSpec = ScreenSpec {
    kind: ListKind::ToServe,
    name: Text::new("待送达", "To serve"),
    short: Text::new("待送达", "to serve"),
    help: Text::new("已签发、待送达的文书及其期限", "documents issued and not served yet, and until when"),
    order: (SortKey::Day, false),
    columns: &[
        Column::new(Text::new("编号", "Record"), Width::Fixed(12), 3),
        Column::new(Text::new("文书", "Document"), Width::Words { least: 10, zh: 10, en: 15 }, 8),
        Column::new(Text::new("机构", "Agency"), Width::Flex { min: 20 }, 9),
        Column::new(Text::new("签发", "Issued"), Width::Fixed(10), 6),
        Column::new(Text::new("应送达", "Due"), Width::Fixed(10), 7),
        Column::new(Text::new("试过", "Tried"), Width::Fixed(5), 4),
        Column::new(Text::new("所属", "Belongs to"), Width::Fixed(12), 5),
    ],
    main: 2,
    cells,
    detail,
    presets: &[
        Preset { label: Text::new("全部", "all"), filter: "" },
        Preset { label: Text::new("我经办的", "handled by me"), filter: "handler=我" },
        Preset { label: Text::new("告知书", "notices"), filter: "kind=notice" },
        Preset { label: Text::new("处理决定书", "decisions"), filter: "kind=decision" },
        Preset { label: Text::new("复核决定书", "review decisions"), filter: "kind=review-decision" },
        Preset { label: Text::new("更正通知书", "corrections"), filter: "kind=correction" },
    ],
    new: None,
    edit: None,
    badge: |_| Vec::new(),
};

fn cells(row: &ListRow, cx: &Context) -> Vec<TableCell> {
    let RowFacts::ToServe { kind, issued_on, of, due, attempts, .. } = &row.facts else { return Vec::new() };
    let late = if due.is_some_and(|due| due < cx.day()) { Meaning::Alert } else { Meaning::Text };
    vec![
        row.no.map(|no| no.to_string()).unwrap_or_default().into(),
        cx.look.say(&kind.label()).into(),
        row.agency.clone().into(),
        issued_on.to_string().into(),
        TableCell::new(due.map(|due| due.to_string()).unwrap_or_default(), late),
        if *attempts > 0 { attempts.to_string() } else { String::new() }.into(),
        of.to_string().into(),
    ]
}

fn detail(row: &ListRow, cx: &Context) -> Vec<Line> {
    let RowFacts::ToServe { kind, number, issued_on, of, .. } = &row.facts else { return Vec::new() };
    let head = say!("{k}  {a}", "{k}  {a}", k = *kind, a = row.party());
    let whose = say!(
        "{n}  {d} 签发  {a}  {c}",
        "{n}  issued on {d}  {a}  {c}",
        n = number.clone().unwrap_or_default(),
        d = *issued_on,
        a = row.agency,
        c = of.to_string()
    );
    let mut lines = vec![
        (cx.look.say(&head).to_owned(), Meaning::Title),
        (cx.look.say(&whose).to_owned(), Meaning::Text),
    ];
    let document = row.no.and_then(|no| documents::by_no(&cx.store, no).ok().flatten());
    for attempt in document.iter().flat_map(|document| &document.attempts) {
        let tried = say!(
            "{d} {m} 未成: {r}",
            "{m} failed on {d}: {r}",
            d = attempt.on,
            m = attempt.method,
            r = attempt.result.as_str()
        );
        lines.push((cx.look.say(&tried).to_owned(), Meaning::Warning));
    }
    lines
}
