//! A form: what it is about, its pages, the judgement before the act, the act itself.

use serde_json::{Map, Value};

use super::entries::Entries;
use super::subject::{self, Standing};
use super::widget::Desk;
use super::words;
use crate::commands::cases::reveal;
use crate::commands::clocks;
use crate::commands::execute::{self, Reply, Request};
use crate::commands::fault::{Clash, Fault};
use crate::commands::office::handover;
use crate::commands::recount;
use crate::commands::scene::Key as Subject;
use crate::commands::spec::{Group, Spec};
use crate::console::context::Context;
use crate::console::layer::Flow;
use crate::console::panels::bulk::{Marked, Outcome, results};
use crate::console::panels::confirm::Confirm;
use crate::console::panels::conflict::{Conflict, Difference};
use crate::console::panels::revealed;
use crate::console::theme::Meaning;
use crate::console::widgets::Menu;
use crate::console::worker::{ManyActs, Outgoing};
use crate::records::ids::RecordNo;
use crate::say;
use crate::text::Text;

/// What the form shows.
pub enum Page {
    /// The fields.
    Fields,
    /// Whether to keep what was typed.
    Leaving(Menu),
    /// What will happen.
    Confirm(Confirm),
    /// Two versions side by side.
    Conflict(Conflict),
}

/// Of so many records an act is done at once; of more it is done beside the keys.
const AT_ONCE: usize = 20;

/// The form of a command on a subject.
pub struct Form {
    pub(super) spec: &'static Spec,
    pub(super) key: Subject,
    pub(super) standing: Standing,
    pub(super) desk: Desk,
    pub(super) entries: Entries,
    /// The place among the fields asked for; behind the last: the button.
    pub(super) focus: usize,
    pub(super) page: Page,
    /// What is to be said about the form as a whole.
    pub(super) said: Option<(Text, Meaning)>,
    /// The act's id: made once, so that doing it again after a failure can't do it twice.
    pub(super) id: String,
    pub(super) version: Option<i64>,
    /// What the form began with, and what the draft holds.
    pub(super) began: Map<String, Value>,
    pub(super) kept: Map<String, Value>,
    pub(super) has_draft: bool,
    pub(super) first: u16,
    /// The records it is done with, where there are several.
    pub(super) all: Vec<Marked>,
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
            Standing::of_bureau(bureau)
        });
        let asks_subject = matches!(key, Subject::Bureau(_)) && spec.subject.field().is_some();
        let desk = subject::desk(cx, spec, &standing, asks_subject.then_some(spec.subject)).unwrap_or_else(
            |fault| {
                fail(fault);
                subject::bare_desk(cx)
            },
        );
        let began = if prefill.is_empty() { standing.prefill.clone() } else { prefill };
        let version = version.or(standing.version);
        let given = spec.subject.field().filter(|_| !asks_subject);
        let left_out: Vec<&str> = given.into_iter().chain(standing.left_out.iter().copied()).collect();
        let entries = Entries::new(spec.fields, &left_out, &began, &desk);
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
            all: Vec::new(),
        };
        form.take_up_draft(cx, &left_out);
        if form.entries.0.is_empty() && form.said.is_none() {
            form.review(cx);
        }
        form
    }

    /// The same form for several records, of which the first is the one it was opened on.
    pub(super) fn for_all(mut self, cx: &Context, all: Vec<Marked>) -> Self {
        self.standing.name =
            say!("{n} 等 {c} 件", "{n} and others, {c} in all", n = self.standing.name, c = all.len());
        // Nobody saw each of them as it stands.
        (self.version, self.standing.version, self.all) = (None, None, all);
        if !self.has_draft {
            // What is of no use for the first may be needed for another.
            let left_out: Vec<&str> = self.spec.subject.field().into_iter().collect();
            self.entries = Entries::new(self.spec.fields, &left_out, &Map::new(), &self.desk);
            (self.began, self.kept) = (self.entries.typed(), self.entries.typed());
        }
        if self.entries.0.is_empty() && self.said.is_none() {
            self.review(cx);
        }
        self
    }

    pub(super) fn subject_no(&self) -> String {
        if let Subject::Record(no) = self.key { no.to_string() } else { String::new() }
    }

    pub(super) fn request(&self) -> Request {
        subject::request(self.spec, &self.key, self.entries.values(), &self.id, self.version)
    }

    /// Whether the act has an effect in law, so that the last page is shown first.
    pub(super) fn is_weighty(&self) -> bool {
        !self.spec.rules.is_empty()
            || self.spec.issues.is_some()
            || self.spec.group == Group::Administration
            || self.entries.0.is_empty()
    }

    /// Judges what is filled in and shows what will happen.
    pub(super) fn review(&mut self, cx: &Context) {
        if !self.all.is_empty() {
            return self.review_all(cx);
        }
        match execute::preview(&cx.store, &cx.actor, cx.moment(), &self.request()) {
            Ok(preview) => {
                self.page = Page::Confirm(self.confirm(cx, &self.standing.name, Vec::new(), preview));
            }
            Err(fault) => self.show(fault, cx),
        }
    }

    /// Of several records: for how many it can be done, why not for the others, and what happens with the first of those.
    fn review_all(&mut self, cx: &Context) {
        let (mut shown, mut refused): (Option<(&Marked, execute::Preview)>, Vec<Text>) = (None, Vec::new());
        let mut takes: Vec<Text> = Vec::new();
        let mut first_fault = None;
        for marked in &self.all {
            let key = Subject::Record(marked.0);
            let request = subject::request(self.spec, &key, self.entries.values(), &self.id, None);
            let told = |why: Text| say!("{n} {w}", "{n} {w}", n = marked.0.to_string(), w = why);
            match execute::preview(&cx.store, &cx.actor, cx.moment(), &request) {
                Ok(preview) => match preview.requirements.iter().find(|r| r.refuses()) {
                    Some(unmet) => {
                        refused.push(told(unmet.text.clone()));
                        first_fault.get_or_insert(Ok((marked, preview)));
                    }
                    None => {
                        takes.push(told(Text::same(marked.1.as_str())));
                        shown = shown.or(Some((marked, preview)));
                    }
                },
                Err(fault) => {
                    refused.push(told(fault.text()));
                    first_fault.get_or_insert(Err(fault));
                }
            }
        }
        let ((no, name), preview) = match (shown, first_fault) {
            (Some(shown), _) | (None, Some(Ok(shown))) => shown,
            (None, Some(Err(fault))) => return self.show(fault, cx),
            (None, None) => return,
        };
        let (no, name) = (no.to_string(), name.as_str());
        let head = match takes.len() {
            0 => say!(
                "{c} 件都不能办理; 以下为 {n} {a}",
                "can be done for none of {c} records; below: {n} {a}",
                c = self.all.len(),
                n = no,
                a = name
            ),
            open => say!(
                "{c} 件, 可办 {o} 件; 以下为 {n} {a}",
                "{c} records, can be done for {o}; below: {n} {a}",
                c = self.all.len(),
                o = open,
                n = no,
                a = name
            ),
        };
        // Each is named: what was marked may stand in no list that is on the screen now.
        let parts = [(Text::new("办理的", "Done for"), takes), (Text::new("不能办理的", "Not for"), refused)];
        let named = |(label, all): (Text, Vec<Text>)| (!all.is_empty()).then(|| (label, Text::join(&all)));
        let more = parts.into_iter().filter_map(named).collect();
        self.page = Page::Confirm(self.confirm(cx, &head, more, preview));
    }

    pub(super) fn confirm(
        &self,
        cx: &Context,
        name: &Text,
        more: Vec<(Text, Text)>,
        preview: execute::Preview,
    ) -> Confirm {
        let values = self.entries.values();
        let filled = self.entries.0.iter().filter_map(|entry| {
            let value = values.get(entry.field.name)?;
            Some((entry.field.label.clone(), words::of(&entry.field.kind, value, &self.desk)))
        });
        let filled: Vec<_> = filled.chain(more).collect();
        Confirm::new(self.spec, name, &filled, preview, cx.look)
    }

    pub(super) fn submit(&mut self, cx: &mut Context) -> Flow {
        self.leave_field();
        self.entries.absolve();
        self.said = None;
        if self.is_weighty() {
            self.review(cx);
            return Flow::Handled;
        }
        self.act(cx)
    }

    /// The act with one of several records.
    fn request_on(&self, no: RecordNo) -> Request {
        let id = format!("{}:{no}", self.id);
        subject::request(self.spec, &Subject::Record(no), self.entries.values(), &id, None)
    }

    /// Does it with each record, in an act of its own: a few at once, more beside the keys with their progress shown.
    fn act_on_all(&mut self, cx: &mut Context) -> Flow {
        let mut outcomes: Vec<Outcome> = Vec::new();
        let few = if self.all.len() > AT_ONCE { 1 } else { self.all.len() };
        for marked in &self.all[..few] {
            outcomes.push((marked.clone(), cx.execute(&self.request_on(marked.0)).map(|_| ())));
        }
        // None was done for what was filled in: that is to be mended here.
        let wrong = |(_, outcome): &Outcome| matches!(outcome, Err(Fault::Input(_) | Fault::Io(_)));
        if outcomes.iter().all(wrong)
            && let Some((_, Err(fault))) = outcomes.pop()
        {
            self.show(fault, cx);
            return Flow::Handled;
        }
        if let Err(text) = self.throw_away(cx) {
            cx.tell(text);
        }
        if few < self.all.len() {
            let left =
                self.all[few..].iter().map(|marked| (marked.clone(), self.request_on(marked.0))).collect();
            let (actor, moment) = (cx.actor.clone(), cx.moment());
            cx.send_out(Outgoing::Many(ManyActs { spec: self.spec, actor, moment, done: outcomes, left }));
            return Flow::Close;
        }
        cx.note_done(outcomes.iter().filter(|(_, outcome)| outcome.is_ok()).map(|((no, _), _)| *no));
        Flow::Replace(results(self.spec, &outcomes, cx.look))
    }

    pub(super) fn act(&mut self, cx: &mut Context) -> Flow {
        if !self.all.is_empty() {
            return self.act_on_all(cx);
        }
        match cx.execute(&self.request()) {
            Ok(reply) => {
                // The act is done: a draft that can't be removed now is offered again, and does no harm.
                let thrown = self.throw_away(cx);
                let shown = reveal::told(&reply);
                if !shown.is_empty() {
                    return Flow::Replace(revealed::open(self.spec.label.clone(), &shown, cx.look));
                }
                cx.tell(thrown.err().unwrap_or_else(|| self.told(&reply)));
                Flow::Close
            }
            Err(fault) => {
                self.show(fault, cx);
                Flow::Handled
            }
        }
    }

    pub(super) fn told(&self, reply: &Reply) -> Text {
        let number = reply.more.get("number").and_then(Value::as_str).filter(|n| !n.is_empty());
        let record = match (self.subject_no(), reply.version) {
            // What was made, or else what it was done on.
            (_, Some(_)) => Text::same(reply.id.as_str()),
            (known, None) if !known.is_empty() => Text::same(known),
            (_, None) => self.standing.name.clone(),
        };
        if recount::is_left(reply) {
            return say!(
                "已办: {c}; 期限正在重算, 可照常办理",
                "done: {c}; deadlines are being reckoned anew, go on meanwhile",
                c = self.spec.label
            );
        }
        if let Some(moved) = reply.more.get("moved").and_then(Value::as_array) {
            let moved = clocks::all_moved_told(moved);
            return say!("已办: {c}; {m}", "done: {c}; {m}", c = self.spec.label, m = moved);
        }
        if let Some(handed) = reply.more.get("handed").and_then(Value::as_array) {
            let kept =
                reply.more.get("kept").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            let stays = match kept {
                [] => Text::default(),
                kept => say!(
                    "; 未交 {n} 件: {w}",
                    "; {n} stay: {w}",
                    n = kept.len(),
                    w = handover::kept_told(kept)
                ),
            };
            return say!("已交 {n} 件{s}", "handed over: {n}{s}", n = handed.len(), s = stays);
        }
        let count = |name: &str| reply.more.get(name).and_then(Value::as_u64);
        if let (Some(planned), Some(without)) = (count("planned"), count("unassigned")) {
            return say!(
                "已安排 {n} 次, 其中未指派督导员 {u} 次, 期间排不下 {l} 家",
                "{n} visits planned, {u} of them with nobody yet; no day for {l} agencies",
                n = planned,
                u = without,
                l = count("left").unwrap_or_default()
            );
        }
        match number {
            Some(number) => {
                say!("已办: {c} {r}, {n}", "done: {c} {r}, {n}", c = self.spec.label, r = record, n = number)
            }
            None => say!("已办: {c} {r}", "done: {c} {r}", c = self.spec.label, r = record),
        }
    }

    /// Shows why it was not done, where it can be mended.
    pub(super) fn show(&mut self, fault: Fault, cx: &Context) {
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
                let preview = execute::Preview { requirements, told: Vec::new(), pages: Vec::new() };
                self.page = Page::Confirm(self.confirm(cx, &self.standing.name, Vec::new(), preview));
            }
            Fault::Conflict { text, clashes } => self.compare(text, clashes, cx),
            Fault::NotPermitted(text) | Fault::Io(text) => {
                self.page = Page::Fields;
                self.said = Some((text, Meaning::Error));
            }
        }
    }

    pub(super) fn compare(&mut self, text: Text, clashes: Vec<Clash>, cx: &Context) {
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
    pub(super) fn has_stale_draft(&self) -> bool {
        self.has_draft && self.version != self.standing.version
    }

    /// Takes the choices over and judges again, now against the new version.
    pub(super) fn reconcile(&mut self, cx: &mut Context) -> Flow {
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
}
