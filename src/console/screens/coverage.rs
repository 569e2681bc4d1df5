//! 督导覆盖: who has had its special supervision, annual inspection, periodic evaluation, and until when (Art. 10, 22), beside the
//! supervisions.

use chrono::{Datelike, Months, NaiveDate};

use super::{Line, Preset, ScreenSpec, shown};
use crate::console::context::Context;
use crate::console::theme::Meaning;
use crate::console::widgets::{Column, TableCell, Width};
use crate::law::cycles::cycle_began;
use crate::records::agency_kind::AgencyKind;
use crate::say;
use crate::store::agencies;
use crate::store::frequencies;
use crate::store::lists::{Condition, Had, ListKind, ListRow, RowFacts, SortKey};
use crate::text::Text;

pub(super) static SCREEN: ScreenSpec = ScreenSpec {
    kind: ListKind::Coverage,
    name: Text::new("督导覆盖", "Coverage"),
    short: Text::new("覆盖", "Coverage"),
    help: Text::new(
        "各机构本周期的专项督导、本年年检、定期评估和督导频次",
        "special supervision, annual inspection, periodic evaluation and frequency of each agency",
    ),
    order: (SortKey::Expiry, false),
    columns: &[
        Column::new(Text::new("机构", "Agency"), Width::Flex { min: 20 }, 9),
        Column::new(Text::new("周期至", "Cycle until"), Width::Fixed(11), 8),
        Column::new(Text::new("专项督导", "Special"), Width::Fixed(11), 7),
        Column::new(Text::new("本年年检", "Annual"), Width::Fixed(11), 6),
        Column::new(Text::new("定期评估", "Evaluation"), Width::Fixed(11), 5),
        Column::new(Text::new("频次", "Share"), Width::Fixed(6), 4),
        Column::new(Text::new("类型", "Kind"), Width::Words { least: 12, zh: 20, en: 20 }, 2),
        Column::new(Text::new("属地", "Bureau"), Width::Fixed(11), 1),
    ],
    main: 0,
    cells,
    detail,
    presets: &[
        Preset { label: Text::new("全部", "all"), filter: "" },
        Preset {
            label: Text::new("本周期未专项督导", "no special supervision yet"), filter: "status=none"
        },
        Preset {
            label: Text::new("本周期已专项督导", "special supervision had"), filter: "status=had"
        },
        Preset {
            label: Text::new("社会培训评价组织", "social organisations"), filter: "kind=social"
        },
        Preset { label: Text::new("院校", "schools"), filter: "kind=school" },
        Preset { label: Text::new("用人单位", "employers"), filter: "kind=employer" },
        Preset {
            label: Text::new("专项职业能力考核机构", "special-ability agencies"),
            filter: "kind=special-ability",
        },
    ],
    new: Some("plan-visit"),
    edit: None,
    badge: |_| Vec::<Condition>::new(),
};

/// The day it was held since a day, else that it is planned, else that it is not.
fn cell(had: Had, since: NaiveDate, late: bool, cx: &Context) -> TableCell {
    match (had.held.filter(|on| *on >= since), had.planned) {
        (Some(on), _) => TableCell::new(on.to_string(), Meaning::Good),
        (None, Some(on)) => {
            let meaning = if on < cx.day() { Meaning::Warning } else { Meaning::Text };
            let text = say!("拟 {d}", "plan {d}", d = on.format("%m-%d").to_string());
            TableCell::new(cx.look.say(&text), meaning)
        }
        (None, None) => {
            let meaning = if late { Meaning::Alert } else { Meaning::Warning };
            TableCell::new(cx.look.say(&Text::new("未", "not yet")), meaning)
        }
    }
}

fn cells(row: &ListRow, cx: &Context) -> Vec<TableCell> {
    let RowFacts::Coverage { kind, validity, special, annual, evaluation, percent } = &row.facts else {
        return Vec::new();
    };
    let today = cx.day();
    let began = validity.map_or(NaiveDate::MIN, |validity| cycle_began(validity, today));
    let over = validity.is_some_and(|filed| filed.expires_on < today);
    let year = NaiveDate::from_ymd_opt(today.year(), 1, 1).unwrap_or(today);
    let share = match (kind, percent) {
        (AgencyKind::SocialOrganisation, _) => Text::new("逢考", "each"),
        (_, Some(percent)) => say!("{p}%", "{p}%", p = *percent),
        (_, None) => Text::new("未定", "open"),
    };
    vec![
        row.agency.clone().into(),
        TableCell::new(
            validity.map(|v| v.expires_on.to_string()).unwrap_or_default(),
            shown::expiry(*validity, today),
        ),
        // What was held belongs to the cycle by its clock already.
        cell(*special, NaiveDate::MIN, over, cx),
        cell(*annual, year, false, cx),
        cell(*evaluation, began, over, cx),
        cx.look.say(&share).into(),
        cx.look.say(&kind.label()).into(),
        cx.look.say(&row.bureau.short_label()).into(),
    ]
}

fn detail(row: &ListRow, cx: &Context) -> Vec<Line> {
    let Some(agency) = row.no.and_then(|no| agencies::by_no(&cx.store, no).ok().flatten()) else {
        return Vec::new();
    };
    let today = cx.day();
    let since = today.checked_sub_months(Months::new(12)).unwrap_or(today);
    let head = say!("{a}  {b}", "{a}  {b}", a = row.agency, b = row.bureau.label());
    let mut lines = vec![(cx.look.say(&head).to_owned(), Meaning::Title)];
    if let Ok((held, visited)) = frequencies::covered(&cx.store, agency.id, (since, today)) {
        let text = say!(
            "近 12 个月活动 {h} 场, 有外部督导 {v} 场",
            "12 months: {h} activities, {v} with an external supervisor",
            h = held,
            v = visited
        );
        lines.push((cx.look.say(&text).to_owned(), Meaning::Text));
    }
    if let Ok((last, before)) = frequencies::last(&cx.store, agency.id) {
        let told = before.or(last).map(|one| one.told()).unwrap_or_default();
        lines.extend(told.into_iter().take(2).map(|text| (cx.look.say(&text).to_owned(), Meaning::Text)));
    }
    lines
}
