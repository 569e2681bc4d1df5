//! What stands around every screen: whose console it is, the screens and their counts, what was said, the keys.

use chrono::{Datelike, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

use super::app::clock;
use super::context::Context;
use super::keys::Key;
use super::layer::Binding;
use super::screens::SCREENS;
use super::theme::{Look, Meaning};
use super::widgets::{Hint, after, footer, put, row, rule, too_small};
use crate::say;
use crate::text::{Text, cells};

/// The least room in which anything can be shown.
const LEAST: Size = Size { width: 20, height: 6 };
/// From this height on, a line is drawn under the screens.
const RULED: u16 = 16;

/// The counts beside the screens, in their order; empty until the worker has counted.
#[derive(Debug, Default)]
pub(super) struct Badges {
    pub(super) counts: Vec<i64>,
}

/// Where the layers are drawn; says so and gives nothing if the terminal is too small.
pub(super) fn body(area: Rect, buffer: &mut Buffer, look: Look) -> Option<Rect> {
    (!too_small(LEAST, area, buffer, look)).then(|| room(area))
}

/// The area between the lines at the top and at the bottom.
pub(super) const fn room(area: Rect) -> Rect {
    let above = if area.height >= RULED { 3 } else { 2 };
    Rect { y: area.y + above, height: area.height.saturating_sub(above + 2), ..area }
}

/// The lines around the layers.
pub(super) struct Top<'a> {
    /// The screen that is open.
    pub(super) screen: Option<usize>,
    pub(super) badges: &'a Badges,
    pub(super) bindings: &'a [Binding],
}

impl Top<'_> {
    pub(super) fn draw(&self, area: Rect, buffer: &mut Buffer, cx: &Context) {
        banner(row(area, 0), buffer, cx);
        self.screens(row(area, 1), buffer, cx);
        if area.height >= RULED {
            rule(row(area, 2), false, buffer, cx.look);
        }
        let last_but_one = row(area, area.height.saturating_sub(2));
        match cx.said() {
            Some(said) => {
                put(buffer, after(last_but_one, 1), cx.look.say(said), Meaning::Warning);
            }
            None => rule(last_but_one, false, buffer, cx.look),
        }
        let hints: Vec<Hint> = self
            .bindings
            .iter()
            .filter(|b| b.importance > 0 && b.why_not.is_none())
            .map(|b| Hint::new(b.key.to_string(), b.label.clone(), b.importance))
            .collect();
        footer(&hints, after(row(area, area.height.saturating_sub(1)), 1), buffer, cx.look);
    }

    /// The screens in a line: with names and counts whole where there is room, else shorter and shorter.
    fn screens(&self, line: Rect, buffer: &mut Buffer, cx: &Context) {
        let full = Text::new("F2 来电速查", "F2 phone desk");
        let full = cx.look.say(&full);
        let (mut gap, mut tabs, mut desk) = (2, Vec::new(), "");
        // Space between two, short names, counts, what stands of the phone desk at the end of the line.
        let ways = [
            (2, false, true, full),
            (1, true, true, full),
            (1, true, true, "F2"),
            (1, true, true, ""),
            (1, true, false, ""),
        ];
        for (space, short, counted, last) in ways {
            let tab = |number| self.tab(number, cx, short, counted || Some(number) == self.screen);
            (gap, tabs, desk) = (space, (0..SCREENS.len()).map(tab).collect(), last);
            let total: usize = tabs.iter().map(|tab: &String| cells::width(tab) + usize::from(gap)).sum();
            if total + cells::width(last) + 1 < usize::from(line.width) {
                break;
            }
        }
        let wide = cells::width(desk) as u16;
        let mut rest = after(line, 1);
        for (number, tab) in tabs.into_iter().enumerate() {
            let meaning = if Some(number) == self.screen { Meaning::Title } else { Meaning::Text };
            if cells::width(&tab) > usize::from(rest.width) {
                break;
            }
            rest = after(rest, put(buffer, rest, &tab, meaning) + gap);
        }
        if wide > 0 && rest.width > wide {
            put(buffer, after(rest, rest.width - wide - 1), desk, Meaning::Text);
        }
    }

    fn tab(&self, number: usize, cx: &Context, short: bool, counted: bool) -> String {
        let screen = SCREENS[number];
        let name = cx.look.say(if short { &screen.short } else { &screen.name });
        match self.badges.counts.get(number) {
            Some(count) if counted && *count > 0 => format!("{}{name} {count}", number + 1),
            _ => format!("{}{name}", number + 1),
        }
    }
}

/// Whose console: the name, the bureau, the person, the day. A practice database always says that it is one.
fn banner(line: Rect, buffer: &mut Buffer, cx: &Context) {
    let look = cx.look;
    let (day, time) = clock(cx);
    let when = format!("{day} {} {time}", look.say(&weekday(day)));
    let roles: Vec<Text> = cx.actor.roles.iter().map(|role| role.label()).collect();
    let who = say!("{n} {r}", "{n}, {r}", n = cx.actor.name, r = Text::join(&roles));
    let mut rest = line;
    if cx.about.practice {
        let practice = Text::new(" 练习库 ", " PRACTICE ");
        rest = after(rest, put(buffer, rest, look.say(&practice), Meaning::Banner));
    }
    let name = Text::new(" 案卷", " Anjuan");
    rest = after(rest, put(buffer, rest, look.say(&name), Meaning::Title) + 2);
    let bureau = look.say(&cx.actor.bureau.label()).to_owned();
    let short = look.say(&cx.actor.bureau.short_label()).to_owned();
    let who = look.say(&who);
    let name = cx.actor.name.as_str();
    let ways = [
        (&bureau, who, when.as_str()),
        (&short, who, &when),
        (&short, who, &when[..day.to_string().len()]),
        (&short, name, &when[..day.to_string().len()]),
        (&short, who, ""),
    ];
    for (bureau, who, when) in ways {
        let words = format!("{bureau}  {who}");
        let wide = if when.is_empty() { 0 } else { cells::width(when) as u16 + 1 };
        if cells::width(&words) as u16 + wide < rest.width || when.is_empty() {
            put(buffer, rest, &words, Meaning::Text);
            put(buffer, after(line, line.width - wide), when, Meaning::Text);
            return;
        }
    }
}

fn weekday(day: NaiveDate) -> Text {
    const NAMES: [Text; 7] = [
        Text::new("周一", "Mon"),
        Text::new("周二", "Tue"),
        Text::new("周三", "Wed"),
        Text::new("周四", "Thu"),
        Text::new("周五", "Fri"),
        Text::new("周六", "Sat"),
        Text::new("周日", "Sun"),
    ];
    NAMES[day.weekday().num_days_from_monday() as usize].clone()
}

/// The keys that work everywhere; over a dialog only those that leave it alone.
pub(super) fn everywhere(modal: bool) -> Vec<Binding> {
    let mut all = vec![
        Binding::new(
            Key::char('?'),
            Text::new("键位", "keys"),
            Text::new(
                "现在可用的全部键位, Enter 执行所选",
                "all keys that work now; Enter does the selected one",
            ),
            8,
        ),
        Binding::new(
            Key::f(1),
            Text::new("条文", "article"),
            Text::new("所选事项依据的条文", "the article that the selected thing rests on"),
            2,
        ),
        Binding::new(
            Key::f(2),
            Text::new("来电速查", "phone desk"),
            Text::new("查机构, 答来电", "finds agencies and answers callers"),
            0,
        ),
        Binding::new(
            Key::ctrl('l'),
            Text::new("重画", "redraw"),
            Text::new("重画整个屏幕", "draws the whole screen anew"),
            0,
        ),
        Binding::new(
            Key::ctrl('z'),
            Text::new("挂起", "suspend"),
            Text::new("暂回命令行, fg 返回; 草稿已保存", "back to the shell until fg; drafts are kept"),
            0,
        ),
    ];
    if !modal {
        all.push(Binding::new(
            Key::char(':'),
            Text::new("命令", "command"),
            Text::new("按名称查找并执行任何命令", "finds any command by name and runs it"),
            7,
        ));
        all.push(Binding::new(
            Key::char('q'),
            Text::new("退出", "quit"),
            Text::new("退出, 草稿保留", "ends the console; drafts are kept"),
            6,
        ));
        all.extend(SCREENS.iter().enumerate().filter_map(|(number, screen)| {
            let digit = char::from_digit(number as u32 + 1, 10)?;
            Some(Binding::new(Key::char(digit), screen.name.clone(), screen.help.clone(), 0))
        }));
    }
    all
}
