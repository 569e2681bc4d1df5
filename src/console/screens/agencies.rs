//! 机构: the directory of evaluation agencies.

use super::{Line, Preset, ScreenSpec, agency, shown};
use crate::console::context::Context;
use crate::console::theme::Meaning;
use crate::console::widgets::{Column, TableCell, Width};
use crate::records::agency::Standing;
use crate::store::agencies;
use crate::store::lists::{Condition, ListKind, ListRow, RowFacts, SortKey};
use crate::text::Text;

pub(super) static SCREEN: ScreenSpec = ScreenSpec {
    kind: ListKind::Agencies,
    name: Text::new("机构", "Agencies"),
    short: Text::new("机构", "Agencies"),
    help: Text::new("评价机构名录", "the directory of evaluation agencies"),
    order: (SortKey::Name, false),
    columns: &[
        Column::new(Text::new("机构", "Agency"), Width::Flex { min: 24 }, 9),
        Column::new(Text::new("类型", "Kind"), Width::Words { least: 12, zh: 20, en: 20 }, 4),
        Column::new(Text::new("状态", "Status"), Width::Fixed(10), 6),
        Column::new(Text::new("有效期至", "Valid until"), Width::Fixed(11), 8),
        Column { label: Text::new("在办", "Open"), width: Width::Fixed(4), importance: 5, right: true },
        Column::new(Text::new("属地", "Bureau"), Width::Fixed(11), 2),
        Column::new(Text::new("电话", "Telephone"), Width::Fixed(13), 1),
    ],
    main: 0,
    cells,
    detail,
    presets: &[
        Preset { label: Text::new("全部", "all"), filter: "" },
        Preset { label: Text::new("在册", "listed"), filter: "status=listed" },
        Preset { label: Text::new("已过期", "expired"), filter: "status=expired" },
        Preset {
            label: Text::new("应提出自动终止", "an end to be proposed"), filter: "status=to-end"
        },
        Preset { label: Text::new("已取消备案", "cancelled"), filter: "status=cancelled" },
        Preset { label: Text::new("院校", "schools"), filter: "kind=school" },
        Preset {
            label: Text::new("社会培训评价组织", "social organisations"), filter: "kind=social"
        },
        Preset { label: Text::new("用人单位", "employers"), filter: "kind=employer" },
    ],
    new: Some("apply-first"),
    edit: Some("correct-agency"),
    badge: |_| Vec::<Condition>::new(),
};

fn cells(row: &ListRow, cx: &Context) -> Vec<TableCell> {
    let RowFacts::Agency { kind, status, validity, phone, open_cases } = &row.facts else {
        return Vec::new();
    };
    let look = cx.look;
    let standing = match Standing::of(*status, *validity, cx.day()) {
        expired @ Standing::Expired(_) => TableCell::new(look.say(&expired.label()), Meaning::Alert),
        Standing::InForce(_) | Standing::NotYet => TableCell::new(look.say(&status.label()), Meaning::Good),
        Standing::Applying => TableCell::new(look.say(&status.label()), Meaning::Warning),
        Standing::Cancelled | Standing::NotFiled => TableCell::new(look.say(&status.label()), Meaning::Muted),
    };
    let open = if *open_cases > 0 { open_cases.to_string() } else { String::new() };
    vec![
        row.agency.clone().into(),
        look.say(&kind.label()).into(),
        standing,
        TableCell::new(
            validity.map(|v| v.expires_on.to_string()).unwrap_or_default(),
            shown::expiry(*validity, cx.day()),
        ),
        TableCell::new(open, Meaning::Warning),
        look.say(&row.bureau.short_label()).into(),
        phone.clone().into(),
    ]
}

fn detail(row: &ListRow, cx: &Context) -> Vec<Line> {
    let found = row.no.and_then(|no| agencies::by_no(&cx.store, no).ok().flatten());
    found.map(|agency| agency::brief(&agency, cx)).unwrap_or_default()
}
