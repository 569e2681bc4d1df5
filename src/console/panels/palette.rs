//! 命令 (`:`): every command, screen and setting by name, in any order of letters, Chinese, pinyin or English; what can't be done now says why.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::rows::{Entry, Rows, panel};
use crate::commands::catalogue;
use crate::commands::explain::{self, Action};
use crate::commands::scene;
use crate::commands::spec::{Spec, Subject};
use crate::console::context::Context;
use crate::console::keys::{Code, Key};
use crate::console::layer::{Binding, Flow, Layer};
use crate::console::screens;
use crate::console::theme::{Look, Marks, Meaning};
use crate::console::widgets::{Edit, Field, after, put, row};
use crate::find::PinyinKey;
use crate::text::{Lang, Text};

static TITLE: Text = Text::new("命令", "Commands");

/// What a line of the palette does.
#[derive(Clone, Copy)]
enum What {
    Command(&'static Spec),
    Screen(usize),
    Language(Lang),
    Rules,
    Settings,
    Occupations,
    Violations,
    Inspectors,
    Schedule,
    Chart,
    Plans,
    Outbox,
    Import,
    Drafts,
    Quit,
}

/// A line of the palette.
struct Item {
    what: What,
    entry: Entry,
    /// What is searched: name, both labels, pinyin.
    sought: String,
}

struct Palette {
    subject: Option<(Subject, scene::Key)>,
    items: Vec<Item>,
    field: Field,
    /// Numbers of the items that match, best first.
    matching: Vec<usize>,
    rows: Rows,
}

/// Opens it; commands on a record are about `subject`.
pub fn open(cx: &Context, subject: Option<(Subject, scene::Key)>) -> Box<dyn Layer> {
    let mut items: Vec<Item> = Vec::new();
    let here = subject.and_then(|(kind, key)| actions(cx, kind, key));
    let office = actions(cx, Subject::Bureau, scene::Key::Bureau(cx.actor.bureau));
    for spec in catalogue::specs() {
        let all = [&here, &office].into_iter().flatten().flatten();
        let action = all.into_iter().find(|action| action.spec.name == spec.name);
        // Without a record at hand the form asks which.
        let why = action.and_then(screens::why_not);
        items.push(item(
            What::Command(spec),
            spec.name,
            &spec.label,
            why.as_ref().unwrap_or(&spec.help),
            why.is_some(),
        ));
    }
    for (number, screen) in screens::all().enumerate() {
        items.push(item(What::Screen(number), screen.kind.as_str(), &screen.name, &screen.help, false));
    }
    for (what, name, label, help) in settings() {
        items.push(item(what, name, &label, &help, false));
    }
    let mut palette =
        Palette { subject, items, field: Field::default(), matching: Vec::new(), rows: Rows::default() };
    palette.search();
    Box::new(palette)
}

/// The judgement on all commands of a subject; none where it can't be read.
fn actions(cx: &Context, subject: Subject, key: scene::Key) -> Option<Vec<Action>> {
    explain::explain(&cx.store, &cx.actor, cx.moment(), subject, &key).ok()
}

/// Other words that people look for these by.
fn synonyms(name: &str) -> &'static str {
    match name {
        "lang zh" | "lang en" => "语言 切换语言 yuyan yy language",
        "settings" => "设置 参数 期限 shezhi sz options preferences",
        "rules" => "条文 法规 tiaowen tw articles law",
        "drafts" => "暂存 未完成 zancun unfinished",
        "quit" => "离开 关闭 exit close",
        _ => "",
    }
}

fn settings() -> [(What, &'static str, Text, Text); 14] {
    [
        (
            What::Language(Lang::Zh),
            "lang zh",
            Text::new("中文界面", "Chinese"),
            Text::new("界面改用中文", "shows the console in Chinese"),
        ),
        (
            What::Language(Lang::En),
            "lang en",
            Text::new("英文界面", "English"),
            Text::new("界面改用英文", "shows the console in English"),
        ),
        (
            What::Rules,
            "rules",
            Text::new("规则目录", "rules"),
            Text::new("全部规则及其条文", "all rules and their articles"),
        ),
        (
            What::Settings,
            "settings",
            Text::new("本局设定", "settings"),
            Text::new("期限和开关, 各自依据", "terms and switches, each with its reference"),
        ),
        (
            What::Occupations,
            "occupations",
            Text::new("职业目录", "occupations"),
            Text::new("职业、等级、目录、共管部门", "occupations with levels, lists and joint departments"),
        ),
        (
            What::Violations,
            "violations",
            Text::new("违规情形清单", "other violations"),
            Text::new("十二种情形以外的违规及其处理幅度", "violations beside the twelve grounds"),
        ),
        (
            What::Schedule,
            "schedule",
            Text::new("日程", "schedule"),
            Text::new(
                "周、月的评价活动, 缺外部督导的",
                "a week or month of activities, those without supervisor",
            ),
        ),
        (
            What::Chart,
            "chart",
            Text::new("图表", "charts"),
            Text::new("每月评价、合格率、督导覆盖、逾期", "activities a month, pass rate, coverage, overdue"),
        ),
        (
            What::Plans,
            "plans",
            Text::new("督导计划", "plans of supervision"),
            Text::new("各计划安排和已督导的次数", "visits planned and held, by plan"),
        ),
        (
            What::Inspectors,
            "inspectors",
            Text::new("检查人员名录", "inspectors"),
            Text::new("抽取、派遣的检查人员和督导员", "who is drawn and sent"),
        ),
        (
            What::Outbox,
            "outbox",
            Text::new("发件箱", "outbox"),
            Text::new("待发和没有发出的邮件", "e-mail that waits or was not sent"),
        ),
        (
            What::Import,
            "import",
            Text::new("导入表格", "import a sheet"),
            Text::new(
                "人员、场地、题库、核查、职业目录、违规情形",
                "people, venues, banks, checks, occupations, violations",
            ),
        ),
        (
            What::Drafts,
            "drafts",
            Text::new("草稿", "drafts"),
            Text::new("没有办完的录入", "forms that were not finished"),
        ),
        (
            What::Quit,
            "quit",
            Text::new("退出", "quit"),
            Text::new("退出, 草稿保留", "ends the console; drafts are kept"),
        ),
    ]
}

fn item(what: What, name: &str, label: &Text, remark: &Text, muted: bool) -> Item {
    let (zh, en) = (label.get(Lang::Zh), label.get(Lang::En));
    let pinyin = PinyinKey::of(zh);
    let sought = format!("{name} {zh} {en} {} {} {}", pinyin.initials, pinyin.syllables, synonyms(name));
    let entry = Entry { lead: name.to_owned(), label: label.clone(), remark: remark.clone(), muted };
    Item { what, entry, sought }
}

impl Palette {
    fn search(&mut self) {
        let matcher = SkimMatcherV2::default().ignore_case();
        let wanted = self.field.value().trim();
        let mut found: Vec<(i64, usize)> = self
            .items
            .iter()
            .enumerate()
            .filter_map(|(number, item)| Some((matcher.fuzzy_match(&item.sought, wanted)?, number)))
            .collect();
        if !wanted.is_empty() {
            // A whole name first; what can't be done now behind what can.
            found.sort_by_key(|(score, number)| {
                let entry = &self.items[*number].entry;
                (entry.lead != wanted, entry.muted, std::cmp::Reverse(*score), *number)
            });
        }
        self.matching = found.into_iter().map(|(_, number)| number).collect();
        self.rows.replace(self.matching.iter().map(|number| self.items[*number].entry.clone()).collect());
        self.rows.rewind();
    }

    fn run(&self, cx: &mut Context) -> Flow {
        let Some(item) = self.rows.selected().and_then(|at| self.matching.get(at)).map(|n| &self.items[*n])
        else {
            return Flow::Handled;
        };
        if item.entry.muted {
            cx.tell(item.entry.remark.clone());
            return Flow::Handled;
        }
        match item.what {
            What::Command(spec) => match screens::begin(spec, self.subject, None, cx) {
                Ok(form) => Flow::Replace(form),
                Err(why) => {
                    cx.tell(why);
                    Flow::Handled
                }
            },
            What::Screen(number) => Flow::Go(screens::open(number, cx)),
            What::Language(lang) => {
                cx.look = Look::new(lang, cx.look.marks == &Marks::ASCII);
                cx.mark_stale();
                Flow::Close
            }
            What::Rules => Flow::Replace(super::article::open(cx, None)),
            What::Settings => instead(super::settings::open(cx), cx),
            What::Occupations => instead(super::occupations::open(cx), cx),
            What::Violations => instead(super::violations::open(cx), cx),
            What::Schedule => instead(screens::schedule::open(cx), cx),
            What::Chart => instead(super::chart::open(cx), cx),
            What::Plans => instead(super::plans::open(cx), cx),
            What::Inspectors => instead(super::inspectors::open(cx), cx),
            What::Outbox => instead(super::outbox::open(cx), cx),
            What::Import => Flow::Replace(super::sheet::open()),
            What::Drafts => match super::drafts::offer(cx) {
                Some(panel) => Flow::Replace(panel),
                None => {
                    cx.tell(Text::new("没有草稿", "there are no drafts"));
                    Flow::Close
                }
            },
            What::Quit => Flow::Quit,
        }
    }
}

/// A panel in the place of the palette, or why it can't be opened.
fn instead(panel: Result<Box<dyn Layer>, Text>, cx: &mut Context) -> Flow {
    match panel {
        Ok(panel) => Flow::Replace(panel),
        Err(why) => {
            cx.tell(why);
            Flow::Close
        }
    }
}

impl Layer for Palette {
    fn title(&self, _: &Context) -> Text {
        TITLE.clone()
    }

    fn bindings(&self, _: &Context) -> Vec<Binding> {
        vec![
            Binding::new(
                Key::ENTER,
                Text::new("执行", "run"),
                Text::new("执行所选的命令", "runs the selected command"),
                9,
            ),
            Binding::new(Key::DOWN, Text::new("下移", "down"), Text::new("下一条", "the next one"), 1),
            Binding::new(Key::UP, Text::new("上移", "up"), Text::new("上一条", "the one before"), 1),
            super::back(),
        ]
    }

    fn handle(&mut self, key: Key, cx: &mut Context) -> Flow {
        match key.code {
            Code::Esc => return Flow::Close,
            Code::Enter => return self.run(cx),
            _ if self.rows.handle(key, false) => {}
            _ => match self.field.handle(key) {
                Edit::Changed => self.search(),
                Edit::Kept => {}
                Edit::Ignored => return Flow::Ignored,
            },
        }
        Flow::Handled
    }

    fn paste(&mut self, text: &str, _: &mut Context) -> Flow {
        self.field.paste(text);
        self.search();
        Flow::Handled
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &Context) -> Option<Position> {
        let inner = panel(&TITLE, self.items.len() + 1, area, frame.buffer_mut(), cx.look);
        put(frame.buffer_mut(), inner, ":", Meaning::Key);
        let line = row(inner, 0);
        let caret = self.field.draw(after(line, 2), frame.buffer_mut());
        let list = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
        if self.matching.is_empty() {
            let none = Text::new("没有找到, 换个说法试试", "nothing of that name: try another word");
            put(frame.buffer_mut(), after(row(list, 0), 2), cx.look.say(&none), Meaning::Muted);
        }
        self.rows.draw(list, frame.buffer_mut(), cx.look);
        caret
    }

    fn refresh(&mut self, _: &mut Context) {}

    fn in_text(&self) -> bool {
        true
    }

    fn floats(&self) -> bool {
        true
    }
}
