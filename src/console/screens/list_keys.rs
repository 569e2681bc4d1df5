//! The keys of a list: what they are called and what they do.

use crate::console::keys::Key;
use crate::console::layer::Binding;
use crate::text::Text;

/// The keys while words or a filter are typed.
pub(super) fn typing() -> Vec<Binding> {
    let of = Binding::new;
    vec![
        of(
            Key::ENTER,
            Text::new("确定", "apply"),
            Text::new("按所写的筛选, 回到清单", "keeps what is typed, back to the list"),
            9,
        ),
        of(Key::UP, Text::new("上移", "up"), Text::new("上一项", "the one before"), 2),
        of(Key::DOWN, Text::new("下移", "down"), Text::new("下一项", "the next one"), 2),
        of(
            Key::ESC,
            Text::new("取消", "cancel"),
            Text::new("不要了, 回到清单", "leaves it, back to the list"),
            8,
        ),
    ]
}

/// The keys, and whether each wants a selected record.
pub(super) fn browsing() -> Vec<(Binding, bool)> {
    let of = Binding::new;
    vec![
        (
            of(
                Key::ENTER,
                Text::new("打开", "open"),
                Text::new("打开所选记录", "opens the selected record"),
                9,
            ),
            true,
        ),
        (
            of(
                Key::char('a'),
                Text::new("办理", "act"),
                Text::new(
                    "所选记录可办的事项及其要求",
                    "what can be done with the selected record, and what it wants",
                ),
                8,
            ),
            true,
        ),
        (
            of(
                Key::char('f'),
                Text::new("筛选", "filter"),
                Text::new("按状态、属地、日期等筛选", "narrows the list by status, bureau, day"),
                5,
            ),
            false,
        ),
        (
            of(
                Key::char('/'),
                Text::new("查找", "find"),
                Text::new("在本清单里查找名称或编号", "looks for names or numbers in this list"),
                6,
            ),
            false,
        ),
        (
            of(
                Key::char('o'),
                Text::new("排序", "order"),
                Text::new("换一种排序", "takes the next order"),
                3,
            ),
            false,
        ),
        (
            of(
                Key::char('t'),
                Text::new("经过", "history"),
                Text::new("所选记录的全部经过", "all that happened to the selected record"),
                4,
            ),
            true,
        ),
        (
            of(
                Key::char('y'),
                Text::new("复制", "copy"),
                Text::new("复制编号与名称到剪贴板", "copies number and name to the clipboard"),
                2,
            ),
            true,
        ),
        (
            of(
                Key::f(1),
                Text::new("条文", "article"),
                Text::new("所选事项依据的条文", "the article that the selected thing rests on"),
                2,
            ),
            false,
        ),
        (
            of(
                Key::char('x'),
                Text::new("选", "mark"),
                Text::new(
                    "选中或取消, X 选全部; 选中后按 a 一并办理",
                    "marks or unmarks, X marks all; then 'a' acts on all of them",
                ),
                4,
            ),
            true,
        ),
        (
            of(
                Key::ESC,
                Text::new("全部", "all"),
                Text::new("取消查找与筛选", "shows the whole list again"),
                1,
            ),
            false,
        ),
        (
            of(
                Key::char('j'),
                Text::new("下移", "down"),
                Text::new("下一行, 也可用方向键", "the next row, as the arrow does"),
                0,
            ),
            false,
        ),
        (
            of(
                Key::char('k'),
                Text::new("上移", "up"),
                Text::new("上一行, 也可用方向键", "the row before, as the arrow does"),
                0,
            ),
            false,
        ),
        (
            of(
                Key::PG_DN,
                Text::new("下页", "page down"),
                Text::new("下一页, 也可用空格", "a page on, as Space does"),
                0,
            ),
            false,
        ),
        (of(Key::PG_UP, Text::new("上页", "page up"), Text::new("上一页", "a page back"), 0), false),
        (
            of(
                Key::HOME,
                Text::new("首行", "first"),
                Text::new("第一行, 也可用 g", "the first row, as g does"),
                0,
            ),
            false,
        ),
        (
            of(
                Key::END,
                Text::new("末行", "last"),
                Text::new("最后一行, 也可用 G", "the last row, as G does"),
                0,
            ),
            false,
        ),
    ]
}
