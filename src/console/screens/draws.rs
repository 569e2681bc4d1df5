//! 双随机抽取: draws of agencies and inspectors (Art. 21), beside the supervisions.

use super::{Line, Preset, ScreenSpec, shown};
use crate::console::context::Context;
use crate::console::theme::Meaning;
use crate::console::widgets::{Column, TableCell, Width};
use crate::records::draw::DrawStatus;
use crate::say;
use crate::store::draws;
use crate::store::lists::{Condition, ListKind, ListRow, RowFacts, STILL_OPEN, SortKey};
use crate::text::Text;

/// Lines about a draw under the list, at most: the view has them all.
const TOLD: usize = 12;

pub(super) static SCREEN: ScreenSpec = ScreenSpec {
    kind: ListKind::Draws,
    name: Text::new("双随机", "Random draws"),
    short: Text::new("抽查", "Draws"),
    help: Text::new(
        "双随机抽取的机构和检查人员, 结果的公布",
        "agencies and inspectors drawn at random, results published",
    ),
    order: (SortKey::Day, true),
    columns: &[
        Column::new(Text::new("抽取", "Drawn"), Width::Fixed(10), 8),
        Column::new(Text::new("编号", "Number"), Width::Fixed(12), 6),
        Column::new(Text::new("抽查名称", "About"), Width::Flex { min: 20 }, 9),
        Column::new(Text::new("家数", "Agencies"), Width::Fixed(8), 5),
        Column::new(Text::new("检查至", "Checks by"), Width::Fixed(10), 4),
        Column::new(Text::new("状态", "Status"), Width::Fixed(16), 7),
    ],
    main: 2,
    cells,
    detail,
    presets: &[
        Preset { label: Text::new("全部", "all"), filter: "" },
        Preset { label: Text::new("检查中", "checks under way"), filter: "status=drawn" },
        Preset { label: Text::new("待公布", "to be published"), filter: "status=checked" },
    ],
    new: Some("draw-inspection"),
    edit: None,
    badge: |_| vec![Condition::Status(STILL_OPEN.to_owned())],
};

fn cells(row: &ListRow, cx: &Context) -> Vec<TableCell> {
    let RowFacts::Draw { drawn_on, check_by, picks, status } = &row.facts else { return Vec::new() };
    vec![
        drawn_on.to_string().into(),
        row.no.map(|no| no.to_string()).unwrap_or_default().into(),
        row.agency.clone().into(),
        picks.to_string().into(),
        check_by.to_string().into(),
        cx.look.say(&shown::word(status, DrawStatus::label)).into(),
    ]
}

fn detail(row: &ListRow, cx: &Context) -> Vec<Line> {
    let Some(file) = row.no.and_then(|no| draws::file(&cx.store, no).ok().flatten()) else {
        return Vec::new();
    };
    let head = say!("{n}  {a}", "{n}  {a}", n = file.no.to_string(), a = row.agency);
    let mut lines = vec![(cx.look.say(&head).to_owned(), Meaning::Title)];
    let told = file.told();
    lines.extend(told.iter().take(TOLD).map(|line| (cx.look.say(line).to_owned(), Meaning::Text)));
    lines
}
