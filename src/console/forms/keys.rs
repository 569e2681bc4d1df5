//! The keys of a form, page by page, and the form as a layer.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::draw;
use super::form::{Form, Page};
use super::subject;
use crate::console::context::Context;
use crate::console::keys::Key;
use crate::console::layer::{Binding, Flow, Layer};
use crate::console::panels::article;
use crate::console::panels::confirm::Step;
use crate::console::theme::Meaning;
use crate::console::widgets::{Edit, Menu, MenuItem};
use crate::text::Text;

impl Form {
    pub(super) fn leave_field(&mut self) {
        if let Some(at) = self.entries.asked().get(self.focus) {
            self.entries.0[*at].widget.leave();
        }
    }

    fn go(&mut self, forward: bool) {
        self.leave_field();
        let fields = self.entries.asked().len();
        self.focus = if forward { (self.focus + 1).min(fields) } else { self.focus.saturating_sub(1) };
    }

    fn leave(&mut self) -> Flow {
        if !self.has_draft && self.entries.typed() == self.began {
            return Flow::Close;
        }
        let items = [
            Text::new("留作草稿, 下次继续", "keep it as a draft for later"),
            Text::new("继续填写", "go on filling it in"),
            Text::new("放弃所填内容", "throw away what was typed"),
        ];
        self.page = Page::Leaving(Menu::new(items.map(MenuItem::new).into()));
        Flow::Handled
    }

    fn in_fields(&mut self, key: Key, cx: &mut Context) -> Flow {
        let asked = self.entries.asked();
        let current = asked.get(self.focus).copied();
        if let Some(at) = current {
            let entry = &mut self.entries.0[at];
            match entry.widget.handle(key) {
                Edit::Ignored => {}
                Edit::Kept => return Flow::Handled,
                Edit::Changed => {
                    entry.fault = None;
                    return Flow::Handled;
                }
            }
        }
        match key {
            Key::TAB | Key::DOWN => self.go(true),
            Key::BACK_TAB | Key::UP => self.go(false),
            Key::ENTER if current.is_some() => self.go(true),
            Key::ENTER => return self.submit(cx),
            Key::PG_UP => self.focus = 0,
            Key::PG_DN => self.focus = asked.len(),
            Key::ESC => return self.leave(),
            _ if key == Key::ctrl('s') => return self.submit(cx),
            _ if key == Key::f(1) => return Flow::Push(article::open(cx, self.spec.rules.first().copied())),
            // A letter that means nothing here must not fall through to the screen below.
            _ if key.typed().is_some_and(|c| c != '?') => {}
            _ => {
                // Another layer may come over this one.
                self.keep(cx);
                return Flow::Ignored;
            }
        }
        Flow::Handled
    }

    fn in_leaving(&mut self, key: Key, cx: &mut Context) -> Flow {
        let Page::Leaving(menu) = &mut self.page else { return Flow::Handled };
        let choice = if key == Key::ESC { Some(1) } else { menu.handle(key) };
        match choice {
            Some(0) => {
                self.keep(cx);
                cx.tell(Text::new("已留作草稿", "kept as a draft"));
                return Flow::Close;
            }
            Some(1) => self.page = Page::Fields,
            Some(_) => match self.throw_away(cx) {
                Ok(()) => return Flow::Close,
                Err(text) => {
                    self.page = Page::Fields;
                    self.said = Some((text, Meaning::Error));
                }
            },
            None => {}
        }
        Flow::Handled
    }

    fn in_confirm(&mut self, key: Key, cx: &mut Context) -> Flow {
        let Page::Confirm(confirm) = &mut self.page else { return Flow::Handled };
        match confirm.handle(key) {
            Step::Article(rule) => Flow::Push(article::open(cx, rule)),
            Step::Act => self.act(cx),
            Step::Back if self.entries.0.is_empty() => Flow::Close,
            Step::Back => {
                self.page = Page::Fields;
                Flow::Handled
            }
            Step::Stay => Flow::Handled,
            Step::Elsewhere => Flow::Ignored,
        }
    }

    fn in_conflict(&mut self, key: Key, cx: &mut Context) -> Flow {
        let Page::Conflict(conflict) = &mut self.page else { return Flow::Handled };
        match conflict.handle(key) {
            Step::Act => self.reconcile(cx),
            Step::Article(rule) => Flow::Push(article::open(cx, rule)),
            Step::Back => {
                self.page = Page::Fields;
                Flow::Handled
            }
            Step::Stay => Flow::Handled,
            Step::Elsewhere => Flow::Ignored,
        }
    }
}

impl Layer for Form {
    fn title(&self, _: &Context) -> Text {
        self.spec.label.clone()
    }

    fn bindings(&self, _: &Context) -> Vec<Binding> {
        match &self.page {
            Page::Fields => {
                let check = if self.is_weighty() {
                    Text::new("核对", "check")
                } else {
                    Text::new("办理", "do it")
                };
                vec![
                    Binding::new(
                        Key::TAB,
                        Text::new("下一项", "next"),
                        Text::new("到下一个字段", "to the next field"),
                        8,
                    ),
                    Binding::new(
                        Key::BACK_TAB,
                        Text::new("上一项", "back"),
                        Text::new("到上一个字段", "to the field before"),
                        4,
                    ),
                    Binding::new(
                        Key::ctrl('s'),
                        check,
                        Text::new(
                            "核对所填内容并看将发生什么",
                            "checks the fields and shows what will happen",
                        ),
                        9,
                    ),
                    Binding::new(
                        Key::f(4),
                        Text::new("列表/日历", "list"),
                        Text::new(
                            "打开日历或列出可选的人和单位",
                            "opens the calendar or the list to pick from",
                        ),
                        5,
                    ),
                    Binding::new(
                        Key::ESC,
                        Text::new("离开", "leave"),
                        Text::new("离开表单", "leaves the form"),
                        7,
                    ),
                ]
            }
            Page::Leaving(_) => vec![
                Binding::new(Key::ENTER, Text::new("选定", "choose"), Text::new("选定", "chooses"), 9),
                Binding::new(
                    Key::ESC,
                    Text::new("继续填写", "go on"),
                    Text::new("回到表单", "back to the form"),
                    8,
                ),
            ],
            Page::Confirm(confirm) => confirm.bindings(),
            Page::Conflict(conflict) => conflict.bindings(),
        }
    }

    fn handle(&mut self, key: Key, cx: &mut Context) -> Flow {
        match &self.page {
            Page::Fields => self.in_fields(key, cx),
            Page::Leaving(_) => self.in_leaving(key, cx),
            Page::Confirm(_) => self.in_confirm(key, cx),
            Page::Conflict(_) => self.in_conflict(key, cx),
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Context) -> Flow {
        let current = self.entries.asked().get(self.focus).copied();
        let pasted = match (&self.page, current) {
            (Page::Fields, Some(at)) => self.entries.0[at].widget.paste(text),
            _ => Edit::Ignored,
        };
        match pasted {
            Edit::Ignored => {
                cx.tell(Text::new("此处不能粘贴", "nothing to paste into here"));
            }
            Edit::Kept | Edit::Changed => {}
        }
        Flow::Handled
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &Context) -> Option<Position> {
        let buffer = frame.buffer_mut();
        let title = format!("{} - {}", cx.look.say(&self.spec.label), cx.look.say(&self.standing.name));
        let inner = draw::outline(&title, self.has_draft, area, buffer, cx.look);
        let weighty = self.is_weighty();
        match &mut self.page {
            Page::Fields => {
                let inner = draw::said(self.said.as_ref(), inner, buffer, cx.look);
                let view = draw::View {
                    entries: &mut self.entries,
                    focus: self.focus,
                    first: &mut self.first,
                    weighty,
                };
                view.draw(inner, buffer, cx.look)
            }
            Page::Leaving(menu) => {
                let question = Text::new("要离开表单吗? 所填内容:", "leave the form? What was typed is:");
                let inner = draw::said(Some(&(question, Meaning::Title)), inner, buffer, cx.look);
                menu.draw(inner, buffer, cx.look)
            }
            Page::Confirm(confirm) => confirm.draw(inner, buffer, cx.look),
            Page::Conflict(conflict) => conflict.draw(inner, buffer, cx.look),
        }
    }

    fn refresh(&mut self, cx: &mut Context) {
        let Ok(now) = subject::standing(cx, self.spec, &self.key) else { return };
        if self.version.is_some() && now.version != self.version {
            let text = Text::new(
                "记录刚被他人修改; 您填的都在, 提交时逐项比较",
                "somebody just changed the record; what you typed is here, both will be compared",
            );
            self.said = Some((text, Meaning::Warning));
        }
    }

    fn keeps_letters(&self) -> bool {
        true
    }

    fn in_text(&self) -> bool {
        let current = self.entries.asked().get(self.focus).copied();
        matches!(self.page, Page::Fields) && current.is_some_and(|at| self.entries.0[at].widget.in_text())
    }

    fn settle(&mut self, cx: &mut Context) -> bool {
        let before = (self.has_draft, self.said.is_some());
        self.keep(cx);
        before != (self.has_draft, self.said.is_some())
    }

    fn save(&mut self, cx: &mut Context) {
        self.keep_at_last(cx);
    }
}
