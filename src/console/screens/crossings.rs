//! 跨师市评价: papers of activities across divisions that our bureau answers (Art. 23), beside the supervisions.

use super::{Line, Preset, ScreenSpec, shown};
use crate::console::context::Context;
use crate::console::theme::Meaning;
use crate::console::widgets::{Column, TableCell, Width};
use crate::records::crossing::{CrossingPart, CrossingStatus};
use crate::records::level::Level;
use crate::say;
use crate::store::activities;
use crate::store::lists::{Condition, ListKind, ListRow, RowFacts, STILL_OPEN, SortKey};
use crate::text::Text;

pub(super) static SCREEN: ScreenSpec = ScreenSpec {
    kind: ListKind::Crossings,
    name: Text::new("跨师市评价", "Across divisions"),
    short: Text::new("跨师市", "Across"),
    help: Text::new(
        "跨师市评价的同意与授权, 由本局答复的",
        "consents and authorisations of activities across divisions that our bureau answers",
    ),
    order: (SortKey::Day, true),
    columns: &[
        Column::new(Text::new("申请", "Asked"), Width::Fixed(10), 7),
        Column::new(Text::new("机构", "Agency"), Width::Flex { min: 20 }, 9),
        Column::new(Text::new("由本局", "Wants our"), Width::Fixed(14), 8),
        Column::new(Text::new("活动", "Begins"), Width::Fixed(10), 6),
        Column::new(Text::new("职业等级", "What"), Width::Flex { min: 12 }, 4),
        Column::new(Text::new("状态", "Status"), Width::Fixed(10), 5),
    ],
    main: 1,
    cells,
    detail,
    presets: &[
        Preset { label: Text::new("全部", "all"), filter: "" },
        Preset { label: Text::new("待答复", "to be answered"), filter: "status=waiting" },
        Preset { label: Text::new("我局登记的", "registered here"), filter: "kind=consent" },
        Preset { label: Text::new("在我局举行的", "held here"), filter: "kind=authorisation" },
    ],
    new: None,
    edit: None,
    badge: |_| vec![Condition::Status(STILL_OPEN.to_owned())],
};

/// The paper in a word: whose it is stands in the heading.
const fn wanted(part: CrossingPart) -> Text {
    match part {
        CrossingPart::Consent => Text::new("同意", "consent"),
        CrossingPart::Authorisation => Text::new("授权", "authorisation"),
    }
}

fn cells(row: &ListRow, cx: &Context) -> Vec<TableCell> {
    let RowFacts::Crossing { part, asked_on, status, name, level, starts_on, .. } = &row.facts else {
        return Vec::new();
    };
    let meaning = match status {
        CrossingStatus::Waiting => Meaning::Warning,
        CrossingStatus::Given | CrossingStatus::Refused | CrossingStatus::Lapsed => Meaning::Text,
    };
    vec![
        asked_on.to_string().into(),
        row.agency.clone().into(),
        cx.look.say(&wanted(*part)).into(),
        starts_on.to_string().into(),
        format!("{name} {}", cx.look.say(&shown::word(level, Level::short_label))).into(),
        TableCell::new(cx.look.say(&status.label()), meaning),
    ]
}

fn detail(row: &ListRow, cx: &Context) -> Vec<Line> {
    let Some(file) = row.no.and_then(|no| activities::file(&cx.store, no).ok().flatten()) else {
        return Vec::new();
    };
    let head = say!(
        "{n}  {a}  {b}",
        "{n}  {a}  {b}",
        n = file.no.to_string(),
        a = row.agency,
        b = file.bureau.label()
    );
    let mut lines = vec![(cx.look.say(&head).to_owned(), Meaning::Title)];
    let when = say!(
        "{w}  {f} 至 {u}  {p}",
        "{w}  {f} to {u}  {p}",
        w = file.what(),
        f = file.occasion.starts_on,
        u = file.occasion.ends_on,
        p = file.occasion.place.as_str()
    );
    lines.push((cx.look.say(&when).to_owned(), Meaning::Text));
    lines.extend(file.crossings.iter().map(|asked| (cx.look.say(&asked.told()).to_owned(), Meaning::Text)));
    lines.extend(file.breaches.iter().map(|breach| (cx.look.say(&breach.told()).to_owned(), Meaning::Alert)));
    lines
}
