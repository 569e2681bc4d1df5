//! 草稿: forms that were begun and not finished, after a dropped connection or on purpose. Enter goes on with one, `d`
//! throws one away, after asking.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::history;
use super::rows::{Entry, Rows, panel};
use crate::commands::spec::Field;
use crate::commands::{catalogue, scene};
use crate::console::context::Context;
use crate::console::forms;
use crate::console::keys::{Code, Key};
use crate::console::layer::{Binding, Flow, Layer};
use crate::say;
use crate::store::drafts::{self, Draft};
use crate::text::Text;

static TITLE: Text = Text::new("草稿: 上次没有办完的录入", "Drafts: what was not finished");

struct Drafts {
    drafts: Vec<Draft>,
    rows: Rows,
    /// Whether `d` was pressed once on the selected one.
    asked: bool,
}

/// The drafts of the person, unless there are none.
pub fn offer(cx: &mut Context) -> Option<Box<dyn Layer>> {
    match drafts::of_staff(&cx.store, cx.actor.id) {
        Ok(all) if all.is_empty() => None,
        Ok(drafts) => {
            let rows = Rows::new(drafts.iter().map(|draft| entry(draft, cx)).collect());
            Some(Box::new(Drafts { drafts, rows, asked: false }))
        }
        Err(error) => {
            cx.tell(error.text);
            None
        }
    }
}

fn entry(draft: &Draft, cx: &Context) -> Entry {
    let found = catalogue::find(&draft.command);
    let label = found.as_ref().map_or_else(|| Text::same(&draft.command), |f| f.spec().label.clone());
    // In the order of the form, as far as the command still has the fields.
    let fields = found.as_ref().map_or(&[] as &[Field], |found| found.spec().fields);
    let typed = fields.iter().filter_map(|f| history::words(Some(f), draft.fields.get(f.name)?, cx));
    let typed = typed.collect::<Vec<_>>().join("  ");
    Entry {
        // Of today only the time.
        lead: match draft.saved_at.date_naive() == cx.day() {
            true => draft.saved_at.format("%H:%M").to_string(),
            false => draft.saved_at.format("%m-%d %H:%M").to_string(),
        },
        label: say!("{l} {s}", "{l} {s}", l = label, s = draft.subject),
        remark: Text::same(typed.replace('\n', " ")),
        muted: false,
    }
}

impl Drafts {
    fn reload(&mut self, cx: &mut Context) {
        match drafts::of_staff(&cx.store, cx.actor.id) {
            Ok(drafts) => {
                self.rows.replace(drafts.iter().map(|draft| entry(draft, cx)).collect());
                self.drafts = drafts;
            }
            Err(error) => cx.tell(error.text),
        }
    }

    /// Goes on with the selected one: its form takes the draft up.
    fn resume(&self, cx: &mut Context) -> Flow {
        let Some(draft) = self.rows.selected().and_then(|at| self.drafts.get(at)) else { return Flow::Close };
        let Some(found) = catalogue::find(&draft.command) else {
            cx.tell(catalogue::unknown(&draft.command));
            return Flow::Handled;
        };
        let key = draft.subject.parse().map_or(scene::Key::Bureau(cx.actor.bureau), scene::Key::Record);
        Flow::Replace(forms::open(cx, found.spec(), &key, draft.fields.clone(), draft.base_version))
    }

    /// Throws the selected one away at the second `d`.
    fn discard(&mut self, cx: &mut Context) -> Flow {
        let Some(draft) = self.rows.selected().and_then(|at| self.drafts.get(at)) else { return Flow::Close };
        if !std::mem::replace(&mut self.asked, true) {
            cx.tell(Text::new("再按一次 d 丢弃此草稿", "press d again to throw this draft away"));
            return Flow::Handled;
        }
        self.asked = false;
        if let Err(error) = drafts::discard(&cx.store, cx.actor.id, &draft.command, &draft.subject) {
            cx.tell(error.text);
            return Flow::Handled;
        }
        self.reload(cx);
        if self.drafts.is_empty() { Flow::Close } else { Flow::Handled }
    }
}

impl Layer for Drafts {
    fn title(&self, _: &Context) -> Text {
        TITLE.clone()
    }

    fn bindings(&self, _: &Context) -> Vec<Binding> {
        vec![
            Binding::new(
                Key::ENTER,
                Text::new("继续", "go on"),
                Text::new("接着录入所选草稿", "goes on with the selected draft"),
                9,
            ),
            Binding::new(
                Key::char('d'),
                Text::new("丢弃", "discard"),
                Text::new("丢弃所选草稿, 须按两次", "throws the selected draft away; press twice"),
                5,
            ),
            super::back(),
        ]
    }

    fn handle(&mut self, key: Key, cx: &mut Context) -> Flow {
        if key != Key::char('d') {
            self.asked = false;
        }
        match key.code {
            Code::Esc | Code::Char('q') => Flow::Close,
            Code::Char('d') => self.discard(cx),
            Code::Enter => self.resume(cx),
            _ if self.rows.handle(key, true) => Flow::Handled,
            _ => Flow::Ignored,
        }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, cx: &Context) -> Option<Position> {
        let inner = panel(&TITLE, self.drafts.len(), area, frame.buffer_mut(), cx.look);
        self.rows.draw(inner, frame.buffer_mut(), cx.look)
    }

    fn refresh(&mut self, cx: &mut Context) {
        self.reload(cx);
    }

    fn floats(&self) -> bool {
        true
    }
}
