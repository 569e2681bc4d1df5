//! 今日: what the law times and when it is due, overdue first. Nothing of it is kept in anybody's head.

use chrono::Days;

use super::{Line, Preset, ScreenSpec, agency, shown};
use crate::console::context::Context;
use crate::console::theme::Meaning;
use crate::console::widgets::{Column, TableCell, Width};
use crate::law::clocks;
use crate::law::length::Length;
use crate::records::ids::RecordKind;
use crate::say;
use crate::store::lists::{Condition, ListKind, ListRow, RowFacts, SortKey};
use crate::store::{agencies, cases};
use crate::text::Text;

/// So many days ahead count as near.
const NEAR: u64 = 7;

pub(super) static SCREEN: ScreenSpec = ScreenSpec {
    kind: ListKind::Deadlines,
    name: Text::new("今日", "Today"),
    short: Text::new("今日", "Today"),
    help: Text::new("期限: 逾期、今天、今后", "deadlines: overdue, today, to come"),
    order: (SortKey::Day, false),
    columns: &[
        Column::new(Text::new("期限", "Due"), Width::Fixed(11), 6),
        Column::new(Text::new("余", "Left"), Width::Fixed(11), 9),
        Column::new(Text::new("事项", "Matter"), Width::Words { least: 10, zh: 16, en: 22 }, 8),
        Column::new(Text::new("对象", "Of"), Width::Flex { min: 13 }, 7),
        Column::new(Text::new("依据", "By"), Width::Fixed(28), 1),
    ],
    main: 2,
    cells,
    detail,
    presets: &[
        Preset { label: Text::new("全部", "all"), filter: "" },
        Preset { label: Text::new("逾期", "overdue"), filter: "status=overdue" },
        Preset { label: Text::new("续期申请截止", "renewals"), filter: "kind=renewal" },
        Preset { label: Text::new("备案期满", "expiries"), filter: "kind=expiry" },
        Preset { label: Text::new("应作出处理决定", "decisions due"), filter: "kind=decision" },
        Preset { label: Text::new("陈述申辩期", "time for statements"), filter: "kind=statement" },
        Preset {
            label: Text::new("应提醒续期", "renewals to remind of"), filter: "kind=renewal-reminder"
        },
        Preset {
            label: Text::new("应提醒开展评价", "evaluations to remind of"), filter: "kind=inactivity"
        },
        Preset {
            label: Text::new("本周期未专项督导", "no special supervision yet"),
            filter: "kind=special-supervision",
        },
        Preset { label: Text::new("限期整改", "rectifications"), filter: "kind=rectification" },
        Preset { label: Text::new("跨师市同意", "consents"), filter: "kind=crossing-consent" },
        Preset {
            label: Text::new("跨师市授权", "authorisations"), filter: "kind=crossing-authorisation"
        },
        Preset { label: Text::new("督导评分表", "score sheets"), filter: "kind=score-sheet" },
        Preset { label: Text::new("补正期限", "completions"), filter: "kind=completion" },
        Preset { label: Text::new("公示", "publicities"), filter: "kind=filing-publicity" },
    ],
    new: Some("open-case"),
    edit: None,
    badge: near,
};

/// What is overdue or due within a week.
fn near(cx: &Context) -> Vec<Condition> {
    let today = cx.day();
    vec![Condition::Until(today.checked_add_days(Days::new(NEAR)).unwrap_or(today))]
}

fn cells(row: &ListRow, cx: &Context) -> Vec<TableCell> {
    let RowFacts::Deadline(deadline) = &row.facts else { return Vec::new() };
    let of = match deadline.subject.kind {
        RecordKind::Agency => row.agency.clone(),
        _ => format!("{} {}", deadline.subject, cx.look.say(&row.party())),
    };
    vec![
        shown::due(deadline),
        shown::left_cell(deadline, cx),
        cx.look.say(&deadline.what()).into(),
        of.into(),
        TableCell::new(cx.look.say(&shown::source(deadline.clock)), Meaning::Muted),
    ]
}

fn detail(row: &ListRow, cx: &Context) -> Vec<Line> {
    let RowFacts::Deadline(deadline) = &row.facts else { return Vec::new() };
    let rule = clocks::rule(deadline.clock).rule();
    let (head, _) = shown::deadline_line(deadline, cx);
    let length = deadline.length.parse::<Length>();
    let length = length.map_or_else(|_| Text::same(deadline.length.as_str()), |l| say!("{l}", "{l}", l = l));
    let counted = if deadline.length.is_empty() {
        say!("{s}: 自 {f} 起", "{s}: from {f}", s = shown::source(deadline.clock), f = deadline.from)
    } else {
        say!(
            "{s}: 自 {f} 起算, {l}",
            "{s}: counted from {f}, {l}",
            s = shown::source(deadline.clock),
            f = deadline.from,
            l = length
        )
    };
    let mut lines = vec![(head, Meaning::Title), (cx.look.say(&counted).to_owned(), Meaning::Text)];
    lines.extend(about(row, cx));
    lines.push((cx.look.say(&rule.summary).to_owned(), Meaning::Muted));
    lines
}

/// The record that the deadline hangs on, in a line.
fn about(row: &ListRow, cx: &Context) -> Option<Line> {
    let no = row.no?;
    let text = match no.kind {
        RecordKind::Agency => {
            let agency = agencies::by_no(&cx.store, no).ok()??;
            agency::headline(&agency)
        }
        RecordKind::Case => {
            let (file, _) = cases::file(&cx.store, no).ok()??;
            say!("{n} {a}: {s}", "{n} {a}: {s}", n = no.to_string(), a = row.party(), s = file.status)
        }
        _ => say!("{n} {a}", "{n} {a}", n = no.to_string(), a = row.agency),
    };
    Some((cx.look.say(&text).to_owned(), Meaning::Text))
}
