//! A form as a layer: keys, pages, drafts, the act itself.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use serde_json::{Map, Value};

use super::entries::Entries;
use super::subject::{self, Standing};
use super::widget::Desk;
use super::{draw, words};
use crate::commands::execute::{self, Reply, Request};
use crate::commands::fault::{Clash, Fault};
use crate::commands::scene::Key as Subject;
use crate::commands::spec::Spec;
use crate::console::context::{Context, bureau_time};
use crate::console::keys::Key;
use crate::console::layer::{Binding, Flow, Layer};
use crate::console::panels::article;
use crate::console::panels::confirm::{Confirm, Step};
use crate::console::panels::conflict::{Conflict, Difference};
use crate::console::theme::Meaning;
use crate::console::widgets::{Edit, Menu, MenuItem};
use crate::say;
use crate::store::drafts::{self, Draft};
use crate::text::Text;

/// What the form shows.
enum Page {
    /// The fields.
    Fields,
    /// Whether to keep what was typed.
    Leaving(Menu),
    /// What will happen.
    Confirm(Confirm),
    /// Two versions side by side.
    Conflict(Conflict),
}

/// The form of a command on a subject.
pub struct Form {
    spec: &'static Spec,
    key: Subject,
    standing: Standing,
    desk: Desk,
    entries: Entries,
    /// The place among the fields asked for; behind the last: the button.
    focus: usize,
    page: Page,
    /// What is to be said about the form as a whole.
    said: Option<(Text, Meaning)>,
    /// The act's id: made once, so that doing it again after a failure can't do it twice.
    id: String,
    version: Option<i64>,
    /// What the form began with, and what the draft holds.
    began: Map<String, Value>,
    kept: Map<String, Value>,
    has_draft: bool,
    first: u16,
}

impl Form {
    /// Opens the form, with the draft of it if there is one.
    pub fn open(
        cx: &Context,
        spec: &'static Spec,
        key: &Subject,
        prefill: Map<String, Value>,
        version: Option<i64>,
    ) -> Self {
        let mut said = None;
        let mut fail = |fault: Fault| said = Some((fault.text(), Meaning::Error));
        let standing = subject::standing(cx, spec, key).unwrap_or_else(|fault| {
            fail(fault);
            let bureau = if let Subject::Bureau(bureau) = key { *bureau } else { cx.actor.bureau };
            Standing { name: bureau.label(), bureau, version: None, prefill: Map::new() }
        });
        let asks_subject = matches!(key, Subject::Bureau(_)) && spec.subject.field().is_some();
        let desk = subject::desk(cx, standing.bureau, asks_subject.then_some(spec.subject)).unwrap_or_else(
            |fault| {
                fail(fault);
                subject::bare_desk(cx)
            },
        );
        let began = if prefill.is_empty() { standing.prefill.clone() } else { prefill };
        let version = version.or(standing.version);
        let given = spec.subject.field().filter(|_| !asks_subject);
        let entries = Entries::new(spec.fields, given, &began, &desk);
        let id = uuid::Uuid::now_v7().to_string();
        let kept = entries.typed();
        let (page, focus, first, has_draft) = (Page::Fields, 0, 0, false);
        let mut form = Self {
            spec,
            key: *key,
            standing,
            desk,
            entries,
            focus,
            page,
            said,
            id,
            version,
            began: kept.clone(),
            kept,
            has_draft,
            first,
        };
        form.take_up_draft(cx, given);
        if form.entries.0.is_empty() && form.said.is_none() {
            form.review(cx);
        }
        form
    }

    fn subject_no(&self) -> String {
        if let Subject::Record(no) = self.key { no.to_string() } else { String::new() }
    }

    fn take_up_draft(&mut self, cx: &Context, given: Option<&str>) {
        let all = match drafts::of_staff(&cx.store, cx.actor.id) {
            Ok(all) => all,
            Err(error) => return self.said = Some((error.text, Meaning::Error)),
        };
        let subject = self.subject_no();
        let mine = all.into_iter().find(|d| d.command == self.spec.name && d.subject == subject);
        let Some(draft) = mine else { return };
        // What stands in the record is what the draft began with, whatever the form was opened with.
        self.began = Entries::new(self.spec.fields, given, &self.standing.prefill, &self.desk).typed();
        self.entries = Entries::new(self.spec.fields, given, &draft.fields, &self.desk);
        self.kept = self.entries.typed();
        self.has_draft = true;
        let when = draft.saved_at.format("%m-%d %H:%M").to_string();
        let stale = draft.base_version.is_some() && draft.base_version != self.standing.version;
        self.version = draft.base_version.or(self.version);
        self.said = Some(if stale {
            let text = say!(
                "已恢复 {w} 的草稿; 此后记录有变, 提交时逐项比较",
                "the draft of {w} is back; the record changed since: both will be compared",
                w = when
            );
            (text, Meaning::Warning)
        } else {
            (say!("已恢复 {w} 的草稿", "the draft of {w} is back", w = when), Meaning::Good)
        });
    }

    /// Saves what is typed, if it changed since the last time.
    fn keep(&mut self, cx: &Context) {
        let typed = self.entries.typed();
        if typed == self.kept {
            return;
        }
        let saved = if typed == self.began {
            self.has_draft = false;
            drafts::discard(&cx.store, cx.actor.id, self.spec.name, &self.subject_no())
        } else {
            self.has_draft = true;
            let draft = Draft {
                command: self.spec.name.to_owned(),
                subject: self.subject_no(),
                fields: typed.clone(),
                base_version: self.version,
                saved_at: bureau_time(),
            };
            drafts::save(&cx.store, cx.actor.id, &draft)
        };
        match saved {
            Ok(()) => self.kept = typed,
            Err(error) => self.said = Some((error.text, Meaning::Error)),
        }
    }

    fn throw_away(&mut self, cx: &Context) -> Result<(), Text> {
        if !self.has_draft {
            return Ok(());
        }
        drafts::discard(&cx.store, cx.actor.id, self.spec.name, &self.subject_no()).map_err(|e| e.text)?;
        self.has_draft = false;
        self.kept = self.entries.typed();
        Ok(())
    }

    fn request(&self) -> Request {
        subject::request(self.spec, &self.key, self.entries.values(), &self.id, self.version)
    }

    /// Whether the act has an effect in law, so that the last page is shown first.
    fn is_weighty(&self) -> bool {
        !self.spec.rules.is_empty() || self.spec.issues.is_some() || self.entries.0.is_empty()
    }

    /// Judges what is filled in and shows what will happen.
    fn review(&mut self, cx: &Context) {
        match execute::preview(&cx.store, &cx.actor, cx.moment(), &self.request()) {
            Ok(preview) => self.page = Page::Confirm(self.confirm(cx, preview)),
            Err(fault) => self.show(fault, cx),
        }
    }

    fn confirm(&self, cx: &Context, preview: execute::Preview) -> Confirm {
        let values = self.entries.values();
        let filled = self.entries.0.iter().filter_map(|entry| {
            let value = values.get(entry.field.name)?;
            Some((entry.field.label.clone(), words::of(&entry.field.kind, value, &self.desk)))
        });
        Confirm::new(self.spec, &self.standing.name, &filled.collect::<Vec<_>>(), preview, cx.look)
    }

    fn submit(&mut self, cx: &mut Context) -> Flow {
        self.leave_field();
        self.entries.absolve();
        self.said = None;
        if self.is_weighty() {
            self.review(cx);
            return Flow::Handled;
        }
        self.act(cx)
    }

    fn act(&mut self, cx: &mut Context) -> Flow {
        match cx.execute(&self.request()) {
            Ok(reply) => {
                // The act is done: a draft that can't be removed now is offered again, and does no harm.
                let thrown = self.throw_away(cx);
                cx.tell(thrown.err().unwrap_or_else(|| self.told(&reply)));
                Flow::Close
            }
            Err(fault) => {
                self.show(fault, cx);
                Flow::Handled
            }
        }
    }

    fn told(&self, reply: &Reply) -> Text {
        let number = reply.more.get("number").and_then(Value::as_str).filter(|n| !n.is_empty());
        let record = match (self.subject_no(), reply.version) {
            // What was made, or else what it was done on.
            (_, Some(_)) => Text::same(reply.id.as_str()),
            (known, None) if !known.is_empty() => Text::same(known),
            (_, None) => self.standing.name.clone(),
        };
        match number {
            Some(number) => {
                say!("已办: {c} {r}, {n}", "done: {c} {r}, {n}", c = self.spec.label, r = record, n = number)
            }
            None => say!("已办: {c} {r}", "done: {c} {r}", c = self.spec.label, r = record),
        }
    }

    /// Shows why it was not done, where it can be mended.
    fn show(&mut self, fault: Fault, cx: &Context) {
        match fault {
            Fault::Input(faults) => {
                self.page = Page::Fields;
                let others = self.entries.blame(faults);
                let asked = self.entries.asked();
                if let Some(place) = asked.iter().position(|at| self.entries.0[*at].fault.is_some()) {
                    self.focus = place;
                }
                let text = if others.is_empty() {
                    Text::new("请改正标出的字段", "correct the fields marked below")
                } else {
                    Text::join(&others)
                };
                self.said = Some((text, Meaning::Error));
            }
            Fault::Refused(requirements) => {
                let preview = execute::Preview { requirements, pages: Vec::new() };
                self.page = Page::Confirm(self.confirm(cx, preview));
            }
            Fault::Conflict { text, clashes } => self.compare(text, clashes, cx),
            Fault::NotPermitted(text) | Fault::Io(text) => {
                self.page = Page::Fields;
                self.said = Some((text, Meaning::Error));
            }
        }
    }

    fn compare(&mut self, text: Text, clashes: Vec<Clash>, cx: &Context) {
        let standing = match subject::standing(cx, self.spec, &self.key) {
            Ok(standing) => standing,
            Err(fault) => return self.said = Some((fault.text(), Meaning::Error)),
        };
        let empty = |v: &Value| v.is_null() || v.as_str() == Some("");
        let differences =
            clashes.into_iter().filter(|c| !(empty(&c.yours) && empty(&c.theirs))).filter_map(|clash| {
                let field = self.spec.fields.iter().find(|f| f.name == clash.field)?;
                let began = self.began.get(field.name).unwrap_or(&Value::Null);
                // What was not touched here gives way by itself.
                let untouched = *began == clash.yours && !self.has_stale_draft();
                Some(Difference {
                    field: field.name,
                    label: field.label.clone(),
                    mine: words::of(&field.kind, &clash.yours, &self.desk),
                    theirs: words::of(&field.kind, &clash.theirs, &self.desk),
                    value: clash.theirs,
                    takes_theirs: untouched,
                })
            });
        let differences = differences.collect();
        self.page = Page::Conflict(Conflict::new(text, differences, standing.version));
    }

    /// Whether what the form began with is not what the person saw: the draft is of an older version.
    fn has_stale_draft(&self) -> bool {
        self.has_draft && self.version != self.standing.version
    }

    /// Takes the choices over and judges again, now against the new version.
    fn reconcile(&mut self, cx: &mut Context) -> Flow {
        let Page::Conflict(conflict) = &self.page else { return Flow::Handled };
        for taken in conflict.taken() {
            self.entries.set(taken.field, &taken.value, &self.desk);
        }
        self.version = conflict.version();
        if let Ok(standing) = subject::standing(cx, self.spec, &self.key) {
            self.standing = standing;
        }
        self.page = Page::Fields;
        self.keep(cx);
        self.submit(cx)
    }

    fn leave_field(&mut self) {
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
        match &mut self.page {
            Page::Fields => {
                let inner = draw::said(self.said.as_ref(), inner, buffer, cx.look);
                let view =
                    draw::View { entries: &mut self.entries, focus: self.focus, first: &mut self.first };
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
        self.keep(cx);
    }
}
